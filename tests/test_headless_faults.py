"""Faults of disk, path and numbers met by the commands: a sentence, and nothing lost."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.opening import create_file
from tests.commands import LEDGER, ROOT, SAMPLE, TODAY, Done, command, environment, run_main, run_process
from tests.db.conftest import FULL
from tests.small_disk import fill_up, mounted

REFUSED, MISUSED = 1, 2
ROSTER = LEDGER.with_name("yunling-roster.xlsx")


@pytest.fixture(scope="module")
def county(yunling: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample county; tests only read it."""
    return Path(shutil.copyfile(yunling, tmp_path_factory.mktemp("county") / "county.db"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    create_file(path, None)
    return path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", "24m") as place:
        yield place


def require_refusal(done: Done, *, saying: str) -> None:
    assert (done.code, done.out) == (REFUSED, ""), done.err
    assert len(done.err.splitlines()) == 1, done.err
    assert saying in done.err, done.err


def names(place: Path) -> list[str]:
    return sorted(each.name for each in place.iterdir())


def test_a_new_schedule_on_a_full_disk_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "1m") as disk:
        require_refusal(run_main("import", *SAMPLE, "--db", disk / "new.db"), saying="The disk is full")
        assert names(disk) == []


def test_an_import_that_fills_the_disk_brings_nothing_in(disk: Path, empty: Path) -> None:
    db = Path(shutil.copyfile(empty, disk / "own.db"))
    before = run_main("check", "--db", db, "--json").json["counts"]
    ballast = fill_up(disk)
    with ballast.open("rb+") as file:
        file.truncate(ballast.stat().st_size - 2_000_000)
    done = run_process("import", *SAMPLE, "--db", db, "--on", TODAY)
    assert (done.code, "The disk is full" in done.err) == (REFUSED, True)
    ballast.unlink()
    assert run_main("check", "--db", db, "--json").json["counts"] == before
    assert run_main("import", ROSTER, "--db", db, "--on", TODAY).code == 0


def test_a_full_disk_takes_neither_backup_nor_print_and_can_still_be_read(disk: Path, county: Path) -> None:
    db = Path(shutil.copyfile(county, disk / "own.db"))
    assert run_main("print", "visit-sheet", "--db", db, "--visit", 1, "-o", disk / "a.pdf").code == 0
    made = disk / "a(hand-over copy).pdf"
    old = made.read_bytes()
    fill_up(disk)
    require_refusal(run_main("backup", "--db", db), saying="No backup was made (the disk is full)")
    words = ("print", "visit-sheet", "--db", db, "--visit", 2, "-o", disk / "a.pdf")
    require_refusal(run_main(*words), saying="The disk is full")
    assert made.read_bytes() == old
    assert run_main("overdue", "--db", db, "--on", TODAY).out.startswith("76 issues")
    assert [name for name in names(disk) if ".part" in name] == []


def test_a_print_never_takes_the_place_of_a_schedule(county: Path, tmp_path: Path) -> None:
    db = Path(shutil.copyfile(county, tmp_path / "own.db"))
    other = Path(shutil.copyfile(county, tmp_path / "renamed.pdf"))
    link = tmp_path / "link.pdf"
    link.symlink_to(db)
    marked = Path(shutil.copyfile(county, tmp_path / "own(hand-over copy).pdf"))
    for target in (db, other, link):
        assert run_main("print", "visit-sheet", "--db", db, "--visit", 1, "-o", target).code == 0
    done = run_main("print", "visit-sheet", "--db", db, "--visit", 1, "-o", tmp_path / "own.pdf")
    require_refusal(done, saying="is a schedule and cannot be replaced")
    assert other.read_bytes() == marked.read_bytes() == county.read_bytes()
    assert run_main("check", "--db", db).code == 0


@pytest.mark.parametrize("name", ["云岭 😀/a b #?%41.db", "名" * 80 + ".db", "n" * 240 + ".db", "a'b\"c;--.db"])
def test_odd_names_open_and_are_backed_up(empty: Path, tmp_path: Path, name: str) -> None:
    db = tmp_path / name
    db.parent.mkdir(exist_ok=True)
    shutil.copyfile(empty, db)
    assert run_main("check", "--db", db).code == 0
    done = run_main("backup", "--db", db)
    assert (done.code, done.err) == (0, "")
    made = Path(done.out.strip())
    assert run_main("restore", "--db", db, "--from", made).code == 0


def test_a_path_too_long_for_the_system_is_said_so(empty: Path, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["长" * 60] * 4)
    deep.mkdir(parents=True)
    shutil.copyfile(empty, deep / "s.db")
    for db in (deep / "s.db", tmp_path / ("n" * 300 + ".db")):
        done = run_main("check", "--db", db)
        assert (done.code, len(done.err.splitlines())) in {(0, 0), (REFUSED, 1)}, done.err
    assert "too long" in done.err


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("deadline", "--from", "9999-12-31", "--amount", "10"), "between 1950 and 2100"),
        (("deadline", "--from", "1900-01-01", "--amount", "10"), "between 1950 and 2100"),
        (("deadline", "--from", "2026-02-29", "--amount", "10"), "is not a date"),
        (("overdue", "--db", "DB", "--on", "9999-12-31"), "between 1950 and 2100"),
        (("overdue", "--db", "DB", "--on", "２０２６-11-23"), "is not a date"),
        (("visits", "--db", "DB", "--from", "0001-01-01", "--to", "9999-12-31"), "between 1950 and 2100"),
        (("print", "visit-sheet", "--db", "DB", "--visit", "-1", "-o", "x.pdf"), "no visit -1"),
    ],
)
def test_days_and_numbers_out_of_range_are_a_sentence(empty: Path, words: tuple[str, ...], saying: str) -> None:
    done = run_main(*(str(empty) if word == "DB" else word for word in words))
    require_refusal(done, saying=saying)


def test_a_number_no_database_holds_is_a_sentence(empty: Path) -> None:
    done = run_main("print", "visit-sheet", "--db", empty, "--visit", "9" * 30, "-o", "x.pdf")
    assert (done.code, "Traceback" in done.err, "inside the program" in done.err) == (MISUSED, False, False)


@pytest.mark.slow
def test_a_kill_at_any_moment_of_an_import_brings_in_all_or_nothing(
    empty: Path, county: Path, yunling: Path, tmp_path: Path
) -> None:
    db, log = tmp_path / "own.db", tmp_path / "own.db-wal"
    none = run_main("check", "--db", shutil.copyfile(empty, db), "--json").json["counts"]
    whole = run_main("check", "--db", county, "--json").json["counts"]
    seconds = json.loads(yunling.with_name("told.json").read_text(encoding="utf-8"))["seconds"]
    seen = set()
    rounds = 40 if FULL else 2
    for number in range(rounds):
        for left in tmp_path.glob("own.db*"):
            left.unlink()
        shutil.copyfile(empty, db)
        running = subprocess.Popen(
            command("import", *SAMPLE, "--db", db, "--on", TODAY),
            cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while not log.exists() and running.poll() is None:  # made when the change begins
            time.sleep(0.01)
        time.sleep(1.2 * seconds * (number + 0.5) / rounds)
        running.send_signal(signal.SIGKILL)
        running.wait()
        checked = run_main("check", "--db", db, "--json").json
        assert checked["good"], checked["faults"]
        found = "none" if checked["counts"] == none else "all" if checked["counts"]["issue"] == whole["issue"] else "?"
        seen.add(found)
    assert "?" not in seen
