"""Hostile clipboards: whatever was copied, no row is swallowed, cut without a word, or fatal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.workdays import work_calendar
from core.entry_cells import limit_of, phone_hint, phone_shown, phone_text, village_in
from core.entry_rows import PASTED_ROWS, pasted, rows_from_json, rows_of, rows_to_json

CALENDAR = work_calendar([])
TODAY = date(2026, 11, 23)


def test_a_quote_that_is_never_closed_swallows_no_line() -> None:
    block = pasted('"张三\t138\n李四\t139\n王五\t137')
    assert block.lines == (('"张三', "138"), ("李四", "139"), ("王五", "137"))


def test_quotes_in_the_middle_are_letters() -> None:
    assert pasted('张三\t5"管\n李四\t他说"行"').lines == (("张三", '5"管'), ("李四", '他说"行"'))


def test_a_cell_of_a_million_characters_stays_whole() -> None:
    block = pasted("张三\t" + "长" * 1_000_000)
    assert [len(cell) for cell in block.lines[0]] == [2, 1_000_000]


def test_lines_beyond_what_is_taken_at_once_are_counted() -> None:
    block = pasted("\n".join(f"张{n}\t水管" for n in range(PASTED_ROWS + 7)))
    assert (len(block.lines), block.left_out) == (PASTED_ROWS, 7)
    assert pasted("张三\t水管\n李四\t路灯").left_out == 0
    assert pasted("姓名\t问题\n" + "\n".join(f"张{n}\t水管" for n in range(PASTED_ROWS))).left_out == 0


def test_a_hundred_thousand_columns_are_no_hundred_thousand_choices() -> None:
    assert len(pasted("张三\t水管" + "\t" * 100_000 + "x").targets) == 40


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_every_line_break_of_a_clipboard_counts(breaks: str) -> None:
    assert pasted(breaks.join(("张三\t水管", "李四\t路灯"))).lines == (("张三", "水管"), ("李四", "路灯"))


@given(st.text(st.sampled_from("\t\n\r\"'=+@张三138\x00\ud800\u202e\u200b𠮷\u0301 　"), max_size=80))
def test_no_clipboard_is_fatal_and_every_row_survives_a_kill(text: str) -> None:
    block = pasted(text)
    if block is not None:
        rows = rows_of(block)
        assert rows_from_json(rows_to_json(rows)) == rows


@given(st.text(max_size=30))
def test_no_words_break_a_cell(text: str) -> None:
    limit = limit_of(text, TODAY, CALENDAR, unit="working", roll="next")
    assert limit.problem or limit.due is not None or not text.strip()
    phone_shown(phone_text(text))
    phone_hint(text)
    village_in(text, [(1, "岭背村")])


@pytest.mark.parametrize("text", ["138 0000 2204", "+86 138-0000-2204", "0797-1234567", "0797-1234567转802", "12345"])
def test_a_phone_is_kept_as_it_was_typed(text: str) -> None:
    assert phone_text(text) == text
    assert phone_hint(text) == ""


@pytest.mark.parametrize("text", ["９９９９-12-31", "9999-12-31", "2099-1-1"])
def test_a_deadline_no_office_gives_is_questioned(text: str) -> None:
    limit = limit_of(text, TODAY, CALENDAR, unit="working", roll="next")
    assert (limit.due, "cannot be a deadline" in limit.problem) == (None, True)


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("2-29", date(2028, 2, 1), date(2028, 2, 29)),
        ("2028-2-29", TODAY, date(2028, 2, 29)),
        ("2-29", TODAY, None),
        ("1900-1-1", TODAY, None),
        ("0000-1-1", TODAY, None),
        ("2026-13-45", TODAY, None),
    ],
)
def test_a_leap_day_is_a_day_and_no_other_day_is_invented(text: str, start: date, due: date | None) -> None:
    limit = limit_of(text, start, CALENDAR, unit="working", roll="next")
    assert (limit.due, bool(limit.problem)) == (due, due is None)
