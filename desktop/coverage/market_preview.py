"""The year's market days of a township before they are saved (P13): twelve small months, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.calendar.market_rules import MarketRule
from core.calendar.market_year import FIRST_YEAR, LAST_YEAR
from core.calendar.workdays import WorkCalendar
from core.i18n import _, ngettext, statements
from desktop.coverage.market_year_view import MarketYearView
from desktop.widgets.buttons import IconButton, PlainButton
from desktop.widgets.text import PlainLabel

SIDE = 24


class MarketPreview(QDialog):
    """Which days of a year are market days.

    Args:
        parent: The window it belongs to.
        name: The township.
        rules: Of its markets; the first fills its days, a further one rings them.
        today: Whose year comes first.
        workdays: Tells rest days from others.
    """

    def __init__(
        self, parent: QWidget | None, name: str, rules: Sequence[MarketRule], *, today: date, workdays: WorkCalendar
    ) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self.setWindowTitle(_("Market days of the year"))
        self.view = MarketYearView(rules, today, workdays)
        self.year = PlainLabel("", px=17, bold=True, serifed=True)
        self.count = PlainLabel("", px=13, tone="ink2")
        self.said = PlainLabel("", px=13)
        self.before = IconButton("caret-left", _("Year before"), hint="PgUp")
        self.after = IconButton("caret-right", _("Year after"), hint="PgDn")
        close = PlainButton(_("Close"), hint="Esc")
        self._build(name, rules, close)
        self.before.clicked.connect(lambda _on=False: self.turn(self.view.year.year - 1))
        self.after.clicked.connect(lambda _on=False: self.turn(self.view.year.year + 1))
        self.view.turned.connect(self.turn)
        self.view.told.connect(self.said.setText)
        close.clicked.connect(self.reject)
        self.turn(today.year)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, name: str, rules: Sequence[MarketRule], close: PlainButton) -> None:
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(PlainLabel(name, px=17, bold=True, serifed=True))
        head.addWidget(self.before)
        head.addWidget(self.year)
        head.addWidget(self.after)
        head.addSpacing(8)
        head.addWidget(self.count)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 18, SIDE, 18)
        column.setSpacing(10)
        column.addLayout(head)
        words = PlainLabel(statements(rule.describe() for rule in rules), px=13, tone="ink2", wrap=True)
        column.addWidget(words)
        column.addWidget(self.view)
        hint = _(
            "Filled: the first market. Ringed: a further one. Dashed: a date left out. A dot: lunar leap month. "
            "Ctrl and arrows: next market."
        )
        column.addWidget(PlainLabel(hint, px=12, tone="ink3", wrap=True))
        column.addLayout(foot)

    def turn(self, year: int) -> None:
        """Show a year."""
        self.view.show_year(year)
        shown = self.view.year
        self.year.setText(str(shown.year))
        n = len(shown.days)
        self.count.setText(ngettext("{n} market day", "{n} market days", n).format(n=n))
        self.before.setEnabled(shown.year > FIRST_YEAR)
        self.after.setEnabled(shown.year < LAST_YEAR)
