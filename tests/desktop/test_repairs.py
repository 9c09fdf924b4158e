"""Something came up: the window of repairs and the offers over an absence, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.i18n import set_language
from core.planner.disruption import DisruptionKind
from db.queries.form_drafts import form_drafts
from db.queries.leader_detail import visits_within
from desktop.context import AppContext
from desktop.directory.leaders_page import LeadersPage
from desktop.repairs.repair_commands import something_came_up
from desktop.repairs.repair_window import RepairWindow
from desktop.repairs.taking import AfterDialog
from tests.desktop.pages import Window
from tests.desktop.test_people import SAVE, go_to, people, repair_of, typed_absence, who

__all__ = ["people"]
FIRST, LAST = date(2026, 11, 23), date(2026, 11, 25)


def after_dialog() -> AfterDialog | None:
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, AfterDialog) and each.isVisible()]
    return shown[-1] if shown else None


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    for each in QApplication.topLevelWidgets():
        if isinstance(each, (AfterDialog, RepairWindow)):
            each.done(0)


def led(page: LeadersPage) -> list[int]:
    with page.ctx.store.read() as session:
        return [each.id for each in visits_within(session, who(page.ctx.store, "周立明"), FIRST, LAST)]


def opened(page: LeadersPage, qtbot: QtBot, record: tuple[str, int] | None = None) -> RepairWindow:
    window = something_came_up(page.ctx, page, record or ("leader", go_to(page, "周立明")))
    if record is None:
        window.last.setText(LAST.isoformat())
        window.look()
        qtbot.waitUntil(lambda: bool(window.offers.cards))
    return window


def test_an_offer_taken_over_an_absence_answers_all_visits(qtbot: QtBot, people: LeadersPage, tmp_path: Path) -> None:
    go_to(people, "周立明")
    before = led(people)
    form = typed_absence(people, FIRST.isoformat(), LAST.isoformat())
    dialog = repair_of(form)
    assert len(dialog.rows) == len(before) > 0
    qtbot.waitUntil(lambda: bool(dialog.offers.cards))
    calls = [each.row.offer.toll for each in dialog.offers.cards]
    assert calls == sorted(calls)
    assert len(calls) >= 3
    qtbot.mouseClick(dialog.offers.cards[0].button, Qt.MouseButton.LeftButton)
    assert not form.isVisible()
    assert led(people) == []
    after = after_dialog()
    assert after is not None
    files = after.save_to(tmp_path)
    assert files
    assert all(Calendar.from_ical(each.read_bytes()).walk("VEVENT") for each in files)
    assert len({*files, *after.save_to(tmp_path)}) == 2 * len(files)
    people.ctx.store.undo()
    assert led(people) == before


def test_the_window_takes_the_first_by_keyboard_and_one_undo_takes_it_back(qtbot: QtBot, people: LeadersPage) -> None:
    before = led(people)
    window = opened(people, qtbot)
    window.reason.setText("省委来电")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.reason, *SAVE)
    qtbot.waitUntil(lambda: led(people) == [])
    assert after_dialog() is not None
    people.ctx.store.undo()
    assert led(people) == before
    with people.ctx.store.read() as session:
        assert form_drafts(session, "repair") == []


def test_alt_and_a_number_take_an_offer(qtbot: QtBot, people: LeadersPage) -> None:
    window = opened(people, qtbot)
    wanted = window.offers.cards[1].row
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.reason, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: after_dialog() is not None)
    shown = after_dialog()
    assert shown is not None
    assert shown._made.visit_ids == tuple(sorted(each.before.id for each in wanted.offer.changes))


def test_what_is_missing_or_past_is_said_in_one_sentence(qtbot: QtBot, people: LeadersPage) -> None:
    window = opened(people, qtbot, ("petitioner", 1))
    head = people.ctx.store.head()
    window.look()
    assert "Leader" in window.offers.words.text()
    window.leader.set_value(who(people.ctx.store, "周立明"))
    window.first.setText("2026-11-02")
    window.last.setText("2026-11-04")
    window.look()
    qtbot.waitUntil(lambda: "past" in window.offers.words.text())
    window.first.setText("nonsense")
    window.look()
    assert "nonsense" in window.offers.words.text()
    window.first.setText("2026-11-24")
    window.last.setText("2026-11-24")
    window.try_save()
    assert "no offer" in " ".join([window.said.text(), *window.texts().values()])
    assert window.isVisible()
    assert people.ctx.store.head() == head


def test_each_thing_that_comes_up_asks_for_what_it_needs(qtbot: QtBot, people: LeadersPage) -> None:
    visit = led(people)[0]
    window = opened(people, qtbot, ("visit", visit))
    assert (window.first.day(), window.leader.text()) == (FIRST, "周立明")
    for kind, fields in (
        (DisruptionKind.CALLED_AWAY, (True, False, False, False)),
        (DisruptionKind.CUT_SHORT, (True, False, False, True)),
        (DisruptionKind.URGENT, (False, True, True, False)),
        (DisruptionKind.ROAD_CLOSED, (False, True, False, False)),
    ):
        window.kind.buttons()[window.kind.names().index(kind.value)].click()
        asked = (window.leader, window.township, window.outing, window.lost)
        assert tuple(not each.isHidden() for each in asked) == fields
        window.look()
        qtbot.waitUntil(lambda: window.offers.found is not None or bool(window.offers.words.text()))
        qtbot.waitUntil(lambda: "Looking" not in window.offers.words.text())
        assert window.disruption().kind is kind
    township = opened(people, qtbot, ("township", 1))
    assert township.what() is DisruptionKind.ROAD_CLOSED


def test_typed_words_survive_a_kill(qtbot: QtBot, people: LeadersPage) -> None:
    window = opened(people, qtbot)
    window.reason.setText("省委来电")
    window.kind.buttons()[1].click()
    window.keeper._timer.timeout.emit()
    window.done(0)
    again = something_came_up(people.ctx, people, ("leader", who(people.ctx.store, "周立明")))
    assert (again.reason.text(), again.what()) == ("省委来电", DisruptionKind.CUT_SHORT)
    again.reject_quietly()


def test_in_chinese(qtbot: QtBot, people: LeadersPage, county_ctx: AppContext, window: Window) -> None:
    set_language("zh_CN")
    shown = opened(people, qtbot)
    first = shown.offers.cards[0].row
    assert shown.windowTitle() == "临时有事"
    assert first.text.startswith(("只需通知", "需通知", "无需通知"))
    assert "改" in first.text or "代" in first.text or "取消" in first.text
