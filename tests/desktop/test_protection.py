"""Putting a passphrase on, opening with it, changing it, the recovery code, taking it off: all in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.backup import back_up_file, backups_of
from db.checks import check
from db.store import Store
from db.vault import keyfile
from db.vault.unlocking import is_protected, unlock
from desktop import opener
from desktop.desk import Desk
from desktop.lock import code_box, protection
from desktop.lock.ask_key import Answer, AskKey, key_of_backup
from desktop.lock.code_box import RecoveryCodeBox
from desktop.lock.new_passphrase import NewPassphrase
from desktop.machine import Machine
from desktop.settings.data_section import DataSection
from desktop.start_dialogs import StartChoice
from desktop.welcome.welcome_page import WelcomePage
from tests.db.vaults import CHEAP, OTHER, PHRASE, files_with, protected
from tests.desktop.conftest import TODAY
from tests.desktop.vault_desk import protected_county

CODE = "0123S-4567M-89ABX-CDEFB-GHJK3-MNPQ0-RSTVK"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "COST", CHEAP)


@pytest.fixture
def desk(qtbot: QtBot, machine: Machine) -> Iterator[Desk]:
    made = Desk(machine, today=lambda: TODAY)
    qtbot.addWidget(made.window)
    yield made
    made.end()
    made.window.close()


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take the recovery codes that would be shown."""
    shown: list[str] = []
    monkeypatch.setattr(protection, "show_code", lambda _window, code, **_more: shown.append(code) or True)
    return shown


def answer_with(monkeypatch: pytest.MonkeyPatch, *, new: str = "", now: str = "", yes: bool = True) -> None:
    """Type *new* where a new passphrase is asked for, *now* where the present one is."""
    monkeypatch.setattr(protection, "ask_new_passphrase", lambda *_a, **_k: new)
    monkeypatch.setattr(protection, "ask", lambda *_a, **_k: yes)
    monkeypatch.setattr(
        protection, "ask_key", lambda _window, path, **_k: Answer(unlock(path, now)) if now else Answer()
    )


def carry_out(desk: Desk, what: str) -> None:
    """Have the window wish for it, and wait until it is done."""
    desk.window.guard(what)
    wait_for(desk)


def wait_for(desk: Desk) -> None:
    QApplication.processEvents()
    tasks = desk._protection._tasks
    while tasks.running:
        tasks._pool.waitForDone(50)
        QApplication.processEvents()


@pytest.fixture
def sealed(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, _county_file: Path) -> tuple[Path, str, str]:
    path, made = protected_county(_county_file, tmp_path, tmp_path_factory.mktemp("sealed"))
    return path, made.key, made.code


