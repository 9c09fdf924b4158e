"""Painting the board: ground, chips, frame, kept as one picture; above it what is carried, painted anew each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from core.i18n import ngettext
from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.board_chip import ChipFace, chip_words, paint_board_chip, paint_card
from desktop.calendar.board_data import BoardData
from desktop.calendar.board_frame import BoardFrame
from desktop.calendar.board_ground import BoardGround
from desktop.calendar.board_layout import HEAD, BoardLayout, CellPlan
from desktop.calendar.chip import ChipLook
from desktop.calendar.place import Place
from desktop.calendar.texts import draw
from desktop.calendar.verdict import Verdict
from desktop.theme import theme
from desktop.widgets.strokes import box

_GROWS = 3


@dataclass(slots=True)
class Carry:
    """What is lifted, and where it would go.

    Attributes:
        visit: None while a request is carried.
        words: What a request's card says.
        origin: Where the visit stands; None for a request.
        point, grip: The pointer in the viewport, and where on the chip it took hold.
        other: The visit below: dropping there means swapping.
        resizing: Not the place changes but the half.
    """

    visit: VisitRow | None
    origin: Place | None
    request_id: int | None = None
    words: str = ""
    point: QPointF = field(default_factory=QPointF)
    grip: QPointF = field(default_factory=QPointF)
    target: Place | None = None
    verdict: Verdict | None = None
    other: VisitRow | None = None
    resizing: bool = False
    keyboard: bool = False
    invalid: Mapping[tuple[int, date, Half], str] = field(default_factory=dict)

    @property
    def allowed(self) -> bool:
        """Whether nothing speaks against the target."""
        return self.verdict is None or self.verdict.allowed


@dataclass(slots=True)
class BoardShow:
    """What the view adds to its data: the cursor, the pointer, the selection, what is carried."""

    cursor: Place
    selected: int | None = None
    hovered: int | None = None
    pressed: int | None = None
    keyboard: bool = False
    has_focus: bool = False
    carry: Carry | None = None

    def still(self) -> tuple[object, ...]:
        """Return all that the kept picture depends on; the pointer is not among it."""
        carry = self.carry
        lifted = (None, None) if carry is None else (carry.visit and carry.visit.id, id(carry.invalid))
        ring = (self.cursor, self.has_focus) if self.keyboard else None
        return (self.selected, self.hovered, self.pressed, ring, *lifted)


class BoardPainter:
    """Paints one stretch into one layout; made anew for each picture, holds no colours.

    Attributes:
        cells: How many cells were looked at: only those in sight.
    """

    def __init__(self, data: BoardData, layout: BoardLayout, show: BoardShow, size: QRectF, offset: QPointF) -> None:
        self.data, self.layout, self.show = data, layout, show
        self.size, self.offset = size, offset
        self.frame = BoardFrame(data, layout, size, offset)
        self.cells = 0

    def body(self) -> QRectF:
        """Return the part of the viewport in which the body is seen."""
        bottom = min(HEAD + self.layout.height - self.offset.y(), self.size.height())
        return QRectF(self.layout.left, HEAD, self.frame.right - self.layout.left, max(bottom - HEAD, 0))

    def paint_still(self, painter: QPainter, part: QRectF | None = None) -> None:
        """Paint everything but what is carried; of the rows only those that *part* of the viewport touches."""
        body = self.body()
        body = body if part is None else body.intersected(part)
        seen = body.translated(self.offset.x() - self.layout.left, self.offset.y() - HEAD)
        rows, columns = self.layout.rows_in(seen), self.layout.columns_in(seen)
        painter.fillRect(self.size if part is None else part, theme().page)
        painter.save()
        self._into_body(painter, body)
        invalid = {} if self.show.carry is None else self.show.carry.invalid
        BoardGround(self.data, self.layout, rows, columns).paint(painter, seen, invalid)
        for row in rows:
            for at in columns:
                self.cells += 1
                self._cell(painter, row, self.data.dates[at])
        self._cursor(painter)
        painter.restore()
        self.frame.paint(painter, rows, columns)

    def paint_carried(self, painter: QPainter) -> None:
        """Paint the target and what is carried, above the picture."""
        carry = self.show.carry
        if carry is None:
            return
        painter.save()
        painter.setClipRect(self.body())
        target = self.target_rect()
        if target is not None:
            edge = theme().focus if carry.allowed else theme().red
            fill = QColor(theme().raised) if carry.other is None and not carry.resizing else QColor(edge)
            fill.setAlphaF(0.9 if carry.other is None and not carry.resizing else 0.12)
            box(painter, target, radius=4, fill=fill, border=edge, width=2)
        painter.restore()
        lifted = self.lifted_rect()
        if lifted is not None and carry.visit is not None:
            face = self._face(carry.visit)
            paint_board_chip(painter, lifted, face, ChipLook(lifted=True))
        elif lifted is not None:
            paint_card(painter, lifted, carry.words, px=self.layout.zoom.px)

    def target_rect(self) -> QRectF | None:
        """Return where the target is, in the viewport."""
        carry = self.show.carry
        row = None if carry is None else self.data.row_of(carry.target)
        if carry is None or carry.target is None or row is None or not self.data.shows(carry.target.day):
            return None
        slot = self.layout.slot(row, carry.target.day, carry.target.half)
        if carry.other is not None and (found := self.layout.chip_of(carry.other.id)) is not None:
            slot = found
        return slot.translated(self.layout.left - self.offset.x(), HEAD - self.offset.y())

    def lifted_rect(self) -> QRectF | None:
        """Return where the lifted chip is, in the viewport; none while a chip is only made longer."""
        carry = self.show.carry
        if carry is None or carry.resizing:
            return None
        wide = max(self.layout.usual_width() + _GROWS, 60 if carry.visit is None else 0)
        high = self.layout.zoom.chip
        if carry.keyboard:
            target = self.target_rect()
            if target is None:
                return None
            return QRectF(target.left() + 6, target.top() + 6, wide, high)
        return QRectF(carry.point.x() - carry.grip.x(), carry.point.y() - carry.grip.y(), wide, high)

    def _into_body(self, painter: QPainter, body: QRectF) -> None:
        painter.setClipRect(body, Qt.ClipOperation.IntersectClip)
        painter.translate(self.layout.left - self.offset.x(), HEAD - self.offset.y())

    def _cell(self, painter: QPainter, row: int, day: date) -> None:
        plan = self.layout.plan(row, day)
        for place in plan.chips:
            paint_board_chip(painter, place.rect, self._face(place.visit), self._look(place.visit))
        if plan.more is not None:
            self._more(painter, plan)

    def _more(self, painter: QPainter, plan: CellPlan) -> None:
        if plan.more is None:
            return
        n = len(plan.hidden)
        words = ngettext("+{n} visit", "+{n} visits", n).format(n=n)
        tone = theme().red if any(visit.id in self.data.clashes for visit in plan.hidden) else theme().ink2
        draw(painter, plan.more.left() + 3, plan.more.center().y(), words, tone, px=11)

    def _face(self, visit: VisitRow) -> ChipFace:
        words, data = chip_words(visit, self.data.key), self.data
        return ChipFace(visit, words, self.layout.zoom.px, data.is_market(visit), visit.id in data.published)

    def _look(self, visit: VisitRow) -> ChipLook:
        show = self.show
        chosen = visit.id == show.selected
        carried = show.carry.visit if show.carry is not None and not show.carry.resizing else None
        return ChipLook(
            hover=visit.id == show.hovered,
            pressed=visit.id == show.pressed,
            selected=chosen,
            focused=chosen and show.keyboard and show.has_focus,
            origin=carried is not None and carried.id == visit.id,
            conflict=visit.id in self.data.clashes,
        )

    def _cursor(self, painter: QPainter) -> None:
        """Ring the cell under the keyboard's cursor, unless one of its visits wears the ring."""
        show, row = self.show, self.data.row_of(self.show.cursor)
        if not (show.keyboard and show.has_focus) or row is None or not self.data.shows(show.cursor.day):
            return
        here = self.data.on(self.data.rows[row].id, show.cursor.day)
        if show.carry is None and not any(visit.id == show.selected for visit in here):
            cell = self.layout.cell(row, show.cursor.day)
            box(painter, cell.adjusted(0, 0, 0, 0), radius=3, border=theme().focus, width=2)
