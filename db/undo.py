"""Taking back and doing again: the journal's images, put back row by row and checked against the rows of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from core.i18n import _
from core.privacy_errors import ErasedSince
from core.storage_errors import UndoRefused
from db import redacted
from db.images import Change, Image, Place, decode, encode, read_places, taken_along
from db.journal import ENTRIES, changes_of
from db.models import Base
from db.nouns import noun_of

_TABLES: Final[Mapping[str, sa.Table]] = Base.metadata.tables
_VERSION: Final = "version"
_NOTES: Final = frozenset({"printed_document", "reveal"})
"""Notes of what happened outside: they stay when what they are about is taken back, and only let go of it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the next undo or redo would take back: entry `source`, which last applied the change `of_seq`."""

    source: int
    of_seq: int
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """An undo or redo that was done."""

    seq: int
    label: str
    kind: str
    tables: frozenset[str]


def undo_target(connection: sa.Connection, *, day: date, actor: str) -> Target | None:
    """Return the last change of *actor* on *day* that still stands."""
    standing, _taken_back = _steps(connection, day, actor)
    return standing[-1] if standing else None


def redo_target(connection: sa.Connection, *, day: date, actor: str) -> Target | None:
    """Return what was taken back last, unless something new was done since."""
    _standing, taken_back = _steps(connection, day, actor)
    return taken_back[-1] if taken_back else None


def _steps(connection: sa.Connection, day: date, actor: str) -> tuple[list[Target], list[Target]]:
    """Return the changes that stand, and those taken back, each with the next one last."""
    rows = connection.execute(
        sa.select(ENTRIES.c.seq, ENTRIES.c.kind, ENTRIES.c.of_seq, ENTRIES.c.label)
        .where(ENTRIES.c.day == day, ENTRIES.c.actor == actor)
        .order_by(ENTRIES.c.seq)
    )
    standing: dict[int, Target] = {}
    taken_back: dict[int, Target] = {}
    for row in rows:
        if row.kind in {"start", "note", "erasure"}:  # what happened outside or for good cannot be taken back
            continue
        if row.kind == "change":
            standing[row.seq] = Target(row.seq, row.seq, row.label)
            taken_back.clear()
            continue
        here, there = (standing, taken_back) if row.kind == "undo" else (taken_back, standing)
        here.pop(row.of_seq, None)
        there[row.of_seq] = Target(row.seq, row.of_seq, row.label)
    return list(standing.values()), list(taken_back.values())


def take_back(connection: sa.Connection, target: Target) -> list[Change]:
    """Put every row of *target* back as it was before it and return what that changed.

    Raises:
        ErasedSince: a person was erased from what it would put back.
        UndoRefused: a row was changed since, or something else now depends on it.
    """
    if target.source in redacted.contents(connection):
        raise ErasedSince(label=_(target.label))
    inverses = [change.inverse() for change in reversed(changes_of(connection, target.source))]
    current = read_places(connection, _TABLES, dict.fromkeys((each.table, each.key) for each in inverses))
    _require_unchanged(inverses, current, target)
    done: list[Change] = []
    try:
        for (name, _kind), group in groupby(inverses, key=lambda change: (change.table, _kind_of(change))):
            done.extend(_apply(connection, _TABLES[name], list(group), current, target))
    except IntegrityError as error:
        raise UndoRefused(label=_(target.label), what=_("something that belongs to it")) from error
    return done


def _kind_of(change: Change) -> str:
    if change.after is None:
        return "delete"
    return "insert" if change.before is None else "update"


def _require_unchanged(inverses: Sequence[Change], current: Mapping[Place, Image | None], target: Target) -> None:
    seen: set[Place] = set()
    for change in inverses:
        place = change.table, change.key
        if place not in seen and not _is_still(current[place], change.before):
            raise UndoRefused(label=_(target.label), what=noun_of(change.table))
        seen.add(place)


def _is_still(now: Image | None, image: Image | None) -> bool:
    """Return whether a row is what its image says, its version aside, and columns that came with a later format."""
    if now is None or image is None:
        return now is image
    return all(now[name] == value for name, value in image.items() if name != _VERSION and name in now)


def _whole(table: sa.Table, image: Image | None, now: Image | None) -> Image | None:
    """Return an image with every column of *table*; what an older format did not have stays, or begins anew."""
    if image is None:
        return None
    return {
        column.name: image[column.name] if column.name in image else now[column.name] if now else _first_value(column)
        for column in table.columns
    }


def _first_value(column: sa.Column[Any]) -> Any:
    default = column.default
    return encode(default.arg) if isinstance(default, ScalarElementColumnDefault) else None


def _apply(
    connection: sa.Connection,
    table: sa.Table,
    changes: list[Change],
    current: dict[Place, Image | None],
    target: Target,
) -> list[Change]:
    """Apply *changes*, all of one kind on one table, and note the new images in *current*."""
    let_go = _let_go(connection, table, changes, target) if changes[0].after is None else []
    done: list[Change] = []
    for change in changes:
        place = change.table, change.key
        now, after = current[place], _whole(table, change.after, current[place])
        wanted = None if after is None else _bumped(after, now)
        done.append(Change(change.table, change.key, now, wanted))
        current[place] = wanted
    statement, rows = _statement(table, done)
    connection.execute(statement, rows)
    return [*let_go, *done]


def _bumped(image: Image, now: Image | None) -> Image:
    """Return *image* under a version that nobody who has it open can hold."""
    if _VERSION not in image:
        return image
    return {**image, _VERSION: max(image[_VERSION], 0 if now is None else now[_VERSION]) + 1}


def _let_go(connection: sa.Connection, table: sa.Table, changes: list[Change], target: Target) -> list[Change]:
    """Take the rows under deletion out of the notes about them, and return what that changed.

    Raises:
        UndoRefused: the database would delete or empty other rows with them.
    """
    keys = [change.key for change in changes]
    places = taken_along(connection, Base.metadata, table, keys)
    if others := [name for name, _key in places if name not in _NOTES]:
        raise UndoRefused(label=_(target.label), what=noun_of(others[0]))
    gone = {key[0] for key in keys}
    done: list[Change] = []
    for (name, key), image in read_places(connection, _TABLES, places).items():
        links = [link.parent.name for link in _TABLES[name].foreign_keys if link.column.table is table]
        freed = {column: None for column in links if image is not None and image[column] in gone}
        if image is not None:
            done.append(Change(name, key, image, {**image, **freed}))
            statement, rows = _statement(_TABLES[name], done[-1:])
            connection.execute(statement, rows)
    return done


def _statement(table: sa.Table, changes: list[Change]) -> tuple[sa.Executable, list[dict[str, Any]]]:
    """Return one statement for all of *changes*, and its rows of parameters."""
    here = sa.and_(*(column == sa.bindparam(f"key_{column.name}", type_=column.type) for column in table.primary_key))
    keys = [
        {f"key_{column.name}": decode(column, part) for column, part in zip(table.primary_key, change.key, strict=True)}
        for change in changes
    ]
    if changes[0].after is None:
        return sa.delete(table).where(here), keys
    values = [
        {column.name: decode(column, (change.after or {}).get(column.name)) for column in table.columns}
        for change in changes
    ]
    if changes[0].before is None:
        return sa.insert(table), values
    columns = [column.name for column in table.columns if not column.primary_key]
    update = sa.update(table).where(here).values({name: sa.bindparam(f"new_{name}") for name in columns})
    rows = [key | {f"new_{name}": value[name] for name in columns} for key, value in zip(keys, values, strict=True)]
    return update, rows


__all__ = ["Step", "Target", "redo_target", "take_back", "undo_target"]
