"""A plan taken over: one step and one undo, row for row; what stays is not touched; a schedule that changed refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.errors import LeaderBusy
from core.planner.problem import Hold, Plan, PlannedVisit, Problem
from core.planner_errors import NothingToAdopt, PlanOutdated
from core.visits import Half, ReceptionForm, VisitState
from db import models as m
from db.queries.planner import problem_of
from db.queries.visits import visit_draft
from db.services.board_moves import pin_visit, place_visit
from db.services.plans import Adopted, adopt_plan
from db.services.visits import delete_visit
from db.store import Store
from tests.db.county import AROUND, CHEN, LIUHE, QINGSHI, SHIQIAO, TODAY, ZHOU, ask, do, plan
from tests.db.publishing import found_office
from tests.db.rows import everything

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
AM, PM = Half.MORNING, Half.AFTERNOON
TALK = "policy_outreach"


@pytest.fixture
def county(store: Store) -> Store:
    """Two leaders, three townships; on both databases."""
    found_office(store)
    return store


@pytest.fixture
def village(sqlite_store: Store) -> Store:
    """The same on SQLite only."""
    found_office(sqlite_store)
    return sqlite_store


def on(day: int, township_id: int = QINGSHI, leader_id: int = ZHOU, **fields: Any) -> PlannedVisit:
    values = {"half": AM, "kind": "petition_reception", **fields}
    return PlannedVisit(day=date(2026, 12, day), township_id=township_id, leader_id=leader_id, **values)


def problem(store: Store) -> Problem:
    found: Problem = ask(store, problem_of, FIRST, LAST, **AROUND)
    return found


def adopt(store: Store, made_from: Problem, *visits: PlannedVisit) -> Adopted:
    plan: Plan = tuple(sorted((*made_from.fixed, *visits)))
    found: Adopted = do(store, adopt_plan, made_from, plan, today=TODAY)
    return found


def drafted(store: Store, day: int, township_id: int = QINGSHI, leader_id: int = ZHOU, **fields: Any) -> int:
    return plan(store, day=date(2026, 12, day), township_id=township_id, leader_id=leader_id, **fields)


def stands(store: Store, visit_id: int) -> tuple[Any, ...]:
    kept = ask(store, visit_draft, visit_id)
    return kept.day.day, kept.half, kept.leader_id, kept.township_id, kept.kind


def test_a_plan_is_adopted_in_one_step_and_taken_back_in_one(county: Store) -> None:
    stays, moves, goes = drafted(county, 2), drafted(county, 3, LIUHE, CHEN), drafted(county, 10, SHIQIAO)
    pinned = drafted(county, 15, SHIQIAO, CHEN)
    do(county, pin_visit, pinned, pinned=True)
    with county.write("Template") as session:
        session.add(m.VisitTemplate(kind=TALK, name="宣讲", is_default=True, theme="惠农政策", position=-1))
    before, head = everything(county), county.head()
    made_from = problem(county)
    wishes = (on(2, id=stays), on(8, LIUHE, CHEN, half=PM, id=moves), on(9, QINGSHI, CHEN, kind=TALK))
    done = adopt(county, made_from, *wishes)
    assert (done.kept, done.moved, done.removed) == ((stays,), (moves,), (goes,))
    (added,) = done.added
    assert stands(county, moves) == (8, PM, CHEN, LIUHE, "petition_reception")
    new = ask(county, visit_draft, added)
    assert (new.state, new.place, new.theme, new.pinned) == (VisitState.DRAFT, "综治中心", "惠农政策", False)
    assert stands(county, added) == (9, AM, CHEN, QINGSHI, TALK)
    assert ask(county, visit_draft, goes) is None
    assert stands(county, pinned) == (15, AM, CHEN, SHIQIAO, "petition_reception")
    county.undo()
    assert everything(county) == before
    assert county.head() != head
    county.redo()
    assert stands(county, added) == (9, AM, CHEN, QINGSHI, TALK)


def test_visits_take_each_others_places(county: Store) -> None:
    one, two, three = drafted(county, 2), drafted(county, 3, LIUHE), drafted(county, 4, SHIQIAO, CHEN)
    before = everything(county)
    adopt(county, problem(county), on(3, id=one), on(2, LIUHE, CHEN, id=two), on(2, SHIQIAO, id=three))
    assert [stands(county, each)[:4] for each in (one, two, three)] == [
        (3, AM, ZHOU, QINGSHI), (2, AM, CHEN, LIUHE), (2, AM, ZHOU, SHIQIAO),
    ]  # fmt: skip
    with county.read() as session:
        assert not any(session.get_one(m.Visit, each).overlap_confirmed for each in (one, two, three))
    county.undo()
    assert everything(county) == before


def test_another_kind_that_receives_nobody_drops_the_form_of_reception(village: Store) -> None:
    visit = drafted(village, 2, reception_form=ReceptionForm.BY_APPOINTMENT)
    adopt(village, problem(village), on(2, id=visit, kind=TALK))
    kept = ask(village, visit_draft, visit)
    assert (kept.kind, kept.reception_form) == (TALK, None)


def test_visits_without_an_id_are_the_drafts_that_they_are_like(village: Store) -> None:
    kept, nearest, far = drafted(village, 2), drafted(village, 8, LIUHE), drafted(village, 18, LIUHE, CHEN)
    done = adopt(village, problem(village), on(2), on(9, LIUHE), on(10, LIUHE, CHEN), on(16, SHIQIAO))
    assert (done.kept, done.moved, done.removed, len(done.added)) == ((kept,), (nearest, far), (), 1)


def test_what_stays_is_not_touched_whatever_the_plan_says(village: Store) -> None:
    visit = drafted(village, 2)
    do(village, pin_visit, visit, pinned=True)
    made_from = problem(village)
    wishes = (on(7, LIUHE, CHEN, id=visit), on(9, SHIQIAO, CHEN))
    do(village, adopt_plan, made_from, wishes, today=TODAY)
    assert stands(village, visit)[:4] == (2, AM, ZHOU, QINGSHI)


def test_what_a_person_put_there_is_pinned(village: Store) -> None:
    stays, moves = drafted(village, 2), drafted(village, 3, LIUHE, CHEN)
    by_hand = [on(2, id=stays), on(8, LIUHE, CHEN, id=moves), on(9, SHIQIAO)]
    done = adopt(village, problem(village), *(each._replace(hold=Hold.PINNED) for each in by_hand))
    for visit_id in (stays, moves, *done.added):
        assert ask(village, visit_draft, visit_id).pinned
    assert stands(village, moves)[0] == 8


def test_the_schedule_as_it_stands_is_nothing_to_adopt(village: Store) -> None:
    visit = drafted(village, 2)
    made_from, head = problem(village), village.head()
    with pytest.raises(NothingToAdopt):
        adopt(village, made_from, on(2, id=visit))
    assert village.head() == head


def add_absence(store: Store) -> None:
    with store.write("Away") as session:
        session.add(m.Absence(leader_id=CHEN, starts=date(2026, 12, 9), ends=date(2026, 12, 9)))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda store, visit: do(store, place_visit, visit, to=date(2026, 12, 4)), "goes to 青石镇 on 2 Dec"),
        (lambda store, visit: do(store, delete_visit, visit), "周立明 goes to 青石镇 on 2 Dec: this is no longer so"),
        (lambda store, visit: do(store, pin_visit, visit, pinned=True), "青石镇 on 2 Dec"),
        (lambda store, _visit: drafted(store, 17, SHIQIAO, CHEN), "陈雨桐 goes to 石桥镇 on 17 Dec"),
        (lambda store, _visit: add_absence(store), "陈雨桐 is away on 9 Dec"),
    ],
)
def test_a_schedule_that_changed_since_is_said_and_left_alone(village: Store, change: Any, why: str) -> None:
    visit = drafted(village, 2)
    made_from = problem(village)
    change(village, visit)
    before = everything(village)
    with pytest.raises(PlanOutdated, match=why):
        adopt(village, made_from, on(3, id=visit), on(9, LIUHE, CHEN))
    assert everything(village) == before


def test_a_plan_adopted_twice_is_adopted_once(village: Store) -> None:
    made_from = problem(village)
    adopt(village, made_from, on(9, LIUHE, CHEN))
    before = everything(village)
    with pytest.raises(PlanOutdated):
        adopt(village, made_from, on(9, LIUHE, CHEN))
    assert everything(village) == before


def test_a_refusal_half_way_leaves_nothing_behind(village: Store) -> None:
    visit = drafted(village, 2)
    before = everything(village)
    twice = [on(9, LIUHE, hold=Hold.PINNED), on(9, SHIQIAO, hold=Hold.PINNED)]
    with village.write("Strict") as session:
        session.get_one(m.Setting, "clash_levels").value = {"value": {}}
    before = everything(village)
    with pytest.raises(LeaderBusy):
        adopt(village, problem(village), on(3, id=visit), *twice)
    assert everything(village) == before


def test_what_was_given_up_in_the_plan_is_no_change_of_the_schedule(village: Store) -> None:
    add_absence(village)

    def present(found: Problem) -> Problem:
        return replace(found, leaders=tuple(replace(each, away=()) for each in found.leaders))

    made_from = present(problem(village))
    plan = (on(9, LIUHE, CHEN),)
    with pytest.raises(PlanOutdated, match="is away"):
        do(village, adopt_plan, made_from, plan, today=TODAY)
    assert len(do(village, adopt_plan, made_from, plan, today=TODAY, relaxed=present).added) == 1


def test_a_plan_made_with_milder_rules_is_judged_by_them(village: Store) -> None:
    drafted(village, 2)
    with village.write("Strict") as session:
        session.get_one(m.Setting, "clash_levels").value = {"value": {}}
    made_from = replace(problem(village), revisit_days=0, most_a_day=9)
    done = adopt(village, made_from, on(2), on(3, QINGSHI, CHEN))
    assert len(done.added) == 1
