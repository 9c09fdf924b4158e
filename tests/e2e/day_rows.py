"""Ten issues as they stand in a secretary's notes, and three ways to write each of them down."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pypinyin import lazy_pinyin

from tests.commands import ROOT, environment
from tests.e2e.hands import ALL, COPY, ENTER, PASTE, SAVE, TAB, Key, Timed, timed
from tests.e2e.screen import Screen

OVER, EMPTY, AWAY = Key("F6"), Key("ctrl+n"), Key("ctrl+w")


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the notes: six columns, and the initials by which the record page finds place and unit."""

    name: str
    phone: str
    village: str
    title: str
    unit: str
    days: str
    village_keys: str
    unit_keys: str

    def cells(self) -> list[str]:
        """Return the six columns."""
        return [self.name, self.phone, self.village, self.title, self.unit, self.days]

    def typed_here(self) -> list[str]:
        """Return the keys on the record page: Tab takes the place or unit offered and goes on."""
        return [
            self.name, TAB, self.phone, TAB, self.village_keys, TAB, self.title, TAB, self.unit_keys, TAB, self.days,
            ENTER,
        ]  # fmt: skip

    def typed_there(self) -> list[str]:
        """Return the keys in a spreadsheet: Chinese words spelt in full, one space taking the first offered."""
        village, unit = (f"{''.join(lazy_pinyin(words))} " for words in (self.village, self.unit))
        cells = [self.name, self.phone, village, self.title, unit, self.days]
        return [part for cell in cells[:-1] for part in (cell, TAB)] + [cells[-1], ENTER]


ROWS = (
    Noted("Zhang San", "13800006601", "前坡村", "Street lamp at the school is broken", "县供电公司", "10", "qp", "xgd"),
    Noted("Li Si", "13800006602", "青岭村", "Ditch behind the market is blocked", "县水利局", "15", "ql", "xslj"),
    Noted("Wang Wu", "13800006603", "上冲村", "Bus to town no longer stops", "县交通运输局", "20", "sc", "xjt"),
    Noted("Zhao Liu", "13800006604", "下庙村", "Teacher missing since September", "县教育局", "30", "xm", "xjyj"),
    Noted("Qian Qi", "13800006605", "竹桥村", "Quarry dust on the fields", "县生态环境局", "20", "zq", "xst"),
    Noted("Sun Ba", "13800006606", "西沟村", "Sun Ba finds no doctor at the clinic", "县卫生健康局", "30", "xg", "xws"),
    Noted("Zhou Jiu", "13800006607", "西冲村", "Allowance not paid for two months", "县民政局", "10", "xc", "xmzj"),
    Noted("Wu Shi", "13800006608", "前坡村", "Spring seedlings never came", "县农业农村局", "15", "qp", "xny"),
    Noted("Zheng Yi", "13800006609", "青岭村", "Fir trees felled across the border", "县林业局", "20", "ql", "xlyj"),
    Noted("Feng Er", "13800006610", "竹桥村", "Medicine bill was refused", "县医疗保障局", "10", "zq", "xyl"),
)  # fmt: skip
CELLS = [row.cells() for row in ROWS]
NAMES = tuple(row.name for row in ROWS)
PHONES = tuple(row.phone for row in ROWS)


@contextmanager
def spreadsheet(screen: Screen, folder: Path) -> Iterator[Path]:
    """Give the spreadsheet with the notes in it, the only window on the screen; yield where it saves its form."""
    notes, saved = folder / "notes.json", folder / "form.json"
    notes.write_text(json.dumps(CELLS, ensure_ascii=False), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.spreadsheet", str(notes), str(saved)],
        cwd=ROOT,
        env=environment({"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}),
        stdin=subprocess.DEVNULL,
    )
    try:
        screen.wait(screen.windows, "the spreadsheet")
        screen.focus(1, "the spreadsheet with the focus")
        yield saved
    finally:
        running.kill()
        running.wait(30)


def cell_by_cell() -> Iterator[list[str]]:
    """Copy a cell, go over, paste, go back: as loose notes come into a form."""
    for row in ROWS:
        line: list[str] = []
        for place, _cell in enumerate(row.cells()):
            last = place == len(row.cells()) - 1
            line += [COPY, OVER, PASTE, ENTER if last else TAB, OVER, ENTER if last else TAB]
        yield line


def line_by_line() -> Iterator[list[str]]:
    """Select and copy a line, go over, paste, go back: where the notes happen to have the form's columns."""
    for _row in ROWS:
        yield [Key("shift+space"), COPY, OVER, PASTE, ENTER, OVER, ENTER]


def measured(screen: Screen, saved: Path) -> dict[str, Timed]:
    """Write the ten rows into the spreadsheet in each way; every way must end with the same ten rows saved."""
    ways: dict[str, Callable[[], Iterator[list[str]]]] = {
        "spreadsheet, typed": lambda: iter([[OVER], *(row.typed_there() for row in ROWS)]),
        "spreadsheet, pasted cell by cell": cell_by_cell,
        "spreadsheet, pasted line by line": line_by_line,
        "spreadsheet, pasted as one block": lambda: iter([[ALL, COPY, OVER, PASTE]]),
    }
    found = {}
    for way, lines in ways.items():
        found[way] = timed(way, screen, [*lines(), [SAVE]], partial(_assert_saved, screen, saved, way))
        screen.save_picture(f"day-{way}")
        screen.keys(EMPTY)
        screen.wait(lambda: not saved.exists(), "an empty form")
    return found


def _assert_saved(screen: Screen, saved: Path, way: str) -> None:
    lines = screen.wait(lambda: saved.exists() and saved.read_text(encoding="utf-8"), f"the form saved: {way}")
    cells = json.loads(str(lines))
    spelt = [[part.strip() for part in row.typed_there() if not isinstance(part, Key)] for row in ROWS]
    assert [[cell.strip() for cell in line] for line in cells] == (spelt if way.endswith("typed") else CELLS)
