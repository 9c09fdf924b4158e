"""Looking at the papers of an issue, printing them, saving them: rota, change notice, phone list.

The rota and the notice name no resident and no unannounced visit, so there is one variant of each. The phone list
holds people's numbers: it stays in the office, and that is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import Variant
from core.documents.forms import CHANGE_NOTICE, PHONE_LIST, ROTA, Form
from core.documents.pdf import RenderedPdf, render
from core.documents.release_forms import release_stem
from core.i18n import _
from db.queries.releases import (
    ReleaseInfoRow,
    is_unharmed,
    notice_facts,
    phone_list_facts,
    release_row,
    rota_facts,
)
from desktop.context import AppContext
from desktop.documents.copies import Copies, CopyDialog
from desktop.errors import shown_to
from desktop.widgets import PlainLabel


class ReleasePaper(StrEnum):
    """A paper of an issue."""

    ROTA = "rota"
    NOTICE = "change_notice"
    PHONES = "phone_list"


_FORMS: Final[Mapping[ReleasePaper, tuple[Form[Any], Callable[..., Any], Variant]]] = {
    ReleasePaper.ROTA: (ROTA, rota_facts, Variant.REDACTED),
    ReleasePaper.NOTICE: (CHANGE_NOTICE, notice_facts, Variant.REDACTED),
    ReleasePaper.PHONES: (PHONE_LIST, phone_list_facts, Variant.INTERNAL),
}


class ReleaseCopy(CopyDialog):
    """The preview of a paper that exists in one variant only."""

    def __init__(
        self, copies: Copies, variant: Variant, note: str, *, title: str, stem: str, parent: QWidget | None
    ) -> None:
        self._note_words = note
        super().__init__(copies, title=title, stem=stem, parent=parent)
        if variant is not self.variant:
            self.variant = variant
            self.show_copy(copies.preview(variant))

    @override
    def add_choices(self, column: QVBoxLayout) -> None:
        self.variant_note = PlainLabel(self._note_words, px=13, tone="ink2", wrap=True)
        column.addWidget(self.variant_note)


def preview_release(
    ctx: AppContext, parent: QWidget | None, release_id: int, paper: ReleasePaper
) -> ReleaseCopy | None:
    """Open the preview of a paper of an issue; None when it was refused and the user told why."""
    dialog: ReleaseCopy | None = None
    with shown_to(parent):
        form, facts, variant = _FORMS[paper]
        with ctx.store.read() as session:
            row = release_row(session, release_id)
            unharmed = is_unharmed(session, release_id)
            issue = facts(session, release_id).issue

        def set_form(_variant: Variant, watermark: str) -> RenderedPdf:
            with ctx.store.read() as session:
                return render(form, facts(session, release_id, watermark=watermark), made_on=row.issued_on)

        copies = Copies(ctx.store, form.key, set_form, watermarked=ctx.settings.watermark)
        title = f"{_(form.name)}\u3000{row.name}"
        stem = release_stem(_(form.name), issue)
        dialog = ReleaseCopy(
            copies, variant, _note(paper, row, unharmed=unharmed), title=title, stem=stem, parent=parent
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
    return dialog


def _note(paper: ReleasePaper, row: ReleaseInfoRow, *, unharmed: bool) -> str:
    if not unharmed:
        return _(
            "The words of this issue are no longer those that were published: somebody was erased from the schedule, "
            "or the file was changed by another program."
        )
    if paper is ReleasePaper.PHONES:
        return _("People's phone numbers stand on it. Keep it in the office.")
    said = _("As it was published on {day}, whatever changed since. No resident and no unannounced visit is on it.")
    return said.format(day=row.issued_on.isoformat())
