"""Dragging a visit across the board, offscreen: from a pointer's move to the frame painted; and scrolling it.

The county is made up (a visit a week for every leader, three leaders in ten away); every third cell is barred while
a visit is in the hand, so that hatching is paid for. Judging a place is measured by the tests of `moves`.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from core.visits import Half
from desktop.app import dress
from desktop.calendar.board_view import BoardView
from desktop.calendar.verdict import Line, Tone, Verdict
from tests.bench.timing import milliseconds, p95
from tests.boards import made_up

FRAMES = 400
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def path(view: BoardView) -> Iterator[QPointF]:
    """Yield points to and fro across the whole body."""
    body = view.body_rect()
    for n in itertools.count():
        across, down = (n * 7) % (2 * int(body.width())), (n * 3) % (2 * int(body.height()))
        x = across if across < body.width() else 2 * body.width() - across
        y = down if down < body.height() else 2 * body.height() - down
        yield QPointF(
            body.left() + min(max(x, 20), body.width() - 20), body.top() + min(max(y, 20), body.height() - 20)
        )


def dragged(application: QApplication, rows: int, weeks: int, size: tuple[int, int], zoom: int = 0) -> list[float]:
    """Return the milliseconds of each frame of a long drag."""
    view = BoardView(made_up(rows, weeks))
    view.resize(*size)
    for _step in range(zoom):
        view.zoom(-1)
    view.show()
    barred = {
        (row.id, day, half): "本人不在"
        for n, row in enumerate(view.data.rows)
        for m, day in enumerate(view.data.dates)
        for half in (Half.MORNING, Half.AFTERNOON)
        if (n + m) % 3 == 0
    }
    lines = (Line(Tone.FREE, "12月4日 周五上午，本人有空"), Line(Tone.CALM, "距上次到访 9 天（11月25日）"))
    view.judge = lambda _visit, _place: Verdict("许国安 → 永兴镇", lines)
    view.invalid_cells = lambda _visit: barred
    application.processEvents()
    place = view.layout_now.plan(1, view.data.visits[weeks].day).chips[0]
    send(view, QEvent.Type.MouseButtonPress, view.from_body(place.rect).center())
    points = itertools.islice(path(view), FRAMES)
    taken = [milliseconds(lambda at=point: frame(application, view, at)) for point in points]
    view.drag.cancel()
    view.close()
    return taken[1:]


def scrolled(application: QApplication) -> list[float]:
    """Return the milliseconds of each step of scrolling 60 rows."""
    view = BoardView(made_up(60, 5))
    view.resize(1367, 660)
    view.show()
    application.processEvents()
    bar, taken = view.verticalScrollBar(), []
    for n in range(200):

        def step(to: int = (n * 20) % max(bar.maximum(), 1)) -> None:
            bar.setValue(to)
            application.processEvents()

        taken.append(milliseconds(step))
    view.close()
    return taken[1:]


def frame(application: QApplication, view: BoardView, at: QPointF) -> None:
    """Move the pointer and paint."""
    send(view, QEvent.Type.MouseMove, at)
    application.processEvents()


def send(view: BoardView, kind: QEvent.Type, at: QPointF) -> None:
    """Send one event of the mouse."""
    globally = QPointF(view.viewport().mapToGlobal(at.toPoint()))
    QApplication.sendEvent(view.viewport(), QMouseEvent(kind, at, globally, LEFT, LEFT, NONE))


def run() -> list[tuple[str, float, str]]:
    """Drag across 32 rows by 35 days, across 60 by 65 (70 days are ten weeks), and scroll."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dress(application, "light")
    usual, big = dragged(application, 32, 5, (1367, 660)), dragged(application, 60, 10, (1840, 1000), zoom=2)
    turned = scrolled(application)
    return [
        ("32 x 35, a frame while dragging, p50", statistics.median(usual), "ms"),
        ("32 x 35, a frame while dragging, p95", p95(usual), "ms"),
        ("60 x 70 at 1840 x 1000, a frame while dragging, p95", p95(big), "ms"),
        ("60 rows, a step of scrolling, p95", p95(turned), "ms"),
    ]
