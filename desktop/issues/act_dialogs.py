"""The small dialogs of the ledger beside the life cycle (move_dialog): press, extend.

A refusal leaves the dialog open with every word in it. A further act is one class and one line in the page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.calendar.workdays import WorkCalendar
from core.chain import PhraseTopic
from core.entry_cells import Limit, limit_of
from core.i18n import _, day_text, weekday_text
from desktop.fonts import sans
from desktop.widgets import ElidedLabel, FilledButton, PlainButton, PlainLabel, mark_invalid
from desktop.widgets.phrases import offer_phrases

Save = Callable[..., bool]
"""Called with the dialog's values; True when they were saved."""


class DueField(QWidget):
    """A line that takes days or a date and says which day that is.

    Args:
        start: Days are counted from here.
        calendar: Counts them.
        unit: How bare days are counted.
        roll: The office's roll policy.
        past: A day up to *start* is meant, not one ahead.
    """

    def __init__(
        self, start: date, calendar: WorkCalendar, *, unit: str, roll: str, text: str = "", past: bool = False
    ) -> None:
        super().__init__()
        self._start, self._calendar, self._unit, self._roll, self._past = start, calendar, unit, roll, past
        self.line = QLineEdit(text)
        self.line.setFont(sans(14))
        self.line.setMaxLength(40)
        self.line.setAccessibleName(_("Date") if past else _("Due"))
        self.line.setFixedWidth(150)
        self.line.textChanged.connect(self._tell)
        self.words = PlainLabel(px=13, tone="ink2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.line)
        row.addWidget(self.words, 1)
        self.setFocusProxy(self.line)
        self._tell()

    def limit(self) -> Limit:
        """Return what was typed, as it is understood."""
        start = self._start - timedelta(3660) if self._past else self._start
        unit, roll = ("natural", "none") if self._past else (self._unit, self._roll)
        return limit_of(self.line.text(), start, self._calendar, unit=unit, roll=roll, around=self._start)

    def day(self) -> date | None:
        """Return the day meant."""
        return self.limit().due

    def _tell(self) -> None:
        limit = self.limit()
        if limit.due is not None:
            shown = f"{day_text(limit.due, year=limit.due.year != self._start.year)} {weekday_text(limit.due)}"
            rest = "" if self._calendar.is_workday(limit.due) else _("a day off")
            self.words.setText("  ".join(filter(None, (shown, rest))))
        else:
            self.words.setText(limit.problem or _("Days such as 10, or a date such as 12-4"))
        self.words.set_tone("red" if limit.problem else "ink2")


class ActDialog(QDialog):
    """Title, the issue's words, fields, and two buttons; Ctrl+Enter saves from anywhere."""

    def __init__(self, parent: QWidget | None, *, title: str, about: str, verb: str, save: Save) -> None:
        super().__init__(parent)
        self._save = save
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(PlainLabel(title, px=17, bold=True, serifed=True))
        column.addWidget(ElidedLabel(about, px=13, tone="ink2"))
        column.addSpacing(8)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(4)
        column.addLayout(self.fields)
        column.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        away = PlainButton(_("Cancel"), hint="Esc")
        away.clicked.connect(self.reject)
        self.verb = FilledButton(verb, hint="Ctrl Enter")
        self.verb.clicked.connect(self.save)
        buttons.addWidget(away)
        buttons.addWidget(self.verb)
        column.addLayout(buttons)

    def add(self, title: str, field: QWidget) -> None:
        """Add a field under its title."""
        self.fields.addSpacing(6)
        self.fields.addWidget(PlainLabel(title, px=13, tone="ink2"))
        self.fields.addWidget(field)
        field.setAccessibleName(title)
        (field.focusProxy() or field).installEventFilter(self)

    def line(self, title: str, text: str = "", *, limit: int = 400) -> QLineEdit:
        """Add a line of text."""
        made = QLineEdit(text)
        made.setFont(sans(14))
        made.setMaxLength(limit * 4)  # the service says what is too long; nothing is cut here
        self.add(title, made)
        return made

    def text(self, title: str, text: str = "", *, high: int = 84) -> QPlainTextEdit:
        """Add a text of several lines; Tab leaves it."""
        made = QPlainTextEdit(text)
        made.setFont(sans(14))
        made.setTabChangesFocus(True)
        made.setFixedHeight(high)
        self.add(title, made)
        return made

    def values(self) -> dict[str, Any] | None:
        """Return what the service is called with; None while something is missing."""
        raise NotImplementedError

    def save(self) -> None:
        """Save and close; stay open where it was refused."""
        values = self.values()
        if values is not None and self._save(**values):
            self.accept()

    def need_day(self, field: DueField) -> date | None:
        """Return the day in *field*, marking it where there is none."""
        day = field.day()
        mark_invalid(
            field.line, "" if day else field.limit().problem or _("Please fill in: {field}.").format(field=_("Date"))
        )
        if day is None:
            field.line.setFocus()
        return day

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_save(event):
            self.save()
            return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_save(event):
            self.save()
            return
        super().keyPressEvent(event)


class TextDialog(ActDialog):
    """One text: press, progress, the unit's answer."""

    def __init__(self, parent: QWidget | None, *, title: str, about: str, verb: str, field: str, save: Save) -> None:
        super().__init__(parent, title=title, about=about, verb=verb, save=save)
        self.words = self.text(field)
        offer_phrases(self.words, PhraseTopic.PRESS)
        self.words.setFocus()

    @override
    def values(self) -> dict[str, Any]:
        return {"text": self.words.toPlainText()}


class ExtendDialog(ActDialog):
    """More time: until when, why, who approved, under which number."""

    def __init__(
        self, parent: QWidget | None, *, about: str, due: date, is_late: bool, day: DueField, save: Save
    ) -> None:
        super().__init__(parent, title=_("Extend"), about=about, verb=_("Extend"), save=save)
        now = PlainLabel(_("Due {day}").format(day=day_text(due, year=True)), px=13, tone="red" if is_late else "ink2")
        self.fields.addWidget(now)
        if is_late:
            late = _("The date has passed: the extension will stay marked as asked for too late.")
            self.fields.addWidget(PlainLabel(late, px=13, tone="red", wrap=True))
        self.day = day
        self.add(_("New date"), day)
        self.reason = self.line(_("Reason"))
        offer_phrases(self.reason, PhraseTopic.REASON)
        self.approver = self.line(_("Approved by"))
        self.number = self.line(_("Document number"))
        self.day.setFocus()

    @override
    def values(self) -> dict[str, Any] | None:
        due = self.need_day(self.day)
        if due is None:
            return None
        return {
            "due": due,
            "reason": self.reason.text(),
            "approver": self.approver.text(),
            "document_number": self.number.text(),
        }


def _is_save(event: QKeyEvent) -> bool:
    is_return = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_return and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
