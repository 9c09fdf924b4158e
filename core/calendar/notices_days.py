"""One line of a holiday notice read into days: every word of it must be understood, or it is refused.

The grammar is that of the notices since 2008: 1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from core.calendar import notices_errors as errors
from core.calendar.lunar import lunar_day_name, lunar_full, lunar_month_name, lunar_of
from core.calendar.notices_words import NoticeLine, shown
from core.i18n import day_text, weekday_long

_DATE: Final = re.compile(r"(?:(\d{4})年)?(?:(\d{1,3})月)?(\d{1,3})日(?:\(([^()]{1,40})\))?")
_TO: Final = re.compile(r"[至到~\-—–―－]{1,2}")
_SIDE: Final = re.compile(r"[、,和及]")
_OFF: Final = re.compile(r"放假调休|调休放假|放假|休息")
_LIEU: Final = re.compile(r"补休|调休")
_WORK: Final = re.compile(r"(?:照常|正常|调休)?(?:上班|工作)")
_COUNT: Final = re.compile(r"(?:共|共计)?(\d{1,3})天")
_WEEKEND: Final = re.compile(r"与周末(?:连休|相连)")
_NO_SHIFT: Final = re.compile(r"不调休")
_WORDS: Final = re.compile("放假|上班|补休|调休|连休|休息")
_ADVICE: Final = ("鼓励",)
"""A sentence that begins so gives advice, no days off."""
_WEEKDAY: Final = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_LUNAR: Final = re.compile(
    "(?:农历)?(闰?[正一二三四五六七八九十冬腊]{1,2}月)?"
    "(初[一二三四五六七八九十]|[十廿卅二三][一二三四五六七八九十]{1,2}|三十|除夕)"
)
_LONGEST: Final = 31


@dataclass(frozen=True, slots=True)
class Said:
    """One day that a phrase of the notice names."""

    day: date
    is_workday: bool
    phrase: str


@dataclass(slots=True)
class _Sentence:
    """A sentence while it is being read."""

    text: str
    year: int
    names: tuple[str, ...]
    place: int = 0
    month: int | None = None
    spelt_year: int | None = None
    said: list[Said] = field(default_factory=list)
    group: list[date] = field(default_factory=list)  # what 共N天 and 与周末连休 speak of

    @property
    def phrase(self) -> str:
        return shown(self.text)

    @property
    def rest(self) -> str:
        return shown(self.text[self.place : self.place + 12])

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Step over *pattern* where it stands here."""
        found = pattern.match(self.text, self.place)
        if found is not None:
            self.place = found.end()
        return found

    def unclear(self) -> errors.NoticeUnclear:
        return errors.NoticeUnclear(phrase=self.phrase, rest=self.rest or shown(self.text[-6:]))


def days_of(line: NoticeLine, year: int) -> list[Said]:
    """Return the days that a line of the notice for *year* names, in its order.

    Raises:
        UserError: a `Notice...` error with the phrase that cannot be right.
    """
    said: list[Said] = []
    for text in line.sentences:
        if text.startswith(_ADVICE):
            continue
        if not (_DATE.search(text) or _WORDS.search(text)):
            if any(sign.isdigit() for sign in text):
                raise errors.NoticeUnclear(phrase=shown(text), rest=shown(text[:12]))
            continue
        said += _read(_Sentence(text, year, line.names))
    return said


def _read(sentence: _Sentence) -> list[Said]:
    """Read `dates verb, qualifiers, dates verb ...` to the end of the sentence."""
    while sentence.place < len(sentence.text):
        days = _dates(sentence)
        if sentence.take(_OFF):
            sentence.group = days
            _add(sentence, days, is_workday=False)
        elif sentence.take(_WORK):
            _add(sentence, days, is_workday=True)
        elif sentence.take(_LIEU):
            sentence.group = [*sentence.group, *days]
            _add(sentence, days, is_workday=False)
        else:
            raise sentence.unclear()
        _qualifiers(sentence)
    return sentence.said


def _dates(sentence: _Sentence) -> list[date]:
    """Read 1月28日（周六）、29日（周日）, or a span."""
    days = _span(sentence)
    while True:
        place = sentence.place
        if not sentence.take(_SIDE) or not _DATE.match(sentence.text, sentence.place):
            sentence.place = place
            return days
        days += _span(sentence)


