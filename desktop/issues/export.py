"""The list shown as a workbook: what is filtered is what is saved, without anybody's name unless one asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from core.chain import Variant
from core.documents.ledger_sheet import file_stem
from core.i18n import _, ngettext
from core.output_names import output_name
from db.queries.issues import IssueFilter
from db.services.exports import export_ledger
from desktop.context import AppContext
from desktop.privacy.variant_box import ask_variant
from desktop.tasks import Task


def export_list(ctx: AppContext, home: QWidget, wanted: IssueFilter) -> None:
    """Ask for the variant and the place, then save the list in the background."""
    variant = ask_variant(ctx, home, _("Export to Excel"))
    if variant is None:
        return
    folder = Path.home() / output_name(file_stem(ctx.settings.county, ctx.today()), variant, ".xlsx")
    name, _kind = QFileDialog.getSaveFileName(home, _("Export to Excel"), str(folder), _("Excel workbook (*.xlsx)"))
    if not name:
        return

    def work(task: Task) -> tuple[Path, int]:
        return save_list(ctx, Path(name), wanted, variant, task)

    def done(made: Any) -> None:
        target, count = made
        said = ngettext("{n} issue saved in {file}", "{n} issues saved in {file}", count)
        ctx.toast(said.format(n=count, file=target.name))

    ctx.tasks.start(_("Export to Excel"), work, done=done, widget=home)


def save_list(
    ctx: AppContext,
    target: Path,
    wanted: IssueFilter,
    variant: Variant = Variant.REDACTED,
    task: Task | None = None,
) -> tuple[Path, int]:
    """Write the workbook and return its file and how many issues it holds."""
    return export_ledger(
        ctx.store, target, wanted, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings, variant=variant,
        step=task.step if task is not None else None,
    )  # fmt: skip
