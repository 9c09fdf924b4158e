"""Who has been told of a visit and who answered: one write, one undo, nothing of what is over is changed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from core.errors import Vanished
from core.organisation import TownshipKind
from core.visits import Half, VisitDraft, VisitState
from db import models as m
from db.queries.visits import visit_draft
from db.services.presets import seed_presets
from db.services.visit_told import keep_told, set_agency_told
from db.services.visits import create_visit, set_state
from db.store import Store

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def visit(store: Store) -> int:
    with store.write("Set up") as session:
        seed_presets(session)
        session.add_all(
            [
                m.Leader(id=1, name="周立明", post="县委书记", rank_order=1),
                m.Township(id=1, name="青石镇", kind=TownshipKind.TOWN, position=1),
                m.Agency(id=1, name="县水利局", position=1),
                m.Agency(id=2, name="县信访局", position=2),
            ]
        )
    draft = VisitDraft(
        "u", TUESDAY, Half.MORNING, "onsite_office", leader_id=1, township_id=1, accompanying_agencies=[1, 2]
    )
    with store.write("Plan") as session:
        return create_visit(session, draft)


def told(store: Store) -> list[tuple[date | None, date | None]]:
    with store.read() as session:
        query = select(m.VisitAgency.notified_on, m.VisitAgency.confirmed_on).order_by(m.VisitAgency.agency_id)
        return [(row[0], row[1]) for row in session.execute(query)]


def state(store: Store, visit: int) -> VisitState:
    with store.read() as session:
        draft = visit_draft(session, visit)
    assert draft is not None
    return draft.state


def test_a_unit_is_told_alone_and_undo_takes_it_back(store: Store, visit: int) -> None:
    with store.write("Told") as session:
        set_agency_told(session, visit, 2, told_on=MONDAY)
    assert told(store) == [(None, None), (MONDAY, None)]
    assert state(store, visit) is VisitState.SET
    store.undo()
    assert told(store) == [(None, None), (None, None)]


def test_everything_is_kept_in_one_step(store: Store, visit: int) -> None:
    with store.write("Told") as session:
        keep_told(session, visit, [(1, None, MONDAY), (2, MONDAY, None), (99, MONDAY, None)], township_told=True)
    assert told(store) == [(MONDAY, MONDAY), (MONDAY, None)]  # who answered was told
    assert state(store, visit) is VisitState.NOTIFIED
    store.undo()
    assert told(store) == [(None, None), (None, None)]
    assert state(store, visit) is VisitState.SET


def test_taking_it_back_takes_the_answer_along(store: Store, visit: int) -> None:
    with store.write("Told") as session:
        keep_told(session, visit, [(1, MONDAY, MONDAY)], township_told=True)
    with store.write("Not told") as session:
        set_agency_told(session, visit, 1, told_on=None)
        keep_told(session, visit, [], township_told=False)
    assert told(store)[0] == (None, None)
    assert state(store, visit) is VisitState.SET


@pytest.mark.parametrize("over", [VisitState.DONE, VisitState.CANCELLED])
def test_what_is_over_keeps_its_state(store: Store, visit: int, over: VisitState) -> None:
    with store.write("Over") as session:
        set_state(session, visit, over)
    with store.write("Told") as session:
        keep_told(session, visit, [(1, MONDAY, None)], township_told=True)
    assert state(store, visit) is over


def test_a_draft_that_nobody_was_told_of_stays_a_draft(store: Store, visit: int) -> None:
    with store.write("Draft") as session:
        set_state(session, visit, VisitState.DRAFT)
    with store.write("Told") as session:
        keep_told(session, visit, [(1, MONDAY, None)], township_told=False)
    assert state(store, visit) is VisitState.DRAFT


def test_a_unit_or_visit_that_is_gone_is_said(store: Store, visit: int) -> None:
    with pytest.raises(Vanished), store.write("Told") as session:
        set_agency_told(session, visit, 3, told_on=MONDAY)
    with pytest.raises(Vanished), store.write("Told") as session:
        keep_told(session, 999, [], township_told=True)
