"""Photos and papers of a visit: content is safe in the schedule at once, attached when the record is saved."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from core.records import RecordDraft
from desktop.attachments.file_acts import FileActs
from desktop.attachments.shelf import DraftShelf
from desktop.attachments.strip import AttachmentStrip
from desktop.context import AppContext
from desktop.visits.record.sections import RecordSection


class FilesSection(RecordSection):
    """The strip of a visit's files.

    A file that is chosen, dropped or pasted is copied into the schedule at once, where no kill and no
    pulled stick can reach it. It belongs to the visit when the record is saved, in the same one step.
    """

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.strip = AttachmentStrip()
        self.shelf = DraftShelf(ctx, self._on_changed)
        self.acts = FileActs(ctx, self.strip, self.shelf, shown=self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 6)
        column.addWidget(self.strip)
        self.strip.left.connect(lambda by: (self.left_upwards if by < 0 else self.left_downwards).emit())
        ctx.hub.changed.connect(self._on_hub)

    @override
    def title(self) -> str:
        return _("Photos and papers")

    @override
    def note(self) -> str:
        waiting = len(self.shelf.pending)
        if not waiting:
            return ""
        return ngettext(
            "{n} file goes with the record when you finish", "{n} files go with the record when you finish", waiting
        ).format(n=waiting)

    @override
    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Enter", _("look at it")), ("Ctrl V", _("paste a picture")), ("Del", _("remove")))

    @override
    def load(self, record: RecordDraft) -> None:
        self.shelf.visit_id = record.visit_id
        self.shelf.clear()
        self._show()

    @override
    def store_into(self, record: RecordDraft) -> None:
        """Leave the record as it is: files go beside it."""

    @override
    def typed(self) -> Any:
        return self.shelf.typed()

    @override
    def restore(self, typed: Any) -> None:
        self.shelf.restore(typed)
        self._show()

    @override
    def first_field(self) -> QWidget:
        return self.strip.first_field()

    @override
    def fault(self) -> tuple[QWidget, str] | None:
        if self.acts.is_busy():
            return self.strip.first_field(), _("Files are still being added. Wait a moment, then finish.")
        return None

    @override
    def files(self) -> list[tuple[str, bytes]]:
        return self.shelf.contents()

    @override
    def saved(self) -> None:
        self.shelf.clear()
        self._show()

    def _show(self) -> None:
        self.strip.show_attachments(self.shelf.rows(), may_add=not self._ctx.read_only)
        self.note_changed.emit()

    def _on_changed(self) -> None:
        self._show()
        self.changed.emit()

    def _on_hub(self, tables: frozenset[str]) -> None:
        if "attachment" in tables:
            self._show()
