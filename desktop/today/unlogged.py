"""Visits whose day is over and of which nobody has said how they went: one section, gone when there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, day_text, ngettext, weekday_text
from core.records import Ending
from core.visits import HALF_NAMES
from db.queries.visit_record import UnloggedRow
from desktop.context import AppContext
from desktop.theme import theme
from desktop.visits.outing_commands import OutingCommands
from desktop.widgets import QuietButton, SectionTitle, SmallButton
from desktop.widgets.layouts import clear_layout
from desktop.widgets.marks import paint_seal
from desktop.widgets.strokes import paint_phrase, paint_words

SHOWN, MOST = 3, 60
ROW, COMPACT_ROW, HEAD, BELOW = 40, 36, 32, 22
DAY_WIDTH = 154


class UnloggedVisit(QWidget):
    """One of them, with a button for each way it can have ended.

    Signals: record_wanted(int): Enter, the page where its record is written. ended(int, str): D or X, the
    core.records.Ending. step_wanted(int): an arrow key, one row on or back.
    """

    record_wanted = Signal(int)
    ended = Signal(int, str)
    step_wanted = Signal(int)

    def __init__(self, row: UnloggedRow, *, compact: bool, can_log: bool) -> None:
        super().__init__()
        self.row, self._can_log = row, can_log
        self._height = COMPACT_ROW if compact else ROW
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # D and X must arrive
        self.setAccessibleName(f"{self._when()} {row.leader} {row.township} {_(row.kind)}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addStretch(1)
        self.done_button = SmallButton(_("Took place"), "check", hint="D")
        self.missed_button = SmallButton(_("Missed"), hint="X")
        for button, ending in ((self.done_button, Ending.TOOK_PLACE), (self.missed_button, Ending.MISSED)):
            button.setEnabled(can_log)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the row has the keys; Tab goes on to the next one
            button.clicked.connect(lambda _checked, ending=ending: self.ended.emit(row.id, ending.value))
            layout.addWidget(button)

    def _when(self) -> str:
        return f"{day_text(self.row.day)} {weekday_text(self.row.day)} {_(HALF_NAMES[self.row.half])}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(500, self._height)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.record_wanted.emit(self.row.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        endings = {Qt.Key.Key_D: Ending.TOOK_PLACE, Qt.Key.Key_X: Ending.MISSED}
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.record_wanted.emit(self.row.id)
        elif plain and event.key() in endings and self._can_log:
            self.ended.emit(self.row.id, endings[Qt.Key(event.key())].value)
        elif plain and event.key() in steps:
            self.step_wanted.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        if self.hasFocus():
            painter.fillRect(area, colours.acc_t)
        elif self.underMouse():
            painter.fillRect(area, colours.sunken)
        paint_phrase(painter, QRectF(4, 0, DAY_WIDTH - 8, area.height() - 1), self._when(), colours.ink2, px=13)
        paint_seal(painter, QRectF(DAY_WIDTH, area.center().y() - 8, 16, 16), self.row)
        x, right = DAY_WIDTH + 24.0, self.done_button.x() - 12.0
        for text, colour, gap in ((self.row.leader, colours.ink, 6), ("→", colours.ink3, 6),
                                  (self.row.township, colours.ink, 0)):  # fmt: skip
            x = paint_words(painter, QRectF(x, 0, max(right - x, 0), area.height() - 1), text, colour) + gap
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), colours.line)
        painter.end()


class UnloggedSection(QWidget):
    """The section; it is not there while everything is logged."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._acts = OutingCommands(ctx, self)
        self._rows: Sequence[UnloggedRow] = ()
        self._compact = self._all = False
        self._title = SectionTitle(_("To be logged"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, BELOW)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        self.visits: list[UnloggedVisit] = []
        self.hide()

    def show_rows(self, rows: Sequence[UnloggedRow], *, compact: bool) -> None:
        """Show these visits, the oldest first; the cursor stays where it was in the list."""
        focus = self.window().focusWidget()
        at = next((n for n, each in enumerate(self.visits) if focus is each or each is (focus and focus.parent())), -1)
        self._rows, self._compact = rows, compact
        count = len(rows)
        self._all = self._all and count > SHOWN
        self._title.set_note(
            ngettext(
                "{n} visit is over and nobody has written down how it went.",
                "{n} visits are over and nobody has written down how they went.",
                count,
            ).format(n=count)
        )
        clear_layout(self._lines)
        self.visits = [self._visit(row) for row in rows[: self._limit()]]
        for visit in self.visits:
            self._lines.addWidget(visit)
            visit.show()  # else it could not take the focus at once
        if count > len(self.visits):
            self._lines.addWidget(self._more(count - len(self.visits)), 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(rows))
        if at >= 0 and self.visits:
            self.visits[min(at, len(self.visits) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def height_taken(self) -> int:
        """Return the height it takes of the page."""
        if not self._rows:
            return 0
        rows = min(len(self._rows), self._limit()) * (COMPACT_ROW if self._compact else ROW)
        return HEAD + rows + (32 if len(self._rows) > self._limit() else 0) + BELOW

    def _limit(self) -> int:
        if self._all:
            return MOST
        return SHOWN if len(self._rows) > SHOWN + 1 else SHOWN + 1  # the line "n more" would take a row itself

    def _visit(self, row: UnloggedRow) -> UnloggedVisit:
        made = UnloggedVisit(row, compact=self._compact, can_log=not self._ctx.read_only)
        made.record_wanted.connect(
            lambda visit_id: self._ctx.navigate("issues", entry_for=visit_id, back=("today", {}))
        )
        made.ended.connect(self._acts.ended)
        made.step_wanted.connect(lambda step, row=row: self._step(row, step))
        return made

    def _more(self, count: int) -> QWidget:
        if self._all:
            first = self._rows[MOST].day
            more = QuietButton(ngettext("{n} more in the calendar", "{n} more in the calendar", count).format(n=count))
            more.clicked.connect(lambda: self._ctx.navigate("calendar", day=first))
            return more
        more = QuietButton(ngettext("Show {n} more", "Show {n} more", count).format(n=count), "caret-down")
        more.clicked.connect(self._show_all)
        return more

    def _show_all(self) -> None:
        self._all = True
        self.show_rows(self._rows, compact=self._compact)
        if len(self.visits) > SHOWN:
            self.visits[SHOWN].setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, row: UnloggedRow, step: int) -> None:
        at = next((n for n, visit in enumerate(self.visits) if visit.row.id == row.id), 0) + step
        if 0 <= at < len(self.visits):
            self.visits[at].setFocus(Qt.FocusReason.TabFocusReason)
