"""The inspector's part on the outing itself: how ready it is, how it ended, and what it brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.deadlines import Lateness
from core.i18n import _, clauses, day_text, ngettext
from core.readiness import Readiness
from core.records import ENDING_NAMES, Ending
from db.queries.preparation import StepRow
from desktop.actions import hint
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.visits.readiness import LightLabel, reason_lines, steps_done_text
from desktop.visits.warnings import WarningList
from desktop.widgets import PlainLabel, SmallButton, paint_shape, paint_tick, plain_tooltip
from desktop.widgets.flow import Flow
from desktop.widgets.strokes import BASELINE, box

_BOX = 15


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a visit that is over brought back."""

    cut_short: bool
    result: str
    issues: int
    settled: int


@dataclass(frozen=True, slots=True)
class Outing:
    """What the inspector says about a visit besides its facts.

    Attributes:
        steps: Those of a visit still to come.
        is_unlogged: Its day is over and nobody has said how it ended.
        outcome: Of a visit that took place.
    """

    today: date
    readiness: Readiness | None = None
    steps: tuple[StepRow, ...] = ()
    is_unlogged: bool = False
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons do; None where nothing can be changed."""

    tick: Callable[[int, bool], object] | None
    end: Callable[[str], object] | None
    prepare: Callable[[], object]
    plan: Callable[[], object]
    record: Callable[[], object]


class StepTick(QAbstractButton):
    """One step with its box: a click, Space or Enter ticks it; its due day stands at the right."""

    def __init__(
        self, step: StepRow, today: date, act: Callable[[int, bool], object] | None, *, calm: bool = False
    ) -> None:
        super().__init__()
        self.step = step
        self._late = not calm and not step.is_done and step.due < today
        self._due = "" if step.is_done else day_text(step.due)
        self.setObjectName(f"step{step.position}")
        self.setCheckable(True)
        self.setChecked(step.is_done)
        self.setFixedHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(act is not None and not (step.proved and step.done_on is None))
        if act is not None:
            self.clicked.connect(lambda on: act(step.position, on))
        when = _("overdue since {day}") if self._late else _("due {day}")
        said = (step.what, step.who, _("done") if step.is_done else when.format(day=day_text(step.due)))
        self.setAccessibleName(clauses(said))
        plain_tooltip(self, "\n".join(part for part in said if part))

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 22)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        done = self.step.is_done
        place = QRectF(area.left(), area.center().y() - _BOX / 2, _BOX, _BOX)
        over = self.underMouse() and self.isEnabled()
        fill = colours.sunken if over or not self.isEnabled() else colours.raised
        box(painter, place, radius=3, fill=fill, border=colours.line3 if self.isEnabled() else colours.line2)
        if done:
            paint_tick(painter, place, colours.ink2)
        right = metrics(12).horizontalAdvance(self._due) + (16 if self._late else 0)
        painter.setFont(sans(12))
        painter.setPen(colours.red if self._late else colours.ink3)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._due)
        if self._late:
            paint_shape(painter, QRectF(area.right() - right, area.top(), 12, area.height()), Lateness.LATE)
        room = area.adjusted(_BOX + 8, 0, -right - 8 if self._due else 0, 0)
        painter.setFont(sans(13))
        painter.setPen(colours.ink3 if done else colours.ink)
        words = metrics(13).elidedText(self.step.what, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(BASELINE), words)
        painter.end()


def outing_part(outing: Outing, acts: Acts) -> QVBoxLayout | None:
    """Return the section on preparation, on logging, or on the outcome, as the visit stands."""
    if outing.outcome is not None:
        return _outcome_part(outing.outcome, acts)
    if outing.is_unlogged:
        return _unlogged_part(acts)
    return _readiness_part(outing, acts) if outing.steps or outing.readiness is not None else None


def _readiness_part(outing: Outing, acts: Acts) -> QVBoxLayout:
    done = sum(1 for step in outing.steps if step.is_done)
    column = _section(_("Preparation"), steps_done_text(done, len(outing.steps)))
    if outing.readiness is not None and not outing.readiness.begun:
        column.addWidget(
            PlainLabel(_("No step of its preparation has been ticked yet."), px=13, tone="ink2", wrap=True)
        )
        column.addSpacing(4)
        for step in outing.steps:
            column.addWidget(StepTick(step, outing.today, acts.tick, calm=True))
    elif outing.readiness is not None:
        column.addWidget(LightLabel(outing.readiness.light))
        if said := reason_lines(outing.readiness, steps=not outing.steps):
            lines = WarningList()
            lines.show_lines(said)
            column.addSpacing(2)
            column.addWidget(lines)
        column.addSpacing(4)
        for step in outing.steps:
            column.addWidget(StepTick(step, outing.today, acts.tick))
    column.addSpacing(6)
    prepare = _button(_("Open preparation"), "prepare", hint("calendar.prepare"), acts.prepare)
    column.addWidget(_row(prepare, _button(_("Day plan"), "plan", hint("calendar.plan"), acts.plan)))
    return column


def _unlogged_part(acts: Acts) -> QVBoxLayout:
    column = _section(_("Not logged yet"), "")
    words = _("Its day is over. Say how it ended; its record can follow.")
    column.addWidget(PlainLabel(words, px=13, tone="ink2", wrap=True))
    column.addSpacing(4)
    buttons = []
    if acts.end is not None:
        for ending in Ending:
            caption = _(ENDING_NAMES[ending])
            shown = caption if ending is Ending.TOOK_PLACE else f"{caption}…"
            buttons.append(_button(shown, ending.value, "", partial(acts.end, ending.value)))
    column.addWidget(_row(*buttons, _button(_("Write the record"), "record", hint("record"), acts.record)))
    return column


def _outcome_part(outcome: Outcome, acts: Acts) -> QVBoxLayout:
    n, settled = outcome.issues, outcome.settled
    column = _section(_("What came of it"), ngettext("{n} new issue", "{n} new issues", n).format(n=n) if n else "")
    if outcome.cut_short:
        column.addWidget(PlainLabel(_(ENDING_NAMES[Ending.CUT_SHORT]), px=13, bold=True))
    if outcome.result:
        column.addWidget(PlainLabel(outcome.result, px=13, wrap=True))
    elif not n:
        column.addWidget(PlainLabel(_("Nothing is written down yet."), px=13, tone="ink2", wrap=True))
    if settled:
        words = _("{n} settled on the spot").format(n=settled)
        column.addWidget(PlainLabel(words, px=13, tone="ink2"))
    column.addSpacing(6)
    column.addWidget(_row(_button(_("Open the record"), "record", hint("record"), acts.record)))
    return column


def _section(title: str, note: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    row = QHBoxLayout()
    row.setSpacing(7)
    row.setContentsMargins(0, 0, 0, 2)
    row.addWidget(PlainLabel(title, px=13, bold=True))
    row.addWidget(PlainLabel(note, px=13, tone="ink3"))
    row.addStretch(1)
    column.addLayout(row)
    return column


def _button(words: str, name: str, keys: str, act: Callable[[], object]) -> SmallButton:
    made = SmallButton(words, hint=keys)
    made.setObjectName(name)
    made.clicked.connect(lambda _on=False: act())
    return made


def _row(*buttons: QWidget) -> Flow:
    made = Flow(gap=8)
    for button in buttons:
        made.add(button)
    return made
