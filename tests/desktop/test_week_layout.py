"""The week's geometry: lanes for what overlaps, lists for what has no time, and what lies under a point."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QPointF, QRectF

from core.visits import Half
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.week_data import Band, WeekData, band_of, week_data
from desktop.calendar.week_layout import GUTTER, HEAD, LEAST_LANE, MOST_DUE, Scale, WeekLayout, in_lanes
from desktop.calendar.week_pane import read_week
from tests.boards import visit as made_up
from tests.mockup import TODAY

MONDAY = date(2026, 11, 23)
ROOM = QRectF(100, 0, 200, 0)
SCALE = Scale(8, 12, 0, 60)


def timed(id, begin, end=None, half=Half.MORNING):
    return replace(made_up(0, 0), id=id, half=half, starts_at=time(*begin), ends_at=None if end is None else time(*end))


def lanes(*visits, room=ROOM):
    places, hidden = in_lanes(visits, SCALE, room)
    return {each.visit.id: each.rect for each in places}, [each.id for each in hidden]


def test_visits_that_overlap_stand_beside_each_other_and_others_take_the_whole_width():
    found, hidden = lanes(timed(1, (9, 0), (10, 0)), timed(2, (9, 30), (10, 30)), timed(3, (10, 30), (12, 0)))
    assert not found[1].intersects(found[2])
    assert found[1].width() == found[2].width() < 100
    assert found[3].width() == 200
    assert hidden == []


def test_a_lane_is_used_again_once_it_is_free():
    found, _hidden = lanes(timed(1, (8, 0), (9, 0)), timed(2, (8, 0), (11, 0)), timed(3, (9, 0), (10, 0)))
    assert found[1].left() == found[3].left()
    assert found[2].left() > found[1].left()


def test_no_two_visits_ever_cover_each_other_and_none_is_lost():
    visits = [timed(n, (8 + n % 3, 20 * (n % 2)), (9 + n % 3, 30)) for n in range(9)]
    found, hidden = lanes(*visits)
    rects = list(found.values())
    assert not any(a.intersects(b) for at, a in enumerate(rects) for b in rects[at + 1 :])
    assert len(found) + len(hidden) == 9
    assert all(rect.width() >= LEAST_LANE for rect in rects)


def test_without_an_end_a_visit_lasts_an_hour_and_a_half():
    found, _hidden = lanes(timed(1, (9, 0)))
    assert found[1].height() == pytest.approx(89)


@pytest.fixture
def week(county_ctx):
    return read_week(county_ctx, MONDAY, TODAY, VisitFilter())


def test_fixed_times_stand_at_their_hour_and_halves_in_the_list_above(week):
    layout = WeekLayout(week, 1367, 700)
    places = {(each.visit.leader, each.visit.day.day): each for day in week.dates for each in layout.plan(day).visits}
    morning = layout.bands[Band.MORNING].scale
    assert places["周立明", 23].rect.top() == pytest.approx(morning.y(9), abs=1)
    assert places["周立明", 23].timed
    assert places["马文博", 24].rect.bottom() < morning.top
    assert layout.place_of(places["许国安", 28].visit.id).rect.bottom() < layout.bands[Band.MORNING].top
    assert len(places) == 13


def test_a_working_saturday_is_as_wide_as_a_weekday(week):
    layout = WeekLayout(week, 1367, 700)
    widths = [right - left for left, right in map(layout.column, week.dates)]
    assert widths[5] >= widths[0] - 1
    assert widths[6] < widths[0]


@pytest.mark.parametrize("size", [(1367, 700), (900, 400), (300, 120)])
def test_every_half_day_is_found_under_its_own_middle(week, size):
    layout = WeekLayout(week, *size)
    for day in week.dates:
        for half in (Half.MORNING, Half.AFTERNOON):
            middle = layout.half_rect(day, half).center()
            assert (layout.day_at(middle.x()), layout.half_at(middle.y())) == (day, half)
        assert layout.band_at(layout.cell(day, Band.DUE).center().y()) is Band.DUE
    assert layout.day_at(GUTTER - 1) is None


def test_many_deadlines_of_a_day_are_counted_not_painted_one_over_the_other(week):
    day = date(2026, 11, 26)
    one = week.due[day][0]
    data = replace(week, due={day: [replace(one, id=n) for n in range(9)]})
    plan = WeekLayout(data, 1367, 700).plan(day)
    assert len(plan.due) == MOST_DUE - 1
    assert plan.more_due is not None
    folded = WeekLayout(replace(data, shows_due=False), 1367, 700)
    assert folded.plan(day).due == ()
    assert folded.due_height < WeekLayout(data, 1367, 700).due_height


def test_an_empty_week_still_has_two_halves():
    layout = WeekLayout(WeekData(MONDAY, TODAY), 1000, 600)
    assert layout.height == pytest.approx(600 - HEAD, abs=2)
    assert layout.visit_at(QPointF(500, 300)) is None


def test_sums_count_what_the_filter_hides_and_issues_obey_the_township(county_ctx, week):
    town = next(issue.township_id for rows in week.due.values() for issue in rows)
    narrow = read_week(county_ctx, MONDAY, TODAY, VisitFilter(townships=frozenset({town})))
    assert (narrow.total, week.total) == (13, 13)
    assert {issue.township_id for rows in narrow.due.values() for issue in rows} == {town}
    assert 0 < sum(map(len, narrow.visits.values())) < 13


def test_a_whole_day_begins_in_the_morning():
    assert [band_of(half) for half in (Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY)] == [
        Band.MORNING, Band.AFTERNOON, Band.MORNING,
    ]  # fmt: skip
    data = week_data(MONDAY, TODAY, [], {}, [], wanted=VisitFilter())
    assert data.last == MONDAY + timedelta(6)
