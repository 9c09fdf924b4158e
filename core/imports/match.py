"""Finding whom a cell means in a directory of names; what is not certain becomes a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from core.names import bare_place, bare_unit, bare_village, name_key, person_name

LEADERS, TOWNSHIPS, VILLAGES, AGENCIES = "leader", "township", "village", "agency"
KINDS, CATEGORIES = "visit_kind", "issue_category"
_SPLIT = re.compile(r"[、,，;；/\n\r|]+")
_BRACKETED = re.compile(r"^(.+?)[(（](.+)[)）]$")
_POST = (
    r"(?:(?:省|市|县|区|州|旗)?(?:委|政府|人大|政协|纪委|人大常委会|人民法院|法院|人民检察院|检察院|公安局|人武部)?"
    r"(?:常务|第一)?副?(?:书记|县长|区长|市长|主席|主任|部长|局长|院长|检察长|政委|常委|秘书长|组长)|[一二三四]级(?:调研员|主任科员)|同志)"
)
_POST_STARTS = (
    r"(?:省|市|县|区|州|旗|副|常务|第一|[一二三四]级|书记|主席|主任|部长|局长|院长|检察长|政委|常委|秘书长|组长|同志"
    r"|人大|政协|纪委)"
)
_NAME_THEN_POST = re.compile(rf"^([\u4e00-\u9fff·]{{2,4}}?)(?={_POST_STARTS})((?:[\u4e00-\u9fff、]*)?{_POST})$")
_POST_THEN_NAME = re.compile(rf"^(?={_POST_STARTS})((?:[\u4e00-\u9fff、]*)?{_POST})([\u4e00-\u9fff·]{{2,4}})$")
_SURNAME_POST = re.compile(rf"^([\u4e00-\u9fff])({_POST})$")
_BARE: dict[str, Callable[[str], str]] = {
    TOWNSHIPS: bare_place,
    VILLAGES: bare_village,
    AGENCIES: bare_unit,
}
_MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Known:
    """One entry of a directory.

    Attributes:
        key: The name by which a draft refers to it; unique within its table (and township).
        others: Short name and aliases.
        detail: Shown beside it, such as a leader's post.
        within: For a village, the key of its township.
    """

    table: str
    key: str
    others: tuple[str, ...] = ()
    detail: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The one entry that a text means, or the entries it could mean, likeliest first."""

    known: Known | None
    candidates: tuple[Known, ...] = ()
    rough: bool = False
    """It was told by the beginning of its name only."""


