"""Numbers of a year: given once, never again; a number whose record was undone or deleted stays a gap."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import NumberSeries


def next_number(
    session: Session, series: str, year: int, *, number: InstrumentedAttribute[int], of_year: InstrumentedAttribute[int]
) -> int:
    """Return the next number of *series* in *year*, past every one given out or imported before.

    On PostgreSQL the series' row stays locked until the transaction ends, so that twenty
    writers wait for each other; SQLite lets one writer in at a time anyway. *number* and *of_year*
    are the columns of the numbered table.
    """
    row = locked_series(session, series, year)
    highest = session.scalar(select(func.max(number)).where(of_year == year)) or 0
    row.last = max(row.last, highest) + 1
    session.flush()
    return row.last


def locked_series(session: Session, series: str, year: int) -> NumberSeries:
    """Return the row of *series* and *year*, made where it is missing and locked where others write."""
    row = session.get(NumberSeries, (series, year), with_for_update=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(NumberSeries(name=series, year=year, last=0))
    except IntegrityError:  # another writer began the year in the same moment
        pass
    return session.get_one(NumberSeries, (series, year), with_for_update=True)
