"""The base rota in a schedule: its verbs, what it asks of a plan, and a year of drafts that is never written twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from core.base_rota_errors import (
    MarketNeedsTownship,
    NothingToDraft,
    PatternEmpty,
    ReceptionNeedsKind,
    TurnTwice,
    YearIsOver,
)
from core.errors import ChangedMeanwhile, ChoiceVanished, LastBeforeFirst, UserError, Vanished
from core.planner.base_rota import read_pattern
from core.planner.problem import BaseVisit, ReceptionDay
from core.visits import Half, VisitState
from db import models as m
from db.queries.base_rota import base_of, base_rota_rows, base_year
from db.queries.planner import problem_of
from db.services.base_rota import (
    BaseRotaDraft,
    copy_line,
    delete_line,
    draft_year,
    move_line,
    save_line,
    set_line_active,
)
from db.services.visits import move_visit, set_state
from db.store import Store
from tests.db.county import AROUND, CALENDAR, CHEN, LIUHE, QINGSHI, TODAY, ZHOU, ask, do, found_county, plan

RECEPTION = "petition_reception"
MONDAY = date(2027, 1, 4)


def add(store: Store, words: str, **fields: Any) -> int:
    said = read_pattern(words)
    values = {"pattern": said.pattern, "half": said.half, "kind": RECEPTION, "township_id": QINGSHI, "turns": (ZHOU,)}
    made: int = do(store, save_line, BaseRotaDraft(**(values | fields)))
    return made


def year(store: Store, of: int = 2027) -> Any:
    return ask(store, base_year, of, **AROUND)


def test_a_line_is_saved_changed_ordered_copied_and_deleted_each_in_one_step_of_undo(store: Store) -> None:
    found_county(store)
    first = add(store, "每月15日遇节假日顺延上午", turns=(CHEN, ZHOU), must=True)
    second = add(store, "每个工作日", township_id=None, turns=())
    row, other = ask(store, base_rota_rows)
    assert (row.name, row.spec, row.half, row.must) == (
        "青石镇 Petition reception", "day:15;roll=next", Half.MORNING, True,
    )  # fmt: skip
    assert [each.name for each in row.turns] == ["陈雨桐", "周立明"]
    assert other.name == "Every working day"

    do(store, save_line, BaseRotaDraft("接访日", row.pattern, turns=(ZHOU, CHEN), id=first, version=row.version))
    with pytest.raises(ChangedMeanwhile):
        do(store, save_line, BaseRotaDraft("接访日", row.pattern, id=first, version=row.version))
    assert [each.id for each in ask(store, base_rota_rows)[0].turns] == [ZHOU, CHEN]
    store.undo()
    assert [each.id for each in ask(store, base_rota_rows)[0].turns] == [CHEN, ZHOU]

    assert do(store, move_line, second, steps=-1)
    copy = do(store, copy_line, first)
    do(store, set_line_active, second, active=False)
    do(store, delete_line, first)
    rows = ask(store, base_rota_rows)
    assert [(each.id, each.active) for each in rows] == [(second, False), (copy, True)]
    assert [each.id for each in rows[1].turns] == [CHEN, ZHOU]
    for _step in range(4):
        store.undo()
    assert [each.id for each in ask(store, base_rota_rows)] == [first, second]
    with pytest.raises(Vanished):
        do(store, delete_line, 99)


REFUSED: tuple[tuple[dict[str, Any], type[UserError]], ...] = (
    ({"pattern": None}, PatternEmpty),
    ({"pattern": read_pattern("赶集日").pattern, "township_id": None}, MarketNeedsTownship),
    ({"must": True, "kind": None}, ReceptionNeedsKind),
    ({"turns": (ZHOU, ZHOU)}, TurnTwice),
    ({"turns": (99,)}, ChoiceVanished),
    ({"township_id": 99}, ChoiceVanished),
    ({"first_day": MONDAY, "last_day": TODAY}, LastBeforeFirst),
    ({"name": "长" * 101}, UserError),
)


def test_what_is_no_line_is_refused_and_nothing_is_kept(sqlite_store: Store) -> None:
    found_county(sqlite_store)
    for fields, refusal in REFUSED:
        with pytest.raises(refusal):
            add(sqlite_store, "每周三", **fields)
    assert ask(sqlite_store, base_rota_rows) == []


def test_the_planner_is_asked_for_what_the_rota_says(store: Store) -> None:
    found_county(store)
    add(store, "每周三上午", turns=(ZHOU, CHEN), must=True, first_day=date(2026, 12, 2))
    add(store, "赶集日", township_id=LIUHE, turns=())
    with store.write("Add") as session:
        session.add(m.Market(township_id=LIUHE, rule="weekday:5", as_written="周五"))
        session.add(m.BaseRotaRule(name="newer", pattern="moon:full", turns=[]))
        session.add(m.Absence(leader_id=CHEN, starts=date(2026, 12, 9), ends=date(2026, 12, 9), reason="leave"))
    asked, duties = ask(store, base_of, date(2026, 11, 1), date(2026, 12, 11), today=TODAY, calendar=CALENDAR)
    friday, wednesday = date(2026, 11, 27), date(2026, 12, 2)
    assert [each for each in asked if each.township_id == LIUHE] == [
        BaseVisit(friday + timedelta(7 * n), None, LIUHE, None, RECEPTION) for n in range(3)
    ]
    assert [(each.day, each.leader_id) for each in asked if each.township_id == QINGSHI] == [
        (wednesday, ZHOU), (date(2026, 12, 9), ZHOU),
    ]  # fmt: skip
    assert duties[0] == ReceptionDay(wednesday, RECEPTION, QINGSHI, Half.MORNING)
    problem = ask(store, problem_of, date(2026, 11, 1), date(2026, 12, 11), **AROUND)
    assert (problem.base, problem.receptions) == (asked, duties)


def test_a_year_is_drafted_in_one_step_and_never_twice(store: Store) -> None:
    found_county(store)
    line = add(store, "每月第一个周一", turns=(ZHOU, CHEN))
    add(store, "每月20日", township_id=None)
    before = plan(store, day=MONDAY, leader_id=CHEN)
    preview = year(store)
    assert (len(preview.new), len(preview.there), len(preview.open)) == (11, 1, 12)

    made = do(store, draft_year, 2027, **AROUND)
    assert len(made) == 11
    assert before not in made
    with store.read() as session:
        visits = [session.get_one(m.Visit, each) for each in made]
        assert {each.state for each in visits} == {VisitState.DRAFT}
        assert {each.place for each in visits} == {"综治中心"}
        assert [each.leader_id for each in visits[:3]] == [CHEN, ZHOU, CHEN]
    with pytest.raises(NothingToDraft):
        do(store, draft_year, 2027, **AROUND)

    do(store, move_visit, made[0], to=date(2027, 2, 4))  # moved, called off and renamed ones are not missing
    do(store, set_state, made[1], VisitState.CANCELLED)
    row = ask(store, base_rota_rows)[0]
    fields = {"kind": row.kind, "township_id": row.township_id, "turns": (CHEN,), "id": line, "version": row.version}
    do(store, save_line, BaseRotaDraft("新名", row.pattern, **fields))
    assert (len(year(store).new), len(year(store).there)) == (0, 12)

    with store.write("Delete") as session:
        session.delete(session.get_one(m.Visit, made[5]))
    assert [each.visit.day for each in year(store).new] == [date(2027, 7, 5)]
    for _step in range(4):
        store.undo()
    assert len(year(store).new) == 0
    store.undo()
    assert len(year(store).new) == 11


def test_what_stands_in_the_way_is_said(store: Store) -> None:
    found_county(store)
    add(store, "每周一，节假日照排")
    add(store, "每周六", turns=(CHEN,))
    with store.write("Add") as session:
        session.add(m.Absence(leader_id=ZHOU, starts=date(2027, 1, 11), ends=date(2027, 1, 17), reason="leave"))
        session.add(m.Closure(township_id=QINGSHI, starts=date(2027, 1, 18), ends=date(2027, 1, 18), reason="flood"))
        session.add(m.Closure(starts=date(2027, 1, 25), ends=date(2027, 1, 25), reason="congress"))
    plan(store, day=MONDAY, leader_id=ZHOU, township_id=LIUHE)
    draft = year(store)
    assert [(each.of.day, each.rule) for each in draft.barred[:4]] == [
        (MONDAY, "double_booking"), (date(2027, 1, 11), "absence"), (date(2027, 1, 18), "blocked_day"),
        (date(2027, 1, 25), "rest_day"),
    ]  # fmt: skip
    assert draft.barred[1].sentence == "On 11 Jan nobody whose turn it could be is there."
    assert {each.line.pattern.weekdays for each in draft.left_out} == {(6,)}
    assert not {each.visit.day for each in draft.new} & {each.of.day for each in draft.barred}

    past = year(store, 2026)
    assert min(each.visit.day for each in past.new) >= TODAY
    assert past.past
    with pytest.raises(YearIsOver):
        do(store, draft_year, 2025, **AROUND)
