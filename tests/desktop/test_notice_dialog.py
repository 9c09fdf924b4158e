"""The holiday notice in the window: read while it is pasted, moves accepted or held by keys and mouse, one undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.issues import IssueDraft
from db import models as m
from db.queries.calendar_changes import own_days
from db.queries.form_drafts import form_drafts
from db.services.issues import register_issues
from db.store import Store
from desktop.context import AppContext
from desktop.settings import notice_dialog
from desktop.settings.day_local import LocalHolidayForm
from desktop.settings.day_seasons import SeasonsSection
from desktop.settings.days_section import DaysSection
from desktop.settings.notice_dialog import PREFIX, NoticeDialog, open_notice
from tests.core.notice_texts import SUPPOSED_2027
from tests.db.county import CALENDAR, SETTINGS, ask, do, found_county
from tests.db.rows import everything
from tests.desktop.pages import Window


@pytest.fixture
def office(store: Store) -> Store:
    """Return a schedule with two issues whose dates the notice moves."""
    found_county(store)
    drafts = [
        IssueDraft(uid, "修路", day, 1, limit_amount=10, limit_unit="working")
        for uid, day in (("a", date(2027, 1, 25)), ("b", date(2027, 1, 26)))
    ]
    do(store, register_issues, drafts, calendar=CALENDAR, settings=SETTINGS)
    return store


@pytest.fixture
def desk(ctx: AppContext, office: Store) -> Window:
    window = Window()
    ctx.attach(window)
    return window


@pytest.fixture
def dialog(qtbot: QtBot, ctx: AppContext, desk: Window, room: QWidget) -> NoticeDialog:
    made = NoticeDialog(ctx, room)
    qtbot.addWidget(made, before_close_func=NoticeDialog.reject_quietly)  # or closing would ask
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def dues(store: Store) -> list[date | None]:
    with store.read() as session:
        return [row.due for row in session.query(m.Issue).order_by(m.Issue.id)]


def marked(dialog: NoticeDialog) -> list[str]:
    found, block = [], dialog.text.document().begin()
    while block.isValid():
        found += [block.text()[each.start : each.start + each.length] for each in block.layout().formats()]
        block = block.next()
    return found


OLD, NEW = [date(2027, 2, 10), date(2027, 2, 11)], [date(2027, 2, 15), date(2027, 2, 16)]


def test_the_days_appear_while_the_text_is_pasted(qtbot: QtBot, dialog: NoticeDialog) -> None:
    QApplication.clipboard().setText(SUPPOSED_2027)
    dialog.text.setFocus()
    qtbot.keyClick(dialog.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: len(dialog.days.rows.rows()) == 33)
    assert "2027: " in dialog.summary.text()
    assert dialog.next_button.isEnabled()


def test_what_is_wrong_is_said_with_its_phrase_and_underlaid(dialog: NoticeDialog) -> None:
    dialog.text.setPlainText(SUPPOSED_2027.replace("2月20日（周六）", "2月30日（周六）"))
    dialog.read()

    assert "2月30日" in dialog.summary.text()
    assert marked(dialog) == ["1月31日（周日）、2月30日（周六）上班"]
    assert not dialog.next_button.isEnabled()
    assert dialog.days.rows.rows() == []
    dialog.text.setPlainText(SUPPOSED_2027)
    dialog.read()
    assert marked(dialog) == []


def test_all_by_keyboard_and_one_undo_takes_it_back(
    qtbot: QtBot, ctx: AppContext, dialog: NoticeDialog, office: Store, desk: Window
) -> None:
    before = everything(office)
    dialog.text.setPlainText(SUPPOSED_2027)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rows = dialog.moves.list
    qtbot.waitUntil(rows.hasFocus)
    assert [line.taken for line in rows.rows.rows()] == [True, True]
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert "1 date is held" in dialog.moves.note.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert dues(office) == [NEW[0], OLD[1]]
    assert not dialog.isVisible()
    assert any("1 deadline moved" in said for said in desk.said)
    assert date(2027, 2, 8) in {each.day for each in ask(office, own_days)}
    assert not ctx.calendar.is_workday(date(2027, 2, 10))
    office.undo()
    assert everything(office) == before


def test_all_by_mouse(qtbot: QtBot, dialog: NoticeDialog, office: Store) -> None:
    QApplication.clipboard().setText(SUPPOSED_2027)
    qtbot.mouseClick(dialog.paste_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.counting.is_running)
    rows = dialog.moves.list
    box = rows.visualRect(rows.rows.index(0, 0))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(30, box.height() // 2))
    assert [line.taken for line in rows.rows.rows()] == [False, True]
    qtbot.mouseClick(dialog.moves.hold_all, Qt.MouseButton.LeftButton)
    assert dialog.moves.accepted() == set()
    qtbot.mouseClick(dialog.moves.accept_all, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)

    assert dues(office) == NEW


def test_back_keeps_the_text_and_the_decisions(qtbot: QtBot, dialog: NoticeDialog) -> None:
    dialog.text.setPlainText(SUPPOSED_2027)
    dialog.go_on()
    qtbot.waitUntil(lambda: not dialog.counting.is_running)
    dialog.moves.list.toggle()
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.text.toPlainText() == SUPPOSED_2027
    dialog.go_on()
    qtbot.waitUntil(lambda: not dialog.counting.is_running)

    assert [line.taken for line in dialog.moves.list.rows.rows()] == [False, True]


def test_a_preview_out_of_date_is_said_and_shown_anew(qtbot: QtBot, dialog: NoticeDialog, office: Store) -> None:
    dialog.text.setPlainText(SUPPOSED_2027)
    dialog.go_on()
    qtbot.waitUntil(lambda: not dialog.counting.is_running)
    further = IssueDraft("c", "水", date(2027, 1, 27), 1, limit_amount=10, limit_unit="working")
    do(office, register_issues, [further], calendar=CALENDAR, settings=SETTINGS)

    dialog.save()
    qtbot.waitUntil(lambda: not dialog.counting.is_running)

    assert "meanwhile" in dialog.refusal.text()
    assert len(dialog.moves.found) == 3
    dialog.save()
    assert dues(office)[:2] == NEW


def test_what_is_pasted_survives_a_kill(
    qtbot: QtBot, ctx: AppContext, dialog: NoticeDialog, office: Store, room: QWidget
) -> None:
    dialog.text.setPlainText(SUPPOSED_2027[:300])
    dialog.keeper.keep()

    again = NoticeDialog(ctx, room)
    qtbot.addWidget(again)

    assert again.text.toPlainText() == SUPPOSED_2027[:300]
    assert "before the program ended" in again.refusal.text()
    again.reject_quietly()
    assert ask(office, form_drafts, PREFIX) == []


def test_escape_asks_before_the_text_goes(monkeypatch: pytest.MonkeyPatch, dialog: NoticeDialog) -> None:
    asked: list[str] = []
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda _home, text, **_more: asked.append(text) or False)
    dialog.text.setPlainText("一、元旦")
    dialog.reject()

    assert len(asked) == 1
    assert dialog.isVisible()


def test_days_that_do_not_balance_are_asked_about(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, dialog: NoticeDialog
) -> None:
    answers = [False, True]
    monkeypatch.setattr(notice_dialog, "ask", lambda *_a, **_k: answers.pop(0))
    dialog.text.setPlainText(SUPPOSED_2027.replace("5月8日（周六）上班。", ""))
    dialog.read()
    assert "劳动节" in dialog.doubts.text()

    dialog.go_on()
    assert not dialog.moves.isVisible()
    dialog.go_on()
    qtbot.waitUntil(dialog.moves.isVisible)


def test_a_file_is_opened_and_a_wrong_one_refused_in_words(dialog: NoticeDialog, tmp_path: Path) -> None:
    good, bad = tmp_path / "通知.txt", tmp_path / "通知.xlsx"
    good.write_bytes(SUPPOSED_2027.encode("gb18030"))
    bad.write_bytes(b"PK\x03\x04" + bytes(50))
    dialog.open_file(good)
    assert len(dialog.days.rows.rows()) == 33

    dialog.open_file(bad)

    assert "通知.xlsx" in dialog.refusal.text()
    assert len(dialog.days.rows.rows()) == 33


def test_a_schedule_open_for_reading_takes_no_notice(
    ctx: AppContext, room: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(ctx), "read_only", property(lambda _self: True))

    assert open_notice(ctx, room) is None


@pytest.fixture
def section(qtbot: QtBot, ctx: AppContext, desk: Window, room: QWidget) -> DaysSection:
    made = DaysSection(ctx)
    qtbot.addWidget(made)
    ctx.hub.changed.connect(lambda _tables: made.reload())
    made.show_year(2027)
    return made


def test_a_county_day_is_looked_at_before_it_moves_a_date(qtbot: QtBot, section: DaysSection, office: Store) -> None:
    form = section.edit_day(None)
    qtbot.addWidget(form)
    form.day.setText("2027-01-28")
    form.name.setText("县庆")
    form.try_save()
    qtbot.waitUntil(lambda: form.entry.dialog is not None)

    assert form.isVisible()
    assert dues(office) == OLD
    form.entry.dialog.save()
    assert dues(office) == [date(2027, 2, 11), date(2027, 2, 12)]
    assert not form.isVisible()


def test_a_preview_given_up_changes_nothing_and_leaves_the_form(
    qtbot: QtBot, section: DaysSection, office: Store
) -> None:
    form = section.edit_day(None)
    qtbot.addWidget(form)
    form.day.setText("2027-01-28")
    form.try_save()
    qtbot.waitUntil(lambda: form.entry.dialog is not None)
    form.entry.dialog.reject()

    assert form.isVisible()
    assert dues(office) == OLD
    assert ask(office, own_days) == []


def test_a_county_day_that_moves_nothing_is_entered_at_once(qtbot: QtBot, section: DaysSection, office: Store) -> None:
    form = section.edit_day(None)
    closed: list[int] = []
    form.finished.connect(closed.append)
    form.day.setText("2027-06-28")
    form.try_save()

    qtbot.waitUntil(lambda: closed == [QDialog.DialogCode.Accepted])
    assert [each.day for each in ask(office, own_days)] == [date(2027, 6, 28)]


def test_a_local_holiday_is_suggested_and_entered_as_the_countys_own(
    qtbot: QtBot, section: DaysSection, office: Store
) -> None:
    form = section.add_local()
    assert isinstance(form, LocalHolidayForm)
    form.holiday.set_value("sanyuesan")
    form.holiday.chosen.emit("sanyuesan")
    assert (form.first.text(), form.days.text()) == ("2027-04-09", "2")
    form.try_save()

    qtbot.waitUntil(lambda: bool(ask(office, own_days)))
    assert [(each.day, each.name, each.is_workday) for each in ask(office, own_days)] == [
        (date(2027, 4, 9), "三月三", False), (date(2027, 4, 10), "三月三", False),
    ]  # fmt: skip


def test_a_holiday_whose_date_is_announced_has_to_be_typed(qtbot: QtBot, section: DaysSection) -> None:
    form = section.add_local()
    qtbot.addWidget(form)
    form.holiday.set_value("eid_al_fitr")
    form.holiday.chosen.emit("eid_al_fitr")
    form.try_save()

    assert list(form.texts()) == ["First day"]
    form.first.setText("2027-3-10")
    form.days.setText("99")
    form.try_save()
    assert list(form.texts()) == ["Days"]


@pytest.fixture
def seasons(qtbot: QtBot, ctx: AppContext, desk: Window, room: QWidget) -> SeasonsSection:
    made = SeasonsSection(ctx)
    qtbot.addWidget(made)
    ctx.hub.changed.connect(lambda _tables: made.reload())
    made.reload()
    return made


def names(section: SeasonsSection) -> list[tuple[str, str]]:
    return [(row.season.name, row.township) for row in section.seasons.rows.rows()]


def test_a_season_of_one_township_is_added_changed_and_deleted(qtbot: QtBot, seasons: SeasonsSection) -> None:
    assert names(seasons) == [("三夏", ""), ("双抢", ""), ("三秋", "")]
    form = seasons.edit(None)
    qtbot.addWidget(form)
    form.name.setText("双抢")
    form.township.set_value(1)
    form.starts.setText("7月20日")
    form.ends.setText("8-32")
    form.try_save()
    assert list(form.texts()) == ["Until"]
    form.ends.setText("8-12")
    form.try_save()
    assert names(seasons)[-1] == ("双抢", "青石镇")

    again = seasons.edit(seasons.seasons.rows.rows()[-1])
    qtbot.addWidget(again)
    again.deleted.emit()
    assert len(names(seasons)) == 3


def test_a_season_set_aside_can_be_used_again(seasons: SeasonsSection, office: Store) -> None:
    seasons.toggle()
    assert [row.active for row in seasons.seasons.rows.rows()] == [False, True, True]
    seasons.toggle()
    assert all(row.active for row in seasons.seasons.rows.rows())
    office.undo()
    seasons.reload()
    assert [row.active for row in seasons.seasons.rows.rows()] == [False, True, True]


def test_a_season_of_a_township_nobody_knows_is_refused(qtbot: QtBot, seasons: SeasonsSection) -> None:
    form = seasons.edit(None)
    qtbot.addWidget(form)
    form.name.setText("采茶")
    form.township.setText("没有镇")
    form.starts.setText("3-20")
    form.ends.setText("4-20")
    form.try_save()

    assert form.isVisible()
    assert "没有镇" in form.said.text()
