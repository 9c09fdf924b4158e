"""An issue on its way to the one unit that handles it: handed over, signed for, objected to, accepted as a petition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import TRACK_NAMES, IssueTrack
from core.deadlines import Roll, Unit, due_date
from core.errors import ChoiceVanished
from core.i18n import _, day_text
from core.life_cycle import MOVES, Need
from core.life_cycle_errors import (
    AcceptanceIsForPetitions,
    AcceptedAlready,
    AlreadyThere,
    ObjectionTooLate,
    PassingNeedsReason,
)
from core.settings import OfficeSettings
from core.text import clean_line, clean_text
from db.models import Agency, DeadlineRuleRow, Issue, IssueAgency, Leader
from db.queries.recusals import require_agency, require_leader
from db.services.issue_steps import issue_for, judge, judge_day, make

_OBJECTION_DAYS = 5
"""Petition regulations, Art. 23(3); the office's own preset `petition_objection` wins."""
_PETITIONS = frozenset({IssueTrack.PETITION, IssueTrack.SIMPLE_PETITION, IssueTrack.REPORT})


def assign_issue(
    session: Session,
    issue_id: int,
    *,
    agency_id: int | None,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    supporting: Sequence[int] | None = None,
    case_leader_id: int | None = None,
    reason: str = "",
) -> None:
    """Hand an issue to the one unit that handles it (交办); to another one later it is passed on, with a *reason*.

    Units that help (*supporting*) and the county leader in charge (*case_leader_id*) stay as they are where None.

    Raises:
        MoveLacks: no unit was chosen.
        AlreadyThere, PassingNeedsReason: it is there already, or goes on without a word why.
        AboutThisUnit, AboutThisLeader, LeaderRecused: it is about the unit or the leader, or he stays away.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: not now, or not on that day.
    """
    move = MOVES["assign"]
    issue = issue_for(session, issue_id, move)
    judge(session, issue, move, {Need.AGENCY: agency_id}, day=day, today=today)
    unit = _unit(session, agency_id)
    why = clean_line(reason, _("Reason"), limit=400)
    _judge_passing(session, issue, unit, why)
    require_leader(session, issue, case_leader_id)
    passed = issue.lead_agency_id is not None
    issue.lead_agency_id = unit.id
    if case_leader_id is not None:
        issue.case_leader_id = _leader(session, case_leader_id).id
    _set_supporting(session, issue, supporting)
    issue.pass_count += passed
    issue.receipt_on = None
    due = None if passed else issue.due
    make(session, issue, move, day, calendar=calendar, settings=settings, text=why, due=due, agency_id=unit.id)


def _judge_passing(session: Session, issue: Issue, unit: Agency, why: str) -> None:
    if issue.lead_agency_id == unit.id:
        raise AlreadyThere(agency=unit.name)
    if issue.lead_agency_id is not None and not why:
        raise PassingNeedsReason(agency=_unit(session, issue.lead_agency_id).name)
    require_agency(session, issue, unit.id)


def receive_issue(
    session: Session,
    issue_id: int,
    *,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    person: str = "",
) -> None:
    """Write down that the unit signed for the issue (签收); its days to object count from here.

    Raises:
        MoveNotYet, MoveLacks, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["receive"]
    issue = issue_for(session, issue_id, move)
    judge(session, issue, move, {Need.AGENCY: issue.lead_agency_id}, day=day, today=today)
    who = clean_line(person, _("Signed for by"), limit=60)
    issue.receipt_on = day
    make(session, issue, move, day, calendar=calendar, settings=settings, person=who, agency_id=issue.lead_agency_id)


def object_to_issue(
    session: Session,
    issue_id: int,
    *,
    reason: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    person: str = "",
) -> None:
    """Write down that the unit holds it is not its matter (异议); the office then hands it on or turns it down.

    Raises:
        MoveLacks: there is no reason.
        ObjectionTooLate: the unit had its five working days.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["object"]
    issue = issue_for(session, issue_id, move)
    why = clean_line(reason, _("Reason"), limit=400)
    judge(session, issue, move, {Need.REASON: why}, day=day, today=today)
    until, days = objection_until(session, issue, calendar)
    if day > until:
        unit = _unit(session, issue.lead_agency_id)
        raise ObjectionTooLate(agency=unit.name, until=day_text(until, year=True), days=days)
    who = clean_line(person, _("Said by"), limit=60)
    make(
        session, issue, move, day, calendar=calendar, settings=settings, text=why, person=who,
        agency_id=issue.lead_agency_id,
    )  # fmt: skip


