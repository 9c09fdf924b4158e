"""Townships that wait longer than promised: what kept people away, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from core.i18n import _, day_text, ngettext
from core.planner.changes import Change, ChangeKind
from core.planner.duty import Unmet, over_of
from core.planner.probing import FREE, NOBODY, Probing, days_text
from core.planner.problem import PlannedVisit, PlannerTownship
from core.planner.scoring import in_period
from core.planner.verdicts import spoken


class _Wait(NamedTuple):
    """A township waits for a kind, empty for any, longer than limit days from first to last."""

    township: PlannerTownship
    kind: str
    limit: int
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def open_intervals(probing: Probing) -> Iterator[Unmet]:
    """Yield each stretch of days on which a township waits longer than promised."""
    problem = probing.problem
    for township in problem.townships:
        there = in_period(problem, probing.view.to(township.id))
        for kind, limit in {"": township.interval, **township.kind_intervals}.items():
            for first, last in over_of(problem, township, there, kind, limit):
                yield _waiting(probing, _Wait(township, kind, limit, first, last), there)


def _waiting(probing: Probing, wait: _Wait, there: list[PlannedVisit]) -> Unmet:
    problem, township = probing.problem, wait.township
    words = ngettext(
        "{township} waits {n} day longer than the {limit} promised: {first}.",
        "{township} waits {n} days longer than the {limit} promised, from {first} to {last}.",
        wait.days,
    )
    if wait.kind:
        words = ngettext(
            "{township} waits for {kind} {n} day longer than the {limit} promised: {first}.",
            "{township} waits for {kind} {n} days longer than the {limit} promised, from {first} to {last}.",
            wait.days,
        )
    kind = problem.kind_of.get(wait.kind)
    text = words.format(
        township=township.name,
        kind=_(kind.name) if kind else wait.kind,
        n=wait.days,
        limit=wait.limit,
        first=day_text(wait.first),
        last=day_text(wait.last),
    )
    mine = [each for each in there if not wait.kind or each.kind == wait.kind]
    before = max((each.day for each in mine if each.day < wait.first), default=None)
    before = before or problem.last_visit.get((township.id, wait.kind))
    causes, add = _days_of(probing, wait, before)
    fixes = [Change(ChangeKind.ADD, instead=add)] if add else []
    enough = (wait.last - before).days if before is not None else 0
    if wait.limit < enough <= wait.limit * 3 // 2:
        change = Change(ChangeKind.INTERVAL, key=wait.kind, number=enough, was=wait.limit, township_id=township.id)
        fixes.append(change)
    return Unmet(
        "interval",
        wait.days,
        text,
        " ".join(filter(None, (_owed(probing, wait, before), causes))),
        wait.first,
        wait.last,
        township_id=township.id,
        kind=wait.kind,
        visits=tuple(each for each in mine if each.day in {before, wait.last + timedelta(1)}),
        fixes=tuple(fixes),
    )


def _owed(probing: Probing, wait: _Wait, before: date | None) -> str:
    """Return how long a township waited already when the period began."""
    first = probing.problem.first
    if before is None:
        return _("Nobody has been there yet.")
    if before >= first or (first - before).days <= wait.limit:
        return ""
    words = _("On {day} it was {n} days past its interval already.")
    return words.format(day=day_text(first), n=(first - before).days - wait.limit)


def _days_of(probing: Probing, wait: _Wait, before: date | None) -> tuple[str, PlannedVisit | None]:
    """Return what the days were lost to on which a visit would have helped, and the visit that still could."""
    problem = probing.problem
    begins = max(wait.first - timedelta(wait.limit), problem.first)
    if before is not None:
        begins = max(begins, before + timedelta(1))
    days = [day for day in probing.days if begins <= day <= wait.last]
    kinds = [wait.kind] if wait.kind else [each.key for each in problem.kinds]
    causes: Counter[str] = Counter()
    free: list[PlannedVisit] = []
    for day in days:
        bar = probing.bars_place(wait.township.id, day)
        if not bar:
            fit = [each for each in probing.slots(wait.township.id, day, kinds) if not probing.bars(each)]
            free, bar = free or fit, FREE if fit else NOBODY
        causes[bar] += 1
    if not days:
        return _("No day in between is one on which visits are planned."), None
    best = probing.best(free)
    if best is not None:
        return _("There is room: {visit}.").format(visit=spoken(problem, best)), best
    return days_text(len(days), causes), None
