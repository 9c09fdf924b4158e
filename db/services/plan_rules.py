"""The office's rules of the plan: how grave each clash is, how often leaders go out, which days are kept free."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clash_facts import Level
from core.closures import ClosureFacts
from core.conflicts import RULES, rule_of
from core.errors import ChoiceVanished, LastBeforeFirst
from core.i18n import _, day_text
from core.organisation import BODY_NAMES
from core.planning import QUOTA_SPAN_NAMES
from core.quotas import QuotaFacts
from core.rule_errors import ClosuresOverlap, LeastAboveMost, QuotaSaysNothing, QuotaTwice
from core.text import clean_line, required_line
from db.models import Base, Closure, Leader, Quota, Setting, Township, VisitKindRow
from db.queries.clash_levels import LEVELS, chosen_levels
from db.queries.quotas import closure_facts
from db.services.directory import found, next_position, opened, whole
from db.services.visit_rules import require_plannable

_MOST: Final = 366


def set_level(session: Session, rule_key: str, level: Level) -> None:
    """Choose how grave a clash is; the level a rule has by itself is stored by leaving it out."""
    rule = rule_of(rule_key)
    known = {each.key for each in RULES}
    levels = {key: each.value for key, each in chosen_levels(session).items() if key in known and key != rule_key}
    if level is not rule.level:
        levels[rule_key] = level.value
    row = session.get(Setting, LEVELS)
    if row is None:
        session.add(Setting(key=LEVELS, value={"value": levels}))
    elif row.value.get("value") != levels:
        row.value = {"value": levels}


def restore_levels(session: Session) -> None:
    """Give every rule its own level again."""
    row = session.get(Setting, LEVELS)
    if row is not None and row.value.get("value"):
        row.value = {"value": {}}


def save_quota(
    session: Session, quota: QuotaFacts, *, note: str = "", quota_id: int | None = None, version: int | None = None
) -> int:
    """Save a quota and return its id; without *quota_id* it is a new one.

    Raises:
        QuotaSaysNothing, LeastAboveMost, NumberOutOfRange: its numbers ask for nothing that can be kept.
        QuotaTwice: another line in use asks the same people for the same.
        ChoiceVanished: its leader or kind was deleted meanwhile.
        Vanished, ChangedMeanwhile: somebody deleted or saved it first.
    """
    least = whole(quota.least, _("At least"), 0, _MOST)
    most = whole(quota.most, _("At most"), 0, _MOST)
    if least is None and most is None:
        raise QuotaSaysNothing
    if least is not None and most is not None and least > most:
        raise LeastAboveMost(least=least, most=most)
    _require(session, Leader, quota.leader_id, _("Leader"))
    _require(session, VisitKindRow, quota.kind, _("Kind"))
    words = clean_line(note, _("Note"), limit=200)
    row = opened(session, Quota, quota_id, version)
    body = None if quota.leader_id is not None else quota.body
    _require_single(session, quota.leader_id, body, quota, quota_id)
    if row is None:
        row = Quota(position=next_position(session, Quota.position))
        session.add(row)
    row.leader_id, row.body, row.kind, row.span = quota.leader_id, body, quota.kind, quota.span
    row.least, row.most, row.note = least, most, words
    session.flush()
    return row.id


def _require(session: Session, model: type[Base], key: object | None, field: str) -> None:
    if key is not None and session.get(model, key) is None:
        raise ChoiceVanished(field=field)


def _require_single(
    session: Session, leader_id: int | None, body: object | None, quota: QuotaFacts, own: int | None
) -> None:
    same = select(Quota).where(
        Quota.active, Quota.leader_id == leader_id, Quota.body == body, Quota.kind == quota.kind,
        Quota.span == quota.span,
    )  # fmt: skip
    if own is not None:
        same = same.where(Quota.id != own)
    twin = session.scalars(same).first()
    if twin is not None:
        leader = session.get(Leader, leader_id) if leader_id is not None else None
        kind = session.get(VisitKindRow, quota.kind) if quota.kind is not None else None
        who = leader.name if leader is not None else _(BODY_NAMES[twin.body]) if twin.body else _("all leaders")
        named = _(kind.name) if kind is not None else _("all kinds")
        raise QuotaTwice(who=who, kind=named, span=_(QUOTA_SPAN_NAMES[quota.span]))


def delete_quota(session: Session, quota_id: int) -> None:
    """Drop a quota.

    Raises:
        Vanished: it is gone already.
    """
    session.delete(found(session, Quota, quota_id))


def set_quota_active(session: Session, quota_id: int, *, active: bool) -> None:
    """Use a quota, or set it aside for now.

    Raises:
        QuotaTwice: another line in use asks for the same meanwhile.
        Vanished: it was deleted meanwhile.
    """
    row = found(session, Quota, quota_id)
    if active and not row.active:
        facts = QuotaFacts(row.id, row.leader_id, row.body, row.kind, row.span)
        _require_single(session, row.leader_id, row.body, facts, row.id)
    row.active = active


def save_closure(
    session: Session, closure: ClosureFacts, *, closure_id: int | None = None, version: int | None = None
) -> int:
    """Save days kept free and return their id; without *closure_id* they are new.

    Raises:
        LastBeforeFirst: they end before they start.
        ClosuresOverlap: some of them are kept free already, for the same township or the same whole county.
        MissingField, TooLong, UnreadableText: the reason is missing or cannot be kept.
        DayOutOfRange: no office plans for such a day.
        ChoiceVanished: the township was deleted meanwhile.
        Vanished, ChangedMeanwhile: somebody deleted or saved them first.
    """
    reason = required_line(closure.reason, _("Reason"), limit=200)
    for day in (closure.starts, closure.ends):
        require_plannable(day)
    if closure.ends < closure.starts:
        raise LastBeforeFirst(first=day_text(closure.starts, year=True), last=day_text(closure.ends, year=True))
    _require(session, Township, closure.township_id, _("Township"))
    row = opened(session, Closure, closure_id, version)
    _require_apart(session, closure, closure_id)
    if row is None:
        row = Closure()
        session.add(row)
    row.starts, row.ends, row.reason = closure.starts, closure.ends, reason
    row.yearly, row.township_id = closure.yearly, closure.township_id
    session.flush()
    return row.id


def _require_apart(session: Session, closure: ClosureFacts, own: int | None) -> None:
    others = select(Closure).where(Closure.township_id == closure.township_id).order_by(Closure.starts, Closure.id)
    for row in session.scalars(others if own is None else others.where(Closure.id != own)):
        if closure.meets(closure_facts(row)):
            raise ClosuresOverlap(
                first=day_text(row.starts, year=not row.yearly), last=day_text(row.ends, year=not row.yearly),
                reason=row.reason,
            )  # fmt: skip


def delete_closure(session: Session, closure_id: int) -> None:
    """Free these days again.

    Raises:
        Vanished: it is gone already.
    """
    session.delete(found(session, Closure, closure_id))
