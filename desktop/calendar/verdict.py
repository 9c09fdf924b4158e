"""What is said before a visit is dropped: free or busy, gap, market day, and whether it may go there at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.calendar.market_rules import MarketRule
from core.calendar.seasons import Season, seasons_on
from core.clash_facts import ClashContext, Level, VisitFacts
from core.conflicts import Clash, clash_text, clashes
from core.i18n import _, day_text, listed, ngettext, weekday_text
from core.visits import HALF_NAMES, Half, VisitState
from db.queries.calendar import VisitRow

_ABOUT_THE_LEADER = frozenset({"double_booking", "absence", "meeting", "backup_away", "travel"})


class Tone(StrEnum):
    """What a line means for the drop."""

    FREE = "free"
    CALM = "calm"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the verdict."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What dropping here would mean."""

    title: str
    lines: tuple[Line, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stops it."""
        return all(line.tone is not Tone.STOP for line in self.lines)

    @property
    def reason(self) -> str:
        """What stops it, in sentences."""
        return "\n".join(line.text for line in self.lines if line.tone is Tone.STOP)

    @property
    def warning(self) -> str:
        """The first thing to think of, empty if there is none."""
        return next((line.text for line in self.lines if line.tone is Tone.WARN), "")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a verdict on one visit needs.

    Attributes:
        days: Days of the other visits to its township.
        markets: The rules of its township's markets.
        seasons: The farm seasons of its township.
    """

    context: ClashContext
    days: Sequence[date]
    markets: Sequence[MarketRule]
    seasons: Sequence[Season] = ()


def verdict(visit: VisitRow, day: date, half: Half, around: Surroundings, today: date) -> Verdict:
    """Return what moving *visit* to *day* and *half* would mean."""
    found = clashes(moved_facts(visit, day, half, around.context), around.context)
    stops = [_line(clash) for clash in found if clash.level is Level.BLOCK]
    warns = [_line(clash) for clash in found if clash.level is not Level.BLOCK]
    lines = list(stops)
    if not any(clash.rule_key in _ABOUT_THE_LEADER for clash in found):
        when = f"{day_text(day)} {weekday_text(day)}{_half_words(half)}"
        lines.append(Line(Tone.FREE, _("{when}: the leader is free").format(when=when)))
    lines += _gap(day, around.days)
    lines += warns
    lines += _market(visit, day, around.markets)
    lines += [Line(Tone.CALM, season.hint()) for season in seasons_on(around.seasons, day)]
    if day < today:
        lines.append(Line(Tone.WARN, _("That day is over already.")))
    if visit.state is VisitState.NOTIFIED and (day, half) != (visit.day, visit.half):
        lines.append(Line(Tone.WARN, _("People were told of the old date; they must be told again.")))
    return Verdict(f"{visit.leader} → {visit.township}", tuple(lines))


def moved_facts(visit: VisitRow, day: date, half: Half, context: ClashContext) -> VisitFacts:
    """Return the facts of *visit* as if it stood there, with everybody who goes along."""
    own = next((each for each in context.visits if each.id == visit.id), None)
    if own is None:
        own = VisitFacts(
            visit.id, visit.day, visit.half, (visit.leader_id,), visit.township_id, None, visit.kind, visit.starts_at,
            visit.ends_at,
        )  # fmt: skip
    times = (own.starts_at, own.ends_at) if half is own.half else (None, None)
    return replace(own, day=day, half=half, starts_at=times[0], ends_at=times[1])


def _line(clash: Clash) -> Line:
    return Line(Tone.STOP if clash.level is Level.BLOCK else Tone.WARN, clash_text(clash))


def _half_words(half: Half) -> str:
    words = _(HALF_NAMES[half])
    return words if not words.isascii() else f", {words.lower()}"


def _gap(day: date, days: Sequence[date]) -> list[Line]:
    before = max((other for other in days if other < day), default=None)
    if before is None:
        return [Line(Tone.CALM, _("Nobody has been there before."))]
    n = (day - before).days
    words = ngettext("{n} day after the visit of {day}", "{n} days after the visit of {day}", n)
    return [Line(Tone.CALM, words.format(n=n, day=day_text(before)))]


def _market(visit: VisitRow, day: date, markets: Sequence[MarketRule]) -> list[Line]:
    if not markets:
        return []
    if any(rule.is_market_day(day) for rule in markets):
        return [Line(Tone.CALM, _("Market day in {township}").format(township=visit.township))]
    rules = listed(rule.describe() for rule in markets)
    return [Line(Tone.WARN, _("No market day; {township}: {rules}").format(township=visit.township, rules=rules))]
