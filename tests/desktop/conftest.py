"""A themed application, an empty schedule and the county of the pictures, each with its context."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.i18n import set_language
from db.opening import create_file
from db.store import Store, open_store
from desktop import theme
from desktop.app import dress
from desktop.calendar.calendar_page import CalendarPage
from desktop.context import AppContext
from desktop.machine import Machine
from tests import mockup
from tests.desktop.pages import Window

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[None]:
    """Dress the application as the app does, by day."""
    dress(qapp, theme.LIGHT)
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # or every page of every test is dressed again
    if theme.mode() != theme.LIGHT:
        theme.set_mode(theme.LIGHT)


@pytest.fixture
def chinese() -> None:
    """Speak Chinese in this test; tests/conftest.py puts English back."""
    set_language("zh_CN")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return window settings of this test's own."""
    return Machine(path=tmp_path / "window.json")


@pytest.fixture(scope="session")
def _empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schedules") / "empty.db"
    create_file(path, None)
    return path


@pytest.fixture(scope="session")
def _county_file(tmp_path_factory: pytest.TempPathFactory, _empty_file: Path) -> Path:
    path = tmp_path_factory.mktemp("schedules") / "county.db"
    shutil.copyfile(_empty_file, path)
    store = open_store(path, today=lambda: TODAY)
    with store.write("Fill") as session:
        mockup.fill(session)
    store.close()
    return path


def _opened(template: Path, path: Path) -> Store:
    shutil.copyfile(template, path)
    return open_store(path, actor="tester", today=lambda: TODAY)


@pytest.fixture
def store(tmp_path: Path, _empty_file: Path) -> Iterator[Store]:
    """Return an empty schedule."""
    made = _opened(_empty_file, tmp_path / "schedule.db")
    yield made
    made.close()


@pytest.fixture
def county(tmp_path: Path, _county_file: Path) -> Iterator[Store]:
    """Return the schedule of the pictures in design/ui."""
    made = _opened(_county_file, tmp_path / "county.db")
    yield made
    made.close()


@pytest.fixture
def make_ctx(machine: Machine) -> Iterator[Callable[[Store], AppContext]]:
    """Return how to make a context on a store; it is closed after the test."""
    made: list[AppContext] = []

    def make(on: Store) -> AppContext:
        made.append(AppContext(on, today=lambda: TODAY, machine=machine))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def ctx(make_ctx: Callable[[Store], AppContext], store: Store) -> AppContext:
    """Return a context on an empty schedule."""
    return make_ctx(store)


@pytest.fixture
def county_ctx(make_ctx: Callable[[Store], AppContext], county: Store) -> AppContext:
    """Return a context on the county of the pictures."""
    return make_ctx(county)


@pytest.fixture
def window(county_ctx: AppContext) -> Window:
    """Return what a page of the county needs of its window."""
    made = Window()
    county_ctx.attach(made)
    return made


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """Return an active window to put widgets into."""
    made = QWidget()
    made.resize(900, 600)
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def calendar_page(
    qtbot: QtBot, county_ctx: AppContext, window: Window, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CalendarPage]:
    """Return the county's calendar, in sight and reloading; `window.notices` holds what it says above."""
    notices: list[tuple[str, str, dict[str, object]]] = []
    monkeypatch.setattr(window, "notices", notices, raising=False)
    monkeypatch.setattr(window, "notice", lambda key, text, **more: notices.append((key, text, more)), raising=False)
    monkeypatch.setattr(window, "drop_notice", lambda _key: None, raising=False)
    made = CalendarPage(county_ctx)
    qtbot.addWidget(made)
    county_ctx.hub.changed.connect(lambda tables: made.reload(tables & made.TABLES) if tables & made.TABLES else None)
    made.resize(1294, 680)
    made.shown(TODAY)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for dialog in (made.requests.commands.dialog, made.commands.dialog):
        if dialog is not None:
            dialog.done(0)
