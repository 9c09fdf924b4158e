"""The sample county as a guest at the desk: opened in the place of the user's own schedule, and gone at a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.i18n import _
from desktop.errors import shown_to
from desktop.tasks import Tasks
from desktop.widgets.dialogs import ask

if TYPE_CHECKING:
    from desktop.desk import Desk

_NOTICE: Final = "sample"
_OWN: Final = "own_schedule"


class SampleDesk:
    """Shows the sample county at *desk*, and goes back to the user's own schedule, which it never touches."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._tasks = desk, Tasks(desk)

    def begin(self, today: date) -> None:
        """Write the sample county into a file of its own, then show that."""
        from desktop.imports.sample_county import SampleOpening  # noqa: PLC0415 - most starts never want it

        opening = SampleOpening(self._tasks, today)
        opening.ready.connect(self.show)
        opening.given_up.connect(self._desk.welcome)
        self._desk.window.show_welcome(opening)
        opening.begin()

    def show(self, path: Path) -> None:
        """Show the sample county that lies at *path*."""
        if self._desk.where != path:
            self._desk.machine.views[_OWN] = str(self._desk.where)
        self._desk.leave()
        if not self._desk.open(path):
            self.back_to_own()

    def tell(self) -> None:
        """Say in a lasting line that this is the sample county, with the way out."""
        window, ctx = self._desk.window, self._desk.ctx
        window.drop_notice(_NOTICE)
        if ctx is not None and ctx.settings.sample:
            text = _("This is {county}, the sample county. Try anything; your own schedule is not touched.")
            window.notice(
                _NOTICE,
                text.format(county=ctx.settings.county),
                icon_name="map-trifold",
                action=_("Clear the sample"),
                do=self.clear,
            )

    def untell(self) -> None:
        """Take that line away."""
        self._desk.window.drop_notice(_NOTICE)

    def clear(self) -> None:
        """Throw the sample county away after asking, and go back to the user's own schedule."""
        from desktop.imports.sample_county import clear_sample  # noqa: PLC0415

        text = _("Clear the sample county? All that was tried in it goes away. Your own schedule is not touched.")
        if ask(self._desk.window, text, yes=_("Clear it"), destructive=True):
            self._desk.leave()
            with shown_to(self._desk.window):
                clear_sample()
            self.back_to_own()

    def back_to_own(self) -> None:
        """Open the user's own schedule again, or the welcome page where there is none yet."""
        machine = self._desk.machine
        own = Path(str(machine.views.pop(_OWN, "") or self._desk.usual()))
        machine.last_file = str(own) if own.exists() else ""
        if not own.exists():
            self._desk.begin_at(own)
        elif not self._desk.open(own):
            self._desk.window.close()
