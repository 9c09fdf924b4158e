"""Meaning -> colour, light and dark. A further theme is one file in `resources/themes/`.

Painting code reads `theme()` inside `paintEvent`: on a switch the whole application is
repainted, so nothing has to be remembered. Code that keeps coloured things (pixmaps,
cached layouts) listens to `signals().changed`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from core.paths import resource

SYSTEM: Final = "system"
LIGHT: Final = "light"
DARK: Final = "dark"
SEAL_KEYS: Final = ("f", "b", "y", "j")


@dataclass(frozen=True, slots=True)
class KindColours:
    """The pair of a visit kind, and the colour of the character on the full seal."""

    fill: QColor
    tint: QColor
    on_fill: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """All colour tokens of tokens.md section 1; `accT` is spelled `acc_t` and so on."""

    key: str
    name: str
    dark: bool
    chrome: QColor
    page: QColor
    raised: QColor
    sunken: QColor
    line: QColor
    line2: QColor
    line3: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    acc: QColor
    onacc: QColor
    acc_t: QColor
    focus: QColor
    red: QColor
    red_t: QColor
    red_l: QColor
    amb: QColor
    amb_s: QColor
    amb_t: QColor
    grn: QColor
    grn_t: QColor
    hatch: QColor
    heat15: QColor
    heat23: QColor
    heat30: QColor
    seal: QColor
    kinds: Mapping[str, KindColours]

    def kind(self, key: str) -> KindColours:
        """Return the colours of a kind by its `VisitKind.colour`; an unknown key gets the on-site office's."""
        return self.kinds.get(key) or self.kinds["b"]

    def colour(self, token: str) -> QColor:
        """Return a colour by its token, such as `"ink2"`."""
        found = getattr(self, token)
        if not isinstance(found, QColor):
            raise TypeError(token)
        return found


class ThemeSignals(QObject):
    """Signals: changed(): another theme is current; everything is about to be repainted."""

    changed = Signal()
    _watching = False

    def watch_system(self) -> None:
        """Follow the desktop's own switch between day and night, where `system` is chosen."""
        if not self._watching:
            self._watching = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_system)


class _Current:
    mode: str = LIGHT
    theme: Theme | None = None


@cache
def signals() -> ThemeSignals:
    """Return the one object that announces a switch."""
    return ThemeSignals()


def theme() -> Theme:
    """Return the theme in force."""
    if _Current.theme is None:
        _Current.theme = load_theme(LIGHT)
    return _Current.theme


def mode() -> str:
    """Return what was chosen: `system`, `light`, `dark` or the key of another theme file."""
    return _Current.mode


def theme_keys() -> tuple[str, ...]:
    """Return the themes shipped."""
    return tuple(sorted((path.stem for path in resource("themes").glob("*.toml")), reverse=True))


@cache
def load_theme(key: str) -> Theme:
    """Read a theme from `resources/themes/<key>.toml`."""
    table = tomllib.loads(resource("themes", f"{key}.toml").read_text(encoding="utf-8"))
    colours = {_field(token): QColor(value) for token, value in table["colours"].items()}
    kinds = {
        name: KindColours(QColor(pair["fill"]), QColor(pair["tint"]), colours["seal"])
        for name, pair in table["kinds"].items()
    }
    return Theme(key=key, name=table["name"], dark=table["dark"], kinds=MappingProxyType(kinds), **colours)


def set_mode(chosen: str) -> None:
    """Show the application in *chosen* from now on: `system`, `light`, `dark` or a theme's key."""
    _Current.mode = chosen if chosen == SYSTEM or chosen in theme_keys() else SYSTEM
    signals().watch_system()
    _show(_system_key() if _Current.mode == SYSTEM else _Current.mode)


def _follow_system() -> None:
    if _Current.mode == SYSTEM:
        _show(_system_key())


def _system_key() -> str:
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _show(key: str) -> None:
    _Current.theme = load_theme(key)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setPalette(palette(_Current.theme))
        application.setStyleSheet(stylesheet(_Current.theme))
    signals().changed.emit()


def palette(colours: Theme) -> QPalette:
    """Return the palette for whatever the stylesheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, colour in {
        role.Window: colours.page,
        role.Base: colours.raised,
        role.AlternateBase: colours.sunken,
        role.Button: colours.raised,
        role.ToolTipBase: colours.raised,
        role.Text: colours.ink,
        role.WindowText: colours.ink,
        role.ButtonText: colours.ink,
        role.ToolTipText: colours.ink,
        role.BrightText: colours.onacc,
        role.PlaceholderText: colours.ink3,
        role.Highlight: colours.acc,
        role.HighlightedText: colours.onacc,
        role.Link: colours.acc,
        role.LinkVisited: colours.acc,
        role.Light: colours.raised,
        role.Midlight: colours.line,
        role.Mid: colours.line2,
        role.Dark: colours.line3,
        role.Shadow: colours.line3,
        role.Accent: colours.acc,
    }.items():
        made.setColor(target, colour)
    for target in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, colours.ink3)
    return made


def stylesheet(colours: Theme) -> str:
    """Return `resources/themes/widgets.qss` filled in with *colours*."""
    shade = DARK if colours.dark else LIGHT
    values = {token: getattr(colours, _field(token)).name() for token in _TOKENS}
    values["accHover"] = blend(colours.acc, colours.onacc, 0.12).name()
    for name, file in {"checkMark": "check", "caretDown": "caret-down", "caretUp": "caret-up"}.items():
        values[name] = Path(resource("icons", f"{file}-{shade}.svg")).as_posix()
    return Template(resource("themes", "widgets.qss").read_text(encoding="utf-8")).substitute(values)


def blend(under: QColor, over: QColor, share: float) -> QColor:
    """Return *under* with *share* (0 to 1) of *over* laid upon it."""
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in zip(_rgb(under), _rgb(over), strict=True)))


def contrast(one: QColor, other: QColor) -> float:
    """Return the WCAG contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _field(token: str) -> str:
    """Return the field's name of a token: `accT` -> `acc_t`."""
    return f"{token[:-1]}_{token[-1].lower()}" if token[-1] in "TLS" else token


_TOKENS: Final = tuple(
    f"{name[:-2]}{name[-1].upper()}" if name[-2] == "_" else name
    for name in (each.name for each in fields(Theme))
    if name not in {"key", "name", "dark", "kinds"}
)
