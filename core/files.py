"""Writing a file so that an older one of that name survives every failure.

Everything that leaves the app (PDF, workbook, calendar file) is written through `replacing`:
into a neighbour first, its length checked, forced to disk, then renamed over the old one.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from core.errors import (
    DiskFull,
    FileBusy,
    FileNameTooLong,
    FileNotWritten,
    FolderMissing,
    FolderNotWritable,
    UserError,
    WouldReplaceSchedule,
)

NAME_LIMIT: Final = 255
"""Longest file name: bytes of UTF-8 on Linux, characters on Windows; the smaller measure is kept."""

_FORBIDDEN: Final = dict.fromkeys(map(ord, '<>:"/\\|?*'), "_")
_SCHEDULE: Final = b"SQLite format 3\x00"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_RESERVED: Final = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10))})


def write_file(target: Path, data: bytes) -> None:
    """Write *data* as *target*, or leave what was there as it was.

    Raises:
        UserError: see `replacing`.
    """
    with replacing(target) as stream:
        stream.write(data)


@contextmanager
def replacing(target: Path) -> Generator[BinaryIO]:
    """Give a stream whose content becomes *target* when the block ends well.

    Raises:
        DiskFull: no room; the older file is whole.
        FileBusy: another program holds the older file open.
        FolderNotWritable: the folder or the file may not be written.
        FolderMissing: the folder is gone.
        FileNameTooLong: the file system takes no name that long.
        WouldReplaceSchedule: a schedule or one of its backups lies there.
        FileNotWritten: anything else the system said.
    """
    real = target.resolve()  # a link stays a link, what it points at is replaced
    if _is_schedule(real):
        raise WouldReplaceSchedule(name=target.name)
    part = real.parent / f".onsite-{secrets.token_hex(6)}.part"
    try:
        with _open_part(part, _mode_for(real)) as stream:
            yield stream
            stream.flush()
            written = stream.tell()
            os.fsync(stream.fileno())
            _require_length(stream.fileno(), written)
        part.replace(real)
        _sync_folder(real.parent)
    except OSError as error:
        raise _refusal(error, target) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def require_place(target: Path) -> None:
    """Refuse a place that takes no file, before anything is written down about what is to lie there.

    Raises:
        UserError: as `replacing` does, but for a disk that is full.
    """
    real = target.resolve()
    if _is_schedule(real):
        raise WouldReplaceSchedule(name=target.name)
    probe = real.parent / f".onsite-{secrets.token_hex(6)}.part"
    try:
        os.stat(real)  # noqa: PTH116 - a name too long is refused here, and exists() would hide it
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _refusal(error, target) from error
    try:
        _open_part(probe, 0o600).close()
    except OSError as error:
        raise _refusal(error, target) from error
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)


def safe_file_name(stem: str, suffix: str) -> str:
    """Return *stem* + *suffix* as a name that Windows and Linux both take.

    Args:
        stem: Any text, also one typed by people; what no file system takes becomes `_`.
        suffix: With its dot, such as `.pdf`.
    """
    clean = "".join(char for char in stem.translate(_FORBIDDEN) if char.isprintable()).strip(" .") or "_"
    if clean.split(".")[0].upper() in _RESERVED:
        clean = f"_{clean}"
    room = NAME_LIMIT - len(suffix.encode())
    return clean.encode(errors="replace")[:room].decode(errors="ignore").rstrip(" .") + suffix


def _open_part(part: Path, mode: int) -> BinaryIO:
    """Open a new file; O_EXCL, so that nothing planted under that name is followed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(part, flags, mode), "wb")


def _is_schedule(file: Path) -> bool:
    """Return whether a schedule lies there; an encrypted one shows by its ending or the lock beside it only."""
    with suppress(OSError):  # whatever the system refuses is refused when it is written
        if not file.is_file():
            return False
        if file.suffix.lower() == ".db" or file.with_name(file.name + ".lock").exists():
            return True
        with file.open("rb") as stream:
            return stream.read(len(_SCHEDULE)) == _SCHEDULE
    return False


def _require_length(handle: int, written: int) -> None:
    """A full disk may take part of a write without a word."""
    if os.fstat(handle).st_size != written:
        raise OSError(errno.EIO, "the file is shorter than what was written")


def _mode_for(real: Path) -> int:
    """Return the older file's mode, so that a re-export is as open or closed as before."""
    try:
        return stat.S_IMODE(real.stat().st_mode)
    except OSError:
        return 0o666  # the user's umask applies


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    with suppress(OSError):  # the file is whole already, and some file systems refuse this
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refusal(error: OSError, target: Path) -> UserError:
    """Return the sentence for what the system said."""
    name, folder = target.name, str(target.parent)
    if error.errno in _FULL:
        return DiskFull(name=name)
    if error.errno == errno.ENAMETOOLONG:
        return FileNameTooLong(name=name)
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return FolderMissing(folder=folder)
    if error.errno == errno.ETXTBSY or getattr(error, "winerror", None) in {32, 33}:
        return FileBusy(name=name)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        # Windows says "access denied" on replacing a file that Excel or a viewer holds open.
        held = target.exists() and os.access(target.parent, os.W_OK)
        return FileBusy(name=name) if held else FolderNotWritable(folder=folder)
    return FileNotWritten(name=name, why=error.strerror or str(error))
