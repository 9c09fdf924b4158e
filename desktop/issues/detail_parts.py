"""The painted parts of the detail panel: deadline banner, five steps, timeline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from core.deadlines import Lateness, Timeliness, steps_from_json, steps_text, timeliness_text
from core.i18n import _, day_text, is_chinese, ngettext
from core.issues import STAGES
from core.timeline import TimelineEntry
from db.queries.issue_detail import IssueDetail
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets import plain_tip, plain_tooltip
from desktop.widgets.marks import paint_deadline, paint_tick
from desktop.widgets.strokes import BASELINE, box, focus_ring, phrase_width
from desktop.widgets.text import whole_dates

MIDDLE = Qt.AlignmentFlag.AlignCenter
SIDE, SHAPES = 12, 18
"""The banner's sides, and what the shape takes before its words."""


def deadline_story(detail: IssueDetail) -> str:
    """Return the numbered steps that lead to the date, one to a line."""
    if not detail.due_steps:
        return _("This issue has no deadline.") if detail.row.due is None else ""
    return steps_text(steps_from_json(list(detail.due_steps)))


class DeadlineBanner(QWidget):
    """How the deadline stands; hover or F1 tells where the date comes from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = Timeliness(Lateness.NONE)
        self._words = self._note = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        """Take a second line where words and date are too long for one."""
        needed = SHAPES + phrase_width(self._words, 13) + 10 + metrics(13).horizontalAdvance(self._note)
        self._is_tall = bool(self._note) and needed > self.width() - 2 * SIDE
        self.setFixedHeight(60 if self._is_tall else 39)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def show_issue(self, detail: IssueDetail) -> None:
        """Show another issue's deadline."""
        row = detail.row
        self._standing = row.timeliness
        self._words = timeliness_text(self._standing)
        self._note = _date_words(detail)
        story = deadline_story(detail)
        title = _("Where the date comes from")
        plain_tooltip(self, f"{title}\n{story}" if story else "")
        self.setAccessibleName(f"{self._words}  {self._note}")
        self.setAccessibleDescription(story)
        self._fit()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, area = theme(), QRectF(self.rect())
        fill = {
            Lateness.LATE: colours.red_t,
            Lateness.SOON: colours.amb_t,
            Lateness.TODAY: colours.amb_t,
            Lateness.IN_TIME: colours.grn_t,
        }.get(self._standing.kind, colours.sunken)
        painter = QPainter(self)
        box(painter, area, radius=6, fill=fill)
        room = area.adjusted(SIDE, 0, -SIDE, 0)
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        if self._is_tall:
            below, left = room.adjusted(SHAPES, 30, 0, -8), room.adjusted(0, 8, 0, -30)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._note)
        else:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._note)
            left = room.adjusted(0, 0, -metrics(13).horizontalAdvance(self._note) - 10, 0)
        px = 15 if phrase_width(self._words, 15) + SHAPES <= left.width() else 13
        paint_deadline(painter, left, self._standing, text=self._words, px=px)
        if self.hasFocus():
            focus_ring(painter, area.adjusted(3, 3, -3, -3), radius=3)
        painter.end()


def _date_words(detail: IssueDetail) -> str:
    row = detail.row
    if not row.is_open:
        return _("Closed on {day}").format(day=day_text(row.closed_on)) if row.closed_on else ""
    if row.due is None:
        return ""
    words = _("Due {day}").format(day=day_text(row.due))
    if row.due_provisional:
        words = _("{words}, holidays not announced yet").format(words=words)
    if not row.extension_count:
        return words
    times = ngettext("extended {n} time", "extended {n} times", row.extension_count).format(n=row.extension_count)
    return _("{due}, {times}").format(due=words, times=times)


