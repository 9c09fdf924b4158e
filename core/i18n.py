"""One gettext catalogue for core, documents and desktop; message ids are English.

A further language is one folder `resources/i18n/<language>/`, found by listing.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
import sys
from collections.abc import Iterable
from datetime import date
from typing import Final

from core.paths import resource

DOMAIN: Final = "onsite"
SOURCE_LANGUAGE: Final = "en"


class _Current:
    language: str = SOURCE_LANGUAGE
    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def languages() -> tuple[str, ...]:
    """Return the languages that can be chosen, Chinese first."""
    found = {path.name for path in resource("i18n").iterdir() if (path / "LC_MESSAGES").is_dir()}
    return (*sorted(found, reverse=True), SOURCE_LANGUAGE)


def system_language() -> str:
    """Return the language this computer is set to, as far as we speak it; Chinese where it is set to none."""
    named = next((text for text in map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")) if text), "")
    if not named and sys.platform == "win32":  # elsewhere Python takes the bare C locale for American English
        named = locale.getlocale()[0] or ""
    spoken = named.casefold()
    if spoken.startswith("en"):
        return SOURCE_LANGUAGE
    return next((each for each in languages() if spoken.startswith(each[:2])), languages()[0])


def set_language(language: str) -> None:
    """Speak *language* from now on; an unknown one falls back to English."""
    _Current.language = language
    _Current.catalogue = _gettext.translation(DOMAIN, resource("i18n"), languages=[language], fallback=True)


def language() -> str:
    """Return the language spoken now, such as `zh_CN`."""
    return _Current.language


def is_chinese() -> bool:
    """Return whether dates and numbers are written the Chinese way."""
    return _Current.language.startswith("zh")


def _(message: str) -> str:
    """Translate *message* into the current language."""
    return _Current.catalogue.gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark *message* for translation later."""
    return message


WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate by number; the caller fills in `{n}`."""
    return _Current.catalogue.ngettext(singular, plural, n)


def listed(words: Iterable[str]) -> str:
    """Return 甲、乙、丙: things side by side."""
    return _(", ").join(words)


def clauses(words: Iterable[str]) -> str:
    """Return 甲，乙，丙: parts of one sentence, empty ones left out."""
    return ("，" if is_chinese() else ", ").join(filter(None, words))


def statements(words: Iterable[str]) -> str:
    """Return 甲；乙；丙: sentences that stand on one line."""
    return ("；" if is_chinese() else "; ").join(words)


def weekday_text(day: date) -> str:
    """Return 周一 or Mon."""
    return "周" + "一二三四五六日"[day.weekday()] if is_chinese() else WEEKDAYS[day.weekday()][:3]


def weekday_long(day: date) -> str:
    """Return 星期一 or Monday."""
    return "星期" + "一二三四五六日"[day.weekday()] if is_chinese() else WEEKDAYS[day.weekday()]


def day_text(day: date, *, year: bool = False) -> str:
    """Return 11月23日 or 23 Nov, with the year where asked."""
    if is_chinese():
        text = f"{day.month}月{day.day}日"
        return f"{day.year}年{text}" if year else text
    text = f"{day.day} {_MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if year else text


def month_short(day: date) -> str:
    """Return 11月 or Nov."""
    return f"{day.month}月" if is_chinese() else _MONTHS[day.month - 1][:3]


def month_text(day: date) -> str:
    """Return 2026年11月 or November 2026."""
    return f"{day.year}年{day.month}月" if is_chinese() else f"{_MONTHS[day.month - 1]} {day.year}"


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
