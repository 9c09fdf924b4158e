"""Writing down issues and correcting them; what happens to them later is in issue_actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.calendar.workdays import WorkCalendar
from core.errors import (
    ChangedMeanwhile,
    ChoiceVanished,
    SubjectCannotLead,
    UserError,
    Vanished,
    VillageElsewhere,
)
from core.i18n import _
from core.issues import ActionKind, IssueDraft, IssueState
from core.settings import OfficeSettings
from core.text import clean_line, clean_text, required_line
from db.models import Agency, Issue, IssueAction, IssueAgency, Petitioner, Township, Village
from db.services.issue_deadlines import Term, term_of
from db.services.numbers import next_number

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
        SubjectCannotLead: the unit complained about would handle it.
        DueBeforeRaised, LimitOutOfRange: the deadline makes no sense.
        Vanished, ChoiceVanished, VillageElsewhere: township, unit or village is not there.
    """
    uids = [draft.uid for draft in drafts]
    known = dict(session.execute(select(Issue.uid, Issue.id).where(Issue.uid.in_(uids))).all())
    for draft in drafts:
        if draft.uid not in known:
            issue = _new_issue(session, cleaned(draft), calendar, settings)
            session.flush()
            _first_lines(session, issue, draft)
            known[draft.uid] = issue.id
    session.flush()
    return [known[uid] for uid in uids]


