"""The life cycle of an issue as data: every move, where it starts, where it leads, and what it cannot do without.

A further move is one line in MOVES, a verb in db/services/issue_moves.py and one line in desktop/issues/moves.py.
Nothing here or elsewhere moves an issue by itself: each move is made by somebody, on a day, for a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.i18n import N_, _, listed
from core.issues import ISSUE_STATE_NAMES, OPEN, SETTLED, ActionKind, CheckMark, IssueState, Satisfaction
from core.life_cycle_errors import MoveAfterEnd, MoveLacks, MoveNotYet


class Need(StrEnum):
    """What a move cannot do without."""

    AGENCY = "agency"
    DAY = "day"
    DUE = "due"
    PERSON = "person"
    WAY = "way"
    WORDS = "words"
    REASON = "reason"
    EVIDENCE = "evidence"
    CHECKED = "checked"
    REPLIED = "replied"
    SATISFACTION = "satisfaction"
    RESULT = "result"
    LOOK_BACK = "look_back"


NEED_NAMES: Final = {
    Need.AGENCY: N_("exactly one unit that handles it"),
    Need.DAY: N_("the day"),
    Need.DUE: N_("a new date"),
    Need.PERSON: N_("who checked it"),
    Need.WAY: N_("in which way"),
    Need.WORDS: N_("what was said, in words"),
    Need.REASON: N_("the reason"),
    Need.EVIDENCE: N_("evidence: attach a file, or say where the paper is kept"),
    Need.CHECKED: N_("that somebody checked it"),
    Need.REPLIED: N_("when and how the person was told"),
    Need.SATISFACTION: N_("what the person says of it, or why nobody was asked"),
    Need.RESULT: N_("the result in words"),
    Need.LOOK_BACK: N_("a look-back that found it still settled"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the life cycle.

    Attributes:
        key: Never renamed.
        name: A msgid: what a person does.
        sources: States in which it may be made.
        target: The state after it; None leaves the state as it is.
        needs: What it cannot do without.
        line: The line it leaves in the timeline.
        keeps: Sources in which the state stays all the same, such as a note on what was answered already.
    """

    key: str
    name: str
    sources: frozenset[IssueState]
    target: IssueState | None
    needs: tuple[Need, ...]
    line: ActionKind
    keeps: frozenset[IssueState] = frozenset()

    def leads_to(self, state: IssueState) -> IssueState:
        """Return the state after the move was made in *state*."""
        return state if self.target is None or state in self.keeps else self.target


_S = IssueState
_WITH_UNIT: Final = frozenset({_S.ASSIGNED, _S.RECEIVED, _S.IN_HAND})
_ANSWERED: Final = frozenset({_S.FEEDBACK, _S.CHECKED, _S.REPLIED})

