"""The agenda scrolls on both ways without a month's wall, and is the list that screen readers read."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop.calendar.agenda_model import FIRST_ROLE, VISIT_ROLE, AgendaModel

FIRST, LAST = date(2026, 9, 28), date(2026, 12, 25)
TEXT, MORE = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole


@pytest.fixture
def agenda(calendar_page):
    calendar_page.show()
    calendar_page.show_view("agenda")
    QApplication.processEvents()
    return calendar_page.pane


def days(model):
    return [model.index(row).data(VISIT_ROLE).day for row in range(model.rowCount())]


def test_scrolling_up_comes_to_the_first_visit_of_all_and_the_header_follows(agenda):
    view, bar = agenda.view, agenda.view.verticalScrollBar()
    assert view.top_day() >= date(2026, 11, 19)  # today, with a little of what was before
    for _step in range(40):
        bar.setValue(max(bar.value() - 200, 0))
        QApplication.processEvents()
    assert view.top_day() == FIRST
    assert agenda.page.month_day == date(2026, 9, 1)
    assert "2026" in agenda.page.header.title.text()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert agenda.page.month_day >= date(2026, 11, 1)


def test_what_is_read_above_leaves_what_is_in_sight_where_it_is(calendar_page, qtmodeltester):
    model = AgendaModel()
    stretch = calendar_page.pane_of("agenda").stretch
    model.start(date(2026, 12, 1), LAST, stretch, earliest=FIRST)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    below = [model.index(row).data(VISIT_ROLE).id for row in range(model.rowCount())]
    added = model.fetch_earlier()
    assert added > 0
    assert [model.index(row + added).data(VISIT_ROLE).id for row in range(len(below))] == below
    assert days(model) == sorted(days(model))
    while model.fetch_earlier():
        pass
    assert days(model)[0] == FIRST
    assert model.rowCount() == 83
    assert tester.model() is model


def test_only_the_first_visit_of_a_day_carries_the_day(agenda):
    model, seen = agenda.view.rows, set()
    for row in range(model.rowCount()):
        index = model.index(row)
        assert index.data(FIRST_ROLE) == (index.data(VISIT_ROLE).day not in seen)
        seen.add(index.data(VISIT_ROLE).day)


def test_every_row_says_its_visit_and_its_day(agenda, chinese):
    model = agenda.view.rows
    for row in range(model.rowCount()):
        visit, index = model.index(row).data(VISIT_ROLE), model.index(row)
        assert visit.leader in index.data(TEXT)
        assert visit.township in index.data(TEXT)
        assert f"{visit.day.month}月{visit.day.day}日" in index.data(MORE)
    wednesday = next(model.index(n) for n, day in enumerate(days(model)) if day == date(2026, 11, 25))
    assert "接访日" in wednesday.data(MORE)
    assert "5 场" in wednesday.data(MORE)


def test_a_change_elsewhere_keeps_what_is_in_sight(agenda):
    bar = agenda.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    before, place = agenda.view.top_day(), bar.value()
    agenda.page.reload(agenda.page.TABLES)
    assert (agenda.view.top_day(), bar.value()) == (before, place)


def test_turning_shows_another_month_from_its_first_visit(agenda):
    agenda.page.header.before.click()
    QApplication.processEvents()
    assert (agenda.page.month_day, agenda.view.top_day()) == (date(2026, 10, 1), date(2026, 10, 8))
    agenda.page.go_today()
    assert agenda.page.month_day == date(2026, 11, 1)
