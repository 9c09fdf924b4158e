"""What must not be read in a redacted copy: the words of every person under protection."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.records import AttendeeRole
from core.redaction import PersonalWords, Redactor
from db.models import Agency, AgencyAlias, Attendee, HouseholdVisit, Leader, Petitioner, Reception, Township, Village

_BETWEEN = re.compile(r"[,，;；、/\s]+")


def redactor_of(session: Session) -> Redactor:
    """Return what takes every person under protection out of texts; townships, villages and units stay readable."""
    return Redactor.of(_people(session), _public(session), session.scalars(select(Leader.name)))


def _people(session: Session) -> Iterator[PersonalWords]:
    for row in session.execute(select(Petitioner.name, Petitioner.phone, Petitioner.address)):
        yield PersonalWords(*row)
    homes = select(HouseholdVisit.householder, HouseholdVisit.phone, HouseholdVisit.address)
    for row in session.execute(homes):
        yield PersonalWords(*row)
    for name in session.scalars(select(Attendee.name).where(Attendee.role == AttendeeRole.RESIDENT)):
        yield PersonalWords(name)
    for names in session.scalars(select(Reception.representatives).where(Reception.representatives != "")):
        yield from (PersonalWords(name) for name in _BETWEEN.split(names) if name)


def _public(session: Session) -> Iterator[str]:
    for column in (Township.name, Village.name, Agency.name, Agency.short_name, AgencyAlias.alias):
        yield from session.scalars(select(column).distinct())
