"""The visit sheet with few and many issues, and two hundred sheets in a row; beside an empty page from Typst."""

from __future__ import annotations

import statistics
import time
from datetime import date

import typst

from core.documents.forms import VISIT_SHEET
from core.documents.pdf import render
from tests.bench.timing import by_turns
from tests.core.documents.sheets import with_issues

ROUNDS = 5
SHEETS = 200
MADE_ON = date(2026, 11, 23)


def run() -> list[tuple[str, float, str]]:
    """Set each size by turns with an empty page."""
    rows: list[tuple[str, float, str]] = []
    for issues in (0, 8, 60, 200):
        sheet = with_issues(issues)
        ours, bare = by_turns(ROUNDS, lambda given=sheet: render(VISIT_SHEET, given, made_on=MADE_ON), _empty_page)
        middle, plain = statistics.median(ours), statistics.median(bare)
        pages = render(VISIT_SHEET, sheet, made_on=MADE_ON).pages
        rows += [(f"sheet with {issues} issues ({pages} pages)", middle, "ms"), ("  an empty page", plain, "ms")]
    began = time.perf_counter()
    for _ in range(SHEETS):
        render(VISIT_SHEET, with_issues(8), made_on=MADE_ON)
    return [*rows, (f"{SHEETS} sheets with 8 issues, one by one", time.perf_counter() - began, "s")]


def _empty_page() -> None:
    typst.compile(b'#set page(paper: "a4")\n')
