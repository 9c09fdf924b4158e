"""A protected schedule on a terminal: the passphrase from the environment or asked unseen, never an argument."""

from __future__ import annotations

import contextlib
import os
import pty
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from db import backup
from db.store import open_store
from db.vault import keyfile
from db.vault.sealing import create_protected
from db.vault.tries import forgive
from db.vault.unlocking import is_protected, unlock
from tests import mockup
from tests.commands import LEDGER, PATIENCE, ROOT, TODAY, Done, command, environment, run_main, run_process
from tests.db.vaults import CHEAP, PHRASE, files_with

COMMANDS = (
    ("overdue",),
    ("readiness",),
    ("conflicts", "--from", "2026-11-01", "--to", "2026-11-30"),
    ("visits", "--from", "2026-11-01", "--to", "2026-11-30"),
    ("visit", "show", "1"),
    ("prose", "--month", "2026-11"),
    ("deadline", "--from", "2026-11-23", "--amount", "5"),
    ("check",),
    ("import", str(LEDGER), "--dry-run"),
)
Run = Callable[..., Done]
COUNTY = "云岭县"  # three signs: two could stand in 14 MB of random bytes by chance


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a protected county and its recovery code; copy the folder, never open it."""
    path = tmp_path_factory.mktemp("sealed") / "office" / "schedule.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "COST", CHEAP)
        sealed = create_protected(path, PHRASE)
    store = open_store(path, sealed.key)
    with store.write("Fill") as session:
        mockup.fill(session)
    store.close()
    backup.back_up_file(path, sealed.key)
    return path, sealed.code


@pytest.fixture
def schedule(tmp_path: Path, template: tuple[Path, str]) -> Path:
    shutil.copytree(template[0].parent, tmp_path / "office")
    return tmp_path / "office" / "schedule.db"


def told(*words: object, db: Path, phrase: str | None = PHRASE, run: Run = run_main) -> Done:
    return run(*words, "--db", db, more={"ONSITE_PASSPHRASE": phrase, "ONSITE_TODAY": TODAY})


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_every_command_opens_it_by_the_passphrase_in_the_environment(schedule: Path, words: tuple[str, ...]) -> None:
    done = told(*words, db=schedule)
    assert done.code in {0, 3}, done.err
    assert done.out
    assert done.err == ""


@pytest.mark.parametrize("phrase", ["a wrong one", None, ""], ids=["wrong", "none", "empty"])
def test_a_wrong_or_missing_one_is_one_sentence_and_code_1(schedule: Path, phrase: str | None) -> None:
    done = told("overdue", db=schedule, phrase=phrase)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
    assert ("not the passphrase" if phrase else "ONSITE_PASSPHRASE") in done.err


def test_the_sixth_wrong_one_has_to_wait_in_another_process_too(schedule: Path) -> None:
    forgive(schedule)
    for _n in range(5):
        assert "not the passphrase" in told("overdue", db=schedule, phrase="a wrong one").err
    for phrase in ("a wrong one", PHRASE):
        assert "Too many wrong tries" in told("overdue", db=schedule, phrase=phrase, run=run_process).err


def test_there_is_no_such_argument(schedule: Path) -> None:
    done = run_main("overdue", "--db", schedule, "--passphrase", PHRASE)
    assert done.code == 2


def test_backup_and_restore_take_it_and_leave_nothing_readable(schedule: Path, tmp_path: Path) -> None:
    made = told("backup", db=schedule, run=run_process)
    source = Path(made.out.strip())
    assert source.is_file(), made.err
    assert told("restore", "--from", source, db=schedule).code == 0
    assert told("restore", "--from", source, db=tmp_path / "clean" / "schedule.db").code == 0
    assert is_protected(tmp_path / "clean" / "schedule.db")
    assert told("check", db=tmp_path / "clean" / "schedule.db").code == 0
    assert files_with(tmp_path, COUNTY, "王桂英", PHRASE) == []


def test_the_recovery_code_does_it_as_well(schedule: Path, template: tuple[Path, str]) -> None:
    assert told("check", db=schedule, phrase=template[1]).code == 0


def test_it_is_asked_for_unseen_on_a_terminal(schedule: Path) -> None:
    ours, theirs = pty.openpty()
    more = {"ONSITE_PASSPHRASE": None, "ONSITE_TODAY": TODAY}
    child = subprocess.Popen(
        command("check", "--db", schedule), cwd=ROOT, env=environment(more),
        stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    seen = b""
    while b"Passphrase of schedule.db: " not in seen:
        seen += os.read(ours, 1000)
    os.write(ours, PHRASE.encode() + b"\n")
    out, _err = child.communicate(timeout=PATIENCE)
    os.set_blocking(ours, False)
    with contextlib.suppress(OSError):
        seen += os.read(ours, 1000)
    os.close(theirs)
    os.close(ours)
    assert child.returncode == 0, seen
    assert "whole" in out.decode()
    assert PHRASE.encode() not in seen


def test_an_import_into_a_protected_schedule_leaves_nothing_readable(schedule: Path, tmp_path: Path) -> None:
    answers = tmp_path / "none"
    done = run_process(
        "import", LEDGER, "--db", schedule, "--dry-run",
        more={"ONSITE_PASSPHRASE": PHRASE, "ONSITE_TODAY": TODAY, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert done.code in {0, 3}
    assert files_with(tmp_path, "王桂英") == []
    assert not answers.exists()
    assert unlock(schedule, PHRASE)
