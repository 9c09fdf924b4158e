"""`plan` and `why` on a terminal."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from core.planner.scoring import LEVEL_NAMES
from core.visits import VisitState
from db import models as m
from db.services.board_moves import pin_visit
from db.store import open_store
from tests.commands import Done, run_main
from tests.db.county import CHEN, LIUHE, QINGSHI, do, found_county, plan
from tests.db.rows import everything

DAYS = ("--from", "2026-12-01", "--to", "2026-12-11", "--on", "2026-11-23")
PINNED, DRAFT, CALLED_OFF = 1, 2, 3
VISIT_KEYS = {
    "id", "day", "half", "leader_id", "leader", "township_id", "township", "kind", "kind_name", "hold", "step",
    "before",
}  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county with a pinned visit, a draft and one called off in December; copy it to change it."""
    path = tmp_path_factory.mktemp("county") / "云岭 county.db"
    store = open_store(path, create=True)
    found_county(store)
    plan(store, day=date(2026, 12, 2))
    do(store, pin_visit, PINNED, pinned=True)
    plan(store, day=date(2026, 12, 3), leader_id=CHEN, township_id=LIUHE, state=VisitState.DRAFT)
    plan(store, day=date(2026, 12, 4), leader_id=CHEN, township_id=QINGSHI, state=VisitState.CANCELLED)
    store.close()
    return path


@pytest.fixture
def own(county: Path, tmp_path: Path) -> Path:
    """Return a copy to change."""
    return Path(shutil.copyfile(county, tmp_path / "own.db"))


def planned(path: Path, *words: object) -> Done:
    """Plan for a moment: on so small a county the first plan is the best."""
    return run_main("plan", "--db", path, *DAYS, "--time", 0.1, *words)


def test_a_plan_says_what_becomes_of_each_visit_and_writes_nothing(county: Path) -> None:
    store = open_store(county, read_only=True)
    before = everything(store)
    done = planned(county, "--json")
    assert (done.code, done.err) == (0, "")
    told = done.json
    assert (told["from"], told["to"], told["seed"], told["adopted"]) == ("2026-12-01", "2026-12-11", 0, False)
    assert list(told["score"]) == list(LEVEL_NAMES)
    assert set(told["bound"]) <= set(LEVEL_NAMES)
    assert told["stay"] == 1
    assert [each["id"] for each in told["visits"] if each["step"] == "stays"] == [PINNED]
    assert all(set(each) == VISIT_KEYS for each in told["visits"])
    assert told["added"] == sum(each["step"] == "added" for each in told["visits"]) > 0
    assert {each["township"] for each in told["visits"]} == {"青石镇", "柳河乡", "石桥镇"}
    assert everything(store) == before
    store.close()


def test_the_same_schedule_gives_the_same_plan_to_the_byte(county: Path, capfd: pytest.CaptureFixture[str]) -> None:
    one, other = (run_main("plan", "--db", county, *DAYS, "--json") for _run in range(2))
    assert (one.code, one.out, one.json["cut"]) == (0, other.out, False)
    assert capfd.readouterr() == ("", "")  # what a library prints past Python would spoil the JSON


def test_a_plan_in_words(county: Path) -> None:
    done = planned(county)
    assert done.code == 0
    first, *_more, last = done.out.splitlines()
    assert "stays\t2026-12-02\tMorning\t周立明\t青石镇\tPetition reception" in done.out
    assert first.split("\t")[0] in {"stays", "kept", "moved", "added"}
    assert last == "Nothing was written."


def test_a_plan_is_adopted_and_undone_and_once_adopted_stays(own: Path) -> None:
    store = open_store(own)
    before = everything(store)
    store.close()
    told = planned(own, "--adopt", "--json").json
    assert told["adopted"]
    assert len(told["adopted_visits"]) == told["added"] > 0
    store = open_store(own)
    with store.read() as session:
        made = [session.get_one(m.Visit, each) for each in told["adopted_visits"]]
        assert {each.state for each in made} == {VisitState.DRAFT}
    assert store.undo_label() == "Use rota plan"
    store.undo()
    assert everything(store) == before
    store.redo()
    store.close()
    again = planned(own, "--adopt", "--json").json
    assert (again["stay"], again["removed"]) == (1, 0)


def test_a_schedule_that_somebody_holds_is_planned_but_not_adopted(own: Path) -> None:
    store = open_store(own)
    assert planned(own).code == 0
    refused = planned(own, "--adopt")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("This schedule is open for reading only (")
    assert len(refused.err.splitlines()) == 1
    store.close()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--from", "2026-12-31", "--to", "2026-12-01"), 1, "The last day, 2026-12-01, lies before the first"),
        (("--from", "soon", "--to", "2026-12-01"), 1, "soon is not a date"),
        (("--from", "2026-02-30", "--to", "2026-12-01"), 1, "2026-02-30 is not a date"),
        (("--from", "2026-10-01", "--to", "2026-10-31"), 1, "Up to 31 Oct 2026 everything is past."),
        (("--from", "2027-01-01", "--to", "2029-12-31"), 1, "A plan covers 400 days at most."),
        (("--from", "2026-12-01",), 2, "--to"),
        (("--from", "2026-12-01", "--to", "2026-12-02", "--seed", "-1"), 2, "--seed"),
        (("--from", "2026-12-01", "--to", "2026-12-02", "--time", "long"), 2, "--time"),
    ],
)  # fmt: skip
def test_bad_days_are_refused_in_one_sentence(county: Path, words: tuple[str, ...], code: int, said: str) -> None:
    done = run_main("plan", "--db", county, *words, "--on", "2026-11-23")
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_an_empty_schedule_has_an_empty_plan(tmp_path: Path) -> None:
    open_store(tmp_path / "empty.db", create=True).close()
    done = planned(tmp_path / "empty.db", "--json", "--adopt")
    assert (done.code, done.json["visits"], done.json["unmet"], done.json["adopted"]) == (0, [], [], False)


def test_why_ranks_every_leader(county: Path) -> None:
    done = run_main("why", "--db", county, "--visit", DRAFT, "--on", "2026-11-23", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["visit"]["leader"] == "陈雨桐"
    assert sorted(each["leader"] for each in done.json["candidates"]) == ["周立明", "陈雨桐"]
    assert [each["rank"] for each in done.json["candidates"]] == [1, 2]
    assert all(each["text"] for each in done.json["candidates"])
    assert {"rule", "level", "by", "helps", "text"} == set(done.json["reasons"][0])
    words = run_main("why", "--db", county, "--visit", DRAFT, "--on", "2026-11-23")
    assert words.out.startswith("2026-12-03\tMorning\t陈雨桐\t柳河乡\tPetition reception\n")
    assert "\n1\t" in words.out


@pytest.mark.parametrize(("visit", "said"), [(99, "There is no visit 99."), (CALLED_OFF, "Visit 3 has taken place")])
def test_why_of_a_visit_that_nobody_plans_is_refused(county: Path, visit: int, said: str) -> None:
    done = run_main("why", "--db", county, "--visit", visit)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(said)


def test_why_of_a_visit_that_is_over_is_judged_as_on_its_day(county: Path) -> None:
    done = run_main("why", "--db", county, "--visit", DRAFT, "--on", "2027-03-01", "--json")
    assert done.code == 0
    assert any(each["fits"] for each in done.json["candidates"])
