"""The calendar's filter as plain fields, so that it can be kept in the schedule under a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from core.visits import VisitState
from desktop.calendar.month_data import VisitFilter

PAGE: Final = "calendar"


def fields_of(wanted: VisitFilter) -> dict[str, Any]:
    """Return a filter as fields; what is not set is left out."""
    fields: dict[str, Any] = {
        "leaders": sorted(wanted.leaders),
        "townships": sorted(wanted.townships),
        "kinds": sorted(wanted.kinds),
        "states": sorted(state.value for state in wanted.states),
        "overdue": wanted.overdue_only,
        "market": wanted.market_only,
    }
    return {key: value for key, value in fields.items() if value}


def filter_of(fields: Mapping[str, Any]) -> VisitFilter:
    """Return the filter that fields stand for; what a newer version wrote and this one does not know is left out."""
    known = {state.value: state for state in VisitState}
    return VisitFilter(
        leaders=frozenset(_numbers(fields.get("leaders"))),
        townships=frozenset(_numbers(fields.get("townships"))),
        kinds=frozenset(each for each in _listed(fields.get("kinds")) if isinstance(each, str)),
        states=frozenset(known[each] for each in _listed(fields.get("states")) if each in known),
        overdue_only=fields.get("overdue") is True,
        market_only=fields.get("market") is True,
    )


def _listed(value: object) -> Iterable[Any]:
    return [each for each in value if isinstance(each, str | int)] if isinstance(value, list) else ()


def _numbers(value: object) -> Iterable[int]:
    return (each for each in _listed(value) if isinstance(each, int) and not isinstance(each, bool))
