"""A dialog of labelled fields: what is wrong is said under its field, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.errors import MissingField, UserError
from core.i18n import _
from core.imports.dates import Hint, read_day
from core.imports.notes import Unreadable
from desktop.fonts import sans
from desktop.widgets.buttons import DestructiveButton, FilledButton, PlainButton
from desktop.widgets.fields import mark_invalid
from desktop.widgets.fold import FoldButton
from desktop.widgets.text import PlainLabel

SIDE = 24
_ENDLESS = 16777215  # what Qt calls no maximum


class NotReadable(ValueError):
    """A field holds words that are no number or no day; its text says so."""


class TextField(QLineEdit):
    """A line. Signal left(): Enter, or the focus went elsewhere, with another text than before."""

    left = Signal()

    def __init__(self, text: str = "", *, placeholder: str = "", width: int = 0, limit: int = 2000) -> None:
        super().__init__(text)
        self.setFont(sans(14))
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)
        self._before = text
        if width:
            self.setFixedWidth(width)
        self.returnPressed.connect(self._leave)

    def show_text(self, text: str) -> None:
        """Show stored words, unless somebody is typing here."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
            self._before = text
            mark_invalid(self)

    def put_back(self) -> None:
        """Show again what stood here before."""
        self.setText(self._before)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()

    def _leave(self) -> None:
        if self.text() != self._before:
            self._before = self.text()
            self.setModified(False)
            self.left.emit()


class NumberField(TextField):
    """A whole number or nothing."""

    def __init__(self, value: int | None = None, *, width: int = 96, placeholder: str = "") -> None:
        super().__init__("" if value is None else str(value), placeholder=placeholder, width=width, limit=20)

    def value(self) -> int | None:
        """Return the number, None where nothing is typed.

        Raises:
            NotReadable: it is no whole number.
        """
        words = re.sub(r"[\s,，]", "", self.text())
        if not words:
            return None
        if not re.fullmatch(r"-?\d{1,12}", words, re.ASCII) and not words.isdecimal():
            raise NotReadable(_("“{text}” is not a whole number.").format(text=self.text().strip()))
        return int(words)


class DayField(TextField):
    """A day as offices write it: 2026-11-23, 11-23, 11月23日; or nothing."""

    def __init__(self, day: date | None, today: date, *, width: int = 150) -> None:
        super().__init__("" if day is None else day.isoformat(), placeholder=such_as("12-4"), width=width, limit=40)
        self._today = today

    def day(self) -> date | None:
        """Return the day, None where nothing is typed.

        Raises:
            NotReadable: it is no day.
        """
        words = self.text().strip()
        if not words:
            return None
        try:
            return read_day(words, Hint(self._today.year, self._today.month)).day
        except Unreadable as error:
            said = _("“{text}” is not a day. Type one such as {example}.")
            raise NotReadable(said.format(text=words, example=self._today.isoformat())) from error

    def needed_day(self, label: str) -> date:
        """Return the day; NotReadable where it is none, MissingField where nothing is typed under *label*."""
        day = self.day()
        if day is None:
            raise MissingField(field=label)
        return day

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        try:
            found = self.day()
        except NotReadable:
            found = None
        if found is not None:
            self.setText(found.isoformat())
        super().focusOutEvent(event)


