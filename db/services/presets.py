"""What every new schedule starts with: kinds of outing, categories and deadline presets.

All of it is data that the office edits; nothing here is read again once it is stored.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.chain_presets import shipped_clock_presets, shipped_phrases, shipped_seasons
from core.deadline_rules import PRESETS, shipped_categories
from core.outing_presets import shipped_household_categories, shipped_templates, steps_to_json, stops_to_json
from core.visits import SHIPPED_KINDS
from db.models import (
    ClockPreset,
    DeadlineRuleRow,
    FarmSeason,
    HouseholdCategory,
    IssueCategory,
    Phrase,
    VisitKindRow,
    VisitTemplate,
)


def seed_presets(session: Session) -> None:
    """Add every preset that the schedule does not have yet; what is there stays as it is."""
    seed_outings(session)
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
                    pausable=rule.pausable,
                    position=position,
                )
            )
    seed_chain(session)


def seed_chain(session: Session) -> None:
    """Add the limits by track, the ready phrases and the farm seasons where the schedule has none at all yet."""
    session.flush()
    rules = set(session.scalars(select(DeadlineRuleRow.key)))
    if session.scalar(select(ClockPreset.id).limit(1)) is None:
        presets = [draft for draft in shipped_clock_presets() if draft.rule_key in rules]  # an office may delete a rule
        for position, draft in enumerate(presets):
            row = ClockPreset(kind=draft.kind, rule_key=draft.rule_key, position=position, repeats=draft.repeats)
            row.track, row.category, row.channel = draft.track, draft.category, draft.channel
            session.add(row)
    if session.scalar(select(Phrase.id).limit(1)) is None:
        for position, phrase in enumerate(shipped_phrases()):
            session.add(Phrase(text=phrase.text, topic=phrase.topic, position=position))
    if session.scalar(select(FarmSeason.id).limit(1)) is None:
        for position, season in enumerate(shipped_seasons()):
            window = FarmSeason(name=season.name, advice=season.advice, position=position)
            window.starts_month, window.starts_day = season.starts
            window.ends_month, window.ends_day = season.ends
            session.add(window)


def seed_outings(session: Session) -> None:
    """Add the kinds of outing, their templates and the household categories that the schedule does not have yet."""
    for position, kind in enumerate(SHIPPED_KINDS):
        if session.get(VisitKindRow, kind.key) is None:
            row = VisitKindRow(key=kind.key, name=kind.name, seal=kind.seal, colour=kind.colour, position=position)
            row.receives_people, row.record = kind.receives_people, kind.record
            session.add(row)
    for position, (key, name) in enumerate(shipped_household_categories().items()):
        if session.get(HouseholdCategory, key) is None:
            session.add(HouseholdCategory(key=key, name=name, position=position))
    session.flush()
    known = {(row.kind, row.name) for row in session.execute(select(VisitTemplate.kind, VisitTemplate.name))}
    for position, draft in enumerate(shipped_templates()):
        if (draft.kind, draft.name) not in known:
            session.add(
                VisitTemplate(
                    kind=draft.kind,
                    name=draft.name,
                    is_default=draft.is_default,
                    half=draft.half,
                    starts_at=draft.starts_at,
                    ends_at=draft.ends_at,
                    steps=steps_to_json(draft.steps),
                    stops=stops_to_json(draft.stops),
                    position=position,
                )
            )
