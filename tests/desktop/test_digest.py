"""The digest in the window: once a working day, made up for at the start, put off to working time (P24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.digest import DigestKey, Snooze
from db.models import Issue, Petitioner
from db.services.settings import save_settings
from db.store import Store
from desktop.context import AppContext
from desktop.digest.digest_clock import NOTICE, DigestClock
from desktop.digest.memory import VIEW, DigestMemory
from desktop.digest.tray import Tray
from desktop.lock.signals import lock_signals
from desktop.machine import Machine, load_machine
from desktop.main_window import MainWindow


class Clock:
    """The office's clock in the test's hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def set(self, text: str) -> None:
        self.moment = datetime.fromisoformat(text).replace(tzinfo=UTC)

    def today(self) -> date:
        return self.moment.date()

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(
    qtbot: QtBot, county: Store, machine: Machine, clock: Clock
) -> Iterator[tuple[AppContext, MainWindow, DigestClock]]:
    """Return a window on the county with its digests, not started yet."""
    ctx = AppContext(county, today=clock.today, machine=machine)
    window = MainWindow(machine)
    qtbot.addWidget(window)
    window.open(ctx, "today")
    window.show()
    digests = DigestClock(ctx, now=clock.now)
    yield ctx, window, digests
    digests.stop()
    ctx.close()


def shown(window: MainWindow, digests: DigestClock) -> bool:
    """Return whether a digest was told of, and put it away as seen."""
    told = NOTICE in window.notices() or digests.dialog is not None
    window.drop_notice(NOTICE)
    if digests.dialog is not None:
        digests.dialog.accept()
    return told


def test_every_working_day_of_two_months_has_one_digest_and_no_other_day_any(desk: Any, clock: Clock) -> None:
    _ctx, window, digests = desk
    calendar, given = _ctx.calendar, []
    first = date(2026, 9, 14)
    days = [first + timedelta(n) for n in range(42)]
    for day in days:
        for hour in (7, 8, 9, 12, 18, 23):
            clock.moment = datetime.combine(day, time(hour, 40), UTC)
            before = digests.memory.given()
            digests.look()
            told = shown(window, digests)
            if digests.memory.given() != before:
                given.append((day, hour))
            assert not told or given[-1] == (day, hour), "nothing is told twice"

    assert given == [(day, 8) for day in days if calendar.is_workday(day)]
    assert (date(2026, 10, 10), 8) in given, "a make-up Saturday"


def test_the_start_makes_up_for_what_was_missed_and_todays_comes_with_it(desk: Any, clock: Clock) -> None:
    _ctx, window, digests = desk
    digests.memory.give(date(2026, 11, 18), since=None, missed=())
    clock.set("2026-11-23T07:50")
    digests.start()

    assert digests.dialog is not None
    assert digests.dialog.digest.missed == (date(2026, 11, 19), date(2026, 11, 20))
    assert digests.dialog.digest.since == date(2026, 11, 18)
    assert shown(window, digests)
    clock.set("2026-11-23T08:31")
    digests.look()
    assert not shown(window, digests), "never two on one day"


def test_on_a_day_off_nothing_comes_and_the_missed_day_is_not_lost(desk: Any, clock: Clock) -> None:
    _ctx, window, digests = desk
    digests.memory.give(date(2026, 11, 19), since=None, missed=())
    clock.set("2026-11-22T10:00")
    digests.start()
    assert not shown(window, digests)
    clock.set("2026-11-23T08:30")
    digests.look()
    assert digests.memory.given().missed == (date(2026, 11, 20),)


def test_what_was_given_survives_a_restart(desk: Any, clock: Clock, machine: Machine) -> None:
    ctx, window, digests = desk
    clock.set("2026-11-23T08:30")
    digests.look()
    assert shown(window, digests)
    again = DigestMemory(load_machine(machine.path), ctx.store)
    given = again.given()
    assert given is not None
    assert (given.on, given.until) == (date(2026, 11, 23), None)


@pytest.mark.parametrize("broken", ["x", {"k": 1}, {"k": {"on": "soon"}}, {"k": {"on": 5}}, 7])
def test_a_memory_that_cannot_be_read_counts_as_none(desk: Any, broken: object) -> None:
    ctx, _window, digests = desk
    key = digests.memory._key
    ctx.machine.views[VIEW] = {key: broken["k"]} if isinstance(broken, dict) else broken
    assert digests.memory.given() is None
    digests.memory.give(date(2026, 11, 23), since=None, missed=())
    assert digests.memory.given() is not None


@pytest.mark.parametrize(
    ("choice", "before", "after"),
    [
        (Snooze.HOUR, "2026-11-23T09:59", "2026-11-23T10:00"),
        (Snooze.AFTERNOON, "2026-11-23T14:29", "2026-11-23T14:30"),
        (Snooze.MORNING, "2026-11-23T18:00", "2026-11-24T08:30"),
    ],
)
def test_put_off_it_comes_again_in_working_time(
    desk: Any, clock: Clock, choice: Snooze, before: str, after: str
) -> None:
    _ctx, window, digests = desk
    clock.set("2026-11-23T09:00")
    digests.look()
    digests.open()
    digests.dialog.snooze[choice].click()
    assert digests.dialog is None
    clock.set(before)
    digests.look()
    assert not shown(window, digests)
    clock.set(after)
    digests.look()
    assert shown(window, digests)
    digests.look()
    assert not shown(window, digests)


