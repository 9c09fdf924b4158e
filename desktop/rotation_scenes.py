"""The rota planner as the pictures show it: a proposal, why a visit stands where it does, and what came up."""

from __future__ import annotations

import time
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QApplication, QDialog

from db.queries.calendar import VisitRow
from desktop.context import AppContext
from desktop.repairs.repair_commands import something_came_up
from desktop.rotation.rotation_page import RotationPage
from desktop.rotation.solve_bar import Stage

_PATIENCE: Final = 60.0


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext

    def visit(self) -> VisitRow:
        """Return the visit whose pages are shown."""


def proposal_scene(desk: Desk) -> QDialog | None:
    """Show the proposal for next month."""
    _solved(desk)
    return None


def why_scene(desk: Desk) -> QDialog | None:
    """Show why a visit that was added goes to this leader."""
    page = _solved(desk)
    chips = _added(page)
    if chips:
        page.view.choose(chips[0], keyboard=True)
        page.view.ask_why()
        _wait(lambda: page.asking.popup.isVisible() and bool(page.asking.popup.lines))
    return None


def came_up_scene(desk: Desk) -> QDialog | None:
    """Show what can be done where a leader is called away."""
    visit = desk.visit()
    desk.ctx.navigate("calendar", visit_id=visit.id)
    window = something_came_up(desk.ctx, desk.window.page(), ("visit", visit.id))
    window.reason.setText("市委临时通知开会")
    window.look()
    _wait(lambda: bool(window.offers.cards))
    QApplication.processEvents()
    return window


def _solved(desk: Desk) -> RotationPage:
    """Open the page and wait until the search has come to its end, so that each picture is the same."""
    desk.ctx.navigate("rotation")
    page = desk.window.page()
    if not isinstance(page, RotationPage):
        raise TypeError(page)
    _wait(lambda: page.report is not None and page.search.stage is Stage.DONE)
    return page


def _added(page: RotationPage) -> list[tuple[int, int, int]]:
    found = []
    for row in range(len(page.view.data.rows)):
        for week in range(len(page.view.data.weeks)):
            chips = page.view.data.chips(row, week)
            found += [(row, week, at) for at, chip in enumerate(chips) if chip.changes and not chip.ghost]
    return found


def _wait(done: Any) -> None:
    began = time.monotonic()
    while not done() and time.monotonic() - began < _PATIENCE:
        QApplication.processEvents()
        time.sleep(0.005)


ROTATION_SCENES: Final = {"rotation": proposal_scene, "rotation-why": why_scene, "came-up": came_up_scene}
