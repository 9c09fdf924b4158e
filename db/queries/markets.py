"""The markets of all townships with their rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.market_rules import MarketRule
from core.calendar.markets import market_days, market_rule_from_spec
from core.i18n import N_
from core.organisation import short_township
from db.models import Market, Township


@dataclass(frozen=True, slots=True)
class MarketRow:
    """One market.

    Attributes:
        name: Its own name, where a township holds several; mostly empty.
        spec: The stored rule.
        rule: The rule, None where a newer version wrote it.
        as_written: The office's own words.
    """

    township_id: int
    township: str
    name: str
    spec: str
    rule: MarketRule | None
    as_written: str

    @property
    def short(self) -> str:
        """The township's short name."""
        return short_township(self.township)

    @property
    def words(self) -> str:
        """The rule in words."""
        return self.rule.describe() if self.rule is not None else self.as_written or self.spec

    @property
    def question(self) -> str | None:
        """Message id of what the office still has to say about it."""
        if self.rule is None:
            return N_("This rule was written by a newer version. Update the program, or write the rule anew.")
        return self.rule.question

    def days(self, year: int) -> list[date]:
        """Return the days of a year on which it is held."""
        return [] if self.rule is None else market_days(self.rule, date(year, 1, 1), date(year, 12, 31))


def market_rows(session: Session) -> list[MarketRow]:
    """Return every market in the office's order of townships."""
    query = (
        select(Township.id, Township.name, Market.name, Market.rule, Market.as_written)
        .join(Market.township)
        .order_by(Township.position, Township.id, Market.id)
    )
    return [
        MarketRow(township_id, township, name, spec, market_rule_from_spec(spec), words)
        for township_id, township, name, spec, words in session.execute(query)
    ]
