"""The editor on what makes an outing: templates, slots and the units they need, discipline, joint trips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.joint_trips import JointTrip
from core.preparation import StepDraft, StopDraft, StopKind, TemplateDraft
from core.visits import Half, VisitDraft
from db.queries.calendar import visits_between
from db.queries.preparation import has_own_steps, steps_of, stops_of
from db.queries.visits import visit_draft
from db.services.templates import save_roads, save_template
from desktop.calendar.calendar_page import CalendarPage
from desktop.context import AppContext
from desktop.visits.day_plan import DayPlanDialog
from desktop.visits.editor import VisitEditor
from desktop.visits.preparation import PreparationDialog
from desktop.widgets import Button
from tests.desktop.pages import Window, come_up

TODAY, FREE_DAY, THURSDAY = date(2026, 11, 23), date(2026, 12, 11), date(2026, 11, 26)
Make = Callable[..., VisitEditor]


@pytest.fixture
def make(qtbot: QtBot, county_ctx: AppContext, window: Window) -> Make:
    def _make(draft: VisitDraft | None = None, **fields: Any) -> VisitEditor:
        values: dict[str, Any] = {"uid": "f", "day": FREE_DAY, "half": Half.MORNING, "kind": "petition_reception"}
        editor = VisitEditor(county_ctx, draft or VisitDraft(**(values | fields)))
        qtbot.addWidget(editor, before_close_func=VisitEditor.reject_quietly)
        return editor

    return _make


def choose_kind(editor: VisitEditor, kind: str) -> None:
    for button in editor.form.kind._group.buttons():
        if button.kind.key == kind:
            button.click()
    editor.look()


def load(ctx: AppContext, visit_id: int) -> VisitDraft:
    with ctx.store.read() as session:
        draft = visit_draft(session, visit_id)
    assert draft is not None
    return draft


def thursday(ctx: AppContext) -> VisitDraft:
    with ctx.store.read() as session:
        rows = visits_between(session, THURSDAY, THURSDAY, today=TODAY)
    return load(ctx, next(row.id for row in rows if row.leader == "陈雨桐"))


def test_another_kind_brings_its_template_into_empty_fields(make: Make) -> None:
    form = make().form
    assert (form.starts.text(), form.template.currentText()) == ("", "Without a template")
    choose_kind(form.window(), "research_visit")
    assert (form.half.current(), form.starts.text(), form.ends.text()) == ("day", "9:00", "17:00")
    choose_kind(form.window(), "policy_outreach")
    assert (form.half.current(), form.starts.text(), form.ends.text()) == ("morning", "9:00", "11:00")


def test_what_the_user_typed_or_chose_is_never_overwritten(make: Make) -> None:
    editor = make()
    form = editor.form
    form.half._group.button(1).click()  # in the afternoon, says the user
    form.theme_line.setText("water")
    choose_kind(editor, "research_visit")
    assert (form.half.current(), form.starts.text(), form.theme_line.text()) == ("afternoon", "", "water")
    form.starts.setText("14:30")
    choose_kind(editor, "policy_outreach")
    assert form.starts.text() == "14:30"


def test_a_template_chosen_by_hand_brings_its_steps_along_and_undo_takes_all_back(
    make: Make, county_ctx: AppContext
) -> None:
    chosen = TemplateDraft(
        "petition_reception", "evening", half=Half.AFTERNOON, starts_at=time(19), ends_at=time(21), theme="by lamp",
        steps=[StepDraft("bring lamps", 2)], stops=[StopDraft(StopKind.STOP, "under the tree", minutes=60)],
    )  # fmt: skip
    with county_ctx.store.write("Template") as session:
        save_template(session, chosen)
    editor = make()
    form = editor.form
    form.template.setCurrentIndex(form.template.findText("evening"))
    form.template.activated.emit(form.template.currentIndex())
    assert (form.half.current(), form.starts.text(), form.theme_line.text()) == ("afternoon", "19:00", "by lamp")
    form.leader.set_value(1)
    form.township.set_value(1)
    saved: list[int] = []
    editor.saved.connect(saved.append)
    editor.save()
    with county_ctx.store.read() as session:
        assert [row.what for row in steps_of(session, saved[0], calendar=county_ctx.calendar)] == ["bring lamps"]
        assert [stop.what for stop in stops_of(session, saved[0])] == ["under the tree"]
    county_ctx.store.undo()
    with county_ctx.store.read() as session:
        assert visit_draft(session, saved[0]) is None
        assert not has_own_steps(session, saved[0])


def test_the_template_chosen_survives_a_kill(make: Make) -> None:
    editor = make()
    choose_kind(editor, "research_visit")
    typed = editor.form.typed()
    editor.form.restore(typed)
    assert editor.form.typed() == typed
    choose_kind(editor, "policy_outreach")  # what the template had filled still gives way
    assert editor.form.ends.text() == "11:00"


def test_a_visit_that_stands_has_no_template(make: Make, county_ctx: AppContext) -> None:
    editor = make(thursday(county_ctx))
    assert not editor.form.template.isVisibleTo(editor)
    choose_kind(editor, "research_visit")
    assert (editor.form.half.current(), editor.form.starts.text()) == ("morning", "9:00")


def test_a_slot_and_its_unit_are_saved(make: Make, county_ctx: AppContext) -> None:
    draft = thursday(county_ctx)
    editor = make(draft)
    row = editor.form.appointments._rows[0]
    row.minutes.setText("25")
    row.agency.set_value(5)
    editor.save()
    assert draft.id is not None
    first = load(county_ctx, draft.id).appointments[0]
    assert (first.minutes, first.agency_id) == (25, 5)


def test_a_unit_that_a_resident_needs_is_one_click_away(make: Make, county_ctx: AppContext) -> None:
    editor = make(thursday(county_ctx))
    row = editor.form.appointments._rows[0]
    row.agency.set_value(5)
    editor.look()
    buttons = [each for each in editor.side._units.findChildren(Button) if not each.isHidden()]
    assert [each.caption() for each in buttons] == [f"Take {row.agency.text()} along"]
    buttons[0].click()
    assert 5 in editor.form.agencies.values()
    editor.look()
    assert editor.side._units.isHidden()


def test_meeting_slots_are_said_in_place_while_typing(make: Make, county_ctx: AppContext) -> None:
    editor = make(thursday(county_ctx))
    rows = editor.form.appointments
    rows._rows[0].minutes.setText("45")
    editor.look()
    assert rows.said.text() == "The appointments at 9:00–9:45 and at 9:30 overlap."
    editor.save()
    assert "overlap" in editor.refusal.text()
    rows._rows[0].minutes.setText("many")
    editor.save()
    assert editor.refusal.text() == "“many” is not a whole number."
    rows._rows[0].minutes.setText("20")
    rows._rows[0].agency.setText("nobody knows it")
    editor.save()
    assert "nobody knows it" in editor.refusal.text()
    rows._rows[0].agency.set_value(None)
    editor.look()
    assert rows.said.isHidden()


def test_discipline_is_said_and_never_stands_in_the_way(make: Make, county_ctx: AppContext) -> None:
    editor = make(kind="research_visit")
    editor.form.leader.set_value(6)
    editor.form.township.set_value(2)
    editor.form.agencies.set_values([1, 2, 3, 4])
    editor.look()
    assert any("rule is 3 at most" in line.text for line in editor.hints.lines())
    saved: list[int] = []
    editor.saved.connect(saved.append)
    editor.save()
    assert len(saved) == 1


TRIP = JointTrip(
    township_id=2, township="柳河乡", day=THURSDAY, half=Half.AFTERNOON, leader_id=1, road="S318",
    minutes_between=20, km_between=15, km_saved=40, minutes_saved=50, need=5, overdue_issues=0, days_since_visit=52,
    interval=30, requests=(), moves_visit_id=None, reasons=("On the same road.", "Saves 40 km."),
)  # fmt: skip


def test_a_neighbour_on_the_same_road_is_offered(make: Make, county_ctx: AppContext) -> None:
    draft = thursday(county_ctx)
    assert draft.township_id is not None
    with county_ctx.store.write("Roads") as session:
        save_roads(session, draft.township_id, [(3, 25, 18, "S318")])
    editor = make(draft)
    shown = [each.caption() for each in editor.side.trips.findChildren(Button)]
    assert shown == ["Plan 东岭镇, afternoon"]


def test_the_button_opens_the_second_visit_filled_in(qtbot: QtBot, county_ctx: AppContext, window: Window) -> None:
    page = come_up(qtbot, county_ctx, CalendarPage)
    first = page.commands.open_editor(thursday(county_ctx))
    first._join(TRIP)
    second = page.commands.dialog
    assert isinstance(second, VisitEditor)
    assert second is not first
    facts = second.form.facts()
    assert (facts.day, facts.half, facts.leader_id, facts.township_id) == (THURSDAY, Half.AFTERNOON, 1, 2)
    second.reject_quietly()


def test_a_visit_already_planned_there_is_moved_not_doubled(
    qtbot: QtBot, county_ctx: AppContext, window: Window
) -> None:
    page = come_up(qtbot, county_ctx, CalendarPage)
    with county_ctx.store.read() as session:
        planned = next(row for row in visits_between(session, date(2026, 12, 3), FREE_DAY, today=TODAY))
    first = page.commands.open_editor(thursday(county_ctx))
    first._join(replace(TRIP, moves_visit_id=planned.id))
    second = page.commands.dialog
    assert isinstance(second, VisitEditor)
    facts = second.form.facts()
    assert (facts.id, facts.day, facts.half) == (planned.id, THURSDAY, Half.AFTERNOON)
    assert second.is_changed()
    second.reject_quietly()


def test_a_refused_first_visit_stays_open(make: Make, county_ctx: AppContext) -> None:
    editor = make(thursday(county_ctx))
    editor.show()
    wanted: list[JointTrip] = []
    editor.join_wanted.connect(wanted.append)
    editor.form.starts.setText("no time")
    editor._join(TRIP)
    assert wanted == []
    assert editor.isVisible()


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_G, PreparationDialog), (Qt.Key.Key_J, DayPlanDialog)])
def test_preparation_and_day_plan_open_from_the_editor_by_keys_and_it_is_saved_before(
    qtbot: QtBot, county_ctx: AppContext, window: Window, key: Qt.Key, kind: type[Any]
) -> None:
    page = come_up(qtbot, county_ctx, CalendarPage)
    draft = thursday(county_ctx)
    editor = page.commands.open_editor(draft)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.form.theme_line.setText("water")
    qtbot.keyClick(editor.form.theme_line, key, Qt.KeyboardModifier.ControlModifier)
    dialog = page.commands.outing.dialog
    assert isinstance(dialog, kind)
    assert draft.id is not None
    assert load(county_ctx, draft.id).theme == "water"
    dialog.reject_quietly()


def test_what_the_editor_cannot_save_keeps_it_open(make: Make, county_ctx: AppContext) -> None:
    editor = make(thursday(county_ctx))
    editor.show()
    editor.form.ends.setText("no time")
    assert not editor.step_aside()
    assert editor.isVisible()
