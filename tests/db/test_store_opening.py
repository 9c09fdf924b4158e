"""Opening: what is not a good schedule is refused with its own sentence, and nothing is ever made by mistake."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.storage_errors import (
    FileMissing,
    ForeignLog,
    KeyNeeded,
    NetworkFolder,
    NotASchedule,
    OldLibrary,
    ReplacedMeanwhile,
    SavesMissing,
    ServerRefuses,
    ServerUnreachable,
    WrongKey,
)
from db import filesystems, lease
from db.checks import check
from db.engines import require_fit_library
from db.models import Township
from db.store import Store, open_store
from tests.db.conftest import ROOT, Server
from tests.run_folders import places

WAL = "schedule.db-wal"


def add(store: Store, name: str) -> None:
    with store.write("Add township") as session:
        session.add(Township(name=name))


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(sa.select(Township.name).order_by(Township.id)))


def crash(path: Path, *towns: str) -> None:
    """Save *towns* in another process and kill it, so that the saves lie in the log."""
    code = textwrap.dedent("""
        import os, signal, sys
        from db.models import Township
        from db.store import open_store
        store = open_store(sys.argv[1])
        for name in sys.argv[2:]:
            with store.write("Add township") as session:
                session.add(Township(name=name))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    subprocess.run([sys.executable, "-c", code, str(path), *towns], cwd=ROOT, check=False)


