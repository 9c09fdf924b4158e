"""The preparation dialog: steps, told, appointments; by keys alone, in one undo, and kept against a kill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.errors import ChangedMeanwhile
from core.preparation import Proof, StepDraft, TemplateDraft
from core.readiness import Light
from core.visits import VisitState
from db.queries.calendar import visits_between
from db.queries.preparation import has_own_steps, steps_of
from db.queries.templates import default_template
from db.queries.visits import visit_detail, visit_draft
from db.services.preparation import keep_steps
from db.services.templates import save_template
from db.services.visit_told import set_agency_told
from db.services.visits import save_visit
from desktop.context import AppContext
from desktop.visits import line_rows
from desktop.visits.preparation import PreparationDialog, open_preparation
from desktop.visits.preparation_steps import StepLine
from desktop.visits.unsaved import PREPARATION, left_behind
from tests.desktop.test_accessible_names import nameless

TODAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)
Open = Callable[..., PreparationDialog]


@pytest.fixture
def visit_id(county_ctx: AppContext) -> int:
    with county_ctx.store.read() as session:
        rows = visits_between(session, THURSDAY, THURSDAY, today=TODAY)
    return next(row.id for row in rows if row.leader == "陈雨桐")


@pytest.fixture
def opened(qtbot: QtBot, county_ctx: AppContext, visit_id: int) -> Open:
    def make(which: int | None = None) -> PreparationDialog:
        dialog = open_preparation(county_ctx, which or visit_id, None)
        assert dialog is not None
        qtbot.addWidget(dialog, before_close_func=PreparationDialog.reject_quietly)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def stored(ctx: AppContext, visit_id: int) -> list[tuple[str, int]]:
    with ctx.store.read() as session:
        return [(row.what, row.days_before) for row in steps_of(session, visit_id, calendar=ctx.calendar)]


def done(ctx: AppContext, visit_id: int) -> list[bool]:
    with ctx.store.read() as session:
        return [row.done_on is not None for row in steps_of(session, visit_id, calendar=ctx.calendar)]


def test_the_steps_come_from_the_template_until_they_are_saved(
    opened: Open, county_ctx: AppContext, visit_id: int
) -> None:
    dialog = opened()
    with county_ctx.store.read() as session:
        template = default_template(session, "petition_reception")
        assert not has_own_steps(session, visit_id)
    assert template is not None
    assert [step["what"] for step in dialog.steps.typed()] == [step.what for step in template.steps]
    dialog.save()
    with county_ctx.store.read() as session:
        assert not has_own_steps(session, visit_id)  # nothing was changed, so the template goes on speaking


def test_it_opens_on_the_first_box_to_tick_so_that_typing_overwrites_nothing(qtbot: QtBot, opened: Open) -> None:
    dialog = opened()
    before = [step["what"] for step in dialog.steps.typed()]
    first = next(line for line in dialog.steps.steps() if not line.is_done())
    assert dialog.focusWidget() is first.tick
    qtbot.keyClicks(first.tick, "x")
    assert [step["what"] for step in dialog.steps.typed()] == before


def test_ctrl_j_saves_it_and_goes_on_to_the_day_plan(qtbot: QtBot, opened: Open, visit_id: int) -> None:
    dialog = opened()
    dialog.activateWindow()
    with qtbot.waitSignal(dialog.day_plan_wanted) as wanted:
        qtbot.keyClick(dialog, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [visit_id]
    assert not dialog.isVisible()


def test_ticked_written_moved_and_saved_by_keys_alone(
    qtbot: QtBot, opened: Open, county_ctx: AppContext, visit_id: int
) -> None:
    dialog = opened()
    first = dialog.steps.steps()[0]
    before = [step["what"] for step in dialog.steps.typed()]
    first.tick.setFocus()
    qtbot.keyClick(first.tick, Qt.Key.Key_Space)
    qtbot.keyClick(first.tick, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [step["what"] for step in dialog.steps.typed()] == [before[1], before[0], *before[2:]]
    assert first.tick.hasFocus()
    qtbot.keyClick(first.tick, Qt.Key.Key_Insert)
    fresh = dialog.steps.lines()[2]
    assert isinstance(fresh, StepLine)
    assert fresh.what.hasFocus()
    qtbot.keyClicks(fresh.what, "check the loudspeaker")
    fresh.days.setFocus()
    fresh.days.selectAll()
    qtbot.keyClicks(fresh.days, "2")
    qtbot.keyClick(fresh.days, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert stored(county_ctx, visit_id)[:3] == [(before[1], 5), (before[0], 7), ("check the loudspeaker", 2)]
    assert done(county_ctx, visit_id)[:3] == [False, True, False]
    county_ctx.store.undo()
    assert [what for what, _days in stored(county_ctx, visit_id)] == before
    with county_ctx.store.read() as session:
        assert not has_own_steps(session, visit_id)


def test_a_line_is_copied_and_taken_out_only_when_it_is_meant(
    qtbot: QtBot, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened()
    line = dialog.steps.steps()[1]
    line.what.setFocus()
    qtbot.keyClick(line.what, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert dialog.steps.typed()[2]["what"] == line.what.text()
    assert dialog.steps.typed()[2]["id"] is None
    copied = dialog.steps.steps()[2]
    asked: list[str] = []
    monkeypatch.setattr(line_rows, "ask", lambda _parent, text, **_words: asked.append(text) or len(asked) > 1)
    words = copied.what.text()
    copied.what.setCursorPosition(0)
    qtbot.keyClick(copied.what, Qt.Key.Key_Delete)  # in a text the key means a letter
    assert (asked, copied.what.text()) == ([], words[1:])
    copied.tick.setFocus()
    qtbot.keyClick(copied.tick, Qt.Key.Key_Delete)
    assert len(asked) == 1
    assert copied in dialog.steps.steps()
    qtbot.keyClick(copied.tick, Qt.Key.Key_Delete)
    assert copied not in dialog.steps.lines()
    assert len(asked) == 2


def test_wrong_days_are_said_at_the_field_and_nothing_is_saved(
    qtbot: QtBot, opened: Open, county_ctx: AppContext, visit_id: int
) -> None:
    dialog = opened()
    days = dialog.steps.steps()[0].days
    head = county_ctx.store.head()
    for words, said in (("61", "type a whole number from 0 to 60"), ("soon", "is not a whole number")):
        days.setText(words)
        dialog.save()
        assert dialog.isVisible()
        assert said in dialog.refusal.text()
        assert days.property("invalid")
        assert days.hasFocus()
    assert county_ctx.store.head() == head


def test_the_light_follows_the_ticks_before_anything_is_saved(qtbot: QtBot, opened: Open) -> None:
    dialog = opened()
    assert dialog.light.light is Light.WATCH
    for step in dialog.steps.steps():
        if not step.is_done():
            qtbot.mouseClick(step.tick, Qt.MouseButton.LeftButton)
    dialog.company.tell_all()
    for told, answered in dialog.company._boxes:
        assert told.isChecked()
        if answered is not None and not answered.isChecked():
            answered.click()
    assert dialog.light.light is Light.READY
    assert dialog.steps.count() == (7, 7)


def test_a_units_answer_ticks_its_step_by_itself(opened: Open) -> None:
    dialog = opened()
    step = next(line for line in dialog.steps.steps() if line.guess().proof is Proof.AGENCIES_CONFIRMED)
    assert not step.tick.isChecked()
    next(box for _told, box in dialog.company._boxes if box is not None and not box.isChecked()).click()
    assert step.tick.isChecked()
    assert not step.tick.isEnabled()


def test_told_and_answered_are_kept_and_undone_in_one_step(opened: Open, county_ctx: AppContext, visit_id: int) -> None:
    dialog = opened()
    silent = next(row for row in dialog.company.rows() if row.agency_id and row.answered_on is None)
    box = next(box for _told, box in dialog.company._boxes if box is not None and not box.isChecked())
    box.click()
    dialog.company._boxes[0][0].click()  # the township was not told after all
    dialog.save()
    with county_ctx.store.read() as session:
        detail = visit_detail(session, visit_id, today=TODAY, calendar=county_ctx.calendar)
    assert detail is not None
    assert next(unit for unit in detail.agencies if unit.agency_id == silent.agency_id).confirmed_on == TODAY
    assert detail.state is VisitState.SET
    county_ctx.store.undo()
    with county_ctx.store.read() as session:
        detail = visit_detail(session, visit_id, today=TODAY, calendar=county_ctx.calendar)
    assert detail is not None
    assert (detail.state, len(detail.silent)) == (VisitState.NOTIFIED, 1)


def test_overlapping_appointments_are_said_in_place_and_refused(
    opened: Open, county_ctx: AppContext, visit_id: int
) -> None:
    dialog = opened()
    rows = dialog.appointments._rows
    rows[0].minutes.setText("40")
    rows[0].agency.set_value(5)
    dialog.appointments.on_edited()
    assert dialog.appointments.said.text() == "The appointments at 9:00–9:40 and at 9:30 overlap."
    assert rows[1].at.property("invalid")
    dialog.save()
    assert "overlap" in dialog.refusal.text()
    rows[0].minutes.setText("25")
    dialog.appointments.on_edited()
    assert not dialog.appointments.said.isVisible()
    dialog.save()
    assert not dialog.isVisible()
    with county_ctx.store.read() as session:
        draft = visit_draft(session, visit_id)
    assert draft is not None
    assert (draft.appointments[0].minutes, draft.appointments[0].agency_id) == (25, 5)


def test_what_was_typed_survives_a_kill(qtbot: QtBot, opened: Open, county_ctx: AppContext, visit_id: int) -> None:
    dialog = opened()
    dialog.steps.steps()[0].what.setText("half a wor")
    dialog.on_changed()
    qtbot.waitUntil(lambda: bool(left_behind(county_ctx.store, PREPARATION)), timeout=3000)
    head = county_ctx.store.head()
    dialog.hide()  # killed: nothing of the dialog's own leaving runs
    again = opened()
    assert again.steps.steps()[0].what.text() == "half a wor"
    assert again.restored.isVisible()
    assert again.is_changed()
    again.save()
    assert stored(county_ctx, visit_id)[0] == ("half a wor", 7)
    assert left_behind(county_ctx.store, PREPARATION) == []
    assert county_ctx.store.head() != head
    dialog.keeper.drop()


def test_giving_up_asks_and_forgets(opened: Open, county_ctx: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened()
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: False)
    dialog.steps.steps()[0].what.setText("other words")
    dialog.on_changed()
    dialog.reject()
    assert dialog.isVisible()
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: True)
    dialog.reject()
    assert not dialog.isVisible()
    assert left_behind(county_ctx.store, PREPARATION) == []


def test_the_template_again_keeps_what_is_done(opened: Open, county_ctx: AppContext, visit_id: int) -> None:
    with county_ctx.store.write("Own steps") as session:
        template = default_template(session, "petition_reception")
        assert template is not None
        keep_steps(session, visit_id, [StepDraft(template.steps[1].what, 4, done_on=TODAY), StepDraft("own", 1)])
    dialog = opened()
    dialog.take_template(template)
    assert [step["what"] for step in dialog.steps.typed()] == [step.what for step in template.steps]
    assert [line.is_done() for line in dialog.steps.steps()][:2] == [False, True]


def test_the_template_again_asks_before_typed_steps_go(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened()
    asked: list[str] = []
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda _home, text, **_k: bool(asked.append(text)))
    dialog.template_button.click()
    assert asked == []  # nothing was typed yet
    dialog.steps.steps()[0].what.setText("words of mine")
    dialog.on_changed()
    dialog.template_button.click()
    assert len(asked) == 1
    assert dialog.steps.steps()[0].what.text() == "words of mine"
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: True)
    dialog.template_button.click()
    assert dialog.steps.steps()[0].what.text() != "words of mine"


def test_days_that_passed_are_calm_until_the_preparation_is_begun(qtbot: QtBot, opened: Open) -> None:
    dialog = opened()
    passed = [line for line in dialog.steps.steps() if not line.is_done() and line._around.due(7) < TODAY]
    first = next(line for line in passed if line.days.text() == "7")
    assert "overdue" not in first.due.text()
    qtbot.mouseClick(dialog.steps.steps()[-1].tick, Qt.MouseButton.LeftButton)  # from now on it is kept here
    assert "overdue" in first.due.text()
    assert dialog.light.light is Light.LATE
    qtbot.mouseClick(dialog.steps.steps()[-1].tick, Qt.MouseButton.LeftButton)
    assert "overdue" not in first.due.text()
    assert dialog.light.light is Light.WATCH


def test_several_templates_are_offered_in_a_menu(
    qtbot: QtBot, opened: Open, county_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with county_ctx.store.write("Second template") as session:
        save_template(session, TemplateDraft("petition_reception", "R&D", steps=[StepDraft("only this", 2)]))
    shown: list[QAction] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: shown.extend(menu.actions()))
    dialog = opened()
    dialog.template_button.click()
    assert [action.text() for action in shown][1] == "R&&D"
    shown[1].trigger()
    assert [step["what"] for step in dialog.steps.typed()] == ["only this"]


def test_a_visit_saved_elsewhere_meanwhile_is_not_overwritten(
    opened: Open, county_ctx: AppContext, visit_id: int
) -> None:
    dialog = opened()
    with county_ctx.store.write("Meanwhile") as session:
        draft = visit_draft(session, visit_id)
        assert draft is not None
        draft.theme = "another theme"
        save_visit(session, draft)
    dialog.appointments._rows[0].topic.setText("words of mine")
    dialog.save()
    assert dialog.refusal.text() == str(ChangedMeanwhile())
    assert dialog.appointments._rows[0].topic.text() == "words of mine"


def test_a_unit_told_by_mistake_takes_its_answer_along(county_ctx: AppContext, visit_id: int) -> None:
    with county_ctx.store.write("Not told") as session:
        detail = visit_detail(session, visit_id, today=TODAY, calendar=county_ctx.calendar)
        assert detail is not None
        unit = next(each for each in detail.agencies if each.confirmed_on is not None)
        set_agency_told(session, visit_id, unit.agency_id, told_on=None)
    with county_ctx.store.read() as session:
        detail = visit_detail(session, visit_id, today=TODAY, calendar=county_ctx.calendar)
    assert detail is not None
    after = next(each for each in detail.agencies if each.agency_id == unit.agency_id)
    assert (after.notified_on, after.confirmed_on) == (None, None)


def test_a_deleted_visit_opens_nothing(county_ctx: AppContext) -> None:
    assert open_preparation(county_ctx, 999999, None) is None


def test_everything_that_takes_the_focus_says_what_it_is(opened: Open) -> None:
    assert nameless(opened()) == []
