"""Names as people write them: padded, full-width, with or without 县; and their pinyin initials."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

_UNSEEN = re.compile(
    r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_REGION = re.compile(r"(?:区|[^省市县旗]{0,3}(?:[省县旗]|市(?![场政容])))(?=..)")
_PLACE_ENDINGS = ("街道办事处", "街道办", "街道", "镇", "乡", "人民政府", "政府")
_VILLAGE_ENDINGS = (
    "社区居民委员会",
    "村民委员会",
    "居民委员会",
    "社区居委会",
    "村委会",
    "居委会",
    "行政村",
    "社区",
    "村",
)
_MOST_INITIALS = 16


def clean_text(text: str) -> str:
    """Return *text* without characters that no screen shows, in one normal form; line breaks stay."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).strip()


def one_line(text: str) -> str:
    """Return *text* cleaned and on one line, runs of blanks as one."""
    return _SPACES.sub(" ", clean_text(text)).strip()


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return what two spellings of one name share: 张　三, 张 三 and 张三 are equal, so are （ and (."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", clean_text(name))).casefold()


def person_name(name: str) -> str:
    """Return a person's name as it is stored: 张　三 becomes 张三, Anna Lee keeps its blank."""
    line = one_line(unicodedata.normalize("NFKC", name))
    return line.replace(" ", "") if _is_han(line.replace(" ", "")) else line


def bare_unit(name: str) -> str:
    """Return a unit's key without the county before it: 县水利局, 云岭县水利局 and 水利局 are equal."""
    key = name_key(name)
    while found := _REGION.match(key):
        key = key[found.end() :]
    return key


def bare_place(name: str) -> str:
    """Return a township's key without its ending: 青石镇, 青石镇人民政府 and 青石 are equal."""
    return _without(name_key(name), ("人民政府", "政府"), _PLACE_ENDINGS)


def bare_village(name: str) -> str:
    """Return a village's key without its ending."""
    return _without(name_key(name), _VILLAGE_ENDINGS)


def pinyin_initials(name: str) -> tuple[str, ...]:
    """Return the initials that find *name*, every reading of a polyphone: 重庆 gives cq and zq.

    The usual reading comes first.
    """
    return _initials(name_key(name))


def load_readings() -> None:
    """Read the dictionary of readings now, up to a second: whoever takes a lock does this before."""
    import pypinyin  # noqa: F401, PLC0415 - loaded once; afterwards this costs nothing


@lru_cache(maxsize=8192)
def _initials(key: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - 60 ms, only when searching or saving

    usual = pinyin(key, style=Style.FIRST_LETTER, errors="\n".join)
    firsts = "".join("".join(letters) for letters in usual).replace("\n", "")
    readings: list[list[str]] = []
    for sign, first in zip(key, firsts if len(firsts) == len(key) else key, strict=True):
        others = pinyin(sign, style=Style.FIRST_LETTER, heteronym=True)[0]
        readings.append(list(dict.fromkeys(letter[:1].lower() for letter in (first, *others) if letter)))
    found: dict[str, None] = {}
    for letters in product(*readings):
        found["".join(letters)] = None
        if len(found) >= _MOST_INITIALS:
            break
    return tuple(found)


def _without(key: str, *endings: tuple[str, ...]) -> str:
    for group in endings:
        for ending in group:
            if key.endswith(ending) and len(key) > len(ending):
                key = key.removesuffix(ending)
                break
    return key


def _is_han(text: str) -> bool:
    return bool(text) and all("\u2e80" <= sign <= "\u9fff" or sign >= "\U00020000" or sign in "·〇" for sign in text)


def pinyin_keys(name: str) -> tuple[str, ...]:
    """Return every spelling in initials that finds *name*, with the county before it and without: xslj, slj."""
    bare = bare_unit(name)
    more = _initials(bare) if bare != name_key(name) else ()
    return tuple(dict.fromkeys((*pinyin_initials(name), *more)))
