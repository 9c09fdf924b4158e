"""A file of outlines, good and bad: read within bounds, or refused with one sentence."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from core.errors import UserError
from core.geo import errors
from core.geo.outlines import points_of
from core.geo.reading import MAX_BYTES, MAX_POINTS, read_outlines
from core.import_errors import WorkbookIsFolder, WorkbookMissing
from core.paths import resource

SQUARE = [[105.0, 28.0], [105.1, 28.0], [105.1, 28.1], [105.0, 28.1], [105.0, 28.0]]
HOLE = [[105.04, 28.04], [105.06, 28.04], [105.06, 28.06], [105.04, 28.06], [105.04, 28.04]]


def feature(name: str | None, coordinates: object, kind: str = "Polygon") -> dict:
    return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: object) -> dict:
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def written(tmp_path: Path):
    def write(content: object) -> Path:
        path = tmp_path / "outlines.geojson"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def test_areas_holes_and_several_parts_are_read(written) -> None:
    far = [[x + 1, y] for x, y in SQUARE]
    file = read_outlines(
        written(collection(feature("甲镇", [SQUARE, HOLE]), feature("乙乡", [[SQUARE], [far]], "MultiPolygon")))
    )
    first, second = file.outlines
    assert first.texts == {"name": "甲镇"}
    assert [len(polygon) for polygon in first.polygons] == [2]
    assert len(second.polygons) == 2
    assert not file.turned


def test_one_feature_or_a_bare_area_is_a_file_too(written) -> None:
    assert len(read_outlines(written(feature("甲镇", [SQUARE]))).outlines) == 1
    assert len(read_outlines(written({"type": "Polygon", "coordinates": [SQUARE]})).outlines) == 1


def test_heights_an_open_ring_and_a_byte_order_mark_do_no_harm(written) -> None:
    table = collection(feature("甲镇", [[[*point, 812.5] for point in SQUARE[:-1]]]))
    ring = read_outlines(written(b"\xef\xbb\xbf" + json.dumps(table).encode())).outlines[0].polygons[0][0]
    assert ring[0] == ring[-1]
    assert len(ring) == 5


def test_chinese_names_in_gb18030_are_read(written) -> None:
    text = json.dumps(collection(feature("青石镇", [SQUARE])), ensure_ascii=False)
    assert read_outlines(written(text.encode("gb18030"))).outlines[0].texts["name"] == "青石镇"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_names_in_utf_16_are_read(written, encoding) -> None:
    text = json.dumps(collection(feature("青石镇", [SQUARE])), ensure_ascii=False)
    assert read_outlines(written(text.encode(encoding))).outlines[0].texts["name"] == "青石镇"


def test_a_folder_is_told_in_words_that_fit_any_file(tmp_path) -> None:
    with pytest.raises(WorkbookIsFolder) as refused:
        read_outlines(tmp_path)
    assert "workbook" not in str(refused.value)


def test_latitude_first_is_turned_round_and_said(written) -> None:
    turned = [[y, x] for x, y in SQUARE]
    file = read_outlines(written(collection(feature("甲镇", [turned]))))
    assert file.turned
    assert file.outlines[0].polygons[0][0][0] == (105.0, 28.0)


def test_points_and_lines_are_counted_and_left_out(written) -> None:
    road = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": SQUARE}}
    bare = {"type": "Feature", "properties": None, "geometry": None}
    splinter = feature("丙村", [[SQUARE[0], SQUARE[1], SQUARE[0]]])
    assert read_outlines(written(collection(feature("甲镇", [SQUARE]), road, bare, splinter))).left_out == 3


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.OutlinesEmptyFile),
        (b"  \n", errors.OutlinesEmptyFile),
        (b"\x00\xff\xfe\x81", errors.OutlinesBroken),
        ("not json", errors.OutlinesBroken),
        ('{"type": "FeatureCollection", "features": [', errors.OutlinesBroken),
        ("[" * 100_000, errors.OutlinesBroken),
        ('{"type":"Polygon","coordinates":[[[NaN,28],[105,28],[105,29],[105,28]]]}', errors.OutlinesBroken),
        ('{"type":"Polygon","coordinates":[[["a",28],[105,28],[105,29]]]}', errors.OutlinesBroken),
        ('{"type":"Polygon","coordinates":[[[true,28],[105,28],[105,29]]]}', errors.OutlinesBroken),
        ('{"type":"Polygon","coordinates":{"a":1}}', errors.OutlinesBroken),
        ('{"type":"Polygon","coordinates":[[[105],[106]]]}', errors.OutlinesBroken),
        ({"type": "FeatureCollection"}, errors.OutlinesBroken),
        (collection("甲镇"), errors.OutlinesBroken),
        ({"type": "Topology", "objects": {}}, errors.OutlinesOtherFormat),
        ([1, 2, 3], errors.OutlinesOtherFormat),
        ("7", errors.OutlinesOtherFormat),
        (collection(), errors.OutlinesEmpty),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [105, 28]}}, errors.OutlinesEmpty),
        (collection(feature("甲镇", [[[x * 1e5, y * 1e5] for x, y in SQUARE]])), errors.OutlinesNotInDegrees),
        (collection(feature("甲镇", [[[x + 50, y + 80] for x, y in SQUARE]])), errors.OutlinesNotInDegrees),
        ('{"type":"Polygon","coordinates":[[[1e400,28],[105,28],[105,29],[105,28]]]}', errors.OutlinesNotInDegrees),
    ],
)  # fmt: skip
def test_what_is_no_outline_is_refused_in_one_sentence(written, content: object, refusal: type[UserError]) -> None:
    with pytest.raises(refusal) as refused:
        read_outlines(written(content))
    assert "outlines.geojson" in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "outlines.geojson"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(errors.OutlinesTooBig, match="21 MB"):
        read_outlines(path)


def test_too_many_points_are_refused_before_they_are_built(written) -> None:
    path = written('{"type":"Polygon","coordinates":[' + "[]," * (MAX_POINTS + 50_000) + "[]]}")
    began = time.perf_counter()
    with pytest.raises(errors.OutlinesTooFine):
        read_outlines(path)
    assert time.perf_counter() - began < 1


def test_a_folder_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookIsFolder):
        read_outlines(tmp_path)
    with pytest.raises(WorkbookMissing):
        read_outlines(tmp_path / "none.geojson")


def test_the_sample_county_s_file_is_good() -> None:
    file = read_outlines(resource("sample", "yunling-townships.geojson"))
    assert len(file.outlines) == 20
    assert not file.turned
    assert file.left_out == 0
    assert sum(1 for _point in points_of(each.polygons for each in file.outlines)) < 3000
