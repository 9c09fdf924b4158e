"""The conflicts of the weeks in sight: one line for each, a pair told once; and what the chips' marks say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from core.clash_facts import Level
from core.conflicts import Clash, Fix, clash_text
from core.i18n import _, day_text, is_chinese, listed
from core.visits import HALF_NAMES, Half
from db.queries.calendar import VisitRow, visits_between
from db.queries.clashes import ClashRow, clashes_between
from desktop.context import AppContext

_COLLIDES: Final = frozenset(
    {"double_booking", "absence", "blocked_day", "recusal", "meeting", "travel", "same_village", "same_township"}
)
_TOGETHER: Final = frozenset({"same_village", "same_township"})


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One conflict with its ways out.

    Attributes:
        other: The other visit of a pair.
        where: When, who and where to.
        why: What is wrong.
        is_hint: The office only wants to be told; it collides with nothing.
    """

    visit: VisitRow
    other: VisitRow | None
    clash: Clash
    where: str
    why: str
    is_hint: bool

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What the buttons offer: going together only where `join_visits` allows it."""
        can_join = (
            self.other is not None
            and self.other.can_move
            and (self.visit.day, self.visit.township_id) == (self.other.day, self.other.township_id)
            and self.visit.unannounced == self.other.unannounced
        )
        wanted = [fix for fix in self.clash.fixes if fix is not Fix.OTHER_HALF]
        return tuple(fix for fix in wanted if fix is not Fix.GO_TOGETHER or can_join)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What stands against the plan in sight; `left_out` conflicts more are those of visits that a filter hides."""

    lines: Sequence[ConflictLine] = ()
    sentences: Mapping[int, Sequence[str]] | None = None
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many conflicts there are, hints left out."""
        return sum(1 for line in self.lines if not line.is_hint)

    def in_sight(self, visits: Iterable[VisitRow]) -> Conflicts:
        """Return those of the visits that a filter leaves, and how many more there are."""
        ids = {visit.id for visit in visits}
        kept = [line for line in self.lines if line.visit.id in ids or (line.other and line.other.id in ids)]
        fewer = replace(self, lines=kept)
        return replace(fewer, left_out=self.count - fewer.count)


def read_conflicts(ctx: AppContext, first: date, last: date, today: date) -> Conflicts:
    """Return the open conflicts of visits still to come from *first* to *last*, the gravest and nearest first."""
    with ctx.store.read() as session:
        rows = clashes_between(session, first, last, calendar=ctx.calendar, settings=ctx.settings, today=today)
        visits = {visit.id: visit for visit in visits_between(session, first, last, today=today)} if rows else {}
    return conflicts_of(rows, visits)


def conflicts_of(rows: Iterable[ClashRow], visits: Mapping[int, VisitRow]) -> Conflicts:
    """Return clashes as lines and marks; accepted ones are settled, and quotas not filled belong to no visit."""
    lines: list[ConflictLine] = []
    sentences: dict[int, list[str]] = defaultdict(list)
    told: set[tuple[str, frozenset[int]]] = set()
    for row in rows:
        visit = visits.get(row.visit_id) if row.visit_id is not None else None
        if visit is None or not row.is_open:
            continue
        hint = is_hint(row.clash)
        if not hint:
            sentences[visit.id].append(clash_text(row.clash))
        other_id = row.clash.other_id
        pair = (row.clash.rule_key, frozenset({visit.id, other_id or 0}))
        if other_id is not None and pair in told:
            continue
        told.add(pair)
        lines.append(_line(visit, visits.get(other_id) if other_id is not None else None, row.clash, hint=hint))
    return Conflicts(sorted(lines, key=lambda line: line.is_hint), sentences)


def is_hint(clash: Clash) -> bool:
    """Return whether a clash is only something to think of."""
    return clash.level is Level.WARN and clash.rule_key not in _COLLIDES


def _line(visit: VisitRow, other: VisitRow | None, clash: Clash, *, hint: bool) -> ConflictLine:
    when = slot_words(visit.day, visit.half)
    if clash.rule_key in _TOGETHER and other is not None:
        place = visit.village if clash.rule_key == "same_village" and visit.village else visit.township
        why = _("{place} receives two at once: {leaders}").format(
            place=place, leaders=listed([visit.leader, other.leader])
        )
        return ConflictLine(visit, other, clash, day_text(visit.day), why, hint)
    return ConflictLine(visit, other, clash, f"{when} {visit.leader} → {visit.township}", clash_text(clash), hint)


def slot_words(day: date, half: Half) -> str:
    """Return 12月3日上午."""
    words = _(HALF_NAMES[half])
    return f"{day_text(day)}{words}" if is_chinese() else f"{day_text(day)}, {words.lower()}"
