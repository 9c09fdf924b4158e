"""The sample ledger counted by hand, so to speak: straight from the workbook, without any of our code."""

from __future__ import annotations

import re
from datetime import date, datetime

import openpyxl

from tests.commands import LEDGER

SETTLED = {"已办结", "现场答复"}


def written_issues() -> list[tuple[str, date, str]]:
    """Return number, stated due date and state of each line of the ledger."""
    sheet = openpyxl.load_workbook(LEDGER, data_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "编号" in row)
    number, due, state = (head.index(name) for name in ("编号", "截止日期", "办理情况"))
    issues = [row for row in rows if re.fullmatch(r"YL\d{9}", str(row[number]))]
    return [(str(row[number]), a_day(row[due]), str(row[state])) for row in issues]


def a_day(cell: object) -> date:
    """Return the day in a cell, whichever way it is written: the numbers in it are year, month and day."""
    if isinstance(cell, datetime):
        return cell.date()
    year, month, day = map(int, re.findall(r"\d+", str(cell)))
    return date(year, month, day)


def overdue_in_ledger(on: date) -> list[str]:
    """Return the numbers of the lines with a stated date before *on* that are not finished."""
    return sorted(number for number, due, state in written_issues() if due < on and state not in SETTLED)
