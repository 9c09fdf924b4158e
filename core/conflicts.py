"""Every clash rule with its level, its sentence and its way out. Board, editor, planner and issue check share them.

A further rule is one function in `core.clash_rules` and one line in RULES. The office sets each rule's level in
Settings (`ClashContext.levels`): block, block the issue of the plan only, warn, or ignore.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, Final

from core.calendar.seasons import Season
from core.clash_facts import (
    GRAVITY,
    LEVEL_NAMES,
    AbsenceFacts,
    ClashContext,
    Level,
    MeetingFacts,
    PairFacts,
    VisitFacts,
)
from core.clash_rules import counts, days, people, places
from core.clash_rules.found import HOURS, Find, Found
from core.i18n import N_, _, day_text
from core.reports import Period
from core.visits import HALF_NAMES, Half

__all__ = [
    "HOURS",
    "LEVEL_NAMES",
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
    "level_of",
    "rule_of",
    "shortfalls",
]


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
class ClashRule:
    """A rule as Settings shows it.

    Attributes:
        key: Stored with the office's level; never renamed.
        name, meaning: Message ids: its name, and what it holds against a visit in one sentence.
        level: Where the office has not chosen.
        sentence: Message id of what is said of a clash.
    """

    key: str
    name: str
    level: Level
    meaning: str
    sentence: str
    find: Find
    fixes: tuple[Fix, ...]

    def clash(self, found: Found, level: Level) -> Clash:
        """Return what was found as a clash."""
        said = found.sentence or self.sentence
        return Clash(self.key, level, said, found.facts, self.fixes, found.other_id, found.leader_id)


def clashes(visit: VisitFacts, context: ClashContext) -> list[Clash]:
    """Return every clash of *visit*, gravest first; ignored rules are not looked at."""
    chosen, found = context.levels, []
    for rule in RULES:
        level = chosen.get(rule.key, rule.level)
        if level is not Level.IGNORE:
            found += [rule.clash(each, level) for each in rule.find(visit, context)]
    return sorted(found, key=lambda clash: GRAVITY[clash.level])


def shortfalls(context: ClashContext, first: date, last: date) -> Iterator[tuple[date, Clash]]:
    """Yield each quota that a leader does not fill as the plan stands, with the last day of its stretch.

    A stretch is judged where its last day lies from *first* to *last*: a month's plan does not fill a year.
    """
    rule = rule_of("quota_under")
    level = level_of(rule, context)
    if level is not Level.IGNORE:
        for day, found in counts.shortfalls(context, first, last):
            yield day, rule.clash(found, level)


def level_of(rule: ClashRule, context: ClashContext) -> Level:
    """Return the level that the office gave a rule, or its own."""
    return context.levels.get(rule.key, rule.level)


def rule_of(key: str) -> ClashRule:
    """Return a rule by its key."""
    return next(rule for rule in RULES if rule.key == key)


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
        case Period():
            return fact.text()
        case Season():
            return fact.hint()
        case counts.MessageId():
            return _(str(fact))
        case _:
            return str(fact)


_ANY_WAY: Final = (Fix.OTHER_LEADER, Fix.OTHER_DAY, Fix.OTHER_HALF)
_WHO_OR_WHEN: Final = (Fix.OTHER_LEADER, Fix.OTHER_DAY)

RULES: Final = (
    ClashRule(
        "double_booking", N_("One leader in two places"), Level.BLOCK,
        N_("A leader sits in one place at a time."),
        N_("{leader} already goes to {township} on {day}, {half}."),
        people.double_booking, _ANY_WAY,
    ),
    ClashRule(
        "absence", N_("Leader away"), Level.BLOCK,
        N_("A leader who is away does not go out."),
        N_("{leader} is away from {first} to {last} ({reason})."),
        people.absence, _WHO_OR_WHEN,
    ),
    ClashRule(
        "recusal", N_("Somebody must keep away"), Level.BLOCK_ISSUE,
        N_("Who must keep away from an issue does not travel with it."),
        N_("{who} must keep away from issue {number}, which this visit takes along."),
        people.recusal, (Fix.OTHER_LEADER,),
    ),
    ClashRule(
        "blocked_day", N_("Day kept free"), Level.BLOCK_ISSUE,
        N_("On days that the county or the township keeps free, nobody goes out."),
        N_("Nobody goes out on {day}: {reason}."),
        days.blocked_day, (Fix.OTHER_DAY,),
    ),
    ClashRule(
        "rest_day", N_("Day off"), Level.WARN,
        N_("On weekends and holidays nobody is sent out; make-up Saturdays are working days."),
        N_("{day} is a day off ({holiday})."),
        days.rest_day, (Fix.OTHER_DAY,),
    ),
    ClashRule(
        "backup_away", N_("Other half of an AB pair away"), Level.WARN,
        N_("Who stands in for somebody away stays at the county seat."),
        N_("{leader} stands in for {other}, who is away from {first} to {last}."),
        people.backup_away, _WHO_OR_WHEN,
    ),
    ClashRule(
        "pair_out", N_("Both of an AB pair out"), Level.WARN,
        N_("The two of an AB pair are not out on visits at the same time."),
        N_("{leader} and {other} stand in for each other, and {other} goes to {township} on {day}, {half}."),
        people.pair_out, _ANY_WAY,
    ),
    ClashRule(
        "meeting", N_("Fixed meeting"), Level.WARN,
        N_("A leader's recurring meetings come first."),
        N_("{leader} has the {meeting} on {day}, {half}."),
        people.meeting, _ANY_WAY,
    ),
    ClashRule(
        "travel", N_("Too little time for the road"), Level.WARN,
        N_("Before and after a visit there is time for the road to another township or to a meeting."),
        N_("{leader} leaves {from_township} at {leaves} and needs {minutes} minutes to {township}, due at {begins}."),
        people.travel, _ANY_WAY,
    ),
    ClashRule(
        "same_village", N_("Two leaders in one village"), Level.WARN,
        N_("One village does not receive two leaders on one day, unless they go together."),
        N_("{leader} also goes to {township} on {day}, {half}."),
        places.same_village, (Fix.OTHER_DAY, Fix.GO_TOGETHER),
    ),
    ClashRule(
        "same_township", N_("Two leaders in one township"), Level.WARN,
        N_("One township does not receive two leaders on one day, unless they go together."),
        N_("{leader} also goes to {township} on {day}, {half}."),
        places.same_township, (Fix.OTHER_DAY, Fix.GO_TOGETHER),
    ),
    ClashRule(
        "village_revisit", N_("Village visited again too soon"), Level.WARN,
        N_("Between two visits to one village lie as many days as the office asks for."),
        N_("{leader} visits {place} on {day}, {n} days apart."),
        places.village_revisit, (Fix.OTHER_DAY,),
    ),
    ClashRule(
        "revisit", N_("Township visited again too soon"), Level.WARN,
        N_("Between two visits to one township lie as many days as the office asks for."),
        N_("{leader} visits {place} on {day}, {n} days apart."),
        places.revisit, (Fix.OTHER_DAY, Fix.GO_TOGETHER),
    ),
    ClashRule(
        "spacing", N_("Leader sent out again too soon"), Level.WARN,
        N_("Between two visits of one leader lie as many days as the office asks for."),
        N_("{leader} also goes to {township} on {day}, {n} days apart."),
        people.spacing, _WHO_OR_WHEN,
    ),
    ClashRule(
        "quota_over", N_("Quota passed"), Level.WARN,
        N_("A leader goes out no more often than the quota says."),
        N_("Visits of {leader} in {span}: {n}, and the quota is {most} at most."),
        counts.quota_over, _WHO_OR_WHEN,
    ),
    ClashRule(
        "quota_under", N_("Quota not filled"), Level.WARN,
        N_("A leader goes out as often as the quota says; a stretch is judged with the plan of its last day."),
        N_("Visits of {leader} in {span}: {n}, and the quota is {least} at least."),
        counts.quota_under, _WHO_OR_WHEN,
    ),
    ClashRule(
        "farm_season", N_("Farm season"), Level.WARN,
        N_("In the farm season people are in the fields; only a visit from 17:00 on finds them."),
        N_("It is farm season in {township}: {season}."),
        days.farm_season, (Fix.OTHER_DAY,),
    ),
    ClashRule(
        "company", N_("Too many units along"), Level.WARN,
        N_("A research visit takes along no more county units than the office's rule says."),
        N_("Along with {leader} from county units: {n}. The office's rule is {most} at most."),
        counts.company, (Fix.OTHER_LEADER,),
    ),
)  # fmt: skip
"""In the order of gravity within a level."""
