"""What Settings lists of clock presets: each line in words, in the office's order."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.chain import CLOCK_NAMES, TRACK_NAMES, ClockKind, IssueTrack
from core.chain_presets import shipped_clock_presets
from core.i18n import N_, _, listed
from core.issues import SourceChannel
from db.models import ClockPreset, DeadlineRuleRow, IssueCategory

CHANNEL_NAMES = {
    SourceChannel.VISIT: N_("Visit"),
    SourceChannel.HOTLINE: N_("12345 hotline"),
    SourceChannel.LETTER: N_("Letter"),
    SourceChannel.SUPERIOR: N_("From above"),
    SourceChannel.OTHER: N_("Other"),
}


@dataclass(frozen=True, slots=True)
class PresetLine:
    """A line that says which limit applies to what.

    Attributes:
        applies_to: Its conditions in words; "every issue" without any.
        shipped: A line as it was shipped.
    """

    id: int
    kind: ClockKind
    rule_key: str
    rule: str
    amount: int
    unit: str
    track: IssueTrack | None
    category: str | None
    channel: SourceChannel | None
    repeats: bool
    active: bool
    shipped: bool
    applies_to: str

    @property
    def clock(self) -> str:
        """Return the name of the clock."""
        return _(CLOCK_NAMES[self.kind])


def preset_lines(session: Session) -> list[PresetLine]:
    """Return every line, the upper ones first."""
    categories = dict(session.execute(select(IssueCategory.key, IssueCategory.name)).all())
    shipped = {(draft.kind, draft.rule_key, draft.track, draft.category, draft.channel, draft.repeats)
               for draft in shipped_clock_presets()}  # fmt: skip
    rows = session.execute(
        select(ClockPreset, DeadlineRuleRow)
        .join(DeadlineRuleRow, DeadlineRuleRow.key == ClockPreset.rule_key)
        .order_by(ClockPreset.position, ClockPreset.id)
    )
    return [
        PresetLine(
            id=row.id,
            kind=row.kind,
            rule_key=rule.key,
            rule=_(rule.name),
            amount=rule.amount,
            unit=rule.unit,
            track=row.track,
            category=row.category,
            channel=row.channel,
            repeats=row.repeats,
            active=row.active and rule.active,
            shipped=(row.kind, row.rule_key, row.track, row.category, row.channel, row.repeats) in shipped,
            applies_to=_applies_to(row, categories),
        )
        for row, rule in rows
    ]


def _applies_to(row: ClockPreset, categories: dict[str, str]) -> str:
    parts = [
        _(TRACK_NAMES[row.track]) if row.track is not None else "",
        _(categories.get(row.category, row.category)) if row.category is not None else "",
        _(CHANNEL_NAMES[row.channel]) if row.channel is not None else "",
    ]
    return listed(filter(None, parts)) or _("every issue")
