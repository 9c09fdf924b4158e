"""The clocks of the issue shown: each with its date, how it stands and what it rests on; then its pauses."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.deadlines import Lateness
from core.i18n import _, ngettext
from db.queries.issue_clocks import IssueClocks
from desktop.actions import hint
from desktop.issues.clock_lines import ClockLine, Line, PauseLine, shape_of
from desktop.widgets import QuietButton, plain_tooltip
from desktop.widgets.fold import FoldButton

PRESSING: Final = frozenset({Lateness.LATE, Lateness.TODAY, Lateness.SOON})


class ClockSection(QWidget):
    """Hidden for an issue without a date.

    Signals:
        act_wanted(str, object): biography, pause, feedback (None); meet (a clock's id);
            end, correct, drop (a pause's id).
    """

    act_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: IssueClocks | None = None
        self._read_only = False
        self._shown: list[Line] = []
        self._folds = self._opened = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(self._build_head())
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(1)
        column.addLayout(self._lines)
        self.hide()

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.fold = FoldButton(_("Clocks"), bold=True, px=13)
        self.fold.clicked.connect(self._toggle)
        row.addWidget(self.fold)
        row.addStretch(1)
        self.pause = QuietButton(_("Pause"), "pause", hint=hint("issues.pause"))
        self.pause.clicked.connect(self._on_pause)
        self.story = QuietButton(_("Where from"), "clock", hint=hint("issues.biography"))
        self.story.clicked.connect(lambda: self.act_wanted.emit("biography", None))
        plain_tooltip(self.story, _("Where the dates come from, step by step"))
        row.addWidget(self.pause)
        row.addWidget(self.story)
        return row

    def fold_up(self, *, folds: bool) -> None:
        """Where the window is low, show only what presses, and the rest behind a button."""
        self._folds = folds
        self._show_folded()

    def _toggle(self) -> None:
        self._opened = not self._opened
        self._show_folded()

    def _show_folded(self) -> None:
        hidden = [line for line in self._shown if not _presses(line)]
        for line in self._shown:
            line.setVisible(not self._folds or self._opened or line not in hidden)
        folds, count = self._folds and bool(hidden), len(self._shown)
        words = ngettext("{n} clock", "{n} clocks", count).format(n=count) if folds else _("Clocks")
        self.fold.set_caption(words)
        self.fold.set_folds(folds=folds)
        self.fold.show_open(is_open=self._opened)

    def lines(self) -> list[Line]:
        """Return the lines from top to bottom, clocks before pauses."""
        return list(self._shown)

    def show_clocks(self, found: IssueClocks | None, *, today: date, read_only: bool = False) -> None:
        """Show other clocks; the line that had the focus keeps it."""
        kept = next((place for place, line in enumerate(self.lines()) if line.hasFocus()), None)
        same = found is not None and self.found is not None and found.issue_id == self.found.issue_id
        self.found, self._read_only = found, read_only
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = []
        self.setVisible(found is not None and bool(found.clocks))
        if found is None:
            return
        for clock in found.clocks:
            self._add(ClockLine(clock, today, paused=bool(found.pauses)))
        for pause in found.pauses:
            self._add(PauseLine(pause, today))
        self._show_buttons(found)
        self._show_folded()
        lines = self.lines()
        if kept is not None and same and lines:
            lines[min(kept, len(lines) - 1)].setFocus()

    def _add(self, line: Line) -> None:
        line.clicked.connect(lambda: self.open_menu(line))
        line.story_wanted.connect(lambda: self.act_wanted.emit("biography", None))
        line.step_wanted.connect(lambda by: self._step(line, by))
        self._shown.append(line)
        self._lines.addWidget(line)
        line.show()  # at once, so that it can take the focus of the line it stands for

    def _step(self, line: Line, by: int) -> None:
        there = [each for each in self._shown if not each.isHidden()]
        to = there.index(line) + by
        if 0 <= to < len(there):
            there[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_buttons(self, found: IssueClocks) -> None:
        self.pause.set_caption(_("Run again") if found.open_pause is not None else _("Pause"))
        self.pause.setEnabled(not self._read_only and any(clock.runs for clock in found.clocks))

    def _on_pause(self) -> None:
        pause = self.found.open_pause if self.found is not None else None
        self.act_wanted.emit("pause" if pause is None else "end", None if pause is None else pause.id)

    def open_menu(self, line: Line) -> QMenu:
        """Open what can be done with a line."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for name, words, what in self.acts_of(line):
            act = menu.addAction(words)
            act.setEnabled(name == "biography" or not self._read_only)
            act.triggered.connect(lambda _on=False, name=name, what=what: self.act_wanted.emit(name, what))
        menu.popup(line.mapToGlobal(QPoint(0, line.height())))
        return menu

    def acts_of(self, line: Line) -> list[tuple[str, str, int | None]]:
        """Return what can be done with a line: the act, its words, and on which clock or pause."""
        acts: list[tuple[str, str, int | None]] = []
        if isinstance(line, PauseLine):
            if line.pause.ends is None:
                acts.append(("end", _("End this pause…"), line.pause.id))
            acts.append(("correct", _("Correct this pause…"), line.pause.id))
            acts.append(("drop", _("Take this pause back…"), line.pause.id))
        elif isinstance(line, ClockLine):
            if line.clock.id is not None and not line.clock.over:
                words = _("Done on…") if line.clock.met_on is None else _("Correct the day it was done…")
                acts.append(("meet", words, line.clock.id))
            if line.clock.id is None and line.clock.runs:
                acts.append(("pause", _("Pause…"), None))
                acts.append(("feedback", _("Periodic feedback…"), None))
        return [*acts, ("biography", f"{_('Where the dates come from')}…\tF1", None)]


def _presses(line: Line) -> bool:
    """Return whether a line stays when the section folds: a pause that lasts, a further clock that is late or due.

    The date to finish stands in the banner above already, so its line stays only where it says more.
    """
    if isinstance(line, PauseLine):
        return line.pause.ends is None
    if not isinstance(line, ClockLine):
        return False
    return bool(line.remarks) if line.clock.id is None else shape_of(line.clock) in PRESSING
