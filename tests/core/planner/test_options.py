"""How a plan is to be made, there and back as plain values; what nobody can read follows the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.calendar.workdays import work_calendar
from core.clash_facts import Level
from core.planner.options import PlanOptions, plan_of_rows, rows_of_plan, stands_of, usual_month, usual_most
from core.planner.problem import Hold, PlannedVisit, Stand, limited
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half

ALL = PlanOptions(
    {"meeting": Stand.OFF, "market": Stand.MUST}, most_a_day=0, spacing_days=0, revisit_days=5, interval_days=45,
    left_out=frozenset({3, 1}), kinds=frozenset({"onsite_office"}),
)  # fmt: skip


def test_options_come_back_as_they_were() -> None:
    assert PlanOptions.from_json(ALL.to_json()) == ALL
    assert PlanOptions().to_json() == {}
    assert ALL.to_json()["left_out"] == [1, 3]


@pytest.mark.parametrize("values", [None, 7, [], "x", {}, {"stands": [], "left_out": 3, "kinds": None}])
def test_what_is_no_options_follows_the_office(values: Any) -> None:
    assert PlanOptions.from_json(values) == PlanOptions()


def test_single_values_that_cannot_be_follow_the_office() -> None:
    read = PlanOptions.from_json(
        {
            "stands": {"meeting": "maybe", "unknown": "must", "revisit": "prefer", "market": None},
            "most_a_day": True, "spacing_days": -1, "interval_days": 0, "revisit_days": "3", "left_out": [1, "2", None],
            "kinds": ["a", 7], "of a later version": 1,
        }
    )  # fmt: skip
    assert read == PlanOptions({"revisit": Stand.PREFER}, left_out=frozenset({1}), kinds=frozenset({"a"}))


def test_visits_come_back_sorted_without_those_that_cannot_be_read() -> None:
    one = PlannedVisit(date(2026, 12, 2), Half.AFTERNOON, 1, 2, "onsite_office", 7, Hold.PINNED, (3, 4))
    other = PlannedVisit(date(2026, 12, 1), Half.WHOLE_DAY, 1, 2, "onsite_office")
    rows = rows_of_plan([one, other])
    assert plan_of_rows([*rows, {**rows[0], "half": "night"}, {**rows[0], "along": 3}, None, "x"]) == (other, one)
    assert plan_of_rows(None) == ()


def test_a_rule_that_the_board_points_out_is_a_must_where_visits_are_made_up() -> None:
    levels = {
        "meeting": Level.WARN, "revisit": Level.IGNORE, "farm_season": Level.WARN, "spacing": Level.BLOCK_ISSUE,
        "company": Level.BLOCK, "quota_under": Level.BLOCK,
    }  # fmt: skip
    assert stands_of(levels) == {
        "meeting": Stand.MUST, "revisit": Stand.OFF, "farm_season": Stand.PREFER, "spacing": Stand.MUST,
        "quota_under": Stand.MUST,
    }  # fmt: skip
    assert stands_of({"farm_season": Level.BLOCK}) == {"farm_season": Stand.MUST}


def test_the_usual_limit_of_a_day_is_the_average() -> None:
    monday, calendar = date(2026, 11, 16), work_calendar()
    assert usual_most([], calendar) == 0
    assert usual_most([monday], calendar) == 2
    assert usual_most([monday] * 4 + [monday + timedelta(1)], calendar) == 3
    assert usual_most([monday] * 3, calendar) == 3
    assert usual_most([monday] * 3 + [monday + timedelta(5)], calendar) == 3


def test_where_no_quota_speaks_of_a_month_a_usual_limit_does() -> None:
    month = QuotaFacts(1, span=QuotaSpan.MONTH, least=1)
    own = QuotaFacts(2, leader_id=7, span=QuotaSpan.MONTH, least=5)
    year = QuotaFacts(3, span=QuotaSpan.YEAR, most=20)
    set_ = QuotaFacts(4, span=QuotaSpan.MONTH, most=2)
    assert limited((), 4) == (QuotaFacts(0, span=QuotaSpan.MONTH, most=4),)
    assert limited((month, own), 4) == (replace(month, most=4), replace(own, most=5))
    assert limited((year,), 4) == (year, QuotaFacts(0, span=QuotaSpan.MONTH, most=4))
    assert limited((set_,), 4) == (set_,)
    assert limited((), 0) == ()
    assert [usual_month(visits, 10) for visits in (0, 12, 360)] == [0, 2, 6]
