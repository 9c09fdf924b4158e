"""Handing workbooks out: which units, by when they come back, into which folder; one step of undo for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.chain import Variant
from core.documents.agency_sheet import Overflow
from core.errors import MissingField, UserError
from core.i18n import N_, _, day_text, ngettext
from core.output_names import output_name
from core.papers import answer_day
from db.queries.papers import OpenUnitRow, open_units
from db.services.agency_returns import handed_again, save_workbook
from db.services.agency_workbooks import HandedWorkbook, hand_out
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.issues.act_dialogs import DueField
from desktop.papers.tick_table import TickTable
from desktop.tasks import Task
from desktop.widgets import FilledButton, PlainButton, PlainLabel, SmallButton, tell
from desktop.widgets.table import Column

UNITS: Final = (
    Column(N_("Unit"), lambda r: r.agency, None, 0, 0, bold=True),
    Column(N_("Open issues"), lambda r: str(r.issues), lambda r: r.issues, 96, 110),
    Column(N_("Last workbook"), lambda r: day_text(r.last_workbook) if r.last_workbook else "", None, 110, 120,
           tone=lambda _r: "ink2"),
    Column(N_("Still out"), lambda r: r.waiting, None, 140, 140, tone=lambda _r: "amb"),
)  # fmt: skip


class HandOutDialog(QDialog):
    """Units with open issues; Space ticks, Ctrl+Enter hands out to all that are ticked."""

    def __init__(self, ctx: AppContext, parent: QWidget | None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self._uids: dict[int, str] = {}
        self.setWindowTitle(_("Hand out workbooks"))
        self.resize(720, 600)
        self.units = TickTable(UNITS, _("Units with open issues"), lambda _row: True)
        self.units.ticks_changed.connect(self._say_count)
        self.refusal = PlainLabel(px=13, tone="red", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.setSpacing(8)
        how = _("Each unit gets its open issues as an Excel workbook to fill in; it names nobody.")
        for label in (PlainLabel(_("Hand out workbooks"), px=19, bold=True, serifed=True),
                      PlainLabel(how, px=13, tone="ink2", wrap=True)):  # fmt: skip
            label.setContentsMargins(24, 0, 20, 0)
            column.addWidget(label)
        column.addWidget(self.units, 1)
        column.addLayout(self._build_day())
        column.addWidget(self._build_foot())
        with ctx.store.read() as session:
            self.units.show_rows(open_units(session))
        self._say_count()
        self.units.setFocus()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.ask_folder)

    def _build_day(self) -> QHBoxLayout:
        today, calendar = self._ctx.today(), self._ctx.calendar
        text = f"{answer_day(today, calendar):%m-%d}"
        self.day = DueField(today, calendar, unit="working", roll=self._ctx.settings.roll, text=text)
        self.day.line.setAccessibleName(_("Please send it back by"))
        row = QHBoxLayout()
        row.setContentsMargins(24, 4, 20, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel(_("Please send it back by"), px=13, tone="ink2"))
        row.addWidget(self.day, 1)
        return row

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("surface", "page")
        every = SmallButton(_("All or none"), hint="Ctrl A")
        every.clicked.connect(lambda: self.units.tick_all(ticked=not self.units.are_all_ticked()))
        away = PlainButton(_("Cancel"), hint="Esc")
        away.clicked.connect(self.reject)
        self.go = FilledButton("", "export", hint="Ctrl Enter")
        self.go.clicked.connect(self.ask_folder)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 20, 14)
        row.setSpacing(10)
        row.addWidget(every)
        row.addWidget(self.refusal, 1)
        row.addWidget(away)
        row.addWidget(self.go)
        return foot

    def _say_count(self) -> None:
        count = len(self.units.ticked())
        self.go.set_caption(ngettext("Hand out {n} workbook", "Hand out {n} workbooks", count).format(n=count))
        self.go.setEnabled(bool(count) and not self._ctx.read_only)

    def ask_folder(self) -> None:
        """Ask where the workbooks go, then write them."""
        if not self.units.ticked() or self._ctx.read_only:
            return
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the workbooks"), home)
        if folder:
            self.hand_out_to(Path(folder))

    def hand_out_to(self, folder: Path) -> None:
        """Number all workbooks in one step, then write the files in the background."""
        rows: list[OpenUnitRow] = self.units.ticked()
        try:
            made = self._write(rows)
        except UserError as error:
            self.refusal.setText(str(error))
            return
        write_files(self._ctx, self.parentWidget(), made, folder)
        self.accept()

    def _write(self, rows: list[OpenUnitRow]) -> list[HandedWorkbook]:
        limit = self.day.limit()
        if limit.problem:
            raise MissingField(field=_("Please send it back by"))
        made = []
        with self._ctx.store.write(N_("Hand out workbooks")) as session:
            for row in rows:
                uid = self._uids.setdefault(row.id, str(uuid4()))
                made.append(
                    hand_out(session, row.id, today=self._ctx.today(), calendar=self._ctx.calendar,
                             settings=self._ctx.settings, answer_by=limit.due, uid=uid)
                )  # fmt: skip
        return made


def write_files(ctx: AppContext, home: QWidget | None, made: list[HandedWorkbook], folder: Path) -> Task:
    """Write workbooks that were handed out into *folder*; a refusal names the file and leaves the others."""

    def work(task: Task) -> tuple[int, list[str], list[tuple[str, Overflow]]]:
        refused: list[str] = []
        moved: list[tuple[str, Overflow]] = []
        for number, each in enumerate(made):
            task.step(number, len(made), each.agency)
            try:
                path = folder / output_name(each.stem, Variant.REDACTED, ".xlsx")
                target, overflow = save_workbook(ctx.store, each, path, ctx.settings)
                moved += [(target.name, one) for one in overflow]
            except UserError as error:
                refused.append(str(error))
        return len(made) - len(refused), refused, moved

    def done(result: Any) -> None:
        count, refused, moved = result
        if refused or moved:
            told = _("{file}, row {row}: {n} characters do not fit into a cell; they are on a sheet of their own.")
            lines = [*refused, *(told.format(file=name, row=one.row, n=one.length) for name, one in moved)]
            tell(home, "\n".join(lines))
        if count:
            said = ngettext("{n} workbook saved in {folder}", "{n} workbooks saved in {folder}", count)
            ctx.toast(said.format(n=count, folder=folder.name or str(folder)), undo=True)

    return ctx.tasks.start(_("Hand out workbooks"), work, done=done, widget=home)


def save_again(ctx: AppContext, home: QWidget, paper_id: int) -> None:
    """Ask where to, then write a workbook once more as it was handed out."""
    made: HandedWorkbook | None = None
    with shown_to(home), ctx.store.read() as session:
        made = handed_again(session, paper_id, ctx.settings)
    if made is None:
        return
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = QFileDialog.getExistingDirectory(home, _("Folder for the workbooks"), start)
    if folder:
        write_files(ctx, home, [made], Path(folder))
