"""Joint trips: what one round saves, and whether both townships still see somebody in time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.i18n import set_language
from core.joint_trips import TripFacts, keeps_interval, saved, trip_reasons
from core.visits import Half

DAY = date(2026, 11, 25)
FACTS = TripFacts(
    leader="周立明", here="青石镇", there="石桥镇", day=DAY, half=Half.AFTERNOON, road="省道208", minutes_between=25,
    km_between=18, km_saved=34, minutes_saved=48, requests=0,
)  # fmt: skip


def after(days):
    return DAY + timedelta(days)


@pytest.fixture(autouse=True)
def _english():
    set_language("en")


def test_a_round_saves_what_two_trips_from_the_seat_take_more():
    assert saved(30, 40, 20) == (30 + 30 + 40 + 40) - (30 + 20 + 40) == 50
    assert saved(10, 10, 25) == -5
    assert saved(None, 40, 20) is saved(30, None, 20) is saved(30, 40, None) is None


@pytest.mark.parametrize(
    ("days", "moved", "keeps"),
    [
        ([], None, True),
        ([after(-20), after(15)], None, True),
        ([after(-20), after(8)], 8, True),
        ([after(-20), after(8), after(35)], 8, False),  # 35 days from the joint trip to the next visit
        ([after(-20), after(8), after(29)], 8, True),
        ([after(-40), after(-3)], -3, False),  # 40 days up to the joint trip, 37 before
        ([after(-90), after(35)], None, True),  # too long before already, and the trip makes it shorter
        ([after(-90), after(10), after(60)], 10, False),  # 60 days where there were 50: even longer
    ],
)
def test_no_stretch_may_become_longer_than_the_interval(days, moved, keeps):
    assert keeps_interval(days, DAY, 30, moved=None if moved is None else after(moved)) is keeps


@given(st.lists(st.integers(-300, 300), unique=True, max_size=8), st.integers(1, 90))
def test_a_further_visit_never_breaks_an_interval(days, interval):
    assert keeps_interval([after(n) for n in days], DAY, interval)


def test_the_reasons_name_the_road_what_is_saved_and_who_is_free():
    assert list(trip_reasons(FACTS)) == [
        "省道208, 青石镇 – 石桥镇: 25 minutes, 18 km",
        "Saves 34 km and 48 minutes against two trips",
        "周立明 is free in the afternoon of 25 Nov",
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"road": "", "minutes_between": None}, "青石镇 – 石桥镇: 18 km"),
        ({"road": "", "km_between": None}, "青石镇 – 石桥镇: 25 minutes"),
        ({"road": "", "km_between": None, "minutes_between": None}, "青石镇 – 石桥镇: neighbours on one road"),
        ({"km_saved": None}, "Saves 48 minutes against two trips"),
        ({"minutes_saved": None}, "Saves 34 km against two trips"),
        ({"requests": 1}, "1 request from there waits"),
        ({"requests": 2}, "2 requests from there wait"),
        ({"moves": DAY}, "The visit planned there on 25 Nov would move to this day"),
        ({"goes_anyway": ("陈雨桐", DAY)}, "陈雨桐 goes there on 25 Nov as well"),
        ({"half": Half.MORNING}, "周立明 is free in the morning of 25 Nov"),
    ],
)
def test_what_is_known_is_said_and_what_is_not_is_left_out(facts, words):
    assert words in list(trip_reasons(replace(FACTS, **facts)))
