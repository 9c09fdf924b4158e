"""Units, roll policies, and the limits that offices work with: data with their sources.

A schedule copies PRESETS and edits its copy; a further preset is one line here.
Read from published texts unless `checked` is False (generally known, not looked up); see domain.md 1.1 and 1.10.
A petition has a statutory clock, an on-site matter has none: the office sets its limit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from core.i18n import N_
from core.paths import resource


class Unit(StrEnum):
    """What a limit counts. 日 is a natural day, holidays included; only 工作日 is a working day."""

    WORKING = "working"
    NATURAL = "natural"


UNIT_NAMES: Final = {Unit.WORKING: N_("working days"), Unit.NATURAL: N_("natural days")}


class Roll(StrEnum):
    """Where a due date goes that falls on a day off (Civil Code Art. 203 says: to the next working day)."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


ROLL_NAMES: Final = {
    Roll.NONE: N_("Stays on the day off"),
    Roll.NEXT: N_("Moves to the next working day"),
    Roll.PREVIOUS: N_("Moves to the working day before"),
}


class CountsFrom(StrEnum):
    """The event whose day is day zero."""

    RAISED = "raised"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    REPLY_RECEIVED = "reply_received"
    TERM_END = "term_end"


COUNTS_FROM_NAMES: Final = {
    CountsFrom.RAISED: N_("the day it was raised"),
    CountsFrom.RECEIVED: N_("receipt"),
    CountsFrom.ACCEPTED: N_("acceptance"),
    CountsFrom.ASSIGNED: N_("assignment"),
    CountsFrom.REPLY_RECEIVED: N_("receipt of the written reply"),
    CountsFrom.TERM_END: N_("the end of the first term"),
}


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A limit with its source.

    Attributes:
        name: Message id.
        source: Message id of the text that says so.
        checked: The text was read; otherwise generally known.
        pausable: A hearing or missing papers stop this clock; the regulations allow it for review opinions only.
    """

    key: str
    name: str
    amount: int
    unit: Unit
    roll: Roll
    source: str
    counts_from: CountsFrom
    checked: bool = True
    pausable: bool = True


_RAISED, _RECEIVED, _ACCEPTED = CountsFrom.RAISED, CountsFrom.RECEIVED, CountsFrom.ACCEPTED
_ASSIGNED, _REPLY, _END = CountsFrom.ASSIGNED, CountsFrom.REPLY_RECEIVED, CountsFrom.TERM_END
_NATURAL, _WORKING = Unit.NATURAL, Unit.WORKING
_ART_22 = N_("Petition Work Regulations 2022, Art. 22(1)")
_ART_23 = N_("Petition Work Regulations 2022, Art. 23")
_ART_34 = N_("Petition Work Regulations 2022, Art. 34")
_ART_35 = N_("Petition Work Regulations 2022, Art. 35")
_ART_36 = N_("Petition Work Regulations 2022, Art. 36 (hearings do not count)")
_SIMPLE = N_("Simplified handling of petition matters (trial) 2016")
_HOTLINE = N_("Guangdong 12345 hotline measures 2022")
_FIRST_ASKED = N_("12345 first-contact rule")
_USUAL = N_("Usual practice of supervision offices; each office sets its own")
_UNCHECKED = {_ART_35, _SIMPLE}

_LIMITS: Final = (
    ("onsite", N_("On-site matter"), 10, _WORKING, _RAISED, _USUAL),
    ("onsite_urgent", N_("On-site matter, urgent"), 5, _NATURAL, _RAISED, _USUAL),
    ("instruction", N_("Leader's instruction, ordinary"), 15, _NATURAL, _ASSIGNED, _USUAL),
    ("instruction_hard", N_("Leader's instruction, difficult"), 30, _NATURAL, _ASSIGNED, _USUAL),
    ("minutes", N_("Matter from meeting minutes"), 20, _NATURAL, _ASSIGNED, _USUAL),
    ("document", N_("Matter from an official document"), 30, _NATURAL, _ASSIGNED, _USUAL),
    ("petition_forward", N_("Petition: register and pass on"), 15, _NATURAL, _RECEIVED, _ART_22),
    ("petition_notice", N_("Petition: written notice to the petitioner"), 15, _NATURAL, _RECEIVED, _ART_23),
    ("petition_objection", N_("Petition: objection of the unit"), 5, _WORKING, _RECEIVED, _ART_23),
    ("petition_conclude", N_("Petition: conclude"), 60, _NATURAL, _ACCEPTED, _ART_34),
    ("petition_extend", N_("Petition: extension, once"), 30, _NATURAL, _END, _ART_34),
    ("review_apply", N_("Petition: apply for review"), 30, _NATURAL, _REPLY, _ART_35),
    ("review", N_("Petition: review opinion"), 30, _NATURAL, _RECEIVED, _ART_35),
    ("re_review_apply", N_("Petition: apply for re-examination"), 30, _NATURAL, _REPLY, _ART_36),
    ("re_review", N_("Petition: re-examination opinion"), 30, _NATURAL, _RECEIVED, _ART_36),
    ("simple_accept", N_("Simple petition: accept"), 3, _WORKING, _RECEIVED, _SIMPLE),
    ("simple_conclude", N_("Simple petition: conclude"), 10, _WORKING, _RECEIVED, _SIMPLE),
    ("hotline_enquiry", N_("12345: enquiry"), 2, _WORKING, _RECEIVED, _HOTLINE),
    ("hotline_help", N_("12345: request or suggestion"), 10, _WORKING, _RECEIVED, _HOTLINE),
    ("hotline_complaint", N_("12345: complaint or report"), 15, _WORKING, _RECEIVED, _HOTLINE),
    ("hotline_return", N_("12345: return to the sender as wrong unit"), 2, _WORKING, _RECEIVED, _FIRST_ASKED),
)

PRESETS: Final = tuple(
    DeadlineRule(
        key,
        name,
        amount,
        unit,
        Roll.NEXT,
        source,
        counts_from,
        checked=source not in _UNCHECKED,
        pausable=not key.startswith(("petition", "simple")),
    )
    for key, name, amount, unit, counts_from, source in _LIMITS
)
"""All move to the next working day, as Civil Code Art. 203 does; the office may set another policy."""


def shipped_categories() -> dict[str, dict[str, Any]]:
    """Return the shipped issue categories by key, in their order: name, limit_amount, limit_unit."""
    entries = json.loads(resource("presets", "issue_categories.json").read_text(encoding="utf-8"))
    return {entry["key"]: entry for entry in entries}
