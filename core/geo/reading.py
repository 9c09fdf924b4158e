"""Reading a GeoJSON file that anybody may have made: nothing is built before its size and points are within bounds."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

from core.geo.errors import (
    OutlinesBroken,
    OutlinesEmpty,
    OutlinesEmptyFile,
    OutlinesNotInDegrees,
    OutlinesOtherFormat,
    OutlinesTooBig,
    OutlinesTooFine,
)
from core.geo.outlines import Bounds, Outline, OutlineFile, Point, Polygon, Polygons, Ring, bounds_of
from core.imports.delimited import NotATable, UnknownText, decoded
from core.imports.opening import opening
from core.names import one_line

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_POINTS: Final = 400_000
MAX_SHAPES: Final = 2_000
MAX_OBJECTS: Final = 20 * MAX_SHAPES
TEXT_LIMIT: Final = 60
_MEGABYTE: Final = 1024 * 1024
_CHINA: Final = Bounds(73, 3, 136, 54)
_EARTH: Final = Bounds(-180, -90, 180, 90)
_LEAST_POINTS: Final = 4
_DEEPEST: Final = 4


def read_outlines(path: Path) -> OutlineFile:
    """Return the shapes of a GeoJSON file.

    Raises:
        OutlinesTooBig, OutlinesTooFine: it is beyond what a map of a county needs.
        OutlinesEmptyFile, OutlinesBroken, OutlinesOtherFormat, OutlinesEmpty: there are no shapes in it.
        OutlinesNotInDegrees: its points are no longitudes and latitudes.
        UserError: it cannot be opened.
    """
    name = path.name
    table = _parsed(_text(_bytes(path), name), name)
    features = list(_features(table, name))
    outlines, left_out = [], 0
    for properties, geometry in features:
        polygons = tuple(_polygons(geometry, name))
        if polygons:
            outlines.append(Outline(_texts(properties), polygons))
        else:
            left_out += 1
    if not outlines:
        raise OutlinesEmpty(file=name)
    turned = _is_turned([outline.polygons for outline in outlines], name)
    if turned:
        outlines = [Outline(outline.texts, _turn(outline.polygons)) for outline in outlines]
    return OutlineFile(name, tuple(outlines), turned=turned, left_out=left_out)


def _bytes(path: Path) -> bytes:
    with opening(path):
        size = path.stat().st_size
        if size <= MAX_BYTES:
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            size = max(size, len(data))
    if size > MAX_BYTES:
        raise OutlinesTooBig(file=path.name, size=math.ceil(size / _MEGABYTE), limit=MAX_BYTES // _MEGABYTE)
    return data


def _text(data: bytes, name: str) -> str:
    """Return the text, in whatever a Chinese Windows saves it: UTF-8, GB18030 or UTF-16."""
    try:
        text = decoded(data)
    except (UnknownText, NotATable):
        raise OutlinesBroken(file=name) from None
    if not text.strip():
        raise OutlinesEmptyFile(file=name)
    return text


def _parsed(text: str, name: str) -> Any:
    if text.count("[") > MAX_POINTS + MAX_OBJECTS or text.count("{") > MAX_OBJECTS:  # before any of it is built
        raise OutlinesTooFine(file=name, limit=MAX_POINTS)
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise OutlinesBroken(file=name) from None


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)  # NaN and Infinity are no JSON


def _features(table: Any, name: str) -> Iterator[tuple[Any, Any]]:
    """Give (properties, geometry) of every feature."""
    if not isinstance(table, dict):
        raise OutlinesOtherFormat(file=name)
    kind = table.get("type")
    if kind == "FeatureCollection":
        features = table.get("features")
    elif kind == "Feature":
        features = [table]
    elif kind in {"Polygon", "MultiPolygon", "GeometryCollection"}:
        features = [{"properties": None, "geometry": table}]
    else:
        raise OutlinesOtherFormat(file=name)
    if not isinstance(features, list):
        raise OutlinesBroken(file=name)
    if len(features) > MAX_SHAPES:
        raise OutlinesTooFine(file=name, limit=MAX_POINTS)
    for feature in features:
        if not isinstance(feature, dict):
            raise OutlinesBroken(file=name)
        yield feature.get("properties"), feature.get("geometry")


def _texts(properties: Any) -> dict[str, str]:
    if not isinstance(properties, dict):
        return {}
    found = {key: one_line(value) for key, value in properties.items() if isinstance(value, str)}
    return {key: value for key, value in found.items() if value and len(value) <= TEXT_LIMIT}


def _polygons(geometry: Any, name: str, depth: int = 0) -> Iterator[Polygon]:
    """Give the areas of a geometry; points and lines have none."""
    if not isinstance(geometry, dict) or depth > _DEEPEST:
        return
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        for each in _listed(geometry.get("geometries"), name):
            yield from _polygons(each, name, depth + 1)
    elif kind in {"Polygon", "MultiPolygon"}:
        for polygon in [coordinates] if kind == "Polygon" else _listed(coordinates, name):
            rings = [_ring(each, name) for each in _listed(polygon, name)]
            if rings and rings[0]:  # without its outer ring, holes are holes in nothing
                yield (rings[0], *(ring for ring in rings[1:] if ring))


def _ring(points: Any, name: str) -> Ring:
    """Return a closed ring, empty where it encloses nothing."""
    ring = [_point(point, name) for point in _listed(points, name)]
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    return tuple(ring) if len(ring) >= _LEAST_POINTS and len(set(ring)) >= _LEAST_POINTS - 1 else ()


def _point(point: Any, name: str) -> Point:
    pair = _listed(point, name)[:2]
    if len(pair) < 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in pair):
        raise OutlinesBroken(file=name)
    if not all(abs(n) <= _EARTH.east for n in pair):  # 1e400 reads as infinity
        raise OutlinesNotInDegrees(file=name)
    return float(pair[0]), float(pair[1])


def _listed(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise OutlinesBroken(file=name)
    return value


def _is_turned(shapes: list[Polygons], name: str) -> bool:
    """Return whether the points give latitude first: told by China, and by latitudes that no place has."""
    bounds = bounds_of(shapes)
    if bounds is None:
        raise OutlinesEmpty(file=name)
    other = Bounds(bounds.south, bounds.west, bounds.north, bounds.east)
    if _holds(_CHINA, bounds):
        return False
    if _holds(_CHINA, other):
        return True
    if _holds(_EARTH, bounds):
        return False
    if _holds(_EARTH, other):
        return True
    raise OutlinesNotInDegrees(file=name)


def _holds(outer: Bounds, inner: Bounds) -> bool:
    return (
        outer.west <= inner.west
        and inner.east <= outer.east
        and outer.south <= inner.south
        and inner.north <= outer.north
    )


def _turn(polygons: Polygons) -> Polygons:
    return tuple(tuple(tuple((y, x) for x, y in ring) for ring in polygon) for polygon in polygons)
