"""What leaves the office: a number before it is made, a line in the log after; the same for window and headless.

Where nothing can be written (a schedule open for reading), a redacted copy is made without a number and without a
line, and an internal one is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.chain import Variant
from core.i18n import N_
from core.output_names import Watermark
from core.privacy_errors import LogNeedsWriting
from db.services.disclosure import note_internal_copy
from db.services.documents import log_output, next_output_number
from db.store import Store


@dataclass(frozen=True, slots=True)
class Stamp:
    """Under which number, by whom and when a copy is made; `number` is empty where nothing can be noted."""

    variant: Variant
    actor: str
    at: datetime
    number: str

    def words(self, *, marked: bool = True) -> str:
        """Return the words of the watermark, with the variant's unless not *marked*."""
        return Watermark(self.actor, self.at, self.number, self.variant if marked else None).text()


def stamp_copy(store: Store, variant: Variant) -> Stamp:
    """Take the number of the next copy.

    Raises:
        LogNeedsWriting: an internal copy, where nothing can be noted.
    """
    now = datetime.now(UTC)
    if store.read_only:
        if variant is Variant.INTERNAL:
            raise LogNeedsWriting(why=store.why_read_only)
        return Stamp(variant, store.actor, now, "")
    with store.write(N_("Number a copy"), undoable=False) as session:
        number = next_output_number(session, now.astimezone().year)
    return Stamp(variant, store.actor, now, number)


def note_file(
    store: Store,
    stamp: Stamp,
    path: Path,
    *,
    form: str,
    records: int,
    issue_ids: Sequence[int] = (),
    visit_id: int | None = None,
    agency_id: int | None = None,
    paper_id: int | None = None,
    purpose: str = "",
) -> bool:
    """Note that a file was written, and of an internal one everybody it names; False where nothing can be noted.

    Args:
        store: The schedule that keeps the log.
        stamp: From `stamp_copy`.
        path: The file as it lies there; its hash and ending are read from it.
        form: Key of the form or list.
        records: How many issues or visits it tells of.
        issue_ids: Whose petitioners an internal copy names.
        visit_id: The visit it is about, where it is about one.
        agency_id: Whom it goes to.
        paper_id: The numbered paper it is.
        purpose: What for.
    """
    if store.read_only:
        return False
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with store.write(N_("Note a copy"), undoable=False) as session:
        log_output(
            session, form=form, way=path.suffix.lstrip(".").lower(), variant=stamp.variant, number=stamp.number,
            at=stamp.at, actor=stamp.actor, file_name=path.name, records=records, visit_id=visit_id,
            issue_id=issue_ids[0] if len(issue_ids) == 1 else None, agency_id=agency_id, paper_id=paper_id,
            purpose=purpose, sha256=digest,
        )  # fmt: skip
        if stamp.variant is Variant.INTERNAL:
            note_internal_copy(
                session, form=form, at=stamp.at, actor=stamp.actor, issue_ids=list(issue_ids), visit_id=visit_id
            )
    return True
