"""Putting protection on a schedule and taking it off: a new file, proved, in the place of the old one.

Whatever is killed when leaves the old or the new file, each with the key that opens it; the plain one and the plain
backups are overwritten only after the encrypted ones have proved themselves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from core.errors import UserError
from core.i18n import _
from core.passphrases import require_good
from core.recovery_code import new_code, spelled
from core.storage_errors import CannotWrite
from core.vault_errors import AlreadyProtected, NotProtected, ProtectionFailed
from db import backup
from db.backup_files import claimed_name, give_up, key_path, manifest_path, remove_with_sidecars, sync_file
from db.filesystems import require_local, require_usable
from db.lease import Lease
from db.vault.copying import contents, copy_online, require_equal
from db.vault.keyfile import KeyFile, new_keys, write_small
from db.vault.swapping import (
    draft_path,
    drop_old_plain,
    is_encrypted,
    keep_old_plain,
    key_file_of,
    old_plain,
    remove_keys,
    settle,
    shred,
    swap_in,
)
from db.vault.tries import forgive

Report = Callable[[int, int], object]
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A schedule that is protected now.

    Attributes:
        key: What opens it, as long as it is open.
        code: The recovery code as it is printed; it can never be shown again.
        left_plain: Older files with the same contents that could not be encrypted.
    """

    key: str
    code: str
    left_plain: tuple[Path, ...] = ()


