"""`readiness` on a terminal: the lights of the days ahead, and what is still missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.visits import VisitState
from db.services.preparation import tick_step
from db.services.visits import set_state
from db.store import open_store
from tests.commands import run_main
from tests.db.county import QINGSHI, TODAY, WATER, add_issue, do, found_county, plan

KEYS = {
    "id", "day", "half", "kind", "kind_name", "leader", "township", "state", "unannounced", "light", "begun", "done",
    "total", "reasons",
}  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county with two visits ahead and one called off; tests only read it."""
    path = tmp_path_factory.mktemp("county") / "云岭 county.db"
    store = open_store(path, create=True)
    found_county(store)
    add_issue(store, QINGSHI, TODAY)
    do(store, tick_step, plan(store, accompanying_agencies=[WATER]), 6, done_on=TODAY)
    plan(store, day=TODAY.replace(month=12, day=9))
    do(store, set_state, plan(store, leader_id=2), VisitState.CANCELLED)
    store.close()
    return path


def test_each_visit_ahead_comes_with_its_light_and_its_reasons(county: Path) -> None:
    done = run_main("readiness", "--db", county, "--on", "2026-11-30", "--json")

    first, second = done.json["visits"]
    assert (done.code, done.err) == (0, "")
    assert (done.json["on"], done.json["to"], done.json["count"]) == ("2026-11-30", "2026-12-10", 2)
    assert set(first) == set(second) == KEYS
    assert (first["day"], first["light"], first["done"], first["total"]) == ("2026-12-02", "late", 1, 7)
    assert first["reasons"][1] == {
        "light": "late",
        "text": "Behind since 25 Nov: “张贴接访公告” is not done (乡镇).",
        "key": "step",
        "due": "2026-11-25",
    }
    assert [reason["key"] for reason in first["reasons"]] == [
        "step", "step", "township", "agencies_told", "sheet",
    ]  # fmt: skip
    assert (second["light"], second["done"], second["total"]) == ("watch", 2, 7)


def test_no_light_shows_before_its_time_and_days_say_how_far_to_look(county: Path) -> None:
    early = run_main("readiness", "--db", county, "--on", "2026-11-20", "--days", "30", "--json").json
    near = run_main("readiness", "--db", county, "--on", "2026-11-30", "--days", "5", "--json").json

    assert (early["count"], early["visits"]) == (0, [])
    assert [visit["day"] for visit in near["visits"]] == ["2026-12-02"]


def test_in_words_each_visit_has_a_line_and_each_reason_one_below(county: Path) -> None:
    done = run_main("readiness", "--db", county, "--on", "2026-12-02")
    chinese = run_main("readiness", "--db", county, "--on", "2026-12-02", more={"ONSITE_LANGUAGE": "zh_CN"})

    head, *lines = done.out.splitlines()
    assert head.split("\t")[1:] == ["2026-12-02", "Morning", "周立明", "青石镇", "Behind"]
    assert lines[0] == "\tBehind since 23 Nov: “与乡镇商定时间、地点，收集约访群众” is not done (县委办)."
    assert "\t应在11月27日前办好：还没有告知青石镇。" in chinese.out.splitlines()
    assert len(chinese.out.splitlines()) == len(done.out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--on", "yesterday"), "yesterday is not a date. Write it as 2026-11-23."),
        (("--on", "1900-01-01"), "1900-01-01 is not a day that can be planned. Choose a day between 1950 and 2100."),
    ],
)
def test_a_day_that_cannot_be_is_one_sentence(county: Path, arguments: tuple[str, str], said: str) -> None:
    done = run_main("readiness", "--db", county, *arguments)

    assert (done.code, done.out, done.err.strip()) == (1, "", said)
