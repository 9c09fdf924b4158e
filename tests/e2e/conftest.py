"""A screen for each test, and the sample county as a schedule file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.screen import Screen, why_not


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """Return a screen of this test's own."""
    if reason := why_not():
        pytest.skip(reason)
    folder = tmp_path / "screen"
    folder.mkdir()
    made = Screen(folder)
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the empty home of a user who has never started the program."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def county(yunling: Path, tmp_path: Path) -> Path:
    """Return the sample county; the test may change it."""
    return Path(shutil.copyfile(yunling, tmp_path / "county.db"))
