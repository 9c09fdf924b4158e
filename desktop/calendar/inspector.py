"""The panel beside the calendar: one visit in full, or a day without any."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, clauses, day_text, listed, weekday_text
from core.visits import PLANNED, VisitState
from db.queries.calendar import DayRow
from db.queries.visits import VisitDetail
from desktop.calendar.inspector_outing import Acts, Outing, outing_part
from desktop.calendar.inspector_parts import (
    appointments_part,
    bring_part,
    changes_part,
    company_part,
    fact_row,
    head_part,
    last_visit_part,
    notes_part,
    place_part,
    rule,
    when_part,
)
from desktop.calendar.inspector_told import ToldActs, told_part
from desktop.theme import theme
from desktop.widgets import PlainButton, PlainLabel, plain_tooltip

WIDE, NARROW = 312, 300
MARGIN = 20


class Inspector(QWidget):
    """What is known of the visit chosen; it wishes, the page decides.

    Signals:
        print_wanted(int), done_wanted(int), postpone_wanted(int), restore_wanted(int): this visit.
        issue_wanted(int), visit_wanted(int, date): show that record. link_wanted(str, dict): that page with a target.
        told_wanted(int, int), answer_wanted(int, int): this visit's unit was told, was heard from.
        tick_wanted(int, int, bool): this visit's preparation step at that place is done, or not after all.
        prepare_wanted(int), plan_wanted(int), record_wanted(int): open that of this visit.
        end_wanted(int, str): this visit ended so (core.records.Ending).
        new_wanted(date): plan a visit on the day shown.
    """

    print_wanted = Signal(int)
    done_wanted = Signal(int)
    postpone_wanted = Signal(int)
    restore_wanted = Signal(int)
    issue_wanted = Signal(int)
    visit_wanted = Signal(int, object)
    link_wanted = Signal(str, object)
    told_wanted = Signal(int, int)
    answer_wanted = Signal(int, int)
    tick_wanted = Signal(int, int, bool)
    prepare_wanted = Signal(int)
    plan_wanted = Signal(int)
    record_wanted = Signal(int)
    end_wanted = Signal(int, str)
    new_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: VisitDetail | None = None
        self._day: date | None = None
        self._can_change = True
        self.setFixedWidth(WIDE)
        self.setAccessibleName(_("Details"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_column)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._build_foot())

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(58)
        self.print_button = PlainButton(_("Print sheet"), "printer")
        self.done_button = PlainButton(_("Mark done"), "check")
        self.postpone_button = PlainButton(_("Postpone"))
        self.restore_button = PlainButton(_("Set again"), "arrow-u-up-left")
        self.new_button = PlainButton(_("New visit"), "plus")
        self.print_button.clicked.connect(lambda: self._wish(self.print_wanted))
        self.done_button.clicked.connect(lambda: self._wish(self.done_wanted))
        self.postpone_button.clicked.connect(lambda: self._wish(self.postpone_wanted))
        self.restore_button.clicked.connect(lambda: self._wish(self.restore_wanted))
        self.new_button.clicked.connect(lambda: self.new_wanted.emit(self._day))
        row = QHBoxLayout(foot)
        row.setContentsMargins(MARGIN - 1, 1, MARGIN, 0)
        row.setSpacing(8)
        for button in (self.print_button, self.done_button, self.postpone_button, self.restore_button, self.new_button):
            row.addWidget(button)
        row.addStretch(1)
        self._foot = foot
        return foot

    def show_visit(self, detail: VisitDetail, *, can_change: bool, outing: Outing | None = None) -> None:
        """Show a visit; the cursor stays on the step or unit that was just ticked."""
        focus = self._in_focus()
        keep = self._scroll.verticalScrollBar().value() if self.detail and self.detail.id == detail.id else 0
        self.detail, self._day, self._can_change = detail, detail.day, can_change
        content, column = _sheet()
        head_part(column, detail, self.link_wanted.emit)
        when_part(column, detail)
        place_part(column, detail)
        company_part(column, detail)
        changes_part(column, detail)
        told_part(column, detail, self._told_acts(detail.id) if can_change else None)
        first = True
        for part in (
            None if outing is None else outing_part(outing, self._acts(detail.id)),
            notes_part(detail),
            appointments_part(detail),
            bring_part(detail, self.issue_wanted.emit),
            last_visit_part(detail, self.visit_wanted.emit),
        ):
            if part is not None:
                rule(column, is_first=first)
                first = False
                column.addLayout(part)
        column.addStretch(1)
        self._scroll.setWidget(content)
        self._scroll.verticalScrollBar().setValue(keep)
        if focus and (again := content.findChild(QWidget, focus)) is not None:
            again.show()
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_buttons(detail)
        self.update()

    def show_day(self, row: DayRow | None, day: date, *, can_change: bool) -> None:
        """Show a day that has no visit."""
        self.detail, self._day = None, day
        content, column = _sheet()
        column.addWidget(PlainLabel(f"{day_text(day)} {weekday_text(day)}", px=19, bold=True, serifed=True))
        if row is not None:
            words = clauses(dict.fromkeys((row.term or row.lunar, row.holiday, row.festival)))
            column.addWidget(PlainLabel(words, px=13, tone="ink2"))
            column.addSpacing(14)
            if row.markets:
                fact_row(column, "map-pin", _("market in {townships}").format(townships=listed(row.markets)))
            if row.closed:
                fact_row(column, "prohibit", _("Nobody is sent out: {reason}").format(reason=row.closed))
            if row.reception:
                fact_row(column, "users-three", _("Reception day"))
            if not row.is_workday:
                fact_row(column, "moon", _("Day off"))
        fact_row(column, "calendar-blank", _("No visit on this day."))
        column.addStretch(1)
        self._scroll.setWidget(content)
        for button in (self.print_button, self.done_button, self.postpone_button, self.restore_button):
            button.hide()
        self.new_button.setVisible(can_change)
        self.update()

    def _keep_column(self, _least: int, most: int) -> None:
        """Keep the text column as wide as without a scroll bar: the bar stands in the margin."""
        content = self._scroll.widget()
        layout = None if content is None else content.layout()
        if layout is not None:
            bar = self._scroll.verticalScrollBar().sizeHint().width() if most > 0 else 0
            margins = layout.contentsMargins()
            margins.setRight(MARGIN - bar)
            layout.setContentsMargins(margins)

    def _wish(self, signal: SignalInstance) -> None:
        if self.detail is not None:
            signal.emit(self.detail.id)

    def _told_acts(self, visit_id: int) -> ToldActs:
        return ToldActs(
            lambda agency: self.told_wanted.emit(visit_id, agency),
            lambda agency: self.answer_wanted.emit(visit_id, agency),
        )

    def _acts(self, visit_id: int) -> Acts:
        can = self._can_change
        return Acts(
            tick=(lambda at, done: self.tick_wanted.emit(visit_id, at, done)) if can else None,
            end=(lambda ending: self.end_wanted.emit(visit_id, ending)) if can else None,
            prepare=lambda: self.prepare_wanted.emit(visit_id),
            plan=lambda: self.plan_wanted.emit(visit_id),
            record=lambda: self.record_wanted.emit(visit_id),
        )

    def _in_focus(self) -> str:
        """Return the name of the part that has the cursor, "" for none."""
        focus, content = QApplication.focusWidget(), self._scroll.widget()
        return focus.objectName() if focus is not None and content is not None and content.isAncestorOf(focus) else ""

    def _show_buttons(self, detail: VisitDetail) -> None:
        planned = detail.state in PLANNED
        self.new_button.hide()
        self.print_button.show()
        self.done_button.setVisible(planned)
        self.done_button.setEnabled(self._can_change)
        self.postpone_button.setVisible(planned)
        self.postpone_button.setEnabled(self._can_change)
        self.restore_button.setVisible(not planned)
        self.restore_button.setEnabled(self._can_change)
        self._fit_buttons()
        self.restore_button.set_caption(_("Not done after all") if detail.state is VisitState.DONE else _("Set again"))

    def _fit_buttons(self) -> None:
        """Leave the printer its glyph alone where the words are too long for the row, as in English."""
        words = _("Print sheet")
        self.print_button.set_caption(words)
        shown = [b for b in (self.print_button, self.done_button, self.postpone_button) if not b.isHidden()]
        room = self.width() - 2 * MARGIN - 8 * (len(shown) - 1)
        if sum(button.sizeHint().width() for button in shown) > room:
            self.print_button.set_caption("")
            self.print_button.setAccessibleName(words)
            plain_tooltip(self.print_button, words)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        painter.fillRect(area, colours.raised)
        painter.fillRect(QRectF(0, 0, 1, area.height()), colours.line2)
        painter.fillRect(QRectF(0, 0, area.width(), 1), colours.line2)
        painter.fillRect(QRectF(1, self._foot.geometry().top(), area.width(), 1), colours.line)
        painter.end()


def _sheet() -> tuple[QWidget, QVBoxLayout]:
    content = QWidget()
    content.setProperty("surface", "raised")
    content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(content)
    column.setContentsMargins(MARGIN - 1, 17, MARGIN, 16)
    column.setSpacing(0)
    return content, column
