"""The dialog of one move: its fields as data, words kept against a kill, refusals said inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from db.queries.form_drafts import form_draft
from desktop.context import AppContext
from desktop.issues.move_fields import MoveField
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed
from desktop.widgets import ElidedLabel

PREFIX = "move:"


class MoveDialog(KeptForm):
    """Fields under their labels and one button that makes the move.

    Args:
        ctx: The open schedule.
        parent: The page.
        key: The move, which names the words kept.
        issue_id: The issue.
        title: What is done.
        about: The issue's words.
        verb: The button.
        fields: Labels and fields, in order.
        save: Called with all values; a refusal keeps the dialog open.
        width: Of the whole dialog.
        folded: How many of the last fields are rarely wanted: they wait behind a button.
    """

    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget | None,
        *,
        key: str,
        issue_id: int,
        title: str,
        about: str,
        verb: str,
        fields: Sequence[tuple[str, MoveField]],
        save: Callable[..., object],
        width: int = 640,
        folded: int = 0,
    ) -> None:
        super().__init__(ctx, parent, title, width=width)
        self._fields = [field for _label, field in fields]
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, ElidedLabel(about, px=13, tone="ink2"))
        for number, (label, field) in enumerate(fields):
            if folded and number == len(fields) - folded:
                self.begin_fold()
            self.add(label, field)
            (field.focusProxy() or field).setAccessibleName(label)
        self.save_button.set_caption(verb)
        self.begin(str(issue_id), f"{PREFIX}{key}:", _kept(ctx, f"{PREFIX}{key}:{issue_id}"))
        if folded and any(field.typed() != self._start[field.name] for field in self._fields[-folded:]):
            self.unfold()  # kept words must not hide
        for field in self._fields:
            field.changed.connect(self._on_changed)
        self.on_save(lambda: save(**self.values()))

    def field(self, name: str) -> MoveField:
        """Return the field that the verb calls *name*."""
        return next(field for field in self._fields if field.name == name)

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show or hide a field with its label."""
        field = self.field(name)
        self.show_row(next(label for label, (each, _note) in self._rows.items() if each is field), shown=shown)

    def values(self) -> dict[str, Any]:
        """Return what the verb is called with.

        Raises:
            NotReadable: a field holds what cannot be read.
        """
        return {name: value for field in self._fields for name, value in field.values().items()}

    @override
    def typed(self) -> Typed:
        return {field.name: field.typed() for field in self._fields}

    @override
    def restore(self, typed: Typed) -> None:
        for field in self._fields:
            if field.name in typed:
                field.restore(typed[field.name])

    def _on_changed(self) -> None:
        self.said.hide()
        self.touched()


def _kept(ctx: AppContext, key: str) -> Typed | None:
    with ctx.store.read() as session:
        found = form_draft(session, key)
    return None if found is None else found.fields
