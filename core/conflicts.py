"""Every clash rule: one pure function, its level, its sentence and its way out. Board, editor and planner share them.

A further rule is one function and one line in RULES. The office sets each rule's level in Settings
(`ClashContext.levels`): block, block the issue of the plan only, warn, or ignore.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from core.calendar.workdays import Origin
from core.clash_facts import (
    AbsenceFacts,
    ClashContext,
    Level,
    MeetingFacts,
    PairFacts,
    VisitFacts,
    is_other,
)
from core.i18n import N_, _, day_text
from core.visits import HALF_NAMES, Half

__all__ = [
    "RULES",
    "AbsenceFacts",
    "Clash",
    "ClashContext",
    "ClashRule",
    "Fix",
    "Level",
    "MeetingFacts",
    "PairFacts",
    "VisitFacts",
    "clash_text",
    "clashes",
]

HOURS: Final = {
    Half.MORNING: (time(9), time(11, 30)),
    Half.AFTERNOON: (time(14, 30), time(17)),
    Half.WHOLE_DAY: (time(9), time(17)),
}
"""When a visit without times of its own is taken to be on site."""


class Fix(StrEnum):
    """A way out of a clash."""

    OTHER_LEADER = "other_leader"
    OTHER_DAY = "other_day"
    OTHER_HALF = "other_half"
    GO_TOGETHER = "go_together"


@dataclass(frozen=True, slots=True)
class Clash:
    """One clash of one visit.

    Attributes:
        sentence: Message id; `facts` fill it in when `clash_text` speaks.
        other_id: The other visit, where there is one.
        leader_id: The leader it is about, where there is one.
    """

    rule_key: str
    level: Level
    sentence: str
    facts: Mapping[str, Any]
    fixes: tuple[Fix, ...] = ()
    other_id: int | None = None
    leader_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    facts: Mapping[str, Any]
    other_id: int | None = None
    leader_id: int | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ClashRule:
    """A rule as Settings shows it.

    Attributes:
        key: Stored with the office's level; never renamed.
        name: Message id.
        level: Where the office has not chosen.
    """

    key: str
    name: str
    level: Level
    sentence: str
    find: Callable[[VisitFacts, ClashContext], Iterator[_Found]]
    fixes: tuple[Fix, ...]


def clashes(visit: VisitFacts, context: ClashContext) -> list[Clash]:
    """Return every clash of *visit*, gravest first; ignored rules are not looked at."""
    found = []
    for rule in RULES:
        level = context.levels.get(rule.key, rule.level)
        if level != Level.IGNORE:
            found += [
                Clash(
                    rule.key,
                    level,
                    each.sentence or rule.sentence,
                    each.facts,
                    rule.fixes,
                    each.other_id,
                    each.leader_id,
                )
                for each in rule.find(visit, context)
            ]
    gravest = list(Level)
    return sorted(found, key=lambda clash: gravest.index(clash.level))


def clash_text(clash: Clash) -> str:
    """Return the clash as one sentence in the current language."""
    return _(clash.sentence).format(**{name: _spoken(fact) for name, fact in clash.facts.items()})


def _spoken(fact: object) -> str:
    match fact:
        case date():
            return day_text(fact)
        case time():
            return f"{fact:%H:%M}"
        case Half():
            return _(HALF_NAMES[fact])
        case _:
            return str(fact)


def _meet(one: VisitFacts | MeetingFacts, other: VisitFacts | MeetingFacts) -> bool:
    """Return whether two engagements of one day overlap: by the clock where both have hours, else by the half."""
    if one.starts_at and one.ends_at and other.starts_at and other.ends_at:
        return one.starts_at < other.ends_at and other.starts_at < one.ends_at
    return one.half.overlaps(other.half)


def double_booking(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """A leader sits in one place at a time."""
    for each in context.others(visit):
        if _meet(visit, each):
            for leader_id in visit.leader_ids:
                if leader_id in each.leader_ids:
                    facts = {
                        "leader": context.leader(leader_id),
                        "township": context.township(each.township_id),
                        "day": each.day,
                        "half": each.half,
                    }
                    yield _Found(facts, each.id, leader_id)


def absence(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """A leader who is away does not go out."""
    for leader_id in visit.leader_ids:
        away = context.absence_of(leader_id, visit.day)
        if away is not None:
            facts = {"leader": context.leader(leader_id), "first": away.first, "last": away.last, "reason": away.reason}
            sentence = "" if away.reason else N_("{leader} is away from {first} to {last}.")
            yield _Found(facts, None, leader_id, sentence)


def blocked_day(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """On days that the county keeps free, nobody goes out."""
    if visit.day in context.blocked_days:
        yield _Found({"day": visit.day, "reason": context.blocked_days[visit.day]})


def rest_day(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """A day off is a day off; make-up Saturdays are not."""
    if context.calendar.is_workday(visit.day):
        return
    entry = context.calendar.entry_of(visit.day)
    facts = {"day": visit.day, "holiday": context.calendar.name_of(visit.day) or _("Weekend")}
    likely = N_("{day} will be a day off ({holiday}); the holidays of that year are not announced yet.")
    yield _Found(facts, sentence=likely if entry is not None and entry.origin == Origin.PROJECTED else "")


def backup_away(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """The two of an AB pair are not away at the same time."""
    for leader_id in visit.leader_ids:
        for other in {pair.other(leader_id, visit.day) for pair in context.pairs} - {None}:
            away = context.absence_of(other, visit.day) if other is not None else None
            if away is not None and other not in visit.leader_ids:
                facts = {
                    "leader": context.leader(leader_id),
                    "other": context.leader(away.leader_id),
                    "first": away.first,
                    "last": away.last,
                }
                yield _Found(facts, None, leader_id)


def meeting(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """A leader's fixed meetings come first."""
    for each in context.meetings_on.get(visit.day, ()):
        if _meet(visit, each):
            for leader_id in visit.leader_ids:
                if leader_id in each.leader_ids:
                    facts = {
                        "leader": context.leader(leader_id),
                        "meeting": each.name,
                        "day": each.day,
                        "half": each.half,
                    }
                    yield _Found(facts, None, leader_id)


