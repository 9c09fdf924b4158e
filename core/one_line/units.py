"""Units that go along: 带水利局、民政局; 县信访局陪同; a unit named by itself."""

from __future__ import annotations

import re
from typing import Final

from core.one_line.lexicon import Lexicon, longest, longest_key, unit_stem
from core.one_line.mentions import Sitting
from core.one_line.result import Answer, Asked

_TAKES: Final = re.compile(r"(?<!不)(?:带上|带|会同|邀请|叫上|通知|陪同单位|参加单位|随行|bring|with)\s*[:：]?\s*")
_ALONG: Final = re.compile(r"\s*(?:等部门|等单位|负责人|主要负责人)?\s*(?:陪同|参加|随行|一起去|一同前往|一起|along)")
_NEXT: Final = re.compile(r"\s*(?:[、,，和与及]|and\s)\s*|\s+")
_UNIT: Final = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:局|委|办|中心|公司|联合会|残联)")
_LETTERS: Final = re.compile(r"[a-z]{2,10}(?![a-z])")


class Units:
    """What a line says of units.

    Args:
        sitting: The reading under way.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._index = _all_ways(sitting.lexicon)
        self._most = longest_key(self._index)

    def take(self) -> None:
        """Take the lists of units after 带, and units that stand by themselves."""
        line = self._sitting.line
        for match in list(line.find(_TAKES)):
            end = self._take_list(match.end())
            if end > match.end():
                line.take(match.start(), match.end())
        self._take_alone()

    def _take_list(self, start: int) -> int:
        """Take one unit after the other; return where the list ends."""
        line, at = self._sitting.line, start
        while True:
            end = self._take_one(at)
            if end == at:
                return at if at == start else self._before_joint(start, at)
            joint = _NEXT.match(line.text, end)
            if joint is None or not self._starts_unit(joint.end()):
                self._take_tail(end)
                return end
            line.take(end, joint.end())
            at = joint.end()

    def _before_joint(self, start: int, at: int) -> int:
        return at if at > start else start

    def _starts_unit(self, at: int) -> bool:
        return bool(self._known(at)) or (_UNIT.match(self._sitting.line.text, at) is not None and self._is_free(at))

    def _is_free(self, at: int) -> bool:
        found = _UNIT.match(self._sitting.line.text, at)
        return found is not None and self._sitting.line.is_free(*found.span())

    def _known(self, at: int) -> str:
        line = self._sitting.line
        name = longest(line.text, at, self._index, self._most)
        if name and line.is_free(at, at + len(name)):
            return name
        letters = _LETTERS.match(line.text, at)
        if letters and letters[0] in self._sitting.lexicon.unit_initials and line.is_free(*letters.span()):
            return letters[0]
        return ""

    def _take_one(self, at: int) -> int:
        line = self._sitting.line
        if name := self._known(at):
            self._put(at, at + len(name), self._index.get(name) or self._sitting.lexicon.unit_initials[name])
            return at + len(name)
        unknown = _UNIT.match(line.text, at)
        if unknown is not None and line.is_free(*unknown.span()):
            self._put(*unknown.span(), [])
            return unknown.end()
        return at

    def _take_tail(self, end: int) -> None:
        tail = _ALONG.match(self._sitting.line.text, end)
        if tail is not None and self._sitting.line.is_free(*tail.span()):
            self._sitting.line.take(*tail.span())

    def _take_alone(self) -> None:
        """Take a unit that is a word of its own, or that goes along by the words after it."""
        line, index = self._sitting.line, self._sitting.lexicon.units
        most, start = longest_key(index), 0
        while start < len(line.text):
            name = longest(line.text, start, index, most)
            end = start + len(name)
            if not name or not line.is_free(start, end):
                start += 1
                continue
            tail = _ALONG.match(line.text, end)
            if line.is_cut_before(start) and (line.is_cut_after(end) or tail is not None):
                self._put(start, end, index[name])
                self._take_tail(end)
            start = end

    def _put(self, start: int, end: int, ids: list[int]) -> None:
        line, result = self._sitting.line, self._sitting.result
        line.take(start, end)
        if len(ids) == 1:
            found = ids[0]
        else:
            agencies = self._sitting.lexicon.agencies
            answers = [Answer(str(each), agencies[each].name, "", each) for each in ids]
            answer = self._sitting.ask(Asked.AGENCY, line.words(start, end), start, answers)
            if answer is None:
                return
            found = answer.value
        if found not in result.agencies:
            result.agencies.append(found)


def _all_ways(lexicon: Lexicon) -> dict[str, list[int]]:
    """Return the units by all names, with 局 and without it: a list after 带 leaves it off."""
    ways = dict(lexicon.units)
    for key, ids in lexicon.units.items():
        stem = unit_stem(key)
        if len(stem) > 1 and stem not in lexicon.units:
            ways[stem] = list(dict.fromkeys([*ways.get(stem, []), *ids]))
    return ways
