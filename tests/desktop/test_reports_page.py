"""The reports page: each figure opens its list, the text is copied, the workbook holds the numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.reports import Span
from db.models import Visit
from desktop.context import AppContext
from desktop.reports.reports_page import ReportsPage
from desktop.widgets.panel import PanelLine
from tests.desktop.pages import Window, come_up

TODAY = date(2026, 11, 23)


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> ReportsPage:
    return come_up(qtbot, county_ctx, ReportsPage)


def figures(page: ReportsPage) -> dict[str, str]:
    return {button.figure.key: button.figure.words for button in page._buttons()}


def test_the_month_stands_first_and_overdue_is_open(page: ReportsPage) -> None:
    assert page.period.period.first == date(2026, 11, 1)
    assert {key: figures(page)[key] for key in ("done", "planned", "open", "overdue")} == {
        "done": "18",
        "planned": "14",
        "open": "21",
        "overdue": "5",
    }


def test_every_figure_opens_as_many_lines_as_it_says(qtbot: QtBot, page: ReportsPage) -> None:
    for button in page._buttons():
        if not button.figure.records:
            assert not button.isEnabled()
            continue
        page._open(button.figure)
        qtbot.wait(0)
        holder = page.panel._scroll.widget()
        assert len(holder.findChildren(PanelLine)) == len(button.figure.records)


def test_a_line_leads_to_the_visit_or_the_issue(page: ReportsPage, window: Window) -> None:
    page.open_figure("done")
    page.panel._scroll.widget().findChildren(PanelLine)[0].click()
    page.open_figure("overdue")
    page.panel._scroll.widget().findChildren(PanelLine)[0].click()
    assert [key for key, _target in window.went] == ["calendar", "issues"]


def test_quarter_year_and_arrows_change_the_figures(page: ReportsPage) -> None:
    page.period._on_span(Span.YEAR.value)
    assert figures(page)["done"] == "45"
    page.period._on_span(Span.MONTH.value)
    page.period._move(-1)
    assert page.period.label.text() == "October 2026"
    assert figures(page)["done"] == "23"


def test_two_days_may_be_typed_and_wrong_ones_are_marked(page: ReportsPage) -> None:
    page.period._on_span(Span.FREE.value)
    page.period.first.setText("11-2")
    page.period.last.setText("11-1")
    page.period._on_days()
    assert page.period.last.property("invalid")
    page.period.last.setText("11-6")
    page.period._on_days()
    assert figures(page)["done"] == "6"


def test_a_change_elsewhere_shows_at_once(page: ReportsPage) -> None:
    with page.ctx.store.write("Write") as session:
        first = page._report.fruitless[0]
        session.get(Visit, first.id).result = "宣讲"
    assert figures(page)["fruitless"] == "5"


def test_the_text_is_copied(page: ReportsPage) -> None:
    page.copy_text()
    assert QGuiApplication.clipboard().text() == page.prose.text()
    assert "18 on-site visits" in page.prose.text()


def test_the_workbook_holds_the_numbers(page: ReportsPage, tmp_path: Path) -> None:
    assert page.export_to(tmp_path / "report")
    (made,) = tmp_path.glob("report*.xlsx")
    assert made.stem in {"report(hand-over copy)", "report（转办件）"}
    sheet = openpyxl.load_workbook(made).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["Overview", "Visits made", None, 18] in [[value or None for value in row] for row in rows]
    assert ["By township", "东岭镇", "Overdue", 2] in rows


def test_the_page_fits_a_small_screen(page: ReportsPage) -> None:
    assert page.minimumSizeHint().width() <= 1366 - 88
