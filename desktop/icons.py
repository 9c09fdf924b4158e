"""Phosphor glyphs (QtAwesome `ph.`) in the colour of the text beside them.

Only the names of tokens.md section 6 are used. An icon looks its colour up when it is
painted, so it follows a switch of theme by itself.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from typing_extensions import override

from core.paths import resource
from desktop.theme import theme


def icon(name: str, token: str = "ink") -> QIcon:
    """Return the icon *name* (`"printer"`) in the colour *token* of the theme in force."""
    return QIcon(_GlyphEngine(name, token))


def paint_icon(painter: QPainter, rect: QRectF | QRect, name: str, colour: QColor | str = "ink") -> None:
    """Paint a glyph centred in *rect*, as high as the rectangle.

    Args:
        painter: Its state is kept.
        rect: A square of 12, 16, 22 or 28 px.
        name: Phosphor's name without the prefix.
        colour: A colour, or a token of the theme.
    """
    area = QRectF(rect)
    painter.save()
    painter.setFont(_glyph_font(round(min(area.width(), area.height()))))
    painter.setPen(theme().colour(colour) if isinstance(colour, str) else colour)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _glyph(name))
    painter.restore()


def logo() -> QIcon:
    """Return our own mark: the four kinds of visit."""
    return QIcon(str(resource("icons", "logo.svg")))


@cache
def _glyph(name: str) -> str:
    return chr(int(_charmap()[name], 16))


@cache
def _charmap() -> dict[str, str]:
    names: dict[str, str] = json.loads(next(_shipped().glob("phosphor-charmap-*.json")).read_text(encoding="utf-8"))
    return names


@cache
def _family() -> str:
    """Load the one font that is used; importing QtAwesome would load eleven and take 0.3 s of the start."""
    return QFontDatabase.applicationFontFamilies(
        QFontDatabase.addApplicationFont(str(next(_shipped().glob("phosphor-*.ttf"))))
    )[0]


@cache
def _shipped() -> Path:
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("QtAwesome is not installed")
    return Path(found.origin).parent / "fonts"


@cache
def _glyph_font(px: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(px)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class _GlyphEngine(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "ink3" if mode is QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        area = QRectF(0, 0, side, side)
        area.moveCenter(QPointF(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2))
        paint_icon(painter, area, self._name, token)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    @override
    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._token)
