"""`issues` and `digest` on a terminal: states, flags and lights; what waits on a day, fit for a chat."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.chain import NoticeLevel
from core.issues import IssueState
from db import models as m
from db.store import open_store
from tests.commands import run_main
from tests.db.county import QINGSHI, WATER, add_issue, found_county, plan

KEYS = {
    "id", "number", "title", "raised_on", "township", "agency", "state", "due", "due_provisional", "late", "left",
    "closed_on", "satisfaction", "kind", "leader", "chase_count", "extension_count", "next_visit_id", "next_visit_day",
    "light", "notice_level", "next_notice", "flags",
}  # fmt: skip
SECTIONS = ["overdue", "due", "stuck", "not_accepted", "promises", "look_backs", "unlogged"]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county with one issue of each sort; tests only read it."""
    path = tmp_path_factory.mktemp("county") / "云岭 county.db"
    store = open_store(path, create=True)
    found_county(store)
    with store.write("Person") as session:
        session.add(m.Petitioner(id=1, name="王桂英", phone="13800006612"))
    handed: dict[str, Any] = {"lead_agency_id": WATER, "assigned_on": date(2026, 11, 16), "petitioner_id": 1}
    add_issue(store, QINGSHI, date(2026, 11, 20), title="王桂英家停水", number="A1", notice_level=NoticeLevel.REMINDER)
    add_issue(store, QINGSHI, date(2026, 12, 24), number="A2", state=IssueState.ASSIGNED, **handed)
    add_issue(store, QINGSHI, date(2026, 11, 20), number="A3", restricted=True, title="举报张某")
    closed = {"state": IssueState.CLOSED, "closed_on": date(2026, 11, 9), "drawn_on": date(2026, 11, 9)}
    add_issue(store, QINGSHI, None, number="A4", **closed)
    plan(store, day=date(2026, 11, 19))
    store.close()
    return path


def numbers(county: Path, *arguments: str) -> list[str]:
    done = run_main("issues", "--db", county, "--on", "2026-11-23", "--json", *arguments)
    assert (done.code, done.err) == (0, "")
    return [each["number"] for each in done.json["issues"]]


def test_issues_are_listed_by_state_overdue_and_flag(county: Path) -> None:
    assert numbers(county) == ["A1", "A2"], "nothing restricted leaves"
    assert numbers(county, "--overdue") == ["A1"]
    assert numbers(county, "--state", "assigned") == ["A2"]
    assert numbers(county, "--state", "closed") == ["A4"]
    assert numbers(county, "--state", "all") == ["A1", "A2", "A4"]
    assert numbers(county, "--flag", "not_accepted") == ["A2"]
    assert numbers(county, "--state", "closed", "--flag", "look_back") == ["A4"]
    assert numbers(county, "--overdue", "--flag", "stuck") == ["A1"]


def test_each_issue_comes_with_light_notice_level_and_flags(county: Path) -> None:
    done = run_main("issues", "--db", county, "--on", "2026-11-23", "--json")
    first = done.json["issues"][0]

    assert (done.json["on"], done.json["count"], set(first)) == ("2026-11-23", 2, KEYS)
    assert (first["light"], first["notice_level"], first["late"]) == ("late", "reminder", 1)
    assert first["flags"] == ["overdue", "stuck"]
    assert "13800006612" not in done.out


def test_in_words_each_issue_has_a_line(county: Path) -> None:
    done = run_main("issues", "--db", county, "--on", "2026-11-23", "--overdue")
    head, *lines = done.out.splitlines()

    assert head == "1 issue on 23 Nov 2026"
    assert lines[0].split("\t")[:5] == ["A1", "registered", "2026-11-20", "1 working day late", "overdue,stuck"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--state", "lost"), "“lost” is no state of an issue. Choose one of: open, closed, all, registered,"),
        (("--flag", "red"), "“red” is no flag. Choose one of: overdue, due_soon, stuck,"),
        (("--on", "soon"), "soon is not a date. Write it as 2026-11-23."),
    ],
)
def test_what_cannot_be_is_one_sentence(county: Path, arguments: tuple[str, str], said: str) -> None:
    done = run_main("issues", "--db", county, *arguments)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(said)
    assert len(done.err.splitlines()) == 1


def test_the_digest_counts_everything_and_its_words_name_nobody(county: Path) -> None:
    values = run_main("digest", "--db", county, "--on", "2026-11-23", "--json").json
    words = run_main("digest", "--db", county, "--on", "2026-11-23").out

    counts = {section["key"]: section["count"] for section in values["sections"]}
    assert list(counts) == SECTIONS
    assert counts == {
        "overdue": 1, "due": 0, "stuck": 1, "not_accepted": 1, "promises": 0, "look_backs": 1, "unlogged": 1,
    }  # fmt: skip
    assert (values["on"], values["since"], values["is_workday"]) == ("2026-11-23", "2026-11-20", True)
    assert values["sections"][0]["new"] == 1
    assert words.splitlines()[1:3] == ["Overdue 1 issue", "  A1 青石镇 1 working day late"]
    for secret in ("王桂英", "1380", "举报", "A3", "停水"):
        assert secret not in words
        assert secret not in str(values)


def test_a_day_off_says_so(county: Path) -> None:
    done = run_main("digest", "--db", county, "--on", "2026-11-22")
    assert done.out.splitlines()[0] == "22 Nov 2026 is no working day: the window gives no digest then."