class StepBar(QWidget):
    """The five stages as circles on a line: done, current, to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = 1
        self._finished = False
        self.setFixedHeight(46)

    def show_stage(self, stage: int, *, finished: bool) -> None:
        """Show how many stages are reached; *finished* when nothing more is to come."""
        self._stage, self._finished = stage, finished
        self.setAccessibleName(_(STAGES[stage - 1]))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = (self.width() - 52) / 4
        centres = [QPointF(26 + step * number, 13) for number in range(5)]
        for number in range(4):
            done = number + 1 < self._stage
            painter.setPen(QPen(colours.ink2 if done else colours.line2, 2))
            painter.drawLine(centres[number] + QPointF(12, 0), centres[number + 1] - QPointF(12, 0))
        for number, centre in enumerate(centres, start=1):
            self._paint_step(painter, number, centre)
        painter.end()

    def _paint_step(self, painter: QPainter, number: int, centre: QPointF) -> None:
        colours = theme()
        done = number < self._stage or (self._finished and number == self._stage)
        current = number == self._stage and not done
        painter.setPen(QPen(colours.acc if current else colours.line2, 2 if current else 1.5))
        painter.setBrush(colours.raised)
        if done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.ink2)
        painter.drawEllipse(centre, 8 if done else 7.2, 8 if done else 7.2)
        if done:
            paint_tick(painter, QRectF(centre.x() - 6, centre.y() - 6, 12, 12), colours.raised)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.acc)
            painter.drawEllipse(centre, 3.2, 3.2)
        words = _(STAGES[number - 1])
        px = 13 if is_chinese() else 12
        wide = metrics(px, bold=current).horizontalAdvance(words) + 2
        left = min(max(centre.x() - wide / 2, 0), self.width() - wide)
        painter.setFont(sans(px, bold=current))
        painter.setPen(colours.ink if current else colours.ink2)
        painter.drawText(QRectF(left, 24, wide, 20), int(MIDDLE), words)


class TimelineView(QWidget):
    """What happened, the latest first; the passing of the date in red."""

    DATE, DOT, WORDS = 0, 65, 78
    HEAD, NOTE = 21, 20
    GAP, LOW_GAP = 8, 5

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[TimelineEntry] = ()
        self._tops: list[tuple[int, int]] = []
        self._gap = self.GAP
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show another story."""
        self._entries = entries
        spoken = (f"{each.day:%m-%d} {each.headline} {each.note}" for each in entries)
        self.setAccessibleName(_("Timeline"))
        self.setAccessibleDescription("\n".join(spoken))
        self._lay_out()

    def set_low(self, *, low: bool) -> None:
        """Stand closer together where the window is low."""
        gap = self.LOW_GAP if low else self.GAP
        if gap != self._gap:
            self._gap = gap
            self._lay_out()

    def bottoms(self) -> list[int]:
        """Return where each entry ends, from the top."""
        return [top + high - self._gap for top, high in self._tops]

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, sum(self._tops[-1]) if self._tops else 0)

    @override
    def resizeEvent(self, event: object) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Measure each entry; the height follows the width because notes wrap."""
        self._tops, top = [], 0
        for entry in self._entries:
            high = self._height(entry)
            self._tops.append((top, high))
            top += high
        self.setFixedHeight(max(top, 1))
        self.update()

    def _height(self, entry: TimelineEntry) -> int:
        head = self._wrapped(entry.headline, 14, bold=False)
        return head + (self._wrapped(entry.note, 13, bold=False) if entry.note else 0) + self._gap

    def _wrapped(self, words: str, px: int, *, bold: bool) -> int:
        room = max(self.width() - self.WORDS, 60)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        found = metrics(px, bold=bold).boundingRect(0, 0, room, 4000, int(flags), whole_dates(words)).height()
        return max(self.HEAD if px == 14 else self.NOTE, found)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_thread(painter)
        for entry, (top, high) in zip(self._entries, self._tops, strict=True):
            self._paint_entry(painter, entry, top, high)
        painter.end()

    def _paint_thread(self, painter: QPainter) -> None:
        if len(self._tops) > 1:
            for (top, _high), (following, _next) in zip(self._tops, self._tops[1:], strict=False):
                painter.fillRect(QRectF(self.DOT - 0.5, top + 18, 1, following - top - 15), theme().line2)

    def _paint_entry(self, painter: QPainter, entry: TimelineEntry, top: int, high: int) -> None:
        colours = theme()
        flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        painter.drawText(QRectF(self.DATE, top, 60, self.HEAD), int(BASELINE), f"{entry.day:%m-%d}")
        if entry.alarm:
            paint_deadline(painter, QRectF(self.DOT - 5.5, top, 11, self.HEAD), Timeliness(Lateness.LATE), text=" ")
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.ink2)
            painter.drawEllipse(QPointF(self.DOT, top + 10.5), 4, 4)
        head = self._wrapped(entry.headline, 14, bold=False)
        painter.setFont(sans(14))
        painter.setPen(colours.red if entry.alarm else colours.ink)
        painter.drawText(QRectF(self.WORDS, top, self.width() - self.WORDS, head), flags, whole_dates(entry.headline))
        if entry.note:
            painter.setFont(sans(13))
            painter.setPen(colours.ink2)
            place = QRectF(self.WORDS, top + head, self.width() - self.WORDS, high - head)
            painter.drawText(place, flags, whole_dates(entry.note))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            entry = self._at(event.pos().y())
            whole = entry is not None and f"{day_text(entry.day, year=True)}\n{entry.more}".strip()
            QToolTip.showText(event.globalPos(), plain_tip(whole) if whole else "", self)
            return True
        return super().event(event)

    def _at(self, y: int) -> TimelineEntry | None:
        for entry, (top, high) in zip(self._entries, self._tops, strict=True):
            if top <= y < top + high:
                return entry
        return None
