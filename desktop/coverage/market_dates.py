"""Below the words for market days: single dates without a market, or with one besides, market by market."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from core.calendar.market_dates import read_market_dates
from core.calendar.market_phrases import split_phrase
from core.directory import market_phrases
from core.errors import UserError
from core.i18n import _
from desktop.fonts import sans
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import TextField, such_as
from desktop.widgets.text import PlainLabel


class MarketDates(QWidget):
    """Two lists of dates; the words of the market say them too. Signal: rewritten(str): the words as they are now.

    Args:
        words: The field with the office's words.
    """

    rewritten = Signal(str)

    def __init__(self, words: TextField) -> None:
        super().__init__()
        self._words = words
        self.which = QComboBox()
        self.which.setFont(sans(14))
        self.which.setAccessibleName(_("Which market"))
        self.never = TextField(placeholder=such_as("正月初一、10月1日"))
        self.also = TextField(placeholder=such_as("腊月廿八、2027-02-01"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.which, 0, 0, 1, 2)
        for row, (label, field) in enumerate(((_("Not held on"), self.never), (_("Also held on"), self.also)), 1):
            title = PlainLabel(label, px=13, tone="ink2")
            title.setBuddy(field)
            field.setAccessibleName(label)
            field.textEdited.connect(self._rewrite)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)
        self.which.currentIndexChanged.connect(lambda _at: self._show_dates(both=True))
        self.setFocusProxy(self.never)

    def show_words(self, text: str) -> None:
        """Show the dates that the words name; a list somebody types in stays as it is."""
        bases = [split_phrase(phrase).base for phrase in market_phrases(text)]
        if bases != [self.which.itemText(at) for at in range(self.which.count())]:
            at = self.which.currentIndex()
            self.which.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.which.clear()
            self.which.addItems(bases)
            self.which.setCurrentIndex(min(max(at, 0), len(bases) - 1))
            self.which.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.which.setVisible(len(bases) > 1)
        for field in (self.never, self.also):
            field.setEnabled(bool(bases))
        self._show_dates()

    def _show_dates(self, *, both: bool = False) -> None:
        phrases = market_phrases(self._words.text())
        at = self.which.currentIndex()
        phrase = split_phrase(phrases[at]) if 0 <= at < len(phrases) else split_phrase("")
        for field, words in ((self.never, phrase.never), (self.also, phrase.also)):
            if both or not field.hasFocus():
                field.setText(words)
            mark_invalid(field, _wrong(field.text()))
        only_also = _wrong(self.also.text()) and not _wrong(self.never.text())
        self.setFocusProxy(self.also if only_also else self.never)  # where a refusal puts the cursor

    def _rewrite(self) -> None:
        phrases, at = market_phrases(self._words.text()), self.which.currentIndex()
        if 0 <= at < len(phrases):
            never, also = self.never.text(), self.also.text()
            phrases[at] = replace(split_phrase(phrases[at]), never=never, also=also).text
            self._words.setText("；".join(phrases))
            self.rewritten.emit(self._words.text())


def _wrong(typed: str) -> str:
    """Return what is wrong with typed dates."""
    try:
        read_market_dates(typed)
    except UserError as error:
        return str(error)
    return ""
