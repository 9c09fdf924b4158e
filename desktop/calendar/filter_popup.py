"""The filter under 筛选: leaders, townships, kinds, states, overdue issues, market days, and filters with a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import VISIT_STATE_NAMES, VisitKind, VisitState
from db.queries.saved_filters import SavedFilterRow
from db.queries.visit_form import VisitChoices
from desktop.calendar.filter_fields import filter_of
from desktop.calendar.filter_parts import ChosenNames, SavedFilters
from desktop.calendar.month_data import VisitFilter
from desktop.fonts import sans
from desktop.widgets import PinyinCombo, PlainLabel, Popup, QuietButton, Rule, choice
from desktop.widgets.focus_popup import FocusPopup

_WIDTH = 380


class FilterPopup(FocusPopup):
    """Signals: changed(VisitFilter): show these."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filter = VisitFilter()
        self._anchor_button: QWidget | None = None
        self._refit_soon = QTimer(self, singleShot=True, interval=0)
        self._refit_soon.timeout.connect(self._refit)
        self._kinds: dict[str, QCheckBox] = {}
        self._states: dict[VisitState, QCheckBox] = {}
        self.leader = PinyinCombo(placeholder=_("All leaders"))
        self.township = PinyinCombo(placeholder=_("All townships"))
        self.leader.setAccessibleName(_("Leader"))
        self.township.setAccessibleName(_("Township"))
        self.leaders, self.townships = ChosenNames(), ChosenNames()
        self._names: tuple[dict[int, str], dict[int, str]] = ({}, {})
        self.overdue = QCheckBox(_("Only townships with overdue issues"))
        self.market = QCheckBox(_("Only on market days"))
        self.saved = SavedFilters()
        self._saved_rows: Sequence[SavedFilterRow] = ()
        self._can_write = True
        self.clear = QuietButton(_("Show everything"))
        self.setAccessibleName(_("Filter"))
        self._build()

    def open_for(self, anchor: QWidget, wanted: VisitFilter, choices: VisitChoices, kinds: Sequence[VisitKind]) -> None:
        """Open below *anchor* with the filter in force."""
        self._filter = wanted
        self.leader.set_choices([choice(row.name, row.id, note=row.note) for row in choices.leaders])
        self.township.set_choices([choice(row.name, row.id) for row in choices.townships])
        self._names = (
            {row.id: row.name for row in choices.leaders},
            {row.id: row.name for row in choices.townships},
        )
        self._show_kinds(kinds)
        self._show_filter()
        self._anchor_button = anchor
        self.open_under(anchor, QSize(_WIDTH, self._column.sizeHint().height()), align_right=True)
        self.leader.setFocus()

    def show_saved(self, rows: Sequence[SavedFilterRow], *, can_write: bool) -> None:
        """Show the filters that have a name."""
        self._saved_rows, self._can_write = rows, can_write
        self._show_current()

    def _show_current(self) -> None:
        current = next((row.id for row in self._saved_rows if filter_of(row.fields) == self._filter), None)
        is_filtered = bool(self._filter.count)
        self.saved.show_filters(self._saved_rows, current, can_write=self._can_write, is_filtered=is_filtered)
        self._refit_soon.start()  # what was just added counts only once it is shown

    def _refit(self) -> None:
        """Be as high as what it holds, below its button."""
        if self.isVisible() and self._anchor_button is not None:
            size = QSize(_WIDTH, self._column.sizeHint().height())
            self.open_under(self._anchor_button, size, align_right=True)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 12)
        self._column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        sorts = ((_("Leader"), self.leader, self.leaders), (_("Township"), self.township, self.townships))
        for row, (words, field, chosen) in enumerate(sorts):
            grid.addWidget(PlainLabel(words, px=13, tone="ink2"), 2 * row, 0)
            grid.addWidget(field, 2 * row, 1)
            grid.addWidget(chosen, 2 * row + 1, 1)
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
        for tick in (self.overdue, self.market):
            tick.setFont(sans(14))
            tick.clicked.connect(self._tell)
            self._column.addWidget(tick)
        self._column.addWidget(Rule("line"))
        self._column.addWidget(self.saved)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.clear)
        self._column.addLayout(foot)
        self._connect()

    def _connect(self) -> None:
        self.leader.chosen.connect(self._add_leader)
        self.township.chosen.connect(self._add_township)
        self.leaders.removed.connect(lambda id: self._change(leaders=self._filter.leaders - {id}))
        self.townships.removed.connect(lambda id: self._change(townships=self._filter.townships - {id}))
        self.saved.picked.connect(self._pick)
        self.clear.clicked.connect(lambda: self._set(VisitFilter()))

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
        for field in (self.leader, self.township):
            field.set_value(None)
        gone = _("No longer listed")
        for shown, ids, names in zip(
            (self.leaders, self.townships), (wanted.leaders, wanted.townships), self._names, strict=True
        ):
            shown.show_names({id: names.get(id, gone) for id in sorted(ids)})
        for key, field_of_kind in self._kinds.items():
            field_of_kind.setChecked(key in wanted.kinds)
        for state, box in self._states.items():
            box.setChecked(state in wanted.states)
        self.overdue.setChecked(wanted.overdue_only)
        self.market.setChecked(wanted.market_only)
        self._show_current()

    def _add_leader(self, leader: object) -> None:
        if isinstance(leader, int):
            self._change(leaders=self._filter.leaders | {leader})

    def _add_township(self, township: object) -> None:
        if isinstance(township, int):
            self._change(townships=self._filter.townships | {township})

    def _tell(self, *_changed: object) -> None:
        self._change(
            kinds=frozenset(key for key, field in self._kinds.items() if field.isChecked()),
            states=frozenset(state for state, field in self._states.items() if field.isChecked()),
            overdue_only=self.overdue.isChecked(),
            market_only=self.market.isChecked(),
        )

    def _pick(self, filter_id: int) -> None:
        row = next((each for each in self._saved_rows if each.id == filter_id), None)
        if row is not None:
            self._set(filter_of(row.fields))

    def _change(self, **fields: Any) -> None:
        self._set(replace(self._filter, **fields))

    def _set(self, wanted: VisitFilter) -> None:
        self._filter = wanted
        self._show_filter()
        self.changed.emit(wanted)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.saved.is_renaming():
                self.saved.stop_renaming()
            else:
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
