"""The one door to the schedule: read, write, undo. A write commits or rolls back, is journalled and announced."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.errors import ReadOnlySchedule
from core.names import load_readings
from core.storage_errors import ReplacedMeanwhile
from db import faults, journal, search_index, undo
from db.engines import BUSY_SECONDS, HURRIED_SECONDS, locked_engine, sqlite_engine, waiting_at_most
from db.filesystems import identity, sidecars, using
from db.images import Change
from db.lease import Lease, Seen
from db.recorder import Recorder, WriteSession, guard
from db.undo import Step, Target

Listener = Callable[[frozenset[str]], None]
_LOG: Final = logging.getLogger(__name__)


class NestedWriteError(RuntimeError):
    """A write inside a write would commit half of what belongs together."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a schedule lives: a file and its key, or a server."""

    place: str
    path: Path | None = None
    key: str | None = None

    @property
    def is_server(self) -> bool:
        """Whether several computers share it."""
        return self.path is None


def local_today() -> date:
    """Return the office's day by this computer's clock; the one default for a `today` nobody passed in."""
    return datetime.now(UTC).astimezone().date()


class Store:
    """An open schedule. Made by `db.opening.open_store`; safe to use from several threads."""

    def __init__(
        self,
        origin: Origin,
        *,
        reader: sa.Engine,
        writer: sa.Engine | None,
        actor: str = "",
        today: Callable[[], date] = local_today,
        lease: Lease | None = None,
        why_read_only: str = "",
        holder: str | None = None,
        warnings: tuple[str, ...] = (),
        immutable: bool = False,
    ) -> None:
        self.origin = origin
        self.actor = actor
        self.holder = holder
        self.warnings = warnings
        self.why_read_only = why_read_only
        self.is_locked = False
        self._reader = reader
        self._writer = writer
        self._immutable = immutable
        self._today = today
        self._lease = lease
        self._listeners: list[Listener] = []
        self._here = threading.local()
        self._identity = identity(origin.path) if origin.path else None
        self._on_close: list[Callable[[], None]] = [using(origin.path)]
        if writer is not None:
            guard(writer)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved; `why_read_only` and `holder` say why."""
        return self._writer is None

    @contextmanager
    def read(self) -> Generator[Session]:
        """Give a session that sees one state of the schedule and can change nothing."""
        with self._explained(), Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, label: str, *, undoable: bool = True, hurried: bool = False) -> Generator[Session]:
        """Commit on success, roll back on any error; journal the change as *label*, then announce it.

        Args:
            label: A msgid, what undo is called.
            undoable: False for a note of what happened outside, such as a print: undo passes it by.
            hurried: Give up at once while somebody else writes, as the keeping of drafts does.

        Raises:
            ReadOnlySchedule: nothing can be saved here.
            ChangedMeanwhile: somebody else saved one of the records first.
            UserError: the disk, the file or the server refused; nothing was changed.
        """
        seconds = HURRIED_SECONDS if hurried else BUSY_SECONDS
        with waiting_at_most(seconds), self._writing() as (session, recorder):
            yield session
            session.flush()
            kind = "change" if undoable else "note"
            tables = self._commit(session, recorder, recorder.changes, label=label, kind=kind)
        self._announce(tables)

    def undo(self) -> Step | None:
        """Take back the last change of today, return what was taken back.

        Raises:
            UndoRefused: somebody changed the same records since.
        """
        return self._step("undo", undo.undo_target)

    def redo(self) -> Step | None:
        """Do again what was taken back last.

        Raises:
            UndoRefused: somebody changed the same records since.
        """
        return self._step("redo", undo.redo_target)

    def undo_label(self) -> str | None:
        """Return the label of what `undo` would take back."""
        return self._label_of(undo.undo_target)

    def redo_label(self) -> str | None:
        """Return the label of what `redo` would do again."""
        return self._label_of(undo.redo_target)

    def head(self) -> journal.Head:
        """Return the end of the journal's chain, for a backup's manifest or a printed report."""
        with self.read() as session:
            return journal.head(session.connection())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call *listener* with the names of the tables after each commit; return what ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def lock(self) -> None:
        """Forget the key of a protected schedule: until `unlock` every read and write raises `Locked`.

        The lease stays, so nobody else changes the file meanwhile. The caller sees to it that no session is open.
        """
        if self.is_locked or self.origin.path is None or self.origin.key is None:
            return
        self._end_connections()
        self._reader = locked_engine()
        self._writer = None if self._writer is None else locked_engine()
        self.origin, self.is_locked = replace(self.origin, key=None), True

    def unlock(self, key: str) -> None:
        """Read and write again.

        Raises:
            UserError: the file does not open with *key*; the store stays locked.
        """
        path = self.origin.path
        if not self.is_locked or path is None:
            return
        reader = sqlite_engine(path, key, "read", immutable=self._immutable)
        try:
            with self._explained(), Session(reader) as session:
                journal.head(session.connection())
        except BaseException:
            reader.dispose()
            raise
        self._reader = reader
        if self._writer is not None:
            self._writer = sqlite_engine(path, key, "write")
            guard(self._writer)
        self.origin, self.is_locked = replace(self.origin, key=key), False

    def close(self) -> None:
        """Write everything into the one file, so that it can be copied, and let others write."""
        self._end_connections()
        if self._lease is not None:
            self._lease.release()
        for clean_up in self._on_close:
            clean_up()
        self._writer = None
        self._on_close.clear()

    def _end_connections(self) -> None:
        for engine in (self._reader, self._writer):
            if engine is not None:
                engine.dispose()
        path = self.origin.path
        if self._writer is not None and path is not None and not self.is_locked and identity(path) == self._identity:
            _leave_one_file(path, self.origin.key, self._lease)

    def when_closed(self, clean_up: Callable[[], None]) -> None:
        """Call *clean_up* at the end of `close`."""
        self._on_close.append(clean_up)

    @contextmanager
    def _writing(self) -> Generator[tuple[Session, Recorder]]:
        if self._writer is None:
            raise ReadOnlySchedule(why=self.why_read_only)
        if getattr(self._here, "writing", False):
            raise NestedWriteError("a write is already under way in this thread")
        self._require_same_file()
        load_readings()  # the search index needs it at the commit; others must not wait for a file to be read
        self._here.writing = True
        try:
            with self._explained(), WriteSession(self._writer, expire_on_commit=False) as session:
                recorder = Recorder(session)
                recorder.start()
                yield session, recorder
        finally:
            self._here.writing = False

    def _commit(
        self,
        session: Session,
        recorder: Recorder,
        changes: list[Change],
        *,
        label: str,
        kind: str = "change",
        of_seq: int | None = None,
    ) -> frozenset[str]:
        """Journal *changes*, commit, and return the tables that changed."""
        recorder.permits = recorder.closing = True
        end = None
        if changes:
            search_index.follow(session.connection(), changes)
            end = journal.append(
                session.connection(), changes, label=label, actor=self.actor, at=datetime.now(UTC),
                day=self._today(), kind=kind, of_seq=of_seq,
            )  # fmt: skip
        session.commit()
        if end is not None and self._lease is not None:
            self._lease.note(Seen(end.count, end.hash))
        return frozenset(change.table for change in changes)

    def _step(self, kind: str, find: Callable[..., Target | None]) -> Step | None:
        with self._writing() as (session, recorder):
            connection = session.connection()
            target = find(connection, day=self._today(), actor=self.actor)
            if target is None:
                return None
            recorder.permits = True
            changes = undo.take_back(connection, target)
            tables = self._commit(session, recorder, changes, label=target.label, kind=kind, of_seq=target.of_seq)
        self._announce(tables)
        return Step(target.of_seq, target.label, kind, tables)

    def _label_of(self, find: Callable[..., Target | None]) -> str | None:
        if self.read_only:
            return None
        with self.read() as session:
            target = find(session.connection(), day=self._today(), actor=self.actor)
        return None if target is None else target.label

    @contextmanager
    def _explained(self) -> Generator[None]:
        """Turn what the drivers complain of into a sentence."""
        try:
            yield
        except OSError:  # a service's own files, not ours
            raise
        except Exception as error:
            told = faults.explain(error, place=self.origin.place)
            if told is None or told is error:
                raise
            raise told from error

    def _announce(self, tables: frozenset[str]) -> None:
        """Tell everybody who listens; what they do with it never breaks a save that is already made."""
        for listener in tuple(self._listeners) if tables else ():
            try:
                listener(tables)
            except Exception:  # noqa: BLE001 - whatever it was, the save stands
                _LOG.exception("a listener failed on %s", sorted(tables))

    def _require_same_file(self) -> None:
        path = self.origin.path
        if path is not None and identity(path) != self._identity:
            raise ReplacedMeanwhile(path=path)


def erase_in(store: Store, label: str, work: Callable[[sa.Connection], list[Change]]) -> None:
    """Do *work*, which overwrites rows and what the journal keeps of them; it can never be taken back.

    Args:
        store: Open for writing.
        label: A msgid, what the history calls it.
        work: Returns the changes of rows, and what `db.redacted.overwrite` states about older entries. All of it is
            committed at once; an error inside leaves everything as it was.
    """
    with store._writing() as (session, recorder):  # noqa: SLF001 - the second half of the store
        recorder.permits = True
        changes = work(session.connection())
        tables = store._commit(session, recorder, changes, label=label, kind="erasure")  # noqa: SLF001
    store._announce(tables)  # noqa: SLF001


@contextmanager
def outside_transactions(store: Store) -> Generator[sa.Connection]:
    """Give a connection on which every statement stands alone, for what a server does to whole tables."""
    if store._writer is None:  # noqa: SLF001
        raise ReadOnlySchedule(why=store.why_read_only)
    with store._explained(), store._writer.connect() as connection:  # noqa: SLF001
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def _leave_one_file(path: Path, key: str | None, lease: Lease | None) -> None:
    """Empty the log into the file; a log that is left behind is used at the next start."""
    engine = sqlite_engine(path, key, "upgrade")
    try:
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
    except Exception as error:  # noqa: BLE001 - the file is whole either way, and we are leaving
        _LOG.warning("the log of %s could not be emptied: %s", path, error)
    finally:
        engine.dispose()
    if lease is not None and lease.seen is not None:
        log = sidecars(path)[0]
        clean = not log.exists() or os.stat(log).st_size == 0  # noqa: PTH116 - one call
        lease.note(Seen(lease.seen.count, lease.seen.hash, clean=clean))


def open_store(
    where: str | Path,
    key: str | None = None,
    *,
    actor: str = "",
    create: bool = False,
    read_only: bool = False,
    today: Callable[[], date] = local_today,
) -> Store:
    """Open the schedule in a file or behind a PostgreSQL URL; see `db.opening.open_store` for every refusal."""
    from db import opening  # noqa: PLC0415 - opening makes a Store

    return opening.open_store(where, key, actor=actor, create=create, read_only=read_only, today=today)
