"""Slow work off the GUI thread: progress, cancel, and faults delivered where the user is.

The work opens its own sessions (`store.read()`, `store.write(...)`) inside its thread and never touches a widget.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import delete
from typing_extensions import override

from core.errors import UserError
from desktop.errors import show_refusal

_stuck: list[QObject] = []
_at_work: set[QObject] = set()


def _begin(task: QObject) -> None:
    """Let Python's collector rest while *task* runs: Qt dies if widgets are taken apart beside a working thread."""
    _at_work.add(task)
    gc.disable()


def _ended(task: QObject) -> None:
    _at_work.discard(task)
    if not _at_work:
        gc.enable()


class Cancelled(Exception):
    """The user stopped the work; raised by `Task.step` inside it."""


class Task(QObject):
    """One piece of slow work.

    Signals: progressed(int, int, str): done, in all (0: unknown), words. finished(): whatever the end was.
    """

    progressed = Signal(int, int, str)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, label: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int = 0, total: int = 0, words: str = "") -> None:
        """Report progress from inside the work.

        Raises:
            Cancelled: the user stopped it; let it pass, so that an open write rolls back.
        """
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, words)


class _Work(QRunnable):
    def __init__(self, task: Task, work: Callable[[Task], Any]) -> None:
        super().__init__()
        self._task, self._work = task, work
        self.setAutoDelete(True)

    @override
    def run(self) -> None:
        try:
            result, fault = self._work(self._task), None
        except BaseException as error:  # noqa: BLE001 - every fault must reach the GUI thread
            result, fault = None, error
        try:
            self._task._ended.emit(result, fault)  # noqa: SLF001
        except RuntimeError:  # the window is gone already
            return


@dataclass(frozen=True, slots=True)
class _After:
    """What follows the work."""

    done: Callable[[Any], object] | None
    failed: Callable[[BaseException], object] | None
    widget: QWidget | None


class Tasks(QObject):
    """Starts slow work on a pool of threads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self.running: list[Task] = []

    def start(
        self,
        label: str,
        work: Callable[[Task], Any],
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        widget: QWidget | None = None,
    ) -> Task:
        """Run *work(task)* in a thread, then *done(result)* in this one.

        Args:
            label: What the user is told is going on.
            work: The slow part; it calls `task.step(...)` often.
            done: Called with the result, in the GUI thread.
            failed: Called with the fault in place of showing it; a Cancelled comes only here.
            widget: Refusals are shown at it.
        """
        task = Task(label, self)
        self.running.append(task)
        after = _After(done, failed, widget)
        task._ended.connect(lambda result, fault: self._end(task, result, fault, after))  # noqa: SLF001
        _begin(task)
        self._pool.start(_Work(task, work))
        return task

    def wait(self, milliseconds: int = -1) -> bool:
        """Stop all work and wait for it, at closing; return whether it ended in time."""
        for task in self.running:
            task.cancel()
        return self._pool.waitForDone(milliseconds)

    def end(self, milliseconds: int) -> None:
        """Stop all work for good and go, here in the GUI thread.

        Left to Python, the collector may take this object apart in some worker's thread, and Qt dies of that.
        """
        if self.wait(milliseconds):
            for task in self.running:  # their last word will not be heard any more
                _ended(task)
            delete(self)
        else:
            _stuck.append(self)  # its thread still runs: deleting the pool would wait for it forever

    def _end(
        self,
        task: Task,
        result: Any,
        fault: BaseException | None,
        after: _After,
    ) -> None:
        self.running.remove(task)
        _ended(task)
        task.finished.emit()
        task.deleteLater()
        if fault is None:
            if after.done is not None:
                after.done(result)
        elif after.failed is not None:
            after.failed(fault)
        elif isinstance(fault, (UserError, OSError)):
            show_refusal(after.widget, fault)
        elif not isinstance(fault, Cancelled):
            raise fault  # reaches sys.excepthook, which shows a number and logs it
