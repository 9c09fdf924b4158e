"""Small pages to try the window with."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.page import Page, PageEntry


class Sample(Page):
    """Remembers everything that the window asks of it."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"township", "setting"})

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.calls: list[Any] = []
        self.may_leave = True
        self.field, self.button = QLineEdit(), QPushButton("x")
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)

    def shown(self, today: date) -> None:
        self.calls.append(("shown", today))

    def reload(self, tables: frozenset[str]) -> None:
        self.calls.append(("reload", tables))

    def go(self, **target: Any) -> None:
        self.calls.append(("go", target))

    def leave(self) -> bool:
        return self.may_leave

    def panes(self) -> list[QWidget]:
        return [self.field, self.button]

    def new_visit(self) -> None:
        self.calls.append("new_visit")

    def mark_done(self) -> None:
        self.calls.append("mark_done")

    def close_issue(self) -> None:
        self.calls.append("close_issue")


HERE = "tests.desktop.pages:Sample"
ENTRIES = (
    PageEntry("today", "Today", "sun-horizon", HERE),
    PageEntry("calendar", "Calendar", "calendar-blank", HERE),
    PageEntry("issues", "Issues", "clipboard-text", HERE),
    PageEntry("settings", "Settings", "gear-six", HERE, at_bottom=True),
)
