"""Writing down issues and correcting them; what happens to them later is in issue_moves and issue_actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.calendar.workdays import WorkCalendar
from core.errors import ChangedMeanwhile, ChoiceVanished, Vanished, VillageElsewhere
from core.i18n import _
from core.issues import SETTLED, ActionKind, IssueDraft, IssueState
from core.life_cycle import MOVES
from core.retention import retain_until
from core.settings import OfficeSettings
from core.text import clean_line, clean_text, required_line
from db.models import Agency, Issue, Leader, Township, Village
from db.services.issue_clocks import after_edit, standing_of, start_clocks
from db.services.issue_deadlines import Term, term_of
from db.services.issue_handing import assign_issue
from db.services.issue_lines import add_line
from db.services.issue_numbers import give_number, is_in_wrong_series
from db.services.issue_people import (
    fill_person,
    fill_recusals,
    fill_supporting,
    recusals_of,
    require_nobody_concerned,
)

TITLE_LIMIT = 400


def register_issues(
    session: Session,
    drafts: Sequence[IssueDraft],
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> list[int]:
    """Write down *drafts* and return their ids in the same order.

    A draft whose uid is known already is left as it is: saving twice makes one issue.

    Raises:
        MissingField, TooLong, UnreadableText: a text cannot be kept as it is.
        AboutThisUnit, AboutThisLeader, LeaderRecused: it would reach whom it is about, or who steps aside.
        RecusalNeedsReason: a leader steps aside without a word why.
        DueBeforeRaised, LimitOutOfRange: the deadline makes no sense.
        Vanished, ChoiceVanished, VillageElsewhere: township, unit, leader or village is not there.
    """
    uids = [draft.uid for draft in drafts]
    known = dict(session.execute(select(Issue.uid, Issue.id).where(Issue.uid.in_(uids))).all())
    for draft in drafts:
        if draft.uid not in known:
            issue = _new_issue(session, cleaned(draft), calendar, settings)
            session.flush()
            fill_recusals(session, issue, draft.recusals)
            require_nobody_concerned(session, issue)
            _first_lines(session, issue, draft)
            start_clocks(session, issue, calendar=calendar, settings=settings)
            known[draft.uid] = issue.id
    session.flush()
    return [known[uid] for uid in uids]


def edit_issue(
    session: Session, draft: IssueDraft, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> None:
    """Correct an issue; what changed is written into its timeline.

    The deadline is counted again only where the limit, the stated date, the category, the track or the channel
    changed; pauses and extensions stay. Another unit is a handing over, and once a unit has it, a passing on.

    Raises:
        Vanished: the issue was deleted meanwhile.
        ChangedMeanwhile: somebody else saved it after it was opened.
        AboutThisUnit, AboutThisLeader, LeaderRecused: it would reach whom it is about, or who steps aside.
        PassingNeedsReason, MoveLacks, MoveNotYet: another unit cannot get it so.
    """
    issue = _loaded(session, draft)
    draft = cleaned(draft)
    _require_places(session, draft)
    before, due_before = _texts(session, issue), issue.due
    class_before, standing = issue.track, standing_of(issue)
    term = term_of(session, draft, calendar=calendar, settings=settings) if _asks_other_term(issue, draft) else None
    _fill(issue, draft)
    fill_person(session, issue, draft)
    fill_recusals(session, issue, draft.recusals)
    handed = _hand_over(session, issue, draft, today=today, calendar=calendar, settings=settings)
    fill_supporting(issue, draft)
    require_nobody_concerned(session, issue)
    if term is not None and issue.state is not IssueState.ANSWERED_ON_SITE:
        _fill_term(issue, term)
    after_edit(session, issue, standing, calendar=calendar, settings=settings, today=today)
    if is_in_wrong_series(issue):
        give_number(session, issue, settings)
    changed = [name for name, text in _texts(session, issue).items() if before[name] != text]
    due = issue.due if issue.due != due_before else None
    if changed or (due is not None and not handed):
        kind = ActionKind.RECLASSED if class_before is not issue.track else ActionKind.EDITED
        add_line(session, issue, kind, today, text=", ".join(changed), due=due)
    session.flush()


def cleaned(draft: IssueDraft) -> IssueDraft:
    """Return *draft* with its texts fit to keep.

    Raises:
        MissingField: there is no title.
        TooLong, UnreadableText: a text cannot be kept as it is.
    """
    return replace(
        draft,
        title=required_line(draft.title, _("Issue"), limit=TITLE_LIMIT),
        detail=clean_text(draft.detail, _("Details")),
        petitioner_name=clean_line(draft.petitioner_name, _("Raised by"), limit=60),
        petitioner_phone=clean_line(draft.petitioner_phone, _("Phone"), limit=60),
        petitioner_address=clean_line(draft.petitioner_address, _("Address")),
        subject_of_complaint=clean_line(draft.subject_of_complaint, _("Complained about")),
        answer=clean_text(draft.answer, _("Answer given")),
    )


def _new_issue(session: Session, draft: IssueDraft, calendar: WorkCalendar, settings: OfficeSettings) -> Issue:
    _require_places(session, draft)
    term = term_of(session, draft, calendar=calendar, settings=settings)
    issue = Issue(uid=draft.uid, year=draft.raised_on.year, supporting=[])
    _fill(issue, draft)
    issue.lead_agency_id = draft.lead_agency_id
    with session.no_autoflush:
        give_number(session, issue, settings)
        fill_person(session, issue, draft)
    fill_supporting(issue, draft)
    _fill_term(issue, term)
    issue.state = IssueState.ASSIGNED if draft.lead_agency_id else IssueState.REGISTERED
    if draft.answered_on_site:
        issue.state, issue.closed_on = IssueState.ANSWERED_ON_SITE, draft.raised_on
        issue.close_result = draft.answer or _("Answered on site")
        issue.retain_until = retain_until(draft.raised_on, settings.retention_years)
    session.add(issue)
    return issue


def _first_lines(session: Session, issue: Issue, draft: IssueDraft) -> None:
    day, facts = draft.raised_on, {"agency_id": issue.lead_agency_id}
    add_line(session, issue, ActionKind.REGISTERED, day, visit_id=draft.visit_id)
    if draft.answered_on_site:
        add_line(session, issue, ActionKind.CLOSED, day, text=issue.close_result, visit_id=draft.visit_id, **facts)
    elif draft.lead_agency_id:
        add_line(session, issue, ActionKind.ASSIGNED, day, due=issue.due, **facts)


def _hand_over(
    session: Session,
    issue: Issue,
    draft: IssueDraft,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> bool:
    """Give the issue to the unit of *draft*, and return whether that was a handing over.

    What is settled, and what came in without a unit though it is further on, is merely corrected.
    """
    if draft.lead_agency_id == issue.lead_agency_id:
        return False
    came_without = issue.lead_agency_id is None and issue.state not in MOVES["assign"].sources
    if issue.state in SETTLED or came_without:
        issue.lead_agency_id = draft.lead_agency_id
        return False
    assign_issue(
        session,
        issue.id,
        agency_id=draft.lead_agency_id,
        reason=draft.pass_reason,
        day=today,
        today=today,
        calendar=calendar,
        settings=settings,
    )
    return True


def _loaded(session: Session, draft: IssueDraft) -> Issue:
    issue = session.scalar(
        select(Issue).where(Issue.id == draft.id).options(joinedload(Issue.petitioner), selectinload(Issue.supporting))
    )
    if issue is None:
        raise Vanished
    if draft.version is not None and draft.version != issue.version:
        raise ChangedMeanwhile
    return issue


def _asks_other_term(issue: Issue, draft: IssueDraft) -> bool:
    stated = issue.due if issue.due_stated else None
    if draft.due != stated:
        return True
    if draft.due is not None:
        return False
    if draft.limit_amount is None:
        return False
    return (draft.limit_amount, draft.limit_unit) != (issue.limit_amount, issue.limit_unit)


def _require_places(session: Session, draft: IssueDraft) -> None:
    township = session.get(Township, draft.township_id)
    if township is None:
        raise Vanished
    if draft.village_id is not None:
        village = session.get(Village, draft.village_id)
        if village is None:
            raise ChoiceVanished(field=_("Address"))
        if village.township_id != township.id:
            raise VillageElsewhere(village=village.name, township=township.name)
    for agency_id in filter(None, (draft.lead_agency_id, draft.subject_agency_id, *draft.supporting_agencies)):
        if session.get(Agency, agency_id) is None:
            raise ChoiceVanished(field=_("Unit"))
    for leader_id in filter(None, (draft.case_leader_id, draft.subject_leader_id)):
        if session.get(Leader, leader_id) is None:
            raise ChoiceVanished(field=_("Leader"))


def _fill(issue: Issue, draft: IssueDraft) -> None:
    issue.title, issue.detail, issue.raised_on = draft.title, draft.detail, draft.raised_on
    issue.visit_id, issue.township_id, issue.village_id = draft.visit_id, draft.township_id, draft.village_id
    issue.category, issue.source_channel = draft.category, draft.source_channel
    issue.track, issue.restricted = draft.track, draft.restricted
    issue.case_leader_id, issue.subject_leader_id = draft.case_leader_id, draft.subject_leader_id
    issue.subject_of_complaint, issue.subject_agency_id = draft.subject_of_complaint, draft.subject_agency_id


def _fill_term(issue: Issue, term: Term) -> None:
    issue.due, issue.due_steps = term.due, term.steps
    issue.due_stated, issue.due_provisional = term.stated, term.provisional
    issue.limit_amount, issue.limit_unit, issue.rule_key = term.amount, term.unit, term.rule_key


def _texts(session: Session, issue: Issue) -> dict[str, object]:
    """Return what a correction may touch, by the names people know."""
    person = issue.petitioner
    return {
        _("Issue"): (issue.title, issue.detail),
        _("Raised by"): (person.name, person.phone, person.address) if person else ("", "", ""),
        _("Village"): issue.village_id,
        _("Sort of matter"): issue.track,
        _("Restricted"): issue.restricted,
        _("Category"): issue.category,
        _("Source"): issue.source_channel,
        _("With help from"): tuple(each.agency_id for each in issue.supporting),
        _("Complained about"): (issue.subject_of_complaint, issue.subject_agency_id, issue.subject_leader_id),
        _("Leader in charge"): issue.case_leader_id,
        _("Steps aside"): tuple(recusals_of(session, issue.id).items()),
    }
