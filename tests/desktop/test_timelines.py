"""Stories, villages and the links between them, as a secretary goes about with keys and mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.chronicle import Happening
from core.i18n import set_language
from core.records import Ending
from core.visits import HOUSEHOLD_VISITS, VisitState
from db import models as m
from db.services.visit_record import log_visit
from desktop.calendar.calendar_page import CalendarPage
from desktop.context import AppContext
from desktop.directory.leaders_page import UNITS, LeadersPage
from desktop.directory.story_view import ENTRY_ROLE, Earlier, Line, Month, StoryModel, entries
from desktop.directory.townships_page import TownshipsPage
from desktop.issues.issues_page import IssuesPage
from desktop.main_window import MainWindow
from desktop.reports.reports_page import ReportsPage
from desktop.widgets.link import LinkLabel
from desktop.widgets.panel import PanelLine
from tests.desktop.pages import Window, come_up

TODAY = date(2026, 11, 23)


@pytest.fixture
def main(qtbot: QtBot, county_ctx: AppContext) -> MainWindow:
    made = MainWindow(county_ctx.machine)
    qtbot.addWidget(made)
    made.resize(1366, 736)
    made.open(county_ctx, "townships")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def places(qtbot: QtBot, county_ctx: AppContext, window: Window) -> TownshipsPage:
    return come_up(qtbot, county_ctx, TownshipsPage)


def lines(page: TownshipsPage | LeadersPage) -> list[Line]:
    pane = page.stories.pane
    return [entry for entry in pane.list.story.entries if isinstance(entry, Line)]


def village(ctx: AppContext, name: str = "柳树湾村") -> int:
    with ctx.store.read() as session:
        return session.scalars(select(m.Village.id).where(m.Village.name == name)).one()


def links(widget: object) -> dict[str, LinkLabel]:
    return {link.accessibleName(): link for link in widget.findChildren(LinkLabel) if link._leads}


def test_l_tells_the_story_of_the_township_and_esc_leads_back(qtbot: QtBot, main: MainWindow) -> None:
    page = main.page()
    assert isinstance(page, TownshipsPage)
    qtbot.keyClick(page.table, Qt.Key.Key_L)
    assert page.stories.is_told()
    assert page.stories.pane.title.text() == "Chronicle of 青石镇"
    assert page.stories.pane.list.hasFocus()
    qtbot.keyClick(page.stories.pane.list, Qt.Key.Key_Escape)
    assert not page.stories.is_told()
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_L)
    qtbot.keyClick(page.stories.pane.list, Qt.Key.Key_L)
    assert not page.stories.is_told()


def test_a_letter_typed_into_the_search_tells_no_story(qtbot: QtBot, main: MainWindow) -> None:
    page = main.page()
    page.search.setFocus()
    qtbot.keyClicks(page.search, "l")
    assert page.search.text() == "l"
    assert not page.stories.is_told()


def test_days_and_months_head_the_lines_and_the_latest_is_first(places: TownshipsPage) -> None:
    places.show_story()
    made = places.stories.pane.list.story.entries
    assert isinstance(made[0], Month)
    days = [line.row.day for line in lines(places)]
    assert days == sorted(days, reverse=True)
    assert [line.opens_day for line in lines(places)] == [n == 0 or days[n - 1] != day for n, day in enumerate(days)]
    months = [entry.first for entry in made if isinstance(entry, Month)]
    assert months == sorted({day.replace(day=1) for day in days}, reverse=True)


def test_the_list_keeps_qt_s_rules(places: TownshipsPage) -> None:
    model = StoryModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    places.show_story()
    model.show_entries(places.stories.pane.list.story.entries)
    model.show_entries([])
    assert tester.model() is model
    assert entries([], more=False, in_township=True, in_village=False) == []


def test_earlier_lines_come_page_by_page_with_enter(qtbot: QtBot, places: TownshipsPage) -> None:
    places.show_story()
    pane = places.stories.pane
    before = [entry.row for entry in pane.list.story.entries if isinstance(entry, Line)]
    assert len(before) == 60
    assert isinstance(pane.list.story.entries[-1], Earlier)
    pane.list.setCurrentIndex(pane.list.story.index(pane.list.story.rowCount() - 1, 0))
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    after = [entry.row for entry in pane.list.story.entries if isinstance(entry, Line)]
    assert after[:60] == before
    assert len(after) > 60
    assert pane.list.current_row() == after[60]


def test_a_filter_leaves_one_sort_and_says_when_there_is_none(places: TownshipsPage) -> None:
    places.show_story()
    pane = places.stories.pane
    pane.sorts.choose(Happening.VISIT)
    pane.sorts.chosen.emit(Happening.VISIT)
    assert {line.row.kind for line in lines(places)} == {Happening.VISIT}
    pane.sorts.choose(Happening.REQUEST)
    pane.sorts.chosen.emit(Happening.REQUEST)
    assert lines(places) == []
    assert pane._empty.text() == "Nothing of this sort has happened yet."


def test_enter_on_a_line_leads_to_its_record(qtbot: QtBot, places: TownshipsPage, window: Window) -> None:
    places.show_story()
    story = places.stories.pane.list
    for kind, page, key in ((Happening.VISIT, "calendar", "visit_id"), (Happening.ISSUE, "issues", "issue_id")):
        at = next(n for n, e in enumerate(story.story.entries) if isinstance(e, Line) and e.row.kind is kind)
        story.setCurrentIndex(story.story.index(at, 0))
        qtbot.keyClick(story, Qt.Key.Key_Return)
        row = story.story.index(at, 0).data(ENTRY_ROLE).row
        assert window.went[-1] == (page, {key: getattr(row, key)})


def test_a_change_is_told_at_once_and_the_cursor_stays(places: TownshipsPage) -> None:
    places.show_story()
    story = places.stories.pane.list
    story.setCurrentIndex(story.story.index(5, 0))
    here = story.current_row()
    with places.ctx.store.write("Promise") as session:
        town = places.current_id()
        session.add(m.Promise(uid="p", leader_id=1, township_id=town, text="三天内通水", made_on=TODAY))
    assert lines(places)[0].row.title == "三天内通水"
    assert story.current_row() == here
    places.ctx.store.undo()
    assert lines(places)[0].row.title != "三天内通水"


def test_a_village_opens_in_place_of_its_township_and_esc_leads_back(qtbot: QtBot, places: TownshipsPage) -> None:
    found = places.panel._scroll.widget().findChildren(PanelLine)
    line = next(each for each in found if each.accessibleName().startswith("柳树湾村"))
    assert "0 of at least 3 households called on" in line.accessibleName()
    line.click()
    side = places.side
    assert side.village_id() == village(places.ctx)
    assert side.village_panel.isVisible()
    assert not side.panel.isVisible()
    assert places.record() == ("village", side.village_id())
    places.show_story()
    assert places.stories.pane.title.text() == "Chronicle of 青石镇 柳树湾村"
    assert "柳树湾组饮水管网爆裂，127 户间歇停水" in {line.row.title for line in lines(places)}
    places.go_back()
    assert (places.stories.is_told(), side.village_id() is not None) == (False, True)
    places.go_back()
    assert side.village_id() is None
    assert side.panel.isVisible()


def test_another_township_takes_its_own_story_and_no_village_along(places: TownshipsPage) -> None:
    places.go(village_id=village(places.ctx), story=True)
    assert places.stories.is_told()
    places.go(township_id=3)
    assert not places.stories.is_told()
    assert places.side.village_id() is None
    places.go(village_id=village(places.ctx, "岭背村"))
    assert places.table.current_row().name == "东岭镇"


def test_a_village_that_is_deleted_meanwhile_gives_way_to_its_township(places: TownshipsPage) -> None:
    with places.ctx.store.write("New") as session:
        made = m.Village(name="新村", township_id=places.current_id())
        session.add(made)
        session.flush()
        village_id = made.id
    places.side.show_village(village_id)
    assert places.side.village_id() == village_id
    places.ctx.store.undo()
    assert places.side.village_id() is None
    assert places.panel.isVisible()


def test_a_village_is_edited_from_its_panel(qtbot: QtBot, places: TownshipsPage) -> None:
    places.side.show_village(village(places.ctx))
    forms = []
    places.side.edit_village.connect(forms.append)
    places.side.village_panel.edit_button.click()
    assert forms == [village(places.ctx)]


def test_a_leader_s_story_is_told_and_switching_lists_leaves_it(
    qtbot: QtBot, county_ctx: AppContext, window: Window
) -> None:
    people = come_up(qtbot, county_ctx, LeadersPage)
    people.show_story()
    assert people.stories.is_told()
    assert lines(people)[0].row.leader
    people.go(agency_id=4, story=True)
    assert people.switch.current() == UNITS
    assert people.unit_stories.is_told()
    assert people._back.isEnabled()
    people.unit_stories.close_story()
    assert not people._back.isEnabled()


def test_an_issue_leads_to_its_township_village_visit_and_unit(
    qtbot: QtBot, county_ctx: AppContext, window: Window
) -> None:
    page = come_up(qtbot, county_ctx, IssuesPage)
    with county_ctx.store.read() as session:
        issue_id = session.scalars(select(m.Issue.id).where(m.Issue.serial == 287)).one()
    page.go(issue_id=issue_id)
    found = links(page.ledger.detail)
    for name in ("青石镇", "柳树湾村", "县水利局"):
        found[name].setFocus()
        qtbot.keyClick(found[name], Qt.Key.Key_Return)
    qtbot.mouseClick(next(link for name, link in found.items() if "孙佩兰" in name), Qt.MouseButton.LeftButton)
    assert [(page, next(iter(target))) for page, target in window.went] == [
        ("townships", "township_id"), ("townships", "village_id"), ("leaders", "agency_id"), ("calendar", "visit_id"),
    ]  # fmt: skip


def test_a_visit_leads_to_its_leader_and_township(qtbot: QtBot, county_ctx: AppContext, window: Window) -> None:
    page = come_up(qtbot, county_ctx, CalendarPage)
    with county_ctx.store.read() as session:
        visit = session.scalars(select(m.Visit).where(m.Visit.day == date(2026, 11, 26)).limit(1)).one()
    page.go(visit_id=visit.id)
    found = links(page.inspector)
    for link in list(found.values())[:2]:
        qtbot.keyClick(link, Qt.Key.Key_Return)
    assert window.went == [
        ("leaders", {"leader_id": visit.leader_id}), ("townships", {"township_id": visit.township_id}),
    ]  # fmt: skip


def test_the_fifth_kind_stands_in_the_legend_only_where_there_is_one(
    qtbot: QtBot, county_ctx: AppContext, window: Window
) -> None:
    page = come_up(qtbot, county_ctx, CalendarPage)
    item = next(each for each in page.legend._items if each.key == HOUSEHOLD_VISITS.key)
    assert not item.isVisible()
    assert sum(each.isVisible() for each in page.legend._items if each._kind is not None) == 4
    page.open_filter()
    assert HOUSEHOLD_VISITS.key not in page._filter_popup._kinds
    page._filter_popup.close_popup()
    with county_ctx.store.write("Households") as session:
        visit = session.scalars(select(m.Visit).where(m.Visit.day == date(2026, 11, 26)).limit(1)).one()
        visit.kind = HOUSEHOLD_VISITS.key
    assert item.isVisible()
    page.open_filter()
    assert HOUSEHOLD_VISITS.key in page._filter_popup._kinds
    page._filter_popup.close_popup()


def test_the_report_lists_kinds_endings_villages_and_households(
    qtbot: QtBot, county_ctx: AppContext, window: Window
) -> None:
    page = come_up(qtbot, county_ctx, ReportsPage)
    shown = {button.figure.key: button.figure for button in page._buttons()}
    assert not [key for key in shown if key.startswith(f"kind:{HOUSEHOLD_VISITS.key}")]
    assert (shown["reached"].words, len(shown["unreached"].records)) == ("0 / 6", 6)
    with county_ctx.store.write("Household") as session:
        visit = session.scalars(
            select(m.Visit).where(m.Visit.state == VisitState.DONE).order_by(m.Visit.day.desc()).limit(1)
        ).one()
        home = session.scalars(select(m.Village).where(m.Village.township_id == visit.township_id).limit(1)).first()
        home = home or m.Village(name="新村", township_id=visit.township_id)
        session.add(home)
        session.flush()
        session.add(
            m.HouseholdVisit(
                uid="h", visit_id=visit.id, day=visit.day, leader_id=visit.leader_id, village_id=home.id,
                householder="赵大山", goods="米",
            )
        )  # fmt: skip
        visit.kind = HOUSEHOLD_VISITS.key
        visit_id = visit.id
    shown = {button.figure.key: button.figure for button in page._buttons()}
    assert len(shown[f"kind:{HOUSEHOLD_VISITS.key}:0"].records) == len(shown["calls"].records) == 1
    page.open_figure("calls")
    (line,) = page.panel._scroll.widget().findChildren(PanelLine)
    assert "赵**" in line.accessibleName()
    assert "赵大山" not in line.accessibleName()
    line.click()
    page.open_figure("unreached")
    page.panel._scroll.widget().findChildren(PanelLine)[0].click()
    assert window.went[0] == ("calendar", {"visit_id": visit_id})
    assert window.went[1][0] == "townships"


def test_how_visits_ended_is_counted_in_the_report(qtbot: QtBot, county_ctx: AppContext, window: Window) -> None:
    with county_ctx.store.write("End") as session:
        visits = session.scalars(
            select(m.Visit)
            .where(m.Visit.state == VisitState.DONE)
            .where(m.Visit.id.not_in(select(m.Issue.visit_id).where(m.Issue.visit_id.is_not(None))))
            .order_by(m.Visit.day.desc())
            .limit(2)
        ).all()
        for visit in visits:
            visit.state = VisitState.SET
        session.flush()
        log_visit(session, visits[0].id, Ending.CUT_SHORT, reason="暴雨", today=TODAY)
        log_visit(session, visits[1].id, Ending.MISSED, reason="防汛", today=TODAY)
    page = come_up(qtbot, county_ctx, ReportsPage)
    ended = {
        b.figure.key.split(":")[1]: len(b.figure.records) for b in page._buttons() if b.figure.key.startswith("ending")
    }
    assert (ended["took_place"], ended["cut_short"], ended["missed"], ended["cancelled"]) == (16, 1, 1, 0)


def test_stories_fit_the_smallest_window_in_both_languages(
    qtbot: QtBot, county_ctx: AppContext, window: Window
) -> None:
    for language in ("zh_CN", "en"):
        set_language(language)
        for make in (TownshipsPage, LeadersPage):
            page = come_up(qtbot, county_ctx, make)
            page.show_story()
            assert page.minimumSizeHint().width() <= 1366 - 88
            page.resize(936, 600)
            page.grab()
