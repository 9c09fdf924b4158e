"""Swapping two visits: what they can exchange, and what each exchange would mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.clash_facts import Level, VisitFacts
from core.conflicts import Clash, clash_text, clashes
from core.i18n import N_, _, day_text
from core.visits import HALF_NAMES
from db.queries.calendar import VisitRow
from db.services.board_moves import Swap
from desktop.calendar.carried import carried_visit
from desktop.calendar.moves import Moves
from desktop.calendar.verdict import Line, Tone, Verdict, line_of

SWAP_NAMES: Final = {Swap.LEADERS: N_("Swap leaders"), Swap.DATES: N_("Swap dates")}


def swaps_of(one: VisitRow, other: VisitRow) -> tuple[Swap, ...]:
    """Return what two visits could exchange: nothing that is the same on both sides."""
    if one.id == other.id or not (one.can_move and other.can_move):
        return ()
    found = [Swap.LEADERS] if one.leader_id != other.leader_id else []
    return (*found, Swap.DATES) if (one.day, one.half) != (other.day, other.half) else tuple(found)


def judge_swap(moves: Moves, one: VisitRow, other: VisitRow, what: Swap) -> Verdict:
    """Return what one exchange would mean; its clashes are those of both visits, named by `clashes_of_swap`."""
    found = [clash for _id, clash in clashes_of_swap(moves, one, other, what)]
    lines = [line_of(clash) for clash in found]
    stands = _after_words(one, other, what)
    if not any(line.tone is Tone.STOP for line in lines):
        lines.insert(0, Line(Tone.FREE, stands[0]))
        lines.insert(1, Line(Tone.FREE, stands[1]))
    return Verdict(_(SWAP_NAMES[what]), tuple(lines), tuple(found))


def judge_swaps(moves: Moves, one: VisitRow, other: VisitRow) -> Verdict:
    """Return what dropping one visit on another offers: each exchange, with what stands against it."""
    title = _("Swap {one} and {other}").format(one=_pair(one), other=_pair(other))
    offered = swaps_of(one, other)
    if not offered:
        return Verdict(title, (Line(Tone.STOP, _("There is nothing to swap between these two.")),))
    if len(offered) == 1:
        return replace(judge_swap(moves, one, other, offered[0]), title=title)
    lines = []
    for what in offered:
        found = judge_swap(moves, one, other, what)
        against = found.reason or found.warning
        name = _(SWAP_NAMES[what])
        words = _("{what}: {against}").format(what=name, against=against.split("\n")[0]) if against else name
        lines.append(Line(Tone.WARN if against else Tone.FREE, words))
    return Verdict(title, tuple(lines))


def clashes_of_swap(moves: Moves, one: VisitRow, other: VisitRow, what: Swap) -> list[tuple[int, Clash]]:
    """Return what would newly stand against the two after the exchange, each with its visit."""
    first, last = min(one.day, other.day), max(one.day, other.day)
    context = moves.context(first, last)
    here, there = carried_visit(one, context).facts, carried_visit(other, context).facts
    after = exchanged(here, there, what)
    moved = {facts.id: facts for facts in after}
    plan = [moved.get(each.id, each) for each in context.visits]
    new = replace(context, visits=plan, outings=_outings(context.outings, moved))
    found = []
    for facts, before in zip(after, (here, there), strict=True):
        known = {(clash.rule_key, clash_text(clash)) for clash in clashes(before, context)}
        found += [
            (facts.id or 0, clash)
            for clash in clashes(facts, new)
            if clash.level is Level.BLOCK or (clash.rule_key, clash_text(clash)) not in known
        ]
    order = list(Level)
    return sorted(found, key=lambda pair: order.index(pair[1].level))


def exchanged(one: VisitFacts, other: VisitFacts, what: Swap) -> tuple[VisitFacts, VisitFacts]:
    """Return both as they stand after the exchange."""
    if what is Swap.LEADERS:
        return _led(one, other.leader_ids[0]), _led(other, one.leader_ids[0])
    return _on(one, other), _on(other, one)


def _led(visit: VisitFacts, leader_id: int) -> VisitFacts:
    return replace(visit, leader_ids=(leader_id, *(each for each in visit.leader_ids[1:] if each != leader_id)))


def _on(visit: VisitFacts, other: VisitFacts) -> VisitFacts:
    times = (visit.starts_at, visit.ends_at) if visit.half is other.half else (None, None)
    return replace(visit, day=other.day, half=other.half, starts_at=times[0], ends_at=times[1])


def _outings(outings: Sequence[VisitFacts] | None, moved: dict[int | None, VisitFacts]) -> list[VisitFacts] | None:
    return None if outings is None else [moved.get(each.id, each) for each in outings]


def _after_words(one: VisitRow, other: VisitRow, what: Swap) -> tuple[str, str]:
    if what is Swap.LEADERS:
        pairs = ((one, other.leader, one), (other, one.leader, other))
    else:
        pairs = ((one, one.leader, other), (other, other.leader, one))
    said = [
        f"{day_text(when.day)} {_(HALF_NAMES[when.half])} {leader} → {visit.township}" for visit, leader, when in pairs
    ]
    return said[0], said[1]


def _pair(visit: VisitRow) -> str:
    return f"{visit.leader} → {visit.township}"