MOVES: Final[dict[str, Move]] = {
    move.key: move
    for move in (
        Move(
            "answer_on_site", N_("Answer on site"), frozenset({_S.REGISTERED, _S.ASSIGNED}), _S.ANSWERED_ON_SITE,
            (Need.RESULT,), ActionKind.CLOSED,
        ),
        Move("accept", N_("Accept the petition"), OPEN, None, (Need.DAY,), ActionKind.ACCEPTED),
        Move(
            "assign", N_("Hand over"), frozenset({_S.REGISTERED, _S.OBJECTED}) | _WITH_UNIT, _S.ASSIGNED,
            (Need.AGENCY, Need.DAY), ActionKind.ASSIGNED,
        ),
        Move(
            "receive", N_("Sign for it"), frozenset({_S.ASSIGNED}), _S.RECEIVED,
            (Need.AGENCY, Need.DAY), ActionKind.RECEIVED,
        ),
        Move(
            "object", N_("Object"), frozenset({_S.ASSIGNED, _S.RECEIVED}), _S.OBJECTED,
            (Need.REASON, Need.DAY), ActionKind.OBJECTED,
        ),
        Move(
            "overrule", N_("Turn the objection down"), frozenset({_S.OBJECTED}), _S.RECEIVED,
            (Need.REASON, Need.DAY), ActionKind.OVERRULED,
        ),
        Move(
            "progress", N_("Record progress"), _WITH_UNIT | _ANSWERED, _S.IN_HAND,
            (Need.AGENCY, Need.WORDS), ActionKind.PROGRESS, keeps=_ANSWERED,
        ),
        Move(
            "feedback", N_("Record answer"), _WITH_UNIT | {_S.FEEDBACK}, _S.FEEDBACK,
            (Need.AGENCY, Need.WORDS, Need.EVIDENCE), ActionKind.FEEDBACK,
        ),
        Move(
            "send_back", N_("Send back"), _ANSWERED, _S.IN_HAND,
            (Need.AGENCY, Need.REASON, Need.DAY), ActionKind.SENT_BACK,
        ),
        Move(
            "check", N_("Record check"), frozenset({_S.FEEDBACK}), _S.CHECKED,
            (Need.PERSON, Need.DAY), ActionKind.CHECKED,
        ),
        Move(
            "seen_done", N_("Seen solved on site"), OPEN, _S.CHECKED,
            (Need.PERSON, Need.DAY), ActionKind.CHECKED_ON_SITE, keeps=frozenset({_S.CHECKED, _S.REPLIED}),
        ),
        Move(
            "reply", N_("Reply to the person"), frozenset({_S.CHECKED, _S.REPLIED}), _S.REPLIED,
            (Need.DAY, Need.WAY), ActionKind.REPLIED,
        ),
        Move(
            "call_back", N_("Record call-back"), SETTLED | {_S.REPLIED}, None,
            (Need.SATISFACTION, Need.DAY), ActionKind.RETURN_VISIT,
        ),
        Move(
            "close", N_("Close issue"), frozenset({_S.REPLIED}), _S.CLOSED,
            (Need.CHECKED, Need.REPLIED, Need.SATISFACTION, Need.RESULT), ActionKind.CLOSED,
        ),
        Move(
            "look_back", N_("Record look-back"), frozenset({_S.CLOSED, _S.ANSWERED_ON_SITE}), None,
            (Need.DAY, Need.WAY), ActionKind.LOOKED_BACK,
        ),
        Move(
            "archive", N_("Archive"), frozenset({_S.CLOSED, _S.ANSWERED_ON_SITE}), _S.ARCHIVED,
            (Need.LOOK_BACK,), ActionKind.ARCHIVED,
        ),
        Move("reopen", N_("Reopen"), SETTLED, _S.ASSIGNED, (Need.DUE, Need.REASON), ActionKind.REOPENED),
    )
}  # fmt: skip

SETTLING: Final = frozenset(key for key, move in MOVES.items() if move.target in SETTLED)
"""The moves that end with a settled issue; a test holds that nothing else can."""


_NATURAL: Final[dict[IssueState, str]] = {
    _S.REGISTERED: "assign",
    _S.ASSIGNED: "receive",
    _S.RECEIVED: "feedback",
    _S.OBJECTED: "assign",
    _S.IN_HAND: "feedback",
    _S.FEEDBACK: "check",
    _S.CHECKED: "reply",
    _S.REPLIED: "close",
}


def moves_from(state: IssueState) -> list[Move]:
    """Return the moves that may be made in *state*, in the order of the life cycle."""
    return [move for move in MOVES.values() if state in move.sources]


def next_move(state: IssueState, *, asked: bool, looked_back: bool | None) -> Move | None:
    """Return the step that comes next by nature; None where nothing is left to do.

    Args:
        state: Where the issue stands.
        asked: The person was asked, or it is written down why nobody was.
        looked_back: What the look-back found; None while nobody looked.
    """
    if state in _NATURAL:
        return MOVES[_NATURAL[state]]
    if state is IssueState.ARCHIVED:
        return None
    if not asked:
        return MOVES["call_back"]
    if looked_back is None:
        return MOVES["look_back"]
    return MOVES["archive"] if looked_back else MOVES["reopen"]


