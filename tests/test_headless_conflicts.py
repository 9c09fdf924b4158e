"""`conflicts` on a terminal: what clashes in these days, by the office's own levels, with what was accepted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from core.clash_facts import Level
from db.queries.clashes import clashes_between
from db.services.clash_overrides import accept_clash
from db.services.plan_rules import set_level
from db.store import open_store
from tests.commands import run_main
from tests.db.county import CALENDAR, CHEN, LIUHE, SETTINGS, TODAY, ask, do, found_county, plan

DAYS = ("--from", "2026-12-01", "--to", "2026-12-31")
KEYS = {
    "visit", "day", "rule", "rule_name", "level", "text", "other_visit", "leader_id", "fixes", "accepted",
}  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county with two leaders in one township, which was accepted, and one on a Sunday."""
    path = tmp_path_factory.mktemp("county") / "云岭 county.db"
    store = open_store(path, create=True)
    found_county(store)
    first = plan(store)
    plan(store, leader_id=CHEN)
    plan(store, township_id=LIUHE, day=TODAY + timedelta(13))
    do(store, set_level, "rest_day", Level.BLOCK)
    (row, *_rest) = ask(
        store, clashes_between, TODAY, TODAY + timedelta(12), calendar=CALENDAR, settings=SETTINGS, only=[first]
    )
    do(store, accept_clash, first, row.clash, reason="分头走访", actor="", today=TODAY)
    store.close()
    return path


def test_each_clash_comes_with_its_level_its_sentence_and_its_reason(county: Path) -> None:
    done = run_main("conflicts", "--db", county, *DAYS, "--json")

    assert (done.code, done.err) == (0, "")
    assert (done.json["from"], done.json["to"], done.json["count"], done.json["open"]) == (*DAYS[1::2], 3, 1)
    one, two, sunday = done.json["conflicts"]
    assert set(one) == KEYS
    assert (one["rule"], one["level"], one["accepted"], one["other_visit"]) == (
        "same_township", "warn", "分头走访", two["visit"],
    )  # fmt: skip
    assert two["accepted"] == "分头走访"
    assert (sunday["rule"], sunday["level"], sunday["accepted"], sunday["fixes"]) == (
        "rest_day", "block", None, ["other_day"],
    )  # fmt: skip


def test_in_words_each_clash_has_a_line(county: Path) -> None:
    done = run_main("conflicts", "--db", county, *DAYS)
    chinese = run_main("conflicts", "--db", county, *DAYS, more={"ONSITE_LANGUAGE": "zh_CN"})

    head, first, _second, sunday = done.out.splitlines()
    assert head == "3 conflicts, 1 not accepted"
    assert first.split("\t")[1:] == [
        "2026-12-02", "Point out", "陈雨桐 also goes to 青石镇 on 2 Dec, Morning.", "accepted: 分头走访",
    ]  # fmt: skip
    assert sunday.split("\t")[1:] == ["2026-12-06", "Forbid", "6 Dec is a day off (Weekend)."]
    assert chinese.out.splitlines()[3].endswith("\t禁止\t12月6日是休息日（周末）。")


def test_days_that_cannot_be_are_one_sentence(county: Path) -> None:
    done = run_main("conflicts", "--db", county, "--from", "2026-12-31", "--to", "2026-12-01")
    assert (done.code, done.out) == (1, "")
    assert done.err.strip() == "The last day, 2026-12-01, lies before the first, 2026-12-31. Correct one of the two."
