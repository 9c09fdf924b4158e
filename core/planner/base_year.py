"""A stretch of the base rota as drafts: what would be made, what is there already, what stands in the way."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from core.i18n import _, day_text
from core.planner.base_rota import BaseDay
from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, PlannedVisit, Problem
from core.planner.rules import HARD, Breach, breaches

_NAMESPACE: Final = UUID("5f6b1d52-7a0e-4c6e-9d43-2b1c7e0a6f11")
_BARS: Final = frozenset(
    {"absence", "double_booking", "recusal", "rest_day", "blocked_day", "meeting", "same_township"}
)  # fmt: skip
"""Rules that no draft breaks, whatever the office chose; what breaks others is drafted, and the planner repairs it."""


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit that would be drafted; where it breaks a rule that must hold, `why` says so."""

    of: BaseDay
    visit: PlannedVisit
    why: str = ""

    @property
    def uid(self) -> str:
        """What makes it one visit, however often it is drafted."""
        return uid_of(self.of)


@dataclass(frozen=True, slots=True)
class Barred:
    """A day of a line on which no visit can be; `sentence` says why."""

    of: BaseDay
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BaseDraft:
    """A stretch of the base rota beside the schedule.

    Attributes:
        there: Days whose visit was drafted before, or that have one of that township and kind anyway.
        open: Days on which leader, township or kind is left open: the planner chooses.
        left_out: Days off, which the line leaves out.
        past: Days that are over and had no visit.
    """

    new: tuple[NewVisit, ...] = ()
    there: tuple[BaseDay, ...] = ()
    open: tuple[BaseDay, ...] = ()
    barred: tuple[Barred, ...] = ()
    left_out: tuple[BaseDay, ...] = ()
    past: tuple[BaseDay, ...] = ()

    @property
    def doubtful(self) -> tuple[NewVisit, ...]:
        """Those of `new` that the planner will have to move."""
        return tuple(each for each in self.new if each.why)

    @property
    def passed(self) -> int:
        """How many turns went to the next leader because somebody is not there."""
        return sum(len(each.of.passed) for each in self.new)


def uid_of(day: BaseDay) -> str:
    """Return the uid of the visit that a day of a line becomes; wherever it is moved to later, it stays that visit."""
    return str(uuid5(_NAMESPACE, f"{day.line.id}:{day.meant.isoformat()}"))


def base_draft(problem: Problem, days: Sequence[BaseDay], *, known: Collection[str], today: date) -> BaseDraft:
    """Return what drafting *days* would make of the schedule.

    Args:
        problem: Of the same stretch.
        days: Of the base rota, in order.
        known: The uids of visits that exist, called off ones included.
        today: Days before it are over.
    """
    view = _GrowingView(problem, (*problem.fixed, *problem.drafts))
    standing = [*problem.fixed, *problem.drafts]
    new: list[NewVisit] = []
    there: list[BaseDay] = []
    rest: dict[str, list[BaseDay]] = {"open": [], "left_out": [], "past": []}
    barred: list[Barred] = []
    for each in days:
        day = each.day
        if day is None:
            rest["left_out"].append(each)
        elif uid_of(each) in known or _taken(standing, each, day):
            there.append(each)
        elif day < today:
            rest["past"].append(each)
        elif each.leader_id is None and each.line.turns:
            barred.append(Barred(each, "absence", _nobody(each, day)))
        elif each.is_open:
            rest["open"].append(each)
        else:
            visit, reason = _place(each, day, view)
            if reason is None:
                view.add(visit)
                new.append(NewVisit(each, visit))
            else:
                barred.append(Barred(each, reason.rule, reason.text(problem)))
    judged = tuple(NewVisit(each.of, each.visit, _doubt(each.visit, view)) for each in new)
    return BaseDraft(judged, tuple(there), barred=tuple(barred), **{name: tuple(kept) for name, kept in rest.items()})


def _nobody(each: BaseDay, day: date) -> str:
    if each.passed:
        return _("On {day} nobody whose turn it could be is there.").format(day=day_text(day))
    return _("Nobody of this line is in office any more. Choose other leaders for it.")


def _taken(standing: list[PlannedVisit], each: BaseDay, day: date) -> bool:
    """Return whether a visit stands for this day already, and let it stand for no other one."""
    line = each.line
    for visit in standing:
        fits = visit.day == day and (line.half is None or line.half.overlaps(visit.half))
        same = line.township_id in {None, visit.township_id} and line.kind in {None, visit.kind}
        if fits and same and (line.township_id is not None or each.leader_id in {None, *visit.leader_ids}):
            standing.remove(visit)
            return True
    return False


def _place(each: BaseDay, day: date, view: PlanView) -> tuple[PlannedVisit, Breach | None]:
    """Return the visit of a day, and what bars it; where the half is open, the first one that can be."""
    line, reason = each.line, None
    visit = PlannedVisit(day, HALVES[0], line.township_id or 0, each.leader_id or 0, line.kind or "")
    for half in (line.half,) if line.half is not None else HALVES:
        wish = visit._replace(half=half)
        why = next(_bars(wish, view), None)
        if why is None:
            return wish, None
        reason = reason or why
    return visit, reason


def _bars(visit: PlannedVisit, view: PlanView) -> Iterator[Breach]:
    for rule in HARD:
        if rule.key in _BARS:
            for sentence, facts, other in rule.find(visit, view):
                yield Breach(rule.key, visit, sentence, facts, other)


def _doubt(visit: PlannedVisit, view: PlanView) -> str:
    breach = next(breaches(visit, view), None)
    return "" if breach is None else breach.text(view.problem)


class _GrowingView(PlanView):
    """A plan that visits are added to."""

    def add(self, visit: PlannedVisit) -> None:
        """Add one."""
        insort(self._on[visit.day], visit)
        insort(self._to[visit.township_id], visit)
        for leader_id in visit.leader_ids:
            insort(self._of[leader_id], visit)
