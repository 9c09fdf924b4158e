"""The plan of a day: the clock runs while it is typed, what does not fit is said in red, keys do everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.preparation import Certainty, StopDraft, StopKind
from db.queries.calendar import visits_between
from db.queries.preparation import has_own_stops, stops_of
from db.services.preparation import keep_stops
from desktop.context import AppContext
from desktop.visits import line_rows
from desktop.visits.day_plan import DayPlanDialog, open_day_plan
from desktop.visits.day_plan_preset import with_road
from desktop.visits.day_plan_rows import StopLine
from desktop.visits.unsaved import DAY_PLAN, left_behind
from tests.desktop.test_accessible_names import nameless

TODAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
Open = Callable[[], DayPlanDialog]


@pytest.fixture
def visit_id(county_ctx: AppContext) -> int:
    with county_ctx.store.read() as session:
        rows = visits_between(session, THURSDAY, THURSDAY, today=TODAY)
    return next(row.id for row in rows if row.leader == "陈雨桐")


@pytest.fixture
def opened(qtbot: QtBot, county_ctx: AppContext, visit_id: int) -> Open:
    def make() -> DayPlanDialog:
        dialog = open_day_plan(county_ctx, visit_id, None)
        assert dialog is not None
        qtbot.addWidget(dialog, before_close_func=DayPlanDialog.reject_quietly)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def clocks(dialog: DayPlanDialog) -> list[str]:
    return [line.clock.words for line in dialog.stops.stops() if line.clock is not None]


def stored(ctx: AppContext, visit_id: int) -> list[StopDraft]:
    with ctx.store.read() as session:
        return stops_of(session, visit_id)


def type_into(qtbot: QtBot, field: object, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_the_road_is_filled_in_and_the_clock_runs(opened: Open) -> None:
    dialog = opened()
    first, *_others, last = dialog.stops.stops()
    assert (first.at.text(), first.minutes.text(), last.minutes.text()) == ("7:57", "63", "63")
    assert clocks(dialog) == ["7:57—9:00", "9:00", "9:00—11:00", "11:00—11:30", "11:30—12:33"]
    assert dialog.sum.text() == "150 minutes of 150"
    assert dialog.sum.property("tone") == ""
    assert dialog.faults.lines() == ()


def test_too_long_a_stop_turns_the_sum_red_with_a_sentence(qtbot: QtBot, opened: Open) -> None:
    dialog = opened()
    type_into(qtbot, dialog.stops.stops()[2].minutes, "200")
    assert dialog.sum.text() == "230 minutes of 150"
    assert dialog.sum.property("tone") == "red"
    assert any("80 minutes more" in line.text for line in dialog.faults.lines())
    type_into(qtbot, dialog.stops.stops()[2].minutes, "120")
    assert dialog.sum.property("tone") == ""


def test_a_stop_before_leaving_is_said_at_its_line(qtbot: QtBot, opened: Open) -> None:
    dialog = opened()
    stop = dialog.stops.stops()[3]
    type_into(qtbot, stop.at, "7:30")
    assert stop.clock is not None
    assert stop.clock.fault
    assert stop.clock.fault in [line.text for line in dialog.faults.lines()]


@pytest.mark.parametrize("firm", [Certainty.ABOUT, Certainty.UNDECIDED])
def test_a_time_that_is_not_firm_is_no_fault_by_itself(qtbot: QtBot, opened: Open, firm: Certainty) -> None:
    dialog = opened()
    stop = dialog.stops.stops()[3]
    type_into(qtbot, stop.at, "10:50")
    assert dialog.faults.lines()
    stop.firm.setCurrentIndex(stop.firm.findData(firm.value))
    stop.firm.activated.emit(0)
    assert dialog.faults.lines() == ()


def test_a_plan_is_written_and_moved_by_keys_alone_and_undone_in_one_step(
    qtbot: QtBot, opened: Open, county_ctx: AppContext, visit_id: int
) -> None:
    dialog = opened()
    line = dialog.stops.stops()[3]
    line.place.setFocus()
    qtbot.keyClicks(line.place, "Liushuwan")
    qtbot.keyClick(line.place, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.stops.stops()[2] is line
    assert line.place.hasFocus()
    qtbot.keyClick(line.place, Qt.Key.Key_Down)
    assert dialog.stops.stops()[3].place.hasFocus()
    qtbot.keyClick(dialog.stops.stops()[3].place, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    copied = dialog.stops.stops()[4]
    type_into(qtbot, copied.minutes, "0")
    qtbot.keyClick(copied.minutes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    kinds = [stop.kind for stop in stored(county_ctx, visit_id)]
    assert kinds == [
        StopKind.LEAVE, StopKind.ARRIVE, StopKind.STOP, StopKind.RECEPTION, StopKind.RECEPTION, StopKind.RETURN,
    ]  # fmt: skip
    assert stored(county_ctx, visit_id)[2].place == "Liushuwan"
    county_ctx.store.undo()
    with county_ctx.store.read() as session:
        assert not has_own_stops(session, visit_id)


def test_a_line_with_words_is_taken_out_only_when_it_is_meant(
    qtbot: QtBot, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened()
    line = dialog.stops.stops()[2]
    monkeypatch.setattr(line_rows, "ask", lambda *_a, **_k: False)
    line.kind.setFocus()
    qtbot.keyClick(line.kind, Qt.Key.Key_Delete)
    assert line in dialog.stops.lines()
    monkeypatch.setattr(line_rows, "ask", lambda *_a, **_k: True)
    line.what.setFocus()
    qtbot.keyClick(line.what, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert line not in dialog.stops.lines()
    qtbot.keyClick(dialog.stops.lines()[2].cells()[0], Qt.Key.Key_Insert)
    empty = dialog.stops.lines()[3]
    monkeypatch.setattr(line_rows, "ask", lambda *_a, **_k: pytest.fail("an empty line goes at once"))
    qtbot.keyClick(empty.cells()[0], Qt.Key.Key_Delete)
    assert empty not in dialog.stops.lines()


def test_times_that_cannot_be_read_stay_and_are_said(opened: Open, county_ctx: AppContext, visit_id: int) -> None:
    dialog = opened()
    line = dialog.stops.stops()[2]
    line.at.setText("half past")
    dialog.save()
    assert "half past" in dialog.refusal.text()
    assert line.at.hasFocus()
    line.at.setText("")
    line.minutes.setText("1441")
    dialog.save()
    assert dialog.refusal.text() == "Minutes: type a whole number from 0 to 1440."
    with county_ctx.store.read() as session:
        assert not has_own_stops(session, visit_id)


def test_what_was_typed_survives_a_kill(qtbot: QtBot, opened: Open, county_ctx: AppContext) -> None:
    dialog = opened()
    type_into(qtbot, dialog.stops.stops()[2].what, "half a wor")
    qtbot.waitUntil(lambda: bool(left_behind(county_ctx.store, DAY_PLAN)), timeout=3000)
    dialog.hide()
    again = opened()
    assert again.stops.stops()[2].what.text() == "half a wor"
    assert again.restored.isVisible()
    again.reject_quietly()
    assert left_behind(county_ctx.store, DAY_PLAN) == []
    dialog.keeper.drop()


def test_a_stored_plan_opens_as_it_stands_and_the_road_comes_when_asked(
    opened: Open, county_ctx: AppContext, visit_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with county_ctx.store.write("Plan") as session:
        keep_stops(session, visit_id, [StopDraft(StopKind.STOP, "look at the pipe", at=time(9), minutes=30)])
    dialog = opened()
    assert [line.kind.currentData() for line in dialog.stops.stops()] == ["stop"]
    dialog.fill_road()
    assert [line.kind.currentData() for line in dialog.stops.stops()] == ["leave", "arrive", "stop", "return"]
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: False)
    dialog.take_template()  # what was just put in goes only on purpose
    assert len(dialog.stops.stops()) == 4
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: True)
    dialog.take_template()
    assert len(dialog.stops.stops()) == 5
    dialog.save()
    assert stored(county_ctx, visit_id)[0].kind is StopKind.LEAVE


def test_the_road_keeps_what_stands_there() -> None:
    stops = [
        StopDraft(StopKind.LEAVE, at=time(8), minutes=10),
        StopDraft(StopKind.STOP, "a"),
        StopDraft(StopKind.RETURN),
    ]
    filled = with_road(stops, journey=40, begins=time(9))
    assert [(stop.kind, stop.at, stop.minutes) for stop in filled] == [
        (StopKind.LEAVE, time(8), 10), (StopKind.ARRIVE, None, None), (StopKind.STOP, None, None),
        (StopKind.RETURN, None, 40),
    ]  # fmt: skip
    assert with_road([], journey=None, begins=time(9))[0].at is None
    assert with_road([], journey=90, begins=time(1))[0].at is None  # it would be the day before


def test_empty_lines_are_left_out() -> None:
    line = StopLine()
    assert line.is_empty()
    line.restore({"kind": "meal"})
    assert not line.is_empty()


def test_a_deleted_visit_opens_nothing(county_ctx: AppContext) -> None:
    assert open_day_plan(county_ctx, 999999, None) is None


def test_everything_that_takes_the_focus_says_what_it_is(opened: Open) -> None:
    assert nameless(opened()) == []
