"""Halves of the day and clock times: 上午, 9点半, 9:00-11:30, 下午3点, 2 pm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from core.clock import clock_text
from core.i18n import N_, _
from core.one_line.day_words import number
from core.one_line.mentions import Sitting
from core.one_line.result import Answer, Asked
from core.visits import HALF_NAMES, Half

_MORNING: Final = ("上午", "早上", "早晨", "清早", "一早", "早", "am", "morning", "forenoon")
_AFTERNOON: Final = ("下午", "午后", "pm", "afternoon")
_WHOLE: Final = ("全天", "整天", "一整天", "全日", "all day", "whole day")
_EVENING: Final = ("晚上", "傍晚", "夜间", "晚间", "晚", "evening")
_NOON: Final = ("中午",)
_PART: Final = r"(?:上午|早上|早晨|清早|一早|下午|午后|中午|晚上|傍晚|夜间|晚间|(?<=[今明])[早晚])"
_HOUR: Final = r"(?:\d\d?|十[一二]?|[一二两三四五六七八九])"
_MINUTE: Final = r"(?:半|[一三]刻|[0-5]\d分?|\d分|[二三四五]?十[一二三四五六七八九]?分)"
_CLOCK: Final = (
    rf"(?P<part{{n}}>{_PART})?\s*(?:(?P<h{{n}}>{_HOUR})(?:点钟?|时(?!候|间|期|代))(?P<m{{n}}>{_MINUTE})?"
    rf"|(?P<hh{{n}}>\d\d?):(?P<mm{{n}}>[0-5]\d))(?!\d)\s*(?P<en{{n}}>am|pm)?"
)
_ENGLISH: Final = re.compile(r"(?<![\d:])(?P<h1>\d{1,2})(?P<mm1>)\s*(?P<en1>am|pm)\b")
_RANGE: Final = re.compile(_CLOCK.format(n=1) + r"\s*(?:[-—–~～至到]|to|until)+\s*" + _CLOCK.format(n=2))
_SHORT_RANGE: Final = re.compile(
    rf"(?P<part1>{_PART})?\s*(?<![\d:.])(?P<h1>\d{{1,2}})\s*[-—–~～至到]\s*(?P<h2>\d{{1,2}})(?:点钟?|时)(?P<m2>{_MINUTE})?(?!\d)"
)
_SINGLE: Final = re.compile(
    r"(?<![\d:.第])" + _CLOCK.format(n=1) + r"(?!意见|建议|要求|问题|原因|体会|希望|看法|一线|任务|半)"
)
_AFTER_A_DAY: Final = re.compile(r"(?:[今明后]天|[日号]|[周期拜][一二三四五六日天])$")
_BOUND: Final = re.compile(r"\s*(?:之前|以前|之后|以后|[前后](?![往去来面]))")
"""After a time: it is a limit, such as 3点前回, and not when the visit begins."""
_WORDS: Final = re.compile(
    "|".join(
        rf"\b{word}\b" if word.isascii() else word if len(word) > 1 else rf"(?<=[今明]){word}"
        for word in (*_WHOLE, *_MORNING, *_AFTERNOON, *_EVENING, *_NOON)
    )
)
_DAWN: Final = 5  # nobody plans an outing before
_NOT_TOGETHER: Final = N_("The half of the day and the time do not go together.")


@dataclass(frozen=True, slots=True)
class _Time:
    """A time as written; `part` is the word before it, `hour` may still lack twelve."""

    hour: int
    minute: int
    part: str = ""

    def of_day(self) -> time | None:
        """Return the time that its own word makes certain, or the only one that the office can mean; None if two."""
        hour = self.hour
        if self.part in {*_AFTERNOON, *_EVENING} and hour < 12:
            return time(hour + 12, self.minute)
        if self.part in _NOON and hour in {1, 2}:
            return time(hour + 12, self.minute)
        if self.part or hour == 0 or hour >= 8:
            return time(hour, self.minute)
        return time(hour + 12, self.minute) if hour <= 4 else None


class Clocks:
    """What a line says of the time.

    Args:
        sitting: The reading under way.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._times: list[tuple[int, int, _Time, _Time | None]] = []
        self._halves: list[tuple[int, int, str]] = []

    def take(self) -> None:
        """Take times, then the words for halves."""
        line = self._sitting.line
        for pattern in (_RANGE, _SHORT_RANGE, _SINGLE, _ENGLISH):
            for match in line.find(pattern):
                found = _times_in(match)
                if found is not None and self._is_time(match):
                    self._times.append((*match.span(), *found))
                    line.take(*match.span())

    def _is_time(self, match: re.Match[str]) -> bool:
        """Return whether 一点 and 两时 stand where a time can: not in 早一点, not in 一时, not in 一点一策."""
        hour, line = match.groupdict().get("h1") or "0", self._sitting.line
        if hour.isdecimal() or match.groupdict().get("part1"):
            return True
        begins = match.start("h1")
        cut = line.is_cut_before(begins) or _AFTER_A_DAY.search(line.between(0, begins)) is not None
        ends = match.start() + len(match[0].rstrip())
        return cut and line.is_cut_after(ends) and match[0].strip() != "一时"

    def take_halves(self) -> None:
        """Take 上午, 下午, 全天, 晚上; after the days, of which 今晚 is none."""
        line = self._sitting.line
        for match in line.find(_WORDS):
            self._halves.append((*match.span(), match[0]))
            line.take(*match.span())

    def settle(self, hours: tuple[int, int] | None) -> None:
        """Put half and times into the result, or the question.

        Args:
            hours: A stretch such as 14-17 that stood among the days.
        """
        if hours is not None and not self._times:
            self._put(time(hours[0]), time(hours[1]))
        words = {word for _start, _end, word in self._halves}
        halves = {half for word in words if (half := _half_of(word)) is not None}
        if len(self._times) > 1:
            self._ask_which()
        elif self._times:
            self._settle_time(halves)
        elif words & set(_EVENING):
            self._ask_evening()
        if len(halves) > 1 and self._sitting.result.asks(Asked.DAY):
            return  # 25日上午……26日下午: which half goes with which day is not known
        if Half.WHOLE_DAY in halves or len(halves) > 1:
            self._sitting.result.half = Half.WHOLE_DAY
        elif halves and not self._sitting.result.asks(Asked.TIME):
            self._sitting.result.half = self._sitting.result.half or halves.pop()

    def _settle_time(self, halves: set[Half]) -> None:
        start, end, first, last = self._times[0]
        half = next(iter(halves)) if len(halves) == 1 else _half_of(first.part)
        ways = _ways(first, last, self._part_of_line())
        if limit := self._limit_after(end):
            end = limit
        elif len(ways) == 1 and _agree(half, ways[0][0]):
            self._put(*ways[0])
            return
        words, agreed = self._sitting.line.words(start, end), any(_agree(half, way[0]) for way in ways)
        if agreed or half is None:
            self._ask(words, start, [_answer(*way) for way in ways])
            return
        ways += [(time(way[0].hour + 12, way[0].minute), None) for way in ways if way[0].hour < _DAWN and last is None]
        answers = [_answer(*way) for way in ways if way[0].hour >= _DAWN]
        self._ask(words, start, [*answers, _half_answer(half)], why=_(_NOT_TOGETHER))

    def _limit_after(self, end: int) -> int:
        """Return where 前 in 3点前 ends, having taken it; 0 where the time is no limit."""
        line = self._sitting.line
        bound = _BOUND.match(line.text, end)
        if bound is None or not line.is_free(*bound.span()):
            return 0
        line.take(*bound.span())
        return bound.end()

    def _part_of_line(self) -> str:
        """Return the word for the half that stands apart from the time: 下午 青石镇 3点."""
        words = [word for _start, _end, word in self._halves if word not in _WHOLE]
        return words[0] if len(words) == 1 else ""

    def _ask_which(self) -> None:
        start = min(begins for begins, *_rest in self._times)
        ways = [way for _start, _end, first, last in self._times for way in _ways(first, last, "")]
        words = self._sitting.line.quoted((begins, ends) for begins, ends, *_rest in self._times)
        self._ask(words, start, [_answer(*way) for way in ways])

    def _ask_evening(self) -> None:
        start, end, _word = next(each for each in self._halves if each[2] in _EVENING)
        words = self._sitting.line.words(start, end)
        self._ask(words, start, [*(_answer(time(hour), None) for hour in (18, 19, 20)), _half_answer(Half.AFTERNOON)])

    def _ask(self, words: str, start: int, answers: list[Answer], *, why: str = "") -> None:
        different = list({answer.key: answer for answer in answers}.values())
        self._take_answer(self._sitting.ask(Asked.TIME, words, start, different, why=why))

    def _take_answer(self, answer: Answer | None) -> None:
        if answer is not None:
            starts, ends, half = answer.value
            result = self._sitting.result
            result.starts_at, result.ends_at, result.half = starts, ends, half

    def _put(self, starts: time, ends: time | None) -> None:
        result = self._sitting.result
        result.starts_at, result.ends_at, result.half = starts, ends, _half(starts, ends)


