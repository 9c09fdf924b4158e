import os
import shutil
import signal

import pytest
from PySide6.QtCore import QObject
from sqlalchemy import select

from core.i18n import language
from db.models import Village
from db.store import open_store
from desktop import opener
from desktop.desk import Desk
from desktop.ending import Ending
from desktop.finder import Finder
from desktop.single import SingleStart
from desktop.speech import speak
from desktop.start_dialogs import StartChoice
from desktop.welcome.welcome_page import WelcomePage
from tests.desktop.conftest import TODAY


@pytest.fixture
def desk(qtbot, machine):
    made = Desk(machine, today=lambda: TODAY)
    qtbot.addWidget(made.window)
    yield made
    made.end()
    made.window.close()


def welcome_of(desk):
    shown = desk.window._outer.currentWidget()
    return shown if isinstance(shown, WelcomePage) else None


def test_the_first_start_shows_the_welcome_page_and_creates_nothing(desk):
    assert desk.start(None)
    assert welcome_of(desk) is not None
    assert not desk.where.exists()


def test_a_blank_start_makes_the_schedule_with_the_countys_name(desk, monkeypatch):
    shown = []
    monkeypatch.setattr(desk.window, "open", lambda _ctx, page="": shown.append(page))
    desk.start(None)
    welcome_of(desk).blank_wanted.emit("云岭县")

    assert desk.where.exists()
    assert desk.ctx.settings.county == "云岭县"
    assert shown == ["townships"]


def test_an_empty_schedule_shows_the_welcome_page_again(desk, store):
    path = store.origin.path
    store.close()
    assert desk.start(path)
    assert welcome_of(desk) is not None
    assert desk.ctx is not None


def test_a_county_opens_with_its_overdue_issues_on_the_rail(desk, county, monkeypatch):
    path = county.origin.path
    county.close()
    monkeypatch.setattr(desk.window, "show_page", lambda _key, **_target: None)
    assert desk.start(path)
    assert desk.window.count("issues") == 5
    assert desk.window.windowTitle() == "Onsite Days — 云岭县"


def test_a_missing_file_is_asked_about_never_created(desk, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        opener, "ask_at_start", lambda _w, text, choices: asked.append((text, choices)) or StartChoice.QUIT
    )
    gone = tmp_path / "gone.db"

    assert not desk.start(gone)
    assert asked[0][1] == (StartChoice.OTHER, StartChoice.CREATE)
    assert str(gone) in asked[0][0]
    assert not gone.exists()


def test_another_file_may_be_chosen_instead(desk, tmp_path, county, monkeypatch):
    path = county.origin.path
    county.close()
    monkeypatch.setattr(opener, "ask_at_start", lambda *_a: StartChoice.OTHER)
    monkeypatch.setattr(opener, "choose_schedule", lambda *_a: path)
    monkeypatch.setattr(desk.window, "show_page", lambda _key, **_target: None)

    assert desk.start(tmp_path / "gone.db")
    assert desk.ctx.settings.county == "云岭县"


def test_something_that_is_no_schedule_is_refused_with_a_reason(desk, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(opener, "ask_at_start", lambda _w, _text, choices: asked.append(choices) or StartChoice.QUIT)
    page = tmp_path / "page.db"
    page.write_text("<html>" + "x" * 5000, encoding="utf-8")

    assert not desk.start(page)
    assert asked == [(StartChoice.RESTORE, StartChoice.OTHER)]
    assert page.read_text(encoding="utf-8").startswith("<html>")


def test_closing_leaves_one_file_that_can_be_copied(desk, county, tmp_path, monkeypatch):
    path = county.origin.path
    county.close()
    monkeypatch.setattr(desk.window, "show_page", lambda _key, **_target: None)
    desk.start(path)
    desk.ctx.save_settings(office="县政府办")
    desk.end()

    copy = shutil.copyfile(path, tmp_path / "copy.db")
    again = open_store(copy, read_only=True)
    assert again.read_only
    again.close()
    assert not path.with_name(path.name + "-wal").exists() or path.with_name(path.name + "-wal").stat().st_size == 0


def test_a_second_start_calls_the_first_to_the_front(qtbot, tmp_path):
    first, second, holder = SingleStart(), SingleStart(), QObject()
    assert first.claim(tmp_path / "a.db")
    with qtbot.waitSignal(first.called):
        assert not second.claim(tmp_path / "a.db")

    assert second.claim(tmp_path / "b.db")
    first.release()
    assert second.claim(tmp_path / "a.db")
    second.release()
    assert holder is not None


@pytest.mark.parametrize(("chosen", "spoken"), [("zh_CN", "zh_CN"), ("en", "en")])
def test_the_language_chosen_is_spoken_and_qts_own_words_too(qapp, chosen, spoken):
    speak(qapp, chosen)
    try:
        assert language() == spoken
        words = qapp.translate("QPlatformTheme", "Cancel")
        assert words == ("取消" if chosen == "zh_CN" else "Cancel")
    finally:
        speak(qapp, "en")


def test_the_language_switch_on_the_welcome_page_makes_the_window_anew(desk):
    desk.start(None)
    welcome_of(desk).language_wanted.emit("zh_CN")

    assert desk.window.windowTitle() == "现场办公日程"
    assert welcome_of(desk).language.caption() == "English"
    assert desk.machine.language == "zh_CN"


def test_a_signal_of_the_system_ends_the_app_in_good_order(qtbot, qapp, monkeypatch):
    asked = []
    monkeypatch.setattr(Ending, "_end", lambda self: asked.append(self._read.recv(8)))
    ending = Ending(qapp)
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: bool(asked))
    finally:
        ending.release()

    assert asked == [bytes([signal.SIGTERM])]


def test_ctrl_k_finds_places_people_and_issues_by_initials(county_ctx):
    find = Finder(county_ctx)

    assert [found.text for found in find("qsz")] == ["青石镇"]
    assert [(found.text, found.note) for found in find("zlm")] == [("周立明", "县委书记")]
    assert "柳树湾组饮水管网爆裂，127 户间歇停水" in [found.text for found in find("柳树湾")]
    assert find("' OR 1=1 --") == []


def test_a_village_is_found_by_words_and_initials_with_its_township(county_ctx, monkeypatch):
    went = []
    monkeypatch.setattr(county_ctx, "navigate", lambda page, **target: went.append((page, target)))
    with county_ctx.store.read() as session:
        wanted = session.scalars(select(Village).where(Village.name == "柳树湾村")).one()
    for typed in ("柳树湾村", "lswc"):
        found = next(each for each in Finder(county_ctx)(typed) if each.text == "柳树湾村")
        assert found.note == "青石镇"
        found.run()
    assert went == [("townships", {"village_id": wanted.id})] * 2


def test_a_place_found_is_opened_on_its_page(county_ctx, monkeypatch):
    went = []
    monkeypatch.setattr(county_ctx, "navigate", lambda page, **target: went.append((page, list(target))))
    Finder(county_ctx)("qsz")[0].run()

    assert went == [("townships", ["township_id"])]
