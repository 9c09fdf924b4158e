"""Hints on the discipline of research visits: said where a rule is not kept, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.discipline import EarlierOuting, OutingFacts, hints, is_head
from core.i18n import set_language
from core.settings import OfficeSettings
from core.visits import RecordForm

DAY = date(2026, 11, 23)
VISIT = OutingFacts(RecordForm.RESEARCH, DAY, "孟杰", is_head=True, along=5, vehicles=2, site="岭背村")
OFFICE = OfficeSettings()


@pytest.mark.parametrize(
    ("post", "rank", "head"),
    [
        ("县委书记", 1, True), ("县委副书记、县长", 2, True), ("云岭县委书记", 9, True), ("区长", 2, True),
        ("县委副书记", 2, False), ("副县长", 1, False), ("县委常委、常务副县长", 4, False),
        ("县委常委、纪委书记", 2, False),
        ("县委常委、政法委书记", 2, False), ("县人大常委会主任", 3, False), ("县人民检察院检察长", 2, False),
        ("县人民法院院长", 2, False), ("青石镇镇长", 2, False), ("", 1, True), ("", 2, True),
        ("", 3, False), ("", 0, False),
        ("County head", 2, True),
    ],
)  # fmt: skip
def test_the_two_heads_are_told_by_their_posts(post: str, rank: int, head: bool) -> None:
    assert is_head(post, rank) is head


def test_a_visit_within_the_rules_brings_no_hint() -> None:
    assert hints(VISIT, OFFICE) == []
    assert hints(replace(VISIT, vehicles=None, others=(EarlierOuting(date(2026, 11, 19), "林若川"),)), OFFICE) == []


def test_each_rule_that_is_not_kept_is_one_sentence() -> None:
    others = (
        EarlierOuting(DAY, "林若川"), EarlierOuting(DAY, "孙佩兰"), EarlierOuting(date(2026, 11, 21), "何建勋"),
        EarlierOuting(date(2026, 11, 24), "马文博"),
    )  # fmt: skip
    facts = replace(VISIT, along=6, vehicles=3, others=others)
    assert hints(facts, OFFICE) == [
        "Along with 孟杰 from county units: 6. The office's rule is 5 at most.",
        "Vehicles: 3, and the office's rule is 2 at most. Share a minibus if you can.",
        "林若川, 孙佩兰 go to 岭背村 on the same day. One site should not receive two leaders at once.",
        "岭背村 is visited twice within 1 day: 马文博, 24 Nov. Think of another place.",
    ]
    set_language("zh_CN")
    assert hints(facts, OFFICE)[2:] == [
        "林若川、孙佩兰同日也到岭背村，同一地点一天不宜接待两位领导。",
        "岭背村在 1 天内已安排两次（马文博，11月24日），建议另选地点。",
    ]


def test_the_caps_are_the_offices_own_and_others_have_a_lower_one() -> None:
    assert len(hints(replace(VISIT, is_head=False, along=4), OFFICE)) == 1
    assert hints(replace(VISIT, is_head=False, along=4), replace(OFFICE, agencies_with_others=4)) == []
    assert len(hints(replace(VISIT, along=1, vehicles=1), replace(OFFICE, agencies_with_heads=0, vehicles=0))) == 2


def test_the_same_leader_twice_on_one_day_is_no_second_leader() -> None:
    assert hints(replace(VISIT, others=(EarlierOuting(DAY, "孟杰"),)), OFFICE) == []


@pytest.mark.parametrize("form", [form for form in RecordForm if form is not RecordForm.RESEARCH])
def test_other_outings_are_not_held_to_it(form: RecordForm) -> None:
    assert hints(replace(VISIT, record=form, along=99, vehicles=9), OFFICE) == []
