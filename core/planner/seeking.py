"""What to seek among slots that are alike in all that is graver: market days, short roads, what is drafted already."""

from __future__ import annotations

from core.planner.aggregate import Aggregate
from core.planner.linear import INFINITE
from core.planner.problem import Stand
from core.planner.wishes import wish_of

SEASON, REST, MARKET, KEPT, ROAD = 30, 30, 30, 1, 0.01
"""Prices, in the order of `scoring.Score`."""


def wishes(model: Aggregate) -> dict[int, float]:
    """Return roughly what the lesser levels cost, by column."""
    problem, days = model.problem, model.openings.days
    costs: dict[int, float] = {}
    drafts = {(each.township_id, each.day) for each in problem.drafts}
    drafts |= {(each.township_id, each.day) for each in problem.base if each.township_id is not None}
    for (t, i), column in model.visit.items():
        township, day = problem.townships[t], days[i]
        costs[column] = (township.minutes or 0) * ROAD - KEPT * ((township.id, day) in drafts)
        costs[column] += SEASON * (day in township.seasons) + REST * (day not in problem.plannable)
    if wish_of(problem, "market") is not Stand.OFF and wish_of(problem, "kinds") is not Stand.OFF:
        for sign in (1, -1):
            _seek_markets(model, costs, sign)
    return costs


def _seek_markets(model: Aggregate, costs: dict[int, float], sign: int) -> None:
    """As many visits fall on market days, or off them, as there are kinds that want it."""
    problem, days = model.problem, model.openings.days
    part = sum(kind.share for kind in problem.kinds if kind.market == sign)
    whole = sum(kind.share for kind in problem.kinds)
    if not part:
        return
    lacking = model.linear.column(0, INFINITE)
    costs[lacking] = MARKET
    columns, values = [lacking], [1.0]
    for (t, i), column in model.visit.items():
        markets = problem.townships[t].markets
        columns.append(column)
        values.append(float(not markets or (days[i] in markets) == (sign > 0)) - part / whole)
    model.linear.row(0, INFINITE, columns, values)
