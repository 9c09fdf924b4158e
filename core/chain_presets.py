"""What a new schedule starts with for the issue chain: which limits apply to what, ready phrases, farm seasons.

The file resources/presets/chain.toml is read once, when a schedule is made; from then on the office edits its own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from core.chain import ClockKind, IssueTrack, PhraseTopic
from core.issues import SourceChannel
from core.paths import resource


@dataclass(frozen=True, slots=True)
class ClockPresetDraft:
    """A limit for issues of a track, a category or a channel; None means any."""

    kind: ClockKind
    rule_key: str
    track: IssueTrack | None = None
    category: str | None = None
    channel: SourceChannel | None = None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class PhraseDraft:
    """A ready sentence."""

    text: str
    topic: PhraseTopic = PhraseTopic.ANY


@dataclass(frozen=True, slots=True)
class SeasonDraft:
    """A busy season in the fields, every year from (month, day) to (month, day)."""

    name: str
    starts: tuple[int, int]
    ends: tuple[int, int]
    advice: str = ""


def _shipped() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(resource("presets", "chain.toml").read_text(encoding="utf-8"))


def shipped_clock_presets() -> list[ClockPresetDraft]:
    """Return which limits apply to what, as shipped."""
    return [
        ClockPresetDraft(
            ClockKind(entry["kind"]),
            entry["rule"],
            IssueTrack(entry["track"]) if "track" in entry else None,
            entry.get("category"),
            SourceChannel(entry["channel"]) if "channel" in entry else None,
            entry.get("repeats", False),
        )
        for entry in _shipped()["clock"]
    ]


def shipped_phrases() -> list[PhraseDraft]:
    """Return the ready phrases, as shipped."""
    return [PhraseDraft(entry["text"], PhraseTopic(entry["topic"])) for entry in _shipped()["phrase"]]


def shipped_seasons() -> list[SeasonDraft]:
    """Return the farm seasons, as shipped."""
    return [
        SeasonDraft(entry["name"], _month_day(entry["starts"]), _month_day(entry["ends"]), entry.get("advice", ""))
        for entry in _shipped()["season"]
    ]


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
