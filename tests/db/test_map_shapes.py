"""Outlines are taken over in one step, undone in one, and never half."""

from __future__ import annotations

import pytest

from core.errors import Vanished
from core.geo.outlines import Polygons
from core.geo.reading import read_outlines
from core.paths import resource
from db.models import Township
from db.queries.map_shapes import township_shapes
from db.services.map_shapes import NewShape, bring_in, delete_shapes, save_shapes
from db.store import Store

SQUARE: Polygons = ((((105.0, 28.0), (105.1, 28.0), (105.1, 28.1), (105.0, 28.0)),),)
OTHER: Polygons = ((((106.0, 28.0), (106.1, 28.0), (106.1, 28.1), (106.0, 28.0)),),)


@pytest.fixture
def places(store: Store) -> tuple[int, int]:
    with store.write("Fill") as session:
        rows = [Township(name=name, position=n) for n, name in enumerate(("青石镇", "柳河乡"))]
        session.add_all(rows)
        session.flush()
        return rows[0].id, rows[1].id


def shapes(store: Store) -> dict[int, Polygons]:
    with store.read() as session:
        return township_shapes(session)


def test_outlines_are_kept_replaced_and_undone(store: Store, places: tuple[int, int]) -> None:
    one, two = places
    with store.write("Take over") as session:
        assert save_shapes(session, {one: NewShape("青石", SQUARE), two: NewShape("x" * 90, SQUARE)}) == 2
    with store.write("Take over") as session:
        save_shapes(session, {one: NewShape("青石镇", OTHER)})
    assert shapes(store) == {one: OTHER, two: SQUARE}
    store.undo()
    assert shapes(store) == {one: SQUARE, two: SQUARE}
    store.undo()
    assert shapes(store) == {}
    store.redo()
    assert shapes(store) == {one: SQUARE, two: SQUARE}


def test_a_township_gone_meanwhile_leaves_nothing_half_done(store: Store, places: tuple[int, int]) -> None:
    with pytest.raises(Vanished), store.write("Take over") as session:
        save_shapes(session, {places[0]: NewShape("青石镇", SQUARE), 999: NewShape("无", SQUARE)})
    assert shapes(store) == {}


def test_all_outlines_are_removed_and_come_back(store: Store, places: tuple[int, int]) -> None:
    with store.write("Take over") as session:
        save_shapes(session, dict.fromkeys(places, NewShape("", SQUARE)))
    with store.write("Remove") as session:
        assert delete_shapes(session) == 2
    assert shapes(store) == {}
    store.undo()
    assert len(shapes(store)) == 2


def test_the_sample_s_file_finds_the_townships_that_are_there(store: Store, places: tuple[int, int]) -> None:
    with store.write("Take over") as session:
        matches = bring_in(session, read_outlines(resource("sample", "yunling-townships.geojson")))
    assert set(shapes(store)) == set(places)
    assert sum(match.township_id is None for match in matches) == 18
