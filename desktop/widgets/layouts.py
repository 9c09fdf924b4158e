"""Layouts that pages and dialogs share: a page's header, a list dialog's bands, and emptying one to fill it anew."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.widgets.text import PlainLabel


def page_header(title: QWidget, *widgets: QWidget) -> QHBoxLayout:
    """Return a page's header of 56 px: the title, then *widgets* at the right."""
    row = QHBoxLayout()
    row.setContentsMargins(24, 10, 20, 10)
    row.setSpacing(10)
    row.addWidget(title)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    return row


def list_head(title: str, beside: QWidget, *at_right: QWidget) -> QHBoxLayout:
    """Return the head of a dialog whose list reaches from edge to edge: its title, words beside it, and switches."""
    row = list_band()
    row.addWidget(PlainLabel(title, px=19, bold=True, serifed=True))
    row.addWidget(beside)
    row.addStretch(1)
    for widget in at_right:
        row.addWidget(widget)
    return row


def list_band() -> QHBoxLayout:
    """Return an empty band above or below such a list."""
    row = QHBoxLayout()
    row.setContentsMargins(24, 0, 24, 0)
    row.setSpacing(12)
    return row


def build_list_dialog(dialog: QWidget, head: QLayout, rows: QWidget, foot: QLayout) -> None:
    """Put *head*, the list and *foot* into *dialog*."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 18, 0, 16)
    column.setSpacing(12)
    column.addLayout(head)
    column.addWidget(rows, 1)
    column.addLayout(foot)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of *layout* and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()  # it is deleted in the next turn of the event loop, and must not be seen till then
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
