"""The panel at the right of a list: title, facts, sections with lines that can be opened, buttons at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.deadlines import Timeliness, timeliness_text
from core.i18n import is_chinese
from desktop.theme import theme
from desktop.widgets.kinds import Sealed
from desktop.widgets.marks import deadline_width, paint_deadline, paint_seal
from desktop.widgets.strokes import hairline, paint_phrase, paint_words, phrase_width
from desktop.widgets.text import PlainLabel, Rule, SectionTitle, plain_tooltip

WIDTH, NARROW_WIDTH = 388, 340
NARROW_WINDOW = 1400
"""Windows up to here leave the list more room."""
SIDE = 22


class PanelLine(QAbstractButton):
    """One line of a section: date or label, seal, words, and a grey or timed note at the right.

    Args:
        words: The main words.
        lead: Words in a column of their own at the left, such as the day.
        lead_width: Width of that column.
        seal: A kind, or a row with `seal` and `colour`.
        hollow: The seal of what is over.
        note: Grey words at the right.
        note_tone: Colour token of the note.
        below: A grey second line.
        timeliness: A deadline in the second line.
        tone: Colour token of the words.
    """

    def __init__(
        self,
        words: str,
        *,
        lead: str = "",
        lead_width: int = 64,
        seal: Sealed | str | None = None,
        hollow: bool = False,
        note: str = "",
        note_tone: str = "ink3",
        below: str = "",
        timeliness: Timeliness | None = None,
        tone: str = "ink",
    ) -> None:
        super().__init__()
        self._words, self._lead, self._lead_width = words, lead, lead_width if lead else 0
        self._seal, self._hollow, self._note, self._note_tone = seal, hollow, note, note_tone
        self._below, self._timeliness, self._tone = below, timeliness, tone
        spoken = [lead, words, note, below, timeliness_text(timeliness) if timeliness else ""]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        plain_tooltip(self, f"{words}\n{note}" if note else words)
        self.setFixedHeight(48 if below or timeliness else 30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def dead(self) -> PanelLine:
        """Lead nowhere: no hand, no focus."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=True)
        return self

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        area = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.fillRect(area.adjusted(-4, 0, 4, -1), colours.sunken)
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1), colours.line)
        two = bool(self._below or self._timeliness)
        line = QRectF(area.left(), 2 if two else 0, area.width(), 22 if two else area.height() - 1)
        if self._lead:
            paint_phrase(
                painter, QRectF(line.left(), line.top(), self._lead_width - 6, line.height()), self._lead, colours.ink2
            )
        x = line.left() + self._lead_width
        if self._seal is not None:
            paint_seal(painter, QRectF(x, round(line.center().y() - 8), 16, 16), self._seal, self._hollow)
            x += 23
        taken = deadline_width(self._timeliness) + 14 if self._timeliness is not None else 0
        note = min(phrase_width(self._note), int(line.right() - x - taken)) if self._note else 0
        room = line.right() - x - (note + 10 if note and not two else 0)
        paint_words(painter, QRectF(x, line.top(), room, line.height()), self._words, colours.colour(self._tone))
        under = QRectF(x, 23, line.right() - x, 22) if two else line
        if note:
            place = QRectF(line.right() - note, under.top(), note, under.height())
            paint_phrase(painter, place, self._note, colours.colour(self._note_tone))
        if self._timeliness is not None:
            paint_deadline(
                painter, QRectF(x, under.top(), deadline_width(self._timeliness) + 4, under.height()), self._timeliness
            )
        elif self._below:
            paint_words(painter, under.adjusted(0, 0, -note - 8, 0), self._below, colours.ink2, px=13)
        if self.hasFocus():
            painter.setPen(colours.focus)
            painter.drawRect(area.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.end()


class Facts(QWidget):
    """Grey labels at the left, words at the right; what is empty is left out."""

    def __init__(self, *, label_width: int = 0) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, label_width or (64 if is_chinese() else 108))

    def add(self, label: str, words: str, *, tone: str = "") -> None:
        """Add a fact."""
        if not words:
            return
        row = self._grid.rowCount()
        self._grid.addWidget(PlainLabel(label, tone="ink3"), row, 0, Qt.AlignmentFlag.AlignTop)
        shown = PlainLabel(words, tone=tone, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(f"{label}: {words}")
        self._grid.addWidget(shown, row, 1)


class SidePanel(QWidget):
    """A panel on paper of its own; `begin` empties it, then facts and sections are added."""

    def __init__(self, name: str, *, width: int = WIDTH) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(width)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        column.addWidget(self._scroll, 1)
        self._foot_line = Rule("line2")
        column.addWidget(self._foot_line)
        self._foot_holder = QWidget()
        self._foot = QHBoxLayout(self._foot_holder)
        self._foot.setContentsMargins(SIDE, 11, SIDE, 12)
        self._foot.setSpacing(8)
        column.addWidget(self._foot_holder)
        self._foot_line.hide()
        self._foot_holder.hide()
        self.body = QVBoxLayout()
        self.begin()

    def fit(self) -> None:
        """Be as wide as the window leaves room for."""
        self.setFixedWidth(WIDTH if self.window().width() >= NARROW_WINDOW else NARROW_WIDTH)

    def begin(self) -> None:
        """Empty the panel."""
        at = self._scroll.verticalScrollBar().value()
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(SIDE, 20, SIDE, 20)
        self.body.setSpacing(0)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidget(holder)
        holder.setAutoFillBackground(False)  # setWidget turns it on; the panel's own ground must show
        self._scroll.verticalScrollBar().setValue(at)

    def top(self) -> None:
        """Scroll to the top: another thing is shown."""
        self._scroll.verticalScrollBar().setValue(0)

    def title(self, words: str, below: str = "") -> None:
        """Add the serif title and grey words under it."""
        self.body.addWidget(PlainLabel(words, px=19, bold=True, serifed=True, wrap=True))
        if below:
            self.body.addSpacing(2)
            self.body.addWidget(PlainLabel(below, px=13, tone="ink2", wrap=True))
        self.body.addSpacing(12)

    def facts(self) -> Facts:
        """Add a block of facts and return it."""
        made = Facts()
        self.body.addWidget(made)
        return made

    def section(self, title: str, note: str = "", *buttons: QWidget) -> SectionTitle:
        """Begin a section; its lines follow with `add`."""
        self.body.addSpacing(20)
        made = SectionTitle(title, note)
        for button in buttons:
            made.add(button)
        self.body.addWidget(made)
        return made

    def add(self, widget: QWidget) -> None:
        """Add a widget below what is there."""
        self.body.addWidget(widget)

    def line(self, line: PanelLine, do: Callable[[], object] | None) -> PanelLine:
        """Add a line that calls *do* when it is pressed."""
        if do is None:
            line.dead()
        else:
            line.clicked.connect(lambda _checked=False: do())
        self.body.addWidget(line)
        return line

    def calm(self, words: str) -> None:
        """Say that a section is empty."""
        label = PlainLabel(words, px=13, tone="ink3", wrap=True)
        label.setContentsMargins(0, 6, 0, 4)
        self.body.addWidget(label)

    def foot(self, *widgets: QWidget) -> None:
        """Put buttons at the foot, sharing its width."""
        for widget in widgets:
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._foot.addWidget(widget)
        self._foot_line.setVisible(bool(widgets))
        self._foot_holder.setVisible(bool(widgets))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        hairline(painter, QRectF(self.rect()).topLeft(), QRectF(self.rect()).bottomLeft(), theme().line2)
        painter.end()
