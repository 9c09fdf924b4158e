from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.i18n import set_language
from db.services.settings import save_settings
from db.store import open_store
from desktop import theme
from desktop.key_sheet import KeySheet
from desktop.main_window import MainWindow
from desktop.palette import Found
from desktop.widgets import PlainLabel
from tests.desktop.conftest import TODAY
from tests.desktop.pages import ENTRIES


@pytest.fixture
def window(qtbot, machine, ctx):
    made = MainWindow(machine, ENTRIES)
    qtbot.addWidget(made)
    made.open(ctx)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def rename(store, county):
    with store.write("Rename") as session:
        save_settings(session, county=county)


def test_pages_are_made_when_first_wanted(window):
    assert window.page_key() == "today"
    assert set(window._pages) == {"today"}
    assert window.page().calls == [("shown", TODAY)]

    window.show_page("issues", issue_id=5)
    assert window.page().calls == [("shown", TODAY), ("go", {"issue_id": 5})]


def test_digits_switch_pages_and_the_rail_follows(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page_key() == "calendar"

    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.page_key() == "settings"
    assert window._shell.rail._items["settings"].isChecked()


def test_a_page_with_unsaved_words_is_not_left(qtbot, window):
    window.page().may_leave = False
    window.show_page("calendar")
    assert window.page_key() == "today"
    assert window._shell.rail._items["today"].isChecked()

    assert not window.close()
    window.page().may_leave = True
    assert window.close()


def test_only_the_page_in_sight_reloads_and_only_for_its_tables(qtbot, window, ctx):
    today = window.page()
    window.show_page("issues")
    issues = window.page()
    issues.calls.clear()
    today.calls.clear()
    rename(ctx.store, "云岭县")

    assert issues.calls == [("reload", frozenset({"setting"}))]
    assert today.calls == []
    assert window.windowTitle() == "Onsite Days — 云岭县"


def test_a_schedule_opened_again_is_heard_once(window, ctx):
    window.open(ctx, "today")  # as after an import
    window.page().calls.clear()
    rename(ctx.store, "云岭县")
    assert window.page().calls == [("reload", frozenset({"setting"}))]


def test_undo_and_redo_say_what_they_did(qtbot, window, ctx):
    rename(ctx.store, "云岭县")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.toast.label.text() == "Undone: Rename"
    assert ctx.settings.county == ""

    assert window.history.redo_text() == "Redo: Rename"
    qtbot.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert ctx.settings.county == "云岭县"
    assert window.toast.label.text() == "Done again: Rename"


def test_nothing_to_undo_is_said(window):
    window.undo()
    assert window.toast.label.text() == "There is nothing to undo today."


def test_single_keys_work_on_the_page_but_never_while_typing(qtbot, window):
    page = window.page()
    page.button.setFocus()
    qtbot.keyClick(page.button, Qt.Key.Key_N)
    assert page.calls[-1] == "new_visit"

    page.calls.clear()
    page.field.setFocus()
    qtbot.keyClicks(page.field, "n")
    assert page.field.text() == "n"
    assert page.calls == []


@pytest.mark.parametrize(
    ("key", "page_key", "slot"), [("calendar.done", "calendar", "mark_done"), ("issues.close", "issues", "close_issue")]
)
def test_destructive_keys_are_dead_in_a_text_field(qtbot, window, key, page_key, slot):
    window.show_page(page_key)
    page, live = window.page(), window._commands._live[key]
    page.field.setFocus()
    live.trigger()
    assert slot not in page.calls

    page.button.setFocus()
    live.trigger()
    assert slot in page.calls


def test_shortcuts_of_other_pages_are_asleep(window):
    window.show_page("calendar")
    awake = {key for key, action in window._commands._live.items() if action.isEnabled()}
    assert "calendar.done" in awake
    assert not any(key.startswith(("issues.", "entry.")) for key in awake)


def test_a_command_of_another_page_opens_it_first(window):
    window.run_action("calendar.done")
    assert window.page_key() == "calendar"
    assert window.page().calls[-1] == "mark_done"


def test_f6_walks_the_panes_and_the_rail(qtbot, window):
    page, places = window.page(), []
    page.field.setFocus()
    for _turn in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        places.append(QApplication.focusWidget())

    assert places == [page.button, window._shell.rail._items["today"], page.field]


def test_the_badge_counts_and_is_spoken(window):
    window.set_count("issues", 5)
    item = window._shell.rail._items["issues"]
    assert window.count("issues") == 5
    assert item.accessibleName() == "Issues  5 overdue"

    window.set_count("issues", 0)
    assert item.accessibleName() == "Issues"


def test_f1_shows_the_keys(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    words = {label.text() for label in sheet.findChildren(PlainLabel)}

    assert {"Everywhere", "Record issues", "Cancel visit", "Finish recording"} <= words
    sheet.reject()


def test_the_palette_goes_where_enter_says(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_box.isVisible()
    qtbot.keyClicks(window.palette_box.field, "settings")
    qtbot.keyClick(window.palette_box.field, Qt.Key.Key_Return)

    assert window.page_key() == "settings"
    assert window.palette_box.isHidden()


def test_the_palette_finds_by_initials_what_the_provider_knows(window):
    went = []
    window.set_palette_provider(lambda _typed: [Found("张家镇", lambda: went.append("张家镇"))])
    window.open_palette()
    window.palette_box.field.setText("zjz")
    assert [found.text for found in window.palette_box.lines()] == ["张家镇"]

    window.palette_box.field.setText("q q q q")
    window.palette_box._go(window.palette_box.list.item(0))
    assert went == ["张家镇"]


def test_a_schedule_held_by_somebody_else_says_so_and_writes_nothing(qtbot, window, ctx, machine, make_ctx):
    held = open_store(ctx.store.origin.path, read_only=True, today=lambda: TODAY)
    try:
        other = MainWindow(machine, ENTRIES)
        qtbot.addWidget(other)
        other.open(make_ctx(held))
        assert other.notices()["read-only"].startswith("Open for reading only: ")
        assert not other._commands._live["undo"].isEnabled()
        assert other._commands._live["find"].isEnabled()
        other.run_action("visit.new")
        assert "new_visit" not in other.page().calls
    finally:
        held.close()


def test_last_page_and_place_are_remembered(qtbot, window, machine, ctx):
    window.resize(1200, 700)
    window.show_page("issues")
    window.close()

    again = MainWindow(machine, ENTRIES)
    qtbot.addWidget(again)
    again.open(ctx)
    assert again.page_key() == "issues"
    assert again.height() == 700


def test_the_theme_switches_by_key_and_is_kept(qtbot, window, machine):
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert theme.theme().dark
    assert machine.theme == theme.DARK


def test_midnight_brings_the_page_up_again(window, ctx):
    tomorrow = date(2026, 11, 24)
    ctx.today = lambda: tomorrow
    window._on_minute()

    assert window.page().calls[-1] == ("shown", tomorrow)


@pytest.mark.parametrize(("language", "width"), [("zh_CN", 72), ("en", 88)])
def test_the_rail_is_wider_in_english(qtbot, machine, language, width):
    set_language(language)
    window = MainWindow(machine, ENTRIES)
    qtbot.addWidget(window)

    assert window._shell.rail.width() == width
