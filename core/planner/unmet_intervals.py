"""Townships that wait longer than promised: what kept people away, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.i18n import _, day_text, ngettext
from core.planner.changes import Change, ChangeKind
from core.planner.duty import Unmet, over_of
from core.planner.probing import FREE, NOBODY, Probing, days_text
from core.planner.problem import PlannedVisit, PlannerTownship
from core.planner.scoring import in_period
from core.planner.trial import Trial
from core.planner.verdicts import spoken, told


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
    words = _("{township} waits {n} days longer than the {limit} promised, from {first} to {last}.")
    if wait.days == 1:
        words = _("{township} waits 1 day longer than the {limit} promised: {first}.")
    if wait.kind:
        words = _("{township} waits for {kind} {n} days longer than the {limit} promised, from {first} to {last}.")
    if wait.kind and wait.days == 1:
        words = _("{township} waits for {kind} 1 day longer than the {limit} promised: {first}.")
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
    ending = next((each for each in mine if each.day == wait.last + timedelta(1) and not each.hold), None)
    causes, fix = _days_of(probing, wait, before, ending)
    fixes = [fix] if fix else []
    enough = (wait.last - before).days if before is not None else 0
    if wait.limit < enough <= wait.limit * 3 // 2:
        change = Change(ChangeKind.INTERVAL, key=wait.kind, number=enough, was=wait.limit, township_id=township.id)
        fixes.append(change)
    return Unmet(
        "interval",
        wait.days,
        text,
        told(_owed(probing, wait, before), causes),
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
    n = (first - before).days - wait.limit
    words = ngettext(
        "On {day} it was {n} day past its interval already.", "On {day} it was {n} days past its interval already.", n
    )
    return words.format(day=day_text(first), n=n)


def _days_of(
    probing: Probing, wait: _Wait, before: date | None, ending: PlannedVisit | None
) -> tuple[str, Change | None]:
    """Return what the days were lost to on which a visit would have helped, and the change that still could.

    The visit that ends the wait may come earlier: it does not stand in its own way.
    """
    problem = probing.problem
    begins = max(wait.first - timedelta(wait.limit), problem.first)
    if before is not None:
        begins = max(begins, before + timedelta(1))
    days = [day for day in probing.days if begins <= day <= wait.last]
    if not days:
        return _("No day in between is one on which visits are planned."), None
    without = Probing(Trial(probing.view, out=(ending,))) if ending else probing
    kinds = [wait.kind] if wait.kind else [each.key for each in problem.kinds]
    causes: Counter[str] = Counter()
    free: list[PlannedVisit] = []
    for day in days:
        bar = without.bars_place(wait.township.id, day)
        if not bar:
            slots = without.slots(wait.township.id, day, [ending.kind] if ending else kinds)
            fit = [each for each in slots if not without.bars(each)]
            free, bar = free or fit, FREE if fit else NOBODY
        causes[bar] += 1
    found = _change(probing, ending, without.ranked(free))
    if found is None or found.instead is None:
        return days_text(len(days), causes), None
    if found.kind is ChangeKind.MOVE and found.visit is not None:
        words = _("The visit of {day} could be moved to {new_day}.")
        return words.format(day=day_text(found.visit.day), new_day=day_text(found.instead.day)), found
    return _("There is room: {visit}.").format(visit=spoken(problem, found.instead)), found


def _change(probing: Probing, ending: PlannedVisit | None, free: Sequence[PlannedVisit]) -> Change | None:
    """Return the change that shortens the wait and leaves no duty more open, whose price is least."""
    found = []
    for each in free:
        instead = each._replace(id=ending.id) if ending else each
        key = probing.key(instead, out=(ending,) if ending else ())
        if key.unmet <= 0 and key.interval < 0:
            found.append((key, instead))
    if not found:
        return None
    best = min(found)[1]
    if ending is None:
        return Change(ChangeKind.ADD, instead=best)
    return Change(ChangeKind.MOVE, visit=ending, instead=best)
