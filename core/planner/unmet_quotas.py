"""Leaders who fall short of their quotas: where their days go, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from core.i18n import _, day_text
from core.planner.changes import Change, ChangeKind
from core.planner.duty import Unmet
from core.planner.probing import FREE, NO_PLACE, Probing, days_text
from core.planner.problem import HALVES, PlannedVisit
from core.planner.trial import Trial
from core.planner.verdicts import Shortfall, name, shortfalls, told
from core.reports import Period

_LONG: Final = 2
"""Days of absence that are counted only; of more it is said when."""


def open_quotas(probing: Probing) -> Iterator[Unmet]:
    """Yield each leader and stretch with fewer visits than the quota asks for."""
    for leader in probing.problem.leaders:
        for short in shortfalls(probing.view, leader.id):
            yield _short(probing, leader.id, short)


def _short(probing: Probing, leader_id: int, short: Shortfall) -> Unmet:
    problem, stretch = probing.problem, short.stretch
    words = _("{leader} has {n} in {stretch}, the quota is {least}.")
    text = words.format(leader=name(problem, leader_id), n=short.n, stretch=short.when(problem), least=short.least)
    kinds = [each.key for each in problem.kinds if short.line.counts(each.key)]
    days = [day for day in probing.days if stretch.first <= day <= stretch.last]
    causes, free = _days_of(probing, leader_id, days, kinds)
    because = days_text(len(days), causes)
    away = _away_text(probing, leader_id, stretch) if causes["absence"] > _LONG else ""
    fixes = [Change(ChangeKind.ADD, instead=free)] if free else []
    fixes += _taken_over(probing, leader_id, short)
    fixes.append(Change(ChangeKind.LEAST, number=short.n, was=short.least, leader_id=leader_id, quota=short.line))
    led = [each for each in probing.view.of(leader_id) if each.leader_id == leader_id]
    return Unmet(
        "quota_under",
        short.least - short.n,
        text,
        told(away, because),
        stretch.first,
        stretch.last,
        leader_id=leader_id,
        quota=short.line,
        stretch=stretch,
        visits=tuple(each for each in led if stretch.first <= each.day <= stretch.last),
        fixes=tuple(fixes),
    )


def _days_of(
    probing: Probing, leader_id: int, days: list[date], kinds: list[str]
) -> tuple[Counter[str], PlannedVisit | None]:
    """Return what each day is lost to, and the best visit that a leader could still be given."""
    causes: Counter[str] = Counter()
    free: list[PlannedVisit] = []
    for day in days:
        bars = [probing.bars_leader(leader_id, day, half, kind) for kind in kinds for half in HALVES]
        if not kinds or all(bars):
            causes[bars[0] if bars else NO_PLACE] += 1
            continue
        fit = [
            each
            for township in probing.problem.townships
            if not probing.bars_place(township.id, day)
            for kind in kinds
            for half in HALVES
            if not probing.bars(each := PlannedVisit(day, half, township.id, leader_id, kind))
        ]
        full = probing.bars_place(0, day)  # of no township: what bars the whole day
        causes[FREE if fit else full or NO_PLACE] += 1
        free += fit if len(free) < 200 else []
    return causes, probing.best(free)


def _away_text(probing: Probing, leader_id: int, stretch: Period) -> str:
    """Return the longest absence of a leader in a stretch."""
    leader = probing.problem.leader_of[leader_id]
    away = [
        (last - first, first, last) for first, last in leader.away if first <= stretch.last and stretch.first <= last
    ]
    if not away:
        return ""
    _days, first, last = max(away)
    words = _("{leader} is away from {first} to {last}.")
    return words.format(leader=leader.name, first=day_text(first), last=day_text(last))


def _taken_over(probing: Probing, leader_id: int, short: Shortfall) -> list[Change]:
    """Return the visit of somebody else that a leader could take over so that fewer quotas are missed."""
    found = []
    for each in probing.view.planned:
        if each.leader_id == leader_id or leader_id in each.along or not short.line.counts(each.kind):
            continue
        if short.stretch.first <= each.day <= short.stretch.last:
            mine = each._replace(leader_id=leader_id)
            trial = Trial(probing.view, (each,), (mine,))
            if not trial.breaks() and (key := trial.key(probing.loads)).unmet < 0:
                found.append((key, Change(ChangeKind.LEADER, leader_id=leader_id, visit=each, instead=mine)))
    return [min(found, key=lambda one: (one[0], one[1].visit))[1]] if found else []
