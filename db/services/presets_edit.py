"""Editing the office's issue categories and deadline presets; shipped values can be had back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.counts import issues_text
from core.deadline_rules import shipped_categories
from core.errors import NameTaken, PresetNotShipped, StillInUse
from core.i18n import _
from core.names import name_key
from core.text import required_line
from db.models import DeadlineRuleRow, Issue, IssueCategory
from db.services.directory import found, next_position, whole
from db.services.ordering import move_in_order

LONGEST: Final = 3660


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of days and what they count."""

    amount: int
    unit: str


def save_category(session: Session, key: str, *, name: str, limit: Limit) -> str:
    """Save what an issue can be about; an empty *key* adds one. Issues keep the date they have.

    Raises:
        NameTaken: another category has this name.
        UserError: a field is missing, too long or out of range.
    """
    cleaned = required_line(name, _("Category"), limit=60)
    others = session.execute(select(IssueCategory.key, IssueCategory.name))
    if any(name_key(other) == name_key(cleaned) for other_key, other in others if other_key != key):
        raise NameTaken(name=cleaned)
    whole(limit.amount, _("Limit"), 1, LONGEST)
    if key:
        row = found(session, IssueCategory, key)
    else:
        row = IssueCategory(key=f"own_{uuid4().hex[:12]}", position=next_position(session, IssueCategory.position))
        session.add(row)
    row.name, row.limit_amount, row.limit_unit = cleaned, limit.amount, limit.unit
    session.flush()
    return row.key


def set_category_active(session: Session, key: str, *, active: bool) -> None:
    """Offer a category for new issues, or offer it no more."""
    found(session, IssueCategory, key).active = active


def move_category(session: Session, key: str, *, steps: int) -> bool:
    """Move a category up (negative) or down; return whether anything moved."""
    row = found(session, IssueCategory, key)
    return move_in_order(session, row, IssueCategory.position, steps=steps)


def delete_category(session: Session, key: str) -> None:
    """Delete a category that no issue has.

    Raises:
        StillInUse: issues have it; it can be set aside.
    """
    row = found(session, IssueCategory, key)
    n = session.scalar(select(func.count()).select_from(Issue).where(Issue.category == key)) or 0
    if n:
        raise StillInUse(name=row.name, what=issues_text(n))
    session.delete(row)


def set_rule_active(session: Session, key: str, *, active: bool) -> None:
    """Offer a deadline preset, or offer it no more."""
    found(session, DeadlineRuleRow, key).active = active


def restore_category(session: Session, key: str) -> None:
    """Give a category its shipped name and limit back.

    Raises:
        PresetNotShipped: the office made it itself.
    """
    row = found(session, IssueCategory, key)
    shipped = shipped_categories().get(key)
    if shipped is None:
        raise PresetNotShipped(name=row.name)
    row.name, row.limit_amount, row.limit_unit = shipped["name"], shipped["limit_amount"], shipped["limit_unit"]
    row.active = True
