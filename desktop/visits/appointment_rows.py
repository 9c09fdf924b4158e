"""The residents expected at a visit, one line each; an empty line waits at the end."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from core.clock import clock_text
from core.errors import NotATime
from core.i18n import _
from core.visits import AppointmentDraft
from desktop.fonts import sans
from desktop.visits.time_fields import ClockField
from desktop.widgets import IconButton, PlainLabel

_FIELDS = ("name", "topic", "phone", "address")


class _Row:
    """The widgets of one line."""

    def __init__(self, owner: AppointmentRows) -> None:
        self.id: int | None = None
        self.at = ClockField(_("Time"))
        self.name, self.topic, self.phone, self.address = (QLineEdit() for _field in _FIELDS)
        words = (_("Resident"), _("Matter"), _("Phone"), _("Address"))
        for field, limit, name in zip(self.lines(), (60, 400, 60, 200), words, strict=True):
            field.setFont(sans(14))
            field.setMaxLength(limit)
            field.setAccessibleName(name)
        self.at.setFixedWidth(66)
        self.name.setFixedWidth(92)
        self.phone.setFixedWidth(124)
        self.drop = IconButton("x", _("Take out"))
        for widget in (self.at, *self.lines()):
            widget.textEdited.connect(owner.on_edited)
        self.drop.clicked.connect(lambda: owner.take_out(self))

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the text fields: resident, matter, phone, address."""
        return self.name, self.topic, self.phone, self.address

    def widgets(self) -> tuple[QWidget, ...]:
        """Return all widgets from left to right."""
        return self.at, self.name, self.topic, self.phone, self.address, self.drop

    def is_empty(self) -> bool:
        """Return whether nothing stands in the line."""
        return not any(field.text().strip() for field in (self.at, *self.lines()))


class AppointmentRows(QWidget):
    """The lines. Signals: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 3)
        self._grid.setColumnStretch(4, 2)
        for column, words in enumerate((_("Time"), _("Resident"), _("Matter"), _("Phone"), _("Address"))):
            self._grid.addWidget(PlainLabel(words, px=12, tone="ink3"), 0, column)
        self._append()

    def show_drafts(self, drafts: list[AppointmentDraft]) -> None:
        """Show these residents."""
        self.restore(
            [{"id": d.id, "at": clock_text(d.at), **{name: getattr(d, name) for name in _FIELDS}} for d in drafts]
        )

    def typed(self) -> list[dict[str, Any]]:
        """Return what stands in the lines, as typed."""
        return [
            {"id": row.id, "at": row.at.text(), **{n: f.text() for n, f in zip(_FIELDS, row.lines(), strict=True)}}
            for row in self._rows
            if not row.is_empty()
        ]

    def restore(self, typed: list[dict[str, Any]]) -> None:
        """Show what was typed earlier."""
        for row in list(self._rows):
            self._remove(row)
        for entry in typed:
            row = self._append()
            found = entry.get("id")
            row.id = found if isinstance(found, int) else None
            row.at.setText(str(entry.get("at", "")))
            for name, field in zip(_FIELDS, row.lines(), strict=True):
                field.setText(str(entry.get(name, "")))
                field.setCursorPosition(0)
        self._append()

    def drafts(self) -> list[AppointmentDraft]:
        """Return the residents.

        Raises:
            NotATime: a time cannot be read; its field is marked and has the focus.
        """
        found = []
        for row in self._rows:
            if row.is_empty():
                continue
            try:
                at = row.at.clock()
            except NotATime:
                row.at.setFocus()
                raise
            texts = {name: field.text() for name, field in zip(_FIELDS, row.lines(), strict=True)}
            found.append(AppointmentDraft(id=row.id, at=at, **texts))
        return found

    def on_edited(self, _text: str = "") -> None:
        """Keep an empty line at the end."""
        if not self._rows[-1].is_empty():
            self._append()
        self.changed.emit()

    def take_out(self, row: _Row) -> None:
        """Take a line out."""
        self._remove(row)
        if not self._rows or not self._rows[-1].is_empty():
            self._append()
        self._rows[-1].name.setFocus()
        self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            focus = self.focusWidget()
            at = next((n for n, row in enumerate(self._rows) if focus in row.widgets()), None)
            if at is not None and at + 1 < len(self._rows):
                self._rows[at + 1].at.setFocus()
                return
        super().keyPressEvent(event)

    def _append(self) -> _Row:
        row = _Row(self)
        line = self._grid.rowCount()
        for column, widget in enumerate(row.widgets()):
            self._grid.addWidget(widget, line, column)
        previous = self._rows[-1].drop if self._rows else None
        self._rows.append(row)
        chain = [previous, *row.widgets()] if previous is not None else list(row.widgets())
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        return row

    def _remove(self, row: _Row) -> None:
        self._rows.remove(row)
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
