"""Rows of the plan, their differences, their hash, their stretches, and who is phoned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from core.i18n import set_language
from core.plan_rows import PlanRow, digest, place_words, stretch_words, time_words, visit_words
from core.planning import CallAnswer, Party
from core.release_calls import Call, calls_for, is_open
from core.releases import ChangeKind, changes_between, parts_changed
from core.stretches import StretchKind, kind_of, stretch_around, turned
from core.visits import Half, ReceptionForm

ROW = PlanRow(
    uid="a", day=date(2026, 12, 2), half=Half.MORNING, kind="Petition reception", leader="周立明", township="青石镇",
    starts_at=time(9), ends_at=time(11, 30), reception_form=ReceptionForm.FIXED_POINT, place="青石镇综治中心",
    leader_id=1, township_id=1, kind_key="petition_reception",
)  # fmt: skip


def always(_day: date) -> bool:
    return True


def never(_day: date) -> bool:
    return False


def test_a_visit_is_spoken_in_both_languages() -> None:
    assert visit_words(ROW) == (
        "Wednesday 2 Dec Morning 9:00—11:30, 周立明 to 青石镇 综治中心, Petition reception (Fixed point)"
    )
    set_language("zh_CN")
    assert visit_words(ROW) == "12月2日（星期三）上午9:00—11:30，周立明到青石镇综治中心，信访接待（定点接访）"
    assert time_words(replace(ROW, starts_at=None, ends_at=None)) == "上午"
    assert place_words(replace(ROW, village="柳树湾村", place="村委会")) == "青石镇柳树湾村村委会"


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("leader_id", 2, "leader"), ("day", date(2026, 12, 3), "day"), ("half", Half.AFTERNOON, "time"),
        ("starts_at", time(10), "time"), ("village", "上街村", "place"), ("place", "村委会", "place"),
        ("township_id", 2, "place"), ("kind_key", "research_visit", "kind"), ("theme", "饮水", "theme"),
        ("reception_form", ReceptionForm.VIDEO, "kind"), ("companion_ids", (2,), "companions"),
        ("agency_ids", (1,), "agencies"),
    ],
)  # fmt: skip
def test_each_field_that_differs_is_one_part(field: str, value: object, key: str) -> None:
    assert [part.key for part in parts_changed(ROW, replace(ROW, **{field: value}))] == [key]


@pytest.mark.parametrize("field", ["post", "portfolio", "seal", "visit_id"])
def test_what_says_nothing_of_the_visit_is_no_change(field: str) -> None:
    assert parts_changed(ROW, replace(ROW, **{field: 7 if field == "visit_id" else "x"})) == ()


def test_a_new_name_is_no_change_where_the_person_is_known_and_one_where_not() -> None:
    renamed = replace(ROW, leader="周立民")
    assert parts_changed(ROW, renamed) == ()
    assert [part.key for part in parts_changed(replace(ROW, leader_id=None), renamed)] == ["leader"]


def test_differences_know_which_days_each_side_speaks_of() -> None:
    other = replace(ROW, uid="b")
    assert [c.kind for c in changes_between([ROW], [other], told=always, reach=always)] == [
        ChangeKind.CALLED_OFF, ChangeKind.ADDED,
    ]  # fmt: skip
    assert changes_between([ROW], [other], told=never, reach=never) == []


def test_words_that_only_a_redaction_tells_apart_are_the_same() -> None:
    told, now = replace(ROW, theme="看望禤**"), replace(ROW, theme="看望禤墨卿")
    assert parts_changed(told, now, lambda text: text.replace("禤墨卿", "禤**")) == ()


def test_the_hash_knows_every_word_and_no_id() -> None:
    printed = {"printed": {"county": "云岭县"}}
    whole = digest([ROW], printed)
    assert digest([replace(ROW, leader_id=None, township_id=None, visit_id=4)], printed) == whole
    for field, value in (("place", "x"), ("day", date(2026, 12, 3)), ("post", "县长"), ("theme", "x")):
        assert digest([replace(ROW, **{field: value})], printed) != whole
    assert digest([ROW], {"printed": {"county": "x"}}) != whole


def test_stretches_are_named_as_offices_name_them() -> None:
    set_language("zh_CN")
    assert stretch_words(date(2026, 12, 1), date(2026, 12, 31)) == "2026年12月"
    assert stretch_words(date(2026, 10, 1), date(2026, 12, 31)) == "2026年第4季度"
    assert stretch_words(date(2026, 1, 1), date(2026, 12, 31)) == "2026年"
    assert stretch_words(date(2026, 11, 23), date(2026, 11, 29)) == "2026年11月23日—11月29日"
    assert stretch_words(date(2026, 12, 28), date(2027, 1, 3)) == "2026年12月28日—2027年1月3日"


def test_stretches_turn() -> None:
    month, quarter = (
        stretch_around(date(2028, 2, 9), StretchKind.MONTH),
        stretch_around(date(2026, 11, 9), StretchKind.QUARTER),
    )
    assert month == (date(2028, 2, 1), date(2028, 2, 29))
    assert quarter == (date(2026, 10, 1), date(2026, 12, 31))
    assert kind_of(*month) is StretchKind.MONTH
    assert kind_of(*quarter) is StretchKind.QUARTER
    assert turned(*quarter, StretchKind.QUARTER, 1) == (date(2027, 1, 1), date(2027, 3, 31))
    assert turned(*month, StretchKind.MONTH, -2) == (date(2027, 12, 1), date(2027, 12, 31))
    week = (date(2026, 11, 23), date(2026, 11, 29))
    assert kind_of(*week) is StretchKind.ANY
    assert turned(*week, StretchKind.ANY, -1) == (date(2026, 11, 16), date(2026, 11, 22))
    assert turned(date(2100, 12, 1), date(2100, 12, 31), StretchKind.MONTH, 1)[0] == date(2100, 12, 1)


def test_a_change_of_units_reaches_only_the_units() -> None:
    old, new = replace(ROW, agency_ids=(1, 2)), replace(ROW, agency_ids=(2, 3))
    (change,) = changes_between([old], [new], told=always, reach=always)
    assert [(call.party, call.party_id) for call in calls_for([], [change])] == [(Party.AGENCY, 1), (Party.AGENCY, 3)]


def test_another_leader_is_a_call_for_both_and_everybody_there() -> None:
    old, new = replace(ROW, agency_ids=(1,)), replace(ROW, agency_ids=(1,), leader_id=2, leader="陈雨桐")
    (change,) = changes_between([old], [new], told=always, reach=always)
    said = {(call.party, call.party_id): call.words for call in calls_for([], [change])}
    assert list(said) == [(Party.LEADER, 1), (Party.LEADER, 2), (Party.TOWNSHIP, 1), (Party.AGENCY, 1)]
    assert said[Party.LEADER, 1].endswith("You are no longer needed there.")
    assert said[Party.LEADER, 2].startswith("New: ")
    assert "Leader: 周立明 > 陈雨桐" in said[Party.TOWNSHIP, 1]


def test_nobody_reads_out_more_lines_than_fit() -> None:
    call = Call(Party.AGENCY, 1)
    for number in range(500):
        call.add("x" * 40, str(number))
    assert len(call.words.splitlines()) == 81
    assert len(call.words) < 20_000


def test_called_back_is_still_open() -> None:
    assert [is_open(answer) for answer in CallAnswer] == [True, False, False, True]
