"""Market days: listing them, and reading the rules that offices write.

空三赶四（丑巳酉）, 农历逢一、四、七, 每周星期三、六, 天天: each becomes a rule of `market_rules.py`.

Arabic digits mean solar days and Chinese numerals lunar days, unless the text says which
(the convention of published market lists, domain.md 1.13). What is not understood is None, and asked.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from core.calendar.lunar import ANIMALS, BRANCHES
from core.calendar.market_dates import TooManyDates, read_market_dates
from core.calendar.market_phrases import MarketPhrase, split_phrase
from core.calendar.market_rules import (
    BranchPair,
    BranchTriple,
    Daily,
    LunarTail,
    MarketRule,
    OddEven,
    SmallMonth,
    SolarTail,
    Unknown,
    Weekdays,
    amended,
    market_rule_from_spec,
)
from core.errors import UserError

__all__ = [
    "MarketRule", "SmallMonth", "market_days", "market_rule_from_spec", "next_market_day", "parse_market_rule",
    "with_dates",
]  # fmt: skip

SPEC_LIMIT: Final = 200
"""What the schedule holds of a rule."""

_CHINESE_TAILS: Final = {c: n for n, c in enumerate("十一二三四五六七八九")} | {"〇": 0, "零": 0}
_WEEKDAYS: Final = {c: n for n, c in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 6}
_SEPARATOR: Final = r"[、,;·和及与]"
_MARKET: Final = (
    r"(?:赶集日?|赶场日?|赶街|赶圩|逢圩|逢场|逢集|圩日|圩期|集日|集期"
    r"|场期|场日|街天|街日|集市|开市|为集日|赶|逢|圩|场|集)"
)
_DAILY: Final = frozenset({"天天", "每天", "每日", "日日", "常年", "全年", "天天集", "百日场", "每日均为"})
_UNKNOWN: Final = frozenset({"未知", "不详", "待定", "不定", "不固定", "不定期", "待核实", "?", "不清楚", "暂不清楚"})
_ODD: Final = frozenset({"单", "单日", "单号", "奇数日"})
_EVEN: Final = frozenset({"双", "双日", "双号", "偶数日"})


def market_days(rule: MarketRule, first: date, last: date) -> list[date]:
    """Return the market days from *first* to *last*, both included."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if rule.is_market_day(day)]


def next_market_day(rule: MarketRule, after: date, *, within: int = 60) -> date | None:
    """Return the first market day after *after*, or None if there is none in *within* days."""
    days = (after + timedelta(n) for n in range(1, within + 1))
    return next((day for day in days if rule.is_market_day(day)), None)


def parse_market_rule(text: str) -> MarketRule | None:
    """Return the rule that an office's own words mean, or None if they cannot be read for sure."""
    phrase = split_phrase(text)
    rule = _parse_plain(phrase.base)
    try:
        return None if rule is None else with_dates(rule, phrase)
    except UserError:
        return None


def with_dates(rule: MarketRule, phrase: MarketPhrase) -> MarketRule:
    """Return *rule* with the exceptions of a phrase instead of its own.

    Raises:
        DateNotRead: a date of the phrase cannot be read.
        TooManyDates: the rule would not fit into the schedule.
    """
    never, also = read_market_dates(phrase.never), read_market_dates(phrase.also)
    made = amended(rule, never, also)
    if (never or also) and len(made.spec) > SPEC_LIMIT:
        raise TooManyDates(n=len(never) + len(also))
    return made


def _parse_plain(text: str) -> MarketRule | None:
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("。.:;,")
    if not words:
        return None
    bare = re.sub(_MARKET, "", words) or words
    if words in _UNKNOWN:
        return Unknown(text.strip())
    if words in _DAILY or bare in _DAILY:
        return Daily()
    return _odd_even(bare) or _branches(words) or _weekdays(words) or _tails(words)


def _odd_even(bare: str) -> MarketRule | None:
    calendar, rest = _calendar(bare)
    if rest in _ODD | _EVEN:
        return OddEven(rest in _ODD, calendar)
    return None