@dataclass(slots=True)
class NameBook:
    """The names of one table, found by every spelling."""

    table: str
    entries: dict[tuple[str, str], Known] = field(default_factory=dict)
    _exact: dict[tuple[str, str], dict[str, Known]] = field(default_factory=lambda: defaultdict(dict))
    _bare: dict[tuple[str, str], dict[str, Known]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, known: Known) -> None:
        """Add an entry, or give a known one further names."""
        self.entries[known.within, known.key] = known
        bare = _BARE.get(self.table, name_key)
        for name in (known.key, *known.others):
            if name:
                self._exact[known.within, name_key(name)][known.key] = known
                self._bare[known.within, bare(name)][known.key] = known

    def rename(self, old: str, known: Known) -> None:
        """Let *known* stand for the entry *old*, which is the same record under another name."""
        before = self.entries.pop((known.within, old), None)
        if before is None or before.key == known.key:
            self.add(known)
            return
        for index in (self._exact, self._bare):
            for (within, _name), entries in index.items():
                if within == known.within:
                    entries.pop(old, None)
        others = tuple(dict.fromkeys((*known.others, old, *before.others)))
        self.add(Known(known.table, known.key, others, known.detail or before.detail, known.within))

    def extend(self, entries: Iterable[Known]) -> None:
        """Add several entries."""
        for known in entries:
            self.add(known)

    def get(self, key: str, within: str = "") -> Known | None:
        """Return the entry with exactly this key."""
        return self.entries.get((within, key))

    def find(self, text: str, *, within: str = "", post: str = "") -> Found:
        """Return whom *text* means.

        Args:
            text: A name as it stands in a cell.
            within: The township's key, for villages.
            post: A leader's post where the row tells it; it parts namesakes.
        """
        if self.table == LEADERS:
            return self._find_leader(text, post)
        for index, key in ((self._exact, name_key(text)), (self._bare, _BARE.get(self.table, name_key)(text))):
            hits = index.get((within, key), {})
            if len(hits) == 1:
                return Found(next(iter(hits.values())))
            if hits:
                return Found(None, tuple(hits.values()))
        if self.table == AGENCIES and (started := self._by_beginning(text, within)):
            return Found(started, rough=True)
        return Found(None, self._similar(text, within))

    def _find_leader(self, text: str, post: str) -> Found:
        name, own_post = split_post(text)
        hits = list(self._exact.get(("", name_key(text)), {}).values())
        if not hits and own_post:
            hits = list(self._exact.get(("", name_key(name)), {}).values()) or self._beside_post(name_key(text))
        if len(hits) > 1 and (wanted := own_post or post):
            hits = [known for known in hits if name_key(known.detail) == name_key(wanted)] or hits
        if len(hits) == 1:
            return Found(hits[0])
        return Found(None, tuple(hits) or self._by_surname(text) or self._similar(name, ""))

    def _beside_post(self, key: str) -> list[Known]:
        """Return the leaders whose name opens or ends *key*, when a post makes up all the rest."""
        found: dict[str, Known] = {}
        for known in self.entries.values():
            name = name_key(split_post(known.key)[0])
            rest = key.removeprefix(name) if key.startswith(name) else key.removesuffix(name)
            if rest != key and re.search(rf"{_POST}$", rest):
                found[known.key] = known
        return list(found.values())

    def _by_surname(self, text: str) -> tuple[Known, ...]:
        found = _SURNAME_POST.match(name_key(text))
        if not found:
            return ()
        surname, post = found[1], found[2]
        return tuple(k for k in self.entries.values() if k.key.startswith(surname) and post in name_key(k.detail))

    def _by_beginning(self, text: str, within: str) -> Known | None:
        bare = bare_unit(text)
        if len(bare) < 2:
            return None
        hits = {
            known.key: known
            for (place, key), entries in self._bare.items()
            if place == within and key.startswith(bare)
            for known in entries.values()
        }
        return next(iter(hits.values())) if len(hits) == 1 else None

    def _similar(self, text: str, within: str) -> tuple[Known, ...]:
        bare = _BARE.get(self.table, name_key)
        wanted = bare(text)
        ranked: list[tuple[float, str, Known]] = []
        for (place, _key), known in self.entries.items():
            if place == within:
                score = max(_likeness(wanted, bare(name)) for name in (known.key, *known.others) if name)
                if score >= 0.5:
                    ranked.append((-score, known.key, known))
        return tuple(known for _, _, known in sorted(ranked, key=lambda item: item[:2])[:_MOST_CANDIDATES])


def split_list(text: str) -> list[str]:
    """Return the names in a cell that holds several, parted by 、 , / or line breaks; brackets are kept whole."""
    parts: list[str] = []
    depth = 0
    current = ""
    for sign in text:
        depth += (sign in "(（") - (sign in ")）")
        if depth <= 0 and _SPLIT.fullmatch(sign):
            parts.append(current)
            current = ""
        else:
            current += sign
    return [part.strip() for part in (*parts, current) if part.strip()]


def split_post(text: str) -> tuple[str, str]:
    """Return (name, post) of 县长 王某, 王某（县长） or 王某县长; the post is empty when there is none."""
    line = " ".join(text.split())
    if found := _BRACKETED.match(line):
        first, second = found[1].strip(), found[2].strip()
        return (
            (person_name(second), first)
            if re.search(_POST, first) and not re.search(_POST, second)
            else (
                person_name(first),
                second,
            )
        )
    words = line.split(" ")
    if len(words) > 1 and re.search(rf"{_POST}$", words[0]):
        return person_name("".join(words[1:])), words[0]
    if len(words) > 1 and re.search(rf"{_POST}$", words[-1]):
        return person_name("".join(words[:-1])), words[-1]
    joined = "".join(words)
    if found := _POST_THEN_NAME.match(joined):
        return found[2], found[1]
    if found := _NAME_THEN_POST.match(joined):
        return found[1], found[2]
    return person_name(line), ""


def split_place(text: str, townships: NameBook) -> tuple[Known | None, str]:
    """Return the township that 青石镇前冲村 begins with, and the rest; the longest name wins."""
    key = name_key(text)
    best: tuple[int, Known | None] = (0, None)
    for known in townships.entries.values():
        for name in (known.key, *known.others):
            start = name_key(name)
            if key.startswith(start) and len(start) > best[0]:
                best = (len(start), known)
    return best[1], key[best[0] :].strip("、,，/-—· ")


def _likeness(wanted: str, name: str) -> float:
    if not wanted or not name:
        return 0.0
    signs = iter(name)
    if len(wanted) >= 2 and all(sign in signs for sign in wanted):  # 人社局 lies within 人力资源和社会保障局
        return 0.9
    return SequenceMatcher(None, wanted, name).ratio()
