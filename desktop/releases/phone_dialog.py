"""The phone list of an issue: who, which number, what to say, and a key for each answer."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.i18n import N_, _, clauses
from core.plan_rows import stretch_words
from core.planning import CALL_ANSWER_NAMES, CallAnswer, ReleaseState
from db.queries.releases import CallRow, ReleaseInfoRow, call_rows, release_rows
from db.services.releases import answer_call, confirm_release
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.releases.columns import CALLS, release_standing
from desktop.releases.release_papers import ReleasePaper, preview_release
from desktop.visits.time_fields import ClockField
from desktop.widgets import FilledButton, PlainButton, PlainLabel, Segmented
from desktop.widgets.dialogs import resize_within
from desktop.widgets.table import RowTable

_WIDE, _HIGH = 1080, 680
ANSWERS: Final = (CallAnswer.OPEN, CallAnswer.CALLED, CallAnswer.AGREED, CallAnswer.CALL_BACK)
"""In the order of the keys 1 to 4."""
_SOON: Final = timedelta(hours=1)
"""When somebody is phoned again unless a time is given."""


class PhoneDialog(QDialog):
    """1 to 4 answer the row in hand and go on to the next open one; Ctrl+P prints, Alt+C confirms the issue."""

    def __init__(self, ctx: AppContext, parent: QWidget | None, release_id: int) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx, self._release_id = ctx, release_id
        self.release: ReleaseInfoRow | None = None
        self.setWindowTitle(_("Phone list"))
        resize_within(self, _WIDE, _HIGH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(10)
        column.addLayout(self._build_head())
        self.calls = RowTable(CALLS, _("Phone list"))
        self.calls.current_changed.connect(lambda _row: self._show_current())
        column.addWidget(self.calls, 1)
        column.addWidget(self._build_words())
        column.addLayout(self._build_answers())
        column.addLayout(self._build_foot())
        self._build_keys()
        ctx.hub.changed.connect(self._on_changed)
        self.reload()
        self._go_to_open()
        self.calls.setFocus()

    def _build_head(self) -> QHBoxLayout:
        self.about = PlainLabel(px=13, tone="ink2")
        self.standing = PlainLabel(px=14, bold=True)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        row.addWidget(PlainLabel(_("Phone list"), px=19, bold=True, serifed=True))
        row.addWidget(self.about)
        row.addStretch(1)
        row.addWidget(self.standing)
        return row

    def _build_words(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("surface", "sunken")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = PlainLabel(px=15, wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words.setAccessibleName(_("What to say"))
        self.overtaken = PlainLabel(px=14, tone="red", bold=True, wrap=True)
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 10, 24, 10)
        column.addWidget(PlainLabel(_("What to say"), px=13, tone="ink2"))
        column.addWidget(self.overtaken)
        column.addWidget(self.words)
        return holder

    def _build_answers(self) -> QHBoxLayout:
        self.answers = Segmented(
            [(answer.value, f"{place}  {_(CALL_ANSWER_NAMES[answer])}") for place, answer in enumerate(ANSWERS, 1)],
            optional=True,
        )
        self.answers.setAccessibleName(_("Answer"))
        self.answers.chosen.connect(lambda key: self.answer(CallAnswer(key)))
        self.again = ClockField(_("Call back at"), such_as="15:30")
        self.note = QLineEdit()
        self.note.setFont(sans(14))
        self.note.setMaxLength(400)
        self.note.setAccessibleName(_("Remark"))
        self.note.setPlaceholderText(_("Remark, kept with the next answer"))
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(10)
        row.addWidget(self.answers)
        row.addWidget(PlainLabel(_("Call back at"), px=13, tone="ink2"))
        row.addWidget(self.again)
        row.addWidget(self.note, 1)
        return row

    def _build_foot(self) -> QHBoxLayout:
        self.print_button = PlainButton(_("Print"), "printer", hint="Ctrl P")
        self.confirm_button = FilledButton(_("Confirm issue"), "check", hint="Alt C")
        close = PlainButton(_("Close"), hint="Esc")
        self.print_button.clicked.connect(self.print_list)
        self.confirm_button.clicked.connect(self.confirm)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(self.print_button)
        row.addStretch(1)
        for button in (self.print_button, close, self.confirm_button):
            button.setAutoDefault(False)
        row.addWidget(close)
        row.addWidget(self.confirm_button)
        return row

    def _build_keys(self) -> None:
        """A field in which somebody types keeps digits and Ctrl+Z to itself."""
        for place, answer in enumerate(ANSWERS, 1):
            QShortcut(QKeySequence(str(place)), self).activated.connect(partial(self.answer, answer))
        for keys, act in (
            ("Ctrl+P", self.print_list),
            ("Alt+C", self.confirm),
            ("Ctrl+Z", self.undo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def reload(self) -> None:
        """Read the list again; the row in hand stays."""
        with self._ctx.store.read() as session:
            found = release_rows(session, only=self._release_id)
            rows = call_rows(session, self._release_id)
        self.release = found[0] if found else None
        if self.release is None:  # publishing it was undone
            self.reject()
            return
        self.calls.show_rows(rows)
        self.about.setText(clauses((self.release.name, stretch_words(self.release.first, self.release.last))))
        self.standing.setText(release_standing(self.release) if rows else _("Nobody has to be phoned."))
        self.standing.set_tone("red" if self.release.waiting else "grn")
        self._show_current()

    def current(self) -> CallRow | None:
        """Return the row in hand."""
        row = self.calls.current_row()
        return row if isinstance(row, CallRow) else None

    def answer(self, answer: CallAnswer) -> None:
        """Write down what came of the call in hand; one undo takes it back, with what it said of the visits."""
        row = self.current()
        if row is None or self._ctx.read_only:
            self._show_current()
            return
        now, again = datetime.now(UTC), None
        if answer is CallAnswer.CALL_BACK:
            at = self.again.peek()
            again = now + _SOON if at is None else _next(at, now)
        said = f"{row.name.replace(chr(0x3000), ' ')}: {_(CALL_ANSWER_NAMES[answer])}"
        before = self._ctx.store.head()
        self._ctx.run(
            N_("Note a phone call"), answer_call, row.id, answer, at=now, today=self._ctx.today(),
            call_again_at=again, note=self.note.text() or None, actor=self._ctx.store.actor, widget=self, said=said,
        )  # fmt: skip
        if self._ctx.wrote_since(before):
            self.note.clear()
            self.again.set_time(None)
            if answer is not CallAnswer.OPEN:
                self._go_to_open()
        self._show_current()

    def confirm(self) -> None:
        """Say that everybody knows; while somebody is open it is refused, and the sentence names them."""
        release = self.release
        if release is None or self._ctx.read_only or release.state is ReleaseState.CONFIRMED:
            return
        said = _("{issue} is confirmed.").format(issue=release.name)
        self._ctx.run(
            N_("Confirm issue"), confirm_release, release.id, on=self._ctx.today(), widget=self, said=said
        )  # fmt: skip

    def print_list(self) -> QDialog | None:
        """Show the list as it is printed."""
        return preview_release(self._ctx, self, self._release_id, ReleasePaper.PHONES)

    def undo(self) -> None:
        """Take back the last answer, or whatever was done last."""
        self._ctx.window.undo()

    def _go_to_open(self) -> None:
        """Go to the next row that is open, from the one in hand on; where none is, stay."""
        rows = self.calls.rows.rows()
        here = max(self.calls.currentIndex().row(), 0)
        for place in (*range(here, len(rows)), *range(here)):
            if rows[place].answer is CallAnswer.OPEN:
                self.calls.setCurrentIndex(self.calls.rows.index(place, 0))
                self.calls.scrollTo(self.calls.currentIndex())
                return

    def _show_current(self) -> None:
        row, writable = self.current(), not self._ctx.read_only
        self.words.setText(row.words if row is not None else "")
        self.overtaken.setText(_overtaken_words(row) if row is not None else "")
        self.overtaken.setVisible(bool(self.overtaken.text()))
        self.answers.choose(row.answer.value if row is not None else "")
        self.note.setPlaceholderText((row.note if row else "") or _("Remark, kept with the next answer"))
        for widget in (self.answers, self.again, self.note):
            widget.setEnabled(writable and row is not None)
        release = self.release
        self.confirm_button.setEnabled(writable and release is not None and release.state is not ReleaseState.CONFIRMED)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & {"phone_call", "plan_release"}:
            self.reload()


def _overtaken_words(row: CallRow) -> str:
    return _("{warning}; what that phone list says counts.").format(warning=row.warning) if row.warning else ""


def _next(at: time, now: datetime) -> datetime:
    """Return the next moment when the clock on the wall says *at*."""
    here = now.astimezone()
    wanted = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return (wanted if wanted > here else wanted + timedelta(days=1)).astimezone(UTC)