def create_protected(path: Path, typed: str, again: str | None = None) -> Sealed:
    """Make a new, empty schedule that a passphrase protects from its first byte.

    Raises:
        CannotWrite: a file of that name is already there.
        PassphraseTooShort, PassphraseTooEasy, PassphrasesDiffer: see `core.passphrases`.
    """
    from db.opening import create_file  # noqa: PLC0415 - opening settles what is begun here

    phrase = require_good(typed, again)
    require_local(path)
    if path.exists():
        raise CannotWrite(what=_("a file of that name is already there"), place=path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _set_key_aside(path)
    code = new_code()
    key, key_file = new_keys(phrase, code)
    write_small(key_path(path), key_file.to_json())  # before the file: one without its key opens nothing
    try:
        create_file(path, key)
    except BaseException:
        remove_keys(path)
        raise
    forgive(path)
    return Sealed(key, spelled(code))


def protect(path: Path, typed: str, again: str | None = None, *, report: Report = lambda _done, _total: None) -> Sealed:
    """Encrypt a plain schedule that nobody has open, and the backups beside it.

    Args:
        path: The schedule.
        typed: The passphrase.
        again: What was typed the second time.
        report: Told how many steps of how many are done.

    Raises:
        AlreadyProtected, CannotWrite, ProtectionFailed: nothing was changed.
        PassphraseTooShort, PassphraseTooEasy, PassphrasesDiffer: see `core.passphrases`.
    """
    phrase = require_good(typed, again)
    with _nobody_else(path):
        if is_encrypted(path):
            raise AlreadyProtected(path=path)
        require_usable(path, None, None)
        code = new_code()
        key, key_file = new_keys(phrase, code)
        report(1, 4)
        expected = _swap(path, None, key, key_file)
        report(3, 4)
        try:
            require_equal(expected, contents(path, key))
        except BaseException:
            _go_back(path)
            raise
        drop_old_plain(path)
        forgive(path)
    left = seal_backups(path, key)
    report(4, 4)
    return Sealed(key, spelled(code), left)


def unprotect(path: Path, key: str) -> None:
    """Write a protected schedule that nobody has open in the clear again; its backups stay as they are.

    Raises:
        NotProtected, CannotWrite, ProtectionFailed: nothing was changed.
    """
    with _nobody_else(path):
        if not is_encrypted(path) or not key_file_of(path).belongs_to(key):
            raise NotProtected(path=path)
        _swap(path, key, None, None)


def seal_backups(path: Path, key: str) -> tuple[Path, ...]:
    """Encrypt the plain backups beside a protected schedule; return the plain files that are left.

    Each is copied under a name of its own, proved, and only then is the plain one overwritten.
    """
    key_file = key_file_of(path)
    found = backup.backups_of(path)
    done = {(each.made_at, each.manifest.journal_hash) for each in found if each.manifest and is_encrypted(each.path)}
    for each in found:
        if is_encrypted(each.path) or each.manifest is None or not each.good:
            continue
        try:
            if (each.made_at, each.manifest.journal_hash) not in done:
                _seal_backup(path, each, key, key_file)
            shred(each.path)
            manifest_path(each.path).unlink(missing_ok=True)
        except (UserError, OSError) as error:
            _LOG.warning("the backup %s stays in the clear: %s", each.path.name, type(error).__name__)
    return plain_copies(path)


def plain_copies(path: Path) -> tuple[Path, ...]:
    """Return the files in the backup folder that anybody can read: damaged backups, and what was set aside."""
    folder = backup.folder_of(path)
    places = (*folder.glob("*.db"), *folder.glob("damaged-*/*.db"))
    return tuple(sorted(place for place in places if place.stat().st_size and not is_encrypted(place)))


def _seal_backup(path: Path, plain: backup.Backup, key: str, key_file: KeyFile) -> None:
    manifest = plain.manifest
    if manifest is None:
        return
    part = plain.path.with_name(plain.path.name + ".part")
    target: Path | None = None
    remove_with_sidecars(part)
    try:
        copy_online(plain.path, part, None, key)
        backup.prove(part, key)
        require_equal(contents(plain.path, None), contents(part, key))
        sync_file(part)
        target = claimed_name(plain.path.parent, plain.path.stem)
        write_small(key_path(target), key_file.to_json())
        told = replace(manifest, file=target.name, sha256=backup.sha256_of(part), size=part.stat().st_size)
        backup.write_manifest(target, replace(told, key_id=key_file.id))
        part.replace(target)
    except BaseException:
        give_up(part, target)
        raise
    _LOG.info("the backup %s is encrypted now", path.name)


def _swap(path: Path, key: str | None, new_key: str | None, key_file: KeyFile | None) -> dict[str, tuple[int, str]]:
    """Put a copy under another key in the place of the schedule; return what both hold."""
    draft = draft_path(path)
    remove_with_sidecars(draft)
    try:
        copy_online(path, draft, key, new_key)
        backup.prove(draft, new_key)
        expected = contents(path, key)
        require_equal(expected, contents(draft, new_key))
        _empty_log(path, key)
        if key is None:
            keep_old_plain(path)
        swap_in(draft, path, key_file)
    except BaseException:
        remove_with_sidecars(draft)
        if key is None and not is_encrypted(path):
            old_plain(path).unlink(missing_ok=True)
        raise
    return expected


def _empty_log(path: Path, key: str | None) -> None:
    """Move everything into the one file: a log that is left would be lost with the swap.

    Raises:
        ProtectionFailed: somebody still reads from it.
    """
    from db.engines import connect  # noqa: PLC0415

    connection = connect(path, key)
    try:
        if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise ProtectionFailed(what=_("another program reads the schedule"))
    finally:
        connection.close()


def _go_back(path: Path) -> None:
    """Put the plain file back that was replaced a moment ago."""
    if old_plain(path).exists():
        old_plain(path).replace(path)
        remove_keys(path)


def _set_key_aside(path: Path) -> None:
    """Keep the key of a schedule that lay here before: it may be the only one that opens a copy elsewhere."""
    place = key_path(path)
    if place.exists():
        number = 1
        while (aside := place.with_name(f"{place.name}.old{number}")).exists():
            number += 1
        place.rename(aside)


@contextmanager
def _nobody_else(path: Path) -> Generator[None]:
    lease = Lease(path)
    if not lease.take():
        raise CannotWrite(what=_("{who} has it open").format(who=lease.holder_text()), place=path)
    try:
        settle(path)
        yield
    finally:
        lease.release()
