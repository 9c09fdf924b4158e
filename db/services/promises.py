"""Promises given on site: written down with a visit's record, kept or dropped later; none ever lapses by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import ChoiceVanished, Vanished
from core.i18n import _, day_text
from core.promises import PromiseCheck, PromiseDraft
from core.record_errors import PromiseDueBefore, PromiseKeptBefore
from core.text import clean_line, required_line
from db.models import Leader, Promise, Visit
from db.services.visit_rules import require_plannable

TEXT_LIMIT = 400


def keep_promises(session: Session, visit: Visit, drafts: Sequence[PromiseDraft], issues: Mapping[str, int]) -> bool:
    """Make the promises given on *visit* those in *drafts*, empty lines left out; return whether anything changed.

    One that was kept or dropped meanwhile stays, whatever the drafts say.

    Raises:
        PromiseDueBefore: one would have been due before it was given.
        ChoiceVanished: who gave it is in no list any more.
        TooLong, UnreadableText: a text cannot be kept as it is.
    """
    stored = {row.uid: row for row in session.scalars(select(Promise).where(Promise.visit_id == visit.id))}
    changed = False
    for draft in drafts:
        text = clean_line(draft.text, _("Promise"), limit=TEXT_LIMIT)
        if not text:
            continue
        row = stored.pop(draft.uid, None)
        values = _values(session, visit, draft, text) | {"issue_id": issues.get(draft.issue_uid)}
        if row is None:
            row = Promise(uid=draft.uid, visit_id=visit.id, township_id=visit.township_id, made_on=visit.day)
            session.add(row)
        changed |= _set(row, values)
    gone = [row for row in stored.values() if row.kept_on is None and row.dropped_on is None]
    for row in gone:
        session.delete(row)
    return changed or bool(gone)


def check_promises(session: Session, checks: Sequence[PromiseCheck], *, today: date) -> None:
    """Write down what became of earlier promises.

    Raises:
        Vanished: one was deleted meanwhile.
        PromiseKeptBefore: it cannot have been kept on such a day.
    """
    for check in checks:
        row = _promise(session, check.id)
        outcome = clean_line(check.outcome, _("What came of it"), limit=TEXT_LIMIT)
        if check.kept_on is not None and not row.made_on <= check.kept_on <= today:
            raise PromiseKeptBefore(text=row.text, made=day_text(row.made_on, year=True))
        _set(row, {"kept_on": check.kept_on, "outcome": outcome})
    session.flush()


def keep_promise(session: Session, promise_id: int, *, kept_on: date, outcome: str = "", today: date) -> None:
    """Say that a promise was kept.

    Raises:
        Vanished: it was deleted meanwhile.
        PromiseKeptBefore: it cannot have been kept on such a day.
    """
    _set(_promise(session, promise_id), {"dropped_on": None})
    check_promises(session, [PromiseCheck(promise_id, kept_on, outcome)], today=today)


def drop_promise(session: Session, promise_id: int, *, reason: str, today: date) -> None:
    """Say why a promise is not kept; it stays in the ledger with that reason.

    Raises:
        Vanished: it was deleted meanwhile.
        MissingField: there is no reason.
    """
    row = _promise(session, promise_id)
    why = required_line(reason, _("Reason"), limit=TEXT_LIMIT)
    _set(row, {"dropped_on": today, "kept_on": None, "outcome": why})
    session.flush()


def reopen_promise(session: Session, promise_id: int) -> None:
    """Let a promise stand again that was called kept or dropped.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    _set(_promise(session, promise_id), {"dropped_on": None, "kept_on": None, "outcome": ""})
    session.flush()


def _promise(session: Session, promise_id: int) -> Promise:
    row = session.get(Promise, promise_id)
    if row is None:
        raise Vanished
    return row


def _values(session: Session, visit: Visit, draft: PromiseDraft, text: str) -> dict[str, Any]:
    leader_id = draft.leader_id or visit.leader_id
    if session.get(Leader, leader_id) is None:
        raise ChoiceVanished(field=_("Leader"))
    if draft.due is not None:
        require_plannable(draft.due)
        if draft.due < visit.day:
            facts = {"due": day_text(draft.due, year=True), "made": day_text(visit.day, year=True)}
            raise PromiseDueBefore(text=text, **facts)
    return {"text": text, "due": draft.due, "leader_id": leader_id}


def _set(row: Promise, values: Mapping[str, Any]) -> bool:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)
