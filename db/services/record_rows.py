"""The lists of a visit's record: notes, households called on, and who was there. Only what differs is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import ChoiceVanished, MissingField, NumberOutOfRange, VillageElsewhere
from core.i18n import _, day_text
from core.record_errors import (
    CashNeedsTwoSignatures,
    HouseholdNeedsVillage,
    NextVisitNotLater,
    TooManyAttendees,
)
from core.records import NOTE_KIND_NAMES, AttendeeDraft, HouseholdDraft, NoteDraft
from core.text import clean_line, clean_text
from db.models import (
    Agency,
    Attendee,
    Base,
    HouseholdCategory,
    HouseholdVisit,
    Leader,
    Township,
    Village,
    Visit,
    VisitNote,
)
from db.services.visit_rules import require_plannable

MOST_ATTENDEES: Final = 1000
MOST_YUAN: Final = 10_000_000
MOST_MEMBERS: Final = 99
Ids = Mapping[str, int]
"""Issue ids by uid."""


def keep_notes(session: Session, visit: Visit, drafts: Sequence[NoteDraft], issues: Ids) -> bool:
    """Make the notes of *visit* those in *drafts*, empty lines left out; return whether anything changed.

    Raises:
        MissingField: a reply stands there without what it replies to.
        TooLong, UnreadableText: a text cannot be kept as it is.
    """
    stored = {row.uid: row for row in session.scalars(select(VisitNote).where(VisitNote.visit_id == visit.id))}
    changed, position = False, 0
    for draft in drafts:
        name = _(NOTE_KIND_NAMES[draft.kind])
        text, reply = clean_text(draft.text, name), clean_text(draft.reply, _("Reply"))
        if not text and not reply:
            continue
        if not text:
            raise MissingField(field=name)
        row = stored.pop(draft.uid, None)
        if row is None:
            row = VisitNote(uid=draft.uid, visit_id=visit.id)
            session.add(row)
        values = {"kind": draft.kind, "position": position, "text": text, "reply": reply}
        changed |= _set(row, values | {"issue_id": issues.get(draft.issue_uid)})
        position += 1
    return _drop(session, stored.values()) or changed


def keep_households(session: Session, visit: Visit, drafts: Sequence[HouseholdDraft], issues: Ids) -> bool:
    """Make the households called on those in *drafts*, empty lines left out; return whether anything changed.

    Raises:
        HouseholdNeedsVillage, VillageElsewhere: the village is missing, or lies in another township.
        CashNeedsTwoSignatures: cash was given and not signed for by two different people.
        NextVisitNotLater, DayOutOfRange: the next call would not lie after this one, or in no office's time.
        NumberOutOfRange, ChoiceVanished, TooLong, UnreadableText: a field cannot be kept as it is.
    """
    known = select(HouseholdVisit).where(HouseholdVisit.visit_id == visit.id)
    stored = {row.uid: row for row in session.scalars(known)}
    changed, position = False, 0
    for number, draft in enumerate(drafts, 1):
        values = _household_values(draft)
        if _is_empty(draft, values):
            continue
        values["village_id"] = draft.village_id if draft.village_id is not None else visit.village_id
        _require_household(session, visit, number, values)
        row = stored.pop(draft.uid, None)
        if row is None:
            row = HouseholdVisit(uid=draft.uid, visit_id=visit.id)
            session.add(row)
        home = {"day": visit.day, "leader_id": visit.leader_id, "position": position}
        changed |= _set(row, values | home | {"issue_id": issues.get(draft.issue_uid)})
        position += 1
    return _drop(session, stored.values()) or changed


def households_follow(session: Session, visit: Visit) -> None:
    """Let the households called on follow a visit whose day, leader or township was corrected.

    Raises:
        VillageElsewhere: they live in villages of the township that it went to so far.
        NextVisitNotLater: the next call on one of them would not lie after the new day.
    """
    query = select(HouseholdVisit, Village).join(Village, Village.id == HouseholdVisit.village_id)
    for row, village in session.execute(query.where(HouseholdVisit.visit_id == visit.id)).all():
        if village.township_id != visit.township_id:
            raise VillageElsewhere(village=village.name, township=session.get_one(Township, visit.township_id).name)
        if row.next_on is not None and row.next_on <= visit.day:
            raise NextVisitNotLater(row=row.position + 1, day=day_text(visit.day, year=True))
        _set(row, {"day": visit.day, "leader_id": visit.leader_id})


def keep_attendees(session: Session, visit: Visit, drafts: Sequence[AttendeeDraft]) -> bool:
    """Make those who were there those in *drafts*, nameless lines left out; return whether anything changed.

    Raises:
        TooManyAttendees: more than a thousand.
        ChoiceVanished, TooLong, UnreadableText: a field cannot be kept as it is.
    """
    wanted = [(draft.id, values) for draft in drafts if (values := _attendee_values(draft))["name"]]
    if len(wanted) > MOST_ATTENDEES:
        raise TooManyAttendees(n=len(wanted), limit=MOST_ATTENDEES)
    for _id, values in wanted:
        _require_there(session, Leader, values["leader_id"], _("Leader"))
        _require_there(session, Agency, values["agency_id"], _("Unit"))
    stored = list(
        session.scalars(select(Attendee).where(Attendee.visit_id == visit.id).order_by(Attendee.position, Attendee.id))
    )
    matched = _matched(stored, wanted)
    changed = False
    for position, ((_id, values), row) in enumerate(zip(wanted, matched, strict=True)):
        person = row
        if person is None:
            person = Attendee(visit_id=visit.id)
            session.add(person)
        changed |= _set(person, values | {"position": position})
    kept = {id(row) for row in matched if row is not None}
    return _drop(session, [row for row in stored if id(row) not in kept]) or changed


def _matched(stored: list[Attendee], wanted: list[tuple[int | None, dict[str, Any]]]) -> list[Attendee | None]:
    """Return the stored row of each wanted one: by id, else by who it is, so that saving twice makes one row."""
    by_id: dict[int | None, Attendee] = {row.id: row for row in stored}
    found = [by_id.pop(number, None) for number, _values in wanted]
    rest: dict[tuple[Any, ...], list[Attendee]] = {}
    for row in by_id.values():
        rest.setdefault((row.name, row.unit, row.role), []).append(row)
    for number, (_id, values) in enumerate(wanted):
        same = rest.get((values["name"], values["unit"], values["role"]))
        if found[number] is None and same:
            found[number] = same.pop(0)
    return found


def _attendee_values(draft: AttendeeDraft) -> dict[str, Any]:
    return {
        "name": clean_line(draft.name, _("Name"), limit=60),
        "unit": clean_line(draft.unit, _("Unit"), limit=100),
        "post": clean_line(draft.post, _("Post"), limit=60),
        "role": draft.role,
        "leader_id": draft.leader_id,
        "agency_id": draft.agency_id,
        "present": draft.present,
    }


def _household_values(draft: HouseholdDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "category": draft.category or None,
        "householder": clean_line(draft.householder, _("Householder"), limit=60),
        "phone": clean_line(draft.phone, _("Phone"), limit=60),
        "address": clean_line(draft.address, _("Address")),
        "members": draft.members,
        "needs": clean_text(draft.needs, _("Needs")),
        "cash_yuan": draft.cash_yuan,
        "goods": clean_line(draft.goods, _("Goods")),
        "signer_one": clean_line(draft.signer_one, _("Signed by"), limit=60),
        "signer_two": clean_line(draft.signer_two, _("Signed by"), limit=60),
        "next_on": draft.next_on,
        "note": clean_text(draft.note, _("Note")),
    }


def _is_empty(draft: HouseholdDraft, values: Mapping[str, Any]) -> bool:
    """Whether nothing was typed; the kind alone and a village taken over from the line above say nothing."""
    typed = any(value not in {None, "", 0} for name, value in values.items() if name != "kind")
    return not typed and not draft.issue_uid


def _require_household(session: Session, visit: Visit, row: int, values: Mapping[str, Any]) -> None:
    village_id = values["village_id"]
    if village_id is None:
        raise HouseholdNeedsVillage(row=row)
    village = session.get(Village, village_id)
    if village is None:
        raise ChoiceVanished(field=_("Village"))
    if village.township_id != visit.township_id:
        raise VillageElsewhere(village=village.name, township=session.get_one(Township, visit.township_id).name)
    _require_there(session, HouseholdCategory, values["category"], _("Category of household"))
    require_between(values["members"], _("Members"), MOST_MEMBERS)
    require_between(values["cash_yuan"], _("Cash (yuan)"), MOST_YUAN)
    one, two = (_same_hand(values[name]) for name in ("signer_one", "signer_two"))
    if values["cash_yuan"] and (not one or not two or one == two):
        raise CashNeedsTwoSignatures(row=row)
    if values["next_on"] is not None:
        require_plannable(values["next_on"])
        if values["next_on"] <= visit.day:
            raise NextVisitNotLater(row=row, day=day_text(visit.day, year=True))


def _same_hand(name: str) -> str:
    """Return a signature so that 李 四 and 李四, Ａnn and ANN are one."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def require_between(number: int | None, field: str, high: int) -> None:
    """Refuse a number that the field cannot mean; None is fine.

    Raises:
        NumberOutOfRange: it is negative or too big.
    """
    if number is not None and not 0 <= number <= high:
        raise NumberOutOfRange(field=field, low=0, high=high)


def _require_there(session: Session, model: type[Base], key: object, field: str) -> None:
    if key is not None and session.get(model, key) is None:
        raise ChoiceVanished(field=field)


def _set(row: Any, values: Mapping[str, Any]) -> bool:
    """Set what differs, so that a row saved again unchanged is not written; return whether anything did."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)


def _drop(session: Session, rows: Any) -> bool:
    gone = list(rows)
    for row in gone:
        session.delete(row)
    return bool(gone)
