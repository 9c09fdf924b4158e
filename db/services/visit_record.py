"""Write down what a visit brought back: its record, issues, marks and files, all in the caller's one write.

Saved again, only what differs is written: notes, households and issues are known by their uids, attendees by who
they are, files by their content and name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from core.calendar.workdays import WorkCalendar
from core.counts import promises_text
from core.errors import ChangedMeanwhile, Vanished
from core.i18n import _, day_text, listed, ngettext
from core.issues import CheckMark
from core.outcome_facts import is_household
from core.promises import PromiseDraft
from core.record_entry import IssueEntry
from core.record_errors import LeftBeforeArrived, MissedBringsNothing, ReportFileGone, VisitStillAhead
from core.records import Ending, HouseholdDraft, NoteDraft, RecordDraft
from core.settings import OfficeSettings
from core.text import clean_line, clean_text, required_line
from core.visits import VisitState
from db.attachments import attach, clean_name
from db.models import Attachment, Issue, Visit, VisitRecord
from db.queries.issue_entry import marks_of
from db.queries.visit_record import expected_attendees, has_attendees, record_draft
from db.services.issue_actions import check_on_site
from db.services.issues import register_issues
from db.services.promises import check_promises, keep_promises
from db.services.receptions import keep_consultation, keep_reception
from db.services.record_rows import keep_attendees, keep_households, keep_notes, require_between
from db.services.visits import set_state

__all__ = ["IssueEntry", "log_visit", "save_record"]

MOST_PEOPLE: Final = 1_000_000
Files = Sequence[tuple[str, bytes]]


def save_record(
    session: Session,
    draft: RecordDraft,
    *,
    entries: Sequence[IssueEntry] = (),
    marks: Mapping[int, CheckMark] | None = None,
    files: Files = (),
    ending: Ending | None = Ending.TOOK_PLACE,
    reason: str = "",
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> list[int]:
    """Save the record of a visit and return the ids of the issues in *entries*, in their order.

    An issue in *entries* that is known already keeps its own fields; a file that hangs on the visit already is not
    attached twice. *marks* says what was found of issues brought along, *ending* None only saves what was written,
    and *reason* says why it was cut short or missed.

    Raises:
        Vanished: the visit was deleted meanwhile.
        ChangedMeanwhile: somebody saved its record after this draft was opened.
        VisitStillAhead: it has not taken place yet and cannot have ended.
        MissingField, MissedBringsNothing: it was cut short or missed without a reason, or missed and brought back.
        UserError: a field of the record, an issue, a household or an attendee cannot be kept as it is.
    """
    visit = _visit(session, draft.visit_id)
    given = [replace(each, leader_id=each.leader_id or visit.leader_id) for each in draft.promises]
    draft, marks = replace(draft, promises=given), marks or {}
    if ending is not None:
        _require_over(visit, today)
    if ending is Ending.MISSED:
        _require_nothing(draft, entries, marks)
    record = _record(session, draft)
    ids = register_issues(
        session, [replace(entry.draft, visit_id=visit.id) for entry in entries], calendar=calendar, settings=settings
    )
    for issue_id, entry in zip(ids, entries, strict=True):
        _keep_around(session, issue_id, entry, today)
    _mark(session, visit, marks, calendar=calendar, settings=settings)
    _attach(session, files, today, visit_id=visit.id)
    record = _take_over(session, visit, record, draft, today)
    check_promises(session, draft.promises_checked, today=today)
    if ending is not None:
        _end(session, visit, record, ending, reason)
    return ids


def log_visit(session: Session, visit_id: int, ending: Ending, *, reason: str = "", today: date) -> None:
    """Say how a visit ended without writing anything else down.

    Raises:
        Vanished: the visit was deleted meanwhile.
        VisitStillAhead: it has not taken place yet.
        MissingField: it was cut short or missed, and nobody said why.
        MissedBringsNothing: something was written down there, so it was not missed.
    """
    visit = _visit(session, visit_id)
    _require_over(visit, today)
    record = session.get(VisitRecord, visit_id)
    if ending is Ending.MISSED:
        _require_nothing(record_draft(session, visit_id), _issues_of(session, visit_id), marks_of(session, visit_id))
    if record is None and ending is Ending.CUT_SHORT:
        record = _first_record(session, visit_id, today)
    _end(session, visit, record, ending, reason)


def _visit(session: Session, visit_id: int) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise Vanished
    return visit


def _issues_of(session: Session, visit_id: int) -> Sequence[int]:
    return session.scalars(select(Issue.id).where(Issue.visit_id == visit_id)).all()


def _require_over(visit: Visit, today: date) -> None:
    if visit.day > today:
        raise VisitStillAhead(day=day_text(visit.day, year=visit.day.year != today.year))


def _require_nothing(draft: RecordDraft | None, issues: Sequence[object], marks: Mapping[int, CheckMark]) -> None:
    """Refuse to call a visit missed that brought something back."""
    notes = len([note for note in draft.notes if note.text.strip()]) if draft else 0
    homes = len([each for each in draft.households if is_household(each)]) if draft else 0
    promises = len([each for each in draft.promises if each.text.strip()]) if draft else 0
    held = (
        (len(issues), ngettext("{n} issue", "{n} issues", len(issues))),
        (len(marks), ngettext("{n} mark", "{n} marks", len(marks))),
        (notes, ngettext("{n} note", "{n} notes", notes)),
        (homes, ngettext("{n} household", "{n} households", homes)),
        (promises, promises_text(promises)),
    )
    if any(n for n, _text in held):
        raise MissedBringsNothing(what=listed(text.format(n=n) for n, text in held if n))


def _record(session: Session, draft: RecordDraft) -> VisitRecord | None:
    """Return the record as stored, None if this is the first.

    Raises:
        ChangedMeanwhile: it is not the one that the draft was opened from, and says something else.
    """
    record = session.get(VisitRecord, draft.visit_id)
    if draft.version == (None if record is None else record.version):
        return record
    stored = record_draft(session, draft.visit_id) if record is not None else None
    if stored is None or _said(stored) != _said(draft):
        raise ChangedMeanwhile
    return record  # the same form once more, such as after a double click


_NOT_SAID: Final = frozenset({"id", "version", "cut_short", "planned_theme", "promises_checked"})


def _said(draft: RecordDraft) -> dict[str, Any]:
    """Return what *draft* says, without blanks around it and the numbers that only the database gives."""

    def trimmed(value: Any) -> Any:
        if isinstance(value, list):
            return [trimmed(each) for each in value]
        if isinstance(value, dict):
            return {name: trimmed(each) for name, each in value.items() if name not in _NOT_SAID}
        return value.strip() if isinstance(value, str) else value

    said: dict[str, Any] = trimmed(asdict(draft))
    said["notes"] = [note for note in said["notes"] if note["text"] or note["reply"]]
    said["promises"] = [promise for promise in said["promises"] if promise["text"]]
    return said


def _keep_around(session: Session, issue_id: int, entry: IssueEntry, today: date) -> None:
    if entry.reception is not None:
        keep_reception(session, issue_id, entry.reception)
    if entry.consultation is not None:
        keep_consultation(session, issue_id, entry.consultation)
    _attach(session, entry.photos, today, issue_id=issue_id)


def _mark(
    session: Session,
    visit: Visit,
    marks: Mapping[int, CheckMark],
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Write down the marks that are new; one that stands already may be on an issue closed since."""
    known = marks_of(session, visit.id)
    for issue_id, mark in marks.items():
        if known.get(issue_id) is not mark:
            check_on_site(session, visit.id, issue_id, mark, day=visit.day, calendar=calendar, settings=settings)


