"""The best free slot for a visit or a request: nothing forbids it, little speaks against it, market day, near."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from core.visits import Half, VisitDraft
from db.queries.calendar import VisitRow
from db.queries.free_leaders import free_days
from db.queries.requests import UnplacedRow
from desktop.calendar.board_data import BoardData, BoardKey
from desktop.calendar.moves import Moves
from desktop.calendar.place import Place
from desktop.calendar.verdict import Tone, Verdict
from desktop.context import AppContext

_DAYS: Final = 35


def best_slot_for_visit(ctx: AppContext, visit: VisitRow, key: BoardKey) -> Place | None:
    """Return another day and half for a visit, its leader and township kept."""
    with ctx.store.read() as session:
        found = free_days(session, visit.id, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings)
    if not found:
        return None
    if key is BoardKey.LEADER:
        return Place(found[0].day, found[0].half, leader_id=visit.leader_id)
    return Place(found[0].day, found[0].half, township_id=visit.township_id)


def best_slot_for_request(ctx: AppContext, moves: Moves, row: UnplacedRow, data: BoardData) -> Place | None:
    """Return where a request would go best among the rows of the board, within the days that suit it."""
    days, halves = _days(ctx, row), (row.half,) if row.half else (Half.MORNING, Half.AFTERNOON)
    if data.key is BoardKey.TOWNSHIP:
        places = [Place(day, half, township_id=row.township_id) for day in days for half in halves]
    else:
        named = moves.lift(row, days[0]).leader_id if days else None
        leaders = [each.id for each in data.rows if named is None or each.id == named] or [e.id for e in data.rows]
        places = [Place(day, half, leader_id=leader) for day in days for half in halves for leader in leaders]
    return _best(moves, row, places)


def best_day_for_township(ctx: AppContext, moves: Moves, township_id: int, until: date) -> date:
    """Return the next working day on which least speaks against a visit to a township, whoever goes."""
    today = ctx.today()
    days = [today + timedelta(n) for n in range(1, max((until - today).days, 7) + 1)]
    draft = VisitDraft("", today, Half.MORNING, "", township_id=township_id)
    working = [day for day in days if ctx.calendar.is_workday(day)] or days[:1]
    return min(working, key=lambda day: (*_weight(moves.judge_draft(draft, Place(day, Half.MORNING))), day))


def _best(moves: Moves, row: UnplacedRow, places: Iterable[Place]) -> Place | None:
    wanted = list(places)
    barred = moves.invalid_cells(row, wanted)
    ranked = [
        ((_weight(moves.judge_at(row, place)), at), place) for at, place in enumerate(wanted) if place not in barred
    ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _days(ctx: AppContext, row: UnplacedRow) -> list[date]:
    """Return the working days from tomorrow on that suit a request."""
    first = max(row.first_day or date.min, ctx.today() + timedelta(1))
    last = row.last_day if row.last_day is not None and row.last_day >= first else first + timedelta(_DAYS)
    days = (first + timedelta(n) for n in range(min((last - first).days, 2 * _DAYS) + 1))
    return [day for day in days if ctx.calendar.is_workday(day)]


def _weight(verdict: Verdict) -> tuple[int, int]:
    tones = [line.tone for line in verdict.lines]
    return tones.count(Tone.HOLD), tones.count(Tone.WARN)
