"""An absence over planned visits, and what becomes of them: one write, one undo."""

from __future__ import annotations

from datetime import date

import pytest

from core.directory import AbsenceDraft
from core.errors import ChangedMeanwhile, DayOutOfRange, LeaderBusy
from core.people_errors import AbsencesOverlap, AbsentThatDay, KeepNeedsReason, RepairMissing
from core.visits import Half
from db import models as m
from db.queries.absence_repair import hit_visits
from db.queries.clashes import clashes_between
from db.queries.leader_changes import changes_of_visit
from db.queries.leader_detail import leader_detail, visits_within
from db.services.absence_repair import Around, Repair, RepairChoice, save_absence_with
from db.services.leaders import save_absence
from db.store import Store
from tests.db.county import CALENDAR, CHEN, SETTINGS, TODAY, ZHOU, ask, do, plan
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


def go_along(store: Store, visit_id: int, leader_id: int) -> None:
    with store.write("Take along") as session:
        session.add(m.VisitLeader(visit_id=visit_id, leader_id=leader_id))


def companions(store: Store, visit_id: int) -> list[int]:
    with store.read() as session:
        return [row.leader_id for row in session.query(m.VisitLeader).filter_by(visit_id=visit_id)]


def test_who_only_goes_along_is_asked_too_and_stays_at_home_or_is_kept(store: Store) -> None:
    _own, other = found_office(store)
    go_along(store, other, HE)
    before = rows(store)
    (hit,) = ask(store, hit_visits, HE, AFTER, AFTER, today=TODAY, calendar=CALENDAR, settings=SETTINGS)
    assert (hit.visit.id, hit.goes_along, hit.leaders, hit.days) == (other, True, (), ())
    away = AbsenceDraft(HE, AFTER, AFTER, "市委全会")
    with pytest.raises(RepairMissing):
        do(store, save_absence_with, away, [], around=AROUND)
    with pytest.raises(KeepNeedsReason, match="although 何建勋 is away"):
        do(store, save_absence_with, away, [RepairChoice(other, Repair.KEEP)], around=AROUND)
    assert rows(store) == before
    home = RepairChoice(other, Repair.STAYS_HOME, hit.version)
    do(store, save_absence_with, away, [home], around=AROUND)
    assert (companions(store, other), leaders_of(store, other)) == ([], [CHEN])
    with pytest.raises(ChangedMeanwhile):
        do(store, save_absence_with, AbsenceDraft(HE, date(2026, 12, 9)), [home], around=AROUND)
    store.undo()
    assert rows(store) == before
    do(store, save_absence_with, away, [RepairChoice(other, Repair.KEEP, reason="晚到")], around=AROUND)
    assert companions(store, other) == [HE]
    (hit,) = ask(store, hit_visits, HE, AFTER, AFTER, today=TODAY, calendar=CALENDAR, settings=SETTINGS)
    assert hit.kept == "晚到"
    assert ask(store, leader_detail, HE, today=TODAY, calendar=CALENDAR).absences[0].visits == 1


def test_an_absence_of_one_day_is_named_by_that_day(sqlite_store: Store) -> None:
    found_office(sqlite_store)
    do(sqlite_store, save_absence, AbsenceDraft(HE, DAY))
    with pytest.raises(AbsentThatDay, match="何建勋 is away on 2 Dec 2026 already"):
        do(sqlite_store, save_absence, AbsenceDraft(HE, DAY, AFTER))
