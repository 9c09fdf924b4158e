"""Reading the words that offices write for a base rota: 每月15日遇节假日顺延, 单周周五, 农历初九, 赶集日.

What is not understood for sure is refused with one sentence, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final, NamedTuple

from core.base_rota_errors import PatternEmpty, PatternNotRead
from core.calendar.lunar import lunar_day_name, lunar_month_name
from core.calendar.market_rules import Daily, OddEven, Unknown, Weekdays
from core.calendar.markets import parse_market_rule
from core.calendar.recurrence import DayOff, parse_recurrence
from core.imports.dates import chinese_number
from core.planner.base_pattern import LAST, Pattern, Sort, ordered, usual_day_off
from core.visits import Half

PATTERN_EXAMPLE: Final = "每月15日遇节假日顺延、每月第一个周一、单周周五、农历初九、赶集日、每个工作日"
_LONGEST: Final = 200
_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HALVES: Final = {"上午": Half.MORNING, "下午": Half.AFTERNOON, "全天": Half.WHOLE_DAY}
_REST: Final = r"(?:法定)?(?:节假日|休息日|节日|假日|假期|双休日|周末|非工作日)"
_DAY_OFF: Final = re.compile(
    rf"[、;(]*(?:如?若?遇|逢|碰到)?{_REST}(?:[和及、或]{_REST})*(?:则|时|就)?"
    r"(?P<what>不顺延|(?:往后|向后)?顺延|后延|推迟|提前|往前|除外|不排|不安排|不去|不开|取消|停排|休息|照排|照常|也排|不变)"
    r"(?:[到至](?:[上下前后]一?个?)工作日)?\)*$"
)
_WHAT: Final = (
    ("不顺延|照排|照常|也排|不变", DayOff.KEEP), (".*顺延|后延|推迟", DayOff.NEXT), ("提前|往前", DayOff.PREVIOUS),
    (".*", DayOff.SKIP),
)  # fmt: skip
_ONLY: Final = re.compile(r"\((?:仅|只|限|只在|仅在|限于)(?P<months>[^()]+)\)")
_DOING: Final = re.compile(r"的?(?:接访日?|下访|值班|轮值|值守)$")
_WEEK: Final = "一二三四五六日"
_RANGE: Final = re.compile(r"(周|星期|礼拜)([一二三四五六日天])[至到~-](?:周|星期|礼拜)?([一二三四五六日天])")
_MARKETS: Final = re.compile(
    r"(?:每个?|逢|每逢)?(?:当地|本乡镇?|本镇|乡镇|该乡镇?)?的?"
    r"(?:赶集日?|赶集天|集日|逢集日?|集期|赶场日?|赶场天|场期|赶街日?|赶街天|街天|街子天|圩日|逢圩日?|赶圩日?)"
)
_NUMBER: Final = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_LUNAR_MONTHS: Final = {lunar_month_name(n).removesuffix("月"): n for n in range(1, 13)} | {
    "十一": 11,
    "十二": 12,
    "一": 1,
}
_LUNAR_DAYS: Final = {lunar_day_name(n): n for n in range(1, 31)}
_QUARTER: Final = {"首": 1, "第一": 1, "第1": 1, "第二": 2, "第2": 2, "第三": 3, "第3": 3, "末": 3, "最后一": 3}


class Said(NamedTuple):
    """What somebody's words mean; the half of the day is None where they say none."""

    pattern: Pattern
    half: Half | None = None


def read_pattern(text: str) -> Said:
    """Return the days that *text* means.

    Raises:
        PatternEmpty: there are no words.
        PatternNotRead: they are not understood for sure.
    """
    shown = re.sub(r"\s+", " ", text).strip()
    if not shown:
        raise PatternEmpty(example=PATTERN_EXAMPLE)
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[: _LONGEST + 1]))
    words = words.replace(",", "、").strip("。.、;")
    words = _DOING.sub("", _RANGE.sub(_each_weekday, words))
    words, day_off = _take_day_off(words)
    words, half = _take_half(_DOING.sub("", words))
    words, only = _take_months(words)
    found = _pattern(words) if words and only is not None and len(shown) <= _LONGEST else None
    if found is None or (only and (found.months or found.sort is Sort.LUNAR)):
        raise PatternNotRead(words=shown[:40], example=PATTERN_EXAMPLE)
    if only:
        found = replace(found, months=only)
    if day_off is not None and found.sort is not Sort.NTH_WORKDAY:
        found = replace(found, day_off=day_off)
    if found.sort is Sort.WORKDAYS and found.day_off not in {DayOff.SKIP, DayOff.KEEP}:
        found = replace(found, day_off=DayOff.SKIP)  # every day that moves is one that is there already
    found = ordered(found)
    if not found.is_sound:
        raise PatternNotRead(words=shown[:40], example=PATTERN_EXAMPLE)
    return Said(found, half)


