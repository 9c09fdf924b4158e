"""Fewer points: what is finer than a screen shows is left out, in time that grows with the points only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from core.geo.outlines import Point, Polygon, Polygons, Ring, bounds_of, points_of

STEPS: Final = 4_000
"""Into so many steps the longer side of the county is divided: a large screen, zoomed in twice."""
MOST_POINTS: Final = 30_000
_AHEAD: Final = 24
_DIGITS: Final = 5  # of a degree: a metre
_LEAST_RING: Final = 4
_COARSEST: Final = 8


def simplified(shapes: Sequence[Polygons]) -> list[Polygons]:
    """Return *shapes* with at most about MOST_POINTS points in all; no shape vanishes."""
    bounds = bounds_of(shapes)
    if bounds is None:
        return list(shapes)
    finest = bounds.extent / STEPS
    made = [_shape(polygons, finest) for polygons in shapes]
    for doubling in range(1, _COARSEST):
        if sum(1 for _point in points_of(made)) <= MOST_POINTS:
            break
        made = [_shape(polygons, finest * 2**doubling) for polygons in made]
    return made


def _shape(polygons: Polygons, finest: float) -> Polygons:
    found = [(polygon, _polygon(polygon, finest)) for polygon in polygons]
    kept = tuple(plain for _polygon_, plain in found if plain)
    largest = max(polygons, key=lambda polygon: abs(area(polygon[0])))
    return kept or ((_rounded(largest[0]),),)


def _polygon(polygon: Polygon, finest: float) -> Polygon:
    """Return a polygon made plain; without its outer ring nothing is left."""
    rings = [_ring(ring, finest) for ring in polygon]
    return (rings[0], *(ring for ring in rings[1:] if ring)) if rings[0] else ()


def _ring(ring: Ring, finest: float) -> Ring:
    """Return a ring made plain, empty where it is smaller than what can be seen."""
    if len(ring) <= _LEAST_RING + 1:
        plain = _rounded(ring)
    else:
        middle = len(ring) // 2  # two halves, or a closed ring would be one point
        plain = _rounded((*_line(_thinned(ring[: middle + 1], finest), finest)[:-1],
                          *_line(_thinned(ring[middle:], finest), finest)))  # fmt: skip
    if len(plain) < _LEAST_RING or abs(area(plain)) < finest * finest:
        return ()
    return plain


def _thinned(line: Sequence[Point], finest: float) -> list[Point]:
    """Leave out points right beside the last one; the ends stay."""
    kept = [line[0]]
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= finest:
            kept.append(point)
    kept.append(line[-1])
    return kept


def _line(line: list[Point], finest: float) -> list[Point]:
    """Leave out points that lie on the way to one of the next (Lang's method); the ends stay."""
    kept, at = [line[0]], 0
    while at < len(line) - 1:
        goal = min(at + _AHEAD, len(line) - 1)
        while goal > at + 1 and not _is_straight(line, at, goal, finest):
            goal -= 1
        kept.append(line[goal])
        at = goal
    return kept


def _is_straight(line: list[Point], start: int, end: int, finest: float) -> bool:
    (x1, y1), (x2, y2) = line[start], line[end]
    dx, dy = x2 - x1, y2 - y1
    long = (dx * dx + dy * dy) ** 0.5
    for x, y in line[start + 1 : end]:
        off = abs(dx * (y - y1) - dy * (x - x1)) / long if long else ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
        if off > finest:
            return False
    return True


def _rounded(ring: Ring) -> Ring:
    return tuple((round(x, _DIGITS), round(y, _DIGITS)) for x, y in ring)


def area(ring: Ring) -> float:
    """Return the area within a ring, negative where it runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2
