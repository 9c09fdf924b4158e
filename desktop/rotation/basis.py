"""What the page reads before a plan is made: the problem, and what the board and the rules say besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.calendar.workdays import WorkCalendar
from core.clash_facts import AbsenceFacts
from core.i18n import N_, _
from core.planner.keeping import keeping
from core.planner.options import PlanOptions
from core.planner.problem import Plan, Problem
from core.settings import OfficeSettings
from db.queries.board import board_leaders
from db.queries.clash_county import absences_between
from db.queries.issues import overdue
from db.queries.planner import problem_of
from db.store import Store
from desktop.rotation.rule_lines import Facts
from desktop.rotation.wish import PlanWish


@dataclass(frozen=True, slots=True)
class Office:
    """What belongs to the window and is handed to the thread."""

    store: Store
    today: date
    calendar: WorkCalendar
    settings: OfficeSettings


@dataclass(frozen=True)
class Basis:
    """What was read.

    Attributes:
        problem: As the schedule and the rules have it, with what was given up.
        pinned: The same with the pins of this page held.
        before: The schedule as it stands.
    """

    wish: PlanWish
    problem: Problem
    pinned: Problem
    posts: Mapping[int, str]
    away: Mapping[int, Sequence[AbsenceFacts]]
    facts: Facts

    @cached_property
    def asked(self) -> Problem:
        """What is planned: what the office planned is held too, where that must stay."""
        return keeping(self.pinned)

    @property
    def before(self) -> Plan:
        """The visits of the period as they stand."""
        return tuple(sorted((*self.problem.fixed, *self.problem.drafts)))

    def hindrance(self) -> str:
        """Return the key of what keeps any plan from being made, empty where nothing does."""
        if not any(each.share for each in self.problem.leaders):
            return "leaders"
        if not self.problem.townships:
            return "townships"
        return "" if self.problem.days else "days"


HINDRANCES = {
    "leaders": (N_("There is nobody to send yet"), N_("Enter the leaders first; then a rota can be drafted.")),
    "townships": (N_("There is nowhere to go yet"), N_("Enter the townships first; then a rota can be drafted.")),
    "days": (N_("No working day in this period"), N_("Choose other days at the left.")),
}


def hindrance_words(key: str) -> tuple[str, str]:
    """Return title and sentence of what keeps any plan from being made."""
    title, sentence = HINDRANCES[key]
    return _(title), _(sentence)


def read_basis(office: Office, wish: PlanWish) -> Basis:
    """Read everything; called in a thread of its own."""
    first, last = wish.period.first, wish.period.last
    with office.store.read() as session:
        options: PlanOptions = wish.options
        problem = problem_of(
            session,
            first,
            last,
            today=office.today,
            calendar=office.calendar,
            settings=office.settings,
            options=options,
        )
        posts = {each.id: each.post for each in board_leaders(session, first, last)}
        away: dict[int, list[AbsenceFacts]] = defaultdict(list)
        for each in absences_between(session, first, last):
            away[each.leader_id].append(each)
        townships = {issue.township_id for issue in overdue(session, office.today, office.calendar)}
    problem = wish.relaxed(problem)
    return Basis(wish, problem, wish.pinned(problem), posts, away, Facts(len(townships)))
