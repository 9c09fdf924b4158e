"""The ledger's table: group headings that fold, a bar at the selected row, sortable columns."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView, QWidget
from typing_extensions import override

from core.i18n import is_chinese
from db.queries.issues import DUE_SOON, OVERDUE, IssueOrder, IssueRow
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.issues.issue_delegate import MARGIN, PAD, IssueDelegate
from desktop.issues.issue_model import COLUMNS, IssueGroup, IssueModel
from desktop.theme import theme
from desktop.widgets.strokes import BASELINE, box, hairline

Index = QModelIndex | QPersistentModelIndex
HEADER = 34
SERIAL, TITLE, UNIT, STAGE, LEADER = 1, 2, 4, 5, 6
GIVE_WAY = (SERIAL, LEADER, STAGE)
TITLE_SHORT = 180
"""Width of the titles under which the columns of GIVE_WAY go, one by one: the panel shows them all."""
TITLE_LEAST = 250
"""Width of the titles before the units' names get more than their share."""


class IssueHeader(QHeaderView):
    """Column titles with an arrow beside the one that sorts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEADER)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours, area = theme(), QRectF(rect)
        painter.fillRect(area, colours.sunken)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line2)
        sorts = self.sortIndicatorSection() == logicalIndex
        words = area.adjusted(MARGIN if logicalIndex == 0 else PAD, 0, 0, 0)
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        painter.setFont(sans(13))
        painter.setPen(colours.ink if sorts else colours.ink2)
        painter.drawText(words, int(BASELINE), text)
        if sorts:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            x = words.left() + metrics(13).horizontalAdvance(text) + 5
            place = QRectF(x, area.center().y() - 6, 12, 12)
            paint_icon(painter, place, "arrow-down" if down else "arrow-up", "ink2")


class IssueTable(QTreeView):
    """The list of issues, under headings or flat.

    Signals:

    opened(int): Enter or a double click on an issue.
    current_changed(object): another IssueRow is current, or None.
    sort_wanted(object, bool): an IssueOrder, descending.
    more_wanted(): the end of the list came into sight.
    several_selected(int): so many issues are selected; 0 where only one is.
    """

    opened = Signal(int)
    current_changed = Signal(object)
    sort_wanted = Signal(object, bool)
    more_wanted = Signal()
    several_selected = Signal(int)

    def __init__(self, model: IssueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._delegate = IssueDelegate(self)
        self.setItemDelegate(self._delegate)
        self._build_header()
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # or S, E, C die in a Chinese IME
        self.setAutoScroll(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._folded: set[int] = set()
        self._by_keys = False

    def _build_header(self) -> None:
        header = IssueHeader(self)
        self.setHeader(header)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._on_section)
        for number, column in enumerate(COLUMNS):
            stretch = column.width == 0
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            )
            if not stretch:
                header.resizeSection(number, column.width if is_chinese() else column.wide)

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - one meaning
        """Take 32 px rows on a low screen."""
        self._delegate.compact = compact
        self.scheduleDelayedItemsLayout()

    def current_row(self) -> IssueRow | None:
        """Return the issue that is current."""
        return self._model.row_at(self.currentIndex())

    def selected_rows(self) -> list[IssueRow]:
        """Return the issues selected, top to bottom."""
        chosen = {row.id for row in map(self._model.row_at, self.selectionModel().selectedRows()) if row}
        return [row for row in self._model.rows() if row.id in chosen]

    def rows_shown(self) -> None:
        """Unfold what is not folded by the user, after the model took other rows."""
        for number in range(self._model.rowCount()):
            index = self._model.index(number, 0)
            group = self._model.group_at(index)
            if group is not None:
                self.setFirstColumnSpanned(number, QModelIndex(), True)  # noqa: FBT003 - Qt has no names here
                self.setExpanded(index, group.key not in self._folded)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Leave columns out where the titles would vanish; show the units' names in full where there is room."""
        least = [column.width if is_chinese() else column.wide for column in COLUMNS]
        room = self.viewport().width() - sum(least)
        for number in GIVE_WAY:
            self.setColumnHidden(number, room < TITLE_SHORT)
            room += least[number] if room < TITLE_SHORT else 0
        column = COLUMNS[UNIT]
        names = {column.text(row) for row in self._model.rows()}
        wanted = max((metrics(14).horizontalAdvance(name) for name in names), default=0) + 2 * PAD + 2
        self.header().resizeSection(UNIT, max(least[UNIT], min(wanted, room + least[UNIT] - TITLE_LEAST)))

    def go_to(self, issue_id: int) -> bool:
        """Make an issue current; return whether it is in the list."""
        index = self._model.index_of(issue_id)
        if not index.isValid():
            return False
        if index.parent().isValid():
            self.expand(index.parent())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def go_first(self) -> None:
        """Make the first issue current."""
        rows = self._model.rows()
        if rows:
            self.go_to(rows[0].id)

    def toggle_group(self, index: Index) -> None:
        """Fold or unfold the group under a heading."""
        group = self._model.group_at(index)
        if group is not None:
            self._folded ^= {group.key}
            self.setExpanded(self._model.index(index.row(), 0), group.key not in self._folded)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Leave the branches out: the headings carry their own carets."""

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        area = QRectF(0, options.rect.top(), self.viewport().width(), options.rect.height())
        group = self._model.group_at(index)
        if group is not None:
            self._paint_group(painter, area, group)
            return
        colours = theme()
        if self.selectionModel().isSelected(self._model.index(index.row(), 0, index.parent())):
            painter.fillRect(area, colours.acc_t)
            painter.fillRect(QRectF(0, area.top(), 3, area.height() - 1), colours.acc)
        elif self._is_hovered(area):
            painter.fillRect(area, colours.sunken)
        hairline(painter, QPointF(0, area.bottom() - 1), QPointF(area.right(), area.bottom() - 1), colours.line)
        self._paint_cells(painter, options, index)
        here = self.currentIndex()
        if self._by_keys and self.hasFocus() and (here.row(), here.parent()) == (index.row(), index.parent()):
            box(painter, area.adjusted(0, 0, 0, -1), border=colours.focus, width=2)

    def _paint_cells(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        cell = QStyleOptionViewItem(options)
        for column in range(len(COLUMNS)):
            if self.isColumnHidden(column):
                continue
            rect = options.rect
            rect.setLeft(self.columnViewportPosition(column))
            rect.setWidth(self.columnWidth(column))
            cell.rect = rect
            self._delegate.paint(painter, cell, self._model.index(index.row(), column, index.parent()))

    def _paint_group(self, painter: QPainter, area: QRectF, group: IssueGroup) -> None:
        colours = theme()
        tone = {OVERDUE: colours.red, DUE_SOON: colours.amb}.get(group.key, colours.ink)
        shut = group.key in self._folded
        caret = QRectF(MARGIN - 1, area.center().y() - 6, 12, 12)
        paint_icon(painter, caret, "caret-right" if shut else "caret-down", tone)
        words = area.adjusted(MARGIN + 20, 0, 0, 0)
        painter.setFont(sans(13, bold=True))
        painter.setPen(tone)
        painter.drawText(words, int(BASELINE), group.title)
        x = metrics(13, bold=True).horizontalAdvance(group.title) + 8
        painter.setFont(sans(13))
        painter.setPen(tone if group.key in {OVERDUE, DUE_SOON} else colours.ink2)
        painter.drawText(words.adjusted(x, 0, 0, 0), int(BASELINE), group.count_text)
        hairline(painter, QPointF(0, area.bottom() - 1), QPointF(area.right(), area.bottom() - 1), colours.line2)

    def _is_hovered(self, area: QRectF) -> bool:
        place = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.viewport().underMouse() and area.contains(QPointF(place))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._by_keys = False
        if self._model.group_at(index) is not None and event.button() is Qt.MouseButton.LeftButton:
            self.toggle_group(index)
            return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._model.row_at(self.indexAt(event.position().toPoint()))
        if row is not None:
            self.opened.emit(row.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keys = True
        row, group = self.current_row(), self._model.group_at(self.currentIndex())
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row is not None:
                self.opened.emit(row.id)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if group is not None:
                self.toggle_group(self.currentIndex())
            case Qt.Key.Key_Left | Qt.Key.Key_Right if group is not None:
                if (group.key in self._folded) == (event.key() == Qt.Key.Key_Right):
                    self.toggle_group(self.currentIndex())
            case _ if event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # letters and digits are commands of the page, not a search
            case _:
                super().keyPressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self._model.row_at(current))

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        count = sum(self._model.group_at(index) is None for index in self.selectionModel().selectedRows())
        self.several_selected.emit(count if count > 1 else 0)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._on_scrolled()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Leave, QEvent.Type.HoverMove, QEvent.Type.MouseMove}:
            self.viewport().update()
        return super().viewportEvent(event)

    def _on_section(self, section: int) -> None:
        header = self.header()
        same = header.sortIndicatorSection() == section
        down = same and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self.sort_wanted.emit(COLUMNS[section].order, down)

    def show_order(self, order: IssueOrder, *, descending: bool) -> None:
        """Put the arrow where the list is sorted."""
        section = next(number for number, column in enumerate(COLUMNS) if column.order is order)
        down = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.header().setSortIndicator(section, down)

    def _on_scrolled(self) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() >= bar.maximum() - 4 * 36:
            self.more_wanted.emit()
