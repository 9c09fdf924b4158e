"""Reads a line: names first, then days, times, kinds, posts, units, initials and short names; the rest is the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.one_line.clocks import Clocks
from core.one_line.day_reading import Days
from core.one_line.kinds import Kinds
from core.one_line.lexicon import Lexicon, Spot
from core.one_line.line import Line
from core.one_line.mentions import Sitting
from core.one_line.people import People
from core.one_line.places import Places, take_place
from core.one_line.result import Answer, Asked, Reading
from core.one_line.units import Units
from core.one_line.words import FILLERS

LONGEST: Final = 200
"""A line has no more letters; longer text is something else, and nothing of it is read."""
_LETTERS: Final = re.compile(r"(?<![a-z\d])[a-z]{2,6}(?![a-z\d])")


def read_line(
    text: str, lexicon: Lexicon, *, today: date, calendar: WorkCalendar, given: Mapping[str, str] | None = None
) -> Reading:
    """Read a line into the fields of a visit.

    Args:
        text: As typed, with blanks or without, in any order.
        lexicon: The county's names.
        today: What 今天 means.
        calendar: Which days are off.
        given: Answers to earlier questions by `Question.key`: the key of an `Answer`, or "" to leave it open.
    """
    line = Line(text)
    sitting = Sitting(line, lexicon, today, calendar, given or {})
    if not line.raw or len(line.raw) > LONGEST:
        return sitting.result
    _Reader(sitting).read()
    return sitting.result


class _Reader:
    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._places, self._people = Places(sitting), People(sitting)
        self._days, self._clocks = Days(sitting), Clocks(sitting)
        self._kinds, self._units = Kinds(sitting), Units(sitting)

    def read(self) -> None:
        """Take what is certain first, so that every later reader sees where words end."""
        self._places.take_full_names()
        self._people.take_names()
        take_place(self._sitting)
        self._clocks.take()
        self._days.take()
        self._clocks.take_halves()
        self._kinds.take()
        self._people.take_posts()
        self._units.take()
        self._take_initials()
        self._places.take_short_names()
        self._days.take_bare()
        self._settle()

    def _settle(self) -> None:
        result = self._sitting.result
        self._places.settle()
        self._people.settle()
        self._days.settle()
        self._clocks.settle(self._days.hours)
        self._kinds.settle()
        result.questions.sort(key=lambda question: (not question.answers, question.at))
        result.theme = self._sitting.line.rest()

    def _take_initials(self) -> None:
        line, lexicon = self._sitting.line, self._sitting.lexicon
        for match in list(line.find(_LETTERS)):
            letters, (start, end) = match[0], match.span()
            if letters in FILLERS:
                continue
            people = lexicon.leader_initials.get(letters, [])
            spots = self._spots(letters)
            if people and spots:
                self._ask_meaning(start, end, people, spots)
            elif people:
                self._people.take_initials(start, end, people)
            elif spots:
                self._places.take_initials(start, end, spots)

    def _spots(self, letters: str) -> list[Spot]:
        lexicon, township = self._sitting.lexicon, self._places.township()
        found = list(lexicon.place_initials.get(letters, []))
        if township is not None:
            found = [each for each in found if each.township_id == township]
            found += lexicon.village_initials(township, letters)
        return found

    def _ask_meaning(self, start: int, end: int, people: list[int], spots: list[Spot]) -> None:
        """Ask whether the initials are a leader's or a township's; what is answered is read as such."""
        lexicon, words = self._sitting.lexicon, self._sitting.line.words(start, end)
        answers = [
            Answer(f"leader/{each}", lexicon.leaders[each].name, lexicon.leaders[each].post, each) for each in people
        ]
        answers += [_spot_answer(lexicon, spot) for spot in spots]
        self._sitting.line.take(start, end)
        answer = self._sitting.ask(Asked.MEANING, words, start, answers)
        if answer is None:
            return
        if isinstance(answer.value, Spot):
            self._places.take_initials(start, end, [answer.value])
        else:
            self._people.take_initials(start, end, [answer.value])


def _spot_answer(lexicon: Lexicon, spot: Spot) -> Answer:
    township = lexicon.townships[spot.township_id].name
    village = lexicon.villages[spot.village_id].name if spot.village_id is not None else ""
    return Answer(f"place/{spot.township_id}/{spot.village_id}", village or township, township if village else "", spot)
