"""What is typed and not saved yet: kept in the schedule within a second, offered again at the next start.

A form is kept as it was typed, times that cannot be read and names in no list included.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from core.errors import UserError
from core.i18n import N_
from core.storage_errors import ScheduleBusy
from db.queries.form_drafts import form_drafts
from db.services.form_drafts import drop_draft, keep_draft
from db.store import Store
from desktop.lock.signals import lock_signals

Typed = dict[str, Any]
PREFIX: Final = "visit:"
TEMPLATE: Final = "template:"
PREPARATION: Final = "preparation:"
DAY_PLAN: Final = "day_plan:"
_WAIT_MS: Final = 600
_AGAIN_MS: Final = 3000
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A form that was left behind."""

    key: str
    typed: Typed

    @property
    def visit_id(self) -> int | None:
        """The visit under edit, None for a new one."""
        found = self.typed.get("id")
        return found if isinstance(found, int) else None

    @property
    def uid(self) -> str:
        """The form's own name, so that it becomes one visit only."""
        return str(self.typed.get("uid", ""))


def unsaved_forms(store: Store) -> list[Unsaved]:
    """Return the forms left behind, the latest first."""
    with store.read() as session:
        return [Unsaved(row.key, row.fields) for row in form_drafts(session, PREFIX)]


def left_behind(store: Store, prefix: str) -> list[tuple[int, Typed]]:
    """Return the preparations or day plans left behind: each visit's id with what was typed, the latest first."""
    with store.read() as session:
        rows = form_drafts(session, prefix)
    return [(int(row.key.removeprefix(prefix)), row.fields) for row in rows if row.key.removeprefix(prefix).isdecimal()]


def forget(store: Store, key: str) -> None:
    """Forget a form: it was saved, or given up, or what it was about is no more."""
    if store.read_only:
        return
    try:
        with store.write(N_("Keep what is typed")) as session:
            drop_draft(session, key)
    except (UserError, OSError):
        _LOG.warning("the form %s could not be dropped", key, exc_info=True)


class Keeper(QObject):
    """Keeps one form while it is being typed.

    Args:
        store: Where it is kept.
        uid: Names the form.
        typed: Returns what stands in the form now.
        parent: Qt's parent.
        prefix: Which sort of form it is.
    """

    def __init__(
        self, store: Store, uid: str, typed: Callable[[], Typed], parent: QObject, *, prefix: str = PREFIX
    ) -> None:
        super().__init__(parent)
        self._store, self._key, self._typed = store, f"{prefix}{uid}", typed
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.keep)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._keep_the_last)
        lock_signals().about_to_lock.connect(self._keep_the_last)

    def touched(self) -> None:
        """Something was typed: keep it soon, even while typing goes on."""
        if not self._timer.isActive() and not self._store.read_only:
            self._timer.start(_WAIT_MS)

    def keep(self) -> None:
        """Keep the form now; a refusal only costs the safety net, never the typing."""
        self._timer.stop()
        try:
            with self._store.write(N_("Keep what is typed"), hurried=True) as session:
                keep_draft(session, self._key, self._typed(), at=datetime.now(UTC))
        except ScheduleBusy:
            self._timer.start(_AGAIN_MS)  # whoever types is not held up; it is tried again soon
        except (UserError, OSError):
            _LOG.warning("the form %s could not be kept", self._key, exc_info=True)

    def _keep_the_last(self) -> None:
        if self._timer.isActive():
            self.keep()

    def drop(self) -> None:
        """Forget the form: it was saved, or given up."""
        self._timer.stop()
        forget(self._store, self._key)
