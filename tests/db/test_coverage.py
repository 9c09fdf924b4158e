"""Villages reached and households called on, against a count made straight from the workbooks."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from core.calendar.workdays import work_calendar
from core.records import HouseholdDraft, RecordDraft
from core.reports import Span, period_of
from core.settings import OfficeSettings
from core.village_coverage import VillageCoverageRow, coverage_totals
from core.visits import Half, VisitState
from db import models as m
from db.queries.household_coverage import village_coverage
from db.queries.reports import report_of
from db.services.visit_record import save_record
from db.store import Store, open_store
from tests.db.yunling_count import ROSTER, SCHEDULE, as_date

TODAY = date(2026, 11, 23)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
Village = tuple[str, str]


def roster() -> dict[Village, int]:
    """Return the households of each village, by its township's name and its own."""
    found: dict[Village, int] = {}
    for sheet in load_workbook(ROSTER, data_only=True):
        township, below = "", False
        for cells in sheet.iter_rows(values_only=True):
            if cells[-1] == "户数":
                below = True
            elif below and cells[1]:
                township = cells[0] or township
                found[township, cells[1]] = int(cells[2])
    return found


def trips() -> dict[Village, list[date]]:
    """Return the days of the visits that the schedule calls done, by village."""
    found: dict[Village, list[date]] = defaultdict(list)
    for sheet in load_workbook(SCHEDULE, data_only=True):
        for cells in sheet.iter_rows(values_only=True):
            if isinstance(cells[0], int) and cells[-1] == "已完成":
                day = cells[1].date() if isinstance(cells[1], datetime) else as_date(cells[1])
                assert day is not None
                found[cells[6], cells[7]].append(day)
    return found


@pytest.fixture
def county(yunling: Path, tmp_path: Path, opened: list[Store]) -> Store:
    path = Path(shutil.copyfile(yunling, tmp_path / "county.db"))
    opened.append(open_store(path, today=lambda: TODAY))
    return opened[-1]


def rows_of(store: Store, first: date, last: date) -> dict[Village, VillageCoverageRow]:
    with store.read() as session:
        return {(row.township, row.village): row for row in village_coverage(session, first, last)}


@pytest.mark.parametrize("stretch", [YEAR, (date(2026, 3, 1), date(2026, 3, 31)), (TODAY, date(2026, 12, 31))])
def test_every_village_is_reached_as_often_as_the_schedule_says(county: Store, stretch: tuple[date, date]) -> None:
    first, last = stretch
    days = {place: [day for day in found if first <= day <= last] for place, found in trips().items()}

    rows = rows_of(county, first, last)

    assert {place: row.households for place, row in rows.items()} == roster()
    assert {place: row.visits for place, row in rows.items() if row.visits} == {p: len(d) for p, d in days.items() if d}
    assert {p: row.last_day for p, row in rows.items() if row.reached} == {p: max(d) for p, d in days.items() if d}


def test_the_sums_of_townships_and_county_equal_the_workbooks(county: Store) -> None:
    homes, days = roster(), trips()
    towns = list(dict.fromkeys(township for township, _village in homes))

    totals = coverage_totals(rows_of(county, *YEAR).values(), 3)

    assert [total.township for total in totals] == [*towns, ""]
    for total in totals:
        mine = [place for place in homes if place[0] == total.township or not total.township]
        reached = [place for place in mine if days.get(place)]
        assert (total.villages, total.reached) == (len(mine), len(reached))
        assert total.households == sum(homes[place] for place in mine)
        assert total.households_reached == sum(homes[place] for place in reached)
        assert (total.calls, total.below) == (0, len(mine))
    county_total = totals[-1]
    assert (county_total.villages, county_total.households) == (226, sum(homes.values()))
    assert 0 < county_total.reached < county_total.villages


