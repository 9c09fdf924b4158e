"""Taking a unit's workbook back: every cell that differs, before, now and theirs, to accept one by one or all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from core.i18n import N_, _, day_text, ngettext
from db.queries.agency_workbooks import CellChange, Review, column_title, shown_cell
from db.services.agency_returns import ReadFile, read_file, review_file
from db.services.agency_workbooks import accept_answers
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.papers.tick_table import TickTable
from desktop.tasks import Task
from desktop.widgets import FilledButton, PlainButton, PlainLabel, SmallButton, tell
from desktop.widgets.form import text_area
from desktop.widgets.table import Column


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _cell(column: str, text: str) -> str:
    return _one_line(shown_cell(column, text)) or "—"


def _theirs(change: CellChange) -> str:
    words = _cell(change.column, change.theirs)
    return _("cannot be taken: {words}").format(words=words) if change.why_not else words


CHANGES: Final = (
    Column(N_("Row"), lambda c: str(c.row), lambda c: c.row, 48, 56, tone=lambda _c: "ink2"),
    Column(N_("Issue no."), lambda c: c.number, lambda c: c.number, 118, 158, tone=lambda _c: "ink2",
           tip=lambda c: c.number),
    Column(N_("Issue"), lambda c: c.title, lambda c: c.title, 0, 0, tip=lambda c: f"{c.number}\n{c.title}"),
    Column(N_("Cell"), lambda c: column_title(c.column), None, 100, 160, tone=lambda _c: "ink2"),
    Column(N_("Handed out as"), lambda c: _cell(c.column, c.before), None, 110, 130, tone=lambda _c: "ink3",
           from_width=900),
    Column(N_("Now here"), lambda c: _cell(c.column, c.now), None, 0, 0, tone=lambda _c: "ink2",
           tip=lambda c: shown_cell(c.column, c.now)),
    Column(N_("Theirs"), _theirs, None, 0, 0, bold=True,
           tone=lambda c: "red" if c.why_not else "ink",
           tip=lambda c: "\n".join(filter(None, (shown_cell(c.column, c.theirs), c.why_not)))),
)  # fmt: skip


class ReturnDialog(QDialog):
    """The cells that differ. Space accepts one, Ctrl+A all or none, Ctrl+Enter takes them in, Esc leaves all alone."""

    def __init__(self, ctx: AppContext, parent: QWidget | None, read: ReadFile, review: Review) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx, self._read, self.review = ctx, read, review
        self.setWindowTitle(_("Take a workbook back"))
        self.resize(1120, 700)
        self.changes = TickTable(CHANGES, _("Cells that differ"), lambda change: not change.why_not)
        self.whole = PlainLabel(px=13, wrap=True)
        self.whole.setMinimumHeight(64)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.refusal = PlainLabel(px=13, tone="red", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        column.addWidget(self.changes, 1)
        self.whole.setContentsMargins(24, 0, 20, 0)
        column.addWidget(self.whole)
        column.addWidget(self._build_foot())
        self.changes.current_changed.connect(self._show_whole)
        self.changes.opened.connect(self.changes.toggle)
        self.changes.ticks_changed.connect(self._say_count)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take_in)
        self.changes.show_rows(review.changes)
        self._say_count()
        self._show_whole(self.changes.current_row())
        self.changes.setFocus()

    def _build_head(self) -> QVBoxLayout:
        handed = self.review.handed
        title = _("Take a workbook back")
        about = _("{number}, handed out to {agency} on {day}").format(
            number=handed.number, agency=handed.agency, day=day_text(handed.issued_on, year=True)
        )
        column = QVBoxLayout()
        column.setContentsMargins(24, 0, 20, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(title, px=19, bold=True, serifed=True))
        column.addWidget(PlainLabel(f"{about}\u3000{self._read.name}", px=13, tone="ink2", wrap=True))
        self.summary = PlainLabel(self._summary(), px=13, tone="ink2", wrap=True)
        column.addWidget(self.summary)
        said = [*self.review.warnings, *self.review.remarks]
        self.remarks = text_area("\n".join(said), high=min(24 + 20 * len(said), 108))
        self.remarks.setReadOnly(True)
        self.remarks.setFont(sans(13))
        self.remarks.setAccessibleName(_("Remarks on the file"))
        self.remarks.setVisible(bool(said))
        column.addWidget(self.remarks)
        return column

    def _summary(self) -> str:
        count, same = len(self.review.changes), self.review.same
        parts = [ngettext("{n} cell differs.", "{n} cells differ.", count).format(n=count)]
        if same:
            told = ngettext("{n} answer is known already.", "{n} answers are known already.", same)
            parts.append(told.format(n=same))
        refused = count - len(self.review.acceptable)
        if refused:
            told = ngettext("{n} cannot be taken, in red.", "{n} cannot be taken, in red.", refused)
            parts.append(told.format(n=refused))
        return " ".join(parts)

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("surface", "page")
        self.every = SmallButton(_("Accept all or none"), hint="Ctrl A")
        self.every.clicked.connect(lambda: self.changes.tick_all(ticked=not self.changes.are_all_ticked()))
        self.every.setEnabled(bool(self.review.acceptable))
        away = PlainButton(_("Cancel"), hint="Esc")
        away.clicked.connect(self.reject)
        self.take = FilledButton("", "check", hint="Ctrl Enter")
        self.take.clicked.connect(self.take_in)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 20, 14)
        row.setSpacing(10)
        row.addWidget(self.every)
        row.addWidget(self.refusal, 1)
        row.addWidget(away)
        row.addWidget(self.take)
        return foot

    def _say_count(self) -> None:
        count = len(self.changes.ticked())
        self.take.set_caption(ngettext("Take in {n} cell", "Take in {n} cells", count).format(n=count))
        self.take.setEnabled(bool(count) and not self._ctx.read_only)

    def _show_whole(self, change: CellChange | None) -> None:
        """Show the whole words of the cell in hand, and why it cannot be taken."""
        if change is None:
            self.whole.setText(_("Nothing in this file differs from the schedule."))
            return
        self.whole.setText(shown_cell(change.column, change.theirs)[:600] if not change.why_not else change.why_not)
        self.whole.set_tone("red" if change.why_not else "ink")

    def take_in(self) -> None:
        """Take in what is ticked and nothing else, in one step; a refusal takes in nothing."""
        accepted: list[CellChange] = self.changes.ticked()
        if not accepted or self._ctx.read_only:
            return
        try:
            with self._ctx.store.write(N_("Take in a unit's answers")) as session:
                count = accept_answers(
                    session, self.review, accepted, file=self._read.name, today=self._ctx.today(),
                    calendar=self._ctx.calendar, settings=self._ctx.settings,
                )  # fmt: skip
        except UserError as error:
            self.refusal.setText(str(error))
            return
        said = ngettext("{n} cell taken in", "{n} cells taken in", count).format(n=count)
        self._ctx.toast(said, undo=True)
        self.accept()


def take_back(ctx: AppContext, home: QWidget, path: Path | None = None) -> Task | None:
    """Ask which file came back, read it in the background, and show how it differs."""
    if path is None:
        kinds = _("Excel workbook (*.xlsx)")
        chosen, _kind = QFileDialog.getOpenFileName(home, _("Take a workbook back"), str(Path.home()), kinds)
        if not chosen:
            return None
        path = Path(chosen)

    def work(task: Task) -> ReadFile:
        task.step(0, 0, path.name)
        return read_file(path)

    def done(read: Any) -> None:
        open_review(ctx, home, read)

    return ctx.tasks.start(_("Take a workbook back"), work, done=done, widget=home)


def open_review(ctx: AppContext, home: QWidget, read: ReadFile) -> ReturnDialog | None:
    """Open the dialog on a file that was read; None where nothing of it can be compared."""
    review: Review | None = None
    with shown_to(home), ctx.store.read() as session:
        review = review_file(session, read, today=ctx.today())
    if review is None:
        return None
    if not review.changes and not review.remarks:
        told = _("Nothing in “{file}” differs from the schedule; everything in it is known.")
        tell(home, told.format(file=read.name))
        return None
    dialog = ReturnDialog(ctx, home, read, review)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
