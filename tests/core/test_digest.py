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
    believed,
    chat_text,
    days_due,
    digest_hour,
    latest_put_off,
    missed_text,
    missed_when_given,
    next_moment,
    snoozed_until,
    working_time,
)
from core.digest_words import changed_text, first_line, first_text, section_text, summary
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


@pytest.mark.parametrize(
    ("last", "counts_as"),
    [(None, None), ("2026-11-20", "2026-11-20"), ("2026-11-24", "2026-11-24"), ("2026-11-25", "2026-11-24"),
     ("2026-11-26", None), ("2035-01-01", None)],
)  # fmt: skip
def test_no_digest_was_given_on_a_day_to_come(last: str | None, counts_as: str | None) -> None:
    found = believed(date.fromisoformat(last) if last else None, date(2026, 11, 24))
    assert found == (date.fromisoformat(counts_as) if counts_as else None)


def test_nothing_it_is_put_off_to_lies_beyond_the_limit_then_or_later() -> None:
    settings = OfficeSettings()
    for hours in range(24 * 300):
        now = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(hours=hours)
        latest = latest_put_off(now, AT, CALENDAR, settings)
        assert latest.date() == CALENDAR.next_workday(now.date())
        assert latest <= latest_put_off(now + timedelta(hours=1), AT, CALENDAR, settings)
        for choice in Snooze:
            until = snoozed_until(choice, now, CALENDAR, settings)
            assert until is None or until <= latest


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
    assert summary(digest) == "12 issues are overdue."
    assert chat_text(Digest(date(2026, 11, 23))).splitlines() == ["To do on 23 Nov", "Nothing waits today."]


def test_days_missed_are_named() -> None:
    days = [date(2026, 11, day) for day in (16, 17, 18, 19)]
    assert missed_text([]) == ""
    assert missed_text(days[:2]) == "Also for 16 Nov, 17 Nov, when nobody looked in"
    assert missed_text(days) == "Also for 16 Nov—19 Nov, when nobody looked in"


OVERDUE = DigestSection(DigestKey.OVERDUE, 76, 6, lines=(
    DigestLine(1, "桥面护栏缺失", "0829号 县交通运输局", "1 working day late", is_new=True, issue_id=1),
    DigestLine(2, "污水直排", "0056号 县税务局", "199 working days late", issue_id=2),
))  # fmt: skip
DUE = DigestSection(DigestKey.DUE, 2, lines=(DigestLine(3, "自来水", "0900号", "due today", issue_id=3),))
STUCK = DigestSection(DigestKey.STUCK, 66, lines=(DigestLine(4, "灌溉渠", "0060号", "", issue_id=4),))


@pytest.mark.parametrize(
    ("sections", "since", "changed"),
    [
        ((OVERDUE, DUE), date(2026, 11, 19), "6 issues have become overdue since 19 Nov; that makes 76."),
        ((replace(OVERDUE, new=1), DUE), date(2026, 11, 19), "1 issue has become overdue since 19 Nov; that makes 76."),
        ((replace(OVERDUE, new=0),), date(2026, 11, 19),
         "Nothing more has become overdue since 19 Nov; 76 issues are overdue as before."),
        ((DUE,), date(2026, 11, 19), "Nothing more has become overdue since 19 Nov."),
        ((OVERDUE,), None, "76 issues are overdue."),
        ((DUE,), None, "No issue is overdue."),
    ],
)  # fmt: skip
def test_it_says_in_a_sentence_what_changed(
    sections: tuple[DigestSection, ...], since: date | None, changed: str
) -> None:
    assert changed_text(Digest(date(2026, 11, 23), since, sections=sections)) == changed


@pytest.mark.parametrize(
    ("sections", "first"),
    [
        ((OVERDUE, DUE), "First see to: 桥面护栏缺失"),
        ((replace(OVERDUE, new=0, lines=OVERDUE.lines[1:]), DUE), "First see to: 自来水"),
        ((replace(OVERDUE, new=0, lines=OVERDUE.lines[1:]), STUCK), "First see to: 污水直排"),
        ((DigestSection(DigestKey.UNLOGGED, 1, lines=(DigestLine(7, "23 Nov 青石镇"),)),),
         "First write down: 23 Nov 青石镇"),
    ],
)  # fmt: skip
def test_it_names_the_one_thing_to_do_first(sections: tuple[DigestSection, ...], first: str) -> None:
    found = first_line(Digest(date(2026, 11, 23), date(2026, 11, 19), sections=sections))
    assert found is not None
    assert first_text(*found) == first


def test_no_list_is_a_bare_number_and_nothing_waits_is_said() -> None:
    for key in DigestKey:
        for n in (1, 5):
            words = section_text(DigestSection(key, n))
            assert words.startswith(f"{n} ")
            assert len(words.split()) > 3
    whole = Digest(date(2026, 11, 23), date(2026, 11, 19), sections=(OVERDUE, DUE, STUCK))
    assert summary(whole) == (
        "6 issues have become overdue since 19 Nov; that makes 76. "
        "Besides, 2 issues are due today or soon, 66 issues are stuck: nothing moves."
    )
    assert first_line(Digest(date(2026, 11, 23))) is None
