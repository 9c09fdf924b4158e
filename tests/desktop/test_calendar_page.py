"""The calendar page: inspector, agenda, commands, and refreshing by announcement only."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from core.visits import Half, VisitState
from db.queries.calendar import visits_between
from db.queries.clashes import accepted_of
from db.queries.visits import visit_detail
from db.services.visits import move_visit
from desktop.calendar.agenda_model import FIRST_ROLE, VISIT_ROLE, AgendaModel
from desktop.calendar.calendar_page import CalendarPage
from desktop.calendar.visit_menu import visit_menu
from desktop.widgets import PlainLabel

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


@pytest.fixture
def page(qtbot, county_ctx, monkeypatch):
    made = CalendarPage(county_ctx)
    qtbot.addWidget(made)
    made.resize(1368, 868)
    county_ctx.hub.changed.connect(lambda tables: made.reload(tables & made.TABLES))
    monkeypatch.setattr(county_ctx, "toast", lambda *_a, **_k: None)
    made.shown(county_ctx.today())
    made.show()
    qtbot.waitExposed(made)
    return made


def visit(page, day, leader):
    with page.ctx.store.read() as session:
        rows = visits_between(session, day, day, today=page.today)
    return next(row for row in rows if row.leader == leader)


def words(widget):
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisibleTo(widget)]


def state(page, visit_id):
    with page.ctx.store.read() as session:
        return visit_detail(session, visit_id, today=page.today, calendar=page.ctx.calendar).state


def test_a_visit_chosen_is_told_in_full(page, chinese):
    page.reload(page.TABLES)
    page.month.select(visit(page, THURSDAY, "陈雨桐").id)
    said = words(page.inspector)
    for line in (
        "陈雨桐", "→", "青石镇", "县委副书记、县长\u3000信访接待",
        "11月26日 周四\u3000上午 9:00—11:30", "农历十月十八，青石镇赶集日",
        "县信访局、县水利局、县人社局", "已通知 4 家",
        "县人社局还没回执", "王**", "带回 4 件，办结 2 件，2 件在办", "12 天前",
    ):  # fmt: skip
        assert line in said


def test_no_resident_is_named_on_screen(page):
    page.month.select(visit(page, THURSDAY, "陈雨桐").id)
    assert not any("王桂英" in line or "13877776000" in line for line in words(page.inspector))


def test_a_day_without_visits_offers_to_plan_one(page):
    page.month.select(visit(page, THURSDAY, "陈雨桐").id)
    page.month.put_cursor(date(2026, 11, 9))
    assert page.inspector.detail is None
    assert page.inspector.new_button.isVisible()


def test_the_inspector_comes_and_goes_by_key(page):
    assert not page.inspector.isVisible()
    page.toggle_inspector()
    assert page.inspector.isVisible()
    page.toggle_inspector()
    assert not page.inspector.isVisible()


def test_what_somebody_else_saves_is_shown_by_the_announcement(page):
    row = visit(page, FRIDAY, "郑远山")
    with page.ctx.store.write("Move visit") as session:
        move_visit(session, row.id, to=date(2026, 11, 30))
    assert page.month.data.visit(row.id).day == date(2026, 11, 30)


def test_one_key_marks_a_visit_done_and_undo_takes_it_back(page):
    row = visit(page, date(2026, 11, 23), "周立明")
    page.month.select(row.id)
    page.mark_done()
    assert state(page, row.id) is VisitState.DONE
    assert page.month.data.visit(row.id).is_done
    page.ctx.store.undo()
    assert state(page, row.id) is VisitState.SET


def test_what_is_over_says_so_when_it_is_marked_done_or_called_off_again(page, monkeypatch):
    said = []
    monkeypatch.setattr(page.ctx, "toast", lambda text, **_k: said.append(text))
    rows = (row for of_day in page.month.data.visits.values() for row in of_day)
    over = next(row for row in rows if row.state is VisitState.DONE)
    page.commands.mark_done(over.id)
    page.commands.cancel(over.id)
    assert said == ["This visit is “Done” already."] * 2
    assert page.commands.dialog is None


def test_a_visit_still_to_come_cannot_be_marked_done(page, monkeypatch):
    said = []
    monkeypatch.setattr("desktop.errors.tell", lambda _home, words, **_more: said.append(words))
    row = visit(page, FRIDAY, "郑远山")
    page.month.select(row.id)
    page.mark_done()
    assert said == ["This visit is on 27 Nov, so it can be logged from that day on. Nothing you typed is lost."]
    assert state(page, row.id) is VisitState.SET


def test_a_visit_is_called_off_with_a_reason(page):
    row = visit(page, FRIDAY, "郑远山")
    page.month.select(row.id)
    page.cancel_visit()
    dialog = page.commands.dialog
    dialog.line.setText("防汛")
    dialog._go()
    assert state(page, row.id) is VisitState.CANCELLED
    assert page.month.data.visit(row.id) is None


def test_an_agency_that_answered_is_noted_from_the_inspector(page):
    row = visit(page, THURSDAY, "陈雨桐")
    page.month.select(row.id)
    silent = page.inspector.detail.silent[0]
    page.inspector.answer_wanted.emit(row.id, silent.agency_id)
    assert page.inspector.detail.silent == ()


def test_a_copy_is_planned_in_the_next_free_week(page):
    row = visit(page, FRIDAY, "郑远山")
    page.month.select(row.id)
    page.duplicate()
    with page.ctx.store.read() as session:
        rows = visits_between(session, date(2026, 11, 28), date(2027, 3, 1), today=page.today)
    copies = [each.day for each in rows if (each.leader, each.township) == ("郑远山", "大湾乡")]
    assert copies == [date(2026, 12, 25)] or len(copies) == 1
    assert copies[0].weekday() == 4


def test_a_visit_is_postponed_with_a_reason(page):
    row = visit(page, FRIDAY, "郑远山")
    page.month.select(row.id)
    page.postpone()
    dialog = page.commands.dialog
    dialog.day.set_day(date(2026, 12, 1))
    dialog.half.choose(Half.AFTERNOON.value)
    dialog._look()
    dialog.reason.setText("县里开会")
    dialog.save()
    with page.ctx.store.read() as session:
        detail = visit_detail(session, row.id, today=page.today, calendar=page.ctx.calendar)
    assert (detail.day, detail.half, detail.state_reason) == (date(2026, 12, 1), Half.AFTERNOON, "县里开会")


def test_postponing_onto_an_absence_needs_a_tick(page):
    row = visit(page, THURSDAY, "吴静姝")
    page.month.select(row.id)
    page.postpone()
    dialog = page.commands.dialog
    dialog.day.set_day(date(2026, 12, 1))
    dialog._look()
    assert not dialog.save_button.isEnabled()
    dialog.anyway.setChecked(True)
    assert dialog.save_button.isEnabled()
    dialog.reject()


def test_postponing_onto_an_absence_keeps_the_reason_with_the_clash(page, monkeypatch):
    told = []
    monkeypatch.setattr("desktop.errors.tell", lambda _home, words, **_k: told.append(words))
    row = visit(page, THURSDAY, "吴静姝")
    page.month.select(row.id)
    page.postpone()
    dialog = page.commands.dialog
    dialog.day.set_day(date(2026, 12, 1))
    dialog._look()
    dialog.anyway.setChecked(True)
    dialog.save()  # without a reason
    assert told == ["Please fill in: Reason."]
    assert dialog.isVisible()
    dialog.reason.setText("本人提出，主任同意")
    dialog.save()
    with page.ctx.store.read() as session:
        (kept, *_more) = accepted_of(session, row.id)
    assert (kept.rule_key, kept.reason, kept.holds) == ("absence", "本人提出，主任同意", True)


def test_every_line_of_the_menu_does_something(page):
    row = visit(page, FRIDAY, "郑远山")
    menu = visit_menu(page.commands, row, page)
    lines = [action for action in menu.actions() if not action.isSeparator()]
    assert len(lines) >= 8
    assert all(action.isEnabled() for action in lines)


def test_without_a_choice_commands_say_so(page, monkeypatch):
    said = []
    monkeypatch.setattr(page.ctx, "toast", lambda text, **_k: said.append(text))
    page.month.select(None)
    for command in (page.mark_done, page.postpone, page.print_sheet, page.duplicate, page.cancel_visit):
        command()
    assert said == ["Choose a visit first."] * 5


def test_the_agenda_goes_on_past_the_month(page):
    page.show_view("agenda")
    model = page.agenda.rows
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    days = [model.index(row).data(VISIT_ROLE).day for row in range(model.rowCount())]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2026, 9, 28), date(2026, 12, 25))


def test_the_agenda_is_the_same_visits_as_a_list(page):
    page.show_view("agenda")
    model = page.agenda.rows
    listed = [model.index(row).data(VISIT_ROLE) for row in range(model.rowCount())]
    shown = [row.id for row in page.month.data.in_order() if row.day.month == 11]
    assert [row.id for row in listed if row.day.month == 11] == shown
    assert model.index(0).data(FIRST_ROLE)
    assert "马文博" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_agenda_model_keeps_qt_s_rules(page):
    model = AgendaModel()
    model.start(date(2026, 9, 1), date(2026, 12, 25), page.pane_of("agenda").stretch)
    # Made after the reset: the tester itself fetches more inside a reset, and then complains of that.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    assert model.rowCount() == 83
    assert tester.model() is model


def test_choosing_in_the_agenda_shows_the_visit(page):
    page.show_view("agenda")
    row = page.agenda.rows.row_of(visit(page, FRIDAY, "郑远山").id)
    page.agenda.setCurrentIndex(page.agenda.rows.index(row))
    assert page.inspector.detail.leader == "郑远山"
    QTest.keyClick(page.agenda, Qt.Key.Key_Escape)
    assert not page.inspector.isVisible()


def test_other_pages_lead_to_a_visit_or_a_day(page):
    row = visit(page, date(2026, 12, 3), "陈雨桐")
    page.go(visit_id=row.id)
    assert page.inspector.detail.id == row.id
    assert page.month_day == date(2026, 11, 1)  # the 3rd of December is in sight already
    page.go(day=date(2026, 10, 15))
    assert page.month.show_state.cursor == date(2026, 10, 15)
    page.go(new_visit_to=3)
    editor = page.commands.dialog
    assert editor.form.township.value() == 3
    editor.reject_quietly()


def test_an_empty_schedule_shows_an_empty_month(qtbot, ctx):
    made = CalendarPage(ctx)
    qtbot.addWidget(made)
    made.shown(ctx.today())
    assert made.month.data.in_order() == []
    made.show_view("agenda")
    assert made.agenda.rows.rowCount() == 0
