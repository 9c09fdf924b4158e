"""A run works in a folder of its own, whatever earlier runs left in the shared one."""

from __future__ import annotations

import os
from pathlib import Path

from tests.run_folders import places


def test_tests_write_below_a_folder_of_their_own_run(tmp_path: Path):
    run = Path(os.environ["PYTEST_DEBUG_TEMPROOT"]).resolve()
    assert run in tmp_path.parents
    assert run.parent in [place.resolve() for place in places()]
    others = [each for each in run.iterdir() if not each.name.startswith("pytest-of-")]
    assert others == []
