"""One backup a day: when a schedule is opened, and when the day changes while it stays open."""

from __future__ import annotations

import logging
from typing import Final

from core.errors import UserError
from core.i18n import _
from db.backup import back_up_daily
from db.services.erasure import finish_pending
from db.vault.sealing import seal_backups
from desktop.context import AppContext
from desktop.main_window import MainWindow
from desktop.tasks import Task

_LOG: Final = logging.getLogger(__name__)
_NOTICE: Final = "backup"


def back_up_today(ctx: AppContext, window: MainWindow) -> Task | None:
    """Make today's backup off the GUI thread unless there is one; a failure stays in sight until it is mended."""
    store = ctx.store
    path, key, today = ctx.store.origin.path, ctx.store.origin.key, ctx.today()
    if path is None or ctx.store.is_locked or ctx.read_only or ctx.settings.sample:
        return None

    def work(_task: Task) -> None:
        if key is not None:
            seal_backups(path, key)  # what was left when protecting the schedule was broken off
        finish_pending(store)  # an erasure that was killed before the file was clean: else the copy would hold it
        back_up_daily(path, key, today=today)

    def failed(fault: BaseException) -> None:
        _LOG.warning("no backup today: %s", fault)
        words = str(fault) if isinstance(fault, (UserError, OSError)) else type(fault).__name__
        window.notice(_NOTICE, _("No backup today: {why}").format(why=words), icon_name="hard-drives", may_close=True)

    return ctx.tasks.start(_("Backing up"), work, done=lambda _made: window.drop_notice(_NOTICE), failed=failed)
