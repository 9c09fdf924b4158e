"""Set within how many days each kind of outing is to reach a township, or all of them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.coverage import MOST_DAYS
from core.errors import ChoiceVanished
from core.i18n import _
from db.models import Township, TownshipInterval, VisitKindRow
from db.services.directory import found, whole


def save_intervals(session: Session, township_id: int | None, days: Mapping[str, int | None]) -> None:
    """Set the intervals of the kinds named, for one township or, with None, the whole county; None takes one away.

    Raises:
        Vanished: the township is gone.
        ChoiceVanished: a kind is gone.
        NumberOutOfRange: a number of days is out of range.
    """
    if township_id is not None:
        found(session, Township, township_id)
    stored = {
        row.kind: row
        for row in session.scalars(select(TownshipInterval).where(TownshipInterval.township_id == township_id))
    }
    for kind, wanted in days.items():
        kind_row = session.get(VisitKindRow, kind)
        if kind_row is None:
            raise ChoiceVanished(field=_("Kind"))
        within, row = whole(wanted, _(kind_row.name), 1, MOST_DAYS), stored.get(kind)
        if row is None and within is not None:
            session.add(TownshipInterval(township_id=township_id, kind=kind, days=within))
        elif row is not None and within is None:
            session.delete(row)
        elif row is not None and within is not None and row.days != within:
            row.days = within
    session.flush()
