"""What outings weigh, and what newcomers are credited with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.burden import (
    SHIPPED,
    Burdened,
    Part,
    Share,
    Weight,
    credits_of,
    is_holiday_eve,
    level_of,
    parts_of,
    parts_text,
    points_text,
    total,
)
from core.calendar.workdays import work_calendar
from core.visits import Half

CALENDAR = work_calendar()


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        (Burdened(date(2026, 11, 24), Half.MORNING), 10),
        (Burdened(date(2026, 11, 24), Half.WHOLE_DAY), 20),
        (Burdened(date(2026, 11, 24), Half.MORNING, 59), 10),
        (Burdened(date(2026, 11, 24), Half.MORNING, 60), 15),
        (Burdened(date(2026, 11, 24), Half.MORNING, 60, is_market_day=True), 18),
        (Burdened(date(2026, 11, 28), Half.MORNING), 20),
        (Burdened(date(2026, 9, 30), Half.MORNING), 15),  # the day before National Day
        (Burdened(date(2026, 10, 1), Half.MORNING), 20),
        (Burdened(date(2026, 11, 27), Half.MORNING), 10),  # a plain Friday is no eve
    ],
)
def test_every_reason_adds_its_weight(visit: Burdened, expected: int) -> None:
    assert total(parts_of(visit, SHIPPED, CALENDAR)) == expected


def test_a_make_up_saturday_is_no_weekend_and_a_weight_of_nothing_is_left_out() -> None:
    assert CALENDAR.is_workday(date(2026, 10, 10))
    assert parts_of(Burdened(date(2026, 10, 10), Half.MORNING), SHIPPED, CALENDAR) == (Part(Weight.HALF, 10),)
    light = {**SHIPPED, Weight.WEEKEND: 0}
    assert parts_of(Burdened(date(2026, 11, 28), Half.MORNING), light, CALENDAR) == (Part(Weight.HALF, 10),)
    assert [day for day in range(28, 31) if is_holiday_eve(date(2026, 9, day), CALENDAR)] == [30]


def test_points_are_said_in_words() -> None:
    assert [points_text(n) for n in (0, 5, 10, 125, -5, -20)] == ["0", "0.5", "1", "12.5", "-0.5", "-2"]
    assert parts_text((Part(Weight.WHOLE, 20), Part(Weight.REMOTE, 5))) == "Whole day 2, Remote township 0.5"


def test_a_half_share_counts_double_and_no_share_counts_not_at_all() -> None:
    assert [level_of(30, share) for share in (100, 50, 0)] == [30, 60, None]
    assert level_of(-30, 50) == -60


def test_a_newcomer_is_credited_with_the_average_of_those_who_were_there() -> None:
    first, came = date(2026, 1, 1), date(2026, 4, 1)
    shares = [Share(1), Share(2, 50), Share(3, 100, came), Share(4, 50, came), Share(5, 0), Share(6, 0, came)]
    carried = [(1, first, 60), (1, date(2026, 3, 31), 40), (2, first, 70), (5, first, 900), (1, came, 500)]
    assert credits_of(shares, carried, first) == {3: 120, 4: 60}  # (100 + 140) / 2
    assert credits_of(shares, carried, came) == {}
    assert credits_of(shares[2:4], carried, first) == {}


@settings(max_examples=40, deadline=None)
@given(people=st.integers(2, 8), rate=st.integers(1, 4), month=st.integers(2, 11))
def test_a_newcomer_gets_no_more_than_the_group_s_highest_monthly_load(people: int, rate: int, month: int) -> None:
    """P20: whoever has carried least goes next; a newcomer, level with the group, never makes up for lost months."""
    arrives = date(2026, month, 1)
    shares = [Share(n) for n in range(people)] + [Share(people, 100, arrives)]
    done = dict.fromkeys(range(people + 1), 0)
    loads: dict[tuple[int, int], int] = {}
    carried: list[tuple[int, date, int]] = []
    first, credited = date(2026, 1, 1), dict[int, int]()
    for day in (first + timedelta(n) for n in range(365)):
        serving = [each.leader_id for each in shares if day >= (each.first or first)]
        credited = credits_of(shares, carried, first) if day == arrives else credited
        for _each in range(rate):
            next_one = min(serving, key=lambda n: (done[n] + credited.get(n, 0), n))
            done[next_one] += 10
            carried.append((next_one, day, 10))
            key = next_one, day.month
            loads[key] = loads.get(key, 0) + 1
    highest = max(n for (who, _month), n in loads.items() if who != people)
    assert max(n for (who, _month), n in loads.items() if who == people) <= highest
