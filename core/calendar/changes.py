"""What a change of the calendar does to dates already given: counted under both calendars, compared, never written.

How a clock is counted is core.clocks' business: here its two results are compared. What is stored is never trusted
blindly: a date moves by itself only where the clock, counted with the calendar in force, gives the very date stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.calendar.notices import Notice
from core.calendar.workdays import CalendarDay, Origin, WorkCalendar, work_calendar
from core.deadlines import Deadline, Step, stated_deadline, step_text
from core.errors import UserError
from core.i18n import N_, _, day_text

LONGEST_REST: Final = 40
"""Days: no date rolls over more, so a change farther from a natural term's end than this cannot touch it."""


class PreviewOutdated(UserError):
    """Something was saved between the preview and the decision."""

    message = N_("Something was saved meanwhile, so that other dates would move. Look at the new list and save again.")


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """Days to be entered and taken back, and years announced or withdrawn: one act of the office.

    Attributes:
        days: To be entered, each under its origin.
        notes: The phrase a day came from.
        cleared: Days taken back, each with its origin.
        announced: Years that become complete, with their source.
        withdrawn: Years that are no longer announced.
        words: What is said of it in biographies, such as the notice's title.
    """

    days: tuple[CalendarDay, ...] = ()
    notes: Mapping[date, str] = field(default_factory=dict)
    cleared: tuple[tuple[date, str], ...] = ()
    announced: Mapping[int, str] = field(default_factory=dict)
    withdrawn: tuple[int, ...] = ()
    words: str = ""

    def on(self, own: Iterable[CalendarDay], announced: Iterable[int]) -> WorkCalendar:
        """Return the calendar after the change; *own* and *announced* are what the office has entered so far."""
        days = {(each.day, str(each.origin)): each for each in own}
        for gone in self.cleared:
            days.pop(gone, None)
        days |= {(each.day, str(each.origin)): each for each in self.days}
        years = {*announced, *self.announced} - set(self.withdrawn)
        return work_calendar(days.values(), years)


def change_of_notice(notice: Notice, own: Iterable[CalendarDay]) -> CalendarChange:
    """Return what entering *notice* changes; days of an earlier entry of that year that it does not name go."""
    named = {each.entry.day for each in notice.days}
    before = date(notice.year - 1, 12, 26)
    cleared = tuple(
        (each.day, str(each.origin))
        for each in own
        if each.origin == Origin.STATE_COUNCIL
        and each.day not in named
        and (each.day.year == notice.year or (each.day >= before and each.day.year == notice.year - 1
                                              and each.name == "New Year's Day"))
    )  # fmt: skip
    return CalendarChange(
        days=notice.entries,
        notes={each.entry.day: each.phrase for each in notice.days},
        cleared=cleared,
        announced={notice.year: notice.source},
        words=notice.source,
    )


def touched_days(before: WorkCalendar, after: WorkCalendar, change: CalendarChange) -> list[date]:
    """Return the days that are worked under one calendar only, or settled under one only."""
    years = {day.year for day in [each.day for each in change.days] + [gone for gone, _origin in change.cleared]}
    years |= {year + n for year in (*change.announced, *change.withdrawn) for n in (-1, 0)}
    days = (date(year, 1, 1) + timedelta(n) for year in sorted(years) for n in range(366))
    return [
        day
        for day in dict.fromkeys(days)
        if before.is_workday(day) != after.is_workday(day) or before.is_settled(day) != after.is_settled(day)
    ]


class MoveKind(StrEnum):
    """What would move."""

    DUE = "due"
    CLOCK = "clock"
    VISIT = "visit"


class Why(StrEnum):
    """What a line of the preview tells, most pressing first."""

    COUNTED = "counted"
    NOT_BY_RULE = "not_by_rule"
    DAY_OFF = "day_off"
    RECEPTION = "reception"
    SETTLED = "settled"
    UNSETTLED = "unsettled"
    REST_DAY = "rest_day"
    AGREES = "agrees"


