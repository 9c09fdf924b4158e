"""The planner's problem as it is read from a schedule: everything it depends on, in a fixed number of queries."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.clash_facts import Level
from core.errors import LastBeforeFirst
from core.need import need_of, total
from core.planner.options import PlanOptions
from core.planner.problem import Hold, Problem, Stand
from core.planner_errors import PlanTooLong
from core.planning import QuotaSpan
from core.visits import AppointmentDraft, Half, VisitState
from db import models as m
from db.queries.clash_levels import LEVELS
from db.queries.needs import township_needs
from db.queries.planner import office_options, problem_of
from db.queries.planner_visits import standing_visits
from db.services.board_moves import pin_visit
from db.services.plans import save_options
from db.services.visit_told import set_agency_told
from db.services.visits import mark_notified, set_state
from db.store import Store, open_store
from tests.db.county import (
    AROUND,
    CHEN,
    LIUHE,
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
from tests.db.publishing import found_office, issue

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def problem(store: Store, first: date = FIRST, last: date = LAST, **fields: Any) -> Problem:
    found: Problem = ask(store, problem_of, first, last, **(AROUND | fields))
    return found


def add(store: Store, *rows: Any) -> None:
    with store.write("Add") as session:
        session.add_all(rows)


@pytest.fixture
def county(sqlite_store: Store) -> Store:
    """Two leaders, three townships, two units; no rule of taste speaks but absences."""
    found_office(sqlite_store)
    return sqlite_store


def test_what_people_or_papers_wait_for_stays_and_says_why(county: Store) -> None:
    days = iter(date(2026, 12, n) for n in (2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17))
    free = plan(county, day=next(days), state=VisitState.DRAFT)
    free_too = plan(county, day=next(days), accompanying_agencies=[WATER])
    bound = [
        plan(county, day=next(days), appointments=[AppointmentDraft("李某", "饮水")]),
        plan(county, day=next(days), accompanying_leaders=[CHEN]),
        plan(county, day=next(days), unannounced=True),
        plan(county, day=next(days), half=Half.WHOLE_DAY),
        plan(county, day=next(days)),
        plan(county, day=next(days), accompanying_agencies=[WATER]),
        plan(county, day=next(days)),
    ]
    do(county, mark_notified, bound[4], on=TODAY)
    do(county, set_agency_told, bound[5], WATER, told_on=TODAY)
    add_issue(county, QINGSHI, None, bring_to_visit_id=bound[6])
    pinned, gone = plan(county, day=next(days)), plan(county, day=next(days))
    do(county, pin_visit, pinned, pinned=True)
    do(county, set_state, gone, VisitState.CANCELLED)
    found = problem(county)
    assert {each.id: each.hold for each in found.fixed} == dict.fromkeys(bound, Hold.BOUND) | {pinned: Hold.PINNED}
    assert [each.id for each in found.drafts] == [free, free_too]
    assert all(not each.hold for each in found.drafts)
    whole = ask(county, standing_visits, FIRST, LAST, today=TODAY)
    assert whole == tuple(sorted((*found.fixed, *found.drafts)))


def test_what_was_published_stays(county: Store) -> None:
    told = plan(county, day=date(2026, 12, 2))
    issue(county)
    since = plan(county, day=date(2026, 12, 3), leader_id=CHEN, township_id=LIUHE)
    found = problem(county)
    assert [(each.id, each.hold) for each in found.fixed] == [(told, Hold.PUBLISHED)]
    assert [each.id for each in found.drafts] == [since]


def test_days_before_today_stay_and_are_not_planned(sqlite_store: Store) -> None:
    county = sqlite_store
    found_county(county)
    add(
        county,
        m.Closure(starts=date(2026, 11, 26), ends=date(2026, 11, 26), reason="全会"),
        m.Closure(starts=date(2026, 11, 25), ends=date(2026, 11, 25), township_id=LIUHE),
    )
    done = plan(county, day=date(2026, 11, 18))
    do(county, set_state, done, VisitState.DONE)
    late, before = plan(county, day=date(2026, 11, 19)), plan(county, day=date(2025, 1, 6))
    found = problem(county, date(2026, 11, 16), date(2026, 11, 29))
    assert [(each.id, each.hold) for each in found.fixed] == [(done, Hold.BOUND), (late, Hold.BOUND)]
    assert [day.day for day in found.days] == [23, 24, 25, 27]
    assert [each.id for each in found.around] == [before]
    assert found.township_of[LIUHE].closed == {date(2026, 11, 25)}


def test_leaders_are_those_in_office_with_what_keeps_them(county: Store) -> None:
    add(
        county,
        m.Leader(id=7, name="卸任", valid_to=date(2026, 11, 30)),
        m.Leader(id=8, name="新任", valid_from=date(2026, 12, 15), rank_order=3),
        m.Absence(leader_id=CHEN, starts=date(2026, 12, 30), ends=date(2027, 1, 4)),
        m.BackupPair(a_leader_id=ZHOU, b_leader_id=CHEN, starts=date(2026, 1, 1)),
        m.Meeting(
            name="常委会", rrule="weekly:3", first_day=date(2026, 1, 1), half=Half.MORNING,
            attendees=[m.MeetingAttendee(leader_id=ZHOU)],
        ),
        m.BurdenEntry(leader_id=ZHOU, day=date(2026, 12, 31), tenths=25, reason="期初"),
        m.Quota(span=QuotaSpan.MONTH, least=1, most=4),
    )  # fmt: skip
    done = plan(county, day=date(2026, 11, 18))
    do(county, set_state, done, VisitState.DONE)
    plan(county, day=date(2026, 11, 30), leader_id=CHEN, township_id=LIUHE)
    found = problem(county, options=PlanOptions(left_out=frozenset({8})))
    assert [(each.id, each.share) for each in found.leaders] == [(ZHOU, 100), (CHEN, 100), (8, 0)]
    assert found.leader_of[CHEN].away == ((date(2026, 12, 30), date(2027, 1, 4)),)
    assert (found.leader_of[ZHOU].carried, found.leader_of[CHEN].carried) == (35, 10)
    assert found.pairs == ((ZHOU, CHEN, date(2026, 1, 1), None),)
    assert [(line.least, line.most) for line in found.quotas] == [(1, 4)]
    led_by_who_left = plan(county, day=date(2026, 12, 1), leader_id=7)
    assert [each.id for each in problem(county).drafts] == [led_by_who_left]
    assert problem(county).leader_of[7].is_away(date(2026, 12, 1))


def test_townships_with_the_very_need_of_every_list(county: Store) -> None:
    add(
        county,
        m.TownshipInterval(kind="petition_reception", days=60),
        m.TownshipInterval(kind="petition_reception", township_id=LIUHE, days=45),
        m.Market(township_id=QINGSHI, rule="solar:1,6"),
        m.Market(township_id=LIUHE, rule="daily"),
        m.Pairing(leader_id=CHEN, township_id=QINGSHI, starts=date(2026, 1, 1)),
        m.Pairing(leader_id=ZHOU, township_id=LIUHE, starts=date(2025, 1, 1), ends=date(2026, 11, 30)),
        m.TownshipRoad(one_id=QINGSHI, other_id=LIUHE, minutes=20),
        m.TownshipRoad(one_id=LIUHE, other_id=SHIQIAO),
    )
    with county.write("Own") as session:
        session.get_one(m.Township, LIUHE).visit_interval_days = 15
    for n, leader in enumerate((CHEN, CHEN, ZHOU)):
        add_issue(county, QINGSHI, TODAY - timedelta(n), case_leader_id=leader)
    add_issue(county, QINGSHI, None, subject_of_complaint="周立明")
    found = problem(county, options=PlanOptions(interval_days=45))
    qingshi, liuhe = found.township_of[QINGSHI], found.township_of[LIUHE]
    needs = ask(county, township_needs, TODAY, calendar=AROUND["calendar"], settings=AROUND["settings"])
    shown = {key: total(need_of(each, today=TODAY, calendar=AROUND["calendar"])) for key, each in needs.items()}
    assert {each.id: each.need for each in found.townships} == shown
    assert (qingshi.interval, liuhe.interval) == (45, 15)
    assert (qingshi.kind_intervals, liuhe.kind_intervals) == ({"petition_reception": 60}, {"petition_reception": 45})
    assert sorted(day.day for day in qingshi.markets) == [1, 6, 11, 16, 21, 26, 31]
    assert liuhe.markets == frozenset()
    assert (qingshi.owners, qingshi.barred, qingshi.paired) == ({CHEN: 3}, {ZHOU}, {CHEN})
    assert (liuhe.owners, liuhe.paired) == ({}, frozenset())
    assert found.together == ((QINGSHI, LIUHE), (LIUHE, SHIQIAO))
    assert found.minutes_between == {(QINGSHI, LIUHE): 20}


def test_kinds_and_the_limit_of_a_day_follow_from_the_last_twelve_months(county: Store) -> None:
    assert {each.key: each.share for each in problem(county).kinds} == {
        "petition_reception": 1, "onsite_office": 1, "research_visit": 1, "policy_outreach": 1, "household_visit": 0,
    }  # fmt: skip
    assert problem(county).most_a_day == 0
    for day, leader, kind in ((18, ZHOU, "onsite_office"), (18, CHEN, "onsite_office"), (19, ZHOU, "household_visit")):
        made = plan(county, day=date(2026, 11, day), leader_id=leader, township_id=leader, kind=kind)
        do(county, set_state, made, VisitState.DONE)
    found = problem(county)
    assert [(each.key, each.market, each.share) for each in found.kinds] == [
        ("petition_reception", 1, 0), ("onsite_office", -1, 2), ("research_visit", 0, 0), ("policy_outreach", 1, 0),
        ("household_visit", 0, 1),
    ]  # fmt: skip
    assert found.most_a_day == 2
    assert [each.share for each in problem(county, options=PlanOptions(kinds=frozenset({"onsite_office"}))).kinds] == [
        0, 2, 0, 0, 0,
    ]  # fmt: skip


def test_the_office_chooses_how_firmly_rules_hold(county: Store) -> None:
    chosen = {"farm_season": Level.WARN, "meeting": Level.IGNORE, "revisit": Level.WARN, "quota_under": Level.IGNORE}
    with county.write("Levels") as session:
        session.merge(m.Setting(key=LEVELS, value={"value": {key: level.value for key, level in chosen.items()}}))
    stands = problem(county).stands
    assert stands == {
        "farm_season": Stand.PREFER, "meeting": Stand.OFF, "revisit": Stand.MUST, "quota_under": Stand.OFF,
    }  # fmt: skip
    options = PlanOptions({"meeting": Stand.PREFER, "travel": Stand.OFF}, most_a_day=7, spacing_days=3, revisit_days=9)
    do(county, save_options, options)
    assert ask(county, office_options) == options
    found = problem(county)
    assert found.stands == stands | options.stands
    assert (found.most_a_day, found.spacing_days, found.revisit_days) == (7, 3, 9)
    assert problem(county, options=PlanOptions()).stands == stands
    county.undo()
    assert ask(county, office_options) == PlanOptions()


def test_days_the_wrong_way_round_and_years_on_end_are_refused(county: Store) -> None:
    with pytest.raises(LastBeforeFirst):
        problem(county, LAST, FIRST)
    with pytest.raises(PlanTooLong, match="400"):
        problem(county, FIRST, date(2028, 12, 31))


def test_nobody_and_nothing_is_a_problem_too(sqlite_store: Store) -> None:
    found = problem(sqlite_store)
    assert (found.leaders, found.townships, found.fixed, found.drafts, found.around) == ((), (), (), (), ())


def test_the_sample_county_is_read_in_as_many_queries_as_a_village(yunling: Path, tmp_path: Path) -> None:
    shutil.copyfile(yunling, tmp_path / "county.db")
    opened = open_store(tmp_path / "county.db", read_only=True)
    with opened.read() as session:
        counts = []
        engine = session.get_bind().engine
        sa.event.listen(engine, "before_cursor_execute", lambda *facts: counts.append(facts[2]))
        found = problem_of(session, date(2027, 1, 1), date(2027, 3, 31), **AROUND)
    opened.close()
    assert (len(found.leaders), len(found.townships), len(found.around)) == (32, 20, 682)
    assert len(counts) <= 45
    assert (found.most_a_day, found.most_a_month) == (4, 4)
