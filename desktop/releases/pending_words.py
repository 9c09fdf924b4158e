"""How far the plan of today is from what was published, in words."""

from __future__ import annotations

from core.i18n import ngettext


def pending_words(n: int) -> str:
    """Return how far the plan of today is from what was published."""
    said = ngettext(
        "The published plan differs from now: {n} change.", "The published plan differs from now: {n} changes.", n
    )
    return said.format(n=n)