def _attach(
    session: Session, files: Files, today: date, *, visit_id: int | None = None, issue_id: int | None = None
) -> None:
    owner = Attachment.visit_id == visit_id if issue_id is None else Attachment.issue_id == issue_id
    there = {
        (name, digest) for name, digest in session.execute(select(Attachment.name, Attachment.sha256).where(owner))
    }
    for name, data in files:
        same = (clean_name(name), hashlib.sha256(data).hexdigest())
        if same not in there:
            attach(session, data, name, added_on=today, visit_id=visit_id, issue_id=issue_id)
            there.add(same)


def _take_over(
    session: Session, visit: Visit, record: VisitRecord | None, draft: RecordDraft, today: date
) -> VisitRecord:
    values = _record_values(session, draft)
    if record is None:
        record = _first_record(session, visit.id, today)
    _set(record, values)
    _set(visit, {"theme": _theme(visit, draft), "result": clean_text(draft.result, _("Result"))})
    issues = _issue_ids(session, draft)
    changed = keep_notes(session, visit, draft.notes, issues)
    changed |= keep_households(session, visit, draft.households, issues)
    changed |= keep_promises(session, visit, draft.promises, issues)
    if has_attendees(session, visit.id) or draft.attendees != expected_attendees(session, visit.id):
        changed |= keep_attendees(session, visit, draft.attendees)  # else nobody ticked: they follow the visit
    if changed:
        flag_modified(record, "approach")  # rows of its own changed: the record's version must say so
    return record


