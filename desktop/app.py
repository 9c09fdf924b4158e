"""The composition root: puts application, schedule and window together, and takes them apart again."""

from __future__ import annotations

import getpass
import locale
import logging
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog

from core.errors import UserError
from core.i18n import N_, _, languages, set_language
from core.paths import default_schedule
from core.storage_errors import FileMissing
from db.backup import back_up_daily, restore
from db.queries.find import is_empty
from db.queries.issues import overdue_count
from db.services.settings import save_settings
from db.store import Store, local_today, open_store
from desktop import fonts, icons, theme
from desktop.context import AppContext
from desktop.ending import Ending
from desktop.errors import Faults, shown_to
from desktop.finder import Finder
from desktop.machine import Machine, load_machine
from desktop.main_window import MainWindow
from desktop.single import SingleStart
from desktop.start_dialogs import StartChoice, ask_at_start
from desktop.tasks import Task
from desktop.welcome.welcome_page import WelcomePage
from desktop.widgets.dialogs import ask
from desktop.widgets.pinyin import set_pinyin
from desktop.widgets.ring import FocusRing

COUNTED: Final = frozenset({"issue", "calendar_day", "setting"})
_LOG: Final = logging.getLogger(__name__)
_kept: list[QObject] = []  # Qt drops what Python does not hold


