"""Why another leader goes, and who agreed: the words that every such change keeps, and that survive a kill."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from desktop.context import AppContext
from desktop.people.lines_form import LinesForm
from desktop.visits.unsaved import Typed
from desktop.widgets.form import TextField, such_as

PREFIX: Final = "stand-in:"
WIDE: Final = 760


class TakeOverForm(LinesForm):
    """Reason and who agreed; subclasses add what stands above them, then call `add_words`."""

    def __init__(self, ctx: AppContext, parent: QWidget | None, title: str) -> None:
        super().__init__(ctx, parent, title, width=WIDE)
        self.reason = TextField(limit=400, placeholder=such_as("市委临时通知开会"))
        self.agreed = TextField(limit=200, placeholder=such_as("县委办张主任、两位领导"))

    def add_words(self, visit_id: int) -> None:
        """Add both fields; what was typed of this visit before the program ended is shown again."""
        self.add(_("Reason"), self.reason)
        self.add(_("Agreed by"), self.agreed)
        self.keep_lines(PREFIX, str(visit_id), {"reason": self.reason, "agreed": self.agreed})

    def words(self) -> Typed:
        """Return the words alone: only they are given up on purpose."""
        return {name: line.text() for name, line in self._lines.items()}

    @override
    def try_save(self) -> None:
        super().try_save()
        if self.isVisible():
            self._fit()  # a refusal needs a line of its own

    @override
    def is_changed(self) -> bool:
        return any(self._start.get(name, "") != text for name, text in self.words().items())
