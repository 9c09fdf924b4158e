"""A form whose lines survive a kill, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from db.queries.form_drafts import form_draft
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed


class LinesForm(KeptForm):
    """Call `keep_lines` once the fields stand; what was typed before the program ended is shown again then."""

    _lines: Mapping[str, QLineEdit]

    def keep_lines(self, prefix: str, uid: str, lines: Mapping[str, QLineEdit]) -> None:
        """Keep what is typed in *lines* under *prefix* and *uid*."""
        self._lines = lines
        with self._ctx.store.read() as session:
            kept = form_draft(session, f"{prefix}{uid}")
        self.begin(uid, prefix, kept.fields if kept is not None else None)
        for line in lines.values():
            line.textChanged.connect(lambda _text: self.touched())

    @override
    def typed(self) -> Typed:
        return {name: line.text() for name, line in self._lines.items()}

    @override
    def restore(self, typed: Typed) -> None:
        for name, line in self._lines.items():
            line.setText(str(typed.get(name, line.text())))
