"""The ledger's rows as a two-level model: groups, and the issues in them. Columns are data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from core.deadlines import Lateness, timeliness_text
from core.flags import Flag
from core.i18n import N_, _, day_text, ngettext
from core.issues import STAGES
from db.queries.flags import IssueMarks
from db.queries.issues import DUE_SOON, IN_HAND, OVERDUE, IssueOrder, IssueRow
from desktop.issues.issue_tags import marks_words, tags_of
from desktop.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The whole IssueRow; None for a group."""

GROUP_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The IssueGroup; None for an issue."""

TAGS_ROLE: Final = Qt.ItemDataRole.UserRole + 3
"""The tags at the end of an issue's title."""

GROUP_NAMES: Final = {OVERDUE: N_("Overdue"), DUE_SOON: N_("Due in 3 working days"), IN_HAND: N_("In hand")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its words, what sorts it, and its width (0 takes what is left)."""

    title: str
    text: Callable[[IssueRow], str]
    order: IssueOrder
    width: int
    wide: int  # in English


@dataclass(slots=True)
class IssueGroup:
    """A heading of the list and the rows under it."""

    key: int
    rows: list[IssueRow] = field(default_factory=list)
    total: int = 0

    @property
    def title(self) -> str:
        """The heading's words."""
        return _(GROUP_NAMES[self.key])

    @property
    def count_text(self) -> str:
        """How many there are."""
        return ngettext("{n} issue", "{n} issues", self.total).format(n=self.total)


def stage_word(row: IssueRow) -> str:
    """Return the word of the stage reached."""
    return _(STAGES[row.stage - 1])


def _due_words(row: IssueRow) -> str:
    if not row.is_open and row.closed_on:
        return _("Closed {day}").format(day=day_text(row.closed_on))
    n = row.timeliness.working_days
    if row.due_provisional and n and row.timeliness.kind is Lateness.IN_TIME:  # nobody knows that year's holidays yet
        return ngettext("about {n} working day left", "about {n} working days left", n).format(n=n)
    return timeliness_text(row.timeliness)


COLUMNS: Final = (
    Column(N_("Due"), _due_words, IssueOrder.DUE, 176, 200),
    Column(N_("Serial"), lambda row: f"{row.serial:04d}", IssueOrder.NUMBER, 56, 64),
    Column(N_("Issue"), lambda row: row.title, IssueOrder.TITLE, 0, 0),
    Column(N_("Township"), lambda row: row.township, IssueOrder.TOWNSHIP, 76, 92),
    Column(N_("Unit"), lambda row: row.agency, IssueOrder.AGENCY, 114, 120),
    Column(N_("Stage"), stage_word, IssueOrder.STAGE, 110, 152),
    Column(N_("Brought by"), lambda row: row.leader, IssueOrder.LEADER, 116, 104),
)


TITLE: Final = 2


class IssueModel(QAbstractItemModel):
    """Groups with issues below them, or issues alone where a tab has no groups."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[IssueGroup] = []
        self._flat: list[IssueRow] = []
        self._marks: Mapping[int, IssueMarks] = {}
        self._chosen: frozenset[Flag] = frozenset()

    def show_rows(
        self,
        rows: Sequence[IssueRow],
        totals: dict[int, int] | None = None,
        marks: Mapping[int, IssueMarks] | None = None,
        chosen: frozenset[Flag] = frozenset(),
    ) -> None:
        """Show *rows*; with *totals* (issues per group) under headings, else as one list.

        *marks* are what stands beside their dates, by id; flags *chosen* say their number.
        """
        self.beginResetModel()
        self._marks, self._chosen = marks or {}, chosen
        self._flat = list(rows) if totals is None else []
        self._groups = []
        if totals is not None:
            groups = {key: IssueGroup(key, total=totals.get(key, 0)) for key in GROUP_NAMES}
            for row in rows:
                groups[row.group].rows.append(row)
            self._groups = [group for group in groups.values() if group.rows]
        self.endResetModel()

    def rows(self) -> list[IssueRow]:
        """Return all issues shown, top to bottom."""
        return self._flat or [row for group in self._groups for row in group.rows]

    def index_of(self, issue_id: int) -> QModelIndex:
        """Return where an issue stands; an invalid index where it is not shown."""
        for number, row in enumerate(self._flat):
            if row.id == issue_id:
                return self.index(number, 0)
        for top, group in enumerate(self._groups):
            for number, row in enumerate(group.rows):
                if row.id == issue_id:
                    return self.index(number, 0, self.index(top, 0))
        return QModelIndex()

    def group_at(self, index: Index) -> IssueGroup | None:
        """Return the group that *index* is the heading of."""
        if not index.isValid() or self._flat or index.internalId():
            return None
        return self._groups[index.row()]

    def row_at(self, index: Index) -> IssueRow | None:
        """Return the issue at *index*."""
        if not index.isValid():
            return None
        if self._flat:
            return self._flat[index.row()]
        return self._groups[index.internalId() - 1].rows[index.row()] if index.internalId() else None

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        inside = parent.row() + 1 if parent.isValid() else 0
        return self.createIndex(row, column, inside)

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        inside = index.internalId() if index.isValid() else 0
        return self.createIndex(inside - 1, 0, 0) if inside else QModelIndex()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._flat) or len(self._groups)
        if parent.column() > 0 or self._flat or parent.internalId():
            return 0
        return len(self._groups[parent.row()].rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.group_at(index) is not None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section].title)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = self.group_at(index)
        if group is not None:
            if role == GROUP_ROLE:
                return group
            spoken = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return f"{group.title} {group.count_text}" if spoken and index.column() == 0 else None
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        marks = self._marks.get(row.id) if index.column() == TITLE else None
        if role == TAGS_ROLE:
            return tags_of(marks, self._chosen) if marks is not None else []
        also = marks_words(marks) if marks is not None else ""
        words = COLUMNS[index.column()].text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words} {also}".rstrip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(filter(None, (_tip(row, index.column()), also))))
        return words if role == Qt.ItemDataRole.DisplayRole else None


def _tip(row: IssueRow, column: int) -> str:
    """Return the whole of what a narrow cell cuts off, and the next visit that can carry it."""
    words = row.number if column == 1 else COLUMNS[column].text(row)
    if column == 0 and row.due:
        words = _("{words}, due {day}").format(words=words, day=day_text(row.due, year=True))
        if row.due_provisional and row.is_open:
            words = _("{words}, holidays not announced yet").format(words=words)
    if column in {0, 2} and row.is_open and row.next_visit_day and row.next_leader:
        going = _("{leader} goes there on {day}").format(leader=row.next_leader, day=day_text(row.next_visit_day))
        words = f"{words}\n{going}"
    return words
