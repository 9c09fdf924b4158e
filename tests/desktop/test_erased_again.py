"""Restoring a backup that is older than an erasure: the window tells first, and erases again after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.issues import IssueState
from db import models as m
from db.backup import back_up_file
from db.queries.retention import erasure_plan
from db.services.erased_since import ComingBack, Erasure
from db.services.erasure import erase_petitioner
from db.store import Store
from desktop.desk import Desk
from desktop.erased_again import ComingBackDialog, Wish
from desktop.machine import Machine
from tests.desktop.conftest import TODAY


def one_closed(store: Store) -> int:
    """Close every issue of one petitioner and return who it is."""
    with store.write("Close") as session:
        issue = session.query(m.Issue).filter(m.Issue.petitioner_id.is_not(None)).first()
        for each in session.query(m.Issue).filter_by(petitioner_id=issue.petitioner_id):
            each.state = IssueState.CLOSED
        return issue.petitioner_id


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, machine: Machine, county: Store) -> Iterator[Desk]:
    path = county.origin.path
    county.close()
    made = Desk(machine, today=lambda: TODAY)
    assert made.start(path)
    yield made
    made.window.close()
    made.end()


def erased_after_a_backup(desk: Desk) -> tuple[Path, int]:
    store = desk.ctx.store
    person = one_closed(store)
    source = back_up_file(store.origin.path, None, reason="asked").path
    erase_petitioner(store, person, reason="r", today=TODAY)
    return source, person


def press(button: str) -> list[str]:
    """Press a button of the question as soon as it stands there; return what it said."""
    said: list[str] = []

    def now() -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, ComingBackDialog) and each.isVisible():
                said.append(each.text.text())
                getattr(each, button).click()
                return
        QTimer.singleShot(20, now)

    QTimer.singleShot(20, now)
    return said


def is_erased(desk: Desk, person: int) -> bool:
    with desk.ctx.store.read() as session:
        plan = erasure_plan(session, person, settings=desk.ctx.settings, alike=False)
    return plan.erased_on is not None


@pytest.mark.parametrize(("button", "erased"), [("again", True), ("back", False)])
def test_who_comes_back_is_told_of_before_and_erased_again_if_wished(
    qtbot: QtBot, desk: Desk, button: str, erased: bool
) -> None:
    source, person = erased_after_a_backup(desk)
    before, said = desk.ctx, press(button)

    desk.window.restore_wanted.emit(source)
    qtbot.waitUntil(lambda: desk.ctx not in {None, before}, timeout=8000)

    assert said
    assert said[0].startswith("1 person was erased after this backup")
    assert is_erased(desk, person) is erased
    for each in QApplication.topLevelWidgets():
        if each.isModal():
            each.close()


def test_cancel_leaves_the_schedule_as_it_is(qtbot: QtBot, desk: Desk) -> None:
    source, person = erased_after_a_backup(desk)
    before, head = desk.ctx, desk.ctx.store.head()
    press("away")

    desk.window.restore_wanted.emit(source)
    qtbot.waitUntil(lambda: desk.ctx not in {None, before}, timeout=8000)

    assert desk.ctx.store.head() == head
    assert is_erased(desk, person)


def test_who_cannot_be_matched_is_told_and_nothing_offers_to_erase(qtbot: QtBot) -> None:
    box = ComingBackDialog(None, ComingBack(unknown=2))
    qtbot.addWidget(box)
    assert "2 more" in box.text.text()
    assert box.again.isHidden()
    assert box.wish is Wish.AWAY
    both = ComingBackDialog(None, ComingBack((Erasure((1, 2), attachments=False),), unknown=1))
    qtbot.addWidget(both)
    assert both.text.text().startswith("2 people")
    assert not both.again.isHidden()
