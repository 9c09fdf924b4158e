"""What the commands of publishing open; each dialog writes in one step."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from core.i18n import _
from core.release_errors import NoIssueYet
from db.queries.releases import issue_to_phone
from db.services.releases import Issued
from desktop.actions import action_of
from desktop.calendar.panes import CalendarPane
from desktop.context import AppContext
from desktop.releases.phone_dialog import PhoneDialog
from desktop.releases.publish_dialog import PublishDialog
from desktop.releases.release_list import ReleaseList
from desktop.widgets import tell
from desktop.widgets.toast import Further


def publish_plan(ctx: AppContext, home: QWidget) -> PublishDialog:
    """Open the publishing of the days in sight; what follows is offered: the phone list."""
    pane = getattr(home, "pane", None)  # the calendar's; the commands are everywhere
    dialog = PublishDialog(ctx, home, around=pane.day_in_sight() if isinstance(pane, CalendarPane) else None)

    def after(made: Issued) -> None:
        said = _("{issue} is published.").format(issue=made.name)
        further = Further(_("Phone list"), lambda: show_phone_list(ctx, home, made.id), "")
        ctx.toast(said, undo=True, further=further)

    dialog.published.connect(after)
    _open(dialog)
    return dialog


def show_releases(ctx: AppContext, home: QWidget) -> ReleaseList:
    """List the issues of the plan."""
    dialog = ReleaseList(ctx, home)
    _open(dialog)
    return dialog


def show_phone_list(ctx: AppContext, home: QWidget, release_id: int | None = None) -> PhoneDialog | None:
    """Open the phone list of an issue, by default the latest with somebody to reach; before the first there is none."""
    if release_id is None:
        with ctx.store.read() as session:
            release_id = issue_to_phone(session)
    if release_id is None:
        tell(home, str(NoIssueYet()))
        return None
    dialog = PhoneDialog(ctx, home, release_id)
    _open(dialog)
    return dialog


def release_menu(ctx: AppContext, home: QWidget, button: QWidget) -> QMenu:
    """Open the commands of publishing under a button."""
    menu = QMenu(home)
    menu.aboutToHide.connect(menu.deleteLater)
    for key, act in (
        ("release.publish", publish_plan),
        ("release.list", show_releases),
        ("release.phones", show_phone_list),
    ):
        action = action_of(key)
        keys = QKeySequence(action.shortcut).toString()
        entry = menu.addAction(f"{_(action.text)}…\t{keys}" if keys else f"{_(action.text)}…")
        entry.setEnabled(not (action.writes and ctx.read_only))
        entry.triggered.connect(lambda _checked=False, act=act: act(ctx, home))
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
    return menu


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
