"""Who was erased after a backup was made, and would come back with it: known by the journal of the present file."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from core.disclosure_log import ERASED
from core.errors import UserError
from db import backup
from db.engines import connect
from db.images import key_text
from db.models import Base

_PETITIONER: Final = Base.metadata.tables["petitioner"]


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure of the journal: whom it erased, and whether what was attached went too."""

    people: tuple[int, ...]
    attachments: bool


@dataclass(frozen=True, slots=True)
class ComingBack:
    """What a backup would bring back.

    Attributes:
        again: Erasures that can be done again on the backup, with those of their people who are in it.
        unknown: People who were erased and may be in the backup under another id: its history is another.
        readable: Whether the present file, or a newer backup in its stead, could tell at all.
    """

    again: tuple[Erasure, ...] = ()
    unknown: int = 0
    readable: bool = True

    @property
    def people(self) -> int:
        """How many people are known to come back."""
        return sum(len(erasure.people) for erasure in self.again)

    @property
    def nobody(self) -> bool:
        """Whether nobody who was erased comes back, as far as anybody can tell."""
        return not self.again and not self.unknown


def coming_back(path: Path, key: str | None, source: Path, source_key: str | None) -> ComingBack:
    """Return who was erased from the schedule at *path* since *source* was made.

    Where the schedule cannot be read, its newest other backup is asked. Nobody is named: an erasure left no name.

    Args:
        path: The schedule that is to be replaced; it may be open.
        key: Its key.
        source: The backup that is to take its place.
        source_key: The key of that.
    """
    others = [each.path for each in backup.backups_of(path) if each.good and each.path != source]
    told = True
    for known in (path, *others[:1]):
        try:
            with (
                closing(connect(known, key, mode="ro")) as now,
                closing(connect(source, source_key, mode="ro")) as then,
            ):
                found = _compared(now, then, _erased(now))
        except (UserError, OSError, sqlcipher.Error):
            told = told and not path.exists()
        else:
            return replace(found, readable=told)
    return ComingBack(readable=told)


def _erased(now: Any) -> list[Erasure]:
    """Return the erasures of a journal, oldest first."""
    rows = now.execute(
        "SELECT c.seq, c.table_name, c.before, c.after FROM journal_change c JOIN journal_entry e ON e.seq = c.seq "
        "WHERE e.kind = 'erasure' AND c.table_name IN ('reveal', 'attachment') ORDER BY c.seq, c.ordinal"
    )
    people: dict[int, list[int]] = {}
    attachments: set[int] = set()
    for seq, table, before, after in rows:
        if table == "attachment" and before is not None and after is None:
            attachments.add(seq)
        elif table == "reveal" and after is not None:
            note = json.loads(after)
            if note.get("what") == ERASED and note.get("petitioner_id") is not None:
                people.setdefault(seq, []).append(int(note["petitioner_id"]))
    return [Erasure(tuple(ids), seq in attachments) for seq, ids in people.items()]


def _compared(now: Any, then: Any, erased: list[Erasure]) -> ComingBack:
    again: list[Erasure] = []
    unknown = 0
    for erasure in erased:
        here = [id for id in erasure.people if _is_there(then, id)]
        same = tuple(id for id in here if _is_same(now, then, id))
        unknown += len(here) - len(same)
        if same:
            again.append(Erasure(same, erasure.attachments))
    return ComingBack(tuple(again), unknown)


def _is_there(then: Any, petitioner_id: int) -> bool:
    """Return whether a record of that id stands in the backup and was not erased there."""
    columns = {row[1] for row in then.execute("PRAGMA table_info(petitioner)")}
    erased = "erased_on" if "erased_on" in columns else "NULL"
    row = then.execute(f"SELECT {erased} FROM petitioner WHERE id = ?", (petitioner_id,)).fetchone()
    return row is not None and row[0] is None


def _is_same(now: Any, then: Any, petitioner_id: int) -> bool:
    """Return whether that id is the same person in both: one journal entry, with one hash, made the record."""
    place = ("petitioner", key_text(_PETITIONER, (petitioner_id,)))
    made = now.execute("SELECT min(seq) FROM journal_change WHERE table_name = ? AND row_key = ?", place).fetchone()[0]
    if made is None:
        return False
    hashes = [
        connection.execute("SELECT hash FROM journal_entry WHERE seq = ?", (made,)).fetchone()
        for connection in (now, then)
    ]
    return hashes[0] is not None and hashes[0] == hashes[1]