def edit_issue(
    session: Session, draft: IssueDraft, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> None:
    """Correct an issue; what changed is written into its timeline.

    The deadline is counted again only where the limit, the stated date or the category changed.

    Raises:
        Vanished: the issue was deleted meanwhile.
        ChangedMeanwhile: somebody else saved it after it was opened.
        SubjectCannotLead: the unit complained about would handle it.
    """
    issue = _loaded(session, draft)
    draft = cleaned(draft)
    _require_places(session, draft)
    before = _texts(issue)
    agency_before, due_before = issue.lead_agency_id, issue.due
    term = term_of(session, draft, calendar=calendar, settings=settings) if _asks_other_term(issue, draft) else None
    _fill(issue, draft)
    _fill_person(session, issue, draft)
    _fill_supporting(issue, draft)
    if term is not None and issue.state is not IssueState.ANSWERED_ON_SITE:
        _fill_term(issue, term)
    changed = [name for name, text in _texts(issue).items() if before[name] != text]
    if issue.lead_agency_id != agency_before:
        _hand_over(session, issue, today)
    elif changed or issue.due != due_before:
        due = issue.due if issue.due != due_before else None
        _add(session, issue, ActionKind.EDITED, today, text=", ".join(changed), due=due)
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


def _take_number(session: Session, year: int, settings: OfficeSettings) -> tuple[int, str]:
    """Return the next serial of *year* and the number printed from it, never one that was used."""
    while True:
        serial = next_number(session, "issue", year, number=Issue.serial, of_year=Issue.year)
        number = settings.issue_number(year, serial)
        if session.scalar(select(Issue.id).where(Issue.number == number)) is None:  # an imported one may read the same
            return serial, number


def _new_issue(session: Session, draft: IssueDraft, calendar: WorkCalendar, settings: OfficeSettings) -> Issue:
    _require_places(session, draft)
    term = term_of(session, draft, calendar=calendar, settings=settings)
    serial, number = _take_number(session, draft.raised_on.year, settings)
    issue = Issue(uid=draft.uid, year=draft.raised_on.year, serial=serial, number=number, supporting=[])
    _fill(issue, draft)
    _fill_person(session, issue, draft)
    _fill_supporting(issue, draft)
    _fill_term(issue, term)
    issue.state = IssueState.ASSIGNED if draft.lead_agency_id else IssueState.REGISTERED
    if draft.answered_on_site:
        issue.state, issue.closed_on = IssueState.ANSWERED_ON_SITE, draft.raised_on
        issue.close_result = draft.answer or _("Answered on site")
    session.add(issue)
    return issue


def _first_lines(session: Session, issue: Issue, draft: IssueDraft) -> None:
    _add(session, issue, ActionKind.REGISTERED, draft.raised_on, visit_id=draft.visit_id)
    if draft.answered_on_site:
        line = _add(session, issue, ActionKind.CLOSED, draft.raised_on, text=issue.close_result)
        line.agency_id, line.visit_id = issue.lead_agency_id, draft.visit_id
    elif draft.lead_agency_id:
        _add(session, issue, ActionKind.ASSIGNED, draft.raised_on, due=issue.due)


def _hand_over(session: Session, issue: Issue, today: date) -> None:
    if issue.lead_agency_id and issue.state is IssueState.REGISTERED:
        issue.state = IssueState.ASSIGNED
    _add(session, issue, ActionKind.ASSIGNED, today, due=issue.due)


def _add(
    session: Session,
    issue: Issue,
    kind: ActionKind,
    day: date,
    *,
    text: str = "",
    due: date | None = None,
    visit_id: int | None = None,
) -> IssueAction:
    agency_id = issue.lead_agency_id if kind is ActionKind.ASSIGNED else None
    line = IssueAction(
        issue_id=issue.id, day=day, kind=kind, text=text, due=due, agency_id=agency_id, visit_id=visit_id
    )
    session.add(line)
    return line


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
        return draft.category != issue.category
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
    for agency_id in filter(None, (draft.lead_agency_id, *draft.supporting_agencies)):
        if session.get(Agency, agency_id) is None:
            raise ChoiceVanished(field=_("Unit"))
    _require_other_than_subject(session, draft)


def _require_other_than_subject(session: Session, draft: IssueDraft) -> None:
    """Keep the unit complained about from handling the complaint, named by id or in words."""
    if draft.lead_agency_id is None:
        return
    lead = session.get(Agency, draft.lead_agency_id)
    words = draft.subject_of_complaint
    names = {name for name in (lead.name, lead.short_name) if name} if lead else set()
    if draft.subject_agency_id == draft.lead_agency_id or any(name in words for name in names):
        refusal: UserError = SubjectCannotLead(agency=lead.name if lead else words)
        raise refusal


def _fill(issue: Issue, draft: IssueDraft) -> None:
    issue.title, issue.detail, issue.raised_on = draft.title, draft.detail, draft.raised_on
    issue.visit_id, issue.township_id, issue.village_id = draft.visit_id, draft.township_id, draft.village_id
    issue.category, issue.lead_agency_id = draft.category, draft.lead_agency_id
    issue.case_leader_id = draft.case_leader_id
    issue.subject_of_complaint, issue.subject_agency_id = draft.subject_of_complaint, draft.subject_agency_id


def _fill_term(issue: Issue, term: Term) -> None:
    issue.due, issue.due_steps = term.due, term.steps
    issue.due_stated, issue.due_provisional = term.stated, term.provisional
    issue.limit_amount, issue.limit_unit = term.amount, term.unit


def _fill_person(session: Session, issue: Issue, draft: IssueDraft) -> None:
    typed = (draft.petitioner_name, draft.petitioner_phone, draft.petitioner_address)
    if not any(typed):
        issue.petitioner = None
        return
    if issue.petitioner is None:
        issue.petitioner = Petitioner()
        session.add(issue.petitioner)
    issue.petitioner.name, issue.petitioner.phone, issue.petitioner.address = typed
    issue.petitioner.village_id = draft.village_id


def _fill_supporting(issue: Issue, draft: IssueDraft) -> None:
    wanted = [each for each in dict.fromkeys(draft.supporting_agencies) if each != draft.lead_agency_id]
    kept = {each.agency_id: each for each in issue.supporting}
    issue.supporting = [kept.get(agency_id) or IssueAgency(agency_id=agency_id) for agency_id in wanted]
    for position, each in enumerate(issue.supporting):
        each.position = position


def _texts(issue: Issue) -> dict[str, object]:
    """Return what a correction may touch, by the names people know."""
    person = issue.petitioner
    return {
        _("Issue"): (issue.title, issue.detail),
        _("Raised by"): (person.name, person.phone, person.address) if person else ("", "", ""),
        _("Village"): issue.village_id,
        _("Category"): issue.category,
        _("With help from"): tuple(each.agency_id for each in issue.supporting),
        _("Complained about"): (issue.subject_of_complaint, issue.subject_agency_id),
        _("Leader in charge"): issue.case_leader_id,
    }
