"""How townships stand: need index, intervals of kinds, blind spots; each against what was put in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.coverage import BlindReason, Standing
from core.errors import ChoiceVanished, NumberOutOfRange, Vanished
from core.i18n import set_language
from core.need import need_of
from core.visits import VisitState
from db import models as m
from db.queries.blind_spots import blind_spots, standings
from db.queries.coverage import interval_lines
from db.queries.needs import township_needs
from db.queries.requests import unplaced
from db.services.intervals import save_intervals
from db.services.visits import set_state
from db.store import Store
from tests.db.county import AROUND, CALENDAR, LIUHE, QINGSHI, SETTINGS, SHIQIAO, TODAY, add_issue, ask, do, plan

RECEPTION, ONSITE = "petition_reception", "onsite_office"


@pytest.fixture
def office(store: Store) -> Store:
    """The county of three townships with its kinds; nobody went anywhere yet."""
    from db.services.presets import seed_presets  # noqa: PLC0415
    from tests.db.county import found_county  # noqa: PLC0415

    set_language("en")
    with store.write("Kinds") as session:
        seed_presets(session)
    found_county(store)
    return store


def went(store: Store, township_id: int, ago: int, **fields: object) -> int:
    """Let a visit have taken place so many days ago."""
    visit_id = plan(store, township_id=township_id, day=TODAY - timedelta(ago), **fields)
    do(store, set_state, visit_id, VisitState.DONE)
    return visit_id


def rows(store: Store, **more: bool) -> dict[int, Standing]:
    return {row.township_id: row for row in ask(store, standings, **AROUND, **more)}


def promise(store: Store, township_id: int, due: date) -> None:
    with store.write("Promise") as session:
        session.add(
            m.Promise(
                uid=f"p{due}", text="修路", leader_id=1, township_id=township_id, made_on=due - timedelta(60), due=due
            )
        )


def test_every_addend_of_the_need_comes_from_what_is_there(office: Store) -> None:
    went(office, QINGSHI, 45)
    add_issue(office, QINGSHI, TODAY - timedelta(1))  # overdue, raised long ago
    add_issue(office, QINGSHI, TODAY - timedelta(1), raised_on=TODAY - timedelta(3))  # overdue counts once
    add_issue(office, QINGSHI, TODAY, raised_on=TODAY - timedelta(30))
    add_issue(office, QINGSHI, None, raised_on=TODAY)
    add_issue(office, QINGSHI, None, raised_on=TODAY - timedelta(31))
    promise(office, QINGSHI, TODAY - timedelta(1))
    promise(office, QINGSHI, TODAY)
    promise(office, QINGSHI, date(2026, 11, 26))  # three working days on
    promise(office, QINGSHI, date(2026, 11, 27))

    row = rows(office)[QINGSHI]

    assert {each.key: each.points for each in row.addends} == {
        "since_visit": 15, "overdue_issues": 6, "broken_promises": 5, "promises_due": 4, "new_issues": 2,
    }  # fmt: skip
    assert row.need == 32


def test_screen_list_and_planner_show_the_same_number(office: Store) -> None:
    went(office, QINGSHI, 45)
    add_issue(office, QINGSHI, TODAY - timedelta(1))

    facts = ask(office, township_needs, TODAY, calendar=CALENDAR, settings=SETTINGS)
    index = {key: tuple(need_of(each, today=TODAY, calendar=CALENDAR)) for key, each in facts.items()}

    assert {key: row.addends for key, row in rows(office).items()} == index
    assert set(facts) == {QINGSHI, LIUHE, SHIQIAO}
    assert ask(office, unplaced, **AROUND) == []


def test_the_greatest_need_stands_first(office: Store) -> None:
    went(office, QINGSHI, 60)
    went(office, LIUHE, 3)

    assert [row.township_id for row in ask(office, standings, **AROUND)] == [QINGSHI, SHIQIAO, LIUHE]


def test_a_township_past_its_interval_is_blind_until_somebody_is_to_go(office: Store) -> None:
    """P10: the same day it goes past its interval with nothing planned."""
    for township in (LIUHE, SHIQIAO):
        went(office, township, township)
    went(office, QINGSHI, 30)
    assert ask(office, blind_spots, **AROUND) == []

    tomorrow = AROUND | {"today": TODAY + timedelta(1)}
    (row,) = ask(office, blind_spots, **tomorrow)
    assert (row.township_id, row.days, set(row.reasons)) == (QINGSHI, 31, {BlindReason.INTERVAL})

    plan(office, township_id=QINGSHI, day=date(2026, 12, 2))
    assert ask(office, blind_spots, **tomorrow) == []


def test_overdue_issues_with_nobody_going_make_a_blind_spot(office: Store) -> None:
    """L11."""
    for township in (QINGSHI, LIUHE, SHIQIAO):
        went(office, township, township)
    add_issue(office, QINGSHI, TODAY - timedelta(1))
    late = plan(office, township_id=QINGSHI, day=date(2026, 12, 8))  # eleven working days on

    (row,) = ask(office, blind_spots, **AROUND)
    assert (row.township_id, set(row.reasons), row.answer_by) == (QINGSHI, {BlindReason.ISSUES}, date(2026, 12, 7))
    assert (row.next_day, row.next_leader) == (date(2026, 12, 8), "周立明")

    do(office, set_state, late, VisitState.CANCELLED)
    plan(office, township_id=QINGSHI, day=date(2026, 12, 7))
    assert ask(office, blind_spots, **AROUND) == []


def test_a_visit_called_off_or_missed_goes_nowhere(office: Store) -> None:
    for state in (VisitState.CANCELLED, VisitState.MISSED):
        do(office, set_state, plan(office, township_id=QINGSHI, day=TODAY), state)

    row = rows(office)[QINGSHI]
    assert (row.days, row.next_day, row.is_blind) == (None, None, True)


def test_kinds_have_intervals_of_their_own_and_a_township_may_differ(office: Store) -> None:
    went(office, QINGSHI, 5, kind=ONSITE)
    went(office, QINGSHI, 70, kind=RECEPTION)
    do(office, save_intervals, None, {RECEPTION: 60, ONSITE: 90})
    do(office, save_intervals, LIUHE, {RECEPTION: 20})

    at_home, there = rows(office)[QINGSHI], rows(office)[LIUHE]

    assert [(each.kind, each.days, each.limit, each.own) for each in at_home.kinds] == [
        (RECEPTION, 70, 60, False),
        (ONSITE, 5, 90, False),
    ]
    assert set(at_home.reasons) == {BlindReason.KIND}
    assert [(each.kind, each.limit, each.own) for each in there.kinds] == [(RECEPTION, 20, True), (ONSITE, 90, False)]

    plan(office, township_id=QINGSHI, day=TODAY + timedelta(30), kind=RECEPTION)
    assert not rows(office)[QINGSHI].is_blind


def test_an_interval_is_changed_taken_away_and_undone(office: Store) -> None:
    do(office, save_intervals, None, {RECEPTION: 60})
    do(office, save_intervals, None, {RECEPTION: 45, ONSITE: 90})
    do(office, save_intervals, None, {RECEPTION: None})
    assert [(line.kind, line.days) for line in ask(office, interval_lines)] == [(ONSITE, 90)]

    office.undo()
    assert {line.kind: line.days for line in ask(office, interval_lines)} == {RECEPTION: 45, ONSITE: 90}
    office.undo()
    assert {line.kind: line.days for line in ask(office, interval_lines)} == {RECEPTION: 60}


@pytest.mark.parametrize(
    ("township", "days", "refusal"),
    [
        (None, {RECEPTION: 0}, NumberOutOfRange),
        (None, {RECEPTION: 3661}, NumberOutOfRange),
        (None, {"sightseeing": 3}, ChoiceVanished),
        (99, {RECEPTION: 3}, Vanished),
    ],
)
def test_what_no_interval_can_be_is_refused(office: Store, township: int | None, days: dict, refusal: type) -> None:
    with pytest.raises(refusal):
        do(office, save_intervals, township, days)
    assert ask(office, interval_lines) == []


def test_villages_and_households_of_the_year_are_counted_when_asked_for(office: Store) -> None:
    went(office, QINGSHI, 5, village_id=QINGSHI)

    plain, full = rows(office)[QINGSHI], rows(office, with_villages=True)[QINGSHI]

    assert (plain.villages, plain.reached) == (0, 0)
    assert (full.villages, full.reached, full.calls, full.few_calls) == (1, 1, 0, 1)


def test_what_is_shared_counts_no_restricted_issue(office: Store) -> None:
    add_issue(office, QINGSHI, TODAY - timedelta(1), restricted=True)
    add_issue(office, QINGSHI, None, raised_on=TODAY, restricted=True)

    own, told = rows(office)[QINGSHI], rows(office, shared=True)[QINGSHI]

    assert (own.overdue_issues, own.need) == (1, 20 + 3 + 1)
    assert (told.overdue_issues, told.need) == (0, 20)
