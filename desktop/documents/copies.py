"""Copies of a form: which variant, under which number, noted by whom; the preview that lets one choose.

A redacted copy is what one gets without asking. An internal copy names people: that is noted when it comes up on the
screen, again when it leaves, and it cannot be made where nothing can be noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import VARIANT_NAMES, Variant
from core.disclosure_log import UNCONFIRMED
from core.documents.pdf import RenderedPdf
from core.i18n import N_, _
from core.output_names import Watermark, marked_path, output_name
from core.privacy_errors import LogNeedsWriting
from db.services.disclosure import note_internal_copy
from db.services.documents import log_pdf
from db.services.outputs import stamp_copy
from db.store import Store
from desktop.documents.preview import PRINTER, CopyInfo, PreviewDialog
from desktop.errors import shown_to
from desktop.widgets.choices import Segmented
from desktop.widgets.text import PlainLabel, plain_tooltip


@dataclass(slots=True)
class Copies:
    """Makes, numbers and notes the copies of one paper.

    Attributes:
        store: The schedule that keeps the log.
        form: Key of the form.
        set_form: Sets it in a variant with a watermark's words; "" leaves the watermark out.
        watermarked: The office wants watermarks.
        visit_id: What it is about.
        issue_ids: What it is about; people behind these are named by an internal copy.
        paper_id: The numbered paper it shows.
        agency_id: Whom it goes to.
    """

    store: Store
    form: str
    set_form: Callable[[Variant, str], RenderedPdf]
    watermarked: bool = True
    visit_id: int | None = None
    issue_ids: Sequence[int] = ()
    paper_id: int | None = None
    agency_id: int | None = None
    _looked: bool = field(default=False)

    def preview(self, variant: Variant) -> RenderedPdf:
        """Return the form as it will look, still without a number; looking at an internal one is noted once.

        Raises:
            LogNeedsWriting: an internal one, where nothing can be noted.
        """
        if variant is Variant.INTERNAL and not self._looked:
            self._require_log()
            with self.store.write(N_("Look at an internal copy"), undoable=False) as session:
                note_internal_copy(
                    session, form=self.form, at=datetime.now(UTC), actor=self.store.actor,
                    issue_ids=list(self.issue_ids), visit_id=self.visit_id,
                )  # fmt: skip
            self._looked = True
        return self.set_form(variant, self._words(variant, ""))

    def stamped(self, variant: Variant) -> tuple[RenderedPdf, str]:
        """Return the form with the number under which it leaves.

        Raises:
            LogNeedsWriting: an internal one, where nothing can be noted.
        """
        stamp = stamp_copy(self.store, variant)
        return self.set_form(variant, stamp.words() if self.watermarked else ""), stamp.number

    def note(self, copy: CopyInfo, *, confirmed: bool = True) -> None:
        """Write into the log that a copy left."""
        if self.store.read_only:
            return
        with self.store.write(N_("Note a copy"), undoable=False) as session:
            log_pdf(
                session, copy.pdf, form=self.form + ("" if confirmed else UNCONFIRMED), way=copy.way,
                variant=copy.variant, number=copy.number, at=datetime.now(UTC), actor=self.store.actor,
                file_name="" if copy.way == PRINTER else Path(copy.where).name, visit_id=self.visit_id,
                issue_id=self.issue_ids[0] if len(self.issue_ids) == 1 else None, paper_id=self.paper_id,
                agency_id=self.agency_id, records=max(len(self.issue_ids), 1),
            )  # fmt: skip

    def _words(self, variant: Variant, number: str) -> str:
        if not self.watermarked:
            return ""
        return Watermark(self.store.actor, datetime.now(UTC), number, variant).text()

    def _require_log(self) -> None:
        if self.store.read_only:
            raise LogNeedsWriting(why=self.store.why_read_only)


class CopyDialog(PreviewDialog):
    """A preview in which one chooses the variant: redacted without asking, internal on purpose.

    Args:
        copies: Makes, numbers and notes the copies.
        title: What it is.
        stem: File name without ending and variant.
        gaps: Labels of fields that are empty on the form.
        with_more: Words of a choice that sets the form anew, and its present state; None leaves it out.
        on_more: Told the choice; the form is set anew after it.
        parent: Qt's parent.
    """

    def __init__(
        self,
        copies: Copies,
        *,
        title: str,
        stem: str,
        gaps: tuple[str, ...] = (),
        with_more: tuple[str, bool] | None = None,
        on_more: Callable[[bool], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.copies, self.variant, self._stem, self._told_more = copies, Variant.REDACTED, stem, on_more
        super().__init__(
            copies.preview(Variant.REDACTED), title=title, file_stem=stem, gaps=gaps, with_more=with_more,
            on_more=self._with_more, on_printed=self._note, parent=parent,
        )  # fmt: skip

    @override
    def add_choices(self, column: QVBoxLayout) -> None:
        self.variants = Segmented([(variant.value, _(VARIANT_NAMES[variant])) for variant in Variant], parent=self)
        self.variants.setAccessibleName(_("Variant"))
        plain_tooltip(self.variants, _("A redacted copy names nobody; an internal copy does, and that is noted."))
        self.variants.chosen.connect(self.choose)
        self.variant_note = PlainLabel(px=13, tone="ink2", wrap=True)
        column.addWidget(self.variants)
        column.addWidget(self.variant_note)
        self._say_variant()

    def choose(self, key: str) -> None:
        """Set the form in another variant; where it is refused, the choice goes back."""
        wanted = Variant(key)
        with shown_to(self) as outcome:
            pdf = self.copies.preview(wanted)
        if outcome.ok:
            self.variant = wanted
            self.show_copy(pdf)
        self.variants.choose(self.variant.value)
        self._say_variant()

    def _say_variant(self) -> None:
        internal = self.variant is Variant.INTERNAL
        self.variant_note.set_tone("amb" if internal else "ink2")
        self.variant_note.setText(
            _("Names, phones and addresses stand on it. Keep it in the office.")
            if internal
            else _("Names nobody. This one may be handed over.")
        )

    def _with_more(self, more: bool) -> RenderedPdf:  # noqa: FBT001 - what a check box gives
        if self._told_more is not None:
            self._told_more(more)
        return self.copies.preview(self.variant)

    @override
    def leaving(self) -> CopyInfo | None:
        made: tuple[RenderedPdf, str] | None = None
        with shown_to(self):
            made = self.copies.stamped(self.variant)
        return None if made is None else CopyInfo("", made[0], "", variant=self.variant, number=made[1])

    @override
    def file_name(self) -> str:
        return output_name(self._stem, self.variant, ".pdf")

    @override
    def path_for(self, chosen: Path) -> Path:
        return marked_path(chosen, self.variant, ".pdf")

    def _note(self, copy: CopyInfo) -> None:
        with shown_to(self):
            self.copies.note(copy)

    @override
    def not_confirmed(self, copy: CopyInfo) -> None:
        with shown_to(self):
            self.copies.note(copy, confirmed=False)
