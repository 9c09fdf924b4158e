"""Where things are in the week view: columns, bands, lanes, and what lies under a point. No painting, no state.

The head stays in sight; `y` of everything else counts from its lower edge. A visit with a fixed time stands at its
hour, beside those it overlaps; one with a half only stands in the list above the hours of that half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, TypeVar

from PySide6.QtCore import QPointF, QRectF

from core.visits import Half
from db.queries.calendar import VisitRow
from db.queries.due_issues import DueIssueRow
from desktop.calendar.week_data import DAYS, Band, WeekData, band_of

HEAD: Final = 70
GUTTER: Final = 64
WEEKEND_SHARE: Final = 0.75
CARD: Final = 42
CHIP: Final = 23
DUE: Final = 21
GAP: Final = 3
AIR: Final = 5
MOST_DUE: Final = 4
LEAST_LANE: Final = 44
_LEAST_BAND: Final = 88
_LEAST_HOUR: Final = 34
_MOST_HOUR: Final = 72
_CLOSED_DUE: Final = 26
_MANY: Final = 4
_USUAL_VISIT: Final = 1.5
_HOURS: Final = {Band.MORNING: (8.0, 12.0), Band.AFTERNOON: (14.0, 17.5)}


@dataclass(frozen=True, slots=True)
class VisitPlace:
    """A visit and where it stands; `timed` at its hour."""

    visit: VisitRow
    rect: QRectF
    timed: bool = False


@dataclass(frozen=True, slots=True)
class DuePlace:
    """An issue of the layer and where it stands."""

    issue: DueIssueRow
    rect: QRectF


_Placed = TypeVar("_Placed", VisitPlace, DuePlace)


@dataclass(frozen=True, slots=True)
class Scale:
    """The hours of a band: from, to, and where they are."""

    start: float
    end: float
    top: float
    hour: float

    def y(self, at: float) -> float:
        """Return where an hour is."""
        return self.top + (min(max(at, self.start), self.end) - self.start) * self.hour


@dataclass(frozen=True, slots=True)
class BandPlace:
    """A band: its edges, the list of visits without a time, and the hours where there is one with a time."""

    top: float
    bottom: float
    list_top: float
    scale: Scale | None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What stands on a day; `hidden` has no lane, and "+N" stands at `more`."""

    visits: tuple[VisitPlace, ...]
    due: tuple[DuePlace, ...]
    hidden: tuple[VisitRow, ...] = ()
    more: QRectF | None = None
    more_due: QRectF | None = None


def hours_of(visit: VisitRow) -> tuple[float, float]:
    """Return from when to when a visit with a time lasts; one and a half hours where nobody said."""
    begin = _hour(visit.starts_at or time())
    end = _hour(visit.ends_at) if visit.ends_at is not None else begin + _USUAL_VISIT
    return begin, max(end, begin + 0.5)


def is_timed(visit: VisitRow) -> bool:
    """Return whether a visit stands at an hour."""
    return visit.starts_at is not None and visit.half is not Half.WHOLE_DAY


def _hour(at: time) -> float:
    return at.hour + at.minute / 60


