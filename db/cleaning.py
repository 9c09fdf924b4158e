"""Removing what lies between the rows: pages freed long ago, index entries, the write-ahead log."""

from __future__ import annotations

import time
from typing import Any, Final

import sqlalchemy as sa

from core.i18n import _
from core.privacy_errors import ErasureNotOver
from db.engines import connect
from db.erasing import UNCLEAN
from db.models import Base
from db.store import Store, outside_transactions

_PATIENCE: Final = 5.0


def clean_file(store: Store) -> bool:
    """Leave nothing of overwritten rows in the schedule's files; whoever calls twice does no harm.

    Returns:
        True where the schedule lies on a server, whose administrator has to finish (see docs/manual.md).

    Raises:
        ErasureNotOver: somebody reads at this moment, or the disk has no room for the copy; try again.
    """
    if store.origin.path is None:
        _clean_server(store)
        return True
    connection = connect(store.origin.path, store.origin.key)
    try:
        for pragma in ("secure_delete = ON", "temp_store = MEMORY", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")
        connection.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
        connection.execute("VACUUM")
        _empty_log(connection)
        connection.execute("DELETE FROM store_meta WHERE name = ?", (UNCLEAN,))
        _empty_log(connection)
    except ErasureNotOver:
        raise
    except Exception as error:
        raise ErasureNotOver(why=str(error)) from error
    finally:
        connection.close()
    return False


def _empty_log(connection: Any) -> None:
    """Write the log into the file and cut it to nothing; a reader who is just at it is waited for."""
    until = time.monotonic() + _PATIENCE
    while True:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy:
            return
        if time.monotonic() > until:
            raise ErasureNotOver(why=_("somebody is reading the schedule"))
        time.sleep(0.05)


def _clean_server(store: Store) -> None:
    """Do what the schedule's own role may do: give back the dead rows, so that new ones overwrite them."""
    meta = Base.metadata.tables["store_meta"]
    with outside_transactions(store) as connection:
        for table in Base.metadata.sorted_tables:
            connection.exec_driver_sql(f'VACUUM "{table.name}"')
        connection.execute(sa.delete(meta).where(meta.c.name == UNCLEAN))
