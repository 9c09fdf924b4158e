"""Townships and villages: by their full names anywhere, by their short names where a word begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, _
from core.one_line.lexicon import Spot, longest, longest_key
from core.one_line.mentions import Sitting
from core.one_line.result import Answer, Asked

_WHERE: Final = re.compile(
    r"(?:地点(?:设?在|[是为])?\s*:?\s*|place\s*:\s*)(?P<named>[^,;。，；]+)"
    r"|在(?P<spoken>[^\s,.;。，；、]{0,24}?(?:大厅|中心|会议室|办公楼|政府|村委会|居委会|学校|小学|中学|幼儿园|卫生院|卫生室|敬老院|广场"
    r"|工地|现场(?!办公)|集市|市场|院坝|院子|食堂|服务站|文化站|祠堂|接访室|会客室|活动室)"
    r"(?:(?:[一二三四五六七八九\d]+楼)?(?:信访|接访|会议|办事|便民|综合|服务)?(?:大厅|会议室|窗口|室|院内|门口|旁))*)"
)
_KINDS_INSIDE: Final = re.compile(r"(?:接访|约访|调研|宣讲|走访|慰问|现场办公)(?!大厅|室|窗口|中心|点|场所)")
_SIGN: Final = re.compile("镇|乡|街道|村|社区")


@dataclass(slots=True)
class _Mention:
    """Words that name a place. `firm` is False where it is not certain that they are meant as one."""

    start: int
    end: int
    spots: list[Spot]
    full: bool
    firm: bool = True


def take_place(sitting: Sitting) -> None:
    """Read where exactly people meet: 在镇综治中心, 地点：……; the names inside it are read as well."""
    line = sitting.line
    for match in _WHERE.finditer(line.text):
        group = "named" if match["named"] else "spoken"
        start, end = match.span(group)
        if _KINDS_INSIDE.search(line.text, start, end) or not line.words(start, end):
            continue
        sitting.result.place = line.words(start, end)
        line.take(match.start(), end)
        return


class Places:
    """What a line says of townships and villages, settled once everything else is understood.

    Args:
        sitting: The reading under way.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._mentions: list[_Mention] = []

    def take_full_names(self) -> None:
        """Take 青石镇 and 前冲村, wherever they stand, inside the words for the place too."""
        line, index = self._sitting.line, self._sitting.lexicon.full_places
        most, start = longest_key(index), 0
        while start < len(line.text):
            name = longest(line.text, start, index, most)
            if not name:
                start += 1
                continue
            end, county = start + len(name), self._sitting.lexicon.directory.county
            begins = start - len(county) if county and line.text.endswith(county, 0, start) else start
            self._add(begins, end, index[name], full=True)
            start = end

    def take_short_names(self) -> None:
        """Take 青石 where it stands as a word of its own; where its end is not clear, it is asked."""
        line, index = self._sitting.line, self._sitting.lexicon.short_places
        most, start = longest_key(index), 0
        while start < len(line.text):
            name = longest(line.text, start, index, most)
            end = start + len(name)
            if not name or not line.is_free(start, end) or not line.is_cut_before(start):
                start += 1
                continue
            sign = _SIGN.match(line.text, end)  # 石桥乡, where only a 石桥镇 is known
            whole = sign.end() if sign and line.is_free(*sign.span()) else end
            self._add(start, whole, index[name], full=False, firm=whole == end and line.is_cut_after(end))
            start = whole

    def take_initials(self, start: int, end: int, spots: list[Spot]) -> None:
        """Take pinyin initials that the reader found to be a place."""
        self._add(start, end, spots, full=False)

    def township(self) -> int | None:
        """Return the township, as far as full names alone make it certain."""
        found = {spot.township_id for spot in self._spots_of([m for m in self._mentions if m.full])}
        return found.pop() if len(found) == 1 else None

    def settle(self) -> None:
        """Put township and village into the result, or the question."""
        spots = self._meant()
        if not spots:
            return
        self._sitting.spots = spots
        if len(spots) == 1 and self._is_certain(spots[0]):
            self._put(spots[0])
            return
        first = min(self._mentions, key=lambda mention: mention.start)
        words = self._sitting.line.quoted((mention.start, mention.end) for mention in self._mentions)
        why = _(_NOT_SURE) if len(spots) == 1 else ""
        answer = self._sitting.ask(Asked.PLACE, words, first.start, [self._answer(spot) for spot in spots], why=why)
        if answer is not None:
            self._sitting.spots = [answer.value]
            self._put(answer.value)

    def _add(self, start: int, end: int, spots: list[Spot], *, full: bool, firm: bool = True) -> None:
        self._mentions.append(_Mention(start, end, spots, full, firm))
        self._sitting.line.take(start, end)

    def _drop(self, mention: _Mention) -> None:
        """Leave the words of a mention to the theme."""
        self._mentions.remove(mention)
        self._sitting.line.release(mention.start, mention.end)

    def _meant(self) -> list[Spot]:
        """Return everything that all mentions together can mean."""
        strong = [mention for mention in self._mentions if mention.full]
        townships = _common(strong)
        if strong and not townships:
            return self._spots_of(self._mentions)
        for mention in [m for m in self._mentions if not m.full]:
            here = {spot.township_id for spot in mention.spots} & townships if townships else set()
            if here and (mention.firm or not strong):
                townships = here
            elif strong or (townships and not mention.firm):
                self._drop(mention)  # 青石镇 … 石桥路面: the other name belongs to the theme
            elif townships:
                return self._spots_of(self._mentions)
            else:
                townships = {spot.township_id for spot in mention.spots}
        return self._inside(townships)

    def _inside(self, townships: set[int]) -> list[Spot]:
        """Return what the mentions mean in these townships: their villages where any is named."""
        found: list[Spot] = []
        for township_id in sorted(townships, key=list(self._sitting.lexicon.townships).index):
            here = [[s for s in m.spots if s.township_id == township_id] for m in self._mentions]
            for options in here:
                sure = [spot for spot in options if spot.village_id is None]
                villages = [spot for spot in options if spot.village_id is not None]
                found += villages if len(here) > 1 and not sure else [*sure, *villages]
        villages_named = {spot.township_id for spot in found if spot.village_id is not None}
        doubled = {s.township_id for m in self._mentions for s in m.spots if s.village_id is None and self._both(m, s)}
        kept = [s for s in found if s.village_id is not None or s.township_id not in villages_named - doubled]
        return list(dict.fromkeys(kept))

    @staticmethod
    def _both(mention: _Mention, township: Spot) -> bool:
        """Return whether one name stands for a township and for a village in it."""
        return any(s.village_id is not None and s.township_id == township.township_id for s in mention.spots)

    def _is_certain(self, spot: Spot) -> bool:
        """Return whether a single possibility needs no question."""
        named = [mention for mention in self._mentions if spot in mention.spots]
        if spot.village_id is None:
            return any(mention.firm for mention in named)
        townships = {s.township_id for m in self._mentions for s in m.spots if s.village_id is None}
        return any(mention.full for mention in named) or spot.township_id in townships

    def _put(self, spot: Spot) -> None:
        self._sitting.result.township_id, self._sitting.result.village_id = spot

    def _answer(self, spot: Spot) -> Answer:
        lexicon = self._sitting.lexicon
        township = lexicon.townships[spot.township_id].name
        if spot.village_id is None:
            return Answer(f"{spot.township_id}", township, _("Whole township"), spot)
        return Answer(f"{spot.township_id}/{spot.village_id}", lexicon.villages[spot.village_id].name, township, spot)

    @staticmethod
    def _spots_of(mentions: list[_Mention]) -> list[Spot]:
        return list(dict.fromkeys(spot for mention in mentions for spot in mention.spots))


_NOT_SURE: Final = N_("It is not certain that a place is meant.")


def _common(mentions: list[_Mention]) -> set[int]:
    sets = [{spot.township_id for spot in mention.spots} for mention in mentions]
    return set.intersection(*sets) if sets else set()
