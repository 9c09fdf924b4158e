"""What was understood of a line, and what has to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from core.i18n import N_, _
from core.visits import Half, ReceptionForm

MOST_ANSWERS = 9


class Asked(StrEnum):
    """What a question is about."""

    DAY = "day"
    TIME = "time"
    LEADER = "leader"
    PLACE = "place"
    KIND = "kind"
    AGENCY = "agency"
    MEANING = "meaning"


_SENTENCES = {
    Asked.DAY: N_("Which day is “{words}”?"),
    Asked.TIME: N_("What time is “{words}”?"),
    Asked.LEADER: N_("Who is “{words}”?"),
    Asked.PLACE: N_("Where is “{words}”?"),
    Asked.KIND: N_("Which kind of visit is “{words}”?"),
    Asked.AGENCY: N_("Which unit is “{words}”?"),
    Asked.MEANING: N_("What does “{words}” mean?"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to understand the words.

    Attributes:
        key: Names it among the answers of its question.
        label: In the current language.
        note: Grey words that help to tell the answers apart: a post, 休息日.
        value: What it stands for, for the reader alone.
    """

    key: str
    label: str
    note: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Question:
    """Words that could mean several things, or nothing known.

    Attributes:
        words: As they stand in the line.
        at: Where they stand, so that questions come in the order of the line.
        answers: At most nine; none where only the form's own field can answer.
        why: A whole sentence in the current language, where the answers alone do not explain the question.
    """

    asked: Asked
    words: str
    at: int
    answers: tuple[Answer, ...] = ()
    why: str = ""

    @property
    def key(self) -> str:
        """Name the question; the same words ask the same question again while the line is typed on."""
        return f"{self.asked}:{self.words}"

    def sentence(self) -> str:
        """Return the question in the current language."""
        asked = _(_SENTENCES[self.asked]).format(words=self.words)
        return f"{asked} {self.why}".strip()


@dataclass(slots=True)
class Reading:
    """The fields that a line names; what it does not name, or leaves open, is None or empty."""

    day: date | None = None
    half: Half | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    leader_id: int | None = None
    leaders_along: list[int] = field(default_factory=list)
    township_id: int | None = None
    village_id: int | None = None
    kind: str | None = None
    reception_form: ReceptionForm | None = None
    agencies: list[int] = field(default_factory=list)
    unannounced: bool = False
    place: str = ""
    theme: str = ""
    questions: list[Question] = field(default_factory=list)

    def asks(self, asked: Asked) -> bool:
        """Return whether a question of this kind is open."""
        return any(question.asked is asked for question in self.questions)

    @property
    def is_visit(self) -> bool:
        """Whether the line says enough to offer a visit: a place, and a day or a leader, be it as a question."""
        where = self.township_id is not None or self.asks(Asked.PLACE)
        when = self.day is not None or self.asks(Asked.DAY)
        who = self.leader_id is not None or self.asks(Asked.LEADER)
        return where and (when or who)
