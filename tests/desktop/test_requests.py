"""What waits to be placed: listed, typed in, taken over from forms, planned, declined; by keyboard, undone, killed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from core.preparation import RequestDraft, RequestOrigin, RequestState
from core.visits import PLANNED, Half, VisitState
from db.queries.calendar import visits_between
from db.queries.form_drafts import form_drafts
from db.queries.requests import decided, request_draft
from db.services.requests import place_request, save_request
from db.services.visits import set_state
from desktop.visits.requests import request_dialog
from desktop.visits.requests.request_dialog import RequestDialog
from desktop.visits.requests.wording import days_words
from desktop.visits.visit_commands import VisitCommands
from tests.desktop.request_keys import TODAY, opened, places, press, save, type_into, waiting


@pytest.fixture
def make(county_ctx):
    def _make(**fields):
        values = {"uid": f"r-{len(waiting(county_ctx))}", "received_on": date(2026, 11, 18), "township_id": 1} | fields
        with county_ctx.store.write("Fill") as session:
            return save_request(session, RequestDraft(**values))

    return _make


@pytest.fixture
def page(calendar_page):
    return calendar_page


# The panel


def test_the_panel_lists_what_waits_most_urgent_first_and_says_why(page, make):
    make(uid="a", township_id=2, theme="修路")
    make(uid="b", township_id=3, kind="petition_reception", last_day=date(2026, 11, 27), half=Half.MORNING)
    panel = opened(page)
    assert places(panel) == ["东岭镇", "柳河乡"]
    assert page.header.requests_button.text().endswith("2") or "2" in page.header.requests_button.accessibleName()
    row = panel.list.current()
    assert row.reasons
    assert all(reason in panel._reasons.text() for reason in row.reasons[:3])
    assert "27 Nov" in panel.list.rows.index(0).data()


def test_u_opens_it_in_the_inspectors_place_and_esc_closes_it(page, make):
    make()
    page.side.toggle(None)
    assert page.inspector.isVisible()
    panel = opened(page)
    assert panel.isVisible()
    assert page.inspector.isHidden()
    page.side.show_choice(None)
    assert page.inspector.isHidden()
    press(panel.list, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert page.pane.keyed.hasFocus()


def test_the_inspector_comes_back_with_i(page, make):
    make()
    panel = opened(page)
    page.toggle_inspector()
    assert panel.isHidden()


def test_the_keys_of_the_list_are_not_those_of_the_calendar(page, make):
    make()
    panel = opened(page)
    for key in (Qt.Key.Key_N, Qt.Key.Key_I, Qt.Key.Key_E, Qt.Key.Key_X, Qt.Key.Key_Delete):
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        override.ignore()
        QApplication.sendEvent(panel.list, override)
        assert override.isAccepted()


def test_a_missed_visit_waits_again_and_is_marked(page, county_ctx):
    with county_ctx.store.read() as session:
        visit = visits_between(session, TODAY, TODAY, today=TODAY)[0]
    with county_ctx.store.write("Miss") as session:
        set_state(session, visit.id, VisitState.MISSED, reason="防汛")
    panel = opened(page)
    assert panel.list.current().origin is RequestOrigin.MISSED
    assert "Missed" in panel.list.rows.index(0).data()


def test_an_empty_list_says_how_to_begin(page):
    panel = opened(page)
    assert panel._empty.isVisible()
    assert not panel.plan_button.isEnabled()
    assert panel.new_button.hasFocus()


def test_up_and_down_choose_and_the_choice_stays_when_the_list_changes(page, make):
    make(uid="a", township_id=2)
    make(uid="b", township_id=3)
    panel = opened(page)
    press(panel.list, Qt.Key.Key_Down)
    chosen = panel.list.current().id
    make(uid="c", township_id=4, last_day=date(2026, 11, 24))
    page.requests.reload()
    assert panel.list.current().id == chosen


def test_days_are_said_shortly():
    assert days_words(None, None) == "any day"
    assert days_words(date(2026, 12, 3), date(2026, 12, 5)) == "3—5 Dec"
    assert days_words(date(2026, 12, 30), date(2027, 1, 5)) == "30 Dec—5 Jan"
    assert days_words(None, date(2026, 12, 5)) == "by 5 Dec"
    assert days_words(date(2026, 12, 5), None) == "from 5 Dec on"


# Planning


def test_enter_plans_it_and_saving_places_it_in_one_step(page, make, county_ctx, qtbot):
    make(kind="onsite_office", theme="饮水", first_day=date(2026, 12, 11), last_day=date(2026, 12, 11), leader_id=1)
    panel = opened(page)
    press(panel.list, Qt.Key.Key_Return)
    editor = page.commands.dialog
    assert (editor.form.day.day(), editor.form.theme_line.text()) == (date(2026, 12, 11), "饮水")
    template = editor.form.template.chosen()
    assert template is not None  # its hours came from there
    assert template.is_default
    assert not editor.is_changed()
    save(editor)
    assert waiting(county_ctx) == []
    qtbot.waitUntil(panel.isHidden)  # nothing else waits: the details of the visit just planned take its place
    assert page.inspector.detail.theme == "饮水"
    assert page.selected() == page.inspector.detail.id
    with county_ctx.store.read() as session:
        assert [row.state for row in decided(session)] == [RequestState.PLANNED]
    county_ctx.store.undo()
    assert len(waiting(county_ctx)) == 1
    with county_ctx.store.read() as session:
        assert [v for v in visits_between(session, *[date(2026, 12, 11)] * 2, today=TODAY) if v.theme == "饮水"] == []


def test_a_half_planned_request_survives_a_kill(page, make, county_ctx):
    make(kind="onsite_office", theme="饮水", leader_id=1, first_day=date(2026, 12, 11), last_day=date(2026, 12, 11))
    press(opened(page).list, Qt.Key.Key_Return)
    editor = page.commands.dialog
    type_into(editor.form.place, "村部")
    editor.keeper.keep()
    draft = editor._loaded
    editor.done(0)  # as a kill: nothing is given up
    with county_ctx.store.read() as session:
        (kept,) = form_drafts(session, "visit:")
    again = VisitCommands(county_ctx, page, page.moves).open_editor(draft, typed=kept.fields)
    assert again.form.place.text() == "村部"
    save(again)
    assert waiting(county_ctx) == []


@pytest.mark.parametrize(
    ("first", "last", "near", "day"),
    [
        (None, None, TODAY, date(2026, 11, 24)),
        (None, None, date(2026, 12, 3), date(2026, 12, 3)),
        (date(2026, 12, 5), date(2026, 12, 8), date(2026, 12, 3), date(2026, 12, 7)),
        (date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 3), date(2026, 12, 3)),
        (None, TODAY, TODAY, TODAY),
        (None, date(2026, 11, 2), TODAY, TODAY),
    ],
)
def test_the_day_to_begin_with_suits_where_it_can(page, make, county_ctx, first, last, near, day):  # noqa: PLR0917
    make(first_day=first, last_day=last)
    assert page.requests.commands.day_for(waiting(county_ctx)[0], near) == day


# Typing one in


def test_n_types_a_request_in(page, county_ctx, make):
    make()
    panel = opened(page)
    press(panel.list, Qt.Key.Key_N)
    dialog = page.requests.commands.dialog
    type_into(dialog.township, "柳河")
    press(dialog.township, Qt.Key.Key_Tab)
    type_into(dialog.first, "12-3")
    type_into(dialog.last, "12月8日")
    type_into(dialog.theme, "机井维修")
    type_into(dialog.people, "40")
    save(dialog)
    (row,) = [row for row in waiting(county_ctx) if row.theme == "机井维修"]
    assert (row.township, row.first_day, row.last_day) == ("柳河乡", date(2026, 12, 3), date(2026, 12, 8))
    county_ctx.store.undo()
    assert len(waiting(county_ctx)) == 1


@pytest.mark.parametrize(
    ("field", "words", "label"),
    [
        ("township", "", "Township"), ("township", "火星镇", "Township"), ("kind", "开会", "Kind"),
        ("leader", "没这人", "Leader"), ("people", "几十", "People expected"), ("people", "200000", "People expected"),
        ("first", "过几天", "Not before"), ("last", "12-1", "Not after"), ("theme", "长" * 401, "Theme"),
        ("contact", "长" * 61, "Contact"), ("received", "昨天", "Received on"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_said_at_its_field_and_nothing_typed_is_lost(page, county_ctx, field, words, label):
    page.requests.open()
    dialog = page.requests.commands.new()
    type_into(dialog.township, "青石镇")
    dialog.township._settle()
    dialog.first.setText("12-3")
    type_into(getattr(dialog, field), words) if words else dialog.township.clear()
    dialog.township._on_edited("") if not words else None
    save(dialog)
    assert dialog.isVisible()
    assert list(dialog.texts()) == [label], dialog.said.text()
    assert getattr(dialog, field).text() == words
    assert waiting(county_ctx) == []
    dialog.keeper.drop()


def test_a_request_half_typed_survives_a_kill(page, county_ctx, window):
    dialog = page.requests.commands.new()
    type_into(dialog.township, "火星")  # in no list
    type_into(dialog.theme, "机井")
    dialog.detail.setPlainText("坏了三天")
    dialog.half.choose("morning")
    dialog.keeper.keep()
    dialog.done(0)  # as a kill: nothing is given up
    page.requests.commands.offer_unsaved()
    key, _words, more = window.notices[-1]
    assert key == "request.unsaved"
    more["do"]()
    again = page.requests.commands.dialog
    assert (again.township.text(), again.theme.text(), again.half.current()) == ("火星", "机井", "morning")
    assert again.detail.toPlainText() == "坏了三天"
    again.township.set_value(2)
    save(again)
    assert [row.theme for row in waiting(county_ctx)] == ["机井"]
    with county_ctx.store.read() as session:
        assert form_drafts(session, request_dialog.PREFIX) == []


def test_e_corrects_a_request_and_keeps_what_it_does_not_show(page, make, county_ctx):
    request_id = make(kind="research_visit", agencies=[1, 2], contact_name="罗晓梅", people=8, village_id=None)
    press(opened(page).list, Qt.Key.Key_E)
    dialog = page.requests.commands.dialog
    assert isinstance(dialog, RequestDialog)
    type_into(dialog.theme, "看泵站")
    save(dialog)
    with county_ctx.store.read() as session:
        draft = request_draft(session, request_id)
    assert (draft.theme, draft.agencies, draft.people, draft.kind) == ("看泵站", [1, 2], 8, "research_visit")


def test_a_request_saved_as_it_was_offers_no_undo_of_the_step_before(page, make, county_ctx, window, monkeypatch):
    make(theme="看泵站")
    said = []
    monkeypatch.setattr(county_ctx, "toast", lambda text, *, undo=False: said.append((text, undo)))
    for words in ("看泵站", "看水渠"):
        press(opened(page).list, Qt.Key.Key_E)
        dialog = page.requests.commands.dialog
        type_into(dialog.theme, words)
        save(dialog)
    assert said == [("Request saved.", False), ("Request saved.", True)]


def test_esc_asks_before_words_are_given_up(page, monkeypatch):
    asked = []
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: bool(asked.append(1)))
    dialog = page.requests.commands.new()
    type_into(dialog.theme, "机井")
    press(dialog, Qt.Key.Key_Escape)
    assert asked == [1]
    assert dialog.isVisible()
    dialog.keeper.drop()


def test_x_declines_with_an_answer_and_undo_brings_it_back(page, make, county_ctx, monkeypatch):
    make()
    press(opened(page).list, Qt.Key.Key_X)
    dialog = page.requests.commands.dialog
    save(dialog)
    assert dialog.texts() == {"Answer": "Please fill in: Answer."}
    dialog.answer.setPlainText("十二月已排满，一月优先")
    asked = []
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: bool(asked.append(1)))
    press(dialog, Qt.Key.Key_Escape)
    assert asked == [1]
    assert dialog.isVisible()
    save(dialog)
    assert waiting(county_ctx) == []
    county_ctx.store.undo()
    assert len(waiting(county_ctx)) == 1


def test_del_withdraws_and_undo_brings_it_back(page, make, county_ctx):
    make()
    panel = opened(page)
    press(panel.list, Qt.Key.Key_Delete)
    assert waiting(county_ctx) == []
    county_ctx.store.undo()
    assert len(waiting(county_ctx)) == 1


def test_shift_del_deletes_a_request_and_undo_brings_it_back(page, make, county_ctx):
    make()
    panel = opened(page)
    assert "Delete request\tShift+Del" in [each.text() for each in panel.menu().actions()]
    press(panel.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    with county_ctx.store.read() as session:
        assert decided(session) == []
    assert waiting(county_ctx) == []
    county_ctx.store.undo()
    assert len(waiting(county_ctx)) == 1


def test_d_lists_what_was_decided_enter_puts_it_back_del_deletes_it(page, make, county_ctx, qtbot):
    make(uid="a", theme="修路")
    make(uid="b", township_id=2, theme="饮水")
    panel = opened(page)
    for _each in range(2):
        press(panel.list, Qt.Key.Key_Delete)
    press(panel, Qt.Key.Key_D)
    dialog = page.requests.commands.dialog
    qtbot.waitUntil(dialog.table.hasFocus)
    first = dialog.current()
    assert dialog.table.model().rowCount() == 2
    press(dialog.table, Qt.Key.Key_Return)
    assert [row.id for row in waiting(county_ctx)] == [first.id]
    press(dialog.table, Qt.Key.Key_Delete)
    assert not dialog.empty.isHidden()
    assert dialog.current() is None
    county_ctx.store.undo()
    county_ctx.store.undo()
    assert waiting(county_ctx) == []
    assert dialog.table.model().rowCount() == 2


def test_a_request_with_a_visit_stays_as_it_is(page, make, county_ctx):
    request_id = make()
    with county_ctx.store.write("Place") as session:
        visit = next(row for row in visits_between(session, TODAY, date(2026, 12, 31), today=TODAY)
                     if row.township_id == 1 and row.state in PLANNED)  # fmt: skip
        place_request(session, request_id, visit.id, TODAY)
    dialog = page.requests.commands.show_decided()
    dialog.put_back()
    assert not dialog.back_button.isEnabled()
    page.requests.commands.put_back(request_id)
    assert waiting(county_ctx) == []


def test_reading_only_shows_the_list_and_changes_nothing(page, make, county_ctx, monkeypatch):
    make()
    monkeypatch.setattr(type(county_ctx), "read_only", property(lambda _self: True))
    panel = opened(page)
    assert not panel.plan_button.isEnabled()
    for wish in ("plan", "new", "withdraw", "decline", "edit", "paste"):
        page.requests.wish(wish)
    assert page.requests.commands.dialog is None
    assert len(waiting(county_ctx)) == 1
