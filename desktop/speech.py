"""Which language the app speaks: our own words and Qt's."""

from __future__ import annotations

import locale

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.i18n import languages, set_language

_kept: list[QTranslator] = []  # Qt drops what Python does not hold


def speak(application: QApplication, chosen: str) -> None:
    """Speak the language chosen, else the system's where we have it, else Chinese; Qt's own dialogs too."""
    system = (locale.getlocale()[0] or "").replace("-", "_")
    known = languages()
    fallback = "en" if system.startswith("en") else known[0]
    language = chosen if chosen in known else next((each for each in known if system.startswith(each[:2])), fallback)
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
