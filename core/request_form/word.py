"""A Word document as rows of cells: a paragraph is a row of one cell, a table row keeps its columns.

Text is taken from the XML that python-docx opens: its own `.text` leaves out content controls, ticked boxes
and text boxes, and repeats merged cells. Deleted and hidden words are left out, as a reader sees the page.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from core.imports.cells import Cell
from core.imports.limits import LimitReached
from core.imports.xlsx import require_plain_xml

Take = Callable[[int, list[tuple[int, Cell]]], None]
MAIN: Final = "word/document.xml"
ENDINGS: Final = frozenset({".docx", ".dotx"})
MOST_XML: Final = 16 * 1024 * 1024
"""Bytes of one XML part: a form has some ten thousand."""
MOST_ROWS: Final = 5_000
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN: Final = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr"))
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE: Final = {"tab": "\t", "br": "\n", "cr": "\n"}
_SYMBOLS: Final = {
    ("wingdings", "F0FE"): "☑", ("wingdings", "F0FD"): "☒", ("wingdings", "F0A8"): "□", ("wingdings", "F06F"): "□",
    ("wingdings", "F0FC"): "✓", ("wingdings 2", "F052"): "☑", ("wingdings 2", "F050"): "✓",
    ("wingdings 2", "F0A3"): "□", ("wingdings 2", "F053"): "☒", ("wingdings 2", "F02A"): "□",
}  # fmt: skip
"""Tick boxes that Word keeps as signs of a picture font."""


class Macros(Exception):
    """A program lies in the document."""


def is_word(archive: zipfile.ZipFile) -> bool:
    """Return whether the zip is a Word document."""
    return MAIN in archive.namelist()


def read_rows(path: Path, archive: zipfile.ZipFile, take: Take) -> None:
    """Hand every row of the document to *take*.

    Raises:
        Macros: a program lies in it.
        LimitReached: it holds more than a form can.
        Hostile: its XML declares entities.
    """
    _require_modest(archive)
    from docx import Document  # noqa: PLC0415 - 0.2 s, only where a Word file is read

    for number, cells in enumerate(_rows(Document(str(path)).element.body), 1):
        if number > MOST_ROWS:
            raise LimitReached("cells")
        if cells:
            take(number, cells)


def _require_modest(archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if part.filename.lower().endswith("vbaproject.bin"):
            raise Macros
        if part.filename.lower().endswith((".xml", ".rels")):
            if part.file_size > MOST_XML:
                raise LimitReached("cells")
            require_plain_xml(archive, part.filename)


def _rows(parent: Any) -> Iterator[list[tuple[int, Cell]]]:
    for child in parent:
        match _name(child):
            case "p":
                yield _cells([(1, _text(child))])
            case "tbl":
                yield from _table(child)
                yield []  # what follows a table is no value of its last row
            case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
                yield from _rows(child)


def _table(table: Any) -> Iterator[list[tuple[int, Cell]]]:
    for row in _inside(table, "tr"):
        column, cells, inner = 1 + _number(row, "trPr/gridBefore"), [], []
        for cell in _inside(row, "tc"):
            if not _is_continued(cell):
                cells.append((column, "\n".join(_text(each) for each in _inside(cell, "p"))))
            inner += list(_inside(cell, "tbl"))
            column += max(_number(cell, "tcPr/gridSpan"), 1)
        yield _cells(cells)
        for each in inner:
            yield from _table(each)


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """Yield the children called *name*, those within content controls included."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(child, name)


def _cells(found: list[tuple[int, str]]) -> list[tuple[int, Cell]]:
    return [(column, text.strip()) for column, text in found if text.strip()]


def _text(element: Any) -> str:
    return "".join(_signs(element))


def _signs(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if child.tag in _UNSEEN or child.tag == _FALLBACK or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _SPACE:
            yield _SPACE[name]
        elif name == "sym":
            yield _SYMBOLS.get((child.get(f"{_W}font", "").casefold(), child.get(f"{_W}char", "").upper()), "")
        elif name == "checkBox":
            yield "☑" if _is_ticked(child) else "□"
        else:
            yield from ("\n",) if name == "p" else ()  # of a text box
            yield from _signs(child)


def _is_hidden(run: Any) -> bool:
    return run.find(f"{_W}rPr/{_W}vanish") is not None


def _is_ticked(box: Any) -> bool:
    for name in ("checked", "default"):
        found = box.find(f"{_W}{name}")
        if found is not None:
            return found.get(f"{_W}val", "1") in {"1", "true", "on"}
    return False


def _is_continued(cell: Any) -> bool:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def _number(element: Any, path: str) -> int:
    found = element.find("/".join(f"{_W}{part}" for part in path.split("/")))
    value = found.get(f"{_W}val", "0") if found is not None else "0"
    return min(int(value), 256) if value.isdecimal() else 0


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
