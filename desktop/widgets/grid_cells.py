"""What the grids one types into share: the titles over the columns, and cells whose editor tells every letter."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.fonts import sans
from desktop.theme import theme
from desktop.widgets.strokes import paint_words

Index = QModelIndex | QPersistentModelIndex
CELL_PAD = 10
_LONGEST = 5000
"""Far beyond any field: what is too long is told, never cut."""


class ColumnTitles(QHeaderView):
    """The titles over the columns, *height* pixels high."""

    def __init__(self, parent: QWidget, height: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(height)
        self.setSectionsClickable(False)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours, area = theme(), QRectF(rect)
        painter.fillRect(area, colours.sunken)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line)
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), colours.line)
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        paint_words(painter, area.adjusted(CELL_PAD, 0, -4, 0), title, colours.ink2, px=13)


class LineDelegate(QStyledItemDelegate):
    """Cells of one line. Signal: edited(index, str): letter by letter, so that a kill loses nothing."""

    edited = Signal(object, str)

    def line_editor(self, parent: QWidget, index: Index, name: str) -> QLineEdit:
        """Return the editor of a cell; *name* is what a screen reader calls it."""
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        editor.setFont(sans(14))
        editor.setMaxLength(_LONGEST)
        editor.setAccessibleName(name)
        place = QPersistentModelIndex(index)
        editor.textEdited.connect(lambda text: self.edited.emit(place, text))
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.text() != index.data(Qt.ItemDataRole.EditRole):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(-1, -1, 0, 0))
