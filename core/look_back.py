"""Looking back (回头看): which closed issues the lot picks for a check that what was reported is so.

Each issue is drawn or not by itself, from its own lasting name and the office's seed: the same seed and the
same issues give the same draw in any order and on any computer, and a further closing changes none drawn before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from core.i18n import N_

MOST_SHARE: Final = 1000


class LookBackWay(StrEnum):
    """How somebody looked."""

    VISIT = "visit"
    CALL = "call"


LOOK_BACK_WAY_NAMES: Final = {LookBackWay.VISIT: N_("On a visit"), LookBackWay.CALL: N_("By phone")}


def is_drawn(name: str, *, share: int, seed: int) -> bool:
    """Return whether the lot falls on the issue of the lasting *name*: on one in *share*, on none for 0."""
    if share <= 0:
        return False
    lot = hashlib.sha256(f"look-back:{seed}:{name}".encode()).digest()
    return int.from_bytes(lot[:8]) % share == 0


def drawn(names: Iterable[str], *, share: int, seed: int) -> set[str]:
    """Return those of *names* that the lot falls on."""
    return {name for name in names if is_drawn(name, share=share, seed=seed)}
