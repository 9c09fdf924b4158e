"""Everything that takes the focus says what it is, on every page and in every dialog; nothing flashes up on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.entry_rows import Pasted
from core.visits import Half, VisitDraft
from db.queries.issue_entry import entry_visits_on
from db.queries.names import named_townships
from db.store import Store
from desktop.backup_choice import BackupChoice
from desktop.context import AppContext
from desktop.desk import Desk
from desktop.issues.entry.paste_dialog import PasteDialog
from desktop.issues.entry.visit_choice import VisitChoice
from desktop.issues.issues_page import IssuesPage
from desktop.key_sheet import KeySheet
from desktop.machine import Machine
from desktop.main_window import MainWindow
from desktop.page import INNER_PAGES, PAGES
from desktop.start_dialogs import StartChoice, StartDialog
from desktop.visits.editor import VisitEditor
from tests.desktop.conftest import TODAY

Make = Callable[[MainWindow], QWidget | None]


@pytest.fixture
def window(qtbot: QtBot, county: Store, make_ctx: Callable[[Store], AppContext], machine: Machine) -> MainWindow:
    made = MainWindow(machine)
    qtbot.addWidget(made)
    made.resize(1440, 868)
    made.open(make_ctx(county), "today")
    made.show()
    qtbot.waitExposed(made)
    return made


def is_inner(widget: QWidget) -> bool:
    """Whether it is a part of a field that speaks for it."""
    parent = widget.parentWidget()
    return isinstance(widget, QLineEdit) and isinstance(parent, (QComboBox, QAbstractSpinBox))


def nameless(root: QWidget) -> list[str]:
    """Return what takes the focus by Tab inside *root* and has no name for a screen reader."""
    found = []
    for widget in root.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root) and widget.isEnabled()
        if not takes or is_inner(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            parent = widget.parentWidget()
            found.append(f"{type(widget).__name__} in {type(parent).__name__}")
    return found


@pytest.mark.parametrize("key", [entry.key for entry in (*PAGES, *INNER_PAGES)])
def test_every_page_names_what_takes_the_focus(window: MainWindow, key: str) -> None:
    window.show_page(key)
    assert nameless(window) == []


def test_every_section_of_the_settings_does(window: MainWindow) -> None:
    for section in ("office", "limits", "days", "meetings", "kinds", "outings", "look", "data"):
        window.show_page("settings", section=section)
        assert (section, nameless(window)) == (section, [])


def entry(window: MainWindow) -> None:
    ctx = window.ctx()
    assert ctx is not None
    with ctx.store.read() as session:
        visit = entry_visits_on(session, TODAY)[0].id
    window.show_page("issues", entry_for=visit)


def ctx_of(window: MainWindow) -> AppContext:
    ctx = window.ctx()
    assert ctx is not None
    return ctx


def visit_choice(window: MainWindow) -> QWidget:
    with ctx_of(window).store.read() as session:
        return VisitChoice(window, entry_visits_on(session, TODAY), named_townships(session))


def act(name: str) -> Make:
    def make(window: MainWindow) -> QWidget | None:
        window.show_page("issues")
        page = window.page()
        assert isinstance(page, IssuesPage)
        page.acts.act(name, page.ledger.detail.detail)
        return page.acts.dialog

    return make


def form(key: str, method: str, *args: object, **target: object) -> Make:
    def make(window: MainWindow) -> QWidget | None:
        window.show_page(key, **target)
        made: QWidget | None = getattr(window.page(), method)(*args)
        return made

    return make


def history(window: MainWindow) -> QWidget | None:
    window.show_page("issues")
    window.run_action("history")
    return next((each for each in window.findChildren(QDialog) if each.isVisible()), None)


DIALOGS: dict[str, Make] = {
    "fast entry": lambda window: entry(window) or window,
    "new visit": lambda window: VisitEditor(
        ctx_of(window), VisitDraft("u1", date(2026, 11, 30), Half.MORNING, "petition_reception"), parent=window
    ),
    "key sheet": lambda window: KeySheet(window, "calendar"),
    "visit choice": visit_choice,
    "history": history,
    "start": lambda _window: StartDialog(None, "No.", (StartChoice.RESTORE, StartChoice.OTHER)),
    "backups": lambda _window: BackupChoice(None, Path("/nowhere/schedule.db")),
    "paste": lambda window: PasteDialog(window, Pasted(lines=(("a", "b"),), targets=(0, None), sure=False)),
    "press": act("press"),
    "extend": act("extend"),
    "close": act("close"),
    "progress": act("progress"),
    "correct": act("edit"),
    "township": form("townships", "edit", 1),
    "village": form("townships", "add_village"),
    "leader": form("leaders", "edit_leader", 1),
    "absence": form("leaders", "add_absence"),
    "unit": form("leaders", "edit_agency", 1, agency_id=1),
}


@pytest.mark.parametrize("which", DIALOGS)
def test_every_dialog_names_what_takes_the_focus(qtbot: QtBot, window: MainWindow, which: str) -> None:
    shown = DIALOGS[which](window)
    assert shown is not None
    if shown is not window:
        qtbot.addWidget(shown)
        shown.show()
    assert nameless(shown) == []


def test_the_welcome_page_does(qtbot: QtBot, machine: Machine) -> None:
    desk = Desk(machine, today=lambda: TODAY)
    qtbot.addWidget(desk.window)
    desk.start(None)
    assert nameless(desk.window) == []
    desk.end()


class Flashes(QObject):
    """Hears of every widget that is shown as a window of its own, which nobody asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = isinstance(watched, (MainWindow, QDialog, QMenu)) or watched.windowFlags() & Qt.WindowType.ToolTip
            if not meant:
                self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def flashes(window: MainWindow) -> Iterator[Flashes]:
    spy = Flashes()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(spy)
    yield spy
    application.removeEventFilter(spy)


def test_no_part_of_a_page_flashes_up_as_a_window(window: MainWindow, flashes: Flashes) -> None:
    for each in PAGES:
        window.show_page(each.key)
    entry(window)
    assert flashes.seen == []


@pytest.mark.parametrize("which", ["township", "village", "leader", "absence", "unit", "correct", "history", "extend"])
def test_no_part_of_a_dialog_flashes_up_as_a_window(window: MainWindow, flashes: Flashes, which: str) -> None:
    DIALOGS[which](window)
    assert flashes.seen == []
