"""What ships for outings: a template for each kind and the household categories; and templates as plain values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import time
from functools import cache
from typing import Any

from core.paths import resource
from core.preparation import Certainty, Proof, StepDraft, StopDraft, StopKind, TemplateDraft
from core.visits import Half


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads(resource("presets", "outings.toml").read_text(encoding="utf-8"))


def shipped_household_categories() -> dict[str, str]:
    """Return the names of the household categories by key, in their order."""
    return {entry["key"]: entry["name"] for entry in _shipped()["household_category"]}


def shipped_templates() -> list[TemplateDraft]:
    """Return the template of each shipped kind; each is its kind's default."""
    return [
        TemplateDraft(
            kind=entry["kind"],
            name=entry["name"],
            is_default=True,
            half=Half(entry["half"]),
            starts_at=time.fromisoformat(entry["starts_at"]),
            ends_at=time.fromisoformat(entry["ends_at"]),
            steps=steps_from_json(entry["steps"]),
            stops=stops_from_json(entry["stops"]),
        )
        for entry in _shipped()["template"]
    ]


def tells_somebody(step: StepDraft) -> bool:
    """Return whether doing *step* tells somebody of the visit, as far as its words show."""
    telling = {Proof.TOWNSHIP_TOLD, Proof.AGENCIES_TOLD, Proof.AGENCIES_CONFIRMED}
    words: list[str] = _shipped()["telling_words"]
    return step.proof in telling or any(word in step.what or word in step.who for word in words)


def steps_to_json(steps: Iterable[StepDraft]) -> list[dict[str, Any]]:
    """Return the steps of a template as plain values; nothing in a template is done yet."""
    return [{"days_before": s.days_before, "what": s.what, "who": s.who, "proof": s.proof.value} for s in steps]


def steps_from_json(stored: object) -> list[StepDraft]:
    """Return the steps that `steps_to_json` wrote; what cannot be read is left out, never fatal."""
    return [
        StepDraft(
            what=str(each["what"]),
            days_before=int(each.get("days_before", 0)),
            who=str(each.get("who", "")),
            proof=_member(Proof, each.get("proof"), Proof.NONE),
        )
        for each in _mappings(stored)
        if each.get("what")
    ]


def stops_to_json(stops: Iterable[StopDraft]) -> list[dict[str, Any]]:
    """Return the stops of a template as plain values."""
    return [
        {
            "kind": stop.kind.value,
            "what": stop.what,
            "place": stop.place,
            "at": stop.at.isoformat("minutes") if stop.at else None,
            "certainty": stop.certainty.value,
            "minutes": stop.minutes,
        }
        for stop in stops
    ]


def stops_from_json(stored: object) -> list[StopDraft]:
    """Return the stops that `stops_to_json` wrote; what cannot be read is left out, never fatal."""
    return [
        StopDraft(
            kind=_member(StopKind, each.get("kind"), StopKind.STOP),
            what=str(each.get("what", "")),
            place=str(each.get("place", "")),
            at=time.fromisoformat(each["at"]) if each.get("at") else None,
            certainty=_member(Certainty, each.get("certainty"), Certainty.EXACT),
            minutes=each["minutes"] if isinstance(each.get("minutes"), int) else None,
        )
        for each in _mappings(stored)
    ]


def _mappings(stored: object) -> list[Mapping[str, Any]]:
    return [each for each in stored if isinstance(each, Mapping)] if isinstance(stored, list) else []


def _member(kind: Any, value: object, otherwise: Any) -> Any:
    return kind(value) if value in set(kind) else otherwise