class WeekLayout:
    """The geometry of a week in a given size."""

    def __init__(self, data: WeekData, width: float, height: float) -> None:
        self.data = data
        shares = [1.0 if self._is_wide(day) else WEEKEND_SHARE for day in data.dates]
        share = max(width - GUTTER, 70) / sum(shares)
        self.edges = [round(GUTTER + share * sum(shares[:n])) for n in range(DAYS + 1)]
        self.due_height = self._due_height()
        whole = self._most(data, lambda visit: visit.half is Half.WHOLE_DAY)
        self.whole_top = self.due_height
        self.card = CARD if max(self._most_listed(data), whole) <= _MANY else CHIP
        self.whole_height = whole * (self.card + GAP) + (2 * AIR - GAP if whole else 0)
        self.bands = self._bands(self.whole_top + self.whole_height, height - HEAD)
        self.height = self.bands[Band.AFTERNOON].bottom
        self._plans = {day: self._planned(day) for day in data.dates}

    # Columns and bands

    def column(self, day: date) -> tuple[int, int]:
        """Return from where to where a day's column goes, its right line included."""
        at = (day - self.data.first).days
        return self.edges[at], self.edges[at + 1]

    def day_at(self, x: float) -> date | None:
        """Return the day at *x*."""
        at = next((n for n in range(DAYS) if self.edges[n] <= x < self.edges[n + 1]), None)
        return None if at is None else self.data.first + timedelta(at)

    def band_at(self, y: float) -> Band:
        """Return the band at *y*."""
        if y < self.due_height:
            return Band.DUE
        return Band.MORNING if y < self.bands[Band.MORNING].bottom else Band.AFTERNOON

    def half_at(self, y: float) -> Half:
        """Return the half that a drop at *y* means."""
        return Half.MORNING if y < self.bands[Band.MORNING].bottom else Half.AFTERNOON

    def cell(self, day: date, band: Band) -> QRectF:
        """Return a band of a day; the morning's has the whole days in it."""
        left, right = self.column(day)
        top = 0.0 if band is Band.DUE else self.whole_top if band is Band.MORNING else self.bands[band].top
        bottom = self.due_height if band is Band.DUE else self.bands[band].bottom
        return QRectF(left, top, right - left - 1, bottom - top - 1)

    def half_rect(self, day: date, half: Half) -> QRectF:
        """Return the part of a day that stands for *half*."""
        top = self.cell(day, Band.AFTERNOON if half is Half.AFTERNOON else Band.MORNING)
        return top.united(self.cell(day, Band.AFTERNOON)) if half is Half.WHOLE_DAY else top

    def _is_wide(self, day: date) -> bool:
        """Return whether a day has the width of a working day: weekends shrink, a working Saturday grows back."""
        row = self.data.days.get(day)
        return day.weekday() < 5 or (row is not None and row.is_workday)

    def _due_height(self) -> float:
        if not self.data.shows_due:
            return _CLOSED_DUE
        most = max((len(self.data.due_on(day)) for day in self.data.dates), default=0)
        return max(min(most, MOST_DUE) * (DUE + GAP) + (2 * AIR - GAP), _CLOSED_DUE)

    @staticmethod
    def _most(data: WeekData, which: Callable[[VisitRow], bool]) -> int:
        return max((sum(1 for visit in data.on(day) if which(visit)) for day in data.dates), default=0)

    @classmethod
    def _most_listed(cls, data: WeekData) -> int:
        return max(cls._listed(data, band) for band in (Band.MORNING, Band.AFTERNOON))

    @classmethod
    def _listed(cls, data: WeekData, band: Band) -> int:
        return cls._most(data, lambda visit: _is_listed(visit, band))

    def _bands(self, top: float, height: float) -> dict[Band, BandPlace]:
        """Share the height that lists leave among hours; without hours the halves share it alike."""
        data, lists, spans = self.data, {}, {}
        for band in (Band.MORNING, Band.AFTERNOON):
            listed = self._listed(data, band)
            lists[band] = listed * (self.card + GAP) + (2 * AIR - GAP if listed else 0)
            spans[band] = _span(data, band)
        hours = sum(end - start for start, end in filter(None, spans.values()))
        rest = max(height - top - sum(lists.values()), 0)
        hour = min(max(rest / hours, _LEAST_HOUR), _MOST_HOUR) if hours else 0.0
        spare = max(rest - hours * hour, 0) / 2
        found = {}
        for band, span in spans.items():
            scale_top = top + lists[band]
            high = lists[band] + spare + (0 if span is None else (span[1] - span[0]) * hour)
            bottom = top + round(max(high, _LEAST_BAND))
            scale = None if span is None else Scale(span[0], span[1], scale_top, hour)
            found[band] = BandPlace(top, bottom, top + AIR, scale)
            top = bottom
        return found

    # What stands on a day

    def plan(self, day: date) -> DayPlan:
        """Return what stands on *day*."""
        return self._plans[day]

    def place_of(self, visit_id: int | None) -> VisitPlace | None:
        """Return where a visit stands."""
        return next((each for plan in self._plans.values() for each in plan.visits if each.visit.id == visit_id), None)

    def visit_at(self, point: QPointF) -> VisitPlace | None:
        """Return the visit under a point."""
        day = self.day_at(point.x())
        return None if day is None else _under(self._plans[day].visits, point)

    def due_at(self, point: QPointF) -> DuePlace | None:
        """Return the issue under a point."""
        day = self.day_at(point.x())
        return None if day is None else _under(self._plans[day].due, point)

    def _planned(self, day: date) -> DayPlan:
        left, right = self.column(day)
        room = QRectF(left + AIR, 0, right - left - 2 * AIR - 1, 0)
        issues = self.data.due_on(day)
        shown = issues if len(issues) <= MOST_DUE else issues[: MOST_DUE - 1]
        due = tuple(DuePlace(issue, _line(room, AIR, n, DUE)) for n, issue in enumerate(shown))
        more_due = None if len(shown) == len(issues) else _line(room, AIR, len(shown), DUE)
        whole = [visit for visit in self.data.on(day) if visit.half is Half.WHOLE_DAY]
        places = [VisitPlace(visit, _line(room, self.whole_top + AIR, n, self.card)) for n, visit in enumerate(whole)]
        hidden: list[VisitRow] = []
        more: QRectF | None = None
        for band, where in self.bands.items():
            listed = [visit for visit in self.data.on(day) if _is_listed(visit, band)]
            places += [VisitPlace(visit, _line(room, where.list_top, n, self.card)) for n, visit in enumerate(listed)]
            timed = [visit for visit in self.data.on(day) if is_timed(visit) and band_of(visit.half) is band]
            if where.scale is not None:
                at_hours, left_over = in_lanes(timed, where.scale, room)
                places += at_hours
                if left_over:
                    hidden += left_over
                    more = QRectF(room.right() - 48, where.bottom - 24, 48, 20)
        return DayPlan(tuple(places), due, tuple(hidden), more, more_due)


