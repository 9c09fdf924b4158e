"""The preview of a printed form: pages as they will be, the fonts they are really set in, then printer or PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.chain import Variant
from core.documents.pdf import RenderedPdf
from core.errors import NoPrinter, PrinterRefused, UserError
from core.files import safe_file_name, write_file
from core.i18n import _, listed
from desktop.documents.pages_view import PagesView
from desktop.documents.printing import Outcome, PrintJob, a4_printer
from desktop.widgets.buttons import FilledButton, PlainButton
from desktop.widgets.dialogs import ask, resize_within, tell
from desktop.widgets.text import PlainLabel

PRINTER: Final = "printer"
PDF: Final = "pdf"
_PANEL_WIDTH: Final = 288


@dataclass(frozen=True, slots=True)
class CopyInfo:
    """What left the preview, told to `on_printed`.

    Attributes:
        way: PRINTER or PDF.
        pdf: The pages as they left.
        where: The printer's name or the file.
        copies: How many, 1 for a file.
        variant: Whether it names people.
        number: What its watermark says; empty where it has none.
    """

    way: str
    pdf: RenderedPdf
    where: str
    copies: int = 1
    variant: Variant = Variant.REDACTED
    number: str = ""


class PreviewDialog(QDialog):
    """Shows a form and lets it be printed or saved. Ctrl+P, Ctrl+S, Ctrl++ and −, PgUp and PgDn, Esc.

    Args:
        pdf: The form as set.
        title: What it is, such as 登记表 东岭镇 11月23日.
        file_stem: Suggested file name without its ending.
        gaps: Labels of fields that are empty on the form.
        on_printed: Called once a copy is known to exist: after the user said that the paper came out, or after
            the file was written. Nothing else counts as printed.
        with_more: Words of a choice that sets the form anew, and its present state; None leaves it out.
        on_more: Called with the choice; returns the form set anew.
        parent: Qt's parent.
    """

    def __init__(
        self,
        pdf: RenderedPdf,
        *,
        title: str,
        file_stem: str,
        gaps: tuple[str, ...] = (),
        on_printed: Callable[[CopyInfo], None] | None = None,
        with_more: tuple[str, bool] | None = None,
        on_more: Callable[[bool], RenderedPdf] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pdf, self._file_stem, self._gaps = pdf, file_stem, gaps
        self._on_printed, self._on_more = on_printed, on_more
        self._job: PrintJob | None = None
        self.setObjectName("previewDialog")
        self.setWindowTitle(title)
        resize_within(self, 1080, 800)
        self.pages = PagesView(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pages, 1)
        row.addWidget(self._build_panel(title, with_more))
        self._build_keys()
        self.show_copy(pdf)
        self.print_button.setFocus()

    def _build_panel(self, title: str, with_more: tuple[str, bool] | None) -> QWidget:
        panel = QWidget(self)
        panel.setObjectName("previewPanel")
        panel.setProperty("surface", "raised")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setFixedWidth(_PANEL_WIDTH)
        self.print_button = FilledButton(_("Print"), "printer", hint="Ctrl+P")
        self.save_button = PlainButton(_("Save as PDF"), "export", hint="Ctrl+S")
        self.close_button = PlainButton(_("Close"), hint="Esc")
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.close)
        self.warning = PlainLabel(px=13, tone="red", wrap=True)
        self.hint = PlainLabel(px=13, tone="amb", wrap=True)
        self.fonts_label = PlainLabel(px=13, tone="ink2", wrap=True)
        self.said = PlainLabel(px=13, tone="grn", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.more = QCheckBox(with_more[0] if with_more else "")
        self.more.setChecked(with_more[1] if with_more else False)
        self.more.setVisible(with_more is not None)
        self.more.toggled.connect(self._set_anew)
        column = QVBoxLayout(panel)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, px=17, bold=True, serifed=True, wrap=True))
        self.add_choices(column)
        column.addWidget(self.warning)
        column.addWidget(self.hint)
        column.addWidget(self.more)
        column.addSpacing(8)
        column.addWidget(PlainLabel(_("Fonts"), px=15, bold=True))
        column.addWidget(self.fonts_label)
        column.addStretch(1)
        for widget in (self.said, self.progress, self.print_button, self.save_button, self.close_button):
            column.addWidget(widget)
        for button in (self.print_button, self.save_button, self.close_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return panel

    def add_choices(self, column: QVBoxLayout) -> None:
        """Put further choices under the title; a plain preview has none."""

    def leaving(self) -> CopyInfo | None:
        """Return what is about to leave, None when it may not; the way and the place are filled in by whoever asks."""
        return CopyInfo("", self._pdf, "")

    def file_name(self) -> str:
        """Return the suggested file name."""
        return safe_file_name(self._file_stem, ".pdf")

    def path_for(self, chosen: Path) -> Path:
        """Return the file that is written where the user chose *chosen*."""
        return chosen if chosen.suffix.lower() == ".pdf" else chosen.with_name(chosen.name + ".pdf")

    def _build_keys(self) -> None:
        for keys, act in (
            ((QKeySequence.StandardKey.Print,), self.print_out),
            ((QKeySequence.StandardKey.Save,), self.save),
            (("Ctrl++", "Ctrl+="), lambda: self.pages.zoom(1)),
            (("Ctrl+-",), lambda: self.pages.zoom(-1)),
            (("Ctrl+0",), self.pages.fit_width),
            (("PgDown",), lambda: self.pages.turn(1)),
            (("PgUp",), lambda: self.pages.turn(-1)),
            (("Home",), lambda: self.pages.go_to(0)),
            (("End",), lambda: self.pages.go_to(self._pdf.pages - 1)),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(act)
            self.addAction(action)

    def show_copy(self, pdf: RenderedPdf) -> None:
        """Show the form set anew."""
        self._pdf = pdf
        self.pages.show_pdf(pdf.data)
        self.warning.setText(missing_text(pdf))
        self.warning.setVisible(bool(pdf.missing))
        self.hint.setText(_("Left empty: {fields}").format(fields=listed(self._gaps)))
        self.hint.setVisible(bool(self._gaps))
        self.fonts_label.setText(fonts_text(pdf))

    def _set_anew(self, more: bool) -> None:  # noqa: FBT001 - a Qt slot
        if self._on_more is not None:
            self.show_copy(self._on_more(more))

    def save(self) -> None:
        """Ask for a file and write the PDF there; an older one survives every failure."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        suggested = folder / self.file_name()
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as PDF"), str(suggested), _("PDF files (*.pdf)"))
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> bool:
        """Write the PDF; a refusal is shown and the dialog stays as it was."""
        path = self.path_for(path)
        copy = self.leaving()
        if copy is None:
            return False
        try:
            write_file(path, copy.pdf.data)
        except UserError as error:
            tell(self, str(error))
            return False
        self.said.setText(_("Saved: {path}").format(path=path))
        self._tell_printed(replace(copy, way=PDF, where=str(path)))
        return True

    def print_out(self) -> None:
        """Ask for the printer and send the pages there."""
        if self._job is not None:
            return
        if not QPrinterInfo.availablePrinterNames():
            tell(self, str(NoPrinter()))
            return
        printer = a4_printer()
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._pdf.pages)
        dialog.setFromTo(1, self._pdf.pages)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.send(printer)

    def send(self, printer: QPrinter) -> None:
        """Paint the pages on *printer* in a thread; Esc or the close button cancels."""
        copy = self.leaving()
        if copy is None:
            return
        copy = replace(copy, way=PRINTER, where=printer.printerName(), copies=printer.copyCount())
        self._job = PrintJob(copy.pdf.data, printer, self)
        self._job.page_done.connect(self._show_progress)
        self._job.ended.connect(lambda outcome: self._printed(outcome, copy))
        self._set_busy(busy=True)
        self._job.start()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.said.setText(_("Printing page {done} of {total}").format(done=done, total=total))

    def _set_busy(self, *, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        for button in (self.print_button, self.save_button, self.more):
            button.setEnabled(not busy)
        self.close_button.set_caption(_("Stop printing") if busy else _("Close"))
        self.said.setText(_("Printing…") if busy else "")

    def _printed(self, outcome: Outcome, copy: CopyInfo) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        self._set_busy(busy=False)
        if outcome is Outcome.REFUSED:
            tell(self, str(PrinterRefused(printer=copy.where)))
        elif outcome is Outcome.CANCELLED:
            self.not_confirmed(copy)
            self.said.setText(_("Printing was stopped."))
        elif self.came_out():
            self._tell_printed(copy)
            self.said.setText(_("Noted as printed."))
        else:
            self.not_confirmed(copy)
            self.said.setText(_("Not noted as printed. You can print again."))

    def came_out(self) -> bool:
        """Ask whether the paper is there: only the person at the printer knows."""
        return ask(
            self,
            _("The sheet was sent to the printer. Did it come out well? It is noted as printed only then."),
            yes=_("Yes, it is there"),
            no=_("No"),
        )

    def not_confirmed(self, copy: CopyInfo) -> None:
        """Hear that pages were sent and nobody said that they came out."""

    def _tell_printed(self, copy: CopyInfo) -> None:
        if self._on_printed is not None:
            self._on_printed(copy)

    @override
    def reject(self) -> None:
        """Stop a running print first; a second Esc closes."""
        if self._job is not None:
            self._job.cancel()
            return
        super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.cancel()
            event.ignore()
            return
        super().closeEvent(event)


def fonts_text(pdf: RenderedPdf) -> str:
    """Return what the pages are set in, and each face that had to be replaced."""
    lines = [_("{wanted} is not installed, {used} is used").format(wanted=a, used=b) for a, b in pdf.substituted]
    embedded = _("Embedded:\n{fonts}").format(fonts="\n".join(pdf.fonts))
    return "\n".join([*(lines or [_("All faces are installed.")]), "", embedded])


def missing_text(pdf: RenderedPdf) -> str:
    """Return the warning of characters that no font has."""
    # A private-use character looks like anything in a font of icons: its number says more.
    signs = "  ".join(f"{'' if _is_private(sign) else sign}(U+{ord(sign):04X})" for sign in pdf.missing[:8])
    sentence = _("No installed font has these characters, they will print as empty boxes: {signs}")
    return sentence.format(signs=signs) if pdf.missing else ""


def _is_private(sign: str) -> bool:
    return unicodedata.category(sign) == "Co"
