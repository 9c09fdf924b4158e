"""The days of a line under edit: by words, or by fields; each follows the other."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from core.base_rota_errors import PatternEmpty, PatternNotRead
from core.calendar.market_rules import Daily, Unknown, market_rule_from_spec
from core.calendar.markets import parse_market_rule
from core.calendar.recurrence import DayOff
from core.errors import UserError
from core.i18n import N_, WEEKDAYS, _, is_chinese, weekday_text
from core.planner.base_pattern import ordered
from core.planner.base_rota import (
    DAY_OFF_NAMES,
    LAST,
    PATTERN_EXAMPLE,
    SORT_NAMES,
    Pattern,
    Sort,
    pattern_from_spec,
    pattern_to_spec,
    read_pattern,
    usual_day_off,
)
from core.visits import Half
from desktop.fonts import sans
from desktop.visits.unsaved import Typed
from desktop.widgets.choices import Segmented
from desktop.widgets.form import TextField, such_as
from desktop.widgets.text import PlainLabel

_WEEKS = {"": N_("every week"), "odd": N_("odd weeks"), "even": N_("even weeks")}
_EXAMPLES = {
    Sort.MONTH_DAY: "5、20",
    Sort.NTH_WEEKDAY: "1、3",
    Sort.NTH_WORKDAY: "1、-1",
    Sort.LUNAR: "1、15",
}


class WeekdayBoxes(QWidget):
    """A tick for each weekday. Signals: changed()."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 0, 0)
        row.setSpacing(10)
        self.boxes: list[QCheckBox] = []
        for number, name in enumerate(WEEKDAYS):
            short = weekday_text(date(2024, 1, 1 + number))
            made = QCheckBox(short.removeprefix("周") if is_chinese() else short)
            made.setFont(sans(13))
            made.setAccessibleName(_(name))
            made.clicked.connect(lambda _on: self.changed.emit())
            self.boxes.append(made)
            row.addWidget(made)

    def values(self) -> tuple[int, ...]:
        """Return what is ticked; 1 is Monday."""
        return tuple(number for number, each in enumerate(self.boxes, 1) if each.isChecked())

    def show_values(self, weekdays: tuple[int, ...]) -> None:
        """Tick these."""
        for number, each in enumerate(self.boxes, 1):
            each.setChecked(number in weekdays)


