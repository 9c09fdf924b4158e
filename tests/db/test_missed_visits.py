"""Missed and called-off visits: back on the list, placed anew, or standing again; every step can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from core.preparation import RequestOrigin, RequestState, StopDraft, StopKind
from core.visits import AppointmentDraft, Half, VisitState
from db.queries.preparation import steps_of, stops_of
from db.queries.requests import request_of_visit
from db.queries.visits import visit_draft as loaded
from db.services.preparation import keep_stops, tick_step
from db.services.requests import (
    decline_request,
    draft_of_request,
    place_request,
)
from db.services.visits import create_visit, delete_visit, save_visit, set_state
from tests.db.asking import asked, ids, state_of, waiting
from tests.db.county import (
    CALENDAR,
    CHEN,
    TODAY,
    WATER,
    ask,
    do,
    found_county,
    plan,
    visit_draft,
)
from tests.db.rows import everything

DAY = date(2026, 12, 9)


@pytest.fixture
def office(store):
    found_county(store)
    return store


def test_calling_off_the_visit_brings_its_request_back_until_the_visit_stands_again(office):
    request_id, visit_id = asked(office), plan(office, day=DAY)
    do(office, place_request, request_id, visit_id, TODAY)
    before = everything(office)

    do(office, set_state, visit_id, VisitState.CANCELLED, reason="大雨")
    off = (ids(office), ask(office, request_of_visit, visit_id))
    do(office, set_state, visit_id, VisitState.SET)
    on = (ids(office), ask(office, request_of_visit, visit_id))
    office.undo()
    office.undo()

    assert (off, on) == (([request_id], None), ([], request_id))
    assert everything(office) == before


def test_a_request_placed_anew_stays_with_its_new_visit(office):
    request_id, first = asked(office), plan(office, day=DAY)
    do(office, place_request, request_id, first, TODAY)
    do(office, set_state, first, VisitState.CANCELLED)
    second = plan(office, day=date(2026, 12, 16))
    do(office, place_request, request_id, second, TODAY)

    do(office, set_state, first, VisitState.SET)
    do(office, delete_visit, first)

    assert state_of(office, request_id) == (RequestState.PLANNED, second)


def test_deleting_the_visit_brings_its_request_back_and_undo_places_it_again(office):
    request_id, visit_id = asked(office), plan(office, day=DAY)
    do(office, place_request, request_id, visit_id, TODAY)
    before = everything(office)

    do(office, delete_visit, visit_id)
    back = state_of(office, request_id)
    office.undo()

    assert back == (RequestState.OPEN, None)
    assert everything(office) == before


def test_a_missed_visit_comes_back_is_placed_anew_and_is_planned(office):
    slots = [AppointmentDraft("王桂英", "饮水", time(9), minutes=20, agency_id=WATER)]
    visit_id = plan(
        office, accompanying_agencies=[WATER], accompanying_leaders=[CHEN], appointments=slots, theme="饮水",
        starts_at=time(9), ends_at=time(11),
    )  # fmt: skip
    do(office, tick_step, visit_id, 0, done_on=TODAY)
    do(office, keep_stops, visit_id, [StopDraft(StopKind.STOP, "桥")])
    before = everything(office)
    do(office, set_state, visit_id, VisitState.MISSED, reason="防汛")
    (row,) = waiting(office, today=date(2026, 12, 3))
    with office.write("Place") as session:
        draft = draft_of_request(session, row.id, day=DAY)
        again = create_visit(session, draft)
        place_request(session, row.id, again, TODAY)

    kept = ask(office, loaded, again)
    left, placed = ids(office), state_of(office, row.id)
    steps, stops = ask(office, steps_of, again, calendar=CALENDAR), ask(office, stops_of, again)
    office.undo()
    office.undo()

    assert (row.origin, row.missed_visit_id, row.people, row.waiting_days) == (RequestOrigin.MISSED, visit_id, 1, 1)
    assert "A visit there was missed (+10)" in row.reasons
    assert (kept.theme, kept.half, kept.starts_at, kept.accompanying_leaders, kept.accompanying_agencies) == (
        "饮水", Half.MORNING, time(9), [CHEN], [WATER],
    )  # fmt: skip
    assert [replace(slot, id=None) for slot in kept.appointments] == slots
    assert (left, placed) == ([], (RequestState.PLANNED, again))
    assert ([row.done_on for row in steps], [stop.what for stop in stops]) == ([None] * 7, ["桥"])
    assert everything(office) == before


def test_a_missed_visit_that_stands_again_waits_no_more_and_missed_twice_is_one_request(office):
    visit_id = plan(office)

    do(office, set_state, visit_id, VisitState.MISSED)
    (first,) = ids(office)
    do(office, set_state, visit_id, VisitState.SET)
    standing = (ids(office), state_of(office, first)[0])
    do(office, set_state, visit_id, VisitState.MISSED)

    assert standing == ([], RequestState.WITHDRAWN)
    assert ids(office) == [first]


def test_a_visit_missed_in_the_form_comes_back_as_well(office):
    kept = ask(office, loaded, plan(office))
    kept.state = VisitState.MISSED

    do(office, save_visit, kept)

    assert [row.origin for row in waiting(office)] == [RequestOrigin.MISSED]


def test_a_missed_visit_that_was_placed_for_a_request_waits_once(office):
    request_id, visit_id = asked(office), plan(office, day=DAY)
    do(office, place_request, request_id, visit_id, TODAY)

    do(office, set_state, visit_id, VisitState.MISSED)

    assert [row.missed_visit_id for row in waiting(office)] == [visit_id]
    assert state_of(office, request_id) == (RequestState.PLANNED, visit_id)


def test_a_declined_missed_visit_stays_declined_when_it_stands_again(office):
    visit_id = plan(office)
    do(office, set_state, visit_id, VisitState.MISSED)
    (request_id,) = ids(office)
    do(office, decline_request, request_id, answer="不再安排", on=TODAY)

    do(office, set_state, visit_id, VisitState.DONE)

    assert state_of(office, request_id)[0] is RequestState.DECLINED


def test_a_missed_visit_may_be_deleted_with_its_request_and_undo_brings_both_back(office):
    visit_id = plan(office)
    do(office, set_state, visit_id, VisitState.MISSED)
    before = everything(office)

    do(office, delete_visit, visit_id)
    gone = ids(office)
    office.undo()

    assert gone == []
    assert everything(office) == before


def test_another_half_of_the_day_has_its_own_times(office):
    visit_id = plan(office, starts_at=time(9), ends_at=time(11), appointments=[AppointmentDraft("王", "甲", time(9))])
    do(office, set_state, visit_id, VisitState.MISSED)

    draft = ask(office, draft_of_request, ids(office)[0], day=DAY, half=Half.AFTERNOON)

    assert (draft.half, draft.starts_at, draft.appointments[0].at) == (Half.AFTERNOON, None, None)
    assert draft.uid != visit_draft().uid
