"""The columns of a unit's workbook, and the marks by which it is known again.

A further column is a line in COLUMNS; older workbooks are read by the headings that they were handed out with.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from core.i18n import N_

LAYOUT: Final = 1
MARK: Final = "ONSITE:W"
"""Begins the cell that says which workbook this is."""
TITLE_ROW, NOTE_ROW, HEAD_ROW = 1, 2, 3
FIRST_ROW: Final = 4
YES, NO = N_("Yes"), N_("Unsettled")
LONGEST_WORDS: Final = 3500


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: Stored with what was handed out; never renamed.
        theirs: The unit fills it in; all others are locked.
        names_row: Tells which issue a row is about, so that shifted rows are found by it.
        limit: Most characters of an answer.
    """

    key: str
    title: str
    width: float
    theirs: bool = False
    names_row: bool = False
    wraps: bool = False
    limit: int = 0


KEY: Final = "key"
WORDS, DONE, EXPECTED, PERSON, NOTE = "words", "done", "expected", "person", "note"

COLUMNS: Final = (
    Column(KEY, N_("Key (leave as it is)"), 12),
    Column("no", N_("No."), 6),
    Column("number", N_("Issue no."), 25, names_row=True),
    Column("title", N_("Issue"), 40, names_row=True, wraps=True),
    Column("place", N_("Place"), 18, wraps=True),
    Column("due", N_("Due"), 12),
    Column("stands", N_("Stands"), 16),
    Column("last", N_("Last report"), 30, wraps=True),
    Column(WORDS, N_("How it was handled"), 44, theirs=True, wraps=True, limit=LONGEST_WORDS),
    Column(DONE, N_("Settled?"), 10, theirs=True, limit=10),
    Column(EXPECTED, N_("Expected to be settled"), 14, theirs=True, limit=40),
    Column(PERSON, N_("Person handling it"), 12, theirs=True, limit=60),
    Column(NOTE, N_("Remark"), 24, theirs=True, wraps=True, limit=400),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
THEIRS: Final = tuple(column.key for column in COLUMNS if column.theirs)
OURS: Final = tuple(column.key for column in COLUMNS if not column.theirs)

Cells = dict[str, str]
"""Column key to what the cell says, days as 2026-11-23."""


@dataclass(frozen=True, slots=True)
class HandedRow:
    """One row as it was handed out; `issue_id` stays in the schedule."""

    key: str
    issue_id: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A workbook as it was handed out.

    Attributes:
        uid: Of its paper.
        headings: Column key to heading, in the language of that day.
        answers: Row key to what was accepted of it so far.
        newer: Number of a later workbook for the same unit, if there is one.
    """

    paper_id: int
    uid: str
    number: str
    county: str
    agency_id: int
    agency: str
    issued_on: date
    headings: Mapping[str, str]
    rows: tuple[HandedRow, ...]
    answers: Mapping[str, Cells] = field(default_factory=dict)
    newer: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file says of itself."""

    uid: str
    number: str
    county: str
    layout: int = LAYOUT

    def text(self) -> str:
        """Return what stands in its cell."""
        return f"{MARK}{self.layout}:{self.uid}:{self.number}:{self.county}"


def mark_in(text: str) -> Mark | None:
    """Return the mark that *text* is, None for any other text."""
    parts = text.strip().removeprefix(MARK).split(":", 3)
    if not text.strip().startswith(MARK) or len(parts) != 4 or not parts[0].isdecimal():
        return None
    return Mark(parts[1].strip(), parts[2].strip(), parts[3].strip(), int(parts[0][:6]))


def row_key(paper_uid: str, issue_uid: str) -> str:
    """Return the key of an issue's row in one workbook, such as K7Q2M5TX: no other workbook has the same."""
    told = hashlib.blake2b(f"{paper_uid}/{issue_uid}".encode(), digest_size=5).digest()
    return base64.b32encode(told).decode("ascii")


def handed_to_json(headings: Mapping[str, str], rows: tuple[HandedRow, ...]) -> dict[str, Any]:
    """Return what is kept with the paper."""
    return {
        "layout": LAYOUT,
        "headings": dict(headings),
        "rows": [{"key": row.key, "issue": row.issue_id, "cells": row.cells} for row in rows],
        "answers": {},
    }


def rows_from_json(fields: Mapping[str, Any]) -> tuple[HandedRow, ...]:
    """Return the rows as they were handed out."""
    return tuple(HandedRow(row["key"], row["issue"], dict(row["cells"])) for row in fields.get("rows", ()))