def same_township(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """Two leaders do not burden one township on one day, unless they go together."""
    if visit.township_id is None:
        return
    for each in context.others(visit):
        if (
            each.township_id == visit.township_id
            and each.leader_ids
            and not set(each.leader_ids) & set(visit.leader_ids)
        ):
            facts = {
                "leader": context.leader(each.leader_ids[0]),
                "township": context.township(each.township_id),
                "day": each.day,
                "half": each.half,
            }
            yield _Found(facts, each.id, each.leader_ids[0])


def travel(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """Between two townships on one day there is time for the road."""
    for each in context.others(visit):
        shared = [leader_id for leader_id in visit.leader_ids if leader_id in each.leader_ids]
        minutes = context.travel(visit.township_id, each.township_id)
        if not shared or not minutes or each.township_id == visit.township_id or _meet(visit, each):
            continue
        earlier, later = sorted((visit, each), key=lambda one: _hours(one)[0])
        leaves, begins = _hours(earlier)[1], _hours(later)[0]
        if datetime.combine(visit.day, leaves) + timedelta(minutes=minutes) > datetime.combine(visit.day, begins):
            facts = {
                "leader": context.leader(shared[0]),
                "from_township": context.township(earlier.township_id),
                "township": context.township(later.township_id),
                "minutes": minutes,
                "leaves": leaves,
                "begins": begins,
            }
            yield _Found(facts, each.id, shared[0])


def _hours(visit: VisitFacts) -> tuple[time, time]:
    usual = HOURS[visit.half]
    return visit.starts_at or usual[0], visit.ends_at or max(usual[1], visit.starts_at or usual[1])


def village_revisit(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """One village does not receive team after team."""
    if visit.village_id is None:
        return
    for each in _nearest(visit, context, context.village_revisit_days):
        if each.village_id == visit.village_id:
            name = context.village_names.get(visit.village_id, context.township(visit.township_id))
            yield _Found(_revisit_facts(visit, each, context, name), each.id)
            return


def revisit(visit: VisitFacts, context: ClashContext) -> Iterator[_Found]:
    """One township does not receive team after team."""
    for each in _nearest(visit, context, context.revisit_days):
        if visit.village_id is not None and each.village_id == visit.village_id:
            continue  # village_revisit speaks of it
        yield _Found(_revisit_facts(visit, each, context, context.township(visit.township_id)), each.id)
        return


def _nearest(visit: VisitFacts, context: ClashContext, days: int) -> list[VisitFacts]:
    """Return the visits to the same township within *days*, the nearest first; those of the same day not."""
    if visit.township_id is None:
        return []
    near = [
        each
        for each in context.visits_to.get(visit.township_id, ())
        if is_other(visit, each) and 0 < abs((each.day - visit.day).days) < days
    ]
    return sorted(near, key=lambda each: (abs((each.day - visit.day).days), each.day))


def _revisit_facts(visit: VisitFacts, each: VisitFacts, context: ClashContext, place: str) -> dict[str, Any]:
    leader = context.leader(each.leader_ids[0]) if each.leader_ids else "—"
    return {"place": place, "day": each.day, "leader": leader, "n": abs((each.day - visit.day).days)}


_ANY_WAY: Final = (Fix.OTHER_LEADER, Fix.OTHER_DAY, Fix.OTHER_HALF)

RULES: Final = (
    ClashRule(
        "double_booking",
        N_("One leader in two places"),
        Level.BLOCK,
        N_("{leader} already goes to {township} on {day}, {half}."),
        double_booking,
        _ANY_WAY,
    ),
    ClashRule(
        "absence",
        N_("Leader away"),
        Level.BLOCK,
        N_("{leader} is away from {first} to {last} ({reason})."),
        absence,
        (Fix.OTHER_LEADER, Fix.OTHER_DAY),
    ),
    ClashRule(
        "blocked_day",
        N_("Day kept free by the county"),
        Level.BLOCK_ISSUE,
        N_("Nobody goes out on {day}: {reason}."),
        blocked_day,
        (Fix.OTHER_DAY,),
    ),
    ClashRule(
        "rest_day",
        N_("Day off"),
        Level.WARN,
        N_("{day} is a day off ({holiday})."),
        rest_day,
        (Fix.OTHER_DAY,),
    ),
    ClashRule(
        "backup_away",
        N_("Other half of an AB pair away"),
        Level.WARN,
        N_("{leader} stands in for {other}, who is away from {first} to {last}."),
        backup_away,
        (Fix.OTHER_LEADER, Fix.OTHER_DAY),
    ),
    ClashRule(
        "meeting",
        N_("Fixed meeting"),
        Level.WARN,
        N_("{leader} has the {meeting} on {day}, {half}."),
        meeting,
        _ANY_WAY,
    ),
    ClashRule(
        "travel",
        N_("Too little time for the road"),
        Level.WARN,
        N_("{leader} leaves {from_township} at {leaves} and needs {minutes} minutes to {township}, due at {begins}."),
        travel,
        _ANY_WAY,
    ),
    ClashRule(
        "same_township",
        N_("Two leaders in one township"),
        Level.WARN,
        N_("{leader} also goes to {township} on {day}, {half}."),
        same_township,
        (Fix.OTHER_DAY, Fix.GO_TOGETHER),
    ),
    ClashRule(
        "village_revisit",
        N_("Village visited again too soon"),
        Level.WARN,
        N_("{leader} visits {place} on {day}, {n} days apart."),
        village_revisit,
        (Fix.OTHER_DAY,),
    ),
    ClashRule(
        "revisit",
        N_("Township visited again too soon"),
        Level.WARN,
        N_("{leader} visits {place} on {day}, {n} days apart."),
        revisit,
        (Fix.OTHER_DAY, Fix.GO_TOGETHER),
    ),
)
