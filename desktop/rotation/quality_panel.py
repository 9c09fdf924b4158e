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
from desktop.fonts import metrics
from desktop.rotation.kept_lines import Lines, keep_width
from desktop.rotation.linked_text import LinkedText
from desktop.rotation.visit_bars import VisitBars
from desktop.theme import theme
from desktop.widgets import PlainLabel

WIDTH: Final = 308
_ROOM: Final = 252
_MOST_LOSSES: Final = 30
_MOST_UNMET: Final = 12


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
        self._figures, self._open = Lines(), Lines()
        self._open_title, self._rest = PlainLabel(px=14, bold=True), PlainLabel(px=13, tone="ink3")
        self._unmet: tuple[Unmet, ...] = ()
        self._at = -1
        self._build()

    def show_quality(self, problem: Problem, lines: Sequence[QualityLine]) -> None:
        """Show the figures of a plan beside those of the plan before it; what is the same as before stays."""
        self._figures.show_lines(lines, lambda line: self._line(problem, line))

    def show_unmet(self, problem: Problem, unmet: Sequence[Unmet]) -> None:
        """List what is left open, with what can be done at once."""
        self._unmet = tuple(unmet)
        n = len(unmet)
        self._open_title.setText(ngettext("{n} wish not met", "{n} wishes not met", n).format(n=n))
        self._open_title.setVisible(bool(n))
        if self._open.show_lines(unmet[:_MOST_UNMET], lambda each: self._item(problem, each)):
            self._at = -1
        self._rest.setText(_more(n - _MOST_UNMET) if n > _MOST_UNMET else "")
        self._rest.setVisible(n > _MOST_UNMET)

    def show_relaxations(self, at: int, found: Sequence[Relaxation]) -> None:
        """Offer what was proved to make one open duty possible."""
        note = self._open.part(at, LinkedText)
        if note is None:
            return
        offered = {link.accessibleName() or link.text() for link in note.links}
        for each in found:
            if each.text not in offered:
                note.add_link(each.text, partial(self.fix_wanted.emit, each.change), each.price)

    def next_unmet(self) -> str:
        """Go to the next open duty: F8; return it in words, empty where there is none."""
        n = min(len(self._unmet), _MOST_UNMET)
        if not n:
            return ""
        self._at = (self._at + 1) % n
        item, note = self._open.part(self._at, QWidget), self._open.part(self._at, LinkedText)
        if item is not None:
            self._scroll.ensureWidgetVisible(item)
            (note.links[0] if note is not None and note.links else item).setFocus(Qt.FocusReason.ShortcutFocusReason)
        each = self._unmet[self._at]
        if each.visits:
            self.show_wanted.emit(each.visits[0])
        return each.text

    def _line(self, problem: Problem, line: QualityLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 10, 0, 9)
        column.setSpacing(0)
        column.addWidget(_head(line))
        for note in line.notes:
            column.addWidget(LinkedText(note, leading=19))
        if line.bars:
            column.addSpacing(8)
            column.addWidget(VisitBars(line.bars))
        if line.losses:
            column.addWidget(self._losses(problem, line.losses, column))
        return holder

    def _losses(self, problem: Problem, losses: Sequence[Loss], column: QVBoxLayout) -> LinkedText:
        """Return a link that names every point lost, with its visit and a way out; they are made when asked for."""
        n = len(losses)
        more = LinkedText("", leading=19)

        def unfold() -> None:
            more.hide()
            for loss in losses[:_MOST_LOSSES]:
                column.addWidget(self._loss(problem, loss))
            if n > _MOST_LOSSES:
                column.addWidget(PlainLabel(_more(n - _MOST_LOSSES), px=13, tone="ink3"))

        more.add_link(ngettext("where {n} point is lost", "where {n} points are lost", n).format(n=n), unfold)
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
        column.setContentsMargins(0, 9, 0, 9)
        column.setSpacing(0)
        column.addWidget(PlainLabel(each.text, px=14, bold=True, wrap=True))
        note = LinkedText(each.because)
        for change in each.fixes[:3]:
            self._offer(note, problem, change)
        if each.visits:
            note.add_link(_("Show"), partial(self.show_wanted.emit, each.visits[0]))
        column.addWidget(note)
        return holder

    def _offer(self, text: LinkedText, problem: Problem, change: Change) -> None:
        text.add_link(change.text(problem), lambda: self.fix_wanted.emit(change))

    def _build(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(20, 17, 20, 20)
        column.setSpacing(0)
        title = QHBoxLayout()
        title.setSpacing(4)
        title.addWidget(PlainLabel(_("Quality of the plan"), px=14, bold=True))
        title.addWidget(PlainLabel(_("before → after"), px=13, tone="ink3"))
        title.addStretch(1)
        column.addLayout(title)
        column.addSpacing(7)
        column.addWidget(self._figures)
        self._open_title.setContentsMargins(0, 16, 0, 6)
        for part in (self._open_title, self._open, self._rest):
            column.addWidget(part)
        self._open_title.hide()
        self._rest.hide()
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(holder)
        keep_width(self._scroll, column, 20)
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


def _head(line: QualityLine) -> QWidget:
    """Return a figure's name with what it was and is; in two lines where one has no room for them."""
    holder = QWidget()
    figures = QHBoxLayout()
    figures.setSpacing(5)
    before = PlainLabel(f"{line.before} →", px=13, tone="ink3")
    after = PlainLabel(line.after, px=18, bold=True, serifed=True)
    after.setFixedHeight(25)
    after.setContentsMargins(0, 0, 0, 4)
    changed = bool(line.before) and line.before != line.after
    figures.addStretch(1)
    if changed:
        figures.addWidget(before)
    figures.addWidget(after)
    wide = after.sizeHint().width() + (before.sizeHint().width() + 5 if changed else 0)
    one_line = wide + metrics(14).horizontalAdvance(line.name) + 8 <= _ROOM
    name = PlainLabel(line.name, px=14, wrap=not one_line)
    name.setContentsMargins(0, 0, 0, 2 if one_line else 0)
    if one_line:
        figures.insertWidget(0, name)
        holder.setFixedHeight(25)
        holder.setLayout(figures)
        figures.setContentsMargins(0, 0, 0, 0)
        return holder
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(name)
    column.addLayout(figures)
    return holder
