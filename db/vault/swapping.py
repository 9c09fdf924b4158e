"""Putting a schedule encrypted otherwise in the place of the present one: the file and its key change as one.

Two files cannot be renamed at one moment. So the key that belongs to the new file is written beside the old one first,
with the first bytes of the file it belongs to; whatever is killed when, `key_file_of` finds the key that fits.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from db.backup_files import key_path, stem_of, sync_file, sync_folder
from db.filesystems import identity, sidecars, start_of
from db.vault.keyfile import KeyFile, parse, read_key_file, tries_path, write_small

MAGIC: Final = b"SQLite format 3\x00"
_CHUNK: Final = 1 << 20


def is_encrypted(path: Path) -> bool:
    """Return whether the file at *path* is there and is no plain SQLite file."""
    start = _head(path)
    return bool(start) and start != MAGIC


def key_file_of(path: Path) -> KeyFile:
    """Return the key file of the schedule, or of the backup, at *path*.

    Raises:
        KeyFileMissing, KeyFileDamaged: it is not there, or not what was written.
    """
    pending = _pending(path)
    if pending is not None and pending["head"] == _head(path).hex() and pending["key"] is not None:
        return parse(pending["key"], _pending_path(path))
    return read_key_file(key_path(path), path)


def has_key_file(path: Path) -> bool:
    """Return whether there is one, whole or not."""
    return key_path(path).exists() or _pending_path(path).exists()


def swap_in(draft: Path, path: Path, key_file: KeyFile | None) -> None:
    """Put *draft* in the place of the schedule at *path*, with its key file; the caller holds the lease.

    Args:
        draft: A proved file beside it, whose log is empty.
        path: The schedule.
        key_file: What opens *draft*; None where it is plain.
    """
    sync_file(draft)
    text = key_file.to_json() if key_file is not None else None
    write_small(_pending_path(path), json.dumps({"head": _head(draft).hex(), "key": text}))
    for sidecar in sidecars(path):  # a log of the old state would be mixed into the new one
        sidecar.unlink(missing_ok=True)
    draft.replace(path)
    sync_folder(path.parent)
    settle(path)


def settle(path: Path) -> None:
    """End what was begun by `swap_in`, whichever of the two files is there now; the caller holds the lease."""
    pending = _pending(path)
    if pending is not None and pending["head"] == _head(path).hex():
        if pending["key"] is not None:
            write_small(key_path(path), pending["key"])
        else:
            remove_keys(path)
    _pending_path(path).unlink(missing_ok=True)


def remove_keys(path: Path) -> None:
    """Remove the key file of a schedule that is plain now, and its count of wrong tries."""
    for each in (key_path(path), tries_path(path)):
        each.unlink(missing_ok=True)


def draft_path(path: Path) -> Path:
    """Return where the new file is made while protection is put on or taken off."""
    return path.with_name(f"{stem_of(path)}.protecting")


def old_plain(path: Path) -> Path:
    """Return the second name of the plain file while it is being replaced by an encrypted one."""
    return path.with_name(path.name + ".plain")


def keep_old_plain(path: Path) -> None:
    """Give the plain file a second name, by which it can be overwritten once the new one has proved itself."""
    old_plain(path).unlink(missing_ok=True)
    with suppress(OSError):  # a disk that knows no links: the space is given back, but not overwritten
        os.link(path, old_plain(path))


def drop_old_plain(path: Path) -> None:
    """Overwrite and remove the plain file that an encrypted one has replaced, and proved itself."""
    left = old_plain(path)
    if left.exists() and is_encrypted(path) and identity(left) != identity(path):
        shred(left)
    left.unlink(missing_ok=True)


def shred(file: Path) -> None:
    """Overwrite a file, then remove it; one that has a second name is only removed, as that is somebody's own.

    On solid-state disks and copying file systems the old bytes may outlive this; the manual says so.
    """
    with suppress(OSError):
        if file.stat().st_nlink == 1:
            with file.open("rb+") as handle:
                left = file.stat().st_size
                while left > 0:
                    left -= handle.write(bytes(min(left, _CHUNK)))
                handle.flush()
                os.fsync(handle.fileno())
                handle.truncate(0)
    file.unlink(missing_ok=True)


def _pending_path(path: Path) -> Path:
    return path.with_name(path.name + ".key.next")


def _pending(path: Path) -> dict[str, Any] | None:
    try:
        said = json.loads(_pending_path(path).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) and {"head", "key"} <= said.keys() else None


def _head(path: Path) -> bytes:
    """Return the first 16 bytes: SQLite's magic, or the salt that makes every encrypted file another."""
    try:
        return start_of(path, 16)
    except OSError:
        return b""
