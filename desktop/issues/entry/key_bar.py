"""The bar of keys at the foot of the entry page, and the line above it: hints, the current row, the sections."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import N_, _
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets import KeyHint, PlainLabel, Rule
from desktop.widgets.text import ElidedLabel

Keys = Sequence[tuple[str, str]]
KEYS = (
    ("Tab", N_("next cell")),
    ("Enter", N_("next row")),
    ("Ctrl D", N_("copy the row above")),
    ("Space", N_("settled on the spot")),
    ("Ctrl Shift P", N_("add photos")),
    ("Ctrl V", N_("paste rows from Excel")),
)
N_("Space")
_MOVES = frozenset({"Tab", "Enter", "1…4", "0", "1 2 3"})
"""Keys that only move or choose: the mouse has its own way to do that."""


class _Key(QWidget):
    """One key and what it does. Signal: pressed(): it was clicked; the focus stays where it is."""

    pressed = Signal()

    def __init__(self, keys: str, words: str) -> None:
        super().__init__()
        if keys not in _MOVES:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(KeyHint(_(keys) if keys == "Space" else keys))
        row.addWidget(PlainLabel(words, px=13, tone="ink2"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class KeyBar(QWidget):
    """The keys that work where the cursor is; those for which there is no room are left out from the end.

    Signal: pressed(str): one was clicked, which does the same.
    """

    pressed = Signal(str)

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(42)
        self._keys: list[_Key] = []
        self._shown: Keys = ()
        self._note = PlainLabel(note, px=13, tone="ink2", parent=self)
        self._rule = Rule("line2", parent=self)
        self.show_keys([(keys, _(words)) for keys, words in KEYS])

    def show_keys(self, keys: Keys, *, days: bool = True) -> None:
        """Show these keys, and at the right how days are counted where days are typed."""
        self._note.setVisible(days)
        if tuple(keys) != self._shown:
            self._shown = tuple(keys)
            for old in self._keys:
                old.hide()
                old.deleteLater()
            self._keys = [_Key(each, words) for each, words in keys]
            for made, (each, _words) in zip(self._keys, keys, strict=True):
                made.setParent(self)
                made.pressed.connect(lambda each=each: self.pressed.emit(each))
        self._lay_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self._rule.setGeometry(0, 0, self.width(), 1)
        note = self._note.sizeHint()
        right = self.width() - 24
        self._note.setGeometry(right - note.width(), (self.height() - note.height()) // 2, note.width(), note.height())
        x, room = 24, right - note.width() - 16
        for key in self._keys:
            wide = key.sizeHint().width()
            fits = x + wide <= room
            key.setGeometry(x, 1, wide, self.height() - 1)
            key.setVisible(fits)
            x += wide + 6 if fits else self.width()


class _Section(QAbstractButton):
    """One section's name; the one the cursor is in is underlined."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(metrics(13, bold=True).horizontalAdvance(self.accessibleName()) + 16, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        here = self.isChecked()
        painter.setFont(sans(13, bold=here))
        painter.setPen(colours.acc if here else colours.ink2 if not self.underMouse() else colours.ink)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.accessibleName())
        if here:
            painter.fillRect(QRectF(8, area.height() - 3, area.width() - 16, 2), colours.acc)
        painter.end()


class SectionTrack(QWidget):
    """The names of all sections of the page. Signal: wanted(str): its key."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, _Section] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("Sections"))

    def show_sections(self, sections: Sequence[tuple[str, str]]) -> None:
        """Show these sections; one alone needs no names."""
        if [key for key, _words in sections] == list(self._buttons):
            return
        for old in self._buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for key, words in sections if len(sections) > 1 else ():
            button = self._buttons[key] = _Section(words)
            button.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))
            self._row.addWidget(button)

    def show_current(self, current: str) -> None:
        """Underline a section."""
        for key, button in self._buttons.items():
            button.setChecked(key == current)


class HintLine(QWidget):
    """One line: red while something cannot be saved, else a hint, else what is known of the current row.

    Signal: row_wanted(): what is known of the row was clicked.
    """

    row_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        self.words = PlainLabel(px=13, tone="ink2")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._key = KeyHint("Alt ↓")
        self._rest = ElidedLabel(px=13, tone="ink3")
        self.track = SectionTrack()
        row.addWidget(self.words, 1)
        row.addWidget(self._key)
        row.addWidget(self._rest, 1)
        row.addWidget(self.track)
        self.show_words("")

    def show_words(self, words: str, *, alarm: bool = False) -> None:
        """Say something, or nothing."""
        self.words.set_tone("red" if alarm else "ink2")
        self.words.setText(words)
        self.words.setToolTip("")
        self.words.setVisible(bool(words))
        self._show_rest()

    def is_alarmed(self) -> bool:
        """Return whether it says what cannot be saved."""
        return bool(self.words.text()) and self.words.property("tone") == "red"

    def show_rest(self, words: str) -> None:
        """Say what is known of the current row; it stands here while nothing else is said."""
        self._rest.set_text(words)
        self._show_rest()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._key.isVisible() and event.position().x() < self._rest.geometry().right():
            self.row_wanted.emit()

    def _show_rest(self) -> None:
        calm = not self.words.text()
        self._key.setVisible(calm and bool(self._rest.text()))
        self._rest.setVisible(calm)
