"""Numbered papers that go to units (催办函, 督办单, 交办单, 反馈表): their numbers, and how sharp each is.

A further kind is a line in SIGNS, a template in resources/forms and its words in core.documents.papers.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.chain import NoticeLevel, PaperKind
from core.settings import OfficeSettings

SIGNS: Final = {
    PaperKind.ASSIGNMENT_SLIP: "交",
    PaperKind.SUPERVISION_NOTICE: "督",
    PaperKind.CHASE_LETTER: "催",
    PaperKind.AGENCY_WORKBOOK: "表",
}
"""The character of each kind in a number, after the county's own: 云督〔2026〕3号."""

COPY_FROM: Final = 3
"""From the third chase on the leader in charge is proposed for a copy."""

ANSWER_WITHIN: Final = 5
"""Working days that a paper leaves for an answer unless somebody says otherwise."""

_LEVELS: Final = tuple(NoticeLevel)


def series_of(kind: PaperKind) -> str:
    """Return under which name the numbers of *kind* are counted."""
    return f"paper:{kind.value}"


def paper_number(settings: OfficeSettings, kind: PaperKind, year: int, serial: int) -> str:
    """Return 云督〔2026〕3号: the county's character and the kind's, six-sided brackets, no leading zeros."""
    return f"{number_stem(settings, kind)}〔{year}〕{serial}号"


def number_stem(settings: OfficeSettings, kind: PaperKind) -> str:
    """Return the characters before the year, such as 云督; the kind's alone while the county has no name."""
    return (settings.number_prefix or settings.county).strip()[:1] + SIGNS[kind]


def blank_number(settings: OfficeSettings, kind: PaperKind, year: int) -> str:
    """Return the number as a draft shows it: 云督〔2026〕　号."""
    return f"{number_stem(settings, kind)}〔{year}〕\u3000号"


def sharper(now: NoticeLevel, wanted: NoticeLevel) -> NoticeLevel:
    """Return the sharper of two levels: what was written once is never taken back by writing mildly."""
    return max(now, wanted, key=_LEVELS.index)


def answer_day(issued_on: date, calendar: WorkCalendar, *, within: int = ANSWER_WITHIN) -> date:
    """Return the day that a paper of *issued_on* asks an answer by."""
    return calendar.add_workdays(issued_on, within)
