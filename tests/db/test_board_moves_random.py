"""Any sequence of moves, swaps, resizes, joins and undos: no visit is lost, nobody is in two places, undo is exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.errors import UserError
from core.visits import VOID, AppointmentDraft, Half, VisitDraft, VisitState
from db import models as m
from db.services.board_moves import Swap, pin_visit, place_visit, resize_visit, swap_visits
from db.services.presets import seed_presets
from db.services.visit_place import join_visits
from db.services.visits import create_visit, mark_notified, set_state
from db.store import Store, open_store
from tests.db.conftest import FULL
from tests.db.rows import Rows, everything

MONDAY = date(2026, 11, 23)
EXAMPLES, STEPS = (300, 25) if FULL else (8, 8)
visits, leaders, townships = st.integers(1, 6), st.integers(1, 3), st.integers(1, 2)
halves, flags = st.sampled_from(list(Half)), st.sampled_from((None, None, True, False))
days = st.integers(0, 3).map(lambda n: MONDAY + timedelta(n))

steps = st.one_of(
    st.tuples(
        st.just(place_visit), st.tuples(visits),
        st.fixed_dictionaries(
            {"to": days, "half": halves, "leader_id": st.none() | leaders, "township_id": st.none() | townships,
             "overlap_confirmed": flags, "pinned_too": st.booleans()}
        ),
    ),
    st.tuples(
        st.just(swap_visits), st.tuples(visits, visits),
        st.fixed_dictionaries({"what": st.sampled_from(list(Swap)), "overlap_confirmed": flags}),
    ),
    st.tuples(st.just(resize_visit), st.tuples(visits), st.fixed_dictionaries({"half": halves})),
    st.tuples(st.just(join_visits), st.tuples(visits, visits), st.just({})),
    st.tuples(st.just(pin_visit), st.tuples(visits), st.fixed_dictionaries({"pinned": st.booleans()})),
    st.tuples(st.just(mark_notified), st.tuples(visits), st.just({"on": MONDAY})),
    st.tuples(st.just("undo"), st.just(()), st.just({})),
)  # fmt: skip


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, empty_schedule: Path) -> Store:
    """Return three leaders, two townships, six visits, one of them over; every example leaves it as it was."""
    path = tmp_path_factory.mktemp("board") / "board.db"
    path.write_bytes(empty_schedule.read_bytes())
    store = open_store(path, actor="tester", today=lambda: MONDAY)
    with store.write("Set up") as session:
        seed_presets(session)
        session.add_all([m.Leader(id=n, name=name, rank_order=n) for n, name in enumerate("周陈何", 1)])
        session.add_all([m.Township(id=n, name=name, markets=[]) for n, name in enumerate(("青石镇", "柳河乡"), 1)])
        session.flush()
        for n in range(6):
            asked = [AppointmentDraft("王桂英", "饮水")] if n == 1 else []
            create_visit(
                session,
                VisitDraft(
                    uid=f"v{n}", day=MONDAY + timedelta(n // 3), half=(Half.MORNING, Half.AFTERNOON)[n % 2],
                    kind="onsite_office", leader_id=n % 3 + 1, township_id=n % 2 + 1, appointments=asked,
                ),
            )  # fmt: skip
        set_state(session, 6, VisitState.DONE)
    yield store
    store.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=1, max_size=STEPS))
def test_nothing_is_lost_and_undo_is_exact(
    board: Store, made: list[tuple[Any, tuple[int, ...], dict[str, Any]]]
) -> None:
    before: list[Rows] = []
    start = everything(board)
    for verb, args, fields in made:
        if verb == "undo":
            if before:
                board.undo()
                assert everything(board) == before.pop()
            continue
        stood = everything(board)
        if _done(board, verb, args, fields):
            before.append(stood)
            _sound(board)
        else:
            assert everything(board) == stood
    while before:
        board.undo()
        assert everything(board) == before.pop()
    assert everything(board) == start


def _done(store: Store, verb: Callable[..., object], args: tuple[int, ...], fields: dict[str, Any]) -> bool:
    entries = store.head().count
    try:
        with store.write("Move") as session:
            verb(session, *args, **fields)
    except UserError:
        assert store.head().count == entries
    return store.head().count > entries


def _sound(store: Store) -> None:
    with store.read() as session:
        rows = list(session.scalars(select(m.Visit).order_by(m.Visit.id)))
        assert [row.uid for row in rows] == [f"v{n}" for n in range(6)]
        assert len(session.scalars(select(m.Appointment.id)).all()) == 1
        assert rows[5].state is VisitState.DONE
        assert (rows[5].day, rows[5].leader_id) == (MONDAY + timedelta(1), 3)
        going = Counter(row.id for row in rows if row.state not in VOID)
        assert going
        for one, other in combinations([row for row in rows if row.state not in VOID], 2):
            clash = (one.leader_id, one.day) == (other.leader_id, other.day) and one.half.overlaps(other.half)
            assert not clash or one.overlap_confirmed or other.overlap_confirmed
        along = session.execute(select(m.VisitLeader.visit_id, m.VisitLeader.leader_id)).all()
        assert not [pair for pair in along if rows[pair[0] - 1].leader_id == pair[1]]
