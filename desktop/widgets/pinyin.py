"""Choosing from a long list by a few letters: part of the words, or pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from core.i18n import _
from core.names import name_key, pinyin_keys
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.fields import mark_invalid
from desktop.widgets.marks import paint_key
from desktop.widgets.popup import Popup
from desktop.widgets.strokes import BASELINE, box

ROW, PAD, FOOT, SHOWN = 32, 6, 31, 8
NO_MATCH: Final = 99


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    Attributes:
        text: The words shown and put into the field.
        data: What it stands for: an id, a key.
        keys: Pinyin initials and other spellings, lower case: `("xslj", "slj")`.
        note: Grey words at the right: `近三月承办 14 件`.
    """

    text: str
    data: Hashable = None
    keys: tuple[str, ...] = ()
    note: str = ""


Choices = Sequence[Choice] | Callable[[], Sequence[Choice]]


def choice(text: str, data: Hashable = None, *, note: str = "") -> Choice:
    """Return a choice with its pinyin keys filled in."""
    return Choice(text, data, pinyin_keys(text), note)


def match_rank(typed: str, each: Choice) -> int:
    """Return how well *typed* meets a choice: 0 the words, then their start, initials, a part; 99 not at all."""
    wanted, words = name_key(typed), name_key(each.text)
    if not wanted:
        return 0
    if words == wanted:
        return 0
    if words.startswith(wanted):
        return 1
    if any(key.startswith(wanted) for key in each.keys):
        return 2
    if wanted in words or any(wanted in key for key in each.keys):
        return 3
    return NO_MATCH


def meets(typed: str, *names: str) -> bool:
    """Return whether *typed* meets one of *names*, as `match_rank` judges it."""
    return any(match_rank(typed, choice(name)) < NO_MATCH for name in names)


def matching(typed: str, choices: Iterable[Choice]) -> list[Choice]:
    """Return what meets *typed*, best first, otherwise in the given order."""
    ranked = [(match_rank(typed, each), each) for each in choices]
    return [each for rank, each in sorted(ranked, key=lambda pair: pair[0]) if rank < NO_MATCH]


