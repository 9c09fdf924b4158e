"""The digest of a working day: when it comes, what it says, how long it can be put off (P24).

It comes at the office's hour on working days, make-up Saturdays included, and at the start of the program for
every working day that was missed meanwhile: one digest for all of them, never two on one day. It is put off to
working time only. What may be copied into a chat names neither people nor matters: numbers, units and days alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.clock import parse_clock
from core.errors import NotATime
from core.i18n import N_, _, day_text, listed, ngettext
from core.itinerary import hours_of
from core.settings import OfficeSettings
from core.visits import Half

DEFAULT_AT: Final = time(8, 30)
MOST_MISSED: Final = 30
"""Days looked back for a digest that was missed: longer away, and the lists themselves say more."""
IN_CHAT: Final = 10
"""Lines of one list that a chat takes."""


class DigestKey(StrEnum):
    """What a digest tells of, in its order."""

    OVERDUE = "overdue"
    DUE = "due"
    STUCK = "stuck"
    NOT_ACCEPTED = "not_accepted"
    PROMISES = "promises"
    LOOK_BACKS = "look_backs"
    UNLOGGED = "unlogged"


DIGEST_NAMES: Final = {
    DigestKey.OVERDUE: N_("Overdue"),
    DigestKey.DUE: N_("Due today or soon"),
    DigestKey.STUCK: N_("Stuck"),
    DigestKey.NOT_ACCEPTED: N_("Not signed for"),
    DigestKey.PROMISES: N_("Promises due"),
    DigestKey.LOOK_BACKS: N_("Look-backs due"),
    DigestKey.UNLOGGED: N_("Visits to be logged"),
}


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing in a list of the digest.

    Attributes:
        words: What it is about; on screen only.
        plain: Number and unit, such as 0287号 县水利局; "" keeps it out of what may be copied.
        note: How it stands, such as 超期 9 个工作日.
    """

    id: int
    words: str
    plain: str = ""
    note: str = ""
    is_new: bool = False
    issue_id: int | None = None
    township_id: int | None = None


@dataclass(frozen=True, slots=True)
class DigestSection:
    """One list: how many there are, how many of them since the digest before, and the first of them.

    Attributes:
        hidden: How many of them nobody may read of in a chat, not even by their number.
        new_hidden: How many of the new ones are such.
    """

    key: DigestKey
    count: int
    new: int = 0
    hidden: int = 0
    new_hidden: int = 0
    lines: tuple[DigestLine, ...] = ()

    @property
    def title(self) -> str:
        """Return its name."""
        return _(DIGEST_NAMES[self.key])


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is to know on the morning of a working day.

    Attributes:
        since: The day of the digest before; None for the first one ever.
        missed: Working days between the two that had none.
    """

    on: date
    since: date | None = None
    missed: tuple[date, ...] = ()
    sections: tuple[DigestSection, ...] = field(default=())

    @property
    def count(self) -> int:
        """How many things it tells of."""
        return sum(section.count for section in self.sections)


def digest_hour(settings: OfficeSettings) -> time | None:
    """Return the office's hour; None where it wants no digest, the usual hour where it cannot be read."""
    if not settings.digest_at.strip():
        return None
    try:
        return parse_clock(settings.digest_at) or DEFAULT_AT
    except NotATime:
        return DEFAULT_AT


def days_due(last: date | None, now: datetime, at: time, calendar: WorkCalendar) -> tuple[date, ...]:
    """Return the working days whose digest is due *now* and was not given, the latest last.

    Args:
        last: The day of the digest before; None where there was none.
        now: By the office's clock.
        at: The office's hour.
        calendar: Says which days are worked.
    """
    newest = now.date() if now.time() >= at else now.date() - timedelta(1)
    oldest = newest - timedelta(MOST_MISSED) if last is None else max(last, newest - timedelta(MOST_MISSED))
    days = (oldest + timedelta(n) for n in range(1, (newest - oldest).days + 1))
    due = tuple(day for day in days if calendar.is_workday(day))
    return tuple(day for day in due if day == now.date()) if last is None else due  # nobody missed the very first


def missed_when_given(
    last: date | None, now: datetime, at: time, calendar: WorkCalendar, *, starting: bool
) -> tuple[date, ...] | None:
    """Return the working days that today's digest makes up for; None while no digest is to be given.

    At the office's hour of a working day it comes by itself. At the start of the program it comes at once where
    days were missed, for today as well: there is never a second one on a day, and none on days off.
    """
    today = now.date()
    last = believed(last, today)
    if not calendar.is_workday(today) or (last is not None and last >= today):
        return None
    due = days_due(last, now, at, calendar)
    missed = tuple(day for day in due if day != today)
    return missed if today in due or (starting and missed) else None


