"""Sub-commands that look after the schedule as a whole: is it sound, keep it, go back to what was kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.command_errors import ErasedComeBack, NoSuchFile, NotAFile, UnknownErased
from core.command_line import day_or_today, emit, say
from core.erasure import CANNOT_TELL
from core.i18n import _
from db.headless.schedule import DAMAGED, AsJson, Schedule, opened, require_name

if TYPE_CHECKING:
    from db.services.erased_since import ComingBack

commands = typer.Typer()


@commands.command()
def check(db: Schedule, *, as_json: AsJson = False) -> int:
    """Check the whole schedule: file, references, journal."""
    from db.checks import check as check_store  # noqa: PLC0415

    with opened(db, read_only=True) as store:
        found = check_store(store)
    if as_json:
        emit({"good": found.good, "faults": found.faults, "counts": dict(found.counts), "entries": found.entries})
    else:
        for fault in found.faults:
            say(fault)
        whole = _("The schedule is whole: {rows} records, {entries} journal entries.")
        said = whole if found.good else _("The schedule is damaged. Restore the newest good backup.")
        say(said.format(rows=sum(found.counts.values()), entries=found.entries))
    return 0 if found.good else DAMAGED


@commands.command()
def backup(db: Schedule, output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder.")] = None) -> None:
    """Write a verified backup, and say where it lies."""
    from db.backup import back_up_file  # noqa: PLC0415
    from db.vault.terminal import key_for  # noqa: PLC0415

    path = _file(db)
    say(str(back_up_file(path, key_for(path), reason="asked", folder=output).path))


@commands.command()
def restore(
    db: Schedule,
    source: Annotated[Path, typer.Option("--from", help="The backup to go back to.")],
    erased: Annotated[
        str, typer.Option("--erased", help="Who was erased since the backup: again erases them again, back does not.")
    ] = "",
) -> None:
    """Go back to a backup; what is there now is backed up first."""
    from db.backup import restore as restore_file  # noqa: PLC0415
    from db.services.erased_since import coming_back  # noqa: PLC0415
    from db.vault.terminal import key_for  # noqa: PLC0415

    if erased not in {"", "again", "back"}:
        raise UnknownErased(text=erased)
    if not source.is_file():
        raise NoSuchFile(file=source)
    path = _file(db)
    key, source_key = key_for(path), key_for(source)
    back = coming_back(path, key, source, source_key)
    if not back.nobody and not erased:
        raise ErasedComeBack(n=back.people + back.unknown)
    kept = restore_file(path, source, key, source_key=source_key)
    say(_("Restored. The state before was kept as {file}.").format(file=kept.path) if kept else _("Restored."))
    for line in _erased_again(path, key or source_key, back) if erased == "again" else ():
        say(line)
    if not back.readable:
        say(_(CANNOT_TELL))


def _erased_again(path: Path, key: str | None, back: ComingBack) -> list[str]:
    """Erase again whom the backup brought back, and return what to say of it."""
    from db.services.erasing_again import erase_again, said_of  # noqa: PLC0415
    from db.store import open_store  # noqa: PLC0415

    store = open_store(path, key)
    try:
        return said_of(erase_again(store, back.again, today=day_or_today()), back)
    finally:
        store.close()


def _file(where: str) -> Path:
    if "://" in where:
        raise NotAFile(where=where.partition("://")[0])
    require_name(where)
    return Path(where)
