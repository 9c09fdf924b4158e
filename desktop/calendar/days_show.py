"""What month and week add to their data: the cursor, the pointer, the selection, and the visit in the hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPointF

from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.chip import ChipLook
from desktop.calendar.verdict import Verdict


@dataclass(slots=True)
class CarryShow:
    """A visit in the hand, and the place it would go to; `point` and `grip` while a pointer carries it."""

    visit: VisitRow
    point: QPointF = field(default_factory=QPointF)
    grip: QPointF = field(default_factory=QPointF)
    day: date | None = None
    half: Half = Half.MORNING
    keyboard: bool = False
    verdict: Verdict | None = None

    @property
    def allowed(self) -> bool:
        """Whether it may be put down there."""
        return self.verdict is None or self.verdict.allowed


@dataclass(slots=True)
class DaysShow:
    """The cursor, and what of the visits the pointer, the keys and the hand have to do with."""

    cursor: date
    selected: int | None = None
    hovered: int | None = None
    pressed: int | None = None
    keyboard: bool = False
    has_focus: bool = False
    carry: CarryShow | None = None

    def look(self, visit: VisitRow) -> ChipLook:
        """Return the look of a visit."""
        chosen = visit.id == self.selected
        return ChipLook(
            hover=visit.id == self.hovered,
            pressed=visit.id == self.pressed,
            selected=chosen,
            focused=chosen and self.keyboard and self.has_focus,
            origin=self.carry is not None and self.carry.visit.id == visit.id,
        )
