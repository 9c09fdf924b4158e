"""What stands out, the digest and a look-back as the pictures show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from core.digest import Snooze
from db.queries.digest import digest
from desktop.context import AppContext
from desktop.digest.digest_dialog import DigestDialog


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def flags_scene(desk: Desk) -> QDialog | None:
    """Show the issues that nothing moves."""
    desk.ctx.navigate("issues", flag="stuck")
    return None


def digest_scene(desk: Desk) -> QDialog | None:
    """Show the digest of the day after a day that was missed."""
    ctx = desk.ctx
    ctx.navigate("today")
    friday = ctx.calendar.previous_workday(ctx.today())
    with ctx.store.read() as session:
        found = digest(
            session, today=ctx.today(), since=ctx.calendar.previous_workday(friday), calendar=ctx.calendar,
            settings=ctx.settings, missed=(friday,),
        )  # fmt: skip
    made = DigestDialog(ctx, found)
    made.offer(dict.fromkeys(Snooze, True))
    made.show()
    return made


def look_back_scene(desk: Desk) -> QDialog | None:
    """Show what is asked of whoever looked at a closed issue again."""
    desk.ctx.navigate("issues", tab="closed")
    page = desk.window.page()
    page.acts.act("look_back", page.ledger.detail.detail)
    found: QDialog | None = page.acts.dialog
    return found


FLAG_SCENES: Final[dict[str, Callable[[Any], QDialog | None]]] = {
    "issues-flags": flags_scene,
    "digest": digest_scene,
    "issue-look-back": look_back_scene,
}
