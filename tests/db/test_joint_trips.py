"""Which neighbour a visit can take in on the same day, and what speaks against it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.preparation import RequestDraft
from core.visits import Half, VisitState
from db import models as m
from db.queries.joint_trips import joint_trips
from db.services.requests import save_request
from db.services.templates import save_roads
from db.services.visits import move_visit, set_state
from tests.db.county import (
    AROUND,
    CHEN,
    LIUHE,
    QINGSHI,
    SHIQIAO,
    TODAY,
    ZHOU,
    add_issue,
    ask,
    do,
    found_county,
    plan,
)

DAY = date(2026, 12, 2)


@pytest.fixture
def office(store):
    found_county(store)
    do(store, save_roads, QINGSHI, [(LIUHE, 25, 18, "省道208"), (SHIQIAO, 15, None, "")])
    return store


def trips(store, visit_id, **around):
    return ask(store, joint_trips, visit_id, **(AROUND | around))


def neighbours(store, visit_id):
    return [trip.township_id for trip in trips(store, visit_id)]


def went(store, township_id, days_ago, **fields):
    visit_id = plan(store, township_id=township_id, day=TODAY - timedelta(days_ago), **({"leader_id": CHEN} | fields))
    do(store, set_state, visit_id, VisitState.DONE)


def test_the_neighbour_in_greatest_need_stands_first_with_every_reason(office):
    visit_id = plan(office)
    went(office, SHIQIAO, 30)
    went(office, LIUHE, 60)
    add_issue(office, LIUHE, date(2026, 11, 1))

    first, second = trips(office, visit_id)

    assert (first.township_id, first.half, first.leader_id, first.day) == (LIUHE, Half.AFTERNOON, ZHOU, DAY)
    assert (first.km_saved, first.minutes_saved, first.need, first.overdue_issues) == (
        30 + 40 - 18,
        40 + 55 - 25,
        23,
        1,
    )
    assert first.reasons == (
        "60 days since the last visit, one every 30 days is promised (+20)",
        "1 overdue issue there (+3)",
        "省道208, 青石镇 – 柳河乡: 25 minutes, 18 km",
        "Saves 52 km and 70 minutes against two trips",
        "周立明 is free in the afternoon of 2 Dec",
    )
    assert (second.township_id, second.km_saved, second.minutes_saved, second.need) == (SHIQIAO, None, None, 10)


def test_equal_need_goes_by_the_kilometres_saved(office):
    visit_id = plan(office)
    with office.write("Measure") as session:
        shiqiao = session.get_one(m.Township, SHIQIAO)
        shiqiao.distance_km = 60
    do(office, save_roads, QINGSHI, [(LIUHE, 25, 18, ""), (SHIQIAO, 15, 10, "")])

    assert [(trip.township_id, trip.km_saved) for trip in trips(office, visit_id)] == [(SHIQIAO, 80), (LIUHE, 52)]


def test_a_way_that_saves_nothing_is_no_joint_trip(office):
    do(office, save_roads, QINGSHI, [(LIUHE, 25, 70, "")])

    assert neighbours(office, plan(office)) == []


def test_open_requests_are_named_and_speak_with_their_own_urgency(office):
    asked = RequestDraft("r", date(2026, 10, 24), township_id=LIUHE, last_day=date(2026, 12, 4))
    request_id = do(office, save_request, asked)

    trip = trips(office, plan(office))[0]

    assert (trip.township_id, trip.requests, trip.need) == (LIUHE, (request_id,), 20 + 10 + 8)
    assert "1 request from there waits" in trip.reasons


@pytest.mark.parametrize(
    ("half", "other"), [(Half.MORNING, Half.AFTERNOON), (Half.AFTERNOON, Half.MORNING)]
)  # fmt: skip
def test_the_neighbour_gets_the_other_half(office, half, other):
    assert {trip.half for trip in trips(office, plan(office, half=half))} == {other}


def test_a_leader_who_is_busy_away_or_in_a_meeting_cannot_join_anything(office):
    free = plan(office)
    busy = plan(office, day=date(2026, 12, 3))
    plan(office, day=date(2026, 12, 3), half=Half.AFTERNOON, township_id=SHIQIAO)
    away = plan(office, day=date(2026, 12, 4))
    with office.write("Away") as session:
        session.add(m.Absence(leader_id=ZHOU, starts=date(2026, 12, 4), ends=date(2026, 12, 4), reason="出差"))

    assert neighbours(office, free) == [LIUHE, SHIQIAO]
    assert neighbours(office, busy) == []
    assert neighbours(office, away) == []


def test_a_neighbour_visited_a_day_or_two_apart_is_left_in_peace(office):
    visit_id = plan(office)
    plan(office, township_id=LIUHE, leader_id=CHEN, day=date(2026, 12, 4))

    assert neighbours(office, visit_id) == [SHIQIAO]


def test_the_same_leaders_next_visit_there_would_move(office):
    visit_id = plan(office)
    moved = plan(office, township_id=LIUHE, day=date(2026, 12, 4), leader_id=ZHOU)

    trip = trips(office, visit_id)[0]

    assert (trip.township_id, trip.moves_visit_id) == (LIUHE, moved)
    assert "The visit planned there on 4 Dec would move to this day" in trip.reasons


def test_moving_it_must_not_tear_a_hole_into_the_neighbours_interval(office):
    visit_id = plan(office)
    plan(office, township_id=LIUHE, day=date(2026, 12, 20), leader_id=ZHOU)
    plan(office, township_id=LIUHE, day=date(2027, 1, 10), leader_id=CHEN)

    trip = next(trip for trip in trips(office, visit_id) if trip.township_id == LIUHE)

    assert trip.moves_visit_id is None  # 2 December to 10 January are 39 days
    assert "周立明 goes there on 20 Dec as well" in trip.reasons


@pytest.mark.parametrize("fields", [{"pinned": True}, {"state": VisitState.NOTIFIED}, {"leader_id": CHEN}])
def test_what_is_fixed_told_or_anothers_does_not_move(office, fields):
    visit_id = plan(office)
    plan(office, **({"township_id": LIUHE, "day": date(2026, 12, 20), "leader_id": ZHOU} | fields))

    assert {trip.moves_visit_id for trip in trips(office, visit_id)} == {None}


def test_only_a_half_day_that_still_has_to_happen_can_be_joined(office):
    whole, half = plan(office, half=Half.WHOLE_DAY), plan(office, day=date(2026, 12, 3))
    called_off = plan(office, day=date(2026, 12, 4))
    do(office, set_state, called_off, VisitState.CANCELLED)

    assert [bool(trips(office, each)) for each in (whole, half, called_off, 99)] == [False, True, False, False]
    assert trips(office, half, today=date(2026, 12, 4)) == []


def test_a_township_without_roads_has_no_neighbours(office):
    assert trips(office, plan(office, township_id=LIUHE)) != []
    do(office, save_roads, QINGSHI, [])
    assert trips(office, plan(office, township_id=LIUHE, day=date(2026, 12, 9))) == []


def test_a_neighbour_that_needs_nobody_is_not_offered(office):
    visit_id = plan(office)
    went(office, LIUHE, 0)
    went(office, SHIQIAO, 2, leader_id=ZHOU)
    do(office, move_visit, visit_id, to=date(2026, 12, 9))

    assert neighbours(office, visit_id) == []
