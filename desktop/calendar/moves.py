"""What a visit would meet elsewhere: read once per visit and month, judged for every place under the pointer."""

from __future__ import annotations

from datetime import date, timedelta

from core.calendar.markets import market_rule_from_spec
from core.calendar.seasons import seasons_of
from core.visits import Half
from db.queries.calendar import VisitRow
from db.queries.farm_seasons import farm_seasons
from db.queries.visit_form import clash_context, township_days, township_markets
from desktop.calendar.verdict import Surroundings, Verdict, verdict
from desktop.context import AppContext

_REACH = 45


class Moves:
    """Judges moves; forgets what it read when a table changes."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._read: tuple[int, date, date, Surroundings] | None = None

    def forget(self) -> None:
        """Read again next time."""
        self._read = None

    def judge(self, visit: VisitRow, day: date, half: Half) -> Verdict:
        """Return what moving *visit* there would mean."""
        return verdict(visit, day, half, self._around(visit, day), self._ctx.today())

    def _around(self, visit: VisitRow, day: date) -> Surroundings:
        if self._read is not None:
            visit_id, first, last, found = self._read
            if visit_id == visit.id and first <= day <= last:
                return found
        first, last = day - timedelta(_REACH), day + timedelta(_REACH)
        with self._ctx.store.read() as session:
            context = clash_context(session, first, last, calendar=self._ctx.calendar, settings=self._ctx.settings)
            days = township_days(session, visit.township_id, ignoring=visit.id)
            specs = township_markets(session, visit.township_id)
            seasons = seasons_of(farm_seasons(session), visit.township_id)
        rules = [rule for rule in map(market_rule_from_spec, specs) if rule is not None]
        found = Surroundings(context, days, rules, seasons)
        self._read = (visit.id, first, last, found)
        return found
