"""The preparation of a visit and the plan of its day as the pictures show them."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QDialog

from db.queries.calendar import VisitRow
from desktop.context import AppContext
from desktop.visits.day_plan import DayPlanDialog


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext

    def visit(self) -> VisitRow:
        """Return the visit whose pages are shown."""


def preparation_scene(desk: Desk) -> QDialog | None:
    """Show what is done and missing before the visit."""
    return _opened(desk, "prepare_visit")


def day_plan_scene(desk: Desk) -> QDialog | None:
    """Show a day that holds more than fits."""
    dialog = _opened(desk, "plan_day")
    if isinstance(dialog, DayPlanDialog):
        stops = dialog.stops.stops()
        stops[min(2, len(stops) - 1)].minutes.setText("200")
        dialog.look()
    return dialog


def _opened(desk: Desk, command: str) -> QDialog | None:
    desk.ctx.navigate("calendar", visit_id=desk.visit().id)
    page = desk.window.page()
    getattr(page, command)()
    found: QDialog | None = page.commands.outing.dialog
    return found
