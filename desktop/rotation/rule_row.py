"""One rule of the list: tick, sentence, fact, must or if possible."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import _
from core.planner.options import LIMITS
from core.planner.problem import Problem, Stand
from desktop.rotation.rule_lines import Facts, RuleLine
from desktop.rotation.sentence import NumberInSentence, RuleTick, Sentence, StandButton
from desktop.widgets import PlainLabel, Rule, plain_tooltip


class RuleRow(QWidget):
    """Signals: stand_changed(str, object): a line's key and the Stand wanted; number_changed(str, int)."""

    stand_changed = Signal(str, object)
    number_changed = Signal(str, int)

    def __init__(self, line: RuleLine) -> None:
        super().__init__()
        self.line = line
        words = line.sentence()
        self.tick, self.stand = RuleTick(), StandButton(words.replace("{n}", "…"))
        self.number: NumberInSentence | None = None
        self.fact = PlainLabel(px=12, tone="ink3", wrap=True)
        self._usual = Stand.PREFER if line.is_wish else Stand.MUST
        self.tick.setAccessibleName(words.replace("{n}", "…"))
        if line.number:
            self.number = NumberInSentence(*LIMITS[line.number])
            self.number.field.setAccessibleName(words.replace("{n}", "…"))
            self.number.changed.connect(lambda n: self.number_changed.emit(line.number, n))
            text: QWidget = Sentence(words, self.number)
        else:
            text = PlainLabel(words, px=14, wrap=True)
        self._text = text
        self._build(text)
        self.tick.toggled.connect(self._ticked)
        self.stand.clicked.connect(self._pressed)
        self._tell()

    def takers(self) -> list[QWidget]:
        """Return what takes the focus, in the order of Tab."""
        number = [self.number.field] if self.number is not None else []
        return [self.tick, *number, self.stand]

    def show_problem(self, problem: Problem, facts: Facts) -> None:
        """Show how firmly the rule holds in a plan, its number and its fact."""
        stand = self.line.stand(problem)
        if stand is not Stand.OFF:
            self._usual = stand
        self.tick.blockSignals(True)  # noqa: FBT003 - what is shown is no wish
        self.tick.setChecked(stand is not Stand.OFF)
        self.tick.blockSignals(False)  # noqa: FBT003
        self.stand.show_stand(self._usual)
        self._enable(on=stand is not Stand.OFF)
        if self.number is not None:
            self.number.show_value(self.line.value(problem))
        words = self.line.fact(problem, facts)
        self.fact.setText(words)
        self.fact.setVisible(bool(words))

    def _build(self, text: QWidget) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text)
        column.addWidget(self.fact)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(5)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        stand = QVBoxLayout()
        stand.setContentsMargins(0, 2, 0, 0)
        stand.addWidget(self.stand)
        stand.addStretch(1)
        row.addLayout(stand)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Rule("line"))
        whole.addLayout(row)

    def _tell(self) -> None:
        """Say in tooltips what cannot be changed, and why."""
        if self.line.is_fixed:
            why = (
                _("This always holds.") if self.line.keys else _("What was announced is changed by repairing the plan.")
            )
            plain_tooltip(self.tick, why)
            plain_tooltip(self.stand, why)
        elif self.line.is_wish:
            plain_tooltip(self.stand, _("A wish is weighed; it cannot be a must."))
        self.tick.setEnabled(not self.line.is_fixed)
        self.stand.setEnabled(not self.line.is_fixed and not self.line.is_wish)

    def _enable(self, *, on: bool) -> None:
        self._text.setEnabled(on)
        if isinstance(self._text, PlainLabel):
            self._text.set_tone("" if on else "ink3")
        self.stand.setVisible(on)

    def _ticked(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._enable(on=on)
        self.stand_changed.emit(self.line.key, self._usual if on else Stand.OFF)

    def _pressed(self) -> None:
        self._usual = Stand.PREFER if self._usual is Stand.MUST else Stand.MUST
        self.stand.show_stand(self._usual)
        self.stand_changed.emit(self.line.key, self._usual)
