"""A note of what happened outside never stands in the way of undo: it stays, and lets go of what is taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from core.visits import Half
from db import journal
from db.models import Leader, PrintedDocument, Township, Visit
from db.store import Store
from tests.db.conftest import TODAY
from tests.db.rows import everything


def printed_of(store: Store) -> list[int | None]:
    with store.read() as session:
        return list(session.scalars(sa.select(PrintedDocument.visit_id)))


def test_a_visit_whose_sheet_was_printed_can_be_taken_back_and_done_again(store: Store) -> None:
    with store.write("Add") as session:
        leader, township = Leader(name="孟杰", rank_order=1), Township(name="青石镇")
        session.add_all([leader, township])
        session.flush()
        people = leader.id, township.id
    with store.write("New visit") as session:
        visit = Visit(
            day=TODAY, half=Half.MORNING, leader_id=people[0], township_id=people[1], kind="onsite_office", uid="one",
            year=TODAY.year, number=1,
        )  # fmt: skip
        session.add(visit)
        session.flush()
        visit_id = visit.id
    with store.write("Print", undoable=False) as session:
        session.add(
            PrintedDocument(form="visit_sheet", way="pdf", printed_at=datetime.now(UTC), pages=1, visit_id=visit_id)
        )

    store.undo()
    assert printed_of(store) == [None]
    store.redo()
    assert printed_of(store) == [visit_id]
    store.undo()
    store.undo()

    assert printed_of(store) == [None]
    with store.read() as session:
        assert journal.verify(session.connection()) == []
    left = {
        table: rows for table, rows in everything(store).items() if rows and table in {"visit", "leader", "township"}
    }
    assert left == {}
