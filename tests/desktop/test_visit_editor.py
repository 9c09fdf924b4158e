"""The editor: live hints, clear refusals at the field, and nothing typed is ever lost."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.errors import NotATime
from core.visits import AppointmentDraft, Half, VisitDraft, VisitState
from db.queries.calendar import visits_between
from db.queries.visits import visit_draft
from db.services.visits import save_visit
from desktop.calendar.verdict import Tone
from desktop.visits.editor import VisitEditor
from desktop.visits.time_fields import ClockField
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


def tones(editor):
    return [line.tone for line in editor.hints.lines()]


def test_a_filled_form_becomes_a_visit(make, county_ctx):
    editor = make()
    fill(editor)
    editor.form.starts.setText("9")
    editor.form.ends.setText("11点半")
    editor.form.appointments._rows[0].name.setText("王桂英")
    editor.form.appointments._rows[0].at.setText("930")
    editor.form.note.setPlainText("<b>不是粗体</b>")
    editor.form.agencies.set_values([1, 2])
    editor.save()
    made = row(county_ctx, FREE_DAY, "周立明")
    draft = load(county_ctx, made.id)
    assert (made.township, made.starts_at, made.ends_at) == ("青石镇", time(9), time(11, 30))
    assert (draft.note, draft.accompanying_agencies) == ("<b>不是粗体</b>", [1, 2])
    assert [(each.name, each.at) for each in draft.appointments] == [("王桂英", time(9, 30))]
    county_ctx.store.undo()
    assert on(county_ctx, FREE_DAY) == []


def test_the_place_comes_with_the_township_unless_another_was_typed(make):
    editor = make()
    fill(editor)
    assert editor.form.place.text() == "青石镇综治中心一楼接访大厅"
    fill(editor, township=3)
    assert editor.form.place.text() == "镇便民服务中心"
    editor.form.place.setText("村口大樟树下")
    fill(editor, township=1)
    assert editor.form.place.text() == "村口大樟树下"


def test_an_edited_visit_shows_what_stands_there_and_saves_the_change(make, county_ctx):
    visit = row(county_ctx, date(2026, 11, 26), "陈雨桐")
    editor = make(load(county_ctx, visit.id))
    assert editor.form.typed()["appointments"][0]["name"] == "王桂英"
    assert not editor.is_changed()
    editor.form.theme_line.setText("饮水")
    editor.save()
    assert load(county_ctx, visit.id).theme == "饮水"


def test_the_hints_follow_every_change(make):
    editor = make(day=AWAY_DAY)
    fill(editor, leader=1)
    assert tones(editor) == [Tone.WARN]  # somebody else goes there that day
    fill(editor, leader=1, township=5)
    assert tones(editor) == [Tone.FREE]
    editor.form.leader.set_value(5)
    editor.look()
    assert tones(editor)[:2] == [Tone.STOP, Tone.STOP]


def test_the_example_times_suit_the_half_of_the_day(make):
    form = make(half=Half.AFTERNOON).form
    assert (form.starts.placeholderText(), form.ends.placeholderText()) == ("14:30", "17:00")
    form.half.choose(Half.MORNING.value)
    form.half.chosen.emit(Half.MORNING.value)
    assert (form.starts.placeholderText(), form.ends.placeholderText()) == ("9:00", "11:30")


@pytest.mark.parametrize(
    ("day", "leader", "township", "words"),
    [
        (date(2026, 12, 12), 1, 1, "day off"),
        (date(2026, 12, 8), 5, 1, "stands in for"),
        (date(2026, 12, 16), 2, 1, "also goes to"),
        (date(2026, 11, 27), 1, 1, "days apart"),
        (date(2026, 12, 15), 1, 1, "is away"),
    ],
)
def test_each_kind_of_clash_is_a_full_sentence(make, day, leader, township, words):
    editor = make(day=day)
    fill(editor, leader=leader, township=township)
    said = [line.text for line in editor.hints.lines()]
    assert any(words in line for line in said), said
    assert all(line.endswith(".") for line in said)


@pytest.mark.parametrize(
    ("field", "typed"), [("starts", "nine-ish"), ("ends", "25:00"), ("leader", "张三丰"), ("township", "不存在镇")]
)
def test_what_cannot_be_read_is_marked_where_it_stands_and_kept(make, county_ctx, field, typed):
    editor = make()
    fill(editor)
    line = getattr(editor.form, field)
    if field in {"leader", "township"}:
        line.set_value(None)
    line.setText(typed)
    editor.save()
    assert editor.refusal.text()
    assert line.property("invalid") is True
    assert line.text() == typed
    assert on(county_ctx, FREE_DAY) == []


def test_a_form_without_leader_says_what_is_missing(make):
    editor = make()
    editor.save()
    assert editor.refusal.text() == "Please fill in: Leader."


@pytest.mark.parametrize("text", ["长" * 500, "a\x07b", "a\u202eb"])
def test_words_that_cannot_be_kept_stay_in_the_form(make, county_ctx, text):
    editor = make()
    fill(editor)
    editor.form.theme_line.setText(text)
    editor.save()
    assert "Theme" in editor.refusal.text()
    assert editor.form.theme_line.text()
    assert on(county_ctx, FREE_DAY) == []


def test_a_visit_still_ahead_is_not_over(make, county_ctx):
    visit = row(county_ctx, date(2026, 11, 26), "陈雨桐")
    editor = make(load(county_ctx, visit.id))
    editor.form.state.setCurrentIndex(editor.form.state.findData(VisitState.DONE))
    editor.save()
    assert "can be logged from that day on" in editor.refusal.text()
    assert load(county_ctx, visit.id).state is VisitState.NOTIFIED


def test_who_saved_first_is_respected(make, county_ctx):
    visit = row(county_ctx, date(2026, 11, 26), "陈雨桐")
    editor = make(load(county_ctx, visit.id))
    other = load(county_ctx, visit.id)
    other.theme = "别人先改了"
    with county_ctx.store.write("Edit visit") as session:
        save_visit(session, other)
    editor.form.theme_line.setText("我的")
    editor.save()
    assert "changed elsewhere" in editor.refusal.text()
    assert editor.form.theme_line.text() == "我的"


def test_saving_twice_makes_one_visit(make, county_ctx):
    editor = make()
    fill(editor)
    editor.save()
    editor.save()
    assert len(on(county_ctx, FREE_DAY)) == 1


def test_what_is_typed_survives_a_kill(qtbot, make, county_ctx):
    editor = make(uid="killed")
    fill(editor)
    editor.form.starts.setText("nine")
    editor.form.appointments.restore(
        [{"id": None, "at": "9", "name": "王桂英", "topic": "饮水", "phone": "", "address": ""}]
    )
    QTest.keyClicks(editor.form.theme_line, "water")
    qtbot.waitUntil(lambda: bool(unsaved_forms(county_ctx.store)), timeout=1000)
    left = unsaved_forms(county_ctx.store)[0]
    fresh = VisitEditor(
        county_ctx, VisitDraft(uid=left.uid, day=FREE_DAY, half=Half.MORNING, kind="onsite_office"), typed=left.typed
    )
    qtbot.addWidget(fresh, before_close_func=VisitEditor.reject_quietly)
    assert fresh.form.typed() == editor.form.typed()
    assert fresh.is_changed()


def test_a_saved_form_leaves_nothing_behind(make, county_ctx):
    editor = make()
    fill(editor)
    editor.keeper.keep()
    editor.save()
    assert unsaved_forms(county_ctx.store) == []
    assert county_ctx.store.undo_label() == "New visit"


def test_a_refused_form_is_kept_at_once(make, county_ctx):
    editor = make()
    editor.form.note.setPlainText("半句话")
    editor.save()
    assert unsaved_forms(county_ctx.store)[0].typed["note"] == "半句话"


def test_esc_asks_only_where_something_was_typed(make, monkeypatch):
    asked = []
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: asked.append(1) or False)
    untouched = make()
    untouched.show()
    untouched.reject()
    assert asked == []
    touched = make(uid="other")
    touched.show()
    touched.form.theme_line.setText("x")
    touched.reject()
    assert (asked, touched.isVisible()) == ([1], True)
    touched.reject_quietly()


def test_ctrl_enter_saves(qtbot, make, county_ctx):
    editor = make()
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    fill(editor)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(on(county_ctx, FREE_DAY)) == 1


def test_an_empty_line_waits_for_the_next_resident(make):
    editor = make()
    rows = editor.form.appointments
    assert len(rows._rows) == 1
    rows._rows[0].name.setText("王桂英")
    rows.on_edited()
    assert len(rows._rows) == 2
    rows.take_out(rows._rows[0])
    assert rows.typed() == []


def test_residents_are_shown_in_the_form_only_for_kinds_that_receive_people(make):
    editor = make()
    editor.show()
    assert editor.form.appointments.isVisible()
    editor.form.kind.set_value("research_visit")
    editor.form._show_people()
    assert not editor.form.appointments.isVisible()
    editor.form.appointments.show_drafts([AppointmentDraft("王桂英", "饮水")])
    editor.form._show_people()
    assert editor.form.appointments.isVisible()
    editor.reject_quietly()


def test_names_are_taken_in_and_out(make):
    editor = make()
    tags = editor.form.agencies
    tags.set_values([2, 1])
    assert tags.values() == [2, 1]
    tags._remove(tags._tags[0])
    assert tags.values() == [1]
    tags.line.setText("县水利局")
    assert tags.is_settled()
    assert tags.values() == [1, 2]
    tags.line.setText("没有这个单位")
    assert not tags.is_settled()


def test_a_clock_field_reads_what_people_write(qtbot):
    field = ClockField("From")
    qtbot.addWidget(field)
    for typed, read in (
        ("9", time(9)),
        ("９：３０", time(9, 30)),
        ("930", time(9, 30)),
        ("下午2点半", time(14, 30)),
        ("", None),
    ):
        field.setText(typed)
        assert field.clock() == read
    field.setText("noonish")
    with pytest.raises(NotATime):
        field.clock()


def test_a_draft_state_is_kept(make, county_ctx):
    editor = make()
    fill(editor)
    editor.form.state.setCurrentIndex(editor.form.state.findData(VisitState.DRAFT.value))
    editor.save()
    assert on(county_ctx, FREE_DAY)[0].state is VisitState.DRAFT


def test_saving_what_did_not_change_offers_no_undo_of_the_step_before(make, county_ctx, monkeypatch):
    said = []
    monkeypatch.setattr(county_ctx, "toast", lambda text, *, undo=False: said.append((text, undo)))
    visit = row(county_ctx, date(2026, 11, 26), "陈雨桐")
    for theme in ("新主题", "新主题"):
        editor = make(load(county_ctx, visit.id))
        editor.form.theme_line.setText(theme)
        editor.save()
    assert county_ctx.run("Edit visit", lambda _session: 1, said="Nothing") == 1
    assert said == [("Visit saved.", True), ("Visit saved.", False), ("Nothing", False)]
