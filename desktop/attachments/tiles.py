"""The tiles of a strip: a model of files and the delegate that paints each with its thumbnail or its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.i18n import _
from core.pictures import FileKind, ending_of, file_kind, megabytes
from db.attachments import AttachmentRow
from desktop.attachments.decoding import Picture
from desktop.attachments.thumbnails import Thumbnails
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets import box, plain_tip
from desktop.widgets.strokes import focus_ring

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
PICTURE_ROLE: Final = Qt.ItemDataRole.UserRole + 2
TILE: Final = QSize(109, 104)
"""With the gap at its right and below."""
_PICTURE: Final = QSize(102, 76)


class FileModel(QAbstractListModel):
    """The files of one owner."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AttachmentRow] = []
        self._thumbnails: Thumbnails | None = None

    def use(self, thumbnails: Thumbnails) -> None:
        """Show thumbnails from there."""
        self._thumbnails = thumbnails
        thumbnails.ready.connect(self._on_ready)

    def show_rows(self, rows: Sequence[AttachmentRow]) -> None:
        """Show other files."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def picture(self, row: AttachmentRow) -> Picture | None:
        """Return the thumbnail, None while there is none."""
        return self._thumbnails.picture(row) if self._thumbnails is not None else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == ROW_ROLE:
            return row
        if role == PICTURE_ROLE:
            return self.picture(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.story(row))
        return self.story(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def story(self, row: AttachmentRow) -> str:
        """Return name, kind, size and what is wrong with a file."""
        picture = self.picture(row)
        fault = picture.fault if picture is not None else ""
        if file_kind(row.name) is FileKind.ACTIVE:
            fault = _("It could run on a computer and harm it, so it is never opened here.")
        return "\n".join(filter(None, (f"{row.name}  {kind_words(row)}  {megabytes(row.size)}", fault)))

    def _on_ready(self, sha256: str) -> None:
        for number, row in enumerate(self.rows):
            if row.sha256 == sha256:
                self.dataChanged.emit(self.index(number), self.index(number))


def kind_words(row: AttachmentRow) -> str:
    """Return what a file is by its name."""
    return {
        FileKind.PICTURE: _("Picture"),
        FileKind.DOCUMENT: _("Document"),
        FileKind.ACTIVE: _("Program or macro"),
    }[file_kind(row.name)]


class TileDelegate(QStyledItemDelegate):
    """Paints a tile: the picture or what stands for it, and the name below."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return TILE

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, colours = index.data(ROW_ROLE), theme()
        if not isinstance(row, AttachmentRow):
            return
        area = QRectF(option.rect.left() + 3, option.rect.top() + 3, _PICTURE.width(), _PICTURE.height())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        box(painter, area, radius=4, fill=colours.acc_t if selected else colours.sunken)
        picture = index.data(PICTURE_ROLE)
        if isinstance(picture, Picture) and picture.image is not None:
            _paint_picture(painter, area, picture.image)
            if picture.fault:
                _paint_badge(painter, area)
        else:
            _paint_kind(painter, area, row, broken=isinstance(picture, Picture))
        box(painter, area, radius=4, border=colours.acc if selected else colours.line2, width=2 if selected else 1)
        words = QRectF(area.left(), area.bottom() + 2, area.width(), 18)
        painter.setFont(sans(12))
        painter.setPen(colours.ink if selected else colours.ink2)
        shown = metrics(12).elidedText(row.name, Qt.TextElideMode.ElideMiddle, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, area, radius=4)


def _paint_picture(painter: QPainter, area: QRectF, image: QImage) -> None:
    """Paint a thumbnail whole, centred, never larger than it is."""
    inner = area.adjusted(2, 2, -2, -2)
    size = image.size().toSizeF()
    if size.width() > inner.width() or size.height() > inner.height():
        size.scale(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(inner.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    painter.restore()


def _paint_kind(painter: QPainter, area: QRectF, row: AttachmentRow, *, broken: bool) -> None:
    """Paint what stands for a file without a picture."""
    kind = file_kind(row.name)
    middle = QRectF(area.center().x() - 14, area.top() + 14, 28, 28)
    tone = "amb" if kind is FileKind.ACTIVE or broken else "ink3"
    paint_icon(painter, middle, "image" if kind is FileKind.PICTURE else "paperclip", tone)
    words = ending_of(row.name).upper()[:8]
    if kind is FileKind.PICTURE:
        words = _("not shown") if broken else ""
    elif kind is FileKind.ACTIVE:
        words = _("never opened")
    painter.setFont(sans(12))
    painter.setPen(theme().colour("amb" if tone == "amb" else "ink2"))
    place = QRectF(area.left() + 4, area.top() + 46, area.width() - 8, 18)
    shown = metrics(12).elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), shown)


def _paint_badge(painter: QPainter, area: QRectF) -> None:
    """Paint the mark of a picture of which only a part is there."""
    words = _("damaged")
    place = QRectF(area.left() + 4, area.bottom() - 22, metrics(12).horizontalAdvance(words) + 10, 18)
    box(painter, place, radius=3, fill=theme().amb_t)
    painter.setFont(sans(12))
    painter.setPen(theme().amb)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
