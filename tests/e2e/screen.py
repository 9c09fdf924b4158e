"""A screen of our own under Xvfb: windows found by title, keys pressed by xdotool, pictures read from its memory.

Nothing here sleeps to let something happen: every wait polls for evidence and ends with a picture when it never comes.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QImage

T = TypeVar("T")
PATIENCE = 60.0  # seconds for one step; only a hang takes that long
POLL = 0.05
SIZE = (1440, 900)
PICTURES = Path(__file__).resolve().parents[2] / "build" / "e2e"


class NothingHappenedError(AssertionError):
    """What was waited for never came; the picture beside it shows what the screen looked like."""


class Screen:
    """An X server without a window manager; `close` ends it."""

    def __init__(self, folder: Path) -> None:
        self._memory = folder / "Xvfb_screen0"
        tell, told = os.pipe()
        width, height = SIZE
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(told), "-screen", "0", f"{width}x{height}x24", "-fbdir", str(folder),
             "-nolisten", "tcp", "-noreset"],
            pass_fds=(told,),
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(told)
        with os.fdopen(tell) as number:
            self.display = f":{number.readline().strip()}"

    def close(self) -> None:
        """End the server, and with it whatever still shows a window."""
        self._server.terminate()
        self._server.wait(10)

    def windows(self) -> list[str]:
        """Return the ids of the windows in sight that have a title, the oldest first."""
        return self._xdotool("search", "--onlyvisible", "--name", ".", may_fail=True).split()

    def titles(self) -> list[str]:
        """Return the titles of the windows in sight."""
        return [self._xdotool("getwindowname", window, may_fail=True).strip() for window in self.windows()]

    def focus(self, count: int, what: str) -> None:
        """Wait until *count* windows are in sight, and let the newest have the keys.

        Without a window manager nobody else hands the focus on when a dialog opens or closes.
        """

        def focused() -> bool:
            found = self.windows()
            if len(found) != count:
                return False
            if self._xdotool("getwindowfocus", may_fail=True).strip() != found[-1]:
                self._xdotool("windowfocus", found[-1], may_fail=True)
                return False
            return True

        self.wait(focused, what)

    def keys(self, *keys: str) -> None:
        """Press keys one after the other: `ctrl+2`, `Tab`."""
        self._xdotool("key", "--clearmodifiers", "--delay", "8", *keys)

    def type(self, text: str) -> None:
        """Type ASCII text; other letters would need the keyboard to be remapped under the app's feet."""
        self._xdotool("type", "--clearmodifiers", "--delay", "8", text)

    def wait(self, evidence: Callable[[], T], what: str, *, seconds: float = PATIENCE) -> T:
        """Return the evidence as soon as there is some."""
        give_up = time.monotonic() + seconds
        while not (found := evidence()):
            if time.monotonic() > give_up:
                picture = self.save_picture(f"missing-{what}")
                raise NothingHappenedError(f"{what}: nothing within {seconds:.0f} s; see {picture}")
            time.sleep(POLL)
        return found

    def insist(self, key: str, evidence: Callable[[], T], what: str) -> T:
        """Press *key* again and again until there is evidence; only for keys that do no harm when pressed twice."""
        return self._again(lambda: self.keys(key), evidence, what)

    def click_until(self, point: tuple[int, int], evidence: Callable[[], T], what: str) -> T:
        """Click at *point* again and again until there is evidence."""
        x, y = map(str, point)
        return self._again(lambda: self._xdotool("mousemove", x, y, "click", "1"), evidence, what)

    def _again(self, do: Callable[[], object], evidence: Callable[[], T], what: str, *, every: float = 1.0) -> T:
        last = 0.0

        def seen() -> T:
            nonlocal last
            found = evidence()
            if not found and time.monotonic() - last > every:
                do()
                last = time.monotonic()
            return found

        return self.wait(seen, what)

    def picture(self) -> QImage:
        """Return what the screen shows, read from the server's memory (an xwd file)."""
        data = self._memory.read_bytes()
        words = struct.unpack(">25I", data[:100])
        start, width, height, stride, colours = words[0], words[4], words[5], words[12], words[19]
        pixels = data[start + 12 * colours :]
        return QImage(pixels, width, height, stride, QImage.Format.Format_RGB32).copy()

    def colour_at(self, point: tuple[int, int]) -> int:
        """Return the colour of one point."""
        return self.picture().pixel(*point)

    def save_picture(self, name: str) -> Path:
        """Keep what the screen shows under build/e2e."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)[:80]
        path = PICTURES / f"{plain}.png"
        self.picture().save(str(path))
        return path

    def _xdotool(self, *words: str, may_fail: bool = False) -> str:
        ran = subprocess.run(
            ["xdotool", *words],
            capture_output=True,
            check=not may_fail,
            encoding="utf-8",
            env={**os.environ, "DISPLAY": self.display},
            timeout=PATIENCE,
        )
        return ran.stdout


def why_not() -> str:
    """Return why no screen can be had here, empty where one can."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    return f"{' and '.join(missing)} not installed: apt install xvfb xdotool" if missing else ""
