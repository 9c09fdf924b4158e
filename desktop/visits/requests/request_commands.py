"""Everything that can be done with a request: one place for the words said, the writes, and their undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from typing_extensions import override

from core.errors import MissingField
from core.files import safe_file_name
from core.i18n import N_, _
from core.preparation import RequestDraft
from core.request_form.blank import BlankForm, write_blank
from core.request_form.door import ENDINGS, pasted_form
from db.queries.form_drafts import form_drafts
from db.queries.requests import UnplacedRow, request_draft
from db.services.requests import (
    decline_request,
    delete_request,
    draft_of_request,
    reopen_request,
    withdraw_request,
)
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.privacy.secret_warning import warn_of_secret
from desktop.tasks import Task
from desktop.visits.leaving import may_give_up
from desktop.visits.requests.decided_dialog import DecidedRequests
from desktop.visits.requests.forms_in import FormsIn, read_files, read_form
from desktop.visits.requests.request_dialog import PREFIX, RequestDialog
from desktop.visits.requests.review import ReviewDialog
from desktop.visits.unsaved import Typed
from desktop.visits.visit_commands import VisitCommands
from desktop.widgets import tell
from desktop.widgets.form import FormDialog, text_area

_NOTICE: Final = "request.unsaved"
_DAYS_TRIED: Final = 30


class RequestCommands:
    """The commands; refusals are shown at *home*.

    Args:
        ctx: The open schedule.
        home: The page.
        visits: Opens the visit editor.
    """

    def __init__(self, ctx: AppContext, home: QWidget, visits: VisitCommands) -> None:
        self._ctx, self._home, self._visits = ctx, home, visits
        self.dialog: QDialog | None = None

    def plan(self, row: UnplacedRow, *, near: date) -> None:
        """Open the visit editor filled from a request; saving the visit places the request in the same write."""
        day = self.day_for(row, near)
        with shown_to(self._home), self._ctx.store.read() as session:
            draft = draft_of_request(session, row.id, day=day)
            self._visits.open_editor(draft, request_id=row.id)

    def day_for(self, row: UnplacedRow, near: date) -> date:
        """Return the day to begin with: *near* if it suits, else the first working day from tomorrow on that does."""
        today = self._ctx.today()
        first, last = max(row.first_day or today, today + timedelta(1)), row.last_day
        if last is not None and last < first:
            return max(last, today)
        if first <= near and (last is None or near <= last):
            return near
        days = (first + timedelta(n) for n in range(_DAYS_TRIED))
        return next((day for day in days if self._ctx.calendar.is_workday(day)), first)

    def new(self) -> RequestDialog:
        """Type a request in."""
        return self._open_form(RequestDraft(uid=str(uuid4()), received_on=self._ctx.today()))

    def edit(self, request_id: int) -> None:
        """Correct a request."""
        with self._ctx.store.read() as session:
            draft = request_draft(session, request_id)
        if draft is None:
            tell(self._home, _("This record was deleted meanwhile."))
        else:
            self._open_form(draft)

    def decline(self, request_id: int) -> AnswerDialog:
        """Say no, with the answer that the township is told."""

        def write(answer: str) -> None:
            if not answer.strip():
                raise MissingField(field=_("Answer"))
            with self._ctx.store.write(N_("Decline request")) as session:
                decline_request(session, request_id, answer=answer, on=self._ctx.today())

        made = AnswerDialog(self._home, write)
        made.accepted.connect(lambda: self._ctx.toast(_("Declined. The answer stays on record."), undo=True))
        self._show(made)
        return made

    def withdraw(self, request_id: int) -> None:
        """Take a request off the list: the township no longer asks."""
        said = _("Withdrawn.")
        self._run(N_("Withdraw request"), withdraw_request, request_id, on=self._ctx.today(), said=said)

    def delete(self, request_id: int) -> None:
        """Delete a request that was entered by mistake."""
        self._run(N_("Delete request"), delete_request, request_id, said=_("Deleted."))

    def put_back(self, request_id: int) -> None:
        """Put a declined or withdrawn request back on the list."""
        self._run(N_("Put request back"), reopen_request, request_id, said=_("It is on the list again."))

    def show_decided(self) -> DecidedRequests:
        """List what was placed, declined or withdrawn."""
        made = DecidedRequests(self._ctx, self._home, self.put_back, self.delete)
        self._show(made)
        return made

    # Forms

    def bring_in(self) -> None:
        """Choose request forms, read them beside the window, then go through them."""
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        names, _kind = QFileDialog.getOpenFileNames(
            self._home.window(), _("Take over request forms"), str(Path.home()),
            ";;".join((_("Request forms ({endings})").format(endings=endings), _("All files (*)"))),
        )  # fmt: skip
        if names:
            self.take(names)

    def take(self, names: list[str]) -> None:
        """Read these files, then go through what they hold."""

        def work(task: Task) -> FormsIn:
            return read_files(names, step=task.step)

        self._ctx.tasks.start(_("Take over request forms"), work, done=self._review, widget=self._home)

    def paste(self) -> None:
        """Take a request from the clipboard: a form or rows copied elsewhere."""
        text = QApplication.clipboard().text()
        warn_of_secret(self._home.window(), text)
        with shown_to(self._home):
            self._review(FormsIn([read_form(pasted_form(text, _("pasted words")), pasted=True)], []))

    def save_blank(self) -> None:
        """Save the blank form to hand out, as Word or Excel."""
        settings = self._ctx.settings
        form = BlankForm(settings.county, settings.office, self._ctx.kinds)
        word, excel = _("Word document (*.docx)"), _("Excel workbook (*.xlsx)")
        name, kind = QFileDialog.getSaveFileName(
            self._home.window(), _("Save a blank form"), str(Path.home() / safe_file_name(form.title, ".docx")),
            f"{word};;{excel}",
        )  # fmt: skip
        if not name:
            return
        target = Path(name)
        if target.suffix.lower() not in {".docx", ".xlsx"}:
            target = target.with_name(target.name + (".xlsx" if kind == excel else ".docx"))
        with shown_to(self._home) as outcome:
            write_blank(target, form)
        if outcome.ok:
            self._ctx.toast(_("Saved as {file}. Hand it out; what comes back is taken over with I.").format(
                file=target.name))  # fmt: skip

    def _review(self, forms: FormsIn) -> None:
        if forms.refusals:
            tell(self._home, "\n".join(forms.refusals))
        if forms.forms:
            self._show(ReviewDialog(self._ctx, forms.forms, self._home))

    # What was typed and not saved

    def offer_unsaved(self) -> None:
        """Offer a request that was being typed when the program ended."""
        if self._ctx.read_only:
            return
        with self._ctx.store.read() as session:
            kept = form_drafts(session, PREFIX)
        if kept:
            words = _("A request was being entered when the program ended. What was typed is still here.")
            self._ctx.window.notice(
                _NOTICE, words, icon_name="note-pencil", action=_("Go on"), do=lambda: self._resume(kept[0].fields)
            )

    def _resume(self, typed: Typed) -> None:
        self._ctx.window.drop_notice(_NOTICE)
        draft, request_id = None, typed.get("id")
        if isinstance(request_id, int):
            with self._ctx.store.read() as session:
                draft = request_draft(session, request_id)
        fresh = RequestDraft(uid=str(typed.get("uid") or uuid4()), received_on=self._ctx.today())
        self._open_form(draft or fresh, typed=typed)

    def _open_form(self, draft: RequestDraft, *, typed: Typed | None = None) -> RequestDialog:
        form = RequestDialog(self._ctx, draft, self._home, typed=typed)
        form.accepted.connect(lambda: self._ctx.toast(_("Request saved."), undo=form.wrote))
        self.dialog = form
        form.finished.connect(self._closed)
        form.open_tall()
        return form

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        if isinstance(dialog, FormDialog):
            dialog.open_tall()
        else:
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None

    def _run(self, label: str, service: Callable[..., Any], *args: Any, said: str, **fields: Any) -> None:
        self._ctx.run(label, service, *args, widget=self._home, said=said, **fields)


class AnswerDialog(FormDialog):
    """Asks what the township is told when its request is declined."""

    def __init__(self, parent: QWidget | None, write: Callable[[str], None]) -> None:
        super().__init__(parent, _("Decline request"), width=520)
        self.answer = text_area(high=84)
        self.add(_("Answer"), self.answer, hint=_("What the township is told; it stays on record."))
        self.save_button.set_caption(_("Decline"))
        self.on_save(lambda: write(self.answer.toPlainText()))

    @override
    def reject(self) -> None:
        if not (self.isVisible() and self.answer.toPlainText().strip()) or may_give_up(self):
            super().reject()