def test_put_off_by_a_clock_years_ahead_it_comes_on_the_next_working_day(desk: Any, clock: Clock) -> None:
    _ctx, window, digests = desk
    digests.memory.give(date(2026, 11, 20), since=None, missed=())
    digests.memory.put_off(datetime(2031, 3, 4, 8, 30, tzinfo=UTC))
    for quiet in ("2026-11-23T09:00", "2026-11-23T18:00", "2026-11-24T08:29"):
        clock.set(quiet)
        digests.look()
        assert not shown(window, digests)
    clock.set("2026-11-24T08:30")
    digests.look()
    assert shown(window, digests)
    given = digests.memory.given()
    assert (given.on, given.since, given.until) == (date(2026, 11, 24), date(2026, 11, 20), None)


@pytest.mark.parametrize("until", [None, datetime(2031, 3, 5, 8, 30, tzinfo=UTC)])
def test_given_by_a_clock_years_ahead_it_comes_today(desk: Any, clock: Clock, until: datetime | None) -> None:
    _ctx, window, digests = desk
    digests.memory.give(date(2031, 3, 4), since=date(2031, 3, 3), missed=(date(2031, 3, 1),))
    digests.memory.put_off(until)
    clock.set("2026-11-23T08:30")
    digests.look()
    assert shown(window, digests)
    given = digests.memory.given()
    assert (given.on, given.since, given.missed) == (date(2026, 11, 23), None, ())


def test_given_by_a_clock_a_day_ahead_it_is_silent_today_and_comes_tomorrow(desk: Any, clock: Clock) -> None:
    _ctx, window, digests = desk
    digests.memory.give(date(2026, 11, 24), since=date(2026, 11, 23), missed=())
    digests.look()
    assert not shown(window, digests)
    clock.set("2026-11-24T08:30")
    digests.look()
    assert shown(window, digests)


def test_while_somebody_works_it_is_said_above_the_page_and_a_click_opens_it(desk: Any, clock: Clock) -> None:
    _ctx, window, digests = desk
    clock.set("2026-11-23T08:30")
    digests.look()
    assert digests.dialog is None
    assert window.notices()[NOTICE].startswith(
        "1 issue has become overdue since 20 Nov; that makes 5. Besides, 4 issues"
    )
    digests.open()
    digests.open()
    assert len([each for each in QApplication.topLevelWidgets() if each is digests.dialog]) == 1
    assert NOTICE not in window.notices()
    assert not digests.dialog.isModal()


def test_each_line_opens_its_list_by_click_and_by_digit(desk: Any, clock: Clock, qtbot: QtBot) -> None:
    _ctx, window, digests = desk
    clock.set("2026-11-23T08:30")
    digests.open()
    dialog = digests.dialog
    keys = [section.key for section in dialog.sections]
    assert keys[:2] == [DigestKey.OVERDUE, DigestKey.DUE]
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert (window.page_key(), window.page().ledger.wanted.tab) == ("issues", "overdue")
    dialog.open_list(DigestKey.STUCK)
    assert window.page().ledger.wanted.flags == {"stuck"}
    dialog.open_list(DigestKey.UNLOGGED)
    assert window.page_key() == "today"


def test_what_is_copied_holds_no_petitioner_and_no_matter(desk: Any, clock: Clock) -> None:
    ctx, _window, digests = desk
    with ctx.store.read() as session:
        names = [name for name in session.scalars(select(Petitioner.name)) if name]
        titles = list(session.scalars(select(Issue.title)))
    digests.open()
    digests.dialog.copy()
    said = QApplication.clipboard().text()

    assert "0287" in said
    assert [word for word in (*names, *titles) if word in said] == []


def test_nothing_waits_nothing_is_said(qtbot: QtBot, ctx: AppContext, clock: Clock) -> None:
    window = MainWindow(ctx.machine)
    qtbot.addWidget(window)
    window.open(ctx, "today")
    digests = DigestClock(ctx, now=clock.now)
    digests.start()
    assert not shown(window, digests)
    assert digests.memory.given() is not None
    digests.stop()


def test_the_switch_of_the_office_and_that_of_this_computer(desk: Any, clock: Clock) -> None:
    ctx, window, digests = desk
    digests.memory.switch(on=False)
    digests.look()
    assert not shown(window, digests)
    digests.memory.switch(on=True)
    with ctx.store.write("Settings") as session:
        save_settings(session, digest_at="")
    digests.look()
    assert not shown(window, digests)
    with ctx.store.write("Settings") as session:
        save_settings(session, digest_at="16:00")
    digests.look()
    assert not shown(window, digests)
    clock.set("2026-11-23T16:00")
    digests.look()
    assert shown(window, digests)


def test_a_lock_takes_it_out_of_sight(desk: Any) -> None:
    _ctx, _window, digests = desk
    digests.open()
    lock_signals().about_to_lock.emit()
    assert digests.dialog is None


def test_where_there_is_no_tray_it_stays_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    tray = Tray()
    assert (tray.show(), tray.tell("a", "b")) == (False, False)
    tray.hide()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support", extend=True)
def test_a_tray_tells_and_its_click_opens_the_digest(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _ctx, _window, digests = desk
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, title, words, *_more: told.append(title + words))
    assert digests.tray.show()
    assert digests.tray.tell("Digest", "!")
    assert told == ["Digest!"]
    digests.tray.clicked.emit()
    assert digests.dialog is not None


def test_ctrl_shift_d_opens_it_from_any_page(desk: Any, qtbot: QtBot) -> None:
    ctx, window, digests = desk
    ctx.show_digest = digests.open
    window.run_action("digest")
    assert digests.dialog is not None
    qtbot.keyClick(digests.dialog, Qt.Key.Key_Escape)
    assert digests.dialog is None
