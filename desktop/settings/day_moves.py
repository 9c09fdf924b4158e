"""Before the calendar changes: each date that would move, accepted or held line by line; then one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.calendar.changes import WHY_NAMES, CalendarChange, Move, MoveKind, PreviewOutdated, Why, spoken
from core.errors import UserError
from core.i18n import N_, _, clauses, ngettext
from db.queries.calendar_changes import moves
from db.services.calendar_changes import Applied, change_calendar
from desktop.context import AppContext
from desktop.errors import show_refusal
from desktop.settings.counting import Counting
from desktop.tasks import Task
from desktop.theme import theme
from desktop.widgets import FilledButton, PlainButton, PlainLabel, SmallButton
from desktop.widgets.marks import paint_tick
from desktop.widgets.strokes import box, paint_words
from desktop.widgets.table import MARGIN, Column, RowTable

Key = tuple[MoveKind, int]
_TICK: Final = 16


@dataclass
class _Line:
    """A line of the preview and what was decided."""

    move: Move
    taken: bool

    @property
    def key(self) -> Key:
        return self.move.key


def _decision(line: _Line) -> str:
    if not line.move.moves:
        return _("Mark only")
    return _("Accept") if line.taken else _("Hold")


def _paint_decision(painter: QPainter, area: QRectF, line: _Line) -> None:
    colours = theme()
    if not line.move.moves:
        paint_words(painter, area, _decision(line), colours.ink3, px=13)
        return
    mark = QRectF(area.left(), area.center().y() - _TICK / 2, _TICK, _TICK)
    box(painter, mark, radius=3, fill=colours.acc if line.taken else colours.raised,
        border=colours.acc if line.taken else colours.line3)  # fmt: skip
    if line.taken:
        paint_tick(painter, mark, colours.onacc)
    words = area.adjusted(_TICK + 8, 0, 0, 0)
    paint_words(painter, words, _decision(line), colours.ink if line.taken else colours.ink2, px=13)


def _why(line: _Line) -> str:
    move = line.move
    name = _(WHY_NAMES[move.why])
    return move.because if move.because and move.why is Why.COUNTED else clauses([name, move.because])


COLUMNS: Final = (
    Column(N_("Accept or hold"), _decision, lambda line: line.taken, 104, 118, _paint_decision),
    Column(N_("Number or leader"), lambda line: line.move.name, lambda line: line.move.name, 196, 200),
    Column(N_("Township"), lambda line: line.move.place, lambda line: line.move.place, 84, 96, from_width=800),
    Column(N_("Issue"), lambda line: line.move.title, None, 0, 0, tone=lambda _line: "ink2", from_width=1000),
    Column(N_("Date"), lambda line: spoken(line.move), lambda line: line.move.old, 208, 196, phrase=True),
    Column(N_("Why"), _why, None, 0, 0, tone=lambda line: "ink2" if line.move.accepted_at_first else "amb"),
)


class MovesList(RowTable):
    """The lines; Space, Enter or a click on the box accepts or holds. Signal: decided()."""

    decided = Signal()

    def __init__(self) -> None:
        super().__init__(COLUMNS, _("Dates that would move"))
        self._lines: list[_Line] = []
        self.opened.connect(self._toggle)

    def show_moves(self, found: Sequence[Move], kept: dict[Key, bool] | None = None) -> None:
        """Show *found*; what was decided before stays decided."""
        before = kept or {}
        self._lines = [_Line(each, before.get(each.key, each.accepted_at_first)) for each in found]
        self.show_rows(self._lines)
        self.decided.emit()

    def accepted(self) -> set[Key]:
        """Return the keys of the lines that may move."""
        return {line.key for line in self._lines if line.taken}

    def decisions(self) -> dict[Key, bool]:
        """Return every decision, for showing the list again."""
        return {line.key: line.taken for line in self._lines}

    def decide_all(self, *, taken: bool) -> None:
        """Accept or hold every line that moves a date."""
        for line in self._lines:
            line.taken = taken or not line.move.moves
        self._say()

    def toggle(self) -> None:
        """Turn the decision of the current line."""
        self._toggle(self.current_row())

    def _toggle(self, line: _Line | None) -> None:
        if line is not None and line.move.moves:
            line.taken = not line.taken
            self._say()

    def _say(self) -> None:
        self.viewport().update()
        self.decided.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._by_keys = True
            self.toggle()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.position().x() < MARGIN + _TICK + 60:
            self._toggle(self.rows.row_at(index))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() != 0:  # the box itself was turned by the first click already
            super().mouseDoubleClickEvent(event)


class MovesPanel(QWidget):
    """What would move, in words and as a list. Signal: decided()."""

    decided = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Move] = []
        self.words = PlainLabel("", px=15, wrap=True)
        self.note = PlainLabel("", px=13, tone="ink2", wrap=True)
        self.list = MovesList()
        self.list.decided.connect(self._on_decided)
        self.list.current_changed.connect(self._show_detail)
        self.detail = PlainLabel("", px=13, tone="ink2", wrap=True)
        self.detail.setMinimumHeight(40)
        self.accept_all = SmallButton(_("Accept all"), "check")
        self.accept_all.clicked.connect(lambda: self.list.decide_all(taken=True))
        self.hold_all = SmallButton(_("Hold all"))
        self.hold_all.clicked.connect(lambda: self.list.decide_all(taken=False))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.note, 1)
        buttons.addWidget(self.accept_all)
        buttons.addWidget(self.hold_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(buttons)
        column.addWidget(self.list, 1)
        column.addWidget(self.detail)
        column.addStretch(0)

    def _show_detail(self, line: _Line | None) -> None:
        """Say the whole of the line in hand: what a cell has no room for."""
        self.detail.setText("" if line is None else clauses([line.move.title, _why(line)]))

    def show_moves(self, found: Sequence[Move]) -> None:
        """Show *found*; decisions made before stay."""
        self.found = list(found)
        self.list.show_moves(self.found, self.list.decisions())
        self.list.setVisible(bool(found))
        for button in (self.accept_all, self.hold_all):
            button.setVisible(any(each.moves for each in found))

    def accepted(self) -> set[Key]:
        """Return the keys of the accepted lines."""
        return self.list.accepted()

    def _on_decided(self) -> None:
        self.words.setText(told_of(self.found))
        held = sum(each.moves and each.key not in self.accepted() for each in self.found)
        kept = _("Space or a click accepts or holds a line; what is held keeps its date, and its biography says so.")
        waits = ngettext("{n} date is held.", "{n} dates are held.", held).format(n=held)
        self.note.setText(f"{waits} {kept}" if held else kept if self.found else "")
        self.decided.emit()


def told_of(found: Sequence[Move]) -> str:
    """Return how many dates and visits would move."""
    dates = sum(each.moves and each.kind is not MoveKind.VISIT for each in found)
    visits = sum(each.kind is MoveKind.VISIT for each in found)
    remarks = sum(not each.moves for each in found)
    parts = []
    if dates:
        parts.append(ngettext("{n} deadline would move", "{n} deadlines would move", dates).format(n=dates))
    if visits:
        parts.append(ngettext("{n} visit is concerned", "{n} visits are concerned", visits).format(n=visits))
    if remarks:
        said = ngettext("{n} date stays, only its remark changes", "{n} dates stay, only remarks change", remarks)
        parts.append(said.format(n=remarks))
    return clauses(parts) if parts else _("No date moves.")


@contextmanager
def waiting() -> Iterator[None]:
    """Show the waiting cursor while something is counted."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def count_moves(
    ctx: AppContext, home: QWidget, change: CalendarChange, done: Callable[[list[Move]], object],
    given_up: Callable[[], object] = lambda: None,
) -> Counting:  # fmt: skip
    """Count off this thread what *change* would move; *done* is called with it while *home* stands."""
    store, today, settings = ctx.store, ctx.today(), ctx.settings

    def work(task: Task) -> list[Move]:
        with store.read() as session:
            return moves(session, change, today=today, settings=settings, step=task.step)

    return Counting(ctx, home, work, done, given_up)


