"""The need of a township: a plain sum, every addend of it named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.workdays import work_calendar
from core.i18n import set_language
from core.need import NeedFacts, need_of, total

TODAY = date(2026, 11, 23)
CALENDAR = work_calendar()


@pytest.fixture(autouse=True)
def _english():
    set_language("en")


def said(**facts):
    found = NeedFacts(**({"days_since_visit": 0, "interval": 30} | facts))
    return [addend.sentence for addend in need_of(found, today=TODAY, calendar=CALENDAR)]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, []),
        ({"days_since_visit": 45}, ["45 days since the last visit, one every 30 days is promised (+15)"]),
        ({"days_since_visit": 9999}, ["9999 days since the last visit, one every 30 days is promised (+30)"]),
        ({"days_since_visit": None}, ["Never visited so far (+20)"]),
        ({"overdue_issues": 1}, ["1 overdue issue there (+3)"]),
        ({"overdue_issues": 4}, ["4 overdue issues there (+12)"]),
        ({"broken_promises": 1}, ["1 promise not kept there (+5)"]),
        ({"broken_promises": 9}, ["9 promises not kept there (+20)"]),
        ({"promises_due": 1}, ["1 promise due soon there (+2)"]),
        ({"promises_due": 9}, ["9 promises due soon there (+10)"]),
        ({"new_issues": 1}, ["1 issue newly raised there (+1)"]),
        ({"new_issues": 99}, ["99 issues newly raised there (+10)"]),
        ({"waiting_days": 2}, []),
        ({"waiting_days": 31}, ["31 days on the list (+10)"]),
        ({"last_day": date(2026, 11, 22)}, ["The latest day, 22 Nov, is past (+20)"]),
        ({"last_day": TODAY}, ["The latest day, 23 Nov, is near (+15)"]),
        ({"last_day": date(2026, 11, 30)}, ["The latest day, 30 Nov, is near (+15)"]),  # 5 working days
        ({"last_day": date(2026, 12, 1)}, ["The latest day, 1 Dec, is near (+8)"]),
        ({"last_day": date(2026, 12, 8)}, []),
        ({"missed": True}, ["A visit there was missed (+10)"]),
    ],
)
def test_each_addend_is_named_with_its_points(facts, words):
    assert said(**facts) == words


def test_the_greatest_part_stands_first():
    assert said(days_since_visit=60, overdue_issues=1, missed=True) == [
        "60 days since the last visit, one every 30 days is promised (+20)",
        "A visit there was missed (+10)",
        "1 overdue issue there (+3)",
    ]


FACTS = st.builds(
    NeedFacts,
    days_since_visit=st.none() | st.integers(0, 5000),
    interval=st.integers(1, 400),
    overdue_issues=st.integers(0, 500),
    broken_promises=st.integers(0, 500),
    promises_due=st.integers(0, 500),
    new_issues=st.integers(0, 500),
    waiting_days=st.integers(0, 5000),
    last_day=st.none() | st.integers(-500, 500).map(lambda days: TODAY + timedelta(days)),
    missed=st.booleans(),
)


@given(FACTS)
def test_the_sum_is_that_of_the_points_in_the_sentences(facts):
    addends = need_of(facts, today=TODAY, calendar=CALENDAR)

    written = [int(addend.sentence.rpartition("(+")[2].rstrip(")")) for addend in addends]

    assert sum(written) == total(addends)
    assert all(points > 0 for points in written)
    assert len({addend.key for addend in addends}) == len(addends)
