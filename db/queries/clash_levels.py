"""How grave the office takes each clash; one setting holds what differs from the shipped levels."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from core.clash_facts import Level
from db.models import Setting

LEVELS: Final = "clash_levels"


def chosen_levels(session: Session) -> dict[str, Level]:
    """Return the levels that the office chose, by rule; what no version knows is left out."""
    row = session.get(Setting, LEVELS)
    chosen = row.value.get("value") if row is not None else None
    known = set(Level)
    return {key: Level(level) for key, level in chosen.items() if level in known} if isinstance(chosen, dict) else {}
