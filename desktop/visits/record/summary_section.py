"""How the visit ended, and what came of it in the prose of a report, made from the page and open to editing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.clock import clock_text
from core.i18n import _
from core.records import ENDING_NAMES, Ending, RecordDraft
from core.visits import Half
from desktop.fonts import sans
from desktop.visits.record.bands import Band, line_edit
from desktop.visits.record.cell_paint import LABEL
from desktop.visits.record.form_section import FormSection
from desktop.visits.time_fields import ClockField, example_times
from desktop.widgets import PlainLabel, Segmented, SmallButton

MAKE_AFTER_MS = 500
PROSE_HIGH = 118


class SummarySection(FormSection):
    """Ending, times, and the words for the report.

    Args:
        prose: Makes the words from what stands on the page.
        starts, ends: When the visit was to begin and end, as examples in the fields.
        copy_words: Puts words on the clipboard without anybody's name in them.
    """

    def __init__(
        self,
        prose: Callable[[], str],
        *,
        half: Half = Half.MORNING,
        starts: time | None = None,
        ends: time | None = None,
        copy_words: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self._copy_words = copy_words or QApplication.clipboard().setText
        self._prose, self._own_words = prose, False
        self._timer = QTimer(self, singleShot=True, interval=MAKE_AFTER_MS)
        self._timer.timeout.connect(self._make_quietly)
        first, last = example_times(half)
        self._build_ending(clock_text(starts) or first, clock_text(ends) or last)
        self._build_prose()
        self.ending.chosen.connect(lambda _key: self._show_reason())
        self._show_reason()

    def _build_ending(self, starts: str, ends: str) -> None:
        band = Band(_("How it ended"))
        names = [(ending.value, f"{n} {_(ENDING_NAMES[ending])}") for n, ending in enumerate(Ending, start=1)]
        self.ending = Segmented(names)
        self.ending.setAccessibleName(_("How it ended"))
        self.reason = line_edit(400, prompt=_("Why"))
        self.arrived = ClockField(_("Arrived"), such_as=starts)
        self.left = ClockField(_("Left"), such_as=ends)
        band.add(self.ending)
        band.add(self.reason, stretch=1)
        self._spring = QWidget()
        band.line.addWidget(self._spring, 1)
        band.add(self.arrived, _("Arrived"))
        band.add(self.left, _("Left"))
        self.column.addWidget(band)
        for name in ("ending", "reason", "arrived", "left"):
            self.keep(name, getattr(self, name))

    def _build_prose(self) -> None:
        self.text = QPlainTextEdit()
        self.text.setFont(sans(14))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(PROSE_HIGH)
        self.text.setAccessibleName(_("What came of it"))
        self.text.setPlaceholderText(_("Nothing came of it so far. What is written above appears here as a report."))
        self.text.textChanged.connect(self._on_words)
        self.again, self.copy = SmallButton(_("Make it again"), "arrows-clockwise"), SmallButton(_("Copy"), "export")
        self.again.clicked.connect(self.make_again)
        self.copy.clicked.connect(self._copy)
        self._state = PlainLabel(px=12, tone="ink3")
        band = Band(_("What came of it"))
        band.setMinimumHeight(PROSE_HIGH + 58)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 2, 0, 2)
        inside.setSpacing(6)
        inside.addWidget(self.text)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.again, self.copy):
            buttons.addWidget(button)
        buttons.addWidget(self._state, 1)
        inside.addLayout(buttons)
        band.line.setContentsMargins(LABEL + 10, 7, 24, 7)
        band.line.addLayout(inside, 1)
        self.column.addWidget(band)
        self.fields["prose"] = self.text

    @override
    def title(self) -> str:
        return _("Summary")

    @override
    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("1 2 3", _("how it ended")),)

    def page_changed(self) -> None:
        """Something else on the page was typed: make the words again soon, unless somebody wrote their own."""
        if not self._own_words:
            self._timer.start()

    def make_again(self) -> None:
        """Make the words from the page, in place of what stands here."""
        self._own_words = False
        self._make_quietly()
        self.touch()

    def current(self) -> Ending:
        """Return how the visit ended."""
        return Ending(self.ending.current())

    @override
    def load(self, record: RecordDraft) -> None:
        self.load_ended(record, Ending.CUT_SHORT if record.cut_short else Ending.TOOK_PLACE, "")

    def load_ended(self, record: RecordDraft, ending: Ending, reason: str) -> None:
        """Show a record, and how the visit itself says that it ended."""
        values = {"arrived": clock_text(record.arrived_at), "left": clock_text(record.left_at)}
        self.fill({"ending": ending.value, "reason": reason, "prose": record.result, **values})
        self.touched = False
        self._show_reason()
        self._own_words = bool(record.result) and record.result.strip() != self._prose().strip()
        self._say_state()
        self.page_changed()

    @override
    def store_into(self, record: RecordDraft) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._make_quietly()
        record.cut_short = self.current() is Ending.CUT_SHORT
        record.arrived_at, record.left_at = self.clock("arrived"), self.clock("left")
        record.result = self.text.toPlainText().strip()

    @override
    def typed(self) -> dict[str, Any] | None:
        typed = super().typed()
        if typed is not None:
            typed["own_words"] = self._own_words
        return typed

    @override
    def restore(self, typed: Any) -> None:
        super().restore(typed)
        if isinstance(typed, dict):
            self._own_words = typed.get("own_words") is True
            self._show_reason()
            self._say_state()
            self.page_changed()

    @override
    def fault(self) -> tuple[QWidget, str] | None:
        found = super().fault()
        if found is not None:
            return found
        if self.current() is not Ending.TOOK_PLACE and not self.words("reason"):
            return self.reason, _("Say in a few words why the visit was missed or cut short.")
        arrived, left = self.clock("arrived"), self.clock("left")
        if arrived is not None and left is not None and left <= arrived:
            said = _("Left at {left}, before arriving at {arrived}. Correct one of the two times.")
            return self.left, said.format(left=clock_text(left), arrived=clock_text(arrived))
        return None

    @override
    def first_field(self) -> QWidget:
        return next((each for each in self.ending.buttons() if each.isChecked()), self.ending)

    def _show_reason(self) -> None:
        wanted = self.current() is not Ending.TOOK_PLACE
        self.reason.setVisible(wanted)
        self._spring.setVisible(not wanted)

    def _make_quietly(self) -> None:
        """Make the words; that alone is nothing that somebody typed."""
        words = self._prose()
        if not self._own_words and words != self.text.toPlainText():
            self._loading = True
            self.text.setPlainText(words)
            self._loading = False
        self._say_state()

    def _on_words(self) -> None:
        if self._loading:
            return
        self._own_words = bool(self.text.toPlainText().strip())
        self._say_state()
        self.touch()

    def _say_state(self) -> None:
        said = _("Your own words: they stay as they are") if self._own_words else _("Follows what stands above")
        self._state.setText(said)

    def _copy(self) -> None:
        self._copy_words(self.text.toPlainText())
        self.hinted.emit(_("Copied. Paste it into the report."))
