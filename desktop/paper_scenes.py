"""Chasing and the round trip of a workbook as the pictures show them."""

from __future__ import annotations

from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from desktop.context import AppContext


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def chase_scene(desk: Desk) -> QDialog | None:
    """Show every unit with overdue issues, and the letter of the first."""
    return _opened(desk, "chase_overdue")


def hand_out_scene(desk: Desk) -> QDialog | None:
    """Show the units that a workbook can go to, all of them ticked."""
    dialog = _opened(desk, "hand_out_workbooks")
    units = getattr(dialog, "units", None)
    if units is not None:
        units.tick_all(ticked=True)
    return dialog


def _opened(desk: Desk, command: str) -> QDialog | None:
    desk.ctx.navigate("issues")
    page = desk.window.page()
    getattr(page, command)()
    found: QDialog | None = page.paper_dialog
    return found


PAPER_SCENES: Final = {"papers-chase": chase_scene, "papers-hand-out": hand_out_scene}
"""For desktop.screenshots."""
