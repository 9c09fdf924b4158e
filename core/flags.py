"""What deserves a second look though nobody asked: stuck, bouncing, not signed for, come again, too lenient a notice.

The state of the deadline (the light) and how sharply the office has written so far (the notice level) are two
things: `light_of` and `next_notice`. A further flag is one member of Flag, its rule in `flags_of`, its condition
in db/queries/flag_conditions.py (a test holds the two against each other) and its words here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.chain import NoticeLevel
from core.i18n import N_, _, ngettext
from core.issues import SETTLED, IssueState
from core.settings import OfficeSettings

NOBODY: Final = (
    "群众", "村民", "居民", "业主", "商户", "住户", "职工", "代表", "家长", "匿名", "不详", "匿名者", "先生", "女士",
)  # fmt: skip
"""Words that stand where a name is missing: two of them are not the same person."""
LEAST_PHONE: Final = 7
"""Digits that a phone has at least."""


class Flag(StrEnum):
    """Why an issue stands out, in the one order of every list; the last two are no reproach, the office itself acts."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    STUCK = "stuck"
    HALF_TIME = "half_time"
    NOT_ACCEPTED = "not_accepted"
    BOUNCING = "bouncing"
    REPEAT = "repeat"
    NOTICE_DUE = "notice_due"
    LOOK_BACK = "look_back"


FLAG_NAMES: Final = {
    Flag.OVERDUE: N_("Overdue"),
    Flag.DUE_SOON: N_("Due soon"),
    Flag.STUCK: N_("Stuck"),
    Flag.HALF_TIME: N_("Half the time gone, no note"),
    Flag.NOT_ACCEPTED: N_("Not signed for"),
    Flag.BOUNCING: N_("Passed on and on"),
    Flag.REPEAT: N_("Came again"),
    Flag.NOTICE_DUE: N_("Next notice due"),
    Flag.LOOK_BACK: N_("Look-back due"),
}

STAND_OUT: Final[tuple[Flag, ...]] = tuple(flag for flag in Flag if flag not in {Flag.OVERDUE, Flag.DUE_SOON})
"""What no date says: the flags of Today's line, of the ledger's row and of its tags, in this order everywhere."""

OF_SETTLED: Final = frozenset({Flag.LOOK_BACK})
"""Flags of issues that are closed; all others are of open ones."""


class Light(StrEnum):
    """The state of an issue against its date; never told by colour alone (domain.md 1.7)."""

    IN_TIME = "in_time"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    TO_CLOSE = "to_close"
    CLOSED = "closed"


LIGHT_NAMES: Final = {
    Light.IN_TIME: N_("In time"),
    Light.SOON: N_("Due soon"),
    Light.LATE: N_("Overdue"),
    Light.PAUSED: N_("Clock paused"),
    Light.TO_CLOSE: N_("Answered, to be closed"),
    Light.CLOSED: N_("Closed"),
}

NOT_SIGNED: Final = frozenset({IssueState.ASSIGNED})
"""Handed over, and nobody has signed for it or refused it."""


@dataclass(frozen=True, slots=True)
class FlagFacts:
    """What the rules read of one issue.

    Attributes:
        paused: A clock of it stands still today.
        repeats: The same person came with something earlier.
        pressed_on: The last time the unit was pressed, by a reminder or a notice.
    """

    state: IssueState
    raised_on: date
    due: date | None = None
    assigned_on: date | None = None
    moved_on: date | None = None
    noted_on: date | None = None
    pass_count: int = 0
    chase_count: int = 0
    notice_level: NoticeLevel = NoticeLevel.NONE
    paused: bool = False
    repeats: bool = False
    pressed_on: date | None = None
    drawn_on: date | None = None
    closed_on: date | None = None
    look_back_on: date | None = None
    look_back_held: bool | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.state not in SETTLED

    @property
    def still_since(self) -> date:
        """The last day on which anything moved."""
        return max(filter(None, (self.moved_on, self.assigned_on, self.raised_on)))

    @property
    def clock_since(self) -> date:
        """The day from which the unit's time runs."""
        return self.assigned_on or self.raised_on


@dataclass(frozen=True, slots=True)
class FlagLimits:
    """The office's numbers as days of the calendar on one day, so that a database can compare with them.

    Attributes:
        soon: Due up to here is due soon.
        still: No movement since this day, or longer, is stuck.
        handed: Handed over on this day or earlier and not signed for is too long.
        pressed: Pressed on this day or earlier in vain calls for the next notice.
    """

    today: date
    soon: date
    still: date
    handed: date
    pressed: date
    bounces: int
    months: int

    @classmethod
    def on(cls, today: date, calendar: WorkCalendar, settings: OfficeSettings) -> FlagLimits:
        """Reckon them for *today*."""
        return cls(
            today=today,
            soon=soon_until(today, calendar, settings.due_soon_days),
            still=today - timedelta(settings.stuck_days),
            handed=more_than_ago(today, calendar, settings.accept_days),
            pressed=more_than_ago(today, calendar, settings.report_days - 1),
            bounces=settings.bounce_times,
            months=settings.repeat_months,
        )


def soon_until(today: date, calendar: WorkCalendar, working_days: int) -> date:
    """Return the last date that has at most *working_days* working days left from *today*.

    The rest days after the last of them belong to it: due on such a Sunday is due soon too.
    """
    last = calendar.add_workdays(today, working_days) if working_days else today
    return calendar.next_workday(last) - timedelta(1)


