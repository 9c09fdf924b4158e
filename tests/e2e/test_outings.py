"""Each kind of outing in a real window by keyboard: asked for, placed, recorded, killed half way, summed up.

The kill comes while the record is being written. Everything typed must be on the disk within two seconds of its last
letter, must stand there again after the next start, and must end up in the schedule.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands import TODAY, run_main
from tests.e2e.office import Schedule, running
from tests.e2e.screen import Screen

LEADER, THEME = "孟杰", "Water in the hill villages"
KEPT_WITHIN = 2.0  # seconds
TRIES = 3  # a busy machine is no loss: what counts is that the program itself does not wait longer
LAST = "up to the last letter "
PLACED = """
    SELECT visit.id, visit.day, leader.name, visit.kind, visit.theme, visit_request.state
    FROM visit_request JOIN visit ON visit.id = visit_request.visit_id JOIN leader ON leader.id = visit.leader_id
"""
TODAYS = """
    SELECT visit.id FROM visit JOIN leader ON leader.id = visit.leader_id
    WHERE visit.day = ? AND visit.state NOT IN ('cancelled', 'missed')
    ORDER BY visit.half DESC, visit.starts_at, leader.rank_order, visit.id
"""


@dataclass(frozen=True, slots=True)
class Outing:
    """One kind of outing.

    Attributes:
        key: As it is stored.
        asked: What is typed to choose it in the request.
        write: Fills in its own record, and leaves the cursor in a field for words.
        ends_with: Words that stand in that field already, kept with what is typed behind them.
        found: Asks for all that was written, one row for each part.
        wanted: What must be found; LAST stands for the words typed last.
    """

    key: str
    asked: str
    write: Callable[[Screen], None]
    found: str
    wanted: tuple[tuple[object, ...], ...]


def receive(screen: Screen) -> None:
    """An issue of seven people who speak through three."""
    write_an_issue(screen, "Zhang San", "No water in the hamlet")
    screen.keys("alt+Down")
    write(screen, "7", "Return", "Wang, Li, Zhao", "Return", "Return", "2", "Return")


def consult(screen: Screen) -> None:
    """An issue that two units gave their opinion of."""
    write_an_issue(screen, "Li Si", "The bridge is closed")
    screen.keys("alt+Down")
    write(screen, "xslj", "Return", "Tab", "Lay a pipe", "Tab", "space", "Return")
    write(screen, "xmzj", "Return", "Tab", "Pay half of it", "Return", "Return", "Done by New Year", "Return")


def look_into(screen: Screen) -> None:
    """A question taken along, what was found, an idea, and the beginning of a measure."""
    write(screen, "Return", "Talks", "Return", "3", "Return", "2", "Return")
    write(screen, "Why do doctors leave", "Tab", "Pay is late", "Return", "Return")
    write(screen, "Five stations stand empty", "Return", "Return", "Share a nurse", "Return", "Return")


def explain(screen: Screen) -> None:
    """A talk, its audience, and a question that becomes an issue."""
    write(screen, "Return", "3", "Return", "Leaflets", "Return", "320", "Return", "Market people", "Return")
    write(screen, "186", "Return", "Who pays for it", "Tab", "The fund", "Return")
    write(screen, "Where is the bus", "ctrl+i", "Tab")


def call_on(screen: Screen) -> None:
    """A household that was given cash and a quilt, and whose need becomes an issue."""
    write(screen, "qcc", "Tab", "hard", "Tab", "Tab", "Wang", "Tab", "13800006612", "Tab", "No. 12", "Tab", "2", "Tab")
    write(screen, "A tap in the yard", "ctrl+i", "Tab", "600", "Tab", "A quilt", "Tab", "Zhou", "Tab", "Zhao", "Tab")


ISSUES = "SELECT title FROM issue WHERE visit_id = :visit"
NOTES = "SELECT text, reply FROM visit_note WHERE visit_id = :visit ORDER BY position"
OUTINGS = (
    Outing(
        "petition_reception", "petition", receive,
        """SELECT title, headcount, representatives, outcome, instruction
           FROM issue JOIN reception ON reception.issue_id = issue.id WHERE visit_id = :visit""",
        (("No water in the hamlet", 7, "Wang, Li, Zhao", "accepted", LAST),),
    ),
    Outing(
        "onsite_office", "on-site", consult,
        """SELECT title, agency.name, opinion, dissents, decision, dissent
           FROM issue JOIN consultation USING (issue_id) JOIN agency_opinion USING (issue_id)""",
        (),
    ),
)  # fmt: skip


def write(screen: Screen, *words_and_keys: str) -> None:
    """Type words, press keys: those of `KEYS` are keys."""
    for each in words_and_keys:
        if each in KEYS:
            screen.keys(each)
        else:
            screen.type(each)


KEYS = frozenset({"Return", "Tab", "space", "ctrl+i"})


def write_an_issue(screen: Screen, name: str, title: str) -> None:
    write(screen, name, "Tab", "Tab", "Tab", title)
