"""Publishing as the pictures show it: what stands against it, the issues, the phone list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any, Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from core.i18n import N_
from core.planning import CallAnswer
from core.release_check import STOPPING
from core.stretches import StretchKind, stretch_around
from db.queries.calendar import VisitRow
from db.queries.clashes import clashes_between
from db.queries.free_leaders import free_leaders
from db.queries.releases import call_rows
from db.services.clash_overrides import accept_clash
from db.services.releases import answer_call, publish
from desktop.calendar.place import Place
from desktop.context import AppContext
from desktop.releases.phone_dialog import PhoneDialog
from desktop.releases.publish_dialog import PublishDialog
from desktop.releases.release_list import ReleaseList


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext

    def visit(self) -> VisitRow:
        """Return the visit whose pages are shown."""


def publish_scene(desk: Desk) -> QDialog | None:
    """Show what stands against publishing the month."""
    desk.ctx.navigate("calendar")
    dialog = PublishDialog(desk.ctx, desk.window, around=desk.ctx.today())
    dialog.open()
    return dialog


def list_scene(desk: Desk) -> QDialog | None:
    """Show the issues of the plan, one of them published for the picture only."""
    return _published(desk, lambda _release: ReleaseList(desk.ctx, desk.window))


def phones_scene(desk: Desk) -> QDialog | None:
    """Show a phone list that is half worked off."""
    return _published(desk, lambda release: PhoneDialog(desk.ctx, desk.window, release))


def take_over_scene(desk: Desk) -> QDialog | None:
    """Show what is asked where somebody else is to go on a published visit."""

    def ask(_release: int) -> QDialog:
        visit = desk.visit()
        desk.ctx.navigate("calendar", visit_id=visit.id)
        with desk.ctx.store.read() as session:
            free = free_leaders(session, visit.id, calendar=desk.ctx.calendar, settings=desk.ctx.settings)
        page = desk.window.page()
        page.moving.place(visit, Place(visit.day, visit.half, leader_id=free[0].leader_id))
        dialog: QDialog = page.moving.dialog
        return dialog

    return _published(desk, ask)


def _published(desk: Desk, make: Callable[[int], QDialog]) -> QDialog:
    """Publish the month, and take that back when the picture is taken."""
    ctx = desk.ctx
    ctx.navigate("calendar")
    with ctx.store.write(N_("Publish plan")) as session:
        release = _publish(session, ctx)
    dialog = make(release)
    dialog.finished.connect(lambda _code: ctx.store.undo(), Qt.ConnectionType.SingleShotConnection)
    dialog.open()
    return dialog


def _publish(session: Any, ctx: AppContext) -> int:
    today, calendar, settings = ctx.today(), ctx.calendar, ctx.settings
    first, last = stretch_around(today, StretchKind.MONTH)
    for row in clashes_between(session, first, last, calendar=calendar, settings=settings):
        if row.clash.level in STOPPING and row.is_open and row.visit_id is not None:
            accept_clash(session, row.visit_id, row.clash, reason="—", actor="", today=today)
    at = datetime.combine(today, time(9, 40), tzinfo=UTC)
    made = publish(session, first, last, today=today, at=at, calendar=calendar, settings=settings)
    answers = (CallAnswer.AGREED, CallAnswer.CALLED, CallAnswer.CALL_BACK)
    for call, answer in zip(call_rows(session, made.id), answers, strict=False):
        again = datetime.combine(today, time(15, 30), tzinfo=UTC)
        answer_call(session, call.id, answer, at=at, today=today, call_again_at=again)
    return made.id


RELEASE_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    "release-publish": publish_scene,
    "release-list": list_scene,
    "release-take-over": take_over_scene,
    "release-phones": phones_scene,
}
"""For desktop.screenshots."""
