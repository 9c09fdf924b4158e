"""The three Yunling workbooks into an empty schedule, in a process of its own: seconds and peak memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from core.paths import resource
from tests.bench.county import TODAY

ROUNDS = 3
END = """
import json, resource, sys, time
sys.stdout.write(json.dumps({"seconds": time.perf_counter() - began,
                             "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
OURS = """
import sys, time
began = time.perf_counter()
from datetime import date
from db.services.imports import import_files
from db.store import open_store
store = open_store(sys.argv[1], create=True)
result = import_files(store, sys.argv[3:], today=date.fromisoformat(sys.argv[2]))
store.close()
assert result.done
"""
READING = """
import sys, time
began = time.perf_counter()
import openpyxl
for path in sys.argv[3:]:
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            pass
"""


def run() -> list[tuple[str, float, str]]:
    """Import, and only read with openpyxl, by turns; medians."""
    ours, reading = [], []
    for _ in range(ROUNDS):
        reading.append(_measured(READING))
        ours.append(_measured(OURS))
    seconds, plain = (statistics.median(one["seconds"] for one in some) for some in (ours, reading))
    peak, plain_peak = (statistics.median(one["peak"] for one in some) for some in (ours, reading))
    return [
        ("import of three workbooks, 2,046 rows", seconds, "s"),
        ("  openpyxl only reading them", plain, "s"),
        ("  ratio", seconds / plain, "times"),
        ("peak memory", peak, "MB"),
        ("  openpyxl only reading them", plain_peak, "MB"),
    ]


def _measured(code: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-c", code + END, str(Path(folder) / "new.db"), TODAY.isoformat()]
            + [str(path) for path in sorted(resource("sample").glob("*.xlsx"))],
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
    found: dict[str, float] = json.loads(ran.stdout)
    return found
