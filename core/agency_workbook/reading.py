"""Taking a unit's workbook back: every row is found by its key and compared with what was handed out.

Nothing is guessed: a row that cannot be told for certain is named with its reason, and nothing of it is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from core.agency_workbook.layout import (
    BY_KEY,
    COLUMNS,
    DONE,
    EXPECTED,
    KEY,
    LAYOUT,
    NO,
    OURS,
    THEIRS,
    YES,
    Cells,
    HandedOut,
    HandedRow,
    Mark,
    mark_in,
)
from core.agency_workbook.verdicts import VERDICT_SENTENCES, RowVerdict
from core.i18n import N_, _, listed
from core.imports.cells import BadCell, Cell, Sheet, text_of
from core.imports.dates import Hint, read_day
from core.imports.notes import Unreadable
from core.paper_errors import HeaderChanged, HeaderTwice, NotOurWorkbook, WorkbookNewer
from core.text import unreadable_at

_SEARCHED_ROWS: Final = 40
_CUT_FROM: Final = 15_000
_YES_WORDS: Final = frozenset({"是", "yes", "y", "√", "✓", "✔", "已办结", "办结", "已完成", "1"})
_NO_WORDS: Final = frozenset({"否", "no", "n", "unsettled", "×", "x", "✗", "未办结", "未完成", "办理中", "0"})


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row that came back, or one that did not.

    Attributes:
        row: Its number in the file; 0 for a row that is not there any more.
        answers: The unit's cells, cleaned: column key to text.
        bad: Cells that cannot be taken, each with its reason.
        sentence: What is said of the row; empty where it is as handed out.
    """

    row: int
    key: str
    verdict: RowVerdict
    sentence: str = ""
    handed: HandedRow | None = None
    answers: Cells = field(default_factory=dict)
    bad: Mapping[str, str] = field(default_factory=dict)


def mark_of(sheets: Sequence[Sheet], file: str) -> Mark | None:
    """Return what the file says of itself; None where that line was deleted.

    Raises:
        WorkbookNewer: a later version of this program made it.
    """
    for sheet in sheets:
        for cells in sheet.rows.values():
            for cell in cells:
                mark = mark_in(cell) if isinstance(cell, str) else None
                if mark is None:
                    continue
                if mark.layout > LAYOUT:
                    raise WorkbookNewer(file=file)
                return mark
    return None