def more_than_ago(today: date, calendar: WorkCalendar, working_days: int) -> date:
    """Return the last date after which more than *working_days* working days have passed up to *today*."""
    back = calendar.workday_upto(today)
    for _n in range(max(working_days, 0)):
        back = calendar.previous_workday(back)
    return back - timedelta(1)


def flags_of(
    facts: FlagFacts, today: date, calendar: WorkCalendar, settings: OfficeSettings, limits: FlagLimits | None = None
) -> frozenset[Flag]:
    """Return the flags of one issue; *limits*, reckoned once, spare reckoning them for each."""
    limits = limits or FlagLimits.on(today, calendar, settings)
    if not facts.is_open:
        return frozenset({Flag.LOOK_BACK} if look_back_is_due(facts) else ())
    late = facts.due is not None and facts.due < today
    rules = {
        Flag.OVERDUE: late,
        Flag.DUE_SOON: facts.due is not None and today <= facts.due <= limits.soon,
        Flag.STUCK: not facts.paused and facts.still_since <= limits.still,
        Flag.HALF_TIME: not facts.paused and _half_gone(facts, today),
        Flag.BOUNCING: facts.pass_count >= limits.bounces,
        Flag.NOT_ACCEPTED: facts.state in NOT_SIGNED and (facts.assigned_on or facts.raised_on) <= limits.handed,
        Flag.REPEAT: facts.repeats,
        Flag.NOTICE_DUE: next_notice(facts, limits) in {NoticeLevel.WARNING, NoticeLevel.REPORT},
    }
    return frozenset(flag for flag, holds in rules.items() if holds)


def _half_gone(facts: FlagFacts, today: date) -> bool:
    """Half of the unit's time is over, the date is not, and it has said nothing since its time began."""
    start = facts.clock_since
    if facts.due is None or facts.due < today or facts.due <= start:
        return False
    if facts.noted_on is not None and facts.noted_on >= start:
        return False
    return 2 * today.toordinal() >= start.toordinal() + facts.due.toordinal()


def look_back_is_due(facts: FlagFacts) -> bool:
    """Return whether a settled issue was drawn by lot and nobody has looked since it was settled last."""
    if facts.state not in SETTLED or facts.state is IssueState.ARCHIVED or facts.drawn_on is None:
        return False
    looked = facts.look_back_on
    return looked is None or (not facts.look_back_held and facts.closed_on is not None and facts.closed_on > looked)


def next_notice(facts: FlagFacts, limits: FlagLimits) -> NoticeLevel | None:
    """Return the notice that an overdue issue calls for now; a suggestion, sent by nobody but a person.

    The day after the date a reminder; each further level where the one before was ignored: so many working
    days are over since it, and nothing has moved since.
    """
    if not facts.is_open or facts.paused or facts.due is None or facts.due >= limits.today:
        return None
    level = facts.notice_level
    if level is NoticeLevel.NONE:
        if facts.pressed_on is None and not facts.chase_count:
            return NoticeLevel.REMINDER
        level = NoticeLevel.REMINDER
    if level is NoticeLevel.REPORT or facts.pressed_on is None or facts.pressed_on > limits.pressed:
        return None
    if facts.moved_on is not None and facts.moved_on > facts.pressed_on:
        return None
    return NoticeLevel.WARNING if level is NoticeLevel.REMINDER else NoticeLevel.REPORT


def light_of(facts: FlagFacts, limits: FlagLimits) -> Light:
    """Return the state of an issue against its date."""
    if not facts.is_open:
        return Light.CLOSED
    if facts.state is IssueState.REPLIED:
        return Light.TO_CLOSE
    if facts.paused:
        return Light.PAUSED
    if facts.due is None:
        return Light.IN_TIME
    if facts.due < limits.today:
        return Light.LATE
    return Light.SOON if facts.due <= limits.soon else Light.IN_TIME


def flag_text(flag: Flag, facts: FlagFacts, today: date, calendar: WorkCalendar) -> str:
    """Return a flag with its number: 23 天没有进展, 交办 5 个工作日未签收, 转了 3 次."""
    match flag:
        case Flag.STUCK:
            n = (today - facts.still_since).days
            return ngettext("still {n} day", "still {n} days", n).format(n=n)
        case Flag.NOT_ACCEPTED:
            n = calendar.workdays_between(facts.assigned_on or facts.raised_on, today)
            words = ngettext("not signed for {n} working day", "not signed for {n} working days", n)
            return words.format(n=n)
        case Flag.BOUNCING:
            n = facts.pass_count
            return ngettext("passed on {n} time", "passed on {n} times", n).format(n=n)
        case _:
            return _(FLAG_NAMES[flag])


def is_nobody(name: str) -> bool:
    """Return whether *name* tells nobody who it is, so that twice the same is not twice the same person."""
    return not name.strip() or name.strip().endswith(NOBODY)


def phone_spellings(phone: str) -> tuple[str, ...]:
    """Return the ways in which the same number is usually written; none for what is too short to be one."""
    digits = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    if len(digits) < LEAST_PHONE:
        return ()
    parts = (digits[:3], digits[3:7], digits[7:])
    return tuple(dict.fromkeys((phone.strip(), digits, " ".join(parts), "-".join(parts))))
