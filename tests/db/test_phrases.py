"""Ready phrases: kept in the office's order, offered by topic, edited with undo."""

from __future__ import annotations

import pytest

from core.chain import PhraseTopic
from core.errors import MissingField, TooLong, UnreadableText
from core.paper_errors import PhraseLost
from db.queries.phrases import offered, phrase_rows
from db.services.phrases import delete_phrase, move_phrase, save_phrase, set_phrase_active
from db.services.presets import seed_presets
from db.store import Store
from tests.db.county import ask, do


@pytest.fixture
def office(store: Store) -> Store:
    """Return a schedule with three phrases and none of the shipped ones."""
    for row in ask(store, phrase_rows):
        do(store, delete_phrase, row.id)
    for text, topic in (("甲", PhraseTopic.PRESS), ("乙", PhraseTopic.ANY), ("丙", PhraseTopic.REPLY)):
        do(store, save_phrase, None, text=text, topic=topic)
    return store


def texts(store: Store) -> list[str]:
    return [row.text for row in ask(store, phrase_rows)]


def test_a_new_schedule_has_phrases_for_every_topic_but_anywhere(store: Store) -> None:
    do(store, seed_presets)
    assert {row.topic for row in ask(store, phrase_rows)} == set(PhraseTopic) - {PhraseTopic.ANY}


def test_phrases_of_the_topic_come_first_then_those_for_anywhere(office: Store) -> None:
    rows = ask(office, phrase_rows)
    assert [row.text for row in offered(rows, PhraseTopic.REPLY)] == ["丙", "乙", "甲"]
    assert [row.text for row in offered(rows, PhraseTopic.ANY)] == ["乙", "甲", "丙"]


def test_moving_keeps_every_phrase_and_undo_puts_it_back(office: Store) -> None:
    last = ask(office, phrase_rows)[-1].id
    do(office, move_phrase, last, steps=-1)
    assert texts(office) == ["甲", "丙", "乙"]
    do(office, move_phrase, last, steps=-9)
    assert texts(office) == ["丙", "甲", "乙"]
    office.undo()
    office.undo()
    assert texts(office) == ["甲", "乙", "丙"]


def test_a_phrase_set_aside_is_not_offered_and_one_deleted_comes_back_by_undo(office: Store) -> None:
    first, second, _third = ask(office, phrase_rows)
    do(office, set_phrase_active, first.id, active=False)
    do(office, delete_phrase, second.id)
    assert [row.text for row in ask(office, phrase_rows, active_only=True)] == ["丙"]
    office.undo()
    assert texts(office) == ["甲", "乙", "丙"]


def test_words_are_kept_letter_for_letter_and_lines_stay(office: Store) -> None:
    first = ask(office, phrase_rows)[0].id
    do(office, save_phrase, first, text="  #一 [二] *三*\n𠮷  ", topic=PhraseTopic.RESULT)
    assert texts(office)[0] == "#一 [二] *三*\n𠮷"


@pytest.mark.parametrize(
    ("text", "refusal"), [(" \u3000", MissingField), ("长" * 1001, TooLong), ("a\u202eb", UnreadableText)]
)
def test_what_cannot_be_kept_is_refused(office: Store, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        do(office, save_phrase, None, text=text, topic=PhraseTopic.ANY)
    assert texts(office) == ["甲", "乙", "丙"]


def test_a_phrase_deleted_meanwhile_is_told(office: Store) -> None:
    with pytest.raises(PhraseLost):
        do(office, save_phrase, 999, text="甲", topic=PhraseTopic.ANY)
