"""What a page of the window is, and the list of pages. A further page is one line in PAGES."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.i18n import N_, _

if TYPE_CHECKING:
    from desktop.context import AppContext


class Page(QWidget):
    """One page: it reads rows through `ctx.store.read()`, writes through `ctx.run` or `ctx.writing`.

    Subclasses fill in TABLES, build their widgets in `__init__`, and override what they need.
    The window creates a page when it is first shown, calls `shown` each time it comes up, and
    calls `reload` when a table in TABLES has changed: at once if the page is in sight, else
    when it next comes up. Single-key commands of `desktop/actions.py` call the method named
    there on the page in sight, if it has one.
    """

    TABLES: ClassVar[frozenset[str]] = frozenset()
    """Names of the database tables the page shows; changes to others leave it alone."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self.ctx = ctx
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def shown(self, today: date) -> None:
        """Come up: load what is to be seen on *today*. Called before the page is visible; `reload` by default."""
        del today
        self.reload(self.TABLES)

    def reload(self, tables: frozenset[str]) -> None:
        """Read again; *tables* are those of TABLES that have changed."""

    def go(self, **target: Any) -> None:
        """Show a certain thing: `ctx.navigate("issues", issue_id=5)` ends up here, after `shown`."""

    def leave(self) -> bool:
        """Return whether the page may be left now; ask the user about unsaved words first."""
        return True

    def scope(self) -> str:
        """Return the scope of `actions.py` whose shortcuts are awake; "" is the page's own key."""
        return ""

    def record(self) -> tuple[str, int] | None:
        """Return table and id of the record in sight, whose history Ctrl+H shows; None where there is none."""
        return None

    def show_history(self) -> None:
        """Show what was changed in the record in sight, when and by whom: Ctrl+H."""
        from desktop.record_history import show_history  # noqa: PLC0415 - rarely wanted

        record = self.record()
        if record is None:
            self.ctx.toast(_("Choose a record first; then its history can be shown."))
        else:
            show_history(self.ctx, self, *record)

    def show_digest(self) -> None:
        """Show what waits today: Ctrl+Shift+D."""
        self.ctx.show_digest()

    def show_promises(self) -> None:
        """List the words spoken on site, those of the leader or township in sight where there is one: Ctrl+Shift+B."""
        from desktop.promises.promises_dialog import show_promises  # noqa: PLC0415 - not at every start

        table, key = self.record() or ("", 0)
        narrowed = {f"{table}_id": key} if table in {"leader", "township"} else {}
        show_promises(self.ctx, self, **narrowed)

    def publish_plan(self) -> None:
        """Publish a stretch of the plan as its next issue: Ctrl+Shift+I."""
        from desktop.releases.release_commands import publish_plan  # noqa: PLC0415 - not at every start

        publish_plan(self.ctx, self)

    def show_releases(self) -> None:
        """List the issues of the plan: Ctrl+Shift+R."""
        from desktop.releases.release_commands import show_releases  # noqa: PLC0415 - not at every start

        show_releases(self.ctx, self)

    def show_phone_list(self) -> None:
        """Work off the phone list of the latest issue that has not reached everybody."""
        from desktop.releases.release_commands import show_phone_list  # noqa: PLC0415 - not at every start

        show_phone_list(self.ctx, self)

    def something_came_up(self) -> None:
        """Mend the plan around what came up for the visit, leader or township in sight: Ctrl+Shift+E."""
        from desktop.repairs.repair_commands import something_came_up  # noqa: PLC0415 - not at every start

        something_came_up(self.ctx, self, self.record())

    def plan_rota(self) -> None:
        """Let a rota be drafted: Ctrl+Shift+A."""
        self.ctx.navigate("rotation")

    def open_base_rota(self) -> None:
        """Show who goes when and where by rule: Ctrl+Shift+J."""
        from desktop.rotation.base_rota_dialog import open_base_rota  # noqa: PLC0415 - rarely wanted

        open_base_rota(self.ctx, self)

    def open_release_menu(self, button: QWidget) -> None:
        """Open everything about publishing under *button*."""
        from desktop.releases.release_commands import release_menu  # noqa: PLC0415 - not at every start

        release_menu(self.ctx, self, button)

    def show_log(self) -> None:
        """Show what was printed, saved and copied, and who looked at whom."""
        from desktop.privacy.log_dialog import show_log  # noqa: PLC0415 - rarely wanted

        show_log(self.ctx, self)

    def panes(self) -> list[QWidget]:
        """Return the widgets that F6 visits in turn on this page."""
        return [self]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page in the rail.

    Attributes:
        key: Stored as the last page, and used in `navigate`.
        title: A msgid.
        icon: A Phosphor name; `-fill` is added while the page is in sight.
        factory: `module:Class`, imported when the page is first shown.
        at_bottom: Stands at the lower end of the rail.
        within: The page from which it is reached: it has no item of its own in the rail.
    """

    key: str
    title: str
    icon: str
    factory: str
    at_bottom: bool = False
    within: str = ""

    def create(self, ctx: AppContext) -> Page:
        """Make the page."""
        module, _colon, name = self.factory.partition(":")
        make = cast(Callable[["AppContext"], Page], getattr(import_module(module), name))
        page = make(ctx)
        page.setAccessibleName(_(self.title))
        return page


PAGES: Final = (
    PageEntry("today", N_("Today"), "sun-horizon", "desktop.today.today_page:TodayPage"),
    PageEntry("calendar", N_("Calendar"), "calendar-blank", "desktop.calendar.calendar_page:CalendarPage"),
    PageEntry("issues", N_("Issues"), "clipboard-text", "desktop.issues.issues_page:IssuesPage"),
    PageEntry("townships", N_("Townships"), "map-trifold", "desktop.directory.townships_page:TownshipsPage"),
    PageEntry("leaders", N_("Leaders"), "users-three", "desktop.directory.leaders_page:LeadersPage"),
    PageEntry("reports", N_("Reports"), "chart-bar", "desktop.reports.reports_page:ReportsPage"),
    PageEntry("settings", N_("Settings"), "gear-six", "desktop.settings.settings_page:SettingsPage", at_bottom=True),
)

INNER_PAGES: Final = (
    PageEntry(
        "rotation", N_("Auto rota"), "magic-wand", "desktop.rotation.rotation_page:RotationPage", within="calendar"
    ),
)
"""Pages reached from another one; they are shown under its item in the rail."""


def home_of(key: str) -> str:
    """Return the page under whose item in the rail a page is shown: itself, or that from which it is reached."""
    return next((entry.within for entry in INNER_PAGES if entry.key == key), key)
