"""Choosing a passphrase: typed twice, judged at once, with the advice that matters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.i18n import _
from core.passphrases import require_good
from core.vault_errors import PassphrasesDiffer
from desktop.lock.passphrase_field import PassphraseField
from desktop.widgets.form import FormDialog
from desktop.widgets.text import PlainLabel


class NewPassphrase(FormDialog):
    """Signals: chosen(str): a passphrase good enough.

    Args:
        parent: The window it belongs to.
        title: What it is for.
        text: Why, in a sentence.
        button: Words of the button.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, *, title: str, text: str, button: str) -> None:
        super().__init__(parent, title, width=580)
        said = PlainLabel(text, px=13, tone="ink2", wrap=True)
        column = self.layout()
        if column is not None:
            column.insertWidget(1, said)  # type: ignore[attr-defined]
        self.first, self.second = PassphraseField(_("Passphrase")), PassphraseField(_("Once more"))
        advice = _("At least 8 signs; three or four words are best. To type Chinese, press the eye first.")
        self.add(_("Passphrase"), self.first, hint=advice)
        self.add(_("Once more"), self.second)
        self.save_button.set_caption(button)
        self._typed = ""
        self.on_save(self._choose)
        self.accepted.connect(lambda: self.chosen.emit(self._typed))

    def _choose(self) -> None:
        try:
            self._typed = require_good(self.first.text(), self.second.text())
        except PassphrasesDiffer as refusal:
            refusal.facts["field"] = _("Once more")
            raise
        except Exception as refusal:
            getattr(refusal, "facts", {})["field"] = _("Passphrase")
            raise


def ask_new_passphrase(parent: QWidget | None, *, title: str, text: str, button: str) -> str:
    """Ask and wait; return the passphrase, "" where the user went back."""
    dialog = NewPassphrase(parent, title=title, text=text, button=button)
    found: list[str] = []
    dialog.chosen.connect(found.append)
    dialog.first.setFocus()
    dialog.exec()
    dialog.deleteLater()
    return found[0] if found else ""