def _times_in(match: re.Match[str]) -> tuple[_Time, _Time | None] | None:
    parts = match.groupdict()
    first = _time(parts, 1)
    last = _time(parts, 2) if parts.get("h2") or parts.get("hh2") else None
    if first is None or (last is None and (parts.get("h2") or parts.get("hh2"))):
        return None
    return first, last


def _time(parts: dict[str, str | None], n: int) -> _Time | None:
    hour = number(parts.get(f"h{n}") or parts.get(f"hh{n}") or "0") or 0
    if (parts.get(f"h{n}") or "").startswith("两"):
        hour = 2
    minute = _minute(parts.get(f"m{n}") or parts.get(f"mm{n}") or "")
    part = parts.get(f"part{n}") or parts.get(f"en{n}") or ""
    return _Time(hour, minute, part) if hour <= 23 and minute <= 59 else None


def _minute(text: str) -> int:
    fixed = {"": 0, "半": 30, "一刻": 15, "三刻": 45}
    return fixed[text] if text in fixed else number(text.removesuffix("分"))


def _ways(first: _Time, last: _Time | None, part: str) -> list[tuple[time, time | None]]:
    """Return what a time, or a stretch, can mean in the office's day.

    Args:
        first: The time, or the start of the stretch.
        last: The end of the stretch.
        part: The word for the half where it stands apart from the time.
    """
    start = _Time(first.hour, first.minute, first.part or (part if first.hour < 12 else ""))
    certain = start.of_day()
    both = [time(start.hour, start.minute), time(start.hour % 12 + 12, start.minute)]
    found = both if certain is None else [certain]
    return [(starts, None if last is None else _end_after(starts, last)) for starts in found]


