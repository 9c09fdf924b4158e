"""The life cycle as data: every state is reached and left, and every refusal names what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from core.issues import ISSUE_STATE_NAMES, OPEN, SETTLED, ActionKind, CheckMark, IssueState, Satisfaction
from core.life_cycle import (
    MOVES,
    NEED_NAMES,
    SETTLING,
    Need,
    Step,
    missing_of,
    moves_from,
    next_move,
    require,
    state_after,
)
from core.life_cycle_errors import MoveAfterEnd, MoveLacks, MoveNotYet

EVERYTHING = dict.fromkeys(Need, "given")
S, K = IssueState, ActionKind


def test_every_state_is_reached_and_only_the_archive_is_an_end_that_asks_for_a_reason_to_leave() -> None:
    reached = {move.target for move in MOVES.values() if move.target} | {S.REGISTERED}
    assert reached == set(IssueState)
    for state in IssueState:
        assert moves_from(state), state
    assert [move.key for move in moves_from(S.ARCHIVED)] == ["call_back", "reopen"]


def test_only_three_moves_settle_an_issue() -> None:
    assert {"answer_on_site", "close", "archive"} == SETTLING
    for key in SETTLING:
        assert MOVES[key].needs


def test_every_need_has_words() -> None:
    assert set(NEED_NAMES) == set(Need)


@pytest.mark.parametrize("key", list(MOVES))
@pytest.mark.parametrize("state", list(IssueState))
def test_a_move_out_of_its_order_is_refused_with_what_comes_next(key: str, state: IssueState) -> None:
    move = MOVES[key]
    if state in move.sources:
        require(move, state, EVERYTHING)
        return
    with pytest.raises((MoveNotYet, MoveAfterEnd)) as refusal:
        require(move, state, EVERYTHING)
    assert ISSUE_STATE_NAMES[state] in str(refusal.value)
    assert ("Next comes" in str(refusal.value)) is isinstance(refusal.value, MoveNotYet)


@pytest.mark.parametrize(("key", "need"), [(key, need) for key, move in MOVES.items() for need in move.needs])
@pytest.mark.parametrize("empty", [None, "", False])
def test_each_missing_thing_is_named(key: str, need: Need, empty: object) -> None:
    move = MOVES[key]
    with pytest.raises(MoveLacks) as refusal:
        require(move, next(iter(move.sources)), {**EVERYTHING, need: empty})
    assert NEED_NAMES[need] in str(refusal.value)


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(MoveLacks) as refusal:
        require(MOVES["close"], S.REPLIED, {Need.SATISFACTION: Satisfaction.DISSATISFIED})
    assert str(refusal.value) == (
        "“Close issue” still needs: that somebody checked it, when and how the person was told, "
        "the result in words, the reason."
    )


def test_closing_against_the_word_of_the_person_needs_a_reason() -> None:
    given = EVERYTHING | {Need.SATISFACTION: Satisfaction.DISSATISFIED, Need.REASON: ""}
    assert missing_of(MOVES["close"], given) == [Need.REASON]
    assert missing_of(MOVES["close"], given | {Need.SATISFACTION: Satisfaction.MOSTLY}) == []


def test_the_natural_way_leads_from_the_first_word_to_the_archive() -> None:
    state, asked, looked, way = S.REGISTERED, False, None, []
    while (move := next_move(state, asked=asked, looked_back=looked)) is not None:
        way.append(move.key)
        asked, looked = asked or move.key in {"close", "call_back"}, True if move.key == "look_back" else looked
        state = move.leads_to(state)
    assert way == ["assign", "receive", "feedback", "check", "reply", "close", "look_back", "archive"]
    assert next_move(S.CLOSED, asked=True, looked_back=False) is MOVES["reopen"]
    assert next_move(S.ANSWERED_ON_SITE, asked=False, looked_back=None) is MOVES["call_back"]


@pytest.mark.parametrize("state", list(IssueState))
def test_the_next_step_can_be_made(state: IssueState) -> None:
    for asked in (True, False):
        for looked in (None, True, False):
            move = next_move(state, asked=asked, looked_back=looked)
            assert move is None or state in move.sources


def test_no_note_and_no_call_moves_an_issue_back() -> None:
    for state in (S.FEEDBACK, S.CHECKED, S.REPLIED):
        assert MOVES["progress"].leads_to(state) is state
    assert {state for state in OPEN if MOVES["seen_done"].leads_to(state) in SETTLED} == set()


DAY = date(2026, 11, 2)


def steps(*kinds: ActionKind) -> list[Step]:
    return [Step(kind, DAY) for kind in kinds]


def test_the_lines_alone_tell_the_state() -> None:
    way = steps(K.REGISTERED, K.ASSIGNED, K.RECEIVED, K.PROGRESS, K.FEEDBACK, K.SENT_BACK, K.FEEDBACK, K.CHECKED)
    assert state_after(way, has_unit=True) is S.CHECKED
    assert state_after([*way, *steps(K.REPLIED, K.RETURN_VISIT, K.CLOSED)], has_unit=True) is S.CLOSED
    assert state_after(steps(K.REGISTERED, K.CLOSED), has_unit=False) is S.ANSWERED_ON_SITE
    assert state_after(steps(K.REGISTERED, K.CLOSED, K.REOPENED), has_unit=False) is S.REGISTERED


def test_a_later_mark_of_the_same_visit_takes_an_earlier_one_back() -> None:
    begun = steps(K.REGISTERED, K.ASSIGNED)
    done = Step(K.CHECKED_ON_SITE, DAY, CheckMark.DONE, 7)
    assert state_after([*begun, done], has_unit=True) is S.CHECKED
    for mark, state in ((CheckMark.UNTOUCHED, S.ASSIGNED), (CheckMark.IN_HAND, S.IN_HAND)):
        back = Step(K.CHECKED_ON_SITE, DAY, mark, 7)
        assert state_after([*begun, done, back], has_unit=True) is state
    other = Step(K.CHECKED_ON_SITE, DAY, CheckMark.UNTOUCHED, 8)
    assert state_after([*begun, done, other], has_unit=True) is S.CHECKED