def keys_in(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return what may be a row's key, to know a workbook whose mark was deleted."""
    found = (text_of(cells[0]) for sheet in sheets for cells in sheet.rows.values() if cells)
    return frozenset(text for text in found if len(text) == 8 and text.isascii() and text.isalnum())


def rows_back(sheets: Sequence[Sheet], handed: HandedOut, file: str, *, around: date) -> list[ReturnedRow]:
    """Return every row of the file and every row that is missing from it.

    Args:
        sheets: As core.imports.workbook reads them.
        handed: What was handed out.
        file: The file's name, for sentences.
        around: Days without a year are taken near it.

    Raises:
        NotOurWorkbook: no sheet has our headings.
        HeaderChanged, HeaderTwice: the columns cannot be told apart.
    """
    sheet, head = _sheet_of(sheets, handed, file)
    places = _columns(sheet, head, handed, file)
    known = {row.key: row for row in handed.rows}
    rows: list[ReturnedRow] = []
    for number, _cells in sheet.numbered(head + 1):
        cells = {key: sheet.at(number, column) for key, column in places.items()}
        if any(text_of(cell) for cell in cells.values()):
            rows.append(_row(number, cells, known, around))
    rows = _without_doubles(rows)
    seen = {row.key for row in rows}
    gone = [row for row in handed.rows if row.key not in seen]
    return rows + [_said(ReturnedRow(0, row.key, RowVerdict.MISSING, handed=row)) for row in gone]


def _sheet_of(sheets: Sequence[Sheet], handed: HandedOut, file: str) -> tuple[Sheet, int]:
    """Return the sheet and the row that has most of our headings."""
    wanted = {_plain(title) for title in handed.headings.values()}
    best, count = None, 0
    for sheet in sheets:
        for number in range(1, min(sheet.last_row, _SEARCHED_ROWS) + 1):
            found = len(wanted & {_plain(text_of(cell)) for cell in sheet.row(number)})
            if found > count:
                best, count = (sheet, number), found
    if best is None or count < len(COLUMNS) // 2:
        raise NotOurWorkbook(file=file, column=handed.headings[KEY])
    return best


def _columns(sheet: Sheet, head: int, handed: HandedOut, file: str) -> dict[str, int]:
    """Return where each column stands now; columns that were moved as a whole are followed, others are left out."""
    places: dict[str, list[int]] = defaultdict(list)
    for column, cell in enumerate(sheet.row(head), 1):
        places[_plain(text_of(cell))].append(column)
    found: dict[str, int] = {}
    for key, title in handed.headings.items():
        here = places.get(_plain(title), [])
        if not here:
            shown = listed(filter(None, (text_of(cell) for cell in sheet.row(head))))
            raise HeaderChanged(file=file, row=head, missing=title, found=shown)
        if len(here) > 1:
            raise HeaderTwice(file=file, column=title)
        found[key] = here[0]
    return found


def _row(number: int, cells: Mapping[str, Cell], known: Mapping[str, HandedRow], around: date) -> ReturnedRow:
    key = text_of(cells[KEY])
    if not key:
        return _said(ReturnedRow(number, "", RowVerdict.ADDED))
    handed = known.get(key)
    if handed is None:
        return _said(ReturnedRow(number, key, RowVerdict.CHANGED_KEY))
    verdict, facts = _compared(handed, cells, known)
    answers, bad = _answers(cells, around)
    return _said(ReturnedRow(number, key, verdict, handed=handed, answers=answers, bad=bad), **facts)


def _compared(
    handed: HandedRow, cells: Mapping[str, Cell], known: Mapping[str, HandedRow]
) -> tuple[RowVerdict, dict[str, str]]:
    """Return whether the locked cells are those that were handed out beside this key."""
    changed = [
        key for key in OURS if key != KEY and not _is_same(_office_text(cells[key]), _plain(handed.cells.get(key, "")))
    ]
    if not changed:
        return RowVerdict.FINE, {}
    naming = [key for key in changed if BY_KEY[key].names_row]
    others = [row for row in known.values() if row.key != handed.key]
    for key in naming:
        found = _office_text(cells[key])
        is_another = any(_plain(row.cells.get(key, "")) == found for row in others if found)
        if key == "number" or is_another:
            return RowVerdict.SHIFTED, {"found": text_of(cells[key]) or _("nothing")}
    return RowVerdict.EDITED, {"columns": listed(_(BY_KEY[key].title) for key in changed)}


def _is_same(found: str, handed: str) -> bool:
    """A text that no cell holds went out cut short, with its end on another sheet."""
    return found == handed or (len(handed) > _CUT_FROM and found.startswith(handed[:_CUT_FROM]))


def _office_text(cell: Cell) -> str:
    return _plain(_day_text(cell) if isinstance(cell, date) else text_of(cell))


def _day_text(day: date) -> str:
    return (day.date() if isinstance(day, datetime) else day).isoformat()


def _answers(cells: Mapping[str, Cell], around: date) -> tuple[Cells, dict[str, str]]:
    """Return the unit's cells that can be read, and why the others cannot."""
    answers: Cells = {}
    bad: dict[str, str] = {}
    for key in THEIRS:
        cell = cells.get(key)
        shown = _whole_text(cell)
        if not shown:
            continue
        why = _why_unreadable(key, cell, shown)
        if not why and key == DONE:
            word = _plain(shown).lower()
            if word in _YES_WORDS or word == _plain(_(YES)).lower():
                shown = YES
            elif word in _NO_WORDS or word == _plain(_(NO)).lower():
                shown = NO
            else:
                why = _("“{text}” is neither yes nor no.").format(text=shown)
        if not why and key == EXPECTED:
            try:
                shown = read_day(cell, Hint(around.year, around.month)).day.isoformat()
            except Unreadable:
                told = _("“{text}” is no day. Write one such as {example}.")
                why = told.format(text=shown, example=around.isoformat())
        answers[key] = shown
        if why:
            bad[key] = why
    return answers, bad


def _whole_text(cell: Cell) -> str:
    """Return a cell's words with their line breaks."""
    if isinstance(cell, str):
        return "\n".join(" ".join(line.split()) for line in cell.strip().splitlines())
    return _day_text(cell) if isinstance(cell, date) else text_of(cell)


def _why_unreadable(key: str, cell: Cell, shown: str) -> str:
    if isinstance(cell, BadCell):
        return _("The cell {why}.").format(why=cell.why.text())
    limit = BY_KEY[key].limit
    if len(shown) > limit:
        told = N_("{n} characters are too many, at most {limit} are taken; ask for a shorter text.")
        return _(told).format(n=len(shown), limit=limit)
    place = unreadable_at(shown)
    return _("There is an invisible control character at position {position}.").format(position=place) if place else ""


def _without_doubles(rows: list[ReturnedRow]) -> list[ReturnedRow]:
    """Rows with one key count once where they say the same; otherwise none of them counts."""
    by_key: dict[str, list[ReturnedRow]] = defaultdict(list)
    for row in rows:
        if row.handed is not None and row.verdict is not RowVerdict.SHIFTED:
            by_key[row.key].append(row)
    kept: list[ReturnedRow] = []
    for row in rows:
        same = by_key.get(row.key, [])
        if len(same) < 2 or row not in same:
            kept.append(row)
        elif len({tuple(sorted(each.answers.items())) for each in same}) > 1:
            double = ReturnedRow(row.row, row.key, RowVerdict.DOUBLED, handed=row.handed)
            kept.append(_said(double, rows=listed(str(each.row) for each in same)))
        elif row is same[0]:
            kept.append(row)
    return kept


def _said(row: ReturnedRow, **facts: str) -> ReturnedRow:
    number = row.handed.cells.get("number", "") if row.handed else ""
    sentence = _(VERDICT_SENTENCES[row.verdict])
    said = sentence.format(row=row.row, key=row.key, number=number, **facts) if sentence else ""
    return ReturnedRow(row.row, row.key, row.verdict, said, row.handed, row.answers, row.bad)


def judged(row: ReturnedRow, verdict: RowVerdict) -> ReturnedRow:
    """Return *row* with what the schedule says of its issue now."""
    return _said(ReturnedRow(row.row, row.key, verdict, handed=row.handed, answers=row.answers, bad=row.bad))


def _plain(text: str) -> str:
    return "".join(text.split())
