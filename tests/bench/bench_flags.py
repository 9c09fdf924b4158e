"""Flags at 100,000 issues of as many people: all of them, counts, lists, a page's marks, and who came before."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial

from core.flags import Flag
from db.queries.flags import flag_counts, flagged, marks_of_issues, repeat_visits
from db.queries.issues import IssueFilter, issue_rows
from db.queries.settings import office_settings, work_calendar
from db.store import open_store
from tests.bench.bench_ledger import beside_bare, hundredfold
from tests.bench.county import TODAY, county_file

SAME = 10
"""One person in so many is one of the copies before."""


def run() -> list[tuple[str, float, str]]:
    """Ask what the ledger, Today and the fast entry ask."""
    path = hundredfold(county_file())
    with closing(sqlite3.connect(path)) as connection, connection:
        people_of_their_own(connection)
    store = open_store(path, read_only=True)
    rows: list[tuple[str, float, str]] = []
    with store.read() as session:
        calendar, settings = work_calendar(session), office_settings(session)
        around = {"today": TODAY, "calendar": calendar, "settings": settings}
        page = partial(issue_rows, session, today=TODAY, calendar=calendar)
        ids = [row.id for row in page(IssueFilter())]
        seen = partial(repeat_visits, session, before=TODAY, months=24, calendar=calendar)
        asks: dict[str, Callable[[], object]] = {
            "flags of all open issues": lambda: flagged(session, **around),
            "counts of all flags": lambda: flag_counts(session, **around),
            "marks of the first page": lambda: marks_of_issues(session, ids, **around),
            "list of the stuck": lambda: page(IssueFilter(flags=frozenset({Flag.STUCK}))),
            "list of those who came again": lambda: page(IssueFilter(flags=frozenset({Flag.REPEAT}))),
            "who came before, by phone": lambda: seen(name="", phone="13800006612", village_id=None),
            "who came before, by name and village": lambda: seen(name="王桂英", phone="", village_id=1),
        }
        for name, ask in asks.items():
            rows += beside_bare(path, session, name, ask)
    store.close()
    shutil.rmtree(path.parent)
    return rows


def people_of_their_own(connection: sqlite3.Connection) -> None:
    """Give each issue a petitioner of its own, one in SAME with the phone of another; a tenth part was pressed."""
    connection.execute("ALTER TABLE petitioner ADD COLUMN of_issue INTEGER")
    connection.execute(
        "INSERT INTO petitioner (name, phone, address, village_id, headcount, version, of_issue) "
        "SELECT p.name || (i.id / 300), CASE WHEN i.id % ?1 THEN '139' || printf('%08d', i.id) "
        "ELSE '139' || printf('%08d', i.id - 1) END, '', i.village_id, 1, 1, i.id "
        "FROM issue i JOIN petitioner p ON p.id = i.petitioner_id",
        (SAME,),
    )
    connection.execute("CREATE UNIQUE INDEX of_issue ON petitioner (of_issue)")
    connection.execute(
        "UPDATE issue SET petitioner_id = "
        "coalesce((SELECT id FROM petitioner WHERE of_issue = issue.id), petitioner_id)"
    )
    connection.execute("UPDATE issue SET chase_count = 1, notice_level = 'reminder' WHERE id % 10 = 3")
    connection.execute("DROP INDEX of_issue")
    connection.execute("ALTER TABLE petitioner DROP COLUMN of_issue")
