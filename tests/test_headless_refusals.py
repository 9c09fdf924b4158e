"""Whatever is wrong on the command line: one sentence on stderr, an exit code of its own, nothing changed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.opening import create_file
from tests.commands import LEDGER, PATIENCE, ROOT, SAMPLE, TODAY, Done, command, environment, run_main, run_process

REFUSED, MISUSED, STOPPED = 1, 2, 130


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new schedule; tests only read it."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    create_file(path, None)
    return path


def require_one_sentence(done: Done, *, code: int = REFUSED, saying: str) -> None:
    """Demand the exit code, one line with *saying* in it on stderr, and silence on stdout."""
    assert done.code == code, done.err
    assert done.out == ""
    assert len(done.err.splitlines()) == 1, done.err
    assert re.search(saying, done.err), done.err
    assert "Traceback" not in done.err
    assert done.err.rstrip().endswith((".", "make screenshots")), done.err


COMMANDS_ON_A_SCHEDULE = (
    ("overdue",),
    ("readiness",),
    ("conflicts", "--from", "2026-11-01", "--to", "2026-11-30"),
    ("visits", "--from", "2026-11-01", "--to", "2026-11-30"),
    ("check",),
    ("print", "visit-sheet", "--visit", "1", "-o", "never.pdf"),
    ("backup",),
)


@pytest.mark.parametrize("words", COMMANDS_ON_A_SCHEDULE, ids=lambda words: words[0])
def test_a_schedule_that_is_not_there_is_never_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run_main(*words, "--db", tmp_path / "missing.db")

    require_one_sentence(done, saying="missing.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", COMMANDS_ON_A_SCHEDULE, ids=lambda words: words[0])
def test_an_empty_file_is_no_schedule_and_stays_as_it_is(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "none.db").write_bytes(b"")

    done = run_main(*words, "--db", tmp_path / "none.db")

    require_one_sentence(done, saying="0 bytes")
    assert (tmp_path / "none.db").read_bytes() == b""


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("overdue", "--on", "2026-02-30"), "2026-02-30 is not a date"),
        (("overdue", "--on", "tomorrow"), "tomorrow is not a date"),
        (("visits", "--from", "2026-12-01", "--to", "2026-11-01"), "lies before the first"),
        (("print", "visit-sheet", "--visit", "77", "-o", "never.pdf"), "no visit 77"),
        (("restore", "--from", "nowhere.db"), "no file nowhere.db"),
        (("restore", "--from", "README.md"), "README.md is damaged"),
        (("import", "nowhere.xlsx"), "no file nowhere.xlsx"),
        (("import", "README.md"), "not a kind of file"),
        (("import", "resources"), "is a folder"),
        (("import", str(LEDGER), "--answers", "README.md"), "holds no answers"),
        (("import", str(LEDGER), "--answers", "nowhere.json"), "no file nowhere.json"),
    ],
)
def test_a_wrong_value_is_named(empty: Path, tmp_path: Path, words: tuple[str, ...], saying: str) -> None:
    copy = Path(shutil.copyfile(empty, tmp_path / "copy.db"))

    require_one_sentence(run_main(*words, "--db", copy), saying=saying)
    assert copy.read_bytes() == empty.read_bytes()


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("frobnicate",), "No such command"),
        (("overdue", "--frob"), "No such option"),
        (("overdue",), "--db"),
        (("deadline", "--from", "2026-11-23", "--amount", "0"), "--amount"),
        (("deadline", "--from", "2026-11-23", "--amount", "many"), "--amount"),
        (("print",), "Missing command"),
    ],
)
def test_a_command_misused_points_to_the_help(words: tuple[str, ...], saying: str) -> None:
    require_one_sentence(run_process(*words), code=MISUSED, saying=saying)


def test_an_unknown_unit_is_named() -> None:
    done = run_main("deadline", "--from", "2026-11-23", "--amount", "5", "--unit", "weeks")

    require_one_sentence(done, saying="weeks is not a unit")


def test_a_schedule_of_a_newer_version_is_refused(empty: Path, tmp_path: Path) -> None:
    newer = Path(shutil.copyfile(empty, tmp_path / "newer.db"))
    connection = sqlite3.connect(newer)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    done = run_main("overdue", "--db", newer)

    require_one_sentence(done, saying="newer version")


def test_an_empty_backup_is_not_restored(empty: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copyfile(empty, tmp_path / "copy.db"))
    (tmp_path / "nothing.db").write_bytes(b"")

    done = run_main("restore", "--db", copy, "--from", tmp_path / "nothing.db")

    require_one_sentence(done, saying="0 bytes")
    assert copy.read_bytes() == empty.read_bytes()


def test_a_web_page_named_db_is_no_schedule(tmp_path: Path) -> None:
    page = tmp_path / "page.db"
    page.write_text("<!DOCTYPE html><html><body>" + "x" * 5000, encoding="utf-8")

    require_one_sentence(run_main("overdue", "--db", page), saying="page.db")


def test_a_failed_import_leaves_no_new_file(tmp_path: Path) -> None:
    done = run_main("import", tmp_path / "nowhere.xlsx", "--db", tmp_path / "new.db")

    require_one_sentence(done, saying=r"no file nowhere\.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def closed_folder(empty: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a schedule in a folder that cannot be written: by its mode, or for root by a disk that takes nothing."""
    if sys.platform == "win32":
        pytest.skip("a folder cannot be closed by its mode on Windows")
    folder = tmp_path / "closed"
    folder.mkdir()
    as_root = os.geteuid() == 0
    if as_root and _mount("-t", "tmpfs", "-o", "size=8M", "onsite", folder):
        pytest.skip("root may write everywhere, and has no right to mount a disk here")
    shutil.copyfile(empty, folder / "copy.db")
    folder.chmod(0o555)
    if as_root:
        _mount("-o", "remount,ro", folder)
    yield folder
    if as_root:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.chmod(0o755)


