"""The names of the Yunling county, read straight from its roster workbook: what a one-line entry can name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from core.calendar.markets import parse_market_rule
from core.i18n import _
from core.names import person_name
from core.one_line import AgencyEntry, Directory, KindEntry, LeaderEntry, TownshipEntry, VillageEntry
from core.visits import SHIPPED_KINDS

ROSTER = Path(__file__).resolve().parent.parent / "resources" / "sample" / "yunling-roster.xlsx"
RECEPTION_RULE = "每月15日"


@cache
def _sheet(name: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(load_workbook(ROSTER)[name].iter_rows(values_only=True))


def _rows(name: str, first: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows below the one whose first cell is *first*."""
    rows = iter(_sheet(name))
    next(row for row in rows if row[0] == first)
    yield from rows


def leaders() -> tuple[LeaderEntry, ...]:
    return tuple(LeaderEntry(int(row[0]), person_name(row[1]), row[2]) for row in _rows("领导班子", "排序") if row[1])


def townships() -> tuple[TownshipEntry, ...]:
    villages: dict[str, list[VillageEntry]] = {}
    township, number = "", 0
    for row in _rows("村社区", "乡镇（街道）"):
        township = row[0] or township
        if row[1]:
            number += 1
            villages.setdefault(township, []).append(VillageEntry(number, row[1]))
    found = []
    for row in _rows("乡镇街道", "序号"):
        if row[1]:
            rule = parse_market_rule(row[5]) if row[5] else None
            rules = (rule,) if rule is not None else ()
            found.append(TownshipEntry(int(row[0]), row[1], rules, tuple(villages.get(row[1], ()))))
    return tuple(found)


def agencies() -> tuple[AgencyEntry, ...]:
    rows = [row for row in _rows("承办单位", "单位全称") if row[0]]
    return tuple(AgencyEntry(number, row[0], row[1] or "") for number, row in enumerate(rows, start=1))


def directory() -> Directory:
    """Return the county, its kinds named in the language spoken now."""
    kinds = tuple(KindEntry(kind.key, _(kind.name)) for kind in SHIPPED_KINDS)
    return Directory(leaders(), townships(), agencies(), kinds, RECEPTION_RULE, "云岭县")
