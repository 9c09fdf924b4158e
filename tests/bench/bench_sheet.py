"""The visit sheet with few and many issues, by turns, and two hundred sheets in a row."""

from __future__ import annotations

import statistics
import time
from datetime import date

from core.documents.forms import VISIT_SHEET
from core.documents.pdf import RenderedPdf, render
from tests.bench.timing import by_turns
from tests.core.documents.sheets import with_issues

ROUNDS = 7
SIZES = (0, 8, 60, 200)
SHEETS = 200
MADE_ON = date(2026, 11, 23)


def run() -> list[tuple[str, float, str]]:
    """Set each size; medians."""
    taken = by_turns(ROUNDS, *(lambda given=issues: _set(given) for issues in SIZES))
    rows = [
        (f"sheet with {issues} issues ({_set(issues).pages} pages)", statistics.median(spent), "ms")
        for issues, spent in zip(SIZES, taken, strict=True)
    ]
    began = time.perf_counter()
    for _ in range(SHEETS):
        _set(8)
    return [*rows, (f"{SHEETS} sheets with 8 issues, one by one", time.perf_counter() - began, "s")]


def _set(issues: int) -> RenderedPdf:
    return render(VISIT_SHEET, with_issues(issues), made_on=MADE_ON)
