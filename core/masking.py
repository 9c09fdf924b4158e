"""How petitioners appear on screen and in shared prints: 王** 138****6612."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

STARS: Final = "**"
PHONE_STARS: Final = "****"
_COMPOUND_LIST: Final = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于"
    "司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生公户公玉公仪梁丘公仲"
    "公上公门公山公坚左丘公伯西门公祖第五公乘贯丘公皙南荣东里东宫仲长子书子桑即墨达奚褚师"
)
_COMPOUND_SURNAMES: Final = frozenset(_COMPOUND_LIST[n : n + 2] for n in range(0, len(_COMPOUND_LIST), 2))
_WIDE: Final = str.maketrans("０１２３４５６７８９Ｘｘ＋－", "0123456789Xx+-")
_IDENTITY: Final = re.compile(r"(?<!\d)\d{6}[ -]?(?:18|19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx](?!\d)")
_PHONE: Final = re.compile(
    r"(?:(?<!\d)|(?<=\+86)|(?<=(?<!\d)86))(?:1\d{2}[-–. ]?\d{4}[-–. ]?\d{4}|0\d{2,3}[-– ]\d{7,8})(?!\d)"
)
"""A mobile number, also written in groups, and a fixed line with its area code."""
_SOME: Final = re.compile(r"(?<=..)(?:\s*(?:等|[（(【\[]).*|夫妇|夫妻|一家|全家|家属|女士|先生|同志)$|(?<=.)\s*等.*$")
"""What stands behind a name in its field: 王桂英等5人, 王桂英（女）, 王桂英夫妇."""
_HAN: Final = "[\u3400-\u9fff]"
_BETWEEN: Final = re.compile(
    rf"[、,，;；/|\n]+|(?<={_HAN}{_HAN})[和与及](?={_HAN}{_HAN})|(?<={_HAN}{_HAN})\s+(?={_HAN}{_HAN})"
)
"""What stands between two names in one field; 王 桂英 is one name."""
_ANYBODY: Final = ("群众", "村民", "居民", "业主", "商户", "住户", "职工", "代表", "家长", "匿名", "不详", "匿名者")
"""Words that stand where a name is missing: they tell nobody who it is."""


def mask_name(name: str) -> str:
    """Return the surname and two stars, however long the name is; nothing for nothing.

    A group's spokesman such as 王桂英等5人 loses the rest too: the number of people is a hint.
    """
    name = name.strip()
    if not name:
        return ""
    if not _is_han(name[0]):
        return f"{name[0]}{STARS}"
    return f"{name[:2] if name[:2] in _COMPOUND_SURNAMES else name[0]}{STARS}"


def mask_phone(phone: str) -> str:
    """Return the first three and last four digits of a mobile number; less of anything shorter."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if not digits:
        return ""
    if len(digits) >= 11:
        return f"{digits[:3]}{PHONE_STARS}{digits[-4:]}"
    return f"{PHONE_STARS}{digits[-2:]}" if len(digits) >= 7 else PHONE_STARS


def mask_person(name: str, phone: str) -> str:
    """Return name and phone, both masked, as the detail panel shows them."""
    return " ".join(part for part in (mask_name(name), mask_phone(phone)) if part)


def mask_numbers(text: str) -> str:
    """Return *text* with every number of a phone or an identity card in it masked."""
    for pattern, mask in ((_IDENTITY, _mask_identity), (_PHONE, mask_phone)):
        for found in reversed(list(pattern.finditer(text.translate(_WIDE)))):
            text = f"{text[: found.start()]}{mask(found[0])}{text[found.end() :]}"
    return text


def _mask_identity(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}"


def names_in(words: Iterable[str]) -> frozenset[str]:
    """Return the names to be masked in free texts: 王桂英 and 李大山 of 王桂英、李大山等5人, no word such as 群众."""
    names = {_SOME.sub("", part.strip()) for word in words for part in _BETWEEN.split(word)}
    names |= {"".join(name.split()) for name in names if name and _is_han(name[0])}
    return frozenset(name for name in names if len(name) > 1 and not name.endswith(_ANYBODY))


def mask_names(text: str, names: Iterable[str]) -> str:
    """Return *text* with each of *names* in it masked, the longest first."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return text


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign >= "\U00020000"
