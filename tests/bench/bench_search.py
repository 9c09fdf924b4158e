"""Search at 100,000 issues: words, one or two signs, numbers and initials, in the ledger and across all kinds."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from db.queries.issues import IssueFilter, issue_rows
from db.queries.search import found
from db.queries.settings import work_calendar
from db.search_index import SOURCES
from db.store import open_store
from tests.bench.bench_ledger import beside_bare, hundredfold
from tests.bench.county import TODAY, county_file

EVERYTHING = tuple(SOURCES)


def run() -> list[tuple[str, float, str]]:
    """Search a county a hundred times as busy as the sample."""
    path = hundredfold(county_file())
    index_copies(path)
    store = open_store(path, read_only=True)
    rows: list[tuple[str, float, str]] = []
    with store.read() as session:
        calendar = work_calendar(session)
        page = partial(issue_rows, session, today=TODAY, calendar=calendar, limit=200)
        asks: dict[str, Callable[[], object]] = {
            "ledger, three characters": lambda: page(IssueFilter(text="自来水")),
            "ledger, two characters": lambda: page(IssueFilter(text="水渠")),
            "ledger, one character": lambda: page(IssueFilter(text="渠")),
            "ledger, two words": lambda: page(IssueFilter(text="自来水 青石镇")),
            "ledger, three initials": lambda: page(IssueFilter(text="zls")),
            "ledger, two initials": lambda: page(IssueFilter(text="dm")),
            "everything, a place by initials": lambda: found(session, "qsz", EVERYTHING, limit=12),
            "everything, a word": lambda: found(session, "自来水", EVERYTHING, limit=12),
        }
        for name, ask in asks.items():
            rows += beside_bare(path, session, name, ask)
    store.close()
    shutil.rmtree(path.parent)
    return rows


def index_copies(path: Path) -> None:
    """Give each copied issue the words of the one it was copied from."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO search_entry (kind, record_id, text, initials) "
            "SELECT 'issue', copied.id, e.text, e.initials FROM search_entry e "
            "JOIN issue own ON e.kind = 'issue' AND own.id = e.record_id "
            "JOIN issue copied ON copied.year = own.year AND copied.serial % 10000 = own.serial "
            "AND copied.serial >= 10000"
        )
