"""Thumbnails of the files in a schedule: made one at a time off the GUI thread, kept in memory only."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QObject, QSize, QTimer, Signal

from core.i18n import _
from core.pictures import FileKind, file_kind
from db.attachments import AttachmentRow, bytes_of
from desktop.attachments.decoding import Picture, decode
from desktop.context import AppContext
from desktop.tasks import Task

SIDE: Final = QSize(208, 152)
"""Twice the room of a tile, so that thumbnails stay sharp on a dense screen."""
_KEPT: Final = 400


class Thumbnails(QObject):
    """The thumbnails of one open schedule, by content.

    Signals: ready(str): the picture with this hash is there.
    """

    ready = Signal(str)

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx.tasks)
        self._ctx = ctx
        self._made: OrderedDict[str, Picture] = OrderedDict()
        self._wanted: OrderedDict[str, AttachmentRow] = OrderedDict()
        self._task: Task | None = None
        self._begin = QTimer(self, singleShot=True, interval=0)
        self._begin.timeout.connect(self._next)

    def picture(self, row: AttachmentRow) -> Picture | None:
        """Return the thumbnail of a file; None while it is being made or where it is no picture."""
        made = self._made.get(row.sha256)
        if made is not None:
            self._made.move_to_end(row.sha256)
            return made
        if file_kind(row.name) is FileKind.PICTURE:
            self._wanted[row.sha256] = row
            self._wanted.move_to_end(row.sha256)  # what is painted now comes before what was scrolled away
            self._begin.start()
        return None

    def is_idle(self) -> bool:
        """Return whether no thumbnail is being made."""
        return not self._wanted and self._task is None

    def _next(self) -> None:
        if self._task is not None or not self._wanted:
            return
        _sha, row = self._wanted.popitem()
        store = self._ctx.store

        def work(_task: Task) -> Picture:
            with store.read() as session:
                data = bytes_of(session, row)
            return decode(data, row.name, SIDE)

        self._task = self._ctx.tasks.start(
            _("Thumbnails"),
            work,
            done=lambda picture: self._take(row, picture),
            failed=lambda fault: self._take(row, Picture(None, str(fault))),
        )

    def _take(self, row: AttachmentRow, picture: Picture) -> None:
        self._task = None
        self._made[row.sha256] = picture
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        self.ready.emit(row.sha256)
        self._begin.start()


def thumbnails_of(ctx: AppContext) -> Thumbnails:
    """Return the thumbnails of the open schedule; they go with it."""
    found = ctx.tasks.findChild(Thumbnails)
    return found if isinstance(found, Thumbnails) else Thumbnails(ctx)
