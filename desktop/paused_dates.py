"""Dates that stand still without an end move with every day: brought up to date at the start and when a day begins."""

from __future__ import annotations

import logging
from typing import Final

from core.errors import UserError
from core.i18n import N_
from db.queries.issue_clocks import has_open_pause
from db.services.pauses import carry_on
from desktop.context import AppContext

_LOG: Final = logging.getLogger(__name__)


def carry_paused_dates(ctx: AppContext) -> None:
    """Bring them up to date; undo passes it by, and where it cannot be written the next day does it."""
    if ctx.read_only or ctx.store.is_locked:
        return
    try:
        with ctx.store.read() as session:
            if not has_open_pause(session, ctx.today()):
                return
        with ctx.store.write(N_("Carry paused dates on"), undoable=False, hurried=True) as session:
            carry_on(session, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings)
    except (UserError, OSError):
        _LOG.warning("paused dates could not be carried on", exc_info=True)
