"""No room: the save is refused with a sentence, everything saved before is there, and saving goes on after."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.storage_errors import BackupFailed, DiskFull, FileMissing, ReplacedMeanwhile
from db import backup
from db.checks import check
from db.models import Township
from db.store import Store, open_store
from tests.small_disk import fill_up, mounted

SIZE = 6 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 6 MB, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "onsite", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a small disk here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def add(store: Store, name: str) -> None:
    with store.write("Add township") as session:
        session.add(Township(name=name, note="长" * 20_000))


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(sa.select(Township.name).order_by(Township.id)))


def fill(store: Store, limit: int = 400) -> list[str]:
    """Save until there is no more room; return what was acknowledged."""
    saved: list[str] = []
    with pytest.raises(DiskFull) as refused:
        for number in range(limit):
            add(store, f"镇{number}")
            saved.append(f"镇{number}")
    assert "your text is still here" in str(refused.value)
    return saved


@pytest.mark.parametrize("key", [None, "a1" * 32], ids=["plain", "encrypted"])
def test_a_full_disk_loses_nothing_and_saving_goes_on_once_there_is_room(small_disk: Path, key: str | None) -> None:
    (small_disk / "ballast").write_bytes(bytes(1024 * 1024))
    store = open_store(small_disk / "schedule.db", key, create=True)

    saved = fill(store)

    assert len(saved) > 5
    assert names(store) == saved
    with pytest.raises(DiskFull):
        store.undo()
    (small_disk / "ballast").unlink()
    add(store, "后来镇")
    assert names(store) == [*saved, "后来镇"]
    assert check(store).faults == ()
    store.close()
    again = open_store(small_disk / "schedule.db", key)
    assert names(again) == [*saved, "后来镇"]
    again.close()


def test_a_full_disk_leaves_older_backups_as_they_are(small_disk: Path) -> None:
    store = open_store(small_disk / "schedule.db", create=True)
    add(store, "张家镇")
    older = backup.back_up_file(small_disk / "schedule.db")
    content = older.path.read_bytes()
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(bytes(free - 200_000))

    with pytest.raises(BackupFailed) as refused:
        backup.back_up_file(small_disk / "schedule.db")

    assert "(the disk is full)" in str(refused.value)
    assert older.path.read_bytes() == content
    assert backup.backups_of(small_disk / "schedule.db", proved=True) == [older]
    assert list(older.path.parent.glob("*.part*")) == []
    store.close()


def test_a_full_disk_makes_no_half_schedule(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(SIZE - 300_000))

    with pytest.raises(DiskFull):
        open_store(small_disk / "schedule.db", create=True)

    assert not (small_disk / "schedule.db").exists()
    (small_disk / "ballast").unlink()
    open_store(small_disk / "schedule.db", create=True).close()


def test_a_file_that_may_not_grow_acts_the_same(sqlite_store: Store) -> None:
    """The same on systems where no small disk can be mounted."""
    assert sqlite_store._writer is not None
    pages: list[int] = []

    @sa.event.listens_for(sqlite_store._writer, "checkout")
    def limit(bare: object, *_: object) -> None:
        if not pages:
            pages.append(bare.execute("PRAGMA page_count").fetchone()[0] + 300)
        bare.execute(f"PRAGMA max_page_count = {pages[0]}")

    saved = fill(sqlite_store)

    assert names(sqlite_store) == saved
    pages[0] += 1000
    add(sqlite_store, "后来镇")
    assert names(sqlite_store) == [*saved, "后来镇"]
    assert check(sqlite_store).faults == ()


@pytest.mark.parametrize("key", [None, "a1" * 32], ids=["plain", "encrypted"])
def test_on_a_disk_without_any_room_the_schedule_opens_for_reading(small_disk: Path, key: str | None) -> None:
    path = small_disk / "schedule.db"
    store = open_store(path, key, create=True)
    add(store, "张家镇")
    store.close()
    path.with_name(path.name + ".lock").unlink()
    ballast = fill_up(small_disk)

    for read_only in (False, True):
        store = open_store(path, key, read_only=read_only)
        assert (names(store), store.read_only) == (["张家镇"], True)
        assert read_only or "the disk is full" in store.why_read_only
        store.close()

    ballast.unlink()
    store = open_store(path, key)
    add(store, "李家镇")
    assert names(store) == ["张家镇", "李家镇"]
    store.close()


def test_a_stick_pulled_out_is_told_and_nothing_is_half_there(tmp_path: Path) -> None:
    with mounted(tmp_path / "stick", "8m") as stick:
        store = open_store(stick / "schedule.db", create=True)
        add(store, "张家镇")
        subprocess.run(["umount", "-l", str(stick)], check=True)  # the handles live on, the path does not
        with pytest.raises(ReplacedMeanwhile):
            add(store, "李家镇")
        store.close()
        subprocess.run(["mount", "-t", "tmpfs", "onsite", str(stick)], check=True)
        with pytest.raises(FileMissing):
            open_store(stick / "schedule.db")
        assert list(stick.iterdir()) == []
