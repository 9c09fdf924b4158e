import os
import subprocess
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.widgets import Choice, PinyinCombo, PinyinCompleter, choice, matching
from tests.desktop.pages import put

UNITS = [
    Choice("县水利局", 1, ("xslj",), "14 件"),
    Choice("县森林防火办", 2, ("xslfhb",)),
    Choice("县住建局", 3, ("xzjj",)),
]


def test_initials_find_a_unit_best_first():
    assert [each.data for each in matching("sl", UNITS)] == [1, 2]
    assert [each.data for each in matching("水利", UNITS)] == [1]
    assert [each.data for each in matching("", UNITS)] == [1, 2, 3]
    assert matching("nobody", UNITS) == []


def test_choices_take_their_initials_from_core():
    assert "zq" in choice("重庆").keys
    assert [each.text for each in matching("zjz", [choice("张家镇"), choice("青石镇")])] == ["张家镇"]


def test_the_completer_is_driven_by_keys_alone(qtbot, room):
    field = QLineEdit()
    put(room, field)
    completer = PinyinCompleter(field, UNITS)
    qtbot.keyClicks(field, "sl")
    assert completer.is_open()

    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(completer.chosen) as taken:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert taken.args[0].data == 2
    assert field.text() == "县森林防火办"
    assert not completer.is_open()


def test_escape_closes_the_list_and_keeps_the_letters(qtbot, room):
    field = QLineEdit()
    put(room, field)
    completer = PinyinCompleter(field, lambda: UNITS)
    qtbot.keyClicks(field, "sl")
    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert not completer.is_open()
    assert field.text() == "sl"


def test_tab_fills_in_and_goes_on(qtbot, room):
    field, following = QLineEdit(), QLineEdit()
    put(room, field)
    put(room, following)
    completer = PinyinCompleter(field, UNITS)
    field.setFocus()
    qtbot.keyClicks(field, "zj")
    assert completer.is_open()
    qtbot.keyClick(field, Qt.Key.Key_Tab)

    assert field.text() == "县住建局"
    assert not completer.is_open()


def test_unknown_words_are_kept_and_marked(qtbot, room):
    combo = PinyinCombo(UNITS)
    put(room, combo)
    combo.setFocus()
    combo.insert("没有这家")
    combo.clearFocus()

    assert combo.text() == "没有这家"
    assert combo.value() is None
    assert not combo.is_known()
    assert combo.property("invalid")


def test_a_combo_shows_and_gives_back_its_value(qtbot):
    combo = PinyinCombo(UNITS)
    qtbot.addWidget(combo)
    combo.set_value(3)
    assert (combo.text(), combo.value(), combo.is_known()) == ("县住建局", 3, True)

    combo.set_value(None)
    assert (combo.text(), combo.value()) == ("", None)


def test_a_list_left_open_does_not_crash_the_end_of_the_program():
    program = (
        "import desktop; from PySide6.QtWidgets import QApplication, QWidget; app = QApplication([])\n"
        "from desktop.widgets import PinyinCombo, choice; home = QWidget()\n"
        "field = PinyinCombo([choice('x', 1)], parent=home)\n"
        "home.show(); field.setFocus(); app.processEvents(); field.completer_list.open_all()\n"
        "app.processEvents(); assert field.completer_list.is_open()"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)

    assert (ended.returncode, ended.stdout) == (0, b"")
