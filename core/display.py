"""Whether a window can open here, found out without Qt: Qt itself would end the program with a core dump."""

from __future__ import annotations

import os
import socket
import sys
from typing import Final

_WAIT: Final = 3.0  # seconds for a screen on another computer
_FIRST_PORT: Final = 6000


def has_display() -> bool:
    """Return whether a screen answers, or none is needed."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or (platform and not platform.startswith(("xcb", "wayland"))):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _answers(os.environ.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Return whether the X server named like `:0`, `localhost:10.0` takes a connection."""
    host, _colon, screen = display.rpartition(":")
    number = screen.partition(".")[0]
    if not number.isdecimal():
        return False
    if host not in {"", "unix"}:
        try:
            socket.create_connection((host.strip("[]"), _FIRST_PORT + int(number)), timeout=_WAIT).close()
        except OSError:
            return False
        return True
    path = f"/tmp/.X11-unix/X{number}"
    return any(_listens(place) for place in (path, f"\0{path}"))


def _listens(place: str) -> bool:
    with socket.socket(socket.AF_UNIX) as end:
        end.settimeout(_WAIT)
        try:
            end.connect(place)
        except OSError:
            return False
    return True
