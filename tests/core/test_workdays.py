"""Working days against chinesecalendar, a day-by-day walk, and the years nobody has announced."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.workdays import (
    Badge,
    BadgeKind,
    CalendarDay,
    Origin,
    WorkCalendar,
    shipped_calendar_days,
    statutory_days,
    work_calendar,
)
from core.i18n import set_language

CALENDAR = work_calendar()
DAYS = st.dates(date(2004, 1, 1), date(2028, 12, 31))


def test_every_day_that_chinesecalendar_knows_is_worked_or_not_as_it_says():
    day, wrong = date(2004, 1, 1), []
    while day.year < 2027:
        if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(1)

    assert wrong == []


def test_the_months_of_2026_have_the_working_days_of_the_notice():
    ends = [date(2026, month, 1) - timedelta(1) for month in range(1, 13)] + [date(2026, 12, 31)]

    counts = [CALENDAR.workdays_between(*pair) for pair in pairwise(ends)]

    assert counts == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


@given(DAYS, st.integers(0, 400))
def test_adding_working_days_is_walking_over_them(start, count):
    day, left = start, count
    while left or (count == 0 and not CALENDAR.is_workday(day)):
        day += timedelta(1)
        left -= CALENDAR.is_workday(day) if left else 0

    assert CALENDAR.add_workdays(start, count) == day


@given(DAYS, DAYS)
def test_days_between_are_counted_after_the_first_up_to_the_second(one, other):
    after, upto = sorted((one, other))
    walked = sum(CALENDAR.is_workday(after + timedelta(n)) for n in range(1, (upto - after).days + 1))

    assert CALENDAR.workdays_between(after, upto) == walked
    assert CALENDAR.workdays_between(upto, after) == -walked


@given(DAYS)
def test_the_next_and_previous_working_days_are_neighbours(day):
    following = CALENDAR.next_workday(day)

    assert CALENDAR.workdays_between(day, following) == 1
    assert CALENDAR.previous_workday(following) <= day
    assert CALENDAR.workday_from(day) == (day if CALENDAR.is_workday(day) else following)


def test_deadlines_never_run_backwards():
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add_workdays(date(2026, 1, 1), -1)


def test_the_county_overrides_the_state_council_whatever_the_order():
    saturday = date(2026, 10, 10)
    council = CalendarDay(saturday, is_workday=True, name="National Day")
    county = CalendarDay(saturday, is_workday=False, name="县庆", origin=Origin.COUNTY)

    for days in ([council, county], [county, council]):
        calendar = WorkCalendar(days, {2026})
        assert not calendar.is_workday(saturday)
        assert calendar.name_of(saturday) == "县庆"
        assert calendar.badge_of(saturday) == Badge(BadgeKind.OFF, Origin.COUNTY)


def test_taking_a_make_up_saturday_away_moves_what_was_counted_over_it():
    county = CalendarDay(date(2026, 11, 28), is_workday=True, name="补班", origin=Origin.COUNTY)

    assert work_calendar([county]).add_workdays(date(2026, 11, 27), 1) == date(2026, 11, 28)
    assert work_calendar().add_workdays(date(2026, 11, 27), 1) == date(2026, 11, 30)


def test_badges_and_names_say_whose_rule_it_is():
    set_language("zh_CN")

    assert CALENDAR.badge_of(date(2026, 10, 1)) == Badge(BadgeKind.OFF, Origin.STATE_COUNCIL)
    assert CALENDAR.badge_of(date(2026, 10, 10)) == Badge(BadgeKind.WORK, Origin.STATE_COUNCIL)
    assert CALENDAR.badge_of(date(2026, 11, 22)) is None  # a plain Sunday
    assert CALENDAR.name_of(date(2026, 10, 1)) == "国庆节"
    assert CALENDAR.name_of(date(2026, 10, 10)) == "国庆节调休上班"
    assert CALENDAR.name_of(date(2026, 11, 23)) == ""


def test_2027_is_projected_from_the_thirteen_statutory_days_and_says_so():
    days = {entry.day.strftime("%m-%d") for entry in statutory_days(2027)}

    assert sorted(days) == [
        *("01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02"),
        *("06-09", "09-15", "10-01", "10-02", "10-03"),
    ]
    assert not CALENDAR.is_announced(date(2027, 2, 5))
    assert not CALENDAR.is_workday(date(2027, 2, 5))
    assert CALENDAR.badge_of(date(2027, 2, 5)) == Badge(BadgeKind.OFF, Origin.PROJECTED)


def test_the_end_of_december_waits_for_the_next_notice():
    assert CALENDAR.is_settled(date(2026, 12, 28))
    assert not CALENDAR.is_settled(date(2026, 12, 29))
    assert CALENDAR.is_settled(date(2025, 12, 31))
    assert CALENDAR.first_unsettled(date(2026, 11, 1), date(2026, 12, 28)) is None
    assert CALENDAR.first_unsettled(date(2026, 11, 1), date(2027, 3, 1)) == date(2026, 12, 29)


def test_a_notice_entered_by_the_office_announces_its_year():
    spring = [CalendarDay(date(2027, 2, day), is_workday=False, name="春节") for day in range(5, 13)]

    calendar = work_calendar(spring, announced=[2027])

    assert calendar.is_announced(date(2027, 2, 5))
    assert not calendar.is_workday(date(2027, 2, 12))
    assert calendar.is_workday(date(2027, 4, 5))  # the notice did not name it, so it is not guessed


def test_years_far_away_cost_nothing_and_do_not_fail():
    assert CALENDAR.add_workdays(date(2098, 1, 1), 3000).year == 2109
    assert CALENDAR.workdays_between(date(1900, 1, 1), date(2200, 1, 1)) > 70_000
    assert WorkCalendar().is_workday(date(2026, 11, 23))


def test_shipped_tables_hold_only_days_that_a_notice_names():
    days, years = shipped_calendar_days()

    assert years == frozenset(range(2004, 2027))
    assert {entry.day.year for entry in days} == years
    assert all(entry.day.weekday() >= 5 for entry in days if entry.is_workday)
