"""The sub-command that takes outlines over: shown first, then kept, and a bad file is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.paths import resource
from db.models import Township
from db.queries.map_shapes import township_shapes
from db.store import open_store
from tests.commands import run_main, run_process

SAMPLE = resource("sample", "yunling-townships.geojson")


@pytest.fixture
def schedule(tmp_path: Path) -> Path:
    path = tmp_path / "schedule.db"
    store = open_store(path, create=True)
    with store.write("Fill") as session:
        session.add_all([Township(name="青石镇"), Township(name="望云乡")])
    store.close()
    return path


def kept(path: Path) -> int:
    store = open_store(path, read_only=True)
    with store.read() as session:
        found = len(township_shapes(session))
    store.close()
    return found


def test_a_dry_run_changes_nothing_and_a_run_keeps_what_fits(schedule: Path) -> None:
    shown = run_main("outlines", SAMPLE, "--db", schedule, "--dry-run", "--json")
    assert (shown.code, shown.json["taken"], shown.json["count"], shown.json["done"]) == (0, 1, 20, False)
    assert shown.json["townships_without"] == ["望云乡"]
    assert kept(schedule) == 0
    done = run_process("outlines", SAMPLE, "--db", schedule)
    assert done.code == 0
    assert done.out.startswith("1 outline fits a township")
    assert "望云乡\twithout an outline" in done.out
    assert kept(schedule) == 1


def test_a_bad_file_is_refused_in_one_line(schedule: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.geojson"
    bad.write_text("{", encoding="utf-8")
    refused = run_main("outlines", bad, "--db", schedule)
    assert refused.code != 0
    assert len(refused.err.strip().splitlines()) == 1
    assert "bad.geojson" in refused.err
