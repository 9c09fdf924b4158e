"""The table of rows: headings, verdict marks, the row as it stands in the file, and what is to be said of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget
from typing_extensions import override

from core.i18n import _
from core.imports.plan import Verdict
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.imports.row_model import CONTENT, ENTRY_ROLE, PLACE, VERDICT, WHY, RowLine, RowModel
from desktop.imports.wording import VERDICT_WORDS
from desktop.theme import theme
from desktop.widgets import box, hairline
from desktop.widgets.strokes import BASELINE, paint_words

Index = QModelIndex | QPersistentModelIndex
ROW = 34
MARGIN, PAD = 24, 10
ICONS = {Verdict.NEW: "plus", Verdict.CHANGED: "note-pencil", Verdict.SAME: "check", Verdict.REFUSED: "x"}
TONES = {Verdict.NEW: "grn", Verdict.CHANGED: "acc", Verdict.SAME: "ink3", Verdict.REFUSED: "red"}


class _RowDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, area = index.data(ENTRY_ROLE), QRectF(option.rect)
        if isinstance(entry, str):
            _paint_heading(painter, area, entry)
            return
        if not isinstance(entry, RowLine):
            return
        colours = theme()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colours.acc_t)
            if index.column() == PLACE:
                painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), colours.acc)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colours.sunken)
        hairline(
            painter, QPointF(area.left(), area.bottom() - 1), QPointF(area.right(), area.bottom() - 1), colours.line
        )
        inner = area.adjusted(MARGIN if index.column() == PLACE else PAD, 0, -PAD, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_cell(painter, inner, entry, index.column(), selected=selected)


def _paint_heading(painter: QPainter, area: QRectF, words: str) -> None:
    colours = theme()
    painter.fillRect(area, colours.page)
    painter.setFont(sans(13, bold=True))
    painter.setPen(colours.ink)
    head, _gap, count = words.rpartition("  ")
    room = area.adjusted(MARGIN, 4, -PAD - 60, 0)
    shown = metrics(13, bold=True).elidedText(head, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(BASELINE), shown)
    painter.setFont(sans(13))
    painter.setPen(colours.ink2)
    x = metrics(13, bold=True).horizontalAdvance(shown) + 8
    painter.drawText(room.adjusted(x, 0, 60, 0), int(BASELINE), count)
    hairline(painter, QPointF(area.left(), area.bottom() - 1), QPointF(area.right(), area.bottom() - 1), colours.line2)


def _paint_cell(painter: QPainter, area: QRectF, line: RowLine, column: int, *, selected: bool) -> None:
    colours, verdict = theme(), line.row.verdict
    quiet = colours.ink2 if selected else colours.ink3  # ink3 is too faint on a selected row
    match column:
        case 0:
            paint_words(painter, area, line.place, colours.ink2, px=13)
        case 1:
            tone = colours.colour(TONES[verdict]) if verdict is not Verdict.SAME else quiet
            paint_icon(painter, QRectF(area.left(), area.center().y() - 7, 14, 14), ICONS[verdict], tone)
            paint_words(painter, area.adjusted(20, 0, 0, 0), _(VERDICT_WORDS[verdict]), tone, px=13)
        case 2:
            paint_words(painter, area, line.content, quiet if verdict is Verdict.SAME else colours.ink)
        case _:
            paint_words(painter, area, line.why, colours.ink2, px=13)


class _Header(QHeaderView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(34)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)

    @override
    def paintSection(self, painter: QPainter, rect: object, logicalIndex: int) -> None:
        colours, area = theme(), QRectF(rect)  # type: ignore[call-overload]
        painter.fillRect(area, colours.sunken)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line2)
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        painter.drawText(area.adjusted(MARGIN if logicalIndex == PLACE else PAD, 0, 0, 0), int(BASELINE), text)


class RowTable(QTreeView):
    """Signal: current_changed(object): the RowLine that is current, or None."""

    current_changed = Signal(object)

    def __init__(self, *, verdicts: bool = True, whys: bool = True) -> None:
        super().__init__()
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(self))
        header = _Header(self)
        self.setHeader(header)
        for column, width in ((PLACE, 190), (VERDICT, 104)):
            header.resizeSection(column, width)
        for column in (PLACE, VERDICT, WHY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(CONTENT, QHeaderView.ResizeMode.Stretch)
        self.setColumnHidden(VERDICT, not verdicts)
        self._whys = whys
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionBehavior(QTreeView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Rows"))

    def show_entries(self, entries: list[RowLine | str]) -> None:
        """Show rows and headings; the first row becomes current."""
        self.rows.show_entries(entries)
        told = any(isinstance(e, RowLine) and (e.row.changes or e.row.reasons or e.row.warnings) for e in entries)
        self.setColumnHidden(WHY, not (self._whys and told))
        for number, entry in enumerate(entries):
            if isinstance(entry, str):
                self.setFirstColumnSpanned(number, QModelIndex(), True)  # noqa: FBT003 - Qt has no names here
        first = next((number for number, entry in enumerate(entries) if isinstance(entry, RowLine)), -1)
        self.setCurrentIndex(self.rows.index(first, 0) if first >= 0 else QModelIndex())
        if first < 0:
            self.current_changed.emit(None)
        self.scrollToTop()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.header().resizeSection(WHY, int(self.width() * 0.36))
        super().resizeEvent(event)

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, options, index)
        if self.hasFocus() and index.row() == self.currentIndex().row():
            area = QRectF(0, options.rect.top(), self.viewport().width(), options.rect.height() - 1)
            box(painter, area, border=theme().focus, width=2)

    @override
    def drawBranches(self, painter: QPainter, rect: object, index: Index) -> None:
        """Leave the branches out: the list is flat."""

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        entry = self.rows.entry(current.row())
        self.current_changed.emit(entry if isinstance(entry, RowLine) else None)
