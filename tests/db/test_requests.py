"""Visits that wait to be placed: the list, its order, and how a request becomes a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from core.errors import (
    ChangedMeanwhile,
    ChoiceVanished,
    DayOutOfRange,
    LastBeforeFirst,
    MissingField,
    NumberOutOfRange,
    TooLong,
    Vanished,
    VillageElsewhere,
)
from core.preparation import RequestOrigin, RequestState
from core.preparation_errors import (
    RequestForElsewhere,
    RequestNotOpen,
    RequestPlaced,
    RequestStillOpen,
    VisitNotPlanned,
)
from core.visits import Half, VisitState
from db import models as m
from db.queries.requests import decided, request_draft, request_of_visit
from db.queries.visits import visit_draft as loaded
from db.services.requests import (
    decline_request,
    delete_request,
    draft_of_request,
    place_request,
    reopen_request,
    save_request,
    withdraw_request,
)
from db.services.visits import create_visit, set_state
from tests.db.asking import asked, ids, request, state_of, waiting
from tests.db.county import (
    CHEN,
    LIUHE,
    PETITIONS,
    QINGSHI,
    SHIQIAO,
    TODAY,
    WATER,
    ZHOU,
    add_issue,
    ask,
    do,
    found_county,
    plan,
)
from tests.db.rows import everything

DAY = date(2026, 12, 9)


@pytest.fixture
def office(store):
    found_county(store)
    return store


def test_a_request_is_saved_as_it_was_filled_in(office):
    wanted = request(
        village_id=QINGSHI, kind="onsite_office", leader_id=ZHOU, first_day=date(2026, 12, 1), last_day=DAY,
        half=Half.MORNING, theme=" 饮水 ", detail="甲\r\n乙", place="一楼", people=12, contact_name="王主任",
        contact_phone="138 0000 0000", agencies=[PETITIONS, WATER, PETITIONS], origin=RequestOrigin.OFFICE,
    )  # fmt: skip

    request_id = do(office, save_request, wanted)
    kept = ask(office, request_draft, request_id)

    assert replace(kept, id=None, version=None) == replace(
        wanted, theme="饮水", detail="甲\n乙", agencies=[PETITIONS, WATER]
    )
    assert ask(office, request_draft, 99) is None


def test_the_same_form_saved_twice_makes_one_request(office):
    assert asked(office) == asked(office)
    assert len(waiting(office)) == 1


def test_a_request_can_be_corrected_and_a_stale_form_is_refused(office):
    asked(office, agencies=[WATER, PETITIONS])
    kept, stale = (ask(office, request_draft, 1) for _each in range(2))
    kept.theme, kept.agencies = "道路", [PETITIONS]

    do(office, save_request, kept)

    assert (waiting(office)[0].theme, waiting(office)[0].agencies) == ("道路", ("县信访局",))
    with pytest.raises(ChangedMeanwhile):
        do(office, save_request, stale)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"township_id": None}, MissingField),
        ({"township_id": 99}, ChoiceVanished),
        ({"village_id": LIUHE}, VillageElsewhere),
        ({"kind": "sightseeing"}, ChoiceVanished),
        ({"leader_id": 99}, ChoiceVanished),
        ({"agencies": [99]}, ChoiceVanished),
        ({"first_day": DAY, "last_day": TODAY}, LastBeforeFirst),
        ({"last_day": date(1900, 1, 1)}, DayOutOfRange),
        ({"people": -1}, NumberOutOfRange),
        ({"people": 100_001}, NumberOutOfRange),
        ({"theme": "长" * 401}, TooLong),
        ({"contact_phone": "1" * 61}, TooLong),
    ],
)
def test_what_no_request_can_be_is_refused(office, fields, refusal):
    with pytest.raises(refusal):
        asked(office, **fields)
    assert waiting(office) == []


def test_the_list_names_every_addend_and_its_sum_is_the_order(office):
    plain = asked(office, "a", township_id=SHIQIAO)
    urgent = asked(office, "b", township_id=LIUHE, received_on=date(2026, 10, 23), last_day=date(2026, 11, 20))
    done = plan(office, township_id=SHIQIAO, day=date(2026, 11, 2))
    do(office, set_state, done, VisitState.DONE)
    add_issue(office, LIUHE, date(2026, 11, 1))
    add_issue(office, LIUHE, date(2026, 12, 1))

    first, second = waiting(office)

    assert [(row.id, row.urgency) for row in (first, second)] == [(urgent, 20 + 20 + 10 + 3), (plain, 7 + 1)]
    assert first.reasons == (
        "Never visited so far (+20)",
        "The latest day, 20 Nov, is past (+20)",
        "31 days on the list (+10)",
        "1 overdue issue there (+3)",
    )
    assert (first.waiting_days, first.overdue_issues, first.days_since_visit) == (31, 1, None)
    assert (second.days_since_visit, second.interval, second.township, second.leader) == (21, 30, "石桥镇", "")


def test_equally_urgent_requests_come_in_the_order_of_their_receipt(office):
    late = asked(office, "late", received_on=date(2026, 11, 22))
    early = asked(office, "early", received_on=date(2026, 11, 21))

    assert ids(office) == [early, late]


def test_declined_and_withdrawn_requests_leave_the_list_and_can_come_back(office):
    request_id = asked(office)
    do(office, decline_request, request_id, answer=" 年内已去过 ", on=TODAY)
    told = ask(office, decided)[0]
    with pytest.raises(RequestNotOpen) as refused:
        do(office, withdraw_request, request_id, on=TODAY)

    do(office, reopen_request, request_id)
    back = ids(office)
    do(office, withdraw_request, request_id, on=TODAY)

    assert (told.state, told.answer, told.answered_on) == (RequestState.DECLINED, "年内已去过", TODAY)
    assert str(refused.value) == "This request is “Declined”. Put it back on the list first."
    assert back == [request_id]
    assert state_of(office, request_id) == (RequestState.WITHDRAWN, None)


def test_a_refusal_without_an_answer_and_reopening_what_is_open_are_refused(office):
    request_id = asked(office)

    with pytest.raises(MissingField):
        do(office, decline_request, request_id, answer="  ", on=TODAY)
    with pytest.raises(RequestStillOpen):
        do(office, reopen_request, request_id)
    with pytest.raises(Vanished):
        do(office, withdraw_request, 99, on=TODAY)


def test_a_request_becomes_a_visit_in_one_write_and_one_undo_takes_both_back(office):
    request_id = asked(office, kind="onsite_office", theme="饮水", place="一楼", agencies=[WATER], leader_id=CHEN)
    before = everything(office)
    with office.write("Place") as session:
        draft = draft_of_request(session, request_id, day=DAY, half=Half.MORNING)
        visit_id = create_visit(session, draft)
        place_request(session, request_id, visit_id, TODAY)
    kept, placed, answers = (
        ask(office, loaded, visit_id), state_of(office, request_id), ask(office, request_of_visit, visit_id),
    )  # fmt: skip

    office.undo()

    assert (kept.day, kept.half, kept.kind, kept.theme, kept.place) == (
        DAY, Half.MORNING, "onsite_office", "饮水", "一楼",
    )  # fmt: skip
    assert (kept.starts_at, kept.ends_at, kept.leader_id, kept.accompanying_agencies) == (
        time(9), time(12), CHEN, [WATER],
    )  # fmt: skip
    assert placed == (RequestState.PLANNED, visit_id)
    assert answers == request_id
    assert everything(office) == before
    assert ids(office) == [request_id]


def test_a_request_without_kind_and_leader_takes_the_first_kind_and_the_paired_leader(office):
    with office.write("Pair") as session:
        session.add(m.Pairing(leader_id=CHEN, township_id=QINGSHI, starts=date(2026, 1, 1)))
        session.add(m.Pairing(leader_id=ZHOU, township_id=QINGSHI, starts=date(2026, 1, 1), ends=date(2026, 6, 30)))
    request_id = asked(office)

    draft = ask(office, draft_of_request, request_id, day=DAY)
    afternoon = ask(office, draft_of_request, request_id, day=DAY, half=Half.AFTERNOON)

    assert (draft.kind, draft.leader_id, draft.half, draft.starts_at) == (
        "petition_reception", CHEN, Half.MORNING, time(9),
    )  # fmt: skip
    assert (afternoon.half, afternoon.starts_at) == (Half.AFTERNOON, None)


def test_a_request_is_placed_once_and_only_where_it_comes_from(office):
    request_id, visit_id = asked(office), plan(office, day=DAY)
    elsewhere = plan(office, township_id=LIUHE, leader_id=CHEN)
    called_off = plan(office, leader_id=CHEN, day=date(2026, 12, 10))
    do(office, set_state, called_off, VisitState.CANCELLED)

    with pytest.raises(RequestForElsewhere) as refused:
        do(office, place_request, request_id, elsewhere, TODAY)
    with pytest.raises(VisitNotPlanned):
        do(office, place_request, request_id, called_off, TODAY)
    do(office, place_request, request_id, visit_id, TODAY)

    assert str(refused.value).startswith("The request is from 青石镇, but that visit goes to 柳河乡.")
    for verb, arguments in (
        (place_request, (visit_id, TODAY)), (draft_of_request, ()), (reopen_request, ()), (delete_request, ()),
    ):  # fmt: skip
        with pytest.raises(RequestPlaced) as again:
            do(office, verb, request_id, *arguments, **({"day": DAY} if verb is draft_of_request else {}))
        assert "9 Dec" in str(again.value)


def test_a_request_entered_by_mistake_is_deleted_and_undo_brings_it_back(office):
    request_id = asked(office, agencies=[WATER])
    before = everything(office)

    do(office, delete_request, request_id)
    gone = state_of(office, request_id)
    office.undo()

    assert gone is None
    assert everything(office) == before
