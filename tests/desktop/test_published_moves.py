"""Moves and swaps that change the leader of something published: why, who agreed, one step; drafts go at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.conflicts import RULES, Level
from core.planning import TakeOver
from core.visits import Half
from db import models as m
from db.queries.leader_changes import changes_of_visit
from db.queries.published import compared, notice_changes
from db.queries.visits import visit_draft
from db.services.releases import publish
from desktop.calendar.override_dialog import OverrideDialog
from desktop.people.take_over_dialog import TakeOverDialog
from desktop.releases.columns import CHANGES
from tests.desktop.board_desk import board, drag, leader_id, page, slot, stands, visit

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # menus, on the offscreen platform
__all__ = ["board", "page"]
AM, PM = Half.MORNING, Half.AFTERNOON
FRIDAY, FIRST, LATER = date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 2)
SAVE = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def issue(ctx, first=FRIDAY, last=FRIDAY, **more):
    """Publish these days whatever stands against it; the office's levels stay as they are."""
    with ctx.store.write("Levels") as session:
        session.merge(m.Setting(key="clash_levels", value={"value": {rule.key: Level.IGNORE.value for rule in RULES}}))
    at, names = datetime(2026, 11, 23, 9, tzinfo=UTC), {"calendar": ctx.calendar, "settings": ctx.settings}
    with ctx.store.write("Publish") as session:
        made = publish(session, first, last, today=ctx.today(), at=at, **names, **more)
    with ctx.store.write("Levels") as session:
        session.delete(session.get_one(m.Setting, "clash_levels"))
    return made


@pytest.fixture
def issued(page):
    """Publish Friday, on which 郑远山 goes to 大湾乡."""
    return issue(page.ctx).id


def notes(page, visit_id):
    with page.ctx.store.read() as session:
        return [
            (row.how, row.from_leader, row.to_leader, row.reason, row.agreed_by)
            for row in changes_of_visit(session, visit_id)
        ]


def active(dialog):
    QTest.qWait(1)  # a menu that closes gives the page the keys back
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    return dialog


def test_dragged_to_another_leader_day_and_half_it_asks_and_is_one_step(page, board, issued, window):
    row, steps = visit(page, FRIDAY, "郑远山"), page.ctx.store.head().count
    drag(board, row.id, slot(board, "陈雨桐", FIRST, PM))
    dialog = page.moving.dialog
    assert isinstance(dialog, TakeOverDialog)
    assert dialog.before.text() == "27 Nov Fri Morning\u3000郑远山 → 大湾乡"
    assert dialog.after.text() == "1 Dec Tue Afternoon\u3000陈雨桐 → 大湾乡"
    assert stands(page, row.id)[2] == "郑远山"  # not before it is said why
    dialog.try_save()
    assert list(dialog.texts()) == ["Reason"]
    dialog.reason.setText("市委开会")
    dialog.agreed.setText("县委办")
    dialog.try_save()
    assert page.moving.dialog is None
    assert stands(page, row.id) == (FIRST, PM, "陈雨桐", "大湾乡")
    assert notes(page, row.id) == [(TakeOver.STAND_IN, "郑远山", "陈雨桐", "市委开会", "县委办")]
    assert window.said[-1].startswith("陈雨桐 goes for 郑远山.")
    assert page.ctx.store.head().count == steps + 1
    page.ctx.store.undo()
    assert stands(page, row.id) == (FRIDAY, AM, "郑远山", "大湾乡")
    assert notes(page, row.id) == []


def test_carried_by_keys_it_asks_and_esc_leaves_everything_as_it_was(page, board, issued):
    row, before = visit(page, FRIDAY, "郑远山"), page.ctx.store.head()
    board.choose(row.id)
    view = board.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    view.carry.aim(slot(board, "陈雨桐", FRIDAY, PM))
    QTest.keyClick(view, Qt.Key.Key_Return)
    dialog = active(page.moving.dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.moving.dialog is None
    assert page.ctx.store.head() == before
    assert stands(page, row.id) == (FRIDAY, AM, "郑远山", "大湾乡")
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)  # only another day: nobody is asked
    assert page.moving.dialog is None
    assert stands(page, row.id)[0] != FRIDAY
    assert notes(page, row.id) == []


