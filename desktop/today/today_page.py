"""Today: what happens now, what must be chased, who waits, and the week ahead.

Each section is rebuilt from frozen rows whenever a table it shows has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.calendar.workdays import BadgeKind, Origin, WorkCalendar
from core.flags import STAND_OUT, Flag
from core.i18n import _, ngettext
from core.organisation import short_township
from core.readiness import Light, Readiness
from core.visits import VisitState
from db.queries.calendar import market_townships
from db.queries.coverage import CoverageRow, township_coverage
from db.queries.flags import flag_counts
from db.queries.issues import IssueFilter, IssueRow, IssueTab, issue_rows, overdue
from db.queries.preparation import readiness_between
from db.queries.today import DAYS_AHEAD, AheadRow, TodayVisitRow, visits_ahead, visits_today
from db.queries.visit_record import UnloggedRow, unlogged_visits
from desktop.context import AppContext
from desktop.coverage.blind_spots import BlindSpotStrip
from desktop.page import Page
from desktop.today.aside import DayAhead, Waiting
from desktop.today.chase import ChaseList, entries
from desktop.today.flag_line import FlagLine
from desktop.today.header import TodayHeader
from desktop.today.sentences import day_line, summary
from desktop.today.tab_order import tab_through
from desktop.today.unlogged import UnloggedSection
from desktop.today.visit_row import TodayVisit
from desktop.widgets import PlainButton, PlainLabel, QuietButton, SectionTitle
from desktop.widgets.layouts import clear_layout

MARGIN, COLUMN_GAP, ASIDE = 40, 52, 392
STACKED_BELOW = 1150
"""Width of the page under which the right column goes below the left one."""
COMPACT_BELOW = 800
WIDEST = (1 << 24) - 1  # as QWIDGETSIZE_MAX
WAITING_SHOWN = 6
VISITS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Morning:
    """All rows of one Today."""

    today: date
    visits: list[TodayVisitRow]
    overdue: list[IssueRow]
    soon: list[IssueRow]
    waiting: list[CoverageRow]
    interval: int
    ahead: list[AheadRow]
    markets: list[str]
    calendar: WorkCalendar
    unlogged: list[UnloggedRow]
    lights: dict[int, Readiness]
    flags: dict[Flag, int]


class TodayPage(Page):
    """The page itself; it decides nothing, it shows and leads on."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "visit_agency", "appointment", "issue", "leader", "township", "agency", "market", "setting"}
        | {"calendar_day", "announced_year", "visit_kind", "visit_leader", "preparation_step", "itinerary_stop"}
        | {"visit_template", "visit_record", "printed_document", "petitioner", "suspension", "issue_action"}
        | BlindSpotStrip.TABLES
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self._morning: Morning | None = None
        self._compact = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(_("Today"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll)
        content = QWidget()
        content.setProperty("surface", "page")
        self._scroll.setWidget(content)
        self._column = QVBoxLayout(content)
        self._build_header()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addLayout(self._build_main(), 1)
        self._aside = self._build_aside()
        self._columns.addWidget(self._aside)
        self._column.addLayout(self._columns)
        self._set_columns(stacked=False)
        self._column.addStretch(1)
        self._set_density()

    def _build_header(self) -> None:
        self.header = TodayHeader()
        self.header.find_button.clicked.connect(lambda _checked: self.ctx.window.open_palette())
        self.header.record_button.clicked.connect(lambda: self.ctx.window.run_action("record"))
        self._column.addWidget(self.header)
        self.blind = BlindSpotStrip(self.ctx)
        self._column.addWidget(self.blind)

    def _build_main(self) -> QVBoxLayout:
        self._visits_title = SectionTitle(_("Today's visits"))
        self._visits = QVBoxLayout()
        self._visits.setSpacing(0)
        self._chase_title = SectionTitle(_("Needs chasing"), _("by due date, the latest first"), ruled=False)
        ledger = QuietButton(_("Issue register") + " ›")
        ledger.clicked.connect(lambda: self.ctx.navigate("issues"))
        self.flags = FlagLine(self._chase_title, ledger)
        self.flags.flag_wanted.connect(lambda flag: self.ctx.navigate("issues", flag=flag))
        self.chase = ChaseList()
        self.chase.issue_wanted.connect(lambda issue: self.ctx.navigate("issues", issue_id=issue))
        self.chase.tab_wanted.connect(lambda tab: self.ctx.navigate("issues", tab=tab))
        self._calm = PlainLabel(_("Nothing to chase."), tone="ink3")
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._visits_title)
        main.addLayout(self._visits)
        main.addSpacing(18)
        self.unlogged = UnloggedSection(self.ctx)
        main.addWidget(self.unlogged)
        main.addWidget(self._chase_title)
        main.addWidget(self.chase)
        main.addWidget(self._calm)
        main.addStretch(1)
        return main

    def _build_aside(self) -> QWidget:
        self._waiting_title = SectionTitle(_("Not visited lately"))
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(0)
        self._ahead = QVBoxLayout()
        self._ahead.setSpacing(0)
        aside = QWidget()
        column = QVBoxLayout(aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._waiting_title)
        column.addLayout(self._waiting)
        column.addSpacing(26)
        self._ahead_title = SectionTitle(_("Next seven days"))
        column.addWidget(self._ahead_title)
        column.addLayout(self._ahead)
        column.addStretch(1)
        return aside

    @override
    def reload(self, tables: frozenset[str]) -> None:
        today, settings, calendar = self.ctx.today(), self.ctx.settings, self.ctx.calendar
        with self.ctx.store.read() as session:
            self._morning = Morning(
                today=today,
                visits=visits_today(session, today),
                overdue=overdue(session, today, calendar),
                soon=issue_rows(
                    session,
                    IssueFilter(tab=IssueTab.DUE_SOON),
                    today,
                    calendar=calendar,
                    due_soon_days=settings.due_soon_days,
                ),
                waiting=township_coverage(session, today, default_interval=settings.visit_interval_days),
                interval=settings.visit_interval_days,
                ahead=visits_ahead(session, today),
                markets=market_townships(session, today),
                calendar=calendar,
                unlogged=unlogged_visits(session, today),
                lights=readiness_between(
                    session, today, today + timedelta(DAYS_AHEAD), today=today, calendar=calendar, settings=settings
                ),
                flags=flag_counts(session, today=today, calendar=calendar, settings=settings, flags=STAND_OUT),
            )
        self.blind.reload()
        self._show(self._morning)

    def _show(self, morning: Morning) -> None:
        late = max((row.late for row in morning.overdue), default=0)
        self.header.show_day(
            morning.today,
            line=day_line(morning.today, morning.markets),
            summary=summary(
                visits=len(morning.visits), overdue=len(morning.overdue), longest=late, soon=len(morning.soon)
            ),
        )
        self._show_visits(morning)
        self.unlogged.show_rows(morning.unlogged, compact=self._compact)
        self.flags.show_counts(morning.flags)
        self._show_chase(morning)
        self._show_waiting(morning)
        self._show_ahead(morning)
        left = (self.header, self.blind, self._visits, self.unlogged, self._chase_title, self.chase)
        tab_through((*left, self._waiting, self._ahead))

    def _show_visits(self, morning: Morning) -> None:
        count = len(morning.visits)
        self._visits_title.set_note(ngettext("{n} visit", "{n} visits", count).format(n=count))
        made: list[QWidget] = []
        shown = morning.visits[:VISITS_SHOWN] if count > VISITS_SHOWN + 1 else morning.visits
        for row in shown:
            widget = TodayVisit(
                row,
                market=short_township(row.township) in morning.markets,
                compact=self._compact,
                ruled=row is not shown[-1],
            )
            widget.open_wanted.connect(lambda visit: self.ctx.navigate("calendar", visit_id=visit))
            widget.print_wanted.connect(self.print_visit)
            made.append(widget)
        if not made:
            made.append(_empty_visits(self.ctx))
        if count > len(shown):
            made.append(_more_visits(self.ctx, count - len(shown)))
        _refill(self._visits, made)

    def _show_chase(self, morning: Morning) -> None:
        row_height = 32 if self._compact else 36
        made = entries(morning.overdue, morning.soon, room=self._room(morning, row_height))
        self.chase.show_entries(made, morning.today, row_height=row_height)
        self._calm.setVisible(not made)

    def _room(self, morning: Morning, row_height: int) -> int:
        """Return how many issues fit below today's visits without scrolling; five are always shown."""
        above = (193 if self._compact else 227) + max(1, len(morning.visits)) * (64 if self._compact else 78)
        above += self.unlogged.height_taken() + self.blind.height() + self._column.spacing()
        headings, margin = 2 * row_height + 4, 24
        rows = (self.height() - above - headings - margin) // row_height
        wanted = len(morning.overdue) + len(morning.soon)
        return max(5, rows if wanted <= rows else rows - 1)  # the line "n more" takes a row itself

    def _show_waiting(self, morning: Morning) -> None:
        note = ngettext(
            "agreed: every township within {n} day", "agreed: every township within {n} days", morning.interval
        )
        self._waiting_title.set_note(note.format(n=morning.interval))
        made: list[QWidget] = []
        for row in worth_showing(morning.waiting)[: 4 if self._compact else WAITING_SHOWN]:
            widget = Waiting(row, compact=self._compact)
            widget.plan_wanted.connect(lambda township: self.ctx.navigate("calendar", new_visit_to=township))
            widget.open_wanted.connect(lambda township: self.ctx.navigate("townships", township_id=township))
            made.append(widget)
        _refill(self._waiting, made or [PlainLabel(_("No townships yet."), tone="ink3")])

    def _show_ahead(self, morning: Morning) -> None:
        ids = {row.id for row in morning.ahead}
        late = sum(id_ in ids and each.light is Light.LATE for id_, each in morning.lights.items())
        words = ngettext("{n} visit is behind in preparation", "{n} visits are behind in preparation", late)
        self._ahead_title.set_note(words.format(n=late) if late else "")
        made: list[QWidget] = []
        for offset in range(1, DAYS_AHEAD + 1):
            day = morning.today + timedelta(days=offset)
            badge = morning.calendar.badge_of(day)
            widget = DayAhead(
                day,
                [row for row in morning.ahead if row.day == day],
                badge=None if badge is None else (badge.kind is BadgeKind.OFF, badge.origin is Origin.COUNTY),
                compact=self._compact,
                lights=morning.lights,
            )
            widget.day_wanted.connect(lambda wanted: self.ctx.navigate("calendar", day=wanted))
            made.append(widget)
        _refill(self._ahead, made)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_columns(stacked=self.width() < STACKED_BELOW)
        compact = self.height() < COMPACT_BELOW - 34
        if compact != self._compact:
            self._compact = compact
            self._set_density()
            if self._morning is not None:
                self._show(self._morning)
        elif self._morning is not None and event.oldSize() != QSize(-1, -1):
            self._show_chase(self._morning)

    def _set_columns(self, *, stacked: bool) -> None:
        """Put the two columns side by side, or one below the other."""
        side = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(side)
        self._columns.setSpacing(26 if stacked else COLUMN_GAP)
        self._aside.setMinimumWidth(0 if stacked else ASIDE)
        self._aside.setMaximumWidth(WIDEST if stacked else ASIDE)

    def _set_density(self) -> None:
        self._column.setContentsMargins(MARGIN, 18 if self._compact else 28, MARGIN, 10 if self._compact else 24)
        self._column.setSpacing(4 if self._compact else 8)
        self.header.set_compact(compact=self._compact)

    def print_visit(self, visit_id: int) -> None:
        """Show the sheet of one of today's visits."""
        from desktop.documents.visit_sheet_preview import preview_visit_sheet  # noqa: PLC0415 - the start does without

        preview_visit_sheet(self, self.ctx.store, visit_id, today=self.ctx.today())

    def print_page(self) -> None:
        """Print the sheet of today's first visit that is still to come."""
        visits = self._morning.visits if self._morning is not None else []
        to_come = [row for row in visits if row.state is not VisitState.DONE] or visits
        if to_come:
            self.print_visit(to_come[0].id)
        else:
            self.ctx.toast(_("No visit today, so there is no sheet to print."))

    @override
    def panes(self) -> list[QWidget]:
        return [self.unlogged, self.blind, self.chase, self.flags, self.header.record_button]


def _more_visits(ctx: AppContext, count: int) -> QWidget:
    words = ngettext("{n} more visit in the calendar", "{n} more visits in the calendar", count)
    more = QuietButton(words.format(n=count) + " ›")
    more.clicked.connect(lambda: ctx.navigate("calendar", day=ctx.today()))
    return more


def _empty_visits(ctx: AppContext) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 12, 0, 12)
    row.addWidget(PlainLabel(_("No visit today."), tone="ink3"))
    row.addStretch(1)
    plan = PlainButton(_("New visit"), "plus")
    plan.clicked.connect(lambda: ctx.navigate("calendar", new_visit_on=ctx.today()))
    row.addWidget(plan)
    return box


def worth_showing(rows: list[CoverageRow]) -> list[CoverageRow]:
    """Return the townships past four fifths of their interval; the three that waited longest where none is."""
    return [row for row in rows if row.days is None or row.days * 5 > row.limit * 4] or rows[:3]


def _refill(layout: QLayout, widgets: list[QWidget]) -> None:
    clear_layout(layout)
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()


__all__ = ["Morning", "TodayPage"]
