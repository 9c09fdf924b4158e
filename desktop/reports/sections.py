"""The report's tables as data: each number with the records behind it. Screen and workbook read the same tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.i18n import _, ngettext
from core.issues import SATISFACTION_NAMES
from core.reports import Issues, Named, Report, ReportCall, ReportIssue, ReportVisit, Visits, percent_text
from core.village_coverage import VillageCoverageRow
from desktop.widgets.kinds import is_offered

Record = ReportVisit | ReportIssue | ReportCall | VillageCoverageRow


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens the list behind it.

    Attributes:
        title: What the list is called.
        late: Red: time is over.
        shown: Words in place of the count, such as 92.5%.
    """

    key: str
    title: str
    records: Sequence[Record]
    late: bool = False
    shown: str = ""

    @property
    def words(self) -> str:
        """What stands on the page."""
        return self.shown or str(len(self.records))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table."""

    name: Named
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures."""

    key: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def headline(report: Report) -> tuple[Figure, ...]:
    """Return the figures said first: a row of visits, a row of issues, a row of what stands today and of villages."""
    days, reached, villages = report.days_to_close, report.villages_reached, report.villages
    at_once = percent_text(report.same_day_share)
    return (
        Figure("done", _("Visits made"), report.done),
        Figure("planned", _("Still planned"), report.planned),
        Figure("cancelled", _("Cancelled or missed"), report.cancelled),
        Figure("cut_short", _("Cut short"), report.cut_short),
        Figure("fruitless", _("Without issue or result"), report.fruitless),
        Figure("raised", _("Issues raised"), report.raised),
        Figure("answered", _("Answered on site"), report.answered),
        Figure("same_day", _("Settled the same day"), report.same_day, shown=at_once),
        Figure("closed", _("Closed"), report.closed),
        Figure("median", _("Days to close, median"), report.closed, shown="—" if days is None else f"{days:g}"),
        Figure("open", _("Open today"), report.open),
        Figure("overdue", _("Overdue today"), report.overdue, late=bool(report.overdue)),
        Figure("calls", _("Households called on"), report.calls),
        Figure("reached", _("Villages reached"), reached, shown=f"{len(reached)} / {len(villages)}"),
        Figure("unreached", _("Villages not reached"), tuple(v for v in villages if not v.reached)),
    )


def tables(report: Report) -> tuple[Table, ...]:
    """Return the tables in the order of the page."""
    return (
        _by_kind(report), _endings(report), _by_township(report), _villages(report), _by_category(report),
        _by_agency(report), _satisfaction(report),
    )  # fmt: skip


def _by_kind(report: Report) -> Table:
    columns = (_("Done"), _("Planned"), _("Cancelled"))
    groups = (report.done, report.planned, report.cancelled)
    used = {visit.kind for visit in report.visits}
    rows = tuple(
        TableRow(
            kind, _figures("kind", kind, columns, [tuple(v for v in group if v.kind == kind.key) for group in groups])
        )
        for kind in report.kinds
        if is_offered(str(kind.key), used)
    )
    return Table("kinds", _("Visits by kind"), "", columns, rows)


def _endings(report: Report) -> Table:
    """Return how the visits of the period ended; nobody is counted against anybody here."""
    columns = (_("Visits"),)
    cut, missed = {v.id for v in report.cut_short}, {v.id for v in report.missed}
    groups = (
        ("took_place", _("As planned"), tuple(v for v in report.done if v.id not in cut)),
        ("cut_short", _("Cut short"), report.cut_short),
        ("missed", _("Missed"), report.missed),
        ("cancelled", _("Cancelled"), tuple(v for v in report.cancelled if v.id not in missed)),
        ("fruitless", _("Without issue or result"), report.fruitless),
    )
    rows = tuple(
        TableRow(Named(key, words), _figures("ending", Named(key, words), columns, [visits]))
        for key, words, visits in groups
    )
    return Table("endings", _("How visits ended"), "", columns, rows)


