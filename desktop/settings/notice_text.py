"""The text of a holiday notice beside the days that are read from it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.calendar.notices import NoticeDay
from core.i18n import N_, _, day_text, weekday_text
from desktop.theme import theme
from desktop.widgets import PlainButton, PlainLabel
from desktop.widgets.form import text_area
from desktop.widgets.marks import paint_day_badge
from desktop.widgets.table import Column, RowTable


def _paint_badge(painter: QPainter, area: QRectF, row: NoticeDay) -> None:
    paint_day_badge(painter, QRectF(area.left(), area.top(), 16, area.height()), off=not row.entry.is_workday,
                    county=False)  # fmt: skip


def _day(row: NoticeDay) -> str:
    return f"{day_text(row.entry.day, year=True)} {weekday_text(row.entry.day)}"


DAYS: Final = (
    Column(N_("Date"), _day, None, 176, 152, phrase=True),
    Column("", lambda r: _("Working day") if r.entry.is_workday else _("Day off"), None, 40, 40, _paint_badge),
    Column(N_("Holiday"), lambda r: _(r.entry.name), None, 84, 156),
    Column(N_("Read from"), lambda r: r.phrase, None, 0, 0, tone=lambda _r: "ink2"),
)


class PhraseMark(QSyntaxHighlighter):
    """Underlays the phrase that is wrong, where it stands as written."""

    phrase = ""

    def show(self, phrase: str) -> None:
        """Underlay *phrase*, "" nothing."""
        if phrase != self.phrase:
            self.phrase = phrase
            self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        place = text.find(self.phrase) if self.phrase else -1
        if place >= 0:
            ground = QTextCharFormat()
            ground.setBackground(theme().red_t)
            self.setFormat(place, len(self.phrase), ground)


class TextStep(QWidget):
    """The text at the left with its buttons; what was read of it, and what is doubtful, at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.text = text_area(high=200)
        self.text.setMaximumHeight(16777215)
        self.text.setMinimumWidth(380)
        self.text.setAccessibleName(_("Text of the notice"))
        self.text.setPlaceholderText(_("Paste the State Council's notice here, title included, or open its file."))
        self.mark = PhraseMark(self.text.document())
        self.paste_button = PlainButton(_("Paste"), "clipboard-text")
        self.open_button = PlainButton(_("Open file…"), "folder-open", hint="Ctrl O")
        self.summary = PlainLabel("", px=15, wrap=True)
        self.doubts = PlainLabel("", px=13, tone="amb", wrap=True)
        self.days = RowTable(DAYS, _("Days read from the notice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addLayout(self._build_left(), 5)
        row.addLayout(self._build_right(), 7)

    def _build_left(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.paste_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(buttons)
        left.addWidget(self.text, 1)
        return left

    def _build_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.summary)
        right.addWidget(self.doubts)
        right.addWidget(self.days, 1)
        return right
