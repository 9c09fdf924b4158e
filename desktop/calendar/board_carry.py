"""What is lifted off the board, by mouse or keyboard: whereto, what speaks against it, and the wish it ends with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QTimer

from core.i18n import _
from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.board_painter import Carry
from desktop.calendar.drop_popup import DropPopup
from desktop.calendar.place import Place
from desktop.calendar.verdict import Line, Tone, Verdict

if TYPE_CHECKING:
    from desktop.calendar.board_view import BoardView

_AROUND = 14
_REST_MS = 80
Cells = Mapping[tuple[int, date, Half], str]


def no_objection(visit: VisitRow, _place: Place) -> Verdict:
    """Return that *visit* may go anywhere: what holds until somebody judges."""
    return Verdict(f"{visit.leader} → {visit.township}", ())


def no_cells(_visit: VisitRow) -> Cells:
    """Return that no cell is barred."""
    return {}


def may_swap(one: VisitRow, other: VisitRow) -> Verdict:
    """Return what swapping means, without judging it."""
    title = _("Swap {one} and {other}").format(one=_pair(one), other=_pair(other))
    return Verdict(title, (Line(Tone.CALM, _("Dropped on another visit, the two are swapped.")),))


def _pair(visit: VisitRow) -> str:
    return f"{visit.leader} → {visit.township}"


class BoardCarry(QObject):
    """Holds what is carried; mouse and keyboard both end here, so that both mean the same."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view)
        self._view = view
        self._popup: DropPopup | None = None
        self._dirty = QRectF()
        self._bar_again = QTimer(self, singleShot=True, interval=_REST_MS)
        self._bar_again.timeout.connect(self._bar)

    @property
    def now(self) -> Carry | None:
        """What is carried."""
        return self._view.show_state.carry

    def lift(self, visit: VisitRow, *, grip: QPointF | None = None, keyboard: bool = False) -> Carry:
        """Lift a visit off its place."""
        origin = self._view.data.place_of(visit)
        return self._begin(Carry(visit, origin, grip=grip or QPointF(), keyboard=keyboard, target=origin))

    def lift_edge(self, visit: VisitRow) -> Carry:
        """Take hold of a visit's edge: only its half will change."""
        origin = self._view.data.place_of(visit)
        return self._begin(Carry(visit, origin, target=origin, resizing=True))

    def lift_request(self, request_id: int, words: str, *, keyboard: bool = False) -> Carry:
        """Lift what waits to be placed."""
        target = self._view.show_state.cursor if keyboard else None
        return self._begin(Carry(None, None, request_id, words, target=target, keyboard=keyboard))

    def aim(self, place: Place | None) -> None:
        """Point at another place and judge it."""
        carry, data = self.now, self._view.data
        if carry is None:
            return
        if place is not None and carry.visit is not None and not carry.resizing:
            whole = carry.visit.half is Half.WHOLE_DAY
            place = replace(place, half=Half.WHOLE_DAY) if whole else place
        if place != carry.target or carry.verdict is None:
            carry.target = place
            carry.other = self._below(place)
            carry.verdict = self._judged(carry)
        self.repaint()
        self._tell(carry, data.row_of(place) is not None)

    def put_down(self) -> None:
        """End with a wish, or with the reason why not."""
        carry = self.now
        self.end()
        if carry is None or carry.target is None or carry.target == carry.origin:
            return
        view = self._view
        if not carry.allowed:
            view.refused.emit(carry.visit.id if carry.visit else None, carry.target, carry.verdict)
        elif carry.visit is None:
            view.place_request_wanted.emit(carry.request_id, carry.target)
        elif carry.resizing:
            view.resize_wanted.emit(carry.visit.id, carry.target.half)
        elif carry.other is not None:
            view.swap_wanted.emit(carry.visit.id, carry.other.id)
        else:
            view.place_wanted.emit(carry.visit.id, carry.target)

    def end(self) -> None:
        """Put everything back."""
        self._view.show_state.carry = None
        self._view.show_state.pressed = None
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None
        self._dirty = QRectF()
        self._view.viewport().unsetCursor()
        self._view.viewport().update()

    def data_changed(self) -> None:
        """Judge anew after other data came; what was deleted meanwhile is carried no longer."""
        carry, data = self.now, self._view.data
        if carry is None:
            return
        if carry.visit is not None and data.shows(carry.visit.day):
            fresh = data.visit(carry.visit.id)
            if fresh is None or not fresh.can_move:
                self.end()
                return
            carry.visit, carry.origin = fresh, data.place_of(fresh)
        carry.invalid = self._barred(carry)
        target, carry.target, carry.verdict = carry.target, None, None
        self.aim(target)

    def scrolled(self) -> None:
        """Ask for the cells that came into sight, once the board rests."""
        if self.now is not None:
            self._bar_again.start()

    def repaint(self) -> None:
        """Paint again only what the carried thing covered and covers now."""
        before, self._dirty = self._dirty, self._view.carried_area()
        region = before.united(self._dirty).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        if before.intersects(self._dirty) or before.isNull():
            self._view.viewport().update(region.toAlignedRect())
            return
        for part in (before, self._dirty):
            self._view.viewport().update(part.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).toAlignedRect())

    def _begin(self, carry: Carry) -> Carry:
        view = self._view
        view.show_state.hovered = None
        view.show_state.carry = carry
        carry.invalid = self._barred(carry)
        view.viewport().setToolTip("")
        view.viewport().update()
        return carry

    def _bar(self) -> None:
        if self.now is not None:
            self.now.invalid = self._barred(self.now)
            self._view.viewport().update()

    def _barred(self, carry: Carry) -> Cells:
        if carry.resizing:
            return {}
        if carry.visit is not None:
            return _by_cell(self._view.invalid_cells(carry.visit))
        return {} if carry.request_id is None else _by_cell(self._view.invalid_for_request(carry.request_id))

    def _below(self, place: Place | None) -> VisitRow | None:
        """Return the visit that already stands at *place* and could go elsewhere."""
        carry, data = self.now, self._view.data
        row = data.row_of(place)
        if carry is None or carry.visit is None or carry.resizing or place is None or row is None:
            return None
        if place == carry.origin:
            return None
        here = data.on(data.rows[row].id, place.day)
        others = (visit for visit in here if visit.id != carry.visit.id and visit.half.overlaps(place.half))
        return next((visit for visit in others if visit.can_move), None)

    def _judged(self, carry: Carry) -> Verdict | None:
        view = self._view
        if carry.target is None or carry.target == carry.origin:
            return None
        if carry.visit is None:
            return None if carry.request_id is None else view.judge_request(carry.request_id, carry.target)
        if carry.other is not None:
            return view.judge_swap(carry.visit, carry.other)
        return view.judge(carry.visit, carry.target)

    def _tell(self, carry: Carry, in_sight: bool) -> None:  # noqa: FBT001
        if carry.verdict is None or not carry.verdict.lines or not in_sight:
            if self._popup is not None:
                self._popup.hide()
            return
        view = self._view
        if self._popup is None:
            self._popup = DropPopup(view.window())
        at = self._spot(carry)
        key = _("Enter") if carry.keyboard else _("Release")
        act = _("change") if carry.resizing else _("swap") if carry.other else _("move")
        self._popup.show_verdict(carry.verdict, view.viewport().mapTo(view.window(), at), key=key, act=act)

    def _spot(self, carry: Carry) -> QPoint:
        """Return where the verdict is shown from: the pointer, or the place that the keyboard aims at."""
        area = self._view.carried_area()
        return area.center().toPoint() if carry.keyboard else carry.point.toPoint()


def _by_cell(barred: Cells | Mapping[Place, str]) -> Cells:
    """Return reasons by row, day and half, however the page keyed them."""
    found: dict[tuple[int, date, Half], str] = {}
    for key, words in barred.items():
        if isinstance(key, Place):
            row = key.leader_id if key.township_id is None else key.township_id
            if row is not None:
                found[row, key.day, key.half] = words
        else:
            found[key] = words
    return found
