"""Every sub-command of main.py on the workbooks of the sample county."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.commands import LEDGER, SAMPLE, TODAY, run_main, run_process
from tests.ledger import overdue_in_ledger, written_issues


@pytest.fixture(scope="module")
def county(yunling: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample county, imported by the command; tests only read it."""
    return Path(shutil.copyfile(yunling, tmp_path_factory.mktemp("county") / "云岭 county.db"))


@pytest.fixture
def own_county(county: Path, tmp_path: Path) -> Path:
    """Return a copy of the county that a test may change."""
    return Path(shutil.copyfile(county, tmp_path / "own.db"))


def counts(told: dict[str, int]) -> tuple[int, ...]:
    return tuple(told[key] for key in ("rows_read", "new", "changed", "same", "refused"))


def test_a_dry_run_tells_what_would_come_and_leaves_no_file(tmp_path: Path) -> None:
    done = run_main("import", *SAMPLE, "--db", tmp_path / "new.db", "--dry-run", "--on", TODAY, "--json")

    assert (done.code, done.err) == (0, "")
    assert done.json["done"] is False
    assert done.json["ready"] is True
    assert done.json["new"] == done.json["rows_read"] > 2000
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_leaves_a_schedule_as_it_was(own_county: Path) -> None:
    before = own_county.read_bytes()

    done = run_main("import", *SAMPLE, "--db", own_county, "--dry-run", "--on", TODAY)

    assert done.code == 0
    assert own_county.read_bytes() == before
    assert "0 new, 0 changed" in done.out
    assert done.out.endswith("This was a dry run: nothing was changed.\n")


def test_an_import_accounts_for_every_row_and_a_second_one_changes_nothing(yunling: Path, own_county: Path) -> None:
    first = json.loads(yunling.with_name("told.json").read_text(encoding="utf-8"))
    second = run_main("import", *SAMPLE, "--db", own_county, "--on", TODAY, "--json").json

    read, new, changed, same, refused = counts(first)
    assert first["done"] is True
    assert read == new + changed + same + refused
    assert all(sum(counts(sheet)[1:]) == sheet["rows_read"] for sheet in first["sheets"])
    assert counts(second) == (read, 0, 0, read - refused, refused)
    ledger = next(sheet for sheet in first["sheets"] if sheet["kind"] == "issues")
    assert ledger["rows_read"] == len(written_issues())


def test_an_import_in_words_ends_with_the_sum(own_county: Path) -> None:
    done = run_main("import", *SAMPLE, "--db", own_county, "--on", TODAY)

    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"(\d+) rows read: 0 new, 0 changed, \1 same, 0 refused", done.out.splitlines()[-1])


def test_open_questions_stop_an_import_and_their_answers_let_it_through(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "反映时间", "乡镇（街道）", "问题内容", "责任单位", "截止日期", "办理情况"])
    sheet.append(["YL1", "2026-10-08", "无名镇", "路灯不亮", "县无名局", "2026-11-01", "办理中"])
    book.save(tmp_path / "ledger.xlsx")
    arguments = ("import", tmp_path / "ledger.xlsx", "--db", tmp_path / "new.db", "--on", TODAY)

    asked = run_main(*arguments, "--json")
    answers = tmp_path / "answers.json"
    chosen = ", ".join(f'"{question["id"]}": "create"' for question in asked.json["questions"])
    answers.write_text(f"{{{chosen}}}", encoding="utf-8")
    asked_in_words = run_main(*arguments)
    answered = run_main(*arguments, "--answers", answers, "--json")

    assert (asked.code, asked.json["done"], len(asked.json["questions"])) == (3, False, 2)
    assert "  create = " in asked_in_words.out
    assert (answered.code, answered.json["done"], answered.json["new"]) == (0, True, 1)


@pytest.mark.parametrize("day", ["2026-11-23", "2026-01-01", "2027-06-30"])
def test_overdue_equals_a_count_made_straight_from_the_ledger(county: Path, day: str) -> None:
    expected = overdue_in_ledger(date.fromisoformat(day))

    told = run_main("overdue", "--db", county, "--on", day, "--json").json

    assert sorted(issue["number"] for issue in told["issues"]) == expected
    assert (told["on"], told["count"]) == (day, len(expected))


