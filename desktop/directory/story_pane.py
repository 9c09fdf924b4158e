"""The story of a township, village, leader or unit in place of the list it was opened from; Esc leads back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.chronicle import HAPPENING_NAMES, ChronicleRow, Happening
from core.i18n import _
from db.queries.chronicle import EVERYTHING, PAGE, chronicle
from db.store import Store
from desktop.context import AppContext
from desktop.directory.story_view import StoryList, entries
from desktop.widgets.buttons import SmallButton
from desktop.widgets.choices import Pill, Pills
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.text import PlainLabel, Rule

ALL: Final = "all"
STORY_TABLES: Final = frozenset(
    {"visit", "visit_leader", "visit_agency", "visit_record", "visit_request", "household_visit", "issue"}
    | {"issue_action", "issue_agency", "promise", "printed_document", "itinerary_stop", "leader", "township", "village"}
)
"""Tables that a story tells of."""


@dataclass(frozen=True, slots=True)
class StoryOf:
    """Whose story it is: its name, and exactly one of the ids."""

    name: str
    township_id: int | None = None
    village_id: int | None = None
    leader_id: int | None = None
    agency_id: int | None = None

    def read(
        self, store: Store, today: date, *, before: ChronicleRow | None, limit: int, kinds: frozenset[Happening]
    ) -> list[ChronicleRow]:
        """Return a page of it."""
        with store.read() as session:
            return chronicle(
                session, township_id=self.township_id, village_id=self.village_id, leader_id=self.leader_id,
                agency_id=self.agency_id, today=today, before=before, limit=limit, kinds=kinds,
            )  # fmt: skip


class StoryPane(QWidget):
    """A head with the name, the way back and the sorts of event; below it the lines.

    Signals: visit(int), issue(int), request(int): a line's record. left(): back to the list.
    """

    visit = Signal(int)
    issue = Signal(int)
    request = Signal(int)
    left = Signal()

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._of: StoryOf | None = None
        self._rows: list[ChronicleRow] = []
        self._more = False
        self.back_button = SmallButton(_("Back to the list"), "arrow-left", hint="Esc")
        self.back_button.clicked.connect(self.left)
        self.title = PlainLabel("", px=17, bold=True, serifed=True)
        self.sorts = Pills(
            [Pill(ALL, _("Everything")), *(Pill(kind, _(n)) for kind, n in HAPPENING_NAMES.items())], wrap=True
        )
        self.sorts.setAccessibleName(_("Sort of event"))
        self.sorts.chosen.connect(lambda _key: self._read())
        self.list = StoryList()
        self._empty = EmptyWords(self.list)
        self.list.opened.connect(self._open)
        self.list.earlier_wanted.connect(self.show_earlier)
        head = QHBoxLayout()
        head.setContentsMargins(24, 10, 20, 2)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.back_button)
        filters = QHBoxLayout()
        filters.setContentsMargins(12, 2, 12, 6)
        filters.addWidget(self.sorts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(Rule("line2"))
        column.addWidget(self.list, 1)

    def tell(self, of: StoryOf) -> None:
        """Tell another story from its end; the one that is told already is left as it is."""
        if of == self._of:
            return
        self._of = of
        words = _("Chronicle of {name}").format(name=of.name)
        self.title.setText(words)
        self.list.setAccessibleName(words)
        self.sorts.choose(ALL)
        self._read()

    def forget(self) -> None:
        """Tell nothing: the list is in sight."""
        self._of = None

    def reload(self) -> None:
        """Read again as much as is shown."""
        if self._of is not None:
            self._read(at_least=len(self._rows), current=self.list.current_row())

    def show_earlier(self) -> None:
        """Add the next page; its first line becomes current."""
        if self._of is None or not self._rows:
            return
        found = self._of.read(
            self._ctx.store, self._ctx.today(), before=self._rows[-1], limit=PAGE + 1, kinds=self._kinds()
        )
        self._take([*self._rows, *found[:PAGE]], more=len(found) > PAGE, current=found[0] if found else self._rows[-1])

    def _read(self, *, at_least: int = 0, current: ChronicleRow | None = None) -> None:
        if self._of is None:
            return
        limit = max(PAGE, at_least)
        found = self._of.read(self._ctx.store, self._ctx.today(), before=None, limit=limit + 1, kinds=self._kinds())
        self._take(found[:limit], more=len(found) > limit, current=current)

    def _take(self, rows: list[ChronicleRow], *, more: bool, current: ChronicleRow | None) -> None:
        of = self._of
        self._rows, self._more = rows, more
        in_township = of is not None and of.township_id is not None
        in_village = of is not None and of.village_id is not None
        made = entries(rows, more=more, in_township=in_township, in_village=in_village)
        self.list.show_entries(made, current=current)
        every = self.sorts.current() in {ALL, ""}
        none = _("Nothing has happened yet.") if every else _("Nothing of this sort has happened yet.")
        self._empty.say("" if rows else none)

    def _kinds(self) -> frozenset[Happening]:
        key = self.sorts.current()
        return EVERYTHING if key in {ALL, ""} else frozenset({Happening(key)})

    def _open(self, row: ChronicleRow) -> None:
        """Lead to the issue a line is about, else to the visit, else to the request."""
        if row.issue_id is not None and row.kind is not Happening.VISIT:
            self.issue.emit(row.issue_id)
        elif row.visit_id is not None:
            self.visit.emit(row.visit_id)
        elif row.request_id is not None:
            self.request.emit(row.request_id)


class StoryStack(QStackedWidget):
    """A list, and in its place the story of what is current in it. Signal: changed(bool): a story is told."""

    changed = Signal(bool)

    def __init__(self, ctx: AppContext, table: QWidget) -> None:
        super().__init__()
        self._ctx, self._table = ctx, table
        self.pane = StoryPane(ctx)
        self.addWidget(table)
        self.addWidget(self.pane)
        self.pane.left.connect(self.close_story)
        self.pane.visit.connect(lambda visit_id: ctx.navigate("calendar", visit_id=visit_id))
        self.pane.issue.connect(lambda issue_id: ctx.navigate("issues", issue_id=issue_id))
        self.pane.request.connect(lambda request_id: ctx.navigate("calendar", requests=request_id))

    def is_told(self) -> bool:
        """Return whether a story is in sight instead of the list."""
        return self.currentWidget() is self.pane

    def tell(self, of: StoryOf) -> None:
        """Show a story."""
        self.pane.tell(of)
        if not self.is_told():
            self.setCurrentWidget(self.pane)
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit(True)  # noqa: FBT003 - a signal's argument

    def close_story(self) -> None:
        """Show the list again."""
        if self.is_told():
            self.pane.forget()
            self.setCurrentWidget(self._table)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit(False)  # noqa: FBT003 - a signal's argument

    def reload(self) -> None:
        """Read the story again where one is told."""
        if self.is_told():
            self.pane.reload()

    def front(self) -> QWidget:
        """Return what takes the keys: the list, or the story's."""
        return self.pane.list if self.is_told() else self._table

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.front().setFocus(reason)
