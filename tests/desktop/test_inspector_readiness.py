"""The inspector on an outing: how ready it is, that it asks to be logged, what came of it; each by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.i18n import set_language
from core.preparation import StopDraft, StopKind
from core.readiness import Light
from core.records import Ending, RecordDraft
from core.visits import Half, VisitDraft, VisitState
from db.queries.calendar import VisitRow, visits_between
from db.queries.preparation import steps_of
from db.queries.visits import visit_detail
from db.services.preparation import keep_stops
from db.services.visit_record import save_record
from db.services.visits import create_visit
from desktop.calendar.calendar_page import CalendarPage
from desktop.calendar.inspector_outing import StepTick
from desktop.calendar.reading import read_outing
from desktop.calendar.spoken import visit_tip
from desktop.context import AppContext
from desktop.visits.day_plan import DayPlanDialog
from desktop.visits.preparation import PreparationDialog
from desktop.visits.readiness import LightLabel
from desktop.visits.unsaved import DAY_PLAN, PREPARATION, Keeper, left_behind
from desktop.widgets import Button, PlainLabel
from tests.desktop.pages import Window, come_up

TODAY, THURSDAY, PAST = date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 19)


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> Iterator[CalendarPage]:
    made = come_up(qtbot, county_ctx, CalendarPage)
    yield made
    dialog = made.commands.outing.dialog or made.commands.dialog
    if isinstance(dialog, (PreparationDialog, DayPlanDialog)):
        dialog.reject_quietly()
    elif dialog is not None:
        dialog.reject()


def row(page: CalendarPage, day: date, leader: str) -> VisitRow:
    with page.ctx.store.read() as session:
        rows = visits_between(session, day, day, today=TODAY)
    return next(each for each in rows if each.leader == leader)


def choose(page: CalendarPage, day: date = THURSDAY, leader: str = "陈雨桐") -> int:
    visit = row(page, day, leader)
    page.show_visit(visit.id, day)
    page.inspector.show()
    return visit.id


def parts(page: CalendarPage, kind: type[Any]) -> list[Any]:
    return [each for each in page.inspector.findChildren(kind) if each.isVisibleTo(page.inspector)]


def button(page: CalendarPage, name: str) -> Button:
    found = page.inspector.findChild(QWidget, name)
    assert isinstance(found, Button)
    return found


def state(page: CalendarPage, visit_id: int) -> VisitState:
    with page.ctx.store.read() as session:
        detail = visit_detail(session, visit_id, today=TODAY, calendar=page.ctx.calendar)
    assert detail is not None
    return detail.state


def ticked(page: CalendarPage, visit_id: int) -> list[bool]:
    with page.ctx.store.read() as session:
        return [step.done_on is not None for step in steps_of(session, visit_id, calendar=page.ctx.calendar)]


def test_where_nobody_keeps_the_preparation_nothing_is_late(page: CalendarPage) -> None:
    choose(page)
    assert parts(page, LightLabel) == []
    assert not any("overdue" in step.accessibleName() for step in parts(page, StepTick))
    assert any(label.text() == "No step of its preparation has been ticked yet." for label in parts(page, PlainLabel))


def begin(page: CalendarPage, visit_id: int) -> None:
    with page.ctx.store.write("Day plan") as session:
        keep_stops(session, visit_id, [StopDraft(StopKind.STOP, what="查看现场", minutes=30)])
    page.reload(page.TABLES)


def test_the_light_is_a_shape_with_words_and_its_steps(page: CalendarPage) -> None:
    begin(page, choose(page))
    (light,) = parts(page, LightLabel)
    assert (light.light, light.accessibleName()) == (Light.LATE, "Readiness: Behind")
    steps = parts(page, StepTick)
    assert [step.isChecked() for step in steps] == [False, False, True, True, False, False, False]
    assert "overdue since" in steps[0].accessibleName()
    assert "due" in steps[4].accessibleName()


def test_a_step_is_ticked_in_place_by_mouse_and_by_keys(qtbot: QtBot, page: CalendarPage) -> None:
    visit_id = choose(page)
    qtbot.mouseClick(parts(page, StepTick)[0], Qt.MouseButton.LeftButton)
    assert ticked(page, visit_id)[0]
    step = parts(page, StepTick)[1]
    step.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(step, Qt.Key.Key_Return)
    page.reload(page.TABLES)
    assert ticked(page, visit_id)[:2] == [True, True]
    assert parts(page, StepTick)[1].hasFocus()  # the cursor stays where it was, though all was drawn anew
    qtbot.keyClick(parts(page, StepTick)[1], Qt.Key.Key_Space)
    assert ticked(page, visit_id)[:2] == [True, False]
    page.ctx.store.undo()
    page.ctx.store.undo()
    assert ticked(page, visit_id)[:2] == [True, False]
    page.ctx.store.undo()
    assert ticked(page, visit_id)[0] is False


def test_preparation_and_day_plan_open_from_the_inspector_and_by_keys(qtbot: QtBot, page: CalendarPage) -> None:
    choose(page)
    button(page, "prepare").click()
    dialog = page.commands.outing.dialog
    assert isinstance(dialog, PreparationDialog)
    dialog.reject()
    page.prepare_visit()
    assert isinstance(page.commands.outing.dialog, PreparationDialog)
    page.commands.outing.dialog._to_day_plan()
    assert isinstance(page.commands.outing.dialog, DayPlanDialog)
    page.commands.outing.dialog.reject()
    page.plan_day()
    assert isinstance(page.commands.outing.dialog, DayPlanDialog)


def test_a_visit_far_ahead_has_no_light_yet(page: CalendarPage) -> None:
    choose(page, date(2026, 12, 9), next_leader(page, date(2026, 12, 9)))
    assert parts(page, LightLabel) == []
    assert parts(page, StepTick) == []
    assert button(page, "prepare").isVisibleTo(page.inspector)


def next_leader(page: CalendarPage, day: date) -> str:
    page.go(day=day)
    with page.ctx.store.read() as session:
        rows = visits_between(session, day, day, today=TODAY)
    if not rows:
        pytest.skip("the county plans nothing on that day")
    return rows[0].leader


@pytest.fixture
def unlogged(page: CalendarPage) -> int:
    leader, township = 1, 9
    draft = VisitDraft("past", PAST, Half.AFTERNOON, "policy_outreach", leader_id=leader, township_id=township)
    with page.ctx.store.write("Not logged") as session:
        visit_id = create_visit(session, draft)
    page.reload(page.TABLES)
    page.show_visit(visit_id, PAST)
    page.inspector.show()
    return visit_id


def test_an_unlogged_visit_says_so_and_is_logged_in_one_press(page: CalendarPage, unlogged: int) -> None:
    assert parts(page, StepTick) == []
    button(page, "took_place").click()
    assert state(page, unlogged) is VisitState.DONE
    page.ctx.store.undo()
    assert state(page, unlogged) is VisitState.SET


@pytest.mark.parametrize(("ending", "then"), [("missed", VisitState.MISSED), ("cut_short", VisitState.DONE)])
def test_what_did_not_go_as_planned_asks_why(
    qtbot: QtBot, page: CalendarPage, unlogged: int, ending: str, then: VisitState
) -> None:
    made = button(page, ending)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    dialog: Any = page.commands.outing.dialog
    qtbot.keyClicks(dialog.line, "flood on the road")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert state(page, unlogged) is then
    page.ctx.store.undo()
    assert state(page, unlogged) is VisitState.SET


def test_the_record_opens_from_a_past_visit(page: CalendarPage, unlogged: int, window: Window) -> None:
    wanted: list[int] = []
    page.inspector.record_wanted.connect(wanted.append)
    button(page, "record").click()
    assert wanted == [unlogged]


def test_a_done_visit_tells_what_came_of_it(page: CalendarPage) -> None:
    visit = row(page, PAST, "林若川")
    with page.ctx.store.write("Record") as session:
        draft = RecordDraft(visit.id, result="修通了渠道", cut_short=True)
        save_record(
            session, draft, ending=Ending.CUT_SHORT, reason="rain", today=TODAY, calendar=page.ctx.calendar,
            settings=page.ctx.settings,
        )  # fmt: skip
    page.reload(page.TABLES)
    choose(page, PAST, "林若川")
    words = [label.text() for label in page.inspector.findChildren(QWidget) if hasattr(label, "text")]
    assert "修通了渠道" in words
    assert "Cut short" in words
    assert button(page, "record").caption() == "Open the record"


def test_units_are_told_and_heard_from_one_by_one(qtbot: QtBot, page: CalendarPage) -> None:
    visit_id = choose(page)
    names = [each.objectName() for each in page.inspector.findChildren(Button) if each.objectName().startswith("unit")]
    assert len(names) == 1
    button(page, names[0]).click()
    with page.ctx.store.read() as session:
        detail = visit_detail(session, visit_id, today=TODAY, calendar=page.ctx.calendar)
    assert detail is not None
    assert detail.silent == ()


def test_what_was_typed_before_a_kill_is_offered_again(
    page: CalendarPage, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Callable[[], None]] = []
    monkeypatch.setattr(window, "notice", lambda *_a, do, **_k: offered.append(do), raising=False)
    monkeypatch.setattr(window, "drop_notice", lambda _key: None, raising=False)
    visit_id = choose(page)
    for prefix, kind in ((PREPARATION, PreparationDialog), (DAY_PLAN, DayPlanDialog)):
        keeper = Keeper(page.ctx.store, str(visit_id), lambda: {"steps": [], "stops": []}, page, prefix=prefix)
        keeper.keep()
        page.commands.outing.offer_unsaved()
        offered[-1]()
        dialog = page.commands.outing.dialog
        assert isinstance(dialog, kind)
        dialog.reject_quietly()


def test_what_was_typed_on_a_visit_deleted_meanwhile_is_forgotten(
    page: CalendarPage, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Callable[[], None]] = []
    monkeypatch.setattr(window, "notice", lambda *_a, do, **_k: offered.append(do), raising=False)
    store, visit_id = page.ctx.store, choose(page)
    for prefix in (PREPARATION, DAY_PLAN):
        for uid in (visit_id, 999_999):  # the latest is of a visit that is no more
            Keeper(store, str(uid), lambda: {"steps": [], "stops": []}, page, prefix=prefix).keep()
    page.commands.outing.offer_unsaved()
    assert len(offered) == 2
    assert [left_behind(store, prefix)[0][0] for prefix in (PREPARATION, DAY_PLAN)] == [visit_id] * 2
    assert [len(left_behind(store, prefix)) for prefix in (PREPARATION, DAY_PLAN)] == [1, 1]


def test_the_month_says_the_light_in_the_tooltip_and_to_screen_readers(page: CalendarPage) -> None:
    visit_id = choose(page)
    begin(page, visit_id)
    choose(page)
    assert page.month.data.lights[visit_id].light is Light.LATE
    assert "Readiness: Behind" in page.month.accessibleDescription()
    visit = page.month.data.visit(visit_id)
    assert visit is not None
    assert "2 of 7 steps done" in visit_tip(visit, page.month.data.lights[visit_id])


def test_nothing_can_be_ticked_while_the_schedule_is_only_read(page: CalendarPage) -> None:
    visit_id = choose(page)
    detail = page.inspector.detail
    assert detail is not None
    outing = read_outing(page.ctx, detail, TODAY)
    page.inspector.show_visit(detail, can_change=False, outing=outing)
    assert [step.isEnabled() for step in parts(page, StepTick)] == [False] * 7
    parts(page, StepTick)[0].click()
    assert not any(ticked(page, visit_id))


def test_everything_is_said_in_chinese_too(page: CalendarPage) -> None:
    set_language("zh_CN")
    visit_id = choose(page)
    page.side.show_choice(visit_id)
    assert button(page, "prepare").caption() == "打开准备"
