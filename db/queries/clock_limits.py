"""Which limit an issue gets where nobody typed one: a preset to finish, its category's, or the office's own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.chain import ClockKind
from core.chain_presets import ClockPresetDraft
from core.clocks import preset_for
from core.issues import IssueDraft
from core.settings import OfficeSettings
from db.models import Issue, IssueCategory
from db.queries.clock_terms import Rule, active_presets, rules


@dataclass(frozen=True, slots=True)
class GivenLimit:
    """Days given, and what gave them: rule, category, office or typed."""

    amount: int
    unit: str
    by: str
    rule: Rule | None = None

    @property
    def rule_key(self) -> str | None:
        """Return the key of the office's limit behind it, if one is."""
        return self.rule.key if self.rule is not None else None


def limit_for(session: Session, classed: Issue | IssueDraft, settings: OfficeSettings) -> GivenLimit:
    """Return the limit that applies to an issue or a draft, by its track, category and channel."""
    return limit_among(session, classed, active_presets(session), rules(session), settings)


def limit_among(
    session: Session,
    classed: Issue | IssueDraft,
    presets: list[ClockPresetDraft],
    known: dict[str, Rule],
    settings: OfficeSettings,
) -> GivenLimit:
    """Return the limit that applies where presets and rules were read already."""
    preset = preset_for(
        presets,
        ClockKind.FINISH,
        track=classed.track,
        category=classed.category,
        channel=classed.source_channel,
    )
    rule = known.get(preset.rule_key) if preset is not None else None
    if rule is not None:
        return GivenLimit(rule.amount, str(rule.unit), "rule", rule)
    category = session.get(IssueCategory, classed.category) if classed.category else None
    if category is not None:
        return GivenLimit(category.limit_amount, category.limit_unit, "category")
    return GivenLimit(settings.default_limit_days, settings.default_limit_unit, "office")
