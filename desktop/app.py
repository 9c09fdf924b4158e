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

from PySide6.QtCore import QObject, Qt
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
from desktop.tasks import Task, Tasks
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
