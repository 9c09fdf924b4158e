"""What the plots show, taken from the report that the paragraph and the tables are taken from: bars of Figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.i18n import _, day_text, month_short, month_text, ngettext
from core.issues import SATISFACTION_NAMES
from core.organisation import short_township
from core.reports import Issues, Report, Visits
from db.queries.coverage import CoverageRow
from desktop.reports.sections import Figure
from desktop.widgets.kinds import is_offered

_WEEKS_UP_TO: Final = 62
_AGES: Final = ((7, "0—7"), (15, "8—15"), (30, "16—30"), (60, "31—60"), (None, "60+"))


class Paint(StrEnum):
    """What a bar is painted as, where it is no kind of visit: tokens of the theme."""

    CALM = "acc"
    GOOD = "grn"
    FAIR = "amb_s"
    LATE = "red"
    NOTHING = "line3"


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a plot: its words, and its colour, a key of a kind or a Paint."""

    name: str
    colour: str
    is_kind: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: how high it is, and what it opens, a list or a township."""

    series: int
    value: int
    figure: Figure | None = None
    township_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name below; parts stand on each other.

    Attributes:
        limit: A mark across the bar, such as the interval of a township.
    """

    name: str
    parts: tuple[Part, ...]
    limit: int | None = None

    @property
    def total(self) -> int:
        """Return how high it is."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot and its twin as a table.

    Attributes:
        limit_name: What the marks across the bars are called.
        wide: It has many bars.
    """

    key: str
    title: str
    note: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    limit_name: str = ""
    wide: bool = False

    @property
    def parts(self) -> list[tuple[Bar, Part]]:
        """Return all pieces that open something, from the left and from below."""
        return [(bar, part) for bar in self.bars for part in bar.parts if part.value or part.township_id is not None]


def plots(report: Report, coverage: Sequence[CoverageRow]) -> tuple[Plot, ...]:
    """Return all plots of a report; *coverage* tells of today."""
    return (_visits(report), _ageing(report), _coverage(coverage), _satisfaction(report))


def part_words(plot: Plot, bar: Bar, part: Part) -> str:
    """Return what a piece says, to readers and to screen readers."""
    number = part.words or str(part.value)
    name = plot.series[part.series].name
    return f"{bar.name}　{name}　{number}" if len(plot.series) > 1 else f"{bar.name}　{number}"


def _visits(report: Report) -> Plot:
    used = {visit.kind for visit in report.visits}
    kinds = [kind for kind in report.kinds if is_offered(str(kind.key), used)]
    stretches = _stretches(report)
    by_week = (report.period.last - report.period.first).days <= _WEEKS_UP_TO
    bars = []
    for number, (first, last) in enumerate(stretches):
        name = day_text(first) if by_week else month_text(first)
        here = tuple(visit for visit in report.done if first <= visit.day <= last)
        parts = []
        for at, kind in enumerate(kinds):
            found: Visits = tuple(visit for visit in here if visit.kind == kind.key)
            title = f"{name}　{_(kind.name)}"
            parts.append(Part(at, len(found), Figure(f"plot-visits:{number}:{kind.key}", title, found)))
        bars.append(Bar(name if by_week else month_short(first), tuple(parts)))
    series = tuple(Series(_(kind.name), kind.colour, is_kind=True) for kind in kinds)
    title = _("Visits made, by kind and week") if by_week else _("Visits made, by kind and month")
    note = ngettext("{n} visit", "{n} visits", len(report.done)).format(n=len(report.done))
    return Plot("visits", title, note, series, tuple(bars))


def _stretches(report: Report) -> list[tuple[date, date]]:
    """Return the weeks of a short period, the months of a long one, cut at its ends."""
    first, last = report.period.first, report.period.last
    by_week = (last - first).days <= _WEEKS_UP_TO
    found = []
    while first <= last:
        if by_week:
            end = first + timedelta(6 - first.weekday())
        else:
            after = (first.replace(day=1) + timedelta(32)).replace(day=1)
            end = after - timedelta(1)
        found.append((first, min(end, last)))
        first = end + timedelta(1)
    return found


def _ageing(report: Report) -> Plot:
    late = {issue.id for issue in report.overdue}
    aged = [(issue, max((report.today - issue.raised_on).days, 0)) for issue in report.open]
    bars, low = [], -1
    for high, name in _AGES:
        here: Issues = tuple(issue for issue, age in aged if low < age and (high is None or age <= high))
        title = _("Open for {days} days").format(days=name) if high else _("Open for more than 60 days")
        groups = tuple(tuple(issue for issue in here if (issue.id in late) is overdue) for overdue in (False, True))
        parts = tuple(
            Part(at, len(found), Figure(f"plot-age:{name}:{at}", title, found, late=bool(at)))
            for at, found in enumerate(groups)
        )
        bars.append(Bar(_("{days} d").format(days=name) if high else _("over 60 d"), parts))
        low = high if high is not None else low
    series = (Series(_("In time"), Paint.CALM), Series(_("Overdue"), Paint.LATE))
    note = _("as of {today}; {n} open, {late} overdue").format(
        today=day_text(report.today), n=len(report.open), late=len(late)
    )
    return Plot("ageing", _("How long open issues have waited"), note, series, tuple(bars))


def _coverage(rows: Sequence[CoverageRow]) -> Plot:
    bars = []
    for row in rows:
        words = _("never") if row.days is None else ngettext("{n} day", "{n} days", row.days).format(n=row.days)
        late = row.is_past_limit
        height = row.limit if row.days is None else row.days
        part = Part(int(late), height, township_id=row.township_id, words=words)
        bars.append(Bar(short_township(row.township), (part,), row.limit))
    series = (Series(_("Within the interval"), Paint.CALM), Series(_("Past the interval"), Paint.LATE))
    past = sum(row.is_past_limit for row in rows)
    note = ngettext("{n} township past its interval", "{n} townships past their interval", past).format(n=past)
    return Plot("coverage", _("Days since the last visit"), note, series, tuple(bars), _("Interval"), wide=True)


def _satisfaction(report: Report) -> Plot:
    colours = (Paint.GOOD, Paint.FAIR, Paint.LATE)
    bars: list[Bar] = []
    for said, words in SATISFACTION_NAMES.items():
        found = report.said(said)
        figure = Figure(f"said:{said}:0", _(words), found)
        bars.append(Bar(_(words), (Part(len(bars), len(found), figure),)))
    unasked = _("Not called back yet")
    found = report.said(None)
    bars.append(Bar(unasked, (Part(len(bars), len(found), Figure("said:None:0", unasked, found)),)))
    series = tuple(Series(bar.name, colour) for bar, colour in zip(bars, (*colours, Paint.NOTHING), strict=True))
    note = ngettext("{n} issue closed", "{n} issues closed", len(report.closed)).format(n=len(report.closed))
    return Plot("satisfaction", _("Satisfaction with what was closed"), note, series, tuple(bars), wide=True)
