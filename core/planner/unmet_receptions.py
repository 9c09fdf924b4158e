"""Reception days that nobody is planned for: what keeps everybody away, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.i18n import _, day_text
from core.planner import wishes
from core.planner.changes import Change, ChangeKind
from core.planner.duty import Unmet
from core.planner.probing import FREE, NO_PLACE, Probing, causes_text
from core.planner.problem import HALVES, PlannedVisit, ReceptionDay
from core.planner.verdicts import name, place


def open_receptions(probing: Probing) -> Iterator[Unmet]:
    """Yield each reception day without anybody."""
    problem = probing.problem
    for reception in problem.receptions:
        there = probing.view.on(reception.day)
        if not wishes.receptions(reception, there):
            continue
        kind = problem.kind_of.get(reception.kind)
        words = _("Nobody is planned for the {kind} of {day}.")
        if reception.township_id is not None:
            words = _("Nobody is planned for the {kind} of {day} in {township}.")
        text = words.format(
            kind=_(kind.name) if kind else reception.kind,
            day=day_text(reception.day),
            township=place(problem, reception.township_id or 0),
        )
        because, fixes = _why_nobody(probing, reception)
        yield Unmet(
            "receptions",
            1,
            text,
            because,
            reception.day,
            reception.day,
            township_id=reception.township_id,
            day=reception.day,
            kind=reception.kind,
            reception=reception,
            visits=tuple(each for each in there if problem.first <= each.day <= problem.last),
            fixes=fixes,
        )


def _why_nobody(probing: Probing, reception: ReceptionDay) -> tuple[str, tuple[Change, ...]]:
    """Return what keeps everybody from a reception day, counted leader by leader, and what could be done at once."""
    problem, day = probing.problem, reception.day
    towns = [reception.township_id] if reception.township_id else [each.id for each in problem.townships]
    halves = (reception.half,) if reception.half else HALVES
    if day not in probing.days:
        return _("{day} is not a day on which visits are planned.").format(day=day_text(day)), ()
    slots = [each for town in towns for each in probing.slots(town, day, (reception.kind,)) if each.half in halves]
    best = probing.best(slots)
    if best is not None:
        words = _("{leader} could still go to {township}.")
        text = words.format(leader=name(problem, best.leader_id), township=place(problem, best.township_id))
        return text, (Change(ChangeKind.ADD, instead=best),)
    fixes = tuple(_other_kinds(probing, reception))
    places = Counter(probing.bars_place(each, day) for each in towns)
    if not places[FREE]:
        words = _("No township is free that day: {causes}.")
        return words.format(causes=causes_text(places)), fixes
    causes = Counter(
        _first_bar(probing, [each for each in slots if each.leader_id == who.id]) for who in problem.leaders
    )
    return _("Of {n} leaders: {causes}.").format(n=len(problem.leaders), causes=causes_text(causes)), fixes


def _first_bar(probing: Probing, slots: list[PlannedVisit]) -> str:
    """Return what keeps a leader from all of *slots*: the rule about him, else that no place is free."""
    for each in slots:
        bar = probing.bars_leader(each.leader_id, each.day, each.half, each.kind)
        if bar:
            return bar
    return NO_PLACE if any(probing.bars_place(each.township_id, each.day) for each in slots) else "recusal"


def _other_kinds(probing: Probing, reception: ReceptionDay) -> Iterator[Change]:
    """Yield the visits of that day that could be made one of that kind."""
    for each in probing.view.on(reception.day):
        same = each._replace(kind=reception.kind, hold="")
        if not each.hold and not wishes.receptions(reception, [same]) and probing.key(same, out=(each,)).unmet < 0:
            yield Change(ChangeKind.KIND, visit=each, instead=same)
