"""Which copied words must not stay on the clipboard, where every other program can read them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from core.masking import mask_names, mask_numbers

KEPT_SECONDS: Final = 30
"""Long enough to paste it once, on purpose."""
MOST_READ: Final = 200_000


def holds_person(text: str, names: Iterable[str]) -> bool:
    """Return whether *text* tells of a person: a number of a phone or an identity card, or one of *names*."""
    part = text[:MOST_READ]
    return mask_numbers(part) != part or mask_names(part, names) != part


def mark_of(text: str) -> bytes:
    """Return what tells this text from another one, without keeping it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
