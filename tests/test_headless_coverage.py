"""`coverage` and `markets` on a terminal."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from core.calendar.markets import market_days, parse_market_rule
from core.directory import TownshipDraft
from core.visits import VisitState
from db.services.directory import save_township
from db.services.intervals import save_intervals
from db.services.visits import set_state
from db.store import open_store
from tests.commands import run_main
from tests.db.county import QINGSHI, TODAY, add_issue, do, found_county, plan

KEYS = {
    "township_id", "township", "need", "addends", "days", "interval", "past_interval", "last_day", "next_day",
    "next_leader", "overdue_issues", "blind", "why", "reasons", "kinds", "villages", "villages_reached",
    "households_called_on", "villages_with_few_households",
}  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county where one township was visited long ago; tests only read it."""
    path = tmp_path_factory.mktemp("county") / "云岭 county.db"
    store = open_store(path, create=True)
    found_county(store)
    visit = plan(store, township_id=QINGSHI, day=TODAY - timedelta(41), village_id=QINGSHI)
    do(store, set_state, visit, VisitState.DONE)
    add_issue(store, QINGSHI, TODAY - timedelta(1))
    add_issue(store, QINGSHI, TODAY - timedelta(1), restricted=True)
    do(store, save_intervals, None, {"onsite_office": 90})
    do(store, save_township, TownshipDraft(name="东岭镇", market="农历逢五、十（小月提前廿九）；公历逢1、6"))
    do(store, save_township, TownshipDraft(name="望云乡", market="未知"))
    do(store, save_township, TownshipDraft(name="平川镇", market="天天（10月1日除外）"))
    store.close()
    return path


def test_coverage_says_how_every_township_stands(county: Path) -> None:
    done = run_main("coverage", "--db", county, "--on", "2026-11-23", "--json")

    assert (done.code, done.err) == (0, "")
    assert (done.json["on"], done.json["count"], done.json["blind"]) == ("2026-11-23", 6, 6)
    row = next(each for each in done.json["townships"] if each["township"] == "青石镇")
    assert set(row) == KEYS
    assert [(each["key"], each["points"]) for each in row["addends"]] == [("since_visit", 13), ("overdue_issues", 3)]
    assert (row["need"], row["days"], row["interval"], row["overdue_issues"]) == (16, 41, 30, 1)
    assert (row["why"], row["villages"], row["villages_reached"]) == (["interval", "issues", "kind"], 1, 1)
    assert row["kinds"][0]["interval"] == 90
    assert done.json["townships"] == sorted(done.json["townships"], key=lambda each: -each["need"])


def test_coverage_in_words_names_every_addend(county: Path) -> None:
    done = run_main("coverage", "--db", county, "--on", "2026-11-23")

    assert done.code == 0
    assert "6 blind spots on 23 Nov 2026" in done.out
    assert "\t41 days since the last visit, 11 more than promised, and nobody goes within 30 days\n" in done.out
    assert "\t1 overdue issue there (+3)\n" in done.out


def test_markets_lists_the_days_of_the_year(county: Path) -> None:
    done = run_main("markets", "--db", county, "--year", "2028", "--json")

    first, second, unknown, daily = done.json["markets"]
    theirs = market_days(parse_market_rule("农历逢五、十（小月提前廿九）"), date(2028, 1, 1), date(2028, 12, 31))
    assert (done.code, done.json["year"], done.json["count"]) == (0, 2028, 4)
    assert first["days"] == [str(day) for day in theirs]
    assert (first["township"], first["rule"], first["count"]) == ("东岭镇", "lunar:5,0;early", len(theirs))
    assert (second["rule"], second["days"][0]) == ("solar:1,6", "2028-01-01")
    assert (daily["count"], daily["except"], daily["also"]) == (365, ["1 Oct"], [])
    assert (daily["words"], daily["rule"]) == ("Every day (not on 1 Oct)", "amended:except=10-1|daily")
    assert "2028-10-01" not in daily["days"]
    assert (unknown["days"], unknown["question"]) == ([], "On which days is this market held?")


@pytest.mark.parametrize("name", ["望云乡", "望云"])
def test_markets_of_one_township_are_found_by_either_name(county: Path, name: str) -> None:
    done = run_main("markets", "--db", county, "--year", "2027", "--township", name, "--json")

    assert [each["township"] for each in done.json["markets"]] == ["望云乡"]


def test_a_township_without_a_market_has_none_and_an_unknown_one_is_said(county: Path) -> None:
    none = run_main("markets", "--db", county, "--year", "2027", "--township", "青石镇", "--json")
    unknown = run_main("markets", "--db", county, "--year", "2027", "--township", "无名乡")

    assert (none.code, none.json["markets"]) == (0, [])
    assert unknown.code == 1
    assert "There is no township “无名乡”." in unknown.err


@pytest.mark.parametrize("year", ["1949", "2100", "soon"])
def test_a_year_beyond_the_lunar_table_is_refused(county: Path, year: str) -> None:
    assert run_main("markets", "--db", county, "--year", year).code == 2
