"""What every new schedule starts with: kinds of outing, categories and deadline presets.

All of it is data that the office edits; nothing here is read again once it is stored.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.deadline_rules import PRESETS, shipped_categories
from core.visits import KINDS
from db.models import DeadlineRuleRow, IssueCategory, VisitKindRow


def seed_presets(session: Session) -> None:
    """Add every preset that the schedule does not have yet; what is there stays as it is."""
    for position, kind in enumerate(KINDS):
        if session.get(VisitKindRow, kind.key) is None:
            row = VisitKindRow(key=kind.key, name=kind.name, seal=kind.seal, colour=kind.colour, position=position)
            row.receives_people = kind.receives_people
            session.add(row)
    for position, category in enumerate(shipped_categories().values()):
        if session.get(IssueCategory, category["key"]) is None:
            session.add(IssueCategory(position=position, **category))
    for position, rule in enumerate(PRESETS):
        if session.get(DeadlineRuleRow, rule.key) is None:
            session.add(
                DeadlineRuleRow(
                    key=rule.key,
                    name=rule.name,
                    amount=rule.amount,
                    unit=str(rule.unit),
                    roll=str(rule.roll),
                    counts_from=rule.counts_from,
                    source=rule.source,
                    position=position,
                )
            )
