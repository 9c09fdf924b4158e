"""The strips under the board: cards become visits, conflicts are settled by their buttons, each with one undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from core.clash_facts import Level
from core.conflicts import Clash, Fix
from core.preparation import RequestDraft
from core.visits import Half, VisitState
from db.services.requests import save_request, withdraw_request
from desktop.calendar.board_cards import card_mime, card_words
from desktop.calendar.board_conflicts import ConflictLine
from tests.desktop.board_desk import board, every, page, slot, stands, visit

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # menus, on the offscreen platform
__all__ = ["board", "page"]
AM, PM = Half.MORNING, Half.AFTERNOON


def ask_for(page, **fields):
    with page.ctx.store.write("New request") as session:
        values = {"uid": f"r{fields}", "received_on": date(2026, 11, 20), "township_id": 9}
        return save_request(session, RequestDraft(**(values | fields)))


def test_a_card_is_dropped_into_a_cell_and_becomes_a_visit(page, board):
    ask_for(page, people=6)
    card = board.strips.unplaced.cards.rows.rows()[0]
    assert card_words(card) == ("松坪乡", "41 days without a visit", True)
    view, place = board.view, slot(board, "陈雨桐", date(2026, 12, 1), PM)
    mime = card_mime(card)
    at = QPointF(view.place_rect(place).center())
    assert view.drag.enter(mime, at)
    drop = QDropEvent(at, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    view.dropEvent(drop)
    made = visit(page, date(2026, 12, 1), "陈雨桐")
    assert (made.township, made.half) == ("松坪乡", PM)
    assert not board.requests
    page.ctx.store.undo()
    assert [row.township for row in board.requests.values()] == ["松坪乡"]


def test_a_card_is_carried_by_keys_to_a_slot_that_is_found(page, board):
    ask_for(page)
    cards = board.strips.unplaced.cards
    cards.setFocus()
    QTest.keyClick(cards, Qt.Key.Key_A)
    carry = board.view.carry.now
    assert carry.request_id == cards.rows.rows()[0].id
    assert carry.verdict.allowed
    QTest.keyClick(board.view, Qt.Key.Key_Return)
    assert not board.requests
    assert [row for row in every(page) if row.township == "松坪乡" and row.can_move]


def test_a_request_without_a_leader_opens_the_editor_on_the_board_by_township(page, board):
    ask_for(page)
    page.other_rows()
    row = next(iter(board.requests.values()))
    board.view.place_request_wanted.emit(row.id, slot(board, "松坪乡", date(2026, 12, 1), AM))
    editor = page.commands.dialog
    assert editor is not None or not board.requests
    if editor is not None:
        assert editor.form.township.value() == row.township_id
        editor.reject_quietly()


def test_the_cards_are_searched_by_initials(page, board):
    with page.ctx.store.write("New requests") as session:
        for township in range(1, 10):
            save_request(session, RequestDraft(uid=f"r{township}", received_on=page.today, township_id=township))
    strip = board.strips.unplaced
    assert strip.search.isVisibleTo(strip)
    strip._search("sp")
    assert [row.township for row in strip.cards.rows.rows()] == ["松坪乡"]
    strip._search("nothing")
    assert strip.empty.isVisibleTo(strip)


def lines(board):
    return [row.line for row in board.strips.conflicts.rows if not row.line.is_hint]


def test_conflicts_are_told_once_with_their_ways_out(board, chinese, page):
    page.reload(page.TABLES)
    found = lines(board)
    assert [(line.where, line.fixes) for line in found] == [
        ("12月3日上午 马文博 → 青石镇", (Fix.OTHER_LEADER, Fix.OTHER_DAY)),
        ("12月16日", (Fix.OTHER_DAY, Fix.GO_TOGETHER)),
    ]
    assert found[1].why == "青石镇同时来两位：林若川、赵启航"


def test_another_leader_settles_a_conflict(page, board):
    line = lines(board)[0]
    menu = board.wishes.fixes.offer_leaders(line.visit, QPoint(5, 5), edit=lambda _id: None)
    first = menu.actions()[0]
    assert first.isEnabled()
    first.trigger()
    menu.close()
    assert stands(page, line.visit.id)[2] == first.text().split("\u3000")[0] != "马文博"
    assert len(lines(board)) == 1
    page.ctx.store.undo()
    assert len(lines(board)) == 2


def test_another_day_settles_a_conflict(page, board):
    line = lines(board)[0]
    menu = board.wishes.fixes.offer_days(line.visit, QPoint(5, 5), edit=lambda _id: None)
    menu.actions()[0].trigger()
    menu.close()
    assert stands(page, line.visit.id)[0] != line.visit.day
    assert len(lines(board)) == 1


def test_going_together_settles_a_conflict_with_one_undo(page, board):
    line = lines(board)[1]
    button = board.strips.conflicts.rows[1].buttons[Fix.GO_TOGETHER]
    button.click()
    assert len(lines(board)) == 1
    gone = [row for row in every(page) if row.day == line.visit.day and row.state is VisitState.CANCELLED]
    assert [row.township for row in gone] == ["青石镇"]
    page.ctx.store.undo()
    assert len(lines(board)) == 2


def test_f8_goes_from_conflict_to_conflict(page, board):
    page.next_conflict()
    first = board.view.current()
    page.next_conflict()
    assert {first.township, board.view.current().township} == {"青石镇"}
    assert first.id != board.selected()


def test_a_card_placed_by_somebody_else_meanwhile_is_refused_in_words(page, board):
    row_id = ask_for(page)
    view, place = board.view, slot(board, "陈雨桐", date(2026, 12, 1), PM)
    view.carry.lift_request(row_id, "松坪乡", keyboard=True)
    with page.ctx.store.write("Withdraw") as session:
        withdraw_request(session, row_id, on=page.today)
    view.carry.aim(place)
    verdict = view.carry.now.verdict
    assert not verdict.allowed
    assert "deleted meanwhile" in verdict.reason
    before = page.ctx.store.head()
    view.carry.put_down()
    assert page.ctx.store.head() == before
    assert page.moving.dialog is None


def test_going_together_is_offered_only_where_both_are_announced_or_neither(page, board):
    one = board.view.data.visits[0]
    other = replace(one, id=one.id + 1, leader_id=one.leader_id + 1)
    clash = Clash("same_township", Level.WARN, "", {}, (Fix.GO_TOGETHER, Fix.OTHER_DAY), other.id)
    assert Fix.GO_TOGETHER in ConflictLine(one, other, clash, "", "", is_hint=False).fixes
    secret = replace(other, unannounced=not one.unannounced)
    assert ConflictLine(one, secret, clash, "", "", is_hint=False).fixes == (Fix.OTHER_DAY,)
