"""The keys of the proposal's board: going about, pinning, asking why, and moving a visit by days and leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from core.planner.problem import PlannedVisit
from core.visits import Half
from desktop.rotation.plan_words import announce
from desktop.rotation.proposal import slots_of

if TYPE_CHECKING:
    from desktop.rotation.plan_view import PlanView

_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class PlanKeys:
    """Answers keys; what it does not know goes on to the page."""

    def __init__(self, view: PlanView) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Carry out a key; return whether it was one of ours."""
        view, key = self._view, Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if key in _STEPS:
            self._carry(*_STEPS[key]) if alt else self._go(*_STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            row = view.show_state.cursor[0]
            view.choose((row, 0 if key == Qt.Key.Key_Home else len(view.data.weeks) - 1, 0), keyboard=True)
        elif key == Qt.Key.Key_Space:
            chip = view.current()
            if chip is not None and chip.can_move and view.can_change:
                view.pin_wanted.emit(chip)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            view.ask_why()
        elif key == Qt.Key.Key_H:
            self._other_half()
        elif key == Qt.Key.Key_Escape and view.show_state.carried is not None:
            view.drag.cancel()
        else:
            return False
        return True

    def _go(self, down: int, across: int) -> None:
        view = self._view
        row, week, at = view.show_state.cursor
        n = len(view.data.chips(row, week)) if view.data.rows and view.data.weeks else 0
        if down and 0 <= at + down < n:
            view.choose((row, week, at + down), keyboard=True)
            return
        row = max(min(row + down, len(view.data.rows) - 1), 0)
        week = max(min(week + across, len(view.data.weeks) - 1), 0)
        last = len(view.data.chips(row, week)) - 1 if view.data.rows and view.data.weeks else 0
        view.choose((row, week, max(last, 0) if down < 0 else 0), keyboard=True)

    def _carry(self, down: int, across: int) -> None:
        """Move what is chosen to another day or leader, past places that are barred."""
        chip = self._view.current()
        if chip is None or not chip.can_move or not self._view.can_change:
            return
        places = self._days(chip.visit, across) if across else self._leaders(chip.visit, down)
        self._put_first_free(chip.visit, places)

    def _other_half(self) -> None:
        chip = self._view.current()
        if chip is None or not chip.can_move or not self._view.can_change or chip.visit.half is Half.WHOLE_DAY:
            return
        other = Half.AFTERNOON if chip.visit.half is Half.MORNING else Half.MORNING
        self._put_first_free(chip.visit, [chip.visit._replace(half=other)])

    def _put_first_free(self, visit: PlannedVisit, places: list[PlannedVisit]) -> None:
        view, reason = self._view, ""
        for place in places:
            verdict = view.judge(visit, place) if view.judge is not None else None
            if verdict is None or verdict.allowed:
                view.move_wanted.emit(visit, place)
                return
            reason = reason or verdict.reason
        announce(view, reason)

    def _days(self, visit: PlannedVisit, step: int) -> list[PlannedVisit]:
        days = sorted({day for week in self._view.data.weeks for day, _half in slots_of(week)})
        later = [day for day in days if (day > visit.day) == (step > 0) and day != visit.day]
        return [visit._replace(day=day) for day in (later if step > 0 else reversed(later))]

    def _leaders(self, visit: PlannedVisit, step: int) -> list[PlannedVisit]:
        ids = [row.id for row in self._view.data.rows]
        at = ids.index(visit.leader_id) if visit.leader_id in ids else 0
        following = ids[at + 1 :] if step > 0 else ids[:at][::-1]
        return [visit._replace(leader_id=each) for each in following]
