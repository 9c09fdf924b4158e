"""Which template a new visit starts from: it fills what nobody has filled, and gives it back when it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit
from typing_extensions import override

from core.clock import clock_text
from core.i18n import _
from core.preparation import TemplateDraft
from core.visits import Half
from desktop.fonts import sans
from desktop.widgets import Segmented


class TemplateChoice(QComboBox):
    """The templates of the kind chosen, the default one first. Signals: changed().

    Half, times and theme are filled where they are empty or still hold what an earlier template
    filled in; the half counts as filled once the user has chosen it.

    Args:
        templates: Those of all kinds.
        half: The half of the day.
        starts: The time the visit begins.
        ends: The time it ends.
        theme: Its theme.
    """

    changed = Signal()

    def __init__(
        self,
        templates: Sequence[TemplateDraft],
        half: Segmented,
        *,
        starts: QLineEdit,
        ends: QLineEdit,
        theme: QLineEdit,
    ) -> None:
        super().__init__()
        self._templates, self._half = templates, half
        self._fields = {"starts": starts, "ends": ends, "theme": theme}
        self._filled: dict[str, str] = {}
        self._half_chosen = half.current() != Half.MORNING.value
        self.setFont(sans(14))
        self.setAccessibleName(_("Template"))
        self.setMinimumWidth(220)
        half.chosen.connect(self._on_half)
        self.activated.connect(lambda _row: self._on_chosen())

    def offer(self, kind: str) -> None:
        """Offer the templates of *kind* and take none yet."""
        self.clear()
        self.addItem(_("Without a template"), None)
        for template in self._templates:
            if template.kind == kind:
                self.addItem(template.name, template.id)
        self.setEnabled(self.count() > 1)

    def on_kind(self, kind: str) -> None:
        """Offer the templates of *kind* and take its default one: the user has just chosen the kind."""
        self.offer(kind)
        self.setCurrentIndex(self._default_row())
        self.take()

    def chosen(self) -> TemplateDraft | None:
        """Return the template taken."""
        return next((each for each in self._templates if each.id == self.currentData() and each.id is not None), None)

    def choose(self, template_id: object) -> None:
        """Mark a template as taken without filling anything: what it filled is typed already."""
        self.setCurrentIndex(max(self.findData(template_id), 0) if template_id is not None else 0)
        template = self.chosen()
        if template is not None:
            self._filled = {name: value for name, value in _values(template).items() if self._text(name) == value}
            self._half_chosen = template.half is not None and self._half.current() != template.half.value

    def choose_default(self) -> None:
        """Mark the kind's default template as taken: whoever filled the form went by it."""
        self.choose(self.itemData(self._default_row()))

    def take(self) -> None:
        """Fill what is empty from the template taken; what an earlier one filled goes."""
        template = self.chosen()
        values = _values(template) if template is not None else {}
        if template is not None and template.half is not None and not self._half_chosen:
            self._half.choose(template.half.value)
        if template is not None and template.half is not None and self._half.current() != template.half.value:
            values |= {"starts": "", "ends": ""}  # a time of the morning says nothing about the afternoon
        for name, field in self._fields.items():
            if field.text().strip() in {"", self._filled.get(name, "")}:
                field.setText(values.get(name, ""))
                field.setCursorPosition(0)
        self._filled = {name: value for name, value in values.items() if value and self._text(name) == value}

    def _text(self, name: str) -> str:
        return self._fields[name].text().strip()

    def _default_row(self) -> int:
        defaults = {each.id for each in self._templates if each.is_default}
        return next((row for row in range(self.count()) if self.itemData(row) in defaults), 0)

    def _on_half(self, _key: str) -> None:
        self._half_chosen = True

    def _on_chosen(self) -> None:
        self.take()
        self.changed.emit()

    @override
    def wheelEvent(self, event: Any) -> None:
        event.ignore()  # the form scrolls; a template is never changed by the wheel


def _values(template: TemplateDraft) -> dict[str, str]:
    return {
        "starts": clock_text(template.starts_at),
        "ends": clock_text(template.ends_at),
        "theme": template.theme.strip(),
    }
