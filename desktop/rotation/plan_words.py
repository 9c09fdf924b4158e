"""The proposal's board in words, for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

from core.i18n import N_, _, clauses, day_text, weekday_text
from core.planner.compare import Difference
from core.planner.problem import HOLD_NAMES, Hold
from core.visits import HALF_NAMES
from desktop.calendar.board_words import range_text
from desktop.rotation.proposal import Chip, Proposal, moved_words
from desktop.widgets.kinds import kind_name

if TYPE_CHECKING:
    from desktop.rotation.plan_view import PlanView

DIFFERENCE_NAMES = {
    Difference.ADDED: N_("Added"),
    Difference.MOVED: N_("Moved"),
    Difference.KEPT: N_("Kept as planned"),
    Difference.LOCKED: N_("Announced, locked"),
    Difference.REMOVED: N_("Taken out"),
}


def tell_place(view: PlanView) -> None:
    """Describe the view by what the cursor is on."""
    words = place_words(view)
    if words and words != view.accessibleDescription():
        view.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.DescriptionChanged))
        view.said.emit(words)


def announce(view: PlanView, words: str) -> None:
    """Say something at once."""
    if words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))
        view.said.emit(words)


def place_words(view: PlanView) -> str:
    """Return what the cursor is on: leader, week, and the visit or that there is none."""
    row, week, _at = view.show_state.cursor
    if row >= len(view.data.rows) or week >= len(view.data.weeks):
        return ""
    chip, each = view.current(), view.data.weeks[week]
    if chip is not None:
        return chip_sentence(chip, view.data)
    said = [view.data.rows[row].name, range_text(each.first, each.last)]
    said.append(view.data.hatch(row, week) or _("No visit"))
    return clauses(said)


def chip_sentence(chip: Chip, data: Proposal) -> str:
    """Return a chip in words: who, when, where, which kind, what becomes of it."""
    visit = chip.visit
    said = [
        data.leader(visit.leader_id),
        f"{day_text(visit.day)} {weekday_text(visit.day)} {_(HALF_NAMES[visit.half])}",
        data.township(visit),
        _(kind_name(visit.kind)),
        _(DIFFERENCE_NAMES[chip.what]),
    ]
    if chip.ghost and chip.to is not None:
        said.append(f"→ {moved_words(chip, data)}")
    if chip.pinned or visit.hold == Hold.PINNED:
        said.append(_(HOLD_NAMES[Hold.PINNED]))
    return clauses(said)