def _calendar(words: str) -> tuple[bool | None, str]:
    """Return (is lunar, the words without the calendar's name)."""
    found = re.match(r"(?:每月)?(农历|阴历|旧历|夏历|公历|阳历|新历|国历)(?:每月)?", words)
    if found is None:
        return None, words
    return found[1] in {"农历", "阴历", "旧历", "夏历"}, words[found.end() :]


def _branches(words: str) -> MarketRule | None:
    """Read 赶子午, 辰戌(龙狗日), 龙狗日, 空三赶四（丑巳酉）, 丑巳酉."""
    kept = re.sub(rf"空三赶四|隔[三五]天?赶一?|每[四六]天一[场集圩]|{_MARKET}|{_SEPARATOR}|[日()\[\]:]", "", words)
    branches = [BRANCHES.index(c) for c in kept if c in BRANCHES]
    animals = [ANIMALS.index(c) for c in kept if c in ANIMALS]
    if len(branches) + len(animals) != len(kept) or (branches and animals and set(branches) != set(animals)):
        return None
    found = sorted(branches or animals)
    if len(found) == 2 and found[1] - found[0] == 6:
        return BranchPair(found[0])
    if len(found) == 3 and found[1] - found[0] == found[2] - found[1] == 4:
        return BranchTriple(found[0])
    return None


def _weekdays(words: str) -> MarketRule | None:
    """Read 每周星期三、星期六, 逢周三、六, 礼拜天, 每周日."""
    name = r"(?:星期|礼拜|周)"
    found = re.fullmatch(
        rf"{_MARKET}?(?:每|逢|每逢)?周?{_MARKET}?:?((?:{name}[一二三四五六日天1-7]|{_SEPARATOR}|(?<=[一二三四五六日天1-7、,])[一二三四五六日天1-7])+){_MARKET}?",
        words,
    )
    if found is None or not re.search(name, words):
        return None
    days = re.sub(rf"{name}|{_SEPARATOR}", "", found[1])
    numbers = frozenset(int(c) if c.isdigit() else _WEEKDAYS[c] for c in days)
    return Weekdays(numbers) if numbers else None


def _tails(words: str) -> MarketRule | None:
    """Read 农历逢一、四、七, 公历逢1、6, 逢3、8, 二五八, 农历逢五、十（小月提前廿九）."""
    is_lunar, rest = _calendar(words)
    rest, habit = _small_month(rest)
    rest = re.sub(rf"^(?:每月|每旬|每)?{_MARKET}?:?|(?:日|号)?{_MARKET}?$", "", rest)
    rest = re.sub(r"[日号]", "、", rest)
    parts = [part for part in re.split(_SEPARATOR, rest) if part]
    if len(parts) == 1 and re.fullmatch(r"[一二三四五六七八九十]{2,4}|\d{2,4}", parts[0]) and parts[0] != "10":
        parts = re.findall(r"10|.", parts[0])  # 二五八, 258
    if not parts or len(parts) > 5:
        return None
    if all(part in _CHINESE_TAILS for part in parts):
        tails, lunar = frozenset(_CHINESE_TAILS[part] for part in parts), is_lunar is not False
    elif all(re.fullmatch(r"\d|10", part) for part in parts):
        tails, lunar = frozenset(int(part) % 10 for part in parts), is_lunar is True
    else:
        return None
    if not lunar:
        return None if habit else SolarTail(tails)
    return LunarTail(tails, habit or SmallMonth.NONE)


def _small_month(words: str) -> tuple[str, SmallMonth | None]:
    found = re.search(
        r"\((?:小月|月小|无三十)(?:逢十)?:?(提前|改)?(无|不赶|廿九|二十九|29|顺延|次月|初一)+(?:初一|日)?\)$", words
    )
    if found is None:
        return words, None
    inside = found[0]
    if "廿九" in inside or "29" in inside or "二十九" in inside:
        habit = SmallMonth.EARLY
    else:
        habit = SmallMonth.LATE if "初一" in inside or "顺延" in inside else SmallMonth.NONE
    return words[: found.start()], habit
