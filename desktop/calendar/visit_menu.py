"""The context menus of a visit and of a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QMenu, QWidget

from core.i18n import _
from core.visits import PLANNED, Half, VisitState
from db.queries.calendar import VisitRow
from desktop.actions import keys_text
from desktop.icons import icon
from desktop.visits.visit_commands import VisitCommands


def visit_menu(commands: VisitCommands, visit: VisitRow, parent: QWidget) -> QMenu:
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
    else:
        _add(menu, _("Set again"), "arrow-u-up-left", "", lambda: commands.restore(visit.id))
    _add(menu, _("Duplicate visit"), "plus", "Ctrl+D", lambda: commands.duplicate(visit.id))
    menu.addSeparator()
    if visit.state in PLANNED:
        _add(menu, _("It was missed…"), "clock", "", lambda: commands.missed(visit.id))
        _add(menu, _("Cancel visit…"), "x", "Del", lambda: commands.cancel(visit.id))
    _add(menu, _("Delete"), "trash", "", lambda: commands.delete(visit.id))
    return menu


def day_menu(commands: VisitCommands, day: date, parent: QWidget) -> QMenu:
    """Return what can be done on *day*."""
    menu = _menu(parent)
    for half, words in (
        (Half.MORNING, _("New visit in the morning")),
        (Half.AFTERNOON, _("New visit in the afternoon")),
    ):
        _add(menu, words, "plus", "", lambda half=half: commands.new(day, half))
    for action in menu.actions():
        action.setEnabled(not commands.read_only)
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add(menu: QMenu, words: str, glyph: str, keys: str, act: object) -> None:
    shown = f"{words}\t{keys_text(keys)}" if keys else words  # shown only: the keys are commands of the page
    action = menu.addAction(icon(glyph, "ink2"), shown)
    action.triggered.connect(act)
