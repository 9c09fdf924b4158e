"""Who is phoned about an issue of the plan, and what is said: everybody at first, later only the affected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.i18n import _, ngettext
from core.plan_rows import PlanRow, visit_words
from core.planning import CallAnswer, Party
from core.releases import Change, ChangeKind

Concerned = tuple[Party, int]

TOLD: Final = frozenset({CallAnswer.CALLED, CallAnswer.AGREED})
"""Answers after which somebody knows; a row with any other is open."""

_EVERYBODY_HEARS: Final = frozenset({"leader", "day", "time", "place", "kind", "theme"})
"""Changes of these reach everybody of the visit; others only those who come or no longer come along."""

_ORDER: Final = tuple(Party)
_MOST_LINES: Final = 80
"""More than anybody reads out; the rota itself says the rest."""


@dataclass(slots=True)
class Call:
    """Somebody to be phoned: what to say line by line, and about which visits."""

    party: Party
    party_id: int
    lines: list[str] = field(default_factory=list)
    visits: list[str] = field(default_factory=list)

    def add(self, line: str, uid: str) -> None:
        """Say one thing more, about a visit."""
        self.lines.append(line)
        if uid not in self.visits:
            self.visits.append(uid)

    @property
    def words(self) -> str:
        """Everything to say."""
        more = len(self.lines) - _MOST_LINES
        if more <= 0:
            return "\n".join(self.lines)
        said = ngettext("… and {n} more, as in the rota.", "… and {n} more, as in the rota.", more)
        return "\n".join([*self.lines[:_MOST_LINES], said.format(n=more)])


def is_open(answer: CallAnswer) -> bool:
    """Return whether somebody still has to be reached."""
    return answer not in TOLD


def concerned(row: PlanRow | None) -> set[Concerned]:
    """Return whom a visit concerns: its leaders, its township, the units that go along."""
    if row is None:
        return set()
    leaders = {row.leader_id, *row.companion_ids} - {None}
    townships = {row.township_id} - {None}
    return {
        *((Party.LEADER, one) for one in leaders if one is not None),
        *((Party.TOWNSHIP, one) for one in townships if one is not None),
        *((Party.AGENCY, one) for one in row.agency_ids),
    }


def calls_for(first_told: Iterable[PlanRow], changes: Sequence[Change]) -> list[Call]:
    """Return the phone list: whoever is concerned by rows told for the first time, or affected by a change.

    Leaders come first, then townships, then units; each in the order in which they first turn up.
    """
    calls: dict[Concerned, Call] = {}
    for row in first_told:
        for party in _in_order(concerned(row)):
            _call(calls, party).add(visit_words(row), row.uid)
    for change in changes:
        for party, line in _affected(change):
            _call(calls, party).add(line, change.uid)
    return sorted(calls.values(), key=lambda call: _ORDER.index(call.party))


def _affected(change: Change) -> Iterator[tuple[Concerned, str]]:
    before, after = concerned(change.old), concerned(change.new)
    matters = change.kind is not ChangeKind.CHANGED or any(part.key in _EVERYBODY_HEARS for part in change.parts)
    for party in _in_order(before | after):
        line = _line(change, had=party in before, has=party in after)
        if matters or (party in before) != (party in after):
            yield party, line


def _line(change: Change, *, had: bool, has: bool) -> str:
    """Return what somebody is told, who had a part in the visit before, or has one now."""
    old = visit_words(change.old) if change.old is not None else ""
    new = visit_words(change.new) if change.new is not None else ""
    if had and has:
        said = _("Planned so far: {old}. Changed: {what}. Now: {new}.")
        return said.format(old=old, what=change.text(), new=new)
    if has:
        return _("New: {new}.").format(new=new)
    if change.new is None:
        return _("Called off: {old}.").format(old=old)
    return _("Planned so far: {old}. You are no longer needed there.").format(old=old)


def _call(calls: dict[Concerned, Call], party: Concerned) -> Call:
    return calls.setdefault(party, Call(*party))


def _in_order(parties: set[Concerned]) -> list[Concerned]:
    return sorted(parties, key=lambda one: (_ORDER.index(one[0]), one[1]))
