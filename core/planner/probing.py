"""Where one more visit could still go in a plan, and what stands in the way elsewhere, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from core.i18n import N_, _, listed, ngettext
from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, PlannedVisit, Problem, Stand
from core.planner.rules import HARD_OF, stand_of
from core.planner.scoring import Score
from core.planner.trial import Trial, loads_of
from core.planner.wishes import market
from core.visits import Half

OF_THE_LEADER: Final = ("absence", "double_booking", "meeting", "backup_away", "pair_out", "spacing", "quota_over")
OF_THE_PLACE: Final = ("rest_day", "blocked_day", "farm_season", "same_township", "revisit", "most_a_day")
MOST_TRIED: Final = 40
FREE: Final = ""
NO_PLACE: Final = "no_place"
NOBODY: Final = "nobody"

CAUSES: Final = {
    "absence": N_("away {n}"),
    "double_booking": N_("out already {n}"),
    "meeting": N_("in meetings {n}"),
    "backup_away": N_("standing in for somebody {n}"),
    "pair_out": N_("the other of the pair out {n}"),
    "spacing": N_("too near to another visit {n}"),
    "quota_over": N_("quota full {n}"),
    "rest_day": N_("days off {n}"),
    "blocked_day": N_("kept free by the township {n}"),
    "farm_season": N_("farm season {n}"),
    "same_township": N_("visited that day {n}"),
    "revisit": N_("too near to another visit there {n}"),
    "most_a_day": N_("as many visits as can set out {n}"),
    NO_PLACE: N_("no township free {n}"),
    NOBODY: N_("nobody free {n}"),
    "recusal": N_("must keep away {n}"),
    FREE: N_("still free {n}"),
}
"""What stands in the way, with how many days or leaders."""


def causes_text(found: Counter[str]) -> str:
    """Return away 10, in meetings 3: the most frequent first."""
    order = list(CAUSES)
    ranked = sorted(found.items(), key=lambda item: (-item[1], order.index(item[0])))
    return listed(_(CAUSES[key]).format(n=n) for key, n in ranked)


def days_text(n: int, found: Counter[str]) -> str:
    """Return Of 12 days: away 10, in meetings 2."""
    words = ngettext("On the only day: {causes}.", "Of {n} days: {causes}.", n)
    return words.format(n=n, causes=causes_text(found))


class Probing:
    """Asks of one plan whether one visit more would fit; answers are kept."""

    def __init__(self, view: PlanView) -> None:
        self.view = view
        self.problem: Problem = view.problem
        self.loads = loads_of(view)
        self._leaders: dict[tuple[int, date, Half, str], str] = {}
        self._places: dict[tuple[int, date], str] = {}
        self._must = {key for key, rule in HARD_OF.items() if stand_of(self.problem, rule) is Stand.MUST}

    @property
    def days(self) -> Sequence[date]:
        """The days on which a visit may be planned."""
        return self.problem.days if "rest_day" in self._must else self.problem.natural_days

    def bars_leader(self, leader_id: int, day: date, half: Half, kind: str) -> str:
        """Return the first rule that keeps a leader at home then, empty where none does."""
        known = self._leaders.get((leader_id, day, half, kind))
        if known is None:
            probe = PlannedVisit(day, half, 0, leader_id, kind)
            known = self._leaders[leader_id, day, half, kind] = self._barred(probe, OF_THE_LEADER)
        return known

    def bars_place(self, township_id: int, day: date) -> str:
        """Return the first rule that keeps a township from being visited on a day."""
        known = self._places.get((township_id, day))
        if known is None:
            probe = PlannedVisit(day, Half.MORNING, township_id, 0, "")
            known = self._places[township_id, day] = self._barred(probe, OF_THE_PLACE)
        return known

    def bars(self, visit: PlannedVisit) -> str:
        """Return the first rule that speaks against one visit more, empty where it fits."""
        return (
            self.bars_place(visit.township_id, visit.day)
            or self.bars_leader(visit.leader_id, visit.day, visit.half, visit.kind)
            or self._recused(visit)
        )

    def key(self, *into: PlannedVisit, out: Iterable[PlannedVisit] = ()) -> Score:
        """Return what the plan would cost more."""
        return Trial(self.view, out, into).key(self.loads)

    def best(self, visits: Iterable[PlannedVisit]) -> PlannedVisit | None:
        """Return the visit that would cost least of those that fit; of many, of those who carry least."""
        fit = self.ranked(each for each in visits if not self.bars(each))
        return min((self.key(each), each) for each in fit)[1] if fit else None

    def ranked(self, visits: Iterable[PlannedVisit], most: int = MOST_TRIED) -> list[PlannedVisit]:
        """Return the most promising visits: leaders who carry least first, on the right side of market day."""
        return sorted(visits, key=lambda one: (self.loads.get(one.leader_id, 0), market(self.problem, one), one))[:most]

    def slots(self, township_id: int, day: date, kinds: Iterable[str]) -> Iterator[PlannedVisit]:
        """Yield a visit of every leader to a township on a day, in both halves."""
        for kind in kinds:
            for leader in self.problem.leaders:
                for half in HALVES:
                    yield PlannedVisit(day, half, township_id, leader.id, kind)

    def _barred(self, probe: PlannedVisit, keys: Iterable[str]) -> str:
        trial = Trial(self.view, into=(probe,))
        for key in keys:
            if key in self._must and any(True for _found in HARD_OF[key].find(probe, trial)):
                return key
        return FREE

    def _recused(self, visit: PlannedVisit) -> str:
        township = self.problem.township_of.get(visit.township_id)
        return "recusal" if township is not None and visit.leader_id in township.barred else FREE
