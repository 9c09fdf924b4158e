"""The burden ledger: done equals done visits times weights, planned stands apart, corrections keep their reason."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from core.burden import SHIPPED, Weight
from core.directory import LeaderDraft
from core.errors import MissingField, NumberOutOfRange
from core.people_errors import CorrectionIsNothing, WeightsFrozen, YearIsOver
from core.visits import Half, VisitState
from db import models as m
from db.queries.burden import burden_ledger, burden_lines, corrections_of, frozen_years, weights_of
from db.services.burden import delete_correction, freeze_weights, save_correction
from db.services.leaders import save_leader
from db.store import Store
from tests.db.county import CALENDAR, CHEN, TODAY, ZHOU, ask, do, plan
from tests.db.people_office import HE, LIN, found_office

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
AT = {"today": TODAY, "calendar": CALENDAR}


def by_leader(store: Store, first: date = YEAR[0], last: date = YEAR[1]) -> dict[int, object]:
    return {row.id: row for row in ask(store, burden_ledger, first, last, **AT)}


def scatter(store: Store, seed: int, count: int = 80) -> None:
    """Plan and make visits at random: any leader, place, day, half and state, some with company."""
    chance = Random(seed)
    with store.write("Scatter") as session:
        session.add(m.Market(township_id=1, rule="solar:3,8", as_written=""))
        for n in range(count):
            leader = chance.choice((ZHOU, CHEN, HE))
            company = [] if chance.random() < 0.7 else [m.VisitLeader(leader_id=LIN, position=0)]
            session.add(
                m.Visit(
                    uid=f"s{seed}-{n}", year=2027, number=n + 1,
                    day=date(2025, 12, 20) + timedelta(chance.randrange(380)), half=chance.choice(list(Half)),
                    kind="petition_reception", leader_id=leader, township_id=chance.choice((1, 2, 3)),
                    state=chance.choice(list(VisitState)), overlap_confirmed=True, leaders=company, agencies=[],
                    appointments=[],
                )
            )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_sum_equals_done_visits_times_weights(store: Store, seed: int) -> None:
    """P19, by a count of its own: every reason is asked here again, in other words."""
    found_office(store)
    scatter(store, seed)
    market = {day for day in (YEAR[0] + timedelta(n) for n in range(365)) if day.day % 10 in {3, 8}}
    done, planned = dict.fromkeys(range(1, 5), 0), dict.fromkeys(range(1, 5), 0)
    with store.read() as session:
        for visit in session.query(m.Visit):
            if not YEAR[0] <= visit.day <= YEAR[1]:
                continue
            weight = 20 if visit.half is Half.WHOLE_DAY else 10
            weight += 3 if visit.township_id == 1 and visit.day in market else 0
            weight += 0 if CALENDAR.is_workday(visit.day) else 10
            eve = CALENDAR.is_workday(visit.day) and visit.day in HOLIDAY_EVES
            weight += 5 if eve else 0
            if visit.state is VisitState.DONE:
                done[visit.leader_id] += weight
            elif visit.state in {VisitState.DRAFT, VisitState.SET, VisitState.NOTIFIED}:
                planned[visit.leader_id] += weight
    ledger = by_leader(store)
    assert {key: row.done for key, row in ledger.items()} == {key: done[key] for key in ledger}
    assert {key: row.planned for key, row in ledger.items()} == {key: planned[key] for key in ledger}
    for key, row in ledger.items():
        lines = ask(store, burden_lines, key, *YEAR, calendar=CALENDAR)
        assert sum(each.tenths for each in lines if each.is_done and not each.goes_along) == row.done
        assert sum(each.tenths for each in lines if each.is_done and each.goes_along) == row.accompanying


HOLIDAY_EVES = {
    date(2026, 2, 14), date(2026, 4, 3), date(2026, 4, 30), date(2026, 6, 18), date(2026, 9, 24), date(2026, 9, 30),
    date(2026, 12, 31),
}  # fmt: skip


def test_leaders_stand_in_rank_order_whatever_they_carried(sqlite_store: Store) -> None:
    found_office(sqlite_store)
    scatter(sqlite_store, 9)
    assert [row.rank for row in ask(sqlite_store, burden_ledger, *YEAR, **AT)] == [1, 2, 3, 4]


def test_the_weights_of_a_year_are_fixed_once(store: Store) -> None:
    found_office(store)
    heavy = {**SHIPPED, Weight.HALF: 30}
    done = plan(store, day=date(2026, 11, 20), state=VisitState.DONE)
    assert by_leader(store)[ZHOU].done == 10
    do(store, freeze_weights, 2027, heavy, today=TODAY)
    assert by_leader(store)[ZHOU].done == 10
    do(store, freeze_weights, 2026, heavy, today=TODAY)
    assert by_leader(store)[ZHOU].done == 30
    assert ask(store, frozen_years) == [2026, 2027]
    assert [ask(store, weights_of, year)[Weight.HALF] for year in (2025, 2026, 2030)] == [10, 30, 30]
    for year, error in ((2026, WeightsFrozen), (2025, YearIsOver)):
        with pytest.raises(error):
            do(store, freeze_weights, year, SHIPPED, today=TODAY)
    for wrong, fault in (
        ({**SHIPPED, Weight.MARKET: None}, MissingField),
        ({**SHIPPED, Weight.MARKET: 1001}, NumberOutOfRange),
    ):
        with pytest.raises(fault):
            do(store, freeze_weights, 2028, wrong, today=TODAY)
    store.undo()
    assert by_leader(store)[ZHOU].done == 10
    assert done


def test_a_correction_keeps_its_reason_and_stands_apart(store: Store) -> None:
    found_office(store)
    plan(store, day=date(2026, 11, 20), state=VisitState.DONE)
    made = do(store, save_correction, ZHOU, day=TODAY, tenths=25, reason="年初结转")
    row = by_leader(store)[ZHOU]
    assert (row.done, row.corrected, row.level) == (10, 25, 35)
    (entry,) = ask(store, corrections_of, ZHOU, *YEAR)
    assert (entry.id, entry.reason) == (made, "年初结转")
    do(store, save_correction, ZHOU, day=TODAY, tenths=-5, reason="年初结转", correction_id=made)
    assert by_leader(store)[ZHOU].corrected == -5
    do(store, delete_correction, made)
    assert by_leader(store)[ZHOU].corrected == 0
    for words, error in (
        ({"day": None}, MissingField), ({"tenths": None}, MissingField), ({"reason": " "}, MissingField),
        ({"tenths": 0}, CorrectionIsNothing), ({"tenths": 99_999}, NumberOutOfRange),
    ):  # fmt: skip
        with pytest.raises(error):
            do(store, save_correction, ZHOU, **({"day": TODAY, "tenths": 1, "reason": "x"} | words))


def test_a_newcomer_is_credited_and_a_share_counts(store: Store) -> None:
    found_office(store)
    for day, who in (
        (date(2026, 3, 3), ZHOU),
        (date(2026, 3, 4), CHEN),
        (date(2026, 3, 5), CHEN),
        (date(2026, 7, 1), ZHOU),
    ):
        plan(store, day=day, leader_id=who, state=VisitState.DONE)
    with store.write("Share") as session:
        session.get_one(m.Leader, HE).duty_share = 0
        session.get_one(m.Leader, LIN).valid_from = None
        session.get_one(m.Leader, LIN).duty_share = 0
    made = do(store, save_leader, LeaderDraft(name="张三", valid_from=date(2026, 6, 1), duty_share=50), today=TODAY)
    ledger = by_leader(store)
    assert (ledger[made].credited, ledger[made].level) == (8, 16)  # (10 + 20) / 2 at half a share, rounded
    assert ledger[ZHOU].level == 20
    assert ledger[HE].level is None


def test_a_shared_ledger_says_nothing_of_unannounced_visits_to_come(sqlite_store: Store) -> None:
    first, _other = found_office(sqlite_store)
    before = by_leader(sqlite_store)[ZHOU].planned
    with sqlite_store.write("Unannounced") as session:
        session.get_one(m.Visit, first).unannounced = True
    shared = {row.id: row for row in ask(sqlite_store, burden_ledger, *YEAR, **AT, shared=True)}
    assert (by_leader(sqlite_store)[ZHOU].planned, shared[ZHOU].planned) == (before, 0)
    with sqlite_store.write("Done") as session:
        session.get_one(m.Visit, first).state = VisitState.DONE
    shared = {row.id: row for row in ask(sqlite_store, burden_ledger, *YEAR, **AT, shared=True)}
    assert shared[ZHOU].done == before
