"""Opening a schedule: every refusal comes before the first change, and nothing is ever created by mistake."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from core.errors import UserError
from core.i18n import _
from core.storage_errors import (
    CannotWrite,
    DamagedSchedule,
    DiskFull,
    FileMissing,
    NotASchedule,
    OldSchemaReadOnly,
    SavesMissing,
    WrongKey,
)
from core.vault_errors import CannotBeRead, PassphraseNeeded
from db import backup, faults, journal, schema
from db.engines import connect, is_raw_key, is_server, postgres_engine, require_fit_library, sqlite_engine
from db.filesystems import folder_is_writable, require_local, require_usable, sidecars, sync_folder
from db.lease import Lease, Seen
from db.store import Origin, Store, local_today
from db.vault.keeping import after_opening, may_ask
from db.vault.swapping import settle

_LITTLE_ROOM_MB = 500
_TAIL = 50  # entries whose chain is proved again after a crash


def open_store(
    where: str | Path,
    key: str | None = None,
    *,
    actor: str = "",
    create: bool = False,
    read_only: bool = False,
    today: Callable[[], date] = local_today,
) -> Store:
    """Open the schedule in a file or behind a PostgreSQL URL.

    Args:
        where: A path, or `postgresql://user@host/database`.
        key: 64 hex digits or a passphrase; None for a file in the clear.
        actor: Who is at work; undo takes back this person's changes only.
        create: Make a new schedule if there is none.
        read_only: Take no lease and save nothing.
        today: The office's day; undo reaches back to its start.

    Raises:
        UserError: one of `core.storage_errors`, saying what is wrong and what to do.
    """
    if is_server(where):
        return _open_server(str(where), actor=actor, create=create, read_only=read_only, today=today)
    return _open_file(Path(where), key, actor=actor, create=create, read_only=read_only, today=today)


def _open_file(
    path: Path, key: str | None, *, actor: str, create: bool, read_only: bool, today: Callable[[], date]
) -> Store:
    require_fit_library()
    require_local(path)
    if create and not path.exists():
        create_file(path, key)
    if not path.exists():
        raise FileMissing(path=path)
    if key is None and may_ask(path):
        raise PassphraseNeeded(path=path)
    if not folder_is_writable(path):
        why = _("the folder {folder} cannot be written").format(folder=path.parent)
        return _open_unwritable(path, key, actor=actor, today=today, why=why)
    lease = Lease(path)
    try:
        with _told(path):
            taken = not read_only and lease.take()
            if taken:
                settle(path)
        if taken:
            return _open_for_writing(path, key, lease, actor=actor, today=today)
        holder = None if read_only else lease.holder_text()
        why = _("as you wished") if read_only else _("{who} has it open").format(who=holder)
        require_usable(path, key, None)
        return _reading(path, key, actor=actor, today=today, why=why, holder=holder)
    except DiskFull:  # not even SQLite's index of its log has room: what is there can still be read
        lease.release()
        return _open_unwritable(path, key, actor=actor, today=today, why=_("the disk is full"))
    except BaseException:
        lease.release()
        raise


def _open_for_writing(path: Path, key: str | None, lease: Lease, *, actor: str, today: Callable[[], date]) -> Store:
    require_usable(path, key, lease.seen)
    crashed = sidecars(path)[0].exists() or (lease.seen is not None and not lease.seen.clean)
    writer = sqlite_engine(path, key, "write")
    try:
        with _told(path, key), writer.connect() as connection:
            version = _format_of(connection, path)
        if version != schema.HEAD:
            _upgrade(path, key, writer)
        with _told(path), writer.connect() as connection:
            end = _require_complete(connection, path, lease.seen)
            if crashed:
                _require_sound(connection, path, end)
    except BaseException:
        writer.dispose()
        raise
    if key is not None and is_raw_key(key):
        after_opening(path, key)
    lease.note(Seen(end.count, end.hash))
    return Store(
        Origin(str(path), path, key), reader=sqlite_engine(path, key, "read"), writer=writer, actor=actor,
        today=today, lease=lease, warnings=_warnings(path),
    )  # fmt: skip


def _upgrade(path: Path, key: str | None, writer: sa.Engine) -> None:
    """Keep the older format as a backup, then bring the file up to date."""
    writer.dispose()
    backup.back_up_file(path, key, reason="upgrade")
    engine = sqlite_engine(path, key, "upgrade")
    try:
        with _told(path):
            schema.upgrade(engine)
    finally:
        engine.dispose()


def create_file(path: Path, key: str | None) -> None:
    """Make a new, empty schedule: complete under another name first, so that a kill leaves none by half."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        raise CannotWrite(what=_("a file of that name is already there"), place=path)
    draft = path.with_name(path.name + ".new")
    for leftover in (draft, *sidecars(draft), *sidecars(path)):
        leftover.unlink(missing_ok=True)
    try:
        with _told(path):
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR))
            _fill_new(draft, key)
            draft.replace(path)
    except BaseException:
        for leftover in (draft, *sidecars(draft)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
        raise


def _fill_new(draft: Path, key: str | None) -> None:
    engine = sqlite_engine(draft, key, "upgrade")
    try:
        schema.upgrade(engine)
    finally:
        engine.dispose()
    connection = connect(draft, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _open_unwritable(path: Path, key: str | None, *, actor: str, today: Callable[[], date], why: str) -> Store:
    """Open for reading where SQLite cannot keep its log: in place if there is none, else as a private copy."""
    require_usable(path, key, None)
    log = sidecars(path)[0]
    if not log.exists() or log.stat().st_size == 0:
        return _reading(path, key, actor=actor, today=today, why=why, immutable=True)
    folder = Path(tempfile.mkdtemp(prefix="onsite-"))
    for source in (path, log):
        shutil.copyfile(source, folder / source.name)
    store = _reading(folder / path.name, key, actor=actor, today=today, why=why)
    store.when_closed(lambda: shutil.rmtree(folder, ignore_errors=True))
    return store


def _reading(
    path: Path,
    key: str | None,
    *,
    actor: str,
    today: Callable[[], date],
    why: str,
    holder: str | None = None,
    immutable: bool = False,
) -> Store:
    reader = sqlite_engine(path, key, "read", immutable=immutable)
    try:
        with _told(path, key), reader.connect() as connection:
            _require_current(_format_of(connection, path), path, why)
    except BaseException:
        reader.dispose()
        raise
    return Store(
        Origin(str(path), path, key), reader=reader, writer=None, actor=actor, today=today,
        why_read_only=why, holder=holder, warnings=_warnings(path), immutable=immutable,
    )  # fmt: skip


def _format_of(connection: sa.Connection, place: object) -> str:
    version = schema.require_known(connection, path=place)
    if version is None:
        raise NotASchedule(path=place, what=_("it has no tables"))
    return version


def _require_current(version: str, place: object, why: str) -> None:
    if version != schema.HEAD:
        raise OldSchemaReadOnly(path=place, why=why)


def _require_complete(connection: sa.Connection, path: Path, seen: Seen | None) -> journal.Head:
    """Compare the journal's end with what was saved here last.

    Raises:
        SavesMissing: the log was deleted, or an older copy was put in the file's place.
    """
    end = journal.head(connection)
    if seen is None or seen.count == 0:
        return end
    entries = journal.ENTRIES.c
    noted = connection.execute(sa.select(entries.hash).where(entries.seq == seen.count)).scalar()
    if noted != seen.hash:
        raise SavesMissing(path=path, found=end.count, expected=seen.count)
    return end


def _require_sound(connection: sa.Connection, path: Path, end: journal.Head) -> None:
    """After a crash look closer: a log that belongs elsewhere would have been mixed in just now."""
    said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said != "ok":
        raise DamagedSchedule(path=path, what=said)
    if broken := journal.verify(connection, first=max(1, end.count - _TAIL)):
        raise DamagedSchedule(path=path, what=f"journal {broken[0].seq}")


def _warnings(path: Path) -> tuple[str, ...]:
    found: list[str] = []
    if folder := sync_folder(path):
        said = _(
            "The schedule lies in {folder}, which a cloud service copies while it is open. Move it to another folder."
        )
        found.append(said.format(folder=folder))
    free = shutil.disk_usage(path.parent).free // 1_000_000
    if free < _LITTLE_ROOM_MB:
        said = _("Only {free} MB are left on the disk of {folder}. Move other files away before it is full.")
        found.append(said.format(free=free, folder=path.parent))
    return tuple(found)


def _open_server(url: str, *, actor: str, create: bool, read_only: bool, today: Callable[[], date]) -> Store:
    place = sa.make_url(url).render_as_string(hide_password=True)
    writer, reader = postgres_engine(url, "write"), postgres_engine(url, "read")
    try:
        with _told(place):
            with reader.connect() as connection:
                version = schema.require_known(connection, path=place) if create else _format_of(connection, place)
            if read_only and version is not None:
                _require_current(version, place, _("as you wished"))
            elif version != schema.HEAD:
                schema.upgrade(writer)
    except BaseException:
        writer.dispose()
        reader.dispose()
        raise
    why = _("as you wished") if read_only else ""
    return Store(
        Origin(place), reader=reader, writer=None if read_only else writer, actor=actor, today=today, why_read_only=why
    )


@contextmanager
def _told(place: object, key: str | None = None) -> Generator[None]:
    """Turn what the drivers complain of into a sentence; a wrong *key* makes a file look like none."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        orig = getattr(error, "orig", None) or error
        if key is not None and faults.code_of(orig) == faults.NOT_A_DATABASE:
            raise (CannotBeRead if is_raw_key(key) else WrongKey)(path=place) from error
        told = faults.explain(error, place=str(place)) or faults.of_sqlite(orig, str(place))
        if told is None:
            raise
        raise told from error
