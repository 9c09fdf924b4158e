"""Doing what a rule forbids, with a reason that is kept beside the visit and printed with the plan's check list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from core.conflicts import Clash, clash_text
from core.errors import MissingField
from core.i18n import _
from desktop.context import AppContext
from desktop.people.lines_form import LinesForm
from desktop.widgets import PlainLabel
from desktop.widgets.form import TextField

LIMIT: Final = 400
PREFIX: Final = "override:"


class OverrideDialog(LinesForm):
    """Says what forbids an act, and asks why it is done all the same; an empty reason is refused in place.

    What is typed survives a kill: the same act asked for again shows it.

    Args:
        ctx: The open schedule.
        parent: The page.
        title: What is being done: 许国安 → 永兴镇.
        against: What stands against it, gravest first.
        write: Does it with the reason; raises what refuses it.
        about: Names what is moved or placed, for keeping the reason.
        act: The word on the button.
    """

    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget | None,
        title: str,
        against: Sequence[Clash],
        write: Callable[[str], None],
        *,
        about: str,
        act: str = "",
    ) -> None:
        super().__init__(ctx, parent, title, width=520)
        self.against = PlainLabel("\n".join(clash_text(clash) for clash in against), px=14, tone="red", wrap=True)
        self.add(_("Against it"), self.against)
        self.reason = TextField(limit=LIMIT)
        self.add(_("Reason"), self.reason, hint=_("Who agreed, and why; it stays with the visit."))
        self.save_button.set_caption(act or _("Do it all the same"))
        self.on_save(lambda: self._write(write))
        self.keep_lines(PREFIX, about, {"reason": self.reason})
        self.reason.setFocus()

    def _write(self, write: Callable[[str], None]) -> None:
        if not self.reason.text().strip():
            raise MissingField(field=_("Reason"))
        write(self.reason.text())
