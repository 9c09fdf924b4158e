"""Below the words for market days: what happens in lunar months of 29 days, and the button of the year's preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.calendar.market_phrases import split_phrase
from core.calendar.market_rules import LunarTail, SmallMonth
from core.calendar.market_year import SMALL_MONTH_NAMES, asks_for_small_month, small_month_of, with_small_month
from core.directory import read_markets
from core.i18n import _
from desktop.widgets.buttons import SmallButton
from desktop.widgets.choices import Segmented
from desktop.widgets.form import TextField
from desktop.widgets.text import PlainLabel


class MarketHabit(QWidget):
    """Rewrites the words of the markets held on the lunar 30th. Signal: rewritten(str): the words as they are now.

    Args:
        words: The field with the office's words.
        known: Words in it that stand for a stored rule.
    """

    rewritten = Signal(str)

    def __init__(self, words: TextField, known: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self._words, self._known = words, known
        self.habit = Segmented([(habit.value, _(name)) for habit, name in SMALL_MONTH_NAMES.items()])
        self.calm = PlainLabel(_("No market on the lunar 30th."), px=13, tone="ink3")
        self.year_button = SmallButton(_("Market days of the year"), "calendar-blank")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.habit)
        row.addWidget(self.calm)
        row.addStretch(1)
        row.addWidget(self.year_button)
        self.habit.chosen.connect(lambda habit: self._rewrite(SmallMonth(habit)))
        self.setFocusProxy(self.year_button)

    def show_words(self, text: str) -> None:
        """Offer the choice where the words leave it open."""
        read = read_markets(text, self._known)
        habit = small_month_of([rule for _words, rule in read])
        self.habit.setVisible(habit is not None)
        self.calm.setVisible(habit is None)
        self.year_button.setEnabled(bool(read))
        if habit is not None:
            self.habit.choose(habit.value)

    def _rewrite(self, habit: SmallMonth) -> None:
        made = []
        for words, rule in read_markets(self._words.text(), self._known):
            if rule is not None and isinstance(rule.plain, LunarTail) and asks_for_small_month(rule):
                made.append(replace(split_phrase(words), base=with_small_month(rule.plain, habit)).text)
            else:
                made.append(words)
        self._words.setText("；".join(made))
        self.rewritten.emit(self._words.text())
