"""Before and after of every changed row, in the transaction that changed it; each entry hashed onto the last.

Undo, redo, history and audit are this one mechanism: `recorder.py` hears what a flush changes,
`append` chains it here, `undo.py` takes it back, `verify` proves that nobody touched it since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.i18n import N_
from db import redacted
from db.images import Change, JsonValue, Key, canonical, key_from_text, key_text
from db.models import Base
from db.models.journal import JournalChange, JournalEntry

ENTRIES: Final = cast("sa.Table", JournalEntry.__table__)
CHANGES: Final = cast("sa.Table", JournalChange.__table__)
TABLES: Final[Mapping[str, sa.Table]] = Base.metadata.tables
GENESIS: Final = "0" * 64
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many entries, and the hash of the last."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where the journal is not what was written."""

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record, before and after."""

    name: str
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One save that touched a record. `added` and `deleted` tell the ends of its life."""

    seq: int
    at: datetime
    actor: str
    label: str
    kind: str
    added: bool
    deleted: bool
    fields: tuple[FieldChange, ...]


def head(connection: sa.Connection) -> Head:
    """Return the end of the chain."""
    row = connection.execute(sa.select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
    return Head(0, GENESIS) if row is None else Head(row.seq, row.hash)


def append(
    connection: sa.Connection,
    changes: list[Change],
    *,
    label: str,
    actor: str,
    at: datetime,
    day: date,
    kind: str = "change",
    of_seq: int | None = None,
) -> Head:
    """Chain *changes* onto the journal and return its new end."""
    last = head(connection)
    entry = {
        "seq": last.count + 1, "label": label, "at": at, "day": day, "actor": actor,
        "kind": kind, "of_seq": of_seq, "prev_hash": last.hash,
    }  # fmt: skip
    rows = [
        {
            "seq": last.count + 1,
            "ordinal": ordinal,
            "table_name": change.table,
            "row_key": key_text(TABLES[change.table], change.key),
            "before": None if change.before is None else canonical(change.before),
            "after": None if change.after is None else canonical(change.after),
        }
        for ordinal, change in enumerate(changes)
    ]
    entry["hash"] = content_hash(entry, rows)
    connection.execute(sa.insert(ENTRIES), entry)
    connection.execute(sa.insert(CHANGES), rows)
    return Head(last.count + 1, str(entry["hash"]))


def content_hash(entry: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the hash of an entry's head and rows as they stand."""
    digest = hashlib.sha256()
    said = [entry[name] for name in ("prev_hash", "seq", "label", "actor", "kind", "of_seq")]
    digest.update(canonical([*said, entry["at"].isoformat(), entry["day"].isoformat()]).encode())
    for row in rows:
        line = [row[name] for name in ("ordinal", "table_name", "row_key", "before", "after")]
        digest.update(b"\n" + canonical(line).encode())
    return digest.hexdigest()


def changes_of(connection: sa.Connection, seq: int) -> list[Change]:
    """Return what entry *seq* changed, in order."""
    rows = connection.execute(sa.select(CHANGES).where(CHANGES.c.seq == seq).order_by(CHANGES.c.ordinal))
    return [_change(row) for row in rows]


def _change(row: sa.Row[Any]) -> Change:
    before, after = (None if text is None else json.loads(text) for text in (row.before, row.after))
    return Change(row.table_name, key_from_text(TABLES[row.table_name], row.row_key), before, after)


def verify(connection: sa.Connection, *, expected: Head | None = None, first: int = 1) -> list[ChainFault]:
    """Return where the chain is broken: an edited, deleted, inserted or moved entry, or a cut tail.

    An entry from which a person was erased keeps its hash, so that the chain and every end noted in a backup
    stay good; its content must be exactly what the entry of the erasure states (db.redacted).

    Args:
        connection: Any that can read.
        expected: An end of the chain that was noted elsewhere, such as in a backup.
        first: Start there, trusting what lies before.
    """
    faults: list[ChainFault] = []
    overwritten = redacted.contents(connection)
    previous, next_seq = _hash_before(connection, first), first
    reached = expected is None or expected.count < first
    for entry, rows in entries_from(connection, first):
        seq = int(entry["seq"])
        if seq != next_seq:
            faults.append(ChainFault(next_seq, N_("entries are missing")))
        if previous is not None and entry["prev_hash"] != previous:
            faults.append(ChainFault(seq, N_("it does not follow the entry before it")))
        if content_hash(entry, rows) != overwritten.get(seq, entry["hash"]):
            faults.append(ChainFault(seq, N_("it was edited")))
        if expected is not None and seq == expected.count:
            reached = True
            if entry["hash"] != expected.hash:
                faults.append(ChainFault(seq, N_("it is not the entry that a backup noted")))
        previous, next_seq = str(entry["hash"]), seq + 1
    if not reached and expected is not None and expected.count:
        faults.append(ChainFault(next_seq, N_("the end is cut off; a backup noted later entries")))
    return faults


def _hash_before(connection: sa.Connection, first: int) -> str | None:
    if first == 1:
        return GENESIS
    return connection.execute(sa.select(ENTRIES.c.hash).where(ENTRIES.c.seq == first - 1)).scalar()


def entries_from(connection: sa.Connection, first: int) -> Iterator[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Yield each entry from *first* with its rows; a page at a time, so memory stays small."""
    after = first - 1
    while True:
        page = connection.execute(
            sa.select(ENTRIES).where(ENTRIES.c.seq > after).order_by(ENTRIES.c.seq).limit(_PAGE)
        ).mappings().all()  # fmt: skip
        if not page:
            return
        within = CHANGES.c.seq.between(page[0]["seq"], page[-1]["seq"])
        lines = connection.execute(sa.select(CHANGES).where(within).order_by(CHANGES.c.seq, CHANGES.c.ordinal))
        rows: dict[int, list[Mapping[str, Any]]] = {}
        for line in lines.mappings():
            rows.setdefault(line["seq"], []).append(dict(line))
        for entry in page:
            yield dict(entry), rows.get(entry["seq"], [])
        after = page[-1]["seq"]


def history(session: Session, table: str, key: Key | int | str) -> list[HistoryRow]:
    """Return every save that touched the record *key* of *table*, oldest first."""
    whole = key if isinstance(key, tuple) else (key,)
    rows = session.connection().execute(
        sa.select(CHANGES, ENTRIES.c.at, ENTRIES.c.actor, ENTRIES.c.label, ENTRIES.c.kind)
        .join(ENTRIES, ENTRIES.c.seq == CHANGES.c.seq)
        .where(CHANGES.c.table_name == table, CHANGES.c.row_key == key_text(TABLES[table], whole))
        .order_by(CHANGES.c.seq, CHANGES.c.ordinal)
    )
    return [_history_row(list(group)) for _, group in groupby(rows, key=lambda row: row.seq)]


def _history_row(rows: list[sa.Row[Any]]) -> HistoryRow:
    row, before, after = rows[-1], _change(rows[0]).before, _change(rows[-1]).after
    names = [name for name in (after or before or {}) if name != "version"]
    fields = tuple(
        FieldChange(name, (before or {}).get(name), (after or {}).get(name))
        for name in names
        if (before or {}).get(name) != (after or {}).get(name)
    )
    return HistoryRow(
        row.seq, row.at, row.actor, row.label, row.kind, added=before is None, deleted=after is None, fields=fields
    )
