"""Who asked to be received at a visit (约访), with the petitioner in a row of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import combinations
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.preparation_errors import SlotsOverlap
from core.slots import SlotFacts, meet, slot_text
from core.text import clean_line
from core.visits import AppointmentDraft
from db.models import Appointment, Issue, Petitioner, Visit
from db.services.directory import whole

LONGEST: Final = 720
"""Minutes that one slot can last."""


def keep_appointments(session: Session, visit: Visit, drafts: Sequence[AppointmentDraft]) -> bool:
    """Make the appointments of *visit* those in *drafts*, in their order; return whether anything changed.

    A row that says nothing, or only when, is an empty line of the form and is left out.

    Raises:
        SlotsOverlap: two residents would be received at once; slots that overlap since long ago are let be.
        UserError: a text is too long or unreadable, or a slot is longer than a day's work.
    """
    wanted = [row for row in map(_cleaned, drafts) if row.name or row.topic or row.phone or row.address]
    known = {row.id: row for row in visit.appointments}
    _require_apart(wanted, known.values())
    kept: list[Appointment] = []
    changed = len(wanted) != len(known)
    for position, draft in enumerate(wanted):
        row = known.pop(draft.id, None) if draft.id is not None else None
        if row is None:
            row = Appointment(topic="", position=position)
            changed = True
        changed |= _fill(session, row, draft, position)
        kept.append(row)
    for row in known.values():
        _forget_person(session, row)
    if changed:
        visit.appointments = kept
    return changed


def _require_apart(wanted: Sequence[AppointmentDraft], known: Iterable[Appointment]) -> None:
    """Refuse slots that meet, if one of the two is new or was changed."""
    kept = {(row.id, row.at, row.minutes) for row in known}
    slots = [(SlotFacts(row.at, row.minutes), (row.id, row.at, row.minutes) in kept) for row in wanted]
    for (one, one_kept), (other, other_kept) in combinations(slots, 2):
        if meet(one, other) and not (one_kept and other_kept):
            first, second = sorted((slot_text(one), slot_text(other)), key=lambda text: (len(text.split(":")[0]), text))
            raise SlotsOverlap(one=first, other=second)


def _cleaned(draft: AppointmentDraft) -> AppointmentDraft:
    return AppointmentDraft(
        id=draft.id,
        at=draft.at,
        minutes=whole(draft.minutes, _("Minutes"), 1, LONGEST if draft.at is None else _until_midnight(draft.at)),
        agency_id=draft.agency_id,
        came=draft.came,
        name=clean_line(draft.name, _("Resident"), limit=60),
        topic=clean_line(draft.topic, _("Matter"), limit=400),
        phone=clean_line(draft.phone, _("Phone"), limit=60),
        address=clean_line(draft.address, _("Address")),
    )


def _until_midnight(at: time) -> int:
    return min(LONGEST, 24 * 60 - at.hour * 60 - at.minute)


def _fill(session: Session, row: Appointment, draft: AppointmentDraft, position: int) -> bool:
    wanted = (draft.at, draft.topic, position, draft.minutes, draft.agency_id, draft.came)
    changed = (row.at, row.topic, row.position, row.minutes, row.agency_id, row.came) != wanted
    row.at, row.topic, row.position, row.minutes, row.agency_id, row.came = wanted
    person = session.get(Petitioner, row.petitioner_id) if row.petitioner_id is not None else None
    facts = (draft.name, draft.phone, draft.address)
    if person is None:
        if any(facts):
            row.petitioner = Petitioner(name=draft.name, phone=draft.phone, address=draft.address)
            return True
    elif (person.name, person.phone, person.address) != facts:
        person.name, person.phone, person.address = facts
        return True
    return changed


def _forget_person(session: Session, row: Appointment) -> None:
    """Delete the petitioner of an appointment that goes, unless an issue or another visit knows them."""
    if row.petitioner_id is None:
        return
    others = select(func.count()).where(Appointment.petitioner_id == row.petitioner_id, Appointment.id != row.id)
    issues = select(func.count()).where(Issue.petitioner_id == row.petitioner_id)
    if not session.scalar(others) and not session.scalar(issues):
        person = session.get(Petitioner, row.petitioner_id)
        if person is not None:
            session.delete(person)
