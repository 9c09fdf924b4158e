"""Which issues stand out and why: of a page of the ledger, of all open ones, counted; and who came before.

Everything is asked in one statement per question, so that it stays fast with 100,000 issues.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import NoticeLevel
from core.deadlines import Timeliness, state_of
from core.flags import (
    Flag,
    FlagFacts,
    FlagLimits,
    Light,
    flag_text,
    flags_of,
    is_nobody,
    light_of,
    next_notice,
    phone_spellings,
)
from core.issues import OPEN, SETTLED, IssueState
from core.masking import mask_name
from core.settings import OfficeSettings
from db.models import Agency, Issue, Petitioner, Township
from db.queries.flag_conditions import came_before, digits_of, flag_condition, is_paused, pressed_on
from db.queries.issue_filter import IssueFilter, narrowing
from db.queries.issues import IssueRow, issue_rows
from db.queries.recusals import may_be_shared

EARLIER_SHOWN = 5
WHOLE = 2**31 - 1
BATCH = 1000
"""Ids in one statement: no database takes any number of them."""


@dataclass(frozen=True, slots=True)
class IssueMarks:
    """What stands beside an issue's date: its light, its notice level and its flags, each also in words.

    Attributes:
        next_notice: The notice it calls for now: a suggestion, sent by nobody but a person.
        words: What each flag says, with its number.
    """

    light: Light
    level: NoticeLevel
    next_notice: NoticeLevel | None
    flags: frozenset[Flag]
    words: dict[Flag, str]


@dataclass(frozen=True, slots=True)
class EarlierIssueRow:
    """An earlier issue of what seems to be the same person, who is named by a mask only."""

    id: int
    number: str
    title: str
    raised_on: date
    state: IssueState
    person: str
    township: str
    agency: str
    result: str
    timeliness: Timeliness

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.state in OPEN


def flagged(
    session: Session, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> dict[int, frozenset[Flag]]:
    """Return the flags of every open issue that has any."""
    limits = FlagLimits.on(today, calendar, settings)
    found = (
        (id, flags_of(facts, today, calendar, settings, limits))
        for id, facts in _facts(session, Issue.state.in_(OPEN), limits)
    )
    return {id: flags for id, flags in found if flags}


def marks_of_issues(
    session: Session, ids: Sequence[int], *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> dict[int, IssueMarks]:
    """Return what stands beside these issues."""
    limits, made = FlagLimits.on(today, calendar, settings), {}
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    for id, facts in (found for some in batches for found in _facts(session, Issue.id.in_(some), limits)):
        flags = flags_of(facts, today, calendar, settings, limits)
        words = {flag: flag_text(flag, facts, today, calendar) for flag in flags}
        made[id] = IssueMarks(
            light_of(facts, limits), facts.notice_level, next_notice(facts, limits), flags, words
        )  # fmt: skip
    return made


def marked_issues(
    session: Session, wanted: IssueFilter, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> list[tuple[IssueRow, IssueMarks]]:
    """Return every issue of *wanted* with what stands beside its date."""
    rows = issue_rows(
        session, wanted, today, calendar=calendar, due_soon_days=settings.due_soon_days, limit=WHOLE
    )  # fmt: skip
    ids = [row.id for row in rows]
    marks = marks_of_issues(session, ids, today=today, calendar=calendar, settings=settings)
    return [(row, marks[row.id]) for row in rows if row.id in marks]


def flag_counts(
    session: Session,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    wanted: IssueFilter | None = None,
    flags: Iterable[Flag] = tuple(Flag),
) -> dict[Flag, int]:
    """Return how many issues have each flag, narrowed by the filters of *wanted* but not by its tab or flags."""
    limits, asked = FlagLimits.on(today, calendar, settings), tuple(flags)
    columns = [func.count(literal(1)).filter(flag_condition(flag, limits)) for flag in asked]
    drawn = and_(Issue.drawn_on.is_not(None), Issue.state.in_(SETTLED))
    counting = select(*columns).select_from(Issue).where(or_(Issue.state.in_(OPEN), drawn))
    if wanted is not None and wanted.narrows():
        counting = counting.where(narrowing(session, wanted))
    return dict(zip(asked, session.execute(counting).one(), strict=True))


def repeat_visits(
    session: Session,
    *,
    name: str,
    phone: str,
    village_id: int | None,
    before: date,
    months: int,
    leave_out: int | None = None,
    calendar: WorkCalendar,
) -> list[EarlierIssueRow]:
    """Return issues that the same phone, or the same name in the same village, raised within *months*.

    They come the latest first, none after the day *before*, and *leave_out*, under correction, is not its own
    forerunner. Restricted issues are left out: whoever types here need not learn of them.
    """
    same = _same_person(name.strip(), phone, village_id)
    if same is None:
        return []
    rows = session.execute(
        select(
            Issue.id, Issue.number, Issue.title, Issue.raised_on, Issue.state, Petitioner.name, Township.name,
            func.coalesce(Agency.name, ""), Issue.close_result, Issue.due,
        )
        .join(Petitioner, Petitioner.id == Issue.petitioner_id)
        .join(Township, Township.id == Issue.township_id)
        .outerjoin(Agency, Agency.id == Issue.lead_agency_id)
        .where(same, Issue.raised_on.between(_months_before(before, months), before), may_be_shared())
        .where(Issue.id != (leave_out or 0))
        .order_by(Issue.raised_on.desc(), Issue.id.desc())
        .limit(EARLIER_SHOWN)
    ).all()  # fmt: skip
    return [
        EarlierIssueRow(
            id, number, title, day, state, mask_name(person), township, agency, result if state in SETTLED else "",
            state_of(due, before, calendar, is_open=state in OPEN),
        )
        for id, number, title, day, state, person, township, agency, result, due in rows
    ]  # fmt: skip


def _same_person(name: str, phone: str, village_id: int | None) -> ColumnElement[bool] | None:
    ways: list[ColumnElement[bool]] = []
    spellings = phone_spellings(phone)
    if spellings:
        digits = min(spellings, key=len)
        oddly = and_(func.length(Petitioner.phone) > len(digits), digits_of(Petitioner.phone) == digits)
        known = select(Petitioner.id).where(Petitioner.phone.in_(spellings))
        ways.append(Petitioner.id.in_(known.union(select(Petitioner.id).where(oddly))))
    if village_id is not None and not is_nobody(name):
        here = or_(Issue.village_id == village_id, Petitioner.village_id == village_id)
        ways.append(and_(Petitioner.name == name, here))
    return or_(*ways) if ways else None


def _months_before(day: date, months: int) -> date:
    """Return the day *months* earlier; in a shorter month its last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


def _facts(session: Session, which: ColumnElement[bool], limits: FlagLimits) -> Iterable[tuple[int, FlagFacts]]:
    rows = session.execute(
        select(
            Issue.id, Issue.state, Issue.raised_on, Issue.due, Issue.assigned_on, Issue.moved_on, Issue.noted_on,
            Issue.pass_count, Issue.chase_count, Issue.notice_level, is_paused(limits.today),
            and_(Issue.state.in_(OPEN), came_before(limits.months)), pressed_on(), Issue.drawn_on, Issue.closed_on,
            Issue.look_back_on, Issue.look_back_held,
        ).where(which)
    )  # fmt: skip
    return ((row[0], FlagFacts(*row[1:])) for row in rows)


__all__ = [
    "EarlierIssueRow",
    "IssueMarks",
    "flag_counts",
    "flagged",
    "marked_issues",
    "marks_of_issues",
    "repeat_visits",
]
