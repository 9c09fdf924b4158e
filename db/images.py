"""Rows as plain JSON values: what the journal keeps of a row, and how it is put back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, Final, TypeVar

import sqlalchemy as sa

JsonValue = Any
"""What `json` writes: None, bool, int, float, str, lists and dicts of these."""
Image = dict[str, JsonValue]
Key = tuple[JsonValue, ...]
Place = tuple[str, Key]
"""A row: its table's name and its key."""

UNJOURNALLED: Final = frozenset(
    {
        "blob",
        "form_draft",
        "number_series",
        "journal_entry",
        "journal_change",
        "store_meta",
        "alembic_version",
        "search_entry",
    }
)
_CHUNK: Final = 400
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Change:
    """One row, before and after. `before is None`: it was added. `after is None`: it was deleted."""

    table: str
    key: Key
    before: Image | None
    after: Image | None

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.table, self.key, before=self.after, after=self.before)


def canonical(value: JsonValue) -> str:
    """Return the one JSON spelling of *value*, fit for hashing; the order of its keys is kept, as a row must be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def encode(value: Any) -> JsonValue:
    """Return *value* of a column as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    return value


def decode(column: sa.Column[Any], value: JsonValue) -> Any:
    """Return what *column* held before `encode`."""
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    python: Any = dict if isinstance(kind, sa.JSON) else kind.python_type
    return python.fromisoformat(value) if python in (date, time, datetime) else value


def key_of(table: sa.Table, image: Mapping[str, JsonValue]) -> Key:
    """Return the primary key inside *image*."""
    return tuple(image[column.name] for column in table.primary_key)


def key_text(table: sa.Table, key: Key) -> str:
    """Return *key* as the journal writes it, such as `{"id":5}`."""
    return canonical(dict(zip((column.name for column in table.primary_key), key, strict=True)))


def key_from_text(table: sa.Table, text: str) -> Key:
    """Return the key that `key_text` wrote."""
    return key_of(table, json.loads(text))


def chunks(items: Iterable[_T], size: int = _CHUNK) -> Iterator[list[_T]]:
    """Cut *items* into lists that fit into one statement."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part


def read_images(connection: sa.Connection, table: sa.Table, keys: Collection[Key]) -> dict[Key, Image]:
    """Return the rows of *table* with *keys* as they are now; missing ones are left out."""
    found: dict[Key, Image] = {}
    names = [column.name for column in table.columns]
    for part in chunks(keys):
        for row in connection.execute(sa.select(table).where(_has_key(table, part))):
            image = dict(zip(names, map(encode, row), strict=True))
            found[key_of(table, image)] = image
    return found


def read_places(
    connection: sa.Connection, tables: Mapping[str, sa.Table], places: Iterable[Place]
) -> dict[Place, Image | None]:
    """Return what lies at each of *places* now, None where nothing does."""
    keys: dict[str, list[Key]] = {}
    result: dict[Place, Image | None] = {}
    for name, key in places:
        keys.setdefault(name, []).append(key)
        result[name, key] = None
    for name, wanted in keys.items():
        for key, image in read_images(connection, tables[name], wanted).items():
            result[name, key] = image
    return result


def taken_along(connection: sa.Connection, metadata: sa.MetaData, table: sa.Table, keys: Sequence[Key]) -> list[Place]:
    """Return the rows that the database itself would delete or empty together with *keys*, nearest first."""
    found: dict[Place, None] = {}
    pending = [(table, list(keys))]
    while pending:
        parent, parents = pending.pop(0)
        for child, column, action in _referrers(metadata, parent):
            rows = _children(connection, child, column, parents)
            fresh = [key for key in rows if (child.name, key) not in found]
            found.update(dict.fromkeys((child.name, key) for key in fresh))
            if fresh and action == "CASCADE":
                pending.append((child, fresh))
    return list(found)


@cache
def _referrers(metadata: sa.MetaData, parent: sa.Table) -> list[tuple[sa.Table, sa.Column[Any], str]]:
    return [
        (child, key.parent, key.ondelete)
        for child in metadata.sorted_tables
        if child.name not in UNJOURNALLED
        for key in child.foreign_keys
        if key.column.table is parent and key.ondelete in {"CASCADE", "SET NULL"}
    ]


def _children(connection: sa.Connection, child: sa.Table, column: sa.Column[Any], parents: Sequence[Key]) -> list[Key]:
    keys: list[Key] = []
    for part in chunks(parents):
        wanted = [decode(column, key[0]) for key in part]
        rows = connection.execute(sa.select(*child.primary_key).where(column.in_(wanted)))
        keys.extend(tuple(map(encode, row)) for row in rows)
    return keys


def _has_key(table: sa.Table, keys: Sequence[Key]) -> sa.ColumnElement[bool]:
    columns = list(table.primary_key)
    if len(columns) == 1:
        return columns[0].in_([decode(columns[0], key[0]) for key in keys])
    typed = [tuple(decode(column, part) for column, part in zip(columns, key, strict=True)) for key in keys]
    return sa.tuple_(*columns).in_(typed)
