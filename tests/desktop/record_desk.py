"""A record page on the county of the pictures, and how its keys are pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from db.models import Issue, Visit
from db.queries.form_drafts import form_draft
from db.queries.issue_entry import entry_visits_on
from db.queries.visit_record import record_draft
from db.services.visit_record import save_record
from db.store import Store
from desktop.context import AppContext
from desktop.issues.entry.entry_page import EntryView
from desktop.issues.issues_page import IssuesPage
from desktop.visits.record.strip_forms import ReceptionForm
from tests.mockup_issues import TODAY, dress

S = TypeVar("S")
CALENDAR = work_calendar([CalendarDay(date(2026, 11, 28), is_workday=True, origin=Origin.COUNTY)])
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TAB, ENTER, DOWN, ESC = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape


class RecordDesk:
    """One visit of a chosen kind, its page, and the keyboard."""

    def __init__(self, qtbot: QtBot, county: Store, make_ctx: Callable[[Store], AppContext]) -> None:
        self.qtbot, self.store, self.id = qtbot, county, 0
        with county.write("Dress") as session:
            dress(session, CALENDAR)
        self.ctx = make_ctx(county)
        self.page = IssuesPage(self.ctx)
        qtbot.addWidget(self.page)
        self.page.resize(1294, 696)
        self.ctx.hub.changed.connect(self.page.reload)
        self.page.shown(TODAY)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def visit_id(self) -> int:
        with self.store.read() as session:
            return next(each.id for each in entry_visits_on(session, TODAY) if each.township == "东岭镇")

    def open(self, kind: str, *, day: date | None = None) -> EntryView:
        """Open the page of the visit, made one of this kind first."""
        visit_id = self.visit_id()
        with self.store.write("Kind") as session:
            visit = session.get_one(Visit, visit_id)
            visit.kind = kind
            visit.day = day or visit.day
        self.id = visit_id
        return self.open_again(visit_id)

    def open_again(self, visit_id: int) -> EntryView:
        """Open the page once more, as after a kill or another day."""
        self.page.go(entry_for=visit_id)
        assert self.page.entry is not None
        return self.page.entry

    def drop(self) -> None:
        """Throw the page away without closing it, as a kill does."""
        entry = self.page.entry
        assert entry is not None
        entry.stop_keeping(finished=True)
        self.page.entry = None
        entry.setParent(None)
        entry.deleteLater()

    def focus(self) -> QWidget:
        """Return where keys go."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, *pressed: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        """Type words and press keys where the focus is."""
        for each in pressed:
            if isinstance(each, str):
                self.qtbot.keyClicks(self.focus(), each)
            elif isinstance(each, tuple):
                self.qtbot.keyClick(self.focus(), each[0], each[1])
            else:
                self.qtbot.keyClick(self.focus(), each)

    def finish(self) -> None:
        """Ctrl+Enter."""
        self.press((ENTER, CTRL))

    def new_issues(self) -> list[Issue]:
        """Return the issues that the page wrote."""
        with self.store.read() as session:
            return list(session.scalars(select(Issue).where(Issue.uid.not_like("mockup%")).order_by(Issue.id)))

    def change_elsewhere(self, *, copies: int) -> None:
        """Change the record as another window of the same schedule would."""
        with self.store.write("Elsewhere") as session:
            draft = record_draft(session, self.id)
            assert draft is not None
            draft.copies = copies
            save_record(
                session, draft, ending=None, today=TODAY, calendar=self.ctx.calendar, settings=self.ctx.settings
            )

    def visit(self) -> Visit:
        """Return the visit as it is stored."""
        with self.store.read() as session:
            return session.get_one(Visit, self.id)


def rows_of(desk: RecordDesk, table: type) -> int:
    """Return how many rows a table has."""
    with desk.store.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def write_issue(desk: RecordDesk, name: str, title: str, unit: str = "xsl") -> None:
    """Write a row of the grid from its first cell to its unit."""
    desk.press(name, TAB, TAB, TAB, title, TAB, unit, TAB)


def until_kept(desk: RecordDesk, entry: EntryView, words: str) -> None:
    """Wait until these words are kept in the draft."""

    def kept() -> bool:
        with desk.store.read() as session:
            found = form_draft(session, entry.records.key)
        return found is not None and words in str(found.fields)

    desk.qtbot.waitUntil(kept, timeout=2000)


def section_of(entry: EntryView, kind: type[S]) -> S:
    """Return the section of a kind."""
    assert entry.sections is not None
    found = next(each for each in entry.sections.by_key.values() if isinstance(each, kind))
    assert isinstance(found, kind)
    return found


def reception_of(entry: EntryView) -> ReceptionForm:
    """Return the strip's form of people received."""
    assert entry.strip is not None
    assert isinstance(entry.strip.form, ReceptionForm)
    return entry.strip.form
