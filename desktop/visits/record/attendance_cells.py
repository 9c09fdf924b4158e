"""How the table of who was there is painted and edited: cells, titles and numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyleOptionViewItem, QWidget
from typing_extensions import override

from core.i18n import _
from core.records import AttendeeDraft
from desktop.fonts import sans
from desktop.theme import theme
from desktop.visits.record.attendance_model import (
    AGAIN_ROLE,
    NAME,
    PRESENCE_NAMES,
    PRESENT,
    PROBLEM_ROLE,
    ROW_ROLE,
    UNIT,
)
from desktop.widgets import Choice, PinyinCompleter, box
from desktop.widgets.grid_cells import LineDelegate
from desktop.widgets.marks import paint_tick
from desktop.widgets.strokes import paint_words

if TYPE_CHECKING:
    from desktop.visits.record.attendance_grid import AttendanceGrid

Index = QModelIndex | QPersistentModelIndex
Choices = Callable[[], Sequence[Choice]]
ROW, HEADER, NUMBERS, PAD = 36, 32, 48, 10


class AttendanceDelegate(LineDelegate):
    """Paints cells and opens editors. Signal: unit_chosen(index, id)."""

    unit_chosen = Signal(object, object)

    def __init__(self, grid: AttendanceGrid, units: Choices) -> None:
        super().__init__(grid)
        self._grid, self._units = grid, units

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        title = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        editor = self.line_editor(parent, index, _("{column}, row {n}").format(column=title, n=index.row() + 1))
        place = QPersistentModelIndex(index)
        if index.column() == UNIT:
            completer = PinyinCompleter(editor, self._units)
            completer.chosen.connect(lambda each: self._take_unit(place, each))
        return editor

    def _take_unit(self, place: QPersistentModelIndex, each: Choice) -> None:
        self.edited.emit(place, each.text)
        self.unit_chosen.emit(place, each.data)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Tab, Enter and the arrows to the grid, which knows what comes next."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            completer = watched.findChild(PinyinCompleter)
            is_open = isinstance(completer, PinyinCompleter) and completer.is_open()
            if is_open and isinstance(completer, PinyinCompleter) and completer.eventFilter(watched, event):
                return True
            if self._grid.key_in_editor(event):
                return True
        return super().eventFilter(watched, event)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, area, row = theme(), QRectF(option.rect), index.data(ROW_ROLE)
        current = self._grid.currentIndex()
        here = current.row() == index.row() and self._grid.is_active()
        if here:
            painter.fillRect(area, colours.raised)
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), colours.line)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line)
        words = area.adjusted(PAD, 0, -PAD, -1)
        blank = index.row() == index.model().rowCount() - 1
        if blank and index.column() == NAME:
            paint_words(painter, words, _("Name, or paste a list"), colours.ink3)
        elif index.column() == NAME and not row.name and row.unit:
            paint_words(painter, words, _("not named yet"), colours.ink3)
        elif not blank and index.column() == PRESENT and isinstance(row, AttendeeDraft):
            _paint_presence(painter, words, row.present)
        else:
            tone = colours.amb if index.data(AGAIN_ROLE) else colours.ink if index.column() <= UNIT else colours.ink2
            paint_words(painter, words, str(index.data() or ""), tone)
        if index.data(PROBLEM_ROLE):
            box(painter, area.adjusted(0, 0, -1, -1), border=colours.red, width=2)
        elif here and current.column() == index.column() and self._grid.hasFocus():
            box(painter, area.adjusted(-1, -1, 0, 0), border=colours.focus, width=2)


def _paint_presence(painter: QPainter, area: QRectF, present: bool | None) -> None:  # noqa: FBT001 - a state
    """Paint a box, ticked or empty, and its word where somebody said so."""
    colours = theme()
    side = QRectF(area.left(), area.center().y() - 8, 16, 16)
    if present:
        box(painter, side, radius=3, fill=colours.acc)
        paint_tick(painter, side, colours.onacc)
    else:
        box(painter, side, radius=3, fill=colours.raised, border=colours.line3)
    if present is not None:
        tone = colours.ink if present else colours.ink3
        paint_words(painter, area.adjusted(24, 0, 0, 0), _(PRESENCE_NAMES[present]), tone, px=13)


class Numbers(QHeaderView):
    """The numbers before the rows."""

    def __init__(self, parent: AttendanceGrid) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = parent
        self.setFixedWidth(NUMBERS)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(ROW)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours, area = theme(), QRectF(rect)
        here = self._grid.currentIndex().row() == logicalIndex and self._grid.is_active()
        painter.fillRect(area, colours.raised if here else colours.page)
        if here:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), colours.acc)
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), colours.line)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line)
        painter.setFont(sans(13))
        painter.setPen(colours.ink3)
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area.adjusted(0, 0, -PAD, 0), flags, str(logicalIndex + 1))
