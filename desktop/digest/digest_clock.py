"""Gives the digest at its time: at the office's hour, at the start for missed days, and after it was put off."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Final

from PySide6.QtCore import QObject, QTimer

from core.digest import Digest, Snooze, believed, digest_hour, latest_put_off, missed_when_given, snoozed_until
from core.digest_words import summary
from core.errors import UserError
from core.i18n import _, day_text
from db.queries.digest import digest
from desktop.context import AppContext
from desktop.digest.digest_dialog import DigestDialog
from desktop.digest.memory import DigestMemory, Given
from desktop.digest.tray import Tray
from desktop.lock.signals import lock_signals

NOTICE: Final = "digest"
MINUTE_MS: Final = 60_000
_LOG: Final = logging.getLogger(__name__)


def office_clock() -> datetime:
    """Return what this computer's clock says."""
    return datetime.now(UTC).astimezone()


class DigestClock(QObject):
    """One per open schedule; it looks once a minute, so that a computer that slept is late by no more than that.

    Args:
        ctx: The open schedule, its window attached.
        now: This computer's clock; its day gives way to the one that counts as today.
        parent: Qt's parent.
    """

    def __init__(
        self, ctx: AppContext, *, now: Callable[[], datetime] = office_clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._clock = ctx, now
        self.memory = DigestMemory(ctx.machine, ctx.store)
        self.tray = Tray(self)
        self.tray.clicked.connect(self.open)
        self.dialog: DigestDialog | None = None
        self._timer = QTimer(self, interval=MINUTE_MS)
        self._timer.timeout.connect(self.look)
        lock_signals().about_to_lock.connect(self._put_away)

    def start(self) -> None:
        """Look at once, for the days that were missed, and from now on every minute."""
        if not self.memory.is_off:
            self.tray.show()
        self._timer.start()
        self.look(starting=True)

    def stop(self) -> None:
        """Tell nothing more."""
        self._timer.stop()
        self._put_away()
        self.tray.hide()

    def now(self) -> datetime:
        """Return the moment by the office's clock, on the day that counts as today."""
        return datetime.combine(self._ctx.today(), self._clock().timetz())

    def look(self, *, starting: bool = False) -> None:
        """Give the digest if it is time; a schedule that is locked or gone tells nothing."""
        ctx = self._ctx
        if ctx.store.is_locked:
            return
        if self.memory.is_off:
            self.tray.hide()
            return
        try:
            at = digest_hour(ctx.settings)
            if at is not None:
                self._give_if_due(at, starting=starting)
        except UserError:  # the file is busy or gone; the pages say so, and the next minute tries again
            _LOG.warning("no digest now", exc_info=True)

    def open(self) -> None:
        """Show the digest given last, or today's if there was none yet; the one window comes to the front."""
        ctx = self._ctx
        if ctx.store.is_locked:
            ctx.window.raise_()
            return
        ctx.window.drop_notice(NOTICE)
        if self.dialog is None:
            made = DigestDialog(ctx, self._read())
            made.snoozed.connect(self.put_off)
            made.finished.connect(self._on_closed)
            made.offer(
                {choice: snoozed_until(choice, self.now(), ctx.calendar, ctx.settings) is not None for choice in Snooze}
            )
            self.dialog = made
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def put_off(self, choice: str) -> None:
        """Let the digest come again in working time."""
        until = snoozed_until(Snooze(choice), self.now(), self._ctx.calendar, self._ctx.settings)
        self.memory.put_off(until)
        self._ctx.window.drop_notice(NOTICE)
        if until is not None:
            day = "" if until.date() == self._ctx.today() else f"{day_text(until.date())} "
            when = f"{day}{until.hour}:{until.minute:02d}"
            self._ctx.toast(_("The digest comes again at {when}.").format(when=when))

    def _give_if_due(self, at: time, *, starting: bool) -> None:
        ctx, now, last = self._ctx, self.now(), self._remembered(at)
        was_put_off = last is not None and last.until is not None
        if last is not None and last.until is not None:
            if now < last.until:
                return
            self.memory.put_off(None)
            if last.on == ctx.today():
                self._tell(self._read(), starting=starting)
                return
        before = last.on if last is not None else None
        missed = missed_when_given(before, now, at, ctx.calendar, starting=starting or was_put_off)
        if missed is None and not (was_put_off and ctx.calendar.is_workday(ctx.today())):
            return
        self.memory.give(ctx.today(), since=before, missed=missed or ())
        found = self._read()
        if found.count:
            self._tell(found, starting=starting and before is not None)  # the very first one only introduces itself

    def _remembered(self, at: time) -> Given | None:
        """Return the digest before; what a clock gone wrong left is put right for good."""
        ctx, last = self._ctx, self.memory.given()
        if last is None:
            return None
        today, on = ctx.today(), believed(last.on, ctx.today())
        right = None
        if on is not None:
            since = last.since if last.since is None or last.since < on else None
            latest = latest_put_off(self.now(), at, ctx.calendar, ctx.settings)
            until = min(last.until, latest) if last.until is not None else None
            right = replace(last, on=on, since=since, until=until)
        if right != last:
            _LOG.warning("the digest's memory lay ahead of %s and was put right", today)
            self.memory.put_right(right)
        return right

    def _tell(self, found: Digest, *, starting: bool) -> None:
        """Open it at the start; while somebody works, say it above the page and in the tray."""
        if starting:
            self.open()
            return
        words = summary(found)
        self._ctx.window.notice(
            NOTICE, words, icon_name="sun-horizon", action=_("Show digest"), do=self.open, may_close=True
        )
        if not self._ctx.window.isActiveWindow():
            self.tray.tell(_("Digest of {day}").format(day=day_text(found.on)), words)

    def _read(self) -> Digest:
        ctx, last = self._ctx, self.memory.given()
        today = ctx.today()
        given = last is not None and last.on == today
        since = (last.since if given else last.on) if last is not None else None
        missed = last.missed if last is not None and given else ()
        with ctx.store.read() as session:
            return digest(
                session, today=today, since=since or ctx.calendar.previous_workday(today), calendar=ctx.calendar,
                settings=ctx.settings, missed=missed,
            )  # fmt: skip

    def _on_closed(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _put_away(self) -> None:
        """Nothing of the digest stays in sight of whoever comes by."""
        if self.dialog is not None:
            self.dialog.done(0)
