"""Lifting a visit: every slot in sight judged at once, and one verdict under the pointer, for 32 leaders x 35 days."""

from __future__ import annotations

from core.visits import Half
from desktop.calendar.board_moves import invalid_places
from desktop.calendar.place import Place
from desktop.calendar.verdict import Surroundings, Town, verdict
from tests.bench.timing import milliseconds, p95
from tests.desktop.test_board_judging import MONDAY, county, lifted, slots

ROUNDS = 40


def run() -> list[tuple[str, float, str]]:
    """Judge with everything read; reading the county is part of opening the board."""
    found = []
    for leaders, days in ((32, 35), (60, 65)):
        context = county(1, leaders, days)
        places, carried = slots(leaders, days), lifted(context)
        first = milliseconds(lambda c=context, p=places, v=carried: invalid_places(v, p, c))
        taken = [milliseconds(lambda c=context, p=places, v=carried: invalid_places(v, p, c)) for _n in range(ROUNDS)]
        found.append((f"{leaders} x {days}: barred slots, the first time", first, "ms"))
        found.append((f"{leaders} x {days}: barred slots, p95", p95(taken), "ms"))
    around = Surroundings(context, Town(), MONDAY, MONDAY, {})
    one = [
        milliseconds(lambda: verdict(carried, Place(MONDAY, Half.MORNING, leader_id=3), around, MONDAY))
        for _n in range(ROUNDS)
    ]
    return [*found, ("one verdict, p95", p95(one), "ms")]
