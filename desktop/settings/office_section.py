"""The office itself: county, numbers, limits and intervals. Each field saves when it is left, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtWidgets import QComboBox

from core.deadline_rules import ROLL_NAMES, UNIT_NAMES, Roll, Unit
from core.directory import reception_ahead
from core.errors import NumberOutOfRange
from core.i18n import _, day_text, listed, weekday_text
from core.reception import understands
from core.text import clean_line
from desktop.fonts import sans
from desktop.settings.section import Section
from desktop.widgets.choices import Segmented
from desktop.widgets.form import FieldNote, NumberField, TextField, such_as
from desktop.widgets.text import PlainLabel

SAMPLE_NUMBER: Final = 287
DAYS_SHOWN: Final = 4
RECEPTION_EXAMPLE: Final = "每月15日、每周四、每月第二个星期三"
RANGES: Final = {
    "default_limit_days": (1, 3660),
    "due_soon_days": (0, 60),
    "visit_interval_days": (1, 3660),
    "revisit_days": (0, 365),
}


class OfficeSection(Section):
    """County and office."""

    def build(self) -> None:
        """Make the fields."""
        self._build_names()
        self._build_limits()
        self._build_visits()

    def _build_names(self) -> None:
        self.title(_("Office"))
        self.fields()
        self.county = self._text("county", _("County"), 240, hint=_("As it stands on every paper."))
        self.office = self._text("office", _("Office"), 320)
        self.prefix = TextField(width=240)
        self._prefix_note = self.row(_("Words before numbers"), self.prefix)
        self.prefix.textEdited.connect(self._show_number)
        self.prefix.left.connect(lambda: self._save_text("number_prefix", self.prefix, self._prefix_note))
        self.prefix.left.connect(self._show_number)

    def _build_limits(self) -> None:
        self.title(_("Deadlines"))
        self.fields()
        self.limit, self.unit = NumberField(width=72), Segmented([(u.value, _(n)) for u, n in UNIT_NAMES.items()])
        self.unit.setAccessibleName(_("Counted in"))
        note = self.row(_("Usual limit"), self.limit, self.unit, hint=_("Where neither the category nor you said any."))
        self._bind_number("default_limit_days", self.limit, note)
        self.unit.chosen.connect(lambda unit: self.ctx.save_settings(default_limit_unit=Unit(unit).value))
        self.roll = QComboBox()
        self.roll.setFont(sans(14))
        self.roll.setFixedWidth(280)
        for roll, words in ROLL_NAMES.items():
            self.roll.addItem(_(words), roll.value)
        self.roll.activated.connect(lambda _n: self.ctx.save_settings(roll=str(Roll(self.roll.currentData()))))
        self.row(_("A due date on a day off"), self.roll, hint=_("Dates already given stay as they are."))
        self.soon = self._number("due_soon_days", _("Due soon"), _("working days before"))

    def _build_visits(self) -> None:
        self.title(_("Visits"))
        self.fields()
        self.interval = self._number("visit_interval_days", _("Every township within"), _("natural days"))
        self.revisit = self._number(
            "revisit_days", _("Point out a further visit within"), _("natural days"), hint=_("0 points out none.")
        )
        self.reception = TextField(width=320, placeholder=such_as("每月15日"))
        self._reception_note = self.row(_("Reception day"), self.reception)
        self.reception.textEdited.connect(self._show_reception)
        self.reception.left.connect(lambda: self._save_text("reception_rule", self.reception, self._reception_note))
        self.reception.left.connect(self._show_reception)

    def reload(self) -> None:
        """Show what is stored; a field that is being typed in keeps its words."""
        settings = self.ctx.settings
        for field, value in (
            (self.county, settings.county), (self.office, settings.office), (self.prefix, settings.number_prefix),
            (self.reception, settings.reception_rule), (self.limit, settings.default_limit_days),
            (self.soon, settings.due_soon_days), (self.interval, settings.visit_interval_days),
            (self.revisit, settings.revisit_days),
        ):  # fmt: skip
            field.show_text(str(value))
        self.prefix.setPlaceholderText(replace(settings, number_prefix="").prefix())
        self.unit.choose(settings.default_limit_unit)
        self.roll.setCurrentIndex(self.roll.findData(settings.roll))
        self._show_number()
        self._show_reception()

    def number_preview(self) -> str:
        """Return the line under the prefix."""
        return self._prefix_note.text()

    def reception_preview(self) -> str:
        """Return the line under the reception day."""
        return self._reception_note.text()

    def _show_number(self) -> None:
        settings = replace(
            self.ctx.settings, number_prefix=self.prefix.text().strip(), county=self.county.text().strip()
        )
        number = settings.issue_number(self.ctx.today().year, SAMPLE_NUMBER)
        self._prefix_note.say(_("Numbers look like {number}").format(number=number), "ink2")

    def _show_reception(self) -> None:
        words = self.reception.text().strip()
        if not words:
            self._reception_note.say(_("Left empty there is none."), "ink2")
        elif not understands(words):
            said = _("“{words}” is not understood. Write it like {example}.")
            self._reception_note.say(said.format(words=words, example=RECEPTION_EXAMPLE))
        else:
            days = reception_ahead(words, self.ctx.today(), self.ctx.calendar, DAYS_SHOWN)
            days_text = listed(f"{day_text(day)} {weekday_text(day)}" for day in days)
            self._reception_note.say(_("Next: {days}").format(days=days_text or _("none")), "ink2")

    def _text(self, key: str, label: str, width: int, *, hint: str = "") -> TextField:
        field = TextField(width=width)
        note = self.row(label, field, hint=hint)
        field.left.connect(lambda: self._save_text(key, field, note))
        return field

    def _number(self, key: str, label: str, unit: str, *, hint: str = "") -> NumberField:
        field = NumberField(width=72)
        note = self.row(label, field, PlainLabel(unit, tone="ink2"), hint=hint)
        self._bind_number(key, field, note)
        return field

    def _bind_number(self, key: str, field: NumberField, note: FieldNote) -> None:
        def read() -> dict[str, Any]:
            low, high = RANGES[key]
            value = field.value()
            if value is None or not low <= value <= high:
                raise NumberOutOfRange(field=field.accessibleName(), low=low, high=high)
            return {key: value}

        field.left.connect(lambda: self.store(field, note, read))

    def _save_text(self, key: str, field: TextField, note: FieldNote) -> None:
        if key == "reception_rule" and field.text().strip() and not understands(field.text()):
            return  # said in red under the field; the old rule stays until the words are understood
        self.store(field, note, lambda: {key: clean_line(field.text(), field.accessibleName(), limit=200)})
