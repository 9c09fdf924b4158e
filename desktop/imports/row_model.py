"""The rows of the user's files with their verdicts, as one flat model: headings and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from core.i18n import N_, _
from core.imports.notes import Note, facts_of
from core.imports.plan import RowPlan, SheetPlan, Verdict
from desktop.imports.session import ImportSession
from desktop.imports.wording import VERDICT_WORDS, masked, row_name, row_text, why_text
from desktop.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
COLUMNS: Final = (N_("Row"), N_("Outcome"), N_("As it stands in the file"), N_("What changes, and why"))
PLACE, VERDICT, CONTENT, WHY = range(4)
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The RowLine, or the heading's words."""
_FACT = re.compile(r"\{(\w+)\}")


@dataclass(slots=True, eq=False)
class RowLine:
    """One row of one sheet, its words made when first seen."""

    sheet: SheetPlan
    row: RowPlan
    session: ImportSession = field(repr=False)
    _content: str | None = None
    _why: str | None = None

    @property
    def content(self) -> str:
        """The row as it stands in the file, masked."""
        if self._content is None:
            cells, table = self.session.sheet_of(self.sheet), self.sheet.table
            self._content = row_text(cells, table, self.row.number) if cells and table else masked(self.row.shown)
        return self._content

    @property
    def why(self) -> str:
        """What is to be said about it."""
        if self._why is None:
            self._why = why_text(self.sheet, self.row)
        return self._why

    @property
    def place(self) -> str:
        """Sheet and row number."""
        return row_name(self.sheet.name, self.row.number)


Entry = RowLine | str


class RowModel(QAbstractTableModel):
    """A flat list; a str is a heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Return what stands in a row of the model."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def lines(self) -> list[RowLine]:
        """Return the rows without headings."""
        return [entry for entry in self._entries if isinstance(entry, RowLine)]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entry(index.row()), str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row())
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(entry, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, RowLine) and index.column() in {CONTENT, WHY}:
            return plain_tip(_words(entry, index.column()))
        return None


def _words(entry: Entry | None, column: int) -> str:
    if isinstance(entry, str):
        return entry if column == 0 else ""
    if entry is None:
        return ""
    match column:
        case 0:
            return entry.place
        case 1:
            return _(VERDICT_WORDS[entry.row.verdict])
        case 2:
            return entry.content
        case _:
            return entry.why


def lines_of(session: ImportSession, verdict: Verdict | None = None, sheet: SheetPlan | None = None) -> list[RowLine]:
    """Return the rows with a verdict, of one sheet or of all."""
    plans: Sequence[SheetPlan] = (sheet,) if sheet is not None else session.plan.sheets if session.plan else ()
    return [
        RowLine(plan, row, session) for plan in plans for row in plan.rows if verdict is None or row.verdict is verdict
    ]


def grouped(lines: Iterable[RowLine], *, by_warning: bool = False) -> list[Entry]:
    """Return rows under what is wrong with them, the most frequent first."""
    groups: dict[str, list[RowLine]] = {}
    for line in lines:
        said = line.row.warnings if by_warning else line.row.reasons
        groups.setdefault(_kind_of(said[0]) if said else _("Nothing to import"), []).append(line)
    entries: list[Entry] = []
    for words, members in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        entries.append(f"{words}  {len(members)}")
        entries += members
    return entries


def _kind_of(reason: Note) -> str:
    """Return a reason without what is special to its row: the column is kept, other facts become dots."""
    facts = facts_of(reason)

    def filled(found: re.Match[str]) -> str:
        fact = facts.get(found[1])
        if isinstance(fact, Note):
            return _kind_of(fact)
        return _(str(fact)) if found[1] == "column" else "…"

    return masked(_FACT.sub(filled, _(reason.message)))
