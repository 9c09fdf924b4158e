"""Who has been told of a visit: the inspector's line with a button for each unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, listed, ngettext
from core.visits import PLANNED
from db.queries.visits import GoingRow, VisitDetail
from desktop.calendar.inspector_parts import fact_row
from desktop.widgets import PlainLabel, QuietButton

_UNITS_SHOWN = 6


def told_part(column: QVBoxLayout, detail: VisitDetail, acts: ToldActs | None) -> None:
    """Add how many were told, and each unit that was not or has not answered, with a button that says it has."""
    pending = list(detail.silent)
    if detail.state in PLANNED:
        pending = [unit for unit in detail.agencies if unit.notified_on is None or unit.confirmed_on is None]
    if not detail.told and not pending:
        if detail.unannounced:
            fact_row(column, "moon", _("Unannounced: in no shared list"))
        return
    told = _("Nobody has been told yet")
    if detail.told:
        told = ngettext("{n} told", "{n} told", detail.told).format(n=detail.told)
    if not pending:
        fact_row(column, "check-circle", told)
        return
    if acts is None or len(pending) > _UNITS_SHOWN:
        names = listed(each.name for each in pending)
        fact_row(column, "check-circle", told, _("{agencies} not heard from yet").format(agencies=names))
        return
    lines = QWidget()
    inner = QVBoxLayout(lines)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    for unit in pending:
        inner.addWidget(_UnitLine(unit, acts))
    fact_row(column, "check-circle", told, under=lines)


@dataclass(frozen=True, slots=True)
class ToldActs:
    """What is said of a unit by its id: that it was told, that it answered."""

    told: Callable[[int], object]
    heard: Callable[[int], object]


class _UnitLine(QWidget):
    """A unit that was not told or has not answered; its button appears under the pointer or the focus."""

    def __init__(self, unit: GoingRow, acts: ToldActs) -> None:
        super().__init__()
        was_told = unit.notified_on is not None
        words = _("{agencies} not heard from yet") if was_told else _("{agencies} not told yet")
        said = words.format(agencies=unit.name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        label = PlainLabel(said, px=13, tone="ink2", wrap=True)
        label.setMinimumHeight(20)
        row.addWidget(label, 1)
        self._button = QuietButton(_("Heard") if was_told else _("Told"), "check")
        self._button.setAccessibleName(f"{self._button.caption()}: {unit.name}")
        self._button.setObjectName(f"unit{unit.agency_id}")
        self._button.setFixedHeight(20)
        act = acts.heard if was_told else acts.told
        self._button.clicked.connect(lambda _on=False: act(unit.agency_id))
        self._button.hide()
        row.addWidget(self._button)
        self.setMinimumHeight(20)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(said)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._button.show()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._button.setVisible(self._button.hasFocus())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the button, which shows itself now."""
        self._button.show()
        self._button.setFocus(event.reason())