def test_a_missing_file_is_never_made_silently(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        open_store(tmp_path / "none.db")
    with pytest.raises(FileMissing):
        open_store(tmp_path / "no folder" / "none.db")

    assert list(tmp_path.iterdir()) == []


WRONG = {
    "empty": (b"", NotASchedule, "it is empty (0 bytes)"),
    "web page": (b"<!DOCTYPE html><html>login</html>", NotASchedule, "it is a web page"),
    "web page after a blank line": (b"\r\n\r\n<html>", NotASchedule, "it is a web page"),
    "workbook": (b"PK\x03\x04" + b"x" * 5000, NotASchedule, "it is an Excel, Word or zip file"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1" + b"x" * 5000, NotASchedule, "it is an old Excel or Word file"),
    "PDF": (b"%PDF-1.7", NotASchedule, "it is a PDF"),
    "JSON": (b'{"a": 1}', NotASchedule, "it is a text file"),
    "noise": (b"\x8f\x01" * 1000, NotASchedule, "it is no database, or its end is cut off"),
    "noise of whole pages": (b"\x8f\x01" * 2048, KeyNeeded, "is encrypted, or it is not a schedule"),
    "header only": (b"SQLite format 3\x00", NotASchedule, "its end is cut off"),
}


@pytest.mark.parametrize("name", WRONG)
def test_another_file_is_refused_by_its_own_sentence_and_left_alone(tmp_path: Path, name: str) -> None:
    content, kind, what = WRONG[name]
    path = tmp_path / "schedule.db"
    path.write_bytes(content)

    for create in (False, True):
        with pytest.raises(kind) as refused:
            open_store(path, create=create)
        assert what in str(refused.value)

    assert path.read_bytes() == content


@pytest.mark.parametrize("start", [b"<", b"{", b"\n<"])
def test_an_encrypted_file_may_begin_with_any_byte(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "schedule.db"
    path.write_bytes(start + b"\x8f" * (4096 - len(start)))

    with pytest.raises(WrongKey):
        open_store(path, key="some passphrase")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotASchedule, match="it is a folder"):
        open_store(tmp_path)


def test_a_cut_file_is_refused(schedule: Path) -> None:
    content = schedule.read_bytes()
    for size in (len(content) - 4096, len(content) // 2, 4096, 50):
        schedule.write_bytes(content[:size])
        with pytest.raises(NotASchedule, match="its end is cut off"):
            open_store(schedule)


def test_a_zeroed_page_is_found_by_the_check(schedule: Path) -> None:
    content = bytearray(schedule.read_bytes())
    content[4096 * 5 : 4096 * 6] = bytes(4096)
    schedule.write_bytes(content)

    store = open_store(schedule)

    assert not check(store).good
    store.close()


def test_wrong_key_no_key_and_a_key_for_a_plain_file_say_so(tmp_path: Path, schedule: Path) -> None:
    path = tmp_path / "secret.db"
    store = open_store(path, "口令'; --", create=True)
    add(store, "张家镇")
    store.close()

    with pytest.raises(WrongKey):
        open_store(path, "other")
    with pytest.raises(KeyNeeded):
        open_store(path)
    with pytest.raises(NotASchedule, match="it is not encrypted"):
        open_store(schedule, "口令")
    store = open_store(path, "口令'; --")
    assert names(store) == ["张家镇"]
    assert check(store).good
    store.close()
    assert "张家镇".encode() not in path.read_bytes()


def test_a_raw_key_opens_as_well(tmp_path: Path) -> None:
    open_store(tmp_path / "raw.db", "0f" * 32, create=True).close()

    open_store(tmp_path / "raw.db", "0F" * 32).close()


@pytest.mark.parametrize("name", ["中文 办公", "emoji 😀", "a#b?c%20&d", "x" * 120 + "/" + "y" * 120])
def test_any_path_works(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "日程 1.db"

    store = open_store(path, create=True)
    add(store, "张家镇")
    store.close()

    assert sorted(each.name for each in path.parent.iterdir()) == ["日程 1.db", "日程 1.db.lock"]


def test_at_exit_the_one_file_holds_everything(schedule: Path, tmp_path: Path) -> None:
    store = open_store(schedule)
    add(store, "张家镇")
    store.close()

    assert not (tmp_path / WAL).exists()
    copy = tmp_path / "elsewhere" / "copy.db"
    copy.parent.mkdir()
    shutil.copyfile(schedule, copy)
    again = open_store(copy)
    assert names(again) == ["张家镇"]
    again.close()


def test_after_a_crash_everything_saved_is_there(schedule: Path) -> None:
    crash(schedule, "张家镇", "李家乡")

    store = open_store(schedule)

    assert (store.read_only, names(store)) == (False, ["张家镇", "李家乡"])
    store.close()


def test_a_deleted_log_is_noticed(schedule: Path, tmp_path: Path) -> None:
    crash(schedule, "张家镇", "李家乡")
    assert (tmp_path / WAL).stat().st_size > 0
    (tmp_path / WAL).unlink()

    with pytest.raises(SavesMissing) as refused:
        open_store(schedule)

    assert "ends at save 1, but save 3 was made here" in str(refused.value)
    looking = open_store(schedule, read_only=True)
    assert names(looking) == []
    looking.close()
    lease.accept(schedule)
    open_store(schedule).close()


def test_an_older_copy_in_the_place_of_the_schedule_is_noticed(schedule: Path, tmp_path: Path) -> None:
    shutil.copyfile(schedule, tmp_path / "older.db")
    store = open_store(schedule)
    add(store, "张家镇")
    store.close()
    shutil.copyfile(tmp_path / "older.db", schedule)

    with pytest.raises(SavesMissing):
        open_store(schedule)


def test_a_foreign_log_beside_a_cleanly_closed_file_is_refused(schedule: Path, tmp_path: Path) -> None:
    open_store(schedule).close()
    other = tmp_path / "other.db"
    shutil.copyfile(schedule, other)
    crash(other, "王家镇")
    shutil.copyfile(tmp_path / "other.db-wal", tmp_path / WAL)
    before = schedule.read_bytes()

    with pytest.raises(ForeignLog):
        open_store(schedule)

    assert schedule.read_bytes() == before


def test_a_file_replaced_while_open_is_noticed_before_the_next_save(schedule: Path, tmp_path: Path) -> None:
    store = open_store(schedule)
    shutil.copyfile(schedule, tmp_path / "other.db")
    (tmp_path / "other.db").replace(schedule)

    with pytest.raises(ReplacedMeanwhile):
        add(store, "张家镇")

    store.close()


MOUNTS = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:50 / /mnt/share rw - cifs //srv/share rw
31 22 0:51 / /mnt/two\\040words rw - nfs4 srv:/x rw
32 22 0:52 / /mnt/share/local rw - xfs /dev/sdb1 rw
33 22 0:53 / /run/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/share/a.db", "cifs"),
        ("/mnt/two words/x/a.db", "nfs4"),
        ("/run/gvfs/smb/a.db", "fuse.gvfsd-fuse"),
        ("/mnt/share/local/a.db", None),
        ("/home/wang/a.db", None),
        ("/mnt/shared/a.db", None),
    ],
)
def test_a_network_drive_is_refused(tmp_path: Path, path: str, kind: str | None) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    if kind is None:
        filesystems.require_local(Path(path), tmp_path / "mountinfo")
        return

    with pytest.raises(NetworkFolder, match=kind):
        filesystems.require_local(Path(path), tmp_path / "mountinfo")


def test_a_windows_share_is_recognised() -> None:
    assert filesystems._windows_drive(Path("/tmp/a.db")) is None


def test_a_folder_that_a_cloud_service_copies_is_warned_of(tmp_path: Path) -> None:
    store = open_store(tmp_path / "坚果云" / "a.db", create=True)

    assert len(store.warnings) == 1
    assert "坚果云" in store.warnings[0]
    store.close()


def test_little_room_on_the_disk_is_warned_of(schedule: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**10, 10**10, 499_000_000))

    store = open_store(schedule)

    assert store.warnings == (
        f"Only 499 MB are left on the disk of {schedule.parent}. Move other files away before it is full.",
    )
    store.close()


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.7.0"])
def test_an_old_library_is_refused(version: str) -> None:
    with pytest.raises(OldLibrary, match=version):
        require_fit_library(version)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs another user to be refused")
@pytest.mark.parametrize("crashed", [False, True], ids=["closed", "crashed"])
def test_a_folder_that_cannot_be_written_opens_for_reading_with_all_rows(schedule: Path, *, crashed: bool) -> None:
    code = textwrap.dedent("""
        import os, sys
        sys.path.insert(0, sys.argv[2])
        import sqlalchemy as sa
        from db.models import Township
        from db.opening import open_store
        os.setgid(65534); os.setuid(65534)
        store = open_store(sys.argv[1])
        with store.read() as session:
            print(store.read_only, store.why_read_only, *session.scalars(sa.select(Township.name)))
        store.close()
    """)
    if crashed:
        crash(schedule, "张家镇")
    else:
        store = open_store(schedule)
        add(store, "张家镇")
        store.close()
    for folder in (schedule.parent, *schedule.parent.parents):
        if any(place in folder.parents for place in places()):
            folder.chmod(0o755)
    for file in schedule.parent.iterdir():
        if file.is_file():
            file.chmod(0o644)

    done = subprocess.run(
        [sys.executable, "-c", code, str(schedule), str(ROOT)], check=False, capture_output=True, cwd="/tmp",
        env={**os.environ, "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip

    said = f"True the folder {schedule.parent} cannot be written 张家镇\n"
    assert (done.stdout.decode(), done.stderr.decode()) == (said, "")


def test_a_schedule_opens_and_is_looked_over_in_half_a_second(schedule: Path) -> None:
    started = time.perf_counter()
    store = open_store(schedule)
    took = time.perf_counter() - started
    store.close()

    assert took < 0.5


def test_a_server_that_is_not_there_is_told_in_time() -> None:
    started = time.perf_counter()

    with pytest.raises(ServerUnreachable) as refused:
        open_store("postgresql://wang:secret@127.0.0.1:1/none")

    assert time.perf_counter() - started < 10
    assert "secret" not in str(refused.value)


def test_a_database_that_is_not_there_is_told(server: Server) -> None:
    with pytest.raises(ServerRefuses, match="does not exist"):
        open_store(server.url("none"))


def test_a_connection_cut_in_the_middle_of_a_save_is_told_and_the_next_save_works(server: Server) -> None:
    store = open_store(server.fresh())

    with pytest.raises(ServerUnreachable), store.write("Add township") as session:
        session.add(Township(name="张家镇"))
        session.flush()
        server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'onsite-days'")

    assert names(store) == []
    add(store, "李家乡")
    assert names(store) == ["李家乡"]
    store.close()
