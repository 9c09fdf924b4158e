"""The composition root: makes the application, its face and its desk, and takes them apart again."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from db.store import local_today
from desktop import file_dialogs, fonts, icons, theme
from desktop.desk import Desk
from desktop.ending import Ending
from desktop.errors import Faults
from desktop.machine import load_machine
from desktop.speech import speak
from desktop.widgets.ring import FocusRing

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
    speak(application, machine.language or os.environ.get("ONSITE_LANGUAGE", ""))
    fonts.choose_stored(machine.views.get("fonts"))
    dress(application, machine.theme)
    file_dialogs.take_over()
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
    application.setFont(fonts.sans(14))
    theme.set_mode(mode)
