"""The command that opens the window of repairs on what a page has in hand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.queries.repairs import OfferRow
from db.services.repairs import Mended
from desktop.context import AppContext
from desktop.repairs.repair_window import RepairWindow
from desktop.repairs.subject import subject_of
from desktop.repairs.taking import show_after


def something_came_up(ctx: AppContext, home: QWidget, record: tuple[str, int] | None) -> RepairWindow:
    """Open the window; what is left to do follows when an offer was taken."""
    window = RepairWindow(ctx, home, subject_of(ctx, record))

    def after(made: Mended, row: OfferRow) -> None:
        show_after(ctx, row, made, home)

    window.mended.connect(after)
    window.open_tall()
    return window