def _span(sentence: _Sentence) -> list[date]:
    began = sentence.place
    first = _date(sentence, after=None)
    if not sentence.take(_TO):
        return [first]
    last = _date(sentence, after=first)
    if last < first or (last - first).days >= _LONGEST:
        raise errors.NoticeBackwards(phrase=shown(sentence.text[began : sentence.place]))
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _date(sentence: _Sentence, *, after: date | None) -> date:
    """Read one date; month and year hold on from the date before."""
    found = sentence.take(_DATE)
    if found is None:
        raise sentence.unclear()
    month = int(found[2]) if found[2] else sentence.month
    if month is None:
        sentence.place = found.start()
        raise sentence.unclear()
    written = shown(found.group())
    year = _year(sentence, found[1], month, after=after, written=written)
    try:
        day = date(year, month, int(found[3]))
    except ValueError:
        bare = shown(f"{found[1] + '年' if found[1] else ''}{month}月{found[3]}日")
        raise errors.NoticeImpossibleDate(phrase=sentence.phrase, date=bare) from None
    sentence.month = month
    for part in re.split("[、,]", found[4] or ""):
        if part:
            _require_remark(sentence, day, part)
    return day


def _year(sentence: _Sentence, spelt: str | None, month: int, *, after: date | None, written: str) -> int:
    """Return the date's year: this one, or the December before that New Year reaches into."""
    reaches_back = "New Year's Day" in sentence.names and month == 12
    if spelt is not None:
        sentence.spelt_year = int(spelt)
        if int(spelt) == sentence.year or (reaches_back and int(spelt) == sentence.year - 1):
            return int(spelt)
        raise errors.NoticeWrongYear(phrase=sentence.phrase, date=written, year=sentence.year)
    if after is not None and after.month == 12 and month == 1:
        return after.year + 1
    return sentence.year - 1 if reaches_back else sentence.year


def _require_remark(sentence: _Sentence, day: date, remark: str) -> None:
    """Compare the bracket behind a date with the calendar."""
    weekday = _WEEKDAY.fullmatch(remark)
    if weekday is not None:
        if "一二三四五六日".index(weekday[1].replace("天", "日")) != day.weekday():
            facts = {"date": day_text(day, year=True), "weekday": weekday_long(day), "said": remark}
            raise errors.NoticeWrongWeekday(phrase=sentence.phrase, **facts)
        return
    lunar = _LUNAR.fullmatch(remark)
    if lunar is not None:
        if not _is_lunar(day, lunar[1], lunar[2]):
            facts = {"date": day_text(day, year=True), "lunar": lunar_full(day), "said": remark}
            raise errors.NoticeWrongLunarDay(phrase=sentence.phrase, **facts)
        return
    if any(sign.isdigit() for sign in remark) or _WEEKDAY.search(remark) or _WORDS.search(remark):
        raise errors.NoticeUnclear(phrase=sentence.phrase, rest=remark)


def _is_lunar(day: date, month: str | None, name: str) -> bool:
    lunar = lunar_of(day)
    if lunar is None:
        return False
    if name == "除夕":
        tomorrow = lunar_of(day + timedelta(1))
        return tomorrow is not None and (tomorrow.month, tomorrow.day) == (1, 1)
    other = {1: "一月", 11: "十一月", 12: "十二月"}.get(lunar.month)
    known = {lunar_month_name(lunar.month, is_leap=lunar.is_leap), other}
    spelt = {lunar_day_name(lunar.day), lunar_day_name(lunar.day).replace("廿", "二十")}
    return (month is None or month in known) and name in spelt


def _add(sentence: _Sentence, days: list[date], *, is_workday: bool) -> None:
    for day in days:
        if is_workday and day.weekday() < 5:
            facts = {"date": day_text(day, year=True), "weekday": weekday_long(day)}
            raise errors.NoticeNotAWeekend(phrase=sentence.phrase, **facts)
        sentence.said.append(Said(day, is_workday, sentence.phrase))


def _qualifiers(sentence: _Sentence) -> None:
    """Read 共3天, 与周末连休, 不调休, and the comma before further dates."""
    while sentence.place < len(sentence.text):
        comma = sentence.take(_SIDE)
        if sentence.take(_NO_SHIFT):
            continue
        if sentence.take(_WEEKEND):
            _require_weekend(sentence)
        elif (count := sentence.take(_COUNT)) is not None:
            _require_count(sentence, int(count[1]))
        elif comma and _DATE.match(sentence.text, sentence.place):
            return
        else:
            raise sentence.unclear()


def _require_weekend(sentence: _Sentence) -> None:
    touching = any(_beside_weekend(day) for day in sentence.group)
    if not touching:
        day = sentence.group[0] if sentence.group else None
        if day is None:
            raise sentence.unclear()
        facts = {"date": day_text(day, year=True), "weekday": weekday_long(day)}
        raise errors.NoticeNoWeekend(phrase=sentence.phrase, **facts)
    days = set(sentence.group)
    for step in (timedelta(-1), timedelta(1)):
        for start in sentence.group:
            day = start + step
            while day.weekday() >= 5:
                days.add(day)
                day += step
    sentence.group = sorted(days)


def _beside_weekend(day: date) -> bool:
    return day.weekday() in {0, 4, 5, 6}


def _require_count(sentence: _Sentence, said: int) -> None:
    if said != len(sentence.group):
        raise errors.NoticeWrongCount(phrase=sentence.phrase, said=said, counted=len(sentence.group))
