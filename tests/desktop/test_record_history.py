"""The history of a record on screen: reached by Ctrl+H on every page that has records, read by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.i18n import N_
from core.visits import VisitState
from db.queries.visits import visit_draft
from db.services.visits import set_state
from db.store import Store
from desktop.calendar.calendar_page import CalendarPage
from desktop.context import AppContext
from desktop.issues.entry.entry_page import EntryView
from desktop.issues.issues_page import IssuesPage
from desktop.machine import Machine
from desktop.main_window import MainWindow
from desktop.record_history import RecordHistory
from desktop.visits.editor import VisitEditor
from tests.desktop.conftest import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, county: Store, make_ctx: Callable[[Store], AppContext], machine: Machine) -> MainWindow:
    made = MainWindow(machine)
    qtbot.addWidget(made)
    made.open(make_ctx(county), "calendar")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def history(window: MainWindow) -> RecordHistory | None:
    found = [each for each in window.findChildren(RecordHistory) if each.isVisible()]
    return found[0] if found else None


def press_ctrl_h(qtbot: QtBot, window: MainWindow) -> RecordHistory | None:
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_H, CTRL)
    return history(window)


def visit_on(window: MainWindow, *, later: bool = False, done: bool = False) -> int:
    page = window.page()
    assert isinstance(page, CalendarPage)
    rows = [row for day in page.month.data.visits.values() for row in day if (row.day > TODAY) is later]
    return next(row.id for row in rows if not done or row.state is VisitState.DONE)


@pytest.mark.parametrize("key", ["issues", "townships", "leaders"])
def test_ctrl_h_shows_the_history_of_the_record_in_sight(qtbot: QtBot, window: MainWindow, key: str) -> None:
    window.show_page(key)
    dialog = press_ctrl_h(qtbot, window)
    assert dialog is not None
    assert dialog.windowTitle() == f"History of the {key.removesuffix('s')}"
    assert dialog.table.rows.rowCount() > 0


def test_units_have_a_history_too(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("leaders", agency_id=1)
    dialog = press_ctrl_h(qtbot, window)
    assert dialog is not None
    assert dialog.windowTitle() == "History of the unit"


def test_without_a_record_it_says_to_choose_one(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("reports")
    assert press_ctrl_h(qtbot, window) is None
    assert window.toast.label.text() == "Choose a record first; then its history can be shown."


def test_a_visits_history_is_read_by_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    ctx, page = window.ctx(), window.page()
    assert ctx is not None
    assert isinstance(page, CalendarPage)
    visit = visit_on(window, later=True)
    with ctx.store.write(N_("Mark visit done")) as session:
        set_state(session, visit, VisitState.DONE)
    page.month.select(visit)
    dialog = press_ctrl_h(qtbot, window)
    assert dialog is not None
    tester = QAbstractItemModelTester(dialog.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [str(dialog.table.rows.index(0, column).data()) for column in (1, 2, 3, 5)]
    assert shown == ["tester", "Mark visit done", "State", "Done"]
    qtbot.waitUntil(dialog.table.hasFocus)
    assert dialog.whole.toPlainText().endswith("State, after: Done")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.whole.toPlainText() != ""
    assert "State, after: Done" not in dialog.whole.toPlainText()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert history(window) is None
    del tester


def test_the_editor_and_the_menus_lead_there_too(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx, page = window.ctx(), window.page()
    assert ctx is not None
    assert isinstance(page, CalendarPage)
    with ctx.store.read() as session:
        draft = visit_draft(session, visit_on(window))
    assert draft is not None
    editor = VisitEditor(ctx, draft, parent=page)
    qtbot.addWidget(editor)
    editor.show()
    editor.show_history()
    assert [each.isVisible() for each in editor.findChildren(RecordHistory)] == [True]

    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    window.show_page("issues")
    issues = window.page()
    assert isinstance(issues, IssuesPage)
    issues._act("more")
    past = next(each for each in opened[0].actions() if each.text().startswith("Change history"))
    past.trigger()
    assert history(window) is not None


def entry_of(window: MainWindow) -> EntryView | None:
    page = window.page()
    return page.entry if isinstance(page, IssuesPage) else None


def test_f2_on_the_calendar_records_for_the_visit_chosen_if_its_day_has_come(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page()
    assert isinstance(page, CalendarPage)
    visit = visit_on(window, done=True)
    page.month.select(visit)
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F2)
    entry = entry_of(window)
    assert entry is not None
    assert entry.visit is not None
    assert entry.visit.id == visit


def test_f2_on_a_visit_to_come_asks_as_on_any_other_page(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page()
    assert isinstance(page, CalendarPage)
    page.month.select(visit_on(window, later=True))
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F2)
    assert window.page_key() == "issues"
    assert entry_of(window) is None  # several visits today: it asks for which
