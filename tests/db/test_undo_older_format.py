"""Undo of what was written before an upgrade: the journal's images lack the columns that came since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest

from core.visits import AppointmentDraft, RecordForm
from db import models as m
from db.queries.visits import visit_draft
from db.services.visits import save_visit
from db.store import Store, open_store
from tests.db.record_office import set_up
from tests.db.rows import everything

NEW = {"appointment": ("minutes", "agency_id", "came"), "visit_kind": ("record",)}


@pytest.fixture
def reopened(schedule: Path) -> Callable[[], Store]:
    def _open() -> Store:
        return open_store(schedule, actor="tester", today=lambda: date(2026, 11, 23))

    return _open


def forget_new_columns(schedule: Path) -> None:
    """Leave the journal's images as format 0001 wrote them."""
    with closing(sqlite3.connect(schedule)) as file, file:
        rows = file.execute("SELECT rowid, table_name, before, after FROM journal_change").fetchall()
        for rowid, table, *images in rows:
            old = [json.loads(image) if image else None for image in images]
            for image in filter(None, old):
                for name in NEW.get(table, ()):
                    image.pop(name, None)
            texts = [None if image is None else json.dumps(image, ensure_ascii=False) for image in old]
            file.execute("UPDATE journal_change SET before = ?, after = ? WHERE rowid = ?", (*texts, rowid))


def test_undo_reaches_back_over_an_upgrade_row_for_row(schedule: Path, reopened: Callable[[], Store]) -> None:
    store = set_up(reopened())
    states = [everything(store)]
    with store.write("An own kind") as session:
        session.add(m.VisitKindRow(key="own1", name="板凳会", seal="凳", colour="teal", own=True))
    states.append(everything(store))
    for slots in (["甲", "乙"], ["甲"], ["甲一"]):
        with store.write("Change slots") as session:
            draft = visit_draft(session, 3)
            assert draft is not None
            known = draft.appointments or [AppointmentDraft("", "", time(9 + n)) for n in range(2)]
            draft.appointments = known[: len(slots)]
            for row, topic in zip(draft.appointments, slots, strict=True):
                row.topic = topic
            save_visit(session, draft)
        states.append(everything(store))
    with store.write("Rename") as session:
        session.get_one(m.VisitKindRow, "own1").name = "院坝会"
    last = everything(store)
    store.close()
    forget_new_columns(schedule)

    store = reopened()
    for state in reversed(states):
        assert store.undo() is not None
        assert everything(store) == state
    for state in (*states[1:], last):
        assert store.redo() is not None
        assert everything(store) == state
    store.close()


def test_what_an_older_format_did_not_know_stays_as_it_is(schedule: Path, reopened: Callable[[], Store]) -> None:
    store = set_up(reopened())
    with store.write("Rename") as session:
        session.get_one(m.VisitKindRow, "research_visit").name = "蹲点"
    store.close()
    forget_new_columns(schedule)

    store = reopened()
    store.undo()
    with store.read() as session:
        kind = session.get_one(m.VisitKindRow, "research_visit")
        assert (kind.name, kind.record) == ("Research", RecordForm.RESEARCH)
    store.close()
