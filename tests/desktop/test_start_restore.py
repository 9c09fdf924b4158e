"""A schedule that does not open at the start: what is offered, and that nothing is thrown away on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.storage_errors import DamagedSchedule, DiskFull, FileMissing, NetworkFolder, SavesMissing
from db.backup import back_up_file, backups_of
from db.services.settings import save_settings
from db.store import Store, open_store
from desktop import opener
from desktop.backup_choice import BackupChoice
from desktop.desk import Desk
from desktop.machine import Machine
from desktop.start_dialogs import StartChoice, StartDialog, choices_for
from tests.desktop.conftest import TODAY

Answer = Callable[..., None]


class Clock:
    """A day that can be set."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(qtbot: QtBot, machine: Machine, clock: Clock) -> Iterator[Desk]:
    made = Desk(machine, today=clock)
    qtbot.addWidget(made.window)
    yield made
    made.end()
    made.window.close()


@pytest.fixture
def path(county: Store) -> Path:
    """A schedule that was backed up, then changed, then closed."""
    found = county.origin.path
    assert found is not None
    back_up_file(found, reason="daily")
    with county.write("Rename") as session:
        save_settings(session, county="青山县")
    county.close()
    return found


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Let the start dialog be answered; remembers what was asked in `answer.asked`."""
    asked: list[tuple[str, tuple[StartChoice, ...]]] = []

    def say(*choices: StartChoice) -> None:
        left = list(choices)

        def reply(_window: object, text: str, offered: tuple[StartChoice, ...]) -> StartChoice:
            asked.append((text, offered))
            return left.pop(0) if left else StartChoice.QUIT

        monkeypatch.setattr(opener, "ask_at_start", reply)

    say.asked = asked  # type: ignore[attr-defined]
    monkeypatch.setattr(opener, "ask", lambda *_args, **_keys: True)
    return say


def choose_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    def newest(_window: object, path: Path) -> Path:
        return next(each.path for each in backups_of(path) if each.good)

    monkeypatch.setattr(opener, "choose_backup", newest)


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : len(data) // 2] = b"\x5a" * (len(data) // 2 - 4096)
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50_000])


def overwrite(path: Path) -> None:
    path.write_text("<html>" + "x" * 5000, encoding="utf-8")


@pytest.mark.parametrize("spoil", [damage, cut, overwrite])
def test_a_spoilt_schedule_is_restored_and_the_spoilt_file_kept(
    desk: Desk, path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    spoilt = path.read_bytes()
    choose_newest(monkeypatch)
    answer(StartChoice.RESTORE)

    assert desk.start(path)
    assert desk.ctx is not None
    assert (desk.ctx.settings.county, desk.ctx.read_only) == ("云岭县", False)
    kept = [file.read_bytes() for file in path.parent.glob("backups/damaged-*/*.db")]
    assert kept == [spoilt]
    assert answer.asked[0][1] == (StartChoice.RESTORE, StartChoice.OTHER)  # type: ignore[attr-defined]


def test_going_back_from_the_backups_asks_again_and_changes_nothing(
    desk: Desk, path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(path)
    spoilt = path.read_bytes()
    monkeypatch.setattr(opener, "choose_backup", lambda *_args: None)
    answer(StartChoice.RESTORE, StartChoice.OTHER)
    monkeypatch.setattr(opener, "choose_schedule", lambda *_args: None)

    assert not desk.start(path)
    assert len(answer.asked) == 3  # type: ignore[attr-defined]
    assert path.read_bytes() == spoilt


def lose_saves(path: Path) -> None:
    """Put an older copy in the place of the schedule, as a careless hand does."""
    shutil.copyfile(next(each.path for each in backups_of(path)), path)


def test_missing_saves_offer_reading_taking_and_restoring(desk: Desk, path: Path, answer: Answer) -> None:
    lose_saves(path)
    answer(StartChoice.LOOK)

    assert desk.start(path)
    assert desk.ctx is not None
    assert (desk.ctx.settings.county, desk.ctx.read_only) == ("云岭县", True)
    assert "read-only" in desk.window.notices()
    offered = answer.asked[0][1]  # type: ignore[attr-defined]
    assert offered == (StartChoice.RESTORE, StartChoice.LOOK, StartChoice.ACCEPT, StartChoice.OTHER)


def test_missing_saves_can_be_taken_as_they_are(desk: Desk, path: Path, answer: Answer) -> None:
    lose_saves(path)
    answer(StartChoice.ACCEPT)

    assert desk.start(path)
    assert desk.ctx is not None
    assert (desk.ctx.settings.county, desk.ctx.read_only) == ("云岭县", False)
    assert len(answer.asked) == 1  # type: ignore[attr-defined]


def test_a_missing_file_with_backups_beside_its_place_can_be_restored(
    desk: Desk, path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    choose_newest(monkeypatch)
    answer(StartChoice.RESTORE)

    assert desk.start(path)
    assert desk.ctx is not None
    assert desk.ctx.settings.county == "云岭县"


@pytest.mark.parametrize("spoilt", ["file", "folder"])
def test_what_cannot_be_written_opens_with_the_banner(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    monkeypatch.setattr(  # the tests may run as root, who may write everything
        "db.filesystems.os.access", lambda at, _mode: Path(at) != (path if spoilt == "file" else path.parent)
    )
    assert desk.start(path)
    assert desk.ctx is not None
    assert desk.ctx.read_only
    assert desk.window.notices()["read-only"].startswith("Open for reading only:")


def test_a_file_that_may_not_be_read_is_told_in_a_sentence(
    desk: Desk, path: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_keys: object) -> Store:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(opener, "open_store", refuse)
    answer(StartChoice.QUIT)
    assert not desk.start(path)
    assert str(path) in answer.asked[0][0]  # type: ignore[attr-defined]


def test_each_refusal_offers_what_helps(path: Path) -> None:
    gone = path.parent / "none" / "gone.db"
    assert choices_for(FileMissing(path=gone), gone) == (StartChoice.OTHER, StartChoice.CREATE)
    assert choices_for(DamagedSchedule(path=path, what="x"), path)[0] is StartChoice.RESTORE
    assert choices_for(NetworkFolder(path=path, kind="nfs"), path) == (StartChoice.OTHER,)
    assert choices_for(DiskFull(path=path, place=path), path) == (StartChoice.OTHER,)
    assert choices_for(DamagedSchedule(path="x", what="x"), "postgresql://x") == (StartChoice.OTHER,)


@pytest.mark.parametrize(("steps", "wanted"), [(0, StartChoice.RESTORE), (1, StartChoice.LOOK), (3, StartChoice.OTHER)])
def test_the_start_dialog_is_answered_by_keys(qtbot: QtBot, path: Path, steps: int, wanted: StartChoice) -> None:
    refusal = SavesMissing(path=path, found=1, expected=3)
    dialog = StartDialog(None, str(refusal), choices_for(refusal, path))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for _step in range(steps):
        qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
    assert dialog.chosen is wanted


def test_backups_are_listed_newest_first_and_bad_ones_cannot_be_chosen(qtbot: QtBot, path: Path) -> None:
    first = backups_of(path)[0]
    later = back_up_file(path, reason="asked", now=first.made_at + timedelta(hours=2))
    later.path.write_bytes(later.path.read_bytes()[:-4096] + b"\x00" * 4096)
    dialog = BackupChoice(None, path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: [line.proved for line in dialog.table.rows.rows()] == [True, True])

    tester = QAbstractItemModelTester(dialog.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    texts = [[str(dialog.table.rows.index(row, column).data()) for column in (1, 2, 4)] for row in range(2)]
    assert texts == [
        ["By hand", "Visits 83, issues 305", "Damaged: its content is not what was written"],
        ["Daily", "Visits 83, issues 305", "Good"],
    ]
    assert not dialog.restore_button.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.chosen is None
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.restore_button.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.chosen == first.path
    del tester


def test_a_place_without_backups_says_where_to_look(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = BackupChoice(None, tmp_path / "schedule.db")
    qtbot.addWidget(dialog)
    assert str(tmp_path / "backups") in dialog.none.text()
    assert not dialog.restore_button.isEnabled()


def made_on(path: Path) -> list[date]:
    return [each.made_at.date() for each in backups_of(path, proved=True) if each.good]


def test_a_day_that_begins_while_the_window_stands_open_is_backed_up_too(
    qtbot: QtBot, desk: Desk, county: Store, clock: Clock
) -> None:
    path = county.origin.path
    assert path is not None
    county.close()
    assert desk.start(path)
    qtbot.waitUntil(lambda: made_on(path) == [TODAY], timeout=8000)
    desk.window._on_minute()
    assert made_on(path) == [TODAY]

    clock.day = TODAY + timedelta(1)
    desk.window._on_minute()
    qtbot.waitUntil(lambda: made_on(path) == [clock.day, TODAY], timeout=8000)
    desk.window._on_minute()
    assert desk.ctx is not None
    desk.ctx.tasks.wait(2000)
    assert made_on(path) == [clock.day, TODAY]


def test_a_backup_that_fails_stays_in_sight_until_one_succeeds(
    qtbot: QtBot, desk: Desk, county: Store, clock: Clock
) -> None:
    path = county.origin.path
    assert path is not None
    county.close()
    blocker = path.parent / "backups"
    blocker.write_text("in the way", encoding="utf-8")
    assert desk.start(path)
    qtbot.waitUntil(lambda: "backup" in desk.window.notices(), timeout=8000)

    blocker.unlink()
    clock.day = TODAY + timedelta(1)
    desk.window._on_minute()
    qtbot.waitUntil(lambda: "backup" not in desk.window.notices(), timeout=8000)
    assert made_on(path) == [clock.day]
    open_store(path, read_only=True).close()
