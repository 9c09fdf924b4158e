"""Writing who has been told of a visit and who answered: the township, and each unit that goes along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from core.visits import PLANNED, VisitState
from db.models import Visit, VisitAgency
from db.services.directory import found


def set_agency_told(session: Session, visit_id: int, agency_id: int, *, told_on: date | None) -> None:
    """Say that an accompanying unit was told, or that it was not after all; its answer goes with it.

    Raises:
        Vanished: the unit no longer goes along.
    """
    going = found(session, VisitAgency, (visit_id, agency_id))
    going.notified_on = told_on
    if told_on is None:
        going.confirmed_on = None
    session.flush()


def keep_told(
    session: Session,
    visit_id: int,
    units: Iterable[tuple[int, date | None, date | None]],
    *,
    township_told: bool,
) -> None:
    """Make what was said to whom this; units that no longer go along are left out.

    Args:
        session: Of the caller's write.
        visit_id: The visit.
        units: Each unit with the days on which it was told and on which it answered.
        township_told: The township knows; only a planned visit changes its state by it.

    Raises:
        Vanished: the visit was deleted meanwhile.
    """
    visit = found(session, Visit, visit_id)
    for agency_id, told_on, answered_on in units:
        going = session.get(VisitAgency, (visit_id, agency_id))
        if going is not None:
            going.notified_on, going.confirmed_on = told_on or answered_on, answered_on
    if visit.state in PLANNED and township_told != (visit.state is VisitState.NOTIFIED):
        visit.state = VisitState.NOTIFIED if township_told else VisitState.SET
    session.flush()
