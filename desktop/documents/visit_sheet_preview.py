"""From a visit to its sheet: gather the facts, set the form, show it, note what was printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from core.chain import Variant
from core.documents.forms import VISIT_SHEET
from core.documents.pdf import RenderedPdf, render
from core.documents.visit_sheet import VisitSheet, file_stem, gaps, plain
from core.i18n import _, day_text
from db.queries.settings import office_settings
from db.queries.visit_sheet import visit_sheet
from db.store import Store
from desktop.documents.copies import Copies, CopyDialog
from desktop.errors import shown_to


def preview_visit_sheet(parent: QWidget | None, store: Store, visit_id: int, *, today: date) -> CopyDialog | None:
    """Open the preview of a visit's sheet; None when it was refused and the user told why."""
    dialog: CopyDialog | None = None
    with shown_to(parent):
        with store.read() as session:
            sheet = visit_sheet(session, visit_id, today)
            watermarked = office_settings(session).watermark
        dialog = _dialog(sheet, store, visit_id, today=today, watermarked=watermarked, parent=parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
    return dialog


class _Sheets:
    """The sheet in both variants; the one with names is read only when somebody asks for it."""

    def __init__(self, sheet: VisitSheet, store: Store, visit_id: int, today: date) -> None:
        self._known, self._store, self._visit_id, self._today = {Variant.REDACTED: sheet}, store, visit_id, today
        self._with_last_action = False

    def more(self, more: bool) -> None:  # noqa: FBT001 - what a check box gives
        self._with_last_action = more

    def set_form(self, variant: Variant, watermark: str) -> RenderedPdf:
        if variant not in self._known:
            with self._store.read() as session:
                self._known[variant] = visit_sheet(session, self._visit_id, self._today, variant=variant)
        sheet = replace(self._known[variant], with_last_action=self._with_last_action, watermark=watermark)
        return render(VISIT_SHEET, sheet, made_on=self._today)


def _dialog(
    sheet: VisitSheet, store: Store, visit_id: int, *, today: date, watermarked: bool, parent: QWidget | None
) -> CopyDialog:
    sheets = _Sheets(sheet, store, visit_id, today)
    has_actions = any(issue.last_action for issue in sheet.brought)
    return CopyDialog(
        Copies(store, VISIT_SHEET.key, sheets.set_form, watermarked=watermarked, visit_id=visit_id),
        title=_("Sheet for {township}, {day}").format(township=plain(sheet.township), day=day_text(sheet.day)),
        stem=file_stem(sheet),
        gaps=gaps(sheet),
        with_more=(_("With the last step of each issue"), False) if has_actions else None,
        on_more=sheets.more if has_actions else None,
        parent=parent,
    )
