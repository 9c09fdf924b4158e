"""The plan of a visit's day: stops under one another, the clock that runs beside them, and whether it fits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.clock import clock_text
from core.i18n import N_, _, clauses, ngettext
from core.itinerary import DayPlan, day_plan, hours_of
from core.preparation import StopDraft
from db.queries.preparation import has_own_stops, journey_of, stops_of
from db.queries.templates import default_template
from db.queries.visits import VisitDetail, visit_detail
from db.services.preparation import keep_stops
from desktop.calendar.verdict import Line, Tone
from desktop.context import AppContext
from desktop.visits.day_plan_preset import with_road
from desktop.visits.day_plan_rows import StopRows, stop_typed
from desktop.visits.kept_dialog import KeptDialog, line_buttons
from desktop.visits.line_rows import Typed
from desktop.visits.preparation import detail_note, detail_title
from desktop.visits.unsaved import DAY_PLAN
from desktop.visits.warnings import WarningList
from desktop.widgets import PlainLabel, SectionTitle, SmallButton

_WIDE, _HIGH = 1120, 560


@dataclass(slots=True)
class _Stored:
    """What the schedule holds of a visit's day."""

    detail: VisitDetail
    stops: list[StopDraft]
    is_own: bool
    journey: int | None
    template: list[StopDraft]


class DayPlanDialog(KeptDialog):
    """The stops of one visit; everything is saved in one step."""

    LABEL = N_("Plan the day")
    SAID = N_("Day plan saved.")

    def __init__(self, ctx: AppContext, stored: _Stored, parent: QWidget | None) -> None:
        super().__init__(ctx, stored.detail.id, DAY_PLAN, parent)
        self._stored = stored
        self.stops = StopRows()
        self.stops.restore([stop_typed(stop) for stop in self._with_road(stored.stops, presets=not stored.is_own)])
        note = clauses((detail_note(stored.detail), self._hours_text(), self._road_text()))
        self.build(detail_title(stored.detail), note, self._build_body(), wide=_WIDE, high=_HIGH)
        self.begin()
        self.stops.changed.connect(self.on_changed)
        self.look()
        lines = self.stops.lines()
        (lines[0].first() if lines else self.add_button).setFocus()

    def _build_body(self) -> QWidget:
        body = QWidget()
        title = SectionTitle(_("Day plan"))
        road = SmallButton(_("Fill in the road"), "map-pin")
        road.clicked.connect(self.fill_road)
        again = SmallButton(_("Take the template again"), "arrows-clockwise")
        again.clicked.connect(self.take_template)
        again.setEnabled(bool(self._stored.template))
        up, down, self.add_button = line_buttons(self.stops, _("Add stop"))
        for button in (up, down, road, again, self.add_button):
            title.add(button)
        self.sum = PlainLabel(px=15, bold=True)
        self.faults = WarningList()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 10, 20, 16)
        column.setSpacing(10)
        for widget in (title, self.stops, self.sum, self.faults):
            column.addWidget(widget)
        column.addStretch(1)
        return body

    # Looking

    def look(self) -> None:
        """Let the clock run through the stops and say whether they fit."""
        lines = self.stops.stops()
        plan = self.plan()
        for line, reckoned in zip(lines, plan.lines, strict=False):
            line.show_times(reckoned.starts, reckoned.ends, reckoned.fault)
        self.sum.setText(sum_text(plan))
        self.sum.set_tone("" if plan.fits else "red")
        self.faults.show_lines([Line(Tone.STOP, words) for words in plan.faults])

    def plan(self) -> DayPlan:
        """Return the plan reckoned through as it stands now."""
        detail, settings = self._stored.detail, self._ctx.settings
        return day_plan(
            [line.guess() for line in self.stops.stops()],
            half=detail.half,
            starts_at=detail.starts_at,
            ends_at=detail.ends_at,
            hours=hours_of(detail.half, morning=settings.morning, afternoon=settings.afternoon),
            journey=self._stored.journey,
        )

    @override
    def on_changed(self) -> None:
        super().on_changed()
        self.look()

    # Acting

    def fill_road(self) -> None:
        """Put in setting off, arriving and setting off back, where they are missing."""
        stops = [line.guess() for line in self.stops.stops()]
        self.stops.restore([stop_typed(stop) for stop in self._with_road(stops)])
        self.on_changed()

    def take_template(self) -> None:
        """Put the template's stops in place of those here."""
        if not self.may_replace("stops"):
            return
        self.stops.restore([stop_typed(stop) for stop in self._with_road(self._stored.template)])
        self.on_changed()

    def _with_road(self, stops: list[StopDraft], *, presets: bool = True) -> list[StopDraft]:
        if not presets:
            return stops
        return with_road(stops, journey=self._stored.journey, begins=self._stored.detail.starts_at)

    # In and out

    @override
    def typed(self) -> Typed:
        return {"stops": self.stops.typed()}

    @override
    def restore(self, typed: Typed) -> None:
        self.stops.restore(typed.get("stops"))

    @override
    def write(self) -> None:
        stops = self.stops.drafts()
        if not self.is_changed() and self._stored.is_own:
            return
        with self._ctx.store.write(self.LABEL) as session:
            keep_stops(session, self.visit_id, stops)

    def _hours_text(self) -> str:
        detail = self._stored.detail
        if detail.starts_at is None:
            return ""
        ends = f"—{clock_text(detail.ends_at)}" if detail.ends_at else ""
        return f"{clock_text(detail.starts_at)}{ends}"

    def _road_text(self) -> str:
        journey = self._stored.journey
        if journey is None:
            return _("the road's minutes are not known: add them to the township")
        return ngettext("{n} minute on the road", "{n} minutes on the road", journey).format(n=journey)


def sum_text(plan: DayPlan) -> str:
    """Return 合计 150 分钟，可用 180 分钟."""
    return _("{sum} minutes of {available}").format(sum=plan.minutes, available=plan.available)


def open_day_plan(ctx: AppContext, visit_id: int, parent: QWidget | None) -> DayPlanDialog | None:
    """Return the dialog on a visit, None if the visit was deleted."""
    with ctx.store.read() as session:
        detail = visit_detail(session, visit_id, today=ctx.today(), calendar=ctx.calendar)
        if detail is None:
            return None
        template = default_template(session, detail.kind)
        stored = _Stored(
            detail,
            stops_of(session, visit_id),
            has_own_stops(session, visit_id),
            journey_of(session, visit_id),
            template.stops if template is not None else [],
        )
    return DayPlanDialog(ctx, stored, parent)
