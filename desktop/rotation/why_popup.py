"""Why this leader and why not that one: all leaders of one slot in their order, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from core.planner.explain import Candidate, Reason, Why
from core.planner.problem import Problem
from desktop.rotation.linked_text import LinkedText, UnderlinedLink
from desktop.widgets import PlainLabel, Popup, Rule

_WIDE: Final = 430
_HIGHEST: Final = 470
_MOST_REASONS: Final = 5


class WhyPopup(Popup):
    """Signals: leader_wanted(object, int): the visit, and who is to go; change_wanted(object): a Change."""

    leader_wanted = Signal(object, int)
    change_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked = False
        self.lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._owner: QWidget | None = None

    def show_waiting(self, anchor: QRectF, owner: QWidget) -> None:
        """Say that it is being found out."""
        self._fill([PlainLabel(_("Finding out why…"), px=13, tone="ink2")])
        self._open(anchor, owner)

    def show_why(self, problem: Problem, why: Why, anchor: QRectF, owner: QWidget, *, asked: bool) -> None:
        """Show it beside *anchor*, a rectangle of the screen; asked for it takes the keys."""
        self.asked = asked
        widgets: list[QWidget] = [PlainLabel(why.summary, px=14, bold=True, wrap=True), _space(6)]
        widgets += [_reason(each) for each in why.reasons[:_MOST_REASONS]]
        self.lines = [self._line(problem, why, each) for each in why.candidates] if asked else []
        below = PlainLabel(_("Click for all leaders, one line each."), px=12, tone="ink3")
        widgets += [_space(8), Rule("line2"), _space(4), *(self.lines or [below])]
        self._fill(widgets)
        self.setAccessibleName(why.summary)
        self._open(anchor, owner)
        links = self.findChildren(UnderlinedLink)
        if asked and links:
            links[0].setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_popup()
            if self._owner is not None:
                self._owner.setFocus(Qt.FocusReason.PopupFocusReason)
            return
        super().keyPressEvent(event)

    def _line(self, problem: Problem, why: Why, each: Candidate) -> QWidget:
        leader = problem.leader_of.get(each.leader_id)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        rank = PlainLabel(str(each.rank), px=13, tone="ink3")
        rank.setFixedWidth(18)
        name = PlainLabel(leader.name if leader is not None else "", px=13, bold=each.is_present)
        name.setFixedWidth(78)
        said = LinkedText(each.sentence, leading=19, tone="ink2" if each.fits else "ink3")
        if not each.is_present and each.fits:
            said.add_link(_("Send"), lambda: self.leader_wanted.emit(why.visit, each.leader_id))
        elif each.change is not None:
            said.add_link(each.change.text(problem), lambda: self.change_wanted.emit(each.change), each.needs)
        elif each.needs:
            said = LinkedText(f"{each.sentence} {each.needs}", leading=19, tone="ink3")
        holder.setAccessibleName(f"{name.text()} {each.sentence} {each.needs}".strip())
        for widget in (rank, name):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        return holder

    def _fill(self, widgets: Sequence[QWidget]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(15, 12, 15, 12)
        column.setSpacing(0)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        holder.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        self._column.addWidget(scroll)
        self._holder = holder

    def _open(self, anchor: QRectF, owner: QWidget) -> None:
        """Stand below the chip, or above it where there is more room."""
        self._owner = owner
        window = owner.window()
        self._take_window(window)
        high = min(self._holder.heightForWidth(_WIDE - 2) + 4, _HIGHEST, window.height() - 16)
        size = QSize(_WIDE, max(high, 40))
        corner = window.mapFromGlobal(anchor.topLeft().toPoint())
        below = window.height() - corner.y() - anchor.height() - 8
        y = corner.y() + anchor.height() + 4 if size.height() <= below else corner.y() - size.height() - 4
        if y < 8:  # neither fits: beside the chip
            y = max(8, window.height() - size.height() - 8)
            right = corner.x() + anchor.width() + 6
            left = right if right + size.width() < window.width() - 8 else corner.x() - size.width() - 6
        else:
            left = corner.x()
        left = max(8, min(int(left), window.width() - size.width() - 8))
        self.setGeometry(QRect(QPoint(left, int(y)), size))
        self.show()
        self.raise_()


def _space(high: int) -> QWidget:
    made = QWidget()
    made.setFixedHeight(high)
    return made


def _reason(reason: Reason) -> QWidget:
    sign = "+" if reason.helps else "−"
    label = PlainLabel(f"{sign}  {reason.text}", px=13, tone="grn" if reason.helps else "amb", wrap=True)
    side = _("Speaks for it") if reason.helps else _("Speaks against it")
    label.setAccessibleName(f"{side}: {reason.text}")
    return label
