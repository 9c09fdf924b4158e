"""What the map shows: townships with their outlines on a plane, their level, and the number written in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from core.geo.levels import LEVELS, Level, MapLayer, issue_level, wait_level
from core.geo.outlines import Polygons
from core.geo.projection import Projection, label_place, projection_of
from core.i18n import _, clauses, day_text, ngettext
from core.organisation import short_township
from db.queries.directory import TownshipRow


def _unit() -> QRectF:
    """Return the plane of a map without townships."""
    return QRectF(0, 0, 1, 1)


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A township on the map; path and label are on the plane of the projection."""

    row: TownshipRow
    path: QPainterPath
    label: QPointF
    level: Level

    @property
    def short(self) -> str:
        """Return its name without the ending."""
        return short_township(self.row.name)


@dataclass(frozen=True)
class MapPlane:
    """The outlines laid on a plane, made once for as long as they stay.

    Attributes:
        size: How large the plane is.
        outlines: Path and best place for the name, by township.
    """

    size: QRectF = field(default_factory=_unit)
    outlines: Mapping[int, tuple[QPainterPath, QPointF]] = field(default_factory=dict)


@dataclass(frozen=True)
class MapData:
    """All townships with an outline.

    Attributes:
        size: How large the plane is.
        missing: Names of the townships without an outline.
        found: Ids that the page's search leaves in sight; None where nothing is searched.
        only: The one level in sight; None for all.
    """

    layer: MapLayer = MapLayer.DAYS
    places: tuple[MapPlace, ...] = ()
    size: QRectF = field(default_factory=_unit)
    missing: tuple[str, ...] = ()
    found: frozenset[int] | None = None
    only: Level | None = None

    @cached_property
    def by_id(self) -> Mapping[int, MapPlace]:
        """Return the places by township."""
        return {place.row.id: place for place in self.places}

    @property
    def counts(self) -> dict[Level, int]:
        """Return how many townships are in each level of the layer."""
        return {level: sum(place.level is level for place in self.places) for level in LEVELS[self.layer]}

    def shows(self, place: MapPlace) -> bool:
        """Return whether search and legend leave a township in sight."""
        searched = self.found is None or place.row.id in self.found
        return searched and self.only in {None, place.level}

    def at(self, point: QPointF) -> MapPlace | None:
        """Return the township at a point of the plane."""
        return next((place for place in self.places if place.path.contains(point)), None)


def plane_of(shapes: Mapping[int, Polygons]) -> MapPlane:
    """Lay outlines, in degrees by township, on a plane."""
    projection = projection_of(shapes.values())
    if projection is None:
        return MapPlane()
    outlines = {}
    for township_id, polygons in shapes.items():
        point, _wide = label_place(polygons)
        path = outline_path(polygons, projection)
        outlines[township_id] = (path, QPointF(*projection.place(point)))
    return MapPlane(QRectF(0, 0, projection.width, projection.height), outlines)


def map_data(
    rows: Sequence[TownshipRow],
    plane: MapPlane,
    layer: MapLayer,
    *,
    found: frozenset[int] | None = None,
    only: Level | None = None,
) -> MapData:
    """Return the map of *rows*, in their order."""
    places = tuple(
        MapPlace(row, *plane.outlines[row.id], level_of(row, layer)) for row in rows if row.id in plane.outlines
    )
    missing = tuple(row.name for row in rows if row.id not in plane.outlines)
    return MapData(layer, places, plane.size, missing, found, only)


def outline_path(polygons: Polygons, projection: Projection) -> QPainterPath:
    """Return an outline on the plane; holes stay open."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for polygon in polygons:
        for ring in polygon:
            path.addPolygon(QPolygonF([QPointF(*projection.place(point)) for point in ring]))
            path.closeSubpath()
    return path


def level_of(row: TownshipRow, layer: MapLayer) -> Level:
    """Return how a township stands in a layer."""
    return wait_level(row.days, row.limit) if layer is MapLayer.DAYS else issue_level(row.open, row.overdue)


def figure_text(row: TownshipRow, layer: MapLayer) -> str:
    """Return how a township stands: days, or open issues with those overdue."""
    if layer is MapLayer.DAYS:
        return _("never") if row.days is None else ngettext("{n} day", "{n} days", row.days).format(n=row.days)
    if row.overdue:
        return _("{open} open, {overdue} overdue").format(open=row.open, overdue=row.overdue)
    return _("{n} open").format(n=row.open)


def figure_below(row: TownshipRow, layer: MapLayer) -> str:
    """Return what is written under the name: days, or the issues that its tint goes by."""
    if layer is MapLayer.ISSUES and row.overdue:
        return ngettext("{n} overdue", "{n} overdue", row.overdue).format(n=row.overdue)
    return figure_text(row, layer)


def figure_only(row: TownshipRow, layer: MapLayer) -> str:
    """Return the bare number, for outlines with little room."""
    if layer is MapLayer.DAYS:
        return "—" if row.days is None else str(row.days)
    return str(row.overdue or row.open)


def fact_lines(row: TownshipRow) -> list[str]:
    """Return how a township stands, line by line, the same for the card and for screen readers."""
    if row.last_day is None:
        last = _("Never visited; to be visited every {limit} days").format(limit=row.limit)
    else:
        said = ngettext("Last visit {n} day ago ({day} {leader})", "Last visit {n} days ago ({day} {leader})",
                        row.days or 0)  # fmt: skip
        last = clauses((
            said.format(n=row.days, day=day_text(row.last_day), leader=row.last_leader),
            _("interval {limit} days").format(limit=row.limit),
        ))  # fmt: skip
    coming = (
        _("Not planned")
        if row.next_day is None
        else _("Planned {day} {leader}").format(day=day_text(row.next_day), leader=row.next_leader)
    )
    issues = figure_text(row, MapLayer.ISSUES)
    return [last, coming, _("Issues: {words}").format(words=issues)]


def spoken(place: MapPlace) -> str:
    """Return what a screen reader says of a township."""
    return clauses((place.row.name, *fact_lines(place.row)))
