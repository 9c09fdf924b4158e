"""The menu of one issue: every step that is possible now, then papers, corrections, and at the end what is for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from core.chain import IssueTrack
from core.i18n import _
from core.life_cycle import MOVES, Move, moves_from
from db.queries.issue_detail import IssueDetail
from desktop.actions import ACTIONS, hint
from desktop.issues.moves import FORMS

Act = Callable[[str, IssueDetail], None]
AddEntries = Callable[[QMenu, IssueDetail], None]

_LETTERS: Final = {
    "answer_on_site": "S", "accept": "W", "assign": "A", "receive": "R", "object": "O", "overrule": "N",
    "progress": "P", "feedback": "F", "send_back": "U", "check": "K", "reply": "Y", "call_back": "H",
    "look_back": "L", "archive": "X", "reopen": "Z", "edit": "D",
}  # fmt: skip
"""The letter that chooses each move in the menu, which M opens."""


class IssueMenu:
    """Builds the menu.

    Args:
        home: The menu belongs to it.
        act: Called with the name of what was chosen and the issue.
        show_history: Called with an issue's id.

    Attributes:
        further: Add entries of other parts, one group each: papers.
        past: Add entries beside the history: the log.
        last: Add what stands at the very end: what cannot be taken back.
    """

    def __init__(self, home: QWidget, act: Act, show_history: Callable[[int], object]) -> None:
        self._home, self._act, self._show_history = home, act, show_history
        self.further: list[AddEntries] = []
        self.past: list[AddEntries] = []
        self.last: list[AddEntries] = []

    def built(self, detail: IssueDetail, *, read_only: bool) -> QMenu:
        """Return the menu of everything that can be done now, each with its key."""
        menu = QMenu(self._home)
        menu.aboutToHide.connect(menu.deleteLater)
        for move in moves_offered(detail):
            self._entry(menu, move.key, name_of(move.key, detail), detail, enabled=not read_only)
        self._groups(menu, detail, self.further)
        menu.addSeparator()
        self._entry(menu, "edit", _("Correct"), detail, enabled=not read_only)
        past = menu.addAction(f"{_('Change history')}…\t{hint('history')}")
        past.triggered.connect(lambda: self._show_history(detail.row.id))
        for add_entries in self.past:
            add_entries(menu, detail)
        self._groups(menu, detail, self.last)
        return menu

    def _groups(self, menu: QMenu, detail: IssueDetail, groups: Sequence[AddEntries]) -> None:
        for add_entries in groups:
            menu.addSeparator()
            add_entries(menu, detail)

    def _entry(self, menu: QMenu, name: str, words: str, detail: IssueDetail, *, enabled: bool) -> None:
        """Add an entry that leads to a dialog; a letter that is also the key of the page is shown once."""
        letter = _LETTERS.get(name, "")
        keys = next((action.shortcut for action in ACTIONS if action.key == f"issues.{name}"), "")
        marked = f"{words}(&{letter})…" if letter else f"{words}…"
        shown = QKeySequence(keys).toString()
        entry = menu.addAction(f"{marked}\t{shown}" if shown not in {"", letter} else marked)
        entry.setEnabled(enabled)
        entry.triggered.connect(partial(self._chosen, name, detail))

    def _chosen(self, name: str, detail: IssueDetail, *_checked: object) -> None:
        self._act(name, detail)


def moves_offered(detail: IssueDetail) -> list[Move]:
    """Return the moves that have a dialog, in the order of the life cycle.

    Once a unit has the issue, an answer given on the spot is the exception and comes last.
    """
    is_petition = detail.track is not IssueTrack.ONSITE and detail.accepted_on is None
    offered = [move for move in moves_from(detail.row.state) if move.key in FORMS]
    offered = [move for move in offered if move.key != "accept" or is_petition]
    if detail.row.agency_id is not None:
        offered.sort(key=lambda move: move.key == "answer_on_site")
    return offered


def name_of(key: str, detail: IssueDetail) -> str:
    """Return what a move is called for this issue: what was handed over once is passed on."""
    if key == "assign" and detail.row.agency_id is not None:
        return _("Pass on to another unit")
    return _(MOVES[key].name)
