"""The issues brought along, checked with the keys 1 to 4 before the new ones are written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _
from core.issues import CHECK_MARK_NAMES, CheckMark
from db.queries.issues import IssueRow
from desktop.theme import theme
from desktop.widgets import DeadlineLabel, ElidedLabel, Segmented, box

ROW: Final = 38
SHOWN: Final = 6
MARKS: Final = tuple(CheckMark)
NAMES: Final = CHECK_MARK_NAMES | {CheckMark.DISSATISFIED: N_("People not satisfied")}


class CheckRow(QWidget):
    """One issue and its four marks. Signals: marked(str): a key of CheckMark; pressed(): it was clicked."""

    marked = Signal(str)
    pressed = Signal()

    def __init__(self, row: IssueRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.current = False
        self.setFixedHeight(ROW)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 1, 24, 0)
        line.setSpacing(16)
        due = DeadlineLabel(row.timeliness)
        due.setMinimumWidth(150)
        line.addWidget(due)
        line.addWidget(ElidedLabel(row.title), 1)
        agency = ElidedLabel(row.agency, tone="ink2")
        agency.setFixedWidth(116)
        line.addWidget(agency)
        words = [f"{n} {_(NAMES[mark])}" for n, mark in enumerate(MARKS, start=1)]
        pairs = list(zip((mark.value for mark in MARKS), words, strict=True))
        self.marks = Segmented(pairs, strong=True, optional=True)
        self.marks.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for child in self.marks.findChildren(QWidget):
            child.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list itself takes the keys
        self.marks.chosen.connect(self.marked)
        line.addWidget(self.marks)
        self.setAccessibleName(row.title)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        if self.current:
            painter.fillRect(area, colours.raised)
            painter.fillRect(QRectF(0, 1, 3, area.height() - 1), colours.acc)
            box(painter, area.adjusted(3, 1, 0, 0), border=colours.focus, width=2)
        painter.fillRect(QRectF(0, 0, area.width(), 1), colours.line)
        painter.end()


class CheckList(QScrollArea):
    """The list.

    Signals:
        marked(int, object): issue id and its CheckMark, or None where it was taken back.
        done(): the last one was marked, or Tab or Enter left the list.
    """

    marked = Signal(int, object)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CheckRow] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # or 1 to 4 die in a Chinese IME
        self._inside = QWidget()
        self._inside.setProperty("surface", "page")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._inside)
        self.setAccessibleName(_("Issues brought along"))

    def show_issues(self, rows: Sequence[IssueRow], marks: Mapping[int, CheckMark]) -> None:
        """Show these issues with the marks known so far."""
        here = self._rows[self._at].row.id if self._rows else None
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [CheckRow(row) for row in rows]
        for number, line in enumerate(self._rows):
            line.marks.choose(marks[line.row.id].value if line.row.id in marks else "")
            line.marked.connect(lambda key, at=number: self._mark(at, CheckMark(key)))
            line.pressed.connect(lambda at=number: self._go(at))
            self._column.addWidget(line)
        self._at = next((n for n, line in enumerate(self._rows) if line.row.id == here), 0)
        self.setFixedHeight(min(len(rows), SHOWN) * ROW)
        self.setVisible(bool(rows))
        self._show_current()

    def count(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    def issue_ids(self) -> set[int]:
        """Return the issues shown."""
        return {line.row.id for line in self._rows}

    def go_to_unmarked(self) -> bool:
        """Stand on the first issue without a mark; return whether there is one."""
        for number, line in enumerate(self._rows):
            if not line.marks.current():
                self._go(number)
                return True
        return False

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if next:
            self.done.emit()
            return True
        return super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1.value
        if 0 <= number < len(MARKS) and self._rows:
            self._mark(self._at, MARKS[number])
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the page knows what Ctrl+Enter is
            return
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._on()
            case Qt.Key.Key_Up:
                self._go(max(0, self._at - 1))
            case Qt.Key.Key_0 | Qt.Key.Key_Delete | Qt.Key.Key_Backspace if self._rows:
                self._rows[self._at].marks.choose("")
                self.marked.emit(self._rows[self._at].row.id, None)
            case _:
                event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_current()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_current()

    def _mark(self, at: int, mark: CheckMark) -> None:
        line = self._rows[at]
        line.marks.choose(mark.value)
        self._at = at
        self.marked.emit(line.row.id, mark)
        self._on()

    def _on(self) -> None:
        """Go to the next issue; behind the last one the new issues follow."""
        if self._at + 1 < len(self._rows):
            self._go(self._at + 1)
        else:
            self.done.emit()

    def _go(self, at: int) -> None:
        self._at = at
        self.setFocus()
        self.ensureWidgetVisible(self._rows[at])
        self._show_current()

    def _show_current(self) -> None:
        for number, line in enumerate(self._rows):
            line.current = number == self._at and self.hasFocus()
            line.update()
