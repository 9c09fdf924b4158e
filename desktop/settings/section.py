"""What every section of Settings is: a title, rows of fields that save themselves, and lists with their buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.i18n import N_, is_chinese
from db.services.settings import save_settings
from desktop.context import AppContext
from desktop.theme import theme
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import FieldNote, NotReadable
from desktop.widgets.strokes import paint_words
from desktop.widgets.table import HEADER, MARGIN, PAD, ROW, Column, RowTable
from desktop.widgets.text import PlainLabel, SectionTitle

WIDE = 760
LIST_WIDE = 1040


class Section(QWidget):
    """One section; subclasses build their widgets in `build` and fill them in `reload`."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"setting"})

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self.ctx = ctx
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(32, 22, 32, 28)
        self._column.setSpacing(0)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout()
        self.build()
        self._column.addStretch(1)

    def build(self) -> None:
        """Make the widgets."""

    def reload(self) -> None:
        """Fill the widgets from the schedule."""

    def title(self, words: str, note: str = "", *, below: str = "", wide: bool = False) -> SectionTitle:
        """Begin a block of the section."""
        if self._column.count():
            self._column.addSpacing(28)
        made = SectionTitle(words, note)
        made.setMaximumWidth(LIST_WIDE if wide else WIDE)
        self._column.addWidget(made)
        if below:
            said = PlainLabel(below, px=13, tone="ink2", wrap=True)
            said.setMaximumWidth(WIDE)
            said.setContentsMargins(0, 8, 0, 0)
            self._column.addWidget(said)
        self._column.addSpacing(12)
        return made

    def fields(self) -> None:
        """Begin a block of labelled fields; `row` adds to it."""
        holder = QWidget()
        holder.setMaximumWidth(WIDE)
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, 152 if is_chinese() else 236)
        self._grid.setColumnStretch(1, 1)
        self._column.addWidget(holder)

    def row(self, label: str, *widgets: QWidget, hint: str = "") -> FieldNote:
        """Add fields on one line under a label; return the line below them for hints and errors."""
        at = self._grid.rowCount()
        title = PlainLabel(label, tone="ink2")
        title.setMinimumHeight(32)
        self._grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
        cell = QVBoxLayout()
        cell.setSpacing(3)
        line = QHBoxLayout()
        line.setSpacing(10)
        for widget in widgets:
            words = isinstance(widget, PlainLabel) and widget.wordWrap()
            line.addWidget(widget, 100 if words else 0)
            if not widget.accessibleName():
                widget.setAccessibleName(label)
        line.addStretch(1)
        cell.addLayout(line)
        note = FieldNote(hint)
        cell.addWidget(note)
        self._grid.addLayout(cell, at, 1)
        for widget in widgets:
            widget.setDisabled(self.ctx.read_only and not isinstance(widget, PlainLabel))
        return note

    def add(self, widget: QWidget, *, wide: bool = False) -> None:
        """Add a widget below what is there."""
        widget.setMaximumWidth(LIST_WIDE if wide else WIDE)
        self._column.addWidget(widget)

    def space(self, px: int) -> None:
        """Leave room."""
        self._column.addSpacing(px)

    def buttons(self, *buttons: QWidget) -> None:
        """Add buttons side by side."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column.addSpacing(10)
        self._column.addLayout(row)

    def store(self, field: QWidget, note: FieldNote, values: Callable[[], dict[str, Any]]) -> bool:
        """Save what *values* reads as settings of the office; say under the field what is refused."""
        note.say("")
        mark_invalid(field)
        try:
            found = values()
            with self.ctx.store.write(N_("Change settings")) as session:
                save_settings(session, **found)
        except (UserError, NotReadable) as error:
            note.say(str(error))
            mark_invalid(field, str(error))
            return False
        return True


class SectionList(RowTable):
    """A list that is as high as its rows, inside a page that scrolls; *empty* is said where there are none."""

    def __init__(self, columns: Sequence[Column], name: str, *, empty: str = "") -> None:
        super().__init__(columns, name)
        self.empty = empty
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(560)

    def show_all(self, rows: Sequence[Any]) -> None:
        """Show *rows* and take their height."""
        self.setFixedHeight(HEADER + max(len(rows), 1) * ROW + 2)
        self._delegate.compact = False
        self.show_rows(rows)
        self.setAccessibleDescription("" if rows else self.empty)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty and not self.model().rowCount():
            painter = QPainter(self.viewport())
            area = QRectF(0, 0, self.viewport().width(), ROW).adjusted(MARGIN, 0, -PAD, 0)
            paint_words(painter, area, self.empty, theme().ink2, px=13)
            painter.end()

    def _fit_columns(self) -> None:
        super()._fit_columns()
        self._delegate.compact = False
