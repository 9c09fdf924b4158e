"""The issue chain as the pictures show it: moves, flags, clocks, papers, promises; and publishing the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from desktop.clock_scenes import CLOCK_SCENES
from desktop.context import AppContext
from desktop.flag_scenes import FLAG_SCENES
from desktop.paper_scenes import PAPER_SCENES
from desktop.people_scenes import PEOPLE_SCENES
from desktop.promises.promises_dialog import show_promises
from desktop.release_scenes import RELEASE_SCENES


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def move_scene(name: str) -> Callable[[Desk], QDialog | None]:
    """Return the scene of a move's dialog on the first issue of the ledger."""

    def scene(desk: Desk) -> QDialog | None:
        desk.ctx.navigate("issues", tab="open")
        page = desk.window.page()
        page.acts.act(name, page.ledger.detail.detail)
        found: QDialog | None = page.acts.dialog
        return found

    return scene


def promises_scene(desk: Desk) -> QDialog | None:
    """Show the words spoken on site."""
    desk.ctx.navigate("today")
    return show_promises(desk.ctx, desk.window)


CHAIN_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    **FLAG_SCENES,
    "issue-progress": move_scene("progress"),
    "issue-close": move_scene("close"),
    "issue-edit": move_scene("edit"),
    **CLOCK_SCENES,
    **PAPER_SCENES,
    "promises": promises_scene,
    **RELEASE_SCENES,
    **PEOPLE_SCENES,
}
