"""Lines of a record between the draft and the rows of a grid."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import NoteDraft, NoteKind
from desktop.visits.record.cells import Row


def note_rows(notes: Sequence[NoteDraft], kind: NoteKind) -> list[Row]:
    """Return the lines of one kind as rows."""
    return [
        Row(note.uid, {"text": note.text, "reply": note.reply}, note.id, note.issue_uid)
        for note in notes
        if note.kind is kind
    ]


def notes_from(rows: Sequence[Row], kind: NoteKind) -> list[NoteDraft]:
    """Return rows as lines of one kind."""
    return [
        NoteDraft(row.uid, kind, row.text("text").strip(), row.text("reply").strip(), row.issue_uid, row.id)
        for row in rows
    ]
