"""The base rota on the screen: its list, a line by words and by fields, a year's draft; mouse and keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.planner.base_rota import Pattern, Sort, pattern_to_spec
from core.visits import Half
from db.queries.base_rota import base_rota_rows
from db.queries.form_drafts import form_drafts
from db.queries.planner_visits import standing_visits
from desktop.base_rota_scenes import fill_base_rota
from desktop.context import AppContext
from desktop.rotation.base_rota_days import PatternField
from desktop.rotation.base_rota_dialog import BaseRotaDialog, open_base_rota
from desktop.rotation.base_rota_form import PREFIX, BaseRotaForm
from desktop.rotation.base_rota_strip import Mark
from tests.desktop.pages import Window, put

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
YEAR = (date(2027, 1, 1), date(2027, 12, 31))


@pytest.fixture
def dialog(qtbot: QtBot, room: QWidget, county_ctx: AppContext, window: Window) -> BaseRotaDialog:
    with county_ctx.store.write("Fill") as session:
        fill_base_rota(session)
    made = open_base_rota(county_ctx, room)
    qtbot.waitUntil(made.isActiveWindow)
    return made


def rows(dialog: BaseRotaDialog) -> list[Any]:
    with dialog._ctx.store.read() as session:
        return base_rota_rows(session)


def names(dialog: BaseRotaDialog) -> list[str]:
    return [shown.row.name for shown in dialog.table.rows.rows()]


def fill_in(field: Any, text: str) -> None:
    """Type as an input method does: Qt's test keys know Latin letters only."""
    field.setFocus()
    field.setText(text)
    field.textEdited.emit(text)


def come_forward(qtbot: QtBot, box: QWidget) -> None:
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)


def test_lines_are_ordered_copied_set_aside_and_deleted_by_keys(qtbot: QtBot, dialog: BaseRotaDialog) -> None:
    before = names(dialog)
    assert dialog.year == 2027  # in autumn one looks at the year to come
    assert dialog.table.rows.rows()[0].days == 12
    table = dialog.table
    qtbot.keyClick(table, Qt.Key.Key_Down, ALT)
    assert names(dialog)[:2] == [before[1], before[0]]
    qtbot.keyClick(table, Qt.Key.Key_D, CONTROL)
    assert names(dialog)[-1] == f"{before[0]} (copy)"
    assert table.current_row().row.name == names(dialog)[-1]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert not rows(dialog)[-1].active
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert len(names(dialog)) == len(before)
    store = dialog._ctx.store
    for _step in range(4):
        store.undo()
    assert names(dialog) == before


def test_the_strip_tells_each_day_and_the_turns_of_the_line_in_hand(qtbot: QtBot, dialog: BaseRotaDialog) -> None:
    strip = dialog.strip
    assert {day for day, shown in strip.days.items() if shown.mark is Mark.MOVED} >= {date(2027, 5, 17)}
    strip.setFocus()
    strip.put_cursor(date(2027, 5, 1))
    qtbot.keyClick(strip, Qt.Key.Key_Right, CONTROL)
    assert strip.cursor_day == date(2027, 5, 17)
    assert "moved here from 15 May" in dialog.told.text()
    at = strip.rect_of(date(2027, 1, 15)).center().toPoint()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=at)
    assert dialog.told.text().startswith("15 Jan 2027 Fri")
    dialog.table.go_to(rows(dialog)[1].id)
    assert dialog.counts.text().startswith("6 times: ")
    qtbot.keyClick(dialog.table, Qt.Key.Key_PageDown)
    assert (dialog.year, strip.year) == (2028, 2028)


def test_a_line_is_added_by_words_with_its_days_in_sight(qtbot: QtBot, dialog: BaseRotaDialog) -> None:
    form = dialog.add()
    assert form is not None
    fill_in(form.days.words, "双周周四下午")
    assert form.half.current() == "afternoon"
    assert form.days.weekdays.values() == (4,)
    assert "days in 2027" in form.next.text()
    first = form.turns.all_button
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert len(form.turns.values()) == 10
    assert "周立明" in form.next.text()
    come_forward(qtbot, form)
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(form.days.words, Qt.Key.Key_Return, CONTROL)
    row = rows(dialog)[-1]
    assert (row.spec, row.half, len(row.turns)) == ("week;days=4;weeks=even;roll=skip", Half.AFTERNOON, 10)
    assert dialog.table.current_row().id == row.id


