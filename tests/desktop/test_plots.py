"""The plots of the report: the same numbers as the paragraph, each piece opens its list, by mouse and by keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.reports import Period, Report, Span, percent_text, period_of
from db.queries.coverage import township_coverage
from db.queries.reports import report_of
from desktop import theme
from desktop.context import AppContext
from desktop.reports.plot_data import Bar, Part, Plot, Series, plots
from desktop.reports.plot_view import PlotView
from desktop.reports.reports_page import ReportsPage
from tests.desktop.pages import Window, come_up

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]
LEFT = Qt.MouseButton.LeftButton


def read(ctx: AppContext, period: Period) -> tuple[Report, dict[str, Plot]]:
    with ctx.store.read() as session:
        report = report_of(session, period, TODAY)
        coverage = township_coverage(session, TODAY, default_interval=30)
    return report, {plot.key: plot for plot in plots(report, coverage)}


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> ReportsPage:
    made = come_up(qtbot, county_ctx, ReportsPage)
    made.show_view("plots")
    qtbot.waitExposed(made)
    return made


def card(page: ReportsPage, key: str):
    return next(each for each in page.plots.cards if each.plot.key == key)


@pytest.mark.parametrize(
    "period",
    [
        period_of(Span.MONTH, TODAY),
        period_of(Span.QUARTER, TODAY),
        period_of(Span.YEAR, TODAY),
        Period(Span.FREE, date(2026, 11, 18), date(2026, 11, 18)),
        Period(Span.FREE, date(2025, 11, 18), date(2026, 11, 20)),
        Period(Span.FREE, date(1999, 1, 1), date(1999, 1, 2)),
    ],
)
def test_the_plots_say_what_the_report_says(county_ctx: AppContext, period: Period) -> None:
    report, shown = read(county_ctx, period)
    assert sum(bar.total for bar in shown["visits"].bars) == len(report.done)
    assert sum(bar.total for bar in shown["ageing"].bars) == len(report.open)
    assert sum(bar.parts[1].value for bar in shown["ageing"].bars) == len(report.overdue)
    assert sum(bar.total for bar in shown["satisfaction"].bars) == len(report.closed)
    asked = sum(bar.total for bar in shown["satisfaction"].bars[:3])
    pleased = sum(bar.total for bar in shown["satisfaction"].bars[:2])
    assert percent_text(pleased / asked if asked else None) == percent_text(report.satisfied_share)
    for plot in shown.values():
        for bar, part in plot.parts:
            assert part.figure is None or len(part.figure.records) == part.value
            assert bar.name


def test_weeks_of_a_month_and_months_of_a_year(county_ctx: AppContext) -> None:
    _report, month = read(county_ctx, period_of(Span.MONTH, TODAY))
    assert [bar.name for bar in month["visits"].bars][:2] == ["1 Nov", "2 Nov"]
    _report, year = read(county_ctx, period_of(Span.YEAR, TODAY))
    assert [bar.name for bar in year["visits"].bars][::11] == ["Jan", "Dec"]


def test_coverage_stands_against_the_interval(county_ctx: AppContext) -> None:
    _report, shown = read(county_ctx, period_of(Span.MONTH, TODAY))
    bars = {bar.name: bar for bar in shown["coverage"].bars}
    assert len(bars) == 12
    assert bars["松坪"].parts[0].series == 1
    assert bars["松坪"].total > bars["松坪"].limit == 30
    assert bars["青石"].parts[0].series == 0


class Words(PlotView):
    """Keeps what is written where."""

    def __init__(self, plot: Plot) -> None:
        self.written: list[tuple[str, float, float, tuple[float, float]]] = []
        super().__init__(plot)

    def _write(self, words, x, y, colour, anchor) -> None:  # noqa: ARG002
        self.written.append((words, x, y, anchor))


def test_no_limit_strikes_a_number_through(qtbot: QtBot) -> None:
    bars = tuple(Bar(f"{n}", (Part(0, n, township_id=1),), 30) for n in (34, 30, 27, 25, 3))
    bars += (Bar("low", (Part(0, 2, township_id=1),), 3),)
    view = Words(Plot("coverage", "Days", "", (Series("In time", "acc"),), bars, "Interval", wide=True))
    qtbot.addWidget(view)
    above, inside = (0.5, 0.95), (0.5, 0.05)
    assert [(words, y, anchor) for words, _x, y, anchor in view.written] == [
        ("34", 34, above), ("30", 30, inside), ("27", 27, inside), ("25", 25, above), ("3", 3, above), ("2", 3, above),
    ]  # fmt: skip


def test_pieces_too_thin_for_their_number_have_it_beside(qtbot: QtBot) -> None:
    parts = tuple(Part(n, value) for n, value in enumerate((60, 1, 0, 1)))
    series = tuple(Series(f"{n}", "acc") for n in range(4))
    view = Words(Plot("visits", "Visits", "", series, (Bar("2 Nov", parts),)))
    qtbot.addWidget(view)
    total, inside, first, second = view.written
    assert (total[0], inside[0], inside[1]) == ("62", "60", 0)
    assert first[0] == second[0] == "1"
    assert first[1] == second[1] > 0
    assert second[2] - first[2] > 3, "one number does not stand on the other"


def test_no_plot_stands_beside_an_empty_half(page: ReportsPage) -> None:
    place = 0
    for each in page.plots.cards:
        assert place % 2 == 0 or not each.plot.wide
        place += 2 if each.plot.wide else 1
    assert place % 2 == 0


def test_a_click_on_a_piece_opens_its_list(qtbot: QtBot, page: ReportsPage) -> None:
    view = card(page, "ageing").view
    for _bar, part in view.plot.parts:
        qtbot.mouseClick(view.viewport(), LEFT, pos=view.point_of(part).toPoint())
        assert page._opened == part.figure.key


def test_the_keyboard_walks_the_pieces_and_enter_opens_them(qtbot: QtBot, page: ReportsPage) -> None:
    view = card(page, "visits").view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    parts = [part for _bar, part in view.plot.parts]
    for part in parts:
        assert view.current() is part
        assert str(part.value) in view.accessibleDescription()
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert page._opened == part.figure.key
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current() is parts[-1]


def test_a_township_s_bar_leads_to_its_visits(qtbot: QtBot, page: ReportsPage, window: Window) -> None:
    view = card(page, "coverage").view
    part = view.plot.parts[0][1]
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.point_of(part).toPoint())
    assert window.went == [("calendar", {"township_id": part.township_id})]


def test_the_table_says_the_same_and_opens_the_same(qtbot: QtBot, page: ReportsPage) -> None:
    shown = card(page, "satisfaction")
    shown.twin.click()
    assert shown.view.isHidden()
    assert len(shown.rows.buttons) == len(shown.plot.parts)
    for button, (_bar, part) in zip(shown.rows.buttons, shown.plot.parts, strict=True):
        button.click()
        assert page._opened == part.figure.key
        assert str(part.value) in button.accessibleName() or str(part.value) in button.text()
    shown.twin.click()
    assert not shown.view.isHidden()


def test_another_period_draws_other_plots_and_a_table_stays_a_table(page: ReportsPage) -> None:
    card(page, "visits").twin.click()
    page.period.show_period(period_of(Span.YEAR, TODAY))
    assert len(card(page, "visits").plot.bars) == 12
    assert card(page, "visits").view.isHidden()


def test_the_plots_follow_the_theme(page: ReportsPage) -> None:
    view = card(page, "ageing").view
    by_day = view.grab().toImage()
    theme.set_mode(theme.DARK)
    assert view.grab().toImage() != by_day


def test_in_english_no_plot_is_cut_off_beside_the_list(page: ReportsPage) -> None:
    page.period.show_period(period_of(Span.YEAR, TODAY))
    room = 1366 - 88 - 340 - 14  # the rail, the list and the scroll bar take the rest of a small screen
    assert page.plots.widget().minimumSizeHint().width() <= room


def test_figures_stay_one_key_away(page: ReportsPage) -> None:
    page.show_view("figures")
    assert page.panes()[1] is page._scroll
    page.go(view="plots")
    assert page.panes()[1] is page.plots


def test_the_plotting_library_is_loaded_only_for_plots() -> None:
    heavy = ("import pyqtgraph", "from pyqtgraph", "from desktop.reports.plot_view", "from desktop.reports.plots_body")
    found = {
        path.name
        for path in (ROOT / "desktop").rglob("*.py")
        if any(line.startswith(heavy) for line in path.read_text(encoding="utf-8").splitlines())
    }
    assert found == {"plot_view.py", "plots_body.py"}  # and those two are imported inside functions only
