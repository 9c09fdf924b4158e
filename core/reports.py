"""A period in figures: each figure is the list of the records behind it, so that it can be opened and checked.

A further figure is one property of Report. Leaders are never counted against each other here.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from statistics import median

from core.counts import villages_text
from core.i18n import N_, _, day_text, is_chinese, listed, month_text, ngettext
from core.issues import OPEN, SETTLED, IssueState, Satisfaction
from core.village_coverage import CoverageTotal, VillageCoverageRow, coverage_totals
from core.visits import PLANNED, VisitState


class Span(StrEnum):
    """How long a reporting period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FREE = "free"


SPAN_NAMES = {Span.MONTH: N_("Month"), Span.QUARTER: N_("Quarter"), Span.YEAR: N_("Year"), Span.FREE: N_("Free")}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both included."""

    span: Span
    first: date
    last: date

    def moved(self, steps: int) -> Period:
        """Return the period *steps* later; a free one moves by its own length."""
        if self.span is Span.FREE:
            days = timedelta(((self.last - self.first).days + 1) * steps)
            return Period(self.span, self.first + days, self.last + days)
        months = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}[self.span] * steps
        number = self.first.year * 12 + self.first.month - 1 + months
        return period_of(self.span, date(number // 12, number % 12 + 1, 1))

    def text(self) -> str:
        """Return 2026年11月, 2026年第四季度, 2026年, or the two days."""
        match self.span:
            case Span.MONTH:
                return month_text(self.first)
            case Span.QUARTER:
                number = (self.first.month - 1) // 3
                name = "一二三四"[number] if is_chinese() else str(number + 1)
                return _("Quarter {number} of {year}").format(year=self.first.year, number=name)
            case Span.YEAR:
                return _("Year {year}").format(year=self.first.year)
            case _:
                same = self.first.year == self.last.year
                return f"{day_text(self.first, year=True)}—{day_text(self.last, year=not same)}"


def period_of(span: Span, day: date) -> Period:
    """Return the month, quarter or year that *day* lies in; a free one is that day's month."""
    if span is Span.YEAR:
        return Period(span, date(day.year, 1, 1), date(day.year, 12, 31))
    if span is Span.QUARTER:
        start = (day.month - 1) // 3 * 3 + 1
        return Period(span, date(day.year, start, 1), date(day.year, start + 2, monthrange(day.year, start + 2)[1]))
    return Period(span, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


@dataclass(frozen=True, slots=True)
class ReportVisit:
    """A visit as reports need it.

    Attributes:
        issues: How many were raised there.
        result: Anything else came of it: words for the report, notes, marks, households, people reached by a talk.
        cut_short: It took place and ended early.
        same_day: Issues raised there and settled before the day was over (马上就办).
        unannounced: While it is still planned, nobody outside the office hears of it.
    """

    id: int
    day: date
    kind: str
    leader: str
    township_id: int
    state: VisitState
    issues: int
    result: bool
    cut_short: bool = False
    same_day: int = 0
    unannounced: bool = False


@dataclass(frozen=True, slots=True)
class ReportCall:
    """A call on a household, without whose it is; `relief` says whether anything was given."""

    id: int
    day: date
    village_id: int
    visit_id: int | None
    relief: bool
    cash_yuan: int


@dataclass(frozen=True, slots=True)
class ReportIssue:
    """An issue as reports need it."""

    id: int
    title: str
    raised_on: date
    township_id: int
    category: str
    agency_id: int | None
    state: IssueState
    due: date | None
    closed_on: date | None
    satisfaction: Satisfaction | None

    @property
    def is_open(self) -> bool:
        """Whether a clock runs."""
        return self.state in OPEN

    @property
    def settled_on(self) -> date | None:
        """The day it was settled; what was answered on site was settled when it was raised."""
        if self.state not in SETTLED:
            return None
        return self.closed_on or (self.raised_on if self.state is IssueState.ANSWERED_ON_SITE else None)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that figures are given for: a kind, township, category or agency."""

    key: object
    name: str
    seal: str = ""
    colour: str = ""


Visits = tuple[ReportVisit, ...]
Issues = tuple[ReportIssue, ...]
Villages = tuple[VillageCoverageRow, ...]


@dataclass(frozen=True)
class Report:
    """All records that a period's figures count, on *today*.

    Attributes:
        visits: Visits of the period, called off ones too.
        issues: Issues raised or settled in the period, and all that are open today.
        calls: Households called on in the period.
        villages: All villages, with what happened there in the period.
        least_calls: Households that the office wants called on in each village.
    """

    period: Period
    today: date
    visits: Visits
    issues: Issues
    kinds: tuple[Named, ...] = ()
    townships: tuple[Named, ...] = ()
    categories: tuple[Named, ...] = ()
    agencies: tuple[Named, ...] = ()
    calls: tuple[ReportCall, ...] = ()
    villages: Villages = ()
    least_calls: int = 0

    @cached_property
    def shared(self) -> Report:
        """The report as it leaves the office: without the unannounced visits that are still to come."""
        told = tuple(v for v in self.visits if not (v.unannounced and v.state in PLANNED))
        return replace(self, visits=told)

    @cached_property
    def planned(self) -> Visits:
        """Visits of the period that still have to happen."""
        return tuple(v for v in self.visits if v.state in PLANNED)

    @cached_property
    def done(self) -> Visits:
        """Visits that took place."""
        return tuple(v for v in self.visits if v.state is VisitState.DONE)

    @cached_property
    def cancelled(self) -> Visits:
        """Visits called off or missed."""
        return tuple(v for v in self.visits if v.state in {VisitState.CANCELLED, VisitState.MISSED})

    @cached_property
    def missed(self) -> Visits:
        """Visits that were to take place and did not."""
        return tuple(v for v in self.visits if v.state is VisitState.MISSED)

    @cached_property
    def cut_short(self) -> Visits:
        """Visits that took place and ended early."""
        return tuple(v for v in self.done if v.cut_short)

    @cached_property
    def fruitless(self) -> Visits:
        """Visits that took place and left neither an issue nor anything else."""
        return tuple(v for v in self.done if not v.issues and not v.result)

    @cached_property
    def reached(self) -> tuple[Named, ...]:
        """Townships that a visit of the period went to."""
        ids = {v.township_id for v in self.done}
        return tuple(t for t in self.townships if t.key in ids)

    @cached_property
    def raised(self) -> Issues:
        """Issues raised in the period."""
        return tuple(i for i in self.issues if self.holds(i.raised_on))

    @cached_property
    def answered(self) -> Issues:
        """Issues raised in the period and answered on the spot."""
        return tuple(i for i in self.raised if i.state is IssueState.ANSWERED_ON_SITE)

    @cached_property
    def same_day(self) -> Issues:
        """Issues raised in the period and settled the same day, on the spot or later (马上就办)."""
        return tuple(i for i in self.raised if i.settled_on == i.raised_on)

    @property
    def same_day_share(self) -> float | None:
        """Share of the issues raised in the period that were settled the same day, 0 to 1."""
        return len(self.same_day) / len(self.raised) if self.raised else None

    @cached_property
    def villages_reached(self) -> Villages:
        """Villages that a visit went to, or in which a household was called on."""
        return tuple(v for v in self.villages if v.reached)

    @cached_property
    def villages_below(self) -> Villages:
        """Villages in which fewer households were called on than the office wants."""
        return tuple(v for v in self.villages if v.is_below(self.least_calls))

    @property
    def village_totals(self) -> list[CoverageTotal]:
        """The villages added up, a line per township and the county's last."""
        return coverage_totals(self.villages, self.least_calls)

    @cached_property
    def closed(self) -> Issues:
        """Issues closed in the period, those answered on the spot left out."""
        return tuple(
            i
            for i in self.issues
            if i.state is not IssueState.ANSWERED_ON_SITE and i.settled_on is not None and self.holds(i.settled_on)
        )

    @cached_property
    def open(self) -> Issues:
        """Issues open today, whenever they were raised."""
        return tuple(i for i in self.issues if i.is_open)

    @cached_property
    def overdue(self) -> Issues:
        """Issues open today and past their date."""
        return tuple(i for i in self.open if i.due is not None and i.due < self.today)

    @property
    def days_to_close(self) -> float | None:
        """Median of the natural days from raising to closing, of what was closed in the period."""
        days = [(i.settled_on - i.raised_on).days for i in self.closed if i.settled_on is not None]
        return median(days) if days else None

    def said(self, satisfaction: Satisfaction | None) -> Issues:
        """Return what was closed in the period and judged so; None: nobody has asked yet."""
        return tuple(i for i in self.closed if i.satisfaction is satisfaction)

    @property
    def satisfied_share(self) -> float | None:
        """Share of satisfied and mostly satisfied among those asked, 0 to 1."""
        asked = len(self.closed) - len(self.said(None))
        pleased = len(self.said(Satisfaction.SATISFIED)) + len(self.said(Satisfaction.MOSTLY))
        return pleased / asked if asked else None

    def holds(self, day: date) -> bool:
        """Return whether *day* lies in the period."""
        return self.period.first <= day <= self.period.last


def of_kind(visits: Visits, key: object) -> Visits:
    """Return the visits of one kind."""
    return tuple(v for v in visits if v.kind == key)


def percent_text(share: float | None) -> str:
    """Return 92.5%, or a dash where there is nothing to divide."""
    if share is None:
        return "—"
    value = round(share * 100, 1)
    return f"{value:.0f}%" if value == int(value) else f"{value}%"


def prose(report: Report, county: str) -> str:
    """Return the paragraph that goes into an official report, with the numbers of *report* as it may be shared."""
    report = report.shared
    first = _("In {period}, leaders of {county} made {done} on-site visits to {reached} of {townships} townships")
    text = first.format(
        period=report.period.text(), county=county or _("the county"), done=len(report.done),
        reached=len(report.reached), townships=len(report.townships),
    )  # fmt: skip
    kinds = _kinds_text(report)
    text += (_(" ({kinds})").format(kinds=kinds) if kinds else "") + _(".")
    text += _(" {raised} issues were raised, {answered} of them answered on the spot; {closed} were closed").format(
        raised=len(report.raised), answered=len(report.answered), closed=len(report.closed)
    )
    days = report.days_to_close
    text += _(", in {days} days at the median.").format(days=f"{days:g}") if days is not None else _(".")
    text += _more(report)
    if report.satisfied_share is not None:
        text += _(" Of those called back, {share} were satisfied or mostly satisfied.").format(
            share=percent_text(report.satisfied_share)
        )
    text += _(" As of {today}, {open} issues are in hand").format(
        today=day_text(report.today, year=True), open=len(report.open)
    )
    text += (
        _(", {overdue} of them overdue.").format(overdue=len(report.overdue))
        if report.overdue
        else _(", none overdue.")
    )
    if report.planned:
        text += _(" {planned} more visits are planned for the period.").format(planned=len(report.planned))
    return text


def _more(report: Report) -> str:
    """Return what is only said where there is any: settled at once, household calls, visits cut short or missed."""
    text = ""
    if n := len(report.same_day):
        text += ngettext(
            " {n} was settled on the day it was raised ({share}).",
            " {n} were settled on the day they were raised ({share}).",
            n,
        ).format(n=n, share=percent_text(report.same_day_share))
    if n := len(report.calls):
        villages = villages_text(len({call.village_id for call in report.calls}))
        said = ngettext(
            " {n} household was called on in {villages}.", " {n} households were called on in {villages}.", n
        )
        text += said.format(n=n, villages=villages)
    if yuan := sum(call.cash_yuan for call in report.calls):
        text += _(" {yuan} yuan of relief was handed over.").format(yuan=yuan)
    if n := len(report.cut_short):
        text += ngettext(" {n} visit ended early.", " {n} visits ended early.", n).format(n=n)
    if n := len(report.missed):
        text += ngettext(" {n} visit was missed.", " {n} visits were missed.", n).format(n=n)
    return text


def _kinds_text(report: Report) -> str:
    counted = [(_(kind.name), len(of_kind(report.done, kind.key))) for kind in report.kinds]
    words = [_("{kind} {n}").format(kind=name, n=n) for name, n in counted if n]
    return listed(words)
