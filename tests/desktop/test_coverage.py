"""The blind-spot strip, the overview, the need in a township's panel, intervals by kind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.coverage import Standing
from core.need import Addend
from db.queries.coverage import interval_lines
from db.queries.township_detail import township_draft
from db.services.intervals import save_intervals
from db.store import Store
from desktop.context import AppContext
from desktop.coverage.blind_spots import SHOWN, BlindSpotStrip
from desktop.coverage.overview import CoverageDialog, open_coverage
from desktop.directory.township_form import TownshipForm
from desktop.directory.townships_page import TownshipsPage
from desktop.settings.intervals_section import IntervalsSection
from desktop.settings.settings_page import SettingsPage
from desktop.widgets.text import PlainLabel
from tests.desktop.pages import Window, come_up, put

TODAY = date(2026, 11, 23)
SONGPING = 9


def standing(township_id: int, **facts: object) -> Standing:
    values = {
        "township_id": township_id, "township": f"第{township_id}乡", "today": TODAY, "days": 41, "limit": 30,
        "last_day": TODAY - timedelta(41), "next_day": None, "next_leader": "", "overdue_issues": 0,
        "answer_by": date(2026, 12, 7), "kinds": (), "addends": (Addend("since_visit", 13, "41 days"),),
    }  # fmt: skip
    return Standing(**(values | facts))


@pytest.fixture
def strip(room: QWidget, county_ctx: AppContext, window: Window) -> BlindSpotStrip:
    made = BlindSpotStrip(county_ctx)
    put(room, made)
    made.reload()
    return made


@pytest.fixture
def overview(qtbot: QtBot, room: QWidget, county_ctx: AppContext, window: Window) -> CoverageDialog:
    made = open_coverage(county_ctx, room)
    qtbot.waitUntil(made.isVisible)
    return made


def captions(strip: BlindSpotStrip) -> list[str]:
    return [entry.caption() for entry in strip.entries if entry.isVisible()]


def labels(page: TownshipsPage) -> list[str]:
    return [label.text() for label in page.panel._scroll.widget().findChildren(PlainLabel)]


def test_the_strip_names_the_township_nobody_goes_to_and_why(strip: BlindSpotStrip, chinese: None) -> None:
    strip.reload()
    assert captions(strip) == ["松坪乡 41 天"]
    assert strip.title.caption() == "盲区 1"
    tip = strip.entries[0].toolTip()
    assert "距上次到访 41 天，超出约定 11 天，30 天内无安排" in tip
    assert "该去指数 13" in tip


def test_a_press_plans_a_visit_there(strip: BlindSpotStrip, window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(strip.entries[0], Qt.MouseButton.LeftButton)
    assert window.went == [("calendar", {"new_visit_to": SONGPING})]


def test_the_strip_is_walked_with_keys(strip: BlindSpotStrip, window: Window, qtbot: QtBot) -> None:
    strip.show_rows([standing(1), standing(2), standing(3)])
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    assert strip.title.hasFocus()
    qtbot.keyClick(strip.title, Qt.Key.Key_Tab)
    assert strip.entries[0].hasFocus()
    qtbot.keyClick(strip.entries[0], Qt.Key.Key_Right)
    assert strip.entries[1].hasFocus()
    qtbot.keyClick(strip.entries[1], Qt.Key.Key_Space)
    assert window.went == [("calendar", {"new_visit_to": 2})]

    strip.show_rows([standing(1)])
    assert strip.entries[0].hasFocus(), "the focus stays near its place"


def test_the_menu_leads_to_the_township(strip: BlindSpotStrip, window: Window, qtbot: QtBot) -> None:
    plan, show = strip.entries[0].menu_of_it().actions()
    show.trigger()
    plan.trigger()
    assert window.went == [("townships", {"township_id": SONGPING}), ("calendar", {"new_visit_to": SONGPING})]


def test_what_does_not_fit_is_counted(strip: BlindSpotStrip) -> None:
    strip.show_rows([standing(n) for n in range(1, 31)])
    shown = len(captions(strip))
    assert 1 < shown < SHOWN
    assert strip.more.isVisible()
    assert strip.more.caption() == f"+{30 - shown}"
    assert strip.more.geometry().right() <= strip.width()


def test_without_a_blind_spot_the_strip_stays_and_says_so(strip: BlindSpotStrip) -> None:
    strip.show_rows([])
    assert strip.calm.isVisible()
    assert captions(strip) == []
    assert not strip.more.isVisible()
    assert strip.height() >= 26


def test_a_visit_planned_there_empties_the_strip_and_undo_fills_it(
    qtbot: QtBot, county_ctx: AppContext, window: Window, strip: BlindSpotStrip
) -> None:
    from db.services.visits import create_visit  # noqa: PLC0415
    from tests.db.county import visit_draft  # noqa: PLC0415

    with county_ctx.store.write("Plan") as session:
        create_visit(session, visit_draft(township_id=SONGPING, day=date(2026, 12, 3)))
    strip.reload()
    assert captions(strip) == []
    county_ctx.store.undo()
    strip.reload()
    assert len(captions(strip)) == 1


def test_the_overview_lists_all_with_every_addend(overview: CoverageDialog, window: Window, qtbot: QtBot) -> None:
    assert overview.choice.current() == "blind"
    assert [row.township for row in overview.table.rows.rows()] == ["松坪乡"]
    assert overview.why.text().startswith("41 days since the last visit, 11 more than promised")
    assert overview.need.text().splitlines()[0] == "Need index 13"
    qtbot.mouseClick(overview.choice.findChildren(QWidget)[1], Qt.MouseButton.LeftButton)
    rows = overview.table.rows.rows()
    assert len(rows) == 12
    assert [row.need for row in rows] == sorted((row.need for row in rows), reverse=True)
    overview.table.go_to(3)
    assert overview.why.text() == "Somebody goes there in time."
    assert "2 overdue issues there (+6)" in overview.need.text()
    qtbot.keyClick(overview.table, Qt.Key.Key_Return)
    assert window.went == [("calendar", {"new_visit_to": 3})]
    assert not overview.isVisible()


def test_o_shows_the_township_itself(overview: CoverageDialog, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(overview.table, Qt.Key.Key_O)
    assert window.went == [("townships", {"township_id": SONGPING})]


def test_a_townships_panel_shows_every_addend(qtbot: QtBot, county_ctx: AppContext, window: Window) -> None:
    page = come_up(qtbot, county_ctx, TownshipsPage)
    with county_ctx.store.write("Interval") as session:
        save_intervals(session, None, {"petition_reception": 20})
    page.go(township_id=SONGPING)
    words = labels(page)
    assert "Need index" in words
    assert "+13" in words
    assert "41 days since the last visit, one every 30 days is promised" in words
    assert any(each.startswith("41 days since the last visit, 11 more than promised") for each in words)
    assert "Petition reception" in words
    assert any("at least every 20 days" in each for each in words)


@pytest.fixture
def section(qtbot: QtBot, county_ctx: AppContext, window: Window) -> IntervalsSection:
    page = come_up(qtbot, county_ctx, SettingsPage)
    page.show_section("intervals")
    found = page.section("intervals")
    assert isinstance(found, IntervalsSection)
    return found


def stored(store: Store) -> dict[tuple[int | None, str], int]:
    with store.read() as session:
        return {(line.township_id, line.kind): line.days for line in interval_lines(session)}


def test_the_countys_interval_of_a_kind_saves_itself_and_can_be_undone(
    section: IntervalsSection, county_ctx: AppContext, qtbot: QtBot
) -> None:
    field = section.intervals.fields["petition_reception"]
    qtbot.keyClicks(field, "60")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stored(county_ctx.store) == {(None, "petition_reception"): 60}
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stored(county_ctx.store) == {}
    county_ctx.store.undo()
    assert stored(county_ctx.store) == {(None, "petition_reception"): 60}


@pytest.mark.parametrize(("typed", "said"), [("often", "is not a whole number"), ("0", "from 1 to 3660")])
def test_a_wrong_interval_is_said_and_stays_in_its_field(
    section: IntervalsSection, county_ctx: AppContext, qtbot: QtBot, typed: str, said: str
) -> None:
    field = section.intervals.fields["petition_reception"]
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said in section.note.text()
    assert field.text() == typed
    assert stored(county_ctx.store) == {}


def test_a_township_has_intervals_of_its_own(qtbot: QtBot, county_ctx: AppContext, room: QWidget) -> None:
    store = county_ctx.store
    with store.write("Interval") as session:
        save_intervals(session, None, {"petition_reception": 60})
    with store.read() as session:
        draft = township_draft(session, SONGPING)
    form = TownshipForm(county_ctx, draft, room)
    qtbot.addWidget(form)
    field = form.kinds.fields["petition_reception"]
    assert (field.text(), field.placeholderText()) == ("", "60")
    field.setText("x")
    form.try_save()
    assert form.said.text() == "“x” is not a whole number."
    field.setText("14")
    form.try_save()
    assert stored(store) == {(None, "petition_reception"): 60, (SONGPING, "petition_reception"): 14}
    store.undo()
    assert stored(store) == {(None, "petition_reception"): 60}
