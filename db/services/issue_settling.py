"""An issue on its way to being closed: answered with evidence, checked, told, asked, closed out, archived, reopened.

Nothing here runs by a timer: an issue never closes itself. Closing wants the whole chain; finish_issue in
issue_finishing walks what is missing of it in one write.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.errors import ReopenNeedsTime
from core.i18n import _, day_text, listed
from core.issues import Satisfaction
from core.life_cycle import MOVES, Need, require, require_all
from core.retention import retain_until
from core.settings import OfficeSettings
from core.text import clean_line, clean_text
from db.attachments import attach
from db.models import Issue
from db.queries.issue_standing import Standing, evidence_files, standing
from db.services.issue_deadlines import further_steps
from db.services.issue_lines import keep_first_date
from db.services.issue_steps import issue_for, judge, judge_day, make
from db.services.look_back import draw_on_closing

Files = Sequence[tuple[str, bytes]]
"""Names and contents."""


def add_feedback(
    session: Session,
    issue_id: int,
    *,
    text: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    evidence: str = "",
    files: Files = (),
) -> None:
    """Write down the unit's answer (反馈), with a file as evidence or the place where the paper is kept.

    Raises:
        MoveLacks: no unit has it, nothing was said, or nothing proves it.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
        AttachmentEmpty, AttachmentTooBig: a file cannot be kept.
    """
    move = MOVES["feedback"]
    issue = issue_for(session, issue_id, move)
    words = clean_text(text, _("Answer of the unit"), limit=4000)
    proof = clean_line(evidence, _("Evidence"), limit=400)
    names = [name for name, _data in files] or ([] if proof else evidence_files(session, issue))
    given = {Need.AGENCY: issue.lead_agency_id, Need.WORDS: words, Need.EVIDENCE: proof or names}
    judge(session, issue, move, {key: bool(each) for key, each in given.items()}, day=day, today=today)
    for name, data in files:
        attach(session, data, name, added_on=today, issue_id=issue.id)
    kept = listed(filter(None, (proof, *names)))[:400]
    make(
        session, issue, move, day, calendar=calendar, settings=settings, text=words, evidence=kept,
        agency_id=issue.lead_agency_id,
    )  # fmt: skip


def send_back(
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
    """Send the unit's answer back to be done again; evidence, check and reply begin anew.

    Raises:
        MoveLacks: there is no reason, or no unit to send it to.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["send_back"]
    issue = issue_for(session, issue_id, move)
    why = clean_line(reason, _("Reason"), limit=400)
    given = {Need.REASON: why, Need.AGENCY: issue.lead_agency_id}
    judge(session, issue, move, given, day=day, today=today)
    _begin_round(issue)
    who = clean_line(person, _("Said by"), limit=60)
    make(
        session, issue, move, day, calendar=calendar, settings=settings, text=why, person=who,
        agency_id=issue.lead_agency_id,
    )  # fmt: skip


def check_issue(
    session: Session,
    issue_id: int,
    *,
    person: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    text: str = "",
) -> None:
    """Write down who checked the unit's answer against its evidence (审核).

    Raises:
        MoveLacks: nobody is named, or the answer came without evidence.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["check"]
    issue = issue_for(session, issue_id, move)
    who = clean_line(person, _("Checked by"), limit=60)
    words = clean_text(text, _("Notes"), limit=2000)
    judge(session, issue, move, {Need.PERSON: who}, day=day, today=today)
    require_all(move, [] if _standing(session, issue).evidence else [Need.EVIDENCE])
    make(session, issue, move, day, calendar=calendar, settings=settings, text=words, person=who)


def reply_to_person(
    session: Session,
    issue_id: int,
    *,
    way: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    text: str = "",
) -> None:
    """Write down when and how the person who raised it was told (答复群众).

    Raises:
        MoveLacks: the way is not said.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["reply"]
    issue = issue_for(session, issue_id, move)
    how = clean_line(way, _("Told in which way"), limit=60)
    words = clean_text(text, _("What the person was told"), limit=4000)
    judge(session, issue, move, {Need.WAY: how}, day=day, today=today)
    issue.replied_on = day
    make(session, issue, move, day, calendar=calendar, settings=settings, text=words, way=how)