def _villages(report: Report) -> Table:
    """Return what was reached of each township: villages, and the households called on in them."""
    columns = (_("Villages"), _("Reached"), _("Not reached"), _("Households called on"), _("Too few households"))
    rows = []
    for place in report.townships:
        mine = tuple(v for v in report.villages if v.township_id == place.key)
        if not mine:
            continue
        ids = {v.village_id for v in mine}
        groups: list[Sequence[Record]] = [
            mine,
            tuple(v for v in mine if v.reached),
            tuple(v for v in mine if not v.reached),
            tuple(call for call in report.calls if call.village_id in ids),
            tuple(v for v in mine if v.is_below(report.least_calls)),
        ]
        rows.append(TableRow(place, _figures("villages", place, columns, groups)))
    least = ngettext(
        "at least {n} household in every village within the year",
        "at least {n} households in every village within the year",
        report.least_calls,
    )
    return Table("villages", _("Villages and households"), least.format(n=report.least_calls), columns, tuple(rows))


def _satisfaction(report: Report) -> Table:
    columns = (_("Issues"),)
    names = [(said, _(words)) for said, words in SATISFACTION_NAMES.items()]
    rows = [
        TableRow(Named(said, words), _figures("said", Named(said, words), columns, [report.said(said)]))
        for said, words in names
    ]
    unasked = Named(None, _("Not called back yet"))
    rows.append(TableRow(unasked, _figures("said", unasked, columns, [report.said(None)])))
    note = _("satisfied or mostly: {share}").format(share=percent_text(report.satisfied_share))
    return Table("satisfaction", _("Satisfaction with what was closed"), note, columns, tuple(rows))


def _by_township(report: Report) -> Table:
    columns = (_("Visits made"), _("Planned"), _("Raised"), _("Closed"), _("Still open"), _("Overdue"))
    rows = []
    for place in report.townships:
        visits: list[Visits] = [
            tuple(v for v in group if v.township_id == place.key) for group in (report.done, report.planned)
        ]
        issues: list[Issues] = [
            tuple(i for i in group if i.township_id == place.key)
            for group in (report.raised, report.closed, report.open, report.overdue)
        ]
        rows.append(TableRow(place, _figures("place", place, columns, [*visits, *issues])))
    note = _("{n} of {all} visited").format(n=len(report.reached), all=len(report.townships))
    return Table("townships", _("By township"), note, columns, tuple(rows))


def _by_category(report: Report) -> Table:
    columns = (_("Raised"), _("Closed"), _("Still open"), _("Overdue"))
    names = [*report.categories, Named("", _("No category"))]
    rows = []
    for name in names:
        groups: list[Issues] = [
            tuple(i for i in group if i.category == name.key)
            for group in (report.raised, report.closed, report.open, report.overdue)
        ]
        if any(groups):
            rows.append(TableRow(name, _figures("category", name, columns, groups)))
    return Table("categories", _("Issues by category"), "", columns, tuple(rows))


def _by_agency(report: Report) -> Table:
    columns = (_("Still open"), _("Overdue"), _("Closed"))
    names = [*report.agencies, Named(None, _("No unit yet"))]
    rows = []
    for name in names:
        groups: list[Issues] = [
            tuple(i for i in group if i.agency_id == name.key) for group in (report.open, report.overdue, report.closed)
        ]
        if any(groups):
            rows.append(TableRow(name, _figures("agency", name, columns, groups)))
    return Table("agencies", _("Issues by unit"), "", columns, tuple(rows))


def _figures(
    group: str,
    name: Named,
    columns: Sequence[str],
    records: Sequence[Sequence[Record]],
) -> tuple[Figure, ...]:
    late = _("Overdue")
    return tuple(
        Figure(f"{group}:{name.key}:{number}", _titled(name, column), each, late=column == late and bool(each))
        for number, (column, each) in enumerate(zip(columns, records, strict=True))
    )


def _titled(name: Named, column: str) -> str:
    return f"{_(name.name)}　{column}"


def sheet_rows(report: Report) -> list[tuple[str, str, str, str | int]]:
    """Return the report as lines of a workbook: table, line, column, number."""
    rows: list[tuple[str, str, str, str | int]] = [
        (_("Overview"), figure.title, "", figure.shown or len(figure.records)) for figure in headline(report)
    ]
    for table in tables(report):
        for row in table.rows:
            pairs = zip(table.columns, row.figures, strict=True)
            rows += [(table.title, _(row.name.name), column, len(figure.records)) for column, figure in pairs]
    return rows
