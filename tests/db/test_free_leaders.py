"""Who could go instead and when: nobody whom a rule forbids, the best first, with reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.visits import Half
from db import models as m
from db.queries.free_leaders import free_days, free_leaders
from db.queries.settings import office_settings, work_calendar
from db.services.presets import seed_presets
from tests.db.test_visit_service import plan

MONDAY = date(2026, 11, 23)


@pytest.fixture
def office(store):
    with store.write("Set up") as session:
        seed_presets(session)
        names = ("周立明", "陈雨桐", "何建勋", "林若川", "马文博")
        session.add_all([m.Leader(id=n, name=name, rank_order=n) for n, name in enumerate(names, 1)])
        session.add_all([m.Township(id=n, name=f"乡{n}", markets=[]) for n in (1, 2, 3)])
        session.flush()
        session.add(m.BackupPair(a_leader_id=1, b_leader_id=5))
        session.add(m.Pairing(leader_id=4, township_id=1, starts=date(2026, 1, 1)))
        session.add(m.Absence(leader_id=2, starts=MONDAY, ends=MONDAY, reason="开会"))
        session.add(m.Market(township_id=1, rule="solar:1"))
    return store


def asked(store, query, visit_id, **fields):
    with store.read() as session:
        kept = {"calendar": work_calendar(session), "settings": office_settings(session)}
        return query(session, visit_id, **kept, **fields)


def test_the_partner_comes_first_then_who_answers_then_who_went_least(office):
    visit = plan(office)
    plan(office, leader_id=3, township_id=2, day=MONDAY + timedelta(7))
    found = asked(office, free_leaders, visit)
    assert [row.leader_id for row in found] == [5, 4, 3]  # the second is away, the first goes now
    assert found[0].reasons[0] == "AB partner"
    assert found[1].reasons[0] == "Answers for this township"
    assert found[2].load == 1


def test_who_goes_elsewhere_then_or_has_left_office_is_not_offered(office):
    visit = plan(office)
    plan(office, leader_id=5, township_id=2)
    with office.write("Leave") as session:
        session.get(m.Leader, 4).valid_to = date(2026, 6, 30)
    assert [row.leader_id for row in asked(office, free_leaders, visit)] == [3]
    assert asked(office, free_leaders, 999) == []


def test_other_days_are_working_days_to_come_the_best_first(office):
    visit = plan(office)
    plan(office, township_id=2, day=MONDAY + timedelta(1))
    found = asked(office, free_days, visit, today=MONDAY)
    assert all(row.day >= MONDAY and row.day.weekday() < 5 for row in found)
    assert (MONDAY + timedelta(1), Half.MORNING) not in [(row.day, row.half) for row in found]
    assert (MONDAY, Half.MORNING) not in [(row.day, row.half) for row in found]
    clean = [row for row in found if not [words for words in row.reasons if words != "Market day"]]
    assert found[: len(clean)] == clean
    assert found[0].reasons[:1] == ("Market day",)
