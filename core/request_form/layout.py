"""Finding the requests in rows of cells: label beside value, `label: value` in running text, or a table with a header.

A request begins anew where the township's label, or a label with another value in a new table, stands again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from core.imports.cells import BadCell, Cell, Sheet, text_of
from core.imports.dates import Hint, hint_from
from core.imports.words import TOTALS
from core.names import clean_text
from core.request_form.labels import BY_KEY, TOWNSHIP, field_of
from core.request_form.values import ticked

_LEAST_HEADED: Final = 3
_INLINE: Final = re.compile(
    r"(?:^|(?<=[\s;；,，。、|]))([^\s:：;；,，。|]{1,24}?(?:\s?[^\s:：;；,，。|]{1,8})?)\s*[:：]"
)
_ENDS: Final = re.compile(
    r"盖章|公章|签字|签名|^\s*(?:以下|此表|本表|请于|请将)"
    r"|^\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$|^\s*年\s*月\s*日\s*$"
)
_NOTES: Final = re.compile(
    r"^\s*(?:填表说明|填写说明|填表须知|说明|注|附注|注意事项|How to fill it in)\s*[:：]", re.IGNORECASE
)
_TITLE: Final = re.compile(r"申请|下访|接访|需求|登记表|request", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawValue:
    """The words of one field, and where they stand."""

    text: str
    cell: Cell
    row: int


@dataclass(slots=True)
class RawRequest:
    """One request as it stands in the file.

    Attributes:
        sheet: Name of the sheet, or of the file.
        row: Where it begins.
        fields: Every filling of each label, empty ones left out.
        titles: Words above it, which may name year or township.
    """

    sheet: str
    row: int
    titles: tuple[str, ...] = ()
    fields: dict[str, list[RawValue]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)

    def put(self, key: str, value: RawValue) -> None:
        """Add a value; the same words twice count once, boxes without a tick not at all."""
        if ticked(value.text) == []:
            return
        held = self.fields.setdefault(key, [])
        if value.text and all(value.text != other.text for other in held):
            held.append(value)

    @property
    def is_filled(self) -> bool:
        """Return whether anything was written into it."""
        return any(self.fields.values())

    def hint(self, *more: str) -> Hint:
        """Return what titles, sheet and file name say about the year."""
        return hint_from(*self.titles, self.sheet, *more)


def requests_in(sheet: Sheet) -> list[RawRequest]:
    """Return the requests of a sheet, blank ones included."""
    header = _header_of(sheet)
    return list(_from_rows(sheet, header)) if header else _Walk(sheet).requests()


# A table with a header


def _header_of(sheet: Sheet) -> int:
    """Return the row whose cells are labels side by side; 0 where there is none.

    A blank form has labels only, too, but with room for the value between them.
    """
    for number in sorted(sheet.rows)[:25]:
        cells = sheet.row(number)
        named = [(column, field_of(text_of(cell))) for column, cell in enumerate(cells, 1) if cell is not None]
        known = {key for _column, key in named if key}
        beside = sum(1 for (one, a), (two, b) in pairwise(named) if two == one + 1 and a and b)
        others = sum(1 for _column, key in named if not key)
        if len(known) >= _LEAST_HEADED and beside >= 2 and others <= len(known) and number < sheet.last_row:
            return number
    return 0


def _from_rows(sheet: Sheet, header: int) -> Iterator[RawRequest]:
    columns: dict[int, str] = {}
    for column, cell in enumerate(sheet.row(header), 1):
        key = field_of(text_of(cell)) if cell is not None else None
        if key and key not in columns.values():
            columns[column] = key
    titles = _titles(sheet, header)
    for number in range(header + 1, sheet.last_row + 1):
        first = next((text_of(cell) for cell in sheet.row(number) if cell is not None), "")
        if not first or first.strip(" :：").startswith(TOTALS) or _ENDS.search(first):
            continue
        made = RawRequest(sheet.name, number, titles, labels=set(columns.values()))
        for column, key in columns.items():
            cell = sheet.at(number, column)
            if cell is not None and _words(cell):
                made.put(key, RawValue(_words(cell), cell, number))
        yield made


def _titles(sheet: Sheet, before: int) -> tuple[str, ...]:
    found = (" ".join(dict.fromkeys(map(text_of, sheet.row(n)))).strip() for n in range(1, before))
    return tuple(text for text in found if text)


# Labels beside their values


class _Walk:
    """Walks through a sheet cell by cell, remembering which label waits for its value."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._titles: list[str] = []
        self._now = RawRequest(sheet.name, 1)
        self._all = [self._now]
        self._waiting: str | None = None
        self._long: str | None = None
        self._last = 0
        self._in_notes = False

    def requests(self) -> list[RawRequest]:
        for number in sorted(self._sheet.rows):
            cells = [cell for cell in self._sheet.row(number) if cell is not None]
            alone = len(cells) == 1
            if not alone:
                self._long, self._in_notes = None, False
            if not alone or number != self._last + 1:
                self._waiting = None  # a value stands beside its label, or right below one that ends in a colon
            self._last = number
            for cell in cells:
                self._take(number, cell, alone=alone)
        for each in self._all:
            each.titles = tuple(self._titles)
        return self._all

    def _take(self, number: int, cell: Cell, *, alone: bool) -> None:
        text = _words(cell)
        key = field_of(text)
        if key is not None and not self._in_notes:
            self._begin(key, number)
            self._waiting = key if not alone or text.rstrip().endswith((":", "：")) else None
        elif self._waiting is not None and not (alone and (_ENDS.search(text) or _NOTES.search(text))):
            self._put(self._waiting, text, cell, number)
            self._waiting = None
        elif alone or _INLINE.search(text):
            for line in text.splitlines():
                self._in_notes = self._in_notes or bool(_NOTES.search(line))
                if not self._in_notes:
                    self._line(line, number)

    def _line(self, line: str, number: int) -> None:
        parts = list(labelled(line))
        if parts:
            before = line[: parts[0][1]].strip()
            if before and self._long:
                self._put(self._long, before, before, number)
            for key, _at, value in parts:
                self._begin(key, number)
                self._long = key if BY_KEY[key].long else None
                self._waiting = None if value else key
                self._put(key, value, value, number)
        elif _ENDS.search(line):
            self._long = None
        elif self._long is not None and line.strip():
            held = self._now.fields.setdefault(self._long, [])
            whole = "\n".join([*(each.text for each in held), line.strip()])
            self._now.fields[self._long] = [RawValue(whole, whole, number)]
        elif _TITLE.search(line) and len(line) <= 60:
            self._titles.append(line.strip())

    def _begin(self, key: str, number: int) -> None:
        if key == TOWNSHIP and TOWNSHIP in self._now.labels:
            self._now = RawRequest(self._sheet.name, number)
            self._all.append(self._now)
        self._now.labels.add(key)
        self._long = key if BY_KEY[key].long else None

    def _put(self, key: str, text: str, cell: Cell, number: int) -> None:
        if text:
            self._now.put(key, RawValue(text, cell, number))


def labelled(line: str) -> Iterator[tuple[str, int, str]]:
    """Yield (field, where its label begins, value) for each label with a colon after it."""
    marks = [(found.start(1), found.end(), key) for found in _INLINE.finditer(line) if (key := field_of(found[1]))]
    ends = [*(start for start, _end, _key in marks[1:]), len(line)] if marks else []
    for (start, end, key), stop in zip(marks, ends, strict=True):
        yield key, start, line[end:stop].strip(" \t\u3000;；,，|")


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return clean_text(cell)
    return cell.shown if isinstance(cell, BadCell) else text_of(cell)
