"""The office's own limits and which issues they apply to; what already runs keeps its date unless it is recounted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.calendar.workdays import WorkCalendar
from core.chain import CLOCK_NAMES
from core.chain_presets import ClockPresetDraft, shipped_clock_presets
from core.clock_errors import NothingChosen, PresetTwice, RecountOutdated, RuleInUse
from core.deadline_rules import PRESETS, CountsFrom
from core.errors import ChoiceVanished, NameTaken, PresetNotShipped
from core.i18n import _, ngettext
from core.issues import ActionKind
from core.names import name_key
from core.settings import OfficeSettings
from core.text import clean_line, required_line
from db.models import ClockPreset, DeadlineRuleRow, Issue, IssueClock
from db.queries.clock_previews import WouldMove, would_move
from db.services.directory import found, next_position, whole
from db.services.issue_clocks import reclass_issue
from db.services.issue_lines import add_line
from db.services.ordering import move_in_order
from db.services.presets_edit import Limit

LONGEST: Final = 3660


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A limit under edit.

    Attributes:
        name: Of the office's own; shipped ones keep theirs.
        roll: Where it goes when it ends on a day off.
        counts_from: The event; None leaves it.
        pausable: Whether pauses stop it; None leaves it.
    """

    limit: Limit
    roll: str
    name: str = ""
    counts_from: CountsFrom | None = None
    pausable: bool | None = None
    source: str = ""


def save_limit(session: Session, key: str, draft: RuleDraft) -> str:
    """Save a limit and return its key; an empty *key* adds one of the office's own. Dates already given stay.

    Raises:
        NumberOutOfRange: nobody gives so many days.
        MissingField, NameTaken: a limit of the office's own needs a name of its own.
        Vanished: there is no such limit.
    """
    whole(draft.limit.amount, _("Limit"), 1, LONGEST)
    if key:
        row = found(session, DeadlineRuleRow, key)
    else:
        row = DeadlineRuleRow(key=f"own_{uuid4().hex[:12]}", name="", counts_from=str(CountsFrom.RAISED))
        row.position = next_position(session, DeadlineRuleRow.position)
    if not key or _is_own(key):
        row.name = _free_name(session, draft.name, key)
        row.source = clean_line(draft.source, _("Source"), limit=400)
    row.amount, row.unit, row.roll = draft.limit.amount, draft.limit.unit, draft.roll
    if draft.counts_from is not None:
        row.counts_from = str(draft.counts_from)
    if draft.pausable is not None:
        row.pausable = draft.pausable
    session.add(row)
    session.flush()
    return row.key


def restore_limit(session: Session, key: str) -> None:
    """Give a limit everything back that was shipped.

    Raises:
        PresetNotShipped: the office made it itself.
    """
    row = found(session, DeadlineRuleRow, key)
    shipped = next((rule for rule in PRESETS if rule.key == key), None)
    if shipped is None:
        raise PresetNotShipped(name=_(row.name))
    row.amount, row.unit, row.roll = shipped.amount, str(shipped.unit), str(shipped.roll)
    row.counts_from, row.pausable, row.active = str(shipped.counts_from), shipped.pausable, True


def delete_limit(session: Session, key: str) -> None:
    """Delete a limit of the office's own that no line names; dates counted by it keep their steps.

    Raises:
        RuleInUse: lines name it, or dates were counted by it; it can be set aside.
    """
    row = found(session, DeadlineRuleRow, key)
    lines = _count(session, ClockPreset.rule_key, key)
    if lines:
        raise RuleInUse(name=_(row.name), what=ngettext("{n} line", "{n} lines", lines).format(n=lines))
    dates = _count(session, Issue.rule_key, key) + _count(session, IssueClock.rule_key, key)
    if dates:
        raise RuleInUse(name=_(row.name), what=ngettext("{n} date", "{n} dates", dates).format(n=dates))
    session.delete(row)


