from collections import Counter
from importlib import import_module

import pytest
from PySide6.QtGui import QKeySequence

from core.entry_rows import SETTLED
from core.i18n import _
from desktop.actions import ACTIONS, EVERYWHERE, action_of, hint, keys_text
from desktop.issues.entry.entry_model import TITLES
from desktop.key_notes import KEY_NOTES, SCOPE_TITLES
from desktop.key_sheet import KeySheet, sheet_lines
from desktop.main_window import MainWindow
from desktop.page import INNER_PAGES, PAGES


def test_keys_of_commands_are_unique():
    assert max(Counter(action.key for action in ACTIONS).values()) == 1


def test_every_shortcut_is_one_that_qt_knows():
    for action in ACTIONS:
        for keys in action.shortcuts:
            assert QKeySequence(keys).toString() == keys


@pytest.mark.parametrize("scope", [key for key in SCOPE_TITLES if key != EVERYWHERE])
def test_no_two_commands_awake_together_share_a_key(scope):
    awake = [keys for action in ACTIONS if action.where in {EVERYWHERE, scope} for keys in action.shortcuts]

    assert max(Counter(awake).values()) == 1


def test_what_ends_or_deletes_something_by_one_letter_is_marked_so():
    ends = {"mark_done", "cancel_visit", "press_issue", "extend_issue", "close_issue", "delete_row"}
    ends |= {"make_move", "next_step", "pause_issue"}

    assert {action.slot for action in ACTIONS if action.destructive} == ends


def test_the_palette_holds_every_command_and_nothing_else(qtbot, machine):
    window = MainWindow(machine)
    qtbot.addWidget(window)
    window.palette_box.search("")

    lines = Counter((found.text, found.icon) for found in window.palette_box.lines())
    assert lines == Counter((action.text, action.icon) for action in ACTIONS)


def test_the_key_sheet_lists_every_command_that_has_a_key():
    shown = [line for scope in SCOPE_TITLES for line in sheet_lines(scope)]
    wanted = [(keys_text(action.shortcut), action.text) for action in ACTIONS if action.shortcut]

    assert len(shown) == len(wanted) + len(KEY_NOTES)
    assert set(wanted) <= set(shown)


def test_every_page_has_its_command_and_digits_follow_the_rail():
    pages = {action.argument: action.shortcuts[0] for action in ACTIONS if action.slot == "show_page"}

    assert pages == {entry.key: f"Ctrl+{number}" for number, entry in enumerate(PAGES, start=1)}


def test_every_command_of_everywhere_has_its_slot():
    for action in ACTIONS:
        if action.where == EVERYWHERE:
            assert hasattr(MainWindow, action.slot) or action.home


def test_hints_are_written_as_in_the_pictures():
    assert hint("record") == "F2"
    assert hint("find") == "Ctrl K"
    assert hint("visit.new") == "N"
    assert hint("entry.done") == "Ctrl Enter"
    assert action_of("keys").is_single_key
    assert not action_of("record").is_single_key


@pytest.mark.parametrize(
    "action", [each for each in ACTIONS if each.where != EVERYWHERE or each.home], ids=lambda each: each.key
)
def test_every_command_of_a_page_has_its_slot_there(action):
    pages = {entry.key: entry for entry in (*PAGES, *INNER_PAGES)}
    key = action.home or (action.where if action.where in pages else "issues")
    module, _colon, name = pages[key].factory.partition(":")

    assert callable(getattr(getattr(import_module(module), name), action.slot))


def test_the_key_sheet_speaks_chinese_throughout_and_fits_a_small_screen(qtbot, chinese):
    shown = dict(sheet_lines("entry"))
    assert shown["空格"] == "当场办结"
    assert {"Ctrl Shift P", "0", "Shift Tab"} <= set(shown)
    assert "Home End" in dict(sheet_lines("calendar"))

    sheet = KeySheet(None, "entry")
    qtbot.addWidget(sheet)
    assert sheet.sizeHint().height() <= 730
    assert sheet.sizeHint().width() <= 1366


def test_one_term_stands_for_what_is_settled_on_the_spot(chinese):
    assert {_(TITLES[SETTLED]), _("Settled on the spot"), _("settled on the spot")} == {"当场办结"}