def _theme(visit: Visit, draft: RecordDraft) -> str:
    """Return the theme to keep: the visit's own, unless the record's page changed it.

    Raises:
        ChangedMeanwhile: both were changed, each otherwise.
    """
    theme, opened = clean_line(draft.theme, _("Theme"), limit=400), draft.planned_theme
    if opened is None or visit.theme in {opened, theme}:
        return theme
    if theme == opened:
        return visit.theme
    raise ChangedMeanwhile


def _first_record(session: Session, visit_id: int, today: date) -> VisitRecord:
    """Begin the record of a visit; of two secretaries who begin it at one moment, the second is told.

    Raises:
        ChangedMeanwhile: somebody else began it just now.
    """
    record = VisitRecord(visit_id=visit_id, recorded_on=today)
    session.flush()
    try:
        with session.begin_nested():
            session.add(record)
            session.flush()
    except IntegrityError as clash:
        raise ChangedMeanwhile from clash
    return record


def _record_values(session: Session, draft: RecordDraft) -> dict[str, Any]:
    if draft.arrived_at and draft.left_at and draft.left_at <= draft.arrived_at:
        raise LeftBeforeArrived(arrived=f"{draft.arrived_at:%H:%M}", left=f"{draft.left_at:%H:%M}")
    for number, field, most in (
        (draft.headcount, _("Headcount"), MOST_PEOPLE),
        (draft.copies, _("Copies"), MOST_PEOPLE),
        (draft.vehicles, _("Vehicles"), 99),
        (draft.companions, _("Officials from the county"), 999),
    ):
        require_between(number, field, most)
    if draft.report_attachment_id is not None:
        file = session.get(Attachment, draft.report_attachment_id)
        if file is None or file.visit_id != draft.visit_id:
            raise ReportFileGone
    plain = ("arrived_at", "left_at", "cut_short", "headcount", "copies", "outreach_form", "vehicles", "companions")
    return {name: getattr(draft, name) for name in (*plain, "report_attachment_id")} | {
        "approach": clean_line(draft.approach, _("Approach"), limit=100),
        "audience": clean_line(draft.audience, _("Audience")),
        "materials": clean_line(draft.materials, _("Materials"), limit=400),
    }


def _issue_ids(session: Session, draft: RecordDraft) -> dict[str, int]:
    rows: list[NoteDraft | HouseholdDraft | PromiseDraft] = [*draft.notes, *draft.households, *draft.promises]
    uids = {each.issue_uid for each in rows}
    uids.discard("")
    if not uids:
        return {}
    return dict(session.execute(select(Issue.uid, Issue.id).where(Issue.uid.in_(uids))).all())


def _end(session: Session, visit: Visit, record: VisitRecord | None, ending: Ending, reason: str) -> None:
    why = ""
    if ending is not Ending.TOOK_PLACE:
        why = required_line(reason, _("Reason"), limit=400)
    if record is not None:
        _set(record, {"cut_short": ending is Ending.CUT_SHORT})
    state = VisitState.MISSED if ending is Ending.MISSED else VisitState.DONE
    if (visit.state, visit.state_reason) != (state, why):
        set_state(session, visit.id, state, reason=why)
    session.flush()


def _set(row: Any, values: Mapping[str, Any]) -> None:
    """Set what differs, so that a row saved again unchanged is not written."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
