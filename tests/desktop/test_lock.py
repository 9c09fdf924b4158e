"""Locking: everything is covered, dialogs too, the key is gone, and every word is there again afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import CellType

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QVBoxLayout
from pytestqt.qtbot import QtBot

from core.vault_errors import Locked
from core.visits import Half, VisitDraft
from db.store import open_store
from db.vault import keyfile, tries
from desktop.desk import Desk
from desktop.lock.idle import IdleWatch, minutes_chosen
from desktop.lock.lock import Lock
from desktop.machine import Machine
from desktop.visits.editor import VisitEditor
from desktop.visits.unsaved import unsaved_forms
from desktop.widgets.dialogs import tell
from tests.db.vaults import CHEAP, PHRASE, files_with
from tests.desktop.conftest import TODAY
from tests.desktop.vault_desk import is_covered, protected_county, type_passphrase, unlock_box

WORDS = "欧阳暗记要带地图"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "COST", CHEAP)


@pytest.fixture
def path(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, _county_file: Path) -> tuple[Path, str]:
    found, sealed = protected_county(_county_file, tmp_path, tmp_path_factory.mktemp("sealed"))
    return found, sealed.key


@pytest.fixture
def desk(qtbot: QtBot, machine: Machine, path: tuple[Path, str]) -> Iterator[Desk]:
    made = Desk(machine, today=lambda: TODAY)
    qtbot.addWidget(made.window)
    assert made.open(*path)
    made.window.show()
    made.ctx.tasks.wait(5000)
    qtbot.waitUntil(lambda: not made.ctx.tasks.running)
    yield made
    made.end()
    made.window.close()


def lock(qtbot: QtBot, desk: Desk) -> Lock:
    desk.window.run_action("lock")
    qtbot.waitUntil(lambda: desk.ctx.store.is_locked)
    return desk.lock


def test_the_window_is_covered_and_the_store_has_no_key(qtbot: QtBot, desk: Desk) -> None:
    assert not is_covered(desk.window)
    lock(qtbot, desk)

    assert is_covered(desk.window)
    box = unlock_box(desk)
    assert box.about.text() == f"{desk.ctx.settings.county}\u3000{box.panel._path.name}"
    assert desk.ctx.store.origin.key is None
    with pytest.raises(Locked), desk.ctx.store.read() as session:
        session.connection()
    with pytest.raises(Locked), desk.ctx.store.write("x") as session:
        session.connection()
    with pytest.raises(Locked):
        desk.ctx.store.undo_label()


def test_no_connection_keeps_the_key(qtbot: QtBot, desk: Desk, path: tuple[Path, str]) -> None:
    """What is left of the key is looked for in every closure and every attribute that Python knows of."""

    def holders() -> int:
        gc.collect()
        things = gc.get_objects()
        cells = [thing for thing in things if isinstance(thing, CellType) and _is_key(_content(thing))]
        attributes = [
            thing for thing in things if type(thing) is dict and any(_is_key(each) for each in thing.values())
        ]
        return len(cells) + len(attributes)

    def _is_key(value: object) -> bool:
        return type(value) is str and value == path[1]

    before = holders()
    lock(qtbot, desk)
    assert before >= 2  # reader and writer
    assert holders() == 0


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None


def test_keys_and_clicks_reach_nothing_but_the_line(qtbot: QtBot, desk: Desk) -> None:
    lock(qtbot, desk)
    page = desk.window.page_key()
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_7):
        qtbot.keyClick(QApplication.focusWidget() or desk.window, key, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.page_key() == page
    assert QApplication.activeModalWidget() is unlock_box(desk)
    qtbot.keyClick(unlock_box(desk), Qt.Key.Key_Escape)
    unlock_box(desk).close()
    assert desk.lock.is_locked
    assert unlock_box(desk).isVisible()


def test_a_wrong_one_changes_nothing_and_the_right_one_goes_on_where_it_was(qtbot: QtBot, desk: Desk) -> None:
    desk.window.show_page("townships")
    lock(qtbot, desk)
    type_passphrase(qtbot, desk, "a wrong one")
    assert "not the passphrase" in unlock_box(desk).panel.note.text()
    assert desk.ctx.store.is_locked

    type_passphrase(qtbot, desk, PHRASE)

    qtbot.waitUntil(lambda: not desk.lock.is_locked)
    assert not desk.ctx.store.is_locked
    assert desk.window.page_key() == "townships"
    assert not is_covered(desk.window)
    before = desk.ctx.store.head()
    desk.ctx.save_settings(county="青山县")
    assert desk.ctx.wrote_since(before)
    assert desk.ctx.store.undo() is not None
    lock(qtbot, desk)
    assert is_covered(desk.window)


def test_the_recovery_code_unlocks_too(qtbot: QtBot, desk: Desk, path: tuple[Path, str]) -> None:
    from db.vault.unlocking import renew_code  # noqa: PLC0415

    code = renew_code(*path)
    lock(qtbot, desk)
    panel = unlock_box(desk).panel
    panel.way.click()
    assert panel.code.isVisible()
    panel.code.setText(code[:-1])
    panel.button.click()
    qtbot.waitUntil(lambda: "35" in panel.note.text() or "groups" in panel.note.text())
    panel.code.setText(code.lower())
    panel.button.click()
    qtbot.waitUntil(lambda: not desk.lock.is_locked, timeout=5000)


def test_an_open_dialog_is_covered_and_keeps_its_words_in_the_encrypted_file(
    qtbot: QtBot, desk: Desk, path: tuple[Path, str]
) -> None:
    """KeePassXC #4037: a dialog kept the lock away, or lost what stood in it."""
    draft = VisitDraft(uid="f", day=date(2026, 12, 11), half=Half.MORNING, kind="petition_reception")
    editor = VisitEditor(desk.ctx, draft, parent=desk.window) if _takes_parent() else VisitEditor(desk.ctx, draft)
    qtbot.addWidget(editor, before_close_func=VisitEditor.reject_quietly)
    editor.open()
    editor.form.note.setPlainText(WORDS)
    assert not is_covered(editor)

    lock(qtbot, desk)

    assert is_covered(editor)
    assert is_covered(desk.window)
    assert files_with(path[0].parent, WORDS) == []
    other = open_store(*path)  # the lease is still ours
    assert other.read_only
    other.close()
    type_passphrase(qtbot, desk, PHRASE)
    qtbot.waitUntil(lambda: not desk.lock.is_locked)
    assert editor.form.note.toPlainText() == WORDS
    assert [form.typed["note"] for form in unsaved_forms(desk.ctx.store)] == [WORDS]


