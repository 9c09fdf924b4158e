"""One order for every list of the office: moved rows are numbered anew, at most to the ends."""

from __future__ import annotations

import pytest

from core.chain import PhraseTopic
from db.models import Phrase
from db.services.ordering import move_in_order
from db.store import Store


@pytest.fixture
def equal(store: Store) -> Store:
    """Return a schedule with four phrases that all claim the same place."""
    with store.write("Phrases") as session:
        for row in session.query(Phrase):
            session.delete(row)
        session.flush()
        for text in "甲乙丙丁":
            session.add(Phrase(text=text, topic=PhraseTopic.ANY, position=7))
            session.flush()
    return store


def moved(store: Store, text: str, steps: int, *, first: int = 0) -> bool:
    with store.write("Move") as session:
        row = session.query(Phrase).filter_by(text=text).one()
        return move_in_order(session, row, Phrase.position, steps=steps, first=first)


def order(store: Store) -> list[tuple[str, int]]:
    with store.read() as session:
        return [(row.text, row.position) for row in session.query(Phrase).order_by(Phrase.position, Phrase.id)]


def test_of_equal_places_the_older_row_is_the_upper_one_and_all_are_numbered(equal: Store) -> None:
    assert moved(equal, "丙", -1)
    assert order(equal) == [("甲", 0), ("丙", 1), ("乙", 2), ("丁", 3)]


@pytest.mark.parametrize(("text", "steps"), [("甲", -1), ("丁", 1), ("丁", 99), ("乙", 0)])
def test_at_an_end_or_by_no_step_nothing_changes_at_all(equal: Store, text: str, steps: int) -> None:
    before = equal.head()
    assert not moved(equal, text, steps)
    assert {place for _text, place in order(equal)} == {7}
    assert equal.head() == before


def test_places_may_begin_at_one_and_a_move_beyond_the_end_stops_there(equal: Store) -> None:
    assert moved(equal, "甲", 99, first=1)
    assert order(equal) == [("乙", 1), ("丙", 2), ("丁", 3), ("甲", 4)]
    equal.undo()
    assert {place for _text, place in order(equal)} == {7}