def objection_until(session: Session, issue: Issue, calendar: WorkCalendar) -> tuple[date, int]:
    """Return the last day on which the unit may object, and the working days it had."""
    rule = session.get(DeadlineRuleRow, "petition_objection")
    days, unit, roll = (rule.amount, rule.unit, rule.roll) if rule else (_OBJECTION_DAYS, "working", "none")
    start = issue.receipt_on or issue.assigned_on or issue.raised_on
    return due_date(start, days, Unit(unit), calendar, Roll(roll)).due, days


def overrule_objection(
    session: Session,
    issue_id: int,
    *,
    reason: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    person: str = "",
) -> None:
    """Turn an objection down: the unit has to handle the issue after all.

    Raises:
        MoveLacks: there is no reason.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["overrule"]
    issue = issue_for(session, issue_id, move)
    why = clean_line(reason, _("Reason"), limit=400)
    judge(session, issue, move, {Need.REASON: why}, day=day, today=today)
    who = clean_line(person, _("Decided by"), limit=60)
    issue.receipt_on = issue.receipt_on or day
    make(
        session, issue, move, day, calendar=calendar, settings=settings, text=why, person=who,
        agency_id=issue.lead_agency_id,
    )  # fmt: skip


def accept_petition(
    session: Session,
    issue_id: int,
    *,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    text: str = "",
) -> None:
    """Accept a petition (受理): its sixty days count from here.

    Raises:
        AcceptanceIsForPetitions: it is no petition.
        AcceptedAlready: it was accepted before.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly: see issue_steps.judge.
    """
    move = MOVES["accept"]
    issue = issue_for(session, issue_id, move)
    if issue.track not in _PETITIONS:
        raise AcceptanceIsForPetitions(track=_(TRACK_NAMES[issue.track]))
    if issue.accepted_on is not None:
        raise AcceptedAlready(day=day_text(issue.accepted_on, year=True))
    judge(session, issue, move, {}, day=day, today=today)
    words = clean_text(text, _("Notes"), limit=2000)
    issue.accepted_on = day
    make(session, issue, move, day, calendar=calendar, settings=settings, text=words)


def answer_on_site(
    session: Session,
    issue_id: int,
    *,
    result: str,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Settle what was answered on the spot, on the very day it was raised; it never had a clock.

    Raises:
        MoveLacks: nothing says what was answered.
        MoveNotYet, IssueIsSettled: it went to a unit that has begun already, or is settled.
    """
    move = MOVES["answer_on_site"]
    issue = issue_for(session, issue_id, move)
    words = clean_text(result, _("Answer given"))
    judge(session, issue, move, {Need.RESULT: words}, day=None, today=today)
    judge_day(session, issue, move, issue.raised_on, today)
    issue.closed_on, issue.close_result, issue.bring_to_visit_id = issue.raised_on, words, None
    issue.due, issue.due_steps, issue.due_stated, issue.due_provisional = None, [], False, False
    make(
        session, issue, move, issue.raised_on, calendar=calendar, settings=settings, text=words,
        agency_id=issue.lead_agency_id,
    )  # fmt: skip


def _set_supporting(session: Session, issue: Issue, wanted: Sequence[int] | None) -> None:
    """Set the units that help; the one in charge is never among them."""
    session.refresh(issue, ["supporting"])
    ids = [each.agency_id for each in issue.supporting] if wanted is None else list(dict.fromkeys(wanted))
    ids = [id for id in ids if id != issue.lead_agency_id]
    kept = {each.agency_id: each for each in issue.supporting}
    for id in set(ids) - set(kept):
        require_agency(session, issue, _unit(session, id).id)
    issue.supporting = [kept.get(id) or IssueAgency(agency_id=id) for id in ids]
    for position, each in enumerate(issue.supporting):
        each.position = position


def _unit(session: Session, agency_id: int | None) -> Agency:
    unit = session.get(Agency, agency_id) if agency_id is not None else None
    if unit is None:
        raise ChoiceVanished(field=_("Unit"))
    return unit


def _leader(session: Session, leader_id: int) -> Leader:
    leader = session.get(Leader, leader_id)
    if leader is None:
        raise ChoiceVanished(field=_("Leader in charge"))
    return leader
