"""One-line entries whose words look like a day, a time or a leader and name another: asked, never guessed."""

from __future__ import annotations

from datetime import date, time

import pytest

from core.one_line import Asked
from tests.core.test_one_line import form_of, read, visit


@pytest.mark.parametrize(
    ("line", "words", "day"),
    [
        ("不是下周三 孟县长 青石镇 接访", "不是下周三", date(2026, 12, 2)),
        ("孟县长 除周三外 青石镇 接访", "除周三", date(2026, 11, 25)),
        ("最好不要周五 孟县长 青石镇 调研", "不要周五", date(2026, 11, 27)),
        ("年底前 孟县长 青石镇 调研", "年底前", date(2026, 12, 31)),
        ("25日前 孟县长 青石镇 调研", "25日前", date(2026, 11, 25)),
        ("周五之前 孟县长 青石镇 调研", "周五之前", date(2026, 11, 27)),
        ("下周三前后 孟县长 青石镇 调研", "下周三前后", date(2026, 12, 2)),
    ],
)
def test_a_day_that_is_only_a_limit_or_ruled_out_is_asked(line: str, words: str, day: date) -> None:
    reading = read(line)
    assert [(question.asked, question.words) for question in reading.questions] == [(Asked.DAY, words)]
    assert reading.day is None
    assert read(line, given={reading.questions[0].key: day.isoformat()}).day == day


@pytest.mark.parametrize("line", ["明天 孟县长 青石镇 接访 3点前回", "明天 3点后 孟县长 青石镇 接访"])
def test_a_time_that_is_only_a_limit_is_asked(line: str) -> None:
    reading = read(line)
    assert [question.asked for question in reading.questions] == [Asked.TIME]
    assert (reading.starts_at, reading.half) == (None, None)


@pytest.mark.parametrize("line", ["25日前往青石镇 孟县长 接访", "孟县长 25日 青石镇 接访", "25日到青石镇接访 孟县长"])
def test_words_that_only_begin_like_a_limit_ask_nothing(line: str) -> None:
    assert form_of(read(line)) == visit("11-25", "孟杰", "青石镇", "petition_reception")
    assert read("明天9点前往青石镇 孟县长 接访").starts_at == time(9)


@pytest.mark.parametrize(
    "line", ["明天 县长助理 青石镇 接访", "明天 夏红梅的秘书 青石镇 接访", "明天 孟县长秘书 青石镇 接访"]
)
def test_somebody_of_a_leaders_staff_is_not_the_leader(line: str) -> None:
    assert read(line).leader_id is None


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("明天 十点十分 孟县长 青石镇 接访", time(10, 10)),
        ("明天九点 孟县长 青石镇 接访", time(9)),
        ("12月2日 九点半 孟县长 青石镇 接访", time(9, 30)),
        ("明天 孟县长 青石镇 调研 一点一策", None),
        ("明天 孟县长 青石镇 调研 两点论", None),
    ],
)
def test_a_time_in_chinese_numbers_is_read_where_it_stands_alone(line: str, starts: time | None) -> None:
    assert read(line).starts_at == starts
    assert read(line).questions == []


def test_two_forms_of_reception_are_no_form() -> None:
    assert read("明天 孟县长 青石镇 定点接访 视频接访").reception_form is None