def test_overdue_in_words_has_a_line_per_issue_the_longest_overdue_first(county: Path) -> None:
    done = run_main("overdue", "--db", county, "--on", TODAY)

    head, *lines = done.out.splitlines()
    dues = [line.split("\t")[1] for line in lines]
    assert head == f"{len(lines)} issues overdue on 23 Nov 2026"
    assert dues == sorted(dues)
    assert len(lines) == len(overdue_in_ledger(date.fromisoformat(TODAY)))


def test_today_comes_from_the_environment_for_trying_things_out(county: Path) -> None:
    told = run_main("overdue", "--db", county, "--json", more={"ONSITE_TODAY": TODAY}).json

    assert told["on"] == TODAY


def test_visits_lists_each_day_of_the_stretch(county: Path) -> None:
    told = run_main("visits", "--db", county, "--from", "2026-11-01", "--to", "2026-11-30", "--json").json
    november = next(sheet for sheet in _schedule_rows() if sheet[0] == "11月")

    assert told["count"] == len(told["visits"]) == november[1]
    assert {visit["day"][:7] for visit in told["visits"]} == {"2026-11"}
    assert set(told["visits"][0]) >= {"id", "day", "half", "kind", "leader", "township", "state"}


def _schedule_rows() -> list[tuple[str, int]]:
    """Return name and number of numbered lines of each month's sheet."""
    book = openpyxl.load_workbook(LEDGER.with_name("yunling-schedule-2026.xlsx"), data_only=True)
    return [
        (sheet.title, sum(isinstance(row[0], int) for row in sheet.iter_rows(values_only=True)))
        for sheet in book.worksheets
    ]


def test_a_deadline_comes_with_its_steps(county: Path) -> None:
    plain = run_main("deadline", "--from", "2026-09-30", "--amount", "5")
    told = run_main("deadline", "--from", "2026-09-30", "--amount", "5", "--db", county, "--json").json
    natural = run_main("deadline", "--from", "2026-11-20", "--amount", "1", "--unit", "natural", "--json").json

    # 1 to 7 October are off, Saturday 10 October is worked: 8, 9, 10, 12, 13
    assert told["due"] == "2026-10-13"
    assert plain.out.splitlines()[0] == "13 Oct 2026"
    assert len(plain.out.splitlines()) == 1 + len(told["steps"])
    assert (natural["due"], date(2026, 11, 20) + timedelta(days=1)) == ("2026-11-23", date(2026, 11, 21))  # rolled


def test_a_visit_sheet_is_printed_with_the_townships_open_issues(county: Path, tmp_path: Path) -> None:
    visit = run_main("visits", "--db", county, "--from", TODAY, "--to", TODAY, "--json").json["visits"][0]
    sheet = tmp_path / "sheet.pdf"

    done = run_main("print", "visit-sheet", "--db", county, "--visit", visit["id"], "-o", sheet, "--on", TODAY)

    made = sheet.with_name("sheet(hand-over copy).pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(made).pages)
    assert (done.code, done.err) == (0, "")
    assert visit["leader"] in text
    assert visit["township"] in text


def test_check_finds_the_county_whole(county: Path) -> None:
    told = run_main("check", "--db", county, "--json").json

    assert (told["good"], told["faults"]) == (True, [])
    assert told["counts"]["issue"] == len(written_issues())
    assert run_main("check", "--db", county).out.startswith("The schedule is whole")


def test_a_restored_backup_gives_back_what_was_there(own_county: Path, tmp_path: Path) -> None:
    before = run_main("overdue", "--db", own_county, "--on", TODAY, "--json").out
    made = run_process("backup", "--db", own_county, "-o", tmp_path / "kept")
    backup = Path(made.out.strip())
    own_county.write_bytes(b"")

    restored = run_process("restore", "--db", own_county, "--from", backup)

    assert (made.code, backup.parent) == (0, tmp_path / "kept")
    assert (restored.code, restored.err) == (0, "")
    assert run_main("overdue", "--db", own_county, "--on", TODAY, "--json").out == before
    assert run_main("check", "--db", own_county).code == 0


def test_a_command_leaves_one_file_that_can_be_copied(county: Path) -> None:
    beside = {path.suffix for path in county.parent.iterdir() if path.is_file()}

    assert beside <= {".db", ".lock"}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_both_languages_are_spoken(county: Path, language: str) -> None:
    done = run_main("overdue", "--db", county, "--on", TODAY, more={"ONSITE_LANGUAGE": language})

    assert ("overdue" in done.out.splitlines()[0]) == (language == "en")
