"""The filter under 筛选: by leader, township, kind, state, and townships with overdue issues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import VISIT_STATE_NAMES, VisitKind, VisitState
from db.queries.visit_form import VisitChoices
from desktop.calendar.month_data import VisitFilter
from desktop.fonts import sans
from desktop.widgets import PinyinCombo, PlainLabel, Popup, QuietButton, choice

_WIDTH = 380


class FilterPopup(Popup):
    """Signals: changed(VisitFilter): show these."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filter = VisitFilter()
        self._kinds: dict[str, QCheckBox] = {}
        self._states: dict[VisitState, QCheckBox] = {}
        self.leader = PinyinCombo(placeholder=_("All leaders"))
        self.township = PinyinCombo(placeholder=_("All townships"))
        self.leader.setAccessibleName(_("Leader"))
        self.township.setAccessibleName(_("Township"))
        self.overdue = QCheckBox(_("Only townships with overdue issues"))
        self.clear = QuietButton(_("Show everything"))
        self.setAccessibleName(_("Filter"))
        self._build()

    def open_for(self, anchor: QWidget, wanted: VisitFilter, choices: VisitChoices, kinds: Sequence[VisitKind]) -> None:
        """Open below *anchor* with the filter in force."""
        self._filter = wanted
        self.leader.set_choices([choice(row.name, row.id, note=row.note) for row in choices.leaders])
        self.township.set_choices([choice(row.name, row.id) for row in choices.townships])
        self._show_kinds(kinds)
        self._show_filter()
        self.open_under(anchor, QSize(_WIDTH, self._column.sizeHint().height()), align_right=True)
        self.leader.setFocus()

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 12)
        self._column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (words, field) in enumerate(((_("Leader"), self.leader), (_("Township"), self.township))):
            grid.addWidget(PlainLabel(words, px=13, tone="ink2"), row, 0)
            grid.addWidget(field, row, 1)
        self._column.addLayout(grid)
        self._column.addWidget(PlainLabel(_("Kind"), px=13, tone="ink2"))
        self._kind_grid = QGridLayout()
        self._column.addLayout(self._kind_grid)
        self._column.addWidget(PlainLabel(_("State"), px=13, tone="ink2"))
        states = QGridLayout()
        for n, state in enumerate(VisitState):
            tick = QCheckBox(_(VISIT_STATE_NAMES[state]))
            tick.setFont(sans(14))
            tick.clicked.connect(self._tell)
            self._states[state] = tick
            states.addWidget(tick, n // 3, n % 3)
        self._column.addLayout(states)
        self.overdue.setFont(sans(14))
        self._column.addWidget(self.overdue)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.clear)
        self._column.addLayout(foot)
        self.overdue.clicked.connect(self._tell)
        self.leader.chosen.connect(self._tell)
        self.township.chosen.connect(self._tell)
        self.clear.clicked.connect(self._clear)

    def _show_kinds(self, kinds: Sequence[VisitKind]) -> None:
        if list(self._kinds) == [kind.key for kind in kinds]:
            return
        for field in self._kinds.values():
            field.deleteLater()
        self._kinds = {}
        for n, kind in enumerate(kinds):
            field = QCheckBox(_(kind.name))
            field.setFont(sans(14))
            field.clicked.connect(self._tell)
            self._kinds[kind.key] = field
            self._kind_grid.addWidget(field, n // 2, n % 2)

    def _show_filter(self) -> None:
        wanted = self._filter
        self.leader.set_value(next(iter(wanted.leaders), None))
        self.township.set_value(next(iter(wanted.townships), None))
        for key, field in self._kinds.items():
            field.setChecked(key in wanted.kinds)
        for state, box in self._states.items():
            box.setChecked(state in wanted.states)
        self.overdue.setChecked(wanted.overdue_only)

    def _tell(self, *_changed: object) -> None:
        leader, township = self.leader.value(), self.township.value()
        self._filter = replace(
            self._filter,
            leaders=frozenset({leader}) if isinstance(leader, int) else frozenset(),
            townships=frozenset({township}) if isinstance(township, int) else frozenset(),
            kinds=frozenset(key for key, field in self._kinds.items() if field.isChecked()),
            states=frozenset(state for state, field in self._states.items() if field.isChecked()),
            overdue_only=self.overdue.isChecked(),
        )
        self.changed.emit(self._filter)

    def _clear(self) -> None:
        self._filter = VisitFilter()
        self._show_filter()
        self.changed.emit(self._filter)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_popup()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and _on_other_popup(self, event)
        ):
            return False  # a list that this popup opened is part of it
        return super().eventFilter(watched, event)


def _on_other_popup(popup: Popup, event: QMouseEvent) -> bool:
    if QApplication.activePopupWidget() is not None:
        return True
    window = popup.parentWidget()
    others = [] if window is None else window.findChildren(Popup, options=Qt.FindChildOption.FindDirectChildrenOnly)
    where: Callable[[Popup], bool] = lambda other: other.rect().contains(  # noqa: E731 - one use, one line
        other.mapFromGlobal(event.globalPosition().toPoint())
    )
    return any(other is not popup and other.isVisible() and where(other) for other in others)
