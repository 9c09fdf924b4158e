"""What is typed into the cells of the fast entry page: deadlines in days or dates, phones, addresses.

Full-width characters are read like plain ones; nothing typed is ever thrown away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.deadlines import LONGEST_LIMIT, Roll, Unit, due_date
from core.i18n import _, day_text

_DAYS: Final = re.compile(r"(\d{1,5})\s*(个工作日|工作日|自然日|个自然日|天|日|d|wd)?", re.IGNORECASE)
_MONTH_DAY: Final = re.compile(r"(?:(\d{4})\s*[-./年])?\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_WORDS: Final = {"今天": 0, "当天": 0, "明天": 1, "后天": 2, "today": 0, "tomorrow": 1}
_MONTH_END: Final = {"月底", "本月底", "月末"}
_HALF_A_YEAR: Final = 183


@dataclass(frozen=True, slots=True)
class Limit:
    """A deadline as it was understood.

    Attributes:
        due: The date it leads to; None where nothing was typed, or it was not understood.
        amount: Days typed; None where a date was typed.
        unit: `working` or `natural`, with *amount*.
        problem: Why it cannot be used, a whole sentence; empty where it can.
    """

    due: date | None = None
    amount: int | None = None
    unit: str | None = None
    problem: str = ""

    @property
    def is_stated(self) -> bool:
        """Whether a date was typed."""
        return self.due is not None and self.amount is None


def plain(text: str) -> str:
    """Return *text* with full-width letters, digits and blanks as plain ones, trimmed."""
    return unicodedata.normalize("NFKC", text).strip()


def limit_of(
    text: str, start: date, calendar: WorkCalendar, *, unit: str, roll: str, around: date | None = None
) -> Limit:
    """Return what a deadline cell says: `10`, `10天`, `15 自然日`, `12-4`, `12月4日`, `2026-12-04`, `月底`.

    Args:
        text: As typed.
        start: The day the issue was raised; days are counted from it, and a date may not lie before it.
        calendar: For counting working days.
        unit: How bare days are counted.
        roll: The office's roll policy for counted days.
        around: A date without its year is the one nearest to this day; by default *start*.
    """
    typed, near = plain(text), around or start
    if not typed:
        return Limit()
    if typed.casefold() in _WORDS:
        return _stated(near + timedelta(_WORDS[typed.casefold()]), start)
    if typed in _MONTH_END:
        return _stated(_month_end(start), start)
    if found := _DAYS.fullmatch(typed):
        return _counted(int(found[1]), _unit_of(found[2] or "", unit), start, calendar, roll)
    if found := _MONTH_DAY.fullmatch(typed):
        return _dated(found[1], int(found[2]), int(found[3]), start, near)
    return Limit(problem=_("“{text}” is no deadline. Type days such as 10, or a date such as 12-4.").format(text=typed))


def phone_text(text: str) -> str:
    """Return a phone as it is kept: full-width signs as plain ones, otherwise as typed."""
    return plain(text)


def phone_shown(text: str) -> str:
    """Return 138 0000 2204 for a mobile number typed without gaps; anything else as it is."""
    return f"{text[:3]} {text[3:7]} {text[7:]}" if re.fullmatch(r"1\d{10}", text) else text


def phone_hint(text: str) -> str:
    """Return what looks wrong about a phone, or nothing; it is kept all the same."""
    typed = plain(text)
    digits = re.sub(r"\D", "", typed)
    if typed and not digits:
        return _("A phone number usually has digits. It is kept as typed.")
    bare = re.sub(r"[\s\-]", "", typed)
    if bare.isdigit() and bare.startswith("1") and len(bare) in {10, 12}:
        return _("A mobile number has 11 digits, this one has {n}. It is kept as typed.").format(n=len(bare))
    return ""


def village_in(address: str, villages: Iterable[tuple[int, str]]) -> int | None:
    """Return the village that an address begins with: 岭背村三组 lies in 岭背村, 岭背三组 too."""
    typed = plain(address)
    best: tuple[int, int] | None = None
    for id, name in villages:
        for spelling in (name, name.removesuffix("村").removesuffix("社区")):
            if len(spelling) > 1 and typed.startswith(spelling) and (best is None or len(spelling) > best[0]):
                best = (len(spelling), id)
    return best[1] if best else None


def _unit_of(word: str, unit: str) -> str:
    if "工作" in word or word.lower() == "wd":
        return "working"
    return "natural" if "自然" in word else unit


def _counted(amount: int, unit: str, start: date, calendar: WorkCalendar, roll: str) -> Limit:
    if not 1 <= amount <= LONGEST_LIMIT:
        sentence = _("{n} days cannot be a deadline. Type a number from 1 to {longest}, or a date such as 12-4.")
        return Limit(problem=sentence.format(n=amount, longest=LONGEST_LIMIT))
    return Limit(due_date(start, amount, Unit(unit), calendar, Roll(roll)).due, amount, unit)


def _dated(year: str | None, month: int, day: int, start: date, near: date) -> Limit:
    try:
        found = date(int(year) if year else near.year, month, day)
        if year is None and abs((near - found).days) > _HALF_A_YEAR:
            found = found.replace(year=near.year + (1 if found < near else -1))
    except ValueError:
        return Limit(problem=_("{month}-{day} is no day of the calendar.").format(month=month, day=day))
    return _stated(found, start)


def _stated(day: date, start: date) -> Limit:
    if day < start:
        sentence = _("{due} lies before {raised}, when the issue was raised.")
        return Limit(problem=sentence.format(due=day_text(day, year=True), raised=day_text(start, year=True)))
    if (day - start).days > LONGEST_LIMIT:
        sentence = _("{due} cannot be a deadline: it lies more than {longest} days ahead.")
        return Limit(problem=sentence.format(due=day_text(day, year=True), longest=LONGEST_LIMIT))
    return Limit(day)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
