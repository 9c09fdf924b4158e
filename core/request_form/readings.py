"""What the words of a field come to: a value with a verdict, or a question with its possible answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from core.i18n import N_
from core.imports.notes import Note, note

LEAVE_OUT: Final = "leave"
"""The answer that leaves a field empty."""


class Verdict(StrEnum):
    """How sure a field is."""

    READ = "read"
    NOTED = "noted"
    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: its key, what it would put into the field, and how it is shown."""

    key: str
    value: Any
    text: Note


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field of a request as read.

    Attributes:
        key: Names the field among the others of its request; a unit asked about has one of its own.
        label: A msgid.
        raw: The words as they stand in the form.
        value: What they come to; None while that is asked.
        shown: The value in words.
        why: What is doubtful, or what was taken for granted.
        options: All answers, likeliest first; with a question there is always at least one.
        likely: How many of the options are worth offering before the others.
    """

    key: str
    label: str
    raw: str
    value: Any = None
    shown: Note | None = None
    verdict: Verdict = Verdict.READ
    why: Note | None = None
    options: tuple[Option, ...] = field(default=())
    likely: int = 0

    @property
    def is_open(self) -> bool:
        """Return whether an answer is still missing."""
        return self.verdict is Verdict.ASKED


def plain(text: object) -> Note:
    """Return words as a note that no language changes."""
    return note(N_("{name}"), name=text)


def leave_out() -> Option:
    """Return the answer that leaves a field empty."""
    return Option(LEAVE_OUT, None, note(N_("Leave it empty")))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question while it is being put; `ask` turns it into a reading.

    Attributes:
        required: It cannot be left empty.
        likely: How many of the options are worth offering before the others; -1 all of them.
    """

    key: str
    label: str
    raw: str
    why: Note
    options: Sequence[Option] = ()
    required: bool = False
    likely: int = -1

    def with_answer(self, answer: str | None) -> FieldReading:
        """Return the reading: answered, or still open."""
        given = (*self.options, *(() if self.required else (leave_out(),)))
        likely = len(self.options) if self.likely < 0 else self.likely
        made = FieldReading(self.key, self.label, self.raw, None, None, Verdict.ASKED, self.why, given, likely)
        chosen = next((each for each in given if each.key == answer), None)
        if chosen is None:
            return made
        shown = chosen.text if chosen.key != LEAVE_OUT else plain("")
        return replace(made, value=chosen.value, shown=shown, verdict=Verdict.ANSWERED)