class ChoiceList(Popup):
    """The painted list of matches. Signal: picked(object): a Choice was clicked."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[Choice] = []
        self._top = 0
        self.at = 0
        self.setMouseTracking(True)
        self.setAccessibleName(_("Matches"))

    def show_choices(self, choices: list[Choice], anchor: QWidget, *, align_right: bool = False) -> None:
        """Open below *anchor* with these matches; none closes the list."""
        self._choices, self.at, self._top = choices, 0, 0
        if not choices:
            self.close_popup()
            return
        rows = min(len(choices), SHOWN)
        widths = [
            metrics(14, bold=True).horizontalAdvance(c.text) + metrics(13).horizontalAdvance(c.note)
            for c in choices[:60]
        ]
        width = max(320, anchor.width(), min(max(widths) + 70, 520))
        self.open_under(anchor, QSize(width, rows * ROW + 2 * PAD + FOOT), align_right=align_right)
        self.update()

    def chosen(self) -> Choice | None:
        """Return the row under the bar."""
        return self._choices[self.at] if self.isVisible() and self._choices else None

    def move(self, steps: int) -> None:  # type: ignore[override]
        """Move the bar, round at the ends."""
        self.at = (self.at + steps) % len(self._choices)
        self._top = min(max(self._top, self.at - self._fits() + 1), self.at)
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None:
            self.at = row
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None:
            self.picked.emit(self._choices[row])

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        step = -1 if event.angleDelta().y() > 0 else 1
        self._top = max(0, min(self._top + step, len(self._choices) - self._fits()))
        self.update()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colours = QPainter(self), theme()
        for row, each in enumerate(self._choices[self._top : self._top + self._fits()], start=self._top):
            place = QRectF(PAD, PAD + (row - self._top) * ROW, self.width() - 2 * PAD, ROW)
            if row == self.at:
                box(painter, place, radius=4, fill=colours.acc_t)
            note = metrics(12).horizontalAdvance(each.note)
            inner = place.adjusted(9, 0, -9, 0)
            painter.setFont(sans(14, bold=row == self.at))
            painter.setPen(colours.ink)
            measure = metrics(14, bold=row == self.at)
            words = measure.elidedText(each.text, Qt.TextElideMode.ElideRight, int(inner.width() - note - 12))
            painter.drawText(inner, int(BASELINE), words)
            painter.setFont(sans(12))
            painter.setPen(colours.ink2)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), each.note)
        self._paint_foot(painter)
        painter.end()

    def _paint_foot(self, painter: QPainter) -> None:
        colours, top = theme(), self.height() - FOOT
        painter.fillRect(QRectF(1, top, self.width() - 2, 1), colours.line)
        area = QRectF(PAD + 9, top, self.width() - 2 * PAD - 18, FOOT - 1)
        painter.setPen(colours.ink2)
        for item in (_("Initials will do"), "↑", "↓", _("choose"), "Tab", _("fill in")):
            if item in {"↑", "↓", "Tab"}:
                painter.setFont(sans(12))
                area.setLeft(paint_key(painter, area, item) + 4)
                painter.setPen(colours.ink2)
                continue
            painter.setFont(sans(12))
            painter.drawText(area, int(BASELINE), item)
            area.setLeft(area.left() + metrics(12).horizontalAdvance(item) + 12)

    def _fits(self) -> int:
        return max(1, (self.height() - 2 * PAD - FOOT) // ROW)

    def _row_at(self, y: float) -> int | None:
        row = int((y - PAD) // ROW) + self._top
        return row if y >= PAD and row < min(len(self._choices), self._top + self._fits()) else None


class PinyinCompleter(QObject):
    """Offers choices below a line edit while letters are typed.

    Up and Down move, Tab and Enter take, Esc closes. Signal `chosen(object)`: the Choice taken.

    Args:
        edit: The field; its text becomes the chosen words.
        choices: The list, or a function that returns it at each opening.
        align_right: The popup's right edge under the field's right edge (narrow columns).
    """

    chosen = Signal(object)

    def __init__(self, edit: QLineEdit, choices: Choices, *, align_right: bool = False) -> None:
        super().__init__(edit)
        self._edit, self._choices, self._align_right = edit, choices, align_right
        self._list = ChoiceList()
        self._list.picked.connect(self.take)
        edit.installEventFilter(self)
        edit.textEdited.connect(self._on_edited)
        edit.destroyed.connect(self._list.deleteLater)

    def choices(self) -> Sequence[Choice]:
        """Return all there is to choose."""
        return self._choices() if callable(self._choices) else self._choices

    def set_choices(self, choices: Choices) -> None:
        """Offer another list."""
        self._choices = choices

    def is_open(self) -> bool:
        """Return whether the list is in sight."""
        return self._list.isVisible()

    def open_all(self) -> None:
        """Show the whole list, as the caret does."""
        self._list.show_choices(list(self.choices()), self._edit, align_right=self._align_right)

    def close(self) -> None:
        """Put the list away."""
        self._list.close_popup()

    def take(self, each: Choice) -> None:
        """Put a choice into the field and say so."""
        self._list.close_popup()
        self._edit.setText(each.text)
        self.chosen.emit(each)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self._list.close_popup()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self._list.chosen()
        if row is None:
            if key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                self.open_all()
                return True
            return False
        match key:
            case Qt.Key.Key_Down:
                self._list.move(1)
            case Qt.Key.Key_Up:
                self._list.move(-1)
            case Qt.Key.Key_Escape:
                self._list.close_popup()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take(row)
            case Qt.Key.Key_Tab:
                self.take(row)
                return False  # the field takes the words and Tab goes on to the next cell
            case _:
                return False
        return True

    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._list.show_choices(matching(text, self.choices()), self._edit, align_right=self._align_right)
        else:
            self._list.close_popup()


class PinyinCombo(QLineEdit):
    """A field whose value is one of many choices, found by typing or by the caret.

    Words that meet no choice are kept and marked, never replaced in silence.
    Signals: chosen(object): the data of the choice now standing, None when emptied.
    """

    chosen = Signal(object)

    def __init__(self, choices: Choices = (), *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: Hashable = None
        self.setFont(sans(14))
        self.setPlaceholderText(placeholder)
        self.setMaxLength(200)
        self.setTextMargins(0, 0, 20, 0)
        self.completer_list = PinyinCompleter(self, choices)
        self.completer_list.chosen.connect(self._on_chosen)
        self.textEdited.connect(self._on_edited)

    def set_choices(self, choices: Choices) -> None:
        """Offer another list; the value stays."""
        self.completer_list.set_choices(choices)

    def value(self) -> Hashable:
        """Return the data of the choice, or None where nothing or something unknown stands."""
        return self._data

    def set_value(self, data: Hashable) -> None:
        """Show the choice with this data without speaking; None empties the field."""
        found = next((each for each in self.completer_list.choices() if data is not None and each.data == data), None)
        self._data = found.data if found else None
        self.setText(found.text if found else "")
        mark_invalid(self)

    def is_known(self) -> bool:
        """Return whether the field is empty or holds a choice."""
        return self._data is not None or not self.text().strip()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.position().x() > self.width() - 26 and not self.isReadOnly():
            if self.completer_list.is_open():
                self.completer_list.close()
            else:
                self.completer_list.open_all()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(self.width() - 22, self.height() / 2 - 6, 12, 12)
        paint_icon(painter, place, "caret-down", "ink2" if self.isEnabled() else "ink3")
        painter.end()

    def _on_chosen(self, each: Choice) -> None:
        self._data = each.data
        mark_invalid(self)
        self.chosen.emit(each.data)

    def _on_edited(self, text: str) -> None:
        self._data = None
        mark_invalid(self)
        if not text.strip():
            self.chosen.emit(None)

    def _settle(self) -> None:
        """Take the only or exact match on leaving; mark what is in no list."""
        typed = self.text().strip()
        if self._data is not None or not typed:
            return
        found = [each for each in self.completer_list.choices() if each.text.casefold() == typed.casefold()]
        if len(found) == 1:
            self.completer_list.take(found[0])
        else:
            unknown = _("Not in the list. Choose one of the names offered; add a new one under Leaders or Townships.")
            mark_invalid(self, unknown)
