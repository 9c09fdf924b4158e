"""The rota planner's page: it solves by itself, writes nothing before it is told to, and everything goes by keys."""

from collections.abc import Callable
from datetime import date
from itertools import islice

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.planner.changes import Change, ChangeKind
from core.planner.compare import Difference
from core.planner.problem import Stand
from core.planner.solve import improve
from db.queries.calendar import visits_between
from db.queries.form_drafts import form_draft
from db.queries.what_ifs import what_ifs
from desktop.main_window import MainWindow
from desktop.rotation import rotation_desk, search
from desktop.rotation.rotation_page import RotationPage
from desktop.rotation.rule_lines import FIRST
from desktop.rotation.solve_bar import Stage

FEW = 5
"""Steps of the search that are enough for a plan."""
MARKET = next(line for line in FIRST if line.key == "market")


@pytest.fixture
def make_page(qtbot, county_ctx, window, monkeypatch) -> Callable[..., RotationPage]:
    monkeypatch.setattr(search, "improve", lambda *args, **more: islice(improve(*args, **more), FEW))
    monkeypatch.setattr(rotation_desk, "PAUSE_MS", 0)
    made = []

    def make(ctx=county_ctx):
        ctx.attach(window)
        page = RotationPage(ctx)
        made.append(page)
        qtbot.addWidget(page)
        page.resize(1366, 866)
        page.show()
        page.shown(ctx.today())
        return page

    yield make
    for page in made:
        page.leave()
        page.search.drop()


@pytest.fixture
def page(qtbot, make_page) -> RotationPage:
    made = make_page()
    settle(qtbot, made)
    return made


def settle(qtbot, page):
    """Wait until the search has come to its end for what is wanted now."""
    qtbot.waitUntil(lambda: page.search.stage is Stage.DONE and page.report.basis.wish == page.wish, timeout=20000)


def visits(ctx):
    with ctx.store.read() as session:
        rows = visits_between(session, date(2026, 11, 1), date(2027, 1, 31), today=ctx.today())
        return sorted((row.day, row.half, row.leader, row.township) for row in rows)


def chip_of(page, what):
    """Return where a visit of a sort stands."""
    data = page.view.data
    for row in range(len(data.rows)):
        for week in range(len(data.weeks)):
            for at, chip in enumerate(data.chips(row, week)):
                if chip.what is what and not chip.ghost:
                    return row, week, at
    raise LookupError(what)


def test_it_solves_by_itself_and_writes_nothing(page, county_ctx):
    before = county_ctx.store.head()

    assert page.report is not None
    assert page.view.data.weeks[0].first == date(2026, 11, 30)
    assert page.quality._figures.part(0, type(page.quality._figures._holders[0])) is not None
    assert page.header.adopt.isEnabled()
    assert "0%" in page.bar.gap.number.text() or page.report.progress.gap.level
    page.leave()
    assert county_ctx.store.head() == before


def test_adopting_is_one_step_of_undo_and_is_said(qtbot, page, county_ctx, window):
    before = visits(county_ctx)
    page.adopt()

    assert window.went[-1][0] == "calendar"
    assert "added" in window.said[-1]
    assert visits(county_ctx) != before
    county_ctx.store.undo()
    assert visits(county_ctx) == before


def test_its_key_opens_it_under_the_calendar_and_its_own_keys_wake(qtbot, county_ctx, machine, monkeypatch):
    monkeypatch.setattr(search, "improve", lambda *args, **more: islice(improve(*args, **more), FEW))
    window = MainWindow(machine)
    qtbot.addWidget(window)
    county_ctx.attach(window)
    window.resize(1366, 736)
    window.show()
    window.open(county_ctx, "today")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.page()
    assert isinstance(page, RotationPage)
    assert (window.scope(), machine.last_page) == ("rotation", "calendar")
    settle(qtbot, page)

    QTest.keyClick(page.view, Qt.Key.Key_F8)
    QTest.keyClick(page.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.page_key() == "calendar"
    assert window.toast.button.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.show_page("rotation")
    settle(qtbot, page)
    window.show_page("today")
    assert page.search.stage is not Stage.RUNNING
    window.forget()


def test_a_rule_switched_off_is_planned_anew(qtbot, page):
    page.rules.rows["market"].tick.click()

    assert page.wish.options.stands == {"market": Stand.OFF}
    assert not page.header.adopt.isEnabled()
    settle(qtbot, page)
    assert page.report.basis.problem.stands["market"] is Stand.OFF
    assert page.header.adopt.isEnabled()


def test_a_number_inside_a_sentence_is_taken_and_nonsense_is_told(qtbot, page):
    field = page.rules.rows["spacing"].number.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.toolTip()
    assert page.wish.options.spacing_days is None

    field.selectAll()
    QTest.keyClicks(field, "4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.wish.options.spacing_days == 4
    settle(qtbot, page)
    assert page.report.basis.problem.spacing_days == 4


def test_pinning_and_moving_go_by_keys_and_stay_in_the_next_plan(qtbot, page):
    page.view.choose(chip_of(page, Difference.ADDED), keyboard=True)
    chip = page.view.current()
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert page.wish.pinned_places == {chip.visit.place}
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert page.wish.pins == ()

    QTest.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    moved = page.wish.pins[0]
    assert moved.day > chip.visit.day
    assert page.view.current().visit.place == moved.place
    settle(qtbot, page)
    assert moved.place in {each.place for each in page.report.plan}
    assert page.view.data.place_of(moved) is not None


def test_what_was_pinned_is_pinned_in_the_schedule_once_the_plan_is_adopted(qtbot, page, county_ctx):
    page.view.choose(chip_of(page, Difference.ADDED), keyboard=True)
    visit = page.view.current().visit
    page.toggle_pin(page.view.current())
    settle(qtbot, page)
    page.adopt()

    with county_ctx.store.read() as session:
        rows = visits_between(session, visit.day, visit.day, today=county_ctx.today())
        assert [row.pinned for row in rows if row.township_id == visit.township_id] == [True]


def test_a_chip_is_dragged_to_another_half_day(qtbot, page):
    row, week, at = chip_of(page, Difference.ADDED)
    spot = page.view.layout_now.spots(row, week)[at]
    start = page.view.rect_of(spot).center().toPoint()
    other = page.view.layout_now.cell(row, 3 if week != 3 else 4)
    target = (other.center() - page.view.offset()).toPoint() + QPoint(page.view.layout_now.names, 46)
    port = page.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(30, 4))
    QTest.mouseMove(port, target)
    assert page.view.show_state.carried is not None
    barred = page.view.show_state.barred
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=target)

    assert bool(page.wish.pins) is not barred
    assert page.view.show_state.carried is None


