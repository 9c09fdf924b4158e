"""Intervals per kind, and when a township is a blind spot."""

from datetime import date, timedelta

import pytest

from core.coverage import BlindReason, IntervalLine, KindWait, Standing, intervals_of
from core.i18n import set_language

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english():
    set_language("en")


def standing(**facts):
    values = {
        "township_id": 1, "township": "青石镇", "today": TODAY, "days": 12, "limit": 30, "last_day": None,
        "next_day": None, "next_leader": "", "overdue_issues": 0, "answer_by": date(2026, 12, 7), "kinds": (),
        "addends": (),
    }  # fmt: skip
    return Standing(**(values | facts))


def wait(**facts):
    values = {"kind": "petition_reception", "name": "Petition reception", "days": 10, "limit": 60, "own": False}
    return KindWait(**(values | {"next_day": None} | facts))


def test_a_townships_own_line_stands_before_the_countys():
    lines = [
        IntervalLine(1, "a", 10),
        IntervalLine(None, "a", 90),
        IntervalLine(2, "a", 20),
        IntervalLine(None, "b", 5),
    ]

    assert {kind: line.days for kind, line in intervals_of(lines, 1).items()} == {"a": 10, "b": 5}
    assert {kind: line.days for kind, line in intervals_of(lines, 3).items()} == {"a": 90, "b": 5}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, set()),
        ({"days": 30}, set()),
        ({"days": 31}, {BlindReason.INTERVAL}),
        ({"days": None}, {BlindReason.INTERVAL}),
        ({"days": 31, "next_day": TODAY}, set()),
        ({"days": 31, "next_day": TODAY + timedelta(30)}, set()),
        ({"days": 31, "next_day": TODAY + timedelta(31)}, {BlindReason.INTERVAL}),
        ({"overdue_issues": 1}, {BlindReason.ISSUES}),
        ({"overdue_issues": 1, "next_day": date(2026, 12, 7)}, set()),
        ({"overdue_issues": 1, "next_day": date(2026, 12, 8)}, {BlindReason.ISSUES}),
        ({"days": None, "overdue_issues": 2}, {BlindReason.INTERVAL, BlindReason.ISSUES}),
        ({"kinds": (wait(),)}, set()),
        ({"kinds": (wait(days=61),)}, {BlindReason.KIND}),
        ({"kinds": (wait(days=None),)}, {BlindReason.KIND}),
        ({"kinds": (wait(days=61, next_day=TODAY + timedelta(60)),)}, set()),
        ({"kinds": (wait(days=61),), "next_day": TODAY}, {BlindReason.KIND}),
    ],
)
def test_blind_is_who_waits_with_nothing_planned_in_time(facts, why):
    row = standing(**facts)

    assert set(row.reasons) == why
    assert row.is_blind is bool(why)
    assert len(row.sentences) == len(why)


def test_each_reason_is_one_sentence():
    row = standing(days=41, overdue_issues=2, kinds=(wait(days=61),))

    assert row.sentences == [
        "41 days since the last visit, 11 more than promised, and nobody goes within 30 days",
        "Petition reception: 61 days since the last one, and none is planned within 60 days",
        "2 overdue issues, and nobody goes by 7 Dec",
    ]
    assert standing(days=None).sentences == ["Never visited so far, and nobody goes within 30 days"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"days": 41, "overdue_issues": 2}, "41 days"),
        ({"days": None}, "never"),
        ({"overdue_issues": 2}, "2 overdue"),
        ({"kinds": (wait(days=61),)}, "Petition reception"),
    ],
)
def test_the_strip_says_the_first_reason_in_few_words(facts, words):
    assert standing(**facts).brief == words
