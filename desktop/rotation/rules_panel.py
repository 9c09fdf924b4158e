"""The left column: which days are planned, and the rules as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from core.planner.problem import Problem
from desktop.rotation.kept_lines import keep_width
from desktop.rotation.period_chooser import PeriodChooser
from desktop.rotation.rule_lines import FIRST, FURTHER, Facts, RuleLine
from desktop.rotation.rule_row import RuleRow
from desktop.theme import theme
from desktop.widgets import PlainLabel, QuietButton, Rule
from desktop.widgets.layouts import clear_layout
from desktop.widgets.link import LinkLabel

WIDTH: Final = 252


class RulesPanel(QWidget):
    """Period and rules.

    Signals: period_chosen(object); stand_changed(object, object): a RuleLine and the Stand wanted;
    number_changed(str, int): a field of PlanOptions; taken_back(int): what was given up, by its number.
    """

    period_chosen = Signal(object)
    stand_changed = Signal(object, object)
    number_changed = Signal(str, int)
    taken_back = Signal(int)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Rules"))
        self.period = PeriodChooser(today)
        self.period.chosen.connect(self.period_chosen)
        self.rows: dict[str, RuleRow] = {}
        self._further = QWidget()
        self.more = LinkLabel(px=13, tone="acc")
        self.more.clicked.connect(lambda: self._unfold(on=self._further.isHidden()))
        self._shown: tuple[Problem, Facts] | None = None
        self._given = QVBoxLayout()
        self._given.setSpacing(0)
        self._build()
        self._unfold(on=False)

    def show_problem(self, problem: Problem, facts: Facts) -> None:
        """Show the rules as they hold in a plan."""
        self._shown = (problem, facts)
        for row in self.rows.values():
            row.show_problem(problem, facts)

    def show_given_up(self, words: Sequence[str]) -> None:
        """List what was given up for this plan, each to be taken back."""
        clear_layout(self._given)
        for at, text in enumerate(words):
            line = QWidget()
            row = QVBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 8)
            row.setSpacing(0)
            row.addWidget(Rule("line"))
            row.addSpacing(8)
            label = PlainLabel(text, px=13, wrap=True)
            back = QuietButton(_("Take back"), "arrow-u-up-left")
            back.setAccessibleName("{} {}".format(_("Take back"), text))
            back.clicked.connect(lambda _checked=False, n=at: self.taken_back.emit(n))
            row.addWidget(label)
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
            self._given.addWidget(line)

    def _unfold(self, *, on: bool) -> None:
        """Show the rules behind the link, made when they are first wanted."""
        if on and not self._below.count():
            self._add_rows(self._below, FURTHER)
            takers = [each for line in FURTHER for each in self.rows[line.key].takers()]
            last = self.rows[FIRST[-1].key].takers()[-1]
            for before, after in pairwise([last, *takers, self.more]):
                self.setTabOrder(before, after)
            if self._shown is not None:
                self.show_problem(*self._shown)
        self._further.setVisible(on)
        n = len(FURTHER)
        words = ngettext("{n} more rule", "{n} more rules", n).format(n=n)
        self.more.setAccessibleName(_("Fewer rules") if on else words)
        self.more.setText(_("Fewer rules") if on else words)

    def _build(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 16, 15, 16)
        column.setSpacing(0)
        column.addWidget(self.period)
        column.addSpacing(14)
        self._add_rows(column, FIRST)
        self._below = QVBoxLayout(self._further)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(0)
        column.addWidget(self._further)
        column.addLayout(self._given)
        column.addWidget(Rule("line"))
        column.addSpacing(11)
        column.addWidget(PlainLabel(_("Solving goes on after each change."), px=13, tone="ink3", wrap=True))
        column.addSpacing(6)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        keep_width(scroll, column, 15)
        holder.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.addWidget(scroll)

    def _add_rows(self, column: QVBoxLayout, lines: Sequence[RuleLine]) -> None:
        for line in lines:
            row = self.rows[line.key] = RuleRow(line)
            row.stand_changed.connect(lambda _key, stand, line=line: self.stand_changed.emit(line, stand))
            row.number_changed.connect(self.number_changed)
            column.addWidget(row)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), theme().line2)
        painter.end()
