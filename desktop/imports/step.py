"""What a step of the wizard is, and the line of steps at the top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.imports.session import ImportSession
from desktop.theme import theme
from desktop.widgets import KeyHint, Mark, PlainLabel, box, hairline
from desktop.widgets.layouts import clear_layout
from desktop.widgets.strokes import BASELINE

HIGH, CIRCLE, GAP = 40, 20, 8


class Step(QWidget):
    """One task of the wizard, filling the page below the line of steps."""

    title = ""
    keys: tuple[tuple[str, str], ...] = ()
    """Key hints for the bar at the lower edge: pairs of key and msgid."""

    def __init__(self, session: ImportSession) -> None:
        super().__init__()
        self.session = session
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @property
    def in_sight(self) -> bool:
        """Whether this is the step being shown, whether or not its window is."""
        parent = self.parentWidget()
        return isinstance(parent, QStackedWidget) and parent.currentWidget() is self

    def shown(self) -> None:
        """Come up: show the plan as it is now."""

    def blocker(self) -> str:
        """Return why the next step must wait, a whole sentence; "" when it need not."""
        return ""

    def focus_first(self) -> None:
        """Put the focus where work begins."""

    def focus_problem(self) -> None:
        """Put the focus on what the blocker speaks of."""
        self.focus_first()


class KeyBar(QWidget):
    """The bar at the lower edge: keys at the left, what is going on or in the way at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HIGH)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(18)
        self.status = PlainLabel(px=13, tone="ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(18)
        row.addLayout(self._keys)
        row.addStretch(1)
        row.addWidget(self.status)

    def show_keys(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show these keys, each with the msgid of what it does."""
        clear_layout(self._keys)
        for keys, words in pairs:
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(KeyHint(_(keys)))
            row.addWidget(PlainLabel(_(words), px=13, tone="ink2"))
            self._keys.addWidget(pair)


class _StepItem(QAbstractButton):
    def __init__(self, number: int, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self.current = number, 1
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(f"{number} {title}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt and the arrows walk the steps
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(CIRCLE + GAP + metrics(14, bold=True).horizontalAdvance(self.text()) + 4, HIGH)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        place = QRectF(0, (HIGH - CIRCLE) / 2, CIRCLE, CIRCLE)
        done, here = self.number < self.current, self.number == self.current
        if done:
            box(painter, place, radius=CIRCLE / 2, fill=colours.ink2)
            paint_icon(painter, place.adjusted(4, 4, -4, -4), "check", colours.page)
        else:
            box(
                painter,
                place,
                radius=CIRCLE / 2,
                fill=colours.acc if here else None,
                border=colours.acc if here else colours.line3,
                width=1.5,
            )
            painter.setFont(sans(12, bold=True))
            painter.setPen(colours.onacc if here else colours.ink3)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(sans(14, bold=here))
        painter.setPen(colours.acc if here else colours.ink2 if done else colours.ink3)
        painter.drawText(QRectF(self.rect()).adjusted(CIRCLE + GAP, 0, 0, 0), int(BASELINE), self.text())
        painter.end()


class _Link(Mark):
    def __init__(self) -> None:
        super().__init__(QSize(44, HIGH))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        y = round(rect.center().y())
        hairline(painter, QPointF(rect.left(), y), QPointF(rect.right(), y), theme().line2)


class StepLine(QWidget):
    """The four steps; done ones have a tick and may be gone back to. Signal: wanted(int): a step by its index."""

    wanted = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 4)
        row.setSpacing(12)
        self._items: list[_StepItem] = []
        for number, title in enumerate(titles, 1):
            if self._items:
                row.addWidget(_Link())
            item = _StepItem(number, title, self)
            item.clicked.connect(lambda _checked=False, at=number - 1: self.wanted.emit(at))
            self._items.append(item)
            row.addWidget(item)
        row.addStretch(1)

    def show_step(self, index: int) -> None:
        """Mark the step in sight; one beyond the last means that all is done."""
        for item in self._items:
            item.current = index + 1
            item.setCursor(Qt.CursorShape.PointingHandCursor if item.number <= index else Qt.CursorShape.ArrowCursor)
            item.update()
        self.setAccessibleName(_("Step {n} of {all}").format(n=min(index + 1, len(self._items)), all=len(self._items)))
