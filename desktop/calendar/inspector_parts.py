"""The parts of the inspector, one function each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.calendar.lunar import lunar_full
from core.clock import clock_text
from core.i18n import _, clauses, day_text, is_chinese, listed, ngettext, weekday_text
from core.visits import HALF_NAMES, RECEPTION_FORM_NAMES, VISIT_STATE_NAMES, Half, VisitState
from db.queries.visits import BringRow, VisitDetail
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets import DeadlineLabel, ElidedLabel, PlainLabel, Rule, Seal
from desktop.widgets.link import LinkLine
from desktop.widgets.mark_widgets import Mark
from desktop.widgets.strokes import box

_BEFORE_RULE, _AFTER_RULE = 16, 11
_ICON_COLUMN = 28
_FACT_GAP = 8


class _Glyph(Mark):
    """A 16 px glyph in grey, beside a fact."""

    def __init__(self, name: str) -> None:
        super().__init__(QSize(16, 20))
        self._name = name

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        paint_icon(painter, QRectF(rect.left(), rect.center().y() - 7, 16, 16), self._name, "ink2")


def rule(column: QVBoxLayout, *, is_first: bool = False) -> None:
    """Add a hairline between two sections; the facts before the first bring a gap of their own."""
    column.addSpacing(_BEFORE_RULE - (_FACT_GAP if is_first else 0))
    column.addWidget(Rule("line"))
    column.addSpacing(_AFTER_RULE)


def fact_row(column: QVBoxLayout, glyph: str, *lines: str, under: QWidget | None = None) -> None:
    """Add a glyph with one line of 14 px and grey ones of 13 px below it."""
    row = QGridLayout()
    row.setContentsMargins(0, 0, 0, _FACT_GAP)
    row.setHorizontalSpacing(0)
    row.setVerticalSpacing(0)
    row.setColumnMinimumWidth(0, _ICON_COLUMN)
    row.setColumnStretch(1, 1)
    row.addWidget(_Glyph(glyph), 0, 0, Qt.AlignmentFlag.AlignTop)
    for n, words in enumerate(lines):
        label = PlainLabel(words, px=13 if n else 14, tone="ink2" if n else "", wrap=True)
        label.setMinimumHeight(20 if n else 21)
        row.addWidget(label, n, 1)
    if under is not None:
        row.addWidget(under, len(lines), 1)
    column.addLayout(row)


def head_part(column: QVBoxLayout, detail: VisitDetail, lead: Callable[[str, object], None] | None = None) -> None:
    """Add the seal, who goes where, the post and the kind; *lead* follows a name to its page."""
    hollow = detail.state not in {VisitState.DRAFT, VisitState.SET, VisitState.NOTIFIED}
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Seal(detail.kind, 40, hollow=hollow), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(_who_goes_where(detail, lead))
    gap = "\u3000" if is_chinese() else " · "
    facts = [detail.post, _(detail.kind_name)]
    if detail.reception_form is not None and detail.reception_form.value != "fixed_point":
        facts.append(_(RECEPTION_FORM_NAMES[detail.reception_form]))
    if detail.state not in {VisitState.SET, VisitState.NOTIFIED}:
        facts.append(_(VISIT_STATE_NAMES[detail.state]))
    words.addWidget(PlainLabel(gap.join(fact for fact in facts if fact), px=13, tone="ink2", wrap=True))
    row.addLayout(words, 1)
    column.addLayout(row)
    column.addSpacing(11)


def _who_goes_where(detail: VisitDetail, lead: Callable[[str, object], None] | None) -> LinkLine:
    """Return 陈雨桐 → 青石镇 柳树湾村, each name a link."""
    title = LinkLine(px=19, bold=True, serifed=True, longest=220)
    links: list[tuple[str, str, dict[str, int]]] = [
        (detail.leader, "leaders", {"leader_id": detail.leader_id}),
        ("→", "", {}),
        (detail.township, "townships", {"township_id": detail.township_id}),
    ]
    if detail.village_id is not None:
        links.append((detail.village, "townships", {"village_id": detail.village_id}))
    for words, page, target in links:
        title.add_link(words, partial(lead, page, target) if lead is not None and page else None)
    return title


def when_part(column: QVBoxLayout, detail: VisitDetail) -> None:
    """Add the time, and what day it is on the farmers' calendar."""
    gap = "\u3000" if is_chinese() else "  "
    when = f"{day_text(detail.day)} {weekday_text(detail.day)}{gap}{_hours(detail)}"
    season = lunar_full(detail.day)
    if detail.is_market_day:
        market = _("market day in {township}").format(township=detail.township)
        season = clauses((season, market))
    fact_row(column, "clock", when, season)


def _hours(detail: VisitDetail) -> str:
    half = _(HALF_NAMES[detail.half])
    if detail.starts_at is None:
        return half
    ends = f"—{clock_text(detail.ends_at)}" if detail.ends_at else ""
    shown = "" if detail.half is Half.WHOLE_DAY and detail.ends_at else f"{half} "
    return f"{shown}{clock_text(detail.starts_at)}{ends}"


def place_part(column: QVBoxLayout, detail: VisitDetail) -> None:
    """Add the place, and the theme below it."""
    if detail.place or detail.theme:
        lines = [line for line in (detail.place, detail.theme) if line]
        fact_row(column, "map-pin", *lines)


