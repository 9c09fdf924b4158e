"""Days off that only some counties have: a suggestion becomes the county's own rule, after a look at what moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.calendar.changes import CalendarChange
from core.calendar.local_days import LOCAL_HOLIDAYS
from core.calendar.workdays import CalendarDay, Origin
from core.errors import MissingField, NumberOutOfRange
from core.i18n import N_, _, day_text
from db.services.calendar_days import require_day
from desktop.context import AppContext
from desktop.settings.day_moves import MovesDialog, enter_change
from desktop.widgets.form import DayField, FormDialog, NumberField
from desktop.widgets.pinyin import PinyinCombo, choice

MOST: Final = 15
_BY_KEY: Final = {each.key: each for each in LOCAL_HOLIDAYS}


class LocalHolidayForm(FormDialog):
    """Which holiday, from which day, for how many days; the office checks the date by its own rule."""

    def __init__(self, ctx: AppContext, year: int, parent: QWidget) -> None:
        super().__init__(parent, _("Local holiday of {year}").format(year=year), width=560)
        self._ctx, self._year, self._waits = ctx, year, False
        self.preview: MovesDialog | None = None
        offered = [choice(each.name, each.key, note=_(each.where)) for each in LOCAL_HOLIDAYS]
        self.holiday = PinyinCombo(offered)
        self.holiday.chosen.connect(self._suggest)
        self.first = DayField(None, date(year, 1, 1))
        self.days = NumberField(1, width=72)
        hint = _("Only what your region, prefecture or county has decreed; the date is a suggestion, so check it.")
        self.add(_("Holiday"), self.holiday, hint=hint)
        self.first_note = self.add(_("First day"), self.first)
        self.add(_("Days"), self.days)
        self.on_save(self._store)

    def _suggest(self, key: object) -> None:
        known = _BY_KEY.get(str(key))
        if known is None:
            return
        days = known.on(self._year)
        self.first.setText(days[0].isoformat() if days else "")
        self.days.setText(str(known.days))
        self.first_note.say("" if days else _(known.where), tone="ink2")

    def _store(self) -> None:
        name = self.holiday.text().strip()
        first, count = self.first.day(), self.days.value()
        if not name:
            raise MissingField(field=_("Holiday"))
        if first is None:
            raise MissingField(field=_("First day"))
        if count is None or not 1 <= count <= MOST:
            raise NumberOutOfRange(field=_("Days"), low=1, high=MOST)
        days = [first + timedelta(n) for n in range(count)]
        require_day(first)
        require_day(days[-1])
        entries = tuple(CalendarDay(day, is_workday=False, name=name[:60], origin=Origin.COUNTY) for day in days)
        words = _("{holiday} from {day}").format(holiday=name, day=day_text(first, year=True))
        self._waits = True
        change = CalendarChange(days=entries, words=words)
        self.preview = enter_change(self._ctx, N_("Set calendar day"), change, self, self._written)

    def _written(self) -> None:
        self._waits = False
        if self.preview is not None:
            self.accept()

    @override
    def accept(self) -> None:
        if not self._waits:
            super().accept()
