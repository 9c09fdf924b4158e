"""What the office's rules forbid goes into a visit only with a reason, which is kept and read again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from core.clash_facts import Level
from core.visits import Half, VisitDraft
from db.queries.calendar import visits_between
from db.queries.visits import visit_draft
from db.services.plan_rules import set_level
from desktop.calendar.verdict import Tone
from desktop.visits.editor import VisitEditor
from desktop.visits.unsaved import unsaved_forms

FREE_DAY, AWAY_DAY = date(2026, 12, 11), date(2026, 12, 3)


@pytest.fixture
def make(qtbot, county_ctx, monkeypatch):
    monkeypatch.setattr(county_ctx, "toast", lambda *_a, **_k: None)

    def _make(draft=None, *, typed=None, **fields):
        values = {"uid": "form-1", "day": FREE_DAY, "half": Half.MORNING, "kind": "petition_reception"} | fields
        editor = VisitEditor(county_ctx, draft or VisitDraft(**values), typed=typed)
        qtbot.addWidget(editor, before_close_func=VisitEditor.reject_quietly)
        return editor

    return _make


def on(ctx, day):
    with ctx.store.read() as session:
        return visits_between(session, day, day, today=ctx.today())


def load(ctx, visit_id):
    with ctx.store.read() as session:
        return visit_draft(session, visit_id)


def row(ctx, day, leader):
    return next(each for each in on(ctx, day) if each.leader == leader)


def fill(editor, *, leader=1, township=1):
    editor.form.leader.set_value(leader)
    editor.form.township.set_value(township)
    editor.form._on_township(None)
    editor.look()


def reasons(ctx):
    with ctx.store.read() as session:
        rows = session.execute(text("SELECT rule_key, reason FROM rule_override ORDER BY id"))
        return [tuple(each) for each in rows]


def test_a_double_booking_is_saved_only_when_it_is_meant(make, county_ctx):
    editor = make(day=date(2026, 11, 27))
    fill(editor, leader=9, township=1)
    editor.save()
    assert editor.refusal.text()
    assert len(on(county_ctx, date(2026, 11, 27))) == 1
    editor.override.anyway.setChecked(True)
    editor.save()
    assert editor.refusal.text() == "Please fill in: Reason."
    assert editor.override.reason.property("invalid") is True
    editor.override.reason.setText("县委书记同意，上午赶两处")
    editor.save()
    assert len(on(county_ctx, date(2026, 11, 27))) == 2
    assert reasons(county_ctx) == [("double_booking", "县委书记同意，上午赶两处")]
    county_ctx.store.undo()
    assert (len(on(county_ctx, date(2026, 11, 27))), reasons(county_ctx)) == (1, [])


def test_an_absence_stops_a_new_visit_but_not_a_note_on_an_old_one(make, county_ctx):
    editor = make(day=AWAY_DAY, uid="x", half=Half.AFTERNOON)
    fill(editor, leader=5, township=12)
    editor.save()
    assert "away" in editor.refusal.text()
    old = row(county_ctx, AWAY_DAY, "马文博")
    editor = make(load(county_ctx, old.id))
    editor.form.note.setPlainText("已说明")
    assert not editor.override.isVisibleTo(editor)
    editor.save()
    assert load(county_ctx, old.id).note == "已说明"


def test_what_was_accepted_says_why_and_stands_in_nobodys_way(make, county_ctx):
    editor = make(day=AWAY_DAY, uid="x", half=Half.AFTERNOON)
    fill(editor, leader=5, township=12)
    editor.override.anyway.setChecked(True)
    editor.override.reason.setText("提前销假")
    editor.save()
    assert editor.hints.lines()[0].text.startswith("马文博 is away")
    again = make(load(county_ctx, next(each.id for each in on(county_ctx, AWAY_DAY) if each.half is Half.AFTERNOON)))
    accepted = [line for line in again.hints.lines() if line.text.endswith("Accepted: 提前销假")]
    assert [line.tone for line in accepted] == [Tone.CALM]
    again.form.starts.setText("14:30")
    again.save()
    assert again.refusal.text() == ""
    assert reasons(county_ctx) == [("absence", "提前销假")]


def test_what_was_accepted_is_withdrawn_with_one_click_and_one_undo(make, county_ctx):
    editor = make(day=AWAY_DAY, uid="x", half=Half.AFTERNOON)
    fill(editor, leader=5, township=12)
    assert not editor.override.withdraw_button.isVisibleTo(editor)
    editor.override.anyway.setChecked(True)
    editor.override.reason.setText("提前销假")
    editor.save()
    made = next(each.id for each in on(county_ctx, AWAY_DAY) if each.half is Half.AFTERNOON)
    again = make(load(county_ctx, made))
    assert again.override.withdraw_button.isVisibleTo(again)
    assert not again.override.anyway.isVisibleTo(again)
    again.override.withdraw_button.click()
    assert reasons(county_ctx) == []
    assert not again.override.withdraw_button.isVisibleTo(again)
    county_ctx.store.undo()
    assert reasons(county_ctx) == [("absence", "提前销假")]


def test_a_rule_that_the_office_makes_stricter_stops_the_editor_too(make, county_ctx):
    with county_ctx.store.write("Stricter") as session:
        set_level(session, "rest_day", Level.BLOCK)
    editor = make(day=date(2026, 12, 12))
    fill(editor, leader=1, township=1)
    editor.save()
    assert "day off" in editor.refusal.text()
    with county_ctx.store.write("Milder") as session:
        set_level(session, "rest_day", Level.IGNORE)
    editor = make(day=date(2026, 12, 12))
    fill(editor, leader=1, township=1)
    assert not any("day off" in line.text for line in editor.hints.lines())


def test_the_tick_and_the_reason_are_kept_while_they_are_typed(make, county_ctx):
    editor = make(day=AWAY_DAY, uid="kept")
    fill(editor, leader=5, township=12)
    editor.override.anyway.setChecked(True)
    editor.override.reason.setText("提前销假")
    editor.keeper.keep()
    (kept,) = unsaved_forms(county_ctx.store)
    back = make(day=AWAY_DAY, uid="kept", typed=kept.typed)
    assert (back.override.is_meant(), back.override.reason.text()) == (True, "提前销假")
