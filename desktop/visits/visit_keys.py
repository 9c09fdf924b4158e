"""The keys of a page on which a visit can be chosen: the slots that desktop/actions.py names."""

from __future__ import annotations

from typing_extensions import override

from desktop.page import Page
from desktop.visits.visit_commands import VisitCommands


class VisitKeys(Page):
    """A page with a chosen visit; subclasses make `commands` and answer `selected`."""

    commands: VisitCommands

    def selected(self) -> int | None:
        """Return the visit chosen."""
        raise NotImplementedError

    def mark_done(self) -> None:
        """Say that the visit took place: D."""
        self.commands.on(self.selected(), self.commands.mark_done)

    def postpone(self) -> None:
        """Move the visit, with a reason: R."""
        self.commands.on(self.selected(), self.commands.postpone)

    def print_sheet(self) -> None:
        """Print the visit's sheet: P."""
        self.commands.on(self.selected(), self.commands.print_sheet)

    print_page = print_sheet

    def duplicate(self) -> None:
        """Plan the same visit once more: Ctrl+D."""
        self.commands.on(self.selected(), self.commands.duplicate)

    def cancel_visit(self) -> None:
        """Call the visit off: Del."""
        self.commands.on(self.selected(), self.commands.cancel)

    def prepare_visit(self) -> None:
        """Open the visit's preparation: G."""
        self.commands.on(self.selected(), self.commands.outing.prepare)

    def plan_day(self) -> None:
        """Open the visit's plan of the day: J."""
        self.commands.on(self.selected(), self.commands.outing.plan_day)

    def record_issue(self) -> None:
        """Write down issues from the visit chosen if its day has come, else as on any other page: F2."""
        self.commands.record_from(self.selected())

    @override
    def record(self) -> tuple[str, int] | None:
        visit_id = self.selected()
        return None if visit_id is None else ("visit", visit_id)
