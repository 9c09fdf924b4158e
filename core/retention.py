"""How long a settled issue's personal data is kept."""

from __future__ import annotations

from datetime import date


def retain_until(settled_on: date | None, years: int) -> date | None:
    """Return the last day on which the personal data of an issue settled then is kept; None asks for no erasure."""
    if settled_on is None or years <= 0:
        return None
    try:
        return settled_on.replace(year=settled_on.year + years)
    except ValueError:  # 29 February
        return settled_on.replace(year=settled_on.year + years, day=28)
