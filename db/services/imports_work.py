"""Drafts of visits and issues become records, with numbers, timelines and deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.deadlines import Roll, Unit, due_date, stated_deadline, steps_to_json
from core.i18n import N_, _
from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, VILLAGES
from core.imports.sheet_kinds import JsonValue
from core.imports.sheets import SHEETS
from core.issues import SETTLED, ActionKind, IssueState, Satisfaction
from core.visits import VOID, Half, ReceptionForm, VisitState
from db.models import Issue, IssueAction, IssueAgency, NumberSeries, Petitioner, Visit, VisitAgency, VisitLeader
from db.services.imports_records import Filing, Values, as_day, as_names, as_time, set_plain
from db.services.issue_lines import note_movement
from db.services.numbers import next_number

LEDGER_WORDS = N_("As the imported ledger states")


def new_visit(values: Values, filing: Filing, *, overlaps: bool) -> Visit:
    """Return a visit with the next number of its year."""
    day = as_day(values["day"]) or filing.today
    number = _next(filing, "visit", day.year, Visit.number, Visit.year)
    visit = Visit(uid=str(uuid4()), year=day.year, number=number, leaders=[], agencies=[], appointments=[])
    fill_visit(visit, values, filing, overlaps=overlaps)
    return visit


def fill_visit(visit: Visit, values: Values, filing: Filing, *, overlaps: bool) -> None:
    """Set a visit's fields that are among *values*."""
    for name, read in _VISIT_WORDS.items():
        if name in values:
            setattr(visit, name, read(values[name]))
    set_plain(visit, values, "kind", "place", "theme", "result", "note")
    if "leader" in values:
        visit.leader_id = filing.id_of(LEADERS, values["leader"])
    if "township" in values:
        visit.township_id = filing.id_of(TOWNSHIPS, values["township"])
    if "village" in values:
        visit.village_id = _village(filing, visit.township_id, values)
    if "leaders" in values:
        wanted = [filing.id_of(LEADERS, name) for name in as_names(values["leaders"])]
        with_them = {each.leader_id: each for each in visit.leaders}
        visit.leaders = [with_them.get(record) or VisitLeader(leader_id=record) for record in wanted]
        _number(visit.leaders)
    if "agencies" in values:
        wanted = [filing.id_of(AGENCIES, name) for name in as_names(values["agencies"])]
        told = {each.agency_id: each for each in visit.agencies}
        visit.agencies = [told.get(record) or VisitAgency(agency_id=record) for record in wanted]
        _number(visit.agencies)
    visit.overlap_confirmed = visit.overlap_confirmed or overlaps


_VISIT_WORDS: Mapping[str, Callable[[JsonValue], object]] = {
    "day": as_day,
    "half": lambda value: Half(str(value)),
    "starts_at": as_time,
    "ends_at": as_time,
    "reception_form": lambda value: ReceptionForm(str(value)) if value else None,
    "state": lambda value: VisitState(str(value)),
}
_ISSUE_WORDS: Mapping[str, Callable[[JsonValue], object]] = {
    "raised_on": as_day,
    "state": lambda value: IssueState(str(value)),
    "closed_on": as_day,
    "satisfaction": lambda value: Satisfaction(str(value)) if value else None,
}
"""Fields that a draft holds as text, and what they are in a record."""


def _number(members: Iterable[VisitLeader | VisitAgency | IssueAgency]) -> None:
    for position, member in enumerate(members):
        member.position = position


def new_issue(values: Values, filing: Filing) -> Issue:
    """Return an issue with its number, deadline, and the timeline that the ledger tells."""
    raised = as_day(values["raised_on"]) or filing.today
    serial = _next(filing, "issue", raised.year, Issue.serial, Issue.year)
    number = str(values.get("number") or "") or filing.settings.issue_number(raised.year, serial)
    issue = Issue(uid=str(uuid4()), year=raised.year, serial=serial, number=number, supporting=[], actions=[])
    _fill_issue(issue, {**values, "number": number}, filing)
    _add(issue, ActionKind.REGISTERED, raised, leader_id=issue.case_leader_id)
    if issue.lead_agency_id and issue.state not in {IssueState.REGISTERED, IssueState.ANSWERED_ON_SITE}:
        _add(issue, ActionKind.ASSIGNED, raised, agency_id=issue.lead_agency_id, due=issue.due)
    _add_outcome(issue, values, filing)
    return issue


