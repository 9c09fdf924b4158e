import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core import files
from core.errors import DiskFull, FileBusy, FileNameTooLong, FileNotWritten, FolderMissing, FolderNotWritable, UserError
from core.files import replacing, safe_file_name, write_file

OLD = b"the older sheet" * 100
NEW = b"the newer sheet" * 100_000


@pytest.fixture
def target(tmp_path) -> Path:
    path = tmp_path / "登记表-东岭镇-20261123.pdf"
    path.write_bytes(OLD)
    return path


def only_file_is_old(target: Path) -> bool:
    return target.read_bytes() == OLD and [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_file_is_replaced_whole_and_nothing_else_is_left(target):
    write_file(target, NEW)

    assert target.read_bytes() == NEW
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_new_file_can_be_read_like_any_other_and_an_older_one_keeps_its_mode(tmp_path, target):
    target.chmod(0o640)
    write_file(target, NEW)
    write_file(tmp_path / "new.pdf", NEW)
    mask = os.umask(0)
    os.umask(mask)

    assert target.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "new.pdf").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize(
    ("code", "refusal"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EROFS, FileBusy), (errno.EIO, FileNotWritten)],
)
def test_a_failing_flush_to_disk_leaves_the_older_file(monkeypatch, target, code, refusal):
    def fails(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files.os, "fsync", fails)
    with pytest.raises(refusal) as refused:
        write_file(target, NEW)

    assert only_file_is_old(target)
    assert target.name in str(refused.value)


def test_a_short_write_that_nobody_reports_is_found(monkeypatch, target):
    real = os.fstat

    class Shorter:
        st_size = 5

    monkeypatch.setattr(files.os, "fstat", lambda handle: Shorter() if handle > 2 else real(handle))
    with pytest.raises(FileNotWritten):
        write_file(target, NEW)
    monkeypatch.undo()

    assert only_file_is_old(target)


def test_a_file_held_open_by_another_program_is_said_so(monkeypatch, target):
    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(FileBusy):
        write_file(target, NEW)

    assert only_file_is_old(target)


def test_an_error_while_the_content_is_made_leaves_the_older_file(target):
    def half_way() -> None:
        with replacing(target) as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_way()

    assert only_file_is_old(target)


def test_a_folder_that_is_gone_and_a_name_too_long_are_told_apart(tmp_path):
    with pytest.raises(FolderMissing):
        write_file(tmp_path / "gone" / "a.pdf", NEW)
    with pytest.raises(FileNameTooLong):
        write_file(tmp_path / ("长" * 90 + ".pdf"), NEW)


def test_a_folder_that_may_not_be_written_is_said_so(monkeypatch, tmp_path):
    def refused(*_args: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files.os, "open", refused)
    with pytest.raises(FolderNotWritable):
        write_file(tmp_path / "a.pdf", NEW)
    monkeypatch.undo()

    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path, target):
    link = tmp_path / "link.pdf"
    link.symlink_to(target)
    write_file(link, NEW)

    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0 or not shutil.which("mount"), reason="needs a small disk")
def test_on_a_full_disk_the_older_file_survives_and_writing_works_again_after_room_is_made(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        target, ballast = disk / "a.pdf", disk / "ballast"
        target.write_bytes(OLD)
        ballast.write_bytes(b"x" * 1_000_000)
        with pytest.raises(DiskFull):
            write_file(target, NEW)
        assert target.read_bytes() == OLD
        assert {path.name for path in disk.iterdir()} == {"a.pdf", "ballast"}
        ballast.unlink()
        write_file(target, NEW)
        assert target.read_bytes() == NEW
    finally:
        subprocess.run(["umount", str(disk)], check=False, capture_output=True)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("登记表-东岭镇-20261123", "登记表-东岭镇-20261123.pdf"),
        ('a/b\\c:d*e?"<>|', "a_b_c_d_e_____.pdf"),
        ("..", "_.pdf"),
        ("", "_.pdf"),
        ("con", "_con.pdf"),
        ("名\n字\x00 . ", "名字.pdf"),
    ],
)
def test_file_names_are_taken_by_every_system(stem, name):
    assert safe_file_name(stem, ".pdf") == name


def test_a_long_name_is_cut_at_a_whole_character():
    name = safe_file_name("镇" * 200, ".pdf")

    assert len(name.encode()) <= 255
    assert name == "镇" * 83 + ".pdf"


def test_every_refusal_is_a_sentence():
    assert all(issubclass(kind, UserError) for kind in (DiskFull, FileBusy, FolderMissing, FolderNotWritable))
