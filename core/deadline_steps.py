"""The numbered steps that lead to a due date: facts that are stored with the issue, put into words when shown.

A further step is one key in SENTENCES; a key once stored is never renamed. Every step carries the days it
moved the date and the date reached, so the sum of the steps is the due date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from core.deadline_rules import COUNTS_FROM_NAMES, UNIT_NAMES, CountsFrom, Unit
from core.i18n import N_, _, clauses, day_text, is_chinese, listed, weekday_text

WEEKEND: Final = "Weekend"
COUNTY_DAY: Final = "County's own day off"
N_("Weekend")
N_("County's own day off")

SENTENCES: Final[Mapping[str, str]] = {
    "start": N_("From {day}; that day itself is not counted"),
    "start_event": N_("From {event} on {day}; that day itself is not counted"),
    "natural": N_("Plus {n} natural days, days off included: {day}"),
    "working": N_("Plus {n} working days: {day}"),
    "pause": N_("The clock stood still from {first} to {last} ({reason}), plus {n} {unit}: {day}"),
    "extension": N_("Extended by {n} {unit}, {approved}: {day}"),
    "extension_until": N_("Extended to {day}, {approved}"),
    "extension_late": N_("This extension was granted on {granted}, after the date had passed"),
    "roll_next": N_("{from_day} is a day off ({holiday}); it moves to the next working day: {day}"),
    "roll_previous": N_("{from_day} is a day off ({holiday}); it moves to the working day before: {day}"),
    "rest_day": N_("{day} is a day off ({holiday}); it stays as it is, so chase by {warn_on}"),
    "unannounced": N_("The holidays of {year} are not announced yet: check {day} when they are"),
    "stated": N_("Stated as {day} in the imported ledger; taken as written"),
    "stated_here": N_("Set to {day} by hand; taken as written"),
    "stated_differs": N_("Counted from {start}, {n} {unit} would be {counted}"),
    "awaited": N_("No {event} is written down yet: until it is, the days count from {start}"),
    "reopened": N_("Reopened on {granted} with a new date, {day}: {why}"),
    "recounted": N_("Counted again on {granted} by {who} after “{source}”; it was {counted} before"),
    "held": N_("Held at {day} by {who} on {granted}; counted again after “{source}” it would be {counted}"),
}
"""Message ids by step key; `{day}` is always the date reached."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a due date's biography.

    Attributes:
        key: A key of SENTENCES.
        day: The date reached after this step.
        days: Natural days by which this step moved the date; 0 for a remark.
        facts: What the sentence names: numbers, texts, ISO dates.
    """

    key: str
    day: date
    days: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the step as plain JSON values."""
        return {"key": self.key, "day": self.day.isoformat(), "days": self.days, "facts": dict(self.facts)}


def step_from_json(stored: Mapping[str, Any]) -> Step:
    """Return the step that `to_json` stored."""
    return Step(stored["key"], date.fromisoformat(stored["day"]), stored["days"], dict(stored["facts"]))


def steps_to_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return *steps* as stored with the issue."""
    return [step.to_json() for step in steps]


def steps_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return stored steps; a step of a later version is kept as a bare date."""
    return tuple(step_from_json(entry) for entry in stored)


def step_text(step: Step) -> str:
    """Return one step as a sentence in the current language."""
    sentence = SENTENCES.get(step.key)
    day = _day(step.day)
    if sentence is None:
        return day
    text = _(sentence).format(**{**_spoken(step.facts), "day": day})
    return text + _counted_text(step.facts)


def steps_text(steps: Sequence[Step]) -> str:
    """Return the whole biography, one numbered line for each step."""
    return "\n".join(f"{number}. {step_text(step)}" for number, step in enumerate(steps, 1))


def _spoken(facts: Mapping[str, Any]) -> dict[str, Any]:
    spoken = dict(facts)
    for name in ("first", "last", "granted", "from_day", "warn_on", "start", "counted"):
        if name in facts:
            spoken[name] = _day(date.fromisoformat(facts[name]))
    if "unit" in facts:
        spoken["unit"] = _(UNIT_NAMES[Unit(facts["unit"])])
    if "event" in facts:
        spoken["event"] = _(COUNTS_FROM_NAMES[CountsFrom(facts["event"])])
    if "holiday" in facts:
        spoken["holiday"] = _(facts["holiday"])
    if "reason" in facts:
        spoken["reason"] = facts["reason"] or _("no reason given")
    if "who" in facts:
        spoken["who"] = facts["who"] or _("the office")
    spoken["approved"] = _approval(facts)
    return spoken


def _approval(facts: Mapping[str, Any]) -> str:
    """Return who approved an extension, under which number, and why."""
    approver = _("approved by {name}").format(name=facts["approver"]) if facts.get("approver") else ""
    parts = [approver, facts.get("number", ""), facts.get("why", "")]
    return clauses(parts) or _("approver not recorded")


def _counted_text(facts: Mapping[str, Any]) -> str:
    """Return what working-day counting left out and let in: 扣除国庆节 7 天，计入10月10日补班."""
    skipped: Mapping[str, int] = facts.get("skipped", {})
    parts = []
    if skipped:
        named = [_("{name} {n} d").format(name=_(name), n=n) for name, n in skipped.items()]
        parts.append(_("leaving out {days}").format(days=listed(named)))
    made_up = [day_text(date.fromisoformat(day)) for day in facts.get("made_up", ())]
    if made_up:
        parts.append(_("counting make-up {days}").format(days=listed(made_up)))
    if not parts:
        return ""
    return ("；" if is_chinese() else "; ") + clauses(parts)


def _day(day: date) -> str:
    """Return 2026年10月15日（周四）: the year matters in a biography that is kept."""
    text = day_text(day, year=True)
    return f"{text}（{weekday_text(day)}）" if is_chinese() else f"{weekday_text(day)} {text}"
