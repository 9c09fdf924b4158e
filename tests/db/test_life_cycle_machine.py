"""A machine that walks the life cycle at random on a real schedule: no illegal state, no lost pause, no silent close.

Every step is undone and redone now and then, and must come back row for row. The short walk runs always; with
ONSITE_FULL=1 it walks 10,000 steps and says how many were made, refused and taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from core.chain import IssueTrack, PauseKind
from core.clocks import ClockPause
from core.issues import CheckMark, IssueDraft, IssueState, Satisfaction, SourceChannel
from core.life_cycle import MOVES, next_move
from core.look_back import LookBackWay
from core.visits import Half
from db import models as m
from db.opening import create_file
from db.queries.issue_detail import issue_draft
from db.services import issue_moves as verbs
from db.services.issue_actions import bring_to_visit, check_on_site, press
from db.services.issue_extensions import extend_issue
from db.services.issues import edit_issue, register_issues
from db.services.pauses import drop_pause, end_pause, pause_issue
from db.store import open_store
from tests.db.conftest import FULL
from tests.db.county import CHEN, PETITIONS, QINGSHI, WATER, ZHOU, found_county
from tests.db.life_cycle_walk import START, VERBS, WALKED, Walk

EXAMPLES, STEPS = (250, 50) if FULL else (8, 30)
_NUMBERS = count(1)

backwards = st.sampled_from((0, 0, 0, 0, 1, 3, 12))
words = st.sampled_from(("已通水", "不属职权", "又停水", "县政府办", ""))
agencies = st.sampled_from((None, WATER, PETITIONS))
said = st.sampled_from((None, *Satisfaction))


class LifeCycle(Walk):
    """One office with a few issues, walking through the autumn."""

    # What an office does

    @initialize()
    def begin(self) -> None:
        self.register(WATER, IssueTrack.PETITION, answered=False)
        self.register(None, IssueTrack.ONSITE, answered=False)
        self.past.clear()

    @rule(agency=agencies, track=st.sampled_from(IssueTrack), answered=st.booleans())
    @precondition(lambda self: len(self.ids()) < 6)
    def register(self, agency: int | None, track: IssueTrack, answered: bool) -> None:
        draft = IssueDraft(f"w{next(_NUMBERS)}", "饮水", self.today, QINGSHI, lead_agency_id=agency, track=track)
        draft.answered_on_site, draft.answer = answered, "已答复"
        made = self.act("register", register_issues, [draft])
        if made and answered:
            self.settled_by_hand.add(made[0])

    def walk_on(self, data: st.DataObject) -> None:
        """Make the step that comes next by nature, with all that it needs."""
        issue_id = self.pick(data)
        with self.store.read() as session:
            issue = session.get_one(m.Issue, issue_id)
            asked = issue.satisfaction is not None or bool(issue.not_asked)
            move = next_move(issue.state, asked=asked, looked_back=issue.look_back_held)
            if issue.state is IssueState.REPLIED and not asked:
                move = MOVES["call_back"]
        if move is not None:
            self.move(move.key, issue_id, **self._given(move.key))

    def _given(self, key: str) -> dict[str, Any]:
        """Return what a move needs."""
        return {
            "assign": {"agency_id": WATER, "reason": "异议成立"},
            "feedback": {"text": "已通水", "evidence": "3 号柜"},
            "check": {"person": "李明"},
            "reply": {"way": "电话"},
            "call_back": {"satisfaction": Satisfaction.MOSTLY},
            "close": {"result": "已通水"},
            "look_back": {"held": True, "way": LookBackWay.CALL, "words": "电话核实"},
            "reopen": {"due": self.today + timedelta(20), "reason": "又停水"},
        }.get(key, {})

    walk_on_first = rule(data=st.data())(walk_on)
    walk_on_often = rule(data=st.data())(lambda self, data: self.walk_on(data))
    walk_on_more = rule(data=st.data())(lambda self, data: self.walk_on(data))
    walk_on_again = rule(data=st.data())(lambda self, data: self.walk_on(data))

    @rule(data=st.data(), back=backwards, agency=agencies, reason=words)
    def assign(self, data: st.DataObject, back: int, agency: int | None, reason: str) -> None:
        self.move("assign", self.pick(data), back=back, agency_id=agency, reason=reason, supporting=[PETITIONS])

    @rule(data=st.data(), back=backwards)
    def receive(self, data: st.DataObject, back: int) -> None:
        self.move("receive", self.pick(data), back=back)

    @rule(data=st.data(), back=backwards, reason=words)
    def object(self, data: st.DataObject, back: int, reason: str) -> None:
        self.move("object", self.pick(data), back=back, reason=reason)

    @rule(data=st.data(), back=backwards, reason=words)
    def overrule(self, data: st.DataObject, back: int, reason: str) -> None:
        self.move("overrule", self.pick(data), back=back, reason=reason)

    @rule(data=st.data(), back=backwards)
    def accept(self, data: st.DataObject, back: int) -> None:
        self.move("accept", self.pick(data), back=back)

    @rule(data=st.data(), back=backwards, text=words)
    def progress(self, data: st.DataObject, back: int, text: str) -> None:
        self.move("progress", self.pick(data), back=back, text=text)

    @rule(data=st.data(), back=backwards, text=words, evidence=words)
    def feedback(self, data: st.DataObject, back: int, text: str, evidence: str) -> None:
        self.move("feedback", self.pick(data), back=back, text=text, evidence=evidence)

    @rule(data=st.data(), back=backwards, reason=words)
    def send_back(self, data: st.DataObject, back: int, reason: str) -> None:
        self.move("send_back", self.pick(data), back=back, reason=reason)

    @rule(data=st.data(), back=backwards, person=words)
    def check(self, data: st.DataObject, back: int, person: str) -> None:
        self.move("check", self.pick(data), back=back, person=person)

    @rule(data=st.data(), back=backwards, way=words)
    def reply(self, data: st.DataObject, back: int, way: str) -> None:
        self.move("reply", self.pick(data), back=back, way=way)

    @rule(data=st.data(), back=backwards, satisfaction=said, why=words)
    def call_back(self, data: st.DataObject, back: int, satisfaction: Satisfaction | None, why: str) -> None:
        self.move("call_back", self.pick(data), back=back, satisfaction=satisfaction, not_asked=why)

    @rule(data=st.data(), back=backwards, result=words, reason=words)
    def close(self, data: st.DataObject, back: int, result: str, reason: str) -> None:
        self.move("close", self.pick(data), back=back, result=result, reason=reason)

    @rule(data=st.data(), result=words)
    def answer_on_site(self, data: st.DataObject, result: str) -> None:
        self.move("answer_on_site", self.pick(data), dayless=True, result=result)

    @rule(data=st.data(), back=backwards, held=st.booleans())
    def look_back(self, data: st.DataObject, back: int, held: bool) -> None:
        self.move("look_back", self.pick(data), back=back, held=held, way=LookBackWay.CALL, words="电话核实")

    @rule(data=st.data())
    def archive(self, data: st.DataObject) -> None:
        self.move("archive", self.pick(data))

    @rule(data=st.data(), days=st.integers(-3, 30), reason=words)
    def reopen(self, data: st.DataObject, days: int, reason: str) -> None:
        self.move("reopen", self.pick(data), due=self.today + timedelta(days), reason=reason)

    @rule(data=st.data(), result=words, evidence=words, way=words, satisfaction=said, why=words)
    def finish(self, data: st.DataObject, **drawn: Any) -> None:
        facts: dict[str, Any] = {name: drawn[name] for name in ("result", "evidence", "satisfaction")}
        facts |= {"reply_way": drawn["way"], "not_asked": drawn["why"], "reason": drawn["why"]}
        facts |= {"checked_by": "县政府办", "agency_id": WATER}
        finishing = verbs.Finishing(closed_on=self.today, replied_on=self.today, **facts)
        issue_id, before = self.pick(data), self.store.head()
        self.act("finish", verbs.finish_issue, issue_id, finishing, today=self.today)
        if self.store.head() != before:
            self.remember("close", issue_id)

    @rule(data=st.data(), mark=st.sampled_from(CheckMark), visit=st.sampled_from((1, 2)), back=backwards)
    def see_on_site(self, data: st.DataObject, mark: CheckMark, visit: int, back: int) -> None:
        day = self.today - timedelta(back)
        self.act("mark", check_on_site, visit, self.pick(data), mark, day=day)

    @rule(data=st.data(), visit=st.sampled_from((None, 1, 2)))
    def bring(self, data: st.DataObject, visit: int | None) -> None:
        self.act("bring", _alone(bring_to_visit), self.pick(data), visit)

    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        self.act("press", _alone(press), [self.pick(data)], text="要求两天内书面说明", today=self.today)

    @rule(data=st.data(), days=st.integers(1, 40))
    def extend(self, data: st.DataObject, days: int) -> None:
        facts = {"reason": "管材未到货", "approver": "周立明", "document_number": "云政办〔2026〕31号"}
        issue_id = self.pick(data)
        with self.store.read() as session:
            due = session.get_one(m.Issue, issue_id).due
        later = (due or self.today) + timedelta(days)
        self.act("extend", extend_issue, issue_id, due=later, today=self.today, told_on=self.today, **facts)

    @rule(data=st.data(), back=backwards, length=st.none() | st.integers(0, 9), kind=st.sampled_from(PauseKind))
    def pause(self, data: st.DataObject, back: int, length: int | None, kind: PauseKind) -> None:
        starts = self.today - timedelta(back)
        ends = None if length is None else starts + timedelta(length)
        self.act("pause", pause_issue, self.pick(data), ClockPause(starts, ends, kind, "听证"), today=self.today)

    @rule(data=st.data(), drop=st.booleans())
    @precondition(lambda self: self.rows["suspension"])
    def end_a_pause(self, data: st.DataObject, drop: bool) -> None:
        with self.store.read() as session:
            ids = list(session.scalars(select(m.Suspension.id).order_by(m.Suspension.id)))
        pause_id = data.draw(st.sampled_from(ids), label="pause")
        if drop:
            self.act("drop_pause", drop_pause, pause_id, reason="记错了", today=self.today)
        else:
            self.act("end_pause", end_pause, pause_id, ends=self.today, today=self.today)

    @rule(
        data=st.data(), track=st.sampled_from(IssueTrack), agency=agencies, limit=st.none() | st.integers(1, 40),
        channel=st.sampled_from(SourceChannel), restricted=st.booleans(), aside=st.booleans(), reason=words,
    )  # fmt: skip
    def correct(self, data: st.DataObject, **facts: Any) -> None:
        with self.store.read() as session:
            draft = issue_draft(session, self.pick(data))
        assert draft is not None
        draft.title, draft.track, draft.source_channel = "饮水改", facts["track"], facts["channel"]
        draft.restricted, draft.pass_reason = facts["restricted"], facts["reason"]
        draft.recusals = {CHEN: "系亲属"} if facts["aside"] else {}
        draft.lead_agency_id = facts["agency"] or draft.lead_agency_id
        if facts["limit"] is not None:
            draft.limit_amount, draft.limit_unit, draft.due = facts["limit"], "working", None
        before = self.pauses()
        self.act("correct", edit_issue, draft, today=self.today)
        assert self.pauses() == before, "a correction lost a pause"


def _alone(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Return *verb* for those that ask neither calendar nor settings."""

    def call(session: Any, *args: Any, calendar: object, settings: object, **facts: Any) -> Any:
        return verb(session, *args, **facts)

    return call


def _founded(path: Path) -> None:
    create_file(path, None)
    store = open_store(path, actor="founder", today=lambda: START)
    found_county(store)
    with store.write("Visits") as session:
        for id, leader, day in ((1, ZHOU, START), (2, CHEN, START + timedelta(10))):
            visit = m.Visit(id=id, uid=f"v{id}", year=2026, number=id, day=day, half=Half.MORNING, kind="onsite_office")
            visit.leader_id, visit.township_id, visit.overlap_confirmed = leader, QINGSHI, True
            session.add(visit)
    store.close()


def test_no_walk_reaches_an_illegal_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    LifeCycle.template = tmp_path / "template.db"
    _founded(LifeCycle.template)
    WALKED.clear()
    run_state_machine_as_test(
        LifeCycle,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not FULL,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink) if FULL else (Phase.generate,),
        ),
    )
    with capsys.disabled():
        made = {name: number for name, number in sorted(WALKED.items()) if name not in {"steps"}}
        print(f"\nlife cycle: {WALKED['steps']} steps, {made}")
    if FULL:
        assert WALKED["steps"] >= 10_000
        assert set(VERBS) <= set(WALKED), "a move was never made"


def test_the_machine_knows_every_move() -> None:
    assert set(VERBS) | {"look_back", "seen_done"} == set(MOVES)