def write_change(
    ctx: AppContext, label: str, change: CalendarChange, found: Sequence[Move], taken: set[Key]
) -> Applied:
    """Write *change* with what was accepted, in one step of undo.

    Raises:
        UserError: it is refused; nothing was written.
    """
    with waiting(), ctx.store.write(label) as session:
        return change_calendar(
            session, change, shown=found, accepted=taken, today=ctx.today(), settings=ctx.settings, who=ctx.store.actor
        )


def said_of(done: Applied) -> str:
    """Return what was done, for the toast."""
    parts = [_("The calendar was changed")]
    if done.moved:
        parts.append(ngettext("{n} deadline moved", "{n} deadlines moved", done.moved).format(n=done.moved))
    if done.held:
        parts.append(ngettext("{n} held", "{n} held", done.held).format(n=done.held))
    if done.visits:
        parts.append(ngettext("{n} visit moved", "{n} visits moved", done.visits).format(n=done.visits))
    return clauses(parts)


class MovesDialog(QDialog):
    """What a change would move, before it is written. Signal: written(object): the change was entered."""

    written = Signal(object)

    def __init__(
        self, ctx: AppContext, label: str, change: CalendarChange, found: Sequence[Move], parent: QWidget
    ) -> None:
        super().__init__(parent.window())
        self._ctx, self._label, self._change = ctx, label, change
        self.counting: Counting | None = None
        title = _("Before the calendar changes")
        self.setWindowTitle(title)
        self.resize(980, 560)
        self.panel = MovesPanel()
        self.refusal = PlainLabel("", px=13, tone="red", wrap=True)
        self.save_button = FilledButton(_("Save"), "check", hint="Ctrl Enter")
        self.save_button.setShortcut("Ctrl+Return")
        self.save_button.clicked.connect(self.save)
        back = PlainButton(_("Cancel"), hint="Esc")
        back.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.refusal, 1)
        foot.addWidget(back)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, px=19, bold=True, serifed=True))
        column.addWidget(self.panel, 1)
        column.addLayout(foot)
        self.panel.show_moves(found)
        self.panel.list.setFocus(Qt.FocusReason.TabFocusReason)
        self.finished.connect(self.deleteLater)

    def save(self) -> None:
        """Write it; a refusal is said here, and the list is read again."""
        try:
            done = write_change(self._ctx, self._label, self._change, self.panel.found, self.panel.accepted())
        except UserError as error:
            self.refusal.setText(str(error))
            if isinstance(error, PreviewOutdated):
                self._count_anew()
            return
        except OSError as error:
            show_refusal(self, error)
            return
        self.written.emit(done)
        self._ctx.toast(said_of(done), undo=True)
        self.accept()

    def _count_anew(self) -> None:
        """Show what would move by now; until then nothing can be saved, and who gives that up gives up the change."""
        self.save_button.setEnabled(False)
        self.counting = count_moves(self._ctx, self, self._change, self._show_anew, self.reject)

    def _show_anew(self, found: Sequence[Move]) -> None:
        self.panel.show_moves(found)
        self.save_button.setEnabled(True)
