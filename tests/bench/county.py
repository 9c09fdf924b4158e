"""The Yunling county as a schedule file, imported once per run of the benches."""

from __future__ import annotations

import functools
import tempfile
from datetime import date
from pathlib import Path

from core.paths import resource
from db.services.imports import import_files
from db.store import open_store

TODAY = date(2026, 11, 23)


@functools.cache
def county_file() -> Path:
    """Return a schedule that holds the three Yunling workbooks."""
    path = Path(tempfile.mkdtemp(prefix="onsite-bench-")) / "county.db"
    store = open_store(path, create=True, today=lambda: TODAY)
    result = import_files(store, sorted(resource("sample").glob("*.xlsx")), today=TODAY)
    store.close()
    if not result.done:
        raise RuntimeError("the sample workbooks raised questions")
    return path
