"""From process start to a usable Today page, beside an empty PySide6 window in the same run."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.county import TODAY, county_file

ROUNDS = 9
EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1440, 868)
window.show()
app.processEvents()
window.grab()
import os
os._exit(0)
"""
OURS = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import dress
from desktop.desk import Desk
from desktop.machine import Machine
from desktop.speech import speak
application = QApplication(sys.argv[:1])
county = Path(sys.argv[1])
speak(application, "zh_CN")
dress(application, "light")
desk = Desk(Machine(path=county.with_name("window.json")), today=lambda: date.fromisoformat(sys.argv[2]))
assert desk.start(county)
desk.window.resize(1440, 868)
application.processEvents()
desk.window.grab()
assert type(desk.window.page()).__name__ == "TodayPage" and desk.window.count("issues") > 10
desk.end()  # as every day: the next start finds a schedule that was closed
import os
os._exit(0)
"""


def run() -> list[tuple[str, float, str]]:
    """Start both by turns, so that a busy machine slows both alike; medians."""
    empty, ours = [], []
    for _ in range(ROUNDS):
        empty.append(_seconds(EMPTY))
        with tempfile.TemporaryDirectory() as folder:  # each start finds a file that was closed in good order
            path = shutil.copyfile(county_file(), Path(folder) / "county.db")
            ours.append(_seconds(OURS, str(path), TODAY.isoformat()))
    plain, full = statistics.median(empty), statistics.median(ours)
    return [
        ("empty PySide6 window", plain, "s"),
        ("usable Today page, Yunling county", full, "s"),
        ("ratio", full / plain, "times the empty window"),
    ]


def _seconds(code: str, *arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    return time.perf_counter() - began
