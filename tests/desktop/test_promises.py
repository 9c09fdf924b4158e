"""Promises in the window: written on the record page, met again on the next one, and listed for everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.promises import PromiseState
from db.models import Promise, Visit
from db.store import Store
from desktop.context import AppContext
from desktop.promises.promises_dialog import ALL, PromisesDialog, show_promises
from desktop.visits.record.promises_section import PromisesSection
from desktop.widgets import Segmented
from tests.desktop.record_desk import ENTER, TAB, RecordDesk, section_of, until_kept
from tests.mockup_issues import TODAY


@pytest.fixture
def desk(qtbot: QtBot, county: Store, make_ctx: Callable[[Store], AppContext]) -> RecordDesk:
    return RecordDesk(qtbot, county, make_ctx)


def promises(store: Store) -> list[Promise]:
    with store.read() as session:
        return list(session.scalars(select(Promise).order_by(Promise.id)))


def add_earlier(desk: RecordDesk, text: str = "年内通水", due: date | None = date(2026, 11, 10)) -> None:
    with desk.store.write("Earlier") as session:
        visit = session.get_one(Visit, desk.visit_id())
        session.add(
            Promise(
                uid=text, leader_id=visit.leader_id, township_id=visit.township_id, text=text, due=due,
                made_on=date(2026, 9, 3),
            )
        )  # fmt: skip


def test_words_are_written_kept_against_a_kill_saved_and_undone(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    section = section_of(entry, PromisesSection)
    section.grid.go_to_work()
    desk.press("Water by New Year", TAB, "12-31", ENTER)
    until_kept(desk, entry, "Water by New Year")
    desk.drop()
    entry = desk.open_again(desk.id)
    assert section_of(entry, PromisesSection).grid.sheet.filled()[0].text("due") == "2026-12-31"
    desk.finish()
    (kept,) = promises(desk.store)
    assert (kept.text, kept.due, kept.made_on, kept.visit_id) == (
        "Water by New Year",
        date(2026, 12, 31),
        TODAY,
        desk.id,
    )
    desk.store.undo()
    assert promises(desk.store) == []


def test_the_same_leader_meets_an_earlier_promise_and_calls_it_kept_by_key(desk: RecordDesk) -> None:
    add_earlier(desk)
    entry = desk.open("petition_reception")
    section = section_of(entry, PromisesSection)
    boxes = section.first_field()
    assert isinstance(boxes, Segmented)
    boxes.buttons()[0].setFocus()
    desk.press("1")
    assert "still stand" not in section.note()
    desk.finish()
    assert promises(desk.store)[0].kept_on == TODAY


def test_a_day_before_the_visit_is_refused_in_its_cell(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    section = section_of(entry, PromisesSection)
    section.grid.go_to_work()
    desk.press("Water", TAB, "2026-11-01", ENTER)
    assert section.fault() is not None
    assert "cannot be due before" in section.fault()[1]


@pytest.fixture
def listed(desk: RecordDesk, qtbot: QtBot) -> PromisesDialog:
    add_earlier(desk)
    add_earlier(desk, "春节前补发", date(2027, 1, 31))
    dialog = show_promises(desk.ctx, desk.page)
    qtbot.waitExposed(dialog)
    return dialog


def states(dialog: PromisesDialog) -> dict[str, PromiseState]:
    return {row.text: row.state for row in dialog.table.model().rows()}


def test_the_list_keeps_drops_and_lets_stand_again(listed: PromisesDialog, desk: RecordDesk, qtbot: QtBot) -> None:
    assert states(listed) == {"年内通水": PromiseState.OVERDUE, "春节前补发": PromiseState.OPEN}
    listed.words.setText("已通水")
    qtbot.keyClick(listed, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    assert states(listed) == {"春节前补发": PromiseState.OPEN}
    qtbot.keyClick(listed, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert promises(desk.store)[1].dropped_on is None  # no reason, nothing done
    qtbot.keyClicks(listed.words, "moved")
    qtbot.keyClick(listed, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert states(listed) == {}
    listed.shown.choose(ALL)
    listed.shown.chosen.emit(ALL)
    assert set(states(listed).values()) == {PromiseState.KEPT, PromiseState.DROPPED}
    qtbot.keyClick(listed, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert PromiseState.OPEN in states(listed).values() or PromiseState.OVERDUE in states(listed).values()
    desk.store.undo()
    assert set(states(listed).values()) == {PromiseState.KEPT, PromiseState.DROPPED}


def test_it_lists_one_leader_or_township_where_one_is_in_sight(desk: RecordDesk, qtbot: QtBot) -> None:
    add_earlier(desk)
    dialog = show_promises(desk.ctx, desk.page, township_id=99999)
    assert states(dialog) == {}
    assert dialog.count.text()
