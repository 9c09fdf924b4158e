"""Request forms taken over beside the window: questions answered by keyboard, one step, nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from core.visits import Half
from desktop.visits.requests.review import ReviewDialog
from tests.desktop.request_keys import awake, opened, places, press, save, waiting

FORM = (
    "申请单位：清石镇　　村（社区）：柳树湾村\n下访类型：□信访接待 ☑现场办公\n希望时间：12月11日上午\n"
    "主题：饮水管网改造\n"
    "希望到场单位：水利局\n联系人：罗晓梅　电话：13800002207"
)


@pytest.fixture
def page(calendar_page):
    return calendar_page


def paste(page, text=FORM):
    QApplication.clipboard().setText(text)
    page.requests.wish("paste")
    return page.requests.commands.dialog


def test_a_pasted_form_asks_what_is_not_certain_and_is_saved_in_one_step(page, county_ctx):
    panel = opened(page)
    dialog = paste(page)
    assert isinstance(dialog, ReviewDialog)
    assert [each.key for each in dialog.readings[0].open] == ["township"]
    save(dialog)  # a question is open: it is gone to instead
    assert dialog.isVisible()
    assert waiting(county_ctx) == []
    first = dialog.fields._questions[0]
    assert first.text() == "青石镇" or first.accessibleName().endswith("青石镇")
    press(first, Qt.Key.Key_Space)
    QTest.qWait(1)
    assert not dialog.readings[0].open
    save(dialog)
    (row,) = waiting(county_ctx)
    assert (row.township, row.village, row.kind, row.first_day, row.half) == (
        "青石镇", "柳树湾村", "onsite_office", date(2026, 12, 11), Half.MORNING,
    )  # fmt: skip
    assert row.agencies == ("县水利局",)
    assert places(panel) == ["青石镇"]
    county_ctx.store.undo()
    assert waiting(county_ctx) == []


def test_answers_survive_a_kill(page, county_ctx):
    dialog = paste(page)
    dialog.answer("township", "use:青石镇")
    dialog.keeper.keep()
    again = paste(page)
    assert again is not dialog
    assert not again.readings[0].open
    dialog.done(0)


def test_answers_go_only_on_purpose(page, monkeypatch):
    dialog = paste(page)
    asked = []
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: bool(asked.append(1)))
    dialog.answer("township", "use:青石镇")
    QTest.qWait(1)
    awake(dialog)
    press(dialog, Qt.Key.Key_Escape)
    assert asked == [1]
    assert dialog.isVisible()
    dialog.reject_quietly()
    again = paste(page)
    assert again.readings[0].open  # given up: nothing of it comes back
    again.reject()  # nothing was answered: it closes unasked
    assert asked == [1]
    assert not again.isVisible()


def test_the_same_form_twice_says_so_and_takes_nothing_over(page, county_ctx):
    text = FORM.replace("清石镇", "青石镇")
    save(paste(page, text))
    again = paste(page, text)
    assert again._came_before.isVisible()
    assert not again.take.isChecked()
    assert not again.save_button.isEnabled()
    assert len(waiting(county_ctx)) == 1


def test_a_list_of_requests_is_gone_through_with_page_down_and_one_left_out(page, county_ctx):
    dialog = paste(page, "乡镇\t主题\t希望时间\n青石镇\t饮水\t12月3日\n柳河乡\t修路\t12月8日\n东岭镇\t校车\t随时")
    awake(dialog)
    press(dialog, Qt.Key.Key_PageDown)
    assert dialog.readings[dialog._at].draft.theme == "修路"
    press(dialog.take, Qt.Key.Key_Space)
    save(dialog)
    assert {row.theme for row in waiting(county_ctx)} == {"饮水", "校车"}


def test_numbers_are_masked_in_the_review(page):
    dialog = paste(page, FORM.replace("清石镇", "青石镇"))
    labels = [label.text() for label in dialog.fields.findChildren(type(dialog._sum))]
    assert "138****2207" in labels
    assert not any("13800002207" in text for text in labels)


def test_files_are_read_beside_the_window_and_a_bad_one_keeps_no_good_one_back(page, county_ctx, qtbot, tmp_path,
                                                                              monkeypatch):  # fmt: skip
    good, bad = tmp_path / "申请.docx", tmp_path / "旧.doc"
    paper = Document()
    paper.add_paragraph(FORM.replace("清石镇", "青石镇"))
    paper.save(str(good))
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    said = []
    monkeypatch.setattr("desktop.visits.requests.request_commands.tell", lambda _home, text: said.append(text))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(bad), str(good)], ""))
    page.requests.wish("bring_in")
    qtbot.waitUntil(lambda: isinstance(page.requests.commands.dialog, ReviewDialog), timeout=20_000)
    assert "旧.doc" in said[0]
    save(page.requests.commands.dialog)
    assert [row.theme for row in waiting(county_ctx)] == ["饮水管网改造"]


def test_words_that_are_no_form_are_refused(page, monkeypatch):
    QApplication.clipboard().setText("你好")
    page.requests.wish("paste")
    assert page.requests.commands.dialog is None


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ""])
def test_the_blank_form_is_saved(page, tmp_path, monkeypatch, ending):
    folder = tmp_path / "forms"
    folder.mkdir()
    target = folder / f"空白表{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), "Excel workbook (*.xlsx)"))
    page.requests.wish("blank")
    (made,) = folder.iterdir()
    assert made.suffix == (ending or ".xlsx")
    assert Path(made).stat().st_size > 5000
