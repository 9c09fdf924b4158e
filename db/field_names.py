"""What the columns of a record are called, and how a value in one is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final

from core.chain import NOTICE_LEVEL_NAMES, PAUSE_NAMES, TRACK_NAMES
from core.deadline_rules import UNIT_NAMES
from core.i18n import N_, _, day_text
from core.issues import CHECK_MARK_NAMES, ISSUE_STATE_NAMES, SATISFACTION_NAMES, SourceChannel
from core.masking import mask_name, mask_phone
from core.organisation import BODY_NAMES, TownshipKind, VillageKind
from core.preparation import CERTAINTY_NAMES, REQUEST_ORIGIN_NAMES, REQUEST_STATE_NAMES, STOP_KIND_NAMES
from core.records import (
    ATTENDEE_ROLE_NAMES,
    HOUSEHOLD_VISIT_KIND_NAMES,
    NOTE_KIND_NAMES,
    OUTREACH_FORM_NAMES,
    RECEPTION_OUTCOME_NAMES,
)
from core.visits import HALF_NAMES, RECEPTION_FORM_NAMES, RECORD_FORM_NAMES, VISIT_STATE_NAMES

UNTOLD: Final = frozenset(
    {
        "id",
        "uid",
        "version",
        "year",
        "serial",
        "position",
        "due_steps",
        "series",
        "moved_on",
        "noted_on",
        "visit_id",
        "issue_id",
        "recorded_at",
    }
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
    "chase_count": N_("Times chased"), "extension_count": N_("Times extended"),
    "bring_to_visit_id": N_("Goes along to the visit"), "name": N_("Name"), "post": N_("Post"), "body": N_("Body"),
    "rank_order": N_("Place in the order"), "portfolio": N_("Portfolio"), "phone": N_("Phone"),
    "duty_share": N_("Duty share"), "duty_reason": N_("Reason for the share"), "agency_id": N_("Unit"),
    "valid_from": N_("In office from"), "valid_to": N_("In office until"), "distance_km": N_("Kilometres"),
    "travel_minutes": N_("Minutes on the road"), "population": N_("Population"), "liaison_name": N_("Liaison"),
    "liaison_phone": N_("Liaison's phone"), "reception_place": N_("Place of reception"),
    "visit_interval_days": N_("Days between visits"), "short_name": N_("Short name"), "contact_name": N_("Contact"),
    "contact_phone": N_("Contact's phone"), "active": N_("In use"), "address": N_("Address"),
    "headcount": N_("People"), "minutes": N_("Minutes"), "came": N_("Came"), "record": N_("Record"),
    "received_on": N_("Received on"), "origin": N_("Where it comes from"), "first_day": N_("Not before"),
    "last_day": N_("Not after"), "people": N_("People expected"), "answer": N_("Answer"),
    "answered_on": N_("Answered on"), "is_default": N_("Taken without asking"), "steps": N_("Preparation steps"),
    "stops": N_("Stops"), "days_before": N_("Working days before"), "what": N_("What"), "who": N_("Who"),
    "proof": N_("Shown by"), "done_on": N_("Done on"), "done_by": N_("Done by"), "at": N_("Time"),
    "certainty": N_("How firm the time is"), "road": N_("Road"), "recorded_on": N_("Recorded on"),
    "arrived_at": N_("Arrived at"), "left_at": N_("Left at"), "cut_short": N_("Cut short"),
    "approach": N_("Way of working"), "audience": N_("Audience"), "materials": N_("Materials"),
    "copies": N_("Copies handed out"), "outreach_form": N_("Way of explaining"), "vehicles": N_("Vehicles"),
    "companions": N_("Companions"), "report_attachment_id": N_("Report"), "text": N_("Words"),
    "reply": N_("Reply"), "representatives": N_("Representatives"), "received_by": N_("Received by"),
    "outcome": N_("Outcome"), "instruction": N_("Instruction"), "decision": N_("Decision"),
    "dissent": N_("Dissent"), "opinion": N_("Opinion"), "dissents": N_("Dissents"), "members": N_("Members"),
    "householder": N_("Householder"), "needs": N_("Needs"), "cash_yuan": N_("Cash in yuan"), "goods": N_("Goods"),
    "signer_one": N_("First signature"), "signer_two": N_("Second signature"), "next_on": N_("Next visit on"),
    "track": N_("Track"), "restricted": N_("Restricted"), "subject_leader_id": N_("Leader complained about"),
    "pass_count": N_("Times passed on"), "notice_level": N_("Notice level"), "feedback_every": N_("Reports every"),
    "accepted_on": N_("Accepted on"), "assigned_on": N_("Handed over on"), "receipt_on": N_("Signed for on"),
    "replied_on": N_("Replied on"), "not_asked": N_("Why nobody was asked"), "drawn_on": N_("Drawn for a look-back on"),
    "look_back_on": N_("Looked back on"), "look_back_held": N_("Found as reported"), "retain_until": N_("Kept until"),
    "person": N_("Person"), "way": N_("Way"), "evidence": N_("Evidence"), "told_on": N_("Told on"),
    "made_on": N_("Promised on"), "kept_on": N_("Kept on"), "dropped_on": N_("Dropped on"), "met_on": N_("Done on"),
    "amount": N_("Days"), "roll": N_("On a day off"), "counts_from": N_("Counted from"), "rule_key": N_("Preset"),
    "erased_on": N_("Erased on"), "variant": N_("Variant"), "purpose": N_("Purpose"), "issued_on": N_("Issued on"),
    "answer_by": N_("Answer by"), "level": N_("Level"), "signer": N_("Signed by"), "contact": N_("Contact"),
    "returned_on": N_("Returned on"), "return_note": N_("Note on the return"), "advice": N_("Advice"),
    "unit": N_("Unit"), "role": N_("Role"), "present": N_("Present"), "topic": N_("Matter"),
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
    BODY_NAMES, _TOWNSHIP_KINDS, _VILLAGE_KINDS, _CHANNELS, RECORD_FORM_NAMES, REQUEST_ORIGIN_NAMES,
    REQUEST_STATE_NAMES, STOP_KIND_NAMES, CERTAINTY_NAMES, RECEPTION_OUTCOME_NAMES, NOTE_KIND_NAMES,
    OUTREACH_FORM_NAMES, HOUSEHOLD_VISIT_KIND_NAMES, ATTENDEE_ROLE_NAMES, TRACK_NAMES, NOTICE_LEVEL_NAMES, PAUSE_NAMES,
)  # fmt: skip
_PHONES: Final = frozenset({"phone", "liaison_phone", "contact_phone"})
_RESIDENTS: Final = frozenset({("petitioner", "name"), ("household_visit", "householder")})
_HIDDEN: Final = frozenset(
    {("petitioner", "address"), ("household_visit", "address"), ("reception", "representatives"),
     ("reception", "instruction")}
)  # fmt: skip


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
    if (table, column) in _RESIDENTS:
        return mask_name(str(value))
    if (table, column) in _HIDDEN:
        return "***"
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
