"""The fields of one request in the review: what it comes to, the words it stands on, and the questions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.i18n import _
from core.masking import mask_numbers
from core.request_form.reading import RequestReading
from core.request_form.readings import LEAVE_OUT, FieldReading, Option, Verdict
from desktop.widgets import PinyinCombo, PlainLabel, SmallButton, choice
from desktop.widgets.flow import Flow
from desktop.widgets.layouts import clear_layout

_BUTTONS: Final = 5
"""So many likely answers have a button each."""
_RAW_SHOWN: Final = 160


class ReviewFields(QWidget):
    """The grid. Signal: answered(str, str): the field's key and the option chosen."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._questions: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 14, 20, 16)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)

    def show_reading(self, reading: RequestReading) -> None:
        """Show a request."""
        clear_layout(self._grid)
        self._questions = []
        for column, words in ((1, _("Taken as")), (2, _("As it stands in the form"))):
            self._grid.addWidget(PlainLabel(words, px=12, tone="ink3"), 0, column)
        for at, field in enumerate(reading.fields, 1):
            label = PlainLabel(_(field.label), px=13, tone="ink2", wrap=True)
            label.setMinimumWidth(122)
            raw = _in_short(field.raw, masked=not field.is_open)
            source = PlainLabel(raw, px=13, tone="ink2", wrap=True)
            source.setAccessibleName(_("As it stands in the form: {words}").format(words=raw))
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._value(field), at, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(source, at, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.setRowStretch(len(reading.fields) + 1, 1)

    def focus_first_question(self) -> bool:
        """Give the keys to the first open question; return whether there is one."""
        if not self._questions:
            return False
        self._questions[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _value(self, field: FieldReading) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        if not field.is_open:
            shown = field.shown.text() if field.shown is not None else ""
            words = _in_short(shown, masked=True)
            column.addWidget(PlainLabel(words or _("left empty"), px=14, tone="ink" if words else "ink3", wrap=True))
        if field.why is not None and field.verdict is not Verdict.ANSWERED:
            column.addWidget(PlainLabel(field.why.text(), px=13, tone="amb" if field.is_open else "ink2", wrap=True))
        if field.is_open:
            self._ask(field, column)
        elif field.verdict is Verdict.ANSWERED:
            again = SmallButton(_("Ask again"))
            again.clicked.connect(lambda: self.answered.emit(field.key, ""))
            again.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            column.addWidget(again)
        return holder

    def _ask(self, field: FieldReading, column: QVBoxLayout) -> None:
        first = list(field.options[: min(field.likely, _BUTTONS)])
        first += [option for option in field.options if option.key == LEAVE_OUT and option not in first]
        buttons = Flow(gap=6)
        for option in first:
            made = SmallButton(option.text.text())
            made.setAccessibleName(f"{_(field.label)}: {option.text.text()}")
            made.clicked.connect(lambda _on=False, key=option.key: self.answered.emit(field.key, key))
            buttons.add(made)
            self._questions.append(made)
        others = [option for option in field.options if option not in first]
        if others:
            combo = self._combo(field, list(field.options))
            self._questions.insert(len(self._questions) - len(first), combo) if not field.likely else None
            column.addWidget(combo)
            if field.likely:
                self._questions.append(combo)
        if first:
            column.addWidget(buttons)

    def _combo(self, field: FieldReading, options: list[Option]) -> PinyinCombo:
        combo = PinyinCombo([choice(each.text.text(), each.key) for each in options], placeholder=_("Name or initials"))
        combo.setAccessibleName(_(field.label))
        combo.setMaximumWidth(300)
        combo.chosen.connect(lambda key: self.answered.emit(field.key, str(key)) if key else None)
        return combo


def _in_short(words: str, *, masked: bool) -> str:
    """Return the beginning of *words*, phone numbers masked unless they are what is asked about."""
    short = words if len(words) <= _RAW_SHOWN else f"{words[:_RAW_SHOWN]}…"
    return mask_numbers(short) if masked else short
