"""Outlines find their township by name, and become plain enough for a screen."""

from __future__ import annotations

import math
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from core.geo.levels import Level, issue_level, wait_level
from core.geo.matching import match_outlines
from core.geo.outlines import Outline, OutlineFile, Polygons, as_lists, from_lists, points_of
from core.geo.projection import label_place, projection_of
from core.geo.simplify import MOST_POINTS, area, simplified

TOWNSHIPS = {1: "青石镇", 2: "柳河乡", 3: "白杨街道", 4: "东岭镇"}


def square(x: float, y: float = 28.0, side: float = 0.1) -> Polygons:
    return ((((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)),),)


def file(*named: tuple[dict[str, str], Polygons]) -> OutlineFile:
    return OutlineFile("a.geojson", tuple(Outline(texts, polygons) for texts, polygons in named))


def circle(points: int, wobble: float = 0.0) -> Polygons:
    angles = [2 * math.pi * n / points for n in range(points)]
    far = [0.3 + wobble * (n % 2) for n in range(points)]
    ring = [(105 + r * math.cos(a), 28 + 0.3 * math.sin(a)) for a, r in zip(angles, far, strict=True)]
    return (((*ring, ring[0]),),)


def test_spellings_meet_as_in_imports() -> None:
    names = ("青石", "柳河乡人民政府", "白杨街道办事处", "望云乡")
    named = [({"name": name}, square(105 + n)) for n, name in enumerate(names)]
    found = match_outlines(file(*named), TOWNSHIPS)
    assert [each.township_id for each in found] == [1, 2, 3, None]


def test_the_field_that_names_most_townships_is_taken() -> None:
    found = match_outlines(
        file(
            ({"name": "云岭县", "XZQMC": "青石镇"}, square(105)),
            ({"name": "云岭县", "XZQMC": "东岭镇"}, square(106)),
        ),
        TOWNSHIPS,
    )
    assert [(each.name, each.township_id) for each in found] == [("青石镇", 1), ("东岭镇", 4)]


def test_parts_of_one_name_become_one_outline() -> None:
    found = match_outlines(file(({"name": "青石镇"}, square(105)), ({"name": "青石镇"}, square(106))), TOWNSHIPS)
    assert [(each.township_id, len(each.polygons)) for each in found] == [(1, 2)]


def test_two_names_for_one_township_leave_it_to_the_one_named_in_full() -> None:
    found = match_outlines(file(({"name": "青石乡"}, square(105)), ({"name": "青石镇"}, square(106))), TOWNSHIPS)
    assert [(each.name, each.township_id) for each in found] == [("青石乡", None), ("青石镇", 1)]
    assert found[0].likely == (1,)


def test_outlines_without_a_name_stay_apart() -> None:
    found = match_outlines(file(({}, square(105)), ({}, square(106))), TOWNSHIPS)
    assert [(each.name, each.township_id) for each in found] == [("", None), ("", None)]


def test_a_fine_outline_becomes_plain_and_keeps_its_area() -> None:
    fine = circle(50_000)
    (plain,) = simplified([fine])
    assert len(plain[0][0]) < 1_000
    assert math.isclose(area(plain[0][0]), area(fine[0][0]), rel_tol=0.005)
    assert plain[0][0][0] == plain[0][0][-1]


def test_a_scribble_ends_in_time_and_within_bounds() -> None:
    scribble = circle(100_000, wobble=0.2)
    began = time.perf_counter()
    plain = simplified([scribble])
    assert time.perf_counter() - began < 3
    assert sum(1 for _point in points_of(plain)) <= 2 * MOST_POINTS


def test_an_islet_too_small_to_be_seen_goes_but_no_township_does() -> None:
    islet = square(105.5, side=0.00001)
    (plain, tiny) = simplified([(*square(105), *islet), islet])
    assert len(plain) == 1
    assert tiny


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(104, 106), st.floats(27, 29)), min_size=3, max_size=60, unique=True))
def test_any_ring_stays_closed_and_within_its_bounds(points: list[tuple[float, float]]) -> None:
    ring = (*points, points[0])
    for polygons in simplified([((ring,),)]):
        for plain in (ring for polygon in polygons for ring in polygon):
            assert plain[0] == plain[-1]
            assert set(plain) <= {(round(x, 5), round(y, 5)) for x, y in points}
        assert from_lists(as_lists(polygons)) == polygons


def test_the_plane_is_as_wide_as_the_land() -> None:
    projection = projection_of([square(105, 60 - 0.05)])
    assert projection is not None
    assert math.isclose(projection.width, projection.height * 0.5, rel_tol=0.01)
    assert math.dist(projection.place((105.0, 60.05)), (0, 0)) < 1e-9


def test_a_name_stands_inside_even_a_bent_outline() -> None:
    bent = (
        (((105.0, 28.0), (105.9, 28.0), (105.9, 28.1), (105.1, 28.1), (105.1, 28.9), (105.0, 28.9), (105.0, 28.0)),),
    )
    (x, y), wide = label_place(bent)
    assert y < 28.1 or x < 105.1
    assert 0.09 < wide <= 0.9


def test_levels_follow_the_interval() -> None:
    assert [wait_level(days, 30) for days in (None, 0, 15, 16, 22, 23, 30, 31)] == [
        Level.NEVER, Level.RECENT, Level.RECENT, Level.HALF, Level.HALF, Level.NEAR, Level.NEAR, Level.PAST,
    ]  # fmt: skip


def test_issues_are_graded_by_how_many_are_overdue() -> None:
    assert [issue_level(*counts) for counts in ((0, 0), (3, 0), (3, 1), (9, 2), (3, 3), (9, 5), (6, 6), (40, 40))] == [
        Level.CLEAR, Level.OPEN, Level.LATE, Level.LATE, Level.LATER, Level.LATER, Level.LATEST, Level.LATEST,
    ]  # fmt: skip
