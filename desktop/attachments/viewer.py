"""Our own viewer of pictures: scaled to the window, turned as the camera says, never handed to another program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from core.i18n import _, day_text
from core.pictures import megabytes
from db.attachments import AttachmentRow, bytes_of
from desktop.attachments.decoding import Picture, decode
from desktop.context import AppContext
from desktop.tasks import Task
from desktop.theme import theme
from desktop.widgets import ElidedLabel, IconButton, PlainButton, PlainLabel, Rule

BOUND = QSize(2560, 1600)
"""No more is read than a large screen can show."""


class Canvas(QWidget):
    """One picture, as large as the room allows and never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self._quarters = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 220)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, image: QImage | None, words: str) -> None:
        """Show a picture, or *words* in its place."""
        self._image, self._words, self._quarters = image, words, 0
        self.update()

    def turn(self) -> None:
        """Turn by a quarter to the right, for this look only."""
        self._quarters = (self._quarters + 1) % 4
        self.update()

    def shown_size(self) -> QSize:
        """Return the size of the picture as it is turned now."""
        if self._image is None:
            return QSize()
        return self._image.size().transposed() if self._quarters % 2 else self._image.size()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, theme().sunken)
        if self._image is not None:
            self._paint(painter, area.adjusted(12, 12, -12, -12))
        elif self._words:
            painter.setPen(theme().ink2)
            painter.drawText(
                area.adjusted(40, 0, -40, 0), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words
            )
        painter.end()

    def _paint(self, painter: QPainter, room: QRectF) -> None:
        assert self._image is not None
        size = self.shown_size().toSizeF()
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(room.center())
        painter.setTransform(QTransform().rotate(90 * self._quarters), combine=True)
        flat = size.transposed() if self._quarters % 2 else size
        painter.drawImage(QRectF(-flat.width() / 2, -flat.height() / 2, flat.width(), flat.height()), self._image)


class PictureViewer(QDialog):
    """The viewer. Arrows go to the next picture, R turns, Ctrl+S saves a copy, Esc closes.

    Args:
        ctx: The open schedule.
        rows: The pictures to leaf through.
        at: Which one to show first.
        save: Saves copies where the user says.
        parent: The window it belongs to.
    """

    def __init__(
        self,
        ctx: AppContext,
        rows: Sequence[AttachmentRow],
        at: int,
        *,
        save: Callable[[list[AttachmentRow]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx, self._rows, self._save = ctx, list(rows), save
        self.at = at
        self._task: Task | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.canvas = Canvas()
        self.name, self._place = ElidedLabel(px=15, bold=True, serifed=True), PlainLabel(px=13, tone="ink2")
        self.note = PlainLabel(px=13, tone="amb", wrap=True)
        self._build()
        self.go(at)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 12, 10)
        head.setSpacing(12)
        head.addWidget(self.name, 1)
        head.addWidget(self._place)
        self.before, self.after = (
            IconButton("arrow-left", _("Picture before")),
            IconButton("arrow-right", _("Next picture")),
        )
        self.turn = IconButton("arrows-clockwise", _("Turn by a quarter"), hint="R")
        keep = PlainButton(_("Save a copy…"), "export", hint="Ctrl S")
        self.before.clicked.connect(lambda _checked: self.go(self.at - 1))
        self.after.clicked.connect(lambda _checked: self.go(self.at + 1))
        self.turn.clicked.connect(lambda _checked: self.canvas.turn())
        keep.clicked.connect(lambda _checked: self.save())
        for button in (self.before, self.after, self.turn, keep):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.canvas, 1)
        self.note.setContentsMargins(20, 8, 20, 8)
        column.addWidget(self.note)
        self.canvas.setFocus()

    def go(self, at: int) -> None:
        """Show another picture; the first and the last are the ends."""
        if not 0 <= at < len(self._rows):
            return
        self.at = at
        row = self._rows[at]
        self.setWindowTitle(row.name)
        self.name.set_text(row.name)
        day = day_text(row.added_on, year=True)
        self._place.setText(f"{at + 1} / {len(self._rows)}   {megabytes(row.size)}   {day}")
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < len(self._rows))
        self.canvas.setAccessibleName(row.name)
        self._show(Picture(None, _("One moment…")))
        self.note.hide()
        self._read(row)

    def save(self) -> None:
        """Save a copy of the picture shown where the user says."""
        self._save([self._rows[self.at]])

    def is_idle(self) -> bool:
        """Return whether the picture has been read."""
        return self._task is None

    def _read(self, row: AttachmentRow) -> None:
        """Read one picture at a time: leafing on while one is read takes up the last one wanted."""
        if self._task is not None:
            return
        store = self._ctx.store

        def work(_task: Task) -> Picture:
            with store.read() as session:
                data = bytes_of(session, row)
            return decode(data, row.name, BOUND)

        self._task = self._ctx.tasks.start(
            _("Picture"),
            work,
            done=lambda picture: self._take(row, picture),
            failed=lambda fault: self._take(row, Picture(None, str(fault))),
        )

    def _take(self, row: AttachmentRow, picture: Picture) -> None:
        self._task = None
        if not isValid(self):  # closed meanwhile
            return
        wanted = self._rows[self.at]
        if wanted.id != row.id:
            self._read(wanted)
            return
        self._show(picture)

    def _show(self, picture: Picture) -> None:
        self.canvas.show_picture(picture.image, picture.fault)
        self.note.setText(picture.fault if picture.image is not None else "")
        self.note.setVisible(picture.image is not None and bool(picture.fault))
        self.turn.setEnabled(picture.image is not None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
            return
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down | Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go(self.at + 1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up | Qt.Key.Key_PageUp | Qt.Key.Key_Backspace:
                self.go(self.at - 1)
            case Qt.Key.Key_Home:
                self.go(0)
            case Qt.Key.Key_End:
                self.go(len(self._rows) - 1)
            case Qt.Key.Key_R:
                self.canvas.turn()
            case _:
                super().keyPressEvent(event)
