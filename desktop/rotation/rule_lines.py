"""The rules of a plan as the page says them: one sentence each, a fact below it, perhaps a number inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, _, listed, ngettext
from core.planner.problem import Problem, Stand
from core.planner.rules import HARD, HARD_OF, stand_of
from core.planner.wishes import SOFT, SOFT_OF, wish_of

DUTIES: Final = frozenset({"receptions", "quota_under", "interval", "base"})
"""Wishes that can be a must too."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the lines below the sentences need besides the problem: townships with overdue issues."""

    overdue: int = 0


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One sentence.

    Attributes:
        keys: The rules and wishes it stands for; the first says how firmly it holds. None are always so.
        words: A msgid, with {n} where a number is typed; empty takes the meaning of the first rule.
        number: The field of `PlanOptions` that the number is.
        fact: What is said below it.
    """

    key: str
    keys: tuple[str, ...]
    words: str = ""
    number: str = ""
    fact: Callable[[Problem, Facts], str] = lambda _problem, _facts: ""

    def sentence(self) -> str:
        """Return it in the current language, {n} left in it."""
        if self.words:
            return _(self.words)
        rule = HARD_OF.get(self.keys[0]) or SOFT_OF[self.keys[0]]
        return rule.meaning

    def stand(self, problem: Problem) -> Stand:
        """Return how firmly it holds in a plan."""
        if not self.keys:
            return Stand.MUST
        key = self.keys[0]
        return stand_of(problem, HARD_OF[key]) if key in HARD_OF else wish_of(problem, key)

    @property
    def is_fixed(self) -> bool:
        """Whether it always holds."""
        return not self.keys or (self.keys[0] in HARD_OF and HARD_OF[self.keys[0]].always)

    @property
    def is_wish(self) -> bool:
        """Whether it can only be weighed, never a must."""
        return bool(self.keys) and self.keys[0] in SOFT_OF and self.keys[0] not in DUTIES

    def value(self, problem: Problem) -> int:
        """Return the number inside the sentence."""
        if self.number == "interval_days":
            return most_common([each.interval for each in problem.townships])
        return int(getattr(problem, self.number)) if self.number else 0


def most_common(values: list[int]) -> int:
    """Return what occurs most often, the smaller of two; 30 of nothing."""
    return min(set(values), key=lambda each: (-values.count(each), each), default=30)


def _townships(problem: Problem, _facts: Facts) -> str:
    n, days = len(problem.townships), most_common([each.interval for each in problem.townships])
    own = sum(each.interval != days for each in problem.townships)
    if own:
        return ngettext("{n} township has days of its own", "{n} townships have days of their own", own).format(n=own)
    return ngettext("{n} township takes part", "All {n} townships take part", n).format(n=n)


def _quotas(problem: Problem, _facts: Facts) -> str:
    lines = {line for found in problem.lines.values() for line in found}
    if not problem.quotas:
        n = problem.most_a_month
        return _("No quota is set; at most {n} a month").format(n=n) if n else _("No quota is set")
    least = [each.least for each in lines if each.least is not None]
    most = [each.most for each in lines if each.most is not None]
    low, high = min(least, default=min(most, default=0)), max(most, default=max(least, default=0))
    span = str(low) if low == high else f"{low}—{high}"
    return _("By quota, {span} visits").format(span=span)


def _locked(problem: Problem, _facts: Facts) -> str:
    n = len(problem.fixed)
    return ngettext("{n} visit is locked", "{n} visits are locked", n).format(n=n)


def _markets(problem: Problem, _facts: Facts) -> str:
    without = [each.name for each in problem.townships if not each.markets]
    if not without:
        return _("Every township has its market days")
    if len(without) == len(problem.townships):
        return _("No market days are known")
    if len(without) > 2:
        n = len(without)
        return ngettext("{n} township has no fixed market", "{n} townships have no fixed market", n).format(n=n)
    return _("{names} has no fixed market").format(names=listed(without))


def _overdue(_problem: Problem, facts: Facts) -> str:
    return ngettext("{n} at present", "{n} at present", facts.overdue).format(n=facts.overdue)


def _together(problem: Problem, _facts: Facts) -> str:
    names = problem.township_of
    pairs = [f"{names[a].name} + {names[b].name}" for a, b in problem.together if a in names and b in names]
    if not pairs:
        return _("No townships lie on one road")
    return pairs[0] if len(pairs) == 1 else ngettext("{n} pair", "{n} pairs", len(pairs)).format(n=len(pairs))


def _says(msgid: str) -> Callable[[Problem, Facts], str]:
    return lambda _problem, _facts: _(msgid)


FIRST: Final = (
    RuleLine("interval", ("interval",), N_("Each township every {n} days"), "interval_days", _townships),
    RuleLine("quota", ("quota_under", "quota_over"), N_("Visits of each leader"), "", _quotas),
    RuleLine(
        "spacing", ("spacing",), N_("Each leader rests {n} days"), "spacing_days", _says(N_("Between two visits"))
    ),
    RuleLine("fixed", (), N_("What is announced stays"), "", _locked),
    RuleLine(
        "rest_day",
        ("rest_day",),
        N_("No weekends or holidays"),
        "",
        _says(N_("Except Saturdays that the county works")),
    ),
    RuleLine("market", ("market",), N_("Go on market days"), "", _markets),
    RuleLine("need", ("need",), N_("Townships with overdue issues first"), "", _overdue),
    RuleLine(
        "continuity",
        ("continuity",),
        N_("The leader in charge goes back"),
        "",
        _says(N_("Who brought the issue goes again")),
    ),
    RuleLine("together", ("together",), N_("Paired townships on one day"), "", _together),
)
"""Those in sight at once."""
_NUMBERED: Final = {
    "revisit": (N_("Two visits to one township {n} days apart"), "revisit_days"),
    "most_a_day": (N_("At most {n} visits a day"), "most_a_day"),
}
_SHOWN: Final = {key for line in FIRST for key in line.keys}
FURTHER: Final = (
    RuleLine(
        "most_a_month", ("quota_over",), N_("A leader without quota goes out at most {n} times a month"), "most_a_month"
    ),
    *(
        RuleLine(rule.key, (rule.key,), *_NUMBERED.get(rule.key, ()))
        for rule in (*HARD, *SOFT)
        if rule.key not in _SHOWN
    ),
)
"""Those behind “more rules”."""
