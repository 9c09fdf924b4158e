"""The keys of the fast entry in the real window: what is a command there, and what belongs to the word being typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.entry_rows import NAME, SETTLED, TITLE
from core.issues import CheckMark
from db.queries.issue_entry import entry_visits_on
from db.store import Store
from desktop.context import AppContext
from desktop.issues.entry.entry_page import EntryView
from desktop.machine import Machine
from desktop.main_window import MainWindow
from desktop.visits.record.households_section import HouseholdsSection
from tests.mockup_issues import TODAY, dress

CALENDAR = work_calendar([CalendarDay(date(2026, 11, 28), is_workday=True, origin=Origin.COUNTY)])
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Press = Callable[..., None]


@pytest.fixture
def window(qtbot: QtBot, county: Store, make_ctx: Callable[[Store], AppContext], machine: Machine) -> MainWindow:
    with county.write("Dress") as session:
        dress(session, CALENDAR)
    made = MainWindow(machine)
    qtbot.addWidget(made)
    made.open(make_ctx(county), "issues")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def entry(window: MainWindow) -> EntryView:
    ctx = window.ctx()
    assert ctx is not None
    with ctx.store.read() as session:
        visit = next(each.id for each in entry_visits_on(session, TODAY) if each.township == "东岭镇")
    ctx.navigate("issues", entry_for=visit)
    found = window.findChild(EntryView)
    assert isinstance(found, EntryView)
    for row, title in enumerate(("Pipe", "Road", "Lamp")):
        found.model.type_into(found.model.index(row, TITLE), title)
    return found


@pytest.fixture
def press(qtbot: QtBot, window: MainWindow) -> Press:
    def pressed(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)

    return pressed


def titles(entry: EntryView) -> list[str]:
    return [row.title for row in entry.model.rows()]


@pytest.fixture
def agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.issues.entry.entry_page.ask", lambda *_args, **_keys: True)


@pytest.mark.usefixtures("agrees")
@pytest.mark.parametrize(("column", "in_editor"), [(TITLE, True), (NAME, True), (SETTLED, False)])
def test_ctrl_del_deletes_the_row_in_the_grid_and_in_an_open_cell(
    entry: EntryView, press: Press, column: int, in_editor: bool
) -> None:
    entry.grid.go(1, column)
    assert isinstance(QApplication.focusWidget(), QLineEdit) is in_editor
    press(Qt.Key.Key_Delete, CTRL)
    assert titles(entry) == ["Pipe", "Lamp"]


@pytest.mark.usefixtures("agrees")
def test_ctrl_del_in_another_text_field_deletes_no_row(
    qtbot: QtBot, window: MainWindow, entry: EntryView, press: Press
) -> None:
    entry.grid.go(1, TITLE)
    field = QLineEdit("two words", window)
    field.show()
    field.setFocus()
    field.setCursorPosition(0)
    qtbot.waitUntil(field.hasFocus)
    press(Qt.Key.Key_Delete, CTRL)
    assert titles(entry) == ["Pipe", "Road", "Lamp"]


def test_ctrl_d_copies_the_cell_above_and_plans_no_visit(entry: EntryView, press: Press, window: MainWindow) -> None:
    entry.grid.go(2, TITLE)
    press(Qt.Key.Key_D, CTRL)
    assert titles(entry) == ["Pipe", "Road", "Road"]
    assert window.page_key() == "issues"


@pytest.mark.parametrize("column", [TITLE, SETTLED])
def test_ctrl_shift_p_adds_photos_to_the_row(
    entry: EntryView, press: Press, monkeypatch: pytest.MonkeyPatch, column: int
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (["/x/a.jpg"], ""))
    entry.grid.go(1, column)
    press(Qt.Key.Key_P, CTRL | SHIFT)
    assert [row.photos for row in entry.model.rows()] == [[], ["/x/a.jpg"], []]


def test_space_settles_in_its_own_column_and_is_a_blank_elsewhere(entry: EntryView, press: Press) -> None:
    entry.grid.go(1, SETTLED)
    press(Qt.Key.Key_Space)
    assert [row.settled for row in entry.model.rows()] == [False, True, False]
    press(Qt.Key.Key_Space)
    assert [row.settled for row in entry.model.rows()] == [False, False, False]
    entry.grid.go(1, TITLE)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Space)
    assert titles(entry) == ["Pipe", "Road ", "Lamp"]
    assert not any(row.settled for row in entry.model.rows())


def test_digits_check_in_the_list_and_are_digits_in_a_cell(entry: EntryView, press: Press) -> None:
    entry.checks.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_1):
        press(key)
    assert list(entry._marks.values()) == [CheckMark.DONE, CheckMark.UNTOUCHED]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_0)
    assert list(entry._marks.values()) == [CheckMark.DONE]
    entry.grid.go(1, TITLE)
    press(Qt.Key.Key_End)
    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_0):
        press(key)
    assert titles(entry) == ["Pipe", "Road140", "Lamp"]
    assert list(entry._marks.values()) == [CheckMark.DONE]


def test_sections_are_reached_with_f6_and_ctrl_pg_down_and_left_backwards(entry: EntryView, press: Press) -> None:
    def here() -> str:
        block = entry.body.current()
        return block.key if block is not None else ""

    entry.grid.go(0, TITLE)
    press(Qt.Key.Key_F6)
    assert here() == "households"
    press(Qt.Key.Key_PageDown, CTRL)
    assert here() == "promises"
    press(Qt.Key.Key_PageDown, CTRL)
    assert here() == "attendance"
    press(Qt.Key.Key_F6, SHIFT)
    assert here() == "promises"
    press(Qt.Key.Key_F6, SHIFT)
    assert here() == "households"
    press(Qt.Key.Key_PageUp, CTRL)
    assert here() == "issues"


def test_ctrl_i_makes_a_need_an_issue_and_is_nothing_in_the_issues_themselves(entry: EntryView, press: Press) -> None:
    entry.grid.go(0, TITLE)
    press(Qt.Key.Key_I, CTRL)
    assert titles(entry) == ["Pipe", "Road", "Lamp"]
    assert entry.sections is not None
    section = entry.sections.by_key["households"]
    assert isinstance(section, HouseholdsSection)
    section.grid.sheet.put(0, "needs", "A tap")
    section.grid.go(0, 0)
    press(Qt.Key.Key_I, CTRL)
    assert titles(entry) == ["Pipe", "Road", "Lamp", "A tap"]


def test_ctrl_del_in_a_field_of_a_section_deletes_no_row(entry: EntryView, press: Press) -> None:
    assert entry.sections is not None
    entry.sections.summary.arrived.setFocus()
    press(Qt.Key.Key_Delete, CTRL)
    assert titles(entry) == ["Pipe", "Road", "Lamp"]


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_T])
def test_letters_are_letters_in_a_cell_and_nothing_in_the_ticked_column(
    entry: EntryView, press: Press, window: MainWindow, key: Qt.Key
) -> None:
    entry.grid.go(1, SETTLED)
    press(key)
    assert (window.page_key(), titles(entry)) == ("issues", ["Pipe", "Road", "Lamp"])
