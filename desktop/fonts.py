"""The two faces of the app: system fonts, pixel sizes, weights 400 and 700 only.

The first installed family of a chain wins; nothing is bundled. Returned fonts are shared:
copy one (`QFont(sans(14))`) before changing it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

SANS_CHAIN: Final = ("Noto Sans CJK SC", "Microsoft YaHei UI", "Source Han Sans SC", "Noto Sans SC", "PingFang SC")
SERIF_CHAIN: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "Noto Serif SC")


class _Chosen:
    sans: str = ""
    serif: str = ""


def choose(*, sans_family: str = "", serif_family: str = "") -> None:
    """Prefer these families where they are installed; an empty name means our own chain."""
    _Chosen.sans, _Chosen.serif = sans_family, serif_family
    for cached in (sans_name, serif_name, sans, serif, metrics):
        cached.cache_clear()


def choose_stored(stored: object) -> None:
    """Prefer what this computer remembers, such as `{"sans": "Microsoft YaHei UI"}`; anything else is no choice."""
    kept = stored if isinstance(stored, dict) else {}
    names = {role: name if isinstance(name := kept.get(role), str) else "" for role in ("sans", "serif")}
    choose(sans_family=names["sans"], serif_family=names["serif"])


@cache
def sans_name() -> str:
    """Return the sans family in use."""
    return (
        _first_installed(_Chosen.sans, SANS_CHAIN)
        or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    )


@cache
def serif_name() -> str:
    """Return the serif family in use; the sans one where no good serif is installed (never SimSun)."""
    return _first_installed(_Chosen.serif, SERIF_CHAIN) or sans_name()


@cache
def sans(px: int = 14, *, bold: bool = False) -> QFont:
    """Return the sans face at *px* pixels."""
    return _made(sans_name(), px, bold=bold)


@cache
def serif(px: int = 19, *, bold: bool = True) -> QFont:
    """Return the serif face at *px* pixels: dates, times, page titles and names of 15 px and more."""
    return _made(serif_name(), px, bold=bold)


@cache
def metrics(px: int, *, bold: bool = False, serifed: bool = False) -> QFontMetrics:
    """Return cached metrics, for delegates and painters."""
    return QFontMetrics(serif(px, bold=bold) if serifed else sans(px, bold=bold))


def _made(family: str, px: int, *, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def _first_installed(wanted: str, chain: tuple[str, ...]) -> str:
    return next((family for family in (wanted, *chain) if family and QFontDatabase.hasFamily(family)), "")