def test_why_names_every_leader_in_a_line_and_another_is_sent(qtbot, page):
    page.view.choose(chip_of(page, Difference.ADDED), keyboard=True)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    popup = page.asking.popup
    qtbot.waitUntil(lambda: popup.isVisible() and bool(popup.lines), timeout=5000)
    assert len(popup.lines) == len(page.report.basis.problem.leaders)
    assert all(line.accessibleName() for line in popup.lines)

    visit = page.view.current().visit
    popup.leader_wanted.emit(visit, 2 if visit.leader_id != 2 else 3)
    assert len(page.wish.pins) == 1
    assert not popup.isVisible()


def test_a_kept_form_is_found_again_after_a_kill(qtbot, page, make_page, county_ctx, window):
    page.change_stand(MARKET, Stand.OFF)
    page.keeper.keep()
    page.search.drop()
    with county_ctx.store.read() as session:
        assert form_draft(session, "rotation:plan") is not None

    again = make_page()
    assert again.wish == page.wish
    again.discard()
    assert "discarded" in window.said[-1]
    with county_ctx.store.read() as session:
        assert form_draft(session, "rotation:plan") is None


def test_escape_puts_away_the_popup_first_and_then_the_plan(qtbot, page, window):
    spot = page.view.layout_now.spots(*chip_of(page, Difference.ADDED)[:2])[0]
    page.asking.popup.show_waiting(page.view.rect_of(spot), page.view)
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert window.went == []
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert window.went[-1][0] == "calendar"
    assert page.report is None


def test_stop_and_go_on(qtbot, make_page):
    page = make_page()
    page.solve()
    assert page.search.stage is Stage.STOPPED
    qtbot.waitUntil(lambda: page.search._task is None, timeout=20000)
    page.solve()
    settle(qtbot, page)
    assert page.report is not None


def test_a_copy_is_kept_opened_compared_and_dropped(qtbot, page, county_ctx, monkeypatch):
    before = visits(county_ctx)
    page.keep_copy()
    page.copies.form.try_save()
    rows = page.copies.rows()
    assert len(rows) == 1
    assert visits(county_ctx) == before

    page.copies.compare(rows[0].id)
    assert page.copies.comparison.lines == []
    page.copies.comparison.accept()
    page.change_stand(MARKET, Stand.OFF)
    page.copies.open(rows[0].id)
    qtbot.waitUntil(lambda: page.report is not None and page.report.progress.stage == "kept", timeout=5000)
    assert page.wish.options.stands == {}

    monkeypatch.setattr("desktop.rotation.copies.ask", lambda *_args, **_more: True)
    page.copies.drop(rows[0])
    with county_ctx.store.read() as session:
        assert what_ifs(session) == []


def test_an_empty_county_is_told_what_to_do(qtbot, make_page, ctx, window):
    page = make_page(ctx)
    qtbot.waitUntil(page.empty.isVisible, timeout=5000)

    assert page.empty.title.text()
    page.empty.button.click()
    assert window.went[-1][0] == "leaders"
    assert not page.header.adopt.isEnabled()


def test_what_is_given_up_is_listed_and_taken_back(qtbot, page):
    day = page.report.basis.problem.days[0]
    page.apply(Change(ChangeKind.OPEN, township_id=1, day=day))
    assert page.rules._given.count() == 1
    settle(qtbot, page)
    page.take_back(0)
    assert page.wish.given_up == ()
    assert page.rules._given.count() == 0


def test_reading_only_greys_adopting_and_says_why(qtbot, make_page, county_ctx, monkeypatch):
    monkeypatch.setattr(type(county_ctx), "read_only", property(lambda _self: True))
    page = make_page()
    settle(qtbot, page)

    assert not page.header.adopt.isEnabled()
    assert "reading" in page.header.adopt.accessibleDescription()


def test_days_typed_wrong_are_told_in_a_sentence(qtbot, page):
    chooser = page.rules.period
    chooser._free()
    chooser.last.setText("2026-11-01")
    chooser._typed()
    assert chooser.note.text()
    chooser.last.setText("2026-12-18")
    chooser._typed()
    assert page.wish.period.last == date(2026, 12, 18)
