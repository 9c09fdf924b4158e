"""The line above the page that says how far the plan of today is from what was published."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from core.i18n import _
from db.queries.published import pending_changes
from desktop.actions import hint
from desktop.releases.pending_words import pending_words

if TYPE_CHECKING:
    from desktop.context import AppContext
    from desktop.main_window import MainWindow

KEY: Final = "published"
_TABLES: Final = frozenset(
    {"plan_release", "visit", "visit_agency", "visit_leader", "leader", "township", "village", "visit_kind", "setting"}
)


_WAIT_MS: Final = 300
"""Several changes in a row are looked at once: ten thousand published visits take a second to compare."""


class PendingNotice(QObject):
    """Compares the plan with what was published, a moment after the last change.

    Args:
        place: The schedule that is open now, None where none is, and the window it is shown in.
        parent: Qt's parent.
    """

    def __init__(self, place: Callable[[], tuple[AppContext | None, MainWindow]], parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self._tell)

    def heard(self, tables: frozenset[str]) -> None:
        """Hear that tables have changed, or that a schedule was opened."""
        if tables & _TABLES:
            self._later.start()

    def _tell(self) -> None:
        ctx, window = self._place()
        if ctx is not None and not ctx.store.is_locked:
            tell_pending(ctx, window)


def tell_pending(ctx: AppContext, window: MainWindow) -> None:
    """Show the notice where the plan differs from what was published, and take it away where it does not."""
    with ctx.store.read() as session:
        n = len(pending_changes(session, ctx.today()))
    if not n:
        window.drop_notice(KEY)
        return
    look, keys = _("Look at them"), hint("release.list")
    window.notice(
        KEY, pending_words(n), icon_name="megaphone", action=f"{look}  {keys}",
        do=lambda: window.run_action("release.list"),
    )  # fmt: skip
