"""What the entry page says: loads of units, earlier visits of a person, what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from core.entry_rows import ADDRESS, AGENCY, EntryRow
from core.i18n import _, clauses, ngettext
from core.issues import CheckMark
from desktop.issues.entry.entry_model import Place
from desktop.widgets import Choice, choice

OFFERED = 3


def unit_choice(name: str, id: int, recent: int, place: int) -> Choice:
    """Return a unit with its load; the busiest say what the number is."""
    if not recent:
        return choice(name, id)
    words = _("{n} in three months") if place < OFFERED else _("{n} issues lately")
    return choice(name, id, note=words.format(n=recent))


def grid_offers(place: Place) -> dict[int, Callable[[], Sequence[Choice]]]:
    """Return what the cells of units and addresses offer."""
    units = [unit_choice(row.name, row.id, row.recent, n) for n, row in enumerate(place.agencies)]
    villages = [choice(row.name, row.id) for row in place.villages]
    return {AGENCY: lambda: units, ADDRESS: lambda: villages}


def marks_from(stored: object) -> dict[int, CheckMark]:
    """Return the marks kept in a draft; what cannot be read is left out."""
    known = {mark.value: mark for mark in CheckMark}
    pairs = stored.items() if isinstance(stored, dict) else ()
    return {int(key): known[value] for key, value in pairs if str(key).isdigit() and value in known}


def said_twice(row: EntryRow, rows: Iterable[EntryRow]) -> str:
    """Say that another of *rows* says the same."""
    twins = [other for other in rows if other is not row and row.title and other.title == row.title]
    return _("Another row says the same: {title}").format(title=row.title) if twins else ""


def clock(moment: datetime) -> str:
    """Return 9:42, by this computer's clock."""
    local = moment.astimezone()
    return f"{local.hour}:{local.minute:02d}"


def count_words(written: int, writing: int, already: int) -> str:
    """Return how many rows are written, which is being written, and how many the visit had before."""
    note = ngettext("{n} so far, writing no. {next}", "{n} so far, writing no. {next}", written)
    said = note.format(n=written, next=writing)
    if not already:
        return said
    earlier = ngettext("{n} registered earlier", "{n} registered earlier", already).format(n=already)
    return _("{note}, {earlier}").format(note=said, earlier=earlier)


def done_words(issues: int, marks: int, homes: int = 0) -> str:
    """Return what one finished entry amounts to."""
    words = []
    if issues:
        words.append(ngettext("{n} issue registered", "{n} issues registered", issues).format(n=issues))
    if marks:
        words.append(ngettext("{n} issue checked", "{n} issues checked", marks).format(n=marks))
    if homes:
        called = ngettext("{n} household was called on", "{n} households were called on", homes)
        words.append(called.format(n=homes))
    return clauses(words)
