"""The base rota (基础轮值): its lines in the office's order, the days of the one in hand, and a year's draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import N_, _
from core.planner.base_rota import BaseDay
from db.queries.base_rota import TABLES, base_around, base_rota_rows
from db.queries.names import named_leaders
from db.services.base_rota import copy_line, delete_line, move_line, set_line_active
from desktop.context import AppContext
from desktop.rotation.base_rota_columns import LINES, LineShown, counts_words
from desktop.rotation.base_rota_form import BaseRotaForm
from desktop.rotation.base_rota_strip import YearStrip, marks_of
from desktop.rotation.base_rota_year import BaseYearDialog
from desktop.widgets import DestructiveButton, FilledButton, IconButton, PlainButton, PlainLabel
from desktop.widgets.dialogs import resize_within
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.layouts import list_band, list_head
from desktop.widgets.table import RowTable

_WIDE, _HIGH = 1200, 700
_AUTUMN = 10
"""From October on the next year's rota is looked at first."""


_LEGEND = N_("Filled: as it falls. Outlined: moved by a day off. Dashed: left out. Red: nobody is there.")


class BaseRotaDialog(QDialog):
    """N adds, Enter edits, Ctrl+D copies, Del deletes, Space sets aside, Alt with arrows orders, Ctrl+Enter drafts."""

    def __init__(self, ctx: AppContext, parent: QWidget | None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        today = ctx.today()
        self.year = today.year + (1 if today.month >= _AUTUMN else 0)
        self.form: BaseRotaForm | None = None
        self.drafting: BaseYearDialog | None = None
        self._days: dict[int, list[BaseDay]] = {}
        self._names: dict[int, str] = {}
        self.setWindowTitle(_("Base rota"))
        resize_within(self, _WIDE, _HIGH)
        self.before = IconButton("caret-left", _("Year before"), hint="PgUp")
        self.after = IconButton("caret-right", _("Year after"), hint="PgDn")
        self.title = PlainLabel("", px=15, bold=True)
        self.table = RowTable(LINES, _("Lines of the base rota"))
        self.empty = EmptyWords(self.table)
        self.strip = YearStrip(self.year, today, ctx.calendar)
        self.whose, self.told = PlainLabel("", px=14, bold=True), PlainLabel("", px=13, tone="ink2")
        self.counts = PlainLabel("", px=13, tone="ink2", wrap=True)
        self._build()
        self._connect()
        self.reload()
        self.table.setFocus()

    def _build(self) -> None:
        turning = QWidget()
        row = QHBoxLayout(turning)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        for widget in (self.before, self.title, self.after):
            row.addWidget(widget)
        said = PlainLabel(_("Who goes when and where by rule; the planner fills and repairs it."), px=13, tone="ink3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(10)
        column.addLayout(list_head(_("Base rota"), said))
        column.addWidget(self.table, 1)
        between = list_band()
        between.addWidget(turning)
        between.addWidget(self.whose)
        between.addStretch(1)
        column.addLayout(between)
        beside = list_band()
        beside.addWidget(self.strip)
        beside.addWidget(self.counts, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(beside)
        below = list_band()
        below.addWidget(self.told, 1)
        below.addWidget(PlainLabel(_(_LEGEND), px=12, tone="ink3"))
        column.addLayout(below)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        self.add_button = PlainButton(_("Add to the base rota"), "plus", hint="N")
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.copy_button = PlainButton(_("Copy"), "copy", hint="Ctrl D")
        self.use_button = PlainButton(_("Set aside"), hint="Space")
        self.up_button = IconButton("arrow-up", _("Move line up"), hint="Alt ↑")
        self.down_button = IconButton("arrow-down", _("Move line down"), hint="Alt ↓")
        self.delete_button = DestructiveButton(_("Delete"), "trash")
        self.draft_button = FilledButton(_("Draft a year by the base rota"), "calendar-blank", hint="Ctrl Enter")
        close = PlainButton(_("Close"), hint="Esc")
        foot = list_band()
        foot.setSpacing(8)
        acts: tuple[tuple[Any, Callable[[], object]], ...] = (
            (self.add_button, self.add), (self.edit_button, self.edit), (self.copy_button, self.copy),
            (self.use_button, self.switch), (self.up_button, lambda: self.move_by(-1)),
            (self.down_button, lambda: self.move_by(1)), (self.delete_button, self.delete),
        )  # fmt: skip
        for button, act in acts:
            button.clicked.connect(lambda _on=False, act=act: act())
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.draft_button)
        close.clicked.connect(self.reject)
        self.draft_button.clicked.connect(self.open_year)
        for button in (*(button for button, _act in acts), close, self.draft_button):
            button.setAutoDefault(False)
        return foot

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.turn(self.year - 1))
        self.after.clicked.connect(lambda: self.turn(self.year + 1))
        self.strip.turned.connect(self.turn)
        self.strip.told.connect(self.told.setText)
        self.table.opened.connect(lambda _row: self.edit())
        self.table.current_changed.connect(lambda _row: self._show_line())
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("N", self.add), ("Ctrl+D", self.copy), ("Del", self.delete), ("Space", self.switch),
            ("Alt+Up", lambda: self.move_by(-1)), ("Alt+Down", lambda: self.move_by(1)),
            ("PgUp", lambda: self.turn(self.year - 1)), ("PgDown", lambda: self.turn(self.year + 1)),
            ("Ctrl+Return", self.open_year), ("Ctrl+Z", self._undo), ("Ctrl+Y", self._redo),
        )  # fmt: skip
        for sequence, act in keys:
            QShortcut(QKeySequence(sequence), self).activated.connect(lambda act=act: act())
        self._ctx.hub.changed.connect(self._on_changed)

    # Reading

    def reload(self) -> None:
        """Read the lines and the days of the year in sight; the line in hand stays."""
        ctx, first, last = self._ctx, date(self.year, 1, 1), date(self.year, 12, 31)
        with ctx.store.read() as session:
            rows = base_rota_rows(session)
            self._names = {each.id: each.name for each in named_leaders(session)}
            used = [row.line for row in rows if row.active and row.line is not None]
            idle = [row.line for row in rows if not row.active and row.line is not None]
            around = base_around(session, [*used, *idle], first, last)
        self._days = {row.id: [] for row in rows}
        for lines in (used, *([line] for line in idle)):
            for day in around.days(lines, first, last, ctx.calendar):
                self._days[day.line.id].append(day)
        self.title.setText(str(self.year))
        self.table.show_rows([LineShown(row, self._count(row.id), self._next(row.id)) for row in rows])
        hint = _("No line yet. Add one with N, such as “{example}”.").format(example="每月15日遇节假日顺延")
        self.empty.say("" if rows else hint)
        self.draft_button.setEnabled(bool(used))
        self._show_line()

    def turn(self, year: int) -> None:
        """Show another year."""
        if 1950 <= year <= 2099 and year != self.year:
            self.year = year
            self.reload()

    def _count(self, line_id: int) -> int:
        return sum(each.day is not None for each in self._days[line_id])

    def _next(self, line_id: int) -> date | None:
        today = self._ctx.today()
        return next((each.day for each in self._days[line_id] if each.day and each.day >= today), None)

    def _show_line(self) -> None:
        shown: LineShown | None = self.table.current_row()
        days = self._days.get(shown.id, []) if shown else []
        self.strip.show_days(self.year, marks_of(days, self._names))
        self.counts.setText(counts_words(days, self._names))
        self.whose.setText(shown.row.name if shown else "")
        free = not self._ctx.read_only
        self.add_button.setEnabled(free)
        for button in (
            self.edit_button, self.copy_button, self.use_button, self.up_button, self.down_button, self.delete_button,
        ):  # fmt: skip
            button.setEnabled(free and shown is not None)
        self.use_button.set_caption(_("Use again") if shown and not shown.row.active else _("Set aside"))

    # Acts

    def add(self) -> BaseRotaForm | None:
        """Add a line: N."""
        return self._open(None)

    def edit(self) -> BaseRotaForm | None:
        """Edit the line in hand: Enter."""
        shown: LineShown | None = self.table.current_row()
        return None if shown is None else self._open(shown)

    def copy(self) -> None:
        """Copy the line in hand: Ctrl+D."""
        made = self._run(N_("Copy line of the base rota"), copy_line)
        if made is not None:
            self.table.go_to(made)

    def delete(self) -> None:
        """Delete the line in hand; undo brings it back: Del."""
        self._run(N_("Delete line of the base rota"), delete_line, said=_("The line was deleted; its drafts stay."))

    def switch(self) -> None:
        """Set the line in hand aside, or use it again: Space."""
        shown: LineShown | None = self.table.current_row()
        if shown is not None:
            self._run(N_("Set line of the base rota aside"), set_line_active, active=not shown.row.active)

    def move_by(self, steps: int) -> None:
        """Move the line in hand up or down: Alt with arrows."""
        self._run(N_("Order the base rota"), move_line, steps=steps)

    def open_year(self) -> BaseYearDialog | None:
        """Draft a year: Ctrl+Enter."""
        if not self.draft_button.isEnabled():
            return None
        self.drafting = BaseYearDialog(self._ctx, self, self.year)
        self.drafting.finished.connect(self.drafting.deleteLater)
        self.drafting.open()
        return self.drafting

    def _run(self, label: str, verb: Callable[..., Any], *, said: str = "", **fields: Any) -> Any:
        shown: LineShown | None = self.table.current_row()
        if shown is None or self._ctx.read_only:
            return None
        return self._ctx.run(label, verb, shown.id, widget=self, said=said, **fields)

    def _open(self, shown: LineShown | None) -> BaseRotaForm | None:
        if self._ctx.read_only:
            return None
        form = self.form = BaseRotaForm(self._ctx, shown.row if shown else None, self, year=self.year)
        form.accepted.connect(lambda: self.table.go_to(form.saved_id))
        form.open_tall()
        return form

    def _undo(self) -> None:
        self._ctx.window.run_action("undo")

    def _redo(self) -> None:
        self._ctx.window.run_action("redo")

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.reload()


def open_base_rota(ctx: AppContext, parent: QWidget | None) -> BaseRotaDialog:
    """Open the base rota."""
    dialog = BaseRotaDialog(ctx, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
