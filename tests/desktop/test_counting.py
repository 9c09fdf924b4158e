"""Counting what would move: the window lives on meanwhile, and closing what asked for it drops the count unwritten."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.errors import NameTaken
from core.issues import IssueDraft
from db.queries.calendar_changes import own_days
from db.services.issues import register_issues
from db.store import Store
from desktop.context import AppContext
from desktop.settings import clock_recount, counting, day_moves
from desktop.settings.clock_recount import RecountDialog
from desktop.settings.counting import Counting, CountingSheet
from desktop.settings.day_moves import MovesDialog
from desktop.settings.days_section import DayForm, DaysSection
from desktop.tasks import Cancelled, Task
from tests.db.county import CALENDAR, SETTINGS, ask, do, found_county
from tests.desktop.pages import Window


class Slow:
    """A count in the test's hand: it begins, and ends when it may."""

    def __init__(self) -> None:
        self.may_end, self.begun, self.stopped = threading.Event(), threading.Event(), threading.Event()
        self.threads: list[int] = []

    def __call__(self, real: Any) -> Any:
        def count(*given: Any, step: Any, **more: Any) -> Any:
            self.threads.append(threading.get_ident())
            self.begun.set()
            try:
                while not self.may_end.wait(0.005):
                    step(1, 2)
            except Cancelled:
                self.stopped.set()
                raise
            return real(*given, step=step, **more)

        return count


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """Return the count of both previews; it goes on until it may end."""
    made = Slow()
    monkeypatch.setattr(day_moves, "moves", made(day_moves.moves))
    monkeypatch.setattr(clock_recount, "would_move", made(clock_recount.would_move))
    monkeypatch.setattr(counting, "SHEET_MS", 20)
    yield made
    made.may_end.set()


@pytest.fixture
def office(store: Store) -> Store:
    """Return a schedule with an issue whose date a day off in January 2027 moves."""
    found_county(store)
    draft = IssueDraft("a", "修路", date(2027, 1, 25), 1, limit_amount=10, limit_unit="working")
    do(store, register_issues, [draft], calendar=CALENDAR, settings=SETTINGS)
    return store


@pytest.fixture
def section(qtbot: QtBot, ctx: AppContext, office: Store, room: QWidget) -> DaysSection:
    ctx.attach(Window())
    made = DaysSection(ctx)
    qtbot.addWidget(made)
    made.show_year(2027)
    made.show()
    return made


def begun(qtbot: QtBot, section: DaysSection, slow: Slow) -> DayForm:
    """Return a form whose change is being counted."""
    form = section.edit_day(None)
    assert form is not None
    form.day.setText("2027-01-28")
    form.name.setText("县庆")
    form.try_save()
    qtbot.waitUntil(slow.begun.is_set)
    return form


def gone(widget: QDialog) -> None:
    """Let Qt delete *widget* now."""
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def previews() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MovesDialog) and each.isVisible()]


def test_the_window_lives_on_while_it_is_counted(qtbot: QtBot, section: DaysSection, slow: Slow) -> None:
    ticks: list[int] = []
    beat = QTimer(interval=5)
    beat.timeout.connect(lambda: ticks.append(1))
    beat.start()
    form = begun(qtbot, section, slow)
    qtbot.waitUntil(lambda: len(ticks) > 10)
    assert threading.get_ident() not in slow.threads
    assert form.entry is not None
    assert form.entry.counting.is_running
    qtbot.waitUntil(lambda: form.entry.counting.sheet is not None)
    sheet = form.entry.counting.sheet
    qtbot.waitUntil(lambda: (sheet.bar.value(), sheet.bar.maximum()) == (1, 2))

    slow.may_end.set()
    qtbot.waitUntil(lambda: form.entry.dialog is not None)
    assert form.entry.dialog.isVisible()
    assert form.isVisible()
    assert form.entry.counting.sheet is None
    form.entry.dialog.save()
    assert [each.day for each in ask(section.ctx.store, own_days)] == [date(2027, 1, 28)]


