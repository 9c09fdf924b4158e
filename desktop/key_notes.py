"""What the key sheet lists besides the commands: keys that lists and views take themselves, and titles of scopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.i18n import N_
from desktop.actions import EVERYWHERE


@dataclass(frozen=True, slots=True)
class KeyNote:
    """Keys that a view handles by itself; only the key sheet shows them."""

    where: str
    keys: str
    text: str


KEY_NOTES: Final = (
    KeyNote(EVERYWHERE, "Esc", N_("Close or cancel")),
    KeyNote("calendar", "← ↑ → ↓", N_("Another day")),
    KeyNote("calendar", "Home End", N_("First or last day of the week")),
    KeyNote("calendar", "PgUp PgDn", N_("Another month")),
    KeyNote("calendar", "Tab", N_("Next visit of the day")),
    KeyNote("calendar", "Enter", N_("Open the visit")),
    KeyNote("calendar", "Alt+← → ↑ ↓", N_("Move the visit: day, half")),
    KeyNote("board", "Space", N_("Pick up, put down")),
    KeyNote("board", "Ctrl+↑ ↓", N_("Longer or shorter")),
    KeyNote("board", "Ctrl++ −", N_("Larger or smaller")),
    KeyNote("rotation", "← ↑ → ↓", N_("Another visit")),
    KeyNote("rotation", "Space", N_("Pin or unpin")),
    KeyNote("rotation", "Enter", N_("Why this leader")),
    KeyNote("rotation", "Alt+← → ↑ ↓", N_("Move the visit: day, leader")),
    KeyNote("rotation", "H", N_("Morning or afternoon")),
    KeyNote("rotation", "Esc", N_("Discard")),
    KeyNote("requests", "↑ ↓", N_("Another request")),
    KeyNote("requests", "Enter", N_("Plan this visit")),
    KeyNote("requests", "N", N_("New request")),
    KeyNote("requests", "I", N_("Take over request forms")),
    KeyNote("requests", "Ctrl+V", N_("Paste a request")),
    KeyNote("requests", "E", N_("Edit request")),
    KeyNote("requests", "X", N_("Decline request")),
    KeyNote("requests", "Del", N_("Withdraw request")),
    KeyNote("issues", "↑ ↓", N_("Another issue")),
    KeyNote("issues", "Enter", N_("Details")),
    KeyNote("issues", "1…5", N_("Tabs")),
    KeyNote("issues", "6…0", N_("Tick what stands out")),
    KeyNote("issues", "Ctrl+V", N_("Paste pictures or files")),
    KeyNote("townships", "↑ ↓", N_("Another township")),
    KeyNote("townships", "Enter", N_("Edit")),
    KeyNote("reports", "← →", N_("In a plot: the next piece; Enter opens its list")),
    KeyNote("townships", "← ↑ → ↓", N_("On the map: the nearest township")),
    KeyNote("townships", "+ − 0", N_("On the map: larger, smaller, all")),
    KeyNote("townships", "Ctrl+F", N_("Find")),
    KeyNote("leaders", "↑ ↓", N_("Another leader")),
    KeyNote("leaders", "Enter", N_("Edit")),
    KeyNote("leaders", "Alt+↑ ↓", N_("Move leader in the order")),
    KeyNote("leaders", "Ctrl+F", N_("Find")),
    KeyNote("reports", "Ctrl+E", N_("Export Excel")),
    KeyNote("settings", "↑ ↓", N_("Another section")),
    KeyNote("entry", "Tab", N_("Next cell")),
    KeyNote("entry", "Shift+Tab", N_("Cell before")),
    KeyNote("entry", "Enter", N_("Next row")),
    KeyNote("entry", "1…4", N_("Check an old issue")),
    KeyNote("entry", "0", N_("Take the mark back")),
    KeyNote("entry", "Space", N_("Settled on the spot")),
    KeyNote("entry", "Ctrl+Shift+P", N_("Add photos to the row")),
    KeyNote("entry", "Ctrl+V", N_("Paste rows from Excel")),
    KeyNote("entry", "Alt+↓", N_("People or opinions of the row")),
    KeyNote("entry", "F6", N_("Next section")),
)

SCOPE_TITLES: Final = {
    EVERYWHERE: N_("Everywhere"),
    "calendar": N_("Calendar"),
    "board": N_("Board"),
    "requests": N_("To place"),
    "rotation": N_("Auto rota"),
    "issues": N_("Issue register"),
    "entry": N_("On-site entry"),
    "townships": N_("Townships"),
    "leaders": N_("Leaders"),
    "reports": N_("Reports"),
    "settings": N_("Settings"),
}
