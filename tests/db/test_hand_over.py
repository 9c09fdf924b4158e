"""The hand-over from one leader to the next: what is ticked passes, the rest stays, one undo takes back all."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import MissingField
from core.hand_over import Passing
from core.people_errors import GoesAlready, HandOverStale, NothingToHandOver
from core.planning import TakeOver
from core.visits import Half
from db import models as m
from db.queries.hand_over import hand_over_items
from db.queries.leader_changes import changes_of_leader
from db.queries.leader_detail import pair_drafts
from db.services.hand_over import Passage, hand_over
from db.store import Store
from tests.db.county import CHEN, QINGSHI, SHIQIAO, TODAY, ZHOU, add_issue, ask, do, plan
from tests.db.people_office import DAY, HE, LIN, found_office, rows

ON, LAST = date(2026, 12, 1), date(2026, 11, 30)


def passage(to: int | None = HE, **changed: object) -> Passage:
    return Passage(**({"leader_id": ZHOU, "to_leader_id": to, "on": ON, "reason": "调整分工", "actor": "罗敏",
                       "today": TODAY, "agreed_by": "县委"} | changed))  # fmt: skip


def fill(store: Store) -> int:
    """Give 周立明 one of everything; return the visit he leads."""
    visit, _other = found_office(store)
    add_issue(store, QINGSHI, None, case_leader_id=ZHOU)
    with store.write("Set up") as session:
        session.add_all(
            [
                m.Pairing(leader_id=ZHOU, township_id=QINGSHI, starts=date(2026, 1, 1)),
                m.Pairing(leader_id=ZHOU, township_id=SHIQIAO, starts=date(2026, 1, 1), ends=date(2026, 6, 30)),
                m.BackupPair(a_leader_id=ZHOU, b_leader_id=CHEN),
                m.Meeting(id=1, name="常委会", rrule="FREQ=WEEKLY;BYDAY=MO", first_day=date(2026, 1, 5),
                          attendees=[m.MeetingAttendee(leader_id=ZHOU)]),
            ]
        )  # fmt: skip
    plan(store, day=date(2026, 12, 9), leader_id=CHEN, township_id=2, accompanying_leaders=[ZHOU])
    return visit


def test_everything_ticked_passes_on_the_day_and_one_undo_takes_it_back(store: Store) -> None:
    visit = fill(store)
    before = rows(store)
    items = ask(store, hand_over_items, ZHOU, HE, on=ON)
    assert [item.kind for item in items] == list(Passing)
    assert not any(item.against for item in items)
    assert do(store, hand_over, passage(), [item.key for item in items]) == 7
    with store.read() as session:
        assert session.get_one(m.Visit, visit).leader_id == HE
        assert [i.case_leader_id for i in session.query(m.Issue)] == [HE]
        pairings = {(p.leader_id, p.township_id): (p.starts, p.ends) for p in session.query(m.Pairing)}
        assert pairings == {
            (ZHOU, QINGSHI): (date(2026, 1, 1), LAST),
            (HE, QINGSHI): (ON, None),
            (ZHOU, SHIQIAO): (date(2026, 1, 1), date(2026, 6, 30)),
        }
        assert [a.leader_id for a in session.query(m.MeetingAttendee)] == [HE]
        assert [row.leader_id for row in session.query(m.VisitLeader)] == [HE]
        assert session.get_one(m.Leader, ZHOU).valid_to == LAST
        assert [line.text for line in session.query(m.IssueAction)][-1] == "Leader in charge: 周立明 > 何建勋"
    assert [(p.partner_id, p.starts, p.ends) for p in ask(store, pair_drafts, CHEN)] == [
        (ZHOU, None, LAST), (HE, ON, None),
    ]  # fmt: skip
    (change,) = ask(store, changes_of_leader, HE)
    assert (change.how, change.reason, change.agreed_by) == (TakeOver.RESHUFFLE, "调整分工", "县委")
    assert ask(store, hand_over_items, ZHOU, HE, on=ON) == []
    store.undo()
    assert rows(store) == before


def test_only_what_is_ticked_passes(sqlite_store: Store) -> None:
    visit = fill(sqlite_store)
    do(sqlite_store, hand_over, passage(), [(Passing.VISIT, visit)])
    left = ask(sqlite_store, hand_over_items, ZHOU, HE, on=ON)
    assert [item.kind for item in left] == [each for each in Passing if each is not Passing.VISIT]


def test_without_a_follower_the_list_says_what_stays(sqlite_store: Store) -> None:
    fill(sqlite_store)
    before = rows(sqlite_store)
    items = ask(sqlite_store, hand_over_items, ZHOU, None, on=ON)
    stays = [item.kind for item in items if item.against]
    assert stays == [Passing.ISSUE, Passing.VISIT, Passing.COMPANY]
    assert {item.against for item in items if item.against} == {"stays: nobody follows"}
    may = [item.key for item in items if not item.against]
    assert do(sqlite_store, hand_over, passage(None), may) == 4
    with sqlite_store.read() as session:
        assert session.query(m.MeetingAttendee).count() == 0
        assert session.query(m.BackupPair).one().ends == LAST
    sqlite_store.undo()
    assert rows(sqlite_store) == before


def test_what_cannot_pass_says_why_and_is_refused(sqlite_store: Store) -> None:
    visit = fill(sqlite_store)
    plan(sqlite_store, day=DAY, half=Half.WHOLE_DAY, leader_id=HE, township_id=SHIQIAO)
    with sqlite_store.write("Recuse") as session:
        issue = session.query(m.Issue).one()
        session.add(m.Recusal(issue_id=issue.id, leader_id=HE, reason="亲属"))
    items = {item.kind: item for item in ask(sqlite_store, hand_over_items, ZHOU, HE, on=ON)}
    assert items[Passing.VISIT].against == "何建勋 goes to 石桥镇 then"
    assert "何建勋" in items[Passing.ISSUE].against
    before = rows(sqlite_store)
    with pytest.raises(HandOverStale):
        do(sqlite_store, hand_over, passage(), [(Passing.VISIT, visit)])
    assert rows(sqlite_store) == before
    early = {item.kind: item for item in ask(sqlite_store, hand_over_items, ZHOU, LIN, on=ON)}
    assert early[Passing.VISIT].against == "林若川 is not in office then"


@pytest.mark.parametrize(
    ("changed", "ticked", "error"),
    [
        ({}, [], NothingToHandOver),
        ({"on": None}, [(Passing.TERM, ZHOU)], MissingField),
        ({"reason": " "}, [(Passing.TERM, ZHOU)], MissingField),
        ({"to_leader_id": ZHOU}, [(Passing.TERM, ZHOU)], GoesAlready),
        ({}, [(Passing.ISSUE, 999)], HandOverStale),
    ],
)
def test_what_makes_no_sense_is_refused(
    sqlite_store: Store, changed: dict[str, object], ticked: list[tuple[Passing, int]], error: type[Exception]
) -> None:
    fill(sqlite_store)
    before = rows(sqlite_store)
    with pytest.raises(error):
        do(sqlite_store, hand_over, passage(**changed), ticked)
    assert rows(sqlite_store) == before
