"""An independent count of the three Yunling workbooks, by openpyxl and nothing of ours."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
ROSTER, SCHEDULE, LEDGER = (SAMPLE / f"yunling-{name}.xlsx" for name in ("roster", "schedule-2026", "ledger-2026"))
FILES = (LEDGER, SCHEDULE, ROSTER)
"""The ledger first: the order in which files are given must not matter."""


def rows_below(path: Path, header: str, sheet: str | None = None) -> list[dict[str, Any]]:
    """Return the rows below the header row that contains *header*, blank and total rows left out."""
    found: list[dict[str, Any]] = []
    for each in load_workbook(path, data_only=True):
        if sheet is not None and each.title != sheet:
            continue
        table = list(each.iter_rows(values_only=True))
        at = next((number for number, row in enumerate(table) if header in row), None)
        below = table[at + 1 :] if at is not None else []
        records = [row for row in below if any(row) and "合计" not in row]
        found += [dict(zip(table[at or 0], row, strict=True)) for row in records]
    return found


def as_date(value: Any) -> date | None:
    """Return the date in a cell of the ledger."""
    if isinstance(value, datetime):
        return value.date()
    return date(*map(int, re.findall(r"\d+", value))) if value else None


def name_of(value: str | None) -> str:
    """Return a name without padding."""
    return (value or "").replace("\u3000", "")


def counts() -> dict[str, int]:
    """Return how many records each table must hold after the import."""
    return {
        "leader": len(rows_below(ROSTER, "姓名", "领导班子")),
        "township": len(rows_below(ROSTER, "赶集日")),
        "village": len(rows_below(ROSTER, "户数")),
        "agency": len(rows_below(ROSTER, "单位全称")),
        "pairing": len(rows_below(ROSTER, "包联领导")),
        "backup_pair": len(rows_below(ROSTER, "A角")),
        "absence": len(rows_below(ROSTER, "事由")),
        "meeting": len(rows_below(ROSTER, "规律")),
        "visit": len(rows_below(SCHEDULE, "完成情况")),
        "issue": len(rows_below(LEDGER, "问题内容")),
    }


def visit_states() -> Counter[str]:
    """Return how many visits the schedule calls done, cancelled, or nothing."""
    words = {"已完成": "done", "取消": "cancelled", None: "set"}
    return Counter(words[row["完成情况"]] for row in rows_below(SCHEDULE, "完成情况"))


def issue_states() -> Counter[str]:
    """Return how many issues the ledger has in each state."""
    words = {
        "已办结": "closed",
        "现场答复": "answered_on_site",
        "办理中": "in_hand",
        "已反馈": "feedback",
        "已交办": "assigned",
    }
    return Counter(words[row["办理情况"]] for row in rows_below(LEDGER, "问题内容"))


def overdue(on: date) -> int:
    """Return how many open issues were due before *on*."""
    rows = rows_below(LEDGER, "问题内容")
    return sum(row["办理情况"] not in {"已办结", "现场答复"} and (as_date(row["截止日期"]) or on) < on for row in rows)


def working_days_on_natural_dates() -> int:
    """Return how many rows say working days beside a date that counts natural ones."""
    found = 0
    for row in rows_below(LEDGER, "问题内容"):
        amount = re.fullmatch(r"(\d+)个工作日", str(row["办理时限（天）"]))
        raised, due = as_date(row["反映时间"]), as_date(row["截止日期"])
        found += bool(amount and raised and due and (due - raised).days == int(amount[1]))
    return found
