"""The calendar's filter: several leaders and townships, market days, and filters kept under a name, on every view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.visits import VisitState
from db.queries.saved_filters import saved_filters
from desktop.calendar.filter_fields import fields_of, filter_of
from desktop.calendar.month_data import VisitFilter

FULL = VisitFilter(
    frozenset({3, 1}), frozenset({2}), frozenset({"onsite_office"}), frozenset({VisitState.DRAFT, VisitState.SET}),
    overdue_only=True, market_only=True,
)  # fmt: skip


@pytest.fixture
def page(calendar_page, window):
    calendar_page.show()
    calendar_page.open_filter()
    QApplication.processEvents()
    yield calendar_page
    calendar_page._filter_popup.close_popup()


def kept(page):
    with page.ctx.store.read() as session:
        return {row.name: filter_of(row.fields) for row in saved_filters(session, "calendar")}


def save(page, name):
    popup = page._filter_popup
    popup.saved.name.setText(name)
    QTest.keyClick(popup.saved.name, Qt.Key.Key_Return)


@pytest.mark.parametrize("wanted", [VisitFilter(), FULL])
def test_a_filter_survives_being_written_down(wanted):
    assert filter_of(fields_of(wanted)) == wanted


@pytest.mark.parametrize(
    "fields",
    [{"leaders": "all"}, {"leaders": [None, "x", True]}, {"states": ["someday"]}, {"overdue": 1}, {"later": {"a": 1}},
     {"states": [["set"]], "kinds": {"a": 1}}],
)  # fmt: skip
def test_what_a_newer_version_wrote_is_left_out(fields):
    assert filter_of(fields) == VisitFilter()


def test_several_leaders_and_townships_add_up_and_each_can_be_taken_out(page):
    popup = page._filter_popup
    popup._add_leader(1)
    popup._add_leader(2)
    popup._add_township(5)
    assert (page.filter.leaders, page.filter.townships) == ({1, 2}, {5})
    popup.leaders.buttons[1].click()
    assert page.filter.leaders == {2}
    assert page.header.filter_button.isChecked()
    popup.market.click()
    assert page.filter.market_only
    popup.clear.click()
    assert page.filter == VisitFilter()


def test_every_view_obeys_the_filter(page):
    page._filter_popup._add_leader(1)
    for view in ("month", "week", "agenda"):
        page.show_view(view)
    assert {row.leader_id for row in page.month.data.in_order()} == {1}
    assert {row.leader_id for rows in page.pane_of("week").view.data.visits.values() for row in rows} == {1}
    assert {row.leader_id for row in page.agenda.rows._rows} == {1}
    page.show_view("board")
    assert {row.leader_id for row in page.board.view.data.visits} == {1}
    page.show_view("year")
    assert {row.leader_id for rows in page.pane.view.data.cells.values() for row in rows} == {1}


def test_a_filter_is_saved_chosen_renamed_deleted_and_all_that_undone(page):
    popup = page._filter_popup
    page.set_filter(FULL)
    popup._filter = FULL
    save(page, "两位县长")
    assert kept(page) == {"两位县长": FULL}
    popup.clear.click()
    (id,) = popup.saved.rows
    popup.saved.rows[id][0].click()
    assert page.filter == FULL
    popup.saved.rows[id][1].click()
    save(page, "县长")
    assert list(kept(page)) == ["县长"]
    popup.saved.rows[id][2].click()
    assert kept(page) == {}
    page.ctx.store.undo()
    assert kept(page) == {"县长": FULL}
    page.ctx.store.undo()
    assert kept(page) == {"两位县长": FULL}


def test_what_is_filtered_now_is_saved_over_a_filter_and_undone(page):
    popup = page._filter_popup
    popup._add_leader(1)
    save(page, "县长")
    (id,) = popup.saved.rows
    assert not popup.saved.rows[id][3].isEnabled()  # it is the filter in force
    popup._add_leader(2)
    QTest.keyClick(popup.saved.rows[id][3], Qt.Key.Key_Space)
    assert kept(page) == {"县长": VisitFilter(leaders=frozenset({1, 2}))}
    popup.clear.click()
    assert not popup.saved.rows[id][3].isEnabled()  # nothing is filtered
    page.ctx.store.undo()
    assert kept(page) == {"县长": VisitFilter(leaders=frozenset({1}))}


def test_a_taken_name_is_refused_and_stays_typed(page, monkeypatch):
    refused = []
    monkeypatch.setattr("desktop.errors.tell", lambda _home, text, **_more: refused.append(text))
    page._filter_popup._add_leader(1)
    save(page, "甲")
    page._filter_popup._add_leader(2)
    save(page, "甲")
    assert len(refused) == 1
    assert page._filter_popup.saved.name.text() == "甲"
    assert len(kept(page)) == 1


def test_nothing_is_saved_while_nothing_is_filtered(page, window):
    save(page, "空")
    assert kept(page) == {}
    assert len(window.said) == 1


def test_the_popup_grows_with_what_it_holds_and_escape_ends_renaming_first(page):
    popup = page._filter_popup
    before = popup.height()
    popup._add_leader(1)
    for n in range(3):
        save(page, f"筛选{n}")
    for _round in range(3):
        QApplication.processEvents()
    assert popup.height() > before
    first = next(iter(popup.saved.rows.values()))
    assert first[0].geometry().bottom() < popup.saved.name.geometry().top() + 1
    first[1].click()
    QTest.keyClick(popup.saved.name, Qt.Key.Key_Escape)
    assert popup.isVisible()
    assert not popup.saved.is_renaming()
    QTest.keyClick(popup.saved.name, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_tab_goes_round_in_the_popup_as_it_is_read_and_esc_gives_the_focus_back(calendar_page, window, qtbot):
    calendar_page.show()
    calendar_page.pane.view.setFocus()
    calendar_page.open_filter()
    popup = calendar_page._filter_popup
    qtbot.waitUntil(lambda: QApplication.focusWidget() is popup.leader)
    seen = []
    for _stop in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is popup.leader:
            break
    kinds, states = list(popup._kinds.values()), list(popup._states.values())
    assert seen[0] is popup.township
    assert seen[1 : 1 + len(kinds)] == kinds
    assert seen[1 + len(kinds) : 1 + len(kinds) + len(states)] == states
    assert seen[-2:] == [popup.clear, popup.leader]
    QTest.keyClick(popup.leader, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is popup.clear
    QTest.keyClick(popup.clear, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert QApplication.focusWidget() is calendar_page.pane.view
