"""The agenda: all visits as one list, for reading up and down, for the keyboard, and for screen readers."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from core.i18n import _, clauses, day_text, weekday_text
from core.visits import VISIT_STATE_NAMES
from db.queries.calendar import VisitRow
from desktop.calendar.agenda_model import DAY_ROLE, FIRST_ROLE, VISIT_ROLE, AgendaModel, Load
from desktop.calendar.spoken import hours_text
from desktop.calendar.texts import draw, elided, width
from desktop.theme import theme
from desktop.widgets.marks import paint_flag, paint_seal
from desktop.widgets.strokes import hairline

ROW = 38
_DAY, _SEAL, _HOURS, _WHO, _PLACE = 25, 178, 210, 350, 610
_STATE = 110


class AgendaDelegate(QStyledItemDelegate):
    """Paints one visit; the day stands beside its first."""

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.today = today

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(600, ROW)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        visit: VisitRow = index.data(VISIT_ROLE)
        colours, area = theme(), QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colours.acc_t)
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), colours.acc)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colours.sunken)
        else:
            painter.fillRect(area, colours.raised if visit.day == self.today else colours.page)
        if index.data(FIRST_ROLE):
            hairline(painter, area.topLeft(), area.topRight(), colours.line)
            self._day(painter, area, index)
        self._visit(painter, area, visit)
        painter.restore()

    def _day(self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        visit, row, colours = index.data(VISIT_ROLE), index.data(DAY_ROLE), theme()
        middle = area.center().y()
        now = visit.day == self.today
        x = draw(
            painter, area.left() + _DAY, middle, day_text(visit.day), colours.acc if now else colours.ink, px=15,
            bold=True, serifed=True,
        )  # fmt: skip
        weekday = _("Now") if now else weekday_text(visit.day)
        x = draw(painter, x + 8, middle, weekday, colours.acc if now else colours.ink2, px=13, bold=now)
        if row is not None and x + 8 < area.left() + _SEAL - 30:
            draw(painter, x + 8, middle, row.term or row.lunar, colours.ink3, px=12)

    def _visit(self, painter: QPainter, area: QRectF, visit: VisitRow) -> None:
        colours, middle, left = theme(), area.center().y(), area.left()
        hollow = visit.is_done or visit.is_void
        ink = colours.ink2 if visit.is_done else colours.ink3 if visit.is_void else colours.ink
        paint_seal(painter, QRectF(left + _SEAL, middle - 9, 18, 18), visit, hollow)
        draw(painter, left + _HOURS, middle, hours_text(visit), colours.ink2, px=13)
        who = f"{visit.leader} → {visit.township}"
        right = area.right() - _STATE
        shown = elided(who, 14, min(_PLACE - _WHO - 30, right - left - _WHO - 10))
        x = draw(painter, left + _WHO, middle, shown, ink, px=14)
        if visit.is_void:
            hairline(painter, QPointF(left + _WHO, middle), QPointF(x, middle), ink)
        if visit.overdue:
            paint_flag(painter, QRectF(x + 7, middle - 6, 10, 12))
        more = clauses((visit.village, visit.theme or visit.place or _(visit.kind_name)))
        if left + _PLACE < right - 40:
            draw(painter, left + _PLACE, middle, elided(more, 13, right - left - _PLACE - 12), colours.ink2, px=13)
        words = _(VISIT_STATE_NAMES[visit.state])
        draw(painter, area.right() - 22 - width(words, 13), middle, words, colours.ink3, px=13)


class AgendaView(QListView):
    """The list.

    Signals:
        selected(object), open_wanted(int), menu_wanted(object, date, QPoint), closed(): Esc.
        reached(date): this day came to the upper edge.
    """

    selected = Signal(object)
    open_wanted = Signal(int)
    menu_wanted = Signal(object, object, object)
    closed = Signal()
    reached = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = AgendaModel(self)
        self.setModel(self.rows)
        self._delegate = AgendaDelegate(today, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAccessibleName(_("Agenda"))
        self.customContextMenuRequested.connect(self._menu)
        self.activated.connect(lambda index: self.open_wanted.emit(index.data(VISIT_ROLE).id))
        self.selectionModel().currentChanged.connect(self._on_current)
        self._reading = False
        self._read_more = QTimer(self, singleShot=True, interval=0)
        self._read_more.timeout.connect(self._read_above)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    def show_from(
        self,
        first: date,
        reach: tuple[date, date] | None,
        load: Load,
        today: date,
        *,
        keep: int | None,
        anew: bool = False,
    ) -> None:
        """Show the visits around *first*; what was at the upper edge stays there unless *anew*.

        Args:
            first: The day to be shown when nothing is yet, or *anew*.
            reach: The days of the first and the last visit of all.
            load: Reads a stretch of days.
            today: The day that counts as today.
            keep: The visit that stays chosen.
            anew: Another day is asked for: it comes to the upper edge.
        """
        earliest, last = reach if reach is not None else (None, None)
        until = self.rows.shown_to()
        same = not anew and self.rows.rowCount() > 0 and until is not None
        begin, place = self.rows.shown_from() if same else first, self.verticalScrollBar().value()
        self._delegate.today = today
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._reading = True
        self.rows.start(begin or first, last, load, reach=until if same else None, earliest=earliest)
        if not same:
            self.rows.fetch_earlier()
        self.choose(keep)
        self.blockSignals(blocked)
        self.doItemsLayout()
        if same:
            self.verticalScrollBar().setValue(place)
        else:
            self.show_day(max(first, today) if (first.year, first.month) == (today.year, today.month) else first)
        self._reading = False

    def show_day(self, day: date) -> None:
        """Bring the first visit on or after a day to the upper edge, a little below where it is today."""
        row = self.rows.row_from(day)
        if row is None:
            self.scrollToBottom()
            return
        above = 2 if day == self._delegate.today else 0
        self.scrollTo(self.rows.index(max(row - above, 0)), QAbstractItemView.ScrollHint.PositionAtTop)

    def top_day(self) -> date | None:
        """Return the day at the upper edge."""
        index = self.indexAt(QPoint(4, 4))
        return index.data(VISIT_ROLE).day if index.isValid() else None

    def _on_scroll(self, value: int) -> None:
        if self._reading:
            return
        if value < 4 * ROW:
            self._read_more.start()
        day = self.top_day()
        if day is not None:
            self.reached.emit(day)

    def _read_above(self) -> None:
        """Read what lies before; what is in sight stays where it is."""
        place, self._reading = self.verticalScrollBar().value(), True
        added = self.rows.fetch_earlier()
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place + added * ROW)
        self._reading = False

    def choose(self, visit_id: int | None) -> None:
        """Choose a visit without speaking of it."""
        row = self.rows.row_of(visit_id)
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        if row is None:
            self.clearSelection()
        else:
            self.setCurrentIndex(self.rows.index(row))
        self.blockSignals(blocked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        if event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # single letters are commands, not a search in the list
            return
        super().keyPressEvent(event)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:  # noqa: ARG002 - Qt's own signature
        if not self.signalsBlocked():
            visit = now.data(VISIT_ROLE) if now.isValid() else None
            self.selected.emit(None if visit is None else visit.id)

    def _menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            visit = index.data(VISIT_ROLE)
            self.menu_wanted.emit(visit.id, visit.day, self.viewport().mapToGlobal(place))
