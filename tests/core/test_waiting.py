"""How long a township has waited on each day, and how warm that is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.waiting import Heat, days_waited, heat_of

MONDAY = date(2026, 11, 23)


def waits(before, visited=(), days=7):
    return list(days_waited(MONDAY, MONDAY + timedelta(days - 1), before=before, visited=set(visited)).values())


def test_days_grow_until_a_visit_and_begin_again_the_day_after():
    before = date(2026, 11, 13)
    assert waits(before, [date(2026, 11, 25)]) == [10, 11, 12, 1, 2, 3, 4]


def test_never_visited_stays_unknown_until_the_first_visit():
    assert waits(None, [date(2026, 11, 24)], days=4) == [None, None, 1, 2]


@pytest.mark.parametrize(
    ("days", "heat"),
    [(0, Heat.NONE), (14, Heat.NONE), (15, Heat.HALF), (22, Heat.HALF), (23, Heat.MOST), (30, Heat.MOST),
     (31, Heat.PAST), (None, Heat.PAST)],
)  # fmt: skip
def test_a_cell_is_warm_from_half_of_the_agreed_days(days, heat):
    assert heat_of(days, 30) is heat


def test_no_limit_leaves_everything_cool():
    assert heat_of(400, 0) is Heat.NONE
