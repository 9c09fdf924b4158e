"""The keys of the clocks on the issues page; what each does is in clock_acts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.issues.clock_acts import ClockActs
from desktop.issues.ledger import Ledger


class ClockCommands:
    """The part of the issues page that the keys of the clocks call."""

    clocks: ClockActs
    ledger: Ledger

    def pause_issue(self) -> None:
        """T: let the clocks of the issue shown stand still, or run again."""
        self.clocks.toggle_pause()

    def show_biography(self) -> None:
        """Q: where the dates of the issue shown come from."""
        detail = self.ledger.detail.detail
        if detail is not None:
            self.clocks.biography(detail.row.id)

    def page_help(self) -> bool:
        """F1 on a date tells where it comes from; elsewhere the keys are shown."""
        banner = self.ledger.detail.banner
        focus: QWidget | None = banner.window().focusWidget()
        section = self.ledger.detail.clocks
        if focus is None or not (focus is banner or section.isAncestorOf(focus)):
            return False
        self.show_biography()
        return True
