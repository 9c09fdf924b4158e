"""The county's names, indexed by every way in which a line may write them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from core.calendar.market_rules import MarketRule
from core.names import bare_place, bare_unit, bare_village, name_key, pinyin_initials, pinyin_keys

T = TypeVar("T")
_POST_PARTS: Final = re.compile(r"[、,，;；/\s]+")
_UNIT_ENDINGS: Final = ("局", "委员会", "委", "办公室", "办", "中心", "公司")


@dataclass(frozen=True, slots=True)
class LeaderEntry:
    """A leader in office, in the office's order."""

    id: int
    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class VillageEntry:
    """A village of the township that holds it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class TownshipEntry:
    """A township, when its markets are held, and its villages."""

    id: int
    name: str
    markets: tuple[MarketRule, ...] = ()
    villages: tuple[VillageEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """A unit that can go along, by all its names."""

    id: int
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind of visit in use, its name in the current language."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Directory:
    """What a line can name.

    Attributes:
        reception_rule: The office's reception day in its own words.
        county: Its name, which may stand before a township's.
    """

    leaders: tuple[LeaderEntry, ...] = ()
    townships: tuple[TownshipEntry, ...] = ()
    agencies: tuple[AgencyEntry, ...] = ()
    kinds: tuple[KindEntry, ...] = ()
    reception_rule: str = ""
    county: str = ""


class Spot(NamedTuple):
    """A township, or a village in it."""

    township_id: int
    village_id: int | None = None


class Holder(NamedTuple):
    """Who holds a post; `exact` is False where the words leave out that it is the deputy's (县长 for 副县长)."""

    leader_id: int
    exact: bool


class Lexicon:
    """The names of one county, indexed once and asked at every keystroke."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.leaders = {entry.id: entry for entry in directory.leaders}
        self.townships = {entry.id: entry for entry in directory.townships}
        self.villages = {v.id: v for entry in directory.townships for v in entry.villages}
        self.agencies = {entry.id: entry for entry in directory.agencies}
        self.kinds = {entry.key: entry for entry in directory.kinds}
        self.leader_names = _index((spelling, e.id) for e in directory.leaders for spelling in _person(e.name))
        self.full_places = _index(_full_places(directory.townships))
        self.short_places = _index(_short_places(directory.townships))
        self.units = _index((spelling, e.id) for e in directory.agencies for spelling in _unit(e))
        self.posts = _posts(directory.leaders)

    @cached_property
    def leader_initials(self) -> Mapping[str, list[int]]:
        """Leaders by their pinyin initials; the first call loads pinyin."""
        return _index((key, e.id) for e in self.directory.leaders for key in pinyin_initials(e.name))

    @cached_property
    def place_initials(self) -> Mapping[str, list[Spot]]:
        """Townships by the initials of their names, with 镇 and without."""
        return _index(
            (key, Spot(e.id))
            for e in self.directory.townships
            for name in (e.name, bare_place(e.name))
            for key in pinyin_initials(name)
        )

    @cached_property
    def unit_initials(self) -> Mapping[str, list[int]]:
        """Units by the initials of all their names."""
        return _index(
            (key, e.id)
            for e in self.directory.agencies
            for name in filter(None, (e.name, e.short_name, *e.aliases))
            for key in pinyin_keys(name)
        )

    def village_initials(self, township_id: int, letters: str) -> list[Spot]:
        """Return the villages of a township that *letters* stand for."""
        return [
            Spot(township_id, each.id)
            for each in self.townships[township_id].villages
            if letters in {*pinyin_initials(each.name), *pinyin_initials(bare_village(each.name))}
        ]


def longest(text: str, start: int, index: Mapping[str, object], most: int) -> str:
    """Return the longest key of *index* that stands at *start*, empty where none does."""
    for length in range(min(most, len(text) - start), 1, -1):
        if text[start : start + length] in index:
            return text[start : start + length]
    return ""


def longest_key(index: Mapping[str, object]) -> int:
    """Return the length of the longest key."""
    return max(map(len, index), default=0)


def _index(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        if len(key) > 1 and value not in found[key]:
            found[key].append(value)
    return {key: values for key, values in found.items() if values}


def _person(name: str) -> Iterator[str]:
    key = name_key(name)
    yield key
    if len(key) == 2 and not key.isascii():
        yield f"{key[0]} {key[1]}"  # lists pad two characters: 孟　杰
    if key.isascii():
        yield " ".join(name.casefold().split())


def _full_places(townships: Iterable[TownshipEntry]) -> Iterator[tuple[str, Spot]]:
    for entry in townships:
        yield name_key(entry.name), Spot(entry.id)
        yield f"{bare_place(entry.name)}街道办", Spot(entry.id)
        for village in entry.villages:
            yield name_key(village.name), Spot(entry.id, village.id)


def _short_places(townships: Iterable[TownshipEntry]) -> Iterator[tuple[str, Spot]]:
    for entry in townships:
        yield bare_place(entry.name), Spot(entry.id)
        for village in entry.villages:
            yield bare_village(village.name), Spot(entry.id, village.id)


def _unit(entry: AgencyEntry) -> Iterator[str]:
    for name in filter(None, (entry.name, entry.short_name, *entry.aliases)):
        yield name_key(name)
        yield bare_unit(name)


def unit_stem(key: str) -> str:
    """Return 水利 for 水利局: what a list of units leaves off."""
    ending = next((each for each in _UNIT_ENDINGS if key.endswith(each)), "")
    return key.removesuffix(ending)


def _posts(leaders: Iterable[LeaderEntry]) -> dict[str, list[Holder]]:
    """Return the holders of every post by each ending of it: 主任 meets 副主任 too, though not exactly."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for entry in leaders:
        for part in filter(None, _POST_PARTS.split(entry.post)):
            for way in _ways(name_key(part)):
                for start in _beginnings(way):
                    exact = way[start - 1] != "副" if start else True
                    ending = found[way[start:]]
                    ending[entry.id] = ending.get(entry.id, False) or exact
    return {post: [Holder(*held) for held in holders.items()] for post, holders in found.items()}


def _beginnings(post: str) -> Iterator[int]:
    """Yield where an ending of a post may begin: anywhere in Chinese, at a word otherwise."""
    for start in range(len(post) - 1):
        if not start or not (post[start].isascii() and post[start - 1].isascii()):
            yield start


def _ways(part: str) -> set[str]:
    """Return 组织部部长 and 组织部长, 县人大常委会主任 and 县人大主任, 县人民法院院长 and 县法院院长."""
    ways = {part, re.sub(r"(部|局|院)\1长$", r"\1长", part)}
    ways |= {way.replace("常委会", "") for way in ways}
    return ways | {re.sub("人民(?=法院|检察院|政府)", "", way) for way in ways}
