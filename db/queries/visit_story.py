"""One visit from plan to result, for `visit show`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.i18n import _, clauses, day_text, statements
from core.issues import CHECK_MARK_NAMES, ISSUE_STATE_NAMES, CheckMark, IssueState
from core.masking import STARS, mask_name, mask_names, mask_numbers, mask_phone
from core.outcome import outcome_prose
from core.records import ENDING_NAMES, NOTE_KIND_NAMES, AttendeeRole, Ending, RecordDraft
from core.visits import HALF_NAMES, VISIT_STATE_NAMES
from db.attachments import AttachmentRow, attachments_of
from db.models import Agency, Issue
from db.queries.issue_entry import marks_of
from db.queries.leader_changes import LeaderChangeRow, changes_of_visit
from db.queries.visit_outcome import outcome_facts, residents_of
from db.queries.visit_record import record_draft
from db.queries.visits import VisitDetail, visit_detail


@dataclass(frozen=True, slots=True)
class StoryIssue:
    """An issue raised on the visit."""

    id: int
    number: str
    title: str
    agency: str
    state: IssueState
    due: date | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class StoryMark:
    """What the visit found of an issue that was brought along."""

    id: int
    number: str
    title: str
    mark: CheckMark


@dataclass(frozen=True, slots=True)
class VisitStory:
    """A visit from plan to result; residents are masked.

    Attributes:
        same_day: Issues raised there and settled before the day was over (马上就办).
        prose: The paragraph made from the record; empty where nothing was written, or the visit was unannounced.
    """

    visit: VisitDetail
    record: RecordDraft
    changes: tuple[LeaderChangeRow, ...]
    issues: tuple[StoryIssue, ...]
    marks: tuple[StoryMark, ...]
    files: tuple[AttachmentRow, ...]
    same_day: int
    result: str
    prose: str


def visit_story(session: Session, visit_id: int, *, today: date, calendar: WorkCalendar) -> VisitStory | None:
    """Return everything about one visit for `visit show`; None if it was deleted."""
    detail = visit_detail(session, visit_id, today=today, calendar=calendar)
    record, facts = record_draft(session, visit_id), outcome_facts(session, visit_id)
    if detail is None or record is None or facts is None:
        return None
    issues, marks = _raised(session, visit_id), _found(session, visit_id)
    files = attachments_of(session, visit_id=visit_id)

    def plain(text: str) -> str:
        return mask_names(mask_numbers(text), residents)

    residents = residents_of(session, visit_id)
    record = _masked(record, plain)
    return VisitStory(
        visit=_detail(detail, plain),
        record=record,
        changes=tuple(replace(row, reason=plain(row.reason)) for row in changes_of_visit(session, visit_id)),
        issues=tuple(replace(issue, title=plain(issue.title)) for issue in issues),
        marks=tuple(replace(mark, title=plain(mark.title)) for mark in marks),
        files=tuple(replace(file, name=plain(file.name)) for file in files),
        same_day=sum(issue.settled_on == detail.day for issue in issues),
        result=record.result,
        prose=outcome_prose(facts),
    )


def _raised(session: Session, visit_id: int) -> tuple[StoryIssue, ...]:
    query = (
        select(
            Issue.id, Issue.number, Issue.title, func.coalesce(Agency.name, ""), Issue.state, Issue.due, Issue.closed_on
        )
        .outerjoin(Issue.lead_agency)
        .where(Issue.visit_id == visit_id)
        .order_by(Issue.id)
    )
    return tuple(StoryIssue(*row) for row in session.execute(query))


def _found(session: Session, visit_id: int) -> tuple[StoryMark, ...]:
    marks = marks_of(session, visit_id)
    rows = session.execute(
        select(Issue.id, Issue.number, Issue.title).where(Issue.id.in_(list(marks))).order_by(Issue.id)
    )
    return tuple(StoryMark(issue_id, number, title, marks[issue_id]) for issue_id, number, title in rows)


def _detail(visit: VisitDetail, plain: Callable[[str], str]) -> VisitDetail:
    asked = tuple(replace(row, topic=plain(row.topic)) for row in visit.appointments)
    texts = {name: plain(getattr(visit, name)) for name in ("place", "theme", "state_reason")}
    return replace(visit, **texts, appointments=asked)  # type: ignore[arg-type]


def _masked(record: RecordDraft, plain: Callable[[str], str]) -> RecordDraft:
    """Return *record* without anything that tells who a resident is."""
    texts = {name: plain(getattr(record, name)) for name in ("result", "approach", "audience", "materials")}
    return replace(
        record,
        **texts,  # type: ignore[arg-type]
        notes=[replace(note, text=plain(note.text), reply=plain(note.reply)) for note in record.notes],
        households=[
            replace(
                each,
                householder=mask_name(each.householder),
                phone=mask_phone(each.phone),
                address=STARS if each.address else "",
                needs=plain(each.needs),
                goods=plain(each.goods),
                signer_one=mask_name(each.signer_one),
                signer_two=mask_name(each.signer_two),
                note=plain(each.note),
            )
            for each in record.households
        ],
        attendees=[
            replace(each, name=mask_name(each.name)) if each.role is AttendeeRole.RESIDENT else each
            for each in record.attendees
        ],
    )


_VISIT = (
    "id", "year", "number", "day", "half", "starts_at", "ends_at", "kind", "kind_name", "leader", "post", "leaders",
    "township", "village", "place", "theme", "state", "state_reason", "unannounced", "reception_form",
)  # fmt: skip
_RECORD = (
    "arrived_at", "left_at", "approach", "headcount", "audience", "materials", "copies", "outreach_form", "vehicles",
    "companions",
)  # fmt: skip
_CHANGE = ("how", "from_leader", "to_leader", "reason", "agreed_by", "decided_on")
_UNTOLD = frozenset({"id", "uid", "issue_uid", "leader_id", "agency_id"})


def story_values(story: VisitStory) -> dict[str, Any]:
    """Return what docs/headless.md promises of a visit."""

    def plain(rows: Iterable[Any]) -> list[dict[str, Any]]:
        return [{name: value for name, value in asdict(row).items() if name not in _UNTOLD} for row in rows]

    record = story.record
    return {
        **{name: getattr(story.visit, name) for name in _VISIT},
        "agencies": [row.name for row in story.visit.agencies],
        "appointments": [asdict(row) for row in story.visit.appointments],
        "cut_short": record.cut_short,
        "record": {
            **{name: getattr(record, name) for name in _RECORD},
            "notes": plain(record.notes),
            "households": plain(record.households),
            "attendees": plain(each for each in record.attendees if each.present is not None),
        },
        "leader_changes": [{name: getattr(row, name) for name in _CHANGE} for row in story.changes],
        "issues": [asdict(row) for row in story.issues],
        "marks": [asdict(row) for row in story.marks],
        "files": [asdict(row) for row in story.files],
        "same_day": story.same_day,
        "result": story.result,
        "prose": story.prose,
    }


def story_lines(story: VisitStory) -> list[str]:
    """Return a visit in words, for a terminal."""
    visit = story.visit
    where = " ".join(filter(None, (visit.township, visit.village, visit.place)))
    state = _(VISIT_STATE_NAMES[visit.state]) + (f" ({_(ENDING_NAMES[Ending.CUT_SHORT])})" * story.record.cut_short)
    lines = [
        f"{day_text(visit.day, year=True)} {_(HALF_NAMES[visit.half])} {_(visit.kind_name)}",
        clauses([f"{visit.leader} {visit.post}".strip(), *visit.leaders, *(row.name for row in visit.agencies)]),
        *(row.sentence for row in story.changes),
        where,
        visit.theme,
        statements(filter(None, (state, visit.state_reason))),
        *(f"{row.number}\t{row.title}\t{_(ISSUE_STATE_NAMES[row.state])}\t{row.agency}" for row in story.issues),
        *(f"{row.number}\t{row.title}\t{_(CHECK_MARK_NAMES[row.mark])}" for row in story.marks),
        *(f"{_(NOTE_KIND_NAMES[note.kind])}\t{note.text}\t{note.reply}".rstrip() for note in story.record.notes),
        *(f"{each.householder}\t{each.needs}".rstrip() for each in story.record.households),
        *(row.name for row in story.files),
        story.result or story.prose,
    ]
    return [line for line in lines if line.strip()]
