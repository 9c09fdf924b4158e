"""Hints on the discipline of research visits (domain.md 1.12): sentences to read, never a bar.

A further hint is one function `(facts, settings) -> sentences` and its place in `_RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.i18n import _, day_text, listed, ngettext
from core.settings import OfficeSettings
from core.visits import RecordForm

_HEADS: Final = 2


def is_head(post: str, rank_order: int) -> bool:
    """Return whether a leader is one of the county's two heads, 县委书记 and 县长.

    The post decides; the first two of the rota count where no post is written down in Chinese.
    """
    if not re.search("[\u3400-\u9fff]", post):
        return 1 <= rank_order <= _HEADS
    return any(_is_head_post(part) for part in re.split(r"[、，,;；\s]+", post.strip()))


def _is_head_post(part: str) -> bool:
    return bool(re.search(r"[县区市旗](?:委书记|长)$", part)) and "副" not in part and "纪委" not in part


@dataclass(frozen=True, slots=True)
class EarlierOuting:
    """Another visit to the same village or site."""

    day: date
    leader: str


@dataclass(frozen=True, slots=True)
class OutingFacts:
    """What the hints judge.

    Attributes:
        is_head: The leader is one of the county's two heads.
        along: County units that go along, or the officials from there counted on the day.
        vehicles: None while nobody has counted.
        site: The village, or the place in words.
        others: Other visits to that site around this day, called-off ones left out.
    """

    record: RecordForm
    day: date
    leader: str
    is_head: bool = False
    along: int = 0
    vehicles: int | None = None
    site: str = ""
    others: tuple[EarlierOuting, ...] = ()


def hints(facts: OutingFacts, settings: OfficeSettings) -> list[str]:
    """Return a sentence for each rule of discipline that a research visit does not keep; none for other outings."""
    if facts.record is not RecordForm.RESEARCH:
        return []
    return [sentence for rule in _RULES for sentence in rule(facts, settings)]


def _too_many_along(facts: OutingFacts, settings: OfficeSettings) -> Iterator[str]:
    most = settings.agencies_with_heads if facts.is_head else settings.agencies_with_others
    if facts.along > most:
        text = _("Along with {leader} from county units: {n}. The office's rule is {most} at most.")
        yield text.format(n=facts.along, leader=facts.leader, most=most)


def _too_many_vehicles(facts: OutingFacts, settings: OfficeSettings) -> Iterator[str]:
    if facts.vehicles is not None and facts.vehicles > settings.vehicles:
        text = _("Vehicles: {n}, and the office's rule is {most} at most. Share a minibus if you can.")
        yield text.format(n=facts.vehicles, most=settings.vehicles)


def _two_leaders_one_day(facts: OutingFacts, _settings: OfficeSettings) -> Iterator[str]:
    names = dict.fromkeys(other.leader for other in facts.others if other.day == facts.day)
    names.pop(facts.leader, None)
    if names:
        text = ngettext(
            "{leaders} goes to {site} on the same day. One site should not receive two leaders at once.",
            "{leaders} go to {site} on the same day. One site should not receive two leaders at once.",
            len(names),
        )
        yield text.format(leaders=listed(names), site=facts.site)


def _again_too_soon(facts: OutingFacts, settings: OfficeSettings) -> Iterator[str]:
    apart = [(abs((other.day - facts.day).days), other) for other in facts.others if other.day != facts.day]
    near = min(((days, other) for days, other in apart if days <= settings.revisit_days), default=None, key=_first)
    if near is not None:
        days, other = near
        text = ngettext(
            "{site} is visited twice within {n} day: {leader}, {day}. Think of another place.",
            "{site} is visited twice within {n} days: {leader}, {day}. Think of another place.",
            days,
        )
        yield text.format(site=facts.site, n=days, leader=other.leader, day=day_text(other.day))


def _first(pair: tuple[int, EarlierOuting]) -> int:
    return pair[0]


_RULES: Final = (_too_many_along, _too_many_vehicles, _two_leaders_one_day, _again_too_soon)
