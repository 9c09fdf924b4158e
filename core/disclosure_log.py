"""The words of the log: forms, ways, places where somebody looked; and the log as a workbook of its own."""

from __future__ import annotations

from typing import Final

from core.documents.forms import FORMS
from core.documents.ledger_sheet import NAME as LEDGER
from core.i18n import N_, _

UNCONFIRMED: Final = ":unconfirmed"
"""Behind a form's key: sent to a printer, and nobody said that it came out. It may lie there all the same."""
FORM: Final = "log"
ERASED: Final = "erased"
"""What the log says of a person who was erased for good."""
_LISTS: Final = {
    "ledger": LEDGER,
    "report": N_("Report figures"),
    "report_text": N_("Text of the report"),
    "visit_text": N_("Text of a visit"),
    "digest": N_("Digest"),
    "itinerary": N_("Itinerary"),
    "agency_workbook": N_("Workbook for the unit"),
    FORM: N_("Log"),
}
WAY_NAMES: Final = {
    "printer": N_("printed"),
    "pdf": N_("saved as PDF"),
    "xlsx": N_("saved as Excel"),
    "docx": N_("saved as Word"),
    "csv": N_("saved as CSV"),
    "png": N_("saved as picture"),
    "html": N_("saved as web page"),
    "clipboard": N_("copied"),
}
_PLACES: Final = {
    "detail": N_("on the screen"),
    "edit": N_("in the form"),
    "entry": N_("while recording"),
    ERASED: N_("erased for good"),
}
_COPY: Final = "copy:"


def form_name(form: str) -> str:
    """Return what a form or list is called; an unknown one by its key."""
    key, unconfirmed = form.removesuffix(UNCONFIRMED), form.endswith(UNCONFIRMED)
    known = FORMS.get(key)
    name = _(known.name) if known is not None else _(_LISTS[key]) if key in _LISTS else key
    return _("{form} (not said to have come out)").format(form=name) if unconfirmed else name


def way_name(way: str) -> str:
    """Return how a copy left."""
    return _(WAY_NAMES[way]) if way in WAY_NAMES else way


def place_name(what: str) -> str:
    """Return where somebody was looked at."""
    if what.startswith(_COPY):
        return _("in an internal copy: {form}").format(form=form_name(what.removeprefix(_COPY)))
    return _(_PLACES[what]) if what in _PLACES else what
