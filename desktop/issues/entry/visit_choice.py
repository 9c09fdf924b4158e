"""Where issues are written down: one of today's visits, or a township without a visit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import HALF_NAMES
from db.queries.issue_entry import EntryVisitRow
from db.queries.names import NamedRow
from desktop.widgets import Button, FilledButton, PinyinCombo, PlainLabel, Rule, Seal, choice


class VisitChoice(QDialog):
    """A short list; the digits 1 to 9 choose a visit. Signals: visit_chosen(int), township_chosen(int)."""

    visit_chosen = Signal(int)
    township_chosen = Signal(int)

    def __init__(self, parent: QWidget | None, visits: Sequence[EntryVisitRow], places: Sequence[NamedRow]) -> None:
        super().__init__(parent)
        self._visits = list(visits[:9])
        self.setWindowTitle(_("Record issues"))
        self.setMinimumWidth(480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Record issues"), px=17, bold=True, serifed=True))
        if visits:
            column.addWidget(PlainLabel(_("From which of today's visits?"), tone="ink2"))
            for number, visit in enumerate(self._visits, start=1):
                column.addLayout(self._build_line(number, visit))
            column.addWidget(Rule())
        else:
            column.addWidget(PlainLabel(_("There is no visit today."), tone="ink2"))
        column.addLayout(self._build_township(places))

    def _build_line(self, number: int, visit: EntryVisitRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Seal(visit.kind, 24))
        words = f"{visit.leader} → {visit.township}  {_(HALF_NAMES[visit.half])}"
        row.addWidget(PlainLabel(words), 1)
        button = Button(_("Record"), hint=str(number))
        button.clicked.connect(lambda: self._choose(visit.id))
        row.addWidget(button)
        return row

    def _build_township(self, places: Sequence[NamedRow]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(PlainLabel(_("Without a visit, in")))
        self.township = PinyinCombo([choice(each.name, each.id) for each in places])
        self.township.setAccessibleName(_("Township"))
        self._go = FilledButton(_("Record"))
        self.township.chosen.connect(lambda chosen: self._go.setEnabled(isinstance(chosen, int)))
        self._go.setEnabled(False)
        self._go.clicked.connect(self._choose_township)
        row.addWidget(self.township, 1)
        row.addWidget(self._go)
        return row

    def _choose(self, visit_id: int) -> None:
        self.accept()
        self.visit_chosen.emit(visit_id)

    def _choose_township(self) -> None:
        chosen = self.township.value()
        if isinstance(chosen, int):
            self.accept()
            self.township_chosen.emit(chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1.value
        if 0 <= number < len(self._visits):
            self._choose(self._visits[number].id)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._go.isEnabled():
            self._choose_township()
            return
        super().keyPressEvent(event)
