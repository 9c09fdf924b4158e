"""Compiled code is kept, and workers share the work of compiling it.

Each worker rewrote the asserts of every test file for itself, and each of the hundreds of programs that a run starts
compiled the same sources again, where the environment keeps Python from writing bytecode.
"""

from __future__ import annotations

import os
import py_compile
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

import pytest
from _pytest.assertion import rewrite

ROOT: Final = Path(__file__).resolve().parent.parent
PARTS: Final = ("core", "db", "desktop", "tests")


def keep_bytecode() -> None:
    """Let this process, and every one that it starts, write what it compiled beside the source."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def compile_share(config: pytest.Config) -> None:
    """Compile this worker's share of the sources; nothing where there are no workers.

    Who needs a file before another worker has come to it compiles it then and there.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if not worker:
        return
    sources = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py"))
    for source in sources[int(worker) :: int(os.environ["PYTEST_XDIST_WORKER_COUNT"])]:
        if source.name.startswith("test_"):
            _rewrite(source, config)
        elif not _is_current(source, Path(cache_from_source(str(source)))):
            py_compile.compile(str(source), quiet=2)


def _is_current(source: Path, compiled: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def _rewrite(source: Path, config: pytest.Config) -> None:
    """Do for a test file what pytest does when it collects it: there is no public name for it."""
    folder = rewrite.get_cache_dir(source)
    compiled = folder / f"{source.stem}{rewrite.PYC_TAIL}"
    if rewrite._read_pyc(source, compiled) is None and rewrite.try_makedirs(folder):
        source_hash, code = rewrite._rewrite_test(source, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source_hash, compiled)
