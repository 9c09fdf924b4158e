"""What a file is and where it lies, judged before SQLite may touch it: a wrong guess here would lose data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.i18n import _
from core.storage_errors import FileMissing, ForeignLog, KeyNeeded, NetworkFolder, NotASchedule
from db.lease import Seen

NETWORK_TYPES: Final = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ncpfs", "webdav", "davfs", "fuse.davfs2",
        "fuse.rclone", "fuse.gvfsd-fuse", "glusterfs", "fuse.glusterfs", "ceph", "lustre", "vboxsf", "prl_fs",
        "fuse.vmhgfs-fuse",
    }
)  # fmt: skip
_SYNC_FOLDERS: Final = (
    "onedrive", "dropbox", "google drive", "icloud", "nextcloud", "owncloud", "坚果云", "nutstore", "百度网盘",
    "baidunetdisk", "wpsdrive", "wps云盘", "微云", "weiyun", "syncthing",
)  # fmt: skip
_MAGIC: Final = b"SQLite format 3\x00"
_SURE: Final = 4  # bytes that no chance spells
_DRIVE_REMOTE: Final = 4
_PAGE: Final = 4096
MOUNTINFO: Final = Path("/proc/self/mountinfo")


def require_usable(path: Path, key: str | None, seen: Seen | None) -> None:
    """Refuse a file that is missing, empty, cut or something else, and a log that is not its own.

    Raises:
        FileMissing: nothing is there.
        NotASchedule: the file is something else.
        KeyNeeded: it may be an encrypted schedule.
        ForeignLog: the file was closed cleanly, so the log beside it belongs to another.
    """
    if not path.exists():
        raise FileMissing(path=path)
    if not path.is_file():
        raise NotASchedule(path=path, what=_("it is a folder"))
    start = start_of(path, 100)
    size = path.stat().st_size
    log = sidecars(path)[0]
    has_log = log.exists() and log.stat().st_size > 0
    if what := _what_else(start, size, encrypted=key is not None, has_log=has_log):
        raise NotASchedule(path=path, what=what)
    if key is None and not start.startswith(_MAGIC):
        raise KeyNeeded(path=path)
    if seen is not None and seen.clean and has_log:
        raise ForeignLog(path=path, log=log)


def _what_else(start: bytes, size: int, *, encrypted: bool, has_log: bool) -> str | None:
    """Return what the file is instead of a schedule; with a log beside it, its end may still be in there."""
    if size == 0:
        return _("it is empty (0 bytes)")
    known = {
        b"PK\x03\x04": _("it is an Excel, Word or zip file"),
        b"\xd0\xcf\x11\xe0": _("it is an old Excel or Word file"),
        b"%PDF": _("it is a PDF"),
        b"<": _("it is a web page"),
        b"\xef\xbb\xbf<": _("it is a web page"),
        b"{": _("it is a text file"),
    }
    for magic, what in known.items():
        by_chance = encrypted and len(magic) < _SURE  # an encrypted file begins with random bytes
        if not by_chance and start.lstrip().startswith(magic):
            return what
    if start.startswith(_MAGIC):
        if encrypted:
            return _("it is not encrypted, but a key was given")
        pages = int.from_bytes(start[28:32], "big")
        page = int.from_bytes(start[16:18], "big")
        if len(start) < 100 or (not has_log and size < pages * (65536 if page == 1 else page)):
            return _("its end is cut off")
        return None
    if size % _PAGE and not has_log:
        return _("it is no database, or its end is cut off")
    return None


def sidecars(path: Path) -> tuple[Path, Path, Path]:
    """Return SQLite's own files beside *path*: the log, its index and the rollback journal."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))  # type: ignore[return-value]


def require_local(path: Path, mountinfo: Path = MOUNTINFO) -> None:
    """Refuse a network drive.

    Raises:
        NetworkFolder: two computers could write the file.
    """
    kind = _windows_drive(path) if sys.platform == "win32" else mount_type(path, mountinfo)
    if kind in NETWORK_TYPES:
        raise NetworkFolder(path=path, kind=kind)


def mount_type(path: Path, mountinfo: Path = MOUNTINFO) -> str | None:
    """Return the type of the file system that *path* lies on, None where the system does not tell."""
    try:
        lines = mountinfo.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    whole = path.absolute().resolve()
    best, kind = -1, None
    for line in lines:
        mount, separator, source = line.partition(" - ")
        fields, types = mount.split(" "), source.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = Path(_unescaped(fields[4]))
        if (whole == point or point in whole.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), types[0]
    return kind


def _unescaped(text: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _windows_drive(path: Path) -> str | None:
    """Return `smb3` for a UNC path or a mapped network drive."""
    whole = str(path.absolute())
    if whole.startswith("\\\\") and not whole.startswith(("\\\\?\\", "\\\\.\\")):
        return "smb3"
    if whole.startswith("\\\\?\\UNC\\"):
        return "smb3"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        if ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor) == _DRIVE_REMOTE:
            return "smb3"
    return None


def sync_folder(path: Path) -> str | None:
    """Return the name of the folder above *path* that a sync service copies, if there is one."""
    for part in path.absolute().parts:
        if any(known in part.casefold() for known in _SYNC_FOLDERS):
            return part
    return None


def folder_is_writable(path: Path) -> bool:
    """Return whether files can be made beside *path*, as SQLite's log needs."""
    return os.access(path.parent, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells this file from another one put in its place, None if it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


_in_use: Final[dict[tuple[int, int], int]] = {}
_kept_open: Final[dict[tuple[int, int], int]] = {}


def using(path: Path | None) -> Callable[[], None]:
    """Remember that SQLite has this file open here; return what is to be called once it has closed it."""
    found = None if path is None else identity(path)
    if found is None:
        return lambda: None
    _in_use[found] = _in_use.get(found, 0) + 1

    def end() -> None:
        _in_use[found] -= 1
        if not _in_use[found]:
            del _in_use[found]
            if (handle := _kept_open.pop(found, None)) is not None:
                os.close(handle)

    return end


def start_of(path: Path, count: int) -> bytes:
    """Return the first bytes of a file.

    On Unix a process that closes any handle of a file gives up every lock it holds on it. A file that SQLite has open
    here is therefore read through a handle that stays open as long: without its locks, the next program that read the
    schedule would take its log away, and with it whatever was saved since.
    """
    found = identity(path)
    if os.name != "posix" or found is None or found not in _in_use:
        with path.open("rb") as file:
            return file.read(count)
    handle = _kept_open.get(found)
    if handle is None:
        handle = _kept_open[found] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return os.pread(handle, count, 0)
