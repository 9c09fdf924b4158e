"""What is wanted of a plan: days, rules, pins, as plain values and back."""

from dataclasses import replace
from datetime import date

import pytest

from core.calendar.workdays import work_calendar
from core.errors import LastBeforeFirst
from core.planner.bounds import Bound, Gap
from core.planner.changes import Change, ChangeKind
from core.planner.compare import Difference, VisitChange
from core.planner.problem import Hold, PlannedVisit, PlannerKind, PlannerLeader, PlannerTownship, Problem, Stand
from core.planner.scoring import Score
from core.planner.solve import Progress
from core.planner_errors import PlanIsPast, PlanTooLong
from core.visits import Half
from desktop.rotation.chart import lines_of
from desktop.rotation.judging import judged
from desktop.rotation.periods import checked, ready_periods
from desktop.rotation.plan_layout import PlanLayout
from desktop.rotation.proposal import moved_words, proposal_of
from desktop.rotation.readings import cost_text, reading_of, share_text
from desktop.rotation.rule_lines import FIRST, FURTHER, Facts
from desktop.rotation.wish import PlanWish

TODAY = date(2026, 11, 23)
MONTH = ready_periods(TODAY)[0]
CALENDAR = work_calendar()
DAYS = tuple(day for day in (date(2026, 12, n) for n in range(1, 32)) if day.weekday() < 5)


def visit(day, leader=1, township=11, **more):
    return PlannedVisit(date(2026, 12, day), Half.MORNING, township, leader, "reception", **more)


@pytest.fixture
def problem():
    leaders = (
        PlannerLeader(1, "周立明", 1),
        PlannerLeader(2, "陈雨桐", 2, away=((date(2026, 12, 7), date(2026, 12, 9)),)),
    )
    townships = (PlannerTownship(11, "青石镇"), PlannerTownship(12, "东岭镇", markets=frozenset({date(2026, 12, 2)})))
    return Problem(
        date(2026, 12, 1), date(2026, 12, 31), DAYS, CALENDAR, leaders, townships, (PlannerKind("reception", "接访"),),
        fixed=(visit(1, hold="published", id=1),), drafts=(visit(3, id=2),),
    )  # fmt: skip


def test_next_month_begins_with_the_monday_of_its_first_week():
    month, quarter, year = ready_periods(TODAY)

    assert (month.first, month.last) == (date(2026, 11, 30), date(2026, 12, 31))
    assert (quarter.first, quarter.last) == (date(2027, 1, 1), date(2027, 3, 31))
    assert (year.first, year.last) == (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), LastBeforeFirst),
        (date(2026, 11, 2), date(2026, 11, 20), PlanIsPast),
        (date(2026, 12, 2), date(2029, 12, 1), PlanTooLong),
    ],
)
def test_days_that_cannot_be_planned_are_refused(first, last, error):
    with pytest.raises(error):
        checked(first, last, TODAY)


def test_a_wish_is_read_back_as_it_was_kept():
    wish = PlanWish(MONTH).with_stand(("market",), Stand.OFF).with_number("spacing_days", 5).with_pin(visit(8))

    assert PlanWish.read(wish.typed(), TODAY) == wish
    assert PlanWish.read(wish.typed(), date(2027, 2, 1)) is None
    assert PlanWish.read({"first": "soon"}, TODAY) is None


def test_pins_stay_and_free_the_draft_they_came_from(problem):
    wish = PlanWish(MONTH).with_pin(visit(8, id=2), instead_of=visit(3, id=2))
    held = wish.pinned(problem)

    assert held.drafts == ()
    assert visit(8, id=2, hold=Hold.PINNED) in held.fixed
    assert wish.without_pin(visit(8)).pinned(problem) == problem


def test_moving_one_visit_twice_leaves_one_pin():
    wish = PlanWish(MONTH).with_pin(visit(8), instead_of=visit(3)).with_pin(visit(9), instead_of=visit(8))

    assert [each.day.day for each in wish.pins] == [9]