def _mount(*words: object) -> int:
    return subprocess.run(["mount", *map(str, words)], check=False, capture_output=True).returncode


def test_a_schedule_in_a_closed_folder_can_be_read(closed_folder: Path) -> None:
    done = run_main("overdue", "--db", closed_folder / "copy.db", "--on", TODAY)

    assert (done.code, done.err) == (0, "")
    assert done.out == "0 issues overdue on 23 Nov 2026\n"


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("import", str(LEDGER)), "reading only"),
        (("backup",), "No backup was made"),
    ],
    ids=["import", "backup"],
)
def test_a_closed_folder_takes_nothing(closed_folder: Path, words: tuple[str, ...], saying: str) -> None:
    before = sorted(closed_folder.iterdir())

    require_one_sentence(run_main(*words, "--db", closed_folder / "copy.db"), saying=saying)
    assert sorted(closed_folder.iterdir()) == before


@pytest.mark.parametrize("display", [None, "", ":54321", "nonsense", "localhost:54321"])
def test_the_window_needs_a_display_that_answers(display: str | None) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux starts without a display")

    done = run_process(more={"DISPLAY": display, "WAYLAND_DISPLAY": None})

    require_one_sentence(done, saying="no display")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_an_import_that_is_ended_halfway_changed_nothing(empty: Path, tmp_path: Path, number: signal.Signals) -> None:
    db = Path(shutil.copyfile(empty, tmp_path / "copy.db"))
    before = run_main("check", "--db", db, "--json").json["counts"]
    running = subprocess.Popen(
        command("import", *SAMPLE, "--db", db, "--on", TODAY),
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a background job ignores it
        encoding="utf-8",
    )
    log = tmp_path / "copy.db-wal"
    give_up = time.monotonic() + PATIENCE
    while not log.exists():  # made when the change begins: the books are read, nothing is saved
        assert running.poll() is None, "the import ended before it could be stopped"
        assert time.monotonic() < give_up

    running.send_signal(number)
    _out, said = running.communicate(timeout=PATIENCE)

    checked = run_main("check", "--db", db, "--json")
    assert checked.json["good"], checked.json["faults"]
    assert checked.json["counts"] == before
    if number is not signal.SIGKILL:
        assert (running.returncode, said) == (STOPPED, "Stopped. What was not finished was not saved.\n")
        assert not log.exists()


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    words = command("deadline", "--from", "2026-09-30", "--amount", "5")
    running = subprocess.Popen(
        words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    said = running.stderr.read()
    running.stderr.close()

    assert (running.wait(PATIENCE), said) == (0, "")
