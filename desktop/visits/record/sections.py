"""One section of the record page: what every section can do, whatever it asks for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.records import RecordDraft


class RecordSection(QWidget):
    """A part of the record page that a person jumps to with F6.

    The page shows `title` and `note` above it. A section neither reads nor writes the schedule's
    records itself: it is loaded from a RecordDraft and stores itself into one. What was typed and not
    saved yet goes through `typed` and `restore`, which must hold everything that `store_into` would.

    Signals:
        changed(): something was typed or ticked; the page keeps a draft of it within half a second.
        note_changed(): `note` says something else now.
        hinted(str): a quiet sentence for the line above the key bar, or "" to take it back.
        left_upwards(), left_downwards(): Up, Shift+Tab or Tab leave the first or last field.
    """

    changed = Signal()
    note_changed = Signal()
    hinted = Signal(str)
    left_upwards = Signal()
    left_downwards = Signal()

    def title(self) -> str:
        """Return the heading, translated."""
        raise NotImplementedError

    def note(self) -> str:
        """Return a few quiet words beside the heading, such as how many rows there are."""
        return ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys that work here as (key, translated words) for the key bar; () for the usual ones."""
        return ()

    def load(self, record: RecordDraft) -> None:
        """Show what is stored."""
        raise NotImplementedError

    def store_into(self, record: RecordDraft) -> None:
        """Put what stands here into the record.

        Raises:
            UserError: something here cannot be understood; `show_fault` marks it.
        """
        raise NotImplementedError

    def typed(self) -> Any:
        """Return what stands here as JSON values, None where nothing was typed since `load`."""
        raise NotImplementedError

    def restore(self, typed: Any) -> None:
        """Show what an earlier sitting typed; anything unreadable in it is left out."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return the widget that gets the focus when somebody jumps here."""
        raise NotImplementedError

    def fault(self) -> tuple[QWidget, str] | None:
        """Return the first field that cannot be saved as it stands, and the sentence saying what to do."""
        return None

    def files(self) -> list[tuple[str, bytes]]:
        """Return files typed in here that are attached when the record is saved: (name, content).

        Raises:
            OSError: one of them cannot be read any more.
        """
        return []

    def saved(self) -> None:
        """The record was written: forget what was only kept until then."""
