"""A proposal as the page shows it: leaders down, weeks across, and in each cell what is new, moved, kept, locked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.clash_facts import AbsenceFacts
from core.i18n import _, clauses, day_text, is_chinese
from core.organisation import short_township
from core.planner.compare import Difference, VisitChange
from core.planner.problem import HALVES, PlannedVisit, PlannerLeader, Problem
from core.visits import HALF_MARKS, Half
from desktop.widgets.kinds import kind_name

_ORDER = {Half.MORNING: 0, Half.WHOLE_DAY: 1, Half.AFTERNOON: 2}


@dataclass(frozen=True, slots=True)
class Chip:
    """One visit on the board, or the place that it leaves.

    Attributes:
        visit: What stands here; for a ghost what stood here.
        ghost: It stands here no more.
        to: For a ghost where it stands now; None where it is dropped.
        pinned: Somebody wants it to stay in the next plan.
    """

    visit: PlannedVisit
    what: Difference
    ghost: bool = False
    to: PlannedVisit | None = None
    pinned: bool = False

    @property
    def can_move(self) -> bool:
        """Whether it may be moved by hand."""
        return not self.ghost and self.what is not Difference.LOCKED

    @property
    def changes(self) -> bool:
        """Whether it differs from what was planned before."""
        return self.what in {Difference.ADDED, Difference.MOVED}


@dataclass(frozen=True, slots=True)
class Row:
    """A leader."""

    id: int
    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the period; `days` are those on which visits may be planned."""

    monday: date
    first: date
    last: date
    days: tuple[date, ...]


