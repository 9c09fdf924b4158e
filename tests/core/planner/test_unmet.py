"""What a plan leaves open is named, with what stands in the way and ways out that help (P17, P18)."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.planner.changes import ChangeKind
from core.planner.construct import construct
from core.planner.plan_view import PlanView
from core.planner.problem import Hold, PlannerLeader, ReceptionDay, Sitting, Stand
from core.planner.relax import relaxations
from core.planner.rules import plan_breaches
from core.planner.scoring import score
from core.planner.unmet import open_duties, still_open, unmet
from core.planner.wishes import wish_of
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half
from tests.core.planner.brute import optimum
from tests.core.planner.instances import random_problem
from tests.core.planner.test_explain import MONDAY, small, visit_of
from tests.core.planner.test_trial import random_plan


@pytest.mark.parametrize("first_seed", range(0, 60, 20))
def test_what_is_open_is_what_the_scorer_counts(first_seed):
    for seed in range(first_seed, first_seed + 20):
        problem = random_problem(seed, first=date(2027, 1, 22), days=10)
        plan = random_plan(problem, random.Random(seed), 5)
        found, cost = unmet(problem, plan), score(problem, plan)
        must = [each for each in found if wish_of(problem, each.key) is Stand.MUST]
        assert sum(each.n for each in must if each.key != "interval") == cost.unmet
        assert sum(each.n for each in must if each.key == "interval") == cost.interval
        assert len(found) == open_duties(problem, plan)
        for each in found:
            assert each.text
            assert each.because
            assert still_open(PlanView(problem, plan), each) == each.n


def test_every_way_out_that_is_offered_helps():
    kinds = set()
    for seed in range(40):
        problem = random_problem(seed, first=date(2027, 1, 25), days=8)
        plan = random_plan(problem, random.Random(seed), 4)
        broken = len(plan_breaches(PlanView(problem, plan)))
        for each in unmet(problem, plan):
            for fix in each.fixes:
                relaxed, after = fix.relaxed(problem), PlanView(problem, fix.applied(plan))
                view = PlanView(relaxed, after.visits)
                assert still_open(view, each) < each.n, (seed, fix)
                assert fix.kind is ChangeKind.KIND or len(plan_breaches(view)) <= broken, (seed, fix)
                assert fix.full_text(problem)
                kinds.add(fix.kind)
    assert {ChangeKind.ADD, ChangeKind.LEADER, ChangeKind.LEAST, ChangeKind.INTERVAL, ChangeKind.MOVE} <= kinds


def test_a_leader_short_of_his_quota_is_told_where_his_days_go():
    away = (date(2027, 1, 5), date(2027, 1, 8))
    problem = small(
        leaders=(PlannerLeader(1, "Zhou", away=(away,)),),
        quotas=(QuotaFacts(1, span=QuotaSpan.MONTH, least=2),),
        sittings=(Sitting("committee", MONDAY, Half.WHOLE_DAY, frozenset({1})),),
    )
    problem = replace(problem, last=date(2027, 1, 31))
    (duty,) = unmet(problem, ())
    assert duty.text == "Zhou has 0 in January 2027, the quota is 2."
    assert duty.because == "Zhou is away from 5 Jan to 8 Jan. Of 5 days: away 4, in meetings 1."
    (fix,) = duty.fixes
    assert fix.text(problem) == "Quota of Zhou 2 → 0"
    assert unmet(fix.relaxed(problem), ()) == []


def test_a_reception_day_that_could_be_staffed_offers_who_goes():
    problem = small(receptions=(ReceptionDay(MONDAY, "site", 101),))
    (duty,) = unmet(problem, ())
    assert duty.text == "Nobody is planned for the Site meeting of 4 Jan in Wangyun."
    plan = duty.fixes[0].applied(())
    assert unmet(problem, plan) == []


def test_a_township_that_waits_is_told_from_when_to_when():
    before = visit_of(1, MONDAY - timedelta(31), hold=Hold.BOUND)
    problem = small(around=(before,), stands={}, townships=small().townships[:1])
    plan = (visit_of(2, date(2027, 1, 6)),)
    (duty,) = unmet(problem, plan)
    assert duty.text == "Wangyun waits 2 days longer than the 30 promised, from 4 Jan to 5 Jan."
    assert (
        duty.because == "On 4 Jan it was 1 day past its interval already. The visit of 6 Jan could be moved to 4 Jan."
    )
    moved, longer = duty.fixes
    assert unmet(problem, moved.applied(plan)) == []
    assert longer.text(problem) == "Interval of Wangyun 30 → 32 days"
    assert unmet(longer.relaxed(problem), plan) == []


def impossible_week():
    """Return a week in which everybody sits in a meeting on the reception day."""
    problem = small(
        receptions=(ReceptionDay(date(2027, 1, 7), "site"),),
        sittings=(Sitting("committee", date(2027, 1, 7), Half.WHOLE_DAY, frozenset({1, 2, 3})),),
    )
    return problem, construct(problem)


def test_one_offered_relaxation_alone_makes_an_impossible_week_possible():
    problem, plan = impossible_week()
    assert optimum(problem, plan).unmet == 1
    (duty,) = [each for each in unmet(problem, plan) if each.key == "receptions"]
    assert duty.because == "Of 3 leaders: in meetings 3."
    offered = relaxations(problem, plan, duty)
    assert [each.text for each in offered[:1]] == ["Excuse Zhou from the committee on 7 Jan"]
    for each in offered:
        relaxed = each.change.relaxed(problem)
        assert score(relaxed, construct(relaxed)).unmet == 0
        assert optimum(relaxed, each.plan).unmet == 0
    assert relaxations(problem, plan, duty) == offered


def test_what_is_offered_is_proved_and_needed():
    offered = 0
    for seed in range(40):
        problem = random_problem(seed, leaders=3, townships=3, first=date(2027, 1, 25), days=7)
        plan = construct(problem)
        for duty in unmet(problem, plan)[:2]:
            for each in relaxations(problem, plan, duty):
                relaxed = each.change.relaxed(problem)
                view = PlanView(relaxed, each.plan)
                assert not plan_breaches(view)
                assert still_open(view, duty) < duty.n if duty.key == "interval" else not still_open(view, duty)
                assert set(problem.fixed) <= set(each.plan)
                assert each.score == score(relaxed, each.plan)
                assert each.text
                assert each.price
                offered += 1
    assert offered > 10


def test_where_a_change_of_the_plan_does_it_nothing_is_given_up():
    problem = small(receptions=(ReceptionDay(MONDAY, "site", 101),))
    (duty,) = unmet(problem, ())
    assert relaxations(problem, (), duty) == []
