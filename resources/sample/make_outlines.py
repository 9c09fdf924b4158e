"""Make up the outlines of the sample county's townships: `.venv/bin/python resources/sample/make_outlines.py`.

No real place: cells around points, the nearest townships of the roster around the seat, with ragged borders drawn by
a fixed seed. Two neighbours share every point of their border.
"""

from __future__ import annotations

import json
import math
import random
from itertools import pairwise
from pathlib import Path

from openpyxl import load_workbook

HERE = Path(__file__).resolve().parent
SEED = "yunling-2026"
MIDDLE = (105.0, 28.0)
RADIUS_KM = 38.0
KM_PER_DEGREE = 111.32
FINEST_KM = 1.1
ROUGHNESS = 0.17
DIGITS = 5

Point = tuple[float, float]


def townships() -> list[tuple[str, float]]:
    """Return (name, km from the seat) as the roster has them."""
    sheet = load_workbook(HERE / "yunling-roster.xlsx", read_only=True)["乡镇街道"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    return [(str(row[1]), float(row[2])) for row in rows if isinstance(row[0], int)]


def county(draw: random.Random) -> list[Point]:
    """Return the county's own outline: a round that bulges here and there, longer than it is high."""
    waves = [(n, draw.uniform(0, 2 * math.pi), draw.uniform(0.04, 0.12) / n**0.4) for n in (2, 3, 4, 5, 7)]
    ring = []
    for step in range(72):
        angle = 2 * math.pi * step / 72
        far = RADIUS_KM * (1 + sum(size * math.sin(n * angle + shift) for n, shift, size in waves))
        ring.append((1.18 * far * math.cos(angle), far * math.sin(angle)))
    return ring


def seeds(places: list[tuple[str, float]], draw: random.Random) -> dict[str, Point]:
    """Return a point for each township, nearer ones further in."""
    found = {}
    for n, (name, _km) in enumerate(sorted(places, key=lambda place: place[1])):
        far = 0.9 * RADIUS_KM * math.sqrt((n + 0.35) / len(places)) * draw.uniform(0.94, 1.06)
        angle = n * 2.39996 + draw.uniform(-0.12, 0.12)
        found[name] = (1.18 * far * math.cos(angle), far * math.sin(angle))
    return found


def cell(of: str, points: dict[str, Point], outline: list[Point]) -> list[Point]:
    """Return the part of the county that is nearer to *of* than to any other."""
    ring, (x, y) = outline, points[of]
    for name, (ox, oy) in points.items():
        if name != of:
            ring = clipped(ring, (ox - x, oy - y), ((ox * ox + oy * oy) - (x * x + y * y)) / 2)
    return ring


def clipped(ring: list[Point], normal: Point, limit: float) -> list[Point]:
    """Return what of *ring* lies on the near side of a line."""
    kept = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        one = normal[0] * x1 + normal[1] * y1 - limit
        two = normal[0] * x2 + normal[1] * y2 - limit
        if one <= 0:
            kept.append((x1, y1))
        if (one < 0) != (two < 0) and one != two:
            share = one / (one - two)
            kept.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
    return kept


def relaxed(points: dict[str, Point], outline: list[Point]) -> dict[str, Point]:
    """Move each point towards the middle of its cell, so that no township is a splinter."""
    moved = {}
    for name, (x, y) in points.items():
        ring = cell(name, points, outline)
        mx, my = (sum(p[k] for p in ring) / len(ring) for k in (0, 1))
        moved[name] = ((x + mx) / 2, (y + my) / 2)
    return moved


def ragged(one: Point, two: Point) -> list[Point]:
    """Return a border from *one* towards *two*, the same whichever side it is drawn from; *two* is left out."""
    first, second = sorted((one, two))
    line = [first, second]
    draw = random.Random(f"{SEED} {first[0]:.3f} {first[1]:.3f} {second[0]:.3f} {second[1]:.3f}")
    while math.dist(line[0], line[1]) > FINEST_KM:
        finer = [line[0]]
        for a, b in pairwise(line):
            off = draw.uniform(-ROUGHNESS, ROUGHNESS)
            finer += [((a[0] + b[0]) / 2 - off * (b[1] - a[1]), (a[1] + b[1]) / 2 + off * (b[0] - a[0])), b]
        line = finer
    return (line if first == one else line[::-1])[:-1]


def degrees(point: Point) -> list[float]:
    """Return longitude and latitude of a point in km around the middle."""
    across = KM_PER_DEGREE * math.cos(math.radians(MIDDLE[1]))
    return [round(MIDDLE[0] + point[0] / across, DIGITS), round(MIDDLE[1] + point[1] / KM_PER_DEGREE, DIGITS)]


def main() -> None:
    """Write the file."""
    draw = random.Random(SEED)
    places, outline = townships(), county(draw)
    points = seeds(places, draw)
    for _round in range(4):
        points = relaxed(points, outline)
    features = []
    for name, _km in places:
        ring = [(round(x, 3), round(y, 3)) for x, y in cell(name, points, outline)]
        corners = [p for n, p in enumerate(ring) if p != ring[n - 1]]
        border = [p for a, b in zip(corners, corners[1:] + corners[:1], strict=True) for p in ragged(a, b)]
        shape = [degrees(p) for p in (*border, border[0])]
        features.append(
            {
                "type": "Feature",
                "properties": {"name": name},
                "geometry": {"type": "Polygon", "coordinates": [shape]},
            }
        )
    table = {"type": "FeatureCollection", "name": "云岭县乡镇（虚构，仅供示例）", "features": features}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    lines = text.replace('{"type":"Feature",', '\n{"type":"Feature",') + "\n"
    (HERE / "yunling-townships.geojson").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
