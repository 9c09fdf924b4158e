"""Looking back: the lot at closing and afterwards, onto the next bring-along, and what somebody found (P45, L19)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.errors import DayAhead, IssueIsOpen, VisitGoesElsewhere
from core.issues import ActionKind, CheckMark, IssueState
from core.life_cycle_errors import MoveBeforeLast, MoveLacks
from core.look_back import LookBackWay, drawn
from core.settings import OfficeSettings
from db import models as m
from db.queries.flags import flag_counts
from db.queries.look_back import look_back_count, look_backs_due
from db.queries.visit_sheet import visit_sheet
from db.services.issue_actions import check_on_site
from db.services.issue_settling import archive_issue, reopen
from db.services.look_back import draw_look_backs, draw_on_closing, look_back
from db.store import Store
from tests.db.county import CALENDAR, LIUHE, QINGSHI, TODAY, add_issue, ask, do, found_county, plan

ALL = OfficeSettings(county="云岭县", look_back_share=1)
AROUND: dict[str, Any] = {"today": TODAY, "calendar": CALENDAR, "settings": ALL}
CLOSED_ON = date(2026, 11, 9)


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def closed(store: Store, uid: str, **fields: Any) -> int:
    """Register a closed issue and return its id."""
    values = {"state": IssueState.CLOSED, "closed_on": CLOSED_ON, "township_id": QINGSHI, "due": None, "uid": uid}
    add_issue(store, **values | fields)
    with store.write("Line") as session:
        (found,) = [each.id for each in session.query(m.Issue).filter(m.Issue.uid == uid)]
        session.add(m.IssueAction(issue_id=found, day=CLOSED_ON, kind=ActionKind.CLOSED, text="通水"))
    return int(found)


def issue(store: Store, issue_id: int) -> m.Issue:
    with store.read() as session:
        return session.get_one(m.Issue, issue_id)


def looked(store: Store, issue_id: int, *, held: bool, **facts: Any) -> None:
    do(store, look_back, issue_id, held=held, **AROUND | {"day": TODAY, "way": LookBackWay.CALL} | facts)


def test_the_draw_is_reproducible_from_its_seed_and_stands_when_more_is_closed(county: Store) -> None:
    tenth = OfficeSettings(look_back_share=10)
    uids = [f"uid-{n}" for n in range(60)]
    by_id = {closed(county, uid): uid for uid in reversed(uids)}

    first = do(county, draw_look_backs, today=TODAY, settings=tenth)
    again = do(county, draw_look_backs, today=TODAY, settings=tenth)
    later = closed(county, "issue-12")  # drawn for this seed, see tests/core/test_look_back.py
    more = do(county, draw_look_backs, today=TODAY, settings=tenth)

    assert {by_id[id] for id in first} == drawn(uids, share=10, seed=1988)
    assert (again, more) == ([], [later])
    assert ask(county, look_back_count) == len(first) + 1


def test_years_past_and_the_archive_are_left_alone(county: Store) -> None:
    closed(county, "old", closed_on=date(2024, 1, 5))
    closed(county, "archived", state=IssueState.ARCHIVED)
    answered = closed(county, "answered", state=IssueState.ANSWERED_ON_SITE)

    assert do(county, draw_look_backs, today=TODAY, settings=ALL) == [answered]
    assert do(county, draw_look_backs, today=TODAY, settings=OfficeSettings(look_back_share=0)) == []


def test_the_lot_falls_as_an_issue_is_closed(county: Store) -> None:
    issue_id = closed(county, "issue-12")
    with county.write("Close") as session:
        draw_on_closing(session.get_one(m.Issue, issue_id), day=TODAY, settings=OfficeSettings())
    assert issue(county, issue_id).drawn_on == TODAY


def test_drawn_issues_travel_with_the_next_visit_of_their_township(county: Store) -> None:
    issue_id = closed(county, "a")
    do(county, draw_look_backs, today=TODAY, settings=ALL)
    here, elsewhere = plan(county), plan(county, township_id=LIUHE, day=date(2026, 12, 3))

    assert [each.title for each in ask(county, visit_sheet, here, TODAY).brought] == ["Look back: 饮水"]
    assert ask(county, visit_sheet, elsewhere, TODAY).brought == ()
    assert [row.id for row in ask(county, look_backs_due, TODAY, calendar=CALENDAR, township_id=QINGSHI)] == [issue_id]
    looked(county, issue_id, held=True)
    assert ask(county, visit_sheet, here, TODAY).brought == ()
    assert ask(county, flag_counts, **AROUND)["look_back"] == 0


def test_only_what_held_may_go_into_the_archive_and_undo_takes_it_all_back(county: Store) -> None:
    issue_id = closed(county, "a")
    with pytest.raises(MoveLacks, match="look-back"):
        do(county, archive_issue, issue_id, day=TODAY, **AROUND)
    looked(county, issue_id, held=True, words="水压正常")
    with county.read() as session:
        line = session.query(m.IssueAction).order_by(m.IssueAction.id.desc()).first()
        assert line is not None
        assert (line.kind, line.mark, line.way, line.text) == (
            ActionKind.LOOKED_BACK, CheckMark.DONE, "By phone", "水压正常",
        )  # fmt: skip
    do(county, archive_issue, issue_id, day=TODAY, **AROUND)
    assert issue(county, issue_id).state is IssueState.ARCHIVED
    county.undo()
    county.undo()
    assert (issue(county, issue_id).state, issue(county, issue_id).look_back_on) == (IssueState.CLOSED, None)


def test_what_did_not_hold_waits_for_a_person_to_reopen_it(county: Store) -> None:
    issue_id = closed(county, "a", drawn_on=TODAY)
    looked(county, issue_id, held=False, words="管子又漏了")

    found = issue(county, issue_id)
    assert (found.state, found.look_back_held) == (IssueState.CLOSED, False)
    with pytest.raises(MoveLacks):
        do(county, archive_issue, issue_id, day=TODAY, **AROUND)
    do(county, reopen, issue_id, due=date(2026, 12, 1), reason="回头看不实", day=TODAY, **AROUND)
    assert issue(county, issue_id).drawn_on is None


@pytest.mark.parametrize(
    ("facts", "refusal", "said"),
    [
        ({"way": None}, MoveLacks, "in which way"),
        ({"held": False}, MoveLacks, "what was said, in words"),
        ({"day": date(2026, 11, 24)}, DayAhead, "24 Nov 2026"),
        ({"day": date(2026, 11, 8)}, MoveBeforeLast, "would come before"),
    ],
)
def test_what_is_missing_or_impossible_is_refused_by_name(
    county: Store, facts: dict[str, Any], refusal: type[Exception], said: str
) -> None:
    issue_id = closed(county, "a", drawn_on=TODAY)

    with pytest.raises(refusal, match=said):
        looked(county, issue_id, **{"held": True} | facts)
    assert issue(county, issue_id).look_back_on is None


def test_an_open_issue_has_nothing_to_look_back_at(county: Store) -> None:
    issue_id = closed(county, "a", state=IssueState.IN_HAND, closed_on=None)
    with pytest.raises(IssueIsOpen):
        looked(county, issue_id, held=True)


def test_a_visit_elsewhere_cannot_have_seen_it(county: Store) -> None:
    issue_id, visit_id = closed(county, "a"), plan(county, township_id=LIUHE)
    with pytest.raises(VisitGoesElsewhere):
        looked(county, issue_id, held=True, visit_id=visit_id)


@pytest.mark.parametrize(("mark", "held"), [(CheckMark.DONE, True), (CheckMark.DISSATISFIED, False)])
def test_the_keys_on_site_answer_a_look_back(county: Store, mark: CheckMark, held: bool) -> None:
    issue_id, visit_id = closed(county, "a", drawn_on=CLOSED_ON), plan(county, day=TODAY)
    around = {"day": TODAY, "calendar": CALENDAR, "settings": ALL}

    for _twice in range(2):
        do(county, check_on_site, visit_id, issue_id, mark, **around)

    found = issue(county, issue_id)
    assert (found.state, found.look_back_on, found.look_back_held) == (IssueState.CLOSED, TODAY, held)
    with county.read() as session:
        assert session.query(m.IssueAction).filter(m.IssueAction.kind == ActionKind.LOOKED_BACK).count() == 1
