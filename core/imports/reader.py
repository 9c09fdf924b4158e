"""The child process that reads one file: `python -m core.imports.reader FILE`, JSON lines on stdout.

It limits its own memory and reports every refusal as a word; a crash here never reaches the app.
"""

from __future__ import annotations

import json
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from core.imports import delimited, xlsx
from core.imports.cells import BadCell, Cell, Merge, Sheet
from core.imports.limits import (
    MAX_CELLS,
    MAX_PARTS,
    MAX_RATIO,
    MAX_SHEETS,
    MAX_TEXT,
    MAX_UNPACKED,
    MEMORY,
    RATIO_COUNTS_FROM,
    LimitReached,
)
from core.imports.notes import Note
from core.request_form import word

Write = Callable[[dict[str, Any]], None]


class Bomb(Exception):
    """The zip would unpack to far more than a workbook."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(size)


class _Counted:
    """Passes rows on and stops at the limits of cells and text."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._cells = self._text = 0

    def take(self, number: int, cells: list[tuple[int, Cell]]) -> None:
        self._cells += len(cells)
        self._text += sum(len(value) for _, value in cells if isinstance(value, str))
        if self._cells > MAX_CELLS or self._text > MAX_TEXT:
            raise LimitReached("cells")
        self._write({"r": number, "c": [(column, encoded(value)) for column, value in cells]})


def read(path: Path, write: Write) -> None:
    """Write one line for each sheet and row of the file."""
    counted = _Counted(write)
    with path.open("rb") as stream:
        head = stream.read(4)
    if not head.startswith(b"PK"):
        write({"sheet": path.stem, "hidden": False})
        for number, cells in delimited.rows_of(path.read_bytes()):
            counted.take(number, cells)
        return
    with zipfile.ZipFile(path) as archive:
        _require_modest(archive)
        if path.suffix.lower() in word.ENDINGS and word.is_word(archive):
            write({"sheet": path.stem, "hidden": False})
            word.read_rows(path, archive, counted.take)
            return
        if not any(name.startswith("xl/") for name in archive.namelist()):
            raise delimited.NotATable
        layout = xlsx.layout_of(archive)
        for part in layout.sheets[:MAX_SHEETS]:
            if part.path not in archive.namelist() or "worksheet" not in part.path:
                continue  # a chart or dialog sheet
            write({"sheet": part.name, "hidden": part.hidden})
            end = xlsx.read_rows(archive, part.path, layout, counted.take)
            merges = [(m.top, m.left, m.bottom, m.right) for m in end.merges]
            write({"merges": merges, "beyond": end.beyond})


def _require_modest(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED or steep:
        raise Bomb(total)


def encoded(value: Cell) -> Any:
    """Return a cell as JSON; plain text and numbers stay as they are."""
    match value:
        case BadCell():
            return {"bad": value.shown, "why": value.why.message, "facts": value.why.facts}
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case _:
            return value


def decoded(value: Any) -> Cell:
    """Return the cell that *encoded* wrote."""
    match value:
        case {"bad": shown, "why": why, "facts": facts}:
            return BadCell(shown, Note(why, tuple((name, fact) for name, fact in facts)))
        case {"at": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"time": text}:
            return time.fromisoformat(text)
        case str() | int() | float() | bool() | None:
            return value
        case _:
            raise ValueError(value)


def into_sheet(sheet: Sheet, line: dict[str, Any], known: dict[str, str]) -> None:
    """Add one line of the child's report to *sheet*; *known* keeps equal texts once."""
    if "merges" in line:
        sheet.merges = [Merge(*merge) for merge in line["merges"]]
        sheet.beyond = line["beyond"]
        return
    cells: list[Cell] = [None] * line["c"][-1][0]
    for column, value in line["c"]:
        if column > len(cells):  # cells of a row may be written out of order
            cells.extend([None] * (column - len(cells)))
        cells[column - 1] = known.setdefault(value, value) if isinstance(value, str) else decoded(value)
    sheet.rows[line["r"]] = cells


def limit_memory() -> None:
    """Keep this process below the limit where the system can do that."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(path: str) -> int:
    """Read *path* and report; refusals are words, not tracebacks."""
    limit_memory()
    out = sys.stdout.buffer

    def write(line: dict[str, Any]) -> None:
        out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    try:
        read(Path(path), write)
        last: dict[str, Any] = {"end": True}
    except LimitReached as limit:
        last = {"refused": str(limit)}
    except Bomb as bomb:
        last = {"refused": "bomb", "size": bomb.size // 1024 // 1024}
    except tuple(_REFUSED) as problem:
        last = {"refused": next(word for kind, word in _REFUSED.items() if isinstance(problem, kind))}
    write(last)
    out.flush()
    return 0


_REFUSED: dict[type[BaseException], str] = {
    xlsx.Hostile: "hostile",
    word.Macros: "macros",
    MemoryError: "cells",
    delimited.NotATable: "not_a_table",
    delimited.UnknownText: "unknown_text",
    zipfile.BadZipFile: "cut_short",
    zlib.error: "cut_short",
    ExpatError: "cut_short",
    EOFError: "cut_short",
    KeyError: "cut_short",
    ValueError: "cut_short",
    NotImplementedError: "cut_short",  # a way of packing that no Excel uses
    RuntimeError: "encrypted",  # zipfile: a part asks for a password
    OSError: "no_permission",
}
"""What went wrong, and the word for it; the first that fits counts."""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
