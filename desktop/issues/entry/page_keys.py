"""Which keys the bar at the foot of the record page shows, by where the cursor is."""

from __future__ import annotations

from core.i18n import _
from desktop.issues.entry.key_bar import KEYS, Keys
from desktop.visits.record.sections import RecordSection


def keys_of(
    key: str, section: RecordSection | None, *, strip: bool, sections: bool = True, leading: bool = False
) -> Keys:
    """Return the keys for a section, most needed first: what finds no room is left out.

    Args:
        key: Of the section; `strip` for the open strip.
        section: The section itself, None for the issues.
        strip: Issues have people or opinions of their own.
        sections: There is more than the issues.
        leading: A record of its own comes before the issues.
    """
    jump = (("F6", _("next section")),) if sections else ()
    if key == "checks":
        marks = (("1…4", _("check an old issue")), ("0", _("take the mark back")))
        return (*marks, ("Tab", _("next section"))) if leading else (*marks, ("Tab", _("new issues")), *jump)
    if key == "strip":
        return (("Tab", _("next field")), ("Enter", _("next row")), ("Esc", _("back to the row")))
    if section is None:
        rows = [(each, _(words)) for each, words in KEYS]
        details = [("Alt ↓", _("people, opinions"))] if strip else []
        return (*rows[:3], *details, *rows[3:4], *jump, *rows[4:])
    moves = (("Tab", _("next field")), ("Enter", _("next row")))
    return (*moves, *jump, *section.keys(), ("Ctrl Enter", _("save the record")))