def _takes_parent() -> bool:
    import inspect  # noqa: PLC0415

    return "parent" in inspect.signature(VisitEditor.__init__).parameters


def test_a_question_that_waits_for_its_answer_is_covered_and_not_answered(qtbot: QtBot, desk: Desk) -> None:
    box = QDialog(desk.window)
    QVBoxLayout(box).addWidget(QLineEdit(WORDS))
    box.resize(300, 200)
    seen: list[bool] = []

    def during() -> None:
        desk.window.run_action("lock")
        seen.append(is_covered(box))
        seen.append(box.isVisible())
        QTimer.singleShot(0, lambda: type_passphrase(qtbot, desk, PHRASE))
        QTimer.singleShot(800, box.accept)

    QTimer.singleShot(0, during)
    assert box.exec() == QDialog.DialogCode.Accepted
    assert seen == [True, True]
    qtbot.waitUntil(lambda: not desk.lock.is_locked)


def test_what_comes_up_meanwhile_is_covered_and_stays_behind_the_line(qtbot: QtBot, desk: Desk) -> None:
    lock(qtbot, desk)
    late = tell(desk.window, WORDS)
    assert is_covered(late)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is unlock_box(desk))
    type_passphrase(qtbot, desk, PHRASE)
    qtbot.waitUntil(lambda: not desk.lock.is_locked)
    assert not is_covered(late)
    late.accept()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_an_open_menu_closes(qtbot: QtBot, desk: Desk) -> None:
    menu = QMenu(desk.window)
    menu.addAction(WORDS)
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    lock(qtbot, desk)
    assert not menu.isVisible()


def test_work_under_way_ends_before_the_key_goes(qtbot: QtBot, desk: Desk) -> None:
    import threading  # noqa: PLC0415

    go, heard = threading.Event(), []

    def work(_task: object) -> int:
        with desk.ctx.store.read() as session:
            session.connection()
            go.wait(5)
            return session.connection().exec_driver_sql("SELECT count(*) FROM issue").scalar()

    desk.ctx.tasks.start("x", work, done=heard.append)
    desk.window.run_action("lock")
    assert is_covered(desk.window)
    assert not desk.ctx.store.is_locked
    go.set()
    qtbot.waitUntil(lambda: desk.ctx.store.is_locked, timeout=5000)
    assert heard
    assert heard[0] > 0


