"""Faults that nobody foresaw, where Qt calls us: each gets a number and a line in the log, and work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QEventLoop, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.context import AppContext
from desktop.errors import Faults
from desktop.machine import Machine
from desktop.main_window import MainWindow
from desktop.tasks import Tasks
from desktop.widgets import Message
from tests.desktop.pages import ENTRIES

WORDS = "王大妈说的话"


class BrokenModel(QAbstractTableModel):
    """A model with a fault in what every paint asks for."""

    @override
    def rowCount(self, parent: Any = None) -> int:
        return 3

    @override
    def columnCount(self, parent: Any = None) -> int:
        return 1

    @override
    def data(self, index: Any, role: int = 0) -> Any:
        raise LookupError("model")


class BrokenPaint(QWidget):
    """A widget that cannot paint itself."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            raise ArithmeticError("paint")
        finally:
            painter.end()


class Form(QWidget):
    """A form with words in it, and a button with a fault behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(WORDS)
        self.button = QPushButton("Save")
        self.button.clicked.connect(self._save)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)

    def _save(self) -> None:
        raise ZeroDivisionError("slot")


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def faults(tmp_path: Path) -> Iterator[Faults]:
    """Faults not yet caught; `install` inside the test, or pytest-qt hears them first."""
    made = Faults(tmp_path / "log" / "onsite-days.log")
    yield made
    made.uninstall()
    for box in boxes():
        box.accept()


def boxes() -> list[Message]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Message) and each.isVisible()]


def spin(milliseconds: int = 120) -> None:
    """Run Qt's loop as the app does; what Python itself calls would get the fault back as an exception."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def number_of(box: Message) -> str:
    return box.text.text().split("number ")[1].split(")")[0]


def log(faults: Faults) -> str:
    return faults.log.read_text(encoding="utf-8")


def still_usable(form: Form) -> bool:
    form.field.insert("！")
    return form.isVisible() and form.field.text() == f"{WORDS}！"


def test_a_fault_in_a_slot(qtbot: QtBot, form: Form, faults: Faults) -> None:
    faults.install()
    form.button.click()
    (box,) = boxes()
    assert number_of(box) in log(faults)
    assert "ZeroDivisionError: slot" in log(faults)
    box.accept()
    assert still_usable(form)


def test_a_fault_in_a_timer(qtbot: QtBot, form: Form, faults: Faults) -> None:
    faults.install()
    QTimer.singleShot(0, form._save)
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert number_of(boxes()[0]) in log(faults)
    assert still_usable(form)


@pytest.mark.parametrize("broken", ["model", "paint"])
def test_a_fault_at_every_paint_is_told_once_and_does_not_come_back_for_ever(
    qtbot: QtBot, form: Form, faults: Faults, broken: str
) -> None:
    faults.install()
    view: QWidget = BrokenPaint()
    if broken == "model":
        view = QTableView()
        view.setModel(BrokenModel(view))
    view.setParent(form)
    view.resize(80, 80)
    view.show()
    spin()
    (box,) = boxes()
    assert number_of(box) in log(faults)
    box.accept()
    for _turn in range(5):
        view.update()
        spin(40)
    assert boxes() == []
    view.hide()
    assert still_usable(form)


def test_a_fault_in_a_thread_and_in_slow_work(qtbot: QtBot, form: Form, faults: Faults) -> None:
    faults.install()

    def fail(*_task: object) -> None:
        raise LookupError("thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert number_of(boxes()[0]) in log(faults)
    boxes()[0].accept()

    def work(_task: object) -> None:
        raise MemoryError("work")

    Tasks(form).start("Work", work, widget=form)
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert number_of(boxes()[0]) in log(faults)
    assert "MemoryError: work" in log(faults)
    assert still_usable(form)


def test_a_fault_while_closing_keeps_the_window_once_and_lets_it_go_the_second_time(
    qtbot: QtBot, machine: Machine, ctx: AppContext, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(machine, ENTRIES)
    qtbot.addWidget(window)
    window.open(ctx)
    window.show()
    faults.install()

    def leave() -> bool:
        raise RuntimeError("leaving")

    monkeypatch.setattr(window.page(), "leave", leave)
    QTimer.singleShot(0, window.windowHandle().close)
    spin()
    assert window.isVisible()
    assert number_of(boxes()[0]) in log(faults)
    boxes()[0].accept()
    QTimer.singleShot(0, window.windowHandle().close)
    spin()
    assert not window.isVisible()


def test_the_hooks_are_put_back(faults: Faults) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    faults.install()
    faults.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
