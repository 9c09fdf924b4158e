"""One secretary's day in the real window, by keyboard alone: ten issues, moves, two letters, a kill, all undone."""

from __future__ import annotations

from pathlib import Path

import pypdf

from tests.commands import TODAY, run_main
from tests.e2e.day_acts import CLOSED, Desk
from tests.e2e.day_rows import AWAY, CELLS, ROWS, measured, spreadsheet
from tests.e2e.hands import ALL, COPY, DONE, DOWN, END, ESCAPE, PASTE, RIGHT, SPACE, TAB, Key, Timed, timed, write
from tests.e2e.office import Rows, Schedule, running
from tests.e2e.screen import Screen

PROMISE, PROMISED_FOR = "The lamp burns before the first frost", "2026-12-10"
ANSWER, HALF, REST = "The lamp burns again", "Folder 12, sh", "elf 3"
LAMP, DITCH, BUS, TEACHER, _QUARRY, CLINIC, *_OTHERS = (row.title for row in ROWS)
PATIENT = "Sun Ba"
CHASED, ROAD_UNIT = "县水利局", "县公安局"
PERSON = 200  # milliseconds for a key: a quick typist


def test_one_secretarys_day_is_done_and_undone_by_keyboard(screen: Screen, home: Path, county: Path) -> None:
    schedule = Schedule(county)
    desk = Desk(screen, schedule)
    start, imported = desk.rows(), schedule.entries("change")
    with spreadsheet(screen, home) as saved:
        ways = measured(screen, saved)
        ways["copying"] = timed("copying the notes", screen, [[ALL, COPY, AWAY]], lambda: None)
        with running(screen, home, county) as program:
            ways |= enter_ten_issues(desk, start)
            hand_out(desk)
            answer_half(desk)
            program.kill()
    print(*("", *(way.line() for way in ways.values())), sep="\n")
    assert_quicker(ways)
    with running(screen, home, county) as program:
        answer_the_rest(desk)
        close_and_reopen(desk)
        letters = [chase(desk, home), hand_over_on_paper(desk, home)]
        keep_the_promise(desk)
        screen.keys("ctrl+3")
        desk.undo(schedule.entries("change") - imported - schedule.entries("undo"))
        screen.save_picture("day-all-undone")
        assert program.end() == 0, program.complaints()
    assert desk.rows() == start
    assert schedule.drafts() == ""
    assert schedule.ask("SELECT way, variant FROM printed_document") == [("pdf", "redacted")] * len(letters)
    assert run_main("check", "--db", county).code == 0


def assert_quicker(ways: dict[str, Timed]) -> None:
    """Compare pasted with pasted and typed with typed, each until it is on the disk."""
    pasted, form = ways["pasted"], ways["spreadsheet, pasted cell by cell"]
    assert ways["copying"].seconds + pasted.seconds < form.seconds
    assert ways["typed"].keys < ways["spreadsheet, typed"].keys
    assert ways["typed"].at(PERSON) < ways["spreadsheet, typed"].at(PERSON)


# Ten issues and a promise


def enter_ten_issues(desk: Desk, start: Rows) -> dict[str, Timed]:
    """Paste the ten rows and take them back; then type them, with a promise beside them."""
    screen, schedule = desk.screen, desk.schedule
    titles = [row.title for row in ROWS]

    def saved() -> None:
        screen.wait(lambda: raised_today(schedule) == titles, "ten issues on the disk")

    open_the_record(screen)
    pasted = timed("record page, pasted as one block", screen, [[PASTE, DONE]], saved)
    assert_ten(schedule)
    desk.undo(1)
    assert desk.rows() == start

    open_the_record(screen)
    write(screen, Key("ctrl+Next"), Key("ctrl+Next"), PROMISE, TAB, PROMISED_FOR)
    screen.save_picture("day-promise")
    write(screen, Key("ctrl+Prior"), Key("ctrl+Prior"))
    typed = timed("record page, typed", screen, [*(row.typed_here() for row in ROWS), [DONE]], saved)
    screen.save_picture("day-ten-issues")
    assert_ten(schedule)
    assert schedule.ask("SELECT text, due FROM promise") == [(PROMISE, PROMISED_FOR)]
    return {"pasted": pasted, "typed": typed}


def open_the_record(screen: Screen) -> None:
    """Choose the first of today's visits and go to its new issues."""
    screen.keys("ctrl+3", "F2")
    screen.focus(2, "the choice of today's visits")
    screen.keys("1")
    screen.focus(1, "the record page")
    screen.keys("F6")


def raised_today(schedule: Schedule) -> list[str]:
    """Return the titles of what was raised today, in their order."""
    return [title for (title,) in schedule.ask("SELECT title FROM issue WHERE raised_on = ? ORDER BY serial", TODAY)]


def assert_ten(schedule: Schedule) -> None:
    """Compare everything written with the notes: person, place, unit, days."""
    found = schedule.ask(
        """SELECT petitioner.name, petitioner.phone, village.name, title, agency.name, CAST(limit_amount AS TEXT)
           FROM issue JOIN petitioner ON petitioner.id = petitioner_id JOIN village ON village.id = issue.village_id
           JOIN agency ON agency.id = issue.lead_agency_id WHERE raised_on = ? ORDER BY serial""",
        TODAY,
    )
    assert [list(row) for row in found] == CELLS


# Moves, a pause, an extension, a refusal and a kill