def test_a_new_day_waits_until_somebody_is_here(qtbot: QtBot, desk: Desk) -> None:
    lock(qtbot, desk)
    shown = desk.window.notices()
    desk.window._on_minute()
    desk._on_new_day()
    assert desk.window.notices() == shown


def test_closing_while_locked_leaves_one_whole_file(qtbot: QtBot, desk: Desk, path: tuple[Path, str]) -> None:
    lock(qtbot, desk)
    desk.leave()
    assert not desk.lock.is_locked
    assert not path[0].with_name("schedule.db-wal").exists()
    store = open_store(*path)
    assert not store.read_only
    store.close()


def test_without_a_passphrase_there_is_nothing_to_lock_with(qtbot: QtBot, machine: Machine, county: object) -> None:
    where = county.origin.path
    county.close()
    made = Desk(machine, today=lambda: TODAY)
    qtbot.addWidget(made.window)
    assert made.open(where)
    said: list[str] = []
    made.window.say = said.append
    made.window.run_action("lock")
    qtbot.waitUntil(lambda: bool(said))
    assert "Only a schedule with a passphrase" in said[0]
    assert not made.lock.is_locked
    assert not made.lock.idle._timer.isActive()
    made.end()


class Clocks:
    def __init__(self) -> None:
        self.steady, self.wall, self.minutes, self.went = 1000.0, 5_000_000.0, 10, 0
        self.watch = IdleWatch(lambda: self.minutes, steady=lambda: self.steady, wall=lambda: self.wall)
        self.watch.went_away.connect(self._on_away)

    def _on_away(self) -> None:
        self.went += 1

    def pass_by(self, seconds: float, *, asleep: float = 0, clock_set: float = 0) -> None:
        self.steady += seconds
        self.wall += seconds + asleep + clock_set
        self.watch.look()


@pytest.fixture
def clocks(qtbot: QtBot) -> Clocks:
    return Clocks()


def test_ten_minutes_without_a_touch_are_enough(qtbot: QtBot, clocks: Clocks, room: QLineEdit) -> None:
    clocks.watch.start()
    for _n in range(119):
        clocks.pass_by(5)
    assert clocks.went == 0
    qtbot.keyClick(room, Qt.Key.Key_A)
    for _n in range(119):
        clocks.pass_by(5)
    assert clocks.went == 0
    clocks.pass_by(5)
    assert clocks.went == 1
    clocks.watch.stop()


def test_sleep_locks_and_a_clock_set_back_does_not(clocks: Clocks) -> None:
    clocks.pass_by(5)
    clocks.pass_by(5, clock_set=-7200)
    assert clocks.went == 0
    clocks.pass_by(5, asleep=8 * 3600)
    assert clocks.went == 1
    clocks.pass_by(90)  # stopped as a whole, as by a debugger
    assert clocks.went == 2


def test_never_is_never(clocks: Clocks) -> None:
    clocks.minutes = 0
    clocks.pass_by(5, asleep=8 * 3600)
    for _n in range(1000):
        clocks.pass_by(5)
    clocks.watch._on_state(Qt.ApplicationState.ApplicationSuspended)
    assert clocks.went == 0


@pytest.mark.parametrize(("kept", "minutes"), [(None, 10), (0, 0), (5, 5), (30, 30), (7, 10), ("5", 10), (True, 10)])
def test_only_offered_times_are_taken_from_the_settings_file(kept: object, minutes: int) -> None:
    views = {} if kept is None else {"lock_minutes": kept}
    assert minutes_chosen(views) == minutes


def test_too_many_wrong_ones_count_down_and_the_line_stays(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(tries, "uptime", lambda: now[0])
    lock(qtbot, desk)
    panel = unlock_box(desk).panel
    for _n in range(5):
        type_passphrase(qtbot, desk, "a wrong one")
    assert "Too many wrong tries" in panel.note.text()
    assert not panel.button.isEnabled()
    now[0] += 40
    panel._count_down()
    assert panel.button.isEnabled()
    assert "press the eye" in panel.note.text()
    type_passphrase(qtbot, desk, PHRASE)
    qtbot.waitUntil(lambda: not desk.lock.is_locked)
