"""Going through the requests of a form before they are taken over: every field beside its words, questions answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _, ngettext
from core.request_form.directory import Names, names_from
from core.request_form.layout import RawRequest
from core.request_form.reading import RequestReading, read_request
from db.queries.form_drafts import form_draft
from db.queries.known_names import known_names, known_requests
from db.services.requests import save_request
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.visits.leaving import TypedDialog, scrolled
from desktop.visits.requests.forms_in import FormIn
from desktop.visits.requests.review_fields import ReviewFields
from desktop.visits.unsaved import Keeper, Typed
from desktop.widgets import IconButton, PlainLabel, Rule

PREFIX: Final = "request_form:"
_WIDTH, _HEIGHT = 760, 600


class ReviewDialog(TypedDialog):
    """One request after another; Ctrl+Enter takes over those that are ticked, in one write.

    Answers survive a kill: the same form chosen again has them.

    Args:
        ctx: The open schedule.
        forms: What was read.
        parent: Qt's parent.
    """

    def __init__(self, ctx: AppContext, forms: Sequence[FormIn], parent: QWidget | None) -> None:
        super().__init__(ctx, parent)
        self.setWindowTitle(_("Take over request forms"))
        self._at = 0
        self._raw = [(form, n, raw) for form in forms for n, raw in enumerate(form.requests, 1)]
        self._names = self._read_names()
        self._answers: list[dict[str, str]] = [{} for _each in self._raw]
        self.readings = [self._read(at) for at in range(len(self._raw))]
        with ctx.store.read() as session:
            self._known = known_requests(session, [each.draft.uid for each in self.readings])
        self._taken = [each.draft.uid not in self._known for each in self.readings]
        name = str(uuid5(NAMESPACE_URL, " ".join(form.mark for form in forms)))
        self._restore(f"{PREFIX}{name}")
        self.keeper = Keeper(ctx.store, name, self._typed, self, prefix=PREFIX)
        self._build()
        self._show(focus=False)

    # Reading

    def _read_names(self) -> Names:
        with self._ctx.store.read() as session:
            return names_from(self._ctx.kinds, known_names(session, on=self._ctx.today()))

    def _read(self, at: int) -> RequestReading:
        form, number, raw = self._raw[at]
        return read_request(
            raw, self._names, today=self._ctx.today(), answers=self._answers[at], mark=form.mark, number=number
        )

    def _typed(self) -> Typed:
        return {"answers": self._answers, "taken": self._taken}

    def _restore(self, key: str) -> None:
        with self._ctx.store.read() as session:
            kept = form_draft(session, key)
        answers, taken = (kept.fields.get("answers"), kept.fields.get("taken")) if kept is not None else (None, None)
        if isinstance(answers, list) and isinstance(taken, list) and len(answers) == len(taken) == len(self._raw):
            self._answers = [
                {str(k): str(v) for k, v in each.items()} if isinstance(each, dict) else {} for each in answers
            ]
            self._taken = [bool(each) for each in taken]
            self.readings = [self._read(at) for at in range(len(self._raw))]

    # Building

    def _build(self) -> None:
        screen = self.screen().availableGeometry() if self.screen() else None
        self.resize(_WIDTH, min(_HEIGHT, screen.height() - 60) if screen is not None else _HEIGHT)
        self.fields = ReviewFields()
        self.fields.answered.connect(self.answer)
        self._scroll = scrolled(self.fields)
        self.setProperty("ringed", "yes")  # the ring shows which answer Enter would give
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(Rule("line"))
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule("line2"))
        self._sum = PlainLabel(px=13, tone="ink2", wrap=True)
        column.addWidget(self.build_foot(_("Take over"), self.take_over, self._sum))
        for keys, go in (("PgDown", 1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=go: self.turn(step))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take_over)

    def _build_head(self) -> QWidget:
        head = QWidget()
        self._where = PlainLabel(px=13, tone="ink2")
        self._before = IconButton("caret-left", _("Request before"), hint="PgUp")
        self._after = IconButton("caret-right", _("Next request"), hint="PgDn")
        self._before.clicked.connect(lambda: self.turn(-1))
        self._after.clicked.connect(lambda: self.turn(1))
        self.take = QCheckBox(_("Take this request over"))
        self.take.setFont(sans(14))
        self.take.clicked.connect(self._on_take)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(self.windowTitle(), px=17, bold=True, serifed=True))
        row.addWidget(self._where, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._before)
        row.addWidget(self._after)
        self._came_before = PlainLabel(px=13, tone="amb", wrap=True)
        column = QVBoxLayout(head)
        column.setContentsMargins(24, 18, 20, 10)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.take)
        column.addWidget(self._came_before)
        return head

    # Showing

    def _show(self, *, focus: bool = True) -> None:
        reading, many = self.readings[self._at], len(self._raw) > 1
        form, _number, raw = self._raw[self._at]
        where = _("{n} of {total}").format(n=self._at + 1, total=len(self._raw)) if many else ""
        self._where.setText("  ".join(part for part in (where, _source(form, raw)) if part))
        for button in (self._before, self._after):
            button.setVisible(many)
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < len(self._raw) - 1)
        self.take.setChecked(self._taken[self._at])
        known = reading.draft.uid in self._known
        self._came_before.setVisible(known)
        self._came_before.setText(_("This request came in before. It stays one request; nothing is taken over twice."))
        self.fields.show_reading(reading)
        self._say_sum()
        if focus:
            self._take_focus()

    def _take_focus(self) -> None:
        if not self.fields.focus_first_question():
            (self.take if self._open() else self.save_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_focus()

    def _say_sum(self) -> None:
        taken = sum(self._taken)
        words = ngettext("{n} request is taken over", "{n} requests are taken over", taken).format(n=taken)
        asked = sum(len(self.readings[at].open) for at in self._open())
        if asked:
            words = ngettext(
                "{taken}, but {n} question is still open", "{taken}, but {n} questions are still open", asked
            ).format(taken=words, n=asked)
        self._sum.setText(words)
        self._sum.set_tone("amb" if asked else "ink2")
        self.save_button.setEnabled(bool(taken) and not self._ctx.read_only)

    def _open(self) -> list[int]:
        """Return the requests to be taken over that still ask something."""
        return [at for at, each in enumerate(self.readings) if self._taken[at] and each.open]

    def turn(self, step: int) -> None:
        """Show the request before or after."""
        wanted = self._at + step
        if 0 <= wanted < len(self._raw):
            self._at = wanted
            self._show()
            self._scroll.verticalScrollBar().setValue(0)

    def answer(self, key: str, option: str) -> None:
        """Answer a question of the request in sight; another one may follow from it."""
        self._answers[self._at][key] = option
        self.readings[self._at] = self._read(self._at)
        self.keeper.touched()
        QTimer.singleShot(0, self, self._show)  # the field that spoke is taken down only after it has spoken

    def _on_take(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._taken[self._at] = on
        self.keeper.touched()
        self._say_sum()

    # Ending

    def take_over(self) -> None:
        """Save all ticked requests in one write; an open question is gone to instead."""
        if self._ctx.read_only or not any(self._taken):
            return
        asking = self._open()
        if asking:
            self._at = asking[0] if self._at not in asking else self._at
            self._show()
            return
        wanted = [reading.draft for at, reading in enumerate(self.readings) if self._taken[at]]
        wrote = False
        with shown_to(self) as outcome:
            before = self._ctx.store.head()
            with self._ctx.store.write(N_("Take over request forms")) as session:
                for draft in wanted:
                    save_request(session, draft)
            wrote = self._ctx.wrote_since(before)
        if outcome.ok:
            self.keeper.drop()
            said = ngettext("{n} request taken over.", "{n} requests taken over.", len(wanted)).format(n=len(wanted))
            self._ctx.toast(said, undo=wrote)
            self.accept()

    @override
    def is_changed(self) -> bool:
        return any(self._answers)


def _source(form: FormIn, raw: RawRequest) -> str:
    if raw.sheet and raw.sheet not in form.name:
        return _("{file}, sheet {sheet}, from row {row}").format(file=form.name, sheet=raw.sheet, row=raw.row)
    return form.name