def company_part(column: QVBoxLayout, detail: VisitDetail) -> None:
    """Add who goes along, and whom to call there."""
    going = listed([*detail.leaders, *(agency.name for agency in detail.agencies)])
    gap = "\u3000" if is_chinese() else ": "
    liaison = " ".join(part for part in (detail.liaison, detail.liaison_phone) if part)
    call = f"{_('Liaison')}{gap}{liaison}" if liaison else ""
    lines = [line for line in (going, call) if line]
    if lines:
        fact_row(column, "users-three", *lines)


def changes_part(column: QVBoxLayout, detail: VisitDetail) -> None:
    """Add who goes in whose place, why, and who agreed."""
    for change in detail.changes:
        fact_row(column, "arrows-clockwise", change.who, change.why)


def notes_part(detail: VisitDetail) -> QVBoxLayout | None:
    """Return the note and the reason of the last change, letter for letter."""
    lines = [line for line in (detail.state_reason, detail.note) if line]
    if not lines:
        return None
    column = _section(_("Note"), "")
    for line in lines:
        column.addWidget(PlainLabel(line, px=13, wrap=True))
    return column


def appointments_part(detail: VisitDetail) -> QVBoxLayout | None:
    """Return the residents expected, names masked."""
    if not detail.appointments:
        return None
    n = len(detail.appointments)
    column = _section(_("Appointments"), ngettext("{n} person", "{n} people", n).format(n=n))
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(0)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, 42)
    grid.setColumnMinimumWidth(1, 44)
    grid.setColumnStretch(2, 1)
    for row, each in enumerate(detail.appointments):
        grid.addWidget(PlainLabel(clock_text(each.at), px=13, tone="ink2"), row, 0)
        grid.addWidget(PlainLabel(each.person, px=13), row, 1)
        grid.addWidget(ElidedLabel(each.topic, px=13), row, 2)
        grid.setRowMinimumHeight(row, 20)
    column.addLayout(grid)
    return column


class _Leads(QWidget):
    """What shows a record by a click, or by Enter when the Tab key has come to it."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._act()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._act()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.underMouse():
            painter, colours = QPainter(self), theme()
            focus = colours.focus if self.hasFocus() else None
            fill = colours.sunken if self.underMouse() else None
            box(painter, QRectF(self.rect()), radius=4, fill=fill, border=focus, width=2)
            painter.end()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()


class IssueLine(_Leads):
    """One issue to bring along: title, how it stands, who answers for it."""

    def __init__(self, row: BringRow, wanted: Callable[[int], object]) -> None:
        super().__init__(lambda: wanted(row.id))
        self.setAccessibleName(row.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 4)
        column.setSpacing(0)
        title = PlainLabel(row.title, px=13, wrap=True)
        title.setMinimumHeight(20)
        column.addWidget(title)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(DeadlineLabel(row.timeliness))
        line.addStretch(1)
        line.addWidget(ElidedLabel(row.agency, px=13, tone="ink2"))
        column.addLayout(line)


def bring_part(detail: VisitDetail, wanted: Callable[[int], object]) -> QVBoxLayout | None:
    """Return the township's open issues, overdue first."""
    if not detail.bring:
        return None
    n = len(detail.bring)
    over = detail.state in {VisitState.DONE, VisitState.MISSED, VisitState.CANCELLED}
    title = _("Still open in the township") if over else _("Open issues to bring")
    column = _section(title, ngettext("{n} issue", "{n} issues", n).format(n=n))
    column.setSpacing(0)
    column.addSpacing(2)
    for at, row in enumerate(detail.bring):
        if at:
            column.addWidget(Rule("line"))
        column.addWidget(IssueLine(row, wanted))
    return column


def last_visit_part(detail: VisitDetail, wanted: Callable[[int, date], object]) -> QVBoxLayout | None:
    """Return who was there last, and what came of it."""
    last = detail.last_visit
    if last is None:
        return None
    ago = ngettext("{n} day ago", "{n} days ago", last.days_ago).format(n=last.days_ago)
    column = _section(_("Last visit"), ago)
    gap = "\u3000" if is_chinese() else " · "
    line = _Link(f"{day_text(last.day)} {last.leader}{gap}{_(last.kind)}", lambda: wanted(last.id, last.day))
    column.addWidget(line)
    if last.raised:
        words = _("{raised} brought back, {settled} closed, {open} in hand")
        said = words.format(raised=last.raised, settled=last.settled, open=last.in_hand)
        column.addWidget(PlainLabel(said, px=13, tone="ink2", wrap=True))
    return column


class _Link(_Leads):
    """A line that shows its record."""

    def __init__(self, words: str, act: Callable[[], object]) -> None:
        super().__init__(act)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel(words, px=13, wrap=True))


def _section(title: str, note: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    row = QHBoxLayout()
    row.setSpacing(7)
    row.addWidget(PlainLabel(title, px=13, bold=True))
    row.addWidget(PlainLabel(note, px=13, tone="ink3"))
    row.addStretch(1)
    row.setContentsMargins(0, 0, 0, 2)
    column.addLayout(row)
    return column
