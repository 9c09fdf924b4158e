"""Wrong tries, counted beside the schedule: from the fifth on each costs a wait, which no restart shortens, no clock.

The wait is measured by the time since this computer was switched on. That is never more than the time that has gone
by, also after a restart, so setting the clock changes nothing; and as it always grows, nobody is shut out for ever.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from core.i18n import ngettext
from core.vault_errors import WaitFirst
from db.vault.keyfile import tries_path, write_small

FREE: Final = 5
FIRST_WAIT: Final = 30.0
LONGEST_WAIT: Final = 900.0
_UNKNOWN: Final = 3
"""Tries taken for granted where the count was thrown away: that must not be the way round it."""


@dataclass(frozen=True, slots=True)
class State:
    """How many wrong tries there were, and how long the wait after the last one is."""

    failures: int
    wait: float
    at: float

    def left(self, now: float) -> float:
        """Return the seconds still to wait; `at` lies ahead of *now* only if the computer was switched off between."""
        gone = now - self.at if now >= self.at else now
        return max(0.0, self.wait - gone)


_unwritten: dict[Path, State] = {}


def uptime() -> float:
    """Return the seconds since this computer was switched on, its sleep included where the system tells."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def wait_after(failures: int) -> float:
    """Return the seconds to wait after so many wrong tries."""
    return 0.0 if failures < FREE else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - FREE, 10))


def seconds_to_wait(path: Path) -> float:
    """Return how long the next try on the schedule at *path* has to wait."""
    return _state(path).left(uptime())


def charge(path: Path) -> None:
    """Count a try before it is made, so that whoever ends the program in the middle of one gains nothing.

    Raises:
        WaitFirst: it is not time yet.
    """
    state = _state(path)
    if (left := state.left(uptime())) > 0:
        raise WaitFirst(wait=wait_text(left))
    failures = state.failures + 1
    _keep(path, State(failures, wait_after(failures), uptime()))


def forgive(path: Path) -> None:
    """Forget the wrong tries: the right one was made."""
    _keep(path, State(0, 0.0, uptime()))


def wait_text(seconds: float) -> str:
    """Return `40 seconds` or `3 minutes`."""
    whole = int(seconds) + 1
    if whole < 100:
        return ngettext("{n} second", "{n} seconds", whole).format(n=whole)
    minutes = -(-whole // 60)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def _state(path: Path) -> State:
    place = tries_path(path)
    if place in _unwritten:
        return _unwritten[place]
    try:
        said = json.loads(place.read_text("utf-8"))
        return State(max(0, int(said["failures"])), min(LONGEST_WAIT, max(0.0, float(said["wait"]))), float(said["at"]))
    except FileNotFoundError:
        return State(_UNKNOWN, 0.0, 0.0)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        spoilt = State(FREE, wait_after(FREE), uptime())
        _keep(path, spoilt)
        return spoilt


def _keep(path: Path, state: State) -> None:
    place = tries_path(path)
    _unwritten.pop(place, None)
    try:
        write_small(place, json.dumps(asdict(state)))
    except OSError:  # on a read-only disk the count lasts as long as the program
        _unwritten[place] = state
