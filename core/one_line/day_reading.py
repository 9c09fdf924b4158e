"""Which day a line means: every wording in it taken together, then checked against the working calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from core.calendar.lunar import lunar_full
from core.calendar.markets import next_market_day
from core.directory import reception_ahead
from core.i18n import N_, _, clauses, day_text, weekday_text
from core.one_line.days import BARE, WORDINGS, DayWords, Reader, Source
from core.one_line.mentions import Sitting
from core.one_line.result import Answer, Asked

_HOURS: Final = re.compile(r"(\d{1,2})\s*[-—~]\s*(\d{1,2})")
_NOT: Final = re.compile(r"(?:不是|并非|除了?|避开|错开|不要?在?)\s*$")
_BOUND: Final = re.compile(r"\s*(?:之前|以前|前后|之后|以后|以内|之内|[前后](?![^\s,.;:。、到]))")
"""Around a day: 不是周三 is any other, 年底前 some day until then."""
_NO_SUCH_DAY: Final = N_("The calendar has no such day.")
_NO_MARKET: Final = N_("No market days are entered for this township.")
_WHOSE_MARKET: Final = N_("Say where first: each township has its own market days.")
_NO_RECEPTION: Final = N_("No reception day is entered in Settings.")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    words: DayWords
    may_be_hours: bool = False
    why: str = ""
    is_bound: bool = False


class Days:
    """What a line says of the day.

    Args:
        sitting: The reading under way.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._mentions: list[_Mention] = []
        self.hours: tuple[int, int] | None = None

    def take(self) -> None:
        """Take every wording that stands for itself."""
        for pattern, reader in WORDINGS:
            for match in self._sitting.line.find(pattern):
                if not self._is_hours(match):
                    self._read(match, reader)

    def take_bare(self) -> None:
        """Take 十五 and 初八 where nothing stands beside them."""
        pattern, reader = BARE
        line = self._sitting.line
        for match in line.find(pattern):
            if line.is_cut_before(match.start()) and line.is_cut_after(match.end()):
                self._read(match, reader)

    def settle(self) -> None:
        """Put the day into the result, or the question."""
        mentions = [self._looked_up(mention) for mention in self._mentions if not self._is_beside_a_day(mention)]
        dated = [mention for mention in mentions if not mention.words.is_weekday]
        if dated and len(dated) < len(mentions) and not self._confirmed(dated, mentions):
            dated = mentions
        if not (dated or mentions):
            return
        self._settle(dated or mentions)

    def _read(self, match: re.Match[str], reader: Reader) -> None:
        words = reader(match, self._sitting.today)
        if words is not None:
            hours = self.hours is not None and _HOURS.fullmatch(match[0]) is not None
            start, end = self._with_bounds(*match.span())
            bound = (start, end) != match.span()
            self._mentions.append(_Mention(start, end, words, may_be_hours=hours, is_bound=bound))
            self._sitting.line.take(start, end)

    def _with_bounds(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch with 不是 before it and 前 after it, which make it another day than it names."""
        line = self._sitting.line
        before, after = _NOT.search(line.between(0, start)), _BOUND.match(line.text, end)
        if before is not None and line.is_free(*before.span()):
            start = before.start()
        if after is not None and line.is_free(*after.span()):
            end = after.end()
        return start, end

    def _is_hours(self, match: re.Match[str]) -> bool:
        """Return whether 9-11 or 14-17 is certainly or perhaps a stretch of hours; perhaps is asked."""
        hours = _HOURS.fullmatch(match[0])
        if hours is None:
            return False
        first, last = int(hours[1]), int(hours[2])
        if not (7 <= first < last <= 21) or first == 12:
            return False
        self.hours = (first, last)
        if first <= 12:
            return False
        self._sitting.line.take(*match.span())
        return True

    def _is_beside_a_day(self, mention: _Mention) -> bool:
        """Return whether 9-11 stands beside another day, and so can only be hours."""
        return mention.may_be_hours and len(self._mentions) > 1

    # What only the county knows

    def _looked_up(self, mention: _Mention) -> _Mention:
        match mention.words.source:
            case Source.MARKET:
                return self._market(mention)
            case Source.RECEPTION:
                days = self._reception_days()
                words = DayWords(self._from_today(mention, days))
                return replace(mention, words=words, why="" if days else _(_NO_RECEPTION))
            case Source.WORKDAY:
                return replace(mention, words=DayWords((self._sitting.calendar.next_workday(self._sitting.today),)))
            case _:
                return mention

    def _market(self, mention: _Mention) -> _Mention:
        townships = {spot.township_id for spot in self._sitting.spots}
        if len(townships) != 1:
            return replace(mention, words=DayWords(), why=_(_WHOSE_MARKET))
        rules = self._sitting.lexicon.townships[townships.pop()].markets
        days, after = [], self._sitting.today - timedelta(1)
        for _number in range(12):
            found = [day for rule in rules if (day := next_market_day(rule, after)) is not None]
            if not found:
                break
            after = min(found)
            days.append(after)
        words = DayWords(self._from_today(mention, days))
        return replace(mention, words=words, why="" if days else _(_NO_MARKET))

    def _from_today(self, mention: _Mention, days: list[date]) -> tuple[date, ...]:
        """Return the next of *days*; where it is a rest day also the first that is worked."""
        calendar, today = self._sitting.calendar, self._sitting.today
        begins = self._sitting.line.text[mention.start : mention.end]
        is_next = begins.startswith(("下", "next", "the next"))
        ahead = [day for day in days if day > today]
        if not ahead:
            return tuple(days[:1])
        first: tuple[date, ...] = (ahead[0],)
        if not calendar.is_workday(ahead[0]):
            first += tuple(day for day in ahead if calendar.is_workday(day))[:1]
        return first if is_next or today not in days else (today, *first)

    def _reception_days(self) -> list[date]:
        yesterday = self._sitting.today - timedelta(1)
        return reception_ahead(self._sitting.lexicon.directory.reception_rule, yesterday, self._sitting.calendar, 12)

    # Settling

    @staticmethod
    def _confirmed(dated: list[_Mention], mentions: list[_Mention]) -> bool:
        """Return whether the bare weekdays agree with the dates beside them."""
        weekdays = {m.words.days[0].weekday() for m in mentions if m.words.is_weekday}
        return all({day.weekday() for day in mention.words.days} == weekdays for mention in dated)

    def _settle(self, mentions: list[_Mention]) -> None:
        common = set(mentions[0].words.days).intersection(*(mention.words.days for mention in mentions))
        if len(common) == 1:
            day = common.pop()
            later = mentions[0].words.later
            bound = any(mention.is_bound for mention in mentions)
            if not self._doubtful(day) and not mentions[0].may_be_hours and not bound:
                self._sitting.result.day = day
                return
            self._ask(mentions, self._ways_out(day, later))
            return
        found = dict.fromkeys(day for mention in mentions for day in mention.words.days)
        self._ask(mentions, found)

    def _doubtful(self, day: date) -> bool:
        return day < self._sitting.today or not self._sitting.calendar.is_workday(day)

    def _ways_out(self, day: date, later: date | None) -> list[date]:
        """Return the day itself, and what was perhaps meant where it has passed or is off."""
        if day < self._sitting.today:
            return [day] if later is None else [day, later]
        if self._sitting.calendar.is_workday(day):
            return [day]
        return [day, self._sitting.calendar.next_workday(day)]

    def _ask(self, mentions: list[_Mention], days: Iterable[date]) -> None:
        first = min(mention.start for mention in mentions)
        words = self._sitting.line.quoted((mention.start, mention.end) for mention in mentions)
        answers = [self._answer(day) for day in days]
        why = next((mention.why for mention in mentions if mention.why), "")
        if self.hours and any(mention.may_be_hours for mention in mentions):
            answers.append(_hours_answer(*self.hours))
        why = why or ("" if answers else _(_NO_SUCH_DAY))
        answer = self._sitting.ask(Asked.DAY, words, first, answers, why=why)
        if answer is None or isinstance(answer.value, date):
            self.hours = None if any(mention.may_be_hours for mention in mentions) else self.hours
            self._sitting.result.day = answer.value if answer is not None else None

    def _answer(self, day: date) -> Answer:
        calendar, today = self._sitting.calendar, self._sitting.today
        notes = (
            _("today") if day == today else "",
            _("already past") if day < today else "",
            "" if calendar.is_workday(day) else calendar.name_of(day) or _("rest day"),
        )
        label = f"{day_text(day, year=day.year != today.year)} {weekday_text(day)}"
        return Answer(day.isoformat(), label, clauses(notes) or lunar_full(day), day)


def _hours_answer(first: int, last: int) -> Answer:
    hours = time(first), time(last)
    return Answer("hours", f"{first}:00–{last}:00", "", hours)
