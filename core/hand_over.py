"""What passes from one leader to another when the leadership changes (班子调整)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.i18n import N_


class Passing(StrEnum):
    """What kind of thing is handed over, in the order in which it is listed."""

    ISSUE = "issue"
    PAIRING = "pairing"
    VISIT = "visit"
    COMPANY = "company"
    BACKUP = "backup"
    MEETING = "meeting"
    TERM = "term"


PASSING_NAMES: Final = {
    Passing.ISSUE: N_("Issue in hand"),
    Passing.PAIRING: N_("Answers for"),
    Passing.VISIT: N_("Visit"),
    Passing.COMPANY: N_("Going along"),
    Passing.BACKUP: N_("AB pair"),
    Passing.MEETING: N_("Fixed meeting"),
    Passing.TERM: N_("Term of office"),
}
ENDS_ALONE: Final = frozenset({Passing.PAIRING, Passing.BACKUP, Passing.MEETING, Passing.TERM})
"""What can simply end where nobody follows; everything else stays with the one who leaves."""


@dataclass(frozen=True, slots=True)
class PassingItem:
    """One thing that could be handed over.

    Attributes:
        key: Unique in the list: kind and id of the record.
        text: What it is.
        becomes: What happens to it when it is ticked.
        against: Why it cannot be handed over; it stays then.
        hint: What is to be thought of.
    """

    kind: Passing
    id: int
    text: str
    becomes: str
    against: str = ""
    hint: str = ""

    @property
    def key(self) -> tuple[Passing, int]:
        """The kind and the record's id."""
        return self.kind, self.id
