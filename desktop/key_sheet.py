"""F1 or Shift+/: every key on one sheet, made from the actions."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.i18n import _, is_chinese
from desktop.actions import ACTIONS, EVERYWHERE, keys_text
from desktop.key_notes import KEY_NOTES, SCOPE_TITLES
from desktop.widgets.dialogs import Message
from desktop.widgets.mark_widgets import KeyHint
from desktop.widgets.text import PlainLabel, SectionTitle

_CAP = 18
_TALLEST = 590
"""Pixels of the sheet's inside on a screen of 768; what is longer scrolls."""


def sheet_lines(scope: str) -> list[tuple[str, str]]:
    """Return keys and words of a scope, in the order of the list."""
    lines = [
        (keys_text(action.shortcut), _(action.text))
        for action in ACTIONS
        if (action.section or action.where) == scope and action.shortcut
    ]
    return lines + [(_note_keys(note.keys), _(note.text)) for note in KEY_NOTES if note.where == scope]


def _note_keys(keys: str) -> str:
    """Return keys as they are shown; the space bar is a word, which Chinese keyboards do not say in English."""
    return _("Space") if keys == "Space" else re.sub(r"(?<=\w)\+", " ", keys)


class KeySheet(Message):
    """The sheet; the section of the page in sight stands first after what works everywhere."""

    def __init__(self, parent: QWidget, scope: str) -> None:
        super().__init__(parent, title=_("Keys"))
        self.text.hide()
        self.setMaximumWidth(1340)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(18)
        others = sorted((key for key in SCOPE_TITLES if key != EVERYWHERE), key=lambda key: key != scope)
        for scopes in _spread([EVERYWHERE, *others]):
            columns.addLayout(_column(scopes), 1)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            self.area = _scrolling(inside)
            box.insertWidget(box.count() - 1, self.area)
            self.area.setFocus()
        self.add_button(_("Close")).setDefault(True)
        self.setMinimumWidth(self.sizeHint().width())  # English words are longer


def _scrolling(inside: QWidget) -> QScrollArea:
    """Return *inside* as high as it is, or as a small screen allows; the page and arrow keys scroll it."""
    area = QScrollArea()
    area.setAccessibleName(_("Keys"))
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    wanted = inside.sizeHint()
    area.setFixedHeight(min(wanted.height(), _TALLEST))
    area.setMinimumWidth(wanted.width())
    return area


def _spread(scopes: list[str]) -> list[list[str]]:
    """Return the scopes in five columns of about one height: the first two, then the longest to the shortest column."""
    columns: list[list[str]] = [[], [], [], [], []]
    heights = [0] * len(columns)
    first, others = scopes[:2], sorted(scopes[2:], key=lambda scope: -len(sheet_lines(scope)))
    for scope in [*first, *others]:
        at = heights.index(min(heights))
        columns[at].append(scope)
        heights[at] += len(sheet_lines(scope)) + 2
    return columns


def _column(scopes: list[str]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(10)
    for scope in scopes:
        column.addWidget(SectionTitle(_(SCOPE_TITLES[scope])))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)  # the longest column must fit a screen of 768 px
        grid.setColumnMinimumWidth(0, 84)
        grid.setColumnStretch(1, 1)
        for row, (keys, words) in enumerate(sheet_lines(scope)):
            cap = KeyHint(keys)
            cap.setFixedHeight(_CAP)
            grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(PlainLabel(words, px=13 if is_chinese() else 12), row, 1)
        column.addLayout(grid)
    column.addStretch(1)
    return column
