"""What a move would meet elsewhere: read once per stretch of days, judged for every place under the pointer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from core.calendar.markets import market_rule_from_spec
from core.calendar.seasons import seasons_of
from core.clash_facts import ClashContext
from core.visits import Half, VisitDraft
from db.queries.calendar import VisitRow
from db.queries.clashes import clash_context
from db.queries.farm_seasons import farm_seasons
from db.queries.requests import UnplacedRow
from db.queries.visit_form import township_days, township_markets
from db.services.requests import draft_of_request
from desktop.calendar.board_moves import invalid_places
from desktop.calendar.carried import Carried, carried_draft, carried_visit
from desktop.calendar.place import Place
from desktop.calendar.verdict import Surroundings, Town, Verdict, verdict
from desktop.context import AppContext

_REACH = 45
_USUAL = 35


class Moves:
    """Judges moves; forgets what it read when a table changes.

    Attributes:
        span: The days in sight, for which a change of load is told; None tells it for the month.
    """

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self.span: tuple[date, date] | None = None
        self._drafts: dict[int, VisitDraft] = {}
        self._context: tuple[date, date, ClashContext] | None = None
        self._towns: dict[tuple[int, int | None], Town] = {}

    def forget(self) -> None:
        """Read again next time."""
        self._context = None
        self._towns.clear()
        self._drafts.clear()

    def judge(self, visit: VisitRow, day: date, half: Half) -> Verdict:
        """Return what moving *visit* to another day or half would mean."""
        context = self.context(day, day)
        return self._judge(carried_visit(visit, context), Place(day, half))

    def judge_at(self, carried: VisitRow | UnplacedRow, place: Place) -> Verdict:
        """Return what putting a visit or a request into a place of the board would mean."""
        return self._judge(replace(self.lift(carried, place.day), stays_whole=False), place)

    def judge_draft(self, draft: VisitDraft, place: Place) -> Verdict:
        """Return what planning a visit that is not saved yet would mean there."""
        return self._judge(carried_draft(draft), place)

    def invalid_cells(self, carried: VisitRow | UnplacedRow, places: Iterable[Place]) -> dict[Place, str]:
        """Return every place that a rule of the office forbids, with its sentence; call it once when lifting."""
        wanted = list(places)
        if not wanted:
            return {}
        first, last = min(place.day for place in wanted), max(place.day for place in wanted)
        context = self.context(first, last)
        return invalid_places(self.lift(carried, first), wanted, context)

    def lift(self, carried: VisitRow | UnplacedRow, day: date) -> Carried:
        """Return something of the page as what can be put down."""
        if isinstance(carried, VisitRow):
            context = self.context(min(day, carried.day), max(day, carried.day))
            return carried_visit(carried, context, stays_whole=True)
        if carried.id not in self._drafts:
            with self._ctx.store.read() as session:
                self._drafts[carried.id] = draft_of_request(session, carried.id, day=day)
        return carried_draft(self._drafts[carried.id])

    def context(self, first: date, last: date) -> ClashContext:
        """Return the county around these days."""
        if self._context is not None:
            known_first, known_last, known = self._context
            if known_first <= first and last <= known_last:
                return known
        if self.span is not None:
            first, last = min(first, self.span[0]), max(last, self.span[1])
        first, last = first - timedelta(_REACH), last + timedelta(_REACH)
        with self._ctx.store.read() as session:
            found = clash_context(session, first, last, calendar=self._ctx.calendar, settings=self._ctx.settings)
        self._context = (first, last, found)
        return found

    def _judge(self, carried: Carried, place: Place) -> Verdict:
        context = self.context(place.day, place.day)
        first, last = self.span or _month_of(place.day)
        loads = Counter(each.leader_ids[0] for each in context.visits if each.leader_ids and first <= each.day <= last)
        town = self._town(carried.township_in(place), carried.facts.id)
        around = Surroundings(context, town, first, last, loads)
        return verdict(carried, place, around, self._ctx.today())

    def _town(self, township_id: int | None, visit_id: int | None) -> Town:
        if township_id is None:
            return Town()
        found = self._towns.get((township_id, visit_id))
        if found is None:
            with self._ctx.store.read() as session:
                days = township_days(session, township_id, ignoring=visit_id)
                specs = township_markets(session, township_id)
                seasons = seasons_of(farm_seasons(session), township_id)
            rules = [rule for rule in map(market_rule_from_spec, specs) if rule is not None]
            found = self._towns[township_id, visit_id] = Town(days, rules, seasons)
        return found


def _month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
