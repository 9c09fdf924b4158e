"""Every slot in sight that something carried may not go to, with the reason: fast enough to be asked at each lift."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.clash_facts import ClashContext, Level, VisitFacts
from core.conflicts import RULES, Clash, level_of, rule_of
from core.i18n import _
from core.visits import Half
from desktop.calendar.carried import Carried
from desktop.calendar.place import Place

_FREE: Final = ""


def invalid_places(carried: Carried, places: Iterable[Place], context: ClashContext) -> dict[Place, str]:
    """Return in a word or two why *carried* may not go to some of *places*; the others are left out.

    A day that has room for a whole day has room for either half: both halves are looked at only where it has not.
    """
    rules = [rule for rule in RULES if level_of(rule, context) is Level.BLOCK]

    def blocking(facts: VisitFacts) -> Clash | None:
        for rule in rules:
            for each in rule.find(facts, context):
                return rule.clash(each, Level.BLOCK)
        return None

    found: dict[Place, str] = {}
    whole: dict[tuple[object, ...], bool] = {}
    said: dict[tuple[object, ...], str] = {}
    for place in places:
        day, leader, township = place.day, carried.leader_in(place), carried.township_in(place)
        if leader is None:
            continue
        free = whole.get((day, leader, township))
        if free is None:
            clash = blocking(carried.put(day, Half.WHOLE_DAY, leader, township))
            free = whole[day, leader, township] = clash is None
        if free:
            continue
        half = carried.half_in(place)
        reason = said.get((day, leader, township, half))
        if reason is None:
            clash = blocking(carried.put(day, half, leader, township))
            reason = said[day, leader, township, half] = _FREE if clash is None else short_reason(clash)
        if reason:
            found[place] = reason
    return found


def short_reason(clash: Clash) -> str:
    """Return what fits into a cell: the reason of an absence, the place gone to instead, else the rule's name."""
    facts = clash.facts
    for name in ("reason", "meeting"):
        if facts.get(name):
            return str(facts[name])
    if clash.rule_key == "double_booking":
        return _("In {township}").format(township=facts["township"])
    return _(rule_of(clash.rule_key).name)
