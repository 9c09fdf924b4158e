"""While slow work runs in a thread, Python's collector rests: it would take Qt objects apart beside the work."""

from __future__ import annotations

import gc
import threading

from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks


def test_the_collector_rests_while_work_runs_and_goes_on_after_the_last(qtbot: QtBot) -> None:
    tasks, hold, ended = Tasks(), threading.Event(), []
    for _ in range(2):
        tasks.start("Work", lambda _task: hold.wait(10), done=ended.append)

    assert not gc.isenabled()
    hold.set()
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert gc.isenabled()
    tasks.end(1000)


def test_the_collector_goes_on_when_the_schedule_is_closed_in_the_middle(qtbot: QtBot) -> None:
    tasks, hold = Tasks(), threading.Event()
    tasks.start("Work", lambda _task: hold.wait(10))
    hold.set()

    tasks.end(5000)

    assert gc.isenabled()


def test_work_that_fails_lets_the_collector_go_on(qtbot: QtBot) -> None:
    tasks, faults = Tasks(), []

    def work(_task: object) -> None:
        raise OSError

    tasks.start("Work", work, failed=faults.append)
    qtbot.waitUntil(lambda: len(faults) == 1)

    assert gc.isenabled()
    tasks.end(1000)
