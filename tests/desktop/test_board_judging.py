"""Judging on the board: every barred slot at once equals judging one by one, and is quick; what is told of a drop."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, time, timedelta
from time import process_time

import pytest

from core.calendar.workdays import work_calendar
from core.clash_facts import AbsenceFacts, ClashContext, Level, MeetingFacts, VisitFacts
from core.conflicts import clashes
from core.i18n import _
from core.visits import Half
from db.services.board_moves import Swap
from desktop.calendar.board_moves import invalid_places
from desktop.calendar.carried import Carried
from desktop.calendar.place import Place
from desktop.calendar.swapping import exchanged
from desktop.calendar.verdict import Surroundings, Tone, Town, longest_gap, verdict

MONDAY = date(2026, 11, 23)
HALVES = (Half.MORNING, Half.AFTERNOON)
LIMIT_MS = 30.0
TRIES = 4


def county(seed: int, leaders: int = 32, days: int = 35, levels: dict[str, Level] | None = None) -> ClashContext:
    """Return a county: a visit a week for each leader, half with a companion, a third away once, a weekly meeting."""
    chance = random.Random(seed)
    dates = [MONDAY + timedelta(n) for n in range(days)]
    visits = [
        VisitFacts(
            n, chance.choice(dates), chance.choice(list(Half)), tuple(chance.sample(range(1, leaders + 1), 1 + n % 2)),
            chance.randint(1, 40), None, "onsite_office", chance.choice((None, time(9))), None,
        )
        for n in range(1, leaders * days // 7)
    ]  # fmt: skip
    away = [
        AbsenceFacts(leader, start := chance.choice(dates), start + timedelta(chance.randint(0, 4)), "学习")
        for leader in range(1, leaders + 1, 3)
    ]
    meetings = [
        MeetingFacts("常委会", day, Half.MORNING, frozenset(range(1, 12))) for day in dates if day.weekday() == 1
    ]
    return ClashContext(
        work_calendar({}), visits, away, meetings, minutes_from_seat={n: 20 + n for n in range(1, 41)},
        leader_names={n: f"领导{n}" for n in range(1, leaders + 1)}, levels=levels or {},
    )  # fmt: skip


def slots(leaders: int, days: int) -> list[Place]:
    return [
        Place(MONDAY + timedelta(n), half, leader_id=leader)
        for leader in range(1, leaders + 1) for n in range(days) for half in HALVES
    ]  # fmt: skip


def lifted(context: ClashContext, *, whole: bool = False) -> Carried:
    visit = next(each for each in context.visits if (each.half is Half.WHOLE_DAY) is whole)
    return Carried(visit, visit.leader_ids[0], stays_whole=whole)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("whole", [False, True])
def test_every_barred_slot_is_what_judging_one_by_one_finds(seed: int, whole: bool) -> None:
    strict = {"meeting": Level.BLOCK, "travel": Level.BLOCK, "same_township": Level.BLOCK, "revisit": Level.BLOCK}
    context = county(seed, leaders=8, days=14, levels=strict if seed % 2 else None)
    carried = lifted(context, whole=whole)
    barred = invalid_places(carried, slots(8, 14), context)
    for place in slots(8, 14):
        found = clashes(carried.at(place), context)
        stops = [clash for clash in found if clash.level is Level.BLOCK]
        assert bool(stops) == (place in barred)
    assert barred


def test_a_board_of_32_leaders_and_35_days_is_judged_within_a_frame_or_two() -> None:
    context = county(1)
    places, carried = slots(32, 35), lifted(context)
    invalid_places(carried, places, context)
    taken = []
    for _try in range(TRIES):
        began = process_time()  # a busy machine is no slow program
        invalid_places(carried, places, context)
        taken.append(1000 * (process_time() - began))
    assert min(taken) < LIMIT_MS


def test_load_and_gap_are_told_where_they_change(chinese: None) -> None:
    context = ClashContext(
        work_calendar({}), [VisitFacts(1, MONDAY, Half.MORNING, (1,), 1)], leader_names={1: "周立明", 2: "陈雨桐"},
        township_names={1: "青石镇"},
    )  # fmt: skip
    carried = Carried(context.visits[0], 1)
    town = Town([MONDAY - timedelta(10)])
    around = Surroundings(context, town, MONDAY, MONDAY + timedelta(34), {1: 1})
    said = verdict(carried, Place(MONDAY + timedelta(14), Half.MORNING, leader_id=2), around, MONDAY)
    texts = [line.text for line in said.lines]
    assert "周立明 1 → 0 场" in texts
    assert "陈雨桐 0 → 1 场" in texts
    assert "青石镇最长间隔 34 → 24 天" in texts
    assert said.allowed


def test_a_day_that_is_over_is_said_first(chinese: None) -> None:
    visit = VisitFacts(1, MONDAY, Half.MORNING, (1,), 1)
    around = Surroundings(ClashContext(work_calendar({}), [visit]), Town(), MONDAY, MONDAY, {})
    place = Place(MONDAY - timedelta(3), Half.MORNING)
    assert verdict(Carried(visit, 1), place, around, MONDAY).lines[0].text == _("That day is over already.")


def test_a_rule_that_stops_publishing_lets_the_drop_through_and_says_so() -> None:
    visit = VisitFacts(1, MONDAY, Half.MORNING, (1,), 1)
    context = ClashContext(work_calendar({}), [visit], [AbsenceFacts(1, MONDAY, MONDAY)])
    for level, tone in ((Level.BLOCK, Tone.STOP), (Level.BLOCK_ISSUE, Tone.HOLD), (Level.WARN, Tone.WARN)):
        graded = replace(context, levels={"absence": level})
        around = Surroundings(graded, Town(), MONDAY, MONDAY, {})
        said = verdict(Carried(visit, 1), Place(MONDAY, Half.AFTERNOON), around, MONDAY)
        assert said.lines[0 if tone is Tone.STOP else 1].tone is tone
        assert said.allowed == (tone is not Tone.STOP)
        assert len(said.stopping) == (1 if tone is Tone.STOP else 0)


@pytest.mark.parametrize(
    ("days", "gap"),
    [([], None), ([40], None), ([-5], 35), ([-5, 10], 20), ([10, 12], 18), ([30], 0)],
)
def test_the_longest_gap_of_a_stretch(days: list[int], gap: int | None) -> None:
    seen = [MONDAY + timedelta(n) for n in days]
    assert longest_gap(seen, MONDAY, MONDAY + timedelta(30)) == gap


def test_what_two_visits_exchange() -> None:
    one = VisitFacts(1, MONDAY, Half.MORNING, (1, 2), 1, starts_at=time(9))
    other = VisitFacts(2, MONDAY + timedelta(1), Half.AFTERNOON, (2,), 2)
    led = exchanged(one, other, Swap.LEADERS)
    assert [each.leader_ids for each in led] == [(2,), (1,)]
    dated = exchanged(one, other, Swap.DATES)
    assert [(each.day, each.half) for each in dated] == [(other.day, other.half), (one.day, one.half)]
    assert dated[0].starts_at is None
