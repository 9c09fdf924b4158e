"""Every row of a schedule as plain values, to compare a state with another."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from db.images import UNJOURNALLED, encode
from db.models import Base
from db.store import Store

Rows = dict[str, list[tuple[Any, ...]]]


def everything(store: Store) -> Rows:
    """Return all journalled rows of all tables, in order of their keys, without the version that undo raises."""
    found: Rows = {}
    with store.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in UNJOURNALLED:
                columns = [column for column in table.columns if column.name != "version"]
                rows = session.connection().execute(sa.select(*columns).order_by(*table.primary_key))
                found[table.name] = [tuple(str(encode(value)) for value in row) for row in rows]
    return found
