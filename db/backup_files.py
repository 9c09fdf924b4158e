"""The files of a backup: their names, which no two share, and what is left of one that failed."""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from db.filesystems import sidecars

_LEFT_OVER_AFTER: Final = 3600.0
_LONGEST_STEM: Final = 150  # bytes; date, reason and the ending of the description make it up to 220


def stem_of(path: Path) -> str:
    """Return what the names of its backups begin with; the date behind a long name must still fit."""
    whole = path.stem.encode("utf-8", "surrogateescape")
    if len(whole) <= _LONGEST_STEM:
        return path.stem
    return whole[:_LONGEST_STEM].decode("utf-8", "ignore") + "~" + hashlib.sha256(whole).hexdigest()[:8]


def globbed(text: str) -> str:
    """Return *text* for a glob, with its own signs meaning themselves."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)


def manifest_path(file: Path) -> Path:
    """Return where the description of a backup lies."""
    return file.with_name(file.name + ".json")


def key_path(file: Path) -> Path:
    """Return where the key file of a protected schedule, or of a backup of it, lies."""
    return file.with_name(file.name + ".key")


def claimed_name(folder: Path, stem: str) -> Path:
    """Return a free name, taken for good by making its description first; two at one second get two names."""
    folder_names = (folder / (f"{stem}-{taken}.db" if taken else f"{stem}.db") for taken in itertools.count())
    for path in folder_names:
        if not path.exists():
            with suppress(FileExistsError):
                os.close(os.open(manifest_path(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                return path
    raise AssertionError  # the numbers never end


def give_up(part: Path, target: Path | None) -> None:
    """Remove what a backup that failed has made so far."""
    remove_with_sidecars(part)
    if target is not None and not target.exists():
        for beside in (manifest_path(target), key_path(target)):
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def remove_left_over(folder: Path, stem: str) -> None:
    """Remove what a killed backup left; one that is still being written is younger."""
    for file in folder.glob(f"{globbed(stem)}*.part*"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _LEFT_OVER_AFTER:
                file.unlink(missing_ok=True)


def remove_with_sidecars(file: Path) -> None:
    """Remove a file and what SQLite keeps beside it."""
    for each in (file, *sidecars(file)):
        with suppress(OSError):
            each.unlink(missing_ok=True)


def sync_file(file: Path) -> None:
    """Force a file's content to disk."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's names to disk; Windows needs no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
