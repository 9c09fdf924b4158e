"""The full check of a schedule: pages, references, journal, rows against journal, attachments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.i18n import _
from db import backup, journal
from db.images import UNJOURNALLED, chunks, encode, key_of, key_text
from db.models import Base, Blob
from db.nouns import noun_of
from db.store import Store

_AT_MOST: Final = 20  # faults of one sort; a thousand lines help nobody


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found. No faults: every page, reference and saved change is as it was written."""

    faults: tuple[str, ...]
    counts: Mapping[str, int]
    entries: int

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check(store: Store) -> CheckResult:
    """Read the whole schedule and return every fault, as sentences; it changes nothing."""
    with store.read() as session:
        connection = session.connection()
        faults = [*_of_file(connection, keyed=store.origin.key is not None)]
        if faults:  # counting the rows of a broken file would only break off
            return CheckResult(tuple(faults), {}, 0)
        faults += _of_journal(connection, store)
        faults += _of_rows(connection)
        faults += _of_attachments(session)
        counts = {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in sorted(Base.metadata.tables.items())
        }
        return CheckResult(tuple(faults), counts, journal.head(connection).count)


def _of_file(connection: sa.Connection, *, keyed: bool) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    pragmas = ["integrity_check", "foreign_key_check", *(["cipher_integrity_check"] if keyed else [])]
    for pragma in pragmas:
        try:
            rows = connection.exec_driver_sql(f"PRAGMA {pragma}").fetchmany(_AT_MOST)
        except DBAPIError as error:
            yield f"{pragma}: {error.orig}"
            continue
        yield from (f"{pragma}: {' '.join(map(str, row))}" for row in rows if tuple(row) != ("ok",))


def _of_journal(connection: sa.Connection, store: Store) -> Iterator[str]:
    broken = journal.verify(connection, expected=_noted_head(store))
    for fault in broken[:_AT_MOST]:
        yield _("Journal entry {seq}: {what}.").format(seq=fault.seq, what=_(fault.what))


def _noted_head(store: Store) -> journal.Head | None:
    """Return the end of the chain as the newest good backup noted it.

    A backup made before a restore notes the state that was then replaced, so it says nothing.
    """
    if store.origin.path is None:
        return None
    newest = next(iter(backup.backups_of(store.origin.path)), None)
    if newest is None or newest.manifest is None or newest.reason == "restore":
        return None
    if newest.manifest.identity != _identity(store):
        return None
    return journal.Head(newest.manifest.journal_count, newest.manifest.journal_hash)


def _identity(store: Store) -> str | None:
    meta = Base.metadata.tables["store_meta"].c
    with store.read() as session:
        return session.connection().execute(sa.select(meta.value).where(meta.name == "identity")).scalar()


def _of_rows(connection: sa.Connection) -> Iterator[str]:
    """Compare each row with what the journal says was saved last: an edit by another tool shows."""
    for table in Base.metadata.sorted_tables:
        if table.name not in UNJOURNALLED:
            yield from _of_table(connection, table)


def _of_table(connection: sa.Connection, table: sa.Table) -> Iterator[str]:
    saved = _saved_last(connection, table.name)
    said = _("{table} {key}: the row is not what was saved last.")
    names = [column.name for column in table.columns]
    for row in connection.execute(sa.select(table)):
        image = dict(zip(names, map(encode, row), strict=True))
        key = key_text(table, key_of(table, image))
        expected = json.loads(saved.pop(key, None) or "null")
        if expected is None or any(image.get(name) != value for name, value in expected.items() if name in image):
            yield said.format(table=noun_of(table.name), key=key)
    gone = [key for key, image in saved.items() if image is not None]
    yield from (said.format(table=noun_of(table.name), key=key) for key in gone)


def _saved_last(connection: sa.Connection, table: str) -> dict[str, str | None]:
    changes = journal.CHANGES.c
    rows = connection.execute(
        sa.select(changes.row_key, changes.after)
        .where(changes.table_name == table)
        .order_by(changes.seq, changes.ordinal)
    )
    return {row.row_key: row.after for row in rows}


def _of_attachments(session: Session) -> Iterator[str]:
    names = list(session.scalars(sa.select(Blob.sha256)))
    for part in chunks(names, 10):
        contents: Any = session.execute(sa.select(Blob.sha256, Blob.size, Blob.data).where(Blob.sha256.in_(part)))
        for sha256, size, data in contents:
            if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
                yield _("Attachment {name}: its content is not what was stored.").format(name=sha256[:12])
