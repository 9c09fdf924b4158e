"""The desk: window and schedule of one run, put together and taken apart again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.i18n import N_, _
from core.paths import default_schedule
from db.queries.issues import overdue_count
from db.queries.names import is_empty
from db.queries.residents import residents_in
from db.services.settings import save_settings
from db.store import Store, open_store
from desktop.clipboard import ClipboardWatch
from desktop.context import AppContext
from desktop.daily_backup import back_up_today
from desktop.digest.digest_clock import DigestClock
from desktop.errors import shown_to
from desktop.finder import Finder
from desktop.lock.lock import Lock
from desktop.lock.protection import Protection
from desktop.machine import Machine
from desktop.main_window import MainWindow
from desktop.opener import Opener, actor, put_back
from desktop.paused_dates import carry_paused_dates
from desktop.releases.pending_notice import PendingNotice
from desktop.sample_desk import SampleDesk
from desktop.single import SingleStart
from desktop.speech import speak
from desktop.welcome.welcome_page import WelcomePage

COUNTED: Final = frozenset({"issue", "calendar_day", "setting"})


class Desk(QObject):
    """Opens a schedule, shows the welcome page where there is nothing, closes cleanly.

    Args:
        machine: What this computer remembers.
        today: The day that counts as today.
    """

    def __init__(self, machine: Machine, *, today: Callable[[], date]) -> None:
        super().__init__()
        self.machine, self._today = machine, today
        self._single = SingleStart(self)
        self._single.called.connect(self._to_front)
        self._opener = Opener(self._single, today=today)
        self._sample = SampleDesk(self)
        self._protection = Protection(self)
        self.lock = Lock(self)
        self._clipboard: ClipboardWatch | None = None
        self._pending = PendingNotice(lambda: (self.ctx, self.window), self)
        self.where: Path | str = self.usual()
        self.window = self._hear(MainWindow(machine))
        self.ctx: AppContext | None = None
        self._digest: DigestClock | None = None

    def start(self, path: Path | str | None) -> bool:
        """Open a schedule and show the window; return False where the user gave up or another window has it."""
        named = path or (Path(self.machine.last_file) if self.machine.last_file else None)
        usual = self.usual()
        fresh = named is None and not usual.exists()
        began = self.begin_at(usual) if fresh else self.open(named or usual)
        if began:
            self.window.show()
        return began

    @staticmethod
    def usual() -> Path:
        """Return where a schedule lies unless somebody says otherwise."""
        return default_schedule()

    def end(self) -> None:
        """Close the schedule: work stopped, log written into the one file, lease given back."""
        self.leave()
        self.machine.save()

    def begin_at(self, where: Path) -> bool:
        """Show the welcome page; what is begun there will lie at *where*. Return False where another window has it."""
        self.where = where
        if not self._single.claim(where):
            return False
        self.welcome()
        return True

    def create(self, **settings: str | bool) -> bool:
        """Make the schedule at the place that was free, or take the empty one that is open."""
        with shown_to(self.window) as outcome:
            if self.ctx is None:
                self.where = Path(self.where)
                self.where.parent.mkdir(parents=True, exist_ok=True)
                self._adopt(open_store(self.where, actor=actor(), create=True, today=self._today))
            if self.ctx is not None and settings:
                with self.ctx.store.write(N_("Start a schedule")) as session:
                    save_settings(session, **settings)
        return outcome.ok

    def open(self, where: Path | str, key: str = "") -> bool:
        """Open *where*, or what the user takes instead; return False where they gave up."""
        opened = self._opener.open(where, self.window, key)
        if opened is None:
            return False
        self.where = opened.where
        if opened.store is None:
            self.welcome()
            return True
        self._adopt(opened.store)
        self._show()
        if opened.restored:
            self.window.say(_("{name} was restored.").format(name=opened.restored))
        if opened.by_code:
            self._protection.change(by_code=True)
        return True

    def leave(self) -> None:
        """Close the schedule that is open; the window stays."""
        if self.ctx is not None:
            self._end_digests()
            self.lock.leave()
            if self._clipboard is not None:
                self._clipboard.stop()
            self.window.forget()
            self._sample.untell()
            self.ctx.close()
            self.ctx.store.close()
            self.ctx = None
        self._single.release()

    def welcome(self) -> None:
        """Show the welcome page."""
        page = WelcomePage(protected=self.ctx is not None and self.ctx.store.origin.key is not None)
        page.protect_wanted.connect(self._protection.protect, Qt.ConnectionType.QueuedConnection)
        page.import_wanted.connect(self._import)
        page.sample_wanted.connect(lambda: self._sample.begin(self._today()))
        page.blank_wanted.connect(self._blank)
        page.language_wanted.connect(self._change_language)
        self.window.show_welcome(page)

    def _adopt(self, store: Store) -> None:
        self.ctx = AppContext(store, today=self._today, machine=self.machine)
        self.ctx.hub.changed.connect(self._count)
        self.machine.last_file = str(self.where)
        self.lock.watch(self.ctx, self.window)
        self._clipboard = ClipboardWatch(self._residents, self)
        self.window.set_palette_provider(Finder(self.ctx))
        carry_paused_dates(self.ctx)
        back_up_today(self.ctx, self.window)

    def _residents(self, text: str) -> frozenset[str]:
        """Return who is named in *text* and under protection."""
        if self.ctx is None:
            return frozenset()
        with self.ctx.store.read() as session:
            return residents_in(session, text)

    def _show(self) -> None:
        """Show the schedule's pages, or the welcome page while it is empty."""
        if self.ctx is None:
            return
        with self.ctx.store.read() as session:
            empty = is_empty(session)
        if empty and not self.ctx.read_only:
            self.ctx.attach(self.window)
            self.welcome()
        else:
            self.window.open(self.ctx)
            self._count(COUNTED)
            self._sample.tell()
            self._begin_digests(self.ctx)

    def _begin_digests(self, ctx: AppContext) -> None:
        """Give digests as soon as the window stands there; the sample county has none to give."""
        self._end_digests()
        if not ctx.settings.sample:
            self._digest = DigestClock(ctx, parent=self)
            ctx.show_digest = self._digest.open
            QTimer.singleShot(0, self._digest, self._digest.start)

    def _end_digests(self) -> None:
        if self._digest is not None:
            self._digest.stop()
            self._digest.deleteLater()
            self._digest = None

    def _blank(self, county: str) -> None:
        if self.create(county=county) and self.ctx is not None:
            self.window.open(self.ctx, "townships")
            self._count(COUNTED)

    def _import(self) -> None:
        """Lay the import wizard over the window, on a new schedule where there is none yet."""
        from desktop.imports.wizard import ImportWizard  # noqa: PLC0415 - most starts never import

        if self.create() and self.ctx is not None:
            self.ctx.attach(self.window)
            wizard = ImportWizard(self.ctx)
            wizard.closed.connect(self._after_import)
            self.window.show_welcome(wizard)
            wizard.begin()

    def _after_import(self, imported: bool) -> None:  # noqa: FBT001 - a signal's one argument
        if imported and self.ctx is not None:
            self.window.open(self.ctx, "today")
            self._count(COUNTED)
        elif self.window.page_key():
            self.window.uncover()
        else:
            self._show()

    def _hear(self, window: MainWindow) -> MainWindow:
        queued = Qt.ConnectionType.QueuedConnection
        window.import_wanted.connect(self._import)
        window.language_wanted.connect(self._change_language, queued)
        window.restore_wanted.connect(self._restore, queued)
        window.clear_wanted.connect(self._sample.clear, queued)
        window.guard_wanted.connect(self._protection.do, queued)
        window.day_changed.connect(self._on_new_day)
        return window

    def _on_new_day(self) -> None:
        """Begin a day that came while the window stood open: its backup, its overdue issues."""
        if self.ctx is not None and not self.ctx.store.is_locked:
            back_up_today(self.ctx, self.window)
            self._count(COUNTED)

    def _restore(self, source: Path) -> None:
        """Put a backup in the place of the schedule that is open, and open it again, whatever came of it."""
        if self.ctx is None or self.ctx.store.origin.path is None:
            return
        path, key = self.ctx.store.origin.path, self.ctx.store.origin.key
        self.leave()
        done = put_back(path, source, key, self.window, today=self._today)
        if not self.open(path, key or ""):
            self.window.close()
        elif done:
            self.window.say(_("{name} was restored.").format(name=source.name))

    def _change_language(self, language: str) -> None:
        self.machine.language = language
        self.machine.save()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            speak(application, language)
        self._rebuild()

    def _rebuild(self) -> None:
        """Make the window anew in the language now spoken."""
        old, self.window = self.window, self._hear(MainWindow(self.machine))
        self.window.setGeometry(old.geometry())
        if self.ctx is None:
            self.welcome()
        else:
            self.window.set_palette_provider(Finder(self.ctx))
            self.lock.watch(self.ctx, self.window)
            self._show()
        self.window.show()
        old.hide()
        old.deleteLater()

    def _count(self, tables: frozenset[str]) -> None:
        """Show the number of overdue issues on the rail, and how far the plan is from what was published."""
        if self.ctx is not None and tables & COUNTED:
            with self.ctx.store.read() as session:
                self.window.set_count("issues", overdue_count(session, self.ctx.today()))
        self._pending.heard(tables)

    def _to_front(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
