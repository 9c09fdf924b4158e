"""Coverage and the market days of a year as the pictures show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from core.calendar.markets import parse_market_rule
from desktop.context import AppContext
from desktop.coverage.market_preview import MarketPreview
from desktop.coverage.overview import open_coverage


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def coverage_scene(desk: Desk) -> QDialog | None:
    """Show how every township stands."""
    desk.ctx.navigate("townships")
    dialog = open_coverage(desk.ctx, desk.window)
    dialog.choice.choose("all")
    dialog.show_chosen()
    return dialog


def market_year_scene(desk: Desk) -> QDialog | None:
    """Show the year with a leap month, of a township with two markets."""
    desk.ctx.navigate("townships")
    rules = [rule for words in ("农历逢五、十（小月提前廿九）", "每周星期三") if (rule := parse_market_rule(words))]
    ctx = desk.ctx
    dialog = MarketPreview(desk.window, "东岭镇", rules, today=ctx.today(), workdays=ctx.calendar)
    dialog.turn(2028)
    dialog.open()
    return dialog


COVERAGE_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    "townships-coverage": coverage_scene,
    "townships-market-year": market_year_scene,
}
