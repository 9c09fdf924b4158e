"""The clocks of one issue as they are shown: dates, how they stand, and the biography of each in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import CLOCK_NAMES, OPEN_DOORS, PAUSE_NAMES, ClockKind, IssueTrack, PauseKind
from core.clocks import REVIEWS, ClockPause, press_by
from core.deadlines import Deadline, Lateness, Timeliness, state_of, step_text, timeliness_text
from core.i18n import _, clauses, day_text, ngettext
from core.issues import SETTLED, ActionKind
from core.settings import OfficeSettings
from core.timeline import TimelineLine, headline_of
from db.models import Extension, Issue, IssueAction, IssueCategory, Suspension
from db.queries.clock_terms import StoredClock, pauses_of, stored_clocks
from db.queries.settings import office_settings


@dataclass(frozen=True, slots=True)
class PauseRow:
    """Days in which the clocks that may do so stand still."""

    id: int
    starts: date
    ends: date | None
    kind: PauseKind
    reason: str

    def covers(self, day: date) -> bool:
        """Return whether clocks stand still on *day*."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of an issue.

    Attributes:
        id: None for the issue's own date, to finish by.
        due: Judged by this day; of a clock that stands still, as far as can be said today.
        warn_on: Press by this day, the earlier one where the date rolled.
        timeliness: How it stands; nothing to say once it was met, stands still or is no duty.
        met_on: The day on which it was done.
        late_by: Working days by which it was met too late.
        provisional: Reaches into days whose holidays are not announced yet.
        stated: The office wrote the date itself.
        stands_since: It stands still since then; None while it runs.
        pausable: Whether pauses stop it at all.
        is_door: Within it somebody may act: its end is no lateness.
        over: Its issue is closed, so that it asks for nothing any more.
        limit: 60 natural days from acceptance, in words.
        rule: Name of the limit, and where it comes from.
        repeats: A new one starts when this one is met.
        steps: The biography, one sentence each.
    """

    id: int | None
    kind: ClockKind
    name: str
    starts: date
    due: date
    warn_on: date
    timeliness: Timeliness
    met_on: date | None
    late_by: int
    provisional: bool
    stated: bool
    stands_since: date | None
    pausable: bool
    is_door: bool
    over: bool
    rule: str
    source: str
    repeats: bool
    steps: tuple[str, ...]

    @property
    def runs(self) -> bool:
        """Whether something is still asked for by its date."""
        return self.met_on is None and not self.over

    @property
    def standing(self) -> str:
        """Return how it stands, in words."""
        return clock_text(self)


@dataclass(frozen=True, slots=True)
class IssueClocks:
    """All clocks of one issue with its pauses, for the screen, the print and the command line."""

    issue_id: int
    number: str
    title: str
    track: IssueTrack
    settled: bool
    feedback_every: int | None
    clocks: tuple[ClockRow, ...]
    pauses: tuple[PauseRow, ...]
    history: tuple[str, ...]

    @property
    def open_pause(self) -> PauseRow | None:
        """Return the pause that nobody has ended yet."""
        return next((pause for pause in self.pauses if pause.ends is None), None)

    @property
    def main(self) -> ClockRow | None:
        """Return the clock to finish by."""
        return next((clock for clock in self.clocks if clock.id is None), None)


def issue_clocks(session: Session, issue_id: int, *, today: date, calendar: WorkCalendar) -> IssueClocks | None:
    """Return everything about the clocks of an issue; None where it was deleted meanwhile."""
    issue = session.get(Issue, issue_id)
    if issue is None:
        return None
    settings = office_settings(session)
    rows = [
        PauseRow(row.id, row.starts, row.ends, row.kind, row.reason)
        for row in session.scalars(
            select(Suspension).where(Suspension.issue_id == issue_id).order_by(Suspension.starts, Suspension.id)
        )
    ]
    return IssueClocks(
        issue_id=issue.id,
        number=issue.number,
        title=issue.title,
        track=issue.track,
        settled=issue.state in SETTLED,
        feedback_every=issue.feedback_every,
        clocks=tuple(_clock_rows(session, issue, settings, today=today, calendar=calendar)),
        pauses=tuple(rows),
        history=tuple(_history(session, issue)),
    )


def biography(session: Session, issue_id: int, *, today: date, calendar: WorkCalendar) -> list[str]:
    """Return every step of every clock in numbered sentences, each clock under its heading, then what happened."""
    found = issue_clocks(session, issue_id, today=today, calendar=calendar)
    return biography_lines(found) if found is not None else []


def biography_lines(found: IssueClocks) -> list[str]:
    """Return the biography of all clocks as lines of text."""
    lines: list[str] = []
    for clock in found.clocks:
        lines.append(heading_of(clock))
        lines.extend(f"{number}. {words}" for number, words in enumerate(clock.steps, 1))
    if found.history:
        lines.append(_("What changed these dates"))
        lines.extend(found.history)
    return lines


def heading_of(clock: ClockRow) -> str:
    """Return 办结：2026年12月14日，还有 15 个工作日."""
    return _("{clock}: {day}").format(
        clock=clock.name, day=clauses((day_text(clock.due, year=True), clock.standing))
    )  # fmt: skip


def clock_text(clock: ClockRow) -> str:
    """Return how a clock stands in words: met, standing still, over, or days left or late."""
    if clock.met_on is not None:
        day = day_text(clock.met_on)
        if clock.kind is ClockKind.OBJECTION:  # whether the unit objected or went to work
            return _("Ended on {day}").format(day=day)
        if clock.late_by:
            late = ngettext("{n} working day late", "{n} working days late", clock.late_by).format(n=clock.late_by)
            return _("Done on {day}, {late}").format(day=day, late=late)
        return _("Done on {day}").format(day=day)
    if clock.over:
        return _("Closed")
    if clock.stands_since is not None:
        return _("Stands still since {day}").format(day=day_text(clock.stands_since))
    if clock.is_door and clock.timeliness.kind is Lateness.LATE:
        return _("This time is over")
    return timeliness_text(clock.timeliness)


def pause_text(pause: PauseRow) -> str:
    """Return 暂停 9月8日—9月18日，听证：听证会."""
    ends = day_text(pause.ends) if pause.ends is not None else _("no end yet")
    days = _("Paused {first} – {last}").format(first=day_text(pause.starts), last=ends)
    return clauses((days, _("{clock}: {day}").format(clock=_(PAUSE_NAMES[pause.kind]), day=pause.reason)))


def has_open_pause(session: Session, on: date) -> bool:
    """Return whether anything stands still on a day without an end."""
    open_pause = select(Suspension.id).where(Suspension.ends.is_(None), Suspension.starts <= on).limit(1)
    return session.scalar(open_pause) is not None


def _clock_rows(
    session: Session, issue: Issue, settings: OfficeSettings, *, today: date, calendar: WorkCalendar
) -> list[ClockRow]:
    pauses = pauses_of(session, issue.id)
    rows = []
    stored = stored_clocks(session, issue, settings=settings)
    for clock in stored:
        replaced = any(
            other.kind is clock.kind and other.id != clock.id and other.term.start >= clock.term.start
            and (other.id or 0) > (clock.id or 0)
            for other in stored
        )  # fmt: skip
        if replaced and clock.kind in OPEN_DOORS and clock.met_on is None:
            continue  # the door closed when the issue went to another unit, which has its own
        rows.append(_clock_row(session, issue, clock, pauses, today=today, calendar=calendar))
    return rows


def _clock_row(
    session: Session,
    issue: Issue,
    clock: StoredClock,
    pauses: list[ClockPause],
    *,
    today: date,
    calendar: WorkCalendar,
) -> ClockRow:
    settled = issue.state in SETTLED
    over = settled and clock.kind not in REVIEWS and clock.met_on is None and clock.id is not None
    met_on = clock.met_on if clock.id is not None else (issue.closed_on if settled else None)
    still = next((pause for pause in pauses if pause.covers(today)), None) if clock.stands and not over else None
    due, steps, provisional = clock.due, clock.steps, clock.provisional
    if still is not None and still.ends is None and met_on is None:
        counted: Deadline = clock.deadline(calendar, pauses, today=today)
        due, steps, provisional = counted.due, counted.steps, counted.provisional
    runs = met_on is None and not over
    name, source = _named(session, issue, clock)
    return ClockRow(
        id=clock.id,
        kind=clock.kind,
        name=_(CLOCK_NAMES[clock.kind]),
        starts=clock.term.start,
        due=due,
        warn_on=press_by(due, steps, calendar),
        timeliness=state_of(due, today, calendar, is_open=runs and still is None),
        met_on=met_on,
        late_by=calendar.workdays_between(due, met_on) if met_on is not None and met_on > due else 0,
        provisional=provisional,
        stated=clock.stated,
        stands_since=still.starts if still is not None and runs else None,
        pausable=clock.term.pausable,
        is_door=clock.kind in OPEN_DOORS,
        over=over,
        rule=name,
        source=source,
        repeats=clock.repeats,
        steps=(*((_limit_text(name, source),) if name else ()), *(step_text(step) for step in steps)),
    )


def _named(session: Session, issue: Issue, clock: StoredClock) -> tuple[str, str]:
    """Return the name of the limit behind a clock and where it comes from."""
    if clock.rule is not None:
        return _(clock.rule.name), _(clock.rule.source)
    if clock.stated:
        return "", ""
    if clock.id is not None:
        return (_("Asked for every {n} days").format(n=clock.term.amount), "") if clock.repeats else ("", "")
    match clock.term.by:
        case "typed":
            return _("Days given for this issue"), ""
        case "category":
            category = session.get(IssueCategory, issue.category) if issue.category else None
            return _("Limit of the category {name}").format(name=_(category.name) if category else ""), ""
        case _:
            return _("The office's own limit"), ""


def _limit_text(name: str, source: str) -> str:
    if source:
        return _("Limit: {name} ({source})").format(name=name, source=source)
    return _("Limit: {name}").format(name=name)


_CHANGES = (
    ActionKind.SUSPENDED, ActionKind.RESUMED, ActionKind.EXTENDED, ActionKind.RECOUNTED, ActionKind.REOPENED,
    ActionKind.RECLASSED, ActionKind.ACCEPTED, ActionKind.MET,
)  # fmt: skip


def _history(session: Session, issue: Issue) -> list[str]:
    """Return what moved the dates of an issue, the earliest first: 11月23日 时钟暂停，听证."""
    granted = {
        (row.granted_on, row.to_due): row
        for row in session.scalars(select(Extension).where(Extension.issue_id == issue.id))
    }
    lines = []
    actions = session.scalars(
        select(IssueAction)
        .where(IssueAction.issue_id == issue.id, IssueAction.kind.in_(_CHANGES))
        .order_by(IssueAction.day, IssueAction.id)
    )
    for action in actions:
        row = granted.get((action.day, action.due)) if action.due is not None else None
        late = row is not None and row.late
        told = TimelineLine(day=action.day, kind=action.kind, text=action.text, due=action.due, late=late)
        told_on = ""
        if row is not None and row.told_on is not None:
            told_on = _("petitioner told on {day}").format(day=day_text(row.told_on, year=True))
        approval = (row.approver, row.document_number) if row is not None else ()
        words = clauses((headline_of(told), action.text, *approval, told_on))
        lines.append(f"{day_text(action.day, year=True)} {words}")
    return lines
