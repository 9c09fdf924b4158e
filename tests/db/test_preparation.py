"""Preparation steps, day plans and the readiness light, as they are stored and reckoned."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa

from core.errors import ChoiceVanished, NumberOutOfRange, TooLong, Vanished
from core.preparation import Certainty, Proof, StepDraft, StopDraft, StopKind
from core.readiness import Light
from core.visits import Half, VisitState
from db import models as m
from db.queries.preparation import (
    has_own_steps,
    has_own_stops,
    journey_of,
    readiness_between,
    readiness_of,
    steps_of,
    stops_of,
)
from db.services.preparation import keep_steps, keep_stops, tick_step
from db.services.visits import (
    delete_visit,
    duplicate_visit,
    mark_notified,
    move_visit,
    set_agency_answer,
    set_state,
)
from tests.db.county import (
    AROUND,
    CALENDAR,
    LIUHE,
    QINGSHI,
    TODAY,
    WATER,
    add_issue,
    ask,
    do,
    found_county,
    plan,
)
from tests.db.rows import everything

DUE_7, DUE_5, DUE_3, DUE_1 = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 1)


@pytest.fixture
def office(store):
    found_county(store)
    return store


def steps(store, visit_id):
    return ask(store, steps_of, visit_id, calendar=CALENDAR)


def light(store, visit_id, **around):
    return ask(store, readiness_of, visit_id, **(AROUND | around))


def reasons(store, visit_id, **around):
    return [reason.key for reason in light(store, visit_id, **around).reasons]


def print_sheet(store, visit_id):
    with store.write("Print") as session:
        at = datetime(2026, 11, 20, 8, tzinfo=UTC)
        session.add(m.PrintedDocument(form="visit_sheet", visit_id=visit_id, way="printer", printed_at=at, pages=1))


def test_a_new_visit_follows_the_template_of_its_kind_and_stores_nothing(office):
    visit_id = plan(office)

    found = steps(office, visit_id)

    assert [(row.id, row.due, row.days_before) for row in found] == [
        (None, DUE_7, 7), (None, DUE_5, 5), (None, DUE_3, 3), (None, DUE_3, 3), (None, DUE_1, 1), (None, DUE_1, 1),
        (None, DUE_1, 1),
    ]  # fmt: skip
    assert [stop.kind for stop in ask(office, stops_of, visit_id)] == [
        StopKind.LEAVE, StopKind.ARRIVE, StopKind.RECEPTION, StopKind.STOP, StopKind.RETURN,
    ]  # fmt: skip
    assert (ask(office, has_own_steps, visit_id), ask(office, has_own_stops, visit_id)) == (False, False)
    assert (ask(office, journey_of, visit_id), ask(office, journey_of, 999)) == (40, None)


def test_a_visit_that_is_gone_has_no_steps_and_no_light(office):
    assert (steps(office, 99), ask(office, stops_of, 99), light(office, 99)) == ([], [], None)


def test_a_moved_visit_moves_its_step_dates_across_the_october_holidays(office):
    visit_id = plan(office, day=date(2026, 9, 29))
    before = [row.due for row in steps(office, visit_id)]

    do(office, move_visit, visit_id, to=date(2026, 10, 12))

    # 25 to 27 September and 1 to 7 October are off; Sunday 20 September and Saturday 10 October are worked
    assert before == [
        date(2026, 9, 18), date(2026, 9, 21), date(2026, 9, 23), date(2026, 9, 23), *[date(2026, 9, 28)] * 3,
    ]  # fmt: skip
    assert [row.due for row in steps(office, visit_id)] == [
        date(2026, 9, 24), date(2026, 9, 29), date(2026, 10, 8), date(2026, 10, 8), *[date(2026, 10, 10)] * 3,
    ]  # fmt: skip


def test_ticking_a_step_stores_the_template_first_and_one_undo_takes_all_of_it_back(office):
    visit_id = plan(office)
    before = everything(office)

    do(office, tick_step, visit_id, 6, done_on=TODAY, done_by="小刘")
    found = steps(office, visit_id)
    office.undo()

    assert [row.id is None for row in found] == [False] * 7
    assert [(row.what, row.done_on, row.done_by) for row in found if row.is_done and row.done_on] == [
        ("派车", TODAY, "小刘")
    ]
    assert everything(office) == before


def test_a_tick_can_be_taken_back_and_one_that_is_gone_is_refused(office):
    visit_id = plan(office)
    do(office, tick_step, visit_id, 0, done_on=TODAY)

    do(office, tick_step, visit_id, 0, done_on=None, done_by="x")

    assert (steps(office, visit_id)[0].done_on, steps(office, visit_id)[0].done_by) == (None, "")
    for visit, position in ((visit_id, 7), (visit_id, -1), (99, 0)):
        with pytest.raises(Vanished):
            do(office, tick_step, visit, position, done_on=TODAY)


def test_steps_are_kept_as_written_and_known_rows_stay_the_same_rows(office):
    visit_id = plan(office)
    do(office, keep_steps, visit_id, [StepDraft("甲", 7), StepDraft("　乙 ", 1, "县委办"), StepDraft("  ", 3)])
    first, second = steps(office, visit_id)

    do(office, keep_steps, visit_id, [second.draft, StepDraft("丙", 0, proof=Proof.SHEET_PRINTED)])
    kept = steps(office, visit_id)

    assert [(row.what, row.who, row.days_before, row.due) for row in (first, second)] == [
        ("甲", "", 7, DUE_7), ("乙", "县委办", 1, DUE_1),
    ]  # fmt: skip
    assert [(row.id == second.id, row.what, row.due) for row in kept] == [
        (True, "乙", DUE_1), (False, "丙", date(2026, 12, 2)),
    ]  # fmt: skip


def test_whoever_takes_away_the_last_line_means_that_there_is_none(office):
    visit_id = plan(office)

    do(office, keep_steps, visit_id, [])
    do(office, keep_stops, visit_id, [StopDraft(StopKind.STOP)])

    assert (steps(office, visit_id), ask(office, stops_of, visit_id)) == ([], [])
    assert (ask(office, has_own_steps, visit_id), ask(office, has_own_stops, visit_id)) == (True, True)
    assert light(office, visit_id).total == 0
    with pytest.raises(Vanished):
        do(office, tick_step, visit_id, 0, done_on=TODAY)


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (StepDraft("甲", 61), NumberOutOfRange),
        (StepDraft("甲", -1), NumberOutOfRange),
        (StepDraft("甲" * 201, 1), TooLong),
    ],
)
def test_steps_that_cannot_be_are_refused(office, step, refusal):
    visit_id = plan(office)

    with pytest.raises(refusal):
        do(office, keep_steps, visit_id, [step])

    assert not ask(office, has_own_steps, visit_id)


def test_a_day_plan_is_kept_as_written(office):
    visit_id = plan(office)
    wanted = [
        StopDraft(StopKind.LEAVE, at=time(8, 20)),
        StopDraft(StopKind.RECEPTION, "接待", "一楼", QINGSHI, time(9), Certainty.ABOUT, 90),
        StopDraft(StopKind.MEAL, at=time(12), certainty=Certainty.UNDECIDED, minutes=45),
    ]

    do(office, keep_stops, visit_id, wanted)
    found = ask(office, stops_of, visit_id)
    do(office, keep_stops, visit_id, [found[1]])

    wanted[2].at = None  # it is to be decided
    assert [(s.kind, s.what, s.place, s.village_id, s.at, s.certainty, s.minutes) for s in found] == [
        (s.kind, s.what, s.place, s.village_id, s.at, s.certainty, s.minutes) for s in wanted
    ]
    assert ask(office, stops_of, visit_id) == [found[1]]


@pytest.mark.parametrize(
    ("stop", "refusal"),
    [
        (StopDraft(StopKind.STOP, "甲", minutes=1441), NumberOutOfRange),
        (StopDraft(StopKind.STOP, "甲", minutes=-1), NumberOutOfRange),
        (StopDraft(StopKind.STOP, "甲" * 201), TooLong),
        (StopDraft(StopKind.STOP, "甲", village_id=99), ChoiceVanished),
    ],
)
def test_stops_that_cannot_be_are_refused(office, stop, refusal):
    visit_id = plan(office)

    with pytest.raises(refusal):
        do(office, keep_stops, visit_id, [stop])


def test_a_copied_visit_brings_its_steps_unticked_and_its_day_plan(office):
    visit_id = plan(office)
    do(office, tick_step, visit_id, 0, done_on=TODAY, done_by="小刘")
    do(office, keep_stops, visit_id, [StopDraft(StopKind.STOP, "桥", minutes=20)])
    before = everything(office)

    copied = do(office, duplicate_visit, visit_id, uid="copy", to=date(2026, 12, 9))
    found, stops = steps(office, copied), ask(office, stops_of, copied)
    plain = do(office, duplicate_visit, plan(office, township_id=LIUHE, leader_id=2), uid="x", to=date(2026, 12, 9))

    assert [row.what for row in found] == [row.what for row in steps(office, visit_id)]
    assert [row.done_on for row in found] == [None] * 7
    assert [stop.what for stop in stops] == ["桥"]
    assert not ask(office, has_own_steps, plain)
    for _each in range(3):
        office.undo()
    assert everything(office) == before


def test_a_deleted_visit_takes_its_plan_along_and_undo_brings_it_back(office):
    visit_id = plan(office)
    do(office, tick_step, visit_id, 0, done_on=TODAY)
    do(office, keep_stops, visit_id, [StopDraft(StopKind.STOP, "桥")])
    before = everything(office)

    do(office, delete_visit, visit_id)
    office.undo()

    assert everything(office) == before


def test_the_light_is_silent_before_its_time_and_ready_when_nothing_is_missing(office):
    visit_id = plan(office, accompanying_agencies=[WATER])
    add_issue(office, QINGSHI, date(2026, 11, 1))
    early = light(office, visit_id, today=date(2026, 11, 20))
    do(office, mark_notified, visit_id, on=TODAY)
    do(office, set_agency_answer, visit_id, WATER, confirmed_on=TODAY)
    print_sheet(office, visit_id)
    for position in (0, 1, 6):
        do(office, tick_step, visit_id, position, done_on=TODAY)

    found = light(office, visit_id)

    assert early is None
    assert (found.light, found.reasons, found.done, found.total) == (Light.READY, (), 7, 7)


def test_the_light_of_a_fresh_visit_names_everything_that_is_still_open(office):
    visit_id = plan(office, accompanying_agencies=[WATER], township_id=LIUHE)
    add_issue(office, LIUHE, date(2026, 11, 1))

    found = light(office, visit_id, today=date(2026, 11, 24))

    assert [reason.text for reason in found.reasons] == [
        "No step of its preparation has been ticked yet.",
        "Behind since 23 Nov: “与乡镇商定时间、地点，收集约访群众” is not done (县委办).",
        "By 25 Nov: “张贴接访公告” is not done (乡镇).",
        "By 27 Nov: 柳河乡 has not been told of the visit.",
        "By 27 Nov: Not told yet: 水利局.",
        "By 1 Dec: The visit sheet with 1 open issue to take along has not been printed.",
        "By 1 Dec: “派车” is not done (后勤).",
        "By 1 Dec: Nobody has said yet where in 柳河乡 people meet.",
    ]
    assert (found.light, found.done, found.total) == (Light.WATCH, 0, 7)

    do(office, tick_step, visit_id, 1, done_on=date(2026, 11, 24))

    begun = light(office, visit_id, today=date(2026, 11, 24))
    assert (begun.light, begun.done, begun.reasons[0].text[:19]) == (Light.LATE, 1, "Behind since 23 Nov")


def test_an_unannounced_visit_is_asked_to_tell_nobody(office):
    visit_id = plan(office, accompanying_agencies=[WATER], unannounced=True)

    assert [row.what for row in steps(office, visit_id)] == ["打印下访登记表，带齐未办结问题", "派车"]
    assert reasons(office, visit_id) == ["sheet", "step"]
    do(office, tick_step, visit_id, 1, done_on=TODAY)
    assert (len(steps(office, visit_id)), reasons(office, visit_id)) == (2, ["sheet"])


def test_a_day_plan_that_somebody_made_is_held_to_what_can_be(office):
    visit_id = plan(office, starts_at=time(9), ends_at=time(10))
    untouched = reasons(office, visit_id)

    do(office, keep_stops, visit_id, [StopDraft(StopKind.STOP, "桥", minutes=90)])

    assert "day_plan" not in untouched
    assert reasons(office, visit_id).count("day_plan") == 2


def test_only_planned_visits_show_a_light(office):
    visit_id = plan(office)

    do(office, set_state, visit_id, VisitState.CANCELLED)

    assert light(office, visit_id) is None
    assert light(office, plan(office), today=date(2026, 12, 3)) is None


def test_the_lights_of_many_visits_are_those_of_each_with_a_handful_of_statements(office):
    days = [date(2026, 11, day) for day in (23, 24, 25, 26, 27, 30)]
    ids = [plan(office, day=day, half=half, leader_id=leader, accompanying_agencies=[WATER]) for day in days
           for half in (Half.MORNING, Half.AFTERNOON) for leader in (1, 2)]  # fmt: skip
    do(office, tick_step, ids[3], 1, done_on=TODAY)
    statements = []
    with office.read() as session:
        sa.event.listen(session.connection(), "before_cursor_execute", lambda *said: statements.append(said[2]))
        found = readiness_between(session, date(2026, 11, 1), date(2026, 12, 31), **AROUND)

    assert list(found) == ids
    assert {visit_id: light(office, visit_id) for visit_id in ids} == found
    assert len(statements) <= 8
