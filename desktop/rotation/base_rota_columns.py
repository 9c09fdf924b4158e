"""The columns of the base rota's list, of a year's draft line by line, and of what stands in its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.i18n import N_, _, clauses, day_text, listed, ngettext, statements, weekday_text
from core.planner.base_rota import BaseDay
from core.planner.base_year import BaseDraft
from core.visits import HALF_NAMES
from db.queries.base_rota import BaseRotaRow
from desktop.widgets.table import Column


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with its days of the year in sight."""

    row: BaseRotaRow
    days: int
    next_day: date | None

    @property
    def id(self) -> int:
        """The line's."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class LineCount:
    """What drafting a year makes of one line."""

    id: int
    name: str
    new: int
    there: int
    open: int
    barred: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A day on which a line's visit cannot be, or would have to be moved."""

    id: int
    day: date
    line: str
    sentence: str
    stops: bool


def counts_of(draft: BaseDraft, names: Mapping[int, str]) -> list[LineCount]:
    """Return what drafting makes of each line, in the office's order."""
    groups = (
        [each.of for each in draft.new], list(draft.there), list(draft.open), [each.of for each in draft.barred],
        list(draft.left_out),
    )  # fmt: skip
    counts = {key: [sum(day.line.id == key for day in days) for days in groups] for key in names}
    return [LineCount(key, names[key], *found) for key, found in counts.items()]


def obstacles_of(draft: BaseDraft) -> list[Obstacle]:
    """Return what stands in the way: days that get no visit, then visits that the planner will have to move."""
    found = [(each.of.day or each.of.meant, each.of.line.name, each.sentence, True) for each in draft.barred]
    moved = [(each.visit.day, each.of.line.name, each.why, False) for each in draft.doubtful]
    return [Obstacle(n, *each) for n, each in enumerate([*sorted(found), *sorted(moved)])]


def counts_words(days: Sequence[BaseDay], names: Mapping[int, str]) -> str:
    """Return how often whose turn it is: 每人几次, the most first; empty where nobody takes turns."""
    counts = Counter(each.leader_id for each in days if each.leader_id is not None and each.day is not None)
    if len(counts) < 2:
        return ""
    by_count: dict[int, list[str]] = {}
    for leader_id, n in sorted(counts.items(), key=lambda each: -each[1]):
        by_count.setdefault(n, []).append(names.get(leader_id, ""))
    return statements(_("{n} times: {leaders}").format(n=n, leaders=listed(who)) for n, who in by_count.items())


def where_words(row: BaseRotaRow) -> str:
    """Return where it goes, what for, and in which half."""
    parts = (row.township, _(row.kind_name) if row.kind_name else "", _(HALF_NAMES[row.half]) if row.half else "")
    return clauses(part for part in parts if part) or _("left open")


def turn_words(row: BaseRotaRow) -> str:
    """Return who takes turns."""
    n = len(row.turns)
    if n <= 3:
        return listed(each.name for each in row.turns) or _("left open")
    first = listed(each.name for each in row.turns[:2])
    return ngettext("{first} and {n} more in turn", "{first} and {n} more in turn", n - 2).format(first=first, n=n - 2)


def _days(shown: LineShown) -> str:
    pattern = shown.row.pattern
    return _("written by a newer version") if pattern is None else pattern.describe()


def _ink(shown: LineShown) -> str:
    return "ink" if shown.row.active else "ink3"


def _grey(shown: LineShown) -> str:
    return "ink2" if shown.row.active else "ink3"


LINES: Final = (
    Column(N_("Name of line"), lambda s: s.row.name, None, 0, 0, bold=True, tone=_ink),
    Column(N_("Which days"), _days, None, 250, 320, tone=_ink),
    Column(N_("Where and what for"), lambda s: where_words(s.row), None, 0, 0, tone=_grey),
    Column(N_("Leaders in turn"), lambda s: turn_words(s.row), None, 0, 0, tone=_grey,
           tip=lambda s: listed(each.name for each in s.row.turns) or _("left open")),
    Column(N_("Must"), lambda s: _("must") if s.row.must else "", None, 60, 60, tone=lambda _s: "amb"),
    Column(N_("Next time"), lambda s: _dated(s.next_day), None, 118, 118, tone=_grey, phrase=True),
    Column(N_("In the year"), lambda s: str(s.days) if s.row.active else _("set aside"), None, 84, 92, tone=_grey,
           phrase=True),
)  # fmt: skip

COUNTS: Final = (
    Column(N_("Name of line"), lambda c: c.name, None, 0, 0, bold=True),
    Column(N_("New drafts"), lambda c: str(c.new), None, 90, 100, tone=lambda c: "acc" if c.new else "ink3",
           phrase=True),
    Column(N_("There already"), lambda c: str(c.there), None, 90, 116, tone=lambda c: "ink2" if c.there else "ink3",
           phrase=True),
    Column(N_("For the planner"), lambda c: str(c.open), None, 110, 124, tone=lambda c: "ink2" if c.open else "ink3",
           phrase=True),
    Column(N_("Cannot be"), lambda c: str(c.barred), None, 90, 100, tone=lambda c: "red" if c.barred else "ink3",
           phrase=True),
    Column(N_("Days off"), lambda c: str(c.left_out), None, 90, 90, tone=lambda c: "ink2" if c.left_out else "ink3",
           phrase=True),
)  # fmt: skip

OBSTACLES: Final = (
    Column(N_("Date"), lambda o: _dated(o.day), lambda o: o.day, 118, 118, phrase=True),
    Column(N_("Name of line"), lambda o: o.line, lambda o: o.line, 190, 220),
    Column(N_("What stands in the way"), lambda o: o.sentence, None, 0, 0, tone=lambda o: "red" if o.stops else "amb"),
)  # fmt: skip


def _dated(day: date | None) -> str:
    return "" if day is None else f"{day_text(day)} {weekday_text(day)}"
