"""Looking at issued papers, printing them, saving them: together, or one file for each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import PAPER_NAMES, PaperKind, Variant
from core.documents.forms import PAPER_FORMS
from core.documents.paper_words import file_stem
from core.documents.pdf import RenderedPdf, render
from core.errors import UserError
from core.files import write_file
from core.i18n import _, ngettext
from core.output_names import output_name
from db.queries.papers import batch_of, paper_words_of
from desktop.context import AppContext
from desktop.documents.copies import Copies, CopyDialog
from desktop.documents.preview import PDF, CopyInfo
from desktop.errors import shown_to
from desktop.widgets import PlainButton, tell

Words = Mapping[str, Any]


def copies_of(ctx: AppContext, kind: PaperKind, words: Sequence[Words], paper_ids: Sequence[int], day: date) -> Copies:
    """Return what makes, numbers and notes copies of papers of one kind."""

    def set_form(variant: Variant, watermark: str) -> RenderedPdf:
        with ctx.store.read() as session:
            batch = batch_of(session, words, variant, watermark)
        return render(PAPER_FORMS[kind], batch, made_on=day)

    return Copies(
        ctx.store, kind.value, set_form, watermarked=ctx.settings.watermark,
        issue_ids=[item["id"] for paper in words for item in paper["items"]],
        paper_id=paper_ids[0] if len(paper_ids) == 1 else None,
    )  # fmt: skip


def preview_papers(
    ctx: AppContext, parent: QWidget | None, kind: PaperKind, paper_ids: Sequence[int]
) -> PaperDialog | None:
    """Open the preview of issued papers; None when it was refused and the user told why."""
    dialog: PaperDialog | None = None
    with shown_to(parent):
        with ctx.store.read() as session:
            words = paper_words_of(session, paper_ids)
        dialog = PaperDialog(ctx, kind, words, paper_ids, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
    return dialog


class PaperDialog(CopyDialog):
    """The preview of papers of one kind; several of them may be saved as one file each."""

    def __init__(
        self, ctx: AppContext, kind: PaperKind, words: Sequence[Words], paper_ids: Sequence[int], parent: QWidget | None
    ) -> None:
        self._ctx, self._kind, self._words, self._paper_ids = ctx, kind, words, paper_ids
        many = _("{name}, {n} papers").format(name=_(PAPER_NAMES[kind]), n=len(words))
        title = many if len(words) > 1 else f"{_(PAPER_NAMES[kind])}\u3000{words[0]['number']}"
        stem = file_stem(dict(words[0])) if len(words) == 1 else f"{_(PAPER_NAMES[kind])}-{ctx.today():%Y%m%d}"
        copies = copies_of(ctx, kind, words, paper_ids, ctx.today())
        super().__init__(copies, title=title, stem=stem, parent=parent)

    @override
    def add_choices(self, column: QVBoxLayout) -> None:
        super().add_choices(column)
        self.each_button = PlainButton(_("One file for each unit"), "export")
        self.each_button.clicked.connect(self.save_each)
        self.each_button.setVisible(len(self._words) > 1)
        column.addWidget(self.each_button)

    def save_each(self) -> None:
        """Ask for a folder and write one PDF for each paper there."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = QFileDialog.getExistingDirectory(self, _("One file for each unit"), home)
        if folder:
            self.save_each_to(Path(folder))

    def save_each_to(self, folder: Path) -> list[Path]:
        """Write one PDF for each paper; the first refusal stops and says how many are there already."""
        written: list[Path] = []
        for words, paper_id in zip(self._words, self._paper_ids, strict=True):
            copies = copies_of(self._ctx, self._kind, [words], [paper_id], self._ctx.today())
            path = folder / output_name(file_stem(dict(words)), self.variant, ".pdf")
            try:
                pdf, number = copies.stamped(self.variant)
                write_file(path, pdf.data)
            except UserError as error:
                count = ngettext("{n} file was saved before.", "{n} files were saved before.", len(written))
                tell(self, f"{error}\n{count.format(n=len(written))}")
                return written
            copy = CopyInfo(PDF, pdf, str(path), variant=self.variant, number=number)
            with shown_to(self):
                copies.note(replace(copy, way=PDF))
            written.append(path)
        said = ngettext("{n} file saved in {folder}", "{n} files saved in {folder}", len(written))
        self.said.setText(said.format(n=len(written), folder=folder))
        return written
