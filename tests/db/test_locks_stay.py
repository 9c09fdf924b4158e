"""A look at the first bytes of a schedule gives up no lock that SQLite holds on it in this process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.backup import back_up_file
from db.filesystems import start_of
from db.opening import create_file
from db.store import open_store

LOCKS = Path("/proc/locks")
pytestmark = pytest.mark.skipif(not LOCKS.exists(), reason="only Linux tells which locks a process holds")


def locks_on(path: Path) -> list[str]:
    """Return the locks that this process holds on a file or its index of the log."""
    files = {f"{each.stat().st_ino}" for each in (path, path.with_name(path.name + "-shm")) if each.exists()}
    lines = (line.split() for line in LOCKS.read_text().splitlines())
    return sorted(
        " ".join(words[1:4] + words[5:])
        for words in lines
        if words[4] == str(os.getpid()) and words[5].rpartition(":")[2] in files
    )


def open_files() -> int:
    """Return how many files this process has open."""
    return sum(1 for _file in Path("/proc/self/fd").iterdir())


def test_a_backup_and_a_look_at_an_open_schedule_leave_its_locks(tmp_path: Path) -> None:
    path = tmp_path / "schedule.db"
    create_file(path, None)
    store = open_store(path)
    with store.read() as session:
        session.execute(sa.text("SELECT count(*) FROM issue"))
    before = locks_on(path)
    assert len(before) == 2

    back_up_file(path)
    assert start_of(path, 16) == b"SQLite format 3\x00"
    assert locks_on(path) == before

    handles = open_files()
    start_of(path, 16)
    assert open_files() == handles
    store.close()
    assert open_files() < handles
    assert locks_on(path) == []
