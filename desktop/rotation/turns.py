"""Python's threads take shorter turns while a plan is looked for: the window would wait at every call of Qt."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SHORT: Final = 0.0003
_lock = threading.Lock()


class _Count:
    running = 0
    usual = 0.005


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads change often until the last one that asked for it has ended."""
    with _lock:
        if not _Count.running:
            _Count.usual = sys.getswitchinterval()
            sys.setswitchinterval(_SHORT)
        _Count.running += 1
    try:
        yield
    finally:
        with _lock:
            _Count.running -= 1
            if not _Count.running:
                sys.setswitchinterval(_Count.usual)
