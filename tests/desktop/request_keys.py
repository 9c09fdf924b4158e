"""Pressing keys in what lists and takes in requests."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.queries.requests import unplaced
from desktop.widgets.form import FormDialog

TODAY = date(2026, 11, 23)


def waiting(ctx):
    with ctx.store.read() as session:
        return unplaced(session, today=TODAY, calendar=ctx.calendar, settings=ctx.settings)


def press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def type_into(widget, words):
    widget.setFocus()
    widget.selectAll()
    for sign in words:  # QTest.keyClicks knows Latin letters only
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(widget, key)
    QApplication.processEvents()


def opened(page):
    page.show_requests()
    return page.requests.panel


def awake(dialog):
    dialog.activateWindow()
    for _turn in range(100):
        if dialog.isActiveWindow():
            break
        QTest.qWait(10)


def save(dialog):
    awake(dialog)
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if isinstance(dialog, FormDialog):
        QTest.qWait(150)  # its button is pressed for a moment first


def places(panel):
    return [row.township for row in panel.list.rows.rows()]
