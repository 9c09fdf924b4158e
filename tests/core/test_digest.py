"""When a digest comes and how long it can be put off: hand-made days, holidays and make-up Saturdays among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.calendar.workdays import work_calendar
from core.digest import (
    DIGEST_NAMES,
    SNOOZE_NAMES,
    Digest,
    DigestKey,
    DigestLine,
    DigestSection,
    Snooze,
    chat_text,
    days_due,
    digest_hour,
    missed_text,
    missed_when_given,
    next_moment,
    snoozed_until,
    working_time,
)
from core.settings import OfficeSettings

CALENDAR = work_calendar()
SETTINGS = OfficeSettings()
AT = time(8, 30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def due(last: str | None, now: str) -> list[str]:
    found = days_due(date.fromisoformat(last) if last else None, at(now), AT, CALENDAR)
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        (None, "2026-11-23T08:29", []),
        (None, "2026-11-23T08:30", ["2026-11-23"]),
        ("2026-11-20", "2026-11-23T08:29", []),
        ("2026-11-20", "2026-11-23T08:30", ["2026-11-23"]),
        ("2026-11-23", "2026-11-23T17:00", []),
        ("2026-11-23", "2026-11-24T07:00", []),
        ("2026-11-18", "2026-11-23T09:00", ["2026-11-19", "2026-11-20", "2026-11-23"]),
        ("2026-11-20", "2026-11-22T10:00", []),
        ("2026-09-30", "2026-10-09T09:00", ["2026-10-08", "2026-10-09"]),
        ("2026-10-09", "2026-10-10T09:00", ["2026-10-10"]),
        ("2026-11-24", "2026-11-23T09:00", []),
    ],
)
def test_it_comes_on_working_days_once_a_day_and_for_each_day_missed(
    last: str | None, now: str, expected: list[str]
) -> None:
    assert due(last, now) == expected


@pytest.mark.parametrize(
    ("last", "now", "starting", "expected"),
    [
        ("2026-11-20", "2026-11-23T08:30", False, []),
        ("2026-11-20", "2026-11-23T08:00", True, None),
        ("2026-11-19", "2026-11-23T08:00", True, ["2026-11-20"]),
        ("2026-11-19", "2026-11-23T08:00", False, None),
        ("2026-11-18", "2026-11-23T10:00", True, ["2026-11-19", "2026-11-20"]),
        ("2026-11-18", "2026-11-22T10:00", True, None),
        ("2026-11-23", "2026-11-23T10:00", True, None),
        (None, "2026-11-23T08:00", True, None),
        (None, "2026-11-23T09:00", True, []),
    ],
)
def test_a_start_makes_up_for_missed_days_and_takes_todays_with_it(
    last: str | None, now: str, starting: bool, expected: list[str] | None
) -> None:
    before = date.fromisoformat(last) if last else None
    found = missed_when_given(before, at(now), AT, CALENDAR, starting=starting)
    assert (None if found is None else [day.isoformat() for day in found]) == expected


def test_every_day_of_a_year_has_its_digest_if_it_is_worked_and_no_other() -> None:
    last, given = date(2026, 1, 1), []
    for n in range(365):
        now = datetime.combine(date(2026, 1, 2) + timedelta(n), time(9), UTC)
        for day in days_due(last, now, AT, CALENDAR):
            given.append(day)
            last = day

    days = [date(2026, 1, 2) + timedelta(n) for n in range(365)]
    assert given == [day for day in days if CALENDAR.is_workday(day)]
    assert date(2026, 10, 10) in given, "a make-up Saturday"


def test_a_clock_that_was_years_ahead_once_silences_no_digest_and_one_day_is_no_second_one() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    for starting in (True, False):
        assert missed_when_given(date(2035, 1, 1), now, AT, CALENDAR, starting=starting) == ()
        assert missed_when_given(date(2026, 11, 25), now, AT, CALENDAR, starting=starting) is None


def test_the_next_one_comes_at_the_hour_of_the_next_working_day() -> None:
    assert next_moment(at("2026-11-23T07:00"), AT, CALENDAR, given=False) == at("2026-11-23T08:30")
    assert next_moment(at("2026-11-23T07:00"), AT, CALENDAR, given=True) == at("2026-11-24T08:30")
    assert next_moment(at("2026-09-30T12:00"), AT, CALENDAR, given=True) == at("2026-10-08T08:30")


@pytest.mark.parametrize(
    ("choice", "now", "expected"),
    [
        (Snooze.HOUR, "2026-11-23T09:00", "2026-11-23T10:00"),
        (Snooze.HOUR, "2026-11-23T11:30", "2026-11-23T14:30"),
        (Snooze.HOUR, "2026-11-23T17:00", "2026-11-24T08:30"),
        (Snooze.HOUR, "2026-11-20T17:00", "2026-11-23T08:30"),
        (Snooze.HOUR, "2026-11-23T23:30", "2026-11-24T08:30"),
        (Snooze.AFTERNOON, "2026-11-23T09:00", "2026-11-23T14:30"),
        (Snooze.AFTERNOON, "2026-11-23T15:00", None),
        (Snooze.AFTERNOON, "2026-11-22T09:00", None),
        (Snooze.MORNING, "2026-11-23T09:00", "2026-11-24T08:30"),
        (Snooze.MORNING, "2026-09-30T09:00", "2026-10-08T08:30"),
        (Snooze.MORNING, "2026-10-09T09:00", "2026-10-10T08:30"),
    ],
)
def test_it_is_put_off_to_working_time_only(choice: Snooze, now: str, expected: str | None) -> None:
    found = snoozed_until(choice, at(now), CALENDAR, SETTINGS)
    assert found == (at(expected) if expected else None)


def test_whatever_the_moment_it_comes_again_in_office_hours() -> None:
    start = at("2026-09-28T00:10")
    for n in range(24 * 20):
        for choice in Snooze:
            found = snoozed_until(choice, start + timedelta(hours=n), CALENDAR, SETTINGS)
            if found is not None:
                assert working_time(found, CALENDAR, SETTINGS) == found
                assert found > start + timedelta(hours=n)


def test_the_offices_hour_and_the_switch() -> None:
    assert digest_hour(SETTINGS) == AT
    assert digest_hour(replace(SETTINGS, digest_at="下午2点")) == time(14)
    assert digest_hour(replace(SETTINGS, digest_at="")) is None
    assert digest_hour(replace(SETTINGS, digest_at="early")) == AT
    assert (set(DIGEST_NAMES), set(SNOOZE_NAMES)) == (set(DigestKey), set(Snooze))


def test_what_may_be_copied_names_no_person_and_no_matter() -> None:
    lines = (
        DigestLine(1, "王桂英家漏水", "0287号 县水利局", "9 working days late"),
        DigestLine(2, "举报张某", "", "1 working day late"),
    )
    digest = Digest(date(2026, 11, 23), sections=(DigestSection(DigestKey.OVERDUE, 12, 2, hidden=1, lines=lines),))

    said = chat_text(digest, office="县政府办")

    assert said.splitlines() == [
        "县政府办 To do on 23 Nov",
        "Overdue 11 issues",
        "  0287号 县水利局 9 working days late",
        "  and 10 more",
    ]
    assert digest.summary() == "Overdue 12 issues (2 new)"
    assert chat_text(Digest(date(2026, 11, 23))).splitlines() == ["To do on 23 Nov", "Nothing waits today."]


def test_days_missed_are_named() -> None:
    days = [date(2026, 11, day) for day in (16, 17, 18, 19)]
    assert missed_text([]) == ""
    assert missed_text(days[:2]) == "Also for 16 Nov, 17 Nov, when nobody looked in"
    assert missed_text(days) == "Also for 16 Nov—19 Nov, when nobody looked in"
