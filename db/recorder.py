"""What the flushes of a write session change, row by row, and the guard against changes behind its back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.orm import Mapper, Session, SessionTransaction, UOWTransaction, object_mapper, object_session

from db.images import UNJOURNALLED, Change, Image, Place, encode, read_places, taken_along
from db.models import Base

_TABLES: Final = Base.metadata.tables
_RECORDER: Final = "recorder"
_DML: Final = re.compile(r"\s*(?:insert|update|delete|replace|merge|with\b.*\b(?:insert|update|delete)\b)", re.I | re.S)


class UnjournalledWriteError(RuntimeError):
    """A statement would change rows behind the journal's back: change objects and let the session flush them."""


@dataclass(slots=True)
class Recorder:
    """Collects what the flushes of one write session change."""

    session: Session
    changes: list[Change] = field(default_factory=list)
    permits: bool = False  # rows may be written now: inside a flush, an undo, or the journal itself
    closing: bool = False
    _before: dict[Place, Image | None] = field(default_factory=dict)
    _added: dict[Place, None] = field(default_factory=dict)
    _marks: dict[SessionTransaction, int] = field(default_factory=dict)

    def start(self) -> sa.Connection:
        """Begin the transaction; from here on rows change through flushes only."""
        self.session.info[_RECORDER] = self
        return self.session.connection(execution_options={_RECORDER: self})

    def before_flush(self) -> None:
        """Read the rows that are about to change, many at once."""
        self.permits = True
        self._before.clear()
        self._added.clear()
        changed = [place for place in map(_place_of, self.session.dirty) if place]
        self._note(changed)
        doomed = [place for place in map(_place_of, self.session.deleted) if place]
        self._note_deleted(doomed)

    def about_to_update(self, target: object) -> None:
        """Read a row that only the flush itself found to be changed, such as an orphan's."""
        if place := _place_of(target):
            self._note([place])

    def about_to_delete(self, target: object) -> None:
        """Read a row that only the flush itself found to be deleted, and what goes with it."""
        place = _place_of(target)
        if place and place not in self._before:
            self._note_deleted([place])

    def added(self, target: object) -> None:
        """Remember a row that was just inserted, in order."""
        mapper = object_mapper(target)
        table = mapper.local_table
        if isinstance(table, sa.Table) and table.name not in UNJOURNALLED:
            self._added[table.name, tuple(map(encode, mapper.primary_key_from_instance(target)))] = None

    def after_flush(self) -> None:
        """Read the same rows again; what differs is what changed."""
        self.permits = False
        places = [*self._before, *(place for place in self._added if place not in self._before)]
        now = read_places(self.session.connection(), _TABLES, places)
        fresh = [Change(*place, self._before.get(place), now[place]) for place in places]
        self.changes.extend(in_order(change for change in fresh if change.before != change.after))

    def mark(self, transaction: SessionTransaction) -> None:
        """A savepoint begins: remember how far we are."""
        self._marks[transaction] = len(self.changes)

    def rolled_back(self, transaction: SessionTransaction) -> None:
        """A savepoint is gone, and so is what it changed."""
        self.permits = False
        if transaction in self._marks:
            del self.changes[self._marks.pop(transaction) :]

    def _note(self, places: Iterable[Place]) -> None:
        unread = [place for place in places if place not in self._before and place not in self._added]
        if unread:
            self._before.update(read_places(self.session.connection(), _TABLES, unread))

    def _note_deleted(self, places: list[Place]) -> None:
        self._note(places)
        for name, group in groupby(sorted(places, key=lambda place: place[0]), key=lambda place: place[0]):
            keys = [key for _, key in group]
            self._note(taken_along(self.session.connection(), Base.metadata, _TABLES[name], keys))


def _place_of(target: object) -> Place | None:
    """Return where *target* lies in the database, None if it has no row yet or is not journalled."""
    state = sa.inspect(target)
    table = state.mapper.local_table
    if state.identity is None or not isinstance(table, sa.Table) or table.name in UNJOURNALLED:
        return None
    return table.name, tuple(map(encode, state.identity))


_RANK: Final = {table.name: rank for rank, table in enumerate(Base.metadata.sorted_tables)}


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Return *changes* of one flush so that each row's parents are there whenever it is: deletions last."""
    kept = list(changes)
    gone = [change for change in kept if change.after is None]
    there = [change for change in kept if change.after is not None]
    there.sort(key=lambda change: _RANK[change.table])
    gone.sort(key=lambda change: -_RANK[change.table])
    return there + gone


def guard(engine: sa.Engine) -> None:
    """Refuse every statement of a write session on *engine* that would bypass the journal."""
    event.listen(engine, "before_cursor_execute", _refuse_unjournalled)


def _refuse_unjournalled(
    connection: sa.Connection,
    _cursor: DBAPICursor,
    statement: str,
    _parameters: Any,
    _context: ExecutionContext | None,
    _many: bool,  # noqa: FBT001 - SQLAlchemy's own form
) -> None:
    recorder = connection.get_execution_options().get(_RECORDER)
    if recorder is not None and not recorder.permits and _DML.match(statement):
        raise UnjournalledWriteError(statement)


class WriteSession(Session):
    """A session whose flushes are recorded and which only the store may commit."""


def recorder_of(session: Session | None) -> Recorder | None:
    """Return who records *session*, None for a session that only reads."""
    return None if session is None else session.info.get(_RECORDER)


@event.listens_for(WriteSession, "before_flush")
def _before_flush(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if recorder := recorder_of(session):
        recorder.before_flush()


@event.listens_for(WriteSession, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    if recorder := recorder_of(session):
        recorder.after_flush()


@event.listens_for(WriteSession, "after_transaction_create")
def _transaction_began(session: Session, transaction: SessionTransaction) -> None:
    recorder = recorder_of(session)
    if recorder and transaction.nested:
        recorder.mark(transaction)


@event.listens_for(WriteSession, "after_soft_rollback")
def _transaction_rolled_back(session: Session, transaction: SessionTransaction) -> None:
    if recorder := recorder_of(session):
        recorder.rolled_back(transaction)


@event.listens_for(WriteSession, "before_commit")
def _before_commit(session: Session) -> None:
    recorder = recorder_of(session)
    if recorder and not recorder.closing and not session.in_nested_transaction():
        raise UnjournalledWriteError("only the store commits")


@event.listens_for(Base, "before_update", propagate=True)
def _before_update(_mapper: Mapper[Any], _connection: sa.Connection, target: object) -> None:
    if recorder := recorder_of(object_session(target)):
        recorder.about_to_update(target)


@event.listens_for(Base, "before_delete", propagate=True)
def _before_delete(_mapper: Mapper[Any], _connection: sa.Connection, target: object) -> None:
    if recorder := recorder_of(object_session(target)):
        recorder.about_to_delete(target)


@event.listens_for(Base, "after_insert", propagate=True)
def _after_insert(_mapper: Mapper[Any], _connection: sa.Connection, target: object) -> None:
    if recorder := recorder_of(object_session(target)):
        recorder.added(target)
