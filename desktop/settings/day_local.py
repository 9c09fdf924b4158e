"""Days off that only some counties have: a suggestion becomes the county's own rule, after a look at what moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtWidgets import QWidget

from core.calendar.changes import CalendarChange
from core.calendar.local_days import LOCAL_HOLIDAYS
from core.calendar.workdays import CalendarDay, Origin
from core.errors import MissingField, NumberOutOfRange
from core.i18n import _, day_text
from db.services.calendar_days import require_day
from desktop.context import AppContext
from desktop.settings.day_change import ChangeForm
from desktop.widgets.form import DayField, NumberField
from desktop.widgets.pinyin import PinyinCombo, choice

MOST: Final = 15
_BY_KEY: Final = {each.key: each for each in LOCAL_HOLIDAYS}


class LocalHolidayForm(ChangeForm):
    """Which holiday, from which day, for how many days; the office checks the date by its own rule."""

    def __init__(self, ctx: AppContext, year: int, parent: QWidget) -> None:
        super().__init__(ctx, parent, _("Local holiday of {year}").format(year=year), width=560)
        self._year = year
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
        if not name:
            raise MissingField(field=_("Holiday"))
        first, count = self.first.needed_day(_("First day")), self.days.value()
        if count is None or not 1 <= count <= MOST:
            raise NumberOutOfRange(field=_("Days"), low=1, high=MOST)
        days = [first + timedelta(n) for n in range(count)]
        require_day(first)
        require_day(days[-1])
        entries = tuple(CalendarDay(day, is_workday=False, name=name[:60], origin=Origin.COUNTY) for day in days)
        words = _("{holiday} from {day}").format(holiday=name, day=day_text(first, year=True))
        change = CalendarChange(days=entries, words=words)
        self.enter(change)
