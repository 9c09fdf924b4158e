"""Two plans side by side: figures of both, and every visit that differs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import _, ngettext
from core.planner.compare import Comparison, Difference
from desktop.widgets import FilledButton, PlainLabel, Rule, SectionTitle

_SAME = frozenset({Difference.KEPT, Difference.LOCKED})


class CompareDialog(QDialog):
    """Shows what changes from one plan to the other."""

    def __init__(self, parent: QWidget, comparison: Comparison, one: str, other: str) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(_("Two plans side by side"))
        self.setMinimumSize(620, 460)
        self.lines = [each.text for each in comparison.changes if each.what not in _SAME]
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Two plans side by side"), px=17, bold=True, serifed=True))
        people, places = len(comparison.leader_ids), len(comparison.township_ids)
        said = ngettext("{n} leader would have another visit", "{n} leaders would have other visits", people)
        also = ngettext("{n} township is touched", "{n} townships are touched", places)
        column.addWidget(PlainLabel(f"{said.format(n=people)}  {also.format(n=places)}", px=13, tone="ink2", wrap=True))
        column.addLayout(self._figures(comparison, one, other))
        column.addWidget(SectionTitle(_("What differs"), str(len(self.lines))))
        column.addWidget(self._changes(), 1)
        close = FilledButton(_("Close"), hint="Esc")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)

    def _figures(self, comparison: Comparison, one: str, other: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        for at, words in enumerate(("", one, other)):
            grid.addWidget(PlainLabel(words, px=13, tone="ink2", bold=at > 0), 0, at)
        for row, figure in enumerate(comparison.figures, start=1):
            grid.addWidget(PlainLabel(figure.name, px=14, wrap=True), row, 0)
            grid.addWidget(PlainLabel(figure.one, px=14, bold=figure.better < 0), row, 1)
            mark = {1: " ↑", -1: " ↓"}.get(figure.better, "")
            label = PlainLabel(f"{figure.other}{mark}", px=14, bold=figure.better > 0)
            better = {1: _("better"), -1: _("worse")}.get(figure.better, _("the same"))
            label.setAccessibleName(f"{figure.name} {figure.other} {better}")
            grid.addWidget(label, row, 2)
        return grid

    def _changes(self) -> QScrollArea:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for text in self.lines:
            column.addWidget(PlainLabel(text, px=13, wrap=True))
            column.addWidget(Rule("line"))
        if not self.lines:
            column.addWidget(PlainLabel(_("Both plans are the same."), px=13, tone="ink3"))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        holder.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        return scroll