def test_a_schedule_is_protected_from_the_settings_and_shown_again(
    desk: Desk, county: Store, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = county.origin.path
    back_up_file(path)
    county.close()
    assert desk.open(path)
    answer_with(monkeypatch, new=PHRASE)

    carry_out(desk, "protect")

    assert is_protected(path)
    assert desk.ctx.store.origin.key is not None
    assert desk.window.is_open()
    assert check(desk.ctx.store).faults == ()
    assert unlock(path, codes[0]) == desk.ctx.store.origin.key
    assert files_with(path.parent, "王桂英", "云岭县", PHRASE) == []
    assert all(is_protected(each.path) for each in backups_of(path))


def test_giving_up_or_a_refusal_leaves_it_open_as_it_was(
    desk: Desk, county: Store, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = county.origin.path
    county.close()
    assert desk.open(path)
    answer_with(monkeypatch, new="")
    carry_out(desk, "protect")
    assert desk.window.is_open()
    assert not is_protected(path)

    def refuse(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    answer_with(monkeypatch, new=PHRASE)
    monkeypatch.setattr(protection, "protect", refuse)
    carry_out(desk, "protect")
    assert desk.window.is_open()
    assert (is_protected(path), codes) == (False, [])
    for box in QApplication.topLevelWidgets():
        if box.isModal():
            box.close()


def test_a_new_schedule_is_protected_before_the_first_word(
    desk: Desk, tmp_path: Path, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "schedule.db"
    assert desk.begin_at(path)
    page = desk.window.findChild(WelcomePage)
    answer_with(monkeypatch, new=PHRASE)
    page.protect.click()
    wait_for(desk)

    assert is_protected(path)
    assert len(codes) == 1
    (page,) = [each for each in desk.window.findChildren(WelcomePage) if each.isVisibleTo(desk.window)]
    assert not page.protect.isVisibleTo(page)
    page.blank_wanted.emit("云岭县")
    assert desk.window.is_open()
    desk.leave()
    assert files_with(path.parent, "云岭县") == []


def test_the_passphrase_is_changed_and_a_new_code_is_made(
    desk: Desk, sealed: tuple[Path, str, str], codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key, code = sealed
    assert desk.open(path, key)
    answer_with(monkeypatch, new=OTHER, now=PHRASE)
    carry_out(desk, "change")
    assert unlock(path, OTHER) == key
    answer_with(monkeypatch, now=OTHER)
    carry_out(desk, "renew")
    assert unlock(path, codes[0]) == key
    assert codes[0] != code


def test_the_passphrase_is_taken_off_only_after_it_was_typed(
    desk: Desk, sealed: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key, _code = sealed
    assert desk.open(path, key)
    for now, yes in (("", True), (PHRASE, False)):
        answer_with(monkeypatch, now=now, yes=yes)
        carry_out(desk, "remove")
        assert is_protected(path)
    answer_with(monkeypatch, now=PHRASE)
    carry_out(desk, "remove")
    assert not is_protected(path)
    assert desk.window.is_open()
    assert check(desk.ctx.store).faults == ()


def test_the_start_asks_for_it(desk: Desk, sealed: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    path, key, _code = sealed
    monkeypatch.setattr(opener, "ask_key", lambda *_a, **_k: Answer(key))
    assert desk.open(path)
    assert desk.ctx.store.origin.key == key


def test_who_opens_with_the_recovery_code_is_asked_for_a_new_passphrase(
    desk: Desk, sealed: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key, code = sealed
    answer_with(monkeypatch, new=OTHER)
    monkeypatch.setattr(opener, "ask_key", lambda *_a, **_k: Answer(unlock(path, code), by_code=True))
    assert desk.open(path)
    assert unlock(path, OTHER) == key


def test_quitting_or_another_way_out_is_taken(
    desk: Desk, sealed: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opener, "ask_key", lambda *_a, **_k: Answer())
    assert not desk.open(sealed[0])
    back_up_file(sealed[0], sealed[1])
    answers = [Answer(other=StartChoice.RESTORE), Answer(sealed[1])]
    monkeypatch.setattr(opener, "ask_key", lambda *_a, **_k: answers.pop(0))
    monkeypatch.setattr(opener, "choose_backup", lambda _w, path: backups_of(path)[0].path)
    monkeypatch.setattr(opener, "key_of_backup", lambda *_a: Answer(sealed[1]))
    monkeypatch.setattr(opener, "ask", lambda *_a, **_k: True)
    assert desk.open(sealed[0])
    assert desk.ctx is not None


def test_the_box_says_what_is_wrong_and_takes_the_right_one(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "schedule.db"
    made = protected(path)
    box = AskKey(None, path, title="x", text="y", others=(("other", "Elsewhere"),))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(box)
    box.show()
    field = box.panel.field
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.eye.trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    field.setText("a wrong one")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not the passphrase" in box.panel.note.text())
    field.setText(PHRASE)
    with qtbot.waitSignal(box.accepted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert box.answer == Answer(made.key)
    assert field.text() == ""


def test_a_code_typed_where_the_passphrase_goes_is_taken_too(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "schedule.db"
    made = protected(path)
    box = AskKey(None, path, title="x", text="y")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(box)
    box.panel.field.setText(made.code)
    with qtbot.waitSignal(box.accepted):
        box.panel.try_open()
    assert box.answer == Answer(made.key, by_code=True)


def test_a_backup_is_asked_about_only_where_the_key_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "schedule.db"
    made = protected(path)
    source = back_up_file(path, made.key).path
    assert key_of_backup(None, source, made.key) == Answer(made.key)
    monkeypatch.setattr("desktop.lock.ask_key.ask_key", lambda *_a, **_k: Answer())
    assert key_of_backup(None, source, "0" * 64) is None


def test_a_new_passphrase_is_judged_under_its_field(qtbot: QtBot) -> None:
    dialog = NewPassphrase(None, title="x", text="y", button="z")
    qtbot.addWidget(dialog)
    found: list[str] = []
    dialog.chosen.connect(found.append)
    dialog.show()
    for first, second, wrong in (
        ("kurz", "kurz", "too short"),
        ("12345678", "12345678", "guessed"),
        (PHRASE, OTHER, "not the same"),
    ):
        dialog.first.setText(first)
        dialog.second.setText(second)
        dialog.save_button.click()
        assert wrong in "".join(dialog.texts().values())
        assert dialog.isVisible()
    dialog.second.setText(PHRASE)
    dialog.save_button.click()
    assert found == [PHRASE]


@pytest.fixture
def box(qtbot: QtBot) -> RecoveryCodeBox:
    made = RecoveryCodeBox(None, CODE, file="schedule.db", today=TODAY)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_code_is_proved_by_two_of_its_groups(qtbot: QtBot, box: RecoveryCodeBox) -> None:
    groups = CODE.split("-")
    box.done_button.click()
    assert f"Group {box.asked[0] + 1} is not what is printed" in box.note.text()
    box.fields[0].setText(groups[box.asked[0]].lower())
    box.fields[1].setText("AAAAA")
    box.done_button.click()
    assert f"Group {box.asked[1] + 1}" in box.note.text()
    box.fields[1].setText(f" {groups[box.asked[1]]} ")
    with qtbot.waitSignal(box.accepted):
        box.done_button.click()


def test_closing_without_proof_asks_first(qtbot: QtBot, box: RecoveryCodeBox, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = [False, True]
    monkeypatch.setattr(code_box, "ask", lambda _w, text, **_k: asked.append(text) or answers.pop(0))
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert len(asked) == 2


def test_the_page_for_the_safe_has_every_group_and_no_passphrase(qtbot: QtBot, chinese: None) -> None:
    from core.documents.pdf import render  # noqa: PLC0415
    from core.documents.recovery_sheet import RECOVERY_SHEET, RecoverySheet  # noqa: PLC0415

    pdf = render(RECOVERY_SHEET, RecoverySheet(CODE, "schedule.db", TODAY), made_on=TODAY)
    assert pdf.pages == 1
    assert pdf.missing == ()


def test_the_settings_show_what_can_be_done(qtbot: QtBot, desk: Desk, sealed: tuple[Path, str, str]) -> None:
    assert desk.open(sealed[0], sealed[1])
    section = DataSection(desk.ctx)
    qtbot.addWidget(section)
    section.reload()
    shown = {key for key, button in section.guards.items() if not button.isHidden()}
    assert shown == {"lock", "change", "renew", "remove"}
    assert section.protection.text().startswith("Protected")
    section.minutes.chosen.emit("30")
    assert desk.machine.views["lock_minutes"] == 30


def test_the_settings_of_a_plain_schedule_offer_protection(qtbot: QtBot, county_ctx: object, window: object) -> None:
    section = DataSection(county_ctx)
    qtbot.addWidget(section)
    section.reload()
    assert {key for key, button in section.guards.items() if not button.isHidden()} == {"protect"}
    assert section.protection.text().startswith("Not protected")
