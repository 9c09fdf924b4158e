"""The phone list of an issue: who stands on it, what an answer says of the visits, when an issue is confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from core.planning import CallAnswer, Party, ReleaseState
from core.release_errors import CallsOpen
from core.visits import VisitState
from db import models as m
from db.queries.releases import call_rows, issue_to_phone, phone_list_facts, release_row
from db.queries.visits import visit_draft as stored_draft
from db.services.releases import answer_call, confirm_release
from db.services.visits import move_visit, save_visit
from db.store import Store
from tests.db.county import PETITIONS, TODAY, WATER, ask, do
from tests.db.publishing import AT, found_office, four_visits, issue


@pytest.fixture
def december(store: Store) -> tuple[Store, list[int]]:
    found_office(store)
    return store, four_visits(store)


def calls_of(store: Store, release_id: int) -> list[tuple[Party, str]]:
    """Return whom the phone list names."""
    return [(row.party, row.name) for row in ask(store, call_rows, release_id)]


def test_a_first_issue_phones_everybody_a_later_one_only_the_affected(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    made = issue(store)
    assert calls_of(store, made.id) == [
        (Party.LEADER, "周立明"), (Party.LEADER, "陈雨桐"), (Party.TOWNSHIP, "青石镇"), (Party.TOWNSHIP, "柳河乡"),
        (Party.TOWNSHIP, "石桥镇"), (Party.AGENCY, "县水利局"),
    ]  # fmt: skip
    do(store, move_visit, visits[1], to=date(2026, 12, 10))
    draft = ask(store, stored_draft, visits[0])
    draft.accompanying_agencies = [PETITIONS]
    do(store, save_visit, draft)
    again = issue(store, reason="改期")
    assert calls_of(store, again.id) == [
        (Party.LEADER, "陈雨桐"), (Party.TOWNSHIP, "柳河乡"), (Party.AGENCY, "县水利局"), (Party.AGENCY, "县信访局"),
    ]  # fmt: skip
    words = {row.name: row.words for row in ask(store, call_rows, again.id)}
    assert "Date: 3 Dec > 10 Dec" in words["陈雨桐"]
    assert words["县水利局"].endswith("You are no longer needed there.")
    assert words["县信访局"].startswith("New: ")


def test_confirming_is_refused_while_a_row_is_open_and_names_who(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    made = issue(store)
    rows = ask(store, call_rows, made.id)
    for row in rows[1:]:
        do(store, answer_call, row.id, CallAnswer.CALLED, at=AT, today=TODAY)
    do(store, answer_call, rows[0].id, CallAnswer.CALL_BACK, at=AT, today=TODAY, call_again_at=AT)
    with pytest.raises(CallsOpen, match="周立明"):
        do(store, confirm_release, made.id, on=TODAY)
    do(store, answer_call, rows[0].id, CallAnswer.AGREED, at=AT, today=TODAY)
    do(store, confirm_release, made.id, on=TODAY)
    assert ask(store, release_row, made.id).state is ReleaseState.CONFIRMED
    with store.read() as session:
        states = {session.get_one(m.Visit, visit).state for visit in visits}
        unit = session.get_one(m.VisitAgency, (visits[0], WATER))
        assert (unit.notified_on, unit.confirmed_on) == (TODAY, None)
    assert states == {VisitState.NOTIFIED}
    do(store, answer_call, rows[0].id, CallAnswer.OPEN, at=AT, today=TODAY)
    assert ask(store, release_row, made.id).state is ReleaseState.ISSUED
    with store.read() as session:
        assert session.get_one(m.Visit, visits[0]).state is VisitState.SET


def test_an_agreeing_unit_has_answered_and_one_undo_takes_it_all_back(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    made = issue(store)
    (unit,) = [row for row in ask(store, call_rows, made.id) if row.party is Party.AGENCY]
    do(store, answer_call, unit.id, CallAnswer.AGREED, at=AT, today=TODAY, actor="王芳", note="张科长去")
    with store.read() as session:
        assert session.get_one(m.VisitAgency, (visits[0], WATER)).confirmed_on == TODAY
    store.undo()
    (unit,) = [row for row in ask(store, call_rows, made.id) if row.party is Party.AGENCY]
    with store.read() as session:
        assert session.get_one(m.VisitAgency, (visits[0], WATER)).confirmed_on is None
    assert (unit.answer, unit.note) == (CallAnswer.OPEN, "")


def answer_all(store: Store, release_id: int, *, but: str = "", answer: CallAnswer = CallAnswer.CALLED) -> None:
    """Give everybody of a phone list the same answer."""
    for row in ask(store, call_rows, release_id):
        if row.name != but:
            do(store, answer_call, row.id, answer, at=AT, today=TODAY)


def answer_one(store: Store, release_id: int, name: str, answer: CallAnswer) -> None:
    """Answer for one of a phone list."""
    (call,) = [row for row in ask(store, call_rows, release_id) if row.name == name]
    do(store, answer_call, call.id, answer, at=AT, today=TODAY)


def state_of(store: Store, visit_id: int) -> VisitState:
    """Return how far a visit is."""
    with store.read() as session:
        return session.get_one(m.Visit, visit_id).state


def test_an_issue_says_nothing_of_a_visit_that_was_moved_since(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    made = issue(store)
    do(store, move_visit, visits[1], to=date(2026, 12, 29))
    answer_all(store, made.id, answer=CallAnswer.AGREED)
    assert [state_of(store, visit) for visit in visits] == [
        VisitState.NOTIFIED, VisitState.SET, VisitState.NOTIFIED, VisitState.NOTIFIED,
    ]  # fmt: skip
    do(store, move_visit, visits[0], to=date(2026, 12, 28))
    answer_one(store, made.id, "县水利局", CallAnswer.CALLED)
    with store.read() as session:
        assert session.get_one(m.VisitAgency, (visits[0], WATER)).notified_on is None


def test_an_old_phone_list_takes_back_nothing_that_a_later_one_said(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    first = issue(store)
    do(store, move_visit, visits[1], to=date(2026, 12, 10))
    second = issue(store, reason="改期")
    answer_all(store, second.id)
    assert state_of(store, visits[1]) is VisitState.NOTIFIED
    for answer in (CallAnswer.AGREED, CallAnswer.OPEN):
        answer_one(store, first.id, "柳河乡", answer)
        assert state_of(store, visits[1]) is VisitState.NOTIFIED
    answer_all(store, first.id)  # what the later issue did not change is still told by the first
    assert {state_of(store, visit) for visit in visits} == {VisitState.NOTIFIED}


def test_a_line_that_a_later_issue_changed_says_so_and_is_not_phoned_again(
    december: tuple[Store, list[int]],
) -> None:
    store, visits = december
    first = issue(store)
    answer_all(store, first.id, but="柳河乡")
    do(store, move_visit, visits[1], to=date(2026, 12, 10))
    assert ask(store, issue_to_phone) == first.id
    second = issue(store, reason="改期")
    marked = {row.name: (row.warning, row.is_overtaken) for row in ask(store, call_rows, first.id) if row.warning}
    said = f"Changed by {second.name}"
    assert marked == {"陈雨桐": (said, False), "柳河乡": (said, True)}
    assert not any(row.warning for row in ask(store, call_rows, second.id))
    assert ask(store, issue_to_phone) == second.id
    answer_all(store, second.id)
    assert ask(store, issue_to_phone) == second.id  # of the first only what no longer holds is open
    paper = {call.name: call.words for call in ask(store, phone_list_facts, first.id).calls}
    assert paper["柳河乡"].startswith(said)
