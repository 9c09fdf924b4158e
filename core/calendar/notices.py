"""The State Council's yearly holiday notice (国务院办公厅关于部分节假日安排的通知), read into the year's table of days.

Tolerant of how a text was copied, strict about what it says: whatever does not agree with itself or with the
calendar is refused with the phrase it stands in. A make-up day that seems to be lacking is a doubt, not an error:
only a new decree on the number of holidays could explain it, and the office decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.calendar import notices_errors as errors
from core.calendar.lunar import solar_of, solar_term_day
from core.calendar.notices_days import Said, days_of
from core.calendar.notices_words import EXAMPLE_TITLE, NoticeLine, lines_of, number_of, plain_text, year_of
from core.calendar.workdays import CalendarDay, Origin
from core.i18n import _, day_text, listed

YEARS: Final = range(2008, 2101)
"""The pattern began with 2008; the lunar table ends with 2100."""
FARTHEST_MAKE_UP: Final = 14
"""Days; the farthest since 2004 was 11 (2026-09-20 for National Day)."""
SEVEN: Final = (
    "New Year's Day",
    "Spring Festival",
    "Tomb-sweeping Day",
    "Labour Day",
    "Dragon Boat Festival",
    "Mid-autumn Festival",
    "National Day",
)
_SINCE_2025: Final = {"Spring Festival": 4, "Labour Day": 2, "National Day": 3}
_BEFORE: Final = {"Spring Festival": 3, "National Day": 3}


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day of the table, and the words it came from."""

    entry: CalendarDay
    phrase: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at: the days off and make-up days of a line do not balance."""

    phrase: str
    taken: int
    by_law: int
    found: int

    @property
    def over(self) -> int:
        """Return how many make-up days are lacking; below 0, too many."""
        return self.taken - self.by_law - self.found

    def text(self) -> str:
        """Return the doubt as a sentence."""
        return _(
            "“{phrase}”: {taken} weekdays off where the law gives {by_law}, and {found} make-up days. These do not "
            "balance: compare with the printed notice."
        ).format(phrase=self.phrase, taken=self.taken, by_law=self.by_law, found=self.found)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as read.

    Attributes:
        year: The year it announces.
        number: 国办发明电〔2025〕7号, empty where it was not copied.
        days: In order; New Year may begin in the December before.
    """

    year: int
    number: str
    days: tuple[NoticeDay, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def title(self) -> str:
        """Return the notice's own title."""
        return EXAMPLE_TITLE.replace("2026", str(self.year))

    @property
    def source(self) -> str:
        """Return title and number, as stored beside the year."""
        return f"{self.title}（{self.number}）" if self.number else self.title

    @property
    def entries(self) -> tuple[CalendarDay, ...]:
        """Return the days as the calendar takes them."""
        return tuple(each.entry for each in self.days)

    @property
    def off(self) -> int:
        """Return how many days off it names."""
        return sum(not each.entry.is_workday for each in self.days)

    @property
    def work(self) -> int:
        """Return how many make-up days it names."""
        return sum(each.entry.is_workday for each in self.days)


def read_notice(text: str, *, year: int | None = None) -> Notice:
    """Return the days that the notice in *text* names.

    Args:
        text: As copied; blanks, full-width digits and remains of a web page do no harm.
        year: The year wanted; needed only where title and preamble were not copied.

    Raises:
        UserError: a `Notice...` error that names the phrase and says what to do.
    """
    plain = plain_text(text)
    found = year_of(plain)
    if found is not None and year is not None and found != year:
        raise errors.NoticeOtherYear(found=found, wanted=year)
    lines = lines_of(plain)
    this = found if found is not None else year
    if this is None:
        raise errors.NoticeYearUnknown(example=EXAMPLE_TITLE)
    if this not in YEARS:
        raise errors.NoticeYearOutOfRange(year=this, first=YEARS.start, last=YEARS.stop - 1)
    _require_all_seven(lines)
    days: dict[date, NoticeDay] = {}
    balances = []
    for line in lines:
        said = days_of(line, this)
        _require_sense(line, said, this)
        for each in said:
            _take(days, each, line, this)
        balances.append(_balance_of(line, said, this))
    table = tuple(days[day] for day in sorted(days))
    return Notice(this, number_of(plain), table, _doubts_among(balances))


def festival_day(name: str, year: int) -> date:
    """Return the day that a holiday is about: 1 January, the lunar 15th of the eighth month."""
    days = {
        "New Year's Day": date(year, 1, 1),
        "Spring Festival": solar_of(year, 1, 1),
        "Tomb-sweeping Day": solar_term_day(year, 6),
        "Labour Day": date(year, 5, 1),
        "Dragon Boat Festival": solar_of(year, 5, 5),
        "Mid-autumn Festival": solar_of(year, 8, 15),
        "National Day": date(year, 10, 1),
    }
    day = days[name]
    if day is None:  # outside the lunar table
        raise errors.NoticeYearOutOfRange(year=year, first=YEARS.start, last=YEARS.stop - 1)
    return day


def _require_all_seven(lines: list[NoticeLine]) -> None:
    before: dict[str, str] = {}
    for line in lines:
        for name in line.names:
            if name in before:
                raise errors.NoticeHolidayTwice(phrase=line.phrase, holiday=_(name), before=before[name])
            before[name] = line.phrase
    missing = [_(name) for name in SEVEN if name not in before]
    if missing:
        raise errors.NoticeHolidayMissing(holidays=listed(missing))


def _require_sense(line: NoticeLine, said: list[Said], year: int) -> None:
    """Refuse a line without its own festival, or with a make-up day in another season."""
    off = {each.day for each in said if not each.is_workday}
    for name in line.names:
        day = festival_day(name, year)
        if day not in off:
            facts = {"holiday": _(name), "date": day_text(day, year=True)}
            raise errors.NoticeMissesItsDay(phrase=line.phrase, **facts)
    for each in said:
        away = 0 if not each.is_workday else min(abs((each.day - day).days) for day in off)
        if away > FARTHEST_MAKE_UP:
            raise errors.NoticeFarMakeUp(phrase=each.phrase, date=day_text(each.day, year=True), days=away)


def _take(days: dict[date, NoticeDay], said: Said, line: NoticeLine, year: int) -> None:
    before = days.get(said.day)
    if before is not None:
        facts = {"date": day_text(said.day, year=True), "before": before.phrase}
        raise errors.NoticeSaysTwice(phrase=said.phrase, **facts)
    name = _name_of(said, line, year)
    entry = CalendarDay(said.day, is_workday=said.is_workday, name=name, origin=Origin.STATE_COUNCIL)
    days[said.day] = NoticeDay(entry, said.phrase)


def _name_of(said: Said, line: NoticeLine, year: int) -> str:
    """Return the holiday a day counts to; of two taken together, each has its own day and the longer the rest."""
    if not said.is_workday:
        own = next((name for name in line.names if festival_day(name, year) == said.day), None)
        if own is not None:
            return own
    by_law = _by_law(year)
    return max(line.names, key=lambda name: by_law.get(name, 1))


def _by_law(year: int) -> Mapping[str, int]:
    """Return the statutory days of the holidays that have more than one (全国年节及纪念日放假办法)."""
    return _SINCE_2025 if year >= 2025 else _BEFORE


def _balance_of(line: NoticeLine, said: list[Said], year: int) -> Doubt:
    """Return the weekdays off of a line, those of them by law, and its make-up days."""
    by_law = sum(_by_law(year).get(name, 1) for name in line.names)
    taken = sum(not each.is_workday and each.day.weekday() < 5 for each in said)
    return Doubt(line.phrase, taken, by_law, sum(each.is_workday for each in said))


def _doubts_among(balances: list[Doubt]) -> tuple[Doubt, ...]:
    """Return the lines that do not balance, unless the year as a whole does (2015 made up in another line)."""
    if sum(each.over for each in balances) == 0:
        return ()
    return tuple(each for each in balances if each.over)
