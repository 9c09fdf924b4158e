"""What the columns of a record are called, and how a value in one is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final

from core.deadline_rules import UNIT_NAMES
from core.i18n import N_, _, day_text
from core.issues import CHECK_MARK_NAMES, ISSUE_STATE_NAMES, SATISFACTION_NAMES, SourceChannel
from core.masking import mask_name, mask_phone
from core.organisation import BODY_NAMES, TownshipKind, VillageKind
from core.visits import HALF_NAMES, RECEPTION_FORM_NAMES, VISIT_STATE_NAMES

UNTOLD: Final = frozenset(
    {"id", "uid", "version", "year", "serial", "position", "due_steps", "visit_id", "issue_id", "recorded_at"}
)
"""Columns that mean nothing to a person, or only repeat whose record it is."""
_FIELDS: Final[Mapping[str, str]] = {
    "day": N_("Date"), "half": N_("Half"), "starts_at": N_("Starts"), "ends_at": N_("Ends"), "kind": N_("Kind"),
    "reception_form": N_("Way of reception"), "leader_id": N_("Leader"), "township_id": N_("Township"),
    "village_id": N_("Village"), "place": N_("Place"), "theme": N_("Theme"), "state": N_("State"),
    "state_reason": N_("Reason"), "unannounced": N_("Unannounced visit"), "pinned": N_("Fixed in the plan"),
    "overlap_confirmed": N_("Booked all the same"), "result": N_("Result"), "note": N_("Note"), "number": N_("Number"),
    "title": N_("Issue"), "detail": N_("Full account"), "raised_on": N_("Raised on"), "petitioner_id": N_("Raised by"),
    "category": N_("Category"), "source_channel": N_("Source"), "subject_of_complaint": N_("Complained about"),
    "subject_agency_id": N_("Unit complained about"), "lead_agency_id": N_("Unit in charge"),
    "case_leader_id": N_("Leader in charge"), "limit_amount": N_("Limit in days"), "limit_unit": N_("Counted in"),
    "due": N_("Due"), "due_stated": N_("Due date stated"), "due_provisional": N_("Due date to be checked"),
    "closed_on": N_("Closed on"), "close_result": N_("Result of handling"), "satisfaction": N_("Satisfaction"),
    "chase_count": N_("Times pressed"), "extension_count": N_("Times extended"),
    "bring_to_visit_id": N_("Goes along to the visit"), "name": N_("Name"), "post": N_("Post"), "body": N_("Body"),
    "rank_order": N_("Place in the order"), "portfolio": N_("Portfolio"), "phone": N_("Phone"),
    "duty_share": N_("Duty share"), "duty_reason": N_("Reason for the share"), "agency_id": N_("Unit"),
    "valid_from": N_("In office from"), "valid_to": N_("In office until"), "distance_km": N_("Kilometres"),
    "travel_minutes": N_("Minutes on the road"), "population": N_("Population"), "liaison_name": N_("Liaison"),
    "liaison_phone": N_("Liaison's phone"), "reception_place": N_("Place of reception"),
    "visit_interval_days": N_("Days between visits"), "short_name": N_("Short name"), "contact_name": N_("Contact"),
    "contact_phone": N_("Contact's phone"), "active": N_("In use"), "address": N_("Address"),
    "headcount": N_("People"),
}  # fmt: skip
_TOWNSHIP_KINDS: Final = {
    TownshipKind.TOWNSHIP: N_("Rural township"), TownshipKind.TOWN: N_("Town"),
    TownshipKind.SUBDISTRICT: N_("Subdistrict"),
}  # fmt: skip
_VILLAGE_KINDS: Final = {VillageKind.VILLAGE: N_("Administrative village"), VillageKind.COMMUNITY: N_("Community")}
_CHANNELS: Final = {
    SourceChannel.VISIT: N_("Visit"), SourceChannel.HOTLINE: N_("12345 hotline"), SourceChannel.LETTER: N_("Letter"),
    SourceChannel.SUPERIOR: N_("From above"), SourceChannel.OTHER: N_("Other"),
}  # fmt: skip
_ENUMS: Final[tuple[Mapping[Any, str], ...]] = (
    HALF_NAMES, VISIT_STATE_NAMES, RECEPTION_FORM_NAMES, ISSUE_STATE_NAMES, SATISFACTION_NAMES, CHECK_MARK_NAMES,
    BODY_NAMES, _TOWNSHIP_KINDS, _VILLAGE_KINDS, _CHANNELS,
)  # fmt: skip
_PHONES: Final = frozenset({"phone", "liaison_phone", "contact_phone"})


def field_name(column: str) -> str:
    """Return what *column* is called, in the current language."""
    return _(_FIELDS[column]) if column in _FIELDS else column.replace("_", " ")


def value_text(table: str, column: str, value: Any) -> str:
    """Return *value* in words; "" for nothing. A petitioner's name and every phone come masked."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column in _PHONES:
        return mask_phone(str(value))
    if table == "petitioner" and column in {"name", "address"}:
        return mask_name(str(value)) if column == "name" else "***"
    if column == "limit_unit":
        return _(UNIT_NAMES[value])
    if isinstance(value, Enum):
        return _enum_text(value)
    return _moment_text(value)


def _enum_text(value: Enum) -> str:
    return next((_(names[value]) for names in _ENUMS if type(value) is type(next(iter(names)))), str(value.value))


def _moment_text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{day_text(value.astimezone().date(), year=True)} {value.astimezone():%H:%M}"
    if isinstance(value, date):
        return day_text(value, year=True)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
