"""The requests that were decided on: placed, declined or withdrawn; those that were not placed can come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import N_, _, day_text
from core.preparation import REQUEST_STATE_NAMES, RequestState
from db.queries.requests import RequestRow, decided
from desktop.context import AppContext
from desktop.widgets import PlainButton, PlainLabel
from desktop.widgets.dialogs import resize_within
from desktop.widgets.table import Column, RowTable

_SHOWN: Final = frozenset({"visit_request", "visit", "township"})
_TONES: Final = {RequestState.PLANNED: "grn", RequestState.DECLINED: "red", RequestState.WITHDRAWN: "ink2"}
DECIDED: Final = (
    Column(N_("State"), lambda row: _(REQUEST_STATE_NAMES[row.state]), lambda row: row.state.value, 76, 96,
           tone=lambda row: _TONES.get(row.state, "ink")),
    Column(N_("Township"), lambda row: row.township, lambda row: row.township, 110, 110, bold=True),
    Column(N_("Theme"), lambda row: row.theme, lambda row: row.theme, 0, 0),
    Column(N_("Answer"), lambda row: row.answer, lambda row: row.answer, 260, 260, tone=lambda _row: "ink2"),
    Column(N_("Came in on"), lambda row: day_text(row.received_on), lambda row: row.received_on, 92, 92,
           tone=lambda _row: "ink2"),
    Column(N_("Decided on"), lambda row: "" if row.answered_on is None else day_text(row.answered_on),
           lambda row: row.answered_on or row.received_on, 92, 92, tone=lambda _row: "ink2"),
)  # fmt: skip


class DecidedRequests(QDialog):
    """The latest first. Enter puts a request back on the list, Del deletes it.

    Args:
        ctx: The open schedule.
        parent: The page.
        put_back: Puts a request back on the list, by its id.
        delete: Deletes it.
    """

    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget | None,
        put_back: Callable[[int], object],
        delete: Callable[[int], object],
    ) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx, self._put_back, self._delete = ctx, put_back, delete
        self.setWindowTitle(_("Decided requests"))
        resize_within(self, 940, 520)
        self.table = RowTable(DECIDED, _("Decided requests"))
        self.empty = PlainLabel(_("No request has been decided on yet."), tone="ink2")
        self.empty.setContentsMargins(24, 0, 24, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(12)
        title = PlainLabel(_("Decided requests"), px=19, bold=True, serifed=True)
        title.setContentsMargins(24, 0, 24, 0)
        column.addWidget(title)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addLayout(self._build_foot())
        self.table.opened.connect(lambda _row: self.put_back())
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        ctx.hub.changed.connect(self._on_changed)
        self.reload()
        self.table.setFocus()

    def _build_foot(self) -> QHBoxLayout:
        self.back_button = PlainButton(_("Put back on the list"), hint="Enter")
        self.delete_button = PlainButton(_("Delete"), "trash", hint="Del")
        close = PlainButton(_("Close"), hint="Esc")
        self.back_button.clicked.connect(self.put_back)
        self.delete_button.clicked.connect(self.delete)
        QShortcut(QKeySequence("Del"), self).activated.connect(self.delete)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(10)
        for button in (self.back_button, self.delete_button, close):
            button.setAutoDefault(False)
            if button is close:
                row.addStretch(1)
            row.addWidget(button)
        return row

    def reload(self) -> None:
        """Read them again."""
        with self._ctx.store.read() as session:
            rows = decided(session)
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._show_buttons()

    def current(self) -> RequestRow | None:
        """Return the request under the cursor, None where a visit was planned for it or nothing may change."""
        row = self.table.current_row()
        free = isinstance(row, RequestRow) and row.state is not RequestState.PLANNED
        return row if free and not self._ctx.read_only else None

    def put_back(self) -> None:
        """Let the request wait again."""
        if (row := self.current()) is not None:
            self._put_back(row.id)

    def delete(self) -> None:
        """Delete the request."""
        if (row := self.current()) is not None:
            self._delete(row.id)

    def _show_buttons(self) -> None:
        for button in (self.back_button, self.delete_button):
            button.setEnabled(self.current() is not None)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & _SHOWN:
            self.reload()
