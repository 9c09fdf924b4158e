"""The year of market days: twelve small months, by mouse and keys; the habit for months of 29 days in the form."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.calendar.market_rules import SmallMonth
from core.calendar.markets import parse_market_rule
from db.queries.markets import market_rows
from db.queries.township_detail import township_draft
from desktop.context import AppContext
from desktop.coverage.market_preview import MarketPreview
from desktop.coverage.market_year_view import day_rect
from desktop.directory.township_form import TownshipForm

TODAY = date(2026, 11, 23)


@pytest.fixture
def preview(qtbot: QtBot, county_ctx: AppContext, room: QWidget) -> MarketPreview:
    rules = [parse_market_rule("农历逢五、十"), parse_market_rule("公历逢1、6")]
    made = MarketPreview(room, "东岭镇", rules, today=TODAY, workdays=county_ctx.calendar)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(made.view.hasFocus)
    return made


@pytest.fixture
def form(qtbot: QtBot, county_ctx: AppContext, room: QWidget) -> TownshipForm:
    with county_ctx.store.read() as session:
        draft = township_draft(session, 1)
    made = TownshipForm(county_ctx, draft, room)
    qtbot.addWidget(made)
    made.open_tall()
    return made


def typed(form: TownshipForm, words: str) -> None:
    """Type what no key of the tests can."""
    form.market.setText(words)
    form.market.textEdited.emit(words)


def test_keys_go_through_the_year_and_say_each_day(preview: MarketPreview, qtbot: QtBot) -> None:
    view = preview.view
    assert preview.said.text() == "23 Nov 2026 Mon, Lunar 10/15, Lunar days ending in 5, 10"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert preview.said.text().endswith("No market")
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.cursor_day == date(2026, 11, 26)
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert view.cursor_day == TODAY
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.cursor_day == date(2026, 11, 30)
    assert view.accessibleDescription() == preview.said.text()


def test_the_year_fits_a_small_screen_with_its_bars(preview: MarketPreview) -> None:
    assert preview.minimumSizeHint().height() <= 696  # 768 less the bars of the desktop and of the window


def test_keys_turn_the_year_and_go_beyond_its_end(preview: MarketPreview, qtbot: QtBot) -> None:
    view = preview.view
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert preview.year.text() == "2027"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert (view.cursor_day, preview.year.text()) == (date(2026, 12, 31), "2026")
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert view.cursor_day == TODAY
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_the_table_ends_where_the_lunar_calendar_does(preview: MarketPreview) -> None:
    preview.turn(2500)
    assert preview.year.text() == "2099"
    assert not preview.after.isEnabled()
    preview.view.put_cursor(date(2100, 1, 1))
    assert preview.year.text() == "2099"


def test_a_leap_day_finds_its_place_in_a_common_year(preview: MarketPreview) -> None:
    preview.turn(2028)
    preview.view.put_cursor(date(2028, 2, 29))
    preview.turn(2029)
    assert preview.view.cursor_day == date(2029, 2, 28)


def test_every_day_is_where_the_mouse_finds_it(preview: MarketPreview, qtbot: QtBot) -> None:
    for day in (date(2026, 1, 1), date(2026, 8, 31), date(2026, 12, 31)):
        qtbot.mouseClick(preview.view, Qt.MouseButton.LeftButton, pos=day_rect(day).center().toPoint())
        assert preview.view.cursor_day == day
    preview.grab()
    assert preview.count.text() == f"{len(preview.view.year.days)} market days"


def test_the_form_previews_the_words_as_they_stand(form: TownshipForm, qtbot: QtBot) -> None:
    form.market.setText("公历逢1、6")
    dialog = form.open_year()
    assert dialog.view.year.rules == (parse_market_rule("公历逢1、6"),)
    dialog.reject()


def test_words_that_are_not_understood_are_said_and_stay(form: TownshipForm, qtbot: QtBot) -> None:
    form.market.setText("公历逢1、6；看情况")
    qtbot.mouseClick(form.habit.year_button, Qt.MouseButton.LeftButton)
    assert "“看情况” is not understood. Write it like" in form._market_note.text()
    assert form.market.text() == "公历逢1、6；看情况"
    assert form.market.hasFocus()


def test_the_habit_is_offered_for_the_lunar_30th_alone_and_rewrites_the_words(
    form: TownshipForm, qtbot: QtBot, county_ctx: AppContext
) -> None:
    typed(form, "农历逢三、八")
    assert form.habit.habit.isHidden()
    typed(form, "农历逢五、十；公历逢1、6")
    assert form.habit.habit.isVisible()
    assert form.habit.habit.current() == SmallMonth.NONE
    form.habit.habit.setFocus()
    qtbot.mouseClick(form.habit.habit.findChildren(QWidget)[1], Qt.MouseButton.LeftButton)
    assert form.market.text() == "农历逢五、十（小月提前廿九）；公历逢1、6"
    form.try_save()
    with county_ctx.store.read() as session:
        assert [rule for rule, _words in township_draft(session, 1).market_known.values()] == [
            "lunar:5,0;early",
            "solar:1,6",
        ]


def test_single_dates_are_typed_saved_and_shown_in_the_year(
    form: TownshipForm, qtbot: QtBot, county_ctx: AppContext
) -> None:
    typed(form, "农历逢五、十；公历逢1、6")
    dates = form.dates
    assert dates.which.isVisible()
    dates.which.setCurrentIndex(1)
    dates.never.setFocus()
    qtbot.keyClicks(dates.never, "2026-11-26")
    dates.which.setCurrentIndex(0)
    dates.also.setFocus()
    qtbot.keyClicks(dates.also, "24 Nov 2026")
    assert form.market.text() == "农历逢五、十（24 Nov 2026加集）；公历逢1、6（2026-11-26除外）"
    dialog = form.open_year()
    assert dialog.view.words_of(date(2026, 11, 26)).endswith("No market: the date is left out")
    assert "also on 24 Nov 2026" in dialog.view.words_of(date(2026, 11, 24))
    dialog.grab()
    dialog.reject()
    form.try_save()
    with county_ctx.store.read() as session:
        (row,) = [each for each in market_rows(session) if each.township_id == 1 and "26 Nov" in each.words]
        assert date(2026, 11, 26) not in row.days(2026)
        again = township_draft(session, 1)
    reopened = TownshipForm(county_ctx, again, form.parentWidget())
    qtbot.addWidget(reopened)
    assert reopened.dates.also.text() == "24 Nov 2026"
    county_ctx.store.undo()
    with county_ctx.store.read() as session:
        assert not any("2026" in each.words for each in market_rows(session))


def test_a_date_that_cannot_be_read_is_said_and_nothing_is_lost(form: TownshipForm, qtbot: QtBot) -> None:
    typed(form, "公历逢1、6")
    assert not form.dates.which.isVisible()
    form.dates.also.setFocus()
    qtbot.keyClicks(form.dates.also, "someday")
    said = "“someday” is not a date that can be read. Write it like 正月初一、10月1日、2027-10-01."
    assert form._market_note.text() == said
    assert form.dates.also.property("invalid")
    form.try_save()
    assert form.isVisible()
    assert form.texts()["Single dates"] == said
    assert form.dates.also.hasFocus()
    assert form.dates.also.text() == "someday"


def test_the_habit_keeps_the_single_dates(form: TownshipForm, qtbot: QtBot) -> None:
    typed(form, "农历逢五、十（正月初一除外）")
    qtbot.mouseClick(form.habit.habit.findChildren(QWidget)[1], Qt.MouseButton.LeftButton)
    assert form.market.text() == "农历逢五、十（小月提前廿九）（正月初一除外）"
    assert form.dates.never.text() == "正月初一"
