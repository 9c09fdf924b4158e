"""A paragraph that ends in links: they follow its last words, and Tab goes through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.fonts import sans
from desktop.theme import theme
from desktop.widgets.link import LinkLabel
from desktop.widgets.text import plain_tooltip, whole_dates

_GAP = 4
_WIDTHS = 4


class UnderlinedLink(LinkLabel):
    """A link that is always underlined."""

    @override
    def _underline(self, *, on: bool) -> None:
        super()._underline(on=True)


class LinkedText(QWidget):
    """Words and links after them.

    Args:
        text: The words; may be empty.
        links: Words of each link and what it does.
        px, leading: Size of the type, distance of the lines.
        tone: Colour token of the words.
    """

    def __init__(
        self,
        text: str,
        links: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        px: int = 13,
        leading: int = 20,
        tone: str = "ink2",
    ) -> None:
        super().__init__()
        self._text, self._tone, self._leading, self._px = text, tone, leading, px
        self.setFont(sans(px))
        self.setAccessibleName(text)
        self.links: list[UnderlinedLink] = []
        self._known: dict[int, tuple[QTextLayout, int, float]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for words, do in links:
            self.add_link(words, do)

    def add_link(self, words: str, do: Callable[[], object], tip: str = "") -> None:
        """Add a link at the end."""
        link = UnderlinedLink(words, px=self._px, tone="acc")
        link.setParent(self)
        link.clicked.connect(do)
        plain_tooltip(link, tip)
        if tip:
            link.setAccessibleDescription(tip)
        link.show()
        self.links.append(link)
        self.updateGeometry()
        self._place(self.width(), moves=True)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(width, moves=False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._leading)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), moves=True)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().colour(self._tone))
        self._lines(self.width())[0].draw(painter, QPointF(0, 0))
        painter.end()

    def _place(self, width: int, *, moves: bool) -> int:
        """Put the links behind the words; return how high all of it is."""
        _layout, n, end = self._lines(width)
        x, line = (end + _GAP, n - 1) if n else (0.0, 0)
        for link in self.links:
            wide = min(link.sizeHint().width(), width)
            if x > 0 and x + wide > width:
                x, line = 0.0, line + 1
            if moves:
                link.setGeometry(round(x), line * self._leading + 1, wide, self._leading)
            x += wide + _GAP + 4
        return (line + 1) * self._leading if n or self.links else 0

    def _lines(self, width: int) -> tuple[QTextLayout, int, float]:
        if width in self._known:
            return self._known[width]
        layout = QTextLayout(whole_dates(self._text).replace("\n", "\u2028"), self.font(), self)
        layout.beginLayout()
        n, end = 0, 0.0
        while self._text and (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, n * self._leading + (self._leading - line.height()) / 2))
            end = line.naturalTextWidth()
            n += 1
        layout.endLayout()
        if len(self._known) > _WIDTHS:  # asked again and again while a layout settles
            self._known.clear()
        self._known[width] = layout, n, end
        return layout, n, end
