"""Which language the app speaks: our own words and Qt's."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.i18n import languages, set_language, system_language

_kept: list[QTranslator] = []  # Qt drops what Python does not hold


def speak(application: QApplication, chosen: str) -> None:
    """Speak the language chosen, else the system's where we have it, else Chinese; Qt's own dialogs too."""
    language = chosen if chosen in languages() else system_language()
    set_language(language)
    QLocale.setDefault(QLocale(language))
    for old in list(_kept):
        application.removeTranslator(old)
        _kept.remove(old)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)
        _kept.append(translator)
