"""Days kept free: once or every year, over New Year, on 29 February, and when two of them meet."""

from datetime import date

import pytest

from core.closures import ClosureFacts, closed_days

YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def spells(closure, first=YEAR[0], last=YEAR[1]):
    return list(closure.spells(first, last))


def test_a_closure_holds_once_or_every_year():
    exams = ClosureFacts(date(2026, 6, 7), date(2026, 6, 9))

    assert spells(exams) == []
    assert spells(ClosureFacts(exams.starts, exams.ends, yearly=True)) == [(date(2027, 6, 7), date(2027, 6, 9))]


def test_a_yearly_closure_runs_over_new_year():
    winter = ClosureFacts(date(2025, 12, 28), date(2026, 1, 3), yearly=True)

    assert spells(winter) == [(date(2026, 12, 28), date(2027, 1, 3)), (date(2027, 12, 28), date(2028, 1, 3))]


def test_the_29th_of_february_becomes_the_28th():
    leap = ClosureFacts(date(2024, 2, 29), date(2024, 2, 29), yearly=True)

    assert spells(leap) == [(date(2027, 2, 28), date(2027, 2, 28))]
    assert spells(leap, date(2028, 2, 1), date(2028, 3, 1)) == [(date(2028, 2, 29), date(2028, 2, 29))]


def test_days_are_kept_free_in_the_county_or_in_one_township():
    county, townships = closed_days(
        [
            ClosureFacts(date(2026, 12, 7), date(2026, 12, 20), reason="县两会"),
            ClosureFacts(date(2026, 12, 1), date(2026, 12, 1), township_id=5, reason="防汛"),
        ],
        date(2026, 12, 1),
        date(2026, 12, 8),
    )

    assert county == {date(2026, 12, 7): "县两会", date(2026, 12, 8): "县两会"}
    assert townships == {(5, date(2026, 12, 1)): "防汛"}


@pytest.mark.parametrize(
    ("one", "two", "meet"),
    [
        (ClosureFacts(date(2026, 6, 7), date(2026, 6, 9)), ClosureFacts(date(2026, 6, 9), date(2026, 6, 9)), True),
        (ClosureFacts(date(2026, 6, 7), date(2026, 6, 9)), ClosureFacts(date(2026, 6, 10), date(2026, 6, 12)), False),
        (ClosureFacts(date(2026, 6, 7), date(2026, 6, 9)), ClosureFacts(date(2026, 6, 7), date(2026, 6, 9), 5), False),
        (
            ClosureFacts(date(2030, 6, 8), date(2030, 6, 8)),
            ClosureFacts(date(2026, 6, 7), date(2026, 6, 9), yearly=True),
            True,
        ),
        (
            ClosureFacts(date(2026, 1, 2), date(2026, 1, 2), yearly=True),
            ClosureFacts(date(2023, 12, 30), date(2024, 1, 3), yearly=True),
            True,
        ),
        (
            ClosureFacts(date(2026, 2, 28), date(2026, 2, 28), yearly=True),
            ClosureFacts(date(2024, 2, 29), date(2024, 2, 29), yearly=True),
            True,  # in every year but leap years
        ),
    ],
)
def test_two_closures_meet_on_a_day_of_the_same_place(one, two, meet):
    assert one.meets(two) is two.meets(one) is meet
