"""What the hints of discipline are told about a visit."""

from __future__ import annotations

from datetime import date

import pytest

from core.discipline import EarlierOuting, hints
from core.records import AttendeeDraft, AttendeeRole, RecordDraft
from core.settings import OfficeSettings
from core.visits import Half, VisitDraft, VisitState
from db import models as m
from db.queries.outing_discipline import outing_facts, outing_facts_of
from db.services.presets import seed_presets

DAY = date(2026, 11, 23)
OFFICE = OfficeSettings()


@pytest.fixture
def office(store):
    with store.write("Set up") as session:
        seed_presets(session)
        for number, (name, post) in enumerate((("周立明", "县委书记"), ("林若川", "副县长")), 1):
            session.add(m.Leader(id=number, name=name, post=post, rank_order=number))
        session.add(m.Township(id=1, name="青石镇", markets=[]))
        session.add_all(m.Agency(id=n, name=f"单位{n}", aliases=[]) for n in range(1, 8))
        session.flush()
        session.add(m.Village(id=1, township_id=1, name="柳树湾村"))
        session.flush()
        plan = (
            (22, 2, 1, "", "done"),
            (23, 2, 1, "", "cancelled"),
            (24, 2, None, "敬老院", "set"),
            (30, 2, 1, "", "set"),
        )
        for number, (day, leader, village, place, state) in enumerate(plan, 1):
            session.add(
                m.Visit(id=number, uid=f"v{number}", year=2026, number=number, day=date(2026, 11, day),
                        half=Half.MORNING, kind="research_visit", leader_id=leader, township_id=1, village_id=village,
                        place=place, state=VisitState(state))
            )  # fmt: skip
    return store


def draft(**fields) -> VisitDraft:
    values = {"uid": "new", "day": DAY, "half": Half.MORNING, "kind": "research_visit", "leader_id": 1}
    return VisitDraft(**(values | {"township_id": 1, "village_id": 1} | fields))


def test_a_visit_under_edit_is_told_of_others_to_its_village(office):
    with office.read() as session:
        facts = outing_facts(session, draft(accompanying_agencies=[1, 2, 3, 4, 5, 6]), OFFICE)
    assert (facts.is_head, facts.along, facts.site) == (True, 6, "柳树湾村")
    assert facts.others == (EarlierOuting(date(2026, 11, 22), "林若川"),)
    assert len(hints(facts, OFFICE)) == 2


def test_without_a_village_the_place_is_the_site(office):
    with office.read() as session:
        facts = outing_facts(session, draft(village_id=None, place=" 敬老院 "), OFFICE)
        assert (facts.site, [other.day.day for other in facts.others]) == ("敬老院", [24])
        nowhere = outing_facts(session, draft(village_id=None), OFFICE)
        assert (nowhere.site, nowhere.others) == ("", ())
        assert outing_facts(session, draft(leader_id=None), OFFICE) is None


def test_on_the_day_those_count_who_came(office):
    came = [AttendeeDraft(f"单位{n}", role=AttendeeRole.AGENCY, agency_id=n, present=n < 3) for n in range(1, 8)]
    with office.read() as session:
        counted = outing_facts_of(session, 1, OFFICE, RecordDraft(1, companions=9, vehicles=3, attendees=came))
        ticked = outing_facts_of(session, 1, OFFICE, RecordDraft(1, attendees=came))
        assert (counted.along, counted.vehicles, counted.is_head) == (9, 3, False)
        assert (ticked.along, ticked.vehicles) == (2, None)
        assert outing_facts_of(session, 99, OFFICE) is None
