"""A section made of fields and small grids: what was typed in them, kept and brought back, and what is wrong."""

from __future__ import annotations

from datetime import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.clock import clock_text
from core.errors import NotATime
from core.i18n import _
from core.text import unreadable_at
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cells import rows_from_json, rows_to_json
from desktop.visits.record.sections import RecordSection
from desktop.visits.time_fields import ClockField
from desktop.widgets import PinyinCombo, Segmented, mark_invalid
from desktop.widgets.form import NotReadable, NumberField

Field = QLineEdit | QPlainTextEdit | Segmented | CellGrid


class FormSection(RecordSection):
    """Fields by name; a subclass builds them with `keep` and reads them in `store_into`.

    Signals:
        cell_moved(QWidget, QRect): what is to be brought into sight.
    """

    cell_moved = Signal(QWidget, QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.touched = False
        self.fields: dict[str, Field] = {}
        self._loading = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def keep(self, name: str, field: Field) -> None:
        """Let a field be part of the draft; Enter in it goes on to the next one."""
        self.fields[name] = field
        if isinstance(field, CellGrid):
            self._keep_grid(field)
        elif isinstance(field, Segmented):
            field.chosen.connect(self.touch)
            for segment in field.buttons():
                segment.installEventFilter(self)
        elif isinstance(field, QPlainTextEdit):
            field.textChanged.connect(self.touch)
        else:
            field.textChanged.connect(self.touch)
            field.installEventFilter(self)

    def touch(self) -> None:
        """Take notice that somebody typed here."""
        if not self._loading:
            self.touched = True
            self.changed.emit()
            self.note_changed.emit()

    def fill(self, values: dict[str, Any]) -> None:
        """Show values without counting them as typed."""
        self._loading = True
        for name, value in values.items():
            _put(self.fields[name], value)
        self._loading = False
        self.note_changed.emit()

    @override
    def typed(self) -> dict[str, Any] | None:
        return {name: _value(field) for name, field in self.fields.items()} if self.touched else None

    @override
    def restore(self, typed: Any) -> None:
        if isinstance(typed, dict):
            self.fill({name: value for name, value in typed.items() if name in self.fields})
            self.touched = True

    @override
    def saved(self) -> None:
        self.touched = False

    @override
    def fault(self) -> tuple[QWidget, str] | None:
        for field in self.fields.values():
            why = _fault(field)
            if why and isinstance(field, QLineEdit):
                mark_invalid(field, why)
            if why:
                return field, why
        return None

    def number(self, name: str) -> int | None:
        """Return the number in a field; one that cannot be read was found by `fault` before."""
        field = self.fields[name]
        try:
            return field.value() if isinstance(field, NumberField) else None
        except NotReadable:
            return None

    def words(self, name: str) -> str:
        """Return the words in a field, trimmed."""
        field = self.fields[name]
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def clock(self, name: str) -> time | None:
        """Return the time in a field; one that cannot be read was found by `fault` before."""
        field = self.fields[name]
        try:
            return field.clock() if isinstance(field, ClockField) else None
        except NotATime:
            return None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down go on, Up goes back: as in the cells of a grid."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if not plain or (isinstance(watched, PinyinCombo) and watched.completer_list.is_open()):
            return super().eventFilter(watched, event)
        segmented = watched.parent()
        if isinstance(segmented, Segmented):
            watched = segmented
            if _chose(segmented, event.key() - Qt.Key.Key_1.value):
                return True
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self._go_on(watched, 1)
            case Qt.Key.Key_Up:
                self._go_on(watched, -1)
            case _:
                return super().eventFilter(watched, event)
        return True

    def _keep_grid(self, grid: CellGrid) -> None:
        grid.changed.connect(self.touch)
        grid.hinted.connect(self.hinted)
        grid.moved.connect(lambda rect: self.cell_moved.emit(grid, rect))
        grid.left_upwards.connect(lambda: self._go_on(grid, -1))
        grid.left_downwards.connect(lambda: self._go_on(grid, 1))

    def _go_on(self, here: QObject, by: int) -> None:
        """Go to the field after *here* or before it, or out of the section."""
        fields = [field for field in self.fields.values() if field.isVisibleTo(self) and field.isEnabled()]
        at = next((n for n, field in enumerate(fields) if field is here), 0) + by
        if at < 0:
            self.left_upwards.emit()
        elif at >= len(fields):
            self.left_downwards.emit()
        else:
            _enter(fields[at])


def _enter(field: Field) -> None:
    if isinstance(field, CellGrid):
        field.go_to_work()
    elif isinstance(field, Segmented):
        chosen = next((each for each in field.buttons() if each.isChecked()), field.buttons()[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        field.setFocus(Qt.FocusReason.TabFocusReason)


def _chose(field: Segmented, number: int) -> bool:
    """Choose by a digit; return whether there is such a one."""
    if not 0 <= number < len(field.names()):
        return False
    field.buttons()[number].click()
    return True


def _value(field: Field) -> Any:
    match field:
        case CellGrid():
            return rows_to_json(field.sheet.rows)
        case Segmented():
            return field.current()
        case QPlainTextEdit():
            return field.toPlainText()
        case _:
            return field.text()


def _put(field: Field, value: Any) -> None:
    """Show a value; one of another shape, from an older draft, is left out."""
    match field:
        case CellGrid() if isinstance(value, list):
            field.show_rows(rows_from_json(value))
        case Segmented() if isinstance(value, str):
            field.choose(value if value in field.names() else "")
        case QPlainTextEdit() if isinstance(value, str):
            field.setPlainText(value)
        case ClockField() if isinstance(value, time):
            field.setText(clock_text(value))
        case QLineEdit() if isinstance(value, (str, int)) or value is None:
            field.setText("" if value is None else str(value))


def _fault(field: Field) -> str:
    try:
        if isinstance(field, CellGrid):
            return field.fault()
        if isinstance(field, NumberField):
            return _out_of_range(field, field.value())
        if isinstance(field, ClockField):
            field.clock()
    except (NotReadable, NotATime) as error:
        return str(error)
    if not isinstance(field, QLineEdit):
        return ""
    text, limit = field.text().strip(), field.property("limit")
    where = unreadable_at(text)
    if where is not None:
        return _("There is an invisible control character at position {n}. Type it again.").format(n=where)
    if isinstance(limit, int) and len(text) > limit:
        return _("Too long: {n} characters, at most {limit}.").format(n=len(text), limit=limit)
    return ""


def _out_of_range(field: NumberField, value: int | None) -> str:
    most = field.property("most")
    if value is None or not isinstance(most, int) or 0 <= value <= most:
        return ""
    return _("Type a number from 0 to {most}.").format(most=most)


def number_field(most: int, *, width: int = 72) -> NumberField:
    """Return a field for a count from 0 to *most*."""
    made = NumberField(width=width)
    made.setProperty("most", most)
    return made
