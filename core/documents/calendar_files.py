"""Visits as calendar files (iCalendar, RFC 5545 and 5546): one appointment keeps its UID for life.

Its SEQUENCE rises with every change; what somebody no longer goes to is a cancellation of its own. No petitioner and no
free words of a visit come into such a file, for it leaves the office on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from core.itinerary import AFTERNOON, MORNING
from core.visits import Half

ZONE: Final = ZoneInfo("Asia/Shanghai")
HOURS: Final = {
    Half.MORNING: MORNING,
    Half.AFTERNOON: AFTERNOON,
    Half.WHOLE_DAY: (MORNING[0], AFTERNOON[1]),
}
PRODUCT: Final = "-//onsite-days//schedule//ZH"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit in somebody's calendar.

    Attributes:
        uid: Of the visit.
        sequence: Rises with every change of it.
        starts, ends: Hours; None takes those of the half.
        stands: Whether it takes place for whom the file is.
    """

    uid: str
    sequence: int
    day: date
    half: Half
    summary: str
    location: str
    description: str
    starts: time | None = None
    ends: time | None = None
    stands: bool = True


def calendar_file(appointments: Iterable[Appointment], *, made_at: datetime) -> bytes:
    """Return the appointments as one file; all stand, or all are cancelled, for a file has one method.

    Args:
        appointments: At least one.
        made_at: The moment, with its time zone.

    Raises:
        ValueError: some stand and some do not, or there are none.
    """
    listed = sorted(appointments, key=lambda one: (one.day, one.uid))
    if len({each.stands for each in listed}) != 1:
        raise ValueError("one method for each file")
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH" if listed[0].stands else "CANCEL")
    first, last = listed[0].day, listed[-1].day
    made.add_component(Timezone.from_tzinfo(ZONE, first_date=first, last_date=date(last.year + 1, 1, 1)))
    for each in listed:
        made.add_component(_event(each, made_at))
    return bytes(made.to_ical())


def _event(one: Appointment, made_at: datetime) -> Event:
    first, last = hours_of(one)
    event = Event()
    event.add("uid", f"{one.uid}@onsite-days")
    event.add("sequence", one.sequence)
    event.add("dtstamp", made_at)
    event.add("dtstart", datetime.combine(one.day, first, ZONE))
    event.add("dtend", datetime.combine(one.day, last, ZONE))
    event.add("summary", one.summary)
    event.add("location", one.location)
    if one.description:
        event.add("description", one.description)
    event.add("status", "CONFIRMED" if one.stands else "CANCELLED")
    return event


def hours_of(one: Appointment) -> tuple[time, time]:
    """Return from when to when; hours that contradict each other give way to those of the half."""
    usual = HOURS[one.half]
    first, last = one.starts or usual[0], one.ends or usual[1]
    return (first, last) if first < last else usual
