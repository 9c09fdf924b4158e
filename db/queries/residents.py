"""Names of persons under protection, found in words that are about to leave the program."""

from __future__ import annotations

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from core.masking import names_in
from core.records import AttendeeRole
from db.models import Attendee, HouseholdVisit, Petitioner

_LONGEST = 20_000


def residents_in(session: Session, text: str) -> frozenset[str]:
    """Return the petitioners, householders and residents who are named in *text*."""
    words = literal(text[:_LONGEST])
    found: list[str] = []
    for name, more in (
        (Petitioner.name, ()),
        (HouseholdVisit.householder, ()),
        (Attendee.name, (Attendee.role == AttendeeRole.RESIDENT,)),
    ):
        query = select(name).distinct().where(func.length(name) > 1, words.contains(name), *more)
        found += session.scalars(query)
    return names_in(found)
