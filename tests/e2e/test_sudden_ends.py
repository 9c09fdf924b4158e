"""The program ends while words stand half typed in a form: what was saved stays, what was typed is offered again."""

from __future__ import annotations

import time
from pathlib import Path

from tests.commands import TODAY, run_main
from tests.e2e.office import ENDS_WITHIN, Schedule, running
from tests.e2e.screen import SIZE, Screen

TOWNSHIP, PLACE = "qsz", "Half typed place"
GO_ON = (SIZE[0] - 43, 20)  # the button of the offer above the page
BAND = (SIZE[0] // 2, 6)
SAVED, HALF_TYPED = "A whole issue that was saved", "Half a sentence about the pu"


def test_a_kill_loses_nothing_saved_and_offers_what_was_typed(screen: Screen, home: Path, county: Path) -> None:
    schedule = Schedule(county)
    with running(screen, home, county) as program:
        open_the_entry_of_the_first_visit(screen)
        write_a_line(screen, SAVED)
        screen.keys("ctrl+Return")
        screen.wait(lambda: titles_like(schedule, SAVED), "the saved issue")
        type_into_both_forms(screen, schedule)
        saved = schedule.rows()
        program.kill()

    assert schedule.rows() == saved
    with running(screen, home, county):
        open_the_entry_of_the_first_visit(screen)
        screen.keys("ctrl+Return")
        screen.wait(lambda: titles_like(schedule, HALF_TYPED), "the half typed issue, offered again and saved")
        go_on_with_the_visit(screen)
        screen.type("mj")
        screen.keys("Return", "Tab")
        screen.type(TOWNSHIP)
        screen.keys("Return", "ctrl+Return")
        screen.wait(lambda: schedule.ask("SELECT 1 FROM visit WHERE place = ?", PLACE), "the visit that was half typed")
        screen.wait(lambda: schedule.drafts() == "", "nothing kept any more of what is saved now")
    assert run_main("check", "--db", county).code == 0


def test_the_systems_request_to_end_is_obeyed_at_once_and_leaves_one_file(
    screen: Screen, home: Path, county: Path
) -> None:
    schedule = Schedule(county)
    with running(screen, home, county) as program:
        type_into_both_forms(screen, schedule)
        saved, began = schedule.rows(), time.monotonic()
        code = program.end()
        took = time.monotonic() - began

        assert code == 0, program.complaints()
        assert took < ENDS_WITHIN
        assert program.complaints() == ""
    assert not schedule.has_log()
    assert schedule.rows() == saved
    assert HALF_TYPED in schedule.drafts()
    assert PLACE in schedule.drafts()
    assert run_main("overdue", "--db", county, "--on", TODAY).code == 0


def open_the_entry_of_the_first_visit(screen: Screen) -> None:
    screen.keys("ctrl+3", "F2")
    screen.focus(2, "the choice of today's visits")
    screen.keys("1")
    screen.focus(1, "the fast entry")
    screen.keys("F6")


def write_a_line(screen: Screen, words: str) -> None:
    screen.keys("Tab", "Tab", "Tab")
    screen.type(words)


def type_into_both_forms(screen: Screen, schedule: Schedule) -> None:
    """Leave a line of the entry and a visit half typed, and wait until both are kept."""
    open_the_entry_of_the_first_visit(screen)
    write_a_line(screen, HALF_TYPED)
    screen.wait(lambda: HALF_TYPED in schedule.drafts(), "the line kept while it is typed")
    screen.keys("ctrl+2", "n")
    screen.focus(2, "the visit editor")
    screen.keys("Tab", "Tab")  # past the township; without one there is no village to stop at
    screen.type(PLACE)
    screen.wait(lambda: PLACE in schedule.drafts(), "the visit kept while it is typed")


def titles_like(schedule: Schedule, words: str) -> bool:
    return bool(schedule.ask("SELECT 1 FROM issue WHERE title = ?", words))


def go_on_with_the_visit(screen: Screen) -> None:
    """Take up the offer above the calendar."""
    plain = screen.colour_at(BAND)
    screen.keys("ctrl+2")
    screen.wait(lambda: screen.colour_at(BAND) != plain, "the band that offers what was typed")
    screen.click_until(GO_ON, lambda: len(screen.windows()) == 2, "the editor that the offer opens")
    screen.focus(2, "the visit editor with what was typed")