def test_what_cannot_be_read_is_said_in_one_sentence_and_nothing_is_lost(dialog: BaseRotaDialog) -> None:
    form = dialog.add()
    assert form is not None
    form.try_save()
    assert form.texts() == {"Which days": form.texts()["Which days"]}
    assert form.texts()["Which days"].startswith("Say which days are meant")
    fill_in(form.days.words, "有空就去")
    form.try_save()
    assert form.texts()["Which days"].startswith("“有空就去” does not say for sure which days are meant.")
    fill_in(form.days.words, "赶集日")
    form.try_save()
    assert form.texts() == {"Township": "Market days are those of one township. Choose the township, or other days."}
    form.first.setText("2027-13-45")
    form.try_save()
    assert "is not a day" in form.texts()["From"]

    again = BaseRotaForm(dialog._ctx, None, dialog, year=2027)  # the program was killed meanwhile
    assert (again.days.words.text(), again.first.text()) == ("赶集日", "2027-13-45")
    assert again.restored.text()
    again.reject_quietly()
    form.reject_quietly()
    with dialog._ctx.store.read() as session:
        assert form_drafts(session, PREFIX) == []
    assert len(rows(dialog)) == 5


def test_words_follow_the_fields(qtbot: QtBot, room: QWidget, chinese: None) -> None:
    field = PatternField(Pattern(Sort.WEEKDAY, weekdays=(3,)))
    put(room, field)
    qtbot.mouseClick(field.weekdays.boxes[4], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    field.weeks.buttons()[1].click()
    assert field.words.text() == "单周星期三、星期五，节假日除外"
    field.sort.setCurrentIndex(field.sort.findData("day"))
    field.sort.activated.emit(field.sort.currentIndex())
    assert field.readable() is None
    fill_in(field.numbers, "10、最后一")
    fill_in(field.months, "3、9")
    field.day_off.buttons()[1].click()
    assert field.words.text() == "每月10日、每月最后一天（限3月、9月），遇节假日提前"
    assert pattern_to_spec(field.pattern()) == "day:10,-1;months=3,9;roll=previous"
    fill_in(field.numbers, "40")
    assert field.readable() is None


def test_turns_are_moved_by_keys_and_by_dragging(qtbot: QtBot, dialog: BaseRotaDialog) -> None:
    dialog.table.go_to(rows(dialog)[2].id)
    form = dialog.edit()
    assert form is not None
    tags, before = form.turns.tags, form.turns.values()
    qtbot.keyClick(tags._tags[0], Qt.Key.Key_Right, ALT)
    assert form.turns.values() == [before[1], before[0], before[2]]
    carried = tags._tags[2]
    to = carried.mapFrom(tags, tags._tags[0].geometry().center())
    qtbot.mousePress(carried, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    qtbot.mouseRelease(carried, Qt.MouseButton.LeftButton, pos=to)
    assert form.turns.values() == [before[2], before[1], before[0]]
    qtbot.mouseClick(form.turns.sort_button, Qt.MouseButton.LeftButton)
    assert form.turns.values() == sorted(before)
    form.reject_quietly()


def test_a_year_is_drafted_with_one_key_and_taken_back_with_one(qtbot: QtBot, dialog: BaseRotaDialog) -> None:
    ctx = dialog._ctx
    year = dialog.open_year()
    assert year is not None
    assert year.summary.text().startswith(
        f"{len(year.draft.new)} visits would be drafted, 254 are left for the planner"
    )
    assert sum(row.new for row in year.counts.rows.rows()) == len(year.draft.new)
    come_forward(qtbot, year)
    with qtbot.waitSignal(year.drafted) as drafted:
        qtbot.keyClick(year.counts, Qt.Key.Key_Return, CONTROL)

    def standing() -> int:
        with ctx.store.read() as session:
            return len(standing_visits(session, *YEAR, today=ctx.today()))

    assert drafted.args == [standing()]
    again = dialog.open_year()
    assert again is not None
    assert not again.write_button.isEnabled()
    assert again.summary.text().startswith("0 visits would be drafted")
    again.turn(2025)
    assert again.year == 2027
    again.reject()
    ctx.store.undo()
    assert standing() == 0
