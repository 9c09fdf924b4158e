"""What every headless sub-command shares: the options that name a schedule, the one door to it, the exit codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_line import leave_out
from core.errors import NoFileName
from core.redaction import Redactor

if TYPE_CHECKING:
    from db.store import Store

Schedule = Annotated[str, typer.Option("--db", help="The schedule: a file, or a postgresql:// URL.")]
OnDay = Annotated[str, typer.Option("--on", help="The day to judge by, such as 2026-11-23; today if left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

# What docs/headless.md promises besides 0; main.py itself ends with 1, 2, 70 and 130.
QUESTIONS, DAMAGED = 3, 4


@contextmanager
def opened(where: str, *, create: bool = False, read_only: bool = False) -> Iterator[Store]:
    """Open the schedule at *where* for as long as the sub-command needs it: the one place where they all do."""
    from db.store import open_store  # noqa: PLC0415
    from db.vault.terminal import key_for  # noqa: PLC0415

    require_name(where)
    store = open_store(where, key_for(where), create=create, read_only=read_only)
    try:
        leave_out(_people_of(store))
        yield store
    finally:
        store.close()


def require_name(where: str) -> None:
    """Refuse a schedule without a name, as a shell gives one whose variable is not set.

    Raises:
        NoFileName: it has none, or one that no system takes.
    """
    if "\0" in where or ("://" not in where and not Path(where).name):
        raise NoFileName(name=where.replace("\0", "\\0"))


def _people_of(store: Store) -> Redactor:
    """Return whom nothing that is printed may name; a damaged schedule still takes out every number."""
    from db.queries.personal_words import redactor_of  # noqa: PLC0415

    try:
        with store.read() as session:
            return redactor_of(session)
    except Exception:  # noqa: BLE001 - the command itself says what is wrong with the schedule
        return Redactor()
