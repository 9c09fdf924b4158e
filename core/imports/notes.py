"""Sentences about a row: kept as message and facts, so that they can be shown in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import _


class Label(str):
    """A fact that is itself a message id, such as the name of a column; translated when shown."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence and its named facts."""

    message: str
    facts: tuple[tuple[str, object], ...] = ()

    def text(self) -> str:
        """Return the sentence in the current language."""
        return _(self.message).format(**{name: _shown(fact) for name, fact in self.facts})

    def __str__(self) -> str:
        return self.text()


class Unreadable(Exception):
    """A cell or a row cannot be taken, and this is why."""

    def __init__(self, why: Note) -> None:
        self.why = why
        super().__init__(why.message)


def note(message: str, **facts: object) -> Note:
    """Return a note; *message* was marked with N_() where it is written."""
    return Note(message, tuple(facts.items()))


def _shown(fact: object) -> object:
    if isinstance(fact, Label):
        return _(str(fact))
    if isinstance(fact, Note):
        return fact.text()
    return fact


def facts_of(sentence: Note) -> Mapping[str, object]:
    """Return the named facts of a note."""
    return dict(sentence.facts)
