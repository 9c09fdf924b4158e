"""Farm seasons and the days off of single counties."""

from datetime import date

import pytest

from core.calendar.local_days import LOCAL_HOLIDAYS
from core.calendar.seasons import NoSuchMonthDay, Season, require_month_day, seasons_of, seasons_on
from core.i18n import set_language

AUTUMN = Season("三秋", (10, 20), (11, 15), advice="宜改夜访或到田头")
RUSH = Season("双抢", (7, 15), (8, 7))
OWN_RUSH = Season("双抢", (7, 20), (8, 12), township_id=3)
WINTER = Season("冬种", (12, 20), (1, 10))


@pytest.mark.parametrize(
    ("season", "day", "inside"),
    [
        (AUTUMN, date(2026, 10, 20), True),
        (AUTUMN, date(2026, 11, 15), True),
        (AUTUMN, date(2026, 10, 19), False),
        (AUTUMN, date(2026, 11, 16), False),
        (WINTER, date(2026, 12, 31), True),
        (WINTER, date(2027, 1, 10), True),
        (WINTER, date(2027, 1, 11), False),
        (WINTER, date(2026, 12, 19), False),
        (Season("x", (2, 29), (3, 1)), date(2027, 3, 1), True),
        (Season("x", (2, 20), (2, 29)), date(2027, 2, 28), True),
    ],
)
def test_a_season_holds_its_first_and_last_day_and_may_run_over_new_year(season, day, inside):
    assert season.covers(day) is inside


def test_a_townships_own_window_stands_in_place_of_the_common_one():
    known = [RUSH, OWN_RUSH, AUTUMN]

    assert seasons_of(known, 3) == [OWN_RUSH, AUTUMN]
    assert seasons_of(known, 4) == [RUSH, AUTUMN]
    assert seasons_on(known, date(2026, 8, 10), 3) == [OWN_RUSH]
    assert seasons_on(known, date(2026, 8, 10), 4) == []
    assert seasons_on(known, date(2026, 7, 25)) == [RUSH, OWN_RUSH]


def test_a_season_says_when_and_what_to_do():
    assert AUTUMN.words() == "三秋 (20 Oct to 15 Nov)"
    set_language("zh_CN")

    assert AUTUMN.hint() == "三秋（10月20日至11月15日），宜改夜访或到田头"


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (0, 1), (1, 0), (12, 32)])
def test_a_day_that_no_year_has_is_refused(month, day):
    with pytest.raises(NoSuchMonthDay):
        require_month_day(month, day)


def test_29_february_can_begin_a_season():
    assert require_month_day(2, 29) == (2, 29)


def test_local_holidays_fall_on_their_lunar_and_solar_days():
    days = {each.key: [str(day) for day in each.on(2026)] for each in LOCAL_HOLIDAYS}

    assert days["sanyuesan"] == ["2026-04-19", "2026-04-20"]
    assert days["torch"] == ["2026-08-06", "2026-08-07", "2026-08-08"]
    assert days["water"] == ["2026-04-13", "2026-04-14", "2026-04-15"]
    assert days["eid_al_fitr"] == days["founding"] == []
    assert len({each.key for each in LOCAL_HOLIDAYS}) == len(LOCAL_HOLIDAYS)
