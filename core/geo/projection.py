"""From degrees to a plane: at a county's size, degrees of longitude are shorter by the cosine of the latitude."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from core.geo.outlines import Bounds, Point, Polygon, Polygons, bounds_of
from core.geo.simplify import area


@dataclass(frozen=True, slots=True)
class Projection:
    """Lays degrees on a plane whose y grows downwards; one unit is one degree of latitude.

    Attributes:
        bounds: The degrees shown.
        squeeze: What a degree of longitude measures.
    """

    bounds: Bounds
    squeeze: float

    @property
    def width(self) -> float:
        """Return the plane's width."""
        return max((self.bounds.east - self.bounds.west) * self.squeeze, 1e-9)

    @property
    def height(self) -> float:
        """Return the plane's height."""
        return max(self.bounds.north - self.bounds.south, 1e-9)

    def place(self, point: Point) -> Point:
        """Return where a point lies on the plane."""
        return (point[0] - self.bounds.west) * self.squeeze, self.bounds.north - point[1]


def projection_of(shapes: Iterable[Polygons]) -> Projection | None:
    """Return the projection that shows all *shapes*, None where there are none."""
    bounds = bounds_of(shapes)
    if bounds is None:
        return None
    middle = math.radians((bounds.north + bounds.south) / 2)
    return Projection(bounds, max(math.cos(middle), 0.01))


def label_place(polygons: Polygons) -> tuple[Point, float]:
    """Return where the name stands best and how wide it is there: in the widest stretch about half-way up."""
    largest = max(polygons, key=lambda polygon: abs(area(polygon[0])))
    low, high = min(y for _x, y in largest[0]), max(y for _x, y in largest[0])
    best = (0.0, largest[0][0], 0.0)
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
        y = low + (high - low) * share
        for left, right in _stretches(largest, y):
            room = (right - left) * (1 - abs(share - 0.5))
            if room > best[0]:
                best = (room, ((left + right) / 2, y), right - left)
    return best[1], best[2]


def _stretches(polygon: Polygon, y: float) -> list[tuple[float, float]]:
    """Return where the line at *y* runs inside a polygon."""
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in polygon
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
