"""An issue's timeline in words, and the line that nobody wrote: the date passed (期限已过).

Lines only ever grow; what is derived here is never stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.i18n import N_, _, day_text, statements
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
        person: Who checked, signed, said or decided it.
        way: How the person was told or asked.
        evidence: Files, or where the paper is kept.
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
    person: str = ""
    way: str = ""
    evidence: str = ""


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


def headline_of(line: TimelineLine, office: str = "") -> str:
    """Return what one line says first: 同意延期到 11月10日."""
    return _HEADLINES[line.kind](line, office)


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
    note = "\n".join(filter(None, (line.text, _circumstances(line))))
    return TimelineEntry(line.day, _HEADLINES[line.kind](line, office), note, line.more)


def _circumstances(line: TimelineLine) -> str:
    """Return who, in which way and on what evidence, as far as the headline does not say it."""
    known = line.kind in _NAMES_PERSON or not line.person
    return statements(
        filter(
            None,
            (
                "" if known else _("By: {person}").format(person=line.person),
                _("Way: {way}").format(way=line.way) if line.way else "",
                _("Evidence: {evidence}").format(evidence=line.evidence) if line.evidence else "",
            ),
        )
    )


_NAMES_PERSON = frozenset({ActionKind.CHECKED, ActionKind.INSTRUCTED})
"""Lines whose headline names the person already."""


def _registered(line: TimelineLine, _office: str) -> str:
    return _("Written down on site") if line.from_visit else _("Written down")


def _assigned(line: TimelineLine, _office: str) -> str:
    agency = line.agency or _("the unit")
    if line.due is None:
        return _("Handed to {agency}").format(agency=agency)
    return _("Handed to {agency}, due {day}").format(agency=agency, day=day_text(line.due))


def _reminded(line: TimelineLine, office: str) -> str:
    return _("{office} chased, {n} in all").format(office=office or _("Office"), n=line.nth)


def _extended(line: TimelineLine, _office: str) -> str:
    day = day_text(line.due) if line.due else ""
    sentence = _("Given until {day}, asked for after the date had passed") if line.late else _("Given until {day}")
    return sentence.format(day=day)


def _checked(line: TimelineLine, _office: str) -> str:
    mark = _(CHECK_MARK_NAMES[line.mark]) if line.mark else ""
    if not line.leader:
        return _("Checked on site: {mark}").format(mark=mark)
    return _("Checked on site by {leader}: {mark}").format(leader=line.leader, mark=mark)


def _looked_back(line: TimelineLine, _office: str) -> str:
    if line.mark is None:
        return _("Looked back")
    return _("Looked back: it holds") if line.mark is CheckMark.DONE else _("Looked back: it does not hold")


def _return_visit(line: TimelineLine, _office: str) -> str:
    if line.satisfaction is None:
        return _("Nobody was asked")
    said = _(SATISFACTION_NAMES[line.satisfaction])
    return _("Called back: {satisfaction}").format(satisfaction=said)


def _reopened(line: TimelineLine, _office: str) -> str:
    return _("Reopened, due {day}").format(day=day_text(line.due)) if line.due else _("Reopened")


def _edited(line: TimelineLine, _office: str) -> str:
    return _("Corrected, due {day}").format(day=day_text(line.due)) if line.due else _("Corrected")


def _named(sentence: str) -> Callable[[TimelineLine, str], str]:
    return lambda line, _office: _(sentence).format(agency=line.agency or _("the unit"))


def _plain(sentence: str) -> Callable[[TimelineLine, str], str]:
    return lambda _line, _office: _(sentence)


def _by(sentence: str, with_person: str) -> Callable[[TimelineLine, str], str]:
    return lambda line, _office: _(with_person).format(person=line.person) if line.person else _(sentence)


def _suspended(line: TimelineLine, _office: str) -> str:
    return _("Clock paused, due {day}").format(day=day_text(line.due)) if line.due else _("Clock paused")


def _resumed(line: TimelineLine, _office: str) -> str:
    return _("Clock runs again, due {day}").format(day=day_text(line.due)) if line.due else _("Clock runs again")


def _recounted(line: TimelineLine, _office: str) -> str:
    return _("Counted again, due {day}").format(day=day_text(line.due)) if line.due else _("Counted again")


_HEADLINES: dict[ActionKind, Callable[[TimelineLine, str], str]] = {
    ActionKind.REGISTERED: _registered,
    ActionKind.ASSIGNED: _assigned,
    ActionKind.PROGRESS: _named(N_("Progress")),
    ActionKind.FEEDBACK: _named(N_("{agency} answered")),
    ActionKind.REMINDED: _reminded,
    ActionKind.EXTENDED: _extended,
    ActionKind.SUSPENDED: _suspended,
    ActionKind.CHECKED_ON_SITE: _checked,
    ActionKind.CLOSED: _named(N_("Closed")),
    ActionKind.RETURN_VISIT: _return_visit,
    ActionKind.REOPENED: _reopened,
    ActionKind.EDITED: _edited,
    ActionKind.ACCEPTED: _plain(N_("Petition accepted")),
    ActionKind.RECEIVED: _named(N_("{agency} signed for it")),
    ActionKind.OBJECTED: _named(N_("{agency} objected")),
    ActionKind.OVERRULED: _plain(N_("Objection not upheld")),
    ActionKind.SENT_BACK: _named(N_("Sent back to {agency}")),
    ActionKind.CHECKED: _by(N_("Checked"), N_("Checked by {person}")),
    ActionKind.REPLIED: _plain(N_("Replied to the person")),
    ActionKind.LOOKED_BACK: _looked_back,
    ActionKind.ARCHIVED: _plain(N_("Archived")),
    ActionKind.RESUMED: _resumed,
    ActionKind.NOTICE: _plain(N_("Notice issued")),
    ActionKind.INSTRUCTED: _by(N_("Instruction"), N_("Instruction of {person}")),
    ActionKind.RECOUNTED: _recounted,
    ActionKind.RECLASSED: _plain(N_("Classed anew")),
    ActionKind.MET: _plain(N_("Done")),
}