WHY_NAMES: Final = {
    Why.COUNTED: N_("Counted again by the rule"),
    Why.NOT_BY_RULE: N_("Stands at another date than the rule gives; look at it"),
    Why.DAY_OFF: N_("The visit would be on a day off"),
    Why.RECEPTION: N_("The reception day itself moves"),
    Why.SETTLED: N_("Same date; no longer provisional"),
    Why.UNSETTLED: N_("Same date; becomes provisional"),
    Why.REST_DAY: N_("Same date, as written; it becomes a day off"),
    Why.AGREES: N_("Same date; the rule gives it again"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the preview.

    Attributes:
        id: Of the issue, the clock or the visit.
        issue_id: Of the issue, also for a clock; None for a visit.
        name: The number of an issue, or who goes on a visit.
        title: The issue's words, or the clock's; the theme of a visit.
        new: The same as *old* where only a remark changes.
        steps: The biography under the new calendar; empty for a visit.
        because: The step that differs, in words.
    """

    kind: MoveKind
    id: int
    issue_id: int | None
    name: str
    title: str
    place: str
    old: date
    new: date
    why: Why
    provisional: bool = False
    steps: tuple[Step, ...] = ()
    because: str = ""

    @property
    def key(self) -> tuple[MoveKind, int]:
        """Return what tells the line from others."""
        return self.kind, self.id

    @property
    def moves(self) -> bool:
        """Whether a date changes, not only a remark."""
        return self.old != self.new

    @property
    def accepted_at_first(self) -> bool:
        """Whether it is accepted unless somebody holds it: only what the rule itself gives."""
        return self.why is Why.COUNTED or not self.moves

    @property
    def mark(self) -> tuple[MoveKind, int, date, date]:
        """Return what must still be so when the preview is saved."""
        return self.kind, self.id, self.old, self.new


@dataclass(frozen=True, slots=True)
class Recount:
    """A stored date counted again."""

    deadline: Deadline
    why: Why
    because: str


def compared(due: date, old: Deadline, new: Deadline, *, provisional: bool) -> Recount | None:
    """Return where a stored *due* goes; None where nothing about it changes.

    Args:
        due: As stored.
        old: Counted with the calendar in force.
        new: Counted with the calendar to come.
        provisional: The mark as stored.
    """
    fits = old.due == due
    if new.due != old.due:
        why = Why.COUNTED if fits else Why.AGREES if new.due == due else Why.NOT_BY_RULE
        return Recount(new, why, _difference(old, new))
    if not fits or new.provisional == provisional:
        return None
    return Recount(new, Why.UNSETTLED if new.provisional else Why.SETTLED, "")


def restate(
    due: date, steps: Iterable[Step], before: WorkCalendar, after: WorkCalendar, *, provisional: bool
) -> Recount | None:
    """Return what changes about a date that the office wrote itself: never the day, only its remarks."""
    now = stated_deadline(due, after)
    rests = before.is_workday(due) and not after.is_workday(due)
    if now.provisional == provisional and not rests:
        return None
    kept = tuple(step for step in steps if step.key not in {"rest_day", "unannounced"})
    remarks = tuple(step for step in now.steps if step.key in {"rest_day", "unannounced"})
    why = Why.REST_DAY if rests else Why.UNSETTLED if now.provisional else Why.SETTLED
    told = Deadline(due, kept + remarks, now.provisional, now.warn_on)
    because = next((step_text(step) for step in remarks if step.key == "rest_day"), "") if rests else ""
    return Recount(told, why, because)


def moved_steps(
    stored: Iterable[Step], move: Move, change: CalendarChange, *, today: date, who: str
) -> tuple[Step, ...]:
    """Return the biography of an accepted line; what it tells of earlier recounts stays."""
    told = {step.key: step for step in move.steps}
    earlier = tuple(step for step in stored if step.key == "recounted" and step != told.get("recounted"))
    if not move.moves:
        return (*move.steps, *earlier)
    facts = {"counted": move.old.isoformat(), "granted": today.isoformat(), "source": change.words, "who": who}
    return (*move.steps, *earlier, Step("recounted", move.new, 0, facts))


def held_steps(
    stored: Iterable[Step], move: Move, change: CalendarChange, *, today: date, who: str, provisional: bool
) -> tuple[Step, ...]:
    """Return the biography of a line that stays at its date although the rule gives another."""
    kept = tuple(step for step in stored if step.key != "unannounced" or provisional)
    facts = {"counted": move.new.isoformat(), "granted": today.isoformat(), "source": change.words, "who": who}
    return (*kept, Step("held", move.old, 0, facts))


def spoken(move: Move) -> str:
    """Return the move in a few words: 11月30日 → 12月2日."""
    if not move.moves:
        return day_text(move.old, year=True)
    new = day_text(move.new, year=move.new.year != move.old.year)
    return _("{old} → {new}").format(old=day_text(move.old, year=True), new=new)


def _difference(old: Deadline, new: Deadline) -> str:
    """Return the first step that is said otherwise under the new calendar."""
    known = {(step.key, step.day, str(step.facts)) for step in old.steps}
    changed = [step for step in new.steps if (step.key, step.day, str(step.facts)) not in known]
    told = next((step for step in changed if step.key != "unannounced"), None)
    return step_text(told if told is not None else new.steps[-1])
