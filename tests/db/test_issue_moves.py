"""The verbs of the life cycle on a real schedule: one line each, refusals that name what is missing, one undo."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from core.chain import IssueTrack
from core.errors import DayAhead, DayTooEarly, IssueIsOpen, IssueIsSettled, ReopenNeedsTime, UserError
from core.issues import ActionKind, CheckMark, IssueDraft, IssueState, Satisfaction
from core.life_cycle import MOVES
from core.life_cycle_errors import (
    AcceptanceIsForPetitions,
    AcceptedAlready,
    AlreadyThere,
    MoveBeforeLast,
    MoveLacks,
    MoveNotYet,
    ObjectionTooLate,
    PassingNeedsReason,
)
from core.privacy_errors import AboutThisLeader, AboutThisUnit, LeaderRecused
from core.visits import Half
from db import models as m
from db.attachments import attach
from db.queries.issue_detail import issue_detail
from db.queries.issue_standing import standing
from db.services import issue_moves as verbs
from db.services.issue_actions import check_on_site
from db.services.issues import register_issues
from db.store import Store
from tests.db.closing import close_simply
from tests.db.county import AROUND, CALENDAR, CHEN, PETITIONS, QINGSHI, SETTINGS, WATER, ZHOU, ask, do, found_county

RAISED = date(2026, 11, 2)  # a Monday
TODAY = date(2026, 11, 23)
S, K = IssueState, ActionKind
_NUMBERS = count(1)


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def register(store: Store, **fields: Any) -> int:
    values = {"uid": f"m{next(_NUMBERS)}", "title": "饮水", "raised_on": RAISED, "township_id": QINGSHI}
    draft = IssueDraft(**({"lead_agency_id": WATER} | values | fields))
    return int(do(store, register_issues, [draft], calendar=CALENDAR, settings=SETTINGS)[0])


def act(store: Store, name: str, issue_id: int, **facts: Any) -> None:
    """Make a move today unless a day is given."""
    given = {"day": TODAY} | AROUND | facts
    if name == "answer_on_site":
        given.pop("day")
    do(store, getattr(verbs, name), issue_id, **given)


def issue(store: Store, issue_id: int) -> m.Issue:
    return ask(store, lambda session: session.get_one(m.Issue, issue_id))


def state(store: Store, issue_id: int) -> IssueState:
    return issue(store, issue_id).state


def last(store: Store, issue_id: int) -> m.IssueAction:
    query = select(m.IssueAction).where(m.IssueAction.issue_id == issue_id).order_by(m.IssueAction.id.desc()).limit(1)
    return ask(store, lambda session: session.scalars(query).one())


WAY: tuple[tuple[str, dict[str, Any], IssueState, ActionKind], ...] = (
    ("receive_issue", {"person": "贺志强", "day": date(2026, 11, 4)}, S.RECEIVED, K.RECEIVED),
    ("add_progress", {"text": "已进场", "day": date(2026, 11, 6)}, S.IN_HAND, K.PROGRESS),
    ("add_feedback", {"text": "已通水", "evidence": "3 号柜", "day": date(2026, 11, 10)}, S.FEEDBACK, K.FEEDBACK),
    ("check_issue", {"person": "李明", "day": date(2026, 11, 11)}, S.CHECKED, K.CHECKED),
    ("reply_to_person", {"way": "电话", "text": "已告知", "day": date(2026, 11, 12)}, S.REPLIED, K.REPLIED),
    ("record_satisfaction", {"satisfaction": Satisfaction.SATISFIED}, S.REPLIED, K.RETURN_VISIT),
    ("close_issue", {"result": "11月10日通水"}, S.CLOSED, K.CLOSED),
)


def walk(store: Store, issue_id: int, *, upto: IssueState = S.CLOSED) -> None:
    for name, facts, reached, _line in WAY:
        act(store, name, issue_id, **facts)
        if reached is upto and name != "reply_to_person":
            return


def test_the_whole_way_step_by_step_and_back_by_undo(county: Store) -> None:
    first = register(county)
    states = [state(county, first)]
    for name, facts, reached, line in WAY:
        act(county, name, first, **facts)
        assert (state(county, first), last(county, first).kind) == (reached, line), name
        states.append(reached)
    kept = issue(county, first)
    assert (kept.receipt_on, kept.replied_on, kept.closed_on) == (date(2026, 11, 4), date(2026, 11, 12), TODAY)
    for expected in reversed(states[:-1]):
        county.undo()
        assert state(county, first) is expected


def test_closing_without_the_chain_names_the_next_step(county: Store) -> None:
    first = register(county)
    with pytest.raises(MoveNotYet, match=r"the issue is “Assigned”\. Next comes: Sign for it"):
        act(county, "close_issue", first, result="通水")
    walk(county, first, upto=S.FEEDBACK)
    with pytest.raises(MoveNotYet, match="Next comes: Record check"):
        act(county, "reply_to_person", first, way="电话")


def test_closing_needs_the_word_of_the_person_or_why_nobody_was_asked(county: Store) -> None:
    first = register(county)
    for name, facts, *_rest in WAY[:5]:
        act(county, name, first, **facts)
    with pytest.raises(MoveLacks, match="what the person says of it, or why nobody was asked"):
        act(county, "close_issue", first, result="通水")
    with pytest.raises(MoveLacks, match="why nobody was asked"):
        act(county, "record_satisfaction", first)
    act(county, "record_satisfaction", first, not_asked="无联系方式")
    act(county, "close_issue", first, result="通水")
    assert (issue(county, first).satisfaction, issue(county, first).not_asked) == (None, "无联系方式")


def test_closing_against_the_persons_word_needs_a_reason_and_says_so(county: Store) -> None:
    first = register(county)
    for name, facts, *_rest in WAY[:5]:
        act(county, name, first, **facts)
    act(county, "record_satisfaction", first, satisfaction=Satisfaction.DISSATISFIED)
    with pytest.raises(MoveLacks, match="the reason"):
        act(county, "close_issue", first, result="通水")
    act(county, "close_issue", first, result="通水", reason="要求超出政策")
    assert last(county, first).text == "通水\nClosed although the person is not satisfied: 要求超出政策"
    assert issue(county, first).close_result == "通水"


def test_an_answer_needs_evidence(county: Store) -> None:
    first = register(county)
    with pytest.raises(MoveLacks, match="evidence: attach a file, or say where the paper is kept"):
        act(county, "add_feedback", first, text="已通水")
    with county.write("Attach") as session:  # what was photographed when it was raised proves nothing
        attach(session, b"broken", "破损.jpg", added_on=RAISED, issue_id=first)
    with pytest.raises(MoveLacks):
        act(county, "add_feedback", first, text="已通水")
    act(county, "add_feedback", first, text="已通水", files=[("通水.jpg", b"water")])
    assert last(county, first).evidence == "通水.jpg"


def test_a_file_attached_after_the_issue_was_raised_is_evidence(county: Store) -> None:
    first = register(county)
    with county.write("Attach") as session:
        attach(session, b"water", "通水.jpg", added_on=TODAY, issue_id=first)
    act(county, "add_feedback", first, text="已通水")
    assert last(county, first).evidence == "通水.jpg"


def test_nothing_is_in_hand_without_exactly_one_unit(county: Store) -> None:
    first = register(county, lead_agency_id=None)
    for name, facts in (("add_progress", {"text": "x"}), ("add_feedback", {"text": "x", "evidence": "y"})):
        with pytest.raises(MoveNotYet, match="Next comes: Hand over"):
            act(county, name, first, **facts)
    with pytest.raises(MoveLacks, match="exactly one unit that handles it"):
        act(county, "assign_issue", first, agency_id=None)
    act(county, "assign_issue", first, agency_id=WATER, supporting=[PETITIONS, WATER], case_leader_id=CHEN)
    kept = issue(county, first)
    assert (kept.state, kept.lead_agency_id, kept.case_leader_id, kept.pass_count) == (S.ASSIGNED, WATER, CHEN, 0)
    with county.read() as session:
        assert session.scalars(select(m.IssueAgency.agency_id)).all() == [PETITIONS]


def test_passing_on_counts_and_needs_a_reason(county: Store) -> None:
    first = register(county)
    with pytest.raises(AlreadyThere, match="县水利局"):
        act(county, "assign_issue", first, agency_id=WATER)
    with pytest.raises(PassingNeedsReason, match="县水利局 has the issue already"):
        act(county, "assign_issue", first, agency_id=PETITIONS)
    act(county, "assign_issue", first, agency_id=PETITIONS, reason="属信访局职责")
    assert (issue(county, first).pass_count, last(county, first).text) == (1, "属信访局职责")


def test_an_objection_has_five_working_days_and_a_reason(county: Store) -> None:
    first = register(county)
    act(county, "receive_issue", first, day=date(2026, 11, 9))
    with pytest.raises(MoveLacks, match="the reason"):
        act(county, "object_to_issue", first, reason=" ", day=date(2026, 11, 10))
    with pytest.raises(ObjectionTooLate, match="16 Nov 2026, 5 working days"):
        act(county, "object_to_issue", first, reason="不属职权", day=date(2026, 11, 17))
    act(county, "object_to_issue", first, reason="不属职权", day=date(2026, 11, 16))
    assert state(county, first) is S.OBJECTED
    with pytest.raises(MoveNotYet, match="Next comes: Hand over"):
        act(county, "add_feedback", first, text="x", evidence="y")


def test_an_objection_is_turned_down_or_ends_with_another_unit(county: Store) -> None:
    for uid, verb, facts, reached in (
        ("a", "overrule_objection", {"reason": "三定方案第 3 条"}, S.RECEIVED),
        ("b", "assign_issue", {"agency_id": PETITIONS, "reason": "异议成立"}, S.ASSIGNED),
    ):
        first = register(county, uid=uid)
        act(county, "object_to_issue", first, reason="不属职权", day=date(2026, 11, 5))
        act(county, verb, first, **facts)
        assert state(county, first) is reached


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(date(2026, 11, 24), DayAhead), (date(2026, 11, 1), DayTooEarly), (date(2026, 11, 9), MoveBeforeLast)],
)
def test_a_step_lies_neither_ahead_nor_before_the_one_it_follows(
    county: Store, day: date, refusal: type[UserError]
) -> None:
    first = register(county)
    walk(county, first, upto=S.FEEDBACK)
    with pytest.raises(refusal):
        act(county, "check_issue", first, person="李明", day=day)
    act(county, "add_progress", first, text="补记", day=date(2026, 11, 5))
    assert state(county, first) is S.FEEDBACK


def test_an_answer_sent_back_begins_the_proof_anew(county: Store) -> None:
    first = register(county)
    for name, facts, *_rest in WAY[:6]:
        act(county, name, first, **facts)
    act(county, "send_back", first, reason="仍停水")
    known = ask(county, standing, first)
    assert (known.state, known.evidence, known.replied_on, known.satisfaction) == (S.IN_HAND, "", None, None)
    with pytest.raises(MoveLacks):
        act(county, "add_feedback", first, text="再次通水")


def test_only_petitions_are_accepted_and_only_once(county: Store) -> None:
    first, petition = register(county), register(county, uid="p", track=IssueTrack.PETITION)
    with pytest.raises(AcceptanceIsForPetitions, match="On-site matter"):
        act(county, "accept_petition", first)
    act(county, "accept_petition", petition, day=date(2026, 11, 5))
    assert (issue(county, petition).accepted_on, state(county, petition)) == (date(2026, 11, 5), S.ASSIGNED)
    with pytest.raises(AcceptedAlready):
        act(county, "accept_petition", petition)


def test_the_archive_wants_a_look_back_that_held(county: Store) -> None:
    first = register(county)
    walk(county, first)
    with pytest.raises(MoveLacks, match="a look-back that found it still settled"):
        act(county, "archive_issue", first)
    for held in (False, True):
        with county.write("Look back") as session:
            session.get_one(m.Issue, first).look_back_held = held
        if not held:
            with pytest.raises(MoveLacks):
                act(county, "archive_issue", first)
    act(county, "archive_issue", first)
    assert state(county, first) is S.ARCHIVED


def test_reopening_wants_a_date_and_a_reason_and_begins_the_proof_anew(county: Store) -> None:
    first = register(county, limit_amount=5)
    walk(county, first)
    with pytest.raises(MoveLacks, match="a new date, the reason"):
        act(county, "reopen", first, due=None, reason="")
    with pytest.raises(ReopenNeedsTime):
        act(county, "reopen", first, due=date(2026, 11, 22), reason="又停水")
    act(county, "reopen", first, due=date(2026, 12, 31), reason="又停水")
    kept = issue(county, first)
    assert (kept.state, kept.due, kept.closed_on, kept.replied_on) == (S.ASSIGNED, date(2026, 12, 31), None, None)
    assert (kept.assigned_on, kept.receipt_on, kept.close_result) == (TODAY, None, "")
    detail = ask(county, issue_detail, first, TODAY, calendar=CALENDAR, settings=SETTINGS)
    assert [line.day for line in detail.timeline if line.alarm] == [date(2026, 11, 10)]


def test_what_is_settled_moves_no_more_and_what_is_open_is_not_archived(county: Store) -> None:
    first = register(county)
    for name, facts in (("archive_issue", {}), ("reopen", {"due": TODAY, "reason": "x"})):
        with pytest.raises(IssueIsOpen):
            act(county, name, first, **facts)
    walk(county, first)
    for name, facts in (
        ("add_progress", {"text": "x"}),
        ("send_back", {"reason": "x"}),
        ("close_issue", {"result": "x"}),
    ):
        with pytest.raises(IssueIsSettled):
            act(county, name, first, **facts)


def visit(store: Store, id: int = 1, **fields: Any) -> None:
    with store.write("Visit") as session:
        made = m.Visit(id=id, uid=f"v{id}", year=2026, number=id, day=TODAY, half=Half.MORNING, kind="onsite_office")
        made.leader_id, made.township_id, made.overlap_confirmed = ZHOU, QINGSHI, True
        for name, value in fields.items():
            setattr(made, name, value)
        session.add(made)


def mark(store: Store, issue_id: int, found: CheckMark, *, on: int = 1, day: date = TODAY) -> None:
    do(store, check_on_site, on, issue_id, found, day=day, calendar=CALENDAR, settings=SETTINGS)


def test_a_mark_taken_back_takes_its_step_back(county: Store) -> None:
    first = register(county)
    visit(county)
    mark(county, first, CheckMark.DONE)
    mark(county, first, CheckMark.UNTOUCHED)
    assert state(county, first) is S.ASSIGNED


def test_a_visit_written_down_late_moves_nothing_that_went_on_meanwhile(county: Store) -> None:
    first = register(county)
    visit(county, day=date(2026, 11, 6))
    walk(county, first, upto=S.FEEDBACK)
    mark(county, first, CheckMark.DONE, day=date(2026, 11, 6))
    assert (state(county, first), last(county, first).mark) == (S.FEEDBACK, CheckMark.DONE)


@pytest.mark.parametrize(
    ("complaint", "refusal"),
    [
        ({"subject_agency_id": PETITIONS}, AboutThisUnit),
        ({"subject_of_complaint": "县信访局窗口"}, AboutThisUnit),
    ],
)
def test_the_unit_complained_about_never_gets_the_issue(
    county: Store, complaint: dict[str, Any], refusal: type[UserError]
) -> None:
    first = register(county, **complaint)
    with pytest.raises(refusal, match=r"Art\. 46\(5\)"):
        act(county, "assign_issue", first, agency_id=PETITIONS, reason="职责")
    with pytest.raises(refusal):
        register(county, uid="other", **(complaint | {"supporting_agencies": [PETITIONS]}))


def test_a_leader_who_steps_aside_or_is_complained_about_is_never_in_charge(county: Store) -> None:
    aside = register(county, lead_agency_id=None, recusals={CHEN: "系来访人亲属"})
    with pytest.raises(LeaderRecused, match="系来访人亲属"):
        act(county, "assign_issue", aside, agency_id=WATER, case_leader_id=CHEN)
    with pytest.raises(AboutThisLeader):
        register(county, uid="b", subject_leader_id=CHEN, case_leader_id=CHEN)


def test_a_restricted_issue_counts_by_itself_so_that_no_gap_shows(county: Store) -> None:
    numbers = [
        issue(county, register(county, uid=uid, **fields)).number
        for uid, fields in (
            ("a", {}), ("b", {"restricted": True}), ("c", {"track": IssueTrack.REPORT}), ("d", {}),
        )
    ]  # fmt: skip
    assert numbers == [
        "云岭下访〔2026〕0001号", "云岭下访密〔2026〕0001号", "云岭下访密〔2026〕0002号", "云岭下访〔2026〕0002号",
    ]  # fmt: skip


def test_every_verb_is_a_move_and_every_move_has_a_verb() -> None:
    others = {"look_back", "seen_done"}  # db.services.look_back, issue_actions.check_on_site
    named = {
        "answer_on_site": "answer_on_site", "accept": "accept_petition", "assign": "assign_issue",
        "receive": "receive_issue", "object": "object_to_issue", "overrule": "overrule_objection",
        "progress": "add_progress", "feedback": "add_feedback", "send_back": "send_back", "check": "check_issue",
        "reply": "reply_to_person", "call_back": "record_satisfaction", "close": "close_issue",
        "archive": "archive_issue", "reopen": "reopen",
    }  # fmt: skip
    assert set(named) | others == set(MOVES)
    assert all(hasattr(verbs, verb) for verb in named.values())


def test_seen_solved_by_a_leader_takes_the_place_of_evidence_and_check(county: Store) -> None:
    first = register(county)
    visit(county)
    do(county, check_on_site, 1, first, CheckMark.DONE, day=TODAY, calendar=CALENDAR, settings=SETTINGS)
    known = ask(county, standing, first)
    assert (known.state, known.seen_by) == (S.CHECKED, "周立明")
    do(county, close_simply, first, result="11月22日通水", closed_on=TODAY, today=TODAY, evidence="", checked_by="")
    assert state(county, first) is S.CLOSED
