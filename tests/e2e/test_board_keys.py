"""The board in a real window by keyboard alone: pick up, carry, put down, swap rows, undo; the mouse is never used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.commands import TODAY
from tests.e2e.office import Schedule, running
from tests.e2e.screen import Screen

STANDS = """
    SELECT id, day, half, leader_id, township_id FROM visit
    WHERE day >= ? AND state IN ('draft', 'set', 'notified') ORDER BY id
"""
Row = tuple[object, ...]


def test_a_visit_is_picked_up_carried_put_down_and_taken_back_without_a_mouse(
    screen: Screen, home: Path, county: Path
) -> None:
    schedule = Schedule(county)
    with running(screen, home, county) as program:
        before, steps = schedule.ask(STANDS, TODAY), schedule.entries("change")
        screen.keys("ctrl+2", "3", "Tab")
        screen.keys("space", "Right", "Return")
        moved = screen.wait(lambda: differing(before, schedule.ask(STANDS, TODAY)), "the visit on the next day")
        assert (moved[0][0], moved[0][2:]) == (moved[1][0], moved[1][2:])  # only the day is another one
        assert date.fromisoformat(str(moved[1][1])) > date.fromisoformat(str(moved[0][1]))

        screen.keys("w")
        screen.wait(
            lambda: schedule.ask("SELECT half FROM visit WHERE id = ?", moved[0][0]) == [("day",)], "a whole day"
        )
        screen.keys("k")
        screen.wait(lambda: schedule.ask("SELECT 1 FROM visit WHERE pinned"), "a pinned visit")
        screen.keys("x", *["ctrl+z"] * (schedule.entries("change") - steps))
        screen.wait(lambda: schedule.ask(STANDS, TODAY) == before, "everything as it was")

        assert program.end() == 0, program.complaints()
        assert program.complaints() == ""


def differing(before: list[Row], now: list[Row]) -> tuple[Row, ...]:
    """Return the one row that differs, nothing where none does."""
    pairs = [pair for pair in zip(before, now, strict=True) if pair[0] != pair[1]]
    assert len(pairs) <= 1
    return pairs[0] if pairs else ()
