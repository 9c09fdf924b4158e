"""Undo and redo around an erasure: neither brings a name back, in the rows, in the journal or in the search."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
import sqlalchemy as sa

from core.privacy_errors import ErasedSince
from core.storage_errors import UndoRefused
from db import journal
from db import models as m
from db.checks import check
from db.queries.search import found
from db.services.erasure import erase_petitioner
from db.store import Store
from tests.db.conftest import FULL
from tests.db.erased_person import ALL, HOUSE, NAME, PHONE, said_anywhere, tell

FORMER = "墨旧标记"
WHOLLY = ALL | {"attachments": True}
KINDS = ("issue", "visit", "promise", "request", "paper", "village")


def edit(store: Store, **values: str) -> None:
    with store.write("Edit petitioner") as session:
        person = session.scalars(sa.select(m.Petitioner)).one()
        for name, value in values.items():
            setattr(person, name, value)


def nothing_is_left(store: Store) -> None:
    assert said_anywhere(store) == []
    with store.read() as session:
        for table in m.Base.metadata.sorted_tables:
            assert not any(FORMER in str(row) for row in session.execute(sa.select(table))), table.name
        for word in (NAME, FORMER, PHONE, HOUSE, "标记"):
            assert found(session, word, KINDS) == []
        assert journal.verify(session.connection()) == []
    assert check(store).faults == ()


def refused(step: Callable[[], object]) -> None:
    """Let *step* do what it may, or be refused since somebody was erased."""
    with suppress(ErasedSince):
        step()


def test_a_step_taken_back_before_the_erasure_is_not_done_again(store: Store) -> None:
    person = tell(store)
    edit(store, name=FORMER, phone="13987659999")
    assert store.undo() is not None
    erase_petitioner(store, person, **WHOLLY)
    with pytest.raises(ErasedSince):
        store.redo()
    nothing_is_left(store)


def test_a_step_done_again_before_the_erasure_is_not_taken_back(store: Store) -> None:
    person = tell(store)
    edit(store, name=FORMER)
    assert store.undo() is not None
    assert store.redo() is not None
    erase_petitioner(store, person, **WHOLLY)
    with pytest.raises(ErasedSince):
        store.undo()
    nothing_is_left(store)


def test_a_name_that_was_only_ever_taken_back_is_erased_too(store: Store) -> None:
    person = tell(store)
    edit(store, name=FORMER)
    assert store.undo() is not None
    with store.write("Say more") as session:
        session.get_one(m.Issue, 1).detail = f"{FORMER}，就是{NAME}"
    erase_petitioner(store, person, **WHOLLY)
    refused(store.redo)
    refused(store.undo)
    nothing_is_left(store)


def test_a_deleted_row_that_named_the_person_does_not_come_back(store: Store) -> None:
    person = tell(store)
    with store.write("Delete") as session:
        session.delete(session.scalars(sa.select(m.Attendee)).one())
        session.delete(session.scalars(sa.select(m.Appointment)).one())
    erase_petitioner(store, person, **WHOLLY)
    with pytest.raises(ErasedSince):
        store.undo()
    nothing_is_left(store)


def test_a_step_that_names_nobody_can_be_taken_back_across_an_erasure(store: Store) -> None:
    person = tell(store)
    with store.write("Harmless") as session:
        session.get_one(m.Leader, 1).note = "x"
    erase_petitioner(store, person, **WHOLLY)
    assert store.undo() is not None
    assert store.redo() is not None
    nothing_is_left(store)


@pytest.mark.parametrize("seed", range(40 if FULL else 3))
def test_no_walk_of_steps_around_an_erasure_brings_anything_back(store: Store, seed: int) -> None:
    draw = random.Random(seed)
    person = tell(store)

    def say() -> None:
        with store.write("Say") as session:
            issue = session.get_one(m.Issue, 1)
            issue.detail = draw.choice([NAME, FORMER, "", f"{HOUSE}；{PHONE}", "道路"]) + f"；{draw.random()}"

    def take_back() -> None:
        if store.undo_label() != "Register":  # without a record of him there is nobody to erase
            store.undo()

    def wander(steps: int) -> None:
        for _n in range(steps):
            with suppress(UndoRefused):
                draw.choice(walk)()

    walk: list[Callable[[], object]] = [
        say, take_back, store.redo, take_back, lambda: edit(store, name=draw.choice([NAME, FORMER])),
    ]  # fmt: skip
    edit(store, name=FORMER)
    edit(store, name=NAME)
    wander(15)
    erase_petitioner(store, person, **WHOLLY)
    nothing_is_left(store)
    walk = [store.undo, store.redo, store.undo]
    for _n in range(10):
        refused(draw.choice(walk))
    nothing_is_left(store)
