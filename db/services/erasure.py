"""Erasing a person for good: rows, journal, index, log; then old backups, which a person has to let go of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from core.disclosure_log import ERASED
from core.errors import ReadOnlySchedule, Vanished
from core.i18n import N_
from core.issues import SETTLED
from core.privacy_errors import AlreadyErased, StillOpen
from db import backup, redacted
from db.backup_files import key_path, manifest_path, remove_with_sidecars
from db.cleaning import clean_file
from db.erasing import Sweep, Tally, is_unclean
from db.images import Change, read_images
from db.models import Base, Issue, Petitioner
from db.store import Store, erase_in

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was done.

    Attributes:
        people: Petitioner rows erased.
        rows: Rows overwritten.
        entries: Journal entries overwritten.
        left: Rows that hold the same name and stay, since somebody else bears it too.
        attachments: Attachments deleted.
        on_server: The server's administrator has to run VACUUM FULL and renew his backups.
        backups: Backups that were made before and still hold the person.
    """

    people: int
    rows: int
    entries: int
    left: int
    attachments: int
    on_server: bool
    backups: tuple[backup.Backup, ...] = ()


def erase_petitioner(
    store: Store,
    petitioner_id: int,
    *,
    reason: str,
    today: date,
    also: Sequence[int] = (),
    everywhere: bool = False,
    attachments: bool = False,
    step: Step | None = None,
) -> ErasureReport:
    """Erase a person from every row, journal image, index, log and free page; no undo brings him back.

    A kill before the write ends leaves everything; one after it leaves the rows erased and the file to be cleaned,
    which the next call does, whoever it is for.

    Args:
        store: Open for writing.
        petitioner_id: Whom.
        reason: Why; kept in the log of what was seen and erased, so it must not name him.
        today: The office's day.
        also: Further petitioner rows of the same person.
        everywhere: Overwrite the name in others' records too, even where somebody else bears it.
        attachments: Delete what is attached to his issues.
        step: Called with a count done and in all until nothing can stop it any more; may raise to stop.

    Raises:
        Vanished: there is no such person.
        StillOpen: one of the issues is still open.
        AlreadyErased: nothing is left of him, and the file is clean.
        ErasureNotOver: erased, but the file could not be cleaned yet; call again.
    """
    if store.read_only:
        raise ReadOnlySchedule(why=store.why_read_only)
    people = frozenset((petitioner_id, *also))
    tally = Tally()
    todo = _whom(store, people)
    if todo:

        def work(connection: sa.Connection) -> list[Change]:
            sweep = Sweep(connection, todo, today, everywhere=everywhere, attachments=attachments, step=step)
            changes = sweep.run()
            _copy_tally(sweep.tally, tally)
            return [*changes, *(_noted(connection, id, reason, store.actor) for id in sorted(todo))]

        erase_in(store, N_("Erase a person"), work)
    on_server = clean_file(store)
    return ErasureReport(
        len(todo), tally.rows, tally.entries, tally.left, tally.attachments, on_server, tuple(stale_backups(store))
    )


def _whom(store: Store, people: frozenset[int]) -> frozenset[int]:
    """Return those of *people* who are not erased yet."""
    with store.read() as session:
        rows = list(session.scalars(sa.select(Petitioner).where(Petitioner.id.in_(people))))
        if not rows:
            raise Vanished
        unclean = is_unclean(session.connection())
        still = frozenset(row.id for row in rows if row.erased_on is None)
        if not still and not unclean:
            raise AlreadyErased(day=rows[0].erased_on)
        open_issue = session.scalar(
            sa.select(Issue.number).where(Issue.petitioner_id.in_(still), Issue.state.not_in(SETTLED)).limit(1)
        )
        if open_issue is not None:
            raise StillOpen(number=open_issue)
    return still


def _noted(connection: sa.Connection, petitioner_id: int, reason: str, actor: str) -> Change:
    """Note in the log of what was seen that a person was erased, and why."""
    table = Base.metadata.tables["reveal"]
    values = {
        "at": datetime.now(UTC), "actor": actor[:60], "petitioner_id": petitioner_id, "issue_id": None,
        "visit_id": None, "what": ERASED, "purpose": reason[:200],
    }  # fmt: skip
    made = connection.execute(sa.insert(table).returning(table.c.id), values).scalar_one()
    return Change("reveal", (made,), None, read_images(connection, table, [(made,)])[made,])


def _copy_tally(source: Tally, target: Tally) -> None:
    target.rows, target.entries = source.rows, source.entries
    target.left, target.attachments = source.left, source.attachments


def finish_pending(store: Store) -> bool:
    """Clean the file if an erasure was killed before it could; return whether there was anything to do."""
    if store.read_only:
        return False
    with store.read() as session:
        pending = is_unclean(session.connection())
    if pending:
        clean_file(store)
    return pending


def stale_backups(store: Store) -> list[backup.Backup]:
    """Return the backups that were made before an erasure and hold somebody who was erased since, newest first.

    One without a readable description is among them: nobody can say what it holds.
    """
    if store.origin.path is None:
        return []
    with store.read() as session:
        spans = redacted.erasures(session.connection())
    if not spans:
        return []
    found = backup.backups_of(store.origin.path)
    return [each for each in found if each.manifest is None or _holds(each.manifest.journal_count, spans)]


def _holds(count: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= count < erased for erased, first in spans)


def renew_backups(store: Store) -> list[Path]:
    """Make a fresh backup, prove it, and only then delete those that hold erased people; return the deleted.

    Raises:
        BackupFailed: no fresh one could be made; every older one is still there.
    """
    if store.origin.path is None:
        return []
    fresh = backup.back_up_file(store.origin.path, store.origin.key, reason="asked")
    newest = backup.newest_good(store.origin.path)
    if newest is None or newest.path != fresh.path:
        return []
    gone = [each.path for each in stale_backups(store) if each.path != fresh.path]
    for file in gone:
        remove_with_sidecars(file)
        for beside in (manifest_path(file), key_path(file)):
            beside.unlink(missing_ok=True)
    return gone
