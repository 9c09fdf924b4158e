"""The pages of townships, leaders and units."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.i18n import set_language
from db.queries.directory import township_rows
from db.queries.leader_detail import leader_rows
from desktop.context import AppContext
from desktop.directory.columns import AGENCIES, LEADERS, TOWNSHIPS
from desktop.directory.leader_form import PlacesField
from desktop.directory.leaders_page import UNITS, LeadersPage
from desktop.directory.township_form import market_preview
from desktop.directory.townships_page import TownshipsPage
from desktop.widgets.form import NotReadable
from desktop.widgets.panel import PanelLine
from desktop.widgets.pinyin import meets
from desktop.widgets.table import ROW_ROLE, RowModel, RowTable
from tests.desktop.pages import Window, come_up

TODAY = date(2026, 11, 23)


@pytest.fixture
def places(qtbot: QtBot, county_ctx: AppContext, window: Window) -> TownshipsPage:
    return come_up(qtbot, county_ctx, TownshipsPage)


@pytest.fixture
def people(qtbot: QtBot, county_ctx: AppContext, window: Window) -> LeadersPage:
    return come_up(qtbot, county_ctx, LeadersPage)


def names(table: RowTable) -> list[str]:
    return [row.name for row in table.rows.rows()]


def lines(panel: object) -> dict[str, PanelLine]:
    return {line.accessibleName(): line for line in panel._scroll.widget().findChildren(PanelLine)}


@pytest.mark.parametrize("columns", [TOWNSHIPS, LEADERS, AGENCIES])
def test_the_list_model_keeps_qt_s_rules(qtbot: QtBot, county_ctx: AppContext, columns: tuple) -> None:
    with county_ctx.store.read() as session:
        rows = township_rows(session, TODAY, default_interval=30) if columns is TOWNSHIPS else []
        rows = leader_rows(session, TODAY) if columns is LEADERS else rows
    model = RowModel(columns)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(rows)
    for column in range(len(columns)):
        model.order_by(column, descending=True)
    model.order_by(-1, descending=False)
    model.show_rows([])
    assert tester.model() is model


def test_the_list_keeps_the_office_s_order_and_shows_the_first_township(places: TownshipsPage) -> None:
    assert names(places.table)[:3] == ["青石镇", "柳河乡", "东岭镇"]
    assert places.current_id() == places.table.rows.rows()[0].id
    assert any("柳树湾组饮水管网爆裂" in name for name in lines(places.panel))


def test_pinyin_initials_find_a_township(qtbot: QtBot, places: TownshipsPage) -> None:
    with qtbot.waitSignal(places.search.searched):
        qtbot.keyClicks(places.search, "dlz")
    assert names(places.table) == ["东岭镇"]
    qtbot.keyClick(places.search, Qt.Key.Key_Return)
    assert places.table.hasFocus()
    places.go(township_id=9)
    assert names(places.table)[8] == "松坪乡"
    assert places.current_id() == 9
    assert meets("ljm", "罗晓梅", "李建明")


def test_a_column_orders_the_list_and_a_third_click_gives_the_office_s_order_back(places: TownshipsPage) -> None:
    column = next(n for n, each in enumerate(TOWNSHIPS) if each.title == "Last visit")
    places.table._on_section(column)
    places.table._on_section(column)
    assert names(places.table)[:2] == ["松坪乡", "望云乡"]
    places.table._on_section(column)
    assert names(places.table)[0] == "青石镇"


def test_the_panel_leads_to_the_issue_the_visit_and_a_new_visit(
    qtbot: QtBot, places: TownshipsPage, window: Window
) -> None:
    found = lines(places.panel)
    qtbot.mouseClick(next(line for name, line in found.items() if "饮水管网" in name), Qt.MouseButton.LeftButton)
    places.new_visit()
    assert window.went[0][0] == "issues"
    assert window.went[1] == ("calendar", {"new_visit_to": places.current_id()})
    visit = next(line for name, line in found.items() if name.startswith("11 Nov"))
    visit.click()
    assert (window.went[2][0], list(window.went[2][1])) == ("calendar", ["visit_id"])


def test_words_for_market_days_are_read_while_they_are_typed(qtbot: QtBot, places: TownshipsPage) -> None:
    form = places.edit(None)
    qtbot.addWidget(form)
    form.name.setText("新河镇")
    form.market.setText("")
    form.market.insert("农历逢三、八")
    form._on_market("农历逢三、八")
    assert "26 Nov Thu" in form._market_note.text()
    form.market.setText("随缘赶集")
    form._on_market("随缘赶集")
    assert "not understood" in form._market_note.text()
    form.try_save()
    assert form.isVisible()
    assert "随缘赶集" in form._market_note.text()  # once, under the field
    assert form.said.isHidden()
    form.market.setText("每周星期三")
    form.try_save()
    assert "新河镇" in names(places.table)
    assert places.table.current_row().name == "新河镇"


def test_a_wrong_number_is_said_under_its_field_and_nothing_is_lost(qtbot: QtBot, places: TownshipsPage) -> None:
    form = places.edit(places.current_id())
    qtbot.addWidget(form)
    form.place.setText("镇政府二楼")
    form.population.setText("很多")
    form.try_save()
    assert form.texts() == {"Population": "“很多” is not a whole number."}
    form.population.setText("41000")
    form.travel.setText("99999")
    form.try_save()
    assert list(form.texts()) == ["Travel time, minutes"]
    assert form.place.text() == "镇政府二楼"
    form.travel.setText("55")
    form.try_save()
    assert places.table.current_row().travel_minutes == 55
    places.ctx.store.undo()
    assert places.table.current_row().travel_minutes == 63


def test_an_edit_in_english_keeps_the_market_and_the_stored_words(qtbot: QtBot, places: TownshipsPage) -> None:
    form = places.edit(places.current_id())
    qtbot.addWidget(form)
    assert form.market.text() == "Lunar days ending in 3, 8"
    form.liaison.setText("罗小梅")
    form.try_save()
    set_language("zh_CN")
    places.reload(places.TABLES)
    assert places.table.current_row().market == "农历逢三、八"


def test_a_village_is_added_and_a_used_one_is_kept(
    qtbot: QtBot, places: TownshipsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = places.add_village()
    qtbot.addWidget(form)
    form.name.setText("新塘社区")
    form.name.textEdited.emit("新塘社区")
    assert form.kind.current() == "community"
    form.try_save()
    assert any(name.startswith("新塘社区") for name in lines(places.panel))
    told: list[str] = []
    monkeypatch.setattr("desktop.errors.tell", lambda _widget, text: told.append(text))
    used = places.edit_village(1)
    qtbot.addWidget(used)
    used._delete()
    assert "1 issue" in told[0]


def test_an_unknown_market_is_said_to_be_asked() -> None:
    words, known = market_preview("单日", TODAY)
    assert known
    assert "odd or even" in words
    assert market_preview("", TODAY) == ("", True)


def test_leaders_stand_in_rank_order_and_alt_arrows_move_them(qtbot: QtBot, people: LeadersPage) -> None:
    assert names(people.table)[:3] == ["周立明", "陈雨桐", "何建勋"]
    people.table.go_to(people.table.rows.rows()[1].id)
    people.move_current(-1)
    assert names(people.table)[:2] == ["陈雨桐", "周立明"]
    assert people.table.current_row().name == "陈雨桐"
    people.ctx.store.undo()
    assert names(people.table)[:2] == ["周立明", "陈雨桐"]


def test_no_column_ranks_leaders_by_what_they_have_done() -> None:
    ordered = [column.title for column in LEADERS if column.sort is not None]
    assert ordered == ["", "Absence", "Last visit", "Next visit"]


def test_an_absence_warns_of_visits_while_its_days_are_typed(qtbot: QtBot, people: LeadersPage) -> None:
    form = people.add_absence()
    qtbot.addWidget(form)
    form.first.setText("11-23")
    form.last.setText("11-25")
    form.reason.setText("市委全会")
    form._warn()
    assert "东岭镇" in form.warning()
    form.last.setText("11-20")
    form.try_save()
    assert form.isVisible()
    form.last.setText("11-25")
    form.try_save()
    assert form.repair is not None
    form.repair.try_save()
    assert people.table.current_row().away_until == date(2026, 11, 25)


def test_a_leader_s_townships_are_typed_by_name_and_unknown_ones_refused(qtbot: QtBot, people: LeadersPage) -> None:
    form = people.edit_leader(people.table.current_row().id)
    qtbot.addWidget(form)
    form.places.setText("青石、柳河乡")
    form.try_save()
    assert any("青石镇" in name for name in lines(people.panel))
    field = PlacesField([], [(1, "青石镇")])
    qtbot.addWidget(field)
    field.setText("白马镇")
    with pytest.raises(NotReadable):
        field.ids()


def test_units_are_one_switch_away_and_can_be_edited(qtbot: QtBot, people: LeadersPage, window: Window) -> None:
    people.go(agency_id=2)
    assert people.switch.current() == UNITS
    assert people.units.current_row().name == "县水利局"
    form = people.edit_agency(2)
    qtbot.addWidget(form)
    form.aliases.setText("水务局，水利水电局")
    form.try_save()
    assert people.units.current_row().aliases == ("水务局", "水利水电局")
    next(line for name, line in lines(people.unit_panel).items() if "机井" in name).click()
    assert window.went[-1][0] == "issues"


def test_enter_on_a_row_asks_to_open_it(qtbot: QtBot, places: TownshipsPage) -> None:
    with qtbot.waitSignal(places.table.opened) as opened:
        qtbot.keyClick(places.table, Qt.Key.Key_Return)
    assert opened.args[0].name == "青石镇"
    assert places.table.rows.index(0, 0).data(ROW_ROLE).name == "青石镇"


def test_read_only_lists_open_no_dialog(qtbot: QtBot, county_ctx: AppContext, window: Window, monkeypatch) -> None:
    monkeypatch.setattr(type(county_ctx), "read_only", property(lambda _self: True))
    page = come_up(qtbot, county_ctx, TownshipsPage)
    assert page.edit(1) is None
    assert not page.add_button.isEnabled()
    assert not page.panel.edit_button.isEnabled()


def test_the_pages_fit_both_screens_in_both_languages(qtbot: QtBot, county_ctx: AppContext, window: Window) -> None:
    for language in ("zh_CN", "en"):
        set_language(language)
        for make in (TownshipsPage, LeadersPage):
            page = come_up(qtbot, county_ctx, make)
            assert page.minimumSizeHint().width() <= 1366 - 88
            page.resize(1278, 728)
            page.grab()
