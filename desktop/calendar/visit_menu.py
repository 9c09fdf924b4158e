"""The context menus of a visit and of a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from core.i18n import _
from core.visits import PLANNED, Half, VisitState
from db.queries.calendar import VisitRow
from desktop.actions import keys_text
from desktop.icons import icon
from desktop.visits.visit_commands import VisitCommands


@dataclass(frozen=True, slots=True)
class Rearranging:
    """What can be done with a visit's place in the plan, each called with the visit."""

    other_leader: Callable[[VisitRow], object]
    other_day: Callable[[VisitRow], object]
    resize: Callable[[VisitRow, Half], object]
    pin: Callable[[VisitRow, bool], object]
    stand_in: Callable[[VisitRow], object]
    came_up: Callable[[VisitRow], object]


def visit_menu(
    commands: VisitCommands, visit: VisitRow, parent: QWidget, rearranging: Rearranging | None = None
) -> QMenu:
    """Return what can be done with *visit*."""
    menu = _menu(parent)
    _add(menu, _("Open"), "note-pencil", "Return", lambda: commands.edit(visit.id))
    _add(menu, _("Print sheet"), "printer", "P", lambda: commands.print_sheet(visit.id))
    _add(menu, _("Change history"), "clock", "Ctrl+H", lambda: commands.show_history(visit.id))
    if commands.read_only:
        return menu
    _add(menu, _("Record issues"), "clipboard-text", "F2", lambda: commands.record_issues(visit.id))
    menu.addSeparator()
    if visit.state in PLANNED:
        _add(menu, _("Mark done"), "check", "D", lambda: commands.mark_done(visit.id))
        if visit.state is VisitState.DRAFT:
            _add(menu, _("Set firmly"), "lock-simple", "", lambda: commands.restore(visit.id))
        if visit.state is not VisitState.NOTIFIED:
            _add(menu, _("Everybody was told"), "check-circle", "", lambda: commands.notified(visit.id))
        _add(menu, _("Postpone…"), "arrows-clockwise", "R", lambda: commands.postpone(visit.id))
        if rearranging is not None:
            _add_places(menu, visit, rearranging)
    else:
        _add(menu, _("Set again"), "arrow-u-up-left", "", lambda: commands.restore(visit.id))
    _add(menu, _("Duplicate visit"), "plus", "Ctrl+D", lambda: commands.duplicate(visit.id))
    menu.addSeparator()
    if visit.state in PLANNED:
        _add(menu, _("It was missed…"), "clock", "", lambda: commands.missed(visit.id))
        _add(menu, _("Cancel visit…"), "x", "Del", lambda: commands.cancel(visit.id))
    _add(menu, _("Delete"), "trash", "", lambda: commands.delete(visit.id))
    return menu


def _add_places(menu: QMenu, visit: VisitRow, acts: Rearranging) -> None:
    menu.addSeparator()
    _add(menu, _("Other leader…"), "users-three", "L", lambda: acts.other_leader(visit))
    _add(menu, _("Stand-in or swap…"), "users-three", "B", lambda: acts.stand_in(visit))
    _add(menu, _("Something came up…"), "magic-wand", "Ctrl+Shift+E", lambda: acts.came_up(visit))
    _add(menu, _("Other day…"), "arrows-clockwise", "Shift+L", lambda: acts.other_day(visit))
    if visit.half is Half.WHOLE_DAY:
        for half in (Half.MORNING, Half.AFTERNOON):
            words = _("Only the morning") if half is Half.MORNING else _("Only the afternoon")
            _add(menu, words, "clock", "", partial(acts.resize, visit, half))
    else:
        _add(menu, _("Whole day"), "clock", "W", lambda: acts.resize(visit, Half.WHOLE_DAY))
    words = _("Unpin") if visit.pinned else _("Pin")
    _add(menu, words, "lock-simple", "K", lambda: acts.pin(visit, not visit.pinned))
    menu.addSeparator()


def day_menu(
    commands: VisitCommands, day: date, parent: QWidget, *, leader_id: int | None = None, township_id: int | None = None
) -> QMenu:
    """Return what can be done on *day*, on a board for the leader or township of the row."""
    menu = _menu(parent)

    def new(half: Half) -> None:
        commands.new(day, half, leader_id=leader_id, township_id=township_id)

    for half, words in (
        (Half.MORNING, _("New visit in the morning")),
        (Half.AFTERNOON, _("New visit in the afternoon")),
    ):
        _add(menu, words, "plus", "", partial(new, half))
    for action in menu.actions():
        action.setEnabled(not commands.read_only)
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add(menu: QMenu, words: str, glyph: str, keys: str, act: Callable[[], object]) -> None:
    shown = f"{words}\t{keys_text(keys)}" if keys else words  # shown only: the keys are commands of the page
    action = menu.addAction(icon(glyph, "ink2"), shown)
    action.triggered.connect(lambda: act())  # noqa: PLW0108 - without the `checked` that Qt would pass on
