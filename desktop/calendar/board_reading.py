"""What the board reads, in one short session: a handful of statements, whatever the number of rows and days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.i18n import _, ngettext
from core.planning import QUOTA_SPAN_NAMES, QuotaSpan
from core.quotas import QuotaFacts, quotas_of
from core.visits import PLANNED
from core.waiting import days_waited
from db.queries.board import (
    BoardLeader,
    BoardTownship,
    ClosedRow,
    Hindrances,
    board_leaders,
    board_townships,
    closed_between,
    hindrances_between,
)
from db.queries.calendar import DayRow, VisitRow, month_extras, visits_between
from db.queries.quotas import quotas_in_use
from desktop.calendar.board_data import BoardData, BoardKey, BoardRow, Hatch
from desktop.calendar.board_words import short_post, short_rules
from desktop.calendar.month_data import VisitFilter
from desktop.context import AppContext

_SPAN_DAYS = {QuotaSpan.MONTH: 30, QuotaSpan.QUARTER: 91, QuotaSpan.YEAR: 365}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The weeks that are read."""

    key: BoardKey
    first: date
    weeks: int

    @property
    def last(self) -> date:
        """The last Sunday."""
        return self.first + timedelta(self.weeks * 7 - 1)


def read_board(
    ctx: AppContext,
    stretch: Stretch,
    today: date,
    wanted: VisitFilter | None = None,
    *,
    clashes: Mapping[int, Sequence[str]] | None = None,
    published: Mapping[int, str] | None = None,
) -> BoardData:
    """Return the weeks of *stretch* with the visits that *wanted* leaves in sight.

    Args:
        ctx: Where to read.
        stretch: Leaders or townships, and which weeks.
        today: The day that counts as today.
        wanted: What is left in sight; rows that it names alone stand on the board.
        clashes: Sentences by visit, as whoever judges found them.
        published: What changed since publishing, in words, by visit.
    """
    wanted = wanted or VisitFilter()
    first, last, settings = stretch.first, stretch.last, ctx.settings
    with ctx.store.read() as session:
        visits = visits_between(session, first, last, today=today)
        rule = settings.reception_rule
        days = month_extras(session, first, last, calendar=ctx.calendar, reception_rule=rule)
        if stretch.key is BoardKey.LEADER:
            leaders = board_leaders(session, first, last)
            rows = _leader_rows(leaders, visits, quotas_in_use(session), stretch)
            hatches = _hatches(hindrances_between(session, first, last, calendar=ctx.calendar), days)
        else:
            interval = settings.visit_interval_days
            townships = board_townships(session, first, today=today, default_interval=interval)
            rows = _township_rows(townships, visits, stretch, today)
            hatches = _closed(closed_between(session, first, last))
    return BoardData(
        stretch.key,
        first,
        stretch.weeks,
        today,
        rows=_chosen(rows, wanted.leaders if stretch.key is BoardKey.LEADER else wanted.townships),
        days=days,
        visits=_in_sight(visits, days, wanted),
        hatches=hatches,
        clashes=clashes or {},
        published=published or {},
    )


def _closed(rows: Iterable[ClosedRow]) -> list[Hatch]:
    return [Hatch(row.township_id, row.first, row.last, None, row.reason) for row in rows]


def _hatches(found: Hindrances, days: Mapping[date, DayRow]) -> list[Hatch]:
    """Return what stands in the leaders' way; a closure of one township bars nobody from the others."""
    made = _county_closed(days)
    made += [Hatch(away.leader_id, away.first, away.last, None, away.reason) for away in found.absences]
    for sitting in found.sittings:
        day, half, name = sitting.day, sitting.half, sitting.name
        made += [Hatch(leader_id, day, day, half, name) for leader_id in sorted(sitting.leader_ids)]
    for along in found.companions:
        words = _("With {leader} to {township}").format(leader=along.lead, township=along.township)
        made.append(Hatch(along.leader_id, along.day, along.day, along.half, words))
    return made


def _county_closed(days: Mapping[date, DayRow]) -> list[Hatch]:
    """Return the days on which nobody goes out, neighbours with one reason as one."""
    made: list[Hatch] = []
    for day in sorted(day for day, row in days.items() if row.closed):
        last, words = made[-1] if made else None, days[day].closed
        if last is not None and last.words == words and last.last == day - timedelta(1):
            made[-1] = replace(last, last=day)
        else:
            made.append(Hatch(None, day, day, None, words))
    return made


def _in_sight(visits: Iterable[VisitRow], days: Mapping[date, DayRow], wanted: VisitFilter) -> list[VisitRow]:
    return [visit for visit in visits if wanted.shows(visit, days.get(visit.day))]


def _chosen(rows: list[BoardRow], ids: frozenset[int]) -> list[BoardRow]:
    return [row for row in rows if row.id in ids] if ids else rows


def _leader_rows(
    leaders: Iterable[BoardLeader], visits: Iterable[VisitRow], quotas: Sequence[QuotaFacts], stretch: Stretch
) -> list[BoardRow]:
    counts = Counter(visit.leader_id for visit in visits if not visit.is_void)
    rows = []
    for leader in leaders:
        line = _general(quotas_of(leader.duty, quotas))
        asked = None if line is None or line.least is None else _asked(line.least, line.span, stretch.weeks)
        words = "" if line is None or line.least is None else _quota_words(line.least, line.span)
        rows.append(
            BoardRow(leader.id, leader.name, short_post(leader.post), counts[leader.id], asked, quota_words=words)
        )
    return rows


def _general(lines: Iterable[QuotaFacts]) -> QuotaFacts | None:
    """Return the quota of all kinds together over the shortest span: the one a bar can show."""
    whole = [line for line in lines if line.kind is None and line.least is not None]
    return min(whole, key=lambda line: _SPAN_DAYS[line.span], default=None)


def _asked(least: int, span: QuotaSpan, weeks: int) -> int:
    """Return what a quota asks for in some weeks, rounded down: nobody owes a part of a visit."""
    return least * weeks * 7 // _SPAN_DAYS[span]


def _quota_words(least: int, span: QuotaSpan) -> str:
    often = _(QUOTA_SPAN_NAMES[span])
    visits = ngettext("at least {n} visit", "at least {n} visits", least).format(n=least)
    return _("{often}: {what}").format(often=often, what=visits)


def _township_rows(
    townships: Iterable[BoardTownship], visits: Iterable[VisitRow], stretch: Stretch, today: date
) -> list[BoardRow]:
    there: dict[int, set[date]] = defaultdict(set)
    for visit in visits:
        if visit.is_done or (visit.state in PLANNED and visit.day >= today):
            there[visit.township_id].add(visit.day)
    rows = []
    for town in townships:
        waits = days_waited(stretch.first, stretch.last, before=town.before, visited=there[town.id])
        known = [days for days in waits.values() if days is not None]
        longest = max(known) if known and len(known) == len(waits) else _since_first(known, there[town.id])
        rows.append(
            BoardRow(town.id, town.name, short_rules(town.markets), waits=waits, limit=town.limit, longest=longest)
        )
    return rows


def _since_first(known: list[int], visited: set[date]) -> int | None:
    """Return the longest wait of a township visited for the first time within the stretch."""
    return max(known, default=0) if visited else None
