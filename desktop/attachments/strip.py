"""The strip of thumbnails: files added by button, drop or Ctrl+V, looked at, saved and removed by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from db.attachments import AttachmentRow
from desktop.attachments.taking import accept_copy, may_offer
from desktop.attachments.thumbnails import Thumbnails
from desktop.attachments.tiles import TILE, FileModel, TileDelegate
from desktop.theme import theme
from desktop.widgets import Button, PlainLabel, box

Index = QModelIndex | QPersistentModelIndex
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Tiles(QListView):
    """The tiles; they take as many lines as they need and never scroll.

    Signals:
        opened(object): Enter or a double click on a file.
        removal_wanted(): Del.
        pasted(object): Ctrl+V, with the clipboard's QMimeData.
        menu_wanted(QPoint): right click or menu key, in global coordinates.
        left(int): an arrow led out: -1 above the first line, 1 below the last.
    """

    opened = Signal(object)
    removal_wanted = Signal()
    pasted = Signal(object)
    menu_wanted = Signal(QPoint)
    left = Signal(int)

    def __init__(self, model: FileModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = model
        self.setModel(model)
        self.setItemDelegate(TileDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(TILE)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)  # the strip around it takes what is dropped
        self.setProperty("role", "tiles")
        self.viewport().setAutoFillBackground(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("Photos and papers"))
        model.modelReset.connect(self._fit)
        self._fit()

    def chosen(self) -> list[AttachmentRow]:
        """Return the files selected, in their order; else the current one."""
        places = sorted(index.row() for index in self.selectedIndexes())
        if not places and self.currentIndex().isValid():
            places = [self.currentIndex().row()]
        return [self._files.rows[place] for place in places if place < len(self._files.rows)]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().mimeData())
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self.chosen():
            self.opened.emit(self.chosen()[0])
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removal_wanted.emit()
        elif event.text().isprintable() and event.text() and not control:
            event.ignore()  # single keys belong to the page
        elif not self._leads_out(event):
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() == Qt.Key.Key_Delete or event.matches(QKeySequence.StandardKey.SelectAll))
        ):
            event.accept()  # Del means the file here, not the visit of the page
            return True
        return super().event(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self._files.rows[index.row()])

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() is not QContextMenuEvent.Reason.Mouse and index.isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).center()))
        else:
            self.menu_wanted.emit(event.globalPos())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(TILE.width() * 2, self.height())

    def _leads_out(self, event: QKeyEvent) -> bool:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        columns = max(self.width() // TILE.width(), 1)
        line, last = self.currentIndex().row() // columns, (len(self._files.rows) - 1) // columns
        out = bool(by) and not event.modifiers() and not 0 <= line + by <= last
        if out:
            self.left.emit(by)
        return out

    def _fit(self) -> None:
        columns = max(self.width() // TILE.width(), 1)
        lines = -(-len(self._files.rows) // columns)
        high = lines * TILE.height()
        if high != self.height() or high != self.maximumHeight():
            self.setFixedHeight(high)
        self.setVisible(bool(lines))


class AttachmentStrip(QWidget):
    """Photos and papers of one record, and the button that adds more.

    Signals:
        add_wanted(): ask for files.
        offered(object): a QMimeData was dropped or pasted.
        open_wanted(object): the AttachmentRow to look at.
        save_wanted(object), remove_wanted(object): lists of AttachmentRows.
        left(int): an arrow led out upwards (-1) or downwards (1).
    """

    add_wanted = Signal()
    offered = Signal(object)
    open_wanted = Signal(object)
    save_wanted = Signal(object)
    remove_wanted = Signal(object)
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FileModel(self)
        self.tiles = Tiles(self.model)
        self.add = Button(_("Add photos or papers"), "plus", px=13, high=28)
        self._note = PlainLabel(px=12, tone="ink3", wrap=True)
        self._may_change, self._over = True, False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()
        self.add.clicked.connect(lambda _checked: self.add_wanted.emit())
        self.tiles.opened.connect(self.open_wanted)
        self.tiles.removal_wanted.connect(self._remove)
        self.tiles.pasted.connect(self.offer)
        self.tiles.menu_wanted.connect(self._show_menu)
        self.tiles.left.connect(self.left)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tiles)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.add)
        line.addWidget(self._note, 1)
        column.addLayout(line)
        self._say()

    def use(self, thumbnails: Thumbnails) -> None:
        """Show thumbnails from there."""
        self.model.use(thumbnails)

    def show_attachments(self, rows: Sequence[AttachmentRow], *, may_add: bool) -> None:
        """Show these files; what is selected stays so where it is still there."""
        kept, self._may_change = {row.id for row in self.tiles.chosen()}, may_add
        at = self.tiles.currentIndex().row()
        if list(rows) != self.model.rows:
            self.model.show_rows(rows)
            self._choose(kept, at)
        self.add.setVisible(may_add)
        self._say()

    def rows(self) -> list[AttachmentRow]:
        """Return the files shown."""
        return list(self.model.rows)

    def say(self, words: str, *, tone: str = "ink3") -> None:
        """Say something beside the button; "" says how to add files."""
        self._note.set_tone(tone)
        self._say(words)

    def first_field(self) -> QWidget:
        """Return what takes the focus: the tiles, or the button while there are none."""
        return self.tiles if self.model.rows else self.add

    def offer(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted, if it can be attached."""
        if self._may_change:
            self.offered.emit(mime)

    def _choose(self, ids: set[int], at: int) -> None:
        """Select the same files again, else what has come into the place of the current one."""
        selection = self.tiles.selectionModel()
        for number, row in enumerate(self.model.rows):
            if row.id in ids:
                selection.select(self.model.index(number), selection.SelectionFlag.Select)
                selection.setCurrentIndex(self.model.index(number), selection.SelectionFlag.NoUpdate)
        if at >= 0 and self.model.rows and not self.tiles.currentIndex().isValid():
            self.tiles.setCurrentIndex(self.model.index(min(at, len(self.model.rows) - 1)))
        if self.tiles.isHidden() and self.focusWidget() is self.tiles:
            self.add.setFocus()

    def _say(self, words: str = "") -> None:
        if not words and self._may_change:
            words = _("or drop them here, or paste with Ctrl+V")
        self._note.setText(words)
        self._note.setVisible(bool(words))
        count = len(self.model.rows)
        self.setAccessibleName(ngettext("{n} file", "{n} files", count).format(n=count))

    def _remove(self) -> None:
        if self._may_change and self.tiles.chosen():
            self.remove_wanted.emit(self.tiles.chosen())

    def _show_menu(self, place: QPoint) -> None:
        rows = self.tiles.chosen()
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        entries: list[tuple[str, Callable[[], object], bool]] = [
            (_("Look at it") + "\tEnter", lambda: self.open_wanted.emit(rows[0]), len(rows) == 1),
            (_("Save a copy…"), lambda: self.save_wanted.emit(rows), bool(rows)),
            (_("Remove") + "\tDel", lambda: self.remove_wanted.emit(rows), bool(rows) and self._may_change),
            (_("Paste") + "\tCtrl+V", lambda: self.offer(QApplication.clipboard().mimeData()), self._may_change),
            (_("Add files…"), self.add_wanted.emit, self._may_change),
        ]
        for words, do, possible in entries:
            action = menu.addAction(words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, do=do: do())
        menu.popup(place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V while the button has the focus, before there is any file."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._may_change:
            self.offer(QApplication.clipboard().mimeData())
        elif self.add.hasFocus() and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            self.left.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_change and may_offer(event.mimeData()):
            accept_copy(event)
            self._over = True
            self.update()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._over:
            accept_copy(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        accept_copy(event)
        self.offer(event.mimeData())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._over:
            painter = QPainter(self)
            box(painter, self.rect().toRectF(), radius=6, fill=theme().acc_t, border=theme().acc, dashed=True)
            painter.end()
