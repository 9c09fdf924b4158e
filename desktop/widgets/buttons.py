"""Buttons of tokens.md: one filled per page, the rest outlined, quiet, small or destructive."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.theme import blend, theme
from desktop.widgets.strokes import box

ICON_GAP, HINT_GAP, CARET_GAP = 6, 9, 6


class Role(StrEnum):
    """What a button is for; its look follows."""

    FILLED = "filled"
    PLAIN = "plain"
    SMALL = "small"
    QUIET = "quiet"
    DESTRUCTIVE = "destructive"


class Button(QPushButton):
    """A button that paints itself.

    Args:
        text: The caption, shown letter for letter.
        icon_name: A Phosphor name, 16 px before the caption.
        hint: The key that does the same, in lighter type after the caption: `F2`.
        role: The look.
        caret: Shows that a menu opens.
        px: Size of the type; by default 14, and 13 in a small button.
        high: Height; by default 32, and 26 in a small button.
        parent: Qt's parent.
    """

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        *,
        hint: str = "",
        role: Role | str = Role.PLAIN,
        caret: bool = False,
        px: int = 0,
        high: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = Role(role)
        self._icon_name, self._hint, self._caret = icon_name, hint, caret
        small = self._role is Role.SMALL
        self._px, self._high = px or (13 if small else 14), high or (26 if small else 32)
        self.setProperty("role", self._role.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.set_caption(text)

    def caption(self) -> str:
        """Return the caption."""
        return self._caption

    def set_caption(self, text: str) -> None:
        """Change the caption; the shortcut stays, which Qt takes away with the old words."""
        keys = self.shortcut()
        self._caption = text
        self.setText(text.replace("&", "&&"))
        self.setShortcut(keys)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon_name: str) -> None:
        """Change the glyph."""
        self._icon_name = icon_name
        self.updateGeometry()
        self.update()

    def set_hint(self, hint: str) -> None:
        """Change the key shown."""
        self._hint = hint
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._content_width()) + 2 * self._padding(), self._high)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_button(painter, QRectF(self.rect()))
        painter.end()

    def paint_button(self, painter: QPainter, rect: QRectF) -> None:
        """Paint ground and content within *rect*."""
        area = QRectF(rect.left(), rect.center().y() - self._high / 2, rect.width(), self._high)
        fill, border, ink = self._colours()
        if fill is not None or border is not None:
            box(painter, area, radius=6, fill=fill, border=border or fill)
        self._paint_content(painter, area, ink)

    def _bold(self) -> bool:
        return self._role is Role.FILLED or self.isChecked()

    def _padding(self) -> int:
        return {Role.FILLED: 17, Role.SMALL: 10}.get(self._role, 13)

    def _content_width(self) -> float:
        width: float = metrics(self._px, bold=self._bold()).horizontalAdvance(self._caption)
        if self._icon_name:
            width += 16 + (ICON_GAP if self._caption else 0)
        if self._hint:
            width += HINT_GAP + metrics(12).horizontalAdvance(self._hint)
        return width + (CARET_GAP + 12 if self._caret else 0)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Return ground, border and ink for the state the button is in."""
        colours, over, down = theme(), self.underMouse(), self.isDown()
        if not self.isEnabled():
            return (
                (None, None, colours.ink3) if self._role is Role.QUIET else (colours.sunken, colours.line, colours.ink3)
            )
        if self._role is Role.FILLED:
            ground = blend(colours.acc, colours.onacc, 0.2 if down else 0.1) if over or down else colours.acc
            return ground, ground, colours.onacc
        if self.isChecked():
            return colours.acc_t, colours.line2, colours.acc
        if self._role is Role.QUIET:
            return (colours.line if down else colours.sunken if over else None), None, colours.ink2
        if self._role is Role.DESTRUCTIVE:
            return (colours.red_t if over or down else colours.raised), colours.red_l, colours.red
        return (colours.line if down else colours.sunken if over else colours.raised), colours.line2, colours.ink

    def _paint_content(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        x = area.left() + max((area.width() - self._content_width()) / 2, 4)
        if self._icon_name:
            paint_icon(painter, QRectF(round(x), area.center().y() - 8, 16, 16), self._icon_name, ink)
            x += 16 + ICON_GAP
        painter.setPen(ink)
        painter.setFont(sans(self._px, bold=self._bold()))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        width = metrics(self._px, bold=self._bold()).horizontalAdvance(self._caption)
        painter.drawText(QRectF(x, area.top(), width + 2, area.height()), flags, self._caption)
        x += width
        if self._hint:
            painter.setFont(sans(12))
            ground = theme().acc if self._role is Role.FILLED else theme().raised
            painter.setPen(blend(ink, ground, 0.22))
            painter.drawText(QRectF(x + HINT_GAP, area.top(), 80, area.height()), flags, self._hint)
            x += HINT_GAP + metrics(12).horizontalAdvance(self._hint)
        if self._caret:
            paint_icon(painter, QRectF(round(x + CARET_GAP), area.center().y() - 6, 12, 12), "caret-down", ink)


class FilledButton(Button):
    """The page's one filled button."""

    def __init__(self, text: str, icon_name: str = "", *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name, hint=hint, role=Role.FILLED, parent=parent)


class PlainButton(Button):
    """An outlined button."""

    def __init__(
        self, text: str, icon_name: str = "", *, hint: str = "", caret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon_name, hint=hint, caret=caret, parent=parent)


class SmallButton(Button):
    """An outlined button 26 px high, for rows."""

    def __init__(self, text: str, icon_name: str = "", *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name, hint=hint, role=Role.SMALL, parent=parent)


class QuietButton(Button):
    """Icon and words without a border: links, carets, tools."""

    def __init__(self, text: str, icon_name: str = "", *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name, hint=hint, role=Role.QUIET, parent=parent)


class IconButton(Button):
    """A square of 32 px, or *high* px, with a glyph only; its name is spoken and shown as tooltip."""

    def __init__(
        self, icon_name: str, name: str, *, hint: str = "", high: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__("", icon_name, role=Role.QUIET, high=high, parent=parent)
        self.setProperty("low", bool(high))  # before the style sheet gives every button its least height
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {hint}" if hint else name)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._high, self._high)


class DestructiveButton(Button):
    """Deletes or cancels something."""

    def __init__(self, text: str, icon_name: str = "", *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name, hint=hint, role=Role.DESTRUCTIVE, parent=parent)
