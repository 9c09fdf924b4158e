"""Where a test run works: in memory where there is room for it, so that no test waits for a disk.

A run writes gigabytes of small schedules and takes them away again at once. With ONSITE_FULL=1, as for a release, it
works on the disk. Each folder has a lock beside it, held as long as its process lives: a process id says nothing to a
run in another container that sees the same memory.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # Windows: nothing is shared there, and nothing swept
    fcntl = None  # type: ignore[assignment]

_MEMORY: Final = Path("/dev/shm")
_DISK: Final = Path("/tmp" if os.name == "posix" else tempfile.gettempdir())  # a socket's path is short
_ROOM: Final = 3 * 1024**3  # bytes; a run with three workers and their servers takes one and a half
_LOCK: Final = ".lock"
_held: list[int] = []


def places() -> tuple[Path, ...]:
    """Return every folder in which a run may have left something."""
    return tuple(dict.fromkeys(place for place in (_MEMORY, _DISK, Path(tempfile.gettempdir())) if place.is_dir()))


def in_memory() -> bool:
    """Return whether there is room in memory, and no release to be proved."""
    if os.environ.get("ONSITE_FULL") or not os.access(_MEMORY, os.W_OK):
        return False
    return shutil.disk_usage(_MEMORY).free > _ROOM


def run_folder(prefix: str) -> Path:
    """Make a folder for what one run or one server of this process writes."""
    where = _MEMORY if in_memory() else _DISK
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=_LOCK, dir=where)
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX)
    _held.append(handle)
    atexit.register(Path(name).unlink, missing_ok=True)
    folder = Path(name.removesuffix(_LOCK))
    folder.mkdir(mode=0o700)
    return folder


def left_behind(prefix: str, *, only_in_memory: bool = False) -> Iterator[Path]:
    """Yield the folders of processes that are gone; the lock of each goes when the next is asked for."""
    for place in (_MEMORY,) if only_in_memory else places():
        for lock in place.glob(f"{prefix}*{_LOCK}"):
            if _is_free(lock):
                yield lock.with_name(lock.name.removesuffix(_LOCK))
                lock.unlink(missing_ok=True)


def _is_free(lock: Path) -> bool:
    """Return whether nobody holds a lock any more."""
    if fcntl is None:
        return False
    try:
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
