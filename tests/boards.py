"""A board made up without a schedule: leaders with a visit a week, every third of them away for four days."""

from __future__ import annotations

from datetime import date, timedelta

from core.visits import KINDS, Half, VisitState
from db.queries.calendar import VisitRow
from desktop.calendar.board_data import BoardData, BoardKey, BoardRow, Hatch

MONDAY = date(2026, 11, 23)


def made_up(rows: int, weeks: int) -> BoardData:
    """Return a board of *rows* leaders and *weeks* weeks."""
    visits = [visit(row, week) for row in range(rows) for week in range(weeks)]
    away = [
        Hatch(row, MONDAY + timedelta(row % 20), MONDAY + timedelta(row % 20 + 3), None, "外出考察")
        for row in range(0, rows, 3)
    ]
    leaders = [BoardRow(row, f"领导{row + 1:02d}", "副县长", weeks, weeks) for row in range(rows)]
    return BoardData(BoardKey.LEADER, MONDAY, weeks, MONDAY, leaders, visits=visits, hatches=away)


def visit(row: int, week: int) -> VisitRow:
    """Return the visit of a leader in a week."""
    kind = KINDS[(row + week) % 4]
    half = (Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY)[(row + week) % 3]
    state = VisitState.DRAFT if week > 1 else VisitState.SET
    return VisitRow(
        row * 100 + week, MONDAY + timedelta(7 * week + (row + week) % 5), half, None, None, kind.key, kind.name,
        kind.seal, kind.colour, row, f"领导{row + 1:02d}", row % 12, f"青石{row % 12}镇", "", "", "", state,
        unannounced=False, pinned=False, overdue=False, issues=0, appointments=0,
    )  # fmt: skip
