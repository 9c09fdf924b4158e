"""Whose personal data has been kept long enough, and what an erasure of one person would touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.issues import OPEN
from core.masking import mask_person
from core.retention import retain_until
from core.settings import OfficeSettings
from db.erasing_scope import namesakes, words_of
from db.models import Appointment, Attachment, Issue, Petitioner, Visit

_MOST = 2000


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """A person whose time is over, masked; `until` was the last day."""

    id: int
    person: str
    numbers: tuple[str, ...]
    settled_on: date | None
    until: date | None
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing somebody would mean.

    Attributes:
        open_numbers: Issues that are still open: they have to be closed first.
        namesakes: Others of the same name, masked, each with its issues: they may be the same person.
    """

    row: RetentionRow
    erased_on: date | None
    open_numbers: tuple[str, ...]
    namesakes: tuple[RetentionRow, ...]


def cutoff(today: date, years: int) -> date:
    """Return the day before which settled matters are no longer kept."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February
        return today.replace(year=today.year - years, day=28)


def retention_over(session: Session, *, today: date, settings: OfficeSettings) -> list[RetentionRow]:
    """Return everybody all of whose matters are settled and kept long enough; the longest over first."""
    if settings.retention_years <= 0:
        return []
    before = cutoff(today, settings.retention_years)
    kept: ColumnElement[bool] = or_(
        Issue.state.in_(OPEN),
        Issue.retain_until >= today,
        and_(Issue.retain_until.is_(None), func.coalesce(Issue.closed_on, Issue.raised_on) >= before),
    )
    issues = select(Issue.id).where(Issue.petitioner_id == Petitioner.id)
    visits = (
        select(Appointment.id)
        .join(Visit, Visit.id == Appointment.visit_id)
        .where(Appointment.petitioner_id == Petitioner.id)
    )
    has_words = or_(Petitioner.name != "", Petitioner.phone != "", Petitioner.address != "")
    people = session.scalars(
        select(Petitioner.id)
        .where(Petitioner.erased_on.is_(None), has_words)
        .where(or_(issues.exists(), visits.exists()))
        .where(~issues.where(kept).exists(), ~visits.where(Visit.day >= before).exists())
        .order_by(Petitioner.id)
        .limit(_MOST)
    ).all()
    rows = _rows(session, people, settings.retention_years)
    return sorted(rows, key=lambda row: (row.until or date.min, row.id))


def erasure_plan(
    session: Session, petitioner_id: int, *, settings: OfficeSettings, alike: bool = True
) -> ErasurePlan | None:
    """Return what erasing somebody would mean, with others of the same name where *alike*; None for nobody."""
    person = session.get(Petitioner, petitioner_id)
    if person is None:
        return None
    connection, people = session.connection(), frozenset({petitioner_id})
    others = namesakes(connection, people, words_of(connection, people)) if alike else []
    (row,) = _rows(session, [petitioner_id], settings.retention_years)
    still = session.scalars(
        select(Issue.number).where(Issue.petitioner_id == petitioner_id, Issue.state.in_(OPEN)).order_by(Issue.id)
    )
    return ErasurePlan(
        row, person.erased_on, tuple(still), tuple(_rows(session, others[:50], settings.retention_years))
    )


def _rows(session: Session, ids: Sequence[int], years: int) -> list[RetentionRow]:
    found: list[RetentionRow] = []
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        issues: dict[int, list[Any]] = {}
        for each in session.execute(
            select(Issue.petitioner_id, Issue.number, Issue.closed_on, Issue.retain_until, Issue.id)
            .where(Issue.petitioner_id.in_(some))
            .order_by(Issue.id)
        ):
            issues.setdefault(each.petitioner_id or 0, []).append(each)
        numbers = [each.id for rows in issues.values() for each in rows]
        files: dict[int | None, int] = dict(
            session.execute(
                select(Issue.petitioner_id, func.count())
                .join(Attachment, Attachment.issue_id == Issue.id)
                .where(Attachment.issue_id.in_(numbers))
                .group_by(Issue.petitioner_id)
            ).all()
        )
        for person in session.scalars(select(Petitioner).where(Petitioner.id.in_(some)).order_by(Petitioner.id)):
            mine = issues.get(person.id, [])
            settled = max((each.closed_on for each in mine if each.closed_on), default=None)
            until = max((each.retain_until for each in mine if each.retain_until), default=None)
            found.append(
                RetentionRow(
                    person.id, mask_person(person.name, person.phone), tuple(each.number for each in mine), settled,
                    until or retain_until(settled, years), files.get(person.id, 0),
                )
            )  # fmt: skip
    return found
