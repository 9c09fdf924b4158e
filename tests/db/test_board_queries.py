"""What the board reads beside its visits, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from core.calendar.market_rules import Daily
from core.visits import Half, VisitState
from db import models as m
from db.queries.board import board_leaders, board_townships, closed_between, companions_between, hindrances_between
from tests.db.county import CALENDAR, CHEN, LIUHE, QINGSHI, SHIQIAO, TODAY, ZHOU, found_county

FIRST, LAST = TODAY, date(2026, 12, 20)


@pytest.fixture
def county(store):
    found_county(store)
    return store


def put(store, *rows):
    with store.write("Put") as session:
        session.add_all(rows)


def visit(n, day, township, state=VisitState.DONE, **more):
    values = {
        "uid": f"v{n}", "year": 2026, "number": n, "day": day, "half": Half.MORNING, "kind": "onsite_office",
        "leader_id": ZHOU, "township_id": township, "state": state, "leaders": [], "agencies": [], "appointments": [],
    }  # fmt: skip
    return m.Visit(**{**values, **more})


def townships(store, first=FIRST):
    with store.read() as session:
        return board_townships(session, first, today=TODAY, default_interval=30)


def test_townships_stand_by_their_wait_never_visited_first(county):
    put(county, visit(1, date(2026, 11, 2), QINGSHI), visit(2, date(2026, 10, 2), LIUHE))
    assert [(row.name, row.before) for row in townships(county)] == [
        ("石桥镇", None), ("柳河乡", date(2026, 10, 2)), ("青石镇", date(2026, 11, 2)),
    ]  # fmt: skip


def test_before_later_weeks_planned_visits_count_and_missed_ones_do_not(county):
    put(
        county,
        visit(1, date(2026, 11, 2), QINGSHI),
        visit(2, date(2026, 11, 25), QINGSHI, VisitState.SET),
        visit(3, date(2026, 11, 26), QINGSHI, VisitState.CANCELLED),
        visit(4, date(2026, 11, 10), LIUHE, VisitState.SET),  # nobody has said that it took place
    )
    rows = {row.id: row for row in townships(county, date(2026, 12, 7))}
    assert (rows[QINGSHI].before, rows[QINGSHI].waited_since) == (date(2026, 11, 25), date(2026, 11, 2))
    assert rows[LIUHE].before is None


def test_a_township_brings_its_own_limit_and_the_market_rules_that_can_be_read(county):
    put(county, m.Market(township_id=SHIQIAO, rule="daily"), m.Market(township_id=SHIQIAO, rule="rune:9"))
    with county.write("Limit") as session:
        session.get(m.Township, SHIQIAO).visit_interval_days = 12
    row = next(row for row in townships(county) if row.id == SHIQIAO)
    assert (row.limit, row.markets) == (12, (Daily(),))


def test_leaders_out_of_office_stand_there_only_with_a_visit(county):
    put(
        county,
        m.Leader(id=7, name="旧一", post="副县长", rank_order=7, valid_to=date(2026, 10, 31)),
        m.Leader(id=8, name="旧二", post="副县长", rank_order=8, valid_to=date(2026, 10, 31)),
        m.Leader(id=9, name="新来", post="副县长", rank_order=0, valid_from=date(2026, 12, 1)),
    )
    put(county, visit(1, FIRST, QINGSHI, VisitState.SET, leader_id=8))
    with county.read() as session:
        assert [row.name for row in board_leaders(session, FIRST, LAST)] == ["新来", "周立明", "陈雨桐", "旧二"]


def test_a_yearly_closure_over_new_year_is_found_in_both_years(county):
    put(
        county,
        m.Closure(starts=date(2020, 12, 30), ends=date(2021, 1, 2), yearly=True, reason="封账"),
        m.Closure(township_id=QINGSHI, starts=date(2026, 12, 31), ends=date(2026, 12, 31), reason="修路"),
        m.Closure(starts=date(2025, 12, 31), ends=date(2025, 12, 31), reason="去年"),
    )
    with county.read() as session:
        assert [(row.township_id, row.first, row.last) for row in closed_between(session, LAST, date(2027, 1, 10))] == [
            (None, date(2026, 12, 30), date(2027, 1, 2)),
            (QINGSHI, date(2026, 12, 31), date(2026, 12, 31)),
        ]


def test_who_goes_along_is_told_with_whom_and_where(county):
    along = visit(1, FIRST, LIUHE, VisitState.SET)
    put(county, along, visit(2, FIRST, QINGSHI, VisitState.CANCELLED))
    with county.write("Along") as session:
        session.add(m.VisitLeader(visit_id=along.id, leader_id=CHEN, position=0))
    with county.read() as session:
        rows = companions_between(session, FIRST, LAST)
    assert [(row.leader_id, row.lead, row.township, row.half) for row in rows] == [
        (CHEN, "周立明", "柳河乡", Half.MORNING)
    ]


def test_a_meeting_whose_rule_cannot_be_read_bars_nobody(county):
    put(county, m.Meeting(name="常委会", rrule="EVERY-NOW-AND-THEN", first_day=FIRST,
                          attendees=[m.MeetingAttendee(leader_id=ZHOU)]))  # fmt: skip
    with county.read() as session:
        assert hindrances_between(session, FIRST, LAST, calendar=CALENDAR).sittings == []
