"""One question of the import: its answers as a list to choose from by number, and the rows it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from core.imports.questions import Question
from desktop.fonts import sans
from desktop.imports.row_model import RowLine
from desktop.imports.row_table import RowTable
from desktop.imports.wording import masked, question_text
from desktop.widgets import KeyHint, PlainLabel, Rule
from desktop.widgets.layouts import clear_layout


class QuestionPanel(QWidget):
    """Signal: answered(str, str): question id and the answer chosen."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._group = QButtonGroup(self)
        self.text = PlainLabel(px=17, bold=True, serifed=True, wrap=True)
        self.note = PlainLabel(px=13, tone="ink2", wrap=True)
        self._options = QVBoxLayout()
        self._options.setContentsMargins(0, 0, 0, 0)
        self._options.setSpacing(2)
        inside = QWidget()
        inside.setLayout(self._options)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(6)
        for widget in (self.text, self.note, self._area):
            head.addWidget(widget)
        self.table = RowTable(verdicts=False, whys=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule("line2"))
        column.addWidget(self.table, 1)

    def show_question(self, question: Question | None, lines: list[RowLine]) -> None:
        """Show a question and the rows that wait for it."""
        same = question is not None and self._question is not None and question.id == self._question.id
        self._question = question
        self.text.setText(question_text(question) if question else _("Nothing is left to ask."))
        count = len(question.places) if question else 0
        note = ngettext("The answer holds for {n} row.", "The answer holds for all {n} rows.", count).format(n=count)
        self.note.setText(note if count else "")
        if not same or question is None or len(question.options) != len(self._group.buttons()):
            self._fill_options(question)
        elif question is not None:
            self._check(question)
        self.table.setVisible(bool(lines))
        self.table.show_entries([*lines])

    def choose(self, number: int) -> bool:
        """Choose the answer with a number from 1; return whether there is one."""
        button = self._group.button(number - 1)
        if button is None:
            return False
        button.setChecked(True)
        self._on_chosen(number - 1)
        return True

    def focus_options(self) -> None:
        """Put the focus on the answer chosen, or on the first."""
        button = self._group.checkedButton() or self._group.button(0)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.text().isdigit() and event.text() != "0" and self.choose(int(event.text()))):
            super().keyPressEvent(event)

    def _fill_options(self, question: Question | None) -> None:
        clear_layout(self._options)
        for button in self._group.buttons():
            self._group.removeButton(button)
        for number, option in enumerate(question.options if question else ()):
            self._options.addWidget(self._build_option(number, masked(option.text.text())))
        self._options.addStretch(1)
        shown = len(question.options) if question else 0
        self._area.setFixedHeight(min(shown, 9) * 34 + 4)
        if question is not None:
            self._check(question)

    def _build_option(self, number: int, text: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(10)
        button = QRadioButton(text.replace("&", "&&"))
        button.setFont(sans(14))
        button.clicked.connect(lambda _checked, at=number: self._on_chosen(at))
        self._group.addButton(button, number)
        if number < 9:
            row.addWidget(KeyHint(str(number + 1)))
        else:
            row.addSpacing(30)
        row.addWidget(button, 1)
        made.setFixedHeight(32)
        return made

    def _check(self, question: Question) -> None:
        for number, option in enumerate(question.options):
            if option.answer == question.answer and (button := self._group.button(number)) is not None:
                button.setChecked(True)

    def _on_chosen(self, number: int) -> None:
        if self._question is not None:
            self.answered.emit(self._question.id, self._question.options[number].answer)
