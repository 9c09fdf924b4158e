"""The calendar: visits of a stretch of days, and what is special about each day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, select
from sqlalchemy.orm import Session

from core.calendar.lunar import festival, lunar_text, solar_term
from core.calendar.market_rules import Daily
from core.calendar.markets import MarketRule, market_rule_from_spec
from core.calendar.seasons import Season, seasons_on
from core.calendar.workdays import BadgeKind, Origin, WorkCalendar
from core.closures import closed_days
from core.i18n import _
from core.organisation import short_township
from core.reception import reception_days
from core.visits import PLANNED, VOID, Half, VisitState
from db.models import Appointment, Issue, Leader, Market, Township, Village, Visit, VisitKindRow
from db.queries.farm_seasons import farm_seasons
from db.queries.issue_filter import is_overdue
from db.queries.quotas import closures_touching


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit as a calendar shows it.

    Attributes:
        overdue: An issue of its township is past its date, and this visit can still carry it.
        issues: Issues raised there.
        appointments: Residents who asked to be received.
        version: Of the visit when it was read; a move passes it on, so that two windows do not move one visit.
    """

    id: int
    day: date
    half: Half
    starts_at: time | None
    ends_at: time | None
    kind: str
    kind_name: str
    seal: str
    colour: str
    leader_id: int
    leader: str
    township_id: int
    township: str
    village: str
    place: str
    theme: str
    state: VisitState
    unannounced: bool
    pinned: bool
    overdue: bool
    issues: int
    appointments: int
    version: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether it took place."""
        return self.state is VisitState.DONE

    @property
    def is_void(self) -> bool:
        """Whether it was called off or missed."""
        return self.state in VOID

    @property
    def can_move(self) -> bool:
        """Whether it still has to happen."""
        return self.state in PLANNED


@dataclass(frozen=True, slots=True)
class DayRow:
    """What a cell says beside its visits.

    Attributes:
        badge: 休 or 班, and None on a plain day.
        county: The badge is the county's own rule.
        holiday: The holiday's name, on its first day only.
        markets: Short names of the townships with a market, in the office's order; daily ones say nothing.
        provisional: The year's holidays are not announced yet.
        seasons: Farm seasons that all townships have then.
        closed: Why nobody in the county goes out that day (全县停排日); empty where one may.
        festival: The lunar festival of that day, such as 元宵节, holiday or not.
    """

    day: date
    lunar: str
    term: str | None
    badge: BadgeKind | None
    county: bool
    holiday: str
    is_workday: bool
    provisional: bool
    reception: bool
    markets: tuple[str, ...]
    seasons: tuple[Season, ...] = ()
    closed: str = ""
    festival: str = ""


_HALF_ORDER = case({Half.MORNING.value: 0, Half.WHOLE_DAY.value: 0, Half.AFTERNOON.value: 1}, value=Visit.half)


def overdue_townships(today: date) -> ColumnElement[bool]:
    """Return the test whether the township of a visit has an issue past its date on *today*."""
    late = select(Issue.township_id).where(is_overdue(today))
    return Visit.township_id.in_(late)


def visits_between(session: Session, first: date, last: date, *, today: date) -> list[VisitRow]:
    """Return the visits from *first* to *last*, both included, in calendar order."""
    issues = select(func.count()).where(Issue.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    asked = select(func.count()).where(Appointment.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    flagged = case((and_(Visit.state.in_(PLANNED), overdue_townships(today)), True), else_=false())
    query = (
        select(
            Visit.id,
            Visit.day,
            Visit.half,
            Visit.starts_at,
            Visit.ends_at,
            Visit.kind,
            VisitKindRow.name,
            VisitKindRow.seal,
            VisitKindRow.colour,
            Visit.leader_id,
            Leader.name,
            Visit.township_id,
            Township.name,
            func.coalesce(Village.name, ""),
            Visit.place,
            Visit.theme,
            Visit.state,
            Visit.unannounced,
            Visit.pinned,
            flagged,
            issues,
            asked,
            Visit.version,
        )
        .join(Visit.leader)
        .join(Visit.township)
        .outerjoin(Visit.village)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.day.between(first, last))
        .order_by(
            Visit.day, _HALF_ORDER, Visit.starts_at.is_(None), Visit.starts_at, Leader.rank_order, Leader.id, Visit.id
        )
    )
    return [_visit_row(tuple(row)) for row in session.execute(query)]


def _visit_row(values: tuple[Any, ...]) -> VisitRow:
    flagged = bool(values[19])  # SQLite says 0 and 1
    return VisitRow(*(*values[:19], flagged, *values[20:]))


def month_extras(
    session: Session, first: date, last: date, *, calendar: WorkCalendar, reception_rule: str = ""
) -> dict[date, DayRow]:
    """Return what is special about each day from *first* to *last*, both included."""
    markets, seasons = _markets(session), [each for each in farm_seasons(session) if each.township_id is None]
    receptions = reception_days(reception_rule, first, last, calendar) if reception_rule else frozenset()
    closed, _townships = closed_days(closures_touching(session, first, last), first, last)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    rows = (_day_row(day, calendar, markets, is_reception=day in receptions) for day in days)
    return {
        row.day: replace(
            row,
            seasons=tuple(seasons_on(seasons, row.day)),
            closed=(closed[row.day] or _("Day kept free")) if row.day in closed else "",
        )
        for row in rows
    }


def market_townships(session: Session, day: date) -> list[str]:
    """Return the short names of the townships that hold a market on *day*."""
    return list(_held_on(_markets(session), day))


def _markets(session: Session) -> list[tuple[str, MarketRule]]:
    """Return (short township name, rule) of every market that is not held daily, in the office's order."""
    query = select(Township.name, Market.rule).join(Market.township).order_by(Township.position, Township.id, Market.id)
    found = []
    for name, spec in session.execute(query):
        rule = market_rule_from_spec(spec)  # None for a rule of a newer version
        if rule is not None and not isinstance(rule.plain, Daily):
            found.append((short_township(name), rule))
    return found


def _held_on(markets: list[tuple[str, MarketRule]], day: date) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name, rule in markets if rule.is_market_day(day)))


def _day_row(day: date, calendar: WorkCalendar, markets: list[tuple[str, MarketRule]], *, is_reception: bool) -> DayRow:
    badge = calendar.badge_of(day)
    entry = calendar.entry_of(day)
    name = calendar.name_of(day) if entry is not None and not entry.is_workday else ""
    if name and calendar.name_of(day - timedelta(1)) == name:
        name = ""
    return DayRow(
        day=day,
        lunar=lunar_text(day),
        term=solar_term(day),
        badge=None if badge is None else badge.kind,
        county=badge is not None and badge.origin is Origin.COUNTY,
        holiday=name,
        is_workday=calendar.is_workday(day),
        provisional=not calendar.is_settled(day),
        reception=is_reception,
        markets=_held_on(markets, day),
        festival=festival(day) or "",
    )


def visit_reach(session: Session) -> tuple[date, date] | None:
    """Return the days of the first and the last visit of all, None in an empty schedule."""
    first, last = session.execute(select(func.min(Visit.day), func.max(Visit.day))).one()
    return None if first is None or last is None else (first, last)
