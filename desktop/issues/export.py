"""The list shown as a workbook: what is filtered is what is saved, petitioners masked as on screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from core.documents.excel import SheetColumn, write_list
from core.files import safe_file_name
from core.i18n import N_, _, day_text, listed, ngettext
from core.issues import ISSUE_STATE_NAMES, SATISFACTION_NAMES
from db.queries.issue_export import IssueExportRow, export_rows
from db.queries.issues import IssueFilter
from desktop.context import AppContext
from desktop.issues.issue_model import stage_word
from desktop.tasks import Task


def export_list(ctx: AppContext, home: QWidget, wanted: IssueFilter) -> None:
    """Ask where to, then save the list in the background."""
    stem = _("{county} issue register {day}").format(county=ctx.settings.county, day=f"{ctx.today():%Y%m%d}").strip()
    folder = Path.home() / safe_file_name(stem, ".xlsx")
    name, _kind = QFileDialog.getSaveFileName(home, _("Export to Excel"), str(folder), _("Excel workbook (*.xlsx)"))
    if not name:
        return
    target = Path(name) if name.lower().endswith(".xlsx") else Path(f"{name}.xlsx")

    def work(task: Task) -> int:
        return save_list(ctx, target, wanted, task)

    def done(count: Any) -> None:
        said = ngettext("{n} issue saved in {file}", "{n} issues saved in {file}", count)
        ctx.toast(said.format(n=count, file=target.name))

    ctx.tasks.start(_("Export to Excel"), work, done=done, widget=home)


def save_list(ctx: AppContext, target: Path, wanted: IssueFilter, task: Task | None = None) -> int:
    """Write the workbook and return how many issues it holds."""
    today = ctx.today()
    with ctx.store.read() as session:
        rows = export_rows(session, wanted, today, calendar=ctx.calendar, due_soon_days=ctx.settings.due_soon_days)
    note = ngettext("{n} issue, as of {day}", "{n} issues, as of {day}", len(rows)).format(
        n=len(rows), day=day_text(today, year=True)
    )
    write_list(
        target,
        title=_("{county} issue register").format(county=ctx.settings.county).strip(),
        note=note,
        columns=[SheetColumn(_(title), width, wraps=width > 30) for title, width in _COLUMNS],
        rows=[_cells(row) for row in rows],
        step=task.step if task is not None else None,
    )
    return len(rows)


_COLUMNS = (
    (N_("Issue no."), 24), (N_("Raised on"), 12), (N_("Township"), 12), (N_("Village"), 12), (N_("Raised by"), 18),
    (N_("Category"), 12), (N_("Issue"), 44), (N_("Brought by"), 12), (N_("Unit"), 18), (N_("With help from"), 18),
    (N_("Due"), 12), (N_("Working days late"), 12), (N_("Stage"), 10), (N_("State"), 12), (N_("Latest"), 40),
    (N_("Times pressed"), 8), (N_("Times extended"), 8), (N_("Closed on"), 12), (N_("Result"), 40),
    (N_("Satisfaction"), 12),
)  # fmt: skip


def _cells(found: IssueExportRow) -> list[Any]:
    row = found.row
    return [
        row.number, row.raised_on, row.township, found.village, found.petitioner, found.category, row.title,
        row.leader, row.agency, listed(found.supporting), row.due, row.late if row.is_overdue else None,
        stage_word(row), _(ISSUE_STATE_NAMES[row.state]), found.latest, row.chase_count or None,
        row.extension_count or None, row.closed_on, found.result,
        _(SATISFACTION_NAMES[row.satisfaction]) if row.satisfaction else "",
    ]  # fmt: skip
