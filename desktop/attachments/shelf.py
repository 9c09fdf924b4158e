"""Where files are kept: on an issue or a visit at once, or with the record of a visit until it is finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.i18n import N_
from db.attachments import (
    AttachmentRow,
    attach,
    attachments_of,
    bytes_of,
    clean_name,
    detach,
    is_kept,
    keep_content,
    media_type_of,
)
from desktop.attachments.taking import Named
from desktop.context import AppContext


@dataclass(frozen=True, slots=True)
class Owner:
    """What files belong to: an issue or a visit."""

    issue_id: int | None = None
    visit_id: int | None = None


class Shelf(Protocol):
    """A place for files, seen from the strip that shows them."""

    undoable: bool
    """Whether adding can be taken back with Ctrl+Z."""

    def put(self, files: Sequence[Named]) -> object:
        """Keep *files*, in a thread; return what `arrived` needs."""

    def arrived(self, kept: object) -> int:
        """Take up what `put` returned, in the GUI thread; return how many files are new."""

    def take_away(self, rows: Sequence[AttachmentRow]) -> bool:
        """Remove files in one step; return whether that can be taken back with Ctrl+Z."""


class OwnerShelf:
    """Files of an issue or a visit: attached and removed at once, each time in one undoable step."""

    undoable = True

    def __init__(self, ctx: AppContext, owner: Callable[[], Owner | None]) -> None:
        self._ctx, self._owner = ctx, owner
        self._for: Owner | None = None

    def hold(self) -> bool:
        """Remember whose files are being read now; return whether there is anybody."""
        self._for = self._owner()
        return self._for is not None

    def put(self, files: Sequence[Named]) -> object:
        """Attach what is not there yet under the same name."""
        owner = self._for
        if owner is None or not files:
            return 0
        today, new = self._ctx.today(), 0
        with self._ctx.store.write(N_("Add files")) as session:
            there = {
                (row.sha256, row.name)
                for row in attachments_of(session, issue_id=owner.issue_id, visit_id=owner.visit_id)
            }
            for name, data in files:
                if (keep_content(session, data, name), clean_name(name)) not in there:
                    attach(session, data, name, added_on=today, issue_id=owner.issue_id, visit_id=owner.visit_id)
                    new += 1
        return new

    def arrived(self, kept: object) -> int:
        """Return how many were new; the page reads them again by itself."""
        return kept if isinstance(kept, int) else 0

    def take_away(self, rows: Sequence[AttachmentRow]) -> bool:
        """Detach files."""
        with self._ctx.store.write(N_("Remove files")) as session:
            for row in rows:
                detach(session, row.id)
        return True


class DraftShelf:
    """Files of a visit whose record is being written: content is in the schedule at once, the rest when it is saved.

    Args:
        ctx: The open schedule.
        changed: Called when files were added to the draft or taken out of it.
    """

    undoable = False

    def __init__(self, ctx: AppContext, changed: Callable[[], None]) -> None:
        self._ctx, self._changed = ctx, changed
        self.visit_id: int | None = None
        self.pending: list[AttachmentRow] = []

    def hold(self) -> bool:
        """Return whether there is a visit to add files to."""
        return self.visit_id is not None

    def rows(self) -> list[AttachmentRow]:
        """Return what is attached already, then what is to be."""
        return [*self.attached(), *self.pending]

    def attached(self) -> list[AttachmentRow]:
        """Return what is attached to the visit already."""
        if self.visit_id is None:
            return []
        with self._ctx.store.read() as session:
            return attachments_of(session, visit_id=self.visit_id)

    def put(self, files: Sequence[Named]) -> object:
        """Keep the content, which nothing journals; it is attached with the record."""
        if not files:
            return []
        today = self._ctx.today()
        with self._ctx.store.write(N_("Keep what is typed")) as session:
            return [
                AttachmentRow(
                    0, clean_name(name), media_type_of(name), len(data), today, keep_content(session, data, name)
                )
                for name, data in files
            ]

    def arrived(self, kept: object) -> int:
        """Add to the draft what is not in it yet."""
        there = {(row.sha256, row.name) for row in self.rows()}
        new = [
            row
            for row in (kept if isinstance(kept, list) else ())
            if isinstance(row, AttachmentRow) and (row.sha256, row.name) not in there
        ]
        self._append(new)
        if new:
            self._changed()
        return len(new)

    def take_away(self, rows: Sequence[AttachmentRow]) -> bool:
        """Take files out of the draft, and detach in one step those that were attached before."""
        ids = {row.id for row in rows}
        stored = sorted(each for each in ids if each > 0)
        if stored:
            with self._ctx.store.write(N_("Remove files")) as session:
                for each in stored:
                    detach(session, each)
        before = len(self.pending)
        self.pending = [row for row in self.pending if row.id not in ids]
        if len(self.pending) != before or stored:
            self._changed()
        return bool(stored)

    def contents(self) -> list[Named]:
        """Return what is to be attached, read back and proved.

        Raises:
            AttachmentDamaged: a content is not what was kept.
        """
        with self._ctx.store.read() as session:
            return [(row.name, bytes_of(session, row)) for row in self.pending]

    def typed(self) -> list[dict[str, Any]] | None:
        """Return the files of the draft as JSON values, None where there are none."""
        found = [{"name": row.name, "sha256": row.sha256, "size": row.size} for row in self.pending]
        return found or None

    def restore(self, typed: object) -> None:
        """Take up the files of an earlier draft whose content is still there."""
        self.pending = []
        today, found = self._ctx.today(), []
        with self._ctx.store.read() as session:
            for each in typed if isinstance(typed, list) else ():
                name, sha, size = _kept(each)
                if sha and is_kept(session, sha):
                    found.append(AttachmentRow(0, clean_name(name), media_type_of(name), size, today, sha))
        self._append(found)

    def clear(self) -> None:
        """Forget the draft: its files are attached now."""
        self.pending = []

    def _append(self, rows: Sequence[AttachmentRow]) -> None:
        """Number files of the draft below zero, so that the strip tells one from another."""
        lowest = min((row.id for row in self.pending), default=0)
        self.pending += [
            AttachmentRow(lowest - n, row.name, row.media_type, row.size, row.added_on, row.sha256)
            for n, row in enumerate(rows, start=1)
        ]


def _kept(each: object) -> tuple[str, str, int]:
    """Return name, hash and size of a file in a stored draft; nothing where it cannot be read."""
    fields = each if isinstance(each, Mapping) else {}
    name, sha, size = fields.get("name"), fields.get("sha256"), fields.get("size")
    if isinstance(name, str) and isinstance(sha, str) and isinstance(size, int):
        return name, sha, size
    return "", "", 0
