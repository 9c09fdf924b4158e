"""The calendar's views, in the order of the segments. A further view is one line here and its module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.i18n import N_


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """One segment of the header; its number key is its place."""

    key: str
    title: str


MONTH: Final = "month"
AGENDA: Final = "agenda"
VIEWS: Final = (ViewEntry(MONTH, N_("Month")), ViewEntry(AGENDA, N_("Agenda")))
