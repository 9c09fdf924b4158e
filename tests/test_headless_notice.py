"""`main.py notice`: the year's days from a file, what would move, and nothing written unless asked."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from core.issues import IssueDraft
from db.opening import create_file
from db.services.issues import register_issues
from db.store import open_store
from tests.commands import run_main, run_process
from tests.core.notice_texts import SUPPOSED_2027, notice_text
from tests.db.county import CALENDAR, SETTINGS, do, found_county

ON = ("--on", "2026-11-23")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "county.db"
    create_file(path, None)
    store = open_store(path, actor="tester", today=lambda: date(2026, 11, 23))
    found_county(store)
    draft = IssueDraft("a", "修路", date(2027, 1, 25), 1, limit_amount=10, limit_unit="working")
    do(store, register_issues, [draft], calendar=CALENDAR, settings=SETTINGS)
    store.close()
    return path


@pytest.fixture
def county(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(template, tmp_path / "own.db"))


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "通知 2027.txt"
    file.write_bytes(SUPPOSED_2027.encode("gb18030"))
    return file


def test_the_days_of_a_notice_are_told(tmp_path: Path) -> None:
    file = tmp_path / "2026.txt"
    file.write_text(notice_text(2026), encoding="utf-8")

    done = run_main("notice", file, "--year", "2026", "--json")

    assert (done.code, done.err) == (0, "")
    assert (done.json["year"], done.json["off"], done.json["work"], done.json["doubts"]) == (2026, 33, 6, [])
    assert done.json["days"][0] == {
        "day": "2026-01-01", "is_workday": False, "holiday": "New Year's Day",
        "phrase": "1月1日（周四）至3日（周六）放假调休，共3天",
    }  # fmt: skip
    assert "moves" not in done.json


def test_with_a_schedule_the_moves_are_told_and_nothing_is_written(county: Path, notice: Path) -> None:
    before = county.read_bytes()

    done = run_main("notice", notice, "--db", county, "--json", *ON)

    assert done.code == 0
    assert [(each["old"], each["new"], each["accepted"]) for each in done.json["moves"]] == [
        ("2027-02-10", "2027-02-15", True)
    ]
    assert done.json["saved"] is False
    assert county.read_bytes() == before


def test_it_is_entered_only_when_asked_and_a_number_can_be_held(county: Path, notice: Path) -> None:
    number = run_main("notice", notice, "--db", county, "--json", *ON).json["moves"][0]["name"]

    held = run_main("notice", notice, "--db", county, "--save", "--hold", number, "--json", *ON)
    again = run_process("notice", notice, "--db", county, "--json", *ON)

    assert (held.code, held.json["saved"]) == (0, True)
    assert again.json["moves"] == []


def test_what_does_not_balance_is_not_saved_unless_said(county: Path, tmp_path: Path) -> None:
    file = tmp_path / "n.txt"
    file.write_text(SUPPOSED_2027.replace("5月8日（周六）上班。", ""), encoding="utf-8")

    asked = run_main("notice", file, "--db", county, "--save", "--json", *ON)
    told = run_main("notice", file, "--db", county, "--save", "--despite-doubts", "--json", *ON)

    assert (asked.code, asked.json["saved"], len(asked.json["doubts"])) == (3, False, 1)
    assert (told.code, told.json["saved"]) == (0, True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("5月8日（周六）", "5月32日（周六）", "5月32日"), ("", "", "2027"), ("元旦", "元旦", "")],
)
def test_a_wrong_notice_is_refused_in_one_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "n.txt"
    file.write_text(SUPPOSED_2027.replace(old, new) if told else "今天天气很好。", encoding="utf-8")

    done = run_main("notice", file, "--year", "2026" if told == "2027" else "2027")

    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert len(done.err.splitlines()) == 1


def test_saving_without_a_schedule_is_refused(notice: Path) -> None:
    done = run_main("notice", notice, "--save")

    assert (done.code, done.out) == (1, "")