@dataclass(frozen=True)
class Proposal:
    """Everything that the board paints."""

    rows: tuple[Row, ...] = ()
    weeks: tuple[Week, ...] = ()
    cells: Mapping[tuple[int, date], tuple[Chip, ...]] = field(default_factory=dict)
    hatches: Mapping[tuple[int, date], str] = field(default_factory=dict)
    townships: Mapping[int, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def chips(self, row: int, week: int) -> tuple[Chip, ...]:
        """Return what is in a cell, by day."""
        return self.cells.get((self.rows[row].id, self.weeks[week].monday), ())

    def hatch(self, row: int, week: int) -> str:
        """Return why a leader is not there in a week, empty where he is."""
        return self.hatches.get((self.rows[row].id, self.weeks[week].monday), "")

    def place_of(self, wanted: PlannedVisit) -> tuple[int, int, int] | None:
        """Return row, week and place in the cell of a visit that stands on the board."""
        for row, leader in enumerate(self.rows):
            if leader.id == wanted.leader_id:
                for week, each in enumerate(self.weeks):
                    for at, chip in enumerate(self.cells.get((leader.id, each.monday), ())):
                        if not chip.ghost and chip.visit.place == wanted.place:
                            return row, week, at
        return None

    def township(self, visit: PlannedVisit) -> str:
        """Return the name of the township gone to."""
        return self.townships.get(visit.township_id, f"#{visit.township_id}")

    def leader(self, leader_id: int) -> str:
        """Return the name of a leader."""
        return next((row.name for row in self.rows if row.id == leader_id), f"#{leader_id}")


def proposal_of(
    problem: Problem,
    changes: Iterable[VisitChange],
    *,
    posts: Mapping[int, str],
    away: Mapping[int, Sequence[AbsenceFacts]],
    pins: frozenset[tuple[object, ...]] = frozenset(),
) -> Proposal:
    """Return how a plan looks on the board."""
    cells: dict[tuple[int, date], list[Chip]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for change in changes:
        counts[change.what.value] += 1
        for chip in chips_of(change, pins):
            cells[chip.visit.leader_id, monday_of(chip.visit.day)].append(chip)
    taken = {key[0] for key in cells}
    rows = [each for each in problem.leaders if each.share or each.id in taken]
    weeks = weeks_of(problem)
    return Proposal(
        tuple(Row(each.id, each.name, posts.get(each.id, "")) for each in rows),
        weeks,
        {key: tuple(sorted(found, key=_when)) for key, found in cells.items()},
        {key: words for each in rows for key, words in hatches_of(each, weeks, away.get(each.id, ())).items()},
        {each.id: each.name for each in problem.townships},
        counts,
    )


def chips_of(change: VisitChange, pins: frozenset[tuple[object, ...]]) -> Iterable[Chip]:
    """Yield what one change shows: where a visit stands now, and the place that it left."""
    if change.after is not None:
        yield Chip(change.after, change.what, pinned=change.after.place in pins)
    if change.before is not None and change.what in {Difference.MOVED, Difference.REMOVED}:
        yield Chip(change.before, change.what, ghost=True, to=change.after)


def weeks_of(problem: Problem) -> tuple[Week, ...]:
    """Return the weeks of the period that have any day on which visits may be planned."""
    found: dict[date, list[date]] = defaultdict(list)
    for day in problem.days:
        found[monday_of(day)].append(day)
    for visit in problem.fixed:
        found[monday_of(visit.day)].append(visit.day)
    return tuple(Week(monday, min(days), max(days), tuple(sorted(set(days)))) for monday, days in sorted(found.items()))


def hatches_of(
    leader: PlannerLeader, weeks: Sequence[Week], away: Sequence[AbsenceFacts]
) -> dict[tuple[int, date], str]:
    """Return for each week in which a leader is away when and why."""
    found: dict[tuple[int, date], str] = {}
    for week in weeks:
        said = []
        sunday = week.monday + timedelta(6)
        for each in away:
            first, last = max(each.first, week.monday), min(each.last, sunday)
            days = [day for day in week.days if first <= day <= last]
            if days:
                said.append(f"{_days(days[0], days[-1])} {each.reason}".rstrip())
        if not said and week.days and all(leader.is_away(day) for day in week.days):
            said.append(_("Not in office"))
        if said:
            found[leader.id, week.monday] = clauses(said)
    return found


def chip_words(chip: Chip, proposal: Proposal) -> tuple[str, str]:
    """Return when and where: 16日上 and 松坪乡; 16 Dec AM and Songping."""
    visit = chip.visit
    where = proposal.township(visit)
    return slot_words(visit), where if is_chinese() else short_township(where)


def slot_words(visit: PlannedVisit) -> str:
    """Return 16日上, or 16 AM."""
    mark = _(HALF_MARKS[visit.half])
    return f"{visit.day.day}日{mark}" if is_chinese() else f"{visit.day.day} {mark}"


def moved_words(chip: Chip, proposal: Proposal) -> str:
    """Return where a ghost's visit stands now: 11日, another month's with it, another leader by name."""
    if chip.to is None:
        return _("taken out")
    day, to = "", chip.to
    if (to.day, to.half) != (chip.visit.day, chip.visit.half):
        same = (to.day.year, to.day.month) == (chip.visit.day.year, chip.visit.day.month)
        day = (f"{to.day.day}日" if is_chinese() else str(to.day.day)) if same else day_text(to.day)
        if to.day == chip.visit.day:
            day += _(HALF_MARKS[to.half])
    leader = proposal.leader(to.leader_id) if to.leader_id != chip.visit.leader_id else ""
    return " ".join(each for each in (leader, day) if each) or _(kind_name(to.kind))


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(day.weekday())


def slots_of(week: Week) -> list[tuple[date, Half]]:
    """Return the half-days of a week on which visits may be planned, in order."""
    return [(day, half) for day in week.days for half in HALVES]


def _days(first: date, last: date) -> str:
    if is_chinese():
        return f"{first.day}日" if first == last else f"{first.day}—{last.day}日"
    return f"{first.day}" if first == last else f"{first.day}—{last.day}"


def _when(chip: Chip) -> tuple[object, ...]:
    return chip.visit.day, _ORDER[chip.visit.half], chip.ghost, chip.visit