def save_preset(session: Session, preset_id: int | None, draft: ClockPresetDraft) -> int:
    """Save which limit applies to what and return the line's id; None adds one at the end.

    Raises:
        PresetTwice: another line has the same clock and conditions.
        ChoiceVanished: its limit was deleted meanwhile.
        Vanished: the line was.
    """
    if session.get(DeadlineRuleRow, draft.rule_key) is None:
        raise ChoiceVanished(field=_("Limit"))
    same = select(ClockPreset).where(ClockPreset.kind == draft.kind, ClockPreset.active)
    for other in session.scalars(same):
        if other.id != preset_id and conditions(other) == conditions(draft):
            raise PresetTwice(name=_(CLOCK_NAMES[draft.kind]))
    if preset_id is None:
        row = ClockPreset(position=next_position(session, ClockPreset.position))
    else:
        row = found(session, ClockPreset, preset_id)
    row.kind, row.rule_key, row.repeats = draft.kind, draft.rule_key, draft.repeats
    row.track, row.category, row.channel = draft.track, draft.category, draft.channel
    session.add(row)
    session.flush()
    return row.id


def set_preset_active(session: Session, preset_id: int, *, active: bool) -> None:
    """Let a line apply to new issues, or no more.

    Raises:
        PresetTwice: another line has taken its place meanwhile.
    """
    row = found(session, ClockPreset, preset_id)
    if active:
        row.active = True
        draft = ClockPresetDraft(row.kind, row.rule_key, row.track, row.category, row.channel, row.repeats)
        save_preset(session, preset_id, draft)
    row.active = active


def delete_preset(session: Session, preset_id: int) -> None:
    """Delete a line; what already runs by it goes on."""
    session.delete(found(session, ClockPreset, preset_id))


def move_preset(session: Session, preset_id: int, *, steps: int) -> bool:
    """Move a line up (negative) or down; of equal lines the upper one wins. Return whether anything moved."""
    row = found(session, ClockPreset, preset_id)
    return move_in_order(session, row, ClockPreset.position, steps=steps)


def restore_presets(session: Session) -> None:
    """Put the lines back as they were shipped; the office's own lines go, its limits stay."""
    for row in session.scalars(select(ClockPreset)):
        session.delete(row)
    session.flush()
    known = set(session.scalars(select(DeadlineRuleRow.key)))
    shipped = [draft for draft in shipped_clock_presets() if draft.rule_key in known]
    for position, draft in enumerate(shipped):
        row = ClockPreset(kind=draft.kind, rule_key=draft.rule_key, position=position, repeats=draft.repeats)
        row.track, row.category, row.channel = draft.track, draft.category, draft.channel
        session.add(row)
    session.flush()


def recount_by_presets(
    session: Session,
    accepted: Collection[int],
    *,
    shown: Sequence[WouldMove],
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> int:
    """Give the issues *accepted* the limits as they are now, and return how many dates moved.

    Args:
        session: A write of the store.
        accepted: Ids of issues; all dates of one move together.
        shown: The preview as the office saw it.
        today: Written beside what moved.
        calendar: The office's.
        settings: The office's.

    Raises:
        NothingChosen: no issue was ticked.
        RecountOutdated: other dates would move than those shown.
    """
    if not accepted:
        raise NothingChosen
    now = would_move(session, today=today, calendar=calendar, settings=settings)
    if {each.mark for each in now} != {each.mark for each in shown}:
        raise RecountOutdated
    moved = [each for each in now if each.issue_id in accepted]
    for issue_id in dict.fromkeys(each.issue_id for each in moved):
        issue = found(session, Issue, issue_id)
        before = issue.due
        reclass_issue(session, issue, calendar=calendar, settings=settings, today=today)
        due = issue.due if issue.due != before else None
        words = _("By the limits of {day}").format(day=today.isoformat())
        add_line(session, issue, ActionKind.RECOUNTED, today, text=words, due=due, agency_id=issue.lead_agency_id)
    session.flush()
    return len(moved)


def conditions(line: ClockPreset | ClockPresetDraft) -> tuple[object, ...]:
    """Return what a line asks of an issue."""
    return line.track, line.category, line.channel


def _free_name(session: Session, name: str, key: str) -> str:
    cleaned = required_line(name, _("Name"), limit=200)
    others = session.execute(select(DeadlineRuleRow.key, DeadlineRuleRow.name))
    if any(name_key(_(other)) == name_key(cleaned) for other_key, other in others if other_key != key):
        raise NameTaken(name=cleaned)
    return cleaned


def _count(session: Session, column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], key: str) -> int:
    return session.scalar(select(func.count()).where(column == key)) or 0


def _is_own(key: str) -> bool:
    return key.startswith("own_")
