"""Absences with their repair, AB pairs, stand-ins, hand-over and burden ledger, as somebody works with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.hand_over import Passing
from db.queries.leader_changes import changes_of_leader, changes_of_visit
from db.queries.leader_detail import leader_rows, pair_drafts
from db.queries.visits import visit_draft
from db.services.absence_repair import Repair
from db.store import Store
from desktop.calendar.calendar_page import CalendarPage
from desktop.context import AppContext
from desktop.directory.leaders_page import LeadersPage
from desktop.people.absence_form import AbsenceForm
from desktop.people.burden_dialog import BurdenDialog
from desktop.people.hand_over_dialog import HandOverDialog
from desktop.people.repair_dialog import RepairDialog
from desktop.people.stand_in_dialog import StandInDialog
from desktop.widgets.panel import PanelLine
from desktop.widgets.text import PlainLabel
from tests.desktop.pages import Window, come_up

TODAY = date(2026, 11, 23)
SAVE = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def people(qtbot: QtBot, county_ctx: AppContext, window: Window) -> Iterator[LeadersPage]:
    page = come_up(qtbot, county_ctx, LeadersPage)
    yield page
    for dialog in (page.burden, page.handing):
        if dialog is not None:
            dialog.done(0)


def who(store: Store, name: str) -> int:
    with store.read() as session:
        return next(row.id for row in leader_rows(session, TODAY) if row.name == name)


def go_to(page: LeadersPage, name: str) -> int:
    found = who(page.ctx.store, name)
    page.go(leader_id=found)
    return found


def typed_absence(page: LeadersPage, first: str, last: str, reason: str = "市委全会") -> AbsenceForm:
    form = page.add_absence()
    assert form is not None
    form.first.setText(first)
    form.last.setText(last)
    form.reason.setText(reason)
    form._warn()
    return form


def repair_of(form: AbsenceForm) -> RepairDialog:
    form.try_save()
    assert form.repair is not None
    return form.repair


def test_an_absence_over_visits_asks_at_once_and_one_undo_takes_back_all(people: LeadersPage) -> None:
    store = people.ctx.store
    go_to(people, "周立明")
    form = typed_absence(people, "2026-11-23", "2026-11-25")
    assert "东岭镇" in form.warning()
    dialog = repair_of(form)
    assert [row.options.accessibleName() for row in dialog.rows] == ["23 Nov Morning 东岭镇", "25 Nov Morning 白杨街道"]
    first, second = dialog.rows
    assert first.choice().how is Repair.OTHER_LEADER
    second.options.setCurrentIndex(second.options.count() - 1)
    dialog.try_save()
    assert dialog.said.text().startswith("Say why the visit to 白杨街道 on 25 Nov stays")
    assert not people.panel.isHidden()
    second.reason.setText("会期可以错开")
    dialog.agreed.setText("县委办")
    dialog.try_save()
    assert not form.isVisible()
    with store.read() as session:
        changes = changes_of_visit(session, first.hit.visit.id)
        assert [(row.from_leader, row.reason, row.agreed_by) for row in changes] == [("周立明", "市委全会", "县委办")]
    assert len(people.ctx.window.said) == 1
    store.undo()
    with store.read() as session:
        assert changes_of_visit(session, first.hit.visit.id) == ()
        assert next(row for row in leader_rows(session, TODAY) if row.name == "周立明").away_until is None


def test_an_absence_without_visits_is_saved_without_a_question(people: LeadersPage) -> None:
    go_to(people, "周立明")
    form = typed_absence(people, "2026-12-28", "")
    form.try_save()
    assert (form.repair, form.isVisible()) == (None, False)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-12-2", "2026-12-1", "lies before the first"),
        ("2026-12-15", "2026-12-16", "周立明 is away from 14 Dec 2026 to 17 Dec 2026 already"),
        ("每周三", "", "“每周三” comes back without end"),
        ("哪天", "", "“哪天” is not a day"),
        ("", "", "First day"),
    ],
)
def test_an_absence_that_cannot_be_says_so_and_keeps_what_was_typed(
    people: LeadersPage, first: str, last: str, said: str
) -> None:
    go_to(people, "周立明")
    form = typed_absence(people, first, last)
    before = people.ctx.store.head()
    form.try_save()
    words = " ".join([form.said.text(), *form.texts().values()])
    assert said in words
    assert (form.isVisible(), form.first.text(), form.repair) == (True, first, None)
    assert people.ctx.store.head() == before
    form.done(0)


def test_ab_pairs_are_lines_with_dates_in_both_forms(people: LeadersPage) -> None:
    store, me = people.ctx.store, go_to(people, "林若川")
    form = people.edit_leader(me)
    assert form is not None
    (line,) = form.pairs.lines
    assert line.partner.text() == "马文博"
    line.last.setText("2026-11-30")
    form.pairs.more.click()
    form.pairs.lines[1].partner.set_value(who(store, "马文博"))
    form.pairs.lines[1].first.setText("2026-11-30")
    form.try_save()
    assert form.said.text().startswith("The AB pair with 马文博 stands twice")
    form.pairs.lines[1].partner.set_value(who(store, "许国安"))
    form.try_save()
    assert not form.isVisible()
    with store.read() as session:
        (found,) = pair_drafts(session, who(store, "许国安"))
    assert (found.partner_id, found.starts) == (me, date(2026, 11, 30))
    again = people.edit_leader(me)
    assert again is not None
    again.pairs.lines[0].dropped.emit()
    again.try_save()
    with store.read() as session:
        assert [each.partner_id for each in pair_drafts(session, me)] == [who(store, "许国安")]


def test_b_lets_somebody_stand_in_by_keys_alone(qtbot: QtBot, calendar_page: CalendarPage) -> None:
    page, store = calendar_page, calendar_page.ctx.store
    page.go(visit_id=visit_on(store, 26))
    page.stand_in()
    dialog = page.stand_in_dialog
    assert isinstance(dialog, StandInDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    chosen = dialog.leaders.rows.rows()[1]
    dialog.leaders.setFocus()
    qtbot.keyClick(dialog.leaders, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.leaders, Qt.Key.Key_Return)
    dialog.try_save()
    assert dialog.isVisible()  # no reason yet
    qtbot.keyClicks(dialog.reason, "ill")
    dialog.agreed.setText("县委办")
    qtbot.keyClick(dialog.reason, *SAVE)
    qtbot.waitUntil(lambda: page.stand_in_dialog is None)
    with store.read() as session:
        (change,) = changes_of_visit(session, visit_on(store, 26))
        assert (change.to_leader, change.from_leader, change.reason) == (chosen.name, "陈雨桐", "ill")
        assert changes_of_leader(session, change.to_leader_id) == (change,)
    page.go(visit_id=visit_on(store, 26))
    shown = [label.text() for label in page.inspector.findChildren(PlainLabel)]
    assert f"Stand-in: {chosen.name} for 陈雨桐" in shown
    page.ctx.store.undo()
    with store.read() as session:
        assert changes_of_visit(session, visit_on(store, 26)) == ()


def test_two_leaders_swap_with_a_reason(calendar_page: CalendarPage) -> None:
    page, store = calendar_page, calendar_page.ctx.store
    page.go(visit_id=visit_on(store, 26))
    page.stand_in()
    dialog = page.stand_in_dialog
    assert dialog is not None
    dialog.how.choose("swap")
    dialog._show()
    row = dialog.swaps.rows.rows()[0]
    dialog.reason.setText("时间对调")
    dialog.try_save()
    assert not dialog.isVisible()
    with store.read() as session:
        one, other = visit_draft(session, visit_on(store, 26)), visit_draft(session, row.id)
    assert one is not None
    assert other is not None
    assert (one.leader_id, other.leader_id) == (row.leader_id, who(store, "陈雨桐"))


def visit_on(store: Store, day: int) -> int:
    with store.read() as session:
        from db.queries.calendar import visits_between  # noqa: PLC0415

        return next(
            v.id for v in visits_between(session, date(2026, 11, day), date(2026, 11, day), today=TODAY) if v.can_move
        )


def test_a_hand_over_ticks_what_passes_and_says_what_stays(qtbot: QtBot, people: LeadersPage) -> None:
    store, me = people.ctx.store, go_to(people, "孙佩兰")
    dialog = people.hand_over()
    assert isinstance(dialog, HandOverDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    kinds = [row.kind for row in dialog.items.ticked()]
    assert set(kinds) == {Passing.BACKUP}  # the term ends only by hand
    assert any(row.against == "stays: nobody follows" for row in dialog.items.rows.rows())
    dialog.to.set_value(who(store, "陈雨桐"))
    dialog.reload()
    assert Passing.VISIT in {row.kind for row in dialog.items.ticked()}
    dialog.save()
    assert "Reason" in dialog.said.text()
    assert dialog.isVisible()
    dialog.reason.setText("分工调整")
    dialog.items.setFocus()
    dialog.items.setCurrentIndex(dialog.items.rows.index(len(dialog.items.rows.rows()) - 1, 0))
    qtbot.keyClick(dialog.items, Qt.Key.Key_Space)
    assert Passing.TERM in {row.kind for row in dialog.items.ticked()}
    qtbot.keyClick(dialog.items, Qt.Key.Key_Space)
    before = store.undo_label()
    qtbot.keyClick(dialog.items, *SAVE)
    qtbot.waitUntil(lambda: people.handing is None)
    with store.read() as session:
        changes = changes_of_leader(session, me)
        assert {row.to_leader for row in changes} == {"陈雨桐"}
        assert next(row for row in leader_rows(session, TODAY) if row.id == me).serves
    store.undo()
    assert store.undo_label() == before
    with store.read() as session:
        assert changes_of_leader(session, me) == ()


@pytest.mark.parametrize(("day", "name", "said"), [("不知道", "", "is not a day"), ("", "", "Type the first day")])
def test_a_hand_over_that_cannot_be_read_says_so(people: LeadersPage, day: str, name: str, said: str) -> None:
    go_to(people, "孙佩兰")
    dialog = people.hand_over()
    assert dialog is not None
    dialog.on.setText(day)
    dialog.to.setText(name)
    dialog.save()
    assert said in dialog.said.text()
    assert dialog.isVisible()


def test_the_ledger_explains_every_point_and_opens_the_visit(
    qtbot: QtBot, people: LeadersPage, window: Window, tmp_path: Path
) -> None:
    go_to(people, "周立明")
    dialog = people.show_burden()
    assert isinstance(dialog, BurdenDialog)
    rows = dialog.ledger.rows.rows()
    assert [row.rank for row in rows] == list(range(1, 11))
    lines = dialog.lines.rows.rows()
    row = dialog.ledger.current_row()
    assert row.name == "周立明"
    assert sum(each.tenths for each in lines if each.is_done) == row.done
    assert sum(each.tenths for each in lines if not each.is_done) == row.planned
    dialog.ledger._on_section(4)
    assert dialog.ledger.rows.rows() == rows  # never a league table
    target = tmp_path / "burden.xlsx"
    assert dialog.export_to(target)
    assert list(tmp_path.glob("burden*.xlsx"))
    dialog.lines.opened.emit(lines[0])
    assert window.went == [("calendar", {"visit_id": lines[0].visit_id})]


def test_a_correction_and_the_weights_are_entered_by_keys(qtbot: QtBot, people: LeadersPage) -> None:
    go_to(people, "周立明")
    dialog = people.show_burden()
    form = dialog.correct()
    assert form is not None
    form.points.setText("1.55")
    form.try_save()
    assert "is no number of points" in form.said.text()
    form.points.setText("-1.5")
    form.reason.setText("年初结转")
    form.try_save()
    assert not form.isVisible()
    people.ctx.hub.changed.emit(frozenset({"burden_entry"}))
    assert dialog.ledger.current_row().corrected == -15
    line = next(row for row in dialog.lines.rows.rows() if not hasattr(row, "parts"))
    dialog.lines.opened.emit(line)
    assert dialog.form is not None
    dialog.form.done(0)
    before = dialog.ledger.current_row().done
    weights = dialog.weigh()
    assert weights is not None
    assert weights.year.value() == 2026
    weights.fields["half"].setText("3")
    weights.try_save()
    assert not weights.isVisible()
    dialog.reload()
    assert dialog.ledger.current_row().done > before
    again = dialog.weigh()
    assert again is not None
    again.year.setText("2026")
    again.try_save()
    assert again.said.text().startswith("The weights of 2026 are fixed.")
    again.done(0)


def test_what_is_typed_of_an_absence_survives_a_kill(people: LeadersPage) -> None:
    go_to(people, "周立明")
    form = typed_absence(people, "2026-12-28", "")
    form.keeper.keep()
    form.done(0)  # no Esc: the program ended
    again = people.add_absence()
    assert again is not None
    assert (again.first.text(), again.reason.text()) == ("2026-12-28", "市委全会")
    again.try_save()
    fresh = people.add_absence()
    assert fresh is not None
    assert fresh.first.text() == ""
    fresh.done(0)


def test_the_leader_s_panel_lists_stand_ins(people: LeadersPage, county_ctx: AppContext) -> None:
    from db.services.stand_ins import stand_in  # noqa: PLC0415

    store = people.ctx.store
    visit, other = visit_on(store, 26), who(store, "何建勋")
    with store.write("Stand in") as session:
        stand_in(session, visit, other, reason="会", actor="罗敏", today=TODAY)
    people.go(leader_id=who(store, "陈雨桐"))
    people.reload(frozenset({"leader_change"}))
    content: QWidget = people.panel._scroll.widget()
    assert any("何建勋 for 陈雨桐" in line.accessibleName() for line in content.findChildren(PanelLine))
