"""The window: rail, pages, notices, toast; carries commands and announcements to the page in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

from core.i18n import _
from db.store import Store
from desktop import theme
from desktop.actions import ACTIONS, action_of, hint, keys_text
from desktop.commands import Commands
from desktop.context import AppContext
from desktop.history import History
from desktop.key_sheet import KeySheet
from desktop.machine import Machine
from desktop.page import INNER_PAGES, PAGES, Page, PageEntry, home_of
from desktop.palette import Palette, Provider
from desktop.rail import Rail
from desktop.shell import Covers, Shell
from desktop.widgets.toast import Further, Toast

DAY_CHECK_MS = 60_000


class MainWindow(QMainWindow):
    """One window on one schedule, or on the welcome page while there is none.

    Signals: closed(): the window has gone; import_wanted(): the user wants to bring in workbooks;
    language_wanted(str): another language or face; restore_wanted(object): the Path of a backup to put back;
    clear_wanted(): the sample county may go; day_changed(): another day began; guard_wanted(str): lock, protect ...
    """

    closed = Signal()
    import_wanted = Signal()
    language_wanted = Signal(str)
    restore_wanted = Signal(object)
    clear_wanted = Signal()
    day_changed = Signal()
    guard_wanted = Signal(str)

    def __init__(self, machine: Machine, entries: Sequence[PageEntry] = PAGES) -> None:
        super().__init__()
        self._machine, self._entries = machine, {entry.key: entry for entry in (*entries, *INNER_PAGES)}
        self._ctx: AppContext | None = None
        self._pages: dict[str, Page] = {}
        self._key, self._leaving_failed = "", False
        self.setMinimumSize(1024, 600)
        self._build_shell()
        self.history = History(self)
        self._commands = Commands(self)
        self.palette_box = Palette(self._commands.lines)
        self._day_check = QTimer(self, interval=DAY_CHECK_MS)
        self._day_check.timeout.connect(self._on_minute)
        _restore_geometry(self, machine.geometry)

    def open(self, ctx: AppContext, page_key: str = "", **target: Any) -> None:
        """Show a schedule: the page named, else the one seen last on this computer."""
        self.forget()
        self._ctx = ctx
        ctx.attach(self)
        ctx.hub.changed.connect(self._on_changed)
        self._today = ctx.today()
        self._outer.uncover()
        self._show_title()
        _tell_state(self, ctx.store)
        wanted = page_key or self._machine.last_page
        self.show_page(wanted if wanted in self._entries else next(iter(self._entries)), **target)
        self._day_check.start()

    def forget(self) -> None:
        """Let go of the schedule and its pages: it is about to be closed."""
        if self._ctx is not None:  # opened again after an import, it would be heard twice
            self._ctx.hub.changed.disconnect(self._on_changed)
        self._shell.clear_pages()
        self._pages.clear()
        self._key, self._ctx = "", None

    def show_welcome(self, welcome: QWidget) -> None:
        """Show the start page, the import or the like over the whole window, without a rail."""
        self._outer.cover(welcome)
        welcome.setFocus()
        self._show_title()
        self._commands.refresh()

    def uncover(self) -> None:
        """Show the pages again, as they were left."""
        self._outer.uncover()
        self._show_again()
        self._commands.refresh()

    def show_page(self, key: str, **target: Any) -> None:
        """Bring up a page, made when first wanted, and what *target* names on it."""
        if self._ctx is None or key not in self._entries:
            return
        now = self.page()
        if now is not None and key != self._key and not now.leave():
            self._shell.rail.choose(home_of(self._key))
            return
        page = self._pages.get(key) or self._create(self._ctx, key)
        if page is not now or not target:
            page.shown(self._ctx.today())
        self._key, self._machine.last_page = key, home_of(key)
        self._shell.rail.choose(home_of(key))
        self._shell.pages.setCurrentWidget(page)
        if target:
            page.go(**target)
        self._commands.refresh()

    def page(self) -> Page | None:
        """Return the page in sight."""
        return self._pages.get(self._key) if self.is_open() else None

    def ctx(self) -> AppContext | None:
        """Return the context of the schedule shown."""
        return self._ctx

    def page_title(self, key: str) -> str:
        """Return the title of a page."""
        return _(self._entries[key].title) if key in self._entries else ""

    def page_key(self) -> str:
        """Return the key of the page in sight."""
        return self._key

    def is_open(self) -> bool:
        """Return whether a schedule is shown, and not the welcome page."""
        return self._ctx is not None and not self._outer.is_covered()

    def is_read_only(self) -> bool:
        """Return whether nothing can be saved."""
        return self._ctx is None or self._ctx.read_only

    def scope(self) -> str:
        """Return the scope whose shortcuts are awake besides those of everywhere."""
        page = self.page()
        return (page.scope() if page is not None else "") or self._key

    def page_with_scope(self, scope: str) -> str:
        """Return the page that a command of *scope* belongs to."""
        return scope if scope in self._entries else "issues"

    def refresh_actions(self) -> None:
        """Take notice that the page's scope has changed."""
        self._commands.refresh()

    def set_count(self, key: str, count: int) -> None:
        """Show a red count on a page's item in the rail."""
        self._shell.rail.set_count(key, count)

    def count(self, key: str) -> int:
        """Return the red count shown on a page's item."""
        return self._shell.rail.count(key)

    def notice(self, key: str, text: str, **look: Any) -> None:
        """Show a lasting notice above the page; see NoticeBar.show_notice."""
        self._shell.notices.show_notice(key, text, **look)

    def drop_notice(self, key: str) -> None:
        """Take a notice away."""
        self._shell.notices.drop(key)

    def say(self, text: str, *, undo: bool = False, further: Further | None = None) -> None:
        """Say something once at the lower edge; *further* is offered beside the way back."""
        if undo and not self.is_read_only():
            self.toast.say(text, action=_("Undo"), hint=hint("undo"), do=self.history.undo, further=further)
        else:
            self.toast.say(text, further=further)

    def undo(self) -> None:
        """Take back the last change of the schedule."""
        self.history.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.history.redo()

    def open_palette(self) -> None:
        """Open the palette."""
        self.palette_box.open_in(self)

    def import_files(self) -> None:
        """Ask for the import wizard."""
        self.import_wanted.emit()

    def save_now(self) -> None:
        """Say that everything is saved already; pages with a form save it instead."""
        self.say(_("Everything is saved. Changes are written as you make them."))

    def show_keys(self) -> None:
        """Show the key sheet, unless the page has help of its own for what is in focus."""
        own = getattr(self.page(), "page_help", None)
        if not (callable(own) and own()):
            KeySheet(self, self.scope()).open()

    def next_pane(self) -> None:
        """Move the focus to the next pane: rail, then the panes of the page."""
        if (page := self.page()) is not None and not _focus_next(page.panes(), self.focusWidget()):
            self._shell.rail.focus_current()

    def guard(self, what: str) -> None:
        """Ask for what concerns the passphrase, such as to lock."""
        self.guard_wanted.emit(what)

    def switch_theme(self) -> None:
        """Change between day and night."""
        self._machine.theme = theme.LIGHT if theme.theme().dark else theme.DARK
        theme.set_mode(self._machine.theme)
        self._machine.save()

    def set_palette_provider(self, provider: Provider) -> None:
        """Let the palette find townships, leaders and issues too."""
        self.palette_box.set_provider(provider)

    def run_action(self, key: str) -> None:
        """Carry out a command by its key."""
        self._commands.run(action_of(key))

    def notices(self) -> dict[str, str]:
        """Return the notices shown, by key."""
        return self._shell.notices.texts()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._leaving_failed)  # a fault in `leave` must not lose words, nor keep the window for ever
        self._leaving_failed, page = True, self.page()
        may_close = page is None or event.isAccepted() or page.leave()
        self._leaving_failed = False
        if not may_close:
            return
        _keep_geometry(self, self._machine)
        self._day_check.stop()
        event.accept()
        self.closed.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        server = self._ctx is not None and self._ctx.store.origin.is_server
        if event.type() == QEvent.Type.ActivationChange and server and self.isActiveWindow():
            self._show_again()  # other computers' changes are not announced here

    def _build_shell(self) -> None:
        keys = {action.argument: keys_text(action.shortcut) for action in ACTIONS if action.slot == "show_page"}
        self._shell = Shell(Rail(tuple(entry for entry in self._entries.values() if not entry.within), keys))
        self._shell.rail.chosen.connect(self.show_page)
        self._outer = Covers(self._shell)
        self.setCentralWidget(self._outer)
        self.toast = Toast(self)

    def _create(self, ctx: AppContext, key: str) -> Page:
        page = self._pages[key] = self._entries[key].create(ctx)
        self._shell.pages.addWidget(page)
        return page

    def _show_title(self) -> None:
        self.setWindowTitle(_title_of(self._ctx))

    def _on_changed(self, tables: frozenset[str]) -> None:
        page = self.page()
        if page is not None and tables & page.TABLES:
            page.reload(tables & page.TABLES)
        if "setting" in tables:
            self._show_title()

    def _on_minute(self) -> None:
        if self._ctx is not None and not self._ctx.store.is_locked and self._ctx.today() != self._today:
            self._today = self._ctx.today()
            self._show_again()
            self.day_changed.emit()

    def _show_again(self) -> None:
        page = self.page()
        if page is not None and self._ctx is not None:
            page.shown(self._ctx.today())


