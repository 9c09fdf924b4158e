"""A desk with a protected county on it, for tests of what asks, locks and covers."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.vault.sealing import Sealed, protect
from desktop.desk import Desk
from desktop.lock.lock import UnlockBox
from tests.db.vaults import PHRASE

_sealed: list[tuple[Path, Sealed]] = []


def protected_county(county: Path, folder: Path, keep: Path) -> tuple[Path, Sealed]:
    """Copy the county of the pictures, protected; it is encrypted once in a test run.

    Args:
        county: The plain file, closed.
        folder: Where the copy goes.
        keep: Where the encrypted one is kept for the next test.
    """
    if not _sealed:
        place = keep / "sealed.db"
        shutil.copyfile(county, place)
        _sealed.append((place, protect(place, PHRASE)))
    place, sealed = _sealed[0]
    target = folder / "office" / "schedule.db"
    target.parent.mkdir(parents=True)
    for end in ("", ".key", ".tries"):
        shutil.copy(place.with_name(place.name + end), target.with_name(target.name + end))
    return target, sealed


def unlock_box(desk: Desk) -> UnlockBox:
    box = desk.lock.box
    assert box is not None
    return box


def type_passphrase(qtbot: QtBot, desk: Desk, words: str) -> None:
    """Type into the line of the locked window, and press Enter."""
    panel = unlock_box(desk).panel
    panel.field.setText(words)
    panel.button.click()
    qtbot.waitUntil(lambda: not isValid(panel) or not panel.field.isReadOnly(), timeout=5000)


def is_covered(window: QWidget) -> bool:
    """Return whether nothing of *window* can be seen: one colour but for the lock in its middle and the file's name."""
    QApplication.processEvents()
    shown = window.grab().toImage()
    middle = shown.rect().center()
    colours = {
        shown.pixel(x, y)
        for x in range(0, shown.width(), 5)
        for y in range(0, shown.height(), 5)
        if abs(x - middle.x()) > 200 or not -20 <= y - middle.y() <= 50
    }
    return len(colours) == 1


def open_dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
