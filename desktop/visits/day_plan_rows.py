"""The stops of a day plan, one line each, with the clock that runs beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.clock import clock_text
from core.deadlines import Lateness
from core.errors import NotATime, NumberOutOfRange
from core.i18n import _
from core.preparation import CERTAINTY_NAMES, STOP_KIND_NAMES, Certainty, StopDraft, StopKind
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.visits.line_rows import Line, LineRows, Typed, choice_cell, put, text_cell
from desktop.visits.time_fields import ClockField
from desktop.widgets import mark_invalid, paint_shape, plain_tooltip
from desktop.widgets.form import NotReadable, NumberField
from desktop.widgets.mark_widgets import Mark
from desktop.widgets.strokes import BASELINE

LONGEST_STOP = 1440
_WORDS = 200
_BESIDE_SHAPE = 18


class RunningClock(Mark):
    """From when to when a stop lasts, as the plan runs; a red triangle where it cannot be."""

    def __init__(self) -> None:
        super().__init__(QSize(metrics(13, bold=True).horizontalAdvance("00:00—00:00") + 22, 32))
        self.words, self.fault = "", ""
        self.setAccessibleName(_("Clock"))

    def show_times(self, starts: time | None, ends: time | None, fault: str) -> None:
        """Show when the stop begins and ends, and the sentence that is wrong with it."""
        self.fault = fault
        self.words = clock_text(starts)
        if ends is not None and ends != starts:
            self.words += f"—{clock_text(ends)}"
        plain_tooltip(self, fault)
        self.setAccessibleDescription(" ".join(part for part in (self.words, fault) if part))
        self.update()

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        colours = theme()
        if self.fault:
            paint_shape(painter, QRectF(rect.left(), rect.top(), 12, rect.height()), Lateness.LATE)
        painter.setFont(sans(13, bold=bool(self.fault)))
        painter.setPen(colours.red if self.fault else colours.ink2)
        painter.drawText(rect.adjusted(_BESIDE_SHAPE, 0, 0, 0), int(BASELINE), self.words)


class StopLine(Line):
    """One stop.

    Args:
        has_clock: Whether the clock runs beside it; in a template there is none.
    """

    def __init__(self, *, has_clock: bool = True) -> None:
        super().__init__()
        self._id: int | None = None
        self._village: int | None = None
        self.kind = choice_cell(_("Kind of stop"), [(each.value, _(words)) for each, words in STOP_KIND_NAMES.items()])
        self.kind.setCurrentIndex(self.kind.findData(StopKind.STOP.value))
        self.at = ClockField(_("Time"))
        self.at.setFixedWidth(66)
        self.firm = choice_cell(_("How firm"), [(each.value, _(words)) for each, words in CERTAINTY_NAMES.items()])
        self.what = text_cell(_("What"), limit=_WORDS)
        self.place = text_cell(_("Place"), limit=_WORDS)
        self.minutes = NumberField(None, width=56)
        self.minutes.setAccessibleName(_("Minutes"))
        self.clock = RunningClock() if has_clock else None
        self.at.setPlaceholderText("")

    @override
    def cells(self) -> Sequence[QWidget]:
        cells: list[QWidget] = [self.kind, self.at, self.firm, self.what, self.place, self.minutes]
        return [*cells, self.clock] if self.clock is not None else cells

    @override
    def first(self) -> QWidget:
        return self.kind

    @override
    def is_empty(self) -> bool:
        fields = (self.at, self.what, self.place, self.minutes)
        is_plain = self.kind.currentData() == StopKind.STOP.value and self.firm.currentData() == Certainty.EXACT.value
        return is_plain and not any(field.text().strip() for field in fields)

    @override
    def connect_changes(self, told: Callable[[], object]) -> None:
        for box in (self.kind, self.firm):
            box.activated.connect(lambda _row: told())
        for field in (self.at, self.what, self.place, self.minutes):
            field.textEdited.connect(lambda _text, field=field: mark_invalid(field))
            field.textEdited.connect(lambda _text: told())

    @override
    def typed(self) -> Typed:
        return {
            "id": self._id, "kind": self.kind.currentData(), "at": self.at.text(), "firm": self.firm.currentData(),
            "what": self.what.text(), "place": self.place.text(), "minutes": self.minutes.text(),
            "village": self._village,
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        self._id, self._village = _number(typed.get("id")), _number(typed.get("village"))
        for name, box in (("kind", self.kind), ("firm", self.firm)):
            box.setCurrentIndex(max(box.findData(str(typed.get(name, ""))), 0))
        for name, field in (("at", self.at), ("what", self.what), ("place", self.place), ("minutes", self.minutes)):
            put(field, typed.get(name, ""))

    def draft(self) -> StopDraft:
        """Return the stop.

        Raises:
            NotATime, NotReadable, NumberOutOfRange: a field cannot be read; it is marked and has the focus.
        """
        try:
            at = self.at.clock()
        except NotATime:
            self.at.setFocus(Qt.FocusReason.OtherFocusReason)
            raise
        return self._stop(at, self._minutes())

    def guess(self) -> StopDraft:
        """Return the stop as far as it can be read now, for the clock that runs while typing."""
        at = self.at.peek()
        try:
            minutes = self.minutes.value()
        except NotReadable:
            minutes = None
        return self._stop(at, minutes if minutes is None or 0 <= minutes <= LONGEST_STOP else None)

    def _stop(self, at: time | None, minutes: int | None) -> StopDraft:
        return StopDraft(
            id=self._id,
            kind=StopKind(self.kind.currentData()),
            what=self.what.text().strip(),
            place=self.place.text().strip(),
            village_id=self._village,
            at=at,
            certainty=Certainty(self.firm.currentData()),
            minutes=minutes,
        )

    def _minutes(self) -> int | None:
        try:
            minutes = self.minutes.value()
            _require_in_range(minutes)
        except (NotReadable, NumberOutOfRange) as error:
            mark_invalid(self.minutes, str(error))
            self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)
            raise
        return minutes

    def show_times(self, starts: time | None, ends: time | None, fault: str) -> None:
        """Show what the plan reckons; a time that follows from the stop before stands in grey."""
        if self.clock is not None:
            self.clock.show_times(starts, ends, fault)
            undecided = self.firm.currentData() == Certainty.UNDECIDED.value
            self.at.setPlaceholderText(_("open") if undecided else clock_text(starts))


class StopRows(LineRows):
    """The stops of one day, or of a template.

    Args:
        has_clock: Whether the clock runs beside them.
    """

    def __init__(self, *, has_clock: bool = True) -> None:
        heads = [_("Kind of stop"), _("Time"), _("How firm"), _("What"), _("Place"), _("Minutes")]
        if has_clock:
            heads.append(_("Clock"))
        super().__init__(lambda: StopLine(has_clock=has_clock), heads, stretches={3: 4, 4: 3}, name=_("Stops"))
        if has_clock:
            self.indent_head(len(heads) - 1, _BESIDE_SHAPE)

    def stops(self) -> list[StopLine]:
        """Return the lines that say something."""
        return [line for line in self.lines() if isinstance(line, StopLine) and not line.is_empty()]

    def drafts(self) -> list[StopDraft]:
        """Return the stops, empty lines left out.

        Raises:
            UserError, NotReadable: a field cannot be read; it is marked and has the focus.
        """
        return [line.draft() for line in self.stops()]


def stop_typed(stop: StopDraft) -> Typed:
    """Return what a line of this stop shows."""
    return {
        "id": stop.id, "kind": stop.kind.value, "at": clock_text(stop.at), "firm": stop.certainty.value,
        "what": stop.what, "place": stop.place, "minutes": "" if stop.minutes is None else str(stop.minutes),
        "village": stop.village_id,
    }  # fmt: skip


def _require_in_range(minutes: int | None) -> None:
    if minutes is not None and not 0 <= minutes <= LONGEST_STOP:
        raise NumberOutOfRange(field=_("Minutes"), low=0, high=LONGEST_STOP)


def _number(found: Any) -> int | None:
    return found if isinstance(found, int) else None
