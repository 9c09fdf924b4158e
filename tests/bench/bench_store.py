"""One save through the store, its undo, and the same row on a plain connection that is as durable."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlcipher3 import dbapi2  # the same SQLite as ours

from db.queries.calendar import visits_between
from db.services.visits import move_visit
from db.store import Store, open_store
from tests.bench.county import TODAY, county_file
from tests.bench.timing import beside, by_turns

ROUNDS = 120


def run() -> list[tuple[str, float, str]]:
    """Move a visit to and fro, then take the moves back; medians by turns."""
    folder = Path(tempfile.mkdtemp(prefix="onsite-bench-"))
    store = open_store(Path(shutil.copyfile(county_file(), folder / "ours.db")), today=lambda: TODAY)
    move, bare = _mover(store), _bare(Path(shutil.copyfile(county_file(), folder / "bare.db")))
    saves, plain = by_turns(ROUNDS, lambda: next(move), lambda: next(bare))
    undos, plain_again = by_turns(ROUNDS // 2, store.undo, lambda: next(bare))
    store.close()
    shutil.rmtree(folder)
    against = "one UPDATE and COMMIT, WAL, FULL"
    return [
        *beside("move a visit: checked, saved, journalled", saves, plain, against),
        *beside("undo of it", undos, plain_again, against),
    ]


def _mover(store: Store) -> Iterator[None]:
    """Move the first coming visit to a free day and back."""
    with store.read() as session:
        coming = visits_between(session, TODAY, TODAY + timedelta(30), today=TODAY)[0]
    for number in itertools.count():
        day = TODAY + timedelta(7 * 7 if number % 2 else 8 * 7)
        with store.write("Move visit") as session:
            move_visit(session, coming.id, to=day)
        yield


def _bare(path: Path) -> Iterator[None]:
    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    ident = connection.execute("SELECT max(id) FROM visit").fetchone()[0]
    for number in itertools.count():
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE visit SET note = ? WHERE id = ?", (str(number), ident))
        connection.execute("COMMIT")
        yield
