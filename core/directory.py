"""Leaders, townships, villages, agencies and meetings under edit, and what their fields may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.calendar.market_phrases import split_phrase
from core.calendar.market_rules import MarketRule
from core.calendar.markets import market_days, market_rule_from_spec, parse_market_rule, with_dates
from core.calendar.workdays import WorkCalendar
from core.errors import UserError
from core.i18n import N_
from core.organisation import LeadershipBody, TownshipKind, VillageKind
from core.reception import reception_days

MOST_DAYS_AHEAD: Final = 400
TOWNSHIP_KIND_NAMES: Final = {
    TownshipKind.TOWNSHIP: N_("Rural township"),
    TownshipKind.TOWN: N_("Town"),
    TownshipKind.SUBDISTRICT: N_("Subdistrict"),
}
VILLAGE_KIND_NAMES: Final = {VillageKind.VILLAGE: N_("Village"), VillageKind.COMMUNITY: N_("Community")}


@dataclass(slots=True)
class TownshipDraft:
    """A township under edit.

    Attributes:
        market: The office's own words for its market days; several markets are separated by "；".
        market_known: Words in `market` that stand for a stored rule: the rule, and the words stored with it.
        visit_interval_days: None takes the office's setting.
    """

    name: str = ""
    kind: TownshipKind = TownshipKind.TOWNSHIP
    distance_km: int | None = None
    travel_minutes: int | None = None
    population: int | None = None
    liaison_name: str = ""
    liaison_phone: str = ""
    reception_place: str = ""
    visit_interval_days: int | None = None
    market: str = ""
    market_known: dict[str, tuple[str, str]] = field(default_factory=dict)
    note: str = ""
    id: int | None = None
    version: int | None = None


@dataclass(slots=True)
class VillageDraft:
    """A village or community under edit."""

    township_id: int
    name: str = ""
    kind: VillageKind = VillageKind.VILLAGE
    households: int | None = None
    id: int | None = None
    version: int | None = None


@dataclass(slots=True)
class PairDraft:
    """A line of a leader's AB pairs under edit: with whom, from when to when; open ends are no date."""

    partner_id: int | None = None
    starts: date | None = None
    ends: date | None = None
    id: int | None = None


@dataclass(slots=True)
class LeaderDraft:
    """A leader under edit.

    Attributes:
        pairs: All AB pairs the leader is part of, from either side.
        townships: The townships the leader answers for now.
    """

    name: str = ""
    post: str = ""
    body: LeadershipBody = LeadershipBody.OTHER
    portfolio: str = ""
    phone: str = ""
    duty_share: int | None = 100
    duty_reason: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    pairs: list[PairDraft] = field(default_factory=list)
    townships: list[int] = field(default_factory=list)
    note: str = ""
    id: int | None = None
    version: int | None = None


@dataclass(slots=True)
class AbsenceDraft:
    """A leader's absence under edit, both days included."""

    leader_id: int
    starts: date | None = None
    ends: date | None = None
    reason: str = ""
    id: int | None = None
    version: int | None = None


@dataclass(slots=True)
class AgencyDraft:
    """An agency under edit; `aliases` are further names found in the office's files."""

    name: str = ""
    short_name: str = ""
    aliases: list[str] = field(default_factory=list)
    contact_name: str = ""
    contact_phone: str = ""
    active: bool = True
    id: int | None = None
    version: int | None = None


@dataclass(slots=True)
class MeetingDraft:
    """A recurring meeting under edit; both rules are the office's own words."""

    name: str = ""
    rule: str = ""
    attendees: str = ""
    id: int | None = None
    version: int | None = None


def market_phrases(text: str) -> list[str]:
    """Return the single markets in *text*: several are separated by a semicolon or a new line."""
    words = text.replace("；", ";").replace("\n", ";")
    return [part.strip() for part in words.split(";") if part.strip()]


def read_markets(text: str, known: Mapping[str, tuple[str, str]] | None = None) -> list[tuple[str, MarketRule | None]]:
    """Return each market's words and its rule; None where the words are not understood.

    Args:
        text: The office's words.
        known: Words that were shown for a stored rule, in whatever language.
    """
    stored = known or {}
    return [(phrase, _rule_of(phrase, stored)) for phrase in market_phrases(text)]


def unread_dates(text: str, known: Mapping[str, tuple[str, str]] | None = None) -> UserError | None:
    """Return what is wrong with the exceptions of a market whose days are understood, None where nothing is."""
    for words, rule in read_markets(text, known):
        phrase = split_phrase(words)
        if rule is None and (plain := _rule_of(phrase.base, known or {})) is not None:
            try:
                with_dates(plain, phrase)
            except UserError as error:
                return error
    return None


def _rule_of(words: str, known: Mapping[str, tuple[str, str]]) -> MarketRule | None:
    """Return the rule of one market: a stored one by its words, with other exceptions where only they differ."""
    if words in known:
        return market_rule_from_spec(known[words][0])
    phrase = split_phrase(words)
    spec = next((spec for each, (spec, _written) in known.items() if split_phrase(each).base == phrase.base), "")
    rule = (market_rule_from_spec(spec) if spec else None) or parse_market_rule(phrase.base)
    try:
        return None if rule is None else with_dates(rule, phrase)
    except UserError:
        return None


def days_ahead(rules: list[MarketRule], today: date, count: int) -> list[date]:
    """Return the next *count* market days of all *rules* from *today* on."""
    found: set[date] = set()
    last = today.fromordinal(today.toordinal() + MOST_DAYS_AHEAD)
    for rule in rules:
        found.update(market_days(rule, today, last)[:count])
    return sorted(found)[:count]


def reception_ahead(rule: str, today: date, calendar: WorkCalendar, count: int) -> list[date]:
    """Return the next *count* reception days by the office's words."""
    last = today.fromordinal(today.toordinal() + MOST_DAYS_AHEAD)
    return sorted(reception_days(rule, today, last, calendar))[:count]