def record_satisfaction(
    session: Session,
    issue_id: int,
    *,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    satisfaction: Satisfaction | None = None,
    not_asked: str = "",
    way: str = "",
    text: str = "",
) -> None:
    """Write down what the person who raised it says (回访), or why nobody was asked; the later answer stands.

    Raises:
        MoveLacks: neither is given.
        MoveNotYet, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["call_back"]
    issue = issue_for(session, issue_id, move)
    why = clean_line(not_asked, _("Why nobody was asked"), limit=200)
    words = clean_text(text, _("Their words"), limit=2000)
    how = clean_line(way, _("Told in which way"), limit=60)
    judge(session, issue, move, {Need.SATISFACTION: satisfaction or why}, day=day, today=today)
    issue.satisfaction, issue.not_asked = satisfaction, "" if satisfaction else why
    said = words if satisfaction else why
    make(session, issue, move, day, calendar=calendar, settings=settings, text=said, way=how, satisfaction=satisfaction)


def close_issue(
    session: Session,
    issue_id: int,
    *,
    result: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    reason: str = "",
) -> None:
    """Close an issue out (销号): checked, told, asked, with its *result* in words.

    *reason* says why it is closed although the person is not satisfied.

    Raises:
        MoveLacks: something of the chain is missing; all of it is named.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["close"]
    issue = issue_for(session, issue_id, move)
    words = clean_text(result, _("Result"))
    why = clean_line(reason, _("Reason"), limit=400)
    known = _standing(session, issue)
    lacks = known.missing()
    given: dict[Need, object] = {need: need not in lacks for need in (Need.CHECKED, Need.REPLIED)}
    given |= {Need.SATISFACTION: known.satisfaction or known.not_asked, Need.RESULT: words, Need.REASON: why}
    require(move, issue.state, given)
    judge_day(session, issue, move, day, today)
    keep_first_date(session, issue)
    issue.closed_on, issue.close_result, issue.bring_to_visit_id = day, words, None
    issue.retain_until = retain_until(day, settings.retention_years)
    draw_on_closing(issue, day=day, settings=settings)
    said = words
    if known.satisfaction is Satisfaction.DISSATISFIED:
        against = _("Closed although the person is not satisfied: {reason}").format(reason=why)
        said = f"{words}\n{against}"
    make(session, issue, move, day, calendar=calendar, settings=settings, text=said, agency_id=issue.lead_agency_id)


def archive_issue(
    session: Session, issue_id: int, *, day: date, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> None:
    """Put a closed issue into the archive (归档): its closing is final now.

    Raises:
        MoveLacks: no look-back found it still settled.
        IssueIsOpen, MoveAfterEnd, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["archive"]
    issue = issue_for(session, issue_id, move)
    judge(session, issue, move, {Need.LOOK_BACK: issue.look_back_held}, day=day, today=today)
    issue.retain_until = retain_until(issue.closed_on or day, settings.retention_years)
    make(session, issue, move, day, calendar=calendar, settings=settings)


def reopen(
    session: Session,
    issue_id: int,
    *,
    due: date | None,
    reason: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Take a settled issue up again (复号) until a new date; earlier lateness stays in its timeline.

    Raises:
        MoveLacks: the new date or the reason is missing.
        ReopenNeedsTime: the new date is over already.
        IssueIsOpen, DayAhead, DayTooEarly, MoveBeforeLast: see issue_steps.judge.
    """
    move = MOVES["reopen"]
    issue = issue_for(session, issue_id, move)
    why = clean_line(reason, _("Reason"), limit=400)
    judge(session, issue, move, {Need.DUE: due, Need.REASON: why}, day=day, today=today)
    if due is None or due < today:
        raise ReopenNeedsTime(today=day_text(today, year=True))
    keep_first_date(session, issue)
    facts: dict[str, object] = {"approver": "", "number": "", "why": why}
    issue.due_steps = further_steps(issue.due_steps, issue.due or issue.raised_on, due, facts, late_on=None)
    issue.due, issue.due_stated, issue.due_provisional = due, True, False
    issue.closed_on, issue.close_result, issue.retain_until = None, "", None
    issue.drawn_on = issue.look_back_on = issue.look_back_held = None
    _begin_round(issue)
    if issue.lead_agency_id is not None:
        issue.assigned_on, issue.receipt_on = day, None
    make(
        session, issue, move, day, calendar=calendar, settings=settings, text=why, due=due,
        agency_id=issue.lead_agency_id,
    )  # fmt: skip


def _begin_round(issue: Issue) -> None:
    issue.replied_on, issue.satisfaction, issue.not_asked = None, None, ""


def _standing(session: Session, issue: Issue) -> Standing:
    session.flush()
    found = standing(session, issue.id)
    assert found is not None
    return found
