"""A run works in a folder of its own, whatever earlier runs left in the shared one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import run_folders


def test_tests_write_below_a_folder_of_their_own_run(tmp_path: Path):
    run = Path(os.environ["PYTEST_DEBUG_TEMPROOT"]).resolve()
    assert run in tmp_path.parents
    assert run.parent in [place.resolve() for place in run_folders.places()]
    others = [each for each in run.iterdir() if not each.name.startswith("pytest-of-")]
    assert others == []


def test_only_what_processes_that_are_gone_left_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run_folders, "_MEMORY", tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for name in (f"onsite-run-{ended.pid}-a", f"onsite-run-{os.getpid()}-b", "onsite-run-c", f"other-{ended.pid}-d"):
        (tmp_path / name).mkdir()
    found = list(run_folders.left_behind("onsite-run-", only_in_memory=True))
    assert found == ([tmp_path / f"onsite-run-{ended.pid}-a"] if Path("/proc/self").exists() else [])


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
