"""The right column: what a proposal is worth before and after, and what it leaves open with ways out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from core.planner.changes import Change
from core.planner.problem import Problem
from core.planner.quality import Loss, QualityLine
from core.planner.relax import Relaxation
from core.planner.unmet import Unmet
from desktop.rotation.linked_text import LinkedText
from desktop.rotation.visit_bars import VisitBars
from desktop.theme import theme
from desktop.widgets import ElidedLabel, PlainLabel, QuietButton, Rule
from desktop.widgets.layouts import clear_layout

WIDTH: Final = 308
_MOST_LOSSES: Final = 3
_MOST_UNMET: Final = 40


class QualityPanel(QWidget):
    """Signals: fix_wanted(object): a Change; show_wanted(object): a PlannedVisit."""

    fix_wanted = Signal(object)
    show_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setProperty("surface", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Quality of the plan"))
        self.items: list[QWidget] = []
        self.notes: list[LinkedText] = []
        self._figures, self._open = QVBoxLayout(), QVBoxLayout()
        self._unmet: tuple[Unmet, ...] = ()
        self._at = -1
        self._build()

    def show_quality(self, problem: Problem, lines: Sequence[QualityLine]) -> None:
        """Show the figures of a plan beside those of the plan before it."""
        clear_layout(self._figures)
        title = QHBoxLayout()
        title.setSpacing(4)
        title.addWidget(PlainLabel(_("Quality of the plan"), px=14, bold=True))
        title.addWidget(PlainLabel(_("before → after"), px=13, tone="ink3"))
        title.addStretch(1)
        self._figures.addLayout(title)
        self._figures.addSpacing(7)
        for line in lines:
            self._figures.addWidget(Rule("line"))
            self._figures.addWidget(self._line(problem, line))

    def show_unmet(self, problem: Problem, unmet: Sequence[Unmet]) -> None:
        """List what is left open, with what can be done at once."""
        clear_layout(self._open)
        self._unmet, self._at = tuple(unmet), -1
        self.items, self.notes = [], []
        if not unmet:
            return
        n = len(unmet)
        title = PlainLabel(ngettext("{n} wish not met", "{n} wishes not met", n).format(n=n), px=14, bold=True)
        self._open.addSpacing(16)
        self._open.addWidget(title)
        self._open.addSpacing(5)
        for each in unmet[:_MOST_UNMET]:
            self._open.addWidget(Rule("line"))
            self._open.addWidget(self._item(problem, each))
        if n > _MOST_UNMET:
            rest = _more(n - _MOST_UNMET)
            self._open.addWidget(PlainLabel(rest, px=13, tone="ink3"))

    def show_relaxations(self, at: int, found: Sequence[Relaxation]) -> None:
        """Offer what was proved to make one open duty possible."""
        if at >= len(self.notes):
            return
        note = self.notes[at]
        offered = {link.accessibleName() or link.text() for link in note.links}
        for each in found:
            if each.text not in offered:
                note.add_link(each.text, partial(self.fix_wanted.emit, each.change), each.price)

    def next_unmet(self) -> str:
        """Go to the next open duty: F8; return it in words, empty where there is none."""
        if not self.items:
            return ""
        self._at = (self._at + 1) % len(self.items)
        item = self.items[self._at]
        self._scroll.ensureWidgetVisible(item)
        links = self.notes[self._at].links
        (links[0] if links else item).setFocus(Qt.FocusReason.ShortcutFocusReason)
        each = self._unmet[self._at]
        if each.visits:
            self.show_wanted.emit(each.visits[0])
        return each.text

    def _line(self, problem: Problem, line: QualityLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 10, 0, 9)
        column.setSpacing(0)
        top = QWidget()
        top.setFixedHeight(25)
        head = QHBoxLayout(top)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(5)
        head.addWidget(ElidedLabel(line.name, px=14), 1)
        if line.before and line.before != line.after:
            head.addWidget(PlainLabel(f"{line.before} →", px=13, tone="ink3"))
        after = PlainLabel(line.after, px=18, bold=True, serifed=True)
        after.setFixedHeight(25)
        head.addWidget(after)
        column.addWidget(top)
        for note in line.notes:
            column.addWidget(LinkedText(note, leading=19))
        if line.bars:
            column.addSpacing(8)
            column.addWidget(VisitBars(line.bars))
        for loss in line.losses[:_MOST_LOSSES]:
            column.addWidget(self._loss(problem, loss))
        if len(line.losses) > _MOST_LOSSES:
            column.addWidget(self._rest(problem, line.losses[_MOST_LOSSES:], column))
        return holder

    def _rest(self, problem: Problem, losses: Sequence[Loss], column: QVBoxLayout) -> QuietButton:
        more = QuietButton(_more(len(losses)), "caret-down")

        def unfold() -> None:
            more.hide()
            for loss in losses:
                column.addWidget(self._loss(problem, loss))

        more.clicked.connect(unfold)
        return more

    def _loss(self, problem: Problem, loss: Loss) -> LinkedText:
        text = LinkedText(loss.text, leading=19)
        if loss.visit is not None:
            text.add_link(_("Show"), partial(self.show_wanted.emit, loss.visit))
        if loss.fix is not None:
            self._offer(text, problem, loss.fix)
        return text

    def _item(self, problem: Problem, each: Unmet) -> QWidget:
        holder = QWidget()
        holder.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        holder.setAccessibleName(each.text)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(0)
        column.addWidget(PlainLabel(each.text, px=14, bold=True, wrap=True))
        note = LinkedText(each.because)
        for change in each.fixes[:3]:
            self._offer(note, problem, change)
        if each.visits:
            note.add_link(_("Show"), partial(self.show_wanted.emit, each.visits[0]))
        column.addWidget(note)
        self.items.append(holder)
        self.notes.append(note)
        return holder

    def _offer(self, text: LinkedText, problem: Problem, change: Change) -> None:
        text.add_link(change.text(problem), lambda: self.fix_wanted.emit(change))

    def _build(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(20, 17, 12, 20)
        column.setSpacing(0)
        for part in (self._figures, self._open):
            part.setSpacing(0)
            column.addLayout(part)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(holder)
        holder.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self._scroll)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 1, self.height()), theme().line2)
        painter.end()


def _more(n: int) -> str:
    return ngettext("and {n} more", "and {n} more", n).format(n=n)
