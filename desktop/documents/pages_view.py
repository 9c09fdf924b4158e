"""Pages of a PDF with page number and zoom, as the preview and later readers show them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QIntValidator, QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from desktop.documents.printing import open_pdf
from desktop.theme import theme
from desktop.widgets.buttons import IconButton, QuietButton
from desktop.widgets.text import PlainLabel

ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PagesView(QWidget):
    """All pages below each other, and the bar above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = QPdfDocument(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        column.addWidget(self._build_view(), 1)

    def show_pdf(self, data: bytes) -> None:
        """Show other pages, from the first."""
        older = self.document
        self.document = open_pdf(data, self)
        self.view.setDocument(self.document)
        older.deleteLater()
        self._show_page_number(0)
        self._show_zoom()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_zoom)  # the pages take their new width after this event

    def _build_view(self) -> QPdfView:
        self.view = QPdfView(self)
        self.view.setObjectName("previewPages")
        self.view.setAccessibleName(_("Pages"))
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        colours = self.view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window):
            colours.setColor(role, theme().chrome)
        self.view.setPalette(colours)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page_number)
        return self.view

    def _build_bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("previewBar")
        bar.setProperty("surface", "sunken")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton("caret-left", _("Previous page"), hint="PgUp")
        self.forth = IconButton("caret-right", _("Next page"), hint="PgDn")
        self.page_field = QLineEdit()
        self.page_field.setAccessibleName(_("Page"))
        self.page_field.setValidator(QIntValidator(1, 9999, self.page_field))
        self.page_field.setFixedWidth(56)
        self.page_field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.page_count = PlainLabel(px=13, tone="ink2")
        self.smaller, self.larger = QuietButton("−"), QuietButton("+")
        self.smaller.setAccessibleName(_("Smaller"))
        self.larger.setAccessibleName(_("Larger"))
        self.zoom_label = PlainLabel(px=13, tone="ink2")
        self.fit = QuietButton(_("Fit width"))
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forth.clicked.connect(lambda: self.turn(1))
        self.page_field.returnPressed.connect(lambda: self.go_to(int(self.page_field.text() or 0) - 1))
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        self.fit.clicked.connect(self.fit_width)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(6)
        _add(row, self.back, self.page_field, self.page_count, self.forth)
        row.addStretch(1)
        _add(row, self.smaller, self.zoom_label, self.larger, self.fit)
        return bar

    @property
    def page(self) -> int:
        """The page in sight, counted from 0."""
        return self.view.pageNavigator().currentPage()

    def turn(self, by: int) -> None:
        """Go on or back by so many pages."""
        self.go_to(self.page + by)

    def go_to(self, page: int) -> None:
        """Show a page, counted from 0; beyond the ends nothing happens."""
        if not 0 <= page < self.document.pageCount():
            self._show_page_number(self.page)
        else:
            self.view.pageNavigator().jump(page, QPointF(), self.view.zoomFactor())

    def zoom(self, step: int) -> None:
        """Take the next larger or smaller size."""
        now = self._zoom_now()
        further = [size for size in ZOOMS if (size > now + 0.01 if step > 0 else size < now - 0.01)]
        if further:
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(further[0] if step > 0 else further[-1])
        self._show_zoom()

    def fit_width(self) -> None:
        """Make the page as wide as the window."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._show_zoom()

    def _zoom_now(self) -> float:
        if self.view.zoomMode() is QPdfView.ZoomMode.Custom:
            return self.view.zoomFactor()
        points = self.document.pagePointSize(0).width() or 1.0
        return self.view.viewport().width() / (points * self.logicalDpiX() / 72)

    def _show_zoom(self) -> None:
        fitted = self.view.zoomMode() is not QPdfView.ZoomMode.Custom
        self.zoom_label.setText(f"{self._zoom_now():.0%}")
        self.fit.setEnabled(not fitted)

    def _show_page_number(self, page: int) -> None:
        pages = self.document.pageCount()
        self.page_field.setText(str(page + 1))
        self.page_count.setText(ngettext("of {n} page", "of {n} pages", pages).format(n=pages))
        self.back.setEnabled(page > 0)
        self.forth.setEnabled(page + 1 < pages)


def _add(row: QHBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        row.addWidget(widget)
