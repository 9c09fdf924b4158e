"""200 fixed deadlines: each against its written date, and the dates against a count of our own, day by day.

The count knows nothing of core: it walks over chinese_calendar's table, and over the statutory days of 2027 and
2028, typed here, where that table ends.
"""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.workdays import work_calendar
from core.deadlines import Extension, Pause, Roll, Unit, due_date
from tests.core.deadline_cases import CASES

CALENDAR = work_calendar()
UNITS = {"n": Unit.NATURAL, "w": Unit.WORKING}
DAY = timedelta(1)
STATUTORY = {
    date(year, month, day)
    for year, days in {
        2027: "1.1 2.5 2.6 2.7 2.8 4.5 5.1 5.2 6.9 9.15 10.1 10.2 10.3",
        2028: "1.1 1.25 1.26 1.27 1.28 4.4 5.1 5.2 5.28 10.1 10.2 10.3",
    }.items()
    for month, day in (map(int, each.split(".")) for each in days.split())
}


class Case(NamedTuple):
    name: str
    start: date
    term: tuple[int, str]
    roll: str
    pauses: list[tuple[date, date]]
    extensions: list[tuple[int, str, date | None, date | None]]
    due: date
    warn_on: date
    provisional: bool
    late: bool


def case_of(line):
    name, start, term, roll, pauses, extensions, due, warn_on, marks = line.split("|")
    spans = [tuple(map(date.fromisoformat, each.split(".."))) for each in pauses.split(";") if each]
    granted = []
    for each in filter(None, extensions.split(";")):
        body, _at, on = each.partition("@")
        body, until = body.strip(), None
        if body.startswith("until "):
            until, body = date.fromisoformat(body.removeprefix("until ")), "0n"
        granted.append((int(body[:-1]), body[-1], until, date.fromisoformat(on) if on else None))
    ends = date.fromisoformat(due), date.fromisoformat(warn_on or due)
    days = int(term[:-1]), term[-1]
    return Case(name, date.fromisoformat(start), days, roll, spans, granted, *ends, "?" in marks, "L" in marks)


LINES = [line for line in CASES.strip().splitlines() if not line.startswith("#")]
ALL = [case_of(line) for line in LINES]


def works(day):
    return chinese_calendar.is_workday(day) if day.year < 2027 else day.weekday() < 5 and day not in STATUTORY


class Count:
    """A term walked through day by day."""

    def __init__(self, case):
        self.case, self.day, self.unit = case, case.start, case.term[1]
        self.paused = {first + n * DAY for first, last in case.pauses for n in range((last - first).days + 1)}
        self.counted_since = case.start if self.unit == "w" else None
        self.late = False
        self.walk(*case.term)
        for amount, unit, until, on in case.extensions:
            self.late = self.late or (on is not None and on > self.last_day())
            if until is not None:
                self.walk_from(until)
            else:
                self.counted_since = self.counted_since or (self.day if unit == "w" else None)
                self.unit = unit
                self.walk(amount, unit)

    def walk(self, amount, unit):
        while amount:
            self.day += DAY
            amount -= self.day not in self.paused and (unit == "n" or works(self.day))

    def walk_from(self, until):
        """A stated end; days of a pause on the way there are owed after it, and none ends within a pause."""
        between = [self.day + n * DAY for n in range(1, (until - self.day).days + 1)]
        owed = sum(day in self.paused and (self.unit == "n" or works(day)) for day in between)
        self.day = until
        if until in self.paused and not owed:
            owed = 1
        self.walk(owed, self.unit)

    def last_day(self):
        day = self.day
        while self.case.roll == "next" and (not works(day) or (day in self.paused and day > self.case.start)):
            day += DAY
        return day

    def result(self):
        due = self.last_day()
        earlier = self.day
        while not works(earlier):
            earlier -= DAY
        if self.case.roll == "previous" and earlier > self.case.start:
            due = earlier
        first = self.counted_since or min(self.day, due)
        provisional = any(first + n * DAY >= date(2026, 12, 29) for n in range((due - first).days + 1))
        return due, earlier if earlier >= self.case.start else due, provisional, self.late


def counted(case):
    deadline = due_date(
        case.start, case.term[0], UNITS[case.term[1]], CALENDAR, Roll(case.roll),
        pauses=[Pause(*each) for each in case.pauses],
        extensions=[Extension(n, UNITS[unit], until=until, granted_on=on) for n, unit, until, on in case.extensions],
    )  # fmt: skip
    assert case.start + timedelta(sum(step.days for step in deadline.steps)) == deadline.due
    late = any(step.key == "extension_late" for step in deadline.steps)
    return deadline.due, deadline.warn_on, deadline.provisional, late


def test_there_are_200_different_cases_of_every_sort():
    assert len(ALL) == len({case.name for case in ALL}) == 200
    assert len({line.partition("|")[2].rsplit("|", 3)[0] for line in LINES}) == 200
    sorts = Counter(line[2:] for line in CASES.strip().splitlines() if line.startswith("#"))
    assert len(sorts) == 10


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_the_written_dates_are_those_of_a_count_day_by_day(case):
    assert Count(case).result() == (case.due, case.warn_on, case.provisional, case.late)


def test_200_of_200_are_as_written():
    wrong = [
        (case.name, *map(str, counted(case)))
        for case in ALL
        if counted(case) != (case.due, case.warn_on, case.provisional, case.late)
    ]

    assert wrong == []
    assert sum(counted(case)[0] == case.due for case in ALL) == 200


def test_a_few_of_them_counted_with_a_finger_on_a_printed_calendar():
    known = {case.name: case.due for case in ALL}

    assert known["15 days end within National Day"] == date(2026, 10, 8)
    assert known["15 working days over National Day"] == date(2026, 10, 15)
    assert known["both make-up days around National Day"] == date(2026, 10, 9)
    assert known["30 days on 60, Art. 34"] == date(2026, 6, 1)
    assert known["5 working days to object over Labour Day"] == date(2026, 5, 11)
    assert known["15 working days over Spring Festival 2027"] == date(2027, 2, 24)


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
PAUSES = st.lists(st.tuples(DAYS, st.integers(0, 20)).map(lambda p: (p[0], p[0] + p[1] * DAY)), max_size=3)
MORE = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("nw"), st.none(), DAYS), max_size=2)


@settings(max_examples=150, deadline=None)
@given(DAYS, st.tuples(st.integers(0, 60), st.sampled_from("nw")), st.sampled_from(["none", "next"]), PAUSES, MORE)
def test_drawn_terms_end_where_the_count_ends(start, term, roll, pauses, extensions):
    near = [(start + (first - start) % timedelta(90), last - first) for first, last in pauses]
    spans = [(first, first + length) for first, length in near]
    case = Case("", start, term, roll, spans, extensions, start, start, *2 * (False,))

    assert counted(case) == Count(case).result()