def change_issue(issue: Issue, values: Values, filing: Filing) -> None:
    """Set the changed fields and write into the timeline what changed."""
    state, agency, due = issue.state, issue.lead_agency_id, issue.due
    _fill_issue(issue, values, filing)
    if issue.lead_agency_id and issue.lead_agency_id != agency:
        _add(issue, ActionKind.ASSIGNED, filing.today, agency_id=issue.lead_agency_id, due=issue.due)
    if issue.state is not state:
        _add_outcome(issue, values, filing)
    kind = SHEETS["issues"]
    told = {"state", "closed_on", "satisfaction", "progress", "lead_agency"}
    labels = [_(kind.label_of(name)) for name in values if name not in told]
    if labels:
        _add(
            issue, ActionKind.EDITED, filing.today, text="、".join(labels), due=issue.due if issue.due != due else None
        )


def _fill_issue(issue: Issue, values: Values, filing: Filing) -> None:
    for name, read in _ISSUE_WORDS.items():
        if name in values:
            setattr(issue, name, read(values[name]))
    if values.get("number"):
        issue.number = str(values["number"])
    set_plain(issue, values, "title", "detail", "note", "limit_amount", "limit_unit")
    _fill_names(issue, values, filing)
    if "progress" in values and issue.state in SETTLED:
        issue.close_result = str(values["progress"])
    _fill_person(issue, values)
    if {"due", "limit_amount", "limit_unit", "raised_on"} & set(values):
        _fill_deadline(issue, values, filing)


def _fill_names(issue: Issue, values: Values, filing: Filing) -> None:
    """Set what an issue refers to."""
    if "category" in values:
        issue.category = filing.categories[str(values["category"])] if values["category"] else None
    if "township" in values:
        issue.township_id = filing.id_of(TOWNSHIPS, values["township"])
    if "village" in values:
        issue.village_id = _village(filing, issue.township_id, values)
    if "lead_agency" in values:
        issue.lead_agency_id = filing.id_or_none(AGENCIES, values["lead_agency"])
    if "case_leader" in values:
        issue.case_leader_id = filing.id_or_none(LEADERS, values["case_leader"])
    if "supporting" in values:
        wanted = [filing.id_of(AGENCIES, name) for name in as_names(values["supporting"])]
        kept = {each.agency_id: each for each in issue.supporting}
        issue.supporting = [kept.get(record) or IssueAgency(agency_id=record) for record in wanted]
        _number(issue.supporting)


def _fill_person(issue: Issue, values: Values) -> None:
    if not {"petitioner", "petitioner_phone"} & set(values):
        return
    if issue.petitioner is None:
        if not (values.get("petitioner") or values.get("petitioner_phone")):
            return
        issue.petitioner = Petitioner(name="", phone="", village_id=issue.village_id)
    if issue.petitioner.erased_on is not None:  # a file of before never brings back who was erased
        return
    if "petitioner" in values:
        issue.petitioner.name = str(values["petitioner"])
    if "petitioner_phone" in values:
        issue.petitioner.phone = str(values["petitioner_phone"])


def _fill_deadline(issue: Issue, values: Values, filing: Filing) -> None:
    """Keep a stated date as written; count one only where the ledger gives no date but a limit."""
    limited = issue.limit_amount is not None and issue.limit_unit is not None
    before = issue.due if issue.due_stated else None
    stated = as_day(values["due"]) if "due" in values else before
    if stated is not None:
        counted = (issue.raised_on, issue.limit_amount or 0, Unit(issue.limit_unit or "natural")) if limited else None
        deadline = stated_deadline(stated, filing.calendar, counted=counted)
    elif limited and issue.state is not IssueState.ANSWERED_ON_SITE:
        roll = Roll(filing.settings.roll)
        deadline = due_date(
            issue.raised_on, issue.limit_amount or 0, Unit(issue.limit_unit or ""), filing.calendar, roll
        )
    else:
        issue.due, issue.due_steps, issue.due_stated, issue.due_provisional = None, [], False, False
        return
    issue.due, issue.due_steps = deadline.due, steps_to_json(deadline.steps)
    issue.due_stated, issue.due_provisional = stated is not None, deadline.provisional


