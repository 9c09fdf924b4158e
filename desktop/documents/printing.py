"""Sending a PDF to a printer off the GUI thread, page by page, with progress and cancel."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPoint, QRect, QSize, Qt, QThread, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter
from typing_extensions import override

MOST_DPI: Final = 600
"""Finer than that no office printer shows, and a page would take half a gigabyte."""
_BAND: Final = 512
"""Lines painted at a time, so that a page never needs more than some megabytes."""
_POINTS_PER_INCH: Final = 72


class Outcome(Enum):
    """How a print job ended."""

    SENT = auto()
    CANCELLED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages to print, counted from 1, both included."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many pages that is."""
        return self.last - self.first + 1


def open_pdf(data: bytes, parent: QObject | None = None) -> QPdfDocument:
    """Return a document read from *data*, which it keeps alive."""
    document = QPdfDocument() if parent is None else QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def a4_printer() -> QPrinter:
    """Return the default printer set to A4 upright with the form's own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def pages_asked_for(printer: QPrinter, pages: int) -> PageRange:
    """Return what the print dialog left on *printer*, within a document of *pages* pages."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange or printer.fromPage() == 0:
        return PageRange(1, pages)
    first = max(1, min(printer.fromPage(), pages))
    return PageRange(first, max(first, min(printer.toPage() or pages, pages)))


class PrintJob(QThread):
    """Paints the pages on a printer. Qt lets a thread paint on a printer; the PDF is opened there too.

    Signals:
        page_done(int, int): so many pages of so many are painted.
        ended(Outcome): the job is with the printer, or is not.
    """

    page_done = Signal(int, int)
    ended = Signal(Outcome)

    def __init__(self, data: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data, self._printer = data, printer
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Stop before the next band; what the printer has not got yet is thrown away."""
        self._stop.set()

    @override
    def run(self) -> None:
        document = open_pdf(self._data)
        try:
            self.ended.emit(self._print(document))
        finally:
            document.close()

    def _print(self, document: QPdfDocument) -> Outcome:
        pages = pages_asked_for(self._printer, document.pageCount())
        # The printer's driver makes the copies where it can; elsewhere the pages are painted again.
        copies = 1 if self._printer.supportsMultipleCopies() else self._printer.copyCount()
        painter = QPainter()
        if document.pageCount() == 0 or not painter.begin(self._printer):
            return Outcome.REFUSED
        total, done = pages.count * copies, 0
        try:
            for _copy in range(copies):
                for page in range(pages.first - 1, pages.last):
                    if done and not self._printer.newPage():
                        return Outcome.REFUSED
                    if not self._paint(document, page, painter):
                        self._printer.abort()
                        return Outcome.CANCELLED
                    done += 1
                    self.page_done.emit(done, total)
        finally:
            painter.end()
        aborted = self._printer.printerState() in {QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error}
        return Outcome.REFUSED if aborted else Outcome.SENT

    def _paint(self, document: QPdfDocument, page: int, painter: QPainter) -> bool:
        """Paint one page in bands; False once the job is cancelled."""
        dpi = min(self._printer.resolution(), MOST_DPI)
        points = document.pagePointSize(page)
        size = QSize(round(points.width() * dpi / _POINTS_PER_INCH), round(points.height() * dpi / _POINTS_PER_INCH))
        scale = self._printer.resolution() / dpi
        painter.save()
        painter.scale(scale, scale)
        for top in range(0, size.height(), _BAND):
            if self._stop.is_set():
                painter.restore()
                return False
            area = QRect(0, top, size.width(), min(_BAND, size.height() - top))
            painter.drawImage(QPoint(0, top), _band(document, page, size, area))
        painter.restore()
        return True


def _band(document: QPdfDocument, page: int, size: QSize, area: QRect) -> QImage:
    """Return one band of a page on white; Qt leaves paper transparent."""
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(size)
    options.setScaledClipRect(area)
    seen = document.render(page, area.size(), options)
    band = QImage(area.size(), QImage.Format.Format_RGB32)
    band.fill(Qt.GlobalColor.white)
    painter = QPainter(band)
    painter.drawImage(0, 0, seen)
    painter.end()
    return band