def hand_out(desk: Desk) -> None:
    """Pass one issue on to another unit, stop the clock of one, give one more time."""
    desk.find(BUS)
    desk.step("a", "passed on", "xgaj", TAB, "The road is closed by the police")
    assert desk.schedule.ask(
        "SELECT agency.name, pass_count FROM issue JOIN agency ON agency.id = lead_agency_id WHERE title = ?", BUS
    ) == [(ROAD_UNIT, 1)]
    desk.find(DITCH)
    before = due_of(desk, DITCH)
    desk.step("t", "paused", TAB, "2026-11-27", TAB, RIGHT, TAB, "Survey of the ditch")
    assert due_of(desk, DITCH) > before
    desk.find(TEACHER)
    before = due_of(desk, TEACHER)
    desk.step("e", "extended", "2027-02-01", TAB, "Nobody applied", TAB, "Meng Jie", TAB, "YB 2026 7")
    assert due_of(desk, TEACHER) == "2027-02-01" > before


def due_of(desk: Desk, title: str) -> str:
    """Return until when an issue is to be finished."""
    return str(desk.schedule.ask("SELECT due FROM issue WHERE title = ?", title)[-1][0])


def answer_half(desk: Desk) -> None:
    """Sign for an issue, note progress, be refused an answer without evidence, and type half of the evidence."""
    desk.find(LAMP)
    desk.step("v", "signed for", TAB, "Yao Yan")
    assert desk.state(LAMP) == "received"
    desk.step("p", "progress", "A post was ordered")
    assert desk.state(LAMP) == "in_hand"
    desk.open("v", "answer")
    desk.be_refused("answer without evidence", ANSWER)
    write(desk.screen, TAB, HALF)
    desk.screen.wait(
        lambda: all(words in desk.schedule.drafts() for words in (ANSWER, HALF)), "both fields kept while typed"
    )


def answer_the_rest(desk: Desk) -> None:
    """Open the dialog again after the kill: only the rest is typed, and all of it is saved."""
    desk.find(LAMP)
    desk.open("v", "answer with what was typed before the kill")
    desk.screen.save_picture("day-words-are-back")
    desk.save("answer", TAB, END, REST)
    assert desk.state(LAMP) == "feedback"
    given = desk.schedule.ask("SELECT evidence FROM issue_action WHERE kind = 'feedback' AND text = ?", ANSWER)
    assert given == [(HALF + REST,)]


def close_and_reopen(desk: Desk) -> None:
    """Check, reply, close with the person's word, and take it up again."""
    desk.step("v", "checked", "Ma Li")
    assert desk.state(LAMP) == "checked"
    desk.step("v", "replied", SPACE)
    assert desk.state(LAMP) == "replied"
    desk.step("v", "closed", SPACE, TAB, TAB, "The lamp burns")
    assert desk.state(LAMP) == "closed"
    desk.find(LAMP, CLOSED)
    desk.step("mz", "reopened", "10", TAB, "The lamp is dark again")
    assert desk.state(LAMP) == "assigned"


# Two letters


def chase(desk: Desk, folder: Path) -> Path:
    """Write to one unit about everything it is late with."""
    late = overdue_by_unit(desk)
    above = sum(len(numbers) > len(late[CHASED]) for numbers in late.values())
    desk.screen.keys("ctrl+u")
    desk.screen.focus(2, "the list of units to chase")
    write(desk.screen, ALL, *[DOWN] * above, SPACE)
    desk.screen.save_picture("day-chased")
    write(desk.screen, DONE)
    letter = desk.save_as_pdf(folder, "催〔2026〕1号")
    text = text_of(desk, letter)
    assert CHASED in text
    for unit, numbers in late.items():
        assert [number for number in numbers if number in text] == (numbers if unit == CHASED else [])
    return letter


def overdue_by_unit(desk: Desk) -> dict[str, list[str]]:
    """Return the numbers of the issues that are late, as the command line tells them."""
    told = run_main("overdue", "--db", desk.schedule.path, "--on", TODAY, "--json").json
    found: dict[str, list[str]] = {}
    for issue in told["issues"]:
        found.setdefault(issue["agency"], []).append(issue["number"])
    return found


def hand_over_on_paper(desk: Desk, folder: Path) -> Path:
    """Write the assignment slip of an issue whose words name the person."""
    desk.find(CLINIC)
    desk.open("j", "assignment slip")
    write(desk.screen, TAB, "Send a doctor twice a week")
    desk.screen.save_picture("day-slip")
    write(desk.screen, DONE)
    slip = desk.save_as_pdf(folder, "交〔2026〕1号")
    text = text_of(desk, slip)
    ((number,),) = desk.schedule.ask("SELECT number FROM issue WHERE title = ?", CLINIC)
    assert number in text
    assert "finds no doctor at the clinic" in text
    return slip


def text_of(desk: Desk, paper: Path) -> str:
    """Return the words of a paper, which must name no petitioner."""
    assert "hand-over copy" in paper.name
    reader = pypdf.PdfReader(paper)
    text = "".join(page.extract_text() for page in reader.pages)
    everything = f"{text} {reader.metadata} {paper.name}"
    people = desk.schedule.ask("SELECT name, phone FROM petitioner")
    named = {part for person in people for part in person if part and part in everything}
    assert named == set(), paper.name
    return text


def keep_the_promise(desk: Desk) -> None:
    """Call the promise met in the list of words spoken on site."""
    desk.screen.keys("ctrl+shift+b")
    desk.screen.focus(2, "the words spoken on site")
    desk.screen.save_picture("day-promise-stands")
    desk.screen.keys("alt+k")
    desk.screen.wait(lambda: desk.schedule.ask("SELECT kept_on FROM promise") == [(TODAY,)], "the promise, called kept")
    desk.screen.keys(ESCAPE)
    desk.screen.focus(1, "the ledger after the promises")