def _add_outcome(issue: Issue, values: Values, filing: Filing) -> None:
    """Write feedback, closing and the person's verdict into the timeline."""
    progress = str(values.get("progress") or "")
    if issue.state in SETTLED:
        day = issue.closed_on or filing.today
        _add(issue, ActionKind.CLOSED, day, text=progress or _(LEDGER_WORDS), agency_id=issue.lead_agency_id)
        if issue.satisfaction is not None:
            _add(issue, ActionKind.RETURN_VISIT, day, satisfaction=issue.satisfaction)
    elif issue.state in {IssueState.FEEDBACK, IssueState.CHECKED, IssueState.REPLIED}:
        day = max(issue.raised_on, filing.today)
        _add(issue, ActionKind.FEEDBACK, day, text=progress or _(LEDGER_WORDS), agency_id=issue.lead_agency_id)
    elif progress:
        _add(issue, ActionKind.PROGRESS, max(issue.raised_on, filing.today), text=progress)


def link_to_visits(session: Session, issues: Iterable[Issue], *, also_older: bool) -> int:
    """Link issues to the one visit they were brought back from; return how many were linked.

    The visit is that of the same day, township and leader; where there is none or more than one,
    nothing is linked. A cancelled one counts only where no other fits: the ledger knows better then.

    Args:
        session: The import's.
        issues: The new ones.
        also_older: Visits are new too, so earlier imported issues may find theirs now.
    """
    waiting = [issue for issue in issues if issue.visit_id is None]
    seen_before: set[int] = set()
    if also_older:
        known = {issue.id for issue in waiting}
        older = session.scalars(select(Issue).where(Issue.visit_id.is_(None), Issue.case_leader_id.is_not(None)))
        earlier = [issue for issue in older if issue.id not in known]
        seen_before = {issue.id for issue in earlier}
        waiting += earlier
    if not waiting:
        return 0
    visits: dict[tuple[date, int, int], list[tuple[bool, int]]] = {}
    span = (min(issue.raised_on for issue in waiting), max(issue.raised_on for issue in waiting))
    found = select(Visit.id, Visit.day, Visit.township_id, Visit.leader_id, Visit.state).where(Visit.day.between(*span))
    for record, day, township, leader, state in session.execute(found):
        visits.setdefault((day, township, leader), []).append((state in VOID, record))
    linked = 0
    for issue in waiting:
        matches = visits.get((issue.raised_on, issue.township_id, issue.case_leader_id or 0), [])
        likely = [record for void, record in matches if not void] or [record for _void, record in matches]
        if len(likely) == 1:
            issue.visit_id = likely[0]
            if issue.id not in seen_before:
                issue.actions[0].visit_id = likely[0]
            linked += 1
    return linked


def _village(filing: Filing, township_id: int, values: Values) -> int | None:
    """Return the village within the township that the draft or the record names."""
    if not values["village"]:
        return None
    town = values.get("township") or next(
        key for (table, _within, key), record in filing.ids.items() if table == TOWNSHIPS and record == township_id
    )
    return filing.id_of(VILLAGES, values["village"], str(town))


def _next(
    filing: Filing, series: str, year: int, number: InstrumentedAttribute[int], of_year: InstrumentedAttribute[int]
) -> int:
    """Return the next number of a year, asking the database only for the first."""
    known: NumberSeries | None = filing.numbers.get((series, year))
    if known is None:
        first = next_number(filing.session, series, year, number=number, of_year=of_year)
        filing.numbers[series, year] = filing.session.get_one(NumberSeries, (series, year))
        return first
    known.last += 1
    return known.last


def _add(issue: Issue, kind: ActionKind, day: date, **more: Any) -> None:
    issue.actions.append(IssueAction(kind=kind, day=day, **more))
    note_movement(issue, kind, day)
