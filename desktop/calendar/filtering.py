"""Leaving only some visits in sight: the filter popup and the legend, which say the same thing."""

from __future__ import annotations

from datetime import date

from core.i18n import N_, _
from db.queries.saved_filters import saved_filters
from db.queries.visit_form import visit_choices
from db.services.saved_filters import change_filter, delete_filter, rename_filter, save_filter
from desktop.calendar.filter_fields import PAGE, fields_of
from desktop.calendar.filter_popup import FilterPopup
from desktop.calendar.header import CalendarHeader
from desktop.calendar.legend import Legend, filter_with, legend_keys
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.panes import CalendarPane
from desktop.context import AppContext
from desktop.visits.visit_keys import VisitKeys
from desktop.widgets.kinds import is_offered


class FilteredPage(VisitKeys):
    """A page with a filter; subclasses make `header`, `legend` and `pane` and answer `_load`."""

    header: CalendarHeader
    legend: Legend
    pane: CalendarPane
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
            saved = self._filter_popup.saved
            saved.save_wanted.connect(self._keep_filter)
            saved.over_wanted.connect(self._change_filter)
            saved.rename_wanted.connect(self._rename_filter)
            saved.delete_wanted.connect(self._delete_filter)
        with self.ctx.store.read() as session:
            choices = visit_choices(session, on=self.today)
        used = self.pane.kinds_used() | self.filter.kinds
        kinds = [kind for kind in self.ctx.kinds if is_offered(kind.key, used)]
        self._filter_popup.open_for(self.header.filter_button, self.filter, choices, kinds)
        self._show_saved_filters()

    def set_filter(self, wanted: VisitFilter) -> None:
        """Leave only some visits in sight."""
        self.filter = wanted
        self._load()

    def filter_by_kind(self, key: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Leave a kind or a mark of the legend in sight, or no longer only that."""
        self.set_filter(filter_with(self.filter, key, on=on))

    def filter_by_township(self, township_id: int) -> None:
        """Leave only the visits to one township in sight."""
        self.set_filter(VisitFilter(townships=frozenset({township_id})))

    def _show_filter(self) -> None:
        self.legend.show_filter(legend_keys(self.filter))
        self.header.show_filter(self.filter.count)
        self._show_saved_filters()

    # Filters under a name

    def _show_saved_filters(self) -> None:
        if self._filter_popup is not None and self._filter_popup.isVisible():
            with self.ctx.store.read() as session:
                rows = saved_filters(session, PAGE)
            self._filter_popup.show_saved(rows, can_write=not self.ctx.read_only)

    def _keep_filter(self, name: str) -> None:
        if not self.filter.count:
            self.ctx.toast(_("Nothing is filtered yet: choose what to leave in sight, then save it."))
            return
        said = _("Filter saved as “{name}”.").format(name=name.strip())
        self.ctx.run(N_("Save filter"), save_filter, PAGE, name, fields_of(self.filter), widget=self, said=said)

    def _change_filter(self, filter_id: int) -> None:
        fields = fields_of(self.filter)
        self.ctx.run(N_("Save filter"), change_filter, filter_id, fields, widget=self, said=_("Filter saved."))

    def _rename_filter(self, filter_id: int, name: str) -> None:
        self.ctx.run(N_("Rename filter"), rename_filter, filter_id, name, widget=self, said=_("Filter renamed."))

    def _delete_filter(self, filter_id: int) -> None:
        self.ctx.run(N_("Delete filter"), delete_filter, filter_id, widget=self, said=_("Filter deleted."))
