"""Who was there, by keys alone: ticks, typed rows, pasted lists of 500, files; nothing of it lost in a kill."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from core.attendance import MOST
from core.records import AttendeeDraft, AttendeeRole, RecordDraft
from desktop import theme
from desktop.context import AppContext
from desktop.visits.record.attendance_grid import AttendanceGrid
from desktop.visits.record.attendance_model import NAME, POST, PRESENT, ROLE, UNIT
from desktop.visits.record.attendance_section import AttendanceSection
from desktop.widgets import Message
from tests.desktop.pages import put


def record() -> RecordDraft:
    return RecordDraft(
        visit_id=1,
        attendees=[
            AttendeeDraft("周立明", post="副县长", role=AttendeeRole.LEADER, leader_id=1),
            AttendeeDraft("县水利局", role=AttendeeRole.AGENCY, agency_id=4),
            AttendeeDraft("王桂英", unit="前冲村", post="村民", role=AttendeeRole.RESIDENT),
        ],
    )


@pytest.fixture
def section(room: QWidget, county_ctx: AppContext) -> AttendanceSection:
    made = AttendanceSection(county_ctx)
    put(room, made)
    made.load(record())
    made.first_field().setFocus()
    return made


def kept(section: AttendanceSection) -> list[AttendeeDraft]:
    found = RecordDraft(visit_id=1)
    section.store_into(found)
    return found.attendees


def type_words(grid: AttendanceGrid, words: str) -> None:
    editor = grid.indexWidget(grid.currentIndex())
    assert isinstance(editor, QLineEdit)
    for sign in words:  # as an input method commits them
        editor.insert(sign)
        editor.textEdited.emit(editor.text())


def key(qtbot: QtBot, grid: AttendanceGrid, which: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
    editor = grid.indexWidget(grid.currentIndex())
    qtbot.keyClick(editor if isinstance(editor, QLineEdit) else grid, which, modifiers)


def test_a_list_that_comes_after_the_page_was_left_is_let_go(
    room: QWidget, county_ctx: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    made = AttendanceSection(county_ctx)
    put(room, made)
    made.load(record())
    signed = tmp_path / "names.txt"
    signed.write_text("周立明\n王桂英\n", encoding="utf-8")
    made.read(signed)
    delete(made)
    qtbot.waitUntil(lambda: county_ctx.tasks.running == [], timeout=20_000)  # a fault would fail the test


def copied(text: str) -> None:
    QApplication.clipboard().setText(text)


def people(count: int) -> str:
    names = ("赵钱孙李周吴郑王冯陈褚"[n // 100] + chr(0x4E00 + n % 100) + "平" for n in range(count))
    return "姓名\t单位\t签到\n" + "\n".join(f"{name}\t县教育局\t√" for name in names)


def test_who_is_expected_stands_there_and_space_ticks(qtbot: QtBot, section: AttendanceSection) -> None:
    grid = section.grid
    assert [grid.model().index(1, column).data() for column in (NAME, UNIT, ROLE)] == ["", "县水利局", "Agency"]
    assert section.note() == "0 people came, 3 not ticked yet"
    key(qtbot, grid, Qt.Key.Key_Space)
    key(qtbot, grid, Qt.Key.Key_Down)
    key(qtbot, grid, Qt.Key.Key_Space)
    key(qtbot, grid, Qt.Key.Key_Down)
    key(qtbot, grid, Qt.Key.Key_Space)
    key(qtbot, grid, Qt.Key.Key_Space)
    assert section.note() == "2 people came, 1 did not"
    assert [(each.name, each.present) for each in kept(section)] == [
        ("周立明", True),
        ("县水利局", True),
        ("王桂英", False),
    ]
    grid.go(2, PRESENT)
    key(qtbot, grid, Qt.Key.Key_Backspace)
    assert kept(section)[2].present is None


def test_all_came_by_button_and_by_key(qtbot: QtBot, section: AttendanceSection) -> None:
    section.all_came.click()
    assert section.note() == "3 people came"
    assert section.said.text() == "3 people ticked"
    section.load(record())
    section.grid.go(0, NAME)
    key(qtbot, section.grid, Qt.Key.Key_Space)
    key(qtbot, section.grid, Qt.Key.Key_Space)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(section.grid, Qt.Key.Key_A, modifiers)
    assert section.note() == "2 people came, 1 did not"


def test_a_row_is_typed_by_keys_alone_and_every_letter_is_kept(qtbot: QtBot, section: AttendanceSection) -> None:
    grid, heard = section.grid, []
    section.changed.connect(lambda: heard.append(section.typed()))
    grid.go(3, NAME)
    type_words(grid, "李四")
    assert heard[-1][-1]["name"] == "李四"
    key(qtbot, grid, Qt.Key.Key_Tab)
    grid.edit(grid.currentIndex())
    type_words(grid, "青石镇")
    key(qtbot, grid, Qt.Key.Key_Tab)
    new = kept(section)[3]
    assert (new.name, new.unit, new.role, new.present) == ("李四", "青石镇", AttendeeRole.TOWNSHIP, True)
    assert grid.currentIndex().column() == POST
    key(qtbot, grid, Qt.Key.Key_Down)
    assert section.model.is_blank(grid.currentIndex().row())
    out: list[bool] = []
    section.left_downwards.connect(lambda: out.append(True))
    key(qtbot, grid, Qt.Key.Key_Return)
    assert out == [True]


def test_the_keys_lead_out_at_both_ends(qtbot: QtBot, section: AttendanceSection) -> None:
    out: list[str] = []
    section.left_upwards.connect(lambda: out.append("up"))
    section.left_downwards.connect(lambda: out.append("down"))
    section.grid.go(0, NAME)
    key(qtbot, section.grid, Qt.Key.Key_Backtab)
    key(qtbot, section.grid, Qt.Key.Key_Up)
    section.grid.go(3, NAME)
    key(qtbot, section.grid, Qt.Key.Key_Tab)
    assert out == ["up", "up", "down"]


def test_a_row_is_deleted_and_a_role_chosen(
    qtbot: QtBot, section: AttendanceSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    section.grid.go(1, NAME)
    key(qtbot, section.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [each.name for each in kept(section)] == ["周立明", "王桂英"]
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: menus.append(menu))
    section.grid.go(0, ROLE)
    key(qtbot, section.grid, Qt.Key.Key_F2)
    menus[0].actions()[2].trigger()
    assert kept(section)[0].role is AttendeeRole.TOWNSHIP


def test_a_resident_is_masked_but_in_the_cell_being_typed(qtbot: QtBot, section: AttendanceSection) -> None:
    index = section.model.index(2, NAME)
    assert index.data() == "王**"
    section.grid.go(2, NAME)
    section.grid.edit(section.grid.currentIndex())
    editor = section.grid.indexWidget(section.grid.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "王桂英"


def test_a_pasted_list_ticks_adds_and_points_out_doubles(qtbot: QtBot, section: AttendanceSection) -> None:
    copied(
        "序号\t姓名\t单位\t签到\n1\t周立明\t\t√\n2\t张三\t县水利局\t√\n3\t赵六\t县教育局\t√\n4\t赵六\t县教育局\t√\n5\t??\t\t\n"
    )
    key(qtbot, section.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert section.said.text() == (
        "2 expected people ticked, 1 person added. More than once in the list, counted once: 赵六. "
        "1 line was not understood and left out: 5  ??."
    )
    assert [(each.name, each.present) for each in kept(section)] == [
        ("周立明", True), ("张三", True), ("王桂英", None), ("赵六", True),
    ]  # fmt: skip
    assert kept(section)[1].agency_id == 4


def test_names_between_commas_are_pasted_into_the_blank_row(qtbot: QtBot, section: AttendanceSection) -> None:
    section.grid.go(3, NAME)
    copied("张三、李四")
    key(qtbot, section.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [each.name for each in kept(section)][3:] == ["张三", "李四"]
    section.grid.go(5, NAME)
    copied("王五")
    key(qtbot, section.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    section.grid.commit()
    assert [each.name for each in kept(section)][5:] == ["王五"]


def test_500_pasted_people_stay_fluid_and_more_than_1000_are_refused(qtbot: QtBot, section: AttendanceSection) -> None:
    copied(people(500))
    began = time.perf_counter()
    key(qtbot, section.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    section.grid.grab()
    pasted = time.perf_counter() - began
    began = time.perf_counter()
    section.grid.scrollToBottom()
    section.grid.viewport().grab()
    scrolled = time.perf_counter() - began
    assert (pasted < 0.2, scrolled < 0.1) == (True, True), (pasted, scrolled)
    assert len(kept(section)) == 503
    assert section.grid.height() < 400
    copied(people(MOST + 50))
    key(qtbot, section.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (message,) = [each for each in section.window().findChildren(Message) if each.isVisible()]
    assert message.text.text().startswith("1053 people are too many for one visit, at most 1000")
    message.close()
    assert len(kept(section)) == 503


def test_a_file_is_read_and_one_without_names_says_so(qtbot: QtBot, section: AttendanceSection, tmp_path: Path) -> None:
    path = tmp_path / "签到.txt"
    path.write_bytes("张三\r\n李四\r\n".encode("gb18030"))
    section.read(path)
    qtbot.waitUntil(lambda: section.said.text() == "2 people added.")
    path.write_text("——")
    section.read(path)
    qtbot.waitUntil(lambda: section.said.text().startswith("No names were found"))
    section.read(tmp_path / "gone.txt")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in section.window().findChildren(Message)))


def test_what_was_typed_comes_back_after_a_kill(
    qtbot: QtBot, section: AttendanceSection, county_ctx: AppContext
) -> None:
    assert section.typed() is None
    copied("张三\n李四")
    key(qtbot, section.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    typed = section.typed()
    again = AttendanceSection(county_ctx)
    qtbot.addWidget(again)
    again.load(record())
    again.restore(typed)
    assert kept(again) == kept(section)
    again.restore("nonsense")
    assert kept(again) == kept(section)


def test_the_first_thing_wrong_is_shown_and_said(section: AttendanceSection) -> None:
    assert section.fault() is None
    section.model.put(2, NAME, "王" * 70)
    found = section.fault()
    assert found is not None
    assert found[1] == "Row 3: Too long: 70 characters, at most 60."
    assert section.grid.currentIndex().row() == 2


def test_painting_in_both_themes_raises_nothing(section: AttendanceSection, chinese: None) -> None:
    for mode in (theme.DARK, theme.LIGHT):
        theme.set_mode(mode)
        assert not section.grab(section.rect()).isNull()
    assert section.grid.indexAt(QPoint(60, 10)).row() == 0
