"""`explain`: where the dates of an issue come from, without a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.chain import IssueTrack
from core.issues import IssueDraft
from db.services.issues import register_issues
from db.store import open_store
from tests.commands import run_main
from tests.db.clocked import extend, pause
from tests.db.county import CALENDAR, QINGSHI, SETTINGS, do, found_county


@pytest.fixture(scope="module")
def schedule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a schedule with a paused issue and a petition; tests only read it."""
    path = tmp_path_factory.mktemp("explained") / "explained.db"
    store = open_store(path, create=True)
    found_county(store)
    first = IssueDraft(
        "a", "王桂英家水管漏水", date(2026, 9, 18), QINGSHI, petitioner_name="王桂英", petitioner_phone="13812345678",
        limit_amount=10,
    )  # fmt: skip
    second = IssueDraft("b", "宅基地", date(2026, 9, 1), QINGSHI, track=IssueTrack.PETITION)
    ids = do(store, register_issues, [first, second], calendar=CALENDAR, settings=SETTINGS)
    pause(store, ids[0], date(2026, 9, 22), date(2026, 9, 24), reason="等王桂英（13812345678）补材料")
    extend(store, ids[0], due=date(2026, 10, 30), today=date(2026, 10, 20))
    store.close()
    return path


def test_it_tells_every_step_in_words_and_nobody_by_name(schedule: Path) -> None:
    done = run_main("explain", "1", "--db", schedule, "--on", "2026-11-23")
    assert (done.code, done.err) == (0, "")
    assert "王桂英" not in done.out
    assert "13812345678" not in done.out
    assert "王**" in done.out
    assert "1. " in done.out
    assert "云延〔2026〕3号" in done.out


def test_json_has_every_clock(schedule: Path) -> None:
    done = run_main("explain", "2", "--db", schedule, "--on", "2026-11-23", "--json")
    told = done.json
    assert [clock["kind"] for clock in told["clocks"]] == ["finish", "accept", "inform"]
    assert told["clocks"][0]["due"] == "2026-11-02"
    assert told["clocks"][0]["press_by"] == "2026-10-30"
    assert told["clocks"][0]["stands_since"] is None


def test_a_number_or_its_end_will_do_and_a_doubtful_one_is_refused(schedule: Path) -> None:
    number = run_main("explain", "1", "--db", schedule, "--json").json["number"]
    assert run_main("explain", number, "--db", schedule, "--json").json["id"] == 1
    tail = f"000{number[-2:]}"[-4:]
    assert run_main("explain", tail, "--db", schedule, "--json").json["id"] == 1
    nobody = run_main("explain", "〔1999〕", "--db", schedule)
    assert (nobody.code, nobody.out) == (1, "")
    several = run_main("explain", "〔2026〕", "--db", schedule)
    assert several.code == 1
    assert number in several.err
