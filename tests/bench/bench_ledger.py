"""The ledger at 100,000 issues: a page, a page far down, the counts, a search; each beside its bare SQL."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from db.queries.issues import IssueFilter, IssueTab, issue_counts, issue_rows, overdue_count
from db.queries.settings import work_calendar
from db.store import open_store
from tests.bench.county import TODAY, county_file
from tests.bench.timing import BareSql, beside, by_turns, listening

ISSUES = 100_000
ROUNDS = 9


def run() -> list[tuple[str, float, str]]:
    """Read what the ledger reads, on a county a hundred times as busy."""
    path = hundredfold(county_file())
    store = open_store(path, read_only=True)
    rows: list[tuple[str, float, str]] = []
    with store.read() as session:
        calendar = work_calendar(session)
        page = partial(issue_rows, session, today=TODAY, calendar=calendar)
        asks: dict[str, Callable[[], object]] = {
            "first page of the open ones": lambda: page(IssueFilter()),
            "page 20 of the closed ones": lambda: page(IssueFilter(tab=IssueTab.CLOSED), offset=10_000),
            "first 200 of the open ones": lambda: page(IssueFilter(), limit=200),
            "search, three characters": lambda: page(IssueFilter(text="自来水")),
            "search, two initials": lambda: page(IssueFilter(text="dm")),
            "counts of all tabs": lambda: issue_counts(session, TODAY, calendar=calendar),
            "overdue on the rail": lambda: overdue_count(session, TODAY),
        }
        for name, ask in asks.items():
            rows += beside_bare(path, session, name, ask)
    store.close()
    shutil.rmtree(path.parent)
    return rows


def beside_bare(path: Path, session: Session, name: str, ask: Callable[[], object]) -> list[tuple[str, float, str]]:
    """Time *ask* and the bare SQL behind it, by turns."""
    ask()  # what is kept from the first time on is not asked again
    with listening() as asked:
        ask()
    session.rollback()
    ours, bare = by_turns(ROUNDS, ask, BareSql(path, list(asked)))
    return beside(name, ours, bare, f"bare SQL ({len(asked)} statements)")


def hundredfold(county: Path) -> Path:
    """Return a copy with ISSUES issues: the county's own, over and over under other numbers, past the journal."""
    path = Path(tempfile.mkdtemp(prefix="onsite-bench-")) / "large.db"
    shutil.copyfile(county, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(issue)") if row[1] != "id"]
        anew = {"uid": "substr(uid, 1, 28) || ?1", "number": "number || '-' || ?1", "serial": "serial + 10000 * ?1"}
        wanted = ", ".join(anew.get(column, column) for column in columns)
        own = connection.execute("SELECT count(*) FROM issue").fetchone()[0]
        for copy in range(1, ISSUES // own + 1):
            connection.execute(
                f"INSERT INTO issue ({', '.join(columns)}) SELECT {wanted} FROM issue WHERE serial < 10000",
                (copy,),
            )
    return path