def test_a_pin_of_what_is_fixed_by_now_or_of_a_draft_that_is_gone_is_planned_once(problem):
    again = PlanWish(MONTH, pins=(visit(1, hold="pinned"), visit(9, id=77, hold="pinned"))).pinned(problem)

    assert [(each.day.day, each.id) for each in again.fixed] == [(1, 1), (9, 0)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            Change(ChangeKind.STAND, key="spacing", stand=Stand.OFF),
            lambda w: w.options.stands == {"spacing": Stand.OFF},
        ),
        (Change(ChangeKind.SPACING, number=2), lambda w: w.options.spacing_days == 2),
        (Change(ChangeKind.ADD, instead=visit(8)), lambda w: [each.day.day for each in w.pins] == [8]),
        (Change(ChangeKind.OPEN, township_id=11, day=date(2026, 12, 8)), lambda w: len(w.given_up) == 1),
    ],
)
def test_what_a_link_offers_becomes_part_of_the_wish(change, found):
    wish = PlanWish(MONTH).with_change(change)

    assert found(wish)
    assert wish.without_change(0).given_up == ()


def test_the_board_shows_where_a_visit_stood_and_stands(problem):
    moved = VisitChange(Difference.MOVED, visit(3, id=2), visit(10, leader=2, id=2), "")
    locked = VisitChange(Difference.LOCKED, problem.fixed[0], problem.fixed[0], "")
    data = proposal_of(problem, (moved, locked), posts={1: "县委书记"}, away={})

    ghost = data.chips(0, 0)[1]
    assert ghost.ghost
    assert moved_words(ghost, data) == "陈雨桐 10"
    assert data.place_of(visit(10, leader=2)) == (1, 1, 0)
    assert data.counts == {"moved": 1, "locked": 1}
    assert not data.chips(0, 0)[0].can_move


def test_a_point_of_a_cell_is_a_half_day(problem):
    data = proposal_of(problem, (), posts={}, away={})
    layout = PlanLayout(data, 900)
    cell = layout.cell(1, 1)
    slot = layout.slot_at(cell.center(), visit(3))

    assert slot is not None
    assert (slot.day, slot.leader_id, slot.half) == (date(2026, 12, 9), 2, Half.AFTERNOON)
    assert layout.slot_rect(slot).intersects(cell)


def test_what_nobody_can_do_is_barred_and_the_rest_only_said(problem):
    plan = (*problem.fixed, visit(3, id=2))
    away = judged(problem, plan, visit(3, id=2), visit(8, leader=2, id=2))
    twice = judged(replace(problem, revisit_days=5), plan, visit(3, id=2), visit(2, leader=2, id=2))

    assert not away.allowed
    assert twice.allowed
    assert twice.warning


def test_every_rule_has_a_sentence_and_a_stand(problem):
    for line in (*FIRST, *FURTHER):
        assert line.sentence()
        assert isinstance(line.stand(problem), Stand)
        assert isinstance(line.fact(problem, Facts(4)), str)
        assert line.value(problem) >= 0


def test_score_and_bound_are_said_of_the_level_that_decides():
    score, bound = Score(need=120, burden=(50, 40)), Bound((0, 0, 0, 100))
    reading = reading_of(Progress((), score, bound, Gap("need", 0.051), "polish", 3), 1.5)
    met = reading_of(Progress((), Score(need=100), bound, Gap(None, 0.0), "polish", 4), 2.0)

    assert (reading.level, reading.costs["need"], reading.bounds["need"]) == ("need", 120, 100)
    assert share_text(reading.share) == "5.1%"
    assert (met.proven, met.level, met.share) == (True, "need", 0.0)
    assert cost_text("burden", 107) == "10.7"
    assert share_text(0.00001) == "0.1%"


def test_the_chart_rises_to_the_bound():
    bound = Bound((0, 0, 0, 100))
    readings = [
        reading_of(Progress((), Score(need=need), bound, Gap("need", 0.1), "polish", n), float(n))
        for n, need in enumerate((200, 150, 110))
    ]
    best, now = lines_of(readings, 5.0)

    assert {point.share for point in best} == {1.0}
    assert [point.share for point in now] == [0.0, 0.5, 0.9]
    assert lines_of((), 1.0) == ([], [])