@pytest.mark.parametrize("view", ["month", "week"])
def test_l_asks_by_keys_in_every_view(qtbot, page, issued, view):
    row = visit(page, FRIDAY, "郑远山")
    page.show_view(view)
    page.show_visit(row.id, row.day)
    page.other_leader()
    menu = next(each for each in QApplication.topLevelWidgets() if each.inherits("QMenu") and each.isVisible())
    name = menu.activeAction().text().split("\u3000")[0]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    dialog = active(page.moving.dialog)
    assert dialog.after.text().endswith(f"{name} → 大湾乡")
    assert dialog.focusWidget() is dialog.reason
    QTest.keyClicks(dialog.reason, "ill")
    QTest.keyClick(dialog.reason, *SAVE)
    qtbot.waitUntil(lambda: page.moving.dialog is None)
    assert stands(page, row.id)[:3] == (FRIDAY, AM, name)
    assert notes(page, row.id) == [(TakeOver.STAND_IN, "郑远山", name, "ill", "")]


def test_leaders_swapped_by_a_drop_are_kept_with_both_and_dates_ask_nothing(page, board, issued):
    one, other = visit(page, FRIDAY, "郑远山"), visit(page, FIRST, "林若川")
    drag(board, one.id, slot(board, "林若川", FIRST, AM))
    board_menu = page.moving.menu
    board_menu.actions()[0].trigger()
    board_menu.close()
    dialog = page.moving.dialog
    assert isinstance(dialog, TakeOverDialog)
    assert dialog.after.text().splitlines() == [
        "27 Nov Fri Morning\u3000林若川 → 大湾乡", "1 Dec Tue Morning\u3000郑远山 → 龙泉镇",
    ]  # fmt: skip
    dialog.reason.setText("对调")
    dialog.agreed.setText("两位领导")
    steps = page.ctx.store.head().count
    dialog.try_save()
    assert (stands(page, one.id)[2], stands(page, other.id)[2]) == ("林若川", "郑远山")
    assert notes(page, one.id) == [(TakeOver.SWAP, "郑远山", "林若川", "对调", "两位领导")]
    assert notes(page, other.id) == [(TakeOver.SWAP, "林若川", "郑远山", "对调", "两位领导")]
    assert page.ctx.store.head().count == steps + 1
    page.ctx.store.undo()
    assert notes(page, one.id) == notes(page, other.id) == []
    drag(board, one.id, slot(board, "林若川", FIRST, AM))
    page.moving.menu.actions()[1].trigger()
    assert page.moving.dialog is None
    assert stands(page, one.id)[:3] == (FIRST, AM, "郑远山")


def test_what_nobody_was_told_of_goes_at_once(page, board, issued):
    row = visit(page, FIRST, "林若川")
    drag(board, row.id, slot(board, "陈雨桐", FIRST, PM))
    assert page.moving.dialog is None
    assert stands(page, row.id)[1:3] == (PM, "陈雨桐")
    assert notes(page, row.id) == []


def test_a_forbidden_move_of_something_published_asks_once_for_both(page, board, issued):
    row, steps = visit(page, FRIDAY, "郑远山"), page.ctx.store.head().count
    drag(board, row.id, slot(board, "马文博", LATER, AM))
    dialog = page.moving.dialog
    assert isinstance(dialog, TakeOverDialog)
    assert "马文博" in dialog.against.text()
    dialog.reason.setText("县长同意")
    dialog.try_save()
    assert stands(page, row.id)[:3] == (LATER, AM, "马文博")
    assert [note[3] for note in notes(page, row.id)] == ["县长同意"]
    assert row.id not in board.view.data.clashes  # settled by the same reason
    assert page.ctx.store.head().count == steps + 1


def test_of_two_windows_the_second_is_told_in_the_dialog_and_keeps_its_words(page, board, issued):
    row = visit(page, FRIDAY, "郑远山")
    drag(board, row.id, slot(board, "陈雨桐", FRIDAY, PM))
    dialog = page.moving.dialog
    with page.ctx.store.write("Elsewhere") as session:
        session.get_one(m.Visit, row.id).theme = "别的"
    dialog.reason.setText("市委开会")
    dialog.try_save()
    assert "changed elsewhere" in dialog.said.text()
    assert (dialog.isVisible(), dialog.reason.text()) == (True, "市委开会")
    assert notes(page, row.id) == []


