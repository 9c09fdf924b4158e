"""A run works in a folder of its own, whatever earlier runs left in the shared one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import run_folders

ROOT = Path(__file__).resolve().parent.parent


def test_tests_write_below_a_folder_of_their_own_run(tmp_path: Path):
    run = Path(os.environ["PYTEST_DEBUG_TEMPROOT"]).resolve()
    assert run in tmp_path.parents
    assert run.parent in [place.resolve() for place in run_folders.places()]
    others = [each for each in run.iterdir() if not each.name.startswith("pytest-of-")]
    assert others == []


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is swept there")
def test_only_what_processes_that_are_gone_left_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run_folders, "_MEMORY", tmp_path)
    monkeypatch.setattr(run_folders, "_ROOM", 0)
    mine = run_folders.run_folder("onsite-run-")
    words = f"""
import os
from pathlib import Path
from tests import run_folders
run_folders._MEMORY, run_folders._ROOM = Path({str(tmp_path)!r}), 0
print(run_folders.run_folder("onsite-run-"), flush=True)
os._exit(9)
"""
    ended = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False, cwd=ROOT)
    gone = Path(ended.stdout.strip() or "nothing was made")
    (tmp_path / "onsite-run-without").mkdir()
    assert mine.is_dir()
    assert list(run_folders.left_behind("onsite-run-", only_in_memory=True)) == [gone]
    assert list(run_folders.left_behind("onsite-run-", only_in_memory=True)) == []


def test_a_release_is_proved_on_the_disk_and_a_run_without_room_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run_folders, "_MEMORY", tmp_path)
    monkeypatch.setattr(run_folders, "_ROOM", 0)
    monkeypatch.delenv("ONSITE_FULL", raising=False)
    assert run_folders.in_memory()
    monkeypatch.setenv("ONSITE_FULL", "1")
    assert not run_folders.in_memory()
    monkeypatch.delenv("ONSITE_FULL")
    monkeypatch.setattr(run_folders, "_ROOM", 10**18)
    assert not run_folders.in_memory()
    monkeypatch.setattr(run_folders, "_ROOM", 0)
    monkeypatch.setattr(run_folders, "_MEMORY", tmp_path / "none")
    assert not run_folders.in_memory()
