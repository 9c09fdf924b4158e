"""Moving a visit with a reason: another day, another half; what stands against it is said before it is done."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.calendar.lunar import lunar_full
from core.i18n import N_, _, day_text, weekday_long
from core.visits import HALF_NAMES, Half
from db.queries.calendar import VisitRow
from db.services.clash_overrides import accept_forbidden
from db.services.visits import postpone_visit
from desktop.calendar.moves import Moves
from desktop.calendar.verdict import Tone
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.visits.time_fields import DatePicker
from desktop.visits.warnings import WarningList
from desktop.widgets import FilledButton, PlainButton, PlainLabel, Segmented
from desktop.widgets.fields import mark_invalid


class PostponeDialog(QDialog):
    """Asks for day, half and reason; Enter saves, Esc leaves everything as it is."""

    def __init__(self, ctx: AppContext, visit: VisitRow, moves: Moves, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._ctx, self._visit, self._moves = ctx, visit, moves
        self.setWindowTitle(_("Postpone"))
        self.setMinimumWidth(480)
        self.day = DatePicker(lambda: ctx.calendar)
        self.day.setAccessibleName(_("New day"))
        self.day.set_day(ctx.calendar.next_workday(max(visit.day, ctx.today())))
        self.half = Segmented([(half.value, _(HALF_NAMES[half])) for half in Half])
        self.half.choose(visit.half.value)
        self.reason = QLineEdit()
        self.reason.setFont(sans(14))
        self.reason.setPlaceholderText(_("Reason, if you like"))
        self.reason.setAccessibleName(_("Reason"))
        self.hint = PlainLabel(px=13, tone="ink2")
        self.lines = WarningList()
        self.anyway = QCheckBox(_("Book it all the same"))
        self.anyway.setFont(sans(14))
        self.save_button = FilledButton(_("Postpone"))
        self.save_button.setDefault(True)
        self._build()
        self.day.dateChanged.connect(self._look)
        self.half.chosen.connect(self._look)
        self.anyway.toggled.connect(self._look)
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save)
        self._look()
        self.day.setFocus()

    def _build(self) -> None:
        visit = self._visit
        old = f"{day_text(visit.day)} {_(HALF_NAMES[visit.half])}"
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        when = QHBoxLayout()
        when.setSpacing(10)
        for widget in (self.day, self.half):
            when.addWidget(widget)
        when.addStretch(1)
        for row, (words, field) in enumerate(((_("New day"), when), ("", self.hint), (_("Reason"), self.reason))):
            grid.addWidget(PlainLabel(words, px=13, tone="ink2"), row, 0)
            if isinstance(field, QWidget):
                grid.addWidget(field, row, 1)
            elif isinstance(field, QHBoxLayout):
                grid.addLayout(field, row, 1)
        back = PlainButton(_("Back"), hint="Esc")
        back.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.anyway)
        buttons.addStretch(1)
        buttons.addWidget(back)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(f"{visit.leader} → {visit.township}", px=19, bold=True, serifed=True))
        column.addWidget(PlainLabel(_("Now planned for {when}").format(when=old), px=13, tone="ink2"))
        column.addLayout(grid)
        column.addWidget(self.lines)
        column.addStretch(1)
        column.addLayout(buttons)

    def chosen_half(self) -> Half:
        """Return the half chosen."""
        return Half(self.half.current())

    def _look(self, *_changed: object) -> None:
        """Say what stands against the day and half chosen."""
        day = self.day.day()
        verdict = self._moves.judge(self._visit, day, self.chosen_half())
        self.lines.show_lines(verdict.lines)
        self.hint.setText(f"{weekday_long(day)}  {lunar_full(day)}")
        self.anyway.setVisible(not verdict.allowed)
        same = (day, self.chosen_half()) == (self._visit.day, self._visit.half)
        self.save_button.setEnabled(not same and (verdict.allowed or self.anyway.isChecked()))
        self.reason.setPlaceholderText(_("Reason, if you like") if verdict.allowed else _("Why, and who agreed"))

    def save(self) -> None:
        """Move the visit; a refusal leaves the dialog and its words as they are."""
        if not self.save_button.isEnabled():
            return
        day, half = self.day.day(), self.chosen_half()
        stopped = any(line.tone is Tone.STOP for line in self.lines.lines())
        said = _("Postponed to {where}.").format(where=f"{day_text(day)} {_(HALF_NAMES[half])}")
        reason, confirmed = self.reason.text(), True if stopped else None

        def write(session: Any) -> bool:
            postpone_visit(session, self._visit.id, to=day, half=half, reason=reason, overlap_confirmed=confirmed)
            if stopped:
                ctx = self._ctx
                accept_forbidden(
                    session, self._visit.id, reason=reason, calendar=ctx.calendar, settings=ctx.settings,
                    actor=ctx.store.actor, today=ctx.today(),
                )  # fmt: skip
            return True

        if self._ctx.run(N_("Postpone visit"), write, widget=self, said=said):
            self.accept()
        elif stopped and not reason.strip():
            mark_invalid(self.reason)
            self.reason.setFocus()