class PatternField(QWidget):
    """Words, and below them the fields that say the same. Signals: changed(); half_said(str): the words name a half."""

    changed = Signal()
    half_said = Signal(str)

    def __init__(self, pattern: Pattern | None) -> None:
        super().__init__()
        self._pattern = pattern
        self._refusal: UserError | None = None
        self.words = TextField(
            pattern.describe() if pattern else "", placeholder=such_as("每月15日遇节假日顺延"), limit=200
        )
        self.sort = QComboBox()
        self.sort.setFont(sans(14))
        self.sort.addItem(_("By words only"), "")
        for sort, name in SORT_NAMES.items():
            self.sort.addItem(_(name), sort.value)
        self.numbers, self.months = TextField(width=110, limit=90), TextField(width=110, limit=60)
        self.rule = TextField(width=180, limit=60, placeholder=such_as("农历逢三、八"))
        self.weekdays = WeekdayBoxes()
        self.weeks = Segmented([(key, _(words)) for key, words in _WEEKS.items()])
        self.day_off = Segmented([(each.value, _(words)) for each, words in DAY_OFF_NAMES.items()])
        self._build()
        self._connect()
        self._show_fields()
        self.setFocusProxy(self.words)

    def pattern(self) -> Pattern:
        """Return what is meant.

        Raises:
            PatternEmpty, PatternNotRead: nothing, or nothing that is sure.
        """
        if self._refusal is not None:
            raise self._refusal
        if self._pattern is None:
            raise PatternEmpty(example=PATTERN_EXAMPLE)
        return self._pattern

    def readable(self) -> Pattern | None:
        """Return what is meant, None while it is not sure."""
        return self._pattern if self._refusal is None else None

    def refusal(self) -> str:
        """Return why it is not sure yet, "" where it is or nothing is typed."""
        return "" if self._refusal is None else str(self._refusal)

    def typed(self) -> Typed:
        """Return what stands here, fit for JSON."""
        known = self.readable()
        return {"words": self.words.text(), "spec": pattern_to_spec(known) if known else ""}

    def restore(self, typed: Typed) -> None:
        """Show what was typed earlier."""
        self.words.setText(str(typed.get("words", "")))
        known = pattern_from_spec(str(typed.get("spec", "")))
        if known is not None:
            self._pattern, self._refusal = known, None
            self._show_fields()
            self.changed.emit()
        else:
            self._read(self.words.text())

    def _build(self) -> None:
        self._titles = {
            "numbers": PlainLabel(tone="ink2"), "weekdays": PlainLabel(_("on"), tone="ink2"),
            "months": PlainLabel(_("in months"), tone="ink2"), "day_off": PlainLabel(_("A day off"), tone="ink2"),
        }  # fmt: skip
        for name, field in (
            (_("Days by"), self.sort), (_("Which"), self.numbers), (_("in months"), self.months),
            (_("Digits"), self.rule), (_("Weekdays"), self.weekdays), (_("Weeks"), self.weeks),
            (_("A day off"), self.day_off),
        ):  # fmt: skip
            field.setAccessibleName(name)
        self.months.setPlaceholderText(_("every month"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addWidget(self.words)
        self._lines = [
            self._line(column, self.sort, self._titles["numbers"], self.numbers, self.rule),
            self._line(column, self._titles["weekdays"], self.weekdays, self.weeks),
            self._line(column, self._titles["months"], self.months, self._titles["day_off"], self.day_off),
        ]

    def _line(self, column: QVBoxLayout, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        column.addWidget(holder)
        return holder

    def _connect(self) -> None:
        self.words.textEdited.connect(self._read)
        self.sort.activated.connect(lambda _row: self._other_sort())
        for line in (self.numbers, self.months, self.rule):
            line.textEdited.connect(lambda _text: self._take())
        self.weekdays.changed.connect(self._take)
        self.weeks.chosen.connect(lambda _key: self._take())
        self.day_off.chosen.connect(lambda _key: self._take())

    # Words to fields

    def _read(self, words: str) -> None:
        if not words.strip():
            self._pattern, self._refusal = None, None
        else:
            try:
                said = read_pattern(words)
            except (PatternEmpty, PatternNotRead) as error:
                self._refusal = error
            else:
                self._pattern, self._refusal = said.pattern, None
                if said.half is not None:
                    self.half_said.emit(said.half.value if isinstance(said.half, Half) else "")
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        found = self.readable()
        self.sort.setCurrentIndex(max(self.sort.findData(found.sort.value), 0) if found else 0)
        if found is not None:
            self.numbers.setText("、".join(_("last") if n == LAST else str(n) for n in found.numbers))
            self.months.setText("、".join(map(str, found.months)))
            rule = market_rule_from_spec(found.rule) if found.rule else None
            self.rule.setText(rule.describe() if rule is not None else "")
            self.weekdays.show_values(found.weekdays)
            self.weeks.choose("" if found.odd is None else "odd" if found.odd else "even")
            self.day_off.choose(found.day_off.value)
        self._show_lines(found.sort if found else None)

    def _show_lines(self, sort: Sort | None) -> None:
        by_number, by_week = sort in _EXAMPLES, sort in {Sort.WEEKDAY, Sort.NTH_WEEKDAY}
        self.numbers.setVisible(by_number)
        self._titles["numbers"].setVisible(by_number)
        self._titles["numbers"].setText(_("number"))
        if sort in _EXAMPLES:
            self.numbers.setPlaceholderText(such_as(_EXAMPLES[sort]))
        self.rule.setVisible(sort is Sort.RULE)
        self._lines[1].setVisible(by_week)
        self.weeks.setVisible(sort is Sort.WEEKDAY)
        self.months.setVisible(by_number)
        self._titles["months"].setVisible(by_number)
        moves = sort is not None and sort not in {Sort.WORKDAYS, Sort.NTH_WORKDAY}
        self.day_off.setVisible(moves)
        self._titles["day_off"].setVisible(moves)
        self._lines[2].setVisible(by_number or moves)

    # Fields to words

    def _other_sort(self) -> None:
        key = self.sort.currentData()
        if not key:
            self.words.setFocus()
            self._show_fields()
            return
        sort = Sort(key)
        self.day_off.choose(usual_day_off(sort).value)
        if sort is Sort.NTH_WEEKDAY and not self.numbers.text():
            self.numbers.setText("1")
        self._show_lines(sort)
        self._take()

    def _take(self) -> None:
        """Read the fields; what they mean is said in words."""
        sort = Sort(self.sort.currentData())
        try:
            made = ordered(self._made(sort))
        except ValueError:
            made = None
        if made is None or not made.is_sound:
            self._refusal = PatternEmpty(example=PATTERN_EXAMPLE)
        else:
            self._pattern, self._refusal = made, None
            self.words.setText(made.describe())
        self.changed.emit()

    def _made(self, sort: Sort) -> Pattern:
        """Return the pattern that the fields say.

        Raises:
            ValueError: a field holds something else than numbers.
        """
        by_week = sort in {Sort.WEEKDAY, Sort.NTH_WEEKDAY}
        weeks = self.weeks.current() if sort is Sort.WEEKDAY else ""
        rule = parse_market_rule(self.rule.text()) if sort is Sort.RULE and self.rule.text().strip() else None
        if isinstance(rule, Unknown | Daily):
            rule = None
        day_off = DayOff.SKIP if sort in {Sort.WORKDAYS, Sort.NTH_WORKDAY} else DayOff(self.day_off.current())
        return Pattern(
            sort, _numbers(self.numbers.text()) if sort in _EXAMPLES else (),
            self.weekdays.values() if by_week else (), None if not weeks else weeks == "odd",
            _numbers(self.months.text()) if sort in _EXAMPLES else (), rule.spec if rule is not None else "", day_off,
        )  # fmt: skip


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a field.

    Raises:
        ValueError: something else stands there.
    """
    parts = [part for part in re.split(r"[\s、,，;；和]+", text.strip()) if part]
    last = {"last", "末", "最后", "最后一天", "月末", "月底", "-1", _("last").casefold()}
    return tuple(LAST if part.casefold() in last else int(part.rstrip("日号月")) for part in parts)
