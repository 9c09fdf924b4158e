"""The map on the townships' page: by mouse and by keyboard, in every state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QPainterPath, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.geo.levels import LEVELS, Level, MapLayer
from core.geo.reading import read_outlines
from core.paths import resource
from db.services.map_shapes import bring_in
from db.store import Store, open_store
from desktop import theme
from desktop.calendar.calendar_page import CalendarPage
from desktop.context import AppContext
from desktop.directory.list_or_map import LIST, MAP
from desktop.directory.townships_page import TownshipsPage
from desktop.map.map_data import figure_below, figure_only, figure_text, spoken
from desktop.map.map_frame import MapFrame
from desktop.map.map_painter import spot_within, tint
from desktop.map.map_pane import MapPane
from desktop.map.map_view import MapView
from desktop.map.nearest import nearest
from tests.desktop.conftest import TODAY
from tests.desktop.pages import Window, come_up

SAMPLE = resource("sample", "yunling-townships.geojson")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> TownshipsPage:
    """Return the page with the map in sight: 10 of the 12 townships have an outline."""
    with county_ctx.store.write("Take over outlines") as session:
        bring_in(session, read_outlines(SAMPLE))
    made = come_up(qtbot, county_ctx, TownshipsPage)
    made.show_view(MAP)
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def pane(page: TownshipsPage) -> MapPane:
    return page.views.map


@pytest.fixture
def view(pane: MapPane) -> MapView:
    return pane.view


def id_of(view: MapView, name: str) -> int:
    return next(place.row.id for place in view.data.places if place.row.name == name)


def click(qtbot: QtBot, view: MapView, name: str) -> None:
    qtbot.mouseClick(view, LEFT, pos=view.point_of(id_of(view, name)).toPoint())


def wheel(view: MapView, at: QPointF, notches: int) -> None:
    none, still = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    away = view.mapToGlobal(at)
    event = QWheelEvent(at, away, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, none, still, False)
    QApplication.sendEvent(view, event)


def test_the_switch_shows_the_map_and_is_remembered(page: TownshipsPage, county_ctx: AppContext) -> None:
    assert page.views.view() == MAP
    assert county_ctx.machine.views["townships_view"] == MAP
    page.views.switch.chosen.emit(LIST)
    assert page.views.currentWidget() is page.table
    page.go(view=MAP)
    assert page.views.currentWidget() is page.views.map


def test_every_township_with_an_outline_carries_its_number(view: MapView) -> None:
    assert len(view.data.places) == 10
    assert view.data.missing == ("清溪镇", "望云乡")
    by_name = {place.row.name: place for place in view.data.places}
    assert figure_text(by_name["青石镇"].row, MapLayer.DAYS) == "12 days"
    assert by_name["松坪乡"].level is Level.PAST
    assert figure_text(by_name["东岭镇"].row, MapLayer.ISSUES) == "4 open, 2 overdue"
    assert figure_below(by_name["东岭镇"].row, MapLayer.ISSUES) == "2 overdue"
    assert figure_only(by_name["东岭镇"].row, MapLayer.ISSUES) == "2"


def test_names_stand_inside_their_outline_and_outlines_do_not_overlap(view: MapView) -> None:
    for place in view.data.places:
        assert view.place_at(view.point_of(place.row.id)) is place
        assert sum(other.path.contains(place.label) for other in view.data.places) == 1


def test_a_click_chooses_and_the_side_panel_follows(qtbot: QtBot, page: TownshipsPage, view: MapView) -> None:
    click(qtbot, view, "龙泉镇")
    assert page.current_id() == id_of(view, "龙泉镇")
    assert view.current().row.name == "龙泉镇"
    assert "龙泉镇" in view.accessibleDescription()
    assert view.accessibleDescription() == spoken(view.current())


def test_the_list_chooses_on_the_map(page: TownshipsPage, view: MapView) -> None:
    page.go(township_id=id_of(view, "永兴镇"))
    assert view.current().row.name == "永兴镇"


def test_a_double_click_leads_to_the_list_of_its_layer(qtbot: QtBot, pane: MapPane, window: Window) -> None:
    view = pane.view
    township_id = id_of(view, "石桥镇")
    at = view.point_of(township_id).toPoint()
    qtbot.mouseDClick(view, LEFT, pos=at)
    pane.layers.buttons()[1].click()
    click(qtbot, view, "石桥镇")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.went == [("calendar", {"township_id": township_id}), ("issues", {"township_id": township_id})]


def test_the_calendar_shows_the_visits_there_alone(calendar_page: CalendarPage) -> None:
    calendar_page.go(township_id=3)
    assert calendar_page.filter.townships == {3}
    assert calendar_page.header.filter_button.isChecked()


def test_arrows_reach_every_township_and_enter_opens(qtbot: QtBot, view: MapView, window: Window) -> None:
    ways = ((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0))
    met, waiting = set(), [view.data.places[0]]
    while waiting:
        place = waiting.pop()
        met.add(place.row.id)
        found = [nearest(view.data, place, way) for way in ways]
        waiting += [each for each in found if each is not None and each.row.id not in met]
    assert len(met) == len(view.data.places)
    view.setFocus()
    before = view.current()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current() is nearest(view.data, before, (-1.0, 0.0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.went[-1] == ("calendar", {"township_id": view.current().row.id})


def test_an_arrow_without_a_choice_takes_the_first_and_at_the_edge_stays(view: MapView) -> None:
    assert nearest(view.data, None, (1, 0)) is view.data.places[0]
    most_right = max(view.data.places, key=lambda place: place.label.x())
    assert nearest(view.data, most_right, (1.0, 0.0)) is None


def test_the_wheel_zooms_about_the_pointer_and_0_shows_all(qtbot: QtBot, view: MapView) -> None:
    at = view.point_of(id_of(view, "龙泉镇"))
    before = view.frame.to_plane(at)
    wheel(view, at, 2)
    assert view.frame.zoom > 1.5
    after = view.frame.to_plane(at)
    assert (after - before).manhattanLength() < 1e-6
    for _turn in range(20):
        wheel(view, at, -3)
    assert view.frame.zoom == 1
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.frame.zoom == 1.25
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.frame.zoom == 1


def test_the_hand_moves_the_map_and_never_loses_it(qtbot: QtBot, view: MapView) -> None:
    middle = QPointF(view.rect().center())
    wheel(view, middle, 5)
    before = view.frame.to_plane(middle)
    qtbot.mousePress(view, LEFT, pos=middle.toPoint())
    qtbot.mouseMove(view, (middle + QPointF(90, 40)).toPoint())
    qtbot.mouseRelease(view, LEFT, pos=(middle + QPointF(90, 40)).toPoint())
    assert view.frame.to_plane(middle).x() < before.x()
    for _push in range(60):
        view.frame.move(QPointF(500, 500))
    assert view.frame.transform().mapRect(view.data.size).intersects(QRectF(view.rect()))


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (3000, 40)])
def test_a_frame_of_any_size_stays_usable(size: tuple[int, int]) -> None:
    frame = MapFrame()
    frame.lay(QRectF(0, 0, 1e-9, 1e-9), QRectF(0, 0, *size))
    frame.zoom_about(QPointF(1, 1), 99)
    assert frame.transform().isInvertible()


def test_the_card_tells_of_the_township_under_the_pointer(qtbot: QtBot, view: MapView) -> None:
    qtbot.mouseMove(view, view.point_of(id_of(view, "东岭镇")).toPoint())
    assert view.card.isVisible()
    assert view.card.title.text() == "东岭镇"
    assert "4 open, 2 overdue" in view.card.facts.text()
    assert QRect(QPoint(0, 0), view.size()).contains(view.card.geometry())
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not view.card.isVisible()


def test_words_keep_within_their_outline_or_are_left_out() -> None:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(0, 0), QPointF(80, 0), QPointF(80, 40), QPointF(40, 80), QPointF(0, 80)]))
    path.closeSubpath()
    size = QSizeF(50, 34)
    found = spot_within(path, QPointF(50, 48), size)
    assert found is not None
    assert path.contains(QRectF(found.x() - 25, found.y() - 17, 50, 34))
    assert spot_within(path, QPointF(28, 20), size) == QPointF(28, 20)
    assert spot_within(path, QPointF(40, 40), QSizeF(90, 34)) is None


def test_the_legend_counts_and_leaves_one_level_in_sight(pane: MapPane) -> None:
    counts = {button.level: button for button in pane.legend.buttons}
    assert sum(pane.view.data.counts.values()) == 10
    counts[Level.PAST].click()
    assert {place.row.name for place in pane.view.data.places if pane.view.data.shows(place)} == {"松坪乡"}
    counts[Level.PAST].click()
    assert all(map(pane.view.data.shows, pane.view.data.places))


def test_the_search_leaves_the_others_grey(qtbot: QtBot, page: TownshipsPage, view: MapView) -> None:
    page._on_search("dlz")
    assert [place.row.name for place in view.data.places if view.data.shows(place)] == ["东岭镇"]
    click(qtbot, view, "龙泉镇")
    assert view.current() is None


def test_the_menu_offers_everything_by_key_too(view: MapView, pane: MapPane, window: Window) -> None:
    view.choose(id_of(view, "大湾乡"))
    asked: list[tuple[int, QPoint]] = []
    view.menu_wanted.disconnect()
    view.menu_wanted.connect(lambda township_id, at: asked.append((township_id, at)))
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0)))
    assert asked[0][0] == id_of(view, "大湾乡")
    menu = pane.menu(asked[0][0])
    for action in menu.actions()[:3]:
        action.trigger()
    assert [key for key, _target in window.went] == ["calendar", "issues", "calendar"]
    menu.close()


def test_light_and_dark_tell_the_levels_apart(view: MapView) -> None:
    for mode in (theme.LIGHT, theme.DARK):
        theme.set_mode(mode)
        assert len({tint(level).name() for level in (Level.RECENT, Level.HALF, Level.NEAR, Level.PAST)}) == 4
        assert len({tint(level).name() for level in LEVELS[MapLayer.ISSUES]}) == len(LEVELS[MapLayer.ISSUES])
        assert view.grab().toImage().pixelColor(3, 3) == theme.theme().page


def test_without_outlines_the_map_says_what_to_do(qtbot: QtBot, county_ctx: AppContext, window: Window) -> None:
    page = come_up(qtbot, county_ctx, TownshipsPage)
    page.show_view(MAP)
    assert page.views.map.is_empty()
    assert page.views.map.first_button.isVisible()


def test_outlines_are_looked_at_then_taken_over_and_undone(
    qtbot: QtBot, county_ctx: AppContext, window: Window
) -> None:
    page = come_up(qtbot, county_ctx, TownshipsPage)
    page.show_view(MAP)
    bringing = page.views.map.bringing
    bringing.read(SAMPLE)
    qtbot.waitUntil(lambda: bringing.dialog is not None)
    dialog = bringing.dialog
    assert "10 of 20 outlines" in dialog.summary.text()
    assert "清溪镇" in dialog.summary.text()
    assert page.views.map.is_empty()
    line = next(line for line in dialog.table.rows.rows() if line.match.name == "黑水乡")
    dialog.table.go_to(line.id)
    wanted = next(each for each in dialog.field.completer_list.choices() if each.text == "清溪镇")
    dialog.field.completer_list.take(wanted)
    assert len(dialog.chosen()) == 11
    dialog.keep_button.click()
    assert len(page.views.map.view.data.places) == 11
    assert window.said == ["11 outlines taken over"]
    county_ctx.store.undo()
    qtbot.waitUntil(page.views.map.is_empty)


def test_one_township_has_one_outline(qtbot: QtBot, page: TownshipsPage) -> None:
    bringing = page.views.map.bringing
    bringing.read(SAMPLE)
    qtbot.waitUntil(lambda: bringing.dialog is not None)
    dialog = bringing.dialog
    other = next(line for line in dialog.table.rows.rows() if line.match.name == "黑水乡")
    first = next(key for key, match in dialog.chosen().items() if match.name == "青石镇")
    dialog.table.go_to(other.id)
    dialog._on_township(first)
    assert dialog.chosen()[first].name == "黑水乡"
    dialog._on_township(None)
    assert first not in dialog.chosen()
    dialog.reject()
    assert bringing.dialog is None


def test_a_broken_file_is_one_sentence_and_changes_nothing(
    qtbot: QtBot, page: TownshipsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("desktop.tasks.show_refusal", lambda _widget, error: said.append(str(error)))
    path = tmp_path / "broken.geojson"
    path.write_text(json.dumps({"type": "Topology"}), encoding="utf-8")
    bringing = page.views.map.bringing
    bringing.read(path)
    qtbot.waitUntil(lambda: bool(said))
    assert "broken.geojson" in said[0]
    assert bringing.dialog is None
    assert len(page.views.map.view.data.places) == 10


def test_a_file_that_names_nobody_can_only_be_cancelled(qtbot: QtBot, page: TownshipsPage, tmp_path: Path) -> None:
    path = tmp_path / "other.geojson"
    ring = [[105, 28], [106, 28], [106, 29], [105, 28]]
    shape = {"type": "Feature", "properties": {"name": "天涯"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps(shape), encoding="utf-8")
    bringing = page.views.map.bringing
    bringing.read(path)
    qtbot.waitUntil(lambda: bringing.dialog is not None)
    assert not bringing.dialog.keep_button.isEnabled()
    bringing.dialog.reject()


def test_removing_the_outlines_is_undone_in_one_step(pane: MapPane, county_ctx: AppContext) -> None:
    menu: QMenu = pane.outlines_menu()
    remove: QAction = menu.actions()[1]
    remove.trigger()
    assert pane.is_empty()
    county_ctx.store.undo()
    assert not pane.is_empty()
    menu.close()


def test_read_only_takes_nothing_over(qtbot: QtBot, county: Store, make_ctx, tmp_path: Path) -> None:
    place = county.origin.path
    county.close()
    store = open_store(place, read_only=True, today=lambda: TODAY)
    ctx = make_ctx(store)
    ctx.attach(Window())
    page = come_up(qtbot, ctx, TownshipsPage)
    page.show_view(MAP)
    assert not page.views.map.first_button.isEnabled()
    page.views.map.bringing.read(SAMPLE)
    assert page.views.map.bringing._task is None
    store.close()
