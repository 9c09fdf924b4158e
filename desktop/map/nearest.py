"""Which township lies next in a direction."""

from __future__ import annotations

from typing import Final

from desktop.map.map_data import MapData, MapPlace

_ASIDE: Final = 2.2
"""How much farther a step aside counts than a step ahead."""


def nearest(data: MapData, start: MapPlace | None, way: tuple[float, float]) -> MapPlace | None:
    """Return the township that lies next that way; without a start the first in the office's order."""
    seen = [place for place in data.places if data.shows(place)]
    if start is None:
        return seen[0] if seen else None
    best: tuple[float, MapPlace | None] = (float("inf"), None)
    for place in seen:
        off = place.label - start.label
        ahead = off.x() * way[0] + off.y() * way[1]
        aside = abs(off.x() * way[1]) + abs(off.y() * way[0])
        if place is not start and ahead > 0 and ahead + _ASIDE * aside < best[0]:
            best = (ahead + _ASIDE * aside, place)
    return best[1]
