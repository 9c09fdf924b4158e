"""The board on trial: eight leaders, two weeks, four visits; it notes every wish and everything it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.visits import Half, VisitState
from desktop.calendar.board_view import BoardView
from desktop.calendar.place import Place
from desktop.calendar.verdict import Line, Tone, Verdict
from tests.boards import MONDAY, made_up, visit

NO_KEY = Qt.KeyboardModifier.NoModifier
SHIFT, ALT, CONTROL = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip
LEFT = Qt.MouseButton.LeftButton
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(n) for n in (1, 2, 3))
M, A, W = Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY


def the(id, row, day, half, **more):
    return replace(visit(row, 0), id=id, day=day, half=half, state=VisitState.SET, **more)


FIRST, SECOND, THIRD, LATE = 1, 2, 3, 4
VISITS = (
    the(FIRST, 0, TUESDAY, M),
    the(SECOND, 1, WEDNESDAY, A),
    the(THIRD, 2, THURSDAY, W),
    replace(the(LATE, 3, MONDAY, M), state=VisitState.DONE),
)


def noting_board(qtbot, machine):
    """Return a board in sight that notes its wishes in `wishes` and its words in `heard`."""
    view = BoardView(replace(made_up(8, 2), visits=VISITS, hatches=()), machine)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    view.wishes = []
    for name in ("place", "swap", "resize", "place_request", "open", "new", "period", "menu", "cell"):
        signal = getattr(view, f"{name}_wanted")
        signal.connect(lambda *args, name=name: view.wishes.append((name, *args)))
    view.refused.connect(lambda *args: view.wishes.append(("refused", *args[:2])))
    view.closed.connect(lambda: view.wishes.append(("closed",)))
    view.heard = []
    view.said.connect(view.heard.append)
    return view


def spot(view, row, day, half):
    return view.place_rect(Place(day, half, leader_id=row)).center().toPoint()


def centre(view, id):
    return view.chip_rect(id).center().toPoint()


def drag(view, id, to, *, drop=True, modifier=NO_KEY, start=None):
    start = start or centre(view, id)
    viewport = view.viewport()
    QTest.mousePress(viewport, LEFT, NO_KEY, start)
    for point in (start + QPoint(14, 0), to):
        move(view, point, modifier)
    if drop:
        QTest.mouseRelease(viewport, LEFT, modifier, to)


def move(view, at, modifier=NO_KEY):
    globally = QPointF(view.viewport().mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), globally, Qt.MouseButton.NoButton, LEFT, modifier)
    QApplication.sendEvent(view.viewport(), event)


def press(view, *keys, modifier=NO_KEY):
    for key in keys:
        QTest.keyClick(view, key, modifier)


def forbid(view):
    view.judge = lambda _visit, _place: Verdict("", (Line(Tone.STOP, "本人不在"),))
