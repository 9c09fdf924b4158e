"""How refusals and faults reach the user: a sentence for what was expected, a number for what was not.

Nothing here closes a form: after the message, the words typed are still there.
"""

from __future__ import annotations

import errno
import logging
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from core.errors import UserError
from core.i18n import _
from core.paths import user_data
from core.private_log import PrivateFormatter
from core.vault_errors import Locked
from desktop.widgets.dialogs import Message, tell

_LOG: Final = logging.getLogger("onsite.fault")
BURST_S: Final = 2.0
"""A fault on the same line within this time of the last one is the same: it is logged, not told again."""
OFTEN: Final = 3
PAUSE_S: Final = 60.0
"""A line that was told OFTEN times is told again only after this time."""


@dataclass
class Outcome:
    """Whether the block under `shown_to` came to its end."""

    ok: bool = True
    error: UserError | None = None


@contextmanager
def shown_to(widget: QWidget | None) -> Generator[Outcome]:
    """Show a refusal raised inside to the user at *widget*, and go on behind the block.

    Use: `with shown_to(self) as outcome: ...`, then `if outcome.ok: self.close()`.
    Faults that are no refusals pass through to the hook, which shows a number and logs them.
    """
    outcome = Outcome()
    try:
        yield outcome
    except UserError as error:
        outcome.ok, outcome.error = False, error
        _LOG.info("refused: %s", type(error).__name__)
        show_refusal(widget, error)
    except OSError as error:
        outcome.ok = False
        show_refusal(widget, error)


def show_refusal(widget: QWidget | None, error: UserError | OSError) -> Message:
    """Show a refusal, or what the system says of a file or a disk, as plain text."""
    return tell(widget, str(error) if isinstance(error, UserError) else system_words(error))


def system_words(error: OSError) -> str:
    """Return what the system says of a file or a disk, and what to do."""
    if error.errno == errno.ENOSPC:
        return _("The disk is full. Nothing was lost: free some room, then try again.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _("{path} cannot be written here. Choose another folder, or ask for the right to write.").format(
            path=error.filename or _("This file")
        )
    return _("The system refused: {reason}. Nothing was changed; try again or choose another place.").format(
        reason=error.strerror or type(error).__name__
    )


@dataclass
class _Spot:
    """A line of code with a fault in it: the number it was told under, and when it was met and told last."""

    number: str
    met: float
    told: float
    times: int = 1

    def is_quiet(self, now: float) -> bool:
        """Return whether to keep silent: a fault at every paint would open its box for ever."""
        silent = now - self.met < BURST_S or (self.times >= OFTEN and now - self.told < PAUSE_S)
        self.met = now
        if not silent:
            self.told, self.times = now, self.times + 1
        return silent


class Faults(QObject):
    """Catches what nobody expected, in any thread; shows one dialog at a time in the GUI thread.

    Args:
        log: Where faults are written; by default `log/onsite-days.log` in the user's data folder.
    """

    _arrived = Signal(str, str)

    def __init__(self, log: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = log or user_data() / "log" / "onsite-days.log"
        self._open: Message | None = None
        self._handler: RotatingFileHandler | None = None
        self._before: tuple[Any, Any, Any] | None = None
        self._spots: dict[tuple[type[BaseException], str, int], _Spot] = {}
        self._arrived.connect(self._show)

    def install(self) -> None:
        """Catch from now on."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._handler = _write_log_to(self.log)
        sys.excepthook = self.caught
        threading.excepthook = lambda arrived: self.caught(
            arrived.exc_type, arrived.exc_value or arrived.exc_type(), arrived.exc_traceback
        )
        sys.unraisablehook = lambda seen: self.caught(
            seen.exc_type, seen.exc_value or seen.exc_type(), seen.exc_traceback
        )

    def uninstall(self) -> None:
        """Put back what was there before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def caught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Log a fault under a number and tell the user; the app goes on."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(fault, UserError):
            if not isinstance(fault, Locked):  # behind the sheets nobody asked for anything
                self._arrived.emit("", fault.text())
            return
        spot = _spot_of(kind, trace)
        known, now = self._spots.get(spot) if spot else None, monotonic()
        if known is not None and known.is_quiet(now):
            _LOG.error("fault %s again", known.number)
            return
        number = f"{datetime.now(UTC):%m%d}-{uuid4().hex[:5].upper()}"
        if known is not None:
            known.number = number
        elif spot is not None:
            self._spots[spot] = _Spot(number, now, now)
        _LOG.error("fault %s", number, exc_info=(kind, fault, trace))
        self._arrived.emit(number, f"{kind.__name__}: {fault}")

    def _show(self, number: str, words: str) -> None:
        if not number:
            tell(None, words)
            return
        if self._open is not None:
            return
        text = _(
            "Something went wrong that we had not foreseen (number {number}). What you had saved is safe, and you can "
            "go on working. The details are in {log}; please pass the number on to whoever looks after this program."
        ).format(number=number, log=self.log)
        self._open = tell(None, text, title=_("An unexpected fault"), detail=words)
        self._open.finished.connect(self._closed)

    def _closed(self) -> None:
        self._open = None


def _spot_of(kind: type[BaseException], trace: TracebackType | None) -> tuple[type[BaseException], str, int] | None:
    """Return where a fault was raised, None where nobody knows."""
    if trace is None:
        return None
    while trace.tb_next is not None:
        trace = trace.tb_next
    return kind, trace.tb_frame.f_code.co_filename, trace.tb_lineno


def _write_log_to(path: Path) -> RotatingFileHandler | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None  # a read-only profile: faults still show on screen
    handler.setFormatter(PrivateFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler
