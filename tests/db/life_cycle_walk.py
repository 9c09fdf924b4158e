"""The ground of the life cycle's random walk: how a step is made, what must hold after it, and the way back."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from core.errors import UserError
from core.issues import OPEN, SETTLED, IssueState
from core.life_cycle import SETTLING, Step, state_after
from db import models as m
from db.services import issue_moves as verbs
from db.services.look_back import look_back
from db.store import Store, open_store
from tests.db.county import CALENDAR, SETTINGS
from tests.db.rows import Rows, everything

START = date(2026, 9, 1)
WALKED: Counter[str] = Counter()
WITH_A_UNIT = {
    IssueState.ASSIGNED, IssueState.RECEIVED, IssueState.OBJECTED, IssueState.IN_HAND, IssueState.FEEDBACK,
}  # fmt: skip
VERBS = {
    "answer_on_site": "answer_on_site", "accept": "accept_petition", "assign": "assign_issue",
    "receive": "receive_issue", "object": "object_to_issue", "overrule": "overrule_objection",
    "progress": "add_progress", "feedback": "add_feedback", "send_back": "send_back", "check": "check_issue",
    "reply": "reply_to_person", "call_back": "record_satisfaction", "close": "close_issue",
    "archive": "archive_issue", "reopen": "reopen",
}  # fmt: skip


class Walk(RuleBasedStateMachine):
    """An office that is walked through; the rules of the life cycle are added by the machine."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "walk.db"
        shutil.copyfile(self.template, path)
        self.today = START
        self.store: Store = open_store(path, actor="walker", today=lambda: self.today)
        self.settled_by_hand: set[int] = set()
        self.rows: Rows = everything(self.store)
        self.past: list[tuple[Rows, set[int]]] = []
        self.future: list[tuple[Rows, set[int]]] = []

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    # The ways in

    def act(self, name: str, verb: Callable[..., Any], *args: Any, **facts: Any) -> Any:
        """Do something in one write; what is refused changes nothing at all."""
        around = {"calendar": CALENDAR, "settings": SETTINGS}
        head = self.store.head()
        result = None
        try:
            with self.store.write("Walk") as session:
                result = verb(session, *args, **facts, **around)
        except UserError as error:
            refusal = str(error)
        else:
            refusal = None
        WALKED[name if refusal is None else "refused"] += 1
        if refusal is not None:
            assert refusal
            assert self.store.head() == head
            assert everything(self.store) == self.rows
        if self.store.head() != head:
            self.past.append((self.rows, set(self.settled_by_hand)))
            self.future.clear()
            self.rows = everything(self.store)
        return result

    def move(self, name: str, issue_id: int, *, back: int = 0, dayless: bool = False, **facts: Any) -> None:
        """Make a move, and remember it where it settles or opens an issue."""
        given = facts if dayless else {"day": self.today - timedelta(back), **facts}
        before = self.store.head()
        verb = look_back if name == "look_back" else getattr(verbs, VERBS[name])
        self.act(name, verb, issue_id, today=self.today, **given)
        if self.store.head() != before:
            self.remember(name, issue_id)

    def remember(self, name: str, issue_id: int) -> None:
        """Keep who was settled or opened again by hand."""
        if name in SETTLING:
            self.settled_by_hand.add(issue_id)
        elif name == "reopen":
            self.settled_by_hand.discard(issue_id)

    def ids(self) -> list[int]:
        with self.store.read() as session:
            return list(session.scalars(select(m.Issue.id).order_by(m.Issue.id)))

    def pick(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(self.ids()), label="issue")

    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days)
        WALKED["days"] += 1
        self.past.clear()  # only today's steps are taken back
        self.future.clear()
        assert self.store.undo() is None
        assert everything(self.store) == self.rows, "something moved by itself"

    @rule()
    @precondition(lambda self: self.past)
    def undo(self) -> None:
        self.store.undo()
        self.future.append((self.rows, set(self.settled_by_hand)))
        self.rows, self.settled_by_hand = self.past.pop()
        WALKED["undo"] += 1
        assert everything(self.store) == self.rows

    @rule()
    @precondition(lambda self: self.future)
    def redo(self) -> None:
        self.store.redo()
        self.past.append((self.rows, set(self.settled_by_hand)))
        self.rows, self.settled_by_hand = self.future.pop()
        WALKED["redo"] += 1
        assert everything(self.store) == self.rows

    # What must hold at every step

    @invariant()
    def holds(self) -> None:
        WALKED["steps"] += 1
        with self.store.read() as session:
            for issue in session.scalars(select(m.Issue)):
                lines = session.scalars(
                    select(m.IssueAction).where(m.IssueAction.issue_id == issue.id).order_by(m.IssueAction.id)
                ).all()
                steps = [Step(line.kind, line.day, line.mark, line.visit_id) for line in lines]
                assert issue.state is state_after(steps, has_unit=issue.lead_agency_id is not None)
                _is_whole(issue)
                assert (issue.state in SETTLED) is (issue.id in self.settled_by_hand), "a silent close"

    def pauses(self) -> list[tuple[Any, ...]]:
        return everything(self.store)["suspension"]


def _is_whole(issue: m.Issue) -> None:
    """Every state holds what led to it."""
    assert issue.pass_count >= 0
    if issue.state in WITH_A_UNIT:
        assert issue.lead_agency_id is not None
    if issue.state in OPEN:
        assert issue.closed_on is None
        return
    assert issue.closed_on is not None
    assert issue.close_result
    if issue.state is IssueState.CLOSED or (issue.state is IssueState.ARCHIVED and issue.replied_on is not None):
        assert issue.replied_on is not None
        assert issue.satisfaction is not None or issue.not_asked
    if issue.state is IssueState.ARCHIVED:
        assert issue.look_back_held
