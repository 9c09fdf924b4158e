from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMargins, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.deadlines import Lateness, Timeliness, timeliness_text
from desktop import theme
from desktop.widgets import (
    Button,
    CountBadge,
    DeadlineLabel,
    ElidedLabel,
    FilledButton,
    NoticeBar,
    Paragraph,
    Pill,
    Pills,
    PlainLabel,
    Seal,
    SearchField,
    SectionTitle,
    Segmented,
    Toast,
    ask,
    is_typing,
    mark_invalid,
    paint_deadline,
    paint_seal,
    plain_tip,
    plain_tooltip,
    tell,
)
from desktop.widgets.ring import FocusRing
from desktop.widgets.table import Column, RowTable
from tests.desktop.pages import put

HOSTILE = '<img src=file:///etc/hostname> <b>王</b> & "x"\n<script>alert(1)</script>'


def painted(draw, width=200, height=40):
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return image


def colours_in(image):
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_a_label_shows_markup_as_text(qtbot):
    label = PlainLabel(HOSTILE)
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)

    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == HOSTILE


def test_a_tooltip_shows_markup_as_text(qtbot, room):
    plain_tooltip(room, HOSTILE)
    shown = QTextDocument()
    shown.setHtml(room.toolTip())

    assert room.toolTip().startswith("<qt>")  # so Qt reads it as markup, and what was typed is escaped in it
    assert shown.toPlainText() == HOSTILE
    assert "<img" not in room.toolTip()
    assert "<b>" not in plain_tip(HOSTILE)
    assert plain_tip("") == ""


def test_a_message_box_shows_markup_as_text(qtbot, room):
    message = tell(room, HOSTILE, title=HOSTILE, detail=HOSTILE)
    labels = message.findChildren(QLabel)

    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert [label.text() for label in labels] == [HOSTILE, HOSTILE]
    message.accept()


def test_a_button_shows_an_ampersand_and_no_markup(qtbot):
    button = Button("Tom & <b>Jerry</b>")
    qtbot.addWidget(button)

    assert button.caption() == "Tom & <b>Jerry</b>"
    assert button.text() == "Tom && <b>Jerry</b>"
    assert button.shortcut().isEmpty()


def test_a_button_with_a_new_caption_keeps_its_key(qtbot, room):
    button = Button("Save", parent=room)
    button.setShortcut("Ctrl+Return")
    button.set_caption("Sign for it")
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_long_line_is_shortened_and_its_tooltip_tells_all(qtbot):
    label = ElidedLabel("柳树湾组饮水管网爆裂" * 5)
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    assert "柳树湾组" in label.toolTip()

    label.resize(2000, 20)
    assert label.toolTip() == ""


def test_a_paragraph_grows_with_its_words(qtbot):
    words = Paragraph("云岭县，12 个乡镇，10 位领导，三个月记录。随便试，随时清空。")
    qtbot.addWidget(words)

    assert words.heightForWidth(240) == 2 * words.heightForWidth(2000)


@pytest.mark.parametrize(("kind", "colour"), [("petition_reception", "f"), ("b", "b"), ("policy_outreach", "j")])
def test_a_seal_has_the_colour_of_its_kind(kind, colour):
    full = painted(lambda p: paint_seal(p, QRectF(0, 0, 36, 36), kind), 36, 36)
    hollow = painted(lambda p: paint_seal(p, QRectF(0, 0, 36, 36), kind, hollow=True), 36, 36)

    assert full.pixelColor(18, 3) == theme.theme().kind(colour).fill
    assert hollow.pixelColor(18, 4).alpha() == 0


def test_a_row_with_seal_and_colour_is_a_kind_too():
    row = SimpleNamespace(seal="督", colour="y")
    image = painted(lambda p: paint_seal(p, QRectF(0, 0, 16, 16), row), 16, 16)

    assert image.pixelColor(8, 1) == theme.theme().kind("y").fill


