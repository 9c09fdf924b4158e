"""Key files beside backups: none is made without one, and the schedule's own is healed from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from core.errors import UserError
from core.i18n import _
from core.storage_errors import BackupFailed
from core.vault_errors import KeyFileDamaged, KeyFileMissing
from db.backup_files import globbed, key_path, stem_of
from db.engines import is_raw_key
from db.filesystems import sidecars
from db.vault.keyfile import KeyFile, read_key_file, write_small
from db.vault.swapping import draft_path, drop_old_plain, has_key_file, is_encrypted, key_file_of, shred

BACKUPS: Final = "backups"


def known_key_file(path: Path) -> KeyFile:
    """Return the key file of the schedule at *path*; where it is lost or spoilt, the copy of the newest backup.

    Raises:
        KeyFileMissing, KeyFileDamaged: there is no whole copy either.
    """
    try:
        return key_file_of(path)
    except (KeyFileMissing, KeyFileDamaged):
        for copy in _copies(path):
            with suppress(KeyFileMissing, KeyFileDamaged):
                return read_key_file(copy, path)
        raise


def key_file_for_backup(path: Path, key: str | None) -> KeyFile | None:
    """Return what must lie beside a backup of the schedule so that it can be opened anywhere.

    Raises:
        BackupFailed: there is none for this key; a backup that nobody can open would only deceive.
    """
    if key is None or not is_raw_key(key):
        return None
    heal(path, key)
    with suppress(KeyFileMissing, KeyFileDamaged):
        found = key_file_of(path)
        if found.belongs_to(key):
            return found
    raise BackupFailed(what=_("the key file is missing or damaged"), place=path.parent)


def key_file_of_restored(path: Path, source: Path, key: str | None) -> KeyFile | None:
    """Return the key file of a schedule restored under *key*: its present one, else that of the backup *source*.

    Raises:
        KeyFileMissing, KeyFileDamaged: neither fits; what is restored could never be opened.
    """
    if key is None or not is_raw_key(key):
        return None
    for place in (path, source):
        with suppress(KeyFileMissing, KeyFileDamaged):
            found = key_file_of(place)
            if found.belongs_to(key):
                return found
    raise KeyFileMissing(path=source, key=key_path(source))


def has_its_key(backup: Path, name: str) -> bool:
    """Return whether the key file *name* lies beside a backup, whole."""
    try:
        return read_key_file(key_path(backup), backup).id == name
    except UserError:
        return False


def after_opening(path: Path, key: str) -> None:
    """End what a kill left undone, now that the key has proved itself: plain files go, the key file is healed."""
    with suppress(OSError):
        drop_old_plain(path)
        draft = draft_path(path)
        for left in (draft, *sidecars(draft)):  # taking protection off was broken off
            shred(left)
        heal(path, key)


def heal(path: Path, key: str) -> None:
    """Write the key file again where it is lost or spoilt and a copy of it lies beside a backup."""
    with suppress(KeyFileMissing, KeyFileDamaged):
        if key_file_of(path).belongs_to(key):
            return
    for copy in _copies(path):
        with suppress(KeyFileMissing, KeyFileDamaged):
            found = read_key_file(copy, path)
            if found.belongs_to(key):
                write_small(key_path(path), found.to_json())
                return


def may_ask(path: Path) -> bool:
    """Return whether the file at *path* is encrypted and some key file could open it."""
    return is_encrypted(path) and (has_key_file(path) or any(True for _copy in _copies(path)))


def _copies(path: Path) -> Iterator[Path]:
    """Yield the key files beside the backups of *path*, the newest first."""
    found = (path.parent / BACKUPS).glob(f"{globbed(stem_of(path))}-*.db.key")
    return iter(sorted(found, key=lambda place: place.name, reverse=True))
