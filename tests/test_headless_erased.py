"""`restore` of a backup that is older than an erasure: told first, and only what was asked for is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db import backup
from db import models as m
from db.services.erasure import erase_petitioner
from db.store import open_store
from tests.commands import TODAY, run_main, run_process
from tests.db.conftest import TODAY as DAY
from tests.db.erased_person import ALL, NAME, tell


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a schedule from which somebody was erased, and `old.db` from before; copy it."""
    path = tmp_path_factory.mktemp("office") / "schedule.db"
    store = open_store(path, create=True, actor="tester", today=lambda: DAY)
    person = tell(store)
    backup.back_up_file(path, None, reason="asked").path.rename(path.with_name("old.db"))
    shutil.rmtree(backup.folder_of(path))
    erase_petitioner(store, person, attachments=True, **ALL)
    store.close()
    return path.parent


@pytest.fixture
def schedule(office: Path, tmp_path: Path) -> Path:
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "schedule.db"


def names(path: Path) -> list[str]:
    store = open_store(path, read_only=True)
    try:
        with store.read() as session:
            return [row.name for row in session.query(m.Petitioner)]
    finally:
        store.close()


def restore(schedule: Path, *more: str, run=run_main):
    source = schedule.with_name("old.db")
    return run("restore", "--db", schedule, "--from", source, *more, more={"ONSITE_TODAY": TODAY})


def test_it_is_refused_with_the_count_and_nothing_is_changed(schedule: Path) -> None:
    before = schedule.read_bytes()
    done = restore(schedule, run=run_process)
    assert (done.code, done.out) == (1, "")
    assert "(1)" in done.err
    assert "--erased again" in done.err
    assert NAME not in done.err
    assert len(done.err.splitlines()) == 1
    assert schedule.read_bytes() == before
    assert not backup.folder_of(schedule).exists()


def test_erased_again_leaves_nobody_and_keeps_the_state_before(schedule: Path) -> None:
    done = restore(schedule, "--erased", "again")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1:] == ["1 person was erased again."]
    assert names(schedule) == [""]
    assert NAME.encode() not in schedule.read_bytes()
    assert run_main("check", "--db", schedule).code == 0
    assert len(backup.backups_of(schedule)) == 1


def test_back_brings_the_person_back_by_the_office_s_own_word(schedule: Path) -> None:
    done = restore(schedule, "--erased", "back")
    assert (done.code, done.err) == (0, "")
    assert names(schedule) == [NAME]


def test_another_word_is_refused(schedule: Path) -> None:
    done = restore(schedule, "--erased", "maybe")
    assert (done.code, done.out) == (1, "")
    assert "--erased back" in done.err


def test_a_file_that_cannot_be_read_is_told_of(schedule: Path) -> None:
    schedule.write_bytes(b"")
    done = restore(schedule)
    assert done.code == 0
    assert "cannot be read" in done.out
