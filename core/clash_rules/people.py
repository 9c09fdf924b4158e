"""Rules about people: who is already taken, away, in a meeting, standing in for somebody, or to keep away."""

from __future__ import annotations

from collections.abc import Iterator

from core.clash_facts import ClashContext, VisitFacts, is_other
from core.clash_rules.found import Found, hours, meet, reaches
from core.i18n import N_


def double_booking(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """A leader sits in one place at a time (domain.md 2.1: one line, one leader, one place)."""
    for each in context.others(visit):
        shared = [leader_id for leader_id in visit.leader_ids if leader_id in each.leader_ids]
        if shared and meet(visit, each):
            for leader_id in shared:
                facts = {
                    "leader": context.leader(leader_id),
                    "township": context.township(each.township_id),
                    "day": each.day,
                    "half": each.half,
                }
                yield Found(facts, each.id, leader_id)


def absence(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """A leader who is away does not go out (domain.md 1.5)."""
    for leader_id in visit.leader_ids:
        away = context.absence_of(leader_id, visit.day)
        if away is not None:
            facts = {"leader": context.leader(leader_id), "first": away.first, "last": away.last, "reason": away.reason}
            sentence = "" if away.reason else N_("{leader} is away from {first} to {last}.")
            if away.first == away.last:
                sentence = (
                    N_("{leader} is away on {first} ({reason}).") if away.reason else N_("{leader} is away on {first}.")
                )
            yield Found(facts, None, leader_id, sentence)


def meeting(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """A leader's fixed meetings come first (domain.md 1.3: the Monday reception gives way to them)."""
    for each in context.meetings_on.get(visit.day, ()):
        if meet(visit, each):
            for leader_id in visit.leader_ids:
                if leader_id in each.leader_ids:
                    facts = {
                        "leader": context.leader(leader_id),
                        "meeting": each.name,
                        "day": each.day,
                        "half": each.half,
                    }
                    yield Found(facts, None, leader_id)


def backup_away(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """Who stands in for somebody away stays at the seat (AB角, domain.md 1.5: never both away)."""
    for leader_id in visit.leader_ids:
        for other in context.partners(leader_id, visit.day):
            away = context.absence_of(other, visit.day)
            if away is not None and other not in visit.leader_ids:
                facts = {
                    "leader": context.leader(leader_id),
                    "other": context.leader(other),
                    "first": away.first,
                    "last": away.last,
                }
                one_day = N_("{leader} stands in for {other}, who is away on {first}.")
                yield Found(facts, None, leader_id, one_day if away.first == away.last else "")


def pair_out(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """The two of an AB pair are not both out at once, be it on one visit or on two (domain.md 1.5)."""
    for place, leader_id in enumerate(visit.leader_ids):
        for other in context.partners(leader_id, visit.day):
            if other in visit.leader_ids[place + 1 :]:
                yield Found(_pair(leader_id, other, visit, context), None, leader_id)
            if other in visit.leader_ids:
                continue
            for each in context.others(visit):
                if other in each.leader_ids and meet(visit, each):
                    yield Found(_pair(leader_id, other, each, context), each.id, leader_id)


def _pair(leader_id: int, other: int, visit: VisitFacts, context: ClashContext) -> dict[str, object]:
    names = {"leader": context.leader(leader_id), "other": context.leader(other)}
    return {**names, "township": context.township(visit.township_id), "day": visit.day, "half": visit.half}


def travel(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """Before and after a visit there is time for the road, to another township or a meeting (features.md P39)."""
    for each in context.others(visit):
        shared = next((leader_id for leader_id in visit.leader_ids if leader_id in each.leader_ids), None)
        if shared is None or each.township_id == visit.township_id or meet(visit, each):
            continue
        minutes = context.travel(visit.township_id, each.township_id)
        if not minutes:
            continue
        earlier, later = sorted((visit, each), key=lambda one: hours(one)[0])
        leaves, begins = hours(earlier)[1], hours(later)[0]
        if not reaches(visit.day, leaves, minutes, begins):
            facts = {
                "leader": context.leader(shared),
                "from_township": context.township(earlier.township_id),
                "township": context.township(later.township_id),
                "minutes": minutes,
                "leaves": leaves,
                "begins": begins,
            }
            yield Found(facts, each.id, shared)
    yield from _road_to_meetings(visit, context)


def _road_to_meetings(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """Meetings are held at the county seat."""
    minutes = context.minutes_from_seat.get(visit.township_id) if visit.township_id is not None else None
    if not minutes:
        return
    begins, ends = hours(visit)
    for each in context.meetings_on.get(visit.day, ()):
        shared = next((leader_id for leader_id in visit.leader_ids if leader_id in each.leader_ids), None)
        if shared is None or meet(visit, each):
            continue
        opens, closes = hours(each)
        is_first = opens < begins
        leaves, due = (closes, begins) if is_first else (ends, opens)
        if not reaches(visit.day, leaves, minutes, due):
            facts = {
                "leader": context.leader(shared), "meeting": each.name, "minutes": minutes, "leaves": leaves,
                "begins": due, "township": context.township(visit.township_id),
            }  # fmt: skip
            yield Found(facts, None, shared, _FROM_MEETING if is_first else _TO_MEETING)


_FROM_MEETING = N_(
    "{leader} leaves the {meeting} at {leaves} and needs {minutes} minutes to {township}, due at {begins}."
)
_TO_MEETING = N_(
    "{leader} leaves {township} at {leaves} and needs {minutes} minutes to the {meeting}, due at {begins}."
)


def spacing(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """One leader is not sent out day after day, where the office asks for days between (features.md: spacing)."""
    for leader_id in visit.leader_ids if context.spacing_days else ():
        near = [
            each
            for each in context.visits_of.get(leader_id, ())
            if is_other(visit, each) and 0 < abs((each.day - visit.day).days) < context.spacing_days
        ]
        nearest = min(near, key=lambda each: (abs((each.day - visit.day).days), each.day, each.id or 0), default=None)
        if nearest is not None:
            facts = {
                "leader": context.leader(leader_id),
                "township": context.township(nearest.township_id),
                "day": nearest.day,
                "n": abs((nearest.day - visit.day).days),
            }
            yield Found(facts, nearest.id, leader_id)


def recusal(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """Who must keep away from an issue does not travel with it (信访工作条例 Art. 28 and 46(5), domain.md 1.1)."""
    for issue in context.kept_away.get(visit.id, ()) if visit.id is not None else ():
        for leader_id in visit.leader_ids:
            if leader_id in issue.leader_ids:
                facts = {"who": context.leader(leader_id), "number": issue.number}
                yield Found(facts, None, leader_id, "" if issue.number else _RESTRICTED)
        for agency_id in visit.agency_ids:
            if agency_id in issue.agency_ids:
                facts = {"who": context.agency(agency_id), "number": issue.number}
                yield Found(facts, None, None, "" if issue.number else _RESTRICTED)


_RESTRICTED = N_("{who} must keep away from a restricted issue that this visit takes along.")