def _each_weekday(found: re.Match[str]) -> str:
    """Return 周一、二、三 for 周一至周三."""
    first, last = (_WEEK.index(sign.replace("天", "日")) for sign in found.group(2, 3))
    return found[1] + "、".join(_WEEK[first : last + 1]) if first < last else found[0]


def _take_day_off(words: str) -> tuple[str, DayOff | None]:
    found = _DAY_OFF.search(words)
    if found is None:
        return words, None
    day_off = next(kind for pattern, kind in _WHAT if re.fullmatch(pattern, found["what"]))
    return words[: found.start()].rstrip("、;("), day_off


def _take_half(words: str) -> tuple[str, Half | None]:
    found = re.fullmatch(r"(.*?)的?(上午|下午|全天)", words)
    return (words, None) if found is None else (found[1], _HALVES[found[2]])


def _take_months(words: str) -> tuple[str, tuple[int, ...] | None]:
    """Take (限3月、9月) out; None where its months cannot be read."""
    found = _ONLY.search(words)
    if found is None:
        return words, ()
    return words[: found.start()] + words[found.end() :], _solar_months(found["months"])


def _solar_months(words: str) -> tuple[int, ...] | None:
    named = {"单月": (1, 3, 5, 7, 9, 11), "双月": (2, 4, 6, 8, 10, 12)}
    if words in named:
        return named[words]
    parts = [part for part in re.split(r"月?[、和及]", words.removesuffix("月")) if part]
    if not parts or not all(re.fullmatch(_NUMBER, part) for part in parts):
        return None
    return tuple(_number(part) for part in parts)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text)


def _pattern(words: str) -> Pattern | None:
    if words in {"每个工作日", "每工作日", "工作日", "每天工作日", "逢工作日"}:
        return Pattern(Sort.WORKDAYS)
    if words in {"每天", "每日", "天天"}:
        return Pattern(Sort.WORKDAYS, day_off=DayOff.KEEP)
    if _MARKETS.fullmatch(words):
        return Pattern(Sort.MARKET, day_off=usual_day_off(Sort.MARKET))
    return _weeks(words) or _months(words) or _lunar(words) or _by_digit(words) or _plain(words)


def _weeks(words: str) -> Pattern | None:
    """Read 单周周五, 双周的星期一、三, 逢单周五, 奇数周周二."""
    found = re.fullmatch(r"(?:每?逢|每个?)?(单|双|奇数|偶数)(?:数?周|星期)的?(.+)", words)
    if found is None:
        return None
    inner = found[2] if re.match(r"周|星期|礼拜", found[2]) else f"周{found[2]}"
    weekly = _plain(f"每{inner}")
    if weekly is None or weekly.sort is not Sort.WEEKDAY:
        return None
    return replace(weekly, odd=found[1] in {"单", "奇数"})


def _months(words: str) -> Pattern | None:
    """Read 单月15日, 每季度首月第一个周一, 每季度末月最后一个工作日, 每年3月、9月15日."""
    found = re.fullmatch(r"(?:每?逢|每个?)?([单双]月)的?(.+)", words)
    if found is not None:
        return _in_months(_solar_months(found[1]), found[2])
    found = re.fullmatch(rf"每个?季度?的?({'|'.join(_QUARTER)})个?月的?(.+)", words)
    if found is not None:
        return _in_months(tuple(_QUARTER[found[1]] + 3 * n for n in range(4)), found[2])
    found = re.fullmatch(rf"每年的?((?:(?:{_NUMBER})月?[、和及])*(?:{_NUMBER})月)的?(.+)", words)
    return None if found is None else _in_months(_solar_months(found[1]), found[2])


def _in_months(months: tuple[int, ...] | None, days: str) -> Pattern | None:
    found = _plain(days if days.startswith("每月") else f"每月{days}")
    return replace(found, months=months) if months and found is not None and found.sort is not Sort.WEEKDAY else None


