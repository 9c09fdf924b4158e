"""The passphrase on a terminal: from the environment, else asked without an echo; never from the command line."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Final

from core.i18n import _
from core.vault_errors import PassphraseNeeded
from db.vault.unlocking import is_protected, unlock

VARIABLE: Final = "ONSITE_PASSPHRASE"
"""Holds the passphrase, or the recovery code, for scheduled tasks; it is taken out so that no child inherits it."""
_said: dict[str, str] = {}


def key_for(where: str | Path) -> str | None:
    """Return the key of the schedule, or backup, at *where*; None for a plain one, a new one, or a server.

    Raises:
        PassphraseNeeded: nobody said the passphrase, and nobody sits here to be asked.
        WrongPassphrase, WaitFirst, KeyFileMissing, KeyFileDamaged: see `db.vault.unlocking.unlock`.
    """
    if not is_protected(where):
        return None
    path = Path(where)
    if VARIABLE in os.environ:
        _said[VARIABLE] = os.environ.pop(VARIABLE)
    typed = _said.get(VARIABLE) or _asked(path)
    if not typed:
        raise PassphraseNeeded(path=path)
    return unlock(path, typed)


def _asked(path: Path) -> str:
    """Return what is typed unseen, "" where nobody sits at a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    try:
        return getpass.getpass(_("Passphrase of {name}: ").format(name=path.name))
    except EOFError:
        return ""