def test_the_change_notice_says_why_and_a_reprint_says_the_same(page, board, issued):
    ctx, row = page.ctx, visit(page, FRIDAY, "郑远山")
    for name, reason in (("陈雨桐", "市委开会"), ("何建勋", "陈县长外出")):
        page.moving.place(visit(page, FRIDAY, stands(page, row.id)[2]), slot(board, name, FRIDAY, PM))
        page.moving.dialog.reason.setText(reason)
        page.moving.dialog.try_save()
    with ctx.store.read() as session:
        (pending,) = compared(session, issued, None)
    assert pending.why == ("市委开会", "陈县长外出")
    assert "Reason: 市委开会; 陈县长外出" in CHANGES[2].text(pending)
    again = issue(ctx, reason="调整").id
    with ctx.store.write("Later") as session:
        for note in session.query(m.LeaderChange).all():
            note.reason = "别的"
    with ctx.store.read() as session:
        (printed,) = notice_changes(session, again)
    assert printed.why == ("市委开会", "陈县长外出")


def test_a_reason_typed_over_a_drop_survives_a_kill(page, board, issued):
    published, draft = visit(page, FRIDAY, "郑远山"), visit(page, FIRST, "林若川")
    for row, kind, place in (
        (published, TakeOverDialog, slot(board, "陈雨桐", FRIDAY, PM)),
        (draft, OverrideDialog, slot(board, "马文博", LATER, PM)),
    ):
        page.moving.place(row, place)
        dialog = page.moving.dialog
        assert isinstance(dialog, kind)
        dialog.reason.setText("县长同意")
        dialog.keeper._timer.timeout.emit()  # the wait is over
        dialog.done(0)  # no Esc: the program ended
        page.moving.place(row, place)
        again = page.moving.dialog
        assert again.reason.text() == "县长同意"
        assert again.restored.isVisible()
        again.try_save()
        assert stands(page, row.id)[2] == ("陈雨桐" if row is published else "马文博")
    with page.ctx.store.read() as session:
        assert session.query(m.FormDraft).count() == 0


def test_the_stand_in_dialog_shows_again_what_was_typed_and_chosen(page, issued):
    row = visit(page, FRIDAY, "郑远山")
    page.show_visit(row.id, row.day)
    page.stand_in()
    dialog = page.stand_in_dialog
    dialog.how.choose("swap")
    dialog._show()
    dialog.swaps.go_to(dialog.swaps.rows.rows()[1].id)
    assert not dialog.is_changed()  # looking through the list is nothing to give up
    dialog.agreed.setText("两位领导")
    dialog.keeper.keep()
    chosen = dialog.swaps.current_row().id
    dialog.done(0)
    page.stand_in()
    again = page.stand_in_dialog
    assert (again.is_swap(), again.swaps.current_row().id, again.agreed.text()) == (True, chosen, "两位领导")
    again.reject_quietly()
    page.stand_in()
    assert page.stand_in_dialog.agreed.text() == ""
    page.stand_in_dialog.done(0)


@pytest.mark.parametrize("published", [True, False])
def test_another_leader_in_the_editor_asks_only_where_people_were_told(page, board, published):
    if published:
        issue(page.ctx)
    row = visit(page, FRIDAY, "郑远山")
    with page.ctx.store.read() as session:
        draft = visit_draft(session, row.id)
    editor = page.commands.open_editor(draft)
    editor.form.leader.set_value(leader_id(board, "陈雨桐"))
    editor.look()
    if editor.override.isVisible():
        editor.override.restore({"meant": True, "reason": "已商定"})
    editor.save()
    steps = page.ctx.store.head().count - (not published)
    if published:
        asked = next(each for each in editor.findChildren(TakeOverDialog))
        assert editor.isVisible()
        assert stands(page, row.id)[2] == "郑远山"  # not before it is said why
        asked.try_save()
        assert list(asked.texts()) == ["Reason"]
        asked.reason.setText("市委开会")
        asked.try_save()
    assert not editor.isVisible()
    assert stands(page, row.id)[2] == "陈雨桐"
    told = [(TakeOver.STAND_IN, "郑远山", "陈雨桐", "市委开会", "")] if published else []
    assert notes(page, row.id) == told
    assert page.ctx.store.head().count == steps + 1
    page.ctx.store.undo()
    assert (stands(page, row.id)[2], notes(page, row.id)) == ("郑远山", [])
