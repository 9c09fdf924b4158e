"""Switching month on the Yunling county: key to painted, beside the bare SQL for the same rows in the same run."""

from __future__ import annotations

import itertools

from PySide6.QtWidgets import QApplication

from core.paths import ROOT
from desktop.app import dress
from desktop.desk import Desk
from desktop.machine import Machine
from tests.bench.county import TODAY, county_file
from tests.bench.timing import BareSql, beside, by_turns, listening

ROUNDS = 60
BUILD = ROOT / "build"


def run() -> list[tuple[str, float, str]]:
    """Turn to and fro over the year; each turn is read, laid out and painted before the clock stops."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    BUILD.mkdir(exist_ok=True)
    machine = Machine(path=BUILD / "bench-window.json")
    dress(application, "light")
    desk = Desk(machine, today=lambda: TODAY)
    assert desk.start(county_file())
    window = desk.window
    window.resize(1440, 868)
    window.show_page("calendar")
    application.processEvents()
    steps = itertools.cycle([-1] * 6 + [1] * 6)

    def turn(page: object = window.page()) -> None:
        page.month.turn(next(steps))  # type: ignore[attr-defined]
        application.processEvents()

    with listening() as asked:
        turn()
    ours, bare = by_turns(ROUNDS, turn, BareSql(county_file(), list(asked)))
    desk.end()
    window.close()
    return beside("another month, painted", ours, bare, f"bare SQL, the {len(asked)} statements of a turn")
