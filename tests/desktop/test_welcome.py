import pytest
from PySide6.QtCore import Qt

from core.i18n import set_language
from desktop.welcome.welcome_page import CARDS, CountyName, WelcomePage
from desktop.widgets import Role
from desktop.widgets.text import Paragraph, PlainLabel


@pytest.fixture
def page(qtbot):
    made = WelcomePage()
    made.resize(1366, 696)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_three_cards_lead_in_and_only_the_first_is_filled(page):
    assert list(page.buttons) == ["import", "sample", "blank"] == [card.key for card in CARDS]
    assert [button._role for button in page.buttons.values()] == [Role.FILLED, Role.PLAIN, Role.PLAIN]


@pytest.mark.parametrize(("key", "signal"), [("import", "import_wanted"), ("sample", "sample_wanted")])
def test_a_card_says_what_is_wanted(qtbot, page, key, signal):
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(page.buttons[key], Qt.MouseButton.LeftButton)


def test_the_key_on_the_first_button_works(qtbot, page):
    with qtbot.waitSignal(page.import_wanted):
        qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


def test_a_blank_start_asks_for_the_county_and_takes_no_empty_name(qtbot, page):
    qtbot.mouseClick(page.buttons["blank"], Qt.MouseButton.LeftButton)
    dialog = page.findChild(CountyName)
    dialog.field.setText("   ")
    assert not dialog._create.isEnabled()

    dialog.field.setText(" 云岭县 ")
    with qtbot.waitSignal(page.blank_wanted) as named:
        qtbot.mouseClick(dialog._create, Qt.MouseButton.LeftButton)
    assert named.args == ["云岭县"]


@pytest.mark.parametrize(("spoken", "name", "wanted"), [("en", "中文", "zh_CN"), ("zh_CN", "English", "en")])
def test_the_other_language_is_one_click_away(qtbot, spoken, name, wanted):
    set_language(spoken)
    page = WelcomePage()
    qtbot.addWidget(page)
    assert page.language.caption() == name

    with qtbot.waitSignal(page.language_wanted) as asked:
        page.language.click()
    assert asked.args == [wanted]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_all_words_fit_on_the_smallest_screen(qtbot, language):
    set_language(language)
    page = WelcomePage()
    qtbot.addWidget(page)
    page.resize(1366, 696)
    page.show()

    for words in page.findChildren(Paragraph):
        assert words.heightForWidth(words.width()) <= words.height()
    for label in page.findChildren(PlainLabel):
        assert label.sizeHint().width() <= label.width() + 1
        assert page.rect().contains(label.mapTo(page, label.rect().bottomRight()))
    for button in page.buttons.values():
        assert button.height() == 36
