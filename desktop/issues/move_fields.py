"""The fields of the dialogs that move an issue on: each gives what its verb takes, and what is kept against a kill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import PhraseTopic
from core.i18n import _, listed
from desktop.issues.act_dialogs import DueField
from desktop.issues.check_popup import CheckButton
from desktop.widgets import Choice, PinyinCombo, PlainLabel, mark_invalid
from desktop.widgets.form import NotReadable, TextField, text_area
from desktop.widgets.phrases import offer_phrases


class MoveField(QWidget):
    """A field under its label. Signal `changed`: somebody typed or chose.

    Args:
        name: What the verb calls it.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def values(self) -> dict[str, Any]:
        """Return what the verb is called with.

        Raises:
            NotReadable: what was typed is no day, no unit of the list, no file that can be read.
        """
        raise NotImplementedError

    def glance(self) -> dict[str, Any]:
        """Return the values as far as they can be read; nothing is marked, no file is opened."""
        return self.values()

    def typed(self) -> Any:
        """Return what stands here, as typed, fit for JSON."""
        raise NotImplementedError

    def restore(self, typed: Any) -> None:
        """Show what was typed earlier."""
        raise NotImplementedError

    @override
    def setAccessibleName(self, name: str) -> None:
        """Name the field, and what takes the keys in it."""
        super().setAccessibleName(name)
        inner = self.focusProxy()
        if inner is not None and not inner.accessibleName():
            inner.setAccessibleName(name)

    def hold(self, *widgets: QWidget, upright: bool = False) -> None:
        """Put *widgets* side by side or one under the other; the first takes the keys."""
        row = QVBoxLayout(self) if upright else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6 if upright else 8)
        for widget in widgets:
            row.addWidget(widget)
        self.setFocusProxy(widgets[0])


class LineMove(MoveField):
    """A line of words."""

    def __init__(self, name: str, text: str = "", *, topic: PhraseTopic | None = None) -> None:
        super().__init__(name)
        self.line = TextField(text)
        self.line.textChanged.connect(lambda _words: self.changed.emit())
        if topic is not None:
            offer_phrases(self.line, topic)
        self.hold(self.line)

    @override
    def values(self) -> dict[str, Any]:
        return {self.name: self.line.text()}

    @override
    def typed(self) -> str:
        return self.line.text()

    @override
    def restore(self, typed: Any) -> None:
        self.line.setText(str(typed))


class WordsMove(MoveField):
    """Several lines of words."""

    def __init__(self, name: str, text: str = "", *, topic: PhraseTopic = PhraseTopic.ANY, high: int = 84) -> None:
        super().__init__(name)
        self.words = text_area(text, high=high)
        self.words.textChanged.connect(self.changed)
        offer_phrases(self.words, topic)
        self.hold(self.words)

    @override
    def values(self) -> dict[str, Any]:
        return {self.name: self.words.toPlainText()}

    @override
    def typed(self) -> str:
        return self.words.toPlainText()

    @override
    def restore(self, typed: Any) -> None:
        self.words.setPlainText(str(typed))
        self.words.moveCursor(QTextCursor.MoveOperation.End)


class DayMove(MoveField):
    """A day, in days from now or as a date, with its weekday beside it."""

    def __init__(self, name: str, day: DueField) -> None:
        super().__init__(name)
        self.day = day
        self.day.line.textChanged.connect(lambda _words: self.changed.emit())
        self.hold(day)

    @override
    def values(self) -> dict[str, Any]:
        return {self.name: self.read()}

    @override
    def glance(self) -> dict[str, Any]:
        return {self.name: self.day.day()}

    def read(self) -> date | None:
        """Return the day, None where nothing is typed.

        Raises:
            NotReadable: it is no day.
        """
        limit = self.day.limit()
        mark_invalid(self.day.line, limit.problem)
        if limit.problem:
            self.day.line.setFocus()
            raise NotReadable(limit.problem)
        return limit.due

    @override
    def typed(self) -> str:
        return self.day.line.text()

    @override
    def restore(self, typed: Any) -> None:
        self.day.line.setText(str(typed))


class ChoiceMove(MoveField):
    """One of the office's units or leaders, found by typing pinyin."""

    def __init__(self, name: str, choices: Sequence[Choice], value: int | None = None) -> None:
        super().__init__(name)
        self.combo = PinyinCombo(choices)
        self.combo.set_value(value)
        self.combo.textChanged.connect(lambda _words: self.changed.emit())
        self.hold(self.combo)

    @override
    def values(self) -> dict[str, Any]:
        if not self.combo.is_known():
            refused = _("Not in the list. Choose one of the names offered.")
            mark_invalid(self.combo, refused)
            self.combo.setFocus()
            raise NotReadable(refused)
        return self.glance()

    @override
    def glance(self) -> dict[str, Any]:
        value = self.combo.value()
        return {self.name: value if isinstance(value, int) else None}

    @override
    def typed(self) -> Any:
        value = self.combo.value()
        return value if isinstance(value, int) else self.combo.text()

    @override
    def restore(self, typed: Any) -> None:
        if isinstance(typed, int):
            self.combo.set_value(typed)
        else:
            self.combo.setText(str(typed))


class TickMove(MoveField):
    """Several of the office's units."""

    def __init__(self, name: str, items: Sequence[tuple[int, str]], ticked: Sequence[int] = ()) -> None:
        super().__init__(name)
        self._items = list(items)
        self.button = CheckButton(_("Units"))
        self.button.set_items(items)
        self.button.tick(frozenset(ticked))
        self.button.filtered.connect(self._say)
        self.words = PlainLabel(px=13, tone="ink2", wrap=True)
        self.hold(self.button, self.words)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(1, 1)
        self._name_them()

    @override
    def values(self) -> dict[str, Any]:
        return {self.name: self.typed()}

    @override
    def typed(self) -> list[int]:
        ticked = self.button.ticked()
        return [id for id, _name in self._items if id in ticked]

    @override
    def restore(self, typed: Any) -> None:
        known = {id for id, _name in self._items}
        self.button.tick(frozenset(id for id in typed if id in known) if isinstance(typed, list) else frozenset())
        self._name_them()

    def _say(self) -> None:
        self._name_them()
        self.changed.emit()

    def _name_them(self) -> None:
        ticked = self.button.ticked()
        self.words.setText(listed(name for id, name in self._items if id in ticked))
