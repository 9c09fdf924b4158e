"""Appointments of residents: their slots, the agency each is to meet, and whether they came."""

from __future__ import annotations

from datetime import time

import pytest

from core.errors import ChoiceVanished, NumberOutOfRange
from core.preparation_errors import SlotsOverlap
from core.visits import AppointmentDraft
from db import models as m
from db.queries.preparation import (
    readiness_of,
)
from db.queries.visits import visit_draft as loaded
from db.services.visits import (
    save_visit,
)
from tests.db.county import (
    AROUND,
    PETITIONS,
    WATER,
    ask,
    do,
    found_county,
    plan,
)


@pytest.fixture
def office(store):
    found_county(store)
    return store


def reasons(store, visit_id):
    return {reason.key: reason.text for reason in ask(store, readiness_of, visit_id, **AROUND).reasons}


def test_appointments_keep_their_length_their_agency_and_whether_people_came(office):
    wanted = [
        AppointmentDraft("王桂英", "饮水", time(9), minutes=20, agency_id=WATER, came=True),
        AppointmentDraft("李大山", "道路", time(9, 20), minutes=20, came=False),
        AppointmentDraft("", "低保"),
    ]
    visit_id = plan(office, appointments=wanted)
    kept = ask(office, loaded, visit_id)

    kept.appointments[1].minutes = 30
    do(office, save_visit, kept)
    again = ask(office, loaded, visit_id)

    assert [(a.minutes, a.agency_id, a.came) for a in kept.appointments] == [
        (20, WATER, True), (30, None, False), (None, None, None),
    ]  # fmt: skip
    assert again.appointments == kept.appointments
    assert again.version == kept.version + 1


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ((time(9, 10), 20), (time(9), 20), "The appointments at 9:00–9:20 and at 9:10–9:30 overlap. "),
        ((time(9), None), (time(9), None), "The appointments at 9:00 and at 9:00 overlap. "),
        ((time(9, 10), None), (time(9), 20), "The appointments at 9:00–9:20 and at 9:10 overlap. "),
        ((time(10), 20), (time(9, 50), 20), "The appointments at 9:50–10:10 and at 10:00–10:20 overlap. "),
    ],
)
def test_two_residents_are_not_received_at_once(office, one, other, said):
    both = [AppointmentDraft("王桂英", "甲", one[0], minutes=one[1]),
            AppointmentDraft("李大山", "乙", other[0], minutes=other[1])]  # fmt: skip

    with pytest.raises(SlotsOverlap) as refused:
        plan(office, appointments=both)

    assert str(refused.value) == said + "Give one of them another time or fewer minutes."
    assert "王" not in str(refused.value)


def test_slots_that_overlap_since_long_ago_do_not_stop_another_change(office):
    visit_id = plan(office)
    with office.write("As an older version left it") as session:
        session.add_all(m.Appointment(visit_id=visit_id, at=time(9), topic=t, minutes=20) for t in ("甲", "乙"))
    kept = ask(office, loaded, visit_id)
    kept.theme = "饮水"

    do(office, save_visit, kept)
    again = ask(office, loaded, visit_id)
    again.appointments[0].at = time(9, 5)

    assert "slot_overlap" in reasons(office, visit_id)
    with pytest.raises(SlotsOverlap):
        do(office, save_visit, again)


@pytest.mark.parametrize("minutes", [0, -5, 721])
def test_a_slot_has_a_length_that_can_be(office, minutes):
    with pytest.raises(NumberOutOfRange):
        plan(office, appointments=[AppointmentDraft("王", "甲", time(9), minutes=minutes)])


def test_a_slot_ends_before_midnight(office):
    late = AppointmentDraft("王", "甲", time(23, 50), minutes=11)
    with pytest.raises(NumberOutOfRange) as refused:
        plan(office, appointments=[late])
    assert str(refused.value) == "Minutes: type a whole number from 1 to 10."


def test_a_phone_typed_before_the_name_is_not_lost(office):
    visit_id = plan(office, appointments=[AppointmentDraft("", "", time(9), phone="13855556612"),
                                          AppointmentDraft("", "", time(10))])  # fmt: skip

    assert [row.phone for row in ask(office, loaded, visit_id).appointments] == ["13855556612"]


def test_an_agency_that_is_wanted_and_stays_at_home_is_a_reason_and_one_that_is_gone_is_refused(office):
    slots = [AppointmentDraft("王", "甲", time(8, 50), minutes=20, agency_id=PETITIONS)]
    visit_id = plan(office, accompanying_agencies=[WATER], appointments=slots, starts_at=time(9), ends_at=time(11))

    found = reasons(office, visit_id)

    assert found["slot_agency"].endswith("县信访局 is wanted at the appointment at 8:50 and does not go along.")
    assert found["slot_outside"].endswith("The appointment at 8:50–9:10 lies outside the visit's hours, 9:00–11:00.")
    with pytest.raises(ChoiceVanished):
        plan(office, leader_id=2, appointments=[AppointmentDraft("王", "甲", agency_id=99)])
