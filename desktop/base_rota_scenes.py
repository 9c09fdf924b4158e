"""The base rota as the pictures show it; what they need is written for the picture and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from core.i18n import N_
from core.planner.base_rota import read_pattern
from db.queries.names import named_leaders, named_townships
from db.services.base_rota import BaseRotaDraft, save_line
from desktop.context import AppContext
from desktop.rotation.base_rota_dialog import BaseRotaDialog, open_base_rota


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def fill_base_rota(session: Any) -> None:
    """Add five lines as offices have them."""
    leaders = [each.id for each in named_leaders(session)]
    places = [each.id for each in named_townships(session)]
    for words, name, kind, place, turns, must in (
        ("每月15日上午，遇节假日顺延", "县委书记接访日", "petition_reception", places[0], leaders[:1], True),
        ("每周三", "", "petition_reception", places[1], leaders[1:], False),
        ("单周周五下午", "", "research_visit", places[2], leaders[3:6], False),
        ("赶集日", "赶集日宣讲", "policy_outreach", places[4], leaders[5:9], False),
        ("每个工作日", "值班领导", "onsite_office", None, leaders, False),
    ):
        said = read_pattern(words)
        draft = BaseRotaDraft(name, said.pattern, said.half, kind, place, tuple(turns), must=must)
        save_line(session, draft)


def list_scene(desk: Desk) -> QDialog | None:
    """Show the lines, the days of one of them in its year."""
    return _filled(desk)


def form_scene(desk: Desk) -> QDialog | None:
    """Show a line under edit."""
    dialog = _filled(desk)
    form = dialog.edit()
    if form is not None:
        form.finished.connect(dialog.reject)
    return form


def year_scene(desk: Desk) -> QDialog | None:
    """Show what a year's draft would make."""
    dialog = _filled(desk)
    year = dialog.open_year()
    if year is not None:
        year.finished.connect(dialog.reject)
    return year


def _filled(desk: Desk) -> BaseRotaDialog:
    ctx = desk.ctx
    ctx.navigate("calendar")
    with ctx.store.write(N_("Add line of the base rota")) as session:
        fill_base_rota(session)
    dialog = open_base_rota(ctx, desk.window)
    dialog.finished.connect(lambda _code: ctx.store.undo(), Qt.ConnectionType.SingleShotConnection)
    return dialog


BASE_ROTA_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    "base-rota": list_scene,
    "base-rota-line": form_scene,
    "base-rota-year": year_scene,
}
"""For desktop.screenshots."""
