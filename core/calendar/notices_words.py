"""The words of a holiday notice made plain, and cut into the lines of the seven holidays.

Full-width digits, odd dashes and blanks, and what a web page leaves behind are taken away here, so that the
reading proper sees one way of writing. A further holiday is one line in NAMES.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Final

from core.calendar import notices_errors as errors
from core.text import unreadable_at

MOST_SIGNS: Final = 200_000
"""A notice has about a thousand; a web page around it some ten thousand more."""

NAMES: Final = {
    "元旦": "New Year's Day",
    "新年": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-sweeping Day",
    "清明": "Tomb-sweeping Day",
    "国际劳动节": "Labour Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "端午": "Dragon Boat Festival",
    "中秋节": "Mid-autumn Festival",
    "中秋": "Mid-autumn Festival",
    "国庆节": "National Day",
    "国庆": "National Day",
}
"""Message id by the word of the notice."""
EXAMPLE_TITLE: Final = "国务院办公厅关于2026年部分节假日安排的通知"
EXAMPLE_LINE: Final = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"

_TAG: Final = re.compile(r"<(?:!--[^<>]{0,4000}--|/?[a-zA-Z][^<>]{0,4000})>")
_BREAKING: Final = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_UNSEEN: Final = re.compile("[\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff\u180e]")
_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
_HEADING: Final = re.compile(
    rf"(?:^|(?<=[\n。;:]))(?P<mark>(?:\(?(?:{_NUMERAL}|\d{{1,2}})\)?[、.,])?)"
    rf"(?P<names>[^\n。:;,、和及]{{1,16}}(?:[、和及,][^\n。:;,、和及]{{1,16}}){{0,6}}):"
)
_TITLE: Final = re.compile(r"关于((?:19|20|21)\d\d)年(?:部分)?节假日(?:放假)?安排的通知")
_CHANGE: Final = re.compile(r"关于(?:调整|延长|变更|修改)(?:19|20|21)\d\d年[^。《》]{0,30}?通知")
_PREAMBLE: Final = re.compile(r"现将((?:19|20|21)\d\d)年")
_NUMBER: Final = re.compile(r"国办发(?:明电)?[〔\[(]((?:19|20|21)\d\d)[〕\])](\d{1,4})号")
_TAIL: Final = re.compile(r"节假日期间|各地区|国务院办公厅|此件|责任编辑|附件")

_MOST_LINES: Final = 20  # seven are in use: of more, one is there twice and is refused
_PRINTED: Final = str.maketrans(",:;()", "，：；（）")


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """The line of one holiday, or of two that are taken together.

    Attributes:
        names: Message ids of the holidays.
        phrase: As written, for showing.
        sentences: Without blanks, in one way of writing.
    """

    names: tuple[str, ...]
    phrase: str
    sentences: tuple[str, ...]


def plain_text(text: str) -> str:
    """Return *text* in one way of writing: half-width, no tags, no blanks, line breaks kept.

    Raises:
        NoticeEmpty, NoticeTooLong, NoticeNotText: it cannot be a notice.
    """
    if len(text) > MOST_SIGNS:
        raise errors.NoticeTooLong(length=f"{len(text):,}")
    cleaned = _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    position = unreadable_at(cleaned)
    if position is not None:
        raise errors.NoticeNotText(position=position)
    cleaned = html.unescape(_TAG.sub("", _BREAKING.sub("\n", cleaned)))
    cleaned = unicodedata.normalize("NFKC", _UNSEEN.sub("", cleaned))
    lines = ("".join(line.split()) for line in cleaned.splitlines())
    plain = "\n".join(line for line in lines if line)
    if not plain:
        raise errors.NoticeEmpty
    return plain


def year_of(plain: str) -> int | None:
    """Return the year that title and preamble name.

    Raises:
        NoticeTwoYears: they name different ones, or two notices were pasted.
        NoticeAmends: it changes days of an earlier notice.
    """
    joined = plain.replace("\n", "")
    named = {int(year) for year in (*_TITLE.findall(joined), *_PREAMBLE.findall(joined))}
    if len(named) > 1:
        one, other = sorted(named)[:2]
        raise errors.NoticeTwoYears(one=one, other=other)
    changes = _CHANGE.search(joined)
    if changes is not None and not named:
        raise errors.NoticeAmends(phrase=changes.group())
    return next(iter(named), None)


def number_of(plain: str) -> str:
    """Return 国办发明电〔2025〕7号, empty where it was not copied."""
    found = _NUMBER.search(plain.replace("\n", ""))
    if found is None:
        return ""
    return f"{found.group()[: found.group().index(found.group(1)) - 1]}〔{found.group(1)}〕{found.group(2)}号"


def lines_of(plain: str) -> list[NoticeLine]:
    """Return the lines of the holidays in order.

    Raises:
        NoticeNotFound: there is none.
        NoticeUnknownHoliday: a numbered line names something else.
    """
    title = _TITLE.search(plain)
    body = plain[title.end() :] if title is not None else plain
    named = ((head, names) for head in _HEADING.finditer(body) if (names := _names_of(head)) is not None)
    heads = list(islice(named, _MOST_LINES))
    if not heads:
        raise errors.NoticeNotFound(example=EXAMPLE_LINE)
    lines = []
    for place, (head, names) in enumerate(heads):
        last = place + 1 == len(heads)
        text = body[head.end() : len(body) if last else heads[place + 1][0].start()]
        end = _TAIL.search(text) if last else None
        text = (text[: end.start()] if end is not None else text).replace("\n", "")
        sentences = tuple(sentence for sentence in re.split("[。;]", text) if sentence)
        lines.append(NoticeLine(names, shown(head.group().replace("\n", "") + text), sentences))
    return lines


def shown(phrase: str) -> str:
    """Return a phrase with the punctuation of Chinese print again."""
    return phrase.translate(_PRINTED)


def _names_of(head: re.Match[str]) -> tuple[str, ...] | None:
    """Return the holidays that a heading names; None where it is no heading of a holiday."""
    words = re.split("[、和及,]", head["names"])
    names = [NAMES.get(word) for word in words]
    if all(names):
        return tuple(name for name in names if name)
    if not head["mark"] or not (any(names) or head["mark"][0] not in "0123456789"):
        return None
    wrong = next(word for word, name in zip(words, names, strict=True) if name is None)
    raise errors.NoticeUnknownHoliday(phrase=shown(head.group()), name=wrong)