def believed(last: date | None, today: date) -> date | None:
    """Return the day of the digest before as it counts *today*: no clock gone wrong silences the days to come.

    One day ahead is taken for today, so that setting a clock right at midnight gives no second one; more is none.
    """
    if last is None or last <= today:
        return last
    return today if last == today + timedelta(1) else None


def next_moment(now: datetime, at: time, calendar: WorkCalendar, *, given: bool) -> datetime:
    """Return when the next digest comes; *given*: today's was given already."""
    today = now.date()
    if calendar.is_workday(today) and not given and now.time() < at:
        return datetime.combine(today, at, now.tzinfo)
    return datetime.combine(calendar.next_workday(today), at, now.tzinfo)


class Snooze(StrEnum):
    """How long a digest is put off."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    MORNING = "morning"


SNOOZE_NAMES: Final = {
    Snooze.HOUR: N_("In an hour"),
    Snooze.AFTERNOON: N_("This afternoon"),
    Snooze.MORNING: N_("Next working morning"),
}


def snoozed_until(choice: Snooze, now: datetime, calendar: WorkCalendar, settings: OfficeSettings) -> datetime | None:
    """Return when a digest comes again that is put off *now*: in working time, whatever was asked for.

    None where the choice makes no sense any more: this afternoon, when it has begun.
    """
    if choice is Snooze.HOUR:
        return working_time(now + timedelta(hours=1), calendar, settings)
    if choice is Snooze.AFTERNOON:
        begins = hours_of(Half.AFTERNOON, morning=settings.morning, afternoon=settings.afternoon)[0]
        moment = datetime.combine(now.date(), begins, now.tzinfo)
        return moment if moment > now and calendar.is_workday(now.date()) else None
    return _opening(calendar.next_workday(now.date()), now, settings)


def latest_put_off(now: datetime, at: time, calendar: WorkCalendar, settings: OfficeSettings) -> datetime:
    """Return the last moment that a digest can be put off to: the next working day, its opening or the digest's hour.

    Whatever is remembered beyond it was reckoned while the clock went wrong.
    """
    day = calendar.next_workday(now.date())
    return max(_opening(day, now, settings), datetime.combine(day, at, now.tzinfo))


def working_time(moment: datetime, calendar: WorkCalendar, settings: OfficeSettings) -> datetime:
    """Return *moment*, or the next one in office hours if it lies outside them."""
    if calendar.is_workday(moment.date()):
        for half in (Half.MORNING, Half.AFTERNOON):
            begins, ends = hours_of(half, morning=settings.morning, afternoon=settings.afternoon)
            if moment.time() < begins:
                return datetime.combine(moment.date(), begins, moment.tzinfo)
            if moment.time() < ends:
                return moment
    return _opening(calendar.next_workday(moment.date()), moment, settings)


def _opening(day: date, like: datetime, settings: OfficeSettings) -> datetime:
    begins = hours_of(Half.MORNING, morning=settings.morning, afternoon=settings.afternoon)[0]
    return datetime.combine(day, begins, like.tzinfo)


def chat_text(digest: Digest, *, office: str = "") -> str:
    """Return the digest as it may go into a chat: counts, numbers, units and days; no person and no matter."""
    title = _("To do on {day}").format(day=day_text(digest.on))
    lines = [f"{office} {title}".strip()]
    for section in digest.sections:
        shown = [line for line in section.lines if line.plain][:IN_CHAT]
        sayable = section.count - section.hidden
        if not sayable:
            continue
        lines.append(f"{section.title} {_things(section.key, sayable)}")
        lines += [f"  {line.plain} {line.note}".rstrip() for line in shown]
        if sayable > len(shown):
            rest = sayable - len(shown)
            lines.append("  " + ngettext("and {n} more", "and {n} more", rest).format(n=rest))
    if len(lines) == 1:
        lines.append(_("Nothing waits today."))
    return "\n".join(lines)


def missed_text(days: Sequence[date]) -> str:
    """Return for which missed days a digest comes as well; "" where none was missed."""
    if not days:
        return ""
    shown = [day_text(day) for day in days]
    if len(shown) > 3:
        shown = [f"{shown[0]}—{shown[-1]}"]
    return _("Also for {days}, when nobody looked in").format(days=listed(shown))


def _things(key: DigestKey, n: int) -> str:
    if key is DigestKey.UNLOGGED:
        return ngettext("{n} visit", "{n} visits", n).format(n=n)
    if key is DigestKey.PROMISES:
        return ngettext("{n} promise", "{n} promises", n).format(n=n)
    return ngettext("{n} issue", "{n} issues", n).format(n=n)
