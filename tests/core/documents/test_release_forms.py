"""Rota, change notice and phone list: their words, many rows, nothing at all, and what people may type."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from core.documents.forms import CHANGE_NOTICE, PHONE_LIST, ROTA
from core.documents.pdf import render
from core.documents.release_forms import (
    CallFacts,
    IssueFacts,
    NoticeFacts,
    PhoneListFacts,
    RotaFacts,
    notice_fields,
    parties_text,
    phone_list_fields,
    rota_fields,
)
from core.i18n import set_language
from core.plan_rows import PlanRow
from core.planning import CallAnswer, Party
from core.releases import changes_between
from core.visits import Half

DAY = date(2026, 11, 23)
ISSUE = IssueFacts(
    2026, 3, date(2026, 12, 1), date(2026, 12, 31), DAY, county="云岭县", office="云岭县委办公室", reason="全会改期",
    replaces="2026年第2期",
)  # fmt: skip
ROW = PlanRow(
    uid="a", day=date(2026, 12, 2), half=Half.MORNING, kind="Petition reception", leader="何勋", township="青石镇",
    starts_at=time(9), place="综治中心", companions="陈雨桐、马文博", agencies="县水利局", post="副县长",
)  # fmt: skip


@pytest.fixture(autouse=True)
def chinese() -> None:
    set_language("zh_CN")


def test_the_rota_in_its_words() -> None:
    (paper,) = rota_fields(RotaFacts(ISSUE, [ROW]))["papers"]
    assert (paper["title"], paper["number"]) == ("云岭县领导下基层安排表（2026年12月）", "2026年第3期")
    assert paper["items"] == [
        {
            "no": "1", "day": "12月2日", "weekday": "（星期三）", "time": "上午9:00", "leader": "何\u3000勋",
            "post": "副县长", "portfolio": "", "place": "青石镇综治中心", "kind": "信访接待",
            "along": [["陈雨桐", "马文博"], ["县水利局"]], "theme": "",
        }
    ]  # fmt: skip


def test_the_notice_says_old_and_new_and_why() -> None:
    found = changes_between([ROW], [replace(ROW, day=date(2026, 12, 4))], told=lambda _d: True, reach=lambda _d: True)
    (paper,) = notice_fields(NoticeFacts(ISSUE, found))["papers"]
    assert paper["reason"] == "调整原因：全会改期"
    (item,) = paper["items"]
    assert item["old"].startswith("12月2日（星期三）上午9:00，何勋到青石镇综治中心")
    assert item["what"] == ["日期：12月2日 > 12月4日"]
    assert item["new"].startswith("12月4日（星期五）")


def test_the_phone_list_ticks_what_came_of_each_call() -> None:
    at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    calls = [
        CallFacts(Party.LEADER, "何勋", "1", "x\ny", CallAnswer.AGREED, at),
        CallFacts(Party.TOWNSHIP, "青石镇\u3000罗晓梅", "", "x"),
    ]
    fields = phone_list_fields(PhoneListFacts(ISSUE, calls))
    items = fields["papers"][0]["items"]
    assert [item["ticked"] for item in items] == [[False, True, False], [False, False, False]]
    assert (items[0]["words"], items[0]["at"][:6], fields["mark"]) == (["x", "y"], "11月23日", "内部件\u3000不得外传")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_many_rows_long_words_and_nothing_are_set(language: str) -> None:
    set_language(language)
    wild = replace(ROW, leader="#set page", theme="*" * 400, place="x" * 200, agencies="、".join(["某局" * 20] * 20))
    many = [replace(ROW, uid=str(number)) for number in range(60)]
    assert render(ROTA, RotaFacts(ISSUE, [wild, *many]), made_on=DAY).pages > 3
    assert render(ROTA, RotaFacts(ISSUE), made_on=DAY).pages == 1
    changes = changes_between([wild, *many], [], told=lambda _d: True, reach=lambda _d: True)
    assert render(CHANGE_NOTICE, NoticeFacts(ISSUE, changes), made_on=DAY).pages > 3
    assert render(CHANGE_NOTICE, NoticeFacts(ISSUE), made_on=DAY).pages == 1
    long = CallFacts(Party.AGENCY, "县信访局", "1", "\n".join(["12月2日上午，何勋到青石镇"] * 81))
    assert render(PHONE_LIST, PhoneListFacts(ISSUE, [long] * 3), made_on=DAY).pages >= 3
    assert render(PHONE_LIST, PhoneListFacts(ISSUE), made_on=DAY).pages == 1


def test_who_is_open_is_named_up_to_five() -> None:
    assert parties_text(["青石镇\u3000罗晓梅"]) == "青石镇 罗晓梅"
    assert parties_text(list("abcdefg")) == "a、b、c、d、e等，另有 2 个"
