"""An issue's timeline in words, and the line that nobody wrote: the date passed (期限已过).

Lines only ever grow; what is derived here is never stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.i18n import N_, _, day_text
from core.issues import CHECK_MARK_NAMES, SATISFACTION_NAMES, ActionKind, CheckMark, Satisfaction


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line as stored.

    Attributes:
        due: The due date after this line, where the line set one.
        nth: Which reminder this is, counted from 1; 0 for other lines.
        late: An extension granted after the date had passed.
        more: Who approved it, and under which document number.
        from_visit: The line was written down on a visit.
    """

    day: date
    kind: ActionKind
    text: str = ""
    due: date | None = None
    agency: str = ""
    leader: str = ""
    mark: CheckMark | None = None
    satisfaction: Satisfaction | None = None
    nth: int = 0
    late: bool = False
    more: str = ""
    from_visit: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line as shown: a headline, and the words below it."""

    day: date
    headline: str
    note: str = ""
    more: str = ""
    alarm: bool = False


def timeline(
    lines: Sequence[TimelineLine], *, due: date | None, settled_on: date | None, today: date, office: str = ""
) -> list[TimelineEntry]:
    """Return the lines and every passing of a date among them, the latest first.

    Args:
        lines: As stored, the oldest first.
        due: The date in force now.
        settled_on: When the issue was settled; None while it is open.
        today: The day it is looked at.
        office: Who presses the units, such as 县政府办.
    """
    entries = [(line.day, 1, n, _entry(line, office)) for n, line in enumerate(lines)]
    for passed in deadlines_passed(lines, due=due, settled_on=settled_on, today=today):
        morning_after = passed + timedelta(1)
        entry = TimelineEntry(morning_after, _("The date passed"), alarm=True)
        entries.append((morning_after, 0, 0, entry))
    return [entry for *_key, entry in sorted(entries, key=lambda item: item[:3], reverse=True)]


def deadlines_passed(
    lines: Sequence[TimelineLine], *, due: date | None, settled_on: date | None, today: date
) -> list[date]:
    """Return every date that passed before the issue was settled or had been given more time."""
    passed: list[date] = []
    running = next((line.due for line in lines if line.due), None) or due
    stopped = False
    for line in lines:
        if line.kind is ActionKind.CLOSED or line.due is not None:
            if running and not stopped and line.day > running:
                passed.append(running)
            stopped = line.kind is ActionKind.CLOSED
            running = line.due or running
    end = settled_on if settled_on else today
    if due and not (stopped and running == due) and end > due:
        passed.append(due)
    return list(dict.fromkeys(passed))


def _entry(line: TimelineLine, office: str) -> TimelineEntry:
    return TimelineEntry(line.day, _HEADLINES[line.kind](line, office), line.text, line.more)


def _registered(line: TimelineLine, _office: str) -> str:
    return _("Written down on site") if line.from_visit else _("Written down")


def _assigned(line: TimelineLine, _office: str) -> str:
    agency = line.agency or _("the unit")
    if line.due is None:
        return _("Handed to {agency}").format(agency=agency)
    return _("Handed to {agency}, due {day}").format(agency=agency, day=day_text(line.due))


def _reminded(line: TimelineLine, office: str) -> str:
    return _("{office} pressed, {n} in all").format(office=office or _("Office"), n=line.nth)


def _extended(line: TimelineLine, _office: str) -> str:
    day = day_text(line.due) if line.due else ""
    sentence = _("Given until {day}, asked for after the date had passed") if line.late else _("Given until {day}")
    return sentence.format(day=day)


def _checked(line: TimelineLine, _office: str) -> str:
    mark = _(CHECK_MARK_NAMES[line.mark]) if line.mark else ""
    if not line.leader:
        return _("Checked on site: {mark}").format(mark=mark)
    return _("Checked on site by {leader}: {mark}").format(leader=line.leader, mark=mark)


def _return_visit(line: TimelineLine, _office: str) -> str:
    said = _(SATISFACTION_NAMES[line.satisfaction]) if line.satisfaction else ""
    return _("Called back: {satisfaction}").format(satisfaction=said)


def _reopened(line: TimelineLine, _office: str) -> str:
    return _("Reopened, due {day}").format(day=day_text(line.due)) if line.due else _("Reopened")


def _edited(line: TimelineLine, _office: str) -> str:
    return _("Corrected, due {day}").format(day=day_text(line.due)) if line.due else _("Corrected")


def _named(sentence: str) -> Callable[[TimelineLine, str], str]:
    return lambda line, _office: _(sentence).format(agency=line.agency or _("the unit"))


_HEADLINES: dict[ActionKind, Callable[[TimelineLine, str], str]] = {
    ActionKind.REGISTERED: _registered,
    ActionKind.ASSIGNED: _assigned,
    ActionKind.PROGRESS: _named(N_("Progress")),
    ActionKind.FEEDBACK: _named(N_("{agency} answered")),
    ActionKind.REMINDED: _reminded,
    ActionKind.EXTENDED: _extended,
    ActionKind.SUSPENDED: _named(N_("Clock paused")),
    ActionKind.CHECKED_ON_SITE: _checked,
    ActionKind.CLOSED: _named(N_("Closed")),
    ActionKind.RETURN_VISIT: _return_visit,
    ActionKind.REOPENED: _reopened,
    ActionKind.EDITED: _edited,
}
