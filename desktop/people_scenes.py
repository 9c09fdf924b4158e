"""Pictures of absences with their repair, stand-ins, the hand-over and the burden ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from db.queries.calendar import VisitRow
from desktop.context import AppContext


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext

    def visit(self) -> VisitRow:
        """Return the visit whose pages are shown."""


def burden_scene(desk: Desk) -> QDialog | None:
    """Show the ledger of the year."""
    shown: QDialog | None = _leaders(desk).show_burden()
    return shown


def hand_over_scene(desk: Desk) -> QDialog | None:
    """Show what would pass from one leader to the next."""
    page = _leaders(desk)
    dialog = page.hand_over()
    if dialog is not None:
        rows = [row.id for row in page.table.rows.rows() if row.id != desk.visit().leader_id]
        dialog.to.set_value(rows[-1])
        dialog.reload()
    shown: QDialog | None = dialog
    return shown


def repair_scene(desk: Desk) -> QDialog | None:
    """Show what is asked where an absence hits visits."""
    form = _leaders(desk).add_absence()
    if form is None:
        return None
    day = desk.visit().day
    form.first.setText(day.isoformat())
    form.last.setText(day.isoformat())
    form.reason.setText("市委全会")
    form.try_save()
    repair: QDialog | None = form.repair
    if repair is None:
        shown: QDialog = form
        return shown
    repair.finished.connect(lambda _result: form.done(0))
    return repair


def stand_in_scene(desk: Desk) -> QDialog | None:
    """Show who could stand in."""
    desk.ctx.navigate("calendar", visit_id=desk.visit().id)
    page = desk.window.page()
    page.stand_in()
    shown: QDialog | None = page.stand_in_dialog
    return shown


def _leaders(desk: Desk) -> Any:
    desk.ctx.navigate("leaders", leader_id=desk.visit().leader_id)
    return desk.window.page()


PEOPLE_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    "burden": burden_scene,
    "hand-over": hand_over_scene,
    "absence-repair": repair_scene,
    "stand-in": stand_in_scene,
}
