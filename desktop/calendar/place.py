"""Where a visit may be put on the board: a day, a half, and the row, which is a leader's or a township's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.visits import Half


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the board.

    Attributes:
        leader_id: The row's leader; None on the board by township, where a visit keeps its leader.
        township_id: The row's township; None on the board by leader, where a visit keeps its township.
    """

    day: date
    half: Half
    leader_id: int | None = None
    township_id: int | None = None
