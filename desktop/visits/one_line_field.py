"""A visit in one line: Enter fills the form; what could mean two things is asked, one key each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _
from core.one_line import LONGEST, Answer, Asked, Question, Reading
from core.one_line.errors import StillAsked
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.theme import theme
from desktop.visits.form import VisitForm
from desktop.visits.line_filling import fill, is_answered_by_hand
from desktop.visits.line_reading import LineReader
from desktop.visits.unsaved import Typed
from desktop.widgets import PlainButton, PlainLabel
from desktop.widgets.flow import Flow
from desktop.widgets.strokes import box

_READ_MS = 120
_SUCH_AS = N_("All in one line: next Wednesday, a leader, a township, reception")


class _LineEdit(QLineEdit):
    """The line. Signals: entered()."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _HELD:
            self.entered.emit()  # and the dialog hears nothing of it
            return
        super().keyPressEvent(event)


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class QuestionStrip(QFrame):
    """One question and its answers; keys 1 to 9 answer, 0 leaves it to the form. Signals: answered(str): a key."""

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.question: Question | None = None
        self.sentence = PlainLabel(px=14, bold=True, wrap=True)
        self.count = PlainLabel(px=13, tone="ink3")
        self.answers = Flow(gap=6)
        head = QHBoxLayout()
        head.addWidget(self.sentence, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.answers)
        self.hide()

    def show_question(self, question: Question | None, *, number: int = 1, of: int = 1) -> None:
        """Show a question, the *number*-th *of* several, or nothing."""
        self.question = question
        self.setVisible(question is not None)
        if question is None:
            return
        self.sentence.setText(question.sentence())
        self.count.setText(_("{n} of {total}").format(n=number, total=of) if of > 1 else "")
        self.setAccessibleName(question.sentence())
        self.answers.clear()
        for place, answer in enumerate(question.answers, start=1):
            self._offer(_caption(answer), str(place), answer.key)
        below = question.asked is Asked.DAY  # a visit always has a day: there is no leaving it open
        self._offer(_("The day below is right") if below else _("Leave it open"), "0", "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            box(painter, QRectF(self.rect()), radius=10, border=theme().acc, width=2)
            painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.text()
        if self.question is not None and place == "0":
            self.answered.emit("")
        elif self.question is not None and place.isdecimal() and 1 <= int(place) <= len(self.question.answers):
            self.answered.emit(self.question.answers[int(place) - 1].key)
        else:
            super().keyPressEvent(event)

    def _offer(self, words: str, hint: str, key: str) -> None:
        button = PlainButton(words, hint=hint)
        button.clicked.connect(lambda _checked=False: self.answered.emit(key))
        self.answers.add(button)


class OneLineField(QWidget):
    """The line above a form, and below it what is asked. Ctrl+L goes to it. Signals: changed().

    Args:
        ctx: The open schedule.
        form: What is filled in.
    """

    changed = Signal()

    def __init__(self, ctx: AppContext, form: VisitForm) -> None:
        super().__init__()
        self._form, self._reader = form, LineReader(ctx)
        self._given: dict[str, str] = {}
        self._now = Reading()
        self._form_then: Typed = form.typed()
        self._is_filling = False
        self._number = 0
        self.edit = _LineEdit()
        self.understood = PlainLabel(px=13, tone="ink2", wrap=True)
        self.strip = QuestionStrip()
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=_READ_MS)
        self._soon.timeout.connect(self._tell)
        self.edit.textEdited.connect(lambda _text: self._soon.start())
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self.edit.entered.connect(self.take)
        self.strip.answered.connect(self.answer)
        form.changed.connect(self._on_form_changed)

    def _build(self) -> None:
        self.edit.setFont(sans(14))
        self.edit.setMaxLength(LONGEST)
        self.edit.setPlaceholderText(f"{_(_SUCH_AS)}  (Ctrl+L)")
        self.edit.setAccessibleName(_("The visit in one line"))
        self.understood.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 0)
        column.setSpacing(6)
        for part in (self.edit, self.understood, self.strip):
            column.addWidget(part)
        QWidget.setTabOrder(self.edit, self.strip)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self._to_line)

    # Reading

    def read(self, text: str) -> None:
        """Put a line in and fill the form with it, as Enter does."""
        self.edit.setText(text)
        self.take()

    def take(self) -> None:
        """Fill the form with the line: Enter."""
        self._soon.stop()
        if not self.edit.text().strip():
            return
        self._given.clear()
        self._number = 0
        self._fill()
        self.changed.emit()
        self._go_on()

    def answer(self, key: str) -> None:
        """Settle the question in sight, and go on to the next or to the form."""
        if self.strip.question is not None:
            self._given[self.strip.question.key] = key
            self._number += 1
            self._fill()
            self.changed.emit()
            self._go_on()

    def require_settled(self) -> None:
        """Refuse to save while a question is open: the field it is about would hold a guess.

        Raises:
            StillAsked: with the question.
        """
        if self.strip.question is not None:
            self.strip.setFocus()
            raise StillAsked(question=self.strip.question.sentence())

    # Kept with the form

    def typed(self) -> dict[str, Any]:
        """Return the line and the answers given, fit for JSON; nothing where nothing stands."""
        if not self.edit.text():
            return {}
        return {"text": self.edit.text(), "given": dict(self._given), "taken": self._now != Reading()}

    def restore(self, typed: object) -> None:
        """Show a line typed earlier; the form beside it has been restored already."""
        if not isinstance(typed, dict):
            return
        given = typed.get("given")
        self._given = {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
        self.edit.setText(str(typed.get("text", "")))
        self._form_then = self._form.typed()
        if typed.get("taken"):
            self._now = self._reader.read(self.edit.text(), self._given)
            self._ask()

    # Inside

    def _fill(self) -> None:
        before, self._now = self._now, self._reader.read(self.edit.text(), self._given)
        self._is_filling = True
        fill(self._form, self._now, before)
        self._is_filling = False
        self._form_then = self._form.typed()
        self._ask()
        self._tell()

    def _ask(self) -> None:
        questions = self._now.questions
        total = self._number + len(questions)
        self.strip.show_question(questions[0] if questions else None, number=self._number + 1, of=total)

    def _go_on(self) -> None:
        """Put the keys where something is still to be said."""
        if self.strip.question is not None:
            self.strip.setFocus()
            return
        for field in (self._form.leader, self._form.township):
            if field.value() is None:
                field.setFocus()
                return
        self._form.place.setFocus()

    def _on_form_changed(self) -> None:
        """Drop the questions that somebody answered in the form itself."""
        if self._is_filling or self.strip.question is None:
            return
        now = self._form.typed()
        answered = [q.key for q in self._now.questions if is_answered_by_hand(q.asked, self._form_then, now)]
        if answered:
            self._given.update(dict.fromkeys(answered, ""))
            self._now = self._reader.read(self.edit.text(), self._given)
            self._ask()

    def _tell(self) -> None:
        """Say what a line under way would fill in."""
        text = self.edit.text().strip()
        reading = self._reader.read(text) if text else Reading()
        words = self._reader.words_of(reading) if text and reading != self._now else ""
        self.understood.setText(_("Enter fills in: {what}").format(what=words) if words else "")
        self.understood.setVisible(bool(words))

    def _to_line(self) -> None:
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()


def _caption(answer: Answer) -> str:
    return f"{answer.label}  {answer.note}" if answer.note else answer.label
