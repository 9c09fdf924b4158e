"""File dialogs that open no file they list.

Qt's own look into files to find out what they are, and on Unix a process that closes a file gives up every lock it
holds on it: after a look into the schedule's folder, SQLite's locks would be gone, and the next program to read the
schedule would take its log away from under this one. System dialogs that run inside this process do the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget
from typing_extensions import override

from core.i18n import _

ASKED: Final = ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory")
NEEDED: Final = not sys.platform.startswith(("win", "darwin"))
"""Windows locks by handle, and the dialogs of macOS run in a process of their own."""


class ByName(QFileIconProvider):
    """Says what a file is by its name alone."""

    def __init__(self) -> None:
        super().__init__()
        self._file, self._folder = (
            super(ByName, self).icon(kind) for kind in (self.IconType.File, self.IconType.Folder)
        )

    @override
    def icon(self, what: Any) -> QIcon:
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        return super().icon(what)

    @override
    def type(self, info: QFileInfo) -> str:
        return "" if info.isDir() else info.suffix()


class FileDialog(QFileDialog):
    """A dialog that shows names, sizes and days only.

    Args:
        parent: Over which it opens.
        caption: What is asked for.
        place: A folder, or a proposed file in it; one that is not there gives way to the home folder.
        kinds: Name filters as Qt spells them.
    """

    def __init__(self, parent: QWidget | None, caption: str, place: str = "", kinds: str = "") -> None:
        super().__init__(parent, caption, "/")  # before the icons below are in place it must not list the folder asked
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self._by_name = ByName()  # Qt does not keep it alive
        self.setIconProvider(self._by_name)
        wanted = Path(place or ".").absolute()
        folder = wanted if wanted.is_dir() else wanted.parent
        self.setDirectory(str(folder if folder.is_dir() else Path.home()))
        if kinds:
            self.setNameFilters(kinds.split(";;"))
        if place and not wanted.is_dir():
            self.selectFile(wanted.name)

    def ask(self) -> tuple[list[str], str]:
        """Return what was chosen and the name filter, or nothing."""
        accepted = self.exec() == QFileDialog.DialogCode.Accepted
        found = (self.selectedFiles(), self.selectedNameFilter()) if accepted else ([], "")
        self.deleteLater()
        return found


def open_file_name(parent: QWidget | None, caption: str, place: str = "", kinds: str = "") -> tuple[str, str]:
    """Ask for a file that is there."""
    names, kind = _several(parent, caption, place, kinds, QFileDialog.FileMode.ExistingFile)
    return (names[0] if names else "", kind)


def open_file_names(parent: QWidget | None, caption: str, place: str = "", kinds: str = "") -> tuple[list[str], str]:
    """Ask for files that are there."""
    return _several(parent, caption, place, kinds, QFileDialog.FileMode.ExistingFiles)


def save_file_name(parent: QWidget | None, caption: str, place: str = "", kinds: str = "") -> tuple[str, str]:
    """Ask where to write a file."""
    dialog = FileDialog(parent, caption, place, kinds)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    names, kind = dialog.ask()
    return (names[0] if names else "", kind)


def existing_directory(parent: QWidget | None, caption: str, place: str = "") -> str:
    """Ask for a folder."""
    dialog = FileDialog(parent, caption, place)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    names, _kind = dialog.ask()
    return names[0] if names else ""


def _several(
    parent: QWidget | None, caption: str, place: str, kinds: str, mode: QFileDialog.FileMode
) -> tuple[list[str], str]:
    dialog = FileDialog(parent, caption, place, kinds or _("All files (*)"))
    dialog.setFileMode(mode)
    return dialog.ask()


def take_over() -> None:
    """Let Qt's four questions for files be asked here, so that none is forgotten."""
    if NEEDED:
        ours: tuple[Callable[..., object], ...] = (open_file_name, open_file_names, save_file_name, existing_directory)
        for name, ask in zip(ASKED, ours, strict=True):
            setattr(QFileDialog, name, staticmethod(ask))
