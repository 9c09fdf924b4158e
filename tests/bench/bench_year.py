"""The year with 100,000 visits in the file: opened, turned, scrolled at the widest zoom; what it reads, what it takes.

The visits lie in 25 years, 4,000 and more in each: 20 townships with four visits a week each. Memory is the peak of
a process of its own, before the year is read and at the end.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.paths import ROOT
from db.store import open_store
from desktop.app import dress
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.year_pane import read_year
from desktop.calendar.year_view import YearView
from desktop.context import AppContext
from desktop.machine import Machine
from tests.bench.county import TODAY, county_file
from tests.bench.timing import milliseconds, p95

VISITS = 100_000
FIRST, DAYS = date(2010, 1, 4), 25 * 365
ROUNDS = 40


def crowded(county: Path) -> Path:
    """Return a copy with VISITS visits: the county's own under other numbers and on other days, past the journal."""
    path = Path(tempfile.mkdtemp(prefix="onsite-bench-")) / "visits.db"
    shutil.copyfile(county, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(visit)") if row[1] != "id"]
        own = connection.execute(f"SELECT {', '.join(columns)} FROM visit ORDER BY id").fetchall()
        at = {name: columns.index(name) for name in ("uid", "day", "half", "leader_id", "state", "year", "number")}
        leaders = [row[0] for row in connection.execute("SELECT id FROM leader ORDER BY id")]
        marks, day, turn = ", ".join("?" * len(columns)), 0, 0
        rows: list[list[object]] = []
        while len(rows) < VISITS * 1.1:
            day, turn = (day + 1, turn) if day + 1 < DAYS else (0, turn + 1)
            for n in range(12):
                row = list(own[(day + n) % len(own)])
                row[at["uid"]] = f"bench-{turn}-{day}-{n}".ljust(32, "0")
                row[at["day"]] = (FIRST + timedelta(day)).isoformat()
                row[at["year"]], row[at["number"]] = (FIRST + timedelta(day)).year, 10_000 + len(rows)
                row[at["leader_id"]] = leaders[(n + day) % len(leaders)]
                row[at["half"]] = "morning" if turn == 0 else "afternoon"
                row[at["state"]] = "done" if row[at["day"]] < TODAY.isoformat() else "set"
                rows.append(row)
        asked = f"INSERT OR IGNORE INTO visit ({', '.join(columns)}) VALUES ({marks})"
        connection.executemany(asked, rows)
    return path


def measured(path: Path) -> list[tuple[str, float, str]]:
    """Open, turn and scroll; every step ends painted."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dress(application, "light")
    store = open_store(path, read_only=True)
    ctx = AppContext(store, today=lambda: TODAY, machine=Machine(path=path.with_suffix(".json")))
    _calendar, _kinds = ctx.calendar, ctx.kinds
    before = peak()
    view = YearView(read_year(ctx, TODAY.year, TODAY, VisitFilter()))
    view.resize(1367, 700)
    view.show()
    application.processEvents()
    years = [2012 + n % 14 for n in range(ROUNDS)]

    def turn(year: int) -> None:
        view.show_year(read_year(ctx, year, TODAY, VisitFilter()))
        application.processEvents()

    turned = [milliseconds(partial(turn, year)) for year in years]
    turn(TODAY.year)
    shown = float(view.data.total)
    scrolled = scrolling(application, view)
    after = peak()
    view.close()
    ctx.close()
    store.close()
    return [
        ("visits of the year in sight", shown, "visits"),
        ("another year, read and painted, p50", statistics.median(turned), "ms"),
        ("another year, read and painted, p95", p95(turned), "ms"),
        ("a step of scrolling, p95", p95(scrolled), "ms"),
        ("peak of the process", after, "MB"),
        ("of which the year and its reading", after - before, "MB"),
    ]


def scrolling(application: QApplication, view: YearView) -> list[float]:
    """Return the milliseconds of each step of scrolling both ways, at the widest zoom."""
    for _step in range(3):
        view.zoom(1)

    def scroll(to: int) -> None:
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.setValue(to % max(bar.maximum(), 1))
        application.processEvents()

    return [milliseconds(partial(scroll, n * 37)) for n in range(200)]


def peak() -> float:
    """Return the most megabytes that this process ever held; a parent's do not count, as they do in getrusage."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def run() -> list[tuple[str, float, str]]:
    """Measure in a process of its own, so that its peak is the year's."""
    path = crowded(county_file())
    try:
        asked = [sys.executable, "-m", "tests.bench.bench_year", str(path)]
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(asked, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    finally:
        shutil.rmtree(path.parent)
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 2]
    return [(name, float(value), unit) for name, value, unit in rows]


if __name__ == "__main__":
    for each in measured(Path(sys.argv[1])):
        print(*each, sep="\t")
