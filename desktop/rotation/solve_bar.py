"""The bar above the proposal: whether a plan is being looked for, how good it is, how good one can be at best."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, is_chinese
from core.planner.bounds import AGAINST_NOTHING
from desktop.rotation.chart import SolveChart
from desktop.rotation.readings import Reading, cost_text, level_name, share_text
from desktop.theme import theme
from desktop.widgets import PlainLabel, SmallButton, plain_tooltip
from desktop.widgets.strokes import box

HIGH: Final = 76
_TRACK: Final = 148
_GAP: Final = 26
_NARROW_GAP: Final = 16


class Stage(StrEnum):
    """What the search is doing."""

    IDLE = "idle"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class _Track(QWidget):
    """How much of the time is used up."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_TRACK, 4)
        self.share = 0.0

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        box(painter, area, radius=2, fill=theme().line)
        if self.share > 0:
            area.setWidth(max(area.width() * min(self.share, 1.0), 4))
            box(painter, area, radius=2, fill=theme().acc)
        painter.end()


class _Figure(QWidget):
    """A caption and a number below it."""

    def __init__(self, caption: str, tone: str = "") -> None:
        super().__init__()
        self.caption, self.number = PlainLabel(caption, px=12, tone="ink3"), PlainLabel("—", px=20, tone=tone)
        self.number.setFont(PlainLabel(px=20, bold=True, serifed=True).font())
        self.number.setFixedHeight(24)
        self.caption.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.number)

    def show_number(self, words: str, tip: str = "") -> None:
        """Show a number."""
        self.number.setText(words)
        self.setAccessibleName(f"{self.caption.text()} {words}")
        plain_tooltip(self, tip)


class SolveBar(QWidget):
    """Signals: switched(): stop, or go on."""

    switched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HIGH)
        self.state, self.time = PlainLabel(px=13, bold=True), PlainLabel(px=13)
        self.track, self.chart = _Track(), SolveChart()
        self.score, self.bound = _Figure(_("Score")), _Figure(_("Best possible"), "ink2")
        self.gap = _Figure(_("At most better by"))
        self.button = SmallButton(_("Stop now"), "stop-fill", hint="")
        self.button.clicked.connect(self.switched)
        self._build()
        self.show_stage(Stage.IDLE, 0, 30)

    def show_stage(self, stage: Stage, seconds: float, limit: float) -> None:
        """Say whether the search goes on, and for how long it has."""
        words = {
            Stage.IDLE: _("Not begun"),
            Stage.RUNNING: _("Solving"),
            Stage.STOPPED: _("Stopped"),
            Stage.DONE: _("Search done"),
        }
        self.state.setText(words[stage])
        n = int(seconds)
        if stage in {Stage.RUNNING, Stage.STOPPED}:
            said = _("second {n} of {all}").format(n=n, all=int(limit))
        else:
            said = _took(n) if stage is Stage.DONE else ""
        self.time.setText(said)
        self.track.share = 1.0 if stage is Stage.DONE else seconds / max(limit, 1)
        self.track.update()
        self.button.set_caption(_("Stop now") if stage is Stage.RUNNING else _("Carry on"))
        self.button.set_icon_name("stop-fill" if stage is Stage.RUNNING else "play-fill")
        self.button.setEnabled(stage is not Stage.DONE)
        plain_tooltip(self.button, "F5")

    def show_readings(self, readings: Sequence[Reading], now: float, limit: float) -> None:
        """Show score, bound and gap of the last reading, and the way to it."""
        self.chart.show_readings(readings, now, limit)
        if not readings:
            for figure in (self.score, self.bound, self.gap):
                figure.show_number("—")
            return
        last = readings[-1]
        name = level_name(last.level)
        self.score.caption.setText(name)
        tip = _("Costs count in order, the gravest first; less is better. This is the first that could be better.")
        self.score.show_number(cost_text(last.level, last.costs[last.level]), tip)
        least = last.bounds.get(last.level)
        tip = _("No plan that is as good in everything graver can cost less.")
        self.bound.show_number("—" if least is None else cost_text(last.level, least), tip if least is not None else "")
        self.gap.show_number("—" if last.share is None else share_text(last.share), self._gap_tip(last))

    def words(self) -> str:
        """Return all of it in one line, for screen readers."""
        figures = (self.score, self.bound, self.gap)
        return " ".join((self.state.text(), self.time.text(), *(each.accessibleName() for each in figures)))

    @staticmethod
    def _gap_tip(reading: Reading) -> str:
        if reading.proven and reading.level == "burden":
            return _("Proven best down to the heaviest load; lesser loads, and what weighs less, are not proven.")
        if reading.proven:
            last = level_name(reading.level)
            return _("Proven best down to “{level}”; what weighs less is not proven.").format(level=last)
        if reading.share is None:
            return _("Nothing is proven yet.")
        of_gain = reading.level in AGAINST_NOTHING
        return _("As a part of what planning gains there over planning nothing.") if of_gain else ""

    def _build(self) -> None:
        clock = QHBoxLayout()
        clock.setSpacing(14)
        clock.addWidget(self.state)
        clock.addWidget(self.time)
        clock.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addStretch(1)
        left.addLayout(clock)
        left.addWidget(self.track)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 1)
        row.setSpacing(_GAP if is_chinese() else _NARROW_GAP)
        row.addLayout(left)
        for figure in (self.score, self.bound, self.gap):
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.chart, 6)
        row.addWidget(self.button)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().line2)
        painter.end()


def _took(n: int) -> str:
    return _("in {n} s").format(n=n) if n else _("under 1 s")
