"""Journal entries from which a person was erased: overwritten, and yet proved.

An entry keeps its hash, so the chain onto later entries and every end noted in a backup stay good. What no longer
matches that hash is its content; a later entry of kind `erasure` states the hash of the content as it is now, and is
itself part of the chain. So a content that differs from both is found, as before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import sqlalchemy as sa

from db.images import Change, Image, canonical, key_from_text
from db.models import Base
from db.models.journal import JournalChange, JournalEntry

_ENTRIES: Final = cast("sa.Table", JournalEntry.__table__)
_CHANGES: Final = cast("sa.Table", JournalChange.__table__)
_STATED: Final = "content"
_PAGE: Final = 2000

Rewrite = Callable[[str, Any, Image], Image]
"""Takes a table's name, a row's key and its image, and returns the image without the person."""
Step = Callable[[int, int], None]


def contents(connection: sa.Connection) -> dict[int, str]:
    """Return the hash of the content that each overwritten entry must have now; the last statement counts."""
    rows = connection.execute(
        sa.select(_CHANGES.c.row_key, _CHANGES.c.after)
        .join(_ENTRIES, _ENTRIES.c.seq == _CHANGES.c.seq)
        .where(_ENTRIES.c.kind == "erasure", _CHANGES.c.table_name == _ENTRIES.name)
        .order_by(_CHANGES.c.seq, _CHANGES.c.ordinal)
    )
    return {int(key_from_text(_ENTRIES, row.row_key)[0]): str(json.loads(row.after).get(_STATED)) for row in rows}


def erasures(connection: sa.Connection) -> list[tuple[int, int]]:
    """Return each erasure's entry with the first entry it overwrote: a copy that ends in between holds the person."""
    rows = connection.execute(
        sa.select(_CHANGES.c.seq, _CHANGES.c.row_key)
        .join(_ENTRIES, _ENTRIES.c.seq == _CHANGES.c.seq)
        .where(_ENTRIES.c.kind == "erasure", _CHANGES.c.table_name == _ENTRIES.name)
    )
    first: dict[int, int] = {}
    for row in rows:
        seq = int(key_from_text(_ENTRIES, row.row_key)[0])
        first[row.seq] = min(seq, first.get(row.seq, seq))
    return sorted(first.items())


def overwrite(
    connection: sa.Connection,
    rewrite: Rewrite,
    may_hold: Callable[[str, str], bool],
    content_hash: Callable[[Mapping[str, Any], list[Mapping[str, Any]]], str],
    step: Step | None = None,
) -> list[Change]:
    """Overwrite every image that holds the person, and return what the new entry must state about each.

    Args:
        connection: Of an erasing write.
        rewrite: Gives the image without the person.
        may_hold: Says of a table and an image's text whether a closer look is worth while; a quick test.
        content_hash: db.journal.content_hash.
        step: Called with entries done and entries in all; may raise to stop.
    """
    touched: set[int] = set()
    last = connection.execute(sa.select(sa.func.max(_ENTRIES.c.seq))).scalar() or 0
    for start in range(1, last + 1, _PAGE):
        if step is not None:
            step(start - 1, last)
        rows = connection.execute(
            sa.select(_CHANGES).where(_CHANGES.c.seq.between(start, start + _PAGE - 1)).order_by(_CHANGES.c.seq)
        ).all()
        for row in rows:
            if row.table_name != _ENTRIES.name and _overwritten(connection, row, rewrite, may_hold):
                touched.add(row.seq)
    return [_statement(connection, seq, content_hash) for seq in sorted(touched)]


def _overwritten(
    connection: sa.Connection, row: sa.Row[Any], rewrite: Rewrite, may_hold: Callable[[str, str], bool]
) -> bool:
    new: dict[str, str] = {}
    for side in ("before", "after"):
        text = getattr(row, side)
        if text is None or not may_hold(row.table_name, text):
            continue
        key = key_from_text(Base.metadata.tables[row.table_name], row.row_key)
        cleaned = canonical(rewrite(row.table_name, key, json.loads(text)))
        if cleaned != text:
            new[side] = cleaned
    if new:
        here = sa.and_(_CHANGES.c.seq == row.seq, _CHANGES.c.ordinal == row.ordinal)
        connection.execute(sa.update(_CHANGES).where(here).values(**new))
    return bool(new)


def _statement(
    connection: sa.Connection,
    seq: int,
    content_hash: Callable[[Mapping[str, Any], list[Mapping[str, Any]]], str],
) -> Change:
    entry = connection.execute(sa.select(_ENTRIES).where(_ENTRIES.c.seq == seq)).mappings().one()
    rows = connection.execute(sa.select(_CHANGES).where(_CHANGES.c.seq == seq).order_by(_CHANGES.c.ordinal))
    return Change(_ENTRIES.name, (seq,), None, {_STATED: content_hash(dict(entry), [*map(dict, rows.mappings())])})