def _plain(words: str) -> Pattern | None:
    """Read what `core.calendar.recurrence` reads, working days of a month, and 每月15日、每月最后一天."""
    workday = _nth_workday(words)
    if workday is not None:
        return workday
    head, _sign, tail = words.rpartition("、")
    if head and tail in {"每月最后一天", "最后一天", "每月月底", "月底", "月末"}:
        rest = _plain(head)
        return replace(rest, numbers=(*rest.numbers, LAST)) if rest and rest.sort is Sort.MONTH_DAY else None
    if words in {"月底", "月末", "每月底", "每月的最后一天"}:
        words = "每月最后一天"
    rule = parse_recurrence(words)
    parts = dict(part.split("=", 1) for part in rule.rrule.split(";")) if rule is not None else {}
    days = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    weekdays = tuple(_CODES.index(day[-2:]) + 1 for day in days)
    if parts.get("FREQ") == "WEEKLY":
        return Pattern(Sort.WEEKDAY, weekdays=weekdays, day_off=usual_day_off(Sort.WEEKDAY))
    if parts.get("FREQ") != "MONTHLY":
        return None
    if days:
        places = tuple(int(day[:-2]) for day in days)
        return Pattern(Sort.NTH_WEEKDAY, places, weekdays, day_off=usual_day_off(Sort.NTH_WEEKDAY))
    numbers = tuple(int(day) for day in parts["BYMONTHDAY"].split(","))
    end_only = numbers == (LAST,)  # the end of a month never moves into the next one by itself
    return Pattern(Sort.MONTH_DAY, numbers, day_off=DayOff.PREVIOUS if end_only else usual_day_off(Sort.MONTH_DAY))


def _nth_workday(words: str) -> Pattern | None:
    """Read 每月第一个工作日, 每月第1、3个工作日, 每月最后一个工作日."""
    words = re.sub(r"个?工作日[、和及]每月", "、", words)
    place = rf"第?(?:{_NUMBER})|最后一?|末|首"
    found = re.fullmatch(rf"每个?月的?((?:{place})个?(?:[、和及](?:每月)?(?:{place})个?)*)工作日", words)
    if found is None:
        return None
    parts = re.split(r"[、和及]", found[1].replace("每月", ""))
    return Pattern(Sort.NTH_WORKDAY, tuple(_place(part.removesuffix("个").removeprefix("第")) for part in parts))


def _place(word: str) -> int:
    named = {"首": 1, "末": LAST, "最后": LAST, "最后一": LAST}
    return named[word] if word in named else _number(word)


def _lunar(words: str) -> Pattern | None:
    """Read 农历初九, 每月农历初一、十五, 农历正月初九, 农历三月、九月十五."""
    found = re.fullmatch(r"(每月|每年)?(?:的)?(?:农历|阴历|旧历|夏历)(?:每月|每年)?的?(.+)", words)
    if found is None or "逢" in words:
        return None
    months, _moon, days = found[2].rpartition("月")
    named = [each.removesuffix("月") for each in re.split(r"[、和及]", months)] if months else []
    numbers = [_lunar_day(part) for part in re.split(r"[、和及]", days)]
    if not set(named) <= set(_LUNAR_MONTHS) or None in numbers:
        return None
    made = tuple(number for number in numbers if number is not None)
    return Pattern(
        Sort.LUNAR, made, months=tuple(_LUNAR_MONTHS[name] for name in named), day_off=usual_day_off(Sort.LUNAR)
    )


def _lunar_day(words: str) -> int | None:
    words = words.rstrip("日号")
    if words in _LUNAR_DAYS:
        return _LUNAR_DAYS[words]
    words = words.removeprefix("初").replace("廿", "二十")
    return _number(words) if re.fullmatch(_NUMBER, words) else None


def _by_digit(words: str) -> Pattern | None:
    """Read 农历逢三、八, 公历逢1、6, 农历单日, 空三赶四（丑巳酉）: what market lists write too."""
    if not re.search(r"逢|赶|空三|单日|双日|单号|双号|[子丑寅卯辰巳午未申酉戌亥]{2}", words):
        return None
    rule = parse_market_rule(words)
    if rule is None or isinstance(rule, Unknown | Daily | Weekdays):
        return None
    if isinstance(rule, OddEven) and rule.is_lunar is None:
        rule = replace(rule, is_lunar=False)
    return Pattern(Sort.RULE, rule=rule.spec, day_off=usual_day_off(Sort.RULE))
