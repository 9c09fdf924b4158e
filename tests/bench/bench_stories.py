"""A page of the story of a township, a village, a leader and an agency at 100,000 issues; each beside its bare SQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import Issue, Visit
from db.queries.chronicle import PAGE, chronicle
from db.store import open_store
from tests.bench.bench_ledger import beside_bare, hundredfold
from tests.bench.county import TODAY, county_file


def run() -> list[tuple[str, float, str]]:
    """Read the first page of each story, and the second of the longest one."""
    path = hundredfold(county_file())
    store = open_store(path, read_only=True)
    rows: list[tuple[str, float, str]] = []
    with store.read() as session:
        for name, ask in _asks(session).items():
            rows += beside_bare(path, session, name, ask)
    store.close()
    shutil.rmtree(path.parent)
    return rows


def _asks(session: Session) -> dict[str, Callable[[], object]]:
    """Return what is read, of whoever has most to tell."""
    page = partial(chronicle, session, today=TODAY)
    township = partial(page, township_id=_busiest(session, Issue.township_id))
    first = township()
    assert len(first) == PAGE
    return {
        "story of a township, first page": township,
        "story of a township, second page": partial(township, before=first[-1]),
        "story of a village, first page": partial(page, village_id=_busiest(session, Issue.village_id)),
        "story of a leader, first page": partial(page, leader_id=_busiest(session, Visit.leader_id)),
        "story of an agency, first page": partial(page, agency_id=_busiest(session, Issue.lead_agency_id)),
    }


def _busiest(session: Session, column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]) -> int:
    query = select(column).where(column.is_not(None)).group_by(column).order_by(func.count().desc()).limit(1)
    found: int | None = session.scalars(query).one()
    assert found is not None
    return found
