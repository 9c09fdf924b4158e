"""A second way to find every clash of a board: pair by pair, minute by minute, without the code of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from core.clash_facts import ClashContext, MeetingFacts, VisitFacts
from core.visits import Half
from tests.core.clash_boards import FREE, MADE_UP


class Breach(NamedTuple):
    """What both ways have to agree on."""

    visit: int | None
    rule: str
    other: int | None
    leader: int | None


def brute(visit: VisitFacts, county: ClashContext) -> Iterator[Breach]:
    """Yield what stands against one visit."""
    for rule, check in CHECKS.items():
        for other, leader in check(visit, county):
            yield Breach(visit.id, rule, other, leader)


def _pairs(visit: VisitFacts, county: ClashContext) -> list[VisitFacts]:
    return [each for each in county.visits if each.id != visit.id]


def _halves(half: Half) -> set[str]:
    return {"am", "pm"} if half is Half.WHOLE_DAY else {"am"} if half is Half.MORNING else {"pm"}


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _at_once(one: VisitFacts | MeetingFacts, two: VisitFacts | MeetingFacts) -> bool:
    if one.day != two.day:
        return False
    if None in (one.starts_at, one.ends_at, two.starts_at, two.ends_at):
        return bool(_halves(one.half) & _halves(two.half))
    mine = set(range(_minutes(one.starts_at), _minutes(one.ends_at)))
    return bool(mine & set(range(_minutes(two.starts_at), _minutes(two.ends_at))))


def _there(one: VisitFacts | MeetingFacts) -> tuple[int, int]:
    usual = {Half.MORNING: (540, 690), Half.AFTERNOON: (870, 1020), Half.WHOLE_DAY: (540, 1020)}[one.half]
    begins = _minutes(one.starts_at) if one.starts_at else usual[0]
    ends = _minutes(one.ends_at) if one.ends_at else max(usual[1], begins)
    return begins, ends


def _double(visit, county):
    for each in _pairs(visit, county):
        for leader in visit.leader_ids:
            if _at_once(visit, each) and leader in each.leader_ids:
                yield each.id, leader


def _away(visit, county):
    for leader in visit.leader_ids:
        if any(each.leader_id == leader and each.first <= visit.day <= each.last for each in county.absences):
            yield None, leader


def _recused(visit, county):
    for issue in county.kept_away.get(visit.id, []):
        yield from ((None, leader) for leader in visit.leader_ids if leader in issue.leader_ids)
        yield from ((None, None) for agency in visit.agency_ids if agency in issue.agency_ids)


def _blocked(visit, county):
    if visit.day in county.blocked_days or (visit.township_id, visit.day) in county.closed_days:
        yield None, None


def _rest(visit, county):
    if visit.day in {FREE, date(2027, 1, 1)} or (visit.day.weekday() >= 5 and visit.day != MADE_UP):
        yield None, None


def _partners(leader, day, county):
    found = set()
    for pair in county.pairs:
        if leader in (pair.a, pair.b) and (pair.first is None or pair.first <= day):
            found.add(pair.b if leader == pair.a else pair.a)
    return found


def _backup(visit, county):
    for leader in visit.leader_ids:
        for other in _partners(leader, visit.day, county) - set(visit.leader_ids):
            if any(each.leader_id == other and each.first <= visit.day <= each.last for each in county.absences):
                yield None, leader


def _both_out(visit, county):
    seen = set()
    for leader in visit.leader_ids:
        for other in _partners(leader, visit.day, county):
            if other in visit.leader_ids:
                if frozenset((leader, other)) not in seen:
                    yield None, leader
                seen.add(frozenset((leader, other)))
                continue
            for each in _pairs(visit, county):
                if other in each.leader_ids and _at_once(visit, each):
                    yield each.id, leader


def _meets(visit, county):
    for each in county.meetings:
        yield from (
            (None, leader) for leader in visit.leader_ids if leader in each.leader_ids and _at_once(visit, each)
        )


def _way(one, two, county):
    for pair in ((one, two), (two, one)):
        if pair in county.minutes_between:
            return county.minutes_between[pair]
    if one in county.minutes_from_seat and two in county.minutes_from_seat:
        return county.minutes_from_seat[one] + county.minutes_from_seat[two]
    return 0


def _road(visit, county):
    places = [(each, each.id, _way(visit.township_id, each.township_id, county)) for each in _pairs(visit, county)
              if each.township_id != visit.township_id]  # fmt: skip
    places += [(each, None, county.minutes_from_seat.get(visit.township_id, 0)) for each in county.meetings]
    for each, id, minutes in places:
        shared = [leader for leader in visit.leader_ids if leader in each.leader_ids]
        if each.day != visit.day or not shared or not minutes or _at_once(visit, each):
            continue
        mine, theirs = _there(visit), _there(each)
        gap = theirs[0] - mine[1] if mine[0] <= theirs[0] else mine[0] - theirs[1]
        if gap < minutes:
            yield id, shared[0]


def _one_village(visit, county):
    for each in _pairs(visit, county):
        same = visit.village_id is not None and each.village_id == visit.village_id and each.day == visit.day
        if same and not set(each.leader_ids) & set(visit.leader_ids):
            yield each.id, each.leader_ids[0]


def _one_township(visit, county):
    said = {other for other, _leader in _one_village(visit, county)}
    for each in _pairs(visit, county):
        same = each.township_id == visit.township_id and each.day == visit.day and each.id not in said
        if same and not set(each.leader_ids) & set(visit.leader_ids):
            yield each.id, each.leader_ids[0]


def _closest(visit, candidates, days):
    apart = sorted((abs((each.day - visit.day).days), each.day, each.id) for each in candidates)
    near = [id for gap, _day, id in apart if 0 < gap < days]
    return near[:1]


def _village_again(visit, county):
    same = [each for each in _pairs(visit, county) if visit.village_id and each.village_id == visit.village_id]
    yield from ((id, None) for id in _closest(visit, same, county.village_revisit_days))


def _township_again(visit, county):
    same = [
        each for each in _pairs(visit, county)
        if each.township_id == visit.township_id and not (visit.village_id and each.village_id == visit.village_id)
    ]  # fmt: skip
    yield from ((id, None) for id in _closest(visit, same, county.revisit_days))


def _leader_again(visit, county):
    for leader in visit.leader_ids:
        same = [each for each in _pairs(visit, county) if leader in each.leader_ids]
        yield from ((id, leader) for id in _closest(visit, same, county.spacing_days))


def _stretch(span, day):
    first = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[span.value]
    return day.year, first


def _lines(leader, county):
    duty = county.duties[leader]
    held = {}
    for line in county.quotas:
        if line.leader_id in (None, leader) and line.body in (None, duty.body):
            rank = 2 if line.leader_id else 1 if line.body else 0
            if rank > held.get((line.kind, line.span), (-1, None))[0]:
                held[line.kind, line.span] = (rank, line)
    return [line for _rank, line in held.values()]


def _owed(line, leader, county):
    return None if line.least is None else int(line.least * county.duties[leader].share / 100 + 0.5)


def _counting(line, leader, day, visits):
    return [
        each for each in visits
        if each.leader_ids[0] == leader and line.kind in (None, each.kind)
        and _stretch(line.span, each.day) == _stretch(line.span, day)
    ]  # fmt: skip


def _too_often(visit, county):
    leader = visit.leader_ids[0]
    for line in _lines(leader, county):
        if line.most is None or line.kind not in (None, visit.kind):
            continue
        before = _counting(line, leader, visit.day, county.visits)
        after = _counting(line, leader, visit.day, [*_pairs(visit, county), visit])
        after.sort(key=lambda each: (each.day, each.half is Half.AFTERNOON, each.id))
        comes_in = visit.id not in {each.id for each in before}
        if len(after) > line.most and (comes_in or visit in after[line.most :]):
            yield None, leader


def _too_seldom(visit, county):
    stood = next((each for each in county.visits if each.id == visit.id), None)
    if stood is None:
        return
    leader = stood.leader_ids[0]
    for line in _lines(leader, county):
        owed = _owed(line, leader, county)
        before = _counting(line, leader, stood.day, county.visits)
        after = _counting(line, leader, stood.day, [*_pairs(visit, county), visit])
        if owed is None or len(after) >= len(before) or len(after) >= owed:
            continue
        first = date(*_stretch(line.span, stood.day), 1)
        if county.duties[leader].first is None or county.duties[leader].first <= first:
            yield None, leader


def _fields(visit, county):
    if visit.starts_at is not None and visit.starts_at.hour >= 17:
        return
    own = {season.name for season in county.seasons if season.township_id == visit.township_id}
    for season in county.seasons:
        holds = season.township_id == visit.township_id or (season.township_id is None and season.name not in own)
        if holds and season.starts <= (visit.day.month, visit.day.day) <= season.ends:
            yield None, None


def _crowd(visit, county):
    most = 3 if visit.leader_ids[0] == 1 else 2
    if visit.kind == "research_visit" and len(visit.agency_ids) > most:
        yield None, visit.leader_ids[0]


CHECKS = {
    "double_booking": _double, "absence": _away, "recusal": _recused, "blocked_day": _blocked, "rest_day": _rest,
    "backup_away": _backup, "pair_out": _both_out, "meeting": _meets, "travel": _road, "same_village": _one_village,
    "same_township": _one_township, "village_revisit": _village_again, "revisit": _township_again,
    "spacing": _leader_again, "quota_over": _too_often, "quota_under": _too_seldom, "farm_season": _fields,
    "company": _crowd,
}  # fmt: skip


def brute_shortfalls(county: ClashContext, first: date, last: date) -> Iterator[tuple[date, int]]:
    """Yield (last day, leader) of every quota whose stretch ends in these days and is not filled."""
    for leader, duty in county.duties.items():
        for line in _lines(leader, county):
            owed = _owed(line, leader, county)
            for n in range((last - first).days + 1):
                day = first + timedelta(n)
                begins = date(*_stretch(line.span, day), 1)
                ends_here = _stretch(line.span, day + timedelta(1)) != _stretch(line.span, day)
                in_office = duty.first is None or duty.first <= begins
                judged = owed is not None and ends_here and in_office
                if judged and len(_counting(line, leader, day, county.visits)) < owed:
                    yield day, leader
