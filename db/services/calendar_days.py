"""The county's own days off and working days, and State Council notices that the office enters itself."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from core.calendar.workdays import Origin
from core.errors import DayOutOfRange, NumberOutOfRange
from core.i18n import _, day_text
from core.text import clean_line
from db.models import AnnouncedYear, CalendarDayRow
from db.services.directory import found

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2100


def set_day(session: Session, day: date, *, is_workday: bool, name: str, origin: str = Origin.COUNTY) -> None:
    """Say that *day* is off or worked; the county's word wins over the State Council's.

    Raises:
        DayOutOfRange: no office plans for that day.
        TooLong: the name is longer than 60 characters.
    """
    require_day(day)
    cleaned = clean_line(name, _("Holiday or reason"), limit=60)
    row = session.get(CalendarDayRow, (day, str(origin)))
    if row is None:
        row = CalendarDayRow(day=day, origin=str(origin))
        session.add(row)
    row.is_workday, row.name = is_workday, cleaned


def require_day(day: date) -> None:
    """Refuse a day that no office plans for.

    Raises:
        DayOutOfRange: it is before 1950 or after 2100.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayOutOfRange(day=day_text(day, year=True))


def clear_day(session: Session, day: date, *, origin: str = Origin.COUNTY) -> None:
    """Take the county's word on a day back.

    Raises:
        Vanished: there is none any more.
    """
    session.delete(found(session, CalendarDayRow, (day, str(origin))))


def announce_year(session: Session, year: int, *, source: str) -> None:
    """Say that the days entered for *year* are the State Council's notice, complete.

    Raises:
        NumberOutOfRange: no office plans for that year.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NumberOutOfRange(field=_("Year"), low=FIRST_YEAR, high=LAST_YEAR)
    row = session.get(AnnouncedYear, year)
    if row is None:
        row = AnnouncedYear(year=year)
        session.add(row)
    row.source = clean_line(source, _("Source"), limit=200)


def withdraw_year(session: Session, year: int) -> None:
    """Take back that a year is announced; its days stay.

    Raises:
        Vanished: it was not entered here.
    """
    session.delete(found(session, AnnouncedYear, year))
