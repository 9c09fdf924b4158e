"""What is said before a visit is dropped: free or busy, gap, market day, change of load; whether it may go there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from core.calendar.market_rules import MarketRule
from core.calendar.seasons import Season, seasons_on
from core.clash_facts import ClashContext, Level, VisitFacts
from core.conflicts import Clash, clash_text, clashes
from core.i18n import _, day_text, listed, ngettext, weekday_text
from core.visits import HALF_NAMES, Half
from desktop.calendar.carried import Carried
from desktop.calendar.place import Place

_ABOUT_THE_LEADER = frozenset({"double_booking", "absence", "meeting", "backup_away", "travel"})


class Tone(StrEnum):
    """What a line means for the drop."""

    FREE = "free"
    CALM = "calm"
    WARN = "warn"
    HOLD = "hold"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the verdict."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What dropping here would mean.

    Attributes:
        clashes: What stands against it, gravest first.
    """

    title: str
    lines: tuple[Line, ...]
    clashes: tuple[Clash, ...] = ()

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
        return next((line.text for line in self.lines if line.tone in {Tone.HOLD, Tone.WARN}), "")

    @property
    def stopping(self) -> tuple[Clash, ...]:
        """The clashes that forbid it unless somebody accepts them with a reason."""
        return tuple(clash for clash in self.clashes if clash.level is Level.BLOCK)


@dataclass(frozen=True, slots=True)
class Town:
    """What a verdict says of the township gone to.

    Attributes:
        days: Days of the other visits to it, in order.
        markets: The rules of its markets.
        seasons: Its farm seasons.
    """

    days: Sequence[date] = ()
    markets: Sequence[MarketRule] = ()
    seasons: Sequence[Season] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a verdict needs.

    Attributes:
        context: The county around the days in question.
        town: The township gone to.
        first, last: The stretch whose load is told.
        loads: Visits of each leader in that stretch as the plan stands.
    """

    context: ClashContext
    town: Town
    first: date
    last: date
    loads: Mapping[int, int]


def verdict(carried: Carried, place: Place, around: Surroundings, today: date) -> Verdict:
    """Return what putting *carried* into *place* would mean."""
    facts, context = carried.at(place), around.context
    found = clashes(facts, context) if facts.leader_ids else []
    stops = [line_of(clash) for clash in found if clash.level is Level.BLOCK]
    past = [Line(Tone.WARN, _("That day is over already."))] if facts.day < today else []
    lines = [*past, *stops]
    if not facts.leader_ids:
        lines.append(Line(Tone.WARN, _("Nobody is named yet: choose who goes.")))
    elif not any(clash.rule_key in _ABOUT_THE_LEADER for clash in found):
        when = f"{day_text(facts.day)} {weekday_text(facts.day)}{_half_words(facts.half)}"
        lines.append(Line(Tone.FREE, _("{when}: the leader is free").format(when=when)))
    lines += _gap(facts.day, around.town.days)
    lines += [line_of(clash) for clash in found if clash.level is not Level.BLOCK]
    lines += _market(facts, around)
    if not any(clash.rule_key == "farm_season" for clash in found):  # said once, by the rule or as a hint
        lines += [Line(Tone.CALM, season.hint()) for season in seasons_on(around.town.seasons, facts.day)]
    lines += _load(carried, facts, around)
    if carried.told and carried.facts != facts:
        lines.append(Line(Tone.WARN, _("People were told of the old date; they must be told again.")))
    leader = context.leader(facts.leader_ids[0]) if facts.leader_ids else "—"
    return Verdict(f"{leader} → {context.township(facts.township_id)}", tuple(lines), tuple(found))


def line_of(clash: Clash) -> Line:
    """Return a clash as a line of a verdict."""
    text = clash_text(clash)
    if clash.level is Level.BLOCK_ISSUE:
        return Line(Tone.HOLD, _("{clash} It stops publishing.").format(clash=text))
    return Line(Tone.STOP if clash.level is Level.BLOCK else Tone.WARN, text)


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


def _market(facts: VisitFacts, around: Surroundings) -> list[Line]:
    markets = around.town.markets
    if not markets:
        return []
    township = around.context.township(facts.township_id)
    if any(rule.is_market_day(facts.day) for rule in markets):
        return [Line(Tone.CALM, _("Market day in {township}").format(township=township))]
    rules = listed(rule.describe() for rule in markets)
    return [Line(Tone.WARN, _("No market day; {township}: {rules}").format(township=township, rules=rules))]


def _load(carried: Carried, facts: VisitFacts, around: Surroundings) -> list[Line]:
    """Return what changes for the leaders concerned, and for the longest gap of a township that a visit leaves."""
    lead = facts.leader_ids[0] if facts.leader_ids else None
    inside = around.first <= facts.day <= around.last
    changes: dict[int, int] = {}
    stood = carried.stands()
    if stood is not None and stood.leader_id is not None and around.first <= stood.day <= around.last:
        changes[stood.leader_id] = -1
    if lead is not None and inside:
        changes[lead] = changes.get(lead, 0) + 1
    lines = []
    for leader_id, change in changes.items():
        if change:
            now = around.loads.get(leader_id, 0)
            words = _("{leader}: {before} → {after} visits")
            text = words.format(leader=around.context.leader(leader_id), before=now, after=now + change)
            lines.append(Line(Tone.CALM, text))
    return lines + _gaps(carried, facts, around)


def _gaps(carried: Carried, facts: VisitFacts, around: Surroundings) -> list[Line]:
    """Return how the longest gap of the township gone to changes within the stretch, where it does."""
    days = list(around.town.days)
    came = carried.facts.township_id == facts.township_id and not carried.is_new
    before = longest_gap([*days, carried.facts.day] if came else days, around.first, around.last)
    after = longest_gap([*days, facts.day], around.first, around.last)
    if before is None or after is None or before == after:
        return []
    words = _("Longest gap in {township}: {before} → {after} days")
    township = around.context.township(facts.township_id)
    return [Line(Tone.CALM, words.format(township=township, before=before, after=after))]


def longest_gap(days: Sequence[date], first: date, last: date) -> int | None:
    """Return the longest wait for a visit that ends within the stretch or goes on past it; None if none was before."""
    before = max((day for day in days if day < first), default=None)
    inside = sorted(day for day in set(days) if first <= day <= last)
    seen = [*([before] if before is not None else []), *inside]
    if not seen:
        return None
    return max((later - earlier).days for earlier, later in pairwise([*seen, last]))
