"""Typed text is cleaned, refused with its position, or kept: never cut silently."""

from datetime import date

import pytest

from core.calendar.workdays import work_calendar
from core.errors import MissingField, TooLong, UnreadableText
from core.reception import reception_days, understands
from core.text import clean_line, clean_text, required_line, unreadable_at


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        ("　　", ""),
        ("　柳树湾　组 ", "柳树湾 组"),
        ("甲\r\n乙\t丙", "甲 乙 丙"),
        ("\ufeff王\u200b桂英\u200f", "王桂英"),
        ("cafe\u0301", "café"),
        ("𠮷田", "𠮷田"),
        ("<img src=file:///etc/passwd>", "<img src=file:///etc/passwd>"),
        ("'; DROP TABLE visit; --", "'; DROP TABLE visit; --"),
        ("\ue000", "\ue000"),
    ],
)
def test_a_line_is_trimmed_and_normalised(typed, kept):
    assert clean_line(typed, "Place") == kept


def test_free_text_keeps_its_line_breaks():
    assert clean_text("一\r\n二\u2028三\x0b四\t五 ", "Note") == "一\n二\n三\n四\t五"


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ud800", "\u202e", "\u2066", "\uffff", "\ufdd0"])
def test_what_no_screen_shows_is_refused_with_its_position(sign):
    assert unreadable_at("ab" + sign) == 3
    for clean in (clean_line, clean_text, required_line):
        with pytest.raises(UnreadableText) as refusal:
            clean("ab" + sign + "c", "Theme")
        assert refusal.value.facts == {"field": "Theme", "position": 3}


def test_a_million_characters_are_refused_with_their_number():
    with pytest.raises(TooLong) as refusal:
        clean_line("长" * 1_000_000, "Theme", limit=400)
    assert refusal.value.facts == {"field": "Theme", "length": 1_000_000, "limit": 400}


def test_a_text_of_exactly_the_limit_is_kept():
    assert clean_text("长" * 20_000, "Note") == "长" * 20_000


@pytest.mark.parametrize("nothing", ["", " ", "　", "\u200b", "\n\t "])
def test_a_required_line_of_blanks_alone_is_missing(nothing):
    with pytest.raises(MissingField):
        required_line(nothing, "Leader")


def _days(rule, first, last):
    found = reception_days(rule, date.fromisoformat(first), date.fromisoformat(last), work_calendar())
    return [day.isoformat()[5:] for day in sorted(found)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("每月15日", ["11-16"]),  # the 15th is a Sunday and moves on
        ("每月10日、25日", ["11-10", "11-25"]),
        ("每周四", ["11-05", "11-12", "11-19", "11-26"]),
        ("每星期一、星期五", ["11-02", "11-06", "11-09", "11-13", "11-16", "11-20", "11-23", "11-27", "11-30"]),
        ("每月第二、四个星期三", ["11-11", "11-25"]),
        ("每月最后一个星期五", ["11-27"]),
        ("2026-11-25、2026年11月3日", ["11-03", "11-25"]),
        ("待定", []),
        ("", []),
    ],
)
def test_reception_days_follow_the_office_s_own_words(rule, days):
    assert _days(rule, "2026-11-01", "2026-11-30") == days
    assert understands(rule) is bool(days)


def test_a_reception_day_moves_out_of_the_national_holiday():
    assert _days("每月1日", "2026-10-01", "2026-10-31") == ["10-08"]
