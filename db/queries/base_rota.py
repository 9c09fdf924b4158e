"""The base rota as it is kept: its lines for the list and the form, its days for the planner, a year of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.calendar.market_rules import MarketRule
from core.calendar.workdays import WorkCalendar
from core.planner.base_rota import BaseDay, BaseLine, Pattern, base_days, base_visits, pattern_from_spec, turns_from
from core.planner.base_year import BaseDraft, base_draft, uid_of
from core.planner.problem import BaseVisit, PlannerLeader, ReceptionDay
from core.settings import OfficeSettings
from core.visits import Half
from db.models import BaseRotaRule, Leader, Township, Visit, VisitKindRow
from db.queries.clash_county import absences_between
from db.queries.markets import market_rows
from db.queries.names import NamedRow

TABLES: Final = frozenset(
    {"base_rota_rule", "base_rota_turn", "leader", "absence", "township", "market", "visit_kind", "calendar_day"}
    | {"announced_year"}
)  # fmt: skip
"""What the days of the base rota follow from."""


@dataclass(frozen=True, slots=True)
class BaseRotaRow:
    """A line of the base rota.

    Attributes:
        pattern: None where a newer version wrote it.
        kind_name: A msgid; empty where the kind is open.
        township: Empty where it is open.
        turns: Leaders in their order.
    """

    id: int
    version: int
    name: str
    spec: str
    pattern: Pattern | None
    half: Half | None
    kind: str | None
    kind_name: str
    township_id: int | None
    township: str
    turns: tuple[NamedRow, ...]
    first_day: date | None
    last_day: date | None
    must: bool
    active: bool
    note: str

    @property
    def line(self) -> BaseLine | None:
        """The line as days follow from it, whether in use or not; None where it cannot be read."""
        if self.pattern is None:
            return None
        return BaseLine(
            self.id, self.name, self.pattern, self.half, self.kind, self.township_id,
            tuple(each.id for each in self.turns), self.first_day, self.last_day, self.must,
        )  # fmt: skip


def base_rota_rows(session: Session) -> list[BaseRotaRow]:
    """Return every line in the office's order."""
    leaders = {row.id: NamedRow(*row) for row in session.execute(select(Leader.id, Leader.name, Leader.post))}
    townships: dict[int, str] = {row.id: row.name for row in session.execute(select(Township.id, Township.name))}
    kinds: dict[str, str] = {row.key: row.name for row in session.execute(select(VisitKindRow.key, VisitKindRow.name))}
    query = select(BaseRotaRule).options(selectinload(BaseRotaRule.turns))
    return [
        BaseRotaRow(
            row.id, row.version, row.name, row.pattern, pattern_from_spec(row.pattern), row.half, row.kind,
            kinds.get(row.kind or "", ""), row.township_id, townships.get(row.township_id or 0, ""),
            tuple(leaders[each.leader_id] for each in row.turns), row.first_day, row.last_day, row.must, row.active,
            row.note,
        )
        for row in session.scalars(query.order_by(BaseRotaRule.position, BaseRotaRule.id))
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class BaseAround:
    """What the days of lines follow from besides the lines themselves."""

    leaders: tuple[PlannerLeader, ...]
    markets: Mapping[int, Sequence[MarketRule]]

    def days(self, lines: Sequence[BaseLine], first: date, last: date, calendar: WorkCalendar) -> list[BaseDay]:
        """Return the days of *lines*; see `core.planner.base_rota.base_days`."""
        return base_days(lines, first, last, calendar, leaders=self.leaders, markets=self.markets)


def base_lines(session: Session) -> list[BaseLine]:
    """Return the lines in use that this version can read, in the office's order."""
    return [row.line for row in base_rota_rows(session) if row.active and row.line is not None]


def base_around(session: Session, lines: Sequence[BaseLine], first: date, last: date) -> BaseAround:
    """Return leaders, with their absences from where the turns of *lines* begin, and markets."""
    begin = min((turns_from(line, first) for line in lines), default=first)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for each in absences_between(session, begin, last):
        away[each.leader_id].append((each.first, each.last))
    query = select(Leader.id, Leader.name, Leader.rank_order, Leader.duty_share, Leader.valid_from, Leader.valid_to)
    leaders = tuple(
        PlannerLeader(
            row.id, row.name, row.rank_order, share=row.duty_share, first=row.valid_from, last=row.valid_to,
            away=tuple(away[row.id]),
        )
        for row in session.execute(query.order_by(Leader.rank_order, Leader.id))
    )  # fmt: skip
    markets: dict[int, list[MarketRule]] = defaultdict(list)
    for market in market_rows(session):
        if market.rule is not None:
            markets[market.township_id].append(market.rule)
    return BaseAround(leaders, markets)


def base_of(
    session: Session, first: date, last: date, *, today: date, calendar: WorkCalendar
) -> tuple[tuple[BaseVisit, ...], tuple[ReceptionDay, ...]]:
    """Return what the base rota asks of a plan: visits, and days on which somebody has to be there.

    Days before *today* are not planned any more, so nothing is asked of them.
    """
    begin, lines = max(first, today), base_lines(session)
    if begin > last or not lines:
        return (), ()
    around = base_around(session, lines, begin, last)
    found = base_visits(lines, begin, last, calendar, leaders=around.leaders, markets=around.markets)
    return tuple(found[0]), tuple(found[1])


def base_year(
    session: Session, year: int, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> BaseDraft:
    """Return what drafting a year by the base rota would make, and what stands in its way."""
    from db.queries.planner import problem_of  # noqa: PLC0415 - which asks `base_of` here

    first, last = date(year, 1, 1), date(year, 12, 31)
    lines = base_lines(session)
    days = base_around(session, lines, first, last).days(lines, first, last, calendar)
    uids = {uid_of(each) for each in days}
    problem = problem_of(session, first, last, today=today, calendar=calendar, settings=settings)
    begin, end = first.replace(year=year - 1), last.replace(year=year + 1)
    known = set(session.scalars(select(Visit.uid).where(Visit.day.between(begin, end)))) & uids
    return base_draft(replace(problem, base=(), receptions=()), days, known=known, today=today)
