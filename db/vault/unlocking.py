"""The key of a protected schedule, against its passphrase or its recovery code; and other words for the same key."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from core.errors import UserError
from core.passphrases import read_passphrase, require_good
from core.recovery_code import looks_like_code, new_code, secret_of, spelled
from core.vault_errors import NotProtected, WrongPassphrase, WrongRecoveryCode
from db.backup_files import key_path
from db.engines import is_server
from db.vault.keeping import known_key_file, may_ask
from db.vault.keyfile import KeyFile, write_small
from db.vault.swapping import has_key_file, key_file_of
from db.vault.tries import charge, forgive

_LOG: Final = logging.getLogger(__name__)


def is_protected(where: str | Path) -> bool:
    """Return whether the schedule at *where* is a file that asks for a passphrase."""
    return not is_server(where) and may_ask(Path(where))


def fits(path: Path, key: str) -> bool:
    """Return whether *key* opens the schedule or backup at *path*, as far as its key file tells."""
    try:
        return key_file_of(path).belongs_to(key)
    except UserError:
        return False


def unlock(path: Path, typed: str) -> str:
    """Return the data key of the schedule at *path*; what was typed may also be its recovery code.

    Raises:
        WaitFirst: too many wrong tries; nothing was tried.
        WrongPassphrase: the key file is whole, the passphrase is another.
        WrongRecoveryCode: a whole code, but of another schedule.
        KeyFileMissing, KeyFileDamaged: no passphrase could open it.
    """
    if looks_like_code(typed):
        return unlock_by_code(path, typed)
    key = _tried(path, known_key_file(path), typed, by_code=False)
    if key is None:
        raise WrongPassphrase
    return key


def unlock_by_code(path: Path, typed: str) -> str:
    """Return the data key of the schedule at *path* against its recovery code; a slip of the pen costs no try.

    Raises:
        RecoveryCodeIncomplete, RecoveryCodeMistyped: this is no code; the group is named.
        WaitFirst, WrongRecoveryCode, KeyFileMissing, KeyFileDamaged: see `unlock`.
    """
    key = _tried(path, known_key_file(path), secret_of(typed), by_code=True)
    if key is None:
        raise WrongRecoveryCode
    _LOG.warning("%s was opened with its recovery code", path.name)
    return key


def _tried(path: Path, key_file: KeyFile, secret: str, *, by_code: bool) -> str | None:
    charge(path)
    key = key_file.opened_by("recovery" if by_code else "passphrase", secret if by_code else read_passphrase(secret))
    if key is not None:
        forgive(path)
    return key


def change_passphrase(path: Path, key: str, typed: str, again: str | None = None) -> None:
    """Wrap the same key under another passphrase, here and beside the backups: the schedule itself is not touched.

    Raises:
        NotProtected: there is no key file, or it wraps another key.
        PassphraseTooShort, PassphraseTooEasy, PassphrasesDiffer: see `core.passphrases`.
    """
    phrase = require_good(typed, again)
    _rewrap(path, key_of_file(path, key).with_wrap("passphrase", phrase, key))


def renew_code(path: Path, key: str) -> str:
    """Return a new recovery code, as it is printed; the one before opens nothing any more.

    Raises:
        NotProtected: there is no key file, or it wraps another key.
    """
    code = new_code()
    _rewrap(path, key_of_file(path, key).with_wrap("recovery", code, key))
    return spelled(code)


def key_of_file(path: Path, key: str) -> KeyFile:
    """Return the key file at *path*, which wraps *key*.

    Raises:
        NotProtected: there is none, or it wraps another.
    """
    if not has_key_file(path):
        raise NotProtected(path=path)
    found = key_file_of(path)
    if not found.belongs_to(key):
        raise NotProtected(path=path)
    return found


def _rewrap(path: Path, key_file: KeyFile) -> None:
    """Write the key file, then its copies beside the backups; a copy that is not reached opens as it did before."""
    from db.backup import backups_of  # noqa: PLC0415 - backups carry key files

    text = key_file.to_json()
    write_small(key_path(path), text)
    for backup in backups_of(path):
        copy = key_path(backup.path)
        try:
            if key_file_of(backup.path).id == key_file.id:
                write_small(copy, text)
        except Exception as error:  # noqa: BLE001 - the change itself is made; the copy stays as it was
            _LOG.warning("the key file of %s was left as it is: %s", backup.path.name, type(error).__name__)
