"""One cache of compiled statements for all the schedules that a test run opens.

SQLAlchemy keeps what it compiled per engine. A program opens one schedule and fills that cache once; a test run opens
thousands, and spent a quarter of its time compiling the same statements again for each.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_CACHE: Final = LRUCache(4000)


def _facts(dialect: Any) -> tuple[object, ...]:
    """Return what the words of a statement depend on."""
    return type(dialect), dialect.dbapi, dialect.server_version_info, dialect.paramstyle


def share_compiled_statements() -> None:
    """Let every engine use the one cache, and dialects of one kind count as the same."""
    for kind in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        kind.__eq__ = lambda one, other: one is other or _facts(one) == _facts(other)  # type: ignore[method-assign]
        kind.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign]
    Engine._compiled_cache = property(lambda _engine: _CACHE, lambda _engine, _own: None)  # type: ignore[assignment]
