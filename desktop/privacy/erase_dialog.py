"""Erasing people for good: what it means, a word to type, progress, and what is left to do afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, day_text, listed, ngettext
from db.queries.retention import erasure_plan
from db.services.erasure import ErasureReport, erase_petitioner, renew_backups, stale_backups
from desktop.fonts import sans
from desktop.tasks import Task
from desktop.widgets.buttons import DestructiveButton, PlainButton
from desktop.widgets.dialogs import ask, tell
from desktop.widgets.form import TextField
from desktop.widgets.text import PlainLabel

if TYPE_CHECKING:
    from desktop.context import AppContext


_ALIKE_FOR = 5
"""Others of the same name are looked for only where few are erased; of many, each name that is shared just stays."""


class EraseDialog(QDialog):
    """Asks once more, by typing, before people are erased.

    Args:
        ctx: The window's context.
        people: Ids of the petitioners.
        parent: Qt's parent.
    """

    def __init__(self, ctx: AppContext, people: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._task: Task | None = None
        self.setWindowTitle(_("Erase for good"))
        self.setMinimumWidth(620)
        with ctx.store.read() as session:
            alike = len(people) <= _ALIKE_FOR
            plans = [erasure_plan(session, id, settings=ctx.settings, alike=alike) for id in people]
        self.plans = [plan for plan in plans if plan is not None and plan.erased_on is None]
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Erase for good"), px=17, bold=True, serifed=True))
        for text, tone in self._sentences():
            column.addWidget(PlainLabel(text, tone=tone, wrap=True))
        self._build_choices(column)
        self._build_foot(column)
        self._judge()
        self.word.setFocus()

    def _sentences(self) -> list[tuple[str, str]]:
        count = len(self.plans)
        said = ngettext(
            "{n} person is erased: {people}. Name, phone and address go everywhere: in every text, in the history, "
            "in the search index and in deleted rows. Nothing brings them back, undo neither.",
            "{n} people are erased: {people}. Names, phones and addresses go everywhere: in every text, in the "
            "history, in the search index and in deleted rows. Nothing brings them back, undo neither.",
            count,
        )
        people = listed(plan.row.person for plan in self.plans[:6]) + ("…" if count > 6 else "")
        lines = [(said.format(n=count, people=people), "ink")]
        numbers = [number for plan in self.plans for number in plan.row.numbers]
        if numbers:
            kept = _("The matters themselves stay, without the person: {numbers}.")
            lines.append((kept.format(numbers=listed(numbers[:8]) + ("…" if len(numbers) > 8 else "")), "ink2"))
        self.still_open = [number for plan in self.plans for number in plan.open_numbers]
        if self.still_open:
            said = _("Still open, so nobody can be erased yet: {numbers}. Close them first.")
            lines.append((said.format(numbers=listed(self.still_open)), "red"))
        return lines

    def _build_choices(self, column: QVBoxLayout) -> None:
        self.attachments, self.everywhere = QCheckBox(), QCheckBox()
        files = sum(plan.row.attachments for plan in self.plans)
        said = ngettext(
            "Delete the {n} file attached to these issues, too", "Delete the {n} files attached to these issues, too",
            files,
        )  # fmt: skip
        self.attachments.setText(said.format(n=files))
        self.attachments.setChecked(files > 0)
        self.attachments.setVisible(files > 0)
        self.also: list[tuple[int, QCheckBox]] = []
        for box in (self.attachments,):
            box.setFont(sans(14))
            column.addWidget(box)
        alike = {row.id: row for plan in self.plans for row in plan.namesakes}
        mine = {plan.row.id for plan in self.plans}
        alike = {id: row for id, row in alike.items() if id not in mine}
        if alike:
            text = _("The same name stands here too. Tick whoever is the same person; others keep theirs:")
            column.addWidget(PlainLabel(text, tone="ink2", wrap=True))
        for id, row in list(alike.items())[:12]:
            box = QCheckBox(f"{row.person}  {listed(row.numbers)}")
            box.setFont(sans(14))
            self.also.append((id, box))
            column.addWidget(box)
        self.everywhere.setText(_("Erase the name in the records of others, too"))
        self.everywhere.setFont(sans(14))
        self.everywhere.setVisible(bool(alike))
        column.addWidget(self.everywhere)

    def _build_foot(self, column: QVBoxLayout) -> None:
        self.reason = TextField(limit=200, placeholder=_("Why, without any name: retention is over, the person asks"))
        self.reason.setAccessibleName(_("Reason"))
        self.word = TextField(width=160)
        self.word.setAccessibleName(_("Type {word} to confirm").format(word=self.wanted_word()))
        self.word.textChanged.connect(lambda _text: self._judge())
        column.addWidget(self.reason)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(_("Type {word} to confirm").format(word=self.wanted_word())))
        line.addWidget(self.word)
        line.addStretch(1)
        column.addLayout(line)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.said = PlainLabel(px=13, tone="ink2", wrap=True)
        column.addWidget(self.progress)
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        self.away, self.go = PlainButton(_("Cancel"), hint="Esc"), DestructiveButton(_("Erase for good"), "trash")
        self.away.clicked.connect(self.reject)
        self.go.clicked.connect(self.erase)
        row.addWidget(self.away)
        row.addWidget(self.go)
        column.addLayout(row)

    def wanted_word(self) -> str:
        """Return what has to be typed."""
        return _("erase")

    def _judge(self) -> None:
        ready = self.word.text().strip() == self.wanted_word() and bool(self.plans) and not self.still_open
        self.go.setEnabled(ready and self._task is None and not self._ctx.read_only)

    def erase(self) -> Task | None:
        """Erase, off this thread; Cancel stops as long as nothing is written."""
        if not self.go.isEnabled():
            return None
        same = [id for id, box in self.also if box.isChecked()]
        options: dict[str, Any] = {
            "reason": self.reason.text().strip(), "today": self._ctx.today(),
            "everywhere": self.everywhere.isChecked(), "attachments": self.attachments.isChecked(),
        }  # fmt: skip
        people, store = [plan.row.id for plan in self.plans], self._ctx.store

        def work(task: Task) -> ErasureReport:
            return erase_petitioner(store, people[0], also=[*people[1:], *same], step=task.step, **options)

        self.progress.show()
        self.said.setText(_("Erasing. It can be stopped until the last step begins."))
        self._task = self._ctx.tasks.start(_("Erase for good"), work, done=self._done, widget=self)
        self._task.progressed.connect(self._show_progress)
        self._task.finished.connect(self._ended)
        self._judge()
        return self._task

    def _show_progress(self, done: int, total: int, _words: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _ended(self) -> None:
        self._task = None
        self.progress.hide()
        self.said.setText("")
        self._judge()

    def _done(self, report: ErasureReport) -> None:
        tell_erased(self._ctx, self.parentWidget(), report)
        self.accept()

    @override
    def reject(self) -> None:
        """Stop the work first; a second Esc closes."""
        if self._task is not None:
            self._task.cancel()
            self.said.setText(_("Stopping…"))
            return
        super().reject()


def tell_erased(ctx: AppContext, home: QWidget | None, report: ErasureReport) -> None:
    """Say what was done, and offer to let go of old backups that still hold the people."""
    said = ngettext("{n} person erased in {rows} records.", "{n} people erased in {rows} records.", report.people)
    lines = [said.format(n=report.people, rows=report.rows)]
    if report.left:
        words = ngettext(
            "{n} record of others holds the same name and was left.",
            "{n} records of others hold the same name and were left.", report.left,
        )  # fmt: skip
        lines.append(words.format(n=report.left))
    ctx.toast(" ".join(lines))
    if report.on_server:
        tell(
            home,
            _("The schedule is on a server: have its administrator run VACUUM FULL and renew the backups there."),
        )
    if report.backups:
        offer_renewal(ctx, home)


def offer_renewal(ctx: AppContext, home: QWidget | None) -> Task | None:
    """Offer a fresh backup in place of those that hold erased people; never the other way round."""
    stale = stale_backups(ctx.store)
    if not stale:
        ctx.toast(_("No backup holds anybody who was erased."))
        return None
    days = listed(day_text(each.made_at.date(), year=True) for each in stale[:8]) + ("…" if len(stale) > 8 else "")
    question = ngettext(
        "{n} backup still holds somebody who was erased: {days}. Make a fresh one, prove it, and then delete that?",
        "{n} backups still hold somebody who was erased: {days}. Make a fresh one, prove it, and then delete them?",
        len(stale),
    ).format(n=len(stale), days=days)
    if not ask(home, question, yes=_("Make a fresh one and delete"), destructive=True):
        return None

    def done(gone: Any) -> None:
        ctx.toast(ngettext("{n} old backup deleted.", "{n} old backups deleted.", len(gone)).format(n=len(gone)))

    return ctx.tasks.start(_("Backing up"), lambda _task: renew_backups(ctx.store), done=done, widget=home)


def erase_person(ctx: AppContext, home: QWidget | None, people: Sequence[int]) -> EraseDialog:
    """Open the dialog."""
    dialog = EraseDialog(ctx, people, home)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
