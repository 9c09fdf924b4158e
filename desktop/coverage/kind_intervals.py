"""Fields for the days within which each kind of outing is to come: the county's, or one township's own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.coverage import IntervalLine
from core.i18n import _
from core.visits import VisitKind
from db.queries.coverage import interval_lines
from desktop.context import AppContext
from desktop.widgets.form import NumberField
from desktop.widgets.mark_widgets import Seal
from desktop.widgets.text import PlainLabel


class KindIntervals(QWidget):
    """A number of days for each kind in use; empty asks for none, or takes the county's."""

    def __init__(self, ctx: AppContext, township_id: int | None, *, whole_county: bool = False) -> None:
        super().__init__()
        self._ctx, self._township_id, self._whole_county = ctx, township_id, whole_county
        self.fields: dict[str, NumberField] = {}
        self._before: Mapping[str, int | None] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(3, 1)
        for row, kind in enumerate(ctx.kinds):
            self._add(grid, row, kind)
        self.reload()
        for field in list(self.fields.values())[:1]:
            self.setFocusProxy(field)

    def reload(self) -> None:
        """Read the stored days; a township's empty field shows the county's in grey."""
        with self._ctx.store.read() as session:
            lines = interval_lines(session)
        county, own = _days(lines, None), {} if self._whole_county else _days(lines, self._township_id)
        for kind, field in self.fields.items():
            shown = county.get(kind) if self._whole_county else own.get(kind)
            field.show_text("" if shown is None else str(shown))
            usual = None if self._whole_county else county.get(kind)
            field.setPlaceholderText("—" if usual is None else str(usual))
        self._before = {kind: (county if self._whole_county else own).get(kind) for kind in self.fields}

    def changed(self) -> dict[str, int | None]:
        """Return the kinds whose days are others than stored.

        Raises:
            NotReadable: a field holds no whole number.
        """
        days = {kind: field.value() for kind, field in self.fields.items()}
        return {kind: each for kind, each in days.items() if each != self._before.get(kind)}

    def _add(self, grid: QGridLayout, row: int, kind: VisitKind) -> None:
        field = NumberField(width=80)
        field.setAccessibleName(_("{kind}: days between visits").format(kind=_(kind.name)))
        self.fields[kind.key] = field
        grid.addWidget(Seal(kind, 20), row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(PlainLabel(_(kind.name), px=13), row, 1)
        grid.addWidget(field, row, 2)
        grid.addWidget(PlainLabel(_("natural days"), px=13, tone="ink3"), row, 3)


def _days(lines: list[IntervalLine], township_id: int | None) -> dict[str, int]:
    return {line.kind: line.days for line in lines if line.township_id == township_id}
