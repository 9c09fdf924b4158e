"""Fix the weights of a year, and correct a leader's burden with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.burden import MOST_TENTHS, SHIPPED, WEIGHT_NAMES, Weight
from core.errors import MissingField
from core.i18n import _
from core.people_errors import CorrectionIsNothing, WeightsFrozen, YearIsOver
from core.text import required_line
from db.models import BurdenEntry, BurdenWeight, Leader
from db.services.directory import found, opened, whole
from db.services.visit_rules import require_plannable

_MOST_CORRECTED = 10_000


def freeze_weights(session: Session, year: int, tenths: Mapping[Weight, int | None], *, today: date) -> None:
    """Fix what outings weigh in a year; from then on they stay, so that points once counted do not change.

    Raises:
        YearIsOver: a past year.
        WeightsFrozen: the year's weights are fixed already.
        MissingField, NumberOutOfRange: a weight is missing, or not from 0 to 100 points.
    """
    if year < today.year:
        raise YearIsOver(year=year)
    if session.scalar(select(BurdenWeight.year).where(BurdenWeight.year == year).limit(1)) is not None:
        raise WeightsFrozen(year=year)
    for key in SHIPPED:
        name = _(WEIGHT_NAMES[key])
        value = whole(tenths.get(key), name, 0, MOST_TENTHS)
        if value is None:
            raise MissingField(field=name)
        session.add(BurdenWeight(year=year, key=key.value, tenths=value))
    session.flush()


def save_correction(
    session: Session,
    leader_id: int,
    *,
    day: date | None,
    tenths: int | None,
    reason: str,
    correction_id: int | None = None,
    version: int | None = None,
) -> int:
    """Save a correction of a leader's burden and return its id; without *correction_id* it is a new one.

    Raises:
        MissingField: day, points or reason are missing.
        CorrectionIsNothing: it is of no points.
        UserError: the points are out of range, the reason too long, or it was changed meanwhile.
    """
    if day is None:
        raise MissingField(field=_("Day"))
    require_plannable(day)
    if tenths is None:
        raise MissingField(field=_("Points"))
    if tenths == 0:
        raise CorrectionIsNothing
    whole(tenths, _("Points"), -_MOST_CORRECTED, _MOST_CORRECTED)
    words = required_line(reason, _("Reason"), limit=400)
    found(session, Leader, leader_id)
    row = opened(session, BurdenEntry, correction_id, version)
    if row is None:
        row = BurdenEntry(leader_id=leader_id)
        session.add(row)
    row.day, row.tenths, row.reason = day, tenths, words
    session.flush()
    return row.id


def delete_correction(session: Session, correction_id: int) -> None:
    """Drop a correction.

    Raises:
        Vanished: it is gone already.
    """
    session.delete(found(session, BurdenEntry, correction_id))
