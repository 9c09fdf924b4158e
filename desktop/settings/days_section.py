"""The working calendar, year by year: what the State Council announced, and the county's own days."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.calendar.changes import CalendarChange
from core.calendar.workdays import CalendarDay, Origin
from core.i18n import N_, _, day_text, weekday_text
from core.text import clean_line
from db.queries.office import DayLine, YearLine, year_line, years_known
from db.services.calendar_days import require_day
from desktop.context import AppContext
from desktop.settings.day_change import ChangeEntry, ChangeForm
from desktop.settings.day_local import LocalHolidayForm
from desktop.settings.notice_dialog import NoticeDialog, open_notice
from desktop.settings.section import Section, SectionList
from desktop.widgets.buttons import DestructiveButton, PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.form import DayField, TextField, such_as
from desktop.widgets.marks import paint_day_badge
from desktop.widgets.table import Column
from desktop.widgets.text import PlainLabel

ORIGIN_NAMES: Final = {
    Origin.STATE_COUNCIL: N_("State Council"),
    Origin.COUNTY: N_("County rule"),
    Origin.PROJECTED: N_("projected, not announced yet"),
}


def _paint_badge(painter: QPainter, area: QRectF, row: DayLine) -> None:
    place = QRectF(area.left(), area.top(), 16, area.height())
    paint_day_badge(painter, place, off=not row.is_workday, county=row.origin is not Origin.STATE_COUNCIL)


DAYS: Final = (
    Column(N_("Date"), lambda r: f"{day_text(r.day)} {weekday_text(r.day)}", None, 170, 150, phrase=True),
    Column("", lambda r: _("Working day") if r.is_workday else _("Day off"), None, 44, 44, _paint_badge),
    Column(N_("Holiday or reason"), lambda r: r.name, None, 0, 0, tone=lambda r: "ink" if r.name else "ink3"),
    Column(N_("Whose rule"), lambda r: _(ORIGIN_NAMES[r.origin]), None, 190, 220,
           tone=lambda r: "amb" if r.origin is Origin.PROJECTED else "ink" if r.own else "ink2"),
)  # fmt: skip


class DaysSection(Section):
    """One year at a time."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"calendar_day", "announced_year"})

    def build(self) -> None:
        """Make the year switch and the list."""
        self._year = self.ctx.today().year
        self._line: YearLine | None = None
        self.entry: ChangeEntry | None = None
        self.title(
            _("Calendar days"),
            below=_("Every deadline counts by this calendar. The county's own rule wins over the State Council's."),
            wide=True,
        )
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._years = row
        self.years = Segmented([(str(self._year), str(self._year))])
        row.addWidget(self.years)
        row.addStretch(1)
        self.add(holder, wide=True)
        self.space(12)
        self.summary = PlainLabel("", px=15, wrap=True)
        self.add(self.summary)
        self.space(10)
        self.days = SectionList(DAYS, _("Calendar days"))
        self.days.opened.connect(self.edit_day)
        self.days.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.days, wide=True)
        self.add_button = PlainButton(_("Add day"), "plus")
        self.add_button.clicked.connect(lambda: self.edit_day(None))
        self.local_button = PlainButton(_("Local holiday…"), "plus")
        self.local_button.clicked.connect(self.add_local)
        self.clear_button = DestructiveButton(_("Take the county rule back"))
        self.clear_button.clicked.connect(self.clear_day)
        self.announce_button = PlainButton(_("The notice is entered completely"), "check")
        self.announce_button.clicked.connect(self.announce)
        self.notice_button = PlainButton(_("Paste or open the notice…"), "clipboard-text")
        self.notice_button.clicked.connect(self.open_notice)
        self.buttons(self.notice_button, self.add_button, self.local_button, self.clear_button, self.announce_button)

    def reload(self) -> None:
        """Read the year in sight."""
        with self.ctx.store.read() as session:
            known = years_known(session, self.ctx.today())
            self._line = year_line(session, self._year, self.ctx.calendar)
        shown = [year for year in known if year >= self.ctx.today().year - 3]
        announced = self.ctx.calendar.announced
        words = [(str(y), str(y) if y in announced else _("{year}, not announced").format(year=y)) for y in shown]
        self._replace_years(words)
        self.summary.setText(self._summary(self._line))
        self.summary.set_tone("" if self._line.announced else "amb")
        self.days.show_all(self._line.days)
        self._show_buttons()

    def show_year(self, year: int) -> None:
        """Show another year."""
        self._year = year
        self.reload()

    def edit_day(self, row: DayLine | None) -> DayForm | None:
        """Open the dialog on a day of the list, None adds one."""
        if self.ctx.read_only:
            return None
        form = DayForm(self.ctx, row, self._year, self)
        form.open_tall()
        return form

    def add_local(self) -> LocalHolidayForm | None:
        """Offer the holidays that only some counties have, for the year in sight."""
        if self.ctx.read_only:
            return None
        form = LocalHolidayForm(self.ctx, self._year, self)
        form.open_tall()
        return form

    def clear_day(self) -> ChangeEntry | None:
        """Take the county's rule on the current day back, after a look at what would move."""
        row = self.days.current_row()
        if row is None or not row.own or self.ctx.read_only:
            return None
        words = _("County rule for {day} taken back").format(day=day_text(row.day, year=True))
        change = CalendarChange(cleared=((row.day, str(Origin.COUNTY)),), words=words)
        return self._enter(N_("Take county rule back"), change)

    def announce(self) -> ChangeEntry | None:
        """Say that the year is announced, or take that back, after a look at what would move."""
        if self._line is None or self.ctx.read_only:
            return None
        if self._line.entered:
            words = _("Notice for {year} withdrawn").format(year=self._year)
            change = CalendarChange(withdrawn=(self._year,), words=words)
            return self._enter(N_("Withdraw holiday notice"), change)
        words = _("Notice for {year} entered").format(year=self._year)
        change = CalendarChange(announced={self._year: _("entered by the office")}, words=words)
        return self._enter(N_("Enter holiday notice"), change)

    def _enter(self, label: str, change: CalendarChange) -> ChangeEntry:
        """Enter a change; pressed twice, the later count is the one waited for."""
        if self.entry is not None:
            self.entry.counting.stop()
        self.entry = ChangeEntry(self.ctx, label, change, self)
        return self.entry

    def open_notice(self) -> NoticeDialog | None:
        """Paste or open the State Council's notice."""
        dialog = open_notice(self.ctx, self)
        if dialog is not None:
            dialog.entered.connect(self.show_year)
        return dialog

    def _replace_years(self, words: list[tuple[str, str]]) -> None:
        old = self.years
        self.years = Segmented(words)
        self.years.setAccessibleName(_("Year"))
        self.years.choose(str(self._year))
        self.years.chosen.connect(lambda year: self.show_year(int(year)))
        self._years.replaceWidget(old, self.years)
        old.hide()
        old.deleteLater()

    @staticmethod
    def _summary(line: YearLine) -> str:
        if not line.announced:
            return _(
                "The holidays of {year} are not announced yet. Shown are the statutory days; make-up days are not "
                "known, and every deadline that reaches here is marked as provisional."
            ).format(year=line.year)
        said = _("{year}: {workdays} working days, {off} days off named, {work} make-up days.")
        return said.format(year=line.year, workdays=line.workdays, off=line.off, work=line.work)

    def _show_buttons(self) -> None:
        row, line, may = self.days.current_row(), self._line, not self.ctx.read_only
        self.add_button.setEnabled(may)
        self.notice_button.setEnabled(may)
        self.local_button.setEnabled(may)
        self.clear_button.setEnabled(may and row is not None and row.own)
        self.announce_button.setVisible(line is not None and (line.entered or not line.announced))
        self.announce_button.setEnabled(may)
        entered = line is not None and line.entered
        self.announce_button.set_caption(_("Withdraw the notice") if entered else _("The notice is entered completely"))