def require(move: Move, state: IssueState, given: Mapping[Need, object]) -> None:
    """Refuse *move* where it does not follow from *state*, or where something it needs is not given.

    Raises:
        MoveNotYet: another step comes first.
        MoveAfterEnd: the issue is settled.
        MoveLacks: names everything that is missing.
    """
    if state not in move.sources:
        facts = {"move": _(move.name), "state": _(ISSUE_STATE_NAMES[state])}
        following = next_move(state, asked=True, looked_back=True)
        if state in SETTLED and (following is None or not move.sources & SETTLED):
            raise MoveAfterEnd(**facts)
        raise MoveNotYet(**facts, next=_(following.name) if following else "")
    require_all(move, missing_of(move, given))


def missing_of(move: Move, given: Mapping[Need, object]) -> list[Need]:
    """Return what *move* needs and *given* does not hold; closing against the person's word needs a reason."""
    missing = [need for need in move.needs if given.get(need) in (None, "", False)]
    if move.key == "close" and given.get(Need.SATISFACTION) is Satisfaction.DISSATISFIED:
        missing += [Need.REASON] if not given.get(Need.REASON) else []
    return missing


def require_all(move: Move, missing: Iterable[Need]) -> None:
    """Refuse *move* while something is *missing*.

    Raises:
        MoveLacks: names everything that is missing.
    """
    names = [_(NEED_NAMES[need]) for need in missing]
    if names:
        raise MoveLacks(move=_(move.name), missing=listed(names))


TAKEN_UP: Final = frozenset({IssueState.ASSIGNED, IssueState.RECEIVED})
"""States in which a unit has the issue and nobody has heard that it began."""

_STATE_LINES: Final = {
    move.line: move for move in MOVES.values() if move.target is not None and move.key not in {"answer_on_site"}
}


def taken_up(state: IssueState) -> IssueState:
    """Return the state after somebody saw on site that the unit has begun; that says nothing about the rest."""
    return IssueState.IN_HAND if state in TAKEN_UP else state


@dataclass(frozen=True, slots=True)
class Step:
    """What a line of a timeline says about the way an issue went."""

    kind: ActionKind
    day: date
    mark: CheckMark | None = None
    visit_id: int | None = None


def state_after(steps: Iterable[Step], *, has_unit: bool) -> IssueState:
    """Return the state that the lines of a timeline lead to, the oldest first; later lines of one visit correct it.

    Args:
        steps: All lines; those that are no step move nothing.
        has_unit: A unit handles the issue now; without one it is reopened as registered only.
    """
    state, last = IssueState.REGISTERED, date.min
    seen: tuple[int | None, IssueState, date] | None = None
    for step in steps:
        if step.kind is ActionKind.CHECKED_ON_SITE:
            if step.mark is CheckMark.DONE and step.day >= last:
                seen = (step.visit_id, state, last)
                state, last = MOVES["seen_done"].leads_to(state), step.day
                continue
            if seen is not None and seen[0] == step.visit_id and step.mark is not CheckMark.DONE:
                _visit, state, last = seen
                seen = None
            state = taken_up(state) if step.mark is CheckMark.IN_HAND else state
        elif step.kind in _STATE_LINES:
            move = _STATE_LINES[step.kind]
            state = _closed_as(state) if move.key == "close" else move.leads_to(state)
            if step.kind is ActionKind.REOPENED and not has_unit:
                state = IssueState.REGISTERED
            if step.kind is not ActionKind.PROGRESS:
                last, seen = max(last, step.day), None
    return state


def _closed_as(state: IssueState) -> IssueState:
    return IssueState.ANSWERED_ON_SITE if state in MOVES["answer_on_site"].sources else IssueState.CLOSED
