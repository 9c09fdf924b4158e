"""The report names what every lost point is about; two plans are told apart visit by visit (P43)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.planner.changes import ChangeKind
from core.planner.compare import Difference, compare, paired
from core.planner.construct import construct
from core.planner.problem import Hold, PlannerKind
from core.planner.quality import LINE_NAMES, quality
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from tests.core.planner.instances import county, random_problem
from tests.core.planner.test_explain import MONDAY, small, visit_of

KEYS = ["townships", "longest_wait", "market", "leader_visits", "loads", "revisited", "continuity", "unmet"]
TUESDAY = date(2027, 1, 5)


def lines_of(problem, before, after):
    return {line.key: line for line in quality(problem, before, after)}


def test_figures_before_and_after():
    before = visit_of(2, MONDAY - timedelta(40), hold=Hold.BOUND)
    problem = small(around=(before,), kinds=(PlannerKind("site", "Site meeting", 1),))
    market = replace(problem.townships[0], markets=frozenset({TUESDAY}))
    problem = replace(problem, townships=(market, problem.townships[1]))
    lines = lines_of(problem, (), (visit_of(2), visit_of(1, date(2027, 1, 8))))
    assert list(lines) == KEYS == list(LINE_NAMES)
    assert (lines["townships"].before, lines["townships"].after) == ("0 / 2", "1 / 2")
    assert lines["townships"].notes == ("Wangyun had none, now 2 visits.",)
    (loss,) = lines["townships"].losses
    assert loss.text == "Liuhe has no visit."
    assert loss.fix.kind is ChangeKind.ADD
    assert (lines["longest_wait"].before, lines["longest_wait"].after) == ("45 days", "40 days")
    assert lines["longest_wait"].notes[0] == "Wangyun had waited 40 days already; the visit is on 4 Jan."
    assert (lines["market"].before, lines["market"].after) == ("0 / 0", "0 / 2")
    assert lines["market"].losses[0].text == "4 Jan Morning, Chen to Wangyun: no market day."
    assert lines["market"].losses[0].fix.instead.day == TUESDAY
    assert (lines["revisited"].before, lines["revisited"].after) == ("0 / 1", "1 / 1")
    assert lines["continuity"].after == "1 / 2"
    assert lines["continuity"].losses[0].fix.leader_id == 1
    assert lines["leader_visits"].after == "0—1 visits"


def test_leaders_are_shown_by_rank_with_what_is_asked():
    problem = small(quotas=(QuotaFacts(1, span=QuotaSpan.MONTH, least=1),))
    problem = replace(problem, first=date(2027, 1, 1), last=date(2027, 1, 31))
    line = lines_of(problem, (), (visit_of(2), visit_of(1, date(2027, 1, 8))))["leader_visits"]
    bars = [(each.name, each.visits, each.least) for each in line.bars]
    assert bars == [
        ("Zhou", 1, 1),
        ("Chen", 1, 1),
        ("He", 0, 1),
    ]
    assert line.notes == ("2 leaders meet the quota.", "He is 1 visit short.")
    (loss,) = line.losses
    assert loss.leader_id == 3
    assert loss.fix.kind is ChangeKind.ADD


@pytest.mark.parametrize("seed", range(10))
def test_every_lost_point_names_what_it_is_about(seed):
    problem = random_problem(seed)
    for line in quality(problem, problem.fixed, construct(problem)):
        for loss in line.losses:
            assert loss.text
            assert loss.visit or loss.leader_id or loss.township_id or line.key == "unmet"


def test_a_county_is_reported_and_compared():
    problem = county()
    before, after = tuple(sorted((*problem.fixed, *problem.drafts))), construct(problem)
    lines = lines_of(problem, before, after)
    assert len(lines["market"].losses) == int(lines["market"].after.split(" / ")[1]) - int(
        lines["market"].after.split()[0]
    )
    found = compare(problem, before, after)
    assert sum(found.count(each) for each in Difference) == len(found.changes)
    assert len([each for each in found.changes if each.after]) == len(after)
    assert len([each for each in found.changes if each.before]) == len(before)


def test_two_plans_are_told_apart():
    problem = small()
    fixed = visit_of(2, date(2027, 1, 8), id=9, hold=Hold.PUBLISHED)
    one = (visit_of(1, id=7), visit_of(2, TUESDAY, 102), fixed)
    other = (visit_of(1, TUESDAY, id=7), visit_of(1, date(2027, 1, 8), 102), visit_of(2, TUESDAY, 102), fixed)
    found = compare(problem, one, other)
    assert [each.what.value for each in found.changes] == ["moved", "kept", "locked", "added"]
    assert found.changes[0].text == "4 Jan Morning, Zhou to Wangyun → 5 Jan Morning, Zhou to Wangyun"
    assert (found.leader_ids, found.township_ids) == ((1,), (101, 102))
    figures = {each.key: (each.one, each.other, each.better) for each in found.figures}
    assert figures["townships"] == ("2", "2", 0)
    assert figures["spread"] == ("2", "2", 0)
    back = compare(problem, other, one)
    assert [each.what.value for each in back.changes].count("removed") == 1
    assert all(each.what in {Difference.KEPT, Difference.LOCKED} for each in compare(problem, one, one).changes)


@pytest.mark.parametrize("seed", range(10))
def test_pairs_lose_nothing(seed):
    problem = random_problem(seed)
    one, other = tuple(sorted((*problem.fixed, *problem.drafts))), construct(problem)
    pairs = paired(one, other)
    assert sorted(each for each, _other in pairs if each) == list(one)
    assert sorted(each for _one, each in pairs if each) == sorted(other)
