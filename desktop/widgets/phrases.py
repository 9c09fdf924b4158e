"""Ready phrases in any text field: ；； or Ctrl+; opens them, letters narrow them down, Enter puts one in.

The list takes no focus: typing goes on in the field, an input method's own window works as ever, and while it
composes nothing here reacts to keys. What is put in is one step of the field's own undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from weakref import WeakMethod

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from core.chain import PHRASE_TOPIC_NAMES, PhraseTopic
from core.i18n import _
from core.search import has_initials
from db.queries.phrases import PhraseRow, offered
from desktop.widgets.pinyin import FOOT, PAD, ROW, SHOWN, Choice, ChoiceList

TRIGGERS: Final = ("；；", ";;")
_WIDE: Final = 620
_LONGEST_QUERY: Final = 24

Field = QLineEdit | QPlainTextEdit | QTextEdit
_source: list[WeakMethod[Callable[[], Sequence[PhraseRow]]]] = []


def know_phrases(source: Callable[[], Sequence[PhraseRow]]) -> None:
    """Take the phrases from *source*, a bound method, from now on; it is not kept alive."""
    _source[:] = [WeakMethod(source)]


def known_phrases() -> Sequence[PhraseRow]:
    """Return the phrases of the open schedule, none where none is open."""
    source = _source[0]() if _source else None
    return source() if source is not None else ()


def offer_phrases(widget: QWidget, topic: PhraseTopic = PhraseTopic.ANY) -> None:
    """Offer the office's ready phrases in a text field, those of *topic* first; offering twice changes the topic."""
    if not isinstance(widget, Field):
        return
    known = widget.findChild(PhraseOffer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if known is not None:
        known.topic = topic
        return
    PhraseOffer(widget, topic)
    if isinstance(widget, QPlainTextEdit) and not widget.placeholderText():
        widget.setPlaceholderText(_("；； or Ctrl+; for ready phrases"))


class PhraseList(ChoiceList):
    """The phrases that fit, with the topic of each at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Ready phrases"))

    @override
    def show_choices(self, choices: list[Choice], anchor: QWidget, *, align_right: bool = False) -> None:
        super().show_choices(choices, anchor, align_right=align_right)
        if choices:
            rows = min(len(choices), SHOWN)
            room = max(anchor.window().width() - 16, 320)
            self.open_under(anchor, QSize(min(_WIDE, room), rows * ROW + 2 * PAD + FOOT), align_right=align_right)


class PhraseOffer(QObject):
    """Watches one field and opens the list in it."""

    def __init__(self, field: Field, topic: PhraseTopic) -> None:
        super().__init__(field)
        self.topic = topic
        self._field = field
        self._start: int | None = None
        self._marked = 0
        self._composing = False
        self._rows: dict[int, PhraseRow] = {}
        self.list = PhraseList()
        self.list.picked.connect(self.take)
        field.installEventFilter(self)
        field.destroyed.connect(self.list.deleteLater)
        changed = field.textEdited if isinstance(field, QLineEdit) else field.textChanged
        changed.connect(self._on_changed)

    def open(self) -> None:
        """Open the list at the cursor; what is typed from here on narrows it down."""
        if not self._field.isReadOnly():
            self._begin(self._at(), 0)

    def is_open(self) -> bool:
        """Return whether the list is in sight."""
        return self.list.isVisible()

    def close(self) -> None:
        """Put the list away; what was typed stays."""
        self._start = None
        self.list.close_popup()

    def take(self, choice: Choice) -> None:
        """Put a phrase in the place of what was typed to find it."""
        row = self._rows.get(choice.data) if isinstance(choice.data, int) else None
        start = self._start
        self.close()
        if row is None or start is None:
            return
        if isinstance(self._field, QLineEdit):
            self._field.setSelection(start, self._field.cursorPosition() - start)
            self._field.insert(" ".join(row.text.split("\n")))
            return
        cursor = self._field.textCursor()
        end = cursor.position()
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(row.text)
        cursor.endEditBlock()
        self._field.setTextCursor(cursor)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.InputMethod if isinstance(event, QInputMethodEvent):
                self._composing = bool(event.preeditString())
                if self._composing and self._start is not None:
                    self._show(self._query() + event.preeditString().replace("'", "").replace(" ", ""))
            case QEvent.Type.ShortcutOverride if isinstance(event, QKeyEvent):
                if _is_call(event) or (self.is_open() and not self._composing and event.key() in _OWN_KEYS):
                    event.accept()
                    return True
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._on_key(event)
            case QEvent.Type.FocusOut | QEvent.Type.Hide:
                self.close()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if self._composing:
            return False
        if _is_call(event):
            self.open()
            return True
        row = self.list.chosen()
        if row is None:
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self.list.move(1)
            case Qt.Key.Key_Up:
                self.list.move(-1)
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab if not event.modifiers():
                self.take(row)
            case _:
                return False
        return True

    def _on_changed(self, *_text: str) -> None:
        if self._composing or not self._field.hasFocus():
            return
        at, text = self._at(), self._text()
        if self._start is not None:
            query = self._query()
            kept = text[self._start : self._start + self._marked] in {*TRIGGERS, ""}
            if at < self._start + self._marked or not kept or "\n" in query or len(query) > _LONGEST_QUERY:
                self.close()
            else:
                self._show(query)
        if self._start is None and text[max(0, at - 2) : at] in TRIGGERS and not self._field.isReadOnly():
            self._begin(at - 2, 2)

    def _begin(self, start: int, marked: int) -> None:
        self._start, self._marked = start, marked
        self._rows = {row.id: row for row in known_phrases()}
        self._show("")

    def _show(self, query: str) -> None:
        rows = [row for row in offered(list(self._rows.values()), self.topic) if meets(row.text, query)]
        choices = [Choice(_one_line(row.text), row.id, (), _(PHRASE_TOPIC_NAMES[row.topic])) for row in rows]
        self.list.show_choices(choices, self._field)

    def _query(self) -> str:
        start = (self._start or 0) + self._marked
        return self._text()[start : self._at()]

    def _text(self) -> str:
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()

    def _at(self) -> int:
        if isinstance(self._field, QLineEdit):
            return self._field.cursorPosition()
        return self._field.textCursor().position()


_OWN_KEYS: Final = frozenset(
    {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
)


def meets(text: str, query: str) -> bool:
    """Return whether *query* is a part of *text* or of its pinyin initials."""
    wanted = query.strip().casefold()
    return not wanted or wanted in text.casefold() or (wanted.isascii() and has_initials(text, wanted))


def _is_call(event: QKeyEvent) -> bool:
    is_key = event.key() == Qt.Key.Key_Semicolon or event.text() in {";", "；"}
    return is_key and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
