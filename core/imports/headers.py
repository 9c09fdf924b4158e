"""Finding the table in a sheet: title rows, a header of one row or two, and what each column means."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.imports.cells import Cell, Sheet, text_of
from core.imports.dates import Hint, read_day, weekday_of
from core.imports.notes import Unreadable
from core.imports.sheet_kinds import Column, SheetKind, header_key, header_keys
from core.imports.spans import read_span

_ROWS_LOOKED_AT = 25
_VALUES_LOOKED_AT = 200
_SAYS_LITTLE = frozenset({"serial", "position", "rank_order", "note"})
"""Fields that any table may have: they tell no kind from another."""
_LIMIT_LIKE = re.compile(r"[^\d年]{0,6}(?:\d{1,4}(?:\.0+)?|[一二三四五六七八九十两]{1,3})\s*个?[^\d\-/.]{0,8}")
UNUSED = ""
"""In a mapping: the column was waved through."""


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """A column of the file: its number and its header, two rows joined by a slash."""

    number: int
    header: str


_Candidate = tuple[int, int, list[HeadedColumn]]
"""A row that may be the header: its number, how many rows it takes, its columns."""


@dataclass(slots=True)
class Table:
    """Where the table of a sheet lies and what its columns mean for one kind of sheet.

    Attributes:
        fields: Field by column number.
        unmapped: Columns that nothing is known about; they are asked or waved through.
        doubtful: Columns that may mean several fields, with those fields.
        misfits: Fields whose values do not look like them: the columns may be shifted.
    """

    kind: SheetKind
    first_header_row: int
    first_row: int
    columns: tuple[HeadedColumn, ...]
    titles: tuple[str, ...]
    fields: dict[int, str] = field(default_factory=dict)
    unmapped: list[HeadedColumn] = field(default_factory=list)
    doubtful: dict[int, tuple[str, ...]] = field(default_factory=dict)
    misfits: list[str] = field(default_factory=list)

    @property
    def signature(self) -> str:
        """Return the key under which the answers for this set of headers are remembered."""
        text = "\n".join((self.kind.key, *(header_key(column.header) for column in self.columns)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the required fields that no column gives."""
        given = set(self.fields.values())
        return tuple(column.field for column in self.kind.columns if column.required and column.field not in given)

    def column_of(self, name: str) -> HeadedColumn | None:
        """Return the column that gives a field."""
        return next((column for column in self.columns if self.fields.get(column.number) == name), None)

    def map(self, number: int, name: str) -> None:
        """Let a column mean *name*, or nothing for UNUSED; whoever meant it before is unmapped then."""
        losing = [c for c in self.columns if name and self.fields.get(c.number) == name and c.number != number]
        self.unmapped = [column for column in (*self.unmapped, *losing) if column.number != number]
        self.doubtful.pop(number, None)
        self.fields = {other: known for other, known in self.fields.items() if known != name and other != number}
        if name:
            self.fields[number] = name


def find_table(sheet: Sheet, kinds: Iterable[SheetKind], hint: Hint, *, at: int = 0) -> Table | None:
    """Return the table of a sheet as the kind that fits its headers best, None when none fits for certain.

    The sheet's name and title only decide between kinds that fit about equally well; where they speak
    for another kind than the headers do, nothing is certain. *at* is the header row where somebody has
    said which one it is.
    """
    best: tuple[float, Table] | None = None
    hinted: list[Table] = []
    known, candidates = tuple(kinds), _candidates(sheet, at)
    for kind in known:
        found = _table_below(sheet, kind, hint, candidates, at)
        if found is None:
            continue
        if _is_named(found, sheet) and len(found.fields) > 1:
            hinted.append(found)
        score = _score(found, sheet)
        if score > 0 and (best is None or score > best[0]):
            best = (score, found)
    if best is None or (hinted and not _is_named(best[1], sheet)):
        return None  # headers and title disagree: asked
    return best[1] if _is_named(best[1], sheet) or _is_explained(best[1], sheet, known) else None


def _is_explained(table: Table, sheet: Sheet, kinds: Iterable[SheetKind]) -> bool:
    """Return whether the kind accounts for the table: a ledger has a township column too, and is no list of them."""
    told = {name for name in table.fields.values() if not table.kind.column(name).unused} - _SAYS_LITTLE
    filled = [c for c in table.unmapped if any(sheet.at(row, c.number) for row in sheet.rows if row >= table.first_row)]
    others = [_names_of(kind) for kind in kinds if kind is not table.kind]
    foreign = [c for c in filled if any(sure for names in others for _, sure in _meanings(c.header, names))]
    return len(foreign) < max(len(told), 2) and len(filled) <= max(len(told), 2)