def _title_of(ctx: AppContext | None) -> str:
    """Return the window's title: the county stands in it while its schedule is open."""
    county = ctx.settings.county if ctx is not None else ""
    return f"{_('Onsite Days')} — {county}" if county else _("Onsite Days")


def _restore_geometry(window: MainWindow, kept: str) -> None:
    """Put the window where it was last, or at the size of the pictures where the screen has room."""
    stored = QByteArray.fromHex(kept.encode("ascii", "ignore"))
    if stored.isEmpty() or not window.restoreGeometry(stored):
        room = QGuiApplication.primaryScreen().availableGeometry()
        window.resize(min(1440, room.width()), min(868, room.height()))


def _keep_geometry(window: MainWindow, machine: Machine) -> None:
    """Remember where the window is."""
    machine.geometry = bytes(window.saveGeometry().toHex().data()).decode("ascii")
    machine.save()


def _tell_state(window: MainWindow, store: Store) -> None:
    """Show who else holds the schedule, and what its opening warned of."""
    window.drop_notice("read-only")
    if store.read_only:
        window.notice("read-only", _("Open for reading only: {why}").format(why=store.why_read_only))
    for number, warning in enumerate(store.warnings):
        window.notice(f"store-{number}", warning, icon_name="hard-drives", may_close=True)


def _focus_next(panes: Sequence[QWidget], focus: QWidget | None) -> bool:
    """Go to the pane in sight after the one that holds the focus; return False behind the last."""
    panes = [pane for pane in panes if pane.isVisible()]
    holds = [focus is not None and (pane is focus or pane.isAncestorOf(focus)) for pane in panes]
    following = holds.index(True) + 1 if any(holds) else 0
    if following < len(panes):
        _focus_into(panes[following])
    return following < len(panes)


def _focus_into(pane: QWidget) -> None:
    """Give the focus to a pane, or to the first widget in it that takes it."""
    takers = [pane, *pane.findChildren(QWidget)]
    for widget in takers:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
