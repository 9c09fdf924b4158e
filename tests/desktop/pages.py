"""Small pages to try the window with, and a window to try the pages with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

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


class Window:
    """What a page needs of the window: it writes down where it is led."""

    def __init__(self) -> None:
        self.went: list[tuple[str, dict[str, object]]] = []
        self.said: list[str] = []

    def show_page(self, key: str, **target: object) -> None:
        self.went.append((key, target))

    def say(self, text: str, **_more: object) -> None:
        self.said.append(text)


def come_up(qtbot: QtBot, ctx: AppContext, make: Callable[[AppContext], Page]) -> Page:
    """Show a page that reloads as the window would have it."""
    page = make(ctx)
    qtbot.addWidget(page)
    ctx.hub.changed.connect(lambda tables: page.reload(tables & page.TABLES) if tables & page.TABLES else None)
    page.resize(1368, 868)
    page.shown(ctx.today())
    page.show()
    return page


def put(room: QWidget, widget: QWidget) -> None:
    """Add to a window that is shown already."""
    room.layout().addWidget(widget)
    QApplication.processEvents()


HERE = "tests.desktop.pages:Sample"
ENTRIES = (
    PageEntry("today", "Today", "sun-horizon", HERE),
    PageEntry("calendar", "Calendar", "calendar-blank", HERE),
    PageEntry("issues", "Issues", "clipboard-text", HERE),
    PageEntry("settings", "Settings", "gear-six", HERE, at_bottom=True),
)
