"""One day of the office in a real window, by keyboard, from the first start to the last undo."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

import pypdf

from tests.commands import SAMPLE, TODAY, run_main
from tests.e2e.office import Rows, Schedule, running
from tests.e2e.screen import Screen
from tests.ledger import overdue_in_ledger

LEADER, TOWNSHIP, PLACE = "孟杰", "青石镇", "Town hall"
ISSUES = (
    ("Zhang San", "Street lamp at the school gate is broken"),
    ("Li Si", "Ditch behind the market is blocked"),
    ("Wang Wu", "Bus to the county town no longer stops"),
)


def test_a_day_from_the_first_start_to_undoing_all_of_it(screen: Screen, home: Path) -> None:
    schedule = Schedule(home / "data" / "onsite-days" / "schedule.db")
    with running(screen, home) as program:
        empty = import_the_workbooks(screen, schedule)
        imported, steps = schedule.rows(), schedule.entries("change")
        assert overdue_numbers(schedule) == overdue_in_ledger(date.fromisoformat(TODAY))

        plan_a_visit(screen, schedule)
        record_three_issues(screen, schedule)
        print_the_sheet(screen, home / "sheet.pdf")

        screen.keys("ctrl+1")
        undo(screen, schedule, steps=schedule.entries("change") - steps)
        assert without_prints(schedule.rows()) == without_prints(imported)
        undo(screen, schedule, steps=steps)
        assert without_prints(schedule.rows()) == without_prints(empty)
        assert schedule.ask("SELECT visit_id, way FROM printed_document") == [(None, "pdf")]

        assert program.end() == 0, program.complaints()
        assert program.complaints() == ""
    assert not schedule.has_log()
    assert run_main("check", "--db", schedule.path).code == 0


def import_the_workbooks(screen: Screen, schedule: Schedule) -> Rows:
    """Bring in the three workbooks through the wizard; return what the schedule held before."""
    screen.keys("ctrl+o")
    screen.focus(2, "the dialog that asks for files")
    empty = schedule.rows()
    screen.type(" ".join(f'"{path}"' for path in SAMPLE))
    screen.keys("Return")
    screen.focus(1, "the wizard with the files")
    # the steps wait for files and rows to be read: "next" says so and stays, so it may be pressed again
    screen.insist("alt+Right", lambda: schedule.count("issue"), "the import of the workbooks")
    screen.insist("Return", lambda: county_named(schedule), "the county's name, taken over from the workbooks")
    return empty


def county_named(schedule: Schedule) -> bool:
    return bool(schedule.ask("SELECT 1 FROM setting WHERE value LIKE '%云岭县%' OR value LIKE '%\\u4e91\\u5cad%'"))


def overdue_numbers(schedule: Schedule) -> list[str]:
    told = run_main("overdue", "--db", schedule.path, "--on", TODAY, "--json").json
    return sorted(issue["number"] for issue in told["issues"])


def plan_a_visit(screen: Screen, schedule: Schedule) -> None:
    """A new visit, its leader and township found by their initials."""
    before = schedule.count("visit")
    screen.keys("ctrl+2", "n")
    screen.focus(2, "the visit editor")
    screen.type("mj")
    screen.keys("Return", "Tab")
    screen.type("qsz")
    screen.keys("Return", "Tab", "Tab")
    screen.type(PLACE)
    screen.keys("ctrl+Return")
    screen.focus(1, "the calendar after the editor")

    assert schedule.count("visit") == before + 1
    planned = max(visits_of_today(schedule), key=itemgetter("id"))
    assert (planned["leader"], planned["township"], planned["place"]) == (LEADER, TOWNSHIP, PLACE)


def without_prints(rows: Rows) -> Rows:
    """Return all but the note that a paper was made: that happened outside, and undo does not unmake it."""
    return {table: found for table, found in rows.items() if table != "printed_document"}


def visits_of_today(schedule: Schedule) -> list[dict[str, Any]]:
    told = run_main("visits", "--db", schedule.path, "--from", TODAY, "--to", TODAY, "--json").json
    return list(told["visits"])


def record_three_issues(screen: Screen, schedule: Schedule) -> None:
    """F2, choose the visit, and one line after the other."""
    before = schedule.count("issue")
    open_the_entry(screen)
    for name, words in ISSUES:
        write_a_line(screen, name, words)
        screen.keys("Return")
    screen.keys("ctrl+Return")
    screen.wait(lambda: schedule.count("issue") == before + len(ISSUES), "three more issues")

    found = schedule.ask(
        "SELECT title FROM issue WHERE visit_id = (SELECT max(id) FROM visit) ORDER BY year, serial",
    )
    assert [title for (title,) in found] == [words for _, words in ISSUES]


def open_the_entry(screen: Screen) -> None:
    """Open the record of the visit just planned, which the calendar shows, and go past the issues brought along."""
    screen.keys("F2")
    screen.focus(1, "the fast entry")
    screen.keys("F6")


def write_a_line(screen: Screen, name: str, words: str) -> None:
    screen.type(name)
    screen.keys("Tab", "Tab", "Tab")
    screen.type(words)


def print_the_sheet(screen: Screen, target: Path) -> None:
    """Go back to the visit in the calendar, preview its sheet and save it as PDF."""
    screen.keys("ctrl+2", "p")
    screen.focus(2, "the preview of the visit sheet")
    screen.keys("ctrl+s")
    screen.focus(3, "the dialog that asks for a file")
    screen.keys("ctrl+a")
    screen.type(str(target))
    screen.keys("Return")
    redacted = target.with_name(f"{target.stem}(hand-over copy).pdf")  # a redacted paper says so in its name
    screen.wait(redacted.exists, "the PDF")
    screen.focus(2, "the preview after saving")
    screen.keys("Escape")
    screen.focus(1, "the calendar after printing")

    text = "".join(page.extract_text() for page in pypdf.PdfReader(redacted).pages)
    assert LEADER in text
    assert TOWNSHIP in text
    assert ISSUES[0][1].split()[0] in text


def undo(screen: Screen, schedule: Schedule, *, steps: int) -> None:
    """Take back *steps* changes, waiting for each."""
    for step in range(steps):
        done = schedule.entries("undo")
        screen.keys("ctrl+z")
        screen.wait(lambda wanted=done + 1: schedule.entries("undo") == wanted, f"undo {step + 1} of {steps}")
