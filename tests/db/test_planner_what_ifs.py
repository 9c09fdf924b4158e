"""Plans beside the live one: kept, changed, renamed and dropped with undo, and read back when visits are gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.errors import LastBeforeFirst, MissingField, NameTaken, Vanished
from core.planner.options import PlanOptions
from core.planner.problem import Hold, PlannedVisit, Stand
from core.visits import Half
from db import models as m
from db.queries.planner import problem_of
from db.queries.what_ifs import kept_plan, revived, what_ifs
from db.services.visits import delete_visit
from db.services.what_ifs import change_what_if, drop_what_if, keep_what_if, rename_what_if
from db.store import Store
from tests.db.county import AROUND, CHEN, LIUHE, QINGSHI, SHIQIAO, TODAY, ZHOU, ask, do, plan
from tests.db.publishing import found_office

DAYS = (date(2026, 12, 1), date(2026, 12, 31))
OPTIONS = PlanOptions({"meeting": Stand.OFF}, interval_days=45, left_out=frozenset({CHEN}))


@pytest.fixture
def county(sqlite_store: Store) -> Store:
    found_office(sqlite_store)
    return sqlite_store


def on(day: int, township_id: int = QINGSHI, leader_id: int = ZHOU, **fields: Any) -> PlannedVisit:
    values = {"half": Half.MORNING, "kind": "petition_reception", **fields}
    return PlannedVisit(day=date(2026, 12, day), township_id=township_id, leader_id=leader_id, **values)


def keep(store: Store, name: str, *visits: PlannedVisit) -> int:
    made: int = do(store, keep_what_if, name, *DAYS, options=OPTIONS, plan=visits, today=TODAY)
    return made


def names(store: Store) -> list[str]:
    return [row.name for row in ask(store, what_ifs)]


def test_a_plan_is_kept_and_read_back_as_it_was(store: Store) -> None:
    found_office(store)
    visits = (on(2, id=7, hold=Hold.PINNED, along=(CHEN,)), on(3, LIUHE, half=Half.AFTERNOON))
    first = keep(store, " 少两位领导 ", *visits)
    keep(store, "四十五天一次")
    assert names(store) == ["四十五天一次", "少两位领导"]
    kept = ask(store, kept_plan, first)
    assert (kept.options, kept.visits) == (OPTIONS, visits)
    assert (kept.row.first, kept.row.last, kept.row.made_on, kept.row.visits) == (*DAYS, TODAY, 2)


def test_each_act_is_one_step_of_undo(county: Store) -> None:
    id = keep(county, "甲", on(2))
    do(county, rename_what_if, id, "乙")
    do(county, change_what_if, id, options=PlanOptions(), plan=(on(3), on(9, LIUHE)))
    do(county, drop_what_if, id)
    assert ask(county, kept_plan, id) is None
    county.undo()
    assert [each.day.day for each in ask(county, kept_plan, id).visits] == [3, 9]
    county.undo()
    assert ask(county, kept_plan, id).options == OPTIONS
    county.undo()
    assert names(county) == ["甲"]
    county.undo()
    assert names(county) == []


def test_bad_names_and_days_are_refused(county: Store) -> None:
    id = keep(county, "甲")
    with pytest.raises(MissingField):
        keep(county, "  ")
    with pytest.raises(NameTaken, match="甲"):
        keep(county, "甲")
    with pytest.raises(LastBeforeFirst):
        do(county, keep_what_if, "乙", *reversed(DAYS), options=OPTIONS, plan=(), today=TODAY)
    for act in (lambda: do(county, drop_what_if, id + 1), lambda: do(county, rename_what_if, id + 1, "丙")):
        with pytest.raises(Vanished):
            act()
    assert names(county) == ["甲"]


def test_a_plan_comes_back_although_visits_leaders_and_townships_are_gone(county: Store) -> None:
    stays, gone = (plan(county, day=date(2026, 12, n), township_id=n) for n in (1, 2))
    told = plan(county, day=date(2026, 12, 4), township_id=SHIQIAO, pinned=True)
    went = (on(5, SHIQIAO, id=999, hold=Hold.PUBLISHED), on(8, leader_id=77), on(9, 88), on(10, kind="dropped"))
    by_hand = on(16, LIUHE, CHEN, hold=Hold.PINNED)
    visits = (on(7, id=stays), on(3, LIUHE, id=gone), on(4, SHIQIAO, id=told, hold=Hold.PINNED), *went, by_hand)
    do(county, delete_visit, gone)
    id = keep(county, "甲", *visits)
    problem = ask(county, problem_of, *DAYS, **AROUND)
    found = revived(problem, ask(county, kept_plan, id).visits)
    assert found.plan == (on(3, LIUHE), problem.fixed[0], on(7, id=stays), by_hand)
    assert found.lost == went[1:]


@pytest.mark.parametrize("rows", [[], ["x", 1, None, {}], [{"day": "2026-13-40"}], [{"id": "seven"}]])
def test_rows_that_nobody_can_read_are_left_out(county: Store, rows: list[Any]) -> None:
    with county.write("Spoil") as session:
        session.add(m.WhatIf(name="甲", first_day=DAYS[0], last_day=DAYS[1], made_on=TODAY, options={}, visits=rows))
    (row,) = ask(county, what_ifs)
    kept = ask(county, kept_plan, row.id)
    assert (kept.visits, kept.options) == ((), PlanOptions())