@pytest.mark.parametrize(
    ("kind", "token"),
    [
        (Lateness.LATE, "red"), (Lateness.TODAY, "amb_s"), (Lateness.SOON, "amb_s"),
        (Lateness.IN_TIME, "ink2"), (Lateness.CLOSED, "ink3"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_deadline_has_its_colour(kind, token, mode):
    theme.set_mode(mode)
    image = painted(lambda p: paint_deadline(p, QRectF(0, 0, 200, 40), Timeliness(kind, 2)))

    assert theme.theme().colour(token).name() in colours_in(image)


def test_a_calm_deadline_has_no_warm_colour():
    image = painted(lambda p: paint_deadline(p, QRectF(0, 0, 200, 40), Timeliness(Lateness.IN_TIME, 12)))

    assert not colours_in(image) & {theme.theme().red.name(), theme.theme().amb_s.name()}


def test_marks_speak_their_words(qtbot):
    late = Timeliness(Lateness.LATE, 9)
    label, seal, badge = DeadlineLabel(late), Seal("b"), CountBadge(5)
    for each in (label, seal, badge):
        qtbot.addWidget(each)

    assert label.accessibleName() == timeliness_text(late) == "9 working days late"
    assert seal.accessibleName() == "On-site office"
    assert badge.accessibleName() == "5 overdue"
    badge.set_count(0)
    assert badge.isHidden()


def test_a_button_makes_room_for_icon_and_key(qtbot):
    bare, full = FilledButton("登记现场问题"), FilledButton("登记现场问题", "note-pencil", hint="F2")
    for each in (bare, full):
        qtbot.addWidget(each)

    assert full.sizeHint().width() > bare.sizeHint().width() + 16
    assert full.sizeHint().height() == 32
    assert full.accessibleName() == "登记现场问题"


def test_arrows_move_along_the_segments_and_say_so(qtbot, room):
    segments = Segmented([("month", "月"), ("week", "周"), ("year", "年")])
    put(room, segments)
    buttons = [each for each in segments.findChildren(QWidget) if each.accessibleName()]
    buttons[0].setFocus()
    with qtbot.waitSignal(segments.chosen) as said:
        qtbot.keyClick(buttons[0], Qt.Key.Key_Right)

    assert said.args == ["week"]
    assert segments.current() == "week"


def test_choosing_by_program_is_silent(qtbot):
    segments = Segmented([("1", "未动"), ("2", "在办")], strong=True, optional=True)
    qtbot.addWidget(segments)
    heard = []
    segments.chosen.connect(heard.append)
    assert segments.current() == ""

    segments.choose("2")
    assert (segments.current(), heard) == ("2", [])
    segments.choose("")
    assert segments.current() == ""


def test_pills_keep_their_choice_when_counts_change(qtbot):
    pills = Pills([Pill("open", "未办结", 21), Pill("late", "已超期", 5, Lateness.LATE)])
    qtbot.addWidget(pills)
    pills.choose("late")
    pills.show_pills([Pill("open", "未办结", 20), Pill("late", "已超期", 4, Lateness.LATE)])
    assert pills.current() == "late"

    pills.show_pills([Pill("open", "未办结", 20)])
    assert pills.current() == "open"


def test_the_search_field_waits_for_the_last_letter(qtbot):
    field = SearchField()
    qtbot.addWidget(field)
    heard = []
    field.searched.connect(heard.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, " 0287 ")

    assert heard == ["0287"]


def test_a_wrong_field_says_why_in_plain_words(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    mark_invalid(field, "<b>no</b>")
    assert field.accessibleDescription() == "<b>no</b>"
    assert "&lt;b&gt;" in field.toolTip()

    mark_invalid(field)
    assert not field.property("invalid")


def test_only_fields_that_take_letters_count_as_typing(qtbot):
    field, button = QLineEdit(), QPushButton()
    for each in (field, button):
        qtbot.addWidget(each)
    assert is_typing(field)
    assert not is_typing(button)
    field.setReadOnly(True)
    assert not is_typing(field)


def test_a_toast_offers_the_way_back(qtbot, room):
    toast, undone = Toast(room), []
    toast.say("下访已移动", action="撤销", hint="Ctrl Z", do=lambda: undone.append(1))
    assert toast.isVisible()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)

    assert undone == [1]
    assert toast.isHidden()


def test_notices_stay_until_their_reason_goes(qtbot, room):
    bar = NoticeBar()
    put(room, bar)
    assert bar.isHidden()
    bar.show_notice("read-only", HOSTILE)
    bar.show_notice("read-only", "again")
    assert bar.texts() == {"read-only": "again"}
    bar.drop("read-only")
    assert bar.isHidden()


@pytest.mark.parametrize(("button", "answer"), [("Delete", True), ("Cancel", False)])
def test_a_question_waits_for_its_answer(qtbot, room, button, answer):
    def press():
        box = QApplication.activeModalWidget()
        next(each for each in box.findChildren(Button) if each.caption() == button).click()

    QTimer.singleShot(50, press)
    assert ask(room, "Delete it?", yes="Delete", destructive=True) is answer


def test_the_ring_follows_the_keyboard_and_not_the_mouse(qtbot, room):
    ring = FocusRing()
    ring.follow(QApplication.instance())
    buttons = [Button("一"), Button("二")]
    row = QHBoxLayout()
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(button)
    room.layout().addLayout(row)
    QApplication.processEvents()
    buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(buttons[0], Qt.Key.Key_Tab)

    assert buttons[1].hasFocus()
    assert ring.isVisible()
    assert ring.geometry().size() == buttons[1].size().grownBy(QMargins(3, 3, 3, 3))
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert not ring.isVisible()


def test_a_section_title_carries_its_count(qtbot):
    title = SectionTitle("今日下访", "2 场")
    qtbot.addWidget(title)
    title.set_note("3 场")

    assert title.note.text() == "3 场"
    assert title.accessibleName() == "今日下访"


def test_a_list_shows_its_cursor_when_tab_brings_the_focus_there(qtbot):
    holder, field = QWidget(), QLineEdit()
    table = RowTable((Column("Name", str),), "Names")
    column = QVBoxLayout(holder)
    for each in (field, table):
        column.addWidget(each)
    table.show_rows(["a", "b"])
    qtbot.addWidget(holder)
    with qtbot.waitExposed(holder):
        holder.show()
    holder.activateWindow()
    field.setFocus()
    assert not table._by_keys
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert table.hasFocus()
    assert table._by_keys
