"""A secretary's ten fingers: words and keys go to the window in one call of xdotool, at one rate for every program."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from tests.e2e.screen import PATIENCE, Screen

RATE = 8  # milliseconds between two keys, the same for every program that is compared


class Key(str):
    """A key or several held together: `Tab`, `ctrl+v`; any other string is typed letter by letter."""

    __slots__ = ()


TAB, ENTER, SPACE, END, ESCAPE, RIGHT, DOWN = map(Key, ("Tab", "Return", "space", "End", "Escape", "Right", "Down"))
COPY, PASTE, ALL, SAVE, DONE = map(Key, ("ctrl+c", "ctrl+v", "ctrl+a", "ctrl+s", "ctrl+Return"))


def count(parts: Iterable[str]) -> int:
    """Return how often a finger comes down; keys held together count as one."""
    return sum(1 if isinstance(part, Key) else len(part) for part in parts)


def write(screen: Screen, *parts: str) -> None:
    """Type words and press keys, all in one call."""
    said: list[str] = []
    rate = ("--clearmodifiers", "--delay", str(RATE))
    for is_key, parts_alike in groupby((part for part in parts if part), key=lambda part: isinstance(part, Key)):
        group = list(parts_alike)
        said += ["key", *rate, *group] if is_key else ["type", *rate, "--args", "1", "".join(group)]
    subprocess.run(
        ["xdotool", *said], check=True, env={**os.environ, "DISPLAY": screen.display}, timeout=PATIENCE
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timed:
    """What a way of writing the same rows down took.

    Attributes:
        way: In words.
        keys: How often a finger came down.
        seconds: From the first key until the rows were on the disk.
    """

    way: str
    keys: int
    seconds: float

    def at(self, milliseconds: int) -> float:
        """Return the seconds a person needs who takes that long for a key, and waits for the program as long."""
        return self.seconds + self.keys * (milliseconds - RATE) / 1000

    def line(self) -> str:
        """Return one line of the report: as measured, and at a quick typist's five keys a second."""
        return f"{self.way:<44} {self.keys:>5} keys {self.seconds:>7.2f} s {self.at(200):>8.1f} s"


def timed(way: str, screen: Screen, lines: Iterable[Iterable[str]], done: Callable[[], None]) -> Timed:
    """Write *lines*, one call each, and measure until *done* returns."""
    wanted = [list(line) for line in lines]
    began = time.monotonic()
    for line in wanted:
        write(screen, *line)
    done()
    return Timed(way, sum(map(count, wanted)), time.monotonic() - began)
