"""Clashes of a quarter: of the sample county as it is, and of 2,000 planned visits with quotas, closures and issues."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from sqlalchemy import select

from core.closures import ClosureFacts
from core.conflicts import clashes
from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half, VisitState
from db import models as m
from db.queries.clashes import clash_context, clashes_between
from db.queries.settings import office_settings, work_calendar
from db.services.plan_rules import save_closure, save_quota
from db.store import Store, open_store
from tests.bench.county import county_file

QUARTER = (date(2027, 1, 1), date(2027, 3, 31))
AUTUMN = (date(2026, 10, 1), date(2026, 12, 31))
VISITS = 2_000
ROUNDS = 9


def run() -> list[tuple[str, float, str]]:
    """Read what the board, the issue check and a drag read."""
    home = Path(tempfile.mkdtemp(prefix="onsite-clashes-"))
    path = home / "county.db"
    shutil.copy(county_file(), path)
    store = open_store(path)
    rows = [("clashes of a quarter of the sample county", _best(store, *AUTUMN), "ms, budget 100")]
    crowd(store)
    rows.append((f"clashes of {VISITS:,} planned visits", _best(store, *QUARTER), "ms, budget 500"))
    rows += _single(store)
    store.close()
    shutil.rmtree(home)
    return rows


def _best(store: Store, first: date, last: date) -> float:
    with store.read() as session:
        around = {"calendar": work_calendar(session), "settings": office_settings(session)}
        taken = []
        for _round in range(ROUNDS):
            begun = perf_counter()
            clashes_between(session, first, last, **around)
            taken.append(perf_counter() - begun)
    return sorted(taken)[ROUNDS // 2] * 1000


def _single(store: Store) -> list[tuple[str, float, str]]:
    with store.read() as session:
        calendar, settings = work_calendar(session), office_settings(session)
        begun = perf_counter()
        county = clash_context(session, *QUARTER, calendar=calendar, settings=settings)
        read = (perf_counter() - begun) * 1000
    county.visits_on, county.visits_to, county.visits_of, county.meetings_on, county.tally  # noqa: B018 - made once
    some = list(county.visits)[:1120]
    begun = perf_counter()
    for visit in some:
        clashes(visit, county)
    each = (perf_counter() - begun) / len(some) * 1e6
    return [
        ("reading the county around them", read, "ms"),
        ("all rules on one visit", each, "us"),
    ]


def crowd(store: Store) -> None:
    """Plan VISITS visits into the quarter, with quotas, days kept free and issues to take along."""
    random = Random(5)
    with store.write("Crowd") as session:
        leaders = list(session.scalars(select(m.Leader.id)))
        villages = [tuple(row) for row in session.execute(select(m.Village.id, m.Village.township_id))]
        kinds = list(session.scalars(select(m.VisitKindRow.key)))
        for n in range(VISITS):
            village, township = random.choice(villages)
            session.add(
                m.Visit(
                    uid=f"crowd-{n}", year=2027, number=10_000 + n, day=QUARTER[0] + timedelta(random.randrange(90)),
                    half=random.choice(list(Half)), kind=random.choice(kinds), leader_id=random.choice(leaders),
                    township_id=township, village_id=village, state=VisitState.SET, overlap_confirmed=True,
                    leaders=[], agencies=[], appointments=[],
                )
            )  # fmt: skip
        save_closure(session, ClosureFacts(date(2027, 1, 18), date(2027, 1, 22), None, True, "县两会"))
        for quota in (
            QuotaFacts(0, least=1, most=4),
            QuotaFacts(0, body=LeadershipBody.GOVERNMENT, kind="petition_reception", least=1),
            QuotaFacts(0, span=QuotaSpan.YEAR, least=12),
        ):
            save_quota(session, quota)
