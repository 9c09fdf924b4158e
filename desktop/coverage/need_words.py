"""The need index in words: its sum, then every addend."""

from __future__ import annotations

from collections.abc import Sequence

from core.i18n import _
from core.need import Addend, total


def need_lines(addends: Sequence[Addend]) -> list[str]:
    """Return the sum and, below it, each addend with its points."""
    return [_("Need index {n}").format(n=total(addends)), *(addend.sentence for addend in addends)]
