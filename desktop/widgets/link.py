"""Words that lead somewhere: they look like the text around them, underlined under the pointer or the cursor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from typing_extensions import override

from desktop.fonts import metrics
from desktop.widgets.flow import Flow
from desktop.widgets.text import PlainLabel, plain_tooltip


class LinkLabel(PlainLabel):
    """Words to click, or to reach with Tab and follow with Enter. Signal: clicked()."""

    clicked = Signal()

    def __init__(
        self, text: str = "", *, px: int = 14, bold: bool = False, tone: str = "", serifed: bool = False,
        wrap: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(text, px=px, bold=bold, tone=tone, serifed=serifed, wrap=wrap)
        self._leads = True
        self.set_leads(leads=True)

    def set_leads(self, *, leads: bool) -> None:
        """Lead somewhere, or be plain words."""
        self._leads = leads
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self._underline(on=False)

    def _underline(self, *, on: bool) -> None:
        font = self.font()
        font.setUnderline(on and self._leads)
        self.setFont(font)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._underline(on=True)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._underline(on=self.hasFocus())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._underline(on=True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._underline(on=False)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._leads
            and event.button() is Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.clicked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leads and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.clicked.emit()
            return
        super().keyPressEvent(event)


class LinkLine(Flow):
    """Links and words between them, one after the other; they go on in the next line.

    Args:
        px: Size of the type.
        bold: Weight 700.
        serifed: Serif face.
        longest: Width in px at which a single name is shortened.
        gap: Between two parts.
    """

    def __init__(
        self, *, px: int = 14, bold: bool = False, serifed: bool = False, longest: int = 260, gap: int = 6
    ) -> None:
        super().__init__(gap=gap)
        self._px, self._bold, self._serifed, self._longest = px, bold, serifed, longest
        self._words: list[str] = []

    def text(self) -> str:
        """Return all words in one line."""
        return " ".join(self._words)

    @override
    def clear(self) -> None:
        """Take everything out."""
        super().clear()
        self._words.clear()

    def add_link(self, words: str, do: Callable[[], object] | None) -> None:
        """Add words that call *do*; None adds plain words."""
        shown = metrics(self._px, bold=self._bold).elidedText(words, Qt.TextElideMode.ElideRight, self._longest)
        link = LinkLabel(shown, px=self._px, bold=self._bold, serifed=self._serifed)
        link.setAccessibleName(words)
        link.set_leads(leads=do is not None)
        if shown != words:
            plain_tooltip(link, words)
        if do is not None:
            link.clicked.connect(do)
        self._words.append(words)
        self.add(link)
