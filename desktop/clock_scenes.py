"""The clocks of an issue as the pictures show them: a pause while it is typed, where the dates come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from desktop.context import AppContext
from desktop.issues.pause_dialog import PauseDialog


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def pause_scene(desk: Desk) -> QDialog | None:
    """Show what a pause would do while it is being typed."""
    desk.ctx.navigate("issues", tab="open")
    page = desk.window.page()
    page.clocks.act("pause")
    form = page.clocks.dialog
    if isinstance(form, PauseDialog):
        form.ends.setText("12-4")
        form.reason.setText("等设计图纸")
        form.look()
        form.keeper.drop()  # a picture writes nothing
    return form if isinstance(form, QDialog) else None


def biography_scene(desk: Desk) -> QDialog | None:
    """Show where the dates of the first issue come from."""
    desk.ctx.navigate("issues", tab="open")
    page = desk.window.page()
    page.show_biography()
    found = page.clocks.dialog
    return found if isinstance(found, QDialog) else None


CLOCK_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    "issue-pause": pause_scene,
    "issue-biography": biography_scene,
}
