"""Where a test run works: in memory where there is room for it, so that no test waits for a disk.

A run writes gigabytes of small schedules and takes them away again at once. With ONSITE_FULL=1, as for a release, it
works on the disk.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_MEMORY: Final = Path("/dev/shm")
_DISK: Final = Path("/tmp" if os.name == "posix" else tempfile.gettempdir())  # a socket's path is short
_ROOM: Final = 3 * 1024**3  # bytes; a run with three workers and their servers takes one and a half


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
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=where))


def left_behind(prefix: str, *, only_in_memory: bool = False) -> Iterator[Path]:
    """Return the folders of processes that are gone."""
    if not Path("/proc/self").exists():
        return
    for place in (_MEMORY,) if only_in_memory else places():
        for folder in place.glob(f"{prefix}[0-9]*-*"):
            if not Path("/proc", folder.name.removeprefix(prefix).split("-")[0]).exists():
                yield folder