@pytest.mark.parametrize("deleted", [False, True])
def test_the_form_closed_meanwhile_nothing_is_shown_or_written(
    qtbot: QtBot, section: DaysSection, slow: Slow, deleted: bool
) -> None:
    form = begun(qtbot, section, slow)
    form.reject()
    if deleted:
        gone(form)
    qtbot.waitUntil(slow.stopped.is_set)
    qtbot.waitUntil(lambda: not section.ctx.tasks.running)

    assert previews() == []
    assert ask(section.ctx.store, own_days) == []


def test_a_result_that_comes_just_as_the_form_goes_is_dropped(qtbot: QtBot, section: DaysSection, slow: Slow) -> None:
    form = begun(qtbot, section, slow)
    slow.may_end.set()
    assert section.ctx.tasks._pool.waitForDone(5000)  # its result waits in the queue of this thread
    gone(form)
    qtbot.waitUntil(lambda: not section.ctx.tasks.running)

    assert previews() == []
    assert ask(section.ctx.store, own_days) == []


def test_cancel_on_the_sheet_leaves_the_form_for_another_try(qtbot: QtBot, section: DaysSection, slow: Slow) -> None:
    form = begun(qtbot, section, slow)
    qtbot.waitUntil(lambda: form.entry.counting.sheet is not None)
    form.entry.counting.sheet.reject()
    qtbot.waitUntil(slow.stopped.is_set)
    assert form.isVisible()
    assert previews() == []

    slow.may_end.set()
    form.try_save()
    qtbot.waitUntil(lambda: form.entry.dialog is not None)
    form.entry.dialog.save()
    assert [each.day for each in ask(section.ctx.store, own_days)] == [date(2027, 1, 28)]


def test_pressed_twice_it_is_written_once(qtbot: QtBot, section: DaysSection, slow: Slow) -> None:
    form = begun(qtbot, section, slow)
    form.try_save()
    slow.may_end.set()
    qtbot.waitUntil(lambda: form.entry.dialog is not None)
    qtbot.waitUntil(lambda: not section.ctx.tasks.running)
    assert len(previews()) == 1


def test_running_dates_are_counted_beside_the_window_and_esc_is_safe(
    qtbot: QtBot, ctx: AppContext, office: Store, room: QWidget, slow: Slow
) -> None:
    dialog = RecountDialog(ctx, room)
    dialog.open()
    qtbot.waitUntil(slow.begun.is_set)
    assert not dialog.go.isEnabled()
    dialog.reject()
    gone(dialog)
    qtbot.waitUntil(slow.stopped.is_set)
    qtbot.waitUntil(lambda: not ctx.tasks.running)


def test_cancel_of_the_recount_closes_its_dialog(
    qtbot: QtBot, ctx: AppContext, office: Store, room: QWidget, slow: Slow
) -> None:
    dialog = RecountDialog(ctx, room)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.counting.sheet is not None)
    dialog.counting.sheet.reject()
    assert ended == [QDialog.DialogCode.Rejected]
    qtbot.waitUntil(lambda: not ctx.tasks.running)


def test_a_refusal_is_shown_and_gives_it_up(
    qtbot: QtBot, ctx: AppContext, room: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(counting, "show_refusal", lambda _home, error: shown.append(str(error)))

    def work(_task: Task) -> None:
        raise NameTaken(name="甲")

    made = Counting(ctx, room, work, shown.append, lambda: shown.append("given up"))
    qtbot.waitUntil(lambda: not made.is_running)
    assert shown[0] == "given up"
    assert "甲" in shown[1]


def test_what_is_counted_quickly_shows_no_sheet(qtbot: QtBot, ctx: AppContext, room: QWidget) -> None:
    found: list[int] = []
    made = Counting(ctx, room, lambda _task: 7, found.append)
    qtbot.waitUntil(lambda: found == [7])
    qtbot.wait(20)
    assert made.sheet is None
    assert room.findChildren(CountingSheet) == []
