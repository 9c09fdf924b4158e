"""What a row of each table is called in a sentence."""

from __future__ import annotations

from typing import Final

from core.i18n import N_, _

_NOUNS: Final = {
    "absence": N_("an absence"),
    "agency": N_("an agency"),
    "agency_alias": N_("an agency's other name"),
    "agency_opinion": N_("a unit's opinion"),
    "announced_year": N_("an announced year"),
    "appointment": N_("an appointment"),
    "attachment": N_("an attachment"),
    "attendee": N_("an attendee"),
    "backup_pair": N_("an AB pair"),
    "calendar_day": N_("a calendar day"),
    "clock_preset": N_("a limit by track"),
    "consultation": N_("a joint consultation"),
    "deadline_rule": N_("a deadline preset"),
    "extension": N_("an extension"),
    "farm_season": N_("a farm season"),
    "household_category": N_("a household category"),
    "household_visit": N_("a household visit"),
    "import_origin": N_("the origin of an imported row"),
    "issue": N_("an issue"),
    "issue_action": N_("an entry in an issue's timeline"),
    "issue_agency": N_("a supporting agency"),
    "issue_category": N_("an issue category"),
    "issue_clock": N_("a clock of an issue"),
    "itinerary_stop": N_("a stop of the day plan"),
    "leader": N_("a leader"),
    "market": N_("a market"),
    "meeting": N_("a meeting"),
    "meeting_attendee": N_("an attendee of a meeting"),
    "pairing": N_("a pairing"),
    "paper": N_("a paper to a unit"),
    "paper_issue": N_("an issue on a paper"),
    "petitioner": N_("a petitioner"),
    "phrase": N_("a ready phrase"),
    "preparation_step": N_("a preparation step"),
    "printed_document": N_("a printed document"),
    "promise": N_("a promise"),
    "reception": N_("a reception"),
    "recusal": N_("a recusal"),
    "reveal": N_("a look at personal data"),
    "setting": N_("a setting"),
    "suspension": N_("a pause of the clock"),
    "township": N_("a township"),
    "township_road": N_("a road between townships"),
    "village": N_("a village"),
    "visit": N_("a visit"),
    "visit_agency": N_("an accompanying agency"),
    "visit_kind": N_("a kind of visit"),
    "visit_leader": N_("an accompanying leader"),
    "visit_note": N_("a line of a visit's record"),
    "visit_record": N_("a visit's record"),
    "visit_request": N_("a request for a visit"),
    "visit_request_agency": N_("a unit asked for"),
    "visit_template": N_("a template of visits"),
}


def noun_of(table: str) -> str:
    """Return what a row of *table* is called, in the current language."""
    return _(_NOUNS.get(table, table.replace("_", " ")))