def in_lanes(visits: Sequence[VisitRow], scale: Scale, room: QRectF) -> tuple[list[VisitPlace], list[VisitRow]]:
    """Put visits beside each other where they overlap; return also those for which there is no lane."""
    most = max(int(room.width() // LEAST_LANE), 1)
    places: list[VisitPlace] = []
    hidden: list[VisitRow] = []
    for cluster in _clusters(visits):
        lanes = _lanes(cluster)
        count = min(max(lanes.values()) + 1, most)
        wide = (room.width() - GAP * (count - 1)) / count
        for visit in cluster:
            if lanes[visit.id] >= most:
                hidden.append(visit)
                continue
            begin, end = hours_of(visit)
            top, left = scale.y(begin), room.left() + lanes[visit.id] * (wide + GAP)
            high = max(scale.y(end) - top - 1, CHIP)
            places.append(VisitPlace(visit, QRectF(round(left), round(top), round(wide), round(high)), timed=True))
    return places, hidden


def _clusters(visits: Sequence[VisitRow]) -> Iterator[list[VisitRow]]:
    """Yield visits that overlap one another, directly or through others."""
    cluster: list[VisitRow] = []
    until = 0.0
    for visit in sorted(visits, key=hours_of):
        begin, end = hours_of(visit)
        if cluster and begin >= until:
            yield cluster
            cluster = []
        cluster.append(visit)
        until = max(until, end) if len(cluster) > 1 else end
    if cluster:
        yield cluster


def _lanes(cluster: Sequence[VisitRow]) -> dict[int, int]:
    """Return the first lane that is free for each visit."""
    free: list[float] = []
    lanes: dict[int, int] = {}
    for visit in cluster:
        begin, end = hours_of(visit)
        lane = next((n for n, until in enumerate(free) if until <= begin), len(free))
        free[lane : lane + 1] = [end]
        lanes[visit.id] = lane
    return lanes


def _is_listed(visit: VisitRow, band: Band) -> bool:
    return visit.half is not Half.WHOLE_DAY and not is_timed(visit) and band_of(visit.half) is band


def _span(data: WeekData, band: Band) -> tuple[float, float] | None:
    """Return the hours of a band; None where no visit of the week has a time in it."""
    timed = [hours_of(visit) for rows in data.visits.values() for visit in rows
             if is_timed(visit) and band_of(visit.half) is band]  # fmt: skip
    if not timed:
        return None
    usual = _HOURS[band]
    first, last = min(begin for begin, _end in timed), max(end for _begin, end in timed)
    return min(usual[0], float(int(first))), min(max(usual[1], last), 24.0)


def _line(room: QRectF, top: float, at: int, high: int) -> QRectF:
    return QRectF(room.left(), top + at * (high + GAP), room.width(), high)


def _under(places: Sequence[_Placed], point: QPointF) -> _Placed | None:
    return next((each for each in reversed(places) if each.rect.contains(point)), None)
