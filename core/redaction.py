"""Texts without the people in them: what a redacted paper or file may say.

Masking on screen (core.masking) leaves enough to recognise somebody one knows; a redacted copy leaves the
office, so nothing of a number or an address stays, and a name keeps its surname only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.i18n import N_, _
from core.masking import mask_name, names_in
from core.numerals import LISTED, in_plain_digits, in_spoken_digits, may_speak_numbers, numbers_plain

NO_PHONE: Final = N_("(phone left out)")
NO_IDENTITY: Final = N_("(ID number left out)")
NO_ADDRESS: Final = N_("(address left out)")

_GAP_SIGNS: Final = frozenset(" \t\n\r\f\v\u00a0\u2002\u2003\u2009\u3000\u200b\u200c\u200d\ufeff·•‧・.-–—‐‑−_")
"""What may stand between the signs of a name or number and still be that name or number."""
_SIGNS: Final = str.maketrans("Ｘｘ＋－", "XX+-")
_APART: Final = r"[-–—‐‑−_. \t\n\r\u00a0\u2002\u2003\u2009\u3000\u200b-\u200d\ufeff·•]{0,3}"
_SETS: Final = r"[-–—‐‑−_./\\*~～,，、:：|＊() \t\n\r\u00a0\u2002\u2003\u2009\u3000\u200b-\u200d\ufeff·•（）]{0,3}"
"""Between the three parts of a mobile number anything may stand; between single digits only what no list has."""
_IDENTITY: Final = re.compile(r"(?<!\d)\d{6}[ -]?(?:18|19|20)\d{2}[ -]?\d{4}[ -]?\d{3}(?:\d(?!\d)|[Xx])")
_APART_DIGITS: Final = (
    rf"[1-9](?:{_APART}\d){{5}}{_APART}(?:1{_APART}[89]|2{_APART}0)(?:{_APART}\d){{2}}"
    rf"{_APART}(?:0{_APART}[1-9]|1{_APART}[0-2]){_APART}(?:0{_APART}[1-9]|[12]{_APART}\d|3{_APART}[01])"
    rf"(?:{_APART}\d){{3}}{_APART}"
)
_APART_IDENTITY: Final = re.compile(rf"(?<!\d){_APART_DIGITS}(?:\d(?!\d)|[Xx])")
_SPOKEN_IDENTITY: Final = re.compile(rf"{_APART_DIGITS}[\dXx]")
_OLD_IDENTITY: Final = re.compile(r"(?<!\d)\d{6}(?:[2-9]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_PHONE: Final = re.compile(
    rf"(?<!\d)(?:(?:\+?86|0086)[- ]?)?1[3-9]\d{_SETS}\d{{4}}{_SETS}\d{{4}}(?!\d)"
    rf"|(?<!\d)1{_APART}[3-9](?:{_APART}\d){{9}}(?!\d)"
    r"|(?<!\d)[(（]?0\d{2,3}[)）]?[-– ]?[2-9]\d{6,7}(?:(?:转|-|ext\.?)\s?\d{1,6})?(?!\d)"
    r"|(?<!\d)400[-– ]?\d{3}[-– ]?\d{4}(?!\d)"
)
_SPOKEN_PHONE: Final = re.compile(rf"1{_APART}[3-9](?:{_APART}\d){{9}}")
_LONG_RUN: Final = re.compile(r"(?<!\d)\d{17,}[Xx]?(?!\d)")
_PIECE: Final = re.compile(
    r"(?:(?:00)?86)?(?P<phone>1[3-9]\d{9})|\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
)
_LAST: Final = re.compile(r"(\d{7,12})(1[3-9]\d{9})")
_SHORTEST: Final = 7
_HOUSE: Final = re.compile(rf"[\d{LISTED}]|[一二三四五六七八九十百]+(?:组|社|号|栋|幢|单元|楼|室|队|户)|附近|隔壁|对面")
_CODE: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,64}", re.I)
"""Our own ids and hashes; eleven digits inside one are no phone."""
_RUN: Final = re.compile(r"\d{5,}")
_FRONT: Final = re.compile(r"^(?:00)?86(?=1[3-9]\d{9}$)|^(?:010|02\d|0[3-9]\d\d)(?=[2-9]\d{6,7}$)")
"""What may stand before a number that is the same number without it."""
_LEFT_OUT: Final = frozenset({NO_PHONE, NO_IDENTITY, NO_ADDRESS})


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """What must not be read of one person."""

    name: str = ""
    phone: str = ""
    address: str = ""


@dataclass(slots=True)
class Redactor:
    """Takes people out of texts: those it was told of, and every number that looks like a phone or an identity card.

    Looking a text through costs one step per character, however many people there are.

    Attributes:
        public: Names that may stay, such as townships and units: 张家 inside 张家镇 is no person.
        whole: Names of leaders: a cell that says nothing else is theirs, though a resident may have the same one.
    """

    public: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    _instead: dict[str, str | None] = field(default_factory=dict)
    _lengths: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By the first two signs: how long the words are that begin so."""
    _houses: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Addresses with their numbers in plain digits, by the first two signs."""

    @classmethod
    def of(cls, people: Iterable[PersonalWords], public: Iterable[str] = (), whole: Iterable[str] = ()) -> Redactor:
        """Return one that knows *people*; *public* names stay readable, *whole* ones where they stand alone."""
        made = cls(frozenset(filter(None, public)), frozenset(whole))
        for person in dict.fromkeys(people):
            made._learn(person)
        for word in made.public:
            made._keep(spelled_plainly(word), None)
        return made

    def _keep(self, word: str, instead: str | None) -> None:
        """Remember a word and what stands for it; where somebody is called like a place, the person goes first."""
        if len(word) > 1 and word not in self._instead:
            self._instead[word] = instead
            self._lengths[word[:2]].add(len(word))

    def _learn(self, person: PersonalWords) -> None:
        for name in names_in([person.name]):
            self._keep(spelled_plainly(name), mask_name(spelled_plainly(name)))
        for digits in numbers_in(person.phone):
            self._keep(digits, NO_PHONE)
        address = spelled_plainly(person.address)
        if is_house(address) and address not in self.public:
            self._keep(address, NO_ADDRESS)
            house = numbers_plain(address)[0]
            self._houses[house[:2]].add(house)

    def text(self, text: str) -> str:
        """Return *text* without anybody's name, phone, address or identity number in it."""
        if not text:
            return text
        return self._without_houses(self._without_known(_without_numbers(text)))

    def cell(self, text: str) -> str:
        """Return one value of a list without anybody in it; a leader's name that stands alone stays."""
        return text if text in self.whole else self.text(text)

    def texts(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return each of *texts* without people in it."""
        return tuple(map(self.text, texts))

    def _without_known(self, text: str) -> str:
        bare, places = _squeezed(text)
        parts: list[str] = []
        done = at = 0
        while at < len(bare):
            length, instead = self._found_at(bare, at)
            if not length:
                at += 1
                continue
            if instead is not None:
                parts += [text[done : places[at]], instead]
                done = places[at + length - 1] + 1
            at += length
        return "".join([*parts, text[done:]]) if parts else text

    def _without_houses(self, text: str) -> str:
        """Addresses whose numbers are written in another script than in the person's own record."""
        if not self._houses:
            return text
        bare, places = _squeezed(text)
        plain, spans = numbers_plain(bare)
        parts: list[str] = []
        done = at = 0
        while at < len(plain):
            length = max(
                (len(house) for house in self._houses.get(plain[at : at + 2], ()) if _stands(plain, house, at)),
                default=0,
            )
            if length:
                parts += [text[done : places[spans[at][0]]], _(NO_ADDRESS)]
                done = places[spans[at + length - 1][1] - 1] + 1
            at += length or 1
        return "".join([*parts, text[done:]]) if parts else text

    def _found_at(self, bare: str, at: int) -> tuple[int, str | None]:
        """Return how many signs begin here that stay or go together, and what stands for them; 0 for none."""
        for length in sorted(self._lengths.get(bare[at : at + 2], ()), reverse=True):
            word = bare[at : at + length]
            if word in self._instead:
                instead = self._instead[word]
                return len(word), _(instead) if instead in _LEFT_OUT else instead
        return 0, None


def redact_text(text: str, names: Iterable[str]) -> str:
    """Return *text* without *names*, and without any phone or identity number, whosever it is."""
    return Redactor.of(PersonalWords(name=name) for name in names).text(text)


def redacted_person(name: str, headcount: int = 1) -> str:
    """Return how a redacted copy speaks of who raised something: 王** or 王**等5人; no phone, no address."""
    masked = mask_name(name)
    if not masked or headcount <= 1:
        return masked
    return _("{name} and others, {n} in all").format(name=masked, n=headcount)


def redact_all(value: object, redactor: Redactor, *, leave: Sequence[str] = ()) -> object:
    """Return a form's *value* (texts, lists, mappings) redacted throughout; keys of *leave* are pictures and codes."""
    if isinstance(value, str):
        return value if _CODE.fullmatch(value) else redactor.cell(value)
    if isinstance(value, dict):
        return {key: part if key in leave else redact_all(part, redactor, leave=leave) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(redact_all(part, redactor, leave=leave) for part in value)
    return value


def _without_numbers(text: str) -> str:
    """Numbers are found in the plain spelling and cut from the text as written."""
    text = _cut(text, _LONG_RUN, NO_PHONE, numbers_together)
    for pattern, instead in ((_IDENTITY, NO_IDENTITY), (_APART_IDENTITY, NO_IDENTITY), (_PHONE, NO_PHONE)):
        text = _cut(text, pattern, instead)
    text = _cut(text, _OLD_IDENTITY, NO_IDENTITY)
    return _without_spoken_numbers(text) if may_speak_numbers(text) else text


def _cut(text: str, pattern: re.Pattern[str], instead: str, really: Callable[[str], object] = bool) -> str:
    """Return *text* with *instead* where *pattern* stands in its plain spelling and *really* agrees."""
    spelled = in_plain_digits(text).translate(_SIGNS)
    for found in reversed(list(pattern.finditer(spelled))):
        if really(found[0]):
            text = text[: found.start()] + _(instead) + text[found.end() :]
    return text


def _without_spoken_numbers(text: str) -> str:
    """Numbers in words, 一三八…, or with a digit in a circle: what follows may be a word such as 一直."""
    for pattern, instead in ((_SPOKEN_IDENTITY, NO_IDENTITY), (_SPOKEN_PHONE, NO_PHONE)):
        spelled, plain = (spell(text).translate(_SIGNS) for spell in (in_spoken_digits, in_plain_digits))
        for found in reversed(list(pattern.finditer(spelled))):
            if plain[found.start() : found.end()] != found[0]:
                text = text[: found.start()] + _(instead) + text[found.end() :]
    return text


def numbers_together(run: str) -> tuple[str, ...]:
    """Return the numbers that a *run* of digits is made of, when nothing parts them and one is a mobile number."""
    found: list[str] = []
    at, phones = 0, 0
    while piece := _PIECE.match(run, at):
        found.append(piece["phone"] or piece[0])
        phones += piece["phone"] is not None
        at = piece.end()
    rest = run[at:]
    if phones and len(found) + bool(rest) > 1 and (not rest or len(rest) >= _SHORTEST):
        return (*found, rest) if rest else tuple(found)
    last = None if found else _LAST.fullmatch(run)
    return last.groups() if last else ()


def numbers_in(phone: str) -> frozenset[str]:
    """Return the numbers of a phone field, plain: fixed lines also without area code, mobiles without +86."""
    found: set[str] = set()
    for part in re.split(r"[,，;；、/|]+", phone):
        for spelling in (in_plain_digits(part), spelled_plainly(part)):
            found.update(_RUN.findall(spelling))
    found.update(number for run in list(found) for number in numbers_together(run))
    return frozenset(found | {_FRONT.sub("", number) for number in found})


def spelled_plainly(text: str) -> str:
    """Return *text* without gaps and with plain digits, as names and numbers are compared."""
    return "".join(sign for sign in in_plain_digits(text).translate(_SIGNS) if sign not in _GAP_SIGNS)


def is_house(address: str) -> bool:
    """Return whether *address* tells of a house rather than of a village."""
    return _HOUSE.search(address) is not None


def _stands(plain: str, house: str, at: int) -> bool:
    """Return whether *house* stands there, and its numbers are no part of longer ones."""
    end = at + len(house)
    if not plain.startswith(house, at):
        return False
    cut_off = house[-1].isdigit() and plain[end : end + 1].isdigit()
    return not cut_off and not (house[0].isdigit() and at > 0 and plain[at - 1].isdigit())


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return *text* without gaps, and where each of its signs stood."""
    kept = [
        (sign, place) for place, sign in enumerate(in_plain_digits(text).translate(_SIGNS)) if sign not in _GAP_SIGNS
    ]
    return "".join(sign for sign, _place in kept), [place for _sign, place in kept]
