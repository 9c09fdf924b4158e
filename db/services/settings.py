"""Changing what the office sets for everybody: single settings, its recurring meetings, its own kinds of visit."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.attendees import attendee_matches
from core.calendar.recurrence import parse_recurrence
from core.counts import requests_text, visits_text
from core.directory import MeetingDraft
from core.errors import NameTaken, RuleNotUnderstood, StillInUse
from core.i18n import _
from core.names import name_key
from core.settings import OfficeSettings
from core.text import clean_line, required_line
from core.visits import RecordForm
from db.models import Leader, Meeting, MeetingAttendee, Setting, Visit, VisitKindRow, VisitRequest
from db.services.directory import found, next_position, opened, require_free_name

MEETING_EXAMPLE: Final = "每周一上午、每月第一个星期三、每月15日（遇节假日顺延）"


def save_settings(session: Session, **values: Any) -> None:
    """Store the named settings; names are those of OfficeSettings.

    Raises:
        TypeError: a name is not a setting, or a value has another type than its default.
    """
    OfficeSettings(**values)
    for key, value in values.items():
        row = session.get(Setting, key)
        if row is None:
            session.add(Setting(key=key, value={"value": value}))
        elif row.value.get("value") != value:
            row.value = {"value": value}


def save_meeting(session: Session, draft: MeetingDraft, *, today: date) -> int:
    """Save a recurring meeting; who sits in it follows from the words and the leaders' posts. Return its id.

    Raises:
        RuleNotUnderstood: the words for its days cannot be read for sure.
        NameTaken: another meeting has this name.
        UserError: a field is missing or too long, or it was changed meanwhile.
    """
    name = required_line(draft.name, _("Meeting"), limit=100)
    words = required_line(draft.rule, _("When"), limit=200)
    rule = parse_recurrence(words)
    if rule is None:
        raise RuleNotUnderstood(words=words, example=MEETING_EXAMPLE, field=_("When"))
    require_free_name(session, Meeting, Meeting.name, name, draft.id)
    row = opened(session, Meeting, draft.id, draft.version)
    if row is None:
        row = Meeting(first_day=date(today.year, 1, 1), attendees=[])
        session.add(row)
    else:
        session.refresh(row, ["attendees"])
    row.name, row.rule_text, row.rrule, row.half = name, words, rule.spec, rule.half
    row.starts_at, row.ends_at = rule.starts_at, None
    row.attendees_text = clean_line(draft.attendees, _("Attendees"), limit=400)
    session.flush()
    wanted = {leader.id for leader in attendees_of(session, row.attendees_text)}
    standing = {each.leader_id: each for each in row.attendees}
    if set(standing) != wanted:
        kept = [each for leader_id, each in standing.items() if leader_id in wanted]
        added = [MeetingAttendee(leader_id=leader_id) for leader_id in sorted(wanted - set(standing))]
        row.attendees = [*kept, *added]
    session.flush()
    return row.id


def delete_meeting(session: Session, meeting_id: int) -> None:
    """Delete a recurring meeting.

    Raises:
        Vanished: it is gone already.
    """
    row = found(session, Meeting, meeting_id)
    session.refresh(row, ["attendees"])
    session.delete(row)


def attendees_of(session: Session, words: str) -> list[Leader]:
    """Return the leaders meant by *words*, in rank order: posts, bodies, or names."""
    if not words.strip():
        return []
    key = name_key(words)
    leaders = session.scalars(select(Leader).order_by(Leader.rank_order, Leader.id))
    return [each for each in leaders if attendee_matches(words, each.post, each.body) or name_key(each.name) in key]


def attendee_names(session: Session, words: str) -> list[str]:
    """Return the names of the leaders meant by *words*, in rank order."""
    return [leader.name for leader in attendees_of(session, words)]


def save_kind(
    session: Session,
    *,
    key: str,
    name: str,
    seal: str,
    colour: str,
    receives_people: bool,
    record: RecordForm | None = None,
) -> str:
    """Save one of the office's own kinds of visit, or rename one of the four; an empty *key* adds one.

    Without *record* a kind keeps the record it has, and a new one brings research findings.

    Raises:
        NameTaken: another kind has the name or the character.
        UserError: a field is missing or too long.
    """
    cleaned = required_line(name, _("Name of kind"), limit=60)
    sign = required_line(seal, _("Seal"), limit=1)
    for other in session.scalars(select(VisitKindRow).where(VisitKindRow.key != key)):
        if name_key(_(other.name)) == name_key(cleaned) or name_key(other.name) == name_key(cleaned):
            raise NameTaken(name=cleaned)
        if other.seal == sign:
            raise NameTaken(name=sign)
    if key:
        row = found(session, VisitKindRow, key)
    else:
        place = next_position(session, VisitKindRow.position)
        row = VisitKindRow(key=f"own_{uuid4().hex[:12]}", own=True, position=place)
        session.add(row)
    if not row.name or cleaned != _(row.name):  # a translated name typed back is no change
        row.name = cleaned
    row.seal, row.colour, row.receives_people = sign, colour, receives_people
    if record is not None:
        row.record = record
    session.flush()
    return row.key


def set_kind_active(session: Session, key: str, *, active: bool) -> None:
    """Offer a kind in new visits, or offer it no more; what has it keeps it."""
    found(session, VisitKindRow, key).active = active


def delete_kind(session: Session, key: str) -> None:
    """Delete one of the office's own kinds that no visit has.

    Raises:
        StillInUse: visits or requests have it.
    """
    row = found(session, VisitKindRow, key)
    n = session.scalar(select(func.count()).select_from(Visit).where(Visit.kind == key)) or 0
    if n:
        raise StillInUse(name=_(row.name), what=visits_text(n))
    n = session.scalar(select(func.count()).select_from(VisitRequest).where(VisitRequest.kind == key)) or 0
    if n:
        raise StillInUse(name=_(row.name), what=requests_text(n))
    session.delete(row)
