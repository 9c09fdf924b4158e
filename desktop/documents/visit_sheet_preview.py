"""From a visit to its sheet: gather the facts, set the form, show it, note what was printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from core.documents.forms import VISIT_SHEET
from core.documents.pdf import RenderedPdf, render
from core.documents.visit_sheet import VisitSheet, file_stem, gaps, plain
from core.i18n import N_, _, day_text
from db.queries.visit_sheet import visit_sheet
from db.services.documents import record_printed
from db.store import Store
from desktop.documents.preview import CopyInfo, PreviewDialog
from desktop.errors import shown_to


def preview_visit_sheet(
    parent: QWidget | None, store: Store, visit_id: int, *, today: date, actor: str = ""
) -> PreviewDialog | None:
    """Open the preview of a visit's sheet; None when it was refused and the user told why."""
    dialog: PreviewDialog | None = None
    with shown_to(parent):
        with store.read() as session:
            sheet = visit_sheet(session, visit_id, today)
        dialog = _dialog(sheet, store, visit_id, today=today, actor=actor, parent=parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
    return dialog


def _dialog(sheet: VisitSheet, store: Store, visit_id: int, *, today: date, **more: Any) -> PreviewDialog:
    actor, parent = more["actor"], more["parent"]

    def set_anew(with_last_action: bool) -> RenderedPdf:  # noqa: FBT001 - what a check box gives
        return render(VISIT_SHEET, replace(sheet, with_last_action=with_last_action), made_on=today)

    def note(copy: CopyInfo) -> None:
        if store.read_only:
            return
        with shown_to(parent), store.write(N_("Print visit sheet"), undoable=False) as session:
            record_printed(
                session,
                copy.pdf,
                form=VISIT_SHEET.key,
                way=copy.way,
                at=datetime.now(UTC),
                actor=actor,
                visit_id=visit_id,
            )

    has_actions = any(issue.last_action for issue in sheet.brought)
    return PreviewDialog(
        set_anew(False),
        title=_("Sheet for {township}, {day}").format(township=plain(sheet.township), day=day_text(sheet.day)),
        file_stem=file_stem(sheet),
        gaps=gaps(sheet),
        on_printed=note,
        with_more=(_("With the last step of each issue"), False) if has_actions else None,
        on_more=set_anew if has_actions else None,
        parent=parent,
    )
