"""`publish` and `changes` on a terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db import models as m
from db.queries.releases import release_rows
from db.services.visits import move_visit
from db.store import open_store
from tests.commands import TODAY, run_main
from tests.db.publishing import found_office, plan_on

DAYS = ("--from", "2026-12-01", "--to", "2026-12-31", "--on", TODAY)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Return a county with three visits in December, one of them unannounced."""
    path = tmp_path / "county.db"
    store = open_store(path, create=True, today=lambda: date(2026, 11, 23))
    found_office(store)
    plan_on(store, 2)
    plan_on(store, 3, leader_id=2, township_id=2)
    plan_on(store, 4, unannounced=True, theme="暗访")
    store.close()
    return path


def change(path: Path) -> None:
    store = open_store(path, today=lambda: date(2026, 11, 23))
    with store.write("Move") as session:
        move_visit(session, 1, to=date(2026, 12, 8))
    store.close()


def test_publish_says_what_stands_against_it_and_writes_nothing_with_check(county: Path) -> None:
    done = run_main("publish", "--db", county, *DAYS, "--check", "--json")
    assert done.code == 0, done.err
    said = done.json
    assert (said["published"], said["issue"], said["visits"], said["left_out"]) == (False, None, 2, 1)
    assert {each["kind"] for each in said["checks"]} >= {"missing", "left_out"}
    assert "暗访" not in done.out
    store = open_store(county, read_only=True)
    with store.read() as session:
        assert release_rows(session) == []
    store.close()


def test_publish_then_changes_then_the_reason(county: Path) -> None:
    done = run_main("publish", "--db", county, *DAYS, "--json")
    assert (done.json["published"], done.json["issue"], done.json["changes"]) == (True, "2026-1", [])
    again = run_main("publish", "--db", county, *DAYS)
    assert (again.code, again.out) == (1, "")
    assert "Nothing differs from issue 2026 no. 1" in again.err
    change(county)
    refused = run_main("publish", "--db", county, *DAYS)
    assert refused.code == 1
    assert "Say why" in refused.err
    assert run_main("publish", "--db", county, *DAYS, "--reason", "改期").code == 0
    found = run_main("changes", 1, 2, "--db", county, "--json").json
    assert (found["old"], found["new"], found["count"]) == ("2026-1", "2026-2", 1)
    assert found["changes"][0]["fields"] == [{"field": "day", "old": "2 Dec", "new": "8 Dec"}]
    assert run_main("changes", "2026-2", "now", "--db", county).out == "Nothing differs.\n"
    assert "2 Dec > 8 Dec" in run_main("changes", 1, 2, "--db", county).out


def test_what_cannot_be_published_is_told_in_a_sentence(county: Path) -> None:
    backwards = run_main("publish", "--db", county, "--from", "2026-12-31", "--to", "2026-12-01")
    assert (backwards.code, "lies before the first" in backwards.err) == (1, True)
    none = run_main("changes", 1, 2, "--db", county)
    assert (none.code, "has not been published yet" in none.err) == (1, True)
    run_main("publish", "--db", county, *DAYS)
    unknown = run_main("changes", 1, 7, "--db", county)
    assert (unknown.code, "There is no issue “7”" in unknown.err) == (1, True)


def test_a_stopping_clash_stops_it(county: Path) -> None:
    store = open_store(county, today=lambda: date(2026, 11, 23))
    with store.write("Away") as session:
        session.add(m.Absence(leader_id=1, starts=date(2026, 12, 2), ends=date(2026, 12, 2), reason="开会"))
    store.close()
    done = run_main("publish", "--db", county, *DAYS)
    assert (done.code, done.out) == (1, "")
    assert "Clashes that stop this issue: 1" in done.err
    assert run_main("publish", "--db", county, *DAYS, "--check", "--json").json["stopping"] == 1
