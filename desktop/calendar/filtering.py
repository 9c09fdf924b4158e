"""Leaving only some visits in sight: the filter popup and the legend, which say the same thing."""

from __future__ import annotations

from datetime import date

from db.queries.visit_form import visit_choices
from desktop.calendar.filter_popup import FilterPopup
from desktop.calendar.header import CalendarHeader
from desktop.calendar.legend import Legend, filter_with, legend_keys
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.month_view import MonthView
from desktop.context import AppContext
from desktop.visits.visit_keys import VisitKeys
from desktop.widgets.kinds import is_offered


class FilteredPage(VisitKeys):
    """A page with a filter; subclasses make `header`, `legend` and `month` and answer `_load`."""

    header: CalendarHeader
    legend: Legend
    month: MonthView
    today: date

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.filter = VisitFilter()
        self._filter_popup: FilterPopup | None = None

    def _load(self) -> None:
        """Read again with the filter as it is."""
        raise NotImplementedError

    def open_filter(self) -> None:
        """Open the filter: Ctrl+F."""
        self.header.show_filter(self.filter.count)  # a click has switched the button meanwhile
        if self._filter_popup is None:
            self._filter_popup = FilterPopup()
            self._filter_popup.changed.connect(self.set_filter)
        with self.ctx.store.read() as session:
            choices = visit_choices(session, on=self.today)
        used = {*self.month.data.counts, *self.filter.kinds}
        kinds = [kind for kind in self.ctx.kinds if is_offered(kind.key, used)]
        self._filter_popup.open_for(self.header.filter_button, self.filter, choices, kinds)

    def set_filter(self, wanted: VisitFilter) -> None:
        """Leave only some visits in sight."""
        self.filter = wanted
        self._load()

    def _on_legend(self, key: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.set_filter(filter_with(self.filter, key, on=on))

    def _show_filter(self) -> None:
        self.legend.show_filter(legend_keys(self.filter))
        self.header.show_filter(self.filter.count)
