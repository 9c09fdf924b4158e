"""What the import cannot know: asked once, answered for all rows that need it."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.imports.notes import Note

USE, CREATE, LEAVE, REFUSE = "use", "create", "leave", "refuse"
"""Answers to names: `use:<key>`, or one of these words.

For columns `field:<field>` or `ignore`; for sheets `kind:<kind>` or `skip`.
"""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file, for people."""

    file: str
    sheet: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    answer: str
    text: Note


@dataclass(slots=True)
class Question:
    """One thing to ask.

    Attributes:
        id: Stable from run to run, so that answers can be kept in a file.
        subject: `sheet`, `column`, `missing`, `misfit`, `choice`, or the table a name was looked for in.
        text: The question.
        options: All possible answers, the likeliest first; nothing is chosen beforehand.
        places: Where it matters; the first ones are enough to show.
    """

    id: str
    subject: str
    text: Note
    options: tuple[Option, ...]
    places: list[Where] = field(default_factory=list)
    answer: str | None = None

    def allows(self, answer: str) -> bool:
        """Return whether *answer* is one of the options."""
        return any(option.answer == answer for option in self.options)


class Asked:
    """All questions of one import, and the answers given so far."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers
        self.questions: dict[str, Question] = {}

    def ask(self, question: Question, place: Where) -> str | None:
        """Return the answer to a question, None while there is none; *place* is added to where it matters."""
        known = self.questions.setdefault(question.id, question)
        if place not in known.places:
            known.places.append(place)
        given = self.answers.get(question.id)
        known.answer = given if given is not None and known.allows(given) else None
        return known.answer

    @property
    def open(self) -> tuple[Question, ...]:
        """Return the questions without an answer, in the order they came up."""
        return tuple(question for question in self.questions.values() if question.answer is None)