class DayForm(ChangeForm):
    """One day: off or worked, its name, and whose rule it is."""

    def __init__(self, ctx: AppContext, row: DayLine | None, year: int, parent: QWidget) -> None:
        super().__init__(ctx, parent, _("Add day") if row is None else day_text(row.day, year=True), width=500)
        hint = ctx.today() if year == ctx.today().year else date(year, 1, 1)
        self.day = DayField(row.day if row is not None else None, hint)
        self.work = Segmented([("off", _("Day off")), ("work", _("Working day"))])
        self.work.choose("work" if row is not None and row.is_workday else "off")
        self.name = TextField(row.name if row is not None and row.own else "", placeholder=such_as("县庆放假"))
        self.origin = Segmented(
            [(Origin.COUNTY.value, _("County rule")), (Origin.STATE_COUNCIL.value, _("State Council"))]
        )
        if row is not None and row.origin is Origin.STATE_COUNCIL and not row.own:
            self.origin.choose(Origin.COUNTY.value)
        self.add(_("Date"), self.day)
        self.add(_("Off or worked"), self.work)
        self.add(_("Holiday or reason"), self.name)
        self.add(_("Whose rule"), self.origin)
        self.on_save(self._store)

    def _store(self) -> None:
        day = self.day.needed_day(_("Date"))
        require_day(day)
        name = clean_line(self.name.text(), _("Holiday or reason"), limit=60)
        entry = CalendarDay(day, is_workday=self.work.current() == "work", name=name, origin=self.origin.current())
        words = name or _("Calendar day {day}").format(day=day_text(day, year=True))
        change = CalendarChange(days=(entry,), words=words)
        self.enter(change)