def likely_kinds(sheet: Sheet, kinds: Iterable[SheetKind], hint: Hint) -> list[SheetKind]:
    """Return *kinds*, those first that know most of the sheet's headers."""
    candidates = _candidates(sheet, 0)
    tables = [(kind, _table_below(sheet, kind, hint, candidates, 0)) for kind in kinds]
    known = {kind.key: len(table.fields) + 0.5 * len(table.doubtful) for kind, table in tables if table is not None}
    return sorted((kind for kind, _ in tables), key=lambda kind: -known.get(kind.key, 0))


def _is_named(table: Table, sheet: Sheet) -> bool:
    text = "".join((sheet.name, *table.titles))
    return any(word in text for word in table.kind.titles)


def table_as(sheet: Sheet, kind: SheetKind, hint: Hint, *, at: int = 0) -> Table | None:
    """Return the table of a sheet read as *kind*, whether or not it fits well; *at* is a header row given."""
    return _table_below(sheet, kind, hint, _candidates(sheet, at), at)


def _candidates(sheet: Sheet, at: int) -> list[_Candidate]:
    """Return the rows that may be the header, the same for every kind of sheet."""
    return [
        (number, depth, _headers(sheet, number, depth))
        for number in ([at] if at in sheet.rows else sorted(sheet.rows)[:_ROWS_LOOKED_AT])
        for depth in ((1, 2) if _may_be_two_rows(sheet, number) else (1,))
    ]


def _table_below(sheet: Sheet, kind: SheetKind, hint: Hint, candidates: Iterable[_Candidate], at: int) -> Table | None:
    """Return the table below the candidate whose headers *kind* knows best."""
    names = _names_of(kind)
    best: tuple[int, _Candidate] | None = None
    for candidate in candidates:
        number, _depth, columns = candidate
        hits = sum(bool(_meanings(column.header, names)) for column in columns)
        if (hits or at == number) and (best is None or hits > best[0]):
            best = (hits, candidate)
    if best is None:
        return None
    _, (row, depth, headers) = best
    titles = tuple(
        text
        for above in range(1, row)
        for text in [" ".join(dict.fromkeys(map(text_of, sheet.row(above)))).strip()]
        if text
    )
    table = Table(kind, row, row + depth, tuple(headers), titles)
    _map_columns(table, sheet, names, hint)
    check_fit(table, sheet, hint)
    return table


def check_fit(table: Table, sheet: Sheet, hint: Hint) -> None:
    """Note the fields whose values do not look like them; again after the mapping has changed."""
    table.misfits = [name for name in table.fields.values() if not _fits(sheet, table, name, hint)]


def recall(table: Table, remembered: Mapping[str, Mapping[str, str]]) -> None:
    """Apply what was answered for this set of headers before: header to field, or UNUSED."""
    known = remembered.get(table.signature, {})
    for column in table.columns:
        if (name := known.get(header_key(column.header))) is not None:
            table.map(column.number, name)


def to_remember(table: Table) -> dict[str, str]:
    """Return the mapping of *table* in the form that `recall` takes."""
    return {header_key(column.header): table.fields.get(column.number, UNUSED) for column in table.columns}


def _names_of(kind: SheetKind) -> dict[str, list[tuple[Column, bool]]]:
    names: dict[str, list[tuple[Column, bool]]] = {}
    for column in kind.columns:
        for name in column.names:
            names.setdefault(header_key(name), []).append((column, True))
        for name in column.weak:
            names.setdefault(header_key(name), []).append((column, False))
    return names


def _meanings(header: str, names: Mapping[str, list[tuple[Column, bool]]]) -> list[tuple[Column, bool]]:
    """Return the columns that a header may mean; a joined header is also looked up by its lower half."""
    for text in (header.replace("/", ""), header, header.rpartition("/")[2]):
        for key in header_keys(text):
            if found := names.get(key):
                return found
    return []


def _headers(sheet: Sheet, row: int, depth: int) -> list[HeadedColumn]:
    tops = _spread(sheet, row)
    if depth == 1:
        return [HeadedColumn(number, text) for number, text in sorted(tops.items())]
    lows = _spread(sheet, row + 1)
    joined: list[HeadedColumn] = []
    for number in sorted({*tops, *lows}):
        top, low = tops.get(number, ""), lows.get(number, "")
        joined.append(HeadedColumn(number, "/".join(dict.fromkeys(filter(None, (top, low))))))
    return joined


def _may_be_two_rows(sheet: Sheet, row: int) -> bool:
    """Return whether a row is the upper one of two header rows: several words, one of them over several columns."""
    words = {text_of(cell) for cell in sheet.row(row)} - {""}
    wide = any(merge.top == row and merge.bottom == row and merge.right > merge.left for merge in sheet.merges)
    return len(words) >= 3 and (wide or not sheet.merges)


