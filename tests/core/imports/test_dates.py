"""Every spelling of a date, and every refusal with its reason."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from core.imports.dates import Hint, hint_from, read_day, weekday_of
from core.imports.notes import Unreadable
from core.imports.spans import ReadLimit, ReadSpan, read_limit, read_span
from core.visits import Half

JANUARY = Hint(2026, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-01-04", "2026/1/4", "2026.1.4", "2026. 1. 4", "2026年1月4日", "2026年01月04日", "1月4日", "1月4号", "1.4",
        "1-4", "1/4", "20260104", 20260104, 46026, 46026.0, "46026", "２０２６年１月４日", "2026年1月4日（星期日）",
        "2026年1月4日(周日)", "1月4日 星期日", "1月4日上午", "4日", 4, "26.1.4", "26年1月4日", "二〇二六年一月四日",
        "2026-01-04 09:30:00", "2026-01-04T00:00:00", "2026年1月4日上午9:00", "2026.01.04.", "　2026-1-4　",
        date(2026, 1, 4), datetime.fromisoformat("2026-01-04T09:30"), 1.4, "2026、1、4",
    ],
)  # fmt: skip
def test_every_spelling_means_the_fourth_of_january(cell) -> None:
    assert read_day(cell, JANUARY).day == date(2026, 1, 4)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1月4日-6日", "several days"),
        ("1月4日至1月6日", "several days"),
        ("1月4日—6日", "several days"),
        ("2026-02-31", "day 31 of month 2"),
        ("2026-02-29", "day 29 of month 2"),
        ("2026-13-01", "month 13"),
        ("1900-01-01", "year 1900"),
        ("9999-12-31", "year 9999"),
        (date(9999, 12, 31), "year 9999"),
        (1.1, "Excel dropped a zero"),
        ("1/4/2026", "is no date"),
        ("foo", "is no date"),
        ("#REF!", "is no date"),
        (True, "is no date"),
        (0, "is no date"),
        (1e308, "is no date"),
        (-3, "is no date"),
        ("", "is no date"),
    ],
)
def test_what_cannot_be_a_date_says_why(cell, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_day(cell, JANUARY)
    assert why in refused.value.why.text()


def test_a_leap_day_is_a_day() -> None:
    assert read_day("2028年2月29日").day == date(2028, 2, 29)


def test_without_a_title_a_date_without_a_year_is_refused() -> None:
    with pytest.raises(Unreadable, match="names no year"):
        read_day("1月4日", Hint())


def test_a_month_outside_the_sheets_own_is_taken_with_a_remark() -> None:
    found = read_day("3月5日", JANUARY)
    assert (found.day, found.doubt is not None) == (date(2026, 3, 5), True)


def test_a_cell_may_also_tell_half_and_weekday() -> None:
    found = read_day("1月4日上午（星期日）", JANUARY)
    assert (found.half, found.weekday) == (Half.MORNING, 6)


@pytest.mark.parametrize(
    ("texts", "hint"),
    [
        (("云岭县安排表（2026年1月）", "3月"), Hint(2026, 1)),
        (("安排表", "十二月", "2027年台账"), Hint(2027, 12)),
        (("安排表", "1月", "下基层-2026"), Hint(2026, 1)),
        (("2026年台账",), Hint(2026, None)),
        (("安排表 2026-03",), Hint(2026, 3)),
        (("无",), Hint()),
    ],
)
def test_year_and_month_come_from_title_sheet_and_file(texts: tuple[str, ...], hint: Hint) -> None:
    assert hint_from(*texts) == hint


@pytest.mark.parametrize(
    ("text", "day"), [("星期日", 6), ("周一", 0), ("礼拜三", 2), ("五", 4), ("Friday", 4), ("x", None)]
)
def test_weekdays(text: str, day: int | None) -> None:
    assert weekday_of(text) == day


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("上午", ReadSpan(Half.MORNING)),
        ("下 午", ReadSpan(Half.AFTERNOON)),
        ("全天", ReadSpan(Half.WHOLE_DAY)),
        ("上午、下午", ReadSpan(Half.WHOLE_DAY)),
        ("9:00-11:30", ReadSpan(Half.MORNING, time(9), time(11, 30))),
        ("14：30—17：00", ReadSpan(Half.AFTERNOON, time(14, 30), time(17))),
        ("上午9点", ReadSpan(Half.MORNING, time(9))),
        ("下午3点半", ReadSpan(Half.AFTERNOON, time(15, 30))),
        ("9:00-16:00", ReadSpan(Half.WHOLE_DAY, time(9), time(16))),
        (time(15), ReadSpan(Half.AFTERNOON, time(15))),
        ("11:00-9:00", None),
        ("25:00", None),
        ("待定", None),
    ],
)
def test_halves_and_hours(cell, span: ReadSpan | None) -> None:
    if span is None:
        with pytest.raises(Unreadable):
            read_span(cell)
    else:
        assert read_span(cell) == span


@pytest.mark.parametrize(
    ("cell", "limit"),
    [
        (15, ReadLimit(15, None)),
        ("15", ReadLimit(15, None)),
        ("15天", ReadLimit(15, "natural")),
        ("15个工作日", ReadLimit(15, "working")),
        ("5日", ReadLimit(5, "natural")),
        ("60日内", ReadLimit(60, "natural")),
        ("十五天", ReadLimit(15, "natural")),
        ("两周", ReadLimit(14, "natural")),
        ("１５工作日", ReadLimit(15, "working")),
        ("1个月", None),
        (0, None),
        (99999, None),
        ("尽快", None),
        (date(2026, 1, 4), None),
    ],
)
def test_limits(cell, limit: ReadLimit | None) -> None:
    if limit is None:
        with pytest.raises(Unreadable):
            read_limit(cell)
    else:
        assert read_limit(cell) == limit
