"""The line above a new visit and the one in Ctrl+K: they fill the form, ask what is unclear, and lose nothing."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.i18n import set_language
from core.visits import Half, VisitDraft
from db.queries.calendar import visits_between
from desktop.finder import Finder
from desktop.palette import Palette
from desktop.visits.editor import VisitEditor
from desktop.visits.unsaved import unsaved_forms

TODAY, NEXT_WEDNESDAY = date(2026, 11, 23), date(2026, 12, 2)


@pytest.fixture
def make(qtbot, county_ctx, monkeypatch):
    monkeypatch.setattr(county_ctx, "toast", lambda *_a, **_k: None)

    def _make(line="", *, typed=None, **fields):
        values = {"uid": "form-1", "day": TODAY, "half": Half.MORNING, "kind": "petition_reception"} | fields
        editor = VisitEditor(county_ctx, VisitDraft(**values), typed=typed)
        qtbot.addWidget(editor, before_close_func=VisitEditor.reject_quietly)
        editor.show()
        editor.activateWindow()
        if line:
            editor.one_line.edit.setFocus()
            editor.one_line.edit.setText(line)
            QTest.keyClick(editor.one_line.edit, Qt.Key.Key_Return)
        return editor

    return _make


def shown(editor):
    form = editor.form
    return form.day.day(), form.leader.text(), form.township.text(), form.kind.value()


def question(editor):
    asked = editor.one_line.strip.question
    return asked and (asked.words, [answer.label for answer in asked.answers])


def test_enter_fills_the_form_and_ctrl_enter_saves_it(qtbot, make, county_ctx):
    editor = make("下周三下午3点 陈县长 青石镇柳树湾村 现场办公 带水利局 解决饮水问题")
    assert shown(editor) == (NEXT_WEDNESDAY, "陈雨桐", "青石镇", "onsite_office")
    assert question(editor) is None
    qtbot.waitUntil(editor.isActiveWindow)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not editor.isVisible())
    with county_ctx.store.read() as session:
        rows = visits_between(session, NEXT_WEDNESDAY, NEXT_WEDNESDAY, today=TODAY)
    saved = next(row for row in rows if row.leader == "陈雨桐")
    assert (saved.half, saved.starts_at, saved.village, saved.theme) == (
        Half.AFTERNOON, time(15), "柳树湾村", "解决饮水问题",
    )  # fmt: skip


def test_the_place_of_the_township_and_what_is_typed_by_hand_stay(make):
    editor = make()
    editor.form.note.setPlainText("带上台账")
    editor.one_line.read("明天 马书记 青石镇 接访")
    assert editor.form.place.text() == "青石镇综治中心一楼接访大厅"
    assert editor.form.note.toPlainText() == "带上台账"


def test_a_key_answers_and_the_next_question_follows(make):
    editor = make("周一 副县长 柳河乡 走访调研")
    assert editor.focusWidget() is editor.one_line.strip
    assert editor.one_line.strip.count.text() == "1 of 3"
    assert editor.form.leader.value() is None
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_2):
        QTest.keyClick(editor.focusWidget(), key)
    assert shown(editor) == (date(2026, 11, 30), "林若川", "柳河乡", "research_visit")
    assert question(editor) is None
    assert editor.focusWidget() is editor.form.place


def test_an_open_question_is_not_saved_over(make, county_ctx):
    before = county_ctx.store.head()
    editor = make("周一 陈县长 青石镇 接访")
    assert question(editor) == ("周一", ["23 Nov Mon", "30 Nov Mon"])
    editor.save()
    assert "周一" in editor.refusal.text()
    assert editor.isVisible()
    assert county_ctx.store.head() == before
    QTest.keyClick(editor.one_line.strip, Qt.Key.Key_2)
    assert editor.form.day.day() == date(2026, 11, 30)
    editor.save()
    assert not editor.isVisible()


def test_enter_on_the_question_chooses_nothing(make):
    editor = make("周一 陈县长 青石镇 接访")
    QTest.keyClick(editor.one_line.strip, Qt.Key.Key_Return)
    QTest.keyClick(editor.one_line.strip, Qt.Key.Key_7)
    assert question(editor) is not None


def test_a_click_answers_too(make):
    editor = make("明天 副县长 青石镇 接访")
    second = editor.one_line.strip.answers._widgets[1]
    wanted = editor.one_line.strip.question.answers[1].label
    second.click()
    assert editor.form.leader.text() == wanted
    assert question(editor) is None


def test_choosing_in_the_form_answers_the_question_and_leaves_the_rest_alone(make):
    editor = make("周一 副县长 青石镇 接访")
    editor.form.leader.set_value(1)
    editor.form.leader.chosen.emit(1)
    assert question(editor)[0] == "周一"
    editor.form.theme_line.setText("by hand")
    QTest.keyClick(editor.one_line.strip, Qt.Key.Key_2)
    assert (editor.form.leader.value(), editor.form.theme_line.text()) == (1, "by hand")
    assert question(editor) is None


def test_zero_leaves_it_open(make):
    editor = make("明天 副县长 青石镇 接访")
    QTest.keyClick(editor.one_line.strip, Qt.Key.Key_0)
    assert question(editor) is None
    assert editor.form.leader.value() is None
    assert editor.focusWidget() is editor.form.leader


def test_times_of_a_template_give_way_to_the_half_that_the_line_names(make):
    editor = make("明天下午 陈县长 青石镇 接访")
    facts = editor.form.facts()
    assert facts.half is Half.AFTERNOON
    assert facts.starts_at is None or facts.starts_at >= time(12)


def test_what_would_be_filled_in_is_said_while_typing(make):
    editor = make()
    QTest.keyClicks(editor.one_line.edit, "tomorrow cyt qsz")
    editor.one_line._tell()
    assert editor.one_line.understood.text() == "Enter fills in: 24 Nov Tue · 陈雨桐 · 青石镇"
    assert editor.form.leader.value() is None


def test_line_and_open_question_survive_a_kill(make, county_ctx):
    editor = make("周一 副县长 青石镇 接访")
    QTest.keyClick(editor.one_line.strip, Qt.Key.Key_2)
    editor.keeper.keep()
    kept = unsaved_forms(county_ctx.store)[0]
    again = make(typed=kept.typed, uid=kept.uid)
    assert again.one_line.edit.text() == "周一 副县长 青石镇 接访"
    assert question(again)[0] == "副县长"
    assert again.form.day.day() == date(2026, 11, 30)
    assert again.form.township.text() == "青石镇"


def test_an_old_visit_has_no_line(make, county_ctx):
    editor = make(id=1, version=1)
    assert editor.one_line.isHidden()


@pytest.mark.parametrize(
    "case",
    [
        ("zh_CN", "下周三 陈县长 青石镇 接访", "新建下访：12月2日 周三 · 陈雨桐 · 青石镇 · 信访接待", ""),
        ("zh_CN", "下周三 副县长 青石", "新建下访：12月2日 周三 · 副县长? · 青石镇", "1 处待确认"),
        (
            "en",
            "tomorrow 2pm cyt qsz reception",
            "New visit: 24 Nov Tue 14:00 · 陈雨桐 · 青石镇 · Petition reception",
            "",
        ),
        ("en", "Monday cyt qsz", "New visit: Monday? · 陈雨桐 · 青石镇", "1 question"),
    ],
)
def test_the_palette_offers_the_visit_first(qtbot, county_ctx, window, case):
    language, line, wanted, note = case
    set_language(language)
    palette = Palette(list, Finder(county_ctx))
    qtbot.addWidget(palette)
    palette.search(line)
    first = palette.lines()[0]
    assert (first.text, first.note) == (wanted, note)
    first.run()
    assert window.went == [("calendar", {"new_visit_line": line})]


def test_the_palette_offers_no_visit_for_a_place_or_a_leader_alone(qtbot, county_ctx):
    palette = Palette(list, Finder(county_ctx))
    qtbot.addWidget(palette)
    for line in ("青石镇", "陈雨桐", "qsz", "调研"):
        palette.search(line)
        assert all(found.rank is None for found in palette.lines())
