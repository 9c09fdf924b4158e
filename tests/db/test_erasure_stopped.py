"""An erasure that is killed, and the backups that still hold the name."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db import backup, journal
from db import models as m
from db.services.erasure import erase_petitioner, finish_pending, renew_backups, stale_backups
from db.store import Store, open_store
from tests.db.conftest import TODAY, Opener
from tests.db.erased_person import ALL, hits, spoil, tell

KILLED = """
import os, sys
from datetime import date
from db.store import open_store
import db.cleaning as cleaning, db.services.erasure as erasure
at = int(sys.argv[2]); count = 0
def step(done, total):
    global count
    count += 1
    if count == at: os._exit(9)
empty = cleaning._empty_log
def killing(connection):
    global count
    count += 1000
    if at == 1000 or (at == 1001 and count > 1999): os._exit(9)
    empty(connection)
cleaning._empty_log = killing
if at == 999:
    erasure.clean_file = lambda store: os._exit(9)
store = open_store(sys.argv[1], actor="tester", today=lambda: date(2026, 11, 23))
erasure.erase_petitioner(store, 1, reason="r", today=date(2026, 11, 23), attachments=True, step=step)
os._exit(7)
"""


@pytest.mark.parametrize("at", [1, 7, 20, 30, 999, 1000, 1001])
def test_killed_anywhere_it_is_erased_or_not_and_a_retry_ends_it(schedule: Path, at: int) -> None:
    store = open_store(schedule, actor="tester", today=lambda: TODAY)
    person = tell(store)
    spoil(store)
    store.close()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(schedule), str(at)], cwd=Path(__file__).parents[2], check=False
    ).returncode
    assert ended == 9
    store = open_store(schedule, actor="tester", today=lambda: TODAY)
    with store.read() as session:
        row = session.get_one(m.Petitioner, person)
        gone = row.erased_on is not None
        assert (row.name == "") is gone
        assert journal.verify(session.connection()) == []
    assert gone is (at >= 999)
    if gone:
        assert finish_pending(store) is (at < 1001)
        assert not finish_pending(store)
    else:
        erase_petitioner(store, person, attachments=True, **ALL)
    store.close()
    assert hits(schedule.parent) == []


def test_old_backups_are_listed_and_go_only_after_a_fresh_one(sqlite_store: Store, schedule: Path) -> None:
    empty = backup.back_up_file(schedule, reason="daily", now=datetime(2026, 11, 1, 8, tzinfo=UTC))
    person = tell(sqlite_store)
    old = backup.back_up_file(schedule, reason="daily", now=datetime(2026, 11, 20, 8, tzinfo=UTC))
    assert stale_backups(sqlite_store) == []
    report = erase_petitioner(sqlite_store, person, attachments=True, **ALL)
    assert [each.path for each in report.backups] == [old.path]
    gone = renew_backups(sqlite_store)
    assert gone == [old.path]
    assert hits(schedule.parent) == []
    assert empty.path.exists()
    assert len(backup.backups_of(schedule, proved=True)) == 2
    assert stale_backups(sqlite_store) == []


def test_no_fresh_backup_no_deletion(sqlite_store: Store, schedule: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = tell(sqlite_store)
    old = backup.back_up_file(schedule)
    erase_petitioner(sqlite_store, person, **ALL)

    def full(*_args: Any, **_more: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy_online", full)
    with pytest.raises(Exception, match=r".+"):
        renew_backups(sqlite_store)
    assert old.path.exists()
    assert [each.path for each in stale_backups(sqlite_store)] == [old.path]


def test_somebody_with_the_issue_open_is_told(reopen: Opener) -> None:
    store = reopen()
    person = tell(store)
    with store.read() as session:
        version = session.get_one(m.Issue, 1).version
    erase_petitioner(store, person, **ALL)
    with store.read() as session:
        assert session.get_one(m.Issue, 1).version == version + 1
