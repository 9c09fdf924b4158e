"""Ready phrases in text fields: by ；； and Ctrl+;, with pinyin, never against an input method, undone by the field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.chain import PhraseTopic
from db.queries.phrases import phrase_rows
from db.services.phrases import delete_phrase, save_phrase
from db.store import Store
from desktop.context import AppContext
from desktop.settings.phrases_section import PhrasesSection
from desktop.widgets.phrases import PhraseOffer, known_phrases, meets, offer_phrases
from desktop.widgets.pinyin import PAD, ROW
from tests.desktop.pages import Window

ANYWHERE, PRESS, REPLY = "情况属实", "请抓紧办理\n并报进展", "已答复本人"


@pytest.fixture
def office(ctx: AppContext) -> AppContext:
    """Return a schedule with three phrases and none of the shipped ones."""
    with ctx.store.write("Clear") as session:
        for row in phrase_rows(session):
            delete_phrase(session, row.id)
    for text, topic in ((ANYWHERE, PhraseTopic.ANY), (PRESS, PhraseTopic.PRESS), (REPLY, PhraseTopic.REPLY)):
        with ctx.store.write("Add") as session:
            save_phrase(session, None, text=text, topic=topic)
    return ctx


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def field(request: pytest.FixtureRequest, room: QWidget, office: AppContext) -> QLineEdit | QPlainTextEdit:
    """Return a field in sight that offers phrases for replies."""
    made: QLineEdit | QPlainTextEdit = request.param()
    layout = room.layout()
    assert layout is not None
    layout.addWidget(made)
    offer_phrases(made, PhraseTopic.REPLY)
    made.setFocus()
    QApplication.processEvents()
    return made


def offer_of(field: QWidget) -> PhraseOffer:
    found = field.findChild(PhraseOffer)
    assert found is not None
    return found


def text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def shown(field: QWidget) -> list[str]:
    return [each.text for each in offer_of(field).list._choices] if offer_of(field).is_open() else []


def commit(field: QWidget, text: str, preedit: str = "") -> None:
    """Send what an input method sends."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def test_two_full_width_semicolons_open_the_list_topic_first(field: QLineEdit | QPlainTextEdit) -> None:
    commit(field, "经核实")
    commit(field, "；")
    assert shown(field) == []
    commit(field, "；")
    assert shown(field) == [REPLY, ANYWHERE, "请抓紧办理 并报进展"]


def test_initials_narrow_it_down_and_enter_puts_it_in_the_place_of_what_was_typed(
    qtbot: QtBot, field: QLineEdit | QPlainTextEdit
) -> None:
    QTest.keyClicks(field, "A;;qks")
    assert shown(field) == [ANYWHERE]
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert (text_of(field), shown(field)) == (f"A{ANYWHERE}", [])


def test_one_undo_of_the_field_takes_the_phrase_out(qtbot: QtBot, field: QLineEdit | QPlainTextEdit) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert len(shown(field)) == 3
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert text_of(field) == ANYWHERE
    field.undo()
    assert text_of(field) == ""


def test_lines_stay_in_a_text_and_become_one_in_a_line(qtbot: QtBot, field: QLineEdit | QPlainTextEdit) -> None:
    QTest.keyClicks(field, ";;zj")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert text_of(field) == (PRESS if isinstance(field, QPlainTextEdit) else "请抓紧办理 并报进展")


def test_escape_leaves_what_was_typed(qtbot: QtBot, field: QLineEdit | QPlainTextEdit) -> None:
    QTest.keyClicks(field, ";;q")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (text_of(field), shown(field)) == (";;q", [])


def test_while_an_input_method_composes_keys_are_its_own(qtbot: QtBot, field: QLineEdit | QPlainTextEdit) -> None:
    commit(field, "；；")
    commit(field, "", preedit="qk")
    assert shown(field) == [ANYWHERE]  # what is being composed narrows it down already
    assert offer_of(field)._on_key is not None
    before = text_of(field)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ANYWHERE not in text_of(field)
    assert text_of(field).startswith(before[:2])
    commit(field, "情况")
    assert ANYWHERE in shown(field) or text_of(field).endswith("情况")


def test_what_meets_nothing_closes_the_list_and_deleting_opens_it_again(
    qtbot: QtBot, field: QLineEdit | QPlainTextEdit
) -> None:
    QTest.keyClicks(field, ";;xyz")
    assert shown(field) == []
    for _n in range(3):
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert len(shown(field)) == 3
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert shown(field) == []


def test_a_click_puts_a_phrase_in(qtbot: QtBot, field: QLineEdit | QPlainTextEdit) -> None:
    QTest.keyClicks(field, ";;")
    qtbot.mouseClick(offer_of(field).list, Qt.MouseButton.LeftButton, pos=QPoint(30, PAD + ROW // 2))
    assert text_of(field) == REPLY


def test_read_only_fields_and_programmes_open_nothing(field: QLineEdit | QPlainTextEdit) -> None:
    field.clearFocus()
    field.setText("；；") if isinstance(field, QLineEdit) else field.setPlainText("；；")
    assert shown(field) == []
    field.setReadOnly(True)
    offer_of(field).open()
    assert shown(field) == []


def test_offering_twice_changes_the_topic_only(field: QLineEdit | QPlainTextEdit) -> None:
    offer_phrases(field, PhraseTopic.PRESS)
    assert [offer.topic for offer in field.findChildren(PhraseOffer)] == [PhraseTopic.PRESS]


def test_phrases_are_read_from_the_open_schedule(make_ctx: Callable[[Store], AppContext], store: Store) -> None:
    context = make_ctx(store)
    shipped = len(known_phrases())
    with store.write("Add") as session:
        save_phrase(session, None, text="甲", topic=PhraseTopic.ANY)
    assert [row.text for row in known_phrases()][shipped:] == ["甲"]
    assert context is not None


@pytest.mark.parametrize(
    ("query", "found"), [("", True), ("属实", True), ("qkss", True), ("QK", True), ("zj", False), ("无", False)]
)
def test_a_query_meets_words_and_initials(query: str, found: bool) -> None:
    assert meets(ANYWHERE, query) is found


def test_the_section_adds_edits_moves_and_deletes_with_undo(qtbot: QtBot, office: AppContext) -> None:
    window = Window()
    office.attach(window)
    section = PhrasesSection(office)
    qtbot.addWidget(section)
    section.reload()
    office.hub.changed.connect(lambda tables: section.reload() if "phrase" in tables else None)

    def texts() -> list[str]:
        with office.store.read() as session:
            return [row.text for row in phrase_rows(session)]

    form = section.edit(None)
    assert form is not None
    form.words.setPlainText("")
    form.try_save()
    assert form.isVisible()
    assert list(form.texts()) == ["Phrase"]
    form.words.setPlainText("新的一句")
    form.try_save()
    assert texts()[-1] == "新的一句"
    qtbot.waitUntil(lambda: len(section.phrases.rows.rows()) == 4)
    section.phrases.go_to(section.phrases.rows.rows()[0].id)
    section.move_current(1)
    assert texts()[:2] == [PRESS, ANYWHERE]
    qtbot.waitUntil(lambda: section.phrases.rows.rows()[0].text == PRESS)
    section.aside_button.click()
    office.store.undo()
    office.store.undo()
    assert texts() == [ANYWHERE, PRESS, REPLY, "新的一句"]
    form = section.edit(section.phrases.rows.rows()[0])
    assert form is not None
    form.delete_button.click()
    assert len(texts()) == 3
    office.store.undo()
    assert len(texts()) == 4
