"""The map as the pictures show it: by days, by issues, and a file looked at before it is taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from core.geo.levels import MapLayer
from core.geo.matching import match_outlines
from core.geo.reading import read_outlines
from core.paths import resource
from db.queries.names import named_townships
from desktop.context import AppContext
from desktop.imports.sample_county import OUTLINES
from desktop.map.outlines_dialog import OutlinesDialog


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def days_scene(desk: Desk) -> QDialog | None:
    """Show the map by days since the last visit."""
    _show(desk, MapLayer.DAYS)
    return None


def issues_scene(desk: Desk) -> QDialog | None:
    """Show the map by open issues."""
    _show(desk, MapLayer.ISSUES)
    return None


def outlines_scene(desk: Desk) -> QDialog | None:
    """Show what a file holds; one township of the schedule is not in it."""
    desk.ctx.navigate("townships", view="list")
    file = read_outlines(resource("sample", OUTLINES))
    with desk.ctx.store.read() as session:
        townships = {row.id: row.name for row in named_townships(session)}
    townships.popitem()
    made = OutlinesDialog(file, match_outlines(file, townships), townships, desk.window)
    made.show()
    return made


def _show(desk: Desk, layer: MapLayer) -> None:
    desk.ctx.navigate("townships", view="map")
    buttons = desk.window.page().views.map.layers.buttons()
    buttons[list(MapLayer).index(layer)].click()


MAP_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    "map-days": days_scene,
    "map-issues": issues_scene,
    "map-outlines": outlines_scene,
}
