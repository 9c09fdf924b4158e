"""How every township stands: waiting time, need, overdue issues, villages of the year, the next visit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.coverage import Standing
from core.i18n import N_, _, day_text, ngettext
from db.queries.blind_spots import standings
from desktop.context import AppContext
from desktop.coverage.need_words import need_lines
from desktop.widgets.buttons import FilledButton, PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.dialogs import resize_within
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.table import Column, RowTable
from desktop.widgets.text import PlainLabel

WIDE, HIGH = 1020, 660


def _waited(row: Standing) -> str:
    if row.days is None:
        return _("never")
    return _days(row.days)


def _days(n: int) -> str:
    return ngettext("{n} day", "{n} days", n).format(n=n)


def _longest(row: Standing) -> int:
    return 100_000 if row.days is None else row.days


def _next(row: Standing) -> str:
    if row.next_day is None:
        return _("Not planned")
    return _("Planned {day} {leader}").format(day=day_text(row.next_day), leader=row.next_leader)


def _late(row: Standing) -> str:
    return "red" if row.is_past_limit else "ink"


COLUMNS: Final = (
    Column(N_("Township"), lambda r: r.township, None, 110, 130, bold=True),
    Column(N_("Need"), lambda r: str(r.need), lambda r: r.need, 72, 80, phrase=True),
    Column(N_("Last visit"), _waited, _longest, 96, 104, phrase=True, tone=_late),
    Column(N_("Interval"), lambda r: _days(r.limit), lambda r: r.limit, 80, 84, phrase=True),
    Column(N_("Issues overdue"), lambda r: str(r.overdue_issues or ""), lambda r: r.overdue_issues, 84, 116,
           phrase=True),
    Column(N_("Villages reached"), lambda r: f"{r.reached} / {r.villages}", lambda r: r.villages - r.reached, 104, 130),
    Column(N_("Households"), lambda r: str(r.calls), lambda r: r.calls, 72, 104),
    Column(N_("Next visit"), _next, None, 0, 0, tone=lambda r: "red" if r.is_blind and r.next_day is None else "ink2"),
)  # fmt: skip


class CoverageDialog(QDialog):
    """All townships or the blind spots alone; below the list why, and what the need is the sum of."""

    def __init__(self, ctx: AppContext, parent: QWidget | None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self._rows: list[Standing] = []
        self.setWindowTitle(_("Coverage"))
        self.choice = Segmented([("blind", _("Blind spots")), ("all", _("All townships"))])
        self.table = RowTable(COLUMNS, _("Coverage"))
        self.empty = EmptyWords(self.table)
        self.why = PlainLabel("", px=13, wrap=True)
        self.need = PlainLabel("", px=13, tone="ink2", wrap=True)
        for label in (self.why, self.need):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.plan_button = FilledButton(_("Plan a visit there"), "plus", hint="Enter")
        self.open_button = PlainButton(_("Show the township"), hint="O")
        close = PlainButton(_("Close"), hint="Esc")
        self._build(close)
        self.choice.chosen.connect(lambda _key: self.show_chosen())
        self.table.current_changed.connect(self._tell)
        self.table.opened.connect(lambda _row: self.plan())
        self.plan_button.clicked.connect(lambda _on=False: self.plan())
        self.open_button.clicked.connect(lambda _on=False: self.open_township())
        QShortcut(QKeySequence("O"), self, self.open_township)
        close.clicked.connect(self.reject)
        resize_within(self, WIDE, HIGH)

    def _build(self, close: PlainButton) -> None:
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Coverage"), px=17, bold=True, serifed=True))
        head.addStretch(1)
        head.addWidget(self.choice)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch(1)
        for button in (self.open_button, close, self.plan_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.why)
        column.addWidget(self.need)
        column.addLayout(foot)
        self.plan_button.setEnabled(not self._ctx.read_only)

    def read(self) -> None:
        """Read how all townships stand; without a blind spot all of them are shown."""
        ctx = self._ctx
        with ctx.store.read() as session:
            self._rows = standings(
                session, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings, with_villages=True
            )
        self.choice.choose("blind" if any(row.is_blind for row in self._rows) else "all")
        self.show_chosen()

    def plan(self) -> None:
        """Begin a visit to the township chosen."""
        row = self.table.current_row()
        if row is not None and not self._ctx.read_only:
            self.accept()
            self._ctx.navigate("calendar", new_visit_to=row.township_id)

    def open_township(self) -> None:
        """Show the township chosen on its page."""
        row = self.table.current_row()
        if row is not None:
            self.accept()
            self._ctx.navigate("townships", township_id=row.township_id)

    def show_chosen(self) -> None:
        """Show the blind spots alone, or all townships."""
        rows = [row for row in self._rows if row.is_blind or self.choice.current() == "all"]
        self.table.show_rows(rows)
        none = _("No blind spot: somebody goes everywhere in time.") if self._rows else _("No townships yet.")
        self.empty.say("" if rows else none)
        if rows:
            self.table.go_to(rows[0].township_id)
        self._tell(self.table.current_row())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, row: Standing | None) -> None:
        self.why.setText("" if row is None else "\n".join(row.sentences) or _("Somebody goes there in time."))
        self.need.setText("" if row is None else "\n".join(need_lines(row.addends)))
        self.plan_button.setEnabled(row is not None and not self._ctx.read_only)
        self.open_button.setEnabled(row is not None)


def open_coverage(ctx: AppContext, parent: QWidget | None) -> CoverageDialog:
    """Open the overview."""
    dialog = CoverageDialog(ctx, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.read()
    dialog.open()
    return dialog
