"""Flags by hand-made cases: each rule on its edge, one day before and one day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.calendar.workdays import work_calendar
from core.chain import NoticeLevel
from core.flags import (
    FLAG_NAMES,
    LIGHT_NAMES,
    Flag,
    FlagFacts,
    FlagLimits,
    Light,
    flag_text,
    flags_of,
    is_nobody,
    light_of,
    next_notice,
    phone_spellings,
)
from core.issues import IssueState
from core.settings import OfficeSettings

MONDAY = date(2026, 11, 23)
CALENDAR = work_calendar()
SETTINGS = OfficeSettings()
LIMITS = FlagLimits.on(MONDAY, CALENDAR, SETTINGS)
CALM = FlagFacts(IssueState.IN_HAND, date(2026, 11, 20), due=date(2026, 12, 31), noted_on=date(2026, 11, 20))


def flags(**facts: object) -> set[Flag]:
    return set(flags_of(replace(CALM, **facts), MONDAY, CALENDAR, SETTINGS))  # type: ignore[arg-type]


def test_every_flag_and_light_has_a_name() -> None:
    assert set(FLAG_NAMES) == set(Flag)
    assert set(LIGHT_NAMES) == set(Light)
    assert flags() == set()


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 22), {Flag.OVERDUE}),
        (MONDAY, {Flag.DUE_SOON}),
        (date(2026, 11, 26), {Flag.DUE_SOON}),
        (date(2026, 11, 27), set()),
        (None, set()),
    ],
)
def test_overdue_from_the_day_after_and_due_soon_three_working_days_before(
    due: date | None, expected: set[Flag]
) -> None:
    assert flags(due=due) == expected


def test_fifteen_days_without_movement_are_stuck_and_a_movement_ends_it() -> None:
    quiet = {"raised_on": date(2026, 11, 8), "noted_on": None, "due": None}
    assert flags(**quiet) == {Flag.STUCK}
    assert flags(**quiet | {"raised_on": date(2026, 11, 9)}) == set()
    assert flags(**quiet, moved_on=date(2026, 11, 9)) == set()
    assert flags(**quiet, moved_on=date(2026, 11, 8), assigned_on=date(2026, 11, 1)) == {Flag.STUCK}


def test_a_paused_clock_is_neither_stuck_nor_half_gone() -> None:
    quiet = {"raised_on": date(2026, 10, 1), "noted_on": None, "due": date(2026, 11, 30)}
    assert flags(**quiet) == {Flag.STUCK, Flag.HALF_TIME}
    assert flags(**quiet, paused=True) == set()


def test_half_the_time_gone_without_a_note() -> None:
    half = {"raised_on": date(2026, 11, 16), "due": date(2026, 11, 30), "noted_on": None}
    assert flags(**half) == {Flag.HALF_TIME}
    assert flags(**half | {"due": date(2026, 12, 1)}) == set()
    assert flags(**half | {"noted_on": date(2026, 11, 17)}) == set()
    handed_on = half | {"assigned_on": date(2026, 11, 20), "noted_on": date(2026, 11, 17), "due": date(2026, 11, 27)}
    assert flags(**handed_on) == set(), "not half yet since the second unit has it"
    assert flags(**handed_on | {"due": date(2026, 11, 26)}) == {Flag.HALF_TIME, Flag.DUE_SOON}


def test_passed_on_three_times_is_bouncing() -> None:
    assert flags(pass_count=2) == set()
    assert flags(pass_count=3) == {Flag.BOUNCING}


@pytest.mark.parametrize(("handed", "late"), [(date(2026, 11, 18), False), (date(2026, 11, 17), True)])
def test_three_working_days_to_sign_for_it(handed: date, late: bool) -> None:
    facts = {"state": IssueState.ASSIGNED, "assigned_on": handed, "raised_on": handed}
    assert (Flag.NOT_ACCEPTED in flags(**facts)) is late
    assert flags(**facts | {"state": IssueState.RECEIVED}) == set()


def test_a_long_holiday_is_no_time_to_sign() -> None:
    handed = date(2026, 9, 30)
    facts = replace(CALM, state=IssueState.ASSIGNED, assigned_on=handed, raised_on=handed)
    after = date(2026, 10, 10)  # the make-up Saturday counts
    assert Flag.NOT_ACCEPTED not in flags_of(facts, after, CALENDAR, SETTINGS)
    assert Flag.NOT_ACCEPTED in flags_of(facts, date(2026, 10, 12), CALENDAR, SETTINGS)


def test_settled_issues_have_no_flag_but_a_look_back() -> None:
    gone = {"state": IssueState.CLOSED, "due": date(2026, 1, 1), "pass_count": 9, "repeats": True}
    assert flags(**gone) == set()
    drawn = gone | {"drawn_on": date(2026, 11, 2), "closed_on": date(2026, 11, 1)}
    assert flags(**drawn) == {Flag.LOOK_BACK}
    assert flags(**drawn, look_back_on=date(2026, 11, 9), look_back_held=True) == set()
    failed = drawn | {"look_back_on": date(2026, 11, 9), "look_back_held": False}
    assert flags(**failed) == set()
    assert flags(**failed | {"closed_on": date(2026, 11, 20)}) == {Flag.LOOK_BACK}, "closed again after it failed"
    assert flags(**drawn | {"state": IssueState.ARCHIVED}) == set()


def test_each_notice_follows_when_the_one_before_was_ignored() -> None:
    late = replace(CALM, due=date(2026, 11, 10))
    pressed = {"chase_count": 1, "notice_level": NoticeLevel.REMINDER}
    assert next_notice(CALM, LIMITS) is None
    assert next_notice(late, LIMITS) is NoticeLevel.REMINDER
    five_days_ago = replace(late, pressed_on=date(2026, 11, 16), **pressed)  # type: ignore[arg-type]
    assert next_notice(five_days_ago, LIMITS) is NoticeLevel.WARNING
    assert next_notice(replace(five_days_ago, pressed_on=date(2026, 11, 17)), LIMITS) is None
    assert next_notice(replace(five_days_ago, moved_on=date(2026, 11, 18)), LIMITS) is None
    assert next_notice(replace(five_days_ago, paused=True), LIMITS) is None
    assert next_notice(replace(five_days_ago, notice_level=NoticeLevel.WARNING), LIMITS) is NoticeLevel.REPORT
    assert next_notice(replace(five_days_ago, notice_level=NoticeLevel.REPORT), LIMITS) is None


def test_the_light_is_the_state_and_not_the_notice() -> None:
    late = replace(CALM, due=date(2026, 11, 10), notice_level=NoticeLevel.REPORT)
    assert light_of(CALM, LIMITS) is Light.IN_TIME
    assert light_of(replace(CALM, due=MONDAY), LIMITS) is Light.SOON
    assert light_of(late, LIMITS) is Light.LATE
    assert light_of(replace(late, paused=True), LIMITS) is Light.PAUSED
    assert light_of(replace(late, state=IssueState.REPLIED), LIMITS) is Light.TO_CLOSE
    assert light_of(replace(late, state=IssueState.CLOSED), LIMITS) is Light.CLOSED


def test_a_flag_says_its_number() -> None:
    facts = replace(CALM, raised_on=date(2026, 11, 3), noted_on=None, pass_count=4)
    assert flag_text(Flag.STUCK, facts, MONDAY, CALENDAR) == "still 20 days"
    assert flag_text(Flag.NOT_ACCEPTED, facts, MONDAY, CALENDAR) == "not signed for 14 working days"
    assert flag_text(Flag.BOUNCING, facts, MONDAY, CALENDAR) == "passed on 4 times"
    assert flag_text(Flag.REPEAT, facts, MONDAY, CALENDAR) == "Came again"


def test_people_without_a_name_are_never_the_same() -> None:
    assert [is_nobody(name) for name in ("", " ", "群众", "前冲村村民", "王桂英")] == [True, True, True, True, False]
    assert phone_spellings("138 0000 6612") == ("138 0000 6612", "13800006612", "138-0000-6612")
    assert phone_spellings("12345") == ()
