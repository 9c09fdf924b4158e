"""How the readers of a line ask: an answer already given settles the question, else it goes to the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.calendar.workdays import WorkCalendar
from core.one_line.lexicon import Lexicon, Spot
from core.one_line.line import Line
from core.one_line.result import MOST_ANSWERS, Answer, Asked, Question, Reading


@dataclass(slots=True)
class Sitting:
    """One reading under way.

    Attributes:
        given: Answers by the key of their question.
        spots: Townships that the words may mean, so that 下个集日 knows whose market.
    """

    line: Line
    lexicon: Lexicon
    today: date
    calendar: WorkCalendar
    given: Mapping[str, str]
    result: Reading = field(default_factory=Reading)
    spots: list[Spot] = field(default_factory=list)

    def ask(self, asked: Asked, words: str, at: int, answers: list[Answer], *, why: str = "") -> Answer | None:
        """Return the answer given earlier, or put the question into the result and return None."""
        question = Question(asked, words, at, tuple(answers[:MOST_ANSWERS]), why)
        chosen = self.given.get(question.key)
        if chosen is None:
            self.result.questions.append(question)
            return None
        found = next((each for each in question.answers if each.key == chosen), None)
        if found is None and chosen:
            self.result.questions.append(question)
        return found
