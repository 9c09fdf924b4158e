"""What an outline is: rings of points in degrees, longitude before latitude."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""The outer ring, then its holes."""
Polygons = tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One shape of a file.

    Attributes:
        texts: What the file says of it, by field: `{"name": "青石镇", "code": "530101"}`.
    """

    texts: Mapping[str, str]
    polygons: Polygons


@dataclass(frozen=True, slots=True)
class OutlineFile:
    """What a file holds.

    Attributes:
        turned: It gives latitude before longitude; the points here stand the right way round.
        left_out: Shapes without an area, such as points and roads.
    """

    name: str
    outlines: tuple[Outline, ...]
    turned: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """The degrees between which points lie."""

    west: float
    south: float
    east: float
    north: float

    @property
    def extent(self) -> float:
        """Return the longer side."""
        return max(self.east - self.west, self.north - self.south)


def points_of(shapes: Iterable[Polygons]) -> Iterable[Point]:
    """Give every point."""
    return (point for polygons in shapes for polygon in polygons for ring in polygon for point in ring)


def bounds_of(shapes: Iterable[Polygons]) -> Bounds | None:
    """Return between which degrees *shapes* lie, None where there are no points."""
    points = list(points_of(shapes))
    if not points:
        return None
    across, up = [point[0] for point in points], [point[1] for point in points]
    return Bounds(min(across), min(up), max(across), max(up))


def as_lists(polygons: Polygons) -> list[Any]:
    """Return polygons as they are stored."""
    return [[[list(point) for point in ring] for ring in polygon] for polygon in polygons]


def from_lists(stored: Iterable[Any]) -> Polygons:
    """Return polygons as they were stored."""
    return tuple(tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in stored)