def _spread(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the texts of a row by column, merged ones repeated to the right."""
    texts = {number: text for number, cell in enumerate(sheet.row(row), 1) if (text := text_of(cell))}
    last = sheet.width
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.left in texts:
            for number in range(merge.left + 1, min(merge.right, last) + 1):
                texts.setdefault(number, texts[merge.left])
    return texts


def _map_columns(table: Table, sheet: Sheet, names: Mapping[str, list[tuple[Column, bool]]], hint: Hint) -> None:
    weak: list[tuple[HeadedColumn, list[Column]]] = []
    wanted: dict[str, list[HeadedColumn]] = {}
    for column in table.columns:
        meanings = _meanings(column.header, names)
        certain = [found for found, sure in meanings if sure]
        if len(certain) == 1:
            wanted.setdefault(certain[0].field, []).append(column)
        elif meanings:
            weak.append((column, [found for found, _ in meanings]))
        else:
            table.unmapped.append(column)
    for name, columns in wanted.items():
        if len(columns) == 1 or table.kind.column(name).unused:
            table.fields.update(dict.fromkeys((column.number for column in columns), name))
        else:
            table.doubtful.update({column.number: (name,) for column in columns})
    for column, choices in weak:
        left = [choice for choice in choices if choice.field not in table.fields.values()]
        open_choices = _by_values(left, sheet, table, column.number, hint)
        if len(open_choices) == 1:
            table.fields[column.number] = open_choices[0].field
        elif open_choices:
            table.doubtful[column.number] = tuple(choice.field for choice in open_choices)
        else:
            table.unmapped.append(column)


def _by_values(choices: list[Column], sheet: Sheet, table: Table, number: int, hint: Hint) -> list[Column]:
    """Return the columns that the values below a header speak for; several when they do not decide."""
    shares = {choice.field: _share(sheet, table, number, choice, hint) for choice in choices if choice.looks}
    limits = [choice for choice in choices if choice.looks == "limit" and shares[choice.field] >= 0.5]
    if limits:  # a bare 15 could also be a day of the month, a date is never a number of days
        return limits
    if any(choice.looks == "limit" for choice in choices):
        return [choice for choice in choices if choice.looks == "day" and shares[choice.field] >= 0.5] or choices
    fitting = [choice for choice in choices if shares.get(choice.field, 0) >= 0.8]
    return fitting or [choice for choice in choices if not choice.looks] or choices


def _score(table: Table, sheet: Sheet) -> float:
    given = set(table.fields.values()) | {name for names in table.doubtful.values() for name in names}
    if not all(name in given for name in table.kind.tells):
        return 0
    used = sum(1 for name in given if not table.kind.column(name).unused)
    share = len(table.fields) / max(len(table.columns), 1)
    return used + 2 * share + (2.5 if _is_named(table, sheet) else 0) - 2 * len(table.missing)


def _fits(sheet: Sheet, table: Table, name: str, hint: Hint) -> bool:
    column = table.column_of(name)
    wanted = table.kind.column(name)
    return column is None or not wanted.looks or _share(sheet, table, column.number, wanted, hint) >= 0.5


def _share(sheet: Sheet, table: Table, number: int, column: Column, hint: Hint) -> float:
    """Return the share of a column's values that look like *column*; 1 when there are none."""
    counted: Counter[bool] = Counter()
    for row in sorted(sheet.rows):
        if row < table.first_row:
            continue
        cell = sheet.at(row, number)
        if cell is not None:
            counted[_looks(cell, column.looks, hint)] += 1
        if counted.total() >= _VALUES_LOOKED_AT:
            break
    return counted[True] / counted.total() if counted else 1.0


def _looks(cell: Cell, looks: str, hint: Hint) -> bool:
    text = text_of(cell)
    try:
        match looks:
            case "day":
                read_day(cell, Hint(hint.year or 2026, hint.month or 1))
            case "span":
                read_span(cell)
            case "limit":
                return bool(_LIMIT_LIKE.fullmatch(unicodedata.normalize("NFKC", text).strip()))
            case "weekday":
                return weekday_of(text) is not None
            case "number":
                return any(sign.isdigit() for sign in text) and not any("\u4e00" <= s <= "\u9fff" for s in text[:1])
            case "phone":
                return sum(sign.isdigit() for sign in text) >= 3
            case _:
                return True
    except Unreadable:
        # "1月4日-6日" is refused row by row; as a column it is still one of dates.
        return looks == "day" and any(sign.isdigit() for sign in text) and any(s in text for s in "年月日-/.")
    return True
