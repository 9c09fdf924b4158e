"""An absence over planned visits, and what becomes of them: one write, one undo."""

from __future__ import annotations

from datetime import date

import pytest

from core.directory import AbsenceDraft
from core.errors import DayOutOfRange, LeaderBusy
from core.people_errors import AbsencesOverlap, KeepNeedsReason, RepairMissing
from core.visits import Half
from db.queries.clashes import clashes_between
from db.queries.leader_changes import changes_of_visit
from db.queries.leader_detail import visits_within
from db.services.absence_repair import Around, Repair, RepairChoice, save_absence_with
from db.services.leaders import save_absence
from db.store import Store
from tests.db.county import CALENDAR, SETTINGS, TODAY, ZHOU, ask, do, plan
from tests.db.people_office import AFTER, AROUND_RULES, DAY, HE, found_office, leaders_of, rows

AROUND = Around(CALENDAR, SETTINGS, "罗敏", TODAY)
AWAY = AbsenceDraft(ZHOU, DAY, date(2026, 12, 4), "市委全会")


def three_visits(store: Store) -> tuple[int, int, int]:
    first, _other = found_office(store)
    return first, plan(store, day=AFTER, township_id=3), plan(store, day=date(2026, 12, 4), township_id=2)


def test_each_visit_gets_its_own_answer_and_one_undo_takes_back_all(store: Store) -> None:
    first, second, third = three_visits(store)
    before = rows(store)
    choices = [
        RepairChoice(first, Repair.OTHER_LEADER, leader_id=HE, agreed_by="县委办"),
        RepairChoice(second, Repair.OTHER_DAY, day=date(2026, 12, 8), half=Half.AFTERNOON),
        RepairChoice(third, Repair.KEEP, reason="当天上午返回"),
    ]
    do(store, save_absence_with, AWAY, choices, around=AROUND)
    assert leaders_of(store, first, second, third) == [HE, ZHOU, ZHOU]
    (change,) = ask(store, changes_of_visit, first)
    assert (change.reason, change.agreed_by) == ("市委全会", "县委办")
    left = ask(store, visits_within, ZHOU, DAY, date(2026, 12, 4))
    assert [visit.id for visit in left] == [third]
    found = ask(store, clashes_between, DAY, date(2026, 12, 4), **AROUND_RULES)
    assert [(row.visit_id, row.accepted) for row in found if row.clash.rule_key == "absence"] == [
        (third, "当天上午返回")
    ]
    store.undo()
    assert rows(store) == before


def test_nothing_is_written_unless_every_visit_is_answered(store: Store) -> None:
    first, second, third = three_visits(store)
    before = rows(store)
    kept = [RepairChoice(each, Repair.KEEP, reason="照常") for each in (first, second)]
    for choices, error in (
        (kept, RepairMissing),
        ([*kept, RepairChoice(third, Repair.KEEP)], KeepNeedsReason),
        ([*kept, RepairChoice(third, Repair.OTHER_DAY, day=date(2026, 12, 2), half=Half.MORNING)], LeaderBusy),
    ):
        with pytest.raises(error):
            do(store, save_absence_with, AWAY, choices, around=AROUND)
        assert rows(store) == before


def test_one_leader_is_away_once_on_a_day(sqlite_store: Store) -> None:
    found_office(sqlite_store)
    made = do(sqlite_store, save_absence, AWAY)
    for first, last in ((DAY, DAY), (date(2026, 11, 1), DAY), (date(2026, 12, 4), date(2026, 12, 9))):
        with pytest.raises(AbsencesOverlap, match="周立明 is away from 2 Dec 2026 to 4 Dec 2026 already"):
            do(sqlite_store, save_absence, AbsenceDraft(ZHOU, first, last))
    do(sqlite_store, save_absence, AbsenceDraft(HE, DAY))
    do(sqlite_store, save_absence, AbsenceDraft(ZHOU, DAY, date(2026, 12, 9), id=made))
    with pytest.raises(DayOutOfRange):
        do(sqlite_store, save_absence, AbsenceDraft(ZHOU, date(2300, 1, 1)))