def _end_after(starts: time, last: _Time) -> time | None:
    """Return the end of a stretch: the first time after its start that the words allow."""
    certain = time(last.hour, last.minute) if not last.part else last.of_day()
    if certain is not None and certain > starts:
        return certain
    later = time(last.hour + 12, last.minute) if last.hour < 12 else None
    return later if later is not None and later > starts else None


def _answer(starts: time, ends: time | None) -> Answer:
    words = clock_text(starts) + (f"–{clock_text(ends)}" if ends else "")
    half = _half(starts, ends)
    return Answer(words, words, _(HALF_NAMES[half]), (starts, ends, half))


def _half_answer(half: Half) -> Answer:
    return Answer(half.value, _(HALF_NAMES[half]), "", (None, None, half))


def _half(starts: time, ends: time | None) -> Half:
    if starts.hour >= 12:
        return Half.AFTERNOON
    return Half.WHOLE_DAY if ends is not None and ends > time(13) else Half.MORNING


def _half_of(word: str) -> Half | None:
    if word in _WHOLE:
        return Half.WHOLE_DAY
    if word in _MORNING:
        return Half.MORNING
    return Half.AFTERNOON if word in _AFTERNOON else None


def _agree(half: Half | None, starts: time) -> bool:
    return half in {None, Half.WHOLE_DAY} or (half is Half.MORNING) == (_DAWN <= starts.hour < 12)
