"""Rows of the fast entry page as typed, how they survive a kill, and rows pasted from Excel or WPS."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import uuid4

NAME, PHONE, ADDRESS, TITLE, AGENCY, LIMIT, SETTLED = range(7)
FIELDS: Final = ("name", "phone", "address", "title", "agency", "limit", "settled")
PASTED_ROWS: Final = 500
_PASTED_COLUMNS: Final = 40
_SETTLED_WORDS: Final = frozenset({"✓", "√", "是", "办结", "当场办结", "当场答复", "y", "yes", "1", "x"})
_HEADINGS: Final = (
    ("反映人", "姓名", "来访人", "群众姓名", "raised by", "name"),
    ("电话", "联系电话", "手机", "联系方式", "phone"),
    ("住址", "地址", "村", "户籍地", "住址（村组）", "address"),
    ("问题", "反映问题", "诉求", "事项", "问题内容", "群众诉求", "issue"),
    ("承办单位", "责任单位", "单位", "主办单位", "unit"),
    ("期限", "办理时限", "时限", "截止日期", "办理时限（天）", "due"),
    ("当场答复", "当场办结", "是否办结", "answered"),
)


@dataclass(slots=True)
class EntryRow:
    """One row as typed; `uid` makes saving it twice one issue.

    Attributes:
        extra: What the strip below the grid holds of this row, as typed: people received, opinions of units.
    """

    uid: str = field(default_factory=lambda: str(uuid4()))
    name: str = ""
    phone: str = ""
    address: str = ""
    title: str = ""
    agency: str = ""
    limit: str = ""
    settled: bool = False
    photos: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def is_blank(self) -> bool:
        """Return whether nothing was typed."""
        typed = (self.name, self.phone, self.address, self.title, self.agency, self.limit)
        return not (any(text.strip() for text in typed) or self.settled or self.photos or any(self.extra.values()))

    def text(self, column: int) -> str:
        """Return the words of a column."""
        return "" if column == SETTLED else str(getattr(self, FIELDS[column]))

    def put(self, column: int, text: str) -> None:
        """Put words into a column; the last takes a tick."""
        if column == SETTLED:
            self.settled = text.strip().casefold() in _SETTLED_WORDS
        else:
            setattr(self, FIELDS[column], text)


_TYPES: Final = {"uid": str, **dict.fromkeys(FIELDS, str), "settled": bool, "photos": list, "extra": dict}


def rows_to_json(rows: Sequence[EntryRow]) -> list[dict[str, Any]]:
    """Return the rows that hold something as plain JSON values."""
    return [asdict(row) for row in rows if not row.is_blank()]


def rows_from_json(stored: object) -> list[EntryRow]:
    """Return rows kept earlier; what an older or newer version kept otherwise is left out, never fatal."""
    rows = []
    for each in stored if isinstance(stored, list) else []:
        if isinstance(each, Mapping):
            known: dict[str, Any] = {
                key: value for key, value in each.items() if isinstance(value, _TYPES.get(key, ()))
            }
            rows.append(EntryRow(**known))
    return rows


@dataclass(frozen=True, slots=True)
class Pasted:
    """Lines from the clipboard, and which column each of their cells goes to.

    Attributes:
        lines: Cells by line, all equally long.
        targets: For each cell its column; None leaves it out.
        sure: The order of columns needs no confirmation.
        left_out: How many lines more there were than are taken at once.
    """

    lines: tuple[tuple[str, ...], ...]
    targets: tuple[int | None, ...]
    sure: bool
    left_out: int = 0


def pasted(text: str, *, at: int = NAME) -> Pasted | None:
    """Return what a copied block means, or None for a single cell.

    Args:
        text: The clipboard: cells between tabs, quoted where they hold line breaks.
        at: The column where the cursor stands; a narrower block goes there and on.
    """
    if "\t" not in text and "\n" not in text.strip("\r\n"):
        return None
    lines = [tuple(_cell(cell) for cell in line[:_PASTED_COLUMNS]) for line in _lines_of(text)]
    lines = [line for line in lines if any(line)]
    if not lines:
        return None
    wide = max(map(len, lines))
    lines = [line + ("",) * (wide - len(line)) for line in lines]
    headed = _by_heading(lines[0])
    if headed is not None:
        return _at_most(lines[1:], headed, sure=True)
    lines, targets, sure = _by_place(lines, wide, at)
    return _at_most(lines, targets, sure=sure)


def _at_most(lines: Sequence[tuple[str, ...]], targets: tuple[int | None, ...], *, sure: bool) -> Pasted:
    return Pasted(tuple(lines[:PASTED_ROWS]), targets, sure, left_out=max(len(lines) - PASTED_ROWS, 0))


def _lines_of(text: str) -> list[list[str]]:
    """Return cells by line; a quote that is never closed is a letter like any other, and swallows no line."""
    if text.count('"') % 2 == 0:
        with suppress(csv.Error):  # a cell longer than it reads; the split below takes any length
            return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    return [line.split("\t") for line in re.split(r"\r\n|\r|\n", text)]


def rows_of(block: Pasted) -> list[EntryRow]:
    """Return the rows of a pasted block."""
    rows = []
    for line in block.lines:
        row = EntryRow()
        for cell, target in zip(line, block.targets, strict=True):
            if target is not None and cell:
                row.put(target, cell)
        if not row.is_blank():
            rows.append(row)
    return rows


def _by_place(
    lines: list[tuple[str, ...]], wide: int, at: int
) -> tuple[list[tuple[str, ...]], tuple[int | None, ...], bool]:
    """Map by position: a leading running number is left out, a full block starts at the first column."""
    numbered = wide > 1 and _is_running([line[0] for line in lines])
    first = 1 if numbered else 0
    start = NAME if wide - first >= len(FIELDS) - 1 else at
    targets: list[int | None] = [None] * first
    targets += [start + n if start + n < len(FIELDS) else None for n in range(wide - first)]
    return lines, tuple(targets), _looks_right(lines, targets) and None not in targets[first:]


def _looks_right(lines: list[tuple[str, ...]], targets: Sequence[int | None]) -> bool:
    """Return whether phones look like phones, and nothing else does."""
    for place, target in enumerate(targets):
        cells = [line[place] for line in lines if line[place]]
        phones = sum(bool(re.fullmatch(r"[\d\s\-+()（）]{6,}", cell)) for cell in cells)
        if cells and target == PHONE and phones < len(cells) / 2:
            return False
        if cells and target in {NAME, TITLE, AGENCY} and phones > len(cells) / 2:
            return False
    return TITLE in targets or len(targets) == 1


def _is_running(cells: Sequence[str]) -> bool:
    """Return whether *cells* count 1, 2, 3 ..., as the first column of a sheet does."""
    if not cells[0].isdigit() or len(cells[0]) > 4:
        return False
    return list(cells) == [str(int(cells[0]) + n) for n in range(len(cells))]


def _by_heading(line: Sequence[str]) -> tuple[int | None, ...] | None:
    """Return the columns that a heading line names, if it is one."""
    targets = [
        next((n for n, words in enumerate(_HEADINGS) if cell.strip().casefold() in words), None) for cell in line
    ]
    named = [target for target in targets if target is not None]
    return tuple(targets) if len(named) >= 2 and len(named) == len(set(named)) and TITLE in named else None


def _cell(text: str) -> str:
    return " ".join(text.split())
