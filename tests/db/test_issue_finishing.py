"""Simple matters finished in one write: only what is missing is asked for, and all of it is named at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from core.errors import UserError
from core.life_cycle_errors import MoveLacks, MoveNotYet
from db import models as m
from db.queries.issue_standing import standing
from db.services import issue_moves as verbs
from db.store import Store
from tests.db.closing import WHOLE
from tests.db.county import AROUND, ask, do, found_county
from tests.db.test_issue_moves import TODAY, WAY, K, S, act, last, register, state


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def finishing(**facts: Any) -> verbs.Finishing:
    return verbs.Finishing(**({"result": "11月22日通水", "closed_on": TODAY, "replied_on": TODAY} | WHOLE | facts))


def finish(store: Store, issue_id: int, **facts: Any) -> None:
    do(store, verbs.finish_issue, issue_id, finishing(**facts), **AROUND)


def test_a_simple_matter_is_finished_in_one_write_and_taken_back_by_one_undo(county: Store) -> None:
    first = register(county)
    finish(county, first)
    with county.read() as session:
        kinds = session.scalars(select(m.IssueAction.kind).order_by(m.IssueAction.id)).all()
    assert kinds == [K.REGISTERED, K.ASSIGNED, K.FEEDBACK, K.CHECKED, K.REPLIED, K.RETURN_VISIT, K.CLOSED]
    county.undo()
    assert state(county, first) is S.ASSIGNED


def test_finishing_names_everything_that_is_missing_at_once_and_writes_nothing(county: Store) -> None:
    first = register(county, lead_agency_id=None)
    nothing = verbs.Finishing(result=" ", closed_on=TODAY)
    with pytest.raises(MoveLacks) as refusal:
        do(county, verbs.finish_issue, first, nothing, **AROUND)
    assert str(refusal.value) == (
        "“Close issue” still needs: exactly one unit that handles it, "
        "evidence: attach a file, or say where the paper is kept, that somebody checked it, "
        "when and how the person was told, what the person says of it, or why nobody was asked, the result in words."
    )
    assert last(county, first).kind is K.REGISTERED


@pytest.mark.parametrize("known", range(len(WAY)))
def test_finishing_asks_only_for_what_is_not_known_yet(county: Store, known: int) -> None:
    first = register(county)
    for name, facts, *_rest in WAY[:known]:
        act(county, name, first, **facts)
    before = ask(county, standing, first)
    needed = {
        "evidence": known < 3, "checked_by": known < 4, "reply_way": known < 5, "satisfaction": known < 6,
    }  # fmt: skip
    facts = {key: value if needed[key] else ("" if key != "satisfaction" else None) for key, value in WHOLE.items()}
    replied = TODAY if needed["reply_way"] else None
    assert len(before.missing()) == sum(needed.values())
    do(county, verbs.finish_issue, first, finishing(**facts | {"replied_on": replied}), **AROUND)
    assert state(county, first) is S.CLOSED


def test_an_open_objection_has_no_way_to_the_end(county: Store) -> None:
    first = register(county)
    act(county, "object_to_issue", first, reason="不属职权", day=date(2026, 11, 5))
    with pytest.raises(MoveNotYet, match="Next comes: Hand over"):
        finish(county, first)


@pytest.mark.parametrize(("field", "day"), [("closed_on", date(2026, 11, 24)), ("replied_on", date(2026, 11, 24))])
def test_finishing_on_a_day_ahead_writes_nothing(county: Store, field: str, day: date) -> None:
    first = register(county)
    with pytest.raises(UserError):
        finish(county, first, **{field: day})
    assert state(county, first) is S.ASSIGNED
