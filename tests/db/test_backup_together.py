"""Backups that are made, pruned or left over while another one is under way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.storage_errors import BackupFailed
from db import backup
from tests.db.conftest import ROOT
from tests.db.test_backup import fill, names

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ASKED = """
import sys
from pathlib import Path
from db.backup import back_up_file
for _ in range(6):
    back_up_file(Path(sys.argv[1]), reason="asked")
"""


def leavings(path: Path) -> list[str]:
    return [each.name for each in backup.folder_of(path).iterdir() if ".part" in each.name]


def test_backups_of_one_moment_get_names_of_their_own_and_are_all_good(schedule: Path) -> None:
    fill(schedule, "张家镇")
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: backup.back_up_file(schedule, reason="asked", now=NOON), range(16)))
    assert len({each.path for each in made}) == 16
    found = backup.backups_of(schedule, proved=True)
    assert [each.fault for each in found] == [""] * 16
    assert {each.path for each in found} == {each.path for each in made}
    assert leavings(schedule) == []
    assert names(made[7].path) == ["张家镇"]


def test_two_processes_back_up_at_one_moment(schedule: Path) -> None:
    fill(schedule, "张家镇")
    both = [subprocess.Popen([sys.executable, "-c", ASKED, str(schedule)], cwd=ROOT) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert [each.fault for each in backup.backups_of(schedule, proved=True)] == [""] * 12
    assert leavings(schedule) == []


def test_the_days_backup_and_an_asked_one_do_not_disturb_each_other(schedule: Path) -> None:
    fill(schedule, "张家镇")
    with ThreadPoolExecutor(2) as pool:
        for day in range(1, 13):
            daily = pool.submit(backup.back_up_daily, schedule, today=date(2026, 11, day))
            asked = pool.submit(backup.back_up_file, schedule, reason="asked", now=NOON + timedelta(days=day))
            assert daily.result() is not None
            assert asked.result().good
    assert {each.fault for each in backup.backups_of(schedule, proved=True)} == {""}


def test_what_a_killed_backup_left_goes_with_a_later_one_and_a_young_one_stays(schedule: Path) -> None:
    fill(schedule, "张家镇")
    folder = backup.folder_of(schedule)
    folder.mkdir()
    old, young = folder / "schedule.0a1b2c3d.part", folder / "schedule.ffffffff.part"
    for file in (old, young):
        file.write_bytes(b"half")
    yesterday = time.time() - 86_400
    os.utime(old, (yesterday, yesterday))
    backup.back_up_file(schedule, now=NOON)
    assert leavings(schedule) == [young.name]


def test_a_backup_pruned_while_the_list_is_read_is_simply_not_there(schedule: Path, monkeypatch) -> None:
    fill(schedule, "张家镇")
    for hour in range(2):
        backup.back_up_file(schedule, now=NOON + timedelta(hours=hour))
    first, second = backup.backups_of(schedule)
    real = backup._backup_at

    def pruned_meanwhile(file: Path, *, proved: bool) -> backup.Backup:
        if file == first.path:
            file.unlink(missing_ok=True)
        return real(file, proved=proved)

    monkeypatch.setattr(backup, "_backup_at", pruned_meanwhile)
    assert [each.path for each in backup.backups_of(schedule)] == [second.path]


def test_a_backup_that_fails_late_leaves_neither_file_nor_description(schedule: Path, monkeypatch) -> None:
    fill(schedule, "张家镇")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "write_manifest", full)
    with pytest.raises(BackupFailed, match="disk"):
        backup.back_up_file(schedule, now=NOON)
    assert list(backup.folder_of(schedule).iterdir()) == []
