"""Settings: fields that save as they are left, lists with dialogs, and the data's buttons."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.queries.settings import office_settings
from desktop import theme
from desktop.context import AppContext
from desktop.settings.settings_page import SECTIONS, SettingsPage
from tests.desktop.pages import Window, come_up

TODAY = date(2026, 11, 23)


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> SettingsPage:
    return come_up(qtbot, county_ctx, SettingsPage)


def stored(page: SettingsPage) -> object:
    with page.ctx.store.read() as session:
        return office_settings(session)


def type_into(qtbot: QtBot, field: object, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_every_section_opens_and_fits(page: SettingsPage) -> None:
    for entry in SECTIONS:
        page.show_section(entry.key)
        page.grab()
        assert page.section(entry.key).minimumSizeHint().width() <= 1366 - 88 - 217


def test_a_field_saves_as_it_is_left_and_undo_takes_it_back(qtbot: QtBot, page: SettingsPage) -> None:
    office = page.section("office")
    type_into(qtbot, office.interval, "20")
    assert stored(page).visit_interval_days == 20
    page.ctx.store.undo()
    assert stored(page).visit_interval_days == 30
    office.setFocus()
    office.reload()
    assert office.interval.text() == "30"


def test_a_wrong_number_is_said_below_and_kept_in_the_field(qtbot: QtBot, page: SettingsPage) -> None:
    office = page.section("office")
    type_into(qtbot, office.interval, "0")
    assert stored(page).visit_interval_days == 30
    assert office.interval.text() == "0"
    assert office.interval.property("invalid")
    type_into(qtbot, office.interval, "abc")
    assert "whole number" in office.interval.accessibleDescription()


def test_the_number_preview_follows_each_letter(qtbot: QtBot, page: SettingsPage) -> None:
    office = page.section("office")
    office.prefix.setText("")
    qtbot.keyClicks(office.prefix, "YL")
    assert office.number_preview() == "Numbers look like YL〔2026〕0287号"
    qtbot.keyClick(office.prefix, Qt.Key.Key_Return)
    assert stored(page).number_prefix == "YL"


def test_a_reception_rule_that_is_not_understood_is_not_saved(page: SettingsPage) -> None:
    office = page.section("office")
    office.reception.setText("看情况")
    office._show_reception()
    office.reception._leave()
    assert "not understood" in office.reception_preview()
    assert stored(page).reception_rule == "2026-10-15、2026-11-25"
    office.reception.setText("每月15日")
    office.reception._leave()
    assert stored(page).reception_rule == "每月15日"
    assert "15 Dec" in office.reception_preview()


def test_a_category_and_a_preset_are_edited_and_restored(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_section("limits")
    limits = page.section("limits")
    form = limits.edit_category(limits.categories.rows.rows()[1])
    qtbot.addWidget(form)
    form.amount.setText("")
    form.try_save()
    assert form.isVisible()
    form.amount.setText("7")
    form.try_save()
    assert limits.categories.rows.rows()[1].amount == 7
    rule = limits.edit_rule(limits.rules.rows.rows()[0])
    qtbot.addWidget(rule)
    rule.amount.setText("25")
    rule.try_save()
    limits.rules.go_to("onsite")
    assert limits.restore_button.isEnabled()
    limits.restore_rule()
    assert limits.rules.rows.rows()[0].amount == 10
    limits.categories.go_to("traffic")
    limits.move_category(1)
    assert [row.key for row in limits.categories.rows.rows()][:2] == ["water", "traffic"]


def test_a_county_day_is_added_and_taken_back(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_section("days")
    days = page.section("days")
    form = days.edit_day(None)
    form.try_save()
    assert list(form.texts()) == ["Date"]
    form.day.setText("11-24")
    form.name.setText("县庆")
    form.try_save()
    qtbot.waitUntil(lambda: form.entry.dialog is not None)
    form.entry.dialog.save()  # it would move dates: they are looked at first
    added = next(row for row in days.days.rows.rows() if row.day == date(2026, 11, 24))
    assert (added.name, added.own) == ("县庆", True)
    days.days.setCurrentIndex(days.days.rows.index(days.days.rows.rows().index(added), 0))
    days.clear_day()
    qtbot.waitUntil(lambda: not days.entry.counting.is_running)
    assert all(row.day != date(2026, 11, 24) for row in days.days.rows.rows())


def test_an_unannounced_year_says_so_and_can_be_announced(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_section("days")
    days = page.section("days")
    days.show_year(2027)
    assert "not announced" in days.summary.text()
    days.announce()
    qtbot.waitUntil(lambda: not days.entry.counting.is_running)
    assert "working days" in days.summary.text()
    days.announce()
    qtbot.waitUntil(lambda: not days.entry.counting.is_running)
    assert "not announced" in days.summary.text()


def test_a_meeting_is_read_while_it_is_typed(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_section("meetings")
    meetings = page.section("meetings")
    form = meetings.edit(None)
    qtbot.addWidget(form)
    form.name.setText("县委常委会")
    form.rule.setText("有空就开")
    form._preview_days()
    assert "not understood" in form.days_preview()
    form.try_save()
    assert form.isVisible()
    form.rule.setText("每周一下午")
    form._preview_days()
    form.attendees.setText("县委常委")
    form._preview_people()
    assert "23 Nov Mon" in form.days_preview()
    assert form.people_preview() == "周立明, 陈雨桐, 何建勋, 林若川, 马文博"
    form.try_save()
    assert [row.name for row in meetings.meetings.rows.rows()] == ["县委常委会"]


def test_an_own_kind_gets_its_seal(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_section("kinds")
    kinds = page.section("kinds")
    form = kinds.edit(None)
    qtbot.addWidget(form)
    form.name.setText("敲门行动")
    form.try_save()
    assert list(form.texts()) == ["Seal"]
    form.seal.setText("敲")
    form.colour.choose("y")
    form.try_save()
    assert kinds.kinds.rows.rows()[-1].seal == "敲"
    assert [kind.name for kind in page.ctx.kinds][-1] == "敲门行动"


def test_the_theme_changes_at_once(page: SettingsPage) -> None:
    page.show_section("look")
    look = page.section("look")
    look._wear(theme.DARK)
    assert theme.theme().dark
    assert page.ctx.machine.theme == theme.DARK
    assert look._print.text()


def test_backup_and_check_report_their_result(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_section("data")
    data = page.section("data")
    assert "12" in data.counts.text()
    with qtbot.waitSignal(data.check_now().finished, timeout=20000):
        pass
    qtbot.waitUntil(lambda: data.check_result.text().startswith("Nothing is wrong"))
    task = data.back_up_now()
    with qtbot.waitSignal(task.finished, timeout=20000):
        pass
    qtbot.waitUntil(lambda: data.last_backup.text().startswith("Last backup"))


def test_arrows_move_through_the_sections(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.keyClick(page.tabs, Qt.Key.Key_Down)
    assert page._key == "limits"
    qtbot.keyClick(page.tabs, Qt.Key.Key_Up)
    assert page._key == "office"
