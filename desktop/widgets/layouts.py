"""Layouts that pages share: a page's header, and emptying one to fill it anew."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget


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


def clear_layout(layout: QLayout) -> None:
    """Take everything out of *layout* and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()  # it is deleted in the next turn of the event loop, and must not be seen till then
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
