"""One writer at a time: an operating-system lock beside the file, and who holds it.

The lock dies with its process, so a crash never locks anybody out. The same small file notes
the last save made on this computer: a file that ends earlier has lost a part (`Seen`).
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

_LOCK_AT: Final = 1 << 30  # far behind the text, which others must be able to read while we hold the lock
_WIDTH: Final = 1000  # the note is rewritten in place, padded with blanks


@dataclass(frozen=True, slots=True)
class Seen:
    """The last save that was acknowledged here, and whether the file was closed cleanly after it."""

    count: int
    hash: str
    clean: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the schedule open for writing."""

    user: str
    host: str
    pid: int
    since: str

    def text(self) -> str:
        """Return such as `wang on pc-3, process 4711, since 2026-11-23 08:12`."""
        return f"{self.user} @ {self.host} (PID {self.pid}), {self.since}"


class Lease:
    """The right to write one file, while held."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self._file: int | None = None
        self._holder: Holder | None = None
        self._seen: Seen | None = None

    @property
    def held(self) -> bool:
        """Whether this process may write."""
        return self._file is not None

    @property
    def seen(self) -> Seen | None:
        """The last save noted here, by whichever process."""
        return self._seen

    def take(self) -> bool:
        """Take the lock, return whether it was free; a crashed holder's is."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if not _lock(file):
            os.close(file)
            return False
        self._file = file
        self._seen = _seen_in(self._read())
        self._holder = Holder(
            _user(), socket.gethostname(), os.getpid(), f"{datetime.now(UTC).astimezone():%Y-%m-%d %H:%M}"
        )
        with suppress(OSError):  # on a full disk the lock holds all the same; only the name is missing
            self._write()
        return True

    def holder(self) -> Holder | None:
        """Return who wrote their name into the lock file last."""
        said = self._read().get("holder")
        with suppress(TypeError):
            return Holder(**said) if said else None
        return None

    def holder_text(self) -> str:
        """Return who wrote their name there, or a question mark."""
        holder = self.holder()
        return holder.text() if holder else "?"

    def note(self, seen: Seen | None) -> None:
        """Note the last acknowledged save, None once another state was put there on purpose.

        A note that cannot be written never breaks a save.
        """
        self._seen = seen
        if self._file is not None:
            with suppress(OSError):
                self._write()

    def release(self) -> None:
        """Let others write."""
        if self._file is None:
            return
        self._holder = None
        with suppress(OSError):
            self._write()
        os.close(self._file)  # closing drops the lock
        self._file = None

    def _read(self) -> dict[str, Any]:
        try:
            text = self._path.read_bytes()[:_WIDTH].decode("utf-8", "replace").strip()
            said = json.loads(text) if text else {}
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def _write(self) -> None:
        said = {
            "holder": asdict(self._holder) if self._holder else None,
            "seen": asdict(self._seen) if self._seen else None,
        }
        if self._file is not None:
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, json.dumps(said).encode().ljust(_WIDTH))


def accept(path: Path) -> None:
    """Take the file at *path* as it is, although it ends before what was last saved here."""
    lease = Lease(path)
    if lease.take():
        lease.note(None)
        lease.release()


def _seen_in(said: dict[str, Any]) -> Seen | None:
    with suppress(TypeError):
        return Seen(**said["seen"]) if said.get("seen") else None
    return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        os.lseek(file, _LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
