"""Counting running dates again by the limits as they are now: each move is shown first, and ticked or left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.clock_errors import RecountOutdated
from core.errors import UserError
from core.i18n import N_, _, day_text, ngettext
from db.queries.clock_previews import WouldMove, would_move
from db.services.clock_presets import recount_by_presets
from desktop.context import AppContext
from desktop.settings.counting import Counting
from desktop.tasks import Task
from desktop.theme import theme
from desktop.widgets import FilledButton, PlainButton, PlainLabel, SmallButton
from desktop.widgets.marks import paint_tick
from desktop.widgets.strokes import box
from desktop.widgets.table import MARGIN, Column, RowTable

_TICK: Final = 16


@dataclass(slots=True)
class _Line:
    """A date that would move, and whether it shall."""

    move: WouldMove
    taken: bool


def _paint_tick(painter: QPainter, area: QRectF, line: _Line) -> None:
    colours = theme()
    mark = QRectF(area.left(), area.center().y() - _TICK / 2, _TICK, _TICK)
    edge = colours.acc if line.taken else colours.line3
    box(painter, mark, radius=3, fill=colours.acc if line.taken else colours.raised, border=edge)
    if line.taken:
        paint_tick(painter, mark, colours.onacc)


def _dates(line: _Line) -> str:
    old, new = day_text(line.move.old, year=True), day_text(line.move.new, year=True)
    return _("{old} → {new}").format(old=old, new=new)


COLUMNS: Final = (
    Column("", lambda line: _("Recount") if line.taken else "", lambda line: line.taken, 46, 46, _paint_tick),
    Column(N_("Issue no."), lambda line: line.move.number, lambda line: line.move.number, 176, 176),
    Column(N_("Issue"), lambda line: line.move.title, None, 0, 0, from_width=820),
    Column(N_("Which clock"), lambda line: line.move.clock, lambda line: line.move.clock, 110, 180),
    Column(N_("Date"), _dates, lambda line: line.move.old, 236, 216, phrase=True),
    Column(N_("Why"), lambda line: line.move.because, None, 0, 0, tone=lambda _line: "ink2"),
)


class RecountList(RowTable):
    """The lines; Space, Enter or a click on the box ticks one; all dates of one issue go together."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__(COLUMNS, _("Dates that would move"))
        self.rows_shown: list[_Line] = []
        self.opened.connect(self._turn)

    def show_moves(self, found: Sequence[WouldMove]) -> None:
        """Show *found*, nothing ticked."""
        self.rows_shown = [_Line(each, taken=False) for each in found]
        self.show_rows(self.rows_shown)
        self.ticked.emit()

    def accepted(self) -> set[int]:
        """Return the ids of the issues ticked."""
        return {line.move.issue_id for line in self.rows_shown if line.taken}

    def tick_all(self, *, taken: bool) -> None:
        """Tick every line, or none."""
        for line in self.rows_shown:
            line.taken = taken
        self._say()

    def _turn(self, line: _Line | None) -> None:
        if line is None:
            return
        taken = not line.taken
        for each in self.rows_shown:
            if each.move.issue_id == line.move.issue_id:
                each.taken = taken
        self._say()

    def _say(self) -> None:
        self.viewport().update()
        self.ticked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._turn(self.current_row())
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.position().x() < MARGIN + 46:
            self._turn(self.current_row())


class RecountDialog(QDialog):
    """Ctrl+Enter counts what is ticked again, in one step; Esc leaves every date as it is."""

    def __init__(self, ctx: AppContext, parent: QWidget | None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Count running dates again"))
        self.resize(1080, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Count running dates again"), px=19, bold=True, serifed=True))
        self.words = PlainLabel(px=13, tone="ink2", wrap=True)
        column.addWidget(self.words)
        self.list = RecountList()
        self.list.ticked.connect(self._tell)
        column.addWidget(self.list, 1)
        self.refusal = PlainLabel(px=13, tone="red", wrap=True)
        column.addWidget(self.refusal)
        column.addLayout(self._build_foot())
        self._shown: list[WouldMove] = []
        self.read()

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        every, none = SmallButton(_("Tick all")), SmallButton(_("Tick none"))
        every.clicked.connect(lambda: self.list.tick_all(taken=True))
        none.clicked.connect(lambda: self.list.tick_all(taken=False))
        away = PlainButton(_("Cancel"), hint="Esc")
        away.clicked.connect(self.reject)
        self.go = FilledButton(_("Count again"), "check", hint="Ctrl Enter")
        self.go.setShortcut("Ctrl+Return")
        self.go.clicked.connect(self.save)
        for widget in (every, none):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(away)
        row.addWidget(self.go)
        return row

    def read(self) -> None:
        """Ask which dates would move."""
        ctx = self._ctx
        store, today, calendar, settings = ctx.store, ctx.today(), ctx.calendar, ctx.settings

        def work(task: Task) -> list[WouldMove]:
            with store.read() as session:
                return would_move(session, today=today, calendar=calendar, settings=settings, step=task.step)

        self.counting = Counting(ctx, self, work, self._show, self.reject)
        self.go.setEnabled(False)
        self.words.setText(_("Counting which dates would move…"))

    def _show(self, found: list[WouldMove]) -> None:
        refused = self.refusal.text()
        self._shown = found
        self.list.show_moves(found)
        self.list.setFocus()
        self.refusal.setText(refused)

    def save(self) -> None:
        """Count what is ticked again; a refusal is said here, and every tick stays."""
        ctx = self._ctx
        if self.counting.is_running:
            return
        try:
            with ctx.store.write(N_("Count running dates again")) as session:
                moved = recount_by_presets(
                    session, self.list.accepted(), shown=self._shown, today=ctx.today(), calendar=ctx.calendar,
                    settings=ctx.settings,
                )  # fmt: skip
        except RecountOutdated as error:
            self.refusal.setText(str(error))
            self.read()
            return
        except UserError as error:
            self.refusal.setText(str(error))
            return
        ctx.toast(ngettext("{n} date counted again", "{n} dates counted again", moved).format(n=moved), undo=True)
        self.accept()

    def _tell(self) -> None:
        self.refusal.setText("")
        ids = self.list.accepted()
        ticked = sum(move.issue_id in ids for move in self._shown)
        if not self._shown:
            self.words.setText(_("Every running date is what today's limits give. Nothing would move."))
        else:
            said = ngettext(
                "{n} date would move. Pauses and extensions are kept. Tick what shall be counted again.",
                "{n} dates would move. Pauses and extensions are kept. Tick what shall be counted again.",
                len(self._shown),
            )
            self.words.setText(said.format(n=len(self._shown)))
        self.go.setEnabled(bool(ticked) and not self._ctx.read_only and not self.counting.is_running)
