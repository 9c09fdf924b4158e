"""Moves on the board: place, swap, resize, join; one step each, one undo each, nothing lost."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import select

from core.board_errors import CannotJoin, CannotJoinUnannounced, NothingToSwap, VisitBoundToPlace, VisitPinned
from core.errors import ChangedMeanwhile, ChoiceVanished, DayOutOfRange, LeaderBusy, Vanished, VisitIsOver
from core.preparation import RequestDraft, RequestState
from core.visits import AppointmentDraft, Half, VisitState
from db import models as m
from db.services.board_moves import Swap, hours_kept, pin_visit, place_visit, resize_visit, swap_visits
from db.services.presets import seed_presets
from db.services.requests import place_request, save_request
from db.services.visit_place import join_visits
from db.services.visits import delete_visit, mark_notified, move_visit, set_state
from tests.db.rows import everything
from tests.db.test_visit_service import do, loaded, plan

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
AM, PM, ALL = Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY


@pytest.fixture
def office(store):
    """Three leaders, two townships with villages, two units."""
    with store.write("Set up") as session:
        seed_presets(session)
        session.add_all(
            [m.Leader(id=n, name=name, rank_order=n) for n, name in enumerate(("周立明", "陈雨桐", "何建勋"), 1)]
        )
        session.add_all(
            [
                m.Township(id=1, name="青石镇", markets=[], reception_place="青石镇综治中心"),
                m.Township(id=2, name="柳河乡", markets=[], reception_place="柳河乡接访室"),
                *(m.Agency(id=n, name=name, aliases=[]) for n, name in enumerate(("县水利局", "县信访局"), 1)),
            ]
        )
        session.flush()
        session.add_all(
            [m.Village(id=1, township_id=1, name="柳树湾村"), m.Village(id=2, township_id=2, name="河口村")]
        )
    return store


def stands(store, visit_id):
    kept = loaded(store, visit_id)
    return kept.day, kept.half, kept.leader_id, kept.township_id


def version(store, visit_id):
    return loaded(store, visit_id).version


def test_a_visit_goes_to_another_day_half_leader_and_township_in_one_step(office):
    visit = plan(office, village_id=1, place="柳树湾村委会", starts_at=time(9))
    before = everything(office)
    do(office, place_visit, visit, to=TUESDAY, half=PM, leader_id=2, township_id=2)
    kept = loaded(office, visit)
    assert stands(office, visit) == (TUESDAY, PM, 2, 2)
    assert (kept.village_id, kept.place, kept.starts_at) == (None, "柳河乡接访室", None)
    office.undo()
    assert everything(office) == before


def test_a_visit_put_where_it_is_writes_nothing(office):
    visit = plan(office)
    before = office.head()
    do(office, place_visit, visit, to=MONDAY, half=AM, leader_id=1, township_id=1)
    assert office.head() == before


def test_who_comes_along_and_takes_over_goes_along_no_more(office):
    visit = plan(office, accompanying_leaders=[2, 3])
    do(office, place_visit, visit, to=MONDAY, leader_id=2)
    assert loaded(office, visit).accompanying_leaders == [3]


@pytest.mark.parametrize("act", ["place", "leader", "resize"])
def test_who_was_told_must_be_told_again(office, act):
    visit = plan(office, accompanying_agencies=[1])
    do(office, mark_notified, visit, on=MONDAY)
    if act == "resize":
        do(office, resize_visit, visit, half=ALL)
    else:
        do(office, place_visit, visit, to=TUESDAY if act == "place" else MONDAY, leader_id=2 if act == "leader" else 1)
    assert loaded(office, visit).state is VisitState.SET
    with office.read() as session:
        assert session.scalars(select(m.VisitAgency.notified_on)).all() == [None]


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.CANCELLED, VisitState.MISSED])
def test_what_is_over_stays_where_it_is(office, state):
    visit, other = plan(office), plan(office, day=TUESDAY, leader_id=2)
    do(office, set_state, visit, state)
    before = everything(office)
    for verb, args, fields in (
        (place_visit, (visit,), {"to": TUESDAY}),
        (resize_visit, (visit,), {"half": ALL}),
        (swap_visits, (visit, other), {"what": Swap.DATES}),
        (swap_visits, (other, visit), {"what": Swap.LEADERS}),
        (join_visits, (other, visit), {}),
        (pin_visit, (visit,), {"pinned": True}),
    ):
        with pytest.raises(VisitIsOver):
            do(office, verb, *args, **fields)
    assert everything(office) == before


def test_a_pinned_visit_asks_first(office):
    visit, other = plan(office), plan(office, day=TUESDAY, leader_id=2)
    do(office, pin_visit, visit, pinned=True)
    for verb, args, fields in (
        (place_visit, (visit,), {"to": WEDNESDAY}),
        (resize_visit, (visit,), {"half": ALL}),
        (swap_visits, (other, visit), {"what": Swap.LEADERS}),
    ):
        with pytest.raises(VisitPinned) as refusal:
            do(office, verb, *args, **fields)
        assert refusal.value.facts["leader"] == "周立明"
    do(office, swap_visits, other, visit, what=Swap.LEADERS, pinned_too=True)
    assert stands(office, visit)[2] == 2
    assert loaded(office, visit).pinned


def test_two_windows_cannot_move_one_visit(office):
    visit = plan(office)
    seen = version(office, visit)
    do(office, place_visit, visit, to=TUESDAY, version=seen)
    for verb, fields in ((place_visit, {"to": WEDNESDAY}), (resize_visit, {"half": ALL})):
        with pytest.raises(ChangedMeanwhile):
            do(office, verb, visit, version=seen, **fields)
    assert stands(office, visit) == (TUESDAY, AM, 1, 1)
    do(office, delete_visit, visit)
    with pytest.raises(Vanished):
        do(office, place_visit, visit, to=WEDNESDAY, version=seen)


def test_a_swap_of_what_was_changed_meanwhile_is_refused(office):
    one, other = plan(office), plan(office, day=TUESDAY, leader_id=2)
    seen = version(office, one), version(office, other)
    do(office, move_visit, other, to=WEDNESDAY)
    with pytest.raises(ChangedMeanwhile):
        do(office, swap_visits, one, other, what=Swap.LEADERS, versions=seen)
    assert (stands(office, one)[2], stands(office, other)[2]) == (1, 2)


def test_a_leader_who_goes_elsewhere_is_refused_unless_confirmed(office):
    plan(office, leader_id=2, township_id=2)
    visit = plan(office)
    with pytest.raises(LeaderBusy):
        do(office, place_visit, visit, to=MONDAY, leader_id=2)
    do(office, place_visit, visit, to=MONDAY, leader_id=2, overlap_confirmed=True)
    assert stands(office, visit)[2] == 2


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"leader_id": 99}, ChoiceVanished),
        ({"township_id": 99}, ChoiceVanished),
        ({"to": date(1900, 1, 1)}, DayOutOfRange),
    ],
)
def test_a_place_that_is_none_is_refused(office, fields, refusal):
    visit = plan(office)
    before = everything(office)
    with pytest.raises(refusal):
        do(office, place_visit, visit, **({"to": TUESDAY} | fields))
    assert everything(office) == before


def test_a_visit_for_which_residents_wait_stays_with_its_township(office):
    visit = plan(office, appointments=[AppointmentDraft("王桂英", "饮水")])
    with pytest.raises(VisitBoundToPlace) as refusal:
        do(office, place_visit, visit, to=MONDAY, township_id=2)
    assert refusal.value.facts == {"what": "1 appointment", "township": "青石镇"}
    do(office, place_visit, visit, to=TUESDAY, leader_id=2)
    assert loaded(office, visit).appointments[0].name == "王桂英"


def test_the_request_of_another_township_waits_again(office):
    asked = do(office, save_request, RequestDraft(uid="r", received_on=MONDAY, township_id=1))
    visit = plan(office)
    do(office, place_request, asked, visit, MONDAY)
    do(office, place_visit, visit, to=MONDAY, township_id=2)

    def request():
        with office.read() as session:
            row = session.get(m.VisitRequest, asked)
            return row.state, row.visit_id

    assert request() == (RequestState.OPEN, None)
    office.undo()
    assert request() == (RequestState.PLANNED, visit)


def test_households_follow_the_leader(office):
    visit = plan(office, village_id=1)
    with office.write("Household") as session:
        session.add(m.HouseholdVisit(uid="h", visit_id=visit, day=MONDAY, leader_id=1, village_id=1))
    do(office, place_visit, visit, to=TUESDAY, leader_id=2)
    with office.read() as session:
        row = session.scalars(select(m.HouseholdVisit)).one()
        assert (row.day, row.leader_id) == (TUESDAY, 2)
    with pytest.raises(VisitBoundToPlace):
        do(office, place_visit, visit, to=TUESDAY, township_id=2)


@pytest.mark.parametrize(("same_leader", "half"), [(True, AM), (False, AM), (True, PM), (True, ALL)])
def test_two_visits_swap_their_dates_with_one_undo(office, same_leader, half):
    one, other = plan(office), plan(office, day=TUESDAY, half=half, leader_id=1 if same_leader else 2, township_id=2)
    before, entries = everything(office), office.head().count
    do(office, swap_visits, one, other, what=Swap.DATES)
    assert stands(office, one)[:2] == (TUESDAY, half)
    assert stands(office, other)[:2] == (MONDAY, AM)
    assert not loaded(office, one).overlap_confirmed
    assert office.head().count == entries + 1
    after = everything(office)
    office.undo()
    assert everything(office) == before
    office.redo()
    assert everything(office) == after


def test_two_visits_of_one_morning_swap_their_leaders(office):
    one, other = plan(office), plan(office, leader_id=2, township_id=2)
    before = everything(office)
    do(office, swap_visits, one, other, what=Swap.LEADERS)
    assert (stands(office, one)[2:], stands(office, other)[2:]) == ((2, 1), (1, 2))
    office.undo()
    assert everything(office) == before


def test_a_swap_into_a_third_visit_is_refused_and_changes_nothing(office):
    one, other = plan(office), plan(office, day=TUESDAY, leader_id=2, township_id=2)
    plan(office, day=TUESDAY, leader_id=1, township_id=2)
    before = everything(office)
    with pytest.raises(LeaderBusy):
        do(office, swap_visits, one, other, what=Swap.LEADERS)
    assert everything(office) == before
    do(office, swap_visits, one, other, what=Swap.LEADERS, overlap_confirmed=True)
    assert stands(office, other)[2] == 1


@pytest.mark.parametrize("what", list(Swap))
def test_what_is_the_same_is_not_swapped(office, what):
    one, other = plan(office), plan(office, half=AM, township_id=2, overlap_confirmed=True)
    with pytest.raises(NothingToSwap):
        do(office, swap_visits, one, other, what=what)
    with pytest.raises(NothingToSwap):
        do(office, swap_visits, one, one, what=what)


def test_a_visit_becomes_a_whole_day_and_a_half_again(office):
    visit = plan(office, starts_at=time(9), ends_at=time(11, 30))
    do(office, resize_visit, visit, half=ALL)
    assert (loaded(office, visit).half, loaded(office, visit).starts_at, loaded(office, visit).ends_at) == (
        ALL, time(9), None,
    )  # fmt: skip
    do(office, resize_visit, visit, half=PM)
    assert (loaded(office, visit).half, loaded(office, visit).starts_at) == (PM, None)


def test_a_whole_day_over_another_visit_of_the_leader_is_refused(office):
    visit = plan(office)
    plan(office, half=PM, township_id=2)
    with pytest.raises(LeaderBusy):
        do(office, resize_visit, visit, half=ALL)
    assert loaded(office, visit).half is AM


@pytest.mark.parametrize(
    ("before", "to", "kept"),
    [
        ((time(9), time(16)), PM, (None, time(16))),
        ((time(9), time(16)), AM, (time(9), None)),
        ((None, None), AM, (None, None)),
    ],
)
def test_the_hours_of_a_day_that_shrinks(before, to, kept):
    assert hours_kept(*before, ALL, to) == kept


def test_two_visits_to_one_township_become_one(office):
    asked = do(office, save_request, RequestDraft(uid="r", received_on=MONDAY, township_id=1))
    lead = plan(office, accompanying_agencies=[1], appointments=[AppointmentDraft("王桂英", "饮水", time(9))])
    other = plan(
        office, leader_id=2, half=PM, accompanying_leaders=[3], accompanying_agencies=[1, 2],
        appointments=[AppointmentDraft("李长顺", "土地", time(15))],
    )  # fmt: skip
    do(office, place_request, asked, other, MONDAY)
    before = everything(office)
    assert do(office, join_visits, other, lead) == lead
    kept = loaded(office, lead)
    assert (kept.leader_id, kept.accompanying_leaders, kept.accompanying_agencies) == (1, [2, 3], [1, 2])
    assert [(row.name, row.at) for row in kept.appointments] == [("王桂英", time(9)), ("李长顺", None)]
    assert loaded(office, other).state is VisitState.CANCELLED
    with office.read() as session:
        row = session.get(m.VisitRequest, asked)
        assert (row.state, row.visit_id) == (RequestState.PLANNED, lead)
        assert "周立明" in session.get(m.Visit, other).state_reason
    office.undo()
    assert everything(office) == before


def test_visits_to_two_places_do_not_become_one(office):
    one = plan(office)
    for fields in ({"township_id": 2}, {"day": TUESDAY}):
        with pytest.raises(CannotJoin):
            do(office, join_visits, one, plan(office, leader_id=2, half=PM, **fields))
    with pytest.raises(CannotJoin):
        do(office, join_visits, one, one)


def test_an_unannounced_visit_goes_with_no_announced_one(office):
    open_one, secret = plan(office), plan(office, leader_id=2, half=PM, unannounced=True)
    for pair in ((open_one, secret), (secret, open_one)):
        with pytest.raises(CannotJoinUnannounced, match="everybody would learn of it"):
            do(office, join_visits, *pair)