def run(path: Path | str | None = None, today: date | None = None) -> int:
    """Open the window and return when it has closed.

    Args:
        path: A schedule file or a PostgreSQL URL; None takes the one opened last, else the usual place.
        today: The day that counts as today, for trying things out; None asks the clock.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return 1
    machine = load_machine()
    speak(application, machine.language)
    fonts.choose_stored(machine.views.get("fonts"))
    dress(application, machine.theme)
    faults = Faults(parent=application)
    faults.install()
    desk = Desk(machine, today=(lambda: today) if today else local_today)
    ending = Ending(application)
    try:
        return application.exec() if desk.start(path) else 0
    finally:
        desk.end()
        ending.release()
        faults.uninstall()


def speak(application: QApplication, chosen: str) -> None:
    """Speak the language chosen, else the system's where we have it, else Chinese; Qt's own dialogs too."""
    system = (locale.getlocale()[0] or "").replace("-", "_")
    known = languages()
    fallback = "en" if system.startswith("en") else known[0]
    language = chosen if chosen in known else next((each for each in known if system.startswith(each[:2])), fallback)
    set_language(language)
    QLocale.setDefault(QLocale(language))
    for old in [each for each in _kept if isinstance(each, QTranslator)]:
        application.removeTranslator(old)
        _kept.remove(old)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)
        _kept.append(translator)


def dress(application: QApplication, mode: str) -> None:
    """Give the application its style, faces, colours and focus ring."""
    if not any(isinstance(each, FocusRing) for each in _kept):
        application.setApplicationName("onsite-days")
        application.setStyle("Fusion")
        application.setWindowIcon(icons.logo())
        application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, on=False)
        ring = FocusRing()
        ring.follow(application)
        _kept.append(ring)
        set_pinyin(_initials)
    application.setFont(fonts.sans(14))
    theme.set_mode(mode)


def _initials(name: str) -> tuple[str, ...]:
    from core.names import pinyin_initials  # noqa: PLC0415 - loads its tables only when somebody searches

    return pinyin_initials(name)


class Desk(QObject):
    """Window and schedule of one run: opens, shows the welcome page where there is nothing, closes cleanly."""

    def __init__(self, machine: Machine, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._machine, self._today = machine, today
        self._single = SingleStart(self)
        self._single.called.connect(self._to_front)
        self._where: Path | str = default_schedule()
        self.window = self._hear(MainWindow(machine))
        self.ctx: AppContext | None = None

    def start(self, path: Path | str | None) -> bool:
        """Open a schedule and show the window; return False where the user gave up or another window has it."""
        named = path or (Path(self._machine.last_file) if self._machine.last_file else None)
        where: Path | str | None = named or default_schedule()
        fresh = named is None and isinstance(where, Path) and not where.exists()
        if not fresh and where is not None:
            where = self._open_or_ask(where)
            if where is None:
                return False
        elif isinstance(where, Path):
            self._where = where
            if not self._single.claim(where):
                return False
            self._welcome()
        self.window.show()
        return True

    def end(self) -> None:
        """Close the schedule: work stopped, log written into the one file, lease given back."""
        self._leave()
        self._machine.save()

    def create(self, **settings: str | bool) -> bool:
        """Make the schedule at the place that was free, or take the empty one that is open."""
        with shown_to(self.window) as outcome:
            if self.ctx is None:
                self._where = Path(self._where)
                self._where.parent.mkdir(parents=True, exist_ok=True)
                self._adopt(open_store(self._where, actor=_actor(), create=True, today=self._today))
            if self.ctx is not None and settings:
                with self.ctx.store.write(N_("Start a schedule")) as session:
                    save_settings(session, **settings)
        return outcome.ok

    def _open_or_ask(self, where: Path | str) -> Path | str | None:
        """Open *where*; where that is refused, ask for another file, a new one, or the end."""
        while True:
            if not self._single.claim(where):
                return None
            self._where = where
            try:
                self._adopt(open_store(where, actor=_actor(), today=self._today))
            except UserError as refusal:
                missing = isinstance(refusal, FileMissing) and isinstance(where, Path)
                match ask_at_start(self.window, refusal, may_create=missing):
                    case StartChoice.CREATE:
                        self._welcome()
                        return where
                    case StartChoice.OTHER:
                        other = self._choose_file()
                        where = other or where
                    case StartChoice.QUIT:
                        return None
                continue
            self._show()
            return where

    def _adopt(self, store: Store) -> None:
        self.ctx = AppContext(store, today=self._today, machine=self._machine)
        self.ctx.hub.changed.connect(self._count)
        self._machine.last_file = str(self._where)
        self.window.set_palette_provider(Finder(self.ctx))
        if not store.read_only and not self.ctx.settings.sample:
            _back_up_today(self.ctx, self.window)

    def _show(self) -> None:
        """Show the schedule's pages, or the welcome page while it is empty."""
        if self.ctx is None:
            return
        with self.ctx.store.read() as session:
            empty = is_empty(session)
        if empty and not self.ctx.read_only:
            self.ctx.attach(self.window)
            self._welcome()
        else:
            self.window.open(self.ctx)
            self._count(COUNTED)
            self._tell_sample()

    def _tell_sample(self) -> None:
        """Say in a lasting line that this is the sample county, with the way out."""
        self.window.drop_notice("sample")
        if self.ctx is not None and self.ctx.settings.sample:
            text = _("This is {county}, the sample county. Try anything; your own schedule is not touched.")
            self.window.notice(
                "sample",
                text.format(county=self.ctx.settings.county),
                icon_name="map-trifold",
                action=_("Clear the sample"),
                do=self._clear_sample,
            )

    def _welcome(self) -> None:
        welcome = WelcomePage()
        welcome.import_wanted.connect(self._import)
        welcome.sample_wanted.connect(self._sample)
        welcome.blank_wanted.connect(self._blank)
        welcome.language_wanted.connect(self._change_language)
        self.window.show_welcome(welcome)

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

    def _sample(self) -> None:
        """Write the sample county into a file of its own, then show that."""
        from desktop.imports.sample_county import SampleOpening  # noqa: PLC0415

        opening = SampleOpening(self._today())
        opening.ready.connect(self._show_sample)
        opening.given_up.connect(self._welcome)
        self.window.show_welcome(opening)
        opening.begin()

    def _show_sample(self, path: Path) -> None:
        if self._where != path:
            self._machine.views["own_schedule"] = str(self._where)
        self._leave()
        if self._open_or_ask(path) is None:
            self._back_to_own()

    def _clear_sample(self) -> None:
        """Throw the sample county away after asking, and go back to the user's own schedule."""
        from desktop.imports.sample_county import clear_sample  # noqa: PLC0415

        text = _("Clear the sample county? All that was tried in it goes away. Your own schedule is not touched.")
        if ask(self.window, text, yes=_("Clear it"), destructive=True):
            self._leave()
            with shown_to(self.window):
                clear_sample()
            self._back_to_own()

    def _back_to_own(self) -> None:
        own = Path(str(self._machine.views.pop("own_schedule", "") or default_schedule()))
        self._machine.last_file = str(own) if own.exists() else ""
        self._where = own
        if not own.exists():
            self._single.claim(own)
            self._welcome()
        elif self._open_or_ask(own) is None:
            self.window.close()

    def _leave(self) -> None:
        """Close the schedule that is open; the window stays."""
        if self.ctx is not None:
            self.window.forget()
            self.window.drop_notice("sample")
            self.ctx.close()
            self.ctx.store.close()
            self.ctx = None
        self._single.release()

    def _hear(self, window: MainWindow) -> MainWindow:
        window.import_wanted.connect(self._import)
        window.language_wanted.connect(self._change_language, Qt.ConnectionType.QueuedConnection)
        window.restore_wanted.connect(self._restore, Qt.ConnectionType.QueuedConnection)
        window.clear_wanted.connect(self._clear_sample, Qt.ConnectionType.QueuedConnection)
        return window

    def _restore(self, source: Path) -> None:
        """Put a backup in the place of the schedule that is open, and open it again, whatever came of it."""
        if self.ctx is None or self.ctx.store.origin.path is None:
            return
        path, key = self.ctx.store.origin.path, self.ctx.store.origin.key
        self._leave()
        with shown_to(self.window) as outcome:
            restore(path, source, key)
        if self._open_or_ask(path) is None:
            self.window.close()
        elif outcome.ok:
            self.window.say(_("{name} was restored.").format(name=source.name))

    def _change_language(self, language: str) -> None:
        self._machine.language = language
        self._machine.save()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            speak(application, language)
        self._rebuild()

    def _rebuild(self) -> None:
        """Make the window anew in the language now spoken."""
        old, self.window = self.window, self._hear(MainWindow(self._machine))
        self.window.setGeometry(old.geometry())
        if self.ctx is None:
            self._welcome()
        else:
            self.window.set_palette_provider(Finder(self.ctx))
            self._show()
        self.window.show()
        old.hide()
        old.deleteLater()

    def _count(self, tables: frozenset[str]) -> None:
        """Show the number of overdue issues on the rail."""
        if self.ctx is not None and tables & COUNTED:
            with self.ctx.store.read() as session:
                self.window.set_count("issues", overdue_count(session, self.ctx.today()))

    def _choose_file(self) -> Path | None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self.window, _("Open a schedule"), str(Path(self._where).parent), f"{_('Schedules')} (*.db)"
        )
        return Path(chosen) if chosen else None

    def _to_front(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()


def _back_up_today(ctx: AppContext, window: MainWindow) -> None:
    """Back up once a day, off the GUI thread; a failure stays in sight until it is mended."""
    path, key, today = ctx.store.origin.path, ctx.store.origin.key, ctx.today()
    if path is None:
        return

    def work(_task: Task) -> None:
        back_up_daily(path, key, today=today)

    def failed(fault: BaseException) -> None:
        _LOG.warning("no backup today: %s", fault)
        words = str(fault) if isinstance(fault, (UserError, OSError)) else type(fault).__name__
        window.notice("backup", _("No backup today: {why}").format(why=words), icon_name="hard-drives", may_close=True)

    ctx.tasks.start(_("Backing up"), work, failed=failed)


def _actor() -> str:
    """Return the name this person works under: undo takes back only one's own changes."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
