"""Repairs: the first asks least of people, whatever came up; hard rules hold, and what must stay stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.i18n import set_language
from core.planner.disruption import Disruption, DisruptionKind, Known
from core.planner.plan_view import PlanView
from core.planner.problem import Hold, PlannedVisit, PlannerKind, PlannerLeader, PlannerTownship, Problem
from core.planner.repair import Family, repairs
from core.planner.repair_words import move_text, offer_text, worse_lines
from core.planner.rules import breaches
from core.planner.scoring import score
from core.planning import Party
from core.visits import Half
from tests.core.planner.instances import CALENDAR
from tests.core.planner.repair_brute import least, small_case

WANG, LI, ZHAO = 1, 2, 3
DONGLING, QINGSHI = 11, 12
MONDAY = date(2026, 12, 7)
DAYS = tuple(MONDAY + timedelta(n) for n in range(12) if n % 7 < 5)
TUESDAY, THURSDAY = DAYS[1], DAYS[3]
CALLED = Disruption(DisruptionKind.CALLED_AWAY, TUESDAY, TUESDAY, leader_id=WANG)


def visit(day, township, leader, *, half=Half.MORNING, id=1, hold=Hold.PUBLISHED, along=()):
    return PlannedVisit(day, half, township, leader, "reception", id, hold, along)


def county(*visits, **more):
    leaders = (PlannerLeader(WANG, "王县长", 1), PlannerLeader(LI, "李芳", 2), PlannerLeader(ZHAO, "赵刚", 3))
    townships = (PlannerTownship(DONGLING, "东岭镇", minutes=30), PlannerTownship(QINGSHI, "青石镇", minutes=40))
    return Problem(
        MONDAY, DAYS[-1], DAYS, CALENDAR, leaders=leaders, townships=townships,
        kinds=(PlannerKind("reception", "Reception", 0, 1),), fixed=tuple(sorted(visits)), **more,
    )  # fmt: skip


ONE = visit(TUESDAY, DONGLING, WANG)


@pytest.mark.parametrize("block", range(10))
def test_the_first_offer_asks_least_of_all_repairs(block):
    for seed in range(block * 5, block * 5 + 5):
        problem, disruption = small_case(seed, busy=4)
        first = repairs(problem, disruption)[0]
        assert (*first.toll, first.score._replace(changed=0)) == least(problem, disruption), seed


def test_offers_break_nothing_keep_what_must_stay_and_stand_in_order():
    for seed in range(100, 120):
        problem, disruption = small_case(seed)
        offers, after = repairs(problem, disruption), disruption.upon(problem)
        stays = [each for each in problem.fixed if each.hold in {Hold.PINNED, Hold.BOUND}]
        stood = PlanView(problem, problem.fixed)
        assert [each.toll for each in offers] == sorted(each.toll for each in offers)
        assert len({each.plan for each in offers}) == len(offers)
        assert offers == repairs(problem, disruption)
        for offer in offers:
            view = PlanView(after, offer.plan)
            assert all(each in offer.plan for each in stays if not disruption.strikes(each))
            assert not any(disruption.strikes(each) for each in offer.plan)
            assert offer.score._replace(changed=0) == score(after, offer.plan)
            for old, new in offer.changes:
                before = {each.rule for each in breaches(old, stood)} if old else set()
                assert {each.rule for each in breaches(new, view)} <= before if new else True


def test_called_away_offers_another_day_another_leader_and_calling_off():
    problem = county(ONE, visit(THURSDAY, QINGSHI, LI, id=2))
    offers = repairs(problem, CALLED)
    assert [each.family for each in offers][:1] == [Family.DATE]
    assert {Family.DATE, Family.LEADER, Family.OPEN} <= {each.family for each in offers}
    assert offers[0].people == ((Party.LEADER, WANG), (Party.TOWNSHIP, DONGLING))
    assert offers[0].toll[:4] == (0, 2, 1, 1)
    assert offers[-1].family is Family.OPEN
    assert offers[-1].called_off == (ONE,)
    assert offers[0].score.changed == 1


def test_an_offer_is_one_plain_sentence():
    problem = county(ONE)
    offers = {each.family: each for each in reversed(repairs(problem, CALLED))}
    moved, given, off = (offers[each] for each in (Family.DATE, Family.LEADER, Family.OPEN))
    assert offer_text(problem, moved) == "Only 2 to phone: 王县长 东岭镇 8 Dec > 7 Dec"
    assert offer_text(problem, given) == "Only 3 to phone: 李芳 goes to 东岭镇 on 8 Dec for 王县长"
    assert offer_text(problem, off) == "Only 2 to phone: 王县长 8 Dec 东岭镇 is called off"
    after = CALLED.upon(problem)
    assert "Nobody comes to 东岭镇 until 18 Dec; the visit must be placed anew." in worse_lines(after, problem, off)
    set_language("zh_CN")
    assert offer_text(problem, moved) == "只需通知 2 人：王县长 东岭镇 12月8日 改 12月7日"
    set_language("en")


def test_what_nobody_knows_of_needs_no_call():
    (first, *_more) = repairs(county(ONE._replace(hold="")), CALLED, known=Known({}))
    assert (first.toll.people, first.people) == (0, ())
    (first, *_more) = repairs(county(ONE), CALLED, known=Known({1: (7,)}))
    assert (Party.AGENCY, 7) in first.people


def test_pinned_visits_change_only_where_they_are_struck():
    pinned = ONE._replace(hold=Hold.PINNED)
    beside = visit(THURSDAY, QINGSHI, WANG, id=2, hold=Hold.PINNED)
    for offer in repairs(county(pinned, beside), CALLED):
        assert beside in offer.plan
        assert pinned not in offer.plan


def test_cut_short_leaves_the_other_half_of_the_day():
    whole = visit(TUESDAY, DONGLING, WANG, half=Half.WHOLE_DAY)
    lost = Disruption(DisruptionKind.CUT_SHORT, TUESDAY, TUESDAY, leader_id=WANG, half=Half.AFTERNOON)
    problem = county(whole)
    first = repairs(problem, lost)[0]
    assert first.changes[0].after == whole._replace(half=Half.MORNING, hold="")
    assert move_text(problem, first.changes[0]) == "王县长 8 Dec 东岭镇: only Morning"
    assert all(each.changes[0].after is None or each.changes[0].after.half for each in repairs(problem, lost))


def test_who_only_goes_along_is_left_at_home():
    led = visit(TUESDAY, DONGLING, LI, along=(WANG,))
    first = repairs(county(led), CALLED)[0]
    assert first.changes[0].after == led._replace(along=(), hold="")
    assert first.toll == (0, 3, 1, 0, 0)


def test_a_closed_road_moves_the_date():
    road = Disruption(DisruptionKind.ROAD_CLOSED, MONDAY, THURSDAY, township_id=DONGLING)
    first = repairs(county(ONE), road)[0]
    assert (first.family, first.changes[0].after.day) == (Family.DATE, DAYS[4])
    never = Disruption(DisruptionKind.ROAD_CLOSED, MONDAY, DAYS[-1], township_id=DONGLING)
    (only,) = repairs(county(ONE), never)
    assert (only.family, only.toll.open) == (Family.OPEN, 1)


def test_an_urgent_visit_is_new_or_brought_forward_or_named_as_open():
    urgent = Disruption(DisruptionKind.URGENT, MONDAY, TUESDAY, township_id=DONGLING, kind_of_visit="reception")
    offers = repairs(county(visit(DAYS[-1], DONGLING, WANG)), urgent)
    assert {Family.NEW, Family.FORWARD, Family.OPEN} <= {each.family for each in offers}
    assert offers[0].toll[:2] == (0, 2)
    nobody = replace(county(), leaders=())
    (only,) = repairs(nobody, urgent)
    assert move_text(nobody, only.changes[0]) == "Nobody is found to go."
    assert repairs(county(ONE), urgent) == []


def test_nothing_touched_offers_nothing():
    assert repairs(county(ONE), replace(CALLED, leader_id=ZHAO)) == []
    assert repairs(county(ONE), CALLED, known=Known({}, frozenset({1}))) == []