class FieldNote(PlainLabel):
    """The line under a field: a grey hint, or in red what is wrong."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint, px=12, tone="ink3", wrap=True)
        self._hint = hint
        if not hint:
            self.hide()  # never show(): without a parent yet it would flash up as a window

    def say(self, words: str, tone: str = "red") -> None:
        """Say what is wrong; "" goes back to the hint."""
        self.setText(words or self._hint)
        self.set_tone(tone if words else "ink3")
        self.setVisible(bool(words or self._hint))


def _takes_keys(field: QWidget) -> bool:
    """Return whether the cursor can stand in *field*; a row that only tells something has none."""
    proxy = field.focusProxy()
    if proxy is not None:
        return _takes_keys(proxy)
    return field.isEnabled() and field.focusPolicy() is not Qt.FocusPolicy.NoFocus


class FormDialog(QDialog):
    """Fields under labels, Save and Cancel; `save` is called with nothing and says what it refuses by raising.

    Args:
        parent: The window it belongs to.
        title: What is being edited.
        width: Of the whole dialog.
    """

    deleted = Signal()

    def __init__(self, parent: QWidget | None, title: str, *, width: int = 560) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        self._rows: dict[str, tuple[QWidget, FieldNote]] = {}
        self._titles: dict[str, PlainLabel] = {}
        self._save: Callable[[], object] = lambda: None
        self._folds, self.is_unfolded = False, True
        self._folded: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 20, SIDE, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(title, px=17, bold=True, serifed=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        holder = QWidget()
        holder.setLayout(self._grid)
        self._grid.setContentsMargins(3, 3, 8, 3)
        self._scroll = QScrollArea()
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._scroll, 1)
        self.said = PlainLabel("", px=13, tone="red", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        column.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.delete_button = DestructiveButton(_("Delete"), "trash")
        self.delete_button.hide()
        self.delete_button.clicked.connect(self.deleted)
        self.cancel_button = PlainButton(_("Cancel"), hint="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = FilledButton(_("Save"), "check", hint="Ctrl Enter")
        self.save_button.setShortcut("Ctrl+Return")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.try_save)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.delete_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        return row

    def on_save(self, save: Callable[[], object]) -> None:
        """Call *save* on Save; a UserError or NotReadable it raises is shown, and the dialog stays."""
        self._save = save

    def add(self, label: str, field: QWidget, *, hint: str = "") -> FieldNote:
        """Add a field under its label; the label is the name refusals speak of."""
        at = self._grid.rowCount()
        title = PlainLabel(label, tone="ink2")
        title.setMinimumHeight(32)
        title.setBuddy(field)
        self._titles[label] = title
        if not field.accessibleName():
            field.setAccessibleName(label)
        note = FieldNote(hint)
        self._grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
        cell = QVBoxLayout()
        cell.setContentsMargins(0, 0, 0, 0)
        cell.setSpacing(3)
        fixed = field.maximumWidth() < _ENDLESS
        if isinstance(field, PlainLabel):
            field.setContentsMargins(0, 6, 0, 6)  # level with the title, one line or several
        cell.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft if fixed else Qt.AlignmentFlag(0))
        cell.addWidget(note)
        self._grid.addLayout(cell, at, 1)
        self._rows[label] = (field, note)
        if self._folds:
            self._folded.append(label)
            self.show_row(label, shown=self.is_unfolded)
        return note

    def add_pair(self, label: str, first: QWidget, words: str, second: QWidget, *, hint: str = "") -> FieldNote:
        """Add two fields on one line, with words between them."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(first)
        row.addWidget(PlainLabel(words, tone="ink2"))
        row.addWidget(second)
        row.addStretch(1)
        both.setAccessibleName(label)
        first.setAccessibleName(label)
        second.setAccessibleName(words or label)
        note = self.add(label, both, hint=hint)
        self._rows[label] = (first, note)
        if words:
            self._rows[words] = (second, note)
        return note

    def show_row(self, label: str, *, shown: bool) -> None:
        """Show or hide a field with its label; what stands in it stays."""
        field, note = self._rows[label]
        self._titles[label].setVisible(shown)
        field.setVisible(shown)
        note.setVisible(shown and bool(note.text()))
        if self.isVisible():
            self._fit()

    def begin_fold(self) -> None:
        """Put every field added from here on behind a button; a refusal of one of them unfolds all."""
        self._folds = True
        self.fold_button = FoldButton(_("More fields"))
        self.fold_button.clicked.connect(lambda: self.unfold(shown=not self.is_unfolded))
        self._grid.addWidget(self.fold_button, self._grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        self.unfold(shown=False)

    def unfold(self, *, shown: bool = True) -> None:
        """Show the fields behind the button, or put them away."""
        self.is_unfolded = shown
        self.fold_button.set_caption(_("Fewer fields") if shown else _("More fields"))
        self.fold_button.show_open(is_open=shown)
        for label in self._folded:
            self.show_row(label, shown=shown)

    def open_tall(self) -> None:
        """Open as high as the fields need, no higher than the window, and as wide as the longest of them."""
        inner = self._scroll.widget()
        if inner is not None:
            self.setFixedWidth(max(self.minimumWidth(), inner.minimumSizeHint().width() + 2 * SIDE))
        self._keep_together()
        self._fit()
        self.finished.connect(self.deleteLater)
        self.open()
        first = next((field for field, _note in self._rows.values() if _takes_keys(field)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        """Be as high as the fields in sight need; what the window has no room for scrolls."""
        inner, home = self._scroll.widget(), self.parentWidget()
        self._grid.activate()
        wanted = inner.sizeHint().height() if inner is not None else 0
        room = (home.height() if home is not None else 800) - 220
        self._scroll.setMinimumHeight(min(wanted + 8, max(room, 240)))
        if self.isVisible():
            self.adjustSize()

    def _keep_together(self) -> None:
        """Leave the room that no field needs below the last of them, so that each stays level with its label."""
        tall = (field for field, _note in self._rows.values() if field.maximumHeight() >= _ENDLESS)
        if not any(field.sizePolicy().expandingDirections() & Qt.Orientation.Vertical for field in tall):
            self._grid.setRowStretch(self._grid.rowCount(), 1)

    def try_save(self) -> None:
        """Save; on a refusal say it under its field."""
        self._clear()
        try:
            self._save()
        except NotReadable as error:
            self._say_at(None, str(error))
            return
        except UserError as error:
            self._say_at(str(error.facts.get("field", "")), str(error))
            return
        self.accept()

    def refuse_at(self, label: str, words: str) -> None:
        """Say *words* in red under the field *label*."""
        self._say_at(label, words)

    def texts(self) -> dict[str, str]:
        """Return what is said under each field now."""
        return {label: note.text() for label, (field, note) in self._rows.items() if field.property("invalid")}

    def _say_at(self, label: str | None, words: str) -> None:
        if label is None:
            label = next((name for name, (field, _n) in self._rows.items() if _unreadable(field)), "")
        found = self._rows.get(label) if label else None
        if found is None:
            self.said.setText(words)
            self.said.show()
            return
        field, note = found
        if label in self._folded:
            self.unfold()
        note.say(words)
        mark_invalid(field, words)
        self._fit()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(field)

    def _clear(self) -> None:
        self.said.hide()
        for field, note in self._rows.values():
            note.say("")
            mark_invalid(field)


def _unreadable(field: QWidget) -> bool:
    read: Callable[[], Any] | None = getattr(field, "value", None) if isinstance(field, NumberField) else None
    read = field.day if isinstance(field, DayField) else read
    if read is None:
        return False
    try:
        read()
    except NotReadable:
        return True
    return False


def such_as(example: str) -> str:
    """Return a field's grey example."""
    return _("such as {example}").format(example=example)


def text_area(text: str = "", *, high: int = 64) -> QPlainTextEdit:
    """Return a field of several lines; Tab leaves it."""
    field = QPlainTextEdit()
    field.setPlainText(text)
    field.setFont(sans(14))
    field.setTabChangesFocus(True)
    field.setFixedHeight(high)
    return field
