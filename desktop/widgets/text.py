"""Text that is always shown as it was typed: no markup, no images, in labels and tooltips alike."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.fonts import sans, serif
from desktop.theme import theme

_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_JOINER = "\u2060"


def whole_dates(text: str) -> str:
    """Return *text* with every Chinese date held together, so that no line ends inside one; only for painting."""
    return _DATE.sub(lambda found: _JOINER.join(found[0]), text)


def plain_tip(text: str) -> str:
    """Return *text* for a tooltip or a model's ToolTipRole, in a form that Qt cannot read as markup."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def plain_tooltip(widget: QWidget, text: str) -> None:
    """Give *widget* a tooltip that shows *text* letter for letter."""
    widget.setToolTip(plain_tip(text))


class PlainLabel(QLabel):
    """A label that never interprets its text.

    Args:
        text: Shown letter for letter.
        px: Pixel size of the type.
        bold: Weight 700.
        tone: A colour token as text colour: ink2, ink3, acc, red, amb, grn; "" is ink.
        serifed: Serif face, for dates, times, titles and names of 15 px and more.
        wrap: Breaks lines.
        parent: Qt's parent.
    """

    def __init__(
        self,
        text: str = "",
        *,
        px: int = 14,
        bold: bool = False,
        tone: str = "",
        serifed: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(serif(px, bold=bold) if serifed else sans(px, bold=bold))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        """Show *text*; a wrapped label does not break a date."""
        super().setText(whole_dates(text) if self.wordWrap() else text)

    @override
    def text(self) -> str:
        """Return the text as it was given."""
        return super().text().replace(_JOINER, "")

    @override
    def setTextFormat(self, format: Qt.TextFormat) -> None:
        """Keep plain text, whatever is asked."""
        super().setTextFormat(Qt.TextFormat.PlainText)

    def set_tone(self, tone: str) -> None:
        """Change the colour token of the text."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(QWidget):
    """One line that shortens itself with "…" and shows the whole text in its tooltip then."""

    def __init__(
        self,
        text: str = "",
        *,
        px: int = 14,
        bold: bool = False,
        tone: str = "ink",
        serifed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone or "ink"
        self.setFont(serif(px, bold=bold) if serifed else sans(px, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text; line breaks become spaces."""
        self._text = " ".join(text.split()) if "\n" in text else text
        self.setAccessibleName(self._text)
        self._tell_whole()
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the colour token of the text."""
        self._tone = tone or "ink"
        self.update()

    @override
    def sizeHint(self) -> QSize:
        measure = self.fontMetrics()
        return QSize(measure.horizontalAdvance(self._text) + 1, measure.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 2, self.fontMetrics().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().colour(self._tone))
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        painter.end()

    def _tell_whole(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self._text) > self.width()
        plain_tooltip(self, self._text if cut else "")


class Paragraph(QWidget):
    """Several lines with a generous line height, shown letter for letter.

    Args:
        text: The words; they wrap at the widget's width.
        px: Size of the type.
        leading: Distance of the lines in px; by default 1.64 times the type.
        tone: A colour token.
        parent: Qt's parent.
    """

    def __init__(
        self, text: str, *, px: int = 14, leading: int = 0, tone: str = "ink", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._leading = text, tone, leading or round(px * 1.64)
        self.setFont(sans(px))
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._lines(width).lineCount() * self._leading

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._leading)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().colour(self._tone))
        self._lines(self.width()).draw(painter, QPointF(0, 0))
        painter.end()

    def _lines(self, width: int) -> QTextLayout:
        layout = QTextLayout(whole_dates(self._text).replace("\n", "\u2028"), self.font(), self)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, count * self._leading + (self._leading - line.height()) / 2))
            count += 1
        layout.endLayout()
        return layout


class Rule(QFrame):
    """A hairline: `line` between rows, `line2` under section titles and bars."""

    def __init__(self, token: str = "line", *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", token)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class SectionTitle(QWidget):
    """A title of 15 px bold with a grey note, a place at the right, and a hairline below.

    Args:
        title: The bold words.
        note: A count or a hint in grey, `2 场`.
        ruled: Draws the line below.
        parent: Qt's parent.
    """

    def __init__(self, title: str, note: str = "", *, ruled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, px=15, bold=True)
        self.note = PlainLabel(note, px=13, tone="ink3")
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._row)
        if ruled:
            column.addWidget(Rule("line2"))
        self.setAccessibleName(title)

    def set_note(self, note: str) -> None:
        """Change the grey words."""
        self.note.setText(note)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end of the title's line."""
        self._row.addWidget(widget)