def test_household_calls_are_counted_where_and_when_they_were_made(county: Store) -> None:
    """Calls written down on every seventh visit of the year, counted beside by village."""
    made: Counter[Village] = Counter()
    cash = 0
    with county.read() as session:
        visits = session.execute(
            select(m.Visit.id, m.Visit.township_id, m.Township.name, m.Visit.day)
            .join(m.Visit.township)
            .where(m.Visit.state == VisitState.DONE)
            .order_by(m.Visit.id)
        ).all()[::7]
        villages: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for village_id, township_id, name in session.execute(
            select(m.Village.id, m.Village.township_id, m.Village.name).order_by(m.Village.id)
        ):
            villages[township_id].append((village_id, name))
    with county.write("Record") as session:
        for number, (visit_id, township_id, township, _day) in enumerate(visits):
            there = [villages[township_id][(number + n) % len(villages[township_id])] for n in range(number % 5)]
            homes = [
                HouseholdDraft(f"{visit_id}-{n}", village_id, householder="张三", cash_yuan=n * 100,
                               signer_one="甲", signer_two="乙")
                for n, (village_id, _name) in enumerate(there)
            ]  # fmt: skip
            made.update((township, name) for _id, name in there)
            cash += sum(home.cash_yuan or 0 for home in homes)
            draft = RecordDraft(visit_id, households=homes)
            save_record(session, draft, today=TODAY, calendar=work_calendar(), settings=OfficeSettings())

    rows = rows_of(county, *YEAR)

    assert {place: row.calls for place, row in rows.items() if row.calls} == dict(made)
    reached = {place for place, days in trips().items() if days} | set(made)
    assert {place for place, row in rows.items() if row.reached} == reached
    below = {place for place in roster() if made[place] < 3}
    assert {place for place, row in rows.items() if row.is_below(3)} == below
    with county.read() as session:
        report = report_of(session, period_of(Span.YEAR, TODAY), TODAY)
    assert (len(report.calls), sum(call.cash_yuan for call in report.calls)) == (made.total(), cash)
    assert len(report.villages_reached) == report.village_totals[-1].reached == len(reached)
    assert len(report.villages_below) == report.village_totals[-1].below == len(below)


@pytest.fixture
def small(store: Store) -> Store:
    """Two villages; one visit done there, one missed, one to come."""
    from db.services.presets import seed_presets  # noqa: PLC0415

    with store.write("Set up") as session:
        seed_presets(session)
        session.add(m.Leader(id=1, name="周立明", post="县委书记", rank_order=1))
        session.add(m.Township(id=1, name="青石镇", markets=[]))
        session.flush()
        session.add_all(
            m.Village(id=n, township_id=1, name=f"村{n}", position=n, households=h) for n, h in ((1, 200), (2, 2))
        )
        session.flush()
        states = (VisitState.DONE, VisitState.MISSED, VisitState.SET)
        for number, state in enumerate(states, 1):
            session.add(
                m.Visit(id=number, uid=f"v{number}", year=2026, number=number, day=date(2026, 11, 9 + number),
                        half=Half.MORNING, kind="household_visit", leader_id=1, township_id=1, village_id=1,
                        state=state)
            )  # fmt: skip
    return store


def test_only_what_took_place_counts(small: Store) -> None:
    rows = rows_of(small, *YEAR)
    assert [(row.visits, row.last_day, row.calls) for row in rows.values()] == [
        (1, date(2026, 11, 10), 0),
        (0, None, 0),
    ]


def test_a_call_reaches_a_village_that_no_visit_names_and_a_tiny_one_needs_no_more_than_it_has(small: Store) -> None:
    homes = [HouseholdDraft(f"h{n}", 2, householder="张三") for n in range(2)]
    with small.write("Record") as session:
        draft = RecordDraft(1, households=homes)
        save_record(session, draft, today=TODAY, calendar=work_calendar(), settings=OfficeSettings())
    one, two = rows_of(small, *YEAR).values()
    assert (two.visits, two.calls, two.last_day, two.is_below(3)) == (1, 2, date(2026, 11, 10), False)
    assert one.is_below(3)
    assert all(not row.reached for row in rows_of(small, date(2026, 11, 11), date(2026, 12, 31)).values())
