"""What requests, day plans, household visits and consultations name cannot be deleted; the refusal says by what."""

from __future__ import annotations

import pytest

from core.errors import StillInUse
from db import models as m
from db.services.directory import delete_agency, delete_township, delete_village
from db.services.leaders import delete_leader
from db.services.settings import delete_kind
from tests.db.county import CHEN, LIUHE, PETITIONS, QINGSHI, TODAY, WATER, add_issue, do, found_county, plan


@pytest.fixture
def office(store):
    found_county(store)
    return store


def add(store, *rows):
    with store.write("Add") as session:
        session.add_all(rows)


def refused(store, verb, key):
    with pytest.raises(StillInUse) as refusal:
        do(store, verb, key)
    return refusal.value.facts["what"]


def request(**fields):
    return m.VisitRequest(**({"uid": "r", "received_on": TODAY, "township_id": LIUHE, "agencies": []} | fields))


def test_a_township_and_a_village_that_are_asked_for_stay(office):
    add(office, request(village_id=LIUHE))

    assert "1 request for a visit" in refused(office, delete_township, LIUHE)
    assert refused(office, delete_village, LIUHE) == "1 request for a visit"


def test_a_kind_that_is_asked_for_stays(office):
    add(office, request(kind="policy_outreach"))

    assert refused(office, delete_kind, "policy_outreach") == "1 request for a visit"


def test_a_village_with_household_visits_or_in_a_day_plan_stays(office):
    visit_id = plan(office)
    add(
        office,
        m.HouseholdVisit(uid="h", day=TODAY, village_id=QINGSHI, leader_id=CHEN),
        m.ItineraryStop(visit_id=visit_id, kind="stop", village_id=QINGSHI),
    )

    assert refused(office, delete_village, QINGSHI) == "1 household visit, 1 stop of a day plan"
    assert refused(office, delete_leader, CHEN) == "1 household visit"


def test_an_agency_that_is_wanted_or_gave_an_opinion_stays(office):
    visit_id = plan(office)
    add_issue(office, QINGSHI, TODAY, id=1)
    add(
        office,
        m.Appointment(visit_id=visit_id, topic="饮水", agency_id=WATER),
        request(agencies=[m.VisitRequestAgency(agency_id=WATER)]),
        m.Consultation(issue_id=1, opinions=[m.AgencyOpinion(agency_id=PETITIONS)]),
    )

    assert refused(office, delete_agency, WATER) == "1 appointment, 1 request for a visit"
    assert refused(office, delete_agency, PETITIONS) == "1 opinion in a consultation"


def test_a_township_that_nobody_names_goes_with_its_roads(office):
    add(office, m.TownshipRoad(one_id=QINGSHI, other_id=LIUHE, minutes=20))
    do(office, delete_village, LIUHE)

    do(office, delete_township, LIUHE)
    with office.read() as session:
        assert session.query(m.TownshipRoad).count() == 0
    office.undo()
    with office.read() as session:
        assert session.query(m.TownshipRoad).count() == 1
