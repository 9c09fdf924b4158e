"""The question before a list is saved: without names, which is the answer of Enter, or with them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.chain import Variant
from core.i18n import _
from core.privacy_errors import LogNeedsWriting
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.widgets.buttons import Role
from desktop.widgets.dialogs import Message


class VariantBox(Message):
    """Asks which variant; Enter takes the redacted one, Esc none."""

    def __init__(self, home: QWidget | None, title: str) -> None:
        super().__init__(
            home,
            title=title,
            text=_(
                "A redacted file names nobody and may be handed over. An internal one holds names, phones and "
                "addresses: it stays in the office, and the log notes whom it names."
            ),
        )
        self.chosen: Variant | None = None
        self.internal = self.add_button(_("Internal, with names"))
        self.cancel = self.add_button(_("Cancel"), accepts=False)
        self.redacted = self.add_button(_("Redacted"), Role.FILLED)
        self.internal.clicked.connect(lambda: self._choose(Variant.INTERNAL))
        self.redacted.clicked.connect(lambda: self._choose(Variant.REDACTED))
        self.redacted.setFocus()

    def _choose(self, variant: Variant) -> None:
        self.chosen = variant


def ask_variant(ctx: AppContext, home: QWidget | None, title: str) -> Variant | None:
    """Return the variant that somebody wants, None where he wants none or may not have it."""
    box = VariantBox(home.window() if home is not None else None, title)
    box.exec()
    if box.chosen is Variant.INTERNAL and ctx.store.read_only:
        with shown_to(home):
            raise LogNeedsWriting(why=ctx.store.why_read_only)
        return None
    return box.chosen
