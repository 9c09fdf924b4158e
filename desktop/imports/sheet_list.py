"""The list of sheets at the left of a step: under each file its sheets, what they mean, and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.deadlines import Lateness
from core.i18n import _
from core.imports.plan import SheetPlan
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.imports.session import ImportSession
from desktop.theme import theme
from desktop.widgets import box, paint_shape
from desktop.widgets.strokes import BASELINE

WIDTH, ROW, HEADING = 312, 50, 32
_LINE: Final = Qt.ItemDataRole.UserRole
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Standing(StrEnum):
    """The mark before a sheet."""

    GOOD = "good"
    OPEN = "open"
    OUT = "out"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class SheetLine:
    """A sheet, a question, or a heading where there is no key."""

    title: str
    note: str = ""
    standing: Standing = Standing.NONE
    count: str = ""
    data: Any = None
    key: tuple[str, str] = ("", "")


class _SheetDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = index.data(_LINE)
        return QSize(10, ROW if isinstance(line, SheetLine) and line.key[1] else HEADING)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line, colours, area = index.data(_LINE), theme(), QRectF(option.rect)
        if not isinstance(line, SheetLine):
            return
        if not line.key[1]:
            painter.setFont(sans(12))
            painter.setPen(colours.ink3)
            words = metrics(12).elidedText(line.title, Qt.TextElideMode.ElideMiddle, int(area.width() - 40))
            painter.drawText(area.adjusted(24, 6, -16, 0), int(BASELINE), words)
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(area, colours.acc_t)
            painter.fillRect(QRectF(0, area.top(), 3, area.height()), colours.acc)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colours.sunken)
        self._paint_words(painter, area, line, selected=selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            box(painter, area.adjusted(0, 0, 0, -1), border=colours.focus, width=2)

    def _paint_words(self, painter: QPainter, area: QRectF, line: SheetLine, *, selected: bool) -> None:
        colours = theme()
        mark = QRectF(24, area.top(), 14, 28)
        if line.standing is Standing.GOOD:
            paint_icon(painter, QRectF(23, area.top() + 9, 14, 14), "check", "ink2")
        elif line.standing is Standing.OPEN:
            paint_shape(painter, mark.adjusted(0, 2, 0, 4), Lateness.SOON)
        ink = colours.ink3 if line.standing is Standing.OUT else colours.ink
        room = area.adjusted(48, 5, -16, -area.height() / 2 + 3)
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        painter.drawText(room, int(RIGHT), line.count)
        room.setRight(room.right() - metrics(13).horizontalAdvance(line.count) - 8)
        painter.setFont(sans(14, bold=selected))
        painter.setPen(ink)
        title = metrics(14, bold=selected).elidedText(line.title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(BASELINE), title)
        low = area.adjusted(48, area.height() / 2 - 1, -16, -4)
        painter.setFont(sans(12))
        painter.setPen(colours.amb if line.standing is Standing.OPEN else colours.ink2)
        painter.drawText(
            low, int(BASELINE), metrics(12).elidedText(line.note, Qt.TextElideMode.ElideRight, int(low.width()))
        )


class SheetList(QListWidget):
    """Sheets under their files. Signal: chosen(object): the data of another line."""

    chosen = Signal(object)

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self.setItemDelegate(_SheetDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Sheets"))
        self.currentItemChanged.connect(self._on_current)
        self._key = ("", "")

    def show_lines(self, lines: Iterable[SheetLine]) -> None:
        """Show these; the chosen sheet stays chosen, else the first that is open, else the first."""
        self.blockSignals(True)  # noqa: FBT003
        self.clear()
        best: QListWidgetItem | None = None
        for line in lines:
            item = QListWidgetItem()
            item.setData(_LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.title} {line.note} {line.count}")
            if not line.key[1]:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
            if line.key[1] and line.key == self._key:
                best = item
        best = best or self._first()
        if best is not None:
            self.setCurrentItem(best)
        self.blockSignals(False)  # noqa: FBT003
        self._on_current(best)

    def go_to(self, wanted: Callable[[SheetLine], bool]) -> bool:
        """Choose the first line that *wanted* accepts."""
        for number in range(self.count()):
            line = self.item(number).data(_LINE)
            if line.key[1] and wanted(line):
                self.setCurrentRow(number)
                return True
        return False

    def lines(self) -> list[SheetLine]:
        """Return what is shown."""
        return [self.item(number).data(_LINE) for number in range(self.count())]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalnum():
            event.ignore()  # digits answer the question in sight; there is no search by letters here
        else:
            super().keyPressEvent(event)

    def _first(self) -> QListWidgetItem | None:
        items = [self.item(number) for number in range(self.count()) if self.item(number).data(_LINE).key[1]]
        is_open = (item for item in items if item.data(_LINE).standing is Standing.OPEN)
        return next(is_open, items[0] if items else None)

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None:
            self._key = item.data(_LINE).key
            self.chosen.emit(item.data(_LINE).data)


def lines_by_file(session: ImportSession, line_of: Callable[[SheetPlan], SheetLine]) -> list[SheetLine]:
    """Return every file with its sheets as *line_of* words them."""
    lines: list[SheetLine] = []
    for source in session.sources:
        sheets = session.sheets_in(source)
        if sheets:
            lines.append(SheetLine(source.path.name))
            lines += [line_of(sheet) for sheet in sheets]
    return lines
