"""What Settings asks of the desk: another language at once, and a backup put back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from core.i18n import language
from db.backup import back_up_file
from db.services.settings import save_settings
from db.store import Store
from desktop.desk import Desk
from desktop.machine import Machine

TODAY = date(2026, 11, 23)


def opened(qtbot: QtBot, tmp_path: Path, machine: Machine, county: Store) -> Desk:
    path = tmp_path / "own" / "schedule.db"
    path.parent.mkdir()
    county.close()
    shutil.copyfile(county.origin.path, path)
    desk = Desk(machine, today=lambda: TODAY)
    assert desk.start(path)
    return desk


def test_a_restored_backup_takes_the_schedule_s_place_and_the_window_stays(
    qtbot: QtBot, tmp_path: Path, machine: Machine, county: Store
) -> None:
    desk = opened(qtbot, tmp_path, machine, county)
    backup = back_up_file(desk.ctx.store.origin.path, None, reason="asked")
    with desk.ctx.store.write("Change settings") as session:
        save_settings(session, county="青山县")
    assert desk.ctx.settings.county == "青山县"

    desk.window.restore_wanted.emit(backup.path)
    qtbot.waitUntil(lambda: desk.ctx is not None and desk.ctx.settings.county == "云岭县", timeout=8000)
    assert desk.window.is_open()
    desk.window.close()
    desk.end()


def test_another_language_makes_the_window_anew_on_the_same_page(
    qtbot: QtBot, tmp_path: Path, machine: Machine, county: Store
) -> None:
    desk = opened(qtbot, tmp_path, machine, county)
    desk.window.show_page("settings", section="look")
    before = desk.window
    desk.window.page().section("look").language.chosen.emit("zh_CN")
    qtbot.waitUntil(lambda: desk.window is not before)
    assert (language(), machine.language, desk.window.page_key()) == ("zh_CN", "zh_CN", "settings")
    desk.window.close()
    desk.end()
