"""What the board paints and says of the county of the pictures: heads, sums, warmth, hatching, tooltips."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from core.calendar.market_rules import BranchPair, BranchTriple, LunarTail, SmallMonth, Weekdays
from core.i18n import day_text
from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from core.visits import Half
from db import models as m
from desktop.calendar.board_data import BoardKey
from desktop.calendar.board_ground import BoardGround, one_each
from desktop.calendar.board_reading import Stretch, read_board
from desktop.calendar.board_view import BoardView
from desktop.calendar.board_words import (
    below_number,
    counted_to,
    range_text,
    right_title,
    row_words,
    short_rules,
    week_number,
)
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.place import Place
from desktop.theme import theme
from tests.mockup import TODAY

MONDAY = date(2026, 11, 23)
LEADERS, TOWNSHIPS = Stretch(BoardKey.LEADER, MONDAY, 5), Stretch(BoardKey.TOWNSHIP, MONDAY, 4)


def row(data, name):
    return next(each for each in data.rows if each.name == name)


def shown(qtbot, data):
    view = BoardView(data)
    qtbot.addWidget(view)
    view.resize(1367, 700)
    view.show()
    return view


def colour(view, place, dx=0.5, dy=0.5):
    rect = view.place_rect(place)
    at = QPointF(rect.left() + rect.width() * dx, rect.top() + rect.height() * dy).toPoint()
    return view.grab().toImage().pixelColor(at)


@pytest.fixture
def by_leader(county_ctx):
    return read_board(county_ctx, LEADERS, TODAY)


@pytest.fixture
def by_township(county_ctx):
    return read_board(county_ctx, TOWNSHIPS, TODAY)


def test_leaders_stand_in_the_order_of_their_rank_with_their_last_post(by_leader):
    assert [(each.name, each.note) for each in by_leader.rows][:4] == [
        ("周立明", "县委书记"), ("陈雨桐", "县长"), ("何建勋", "县委副书记"), ("林若川", "常务副县长"),
    ]  # fmt: skip
    assert [each.count for each in by_leader.rows] == [5, 4, 3, 4, 4, 4, 4, 4, 2, 4]


def test_townships_stand_in_the_order_of_their_wait(by_township, chinese):
    names = [each.name for each in by_township.rows]
    assert names[:6] == ["松坪乡", "望云乡", "永兴镇", "双塘乡", "青石镇", "东岭镇"]
    assert [each.longest for each in by_township.rows][:9] == [68, 37, 30, 28, 15, 25, 17, 20, 11]


def test_markets_are_told_shortly(county_ctx, chinese):
    data = read_board(county_ctx, TOWNSHIPS, TODAY)
    assert (row(data, "松坪乡").note, row(data, "白杨街道").note) == ("逢二、五、八", "无固定集市")


def test_the_heads_are_those_of_the_picture(county_ctx, chinese):
    by_leader = read_board(county_ctx, LEADERS, TODAY)
    assert week_number(MONDAY) == "第48周"
    assert range_text(MONDAY, date(2026, 11, 29)) == "11月23日—29日"
    assert range_text(date(2026, 11, 30), date(2026, 12, 6)) == "11月30日—12月6日"
    below = [below_number(day, by_leader.days[day]) for day in by_leader.dates[:6]]
    assert below == ["一", "二", "三", "四", "五", "班"]
    assert below_number(date(2026, 12, 22), by_leader.days[date(2026, 12, 22)]) == "冬至"
    assert right_title(by_leader) == "五周场次"


def test_the_longest_gap_says_up_to_when_it_counts(county_ctx, chinese):
    data = read_board(county_ctx, TOWNSHIPS, TODAY)
    assert counted_to(data) == f"至{day_text(data.last)}"
    assert row_words(data.rows[0], data.last).endswith(f"计到{day_text(data.last)}")
    assert counted_to(read_board(county_ctx, LEADERS, TODAY)) == ""


def test_english_market_days_are_short():
    rules = [
        BranchPair(0),
        BranchTriple(0),
        Weekdays(frozenset({3, 6})),
        LunarTail(frozenset({3, 8}), SmallMonth.EARLY),
    ]
    assert [short_rules([rule]) for rule in rules] == ["Every 6 days", "Every 4 days", "Wed, Sat", "3, 8"]


def test_labels_of_one_stretch_are_one():
    on = QRectF(0, 0, 50, 60)
    upper, next_day = QRectF(0, 0, 50, 30), QRectF(50, 0, 50, 60)
    assert one_each([(on, "a"), (next_day, "a")]) == [(QRectF(0, 0, 100, 60), "a")]
    assert [words for _rect, words in one_each([(on, "a"), (upper, "b"), (next_day, "c")])] == ["a, b", "c"]


def test_a_quota_is_asked_for_in_proportion_and_the_most_specific_wins(county_ctx):
    with county_ctx.store.write("Quotas") as session:
        him = row(read_board(county_ctx, LEADERS, TODAY), "郑远山").id
        session.add_all([
            m.Quota(least=4),
            m.Quota(leader_id=him, least=3),
            m.Quota(body=LeadershipBody.COUNTY_COMMITTEE, least=40, span=QuotaSpan.YEAR),
        ])  # fmt: skip
    data = read_board(county_ctx, LEADERS, TODAY)
    assert (row(data, "周立明").quota, row(data, "郑远山").quota) == (4, 3)
    assert "4" in row(data, "周立明").quota_words
    assert row_words(row(data, "郑远山")).startswith("郑远山")


def test_absences_meetings_closures_and_companions_bar_the_row(county_ctx, chinese):
    with county_ctx.store.write("Bars") as session:
        leaders = {each.name: each.id for each in read_board(county_ctx, LEADERS, TODAY).rows}
        towns = {each.name: each.id for each in read_board(county_ctx, TOWNSHIPS, TODAY).rows}
        visit = read_board(county_ctx, LEADERS, TODAY).visits[0]
        session.add_all([
            m.Closure(starts=date(2020, 12, 24), ends=date(2020, 12, 25), yearly=True, reason="全县大会"),
            m.Closure(township_id=towns["青石镇"], starts=MONDAY, ends=MONDAY, reason="修路"),
            m.VisitLeader(visit_id=visit.id, leader_id=leaders["郑远山"], position=0),
            m.Meeting(
                name="常委会", rrule="FREQ=WEEKLY;BYDAY=TU", first_day=MONDAY, last_day=MONDAY + timedelta(6),
                attendees=[m.MeetingAttendee(leader_id=leaders["周立明"])],
            ),
        ])  # fmt: skip
    data, towns_board = read_board(county_ctx, LEADERS, TODAY), read_board(county_ctx, TOWNSHIPS, TODAY)

    def bars(name, day, half=Half.MORNING):
        return [each.words for each in data.hatches_at(leaders[name], day, half)]

    assert bars("周立明", date(2026, 12, 24)) == ["全县大会"]
    assert bars("周立明", date(2026, 12, 15), Half.AFTERNOON) == ["市委全会"]
    assert bars("周立明", date(2026, 11, 24)) == ["常委会"]
    assert bars("周立明", date(2026, 11, 24), Half.AFTERNOON) == []
    assert bars("郑远山", visit.day, visit.half) == [f"陪同{visit.leader}去{visit.township}"]
    assert bars("周立明", MONDAY) == []  # one township closed bars nobody from the others
    assert [each.words for each in towns_board.hatches_at(towns["青石镇"], MONDAY, Half.MORNING)] == ["修路"]


def test_filters_leave_rows_and_visits_in_sight(county_ctx, by_leader):
    him = row(by_leader, "何建勋").id
    data = read_board(county_ctx, LEADERS, TODAY, VisitFilter(leaders=frozenset({him})))
    assert [each.name for each in data.rows] == ["何建勋"]
    assert {each.leader for each in data.visits} == {"何建勋"}
    assert data.rows[0].count == 3


@pytest.mark.parametrize(
    ("name", "day", "token"),
    [("松坪乡", date(2026, 11, 24), "heat30"), ("永兴镇", date(2026, 11, 24), "heat23"),
     ("东岭镇", date(2026, 12, 9), "heat15"), ("石桥镇", date(2026, 11, 25), "page")],
)  # fmt: skip
def test_cells_are_as_warm_as_the_wait_is_long(qtbot, by_township, name, day, token):
    view = shown(qtbot, by_township)
    place = Place(day, Half.MORNING, township_id=row(by_township, name).id)
    assert colour(view, place) == theme().colour(token)


def test_today_is_raised_and_rest_days_are_sunken(qtbot, by_leader):
    view = shown(qtbot, by_leader)
    id = row(by_leader, "何建勋").id
    assert colour(view, Place(MONDAY, Half.MORNING, leader_id=id)) == theme().raised
    assert colour(view, Place(date(2026, 11, 29), Half.MORNING, leader_id=id)) == theme().sunken
    assert colour(view, Place(date(2026, 11, 24), Half.MORNING, leader_id=id)) == theme().page


@pytest.mark.parametrize(("name", "day", "said"), [
    ("松坪乡", date(2026, 11, 23), True), ("松坪乡", date(2026, 11, 24), False), ("松坪乡", date(2026, 11, 30), True),
    ("石桥镇", date(2026, 11, 23), True), ("石桥镇", date(2026, 11, 30), False), ("东岭镇", date(2026, 11, 23), False),
    ("东岭镇", date(2026, 12, 14), True),
])  # fmt: skip
def test_the_wait_is_written_today_on_warm_mondays_and_where_it_passes_the_limit(qtbot, by_township, name, day, said):
    view = shown(qtbot, by_township)
    ground = BoardGround(by_township, view.layout_now, range(12), range(28))
    at = by_township.row_places[row(by_township, name).id]
    assert ground._shows_number(by_township.rows[at], at, day) is said


def test_a_clash_wears_a_red_border_and_is_told_in_the_tooltip(qtbot, by_leader):
    visit = next(each for each in by_leader.visits if each.day == date(2026, 12, 3) and each.leader == "马文博")
    view = shown(qtbot, replace(by_leader, clashes={visit.id: ("马文博出差",)}, published={visit.id: "改自 12月2日"}))
    rect = view.chip_rect(visit.id)
    assert view.grab().toImage().pixelColor(int(rect.left()) + 20, int(rect.top())) == theme().red
    QTest.mouseMove(view.viewport(), rect.center().toPoint())
    assert "马文博出差" in view.viewport().toolTip()
    assert "改自 12月2日" in view.viewport().toolTip()


def test_names_sums_and_days_tell_themselves_in_full(qtbot, by_township, chinese):
    view = shown(qtbot, by_township)
    tips = []
    for at in (QPointF(40, 80), QPointF(1300, 80), QPointF(130, 30)):
        QTest.mouseMove(view.viewport(), at.toPoint())
        tips.append(view.viewport().toolTip())
    assert "最长间隔68 天，约定 30 天" in tips[0]
    assert tips[0] == tips[1]
    assert "11月23日" in tips[2]


def test_a_board_asks_few_statements(county_ctx):
    from tests.bench.timing import listening  # noqa: PLC0415 - the bench knows how to listen

    for stretch, most in ((LEADERS, 10), (TOWNSHIPS, 8)):
        _settings, _calendar = county_ctx.settings, county_ctx.calendar
        with listening() as asked:
            read_board(county_ctx, stretch, TODAY)
        assert len(asked) <= most


def test_columns_hold_their_head_while_the_rows_scroll(qtbot, by_leader):
    view = shown(qtbot, by_leader)
    view.resize(1367, 300)
    before = view.grab().toImage().copy(0, 0, 1367, 58)
    view.verticalScrollBar().setValue(120)
    assert view.grab().toImage().copy(0, 0, 1367, 58) == before
    assert view.body_rect().intersected(QRectF(0, 0, 2000, 59)).isEmpty()
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("steps", [(20, 40, 55), (150, 130, 10), (600, 0, 33)])
def test_a_board_scrolled_looks_as_if_painted_there_at_once(qtbot, county_ctx, steps):
    data = read_board(county_ctx, LEADERS, TODAY)
    data = replace(data, clashes={visit.id: ("x",) for visit in data.visits})
    view, fresh = shown(qtbot, data), shown(qtbot, data)
    for each in (view, fresh):
        each.resize(1367, 330)
        each.grab()
    for to in steps:
        view.verticalScrollBar().setValue(to)
        view.grab()
    fresh.verticalScrollBar().setValue(steps[-1])
    fresh.zoom(1)
    fresh.zoom(-1)  # lays out anew, so nothing of before is left
    assert view.grab().toImage() == fresh.grab().toImage()
