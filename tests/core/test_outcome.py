"""The prose of a visit: each form its own sentences, every number a fact, and nothing that nobody wrote down."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.i18n import set_language
from core.issues import CheckMark, IssueDraft
from core.outcome import HouseholdFact, IssueFact, NoteFact, OutcomeFacts, facts_with, outcome_prose
from core.record_entry import IssueEntry
from core.records import (
    GROUP_SIZE,
    AttendeeDraft,
    AttendeeRole,
    ConsultationDraft,
    HouseholdDraft,
    HouseholdVisitKind,
    NoteDraft,
    NoteKind,
    OpinionDraft,
    OutreachForm,
    ReceptionDraft,
    RecordDraft,
)
from core.visits import Half, ReceptionForm, RecordForm

DAY = date(2026, 11, 23)


def visit(record: RecordForm = RecordForm.RECEPTION, kind: str = "Petition reception", **facts: object) -> OutcomeFacts:
    start = OutcomeFacts(
        day=DAY, half=Half.MORNING, kind=kind, record=record, leader="孟杰", leader_id=1, post="县委副书记、县长",
        township="东岭镇", agency_names={1: "县水利局", 2: "县交通局", 3: "县住建局"}, village_names={1: "岭背村"},
        category_names={"alone": "独居老人"},
    )  # fmt: skip
    return replace(start, **facts)  # type: ignore[arg-type]


def zh(facts: OutcomeFacts) -> str:
    set_language("zh_CN")
    return outcome_prose(facts)


SIZES = (1, 1, 2, 7, 3, 4)
UNITS = ("", "", "县水利局", "县交通局", "县住建局", "县水利局")
SIX = tuple(
    IssueFact(f"i{n}", answered=n < 2, agency=UNITS[n], limited=True, headcount=SIZES[n]) for n in range(len(SIZES))
)


def test_a_reception_names_who_came_what_was_raised_and_who_settles_it() -> None:
    marks = {1: CheckMark.DONE, 2: CheckMark.IN_HAND, 3: CheckMark.IN_HAND, 4: CheckMark.UNTOUCHED}
    facts = visit(issues=SIX, marks=marks, reception_form=ReceptionForm.FIXED_POINT)
    assert zh(facts) == (
        "11月23日上午，县委副书记、县长孟杰到东岭镇开展信访接待（定点接访），"
        "接待群众 6 批 18 人次（其中集体访 1 批 7 人），收集问题 6 件，现场答复 2 件，交办 4 件，"
        "明确由县水利局等 3 个单位限期办理。核对带去的问题 4 件，其中办好 1 件、正在办理 2 件、尚未启动 1 件。"
    )


def test_an_on_site_office_names_the_consultation_and_that_it_ended_early() -> None:
    first = IssueFact(
        "a", agency="县水利局", limited=True, opinions=("县水利局", "县财政局"), decided=True, dissent=True
    )
    facts = visit(
        RecordForm.CONSULTATION, "On-site office", theme="饮水安全", issues=(first, IssueFact("b", answered=True)),
        cut_short=True, reason="因突降暴雨。",
    )  # fmt: skip
    assert zh(facts) == (
        "11月23日上午，县委副书记、县长孟杰到东岭镇围绕“饮水安全”开展现场办公，"
        "组织县水利局、县财政局对 1 件问题现场会诊，当场议定 1 件，保留不同意见 1 件。"
        "收集问题 2 件，当场办结 1 件，交办 1 件，明确由县水利局限期办理。因突降暴雨中途结束。"
    )


def test_research_lists_findings_and_measures_and_masks_residents() -> None:
    notes = (
        NoteFact(NoteKind.QUESTION_TAKEN, "水从哪里来"),
        NoteFact(NoteKind.FINDING, "管网老化。。"),
        NoteFact(NoteKind.FINDING, "王桂英家（13855556612）水压不足"),
        NoteFact(NoteKind.GOLDEN_IDEA, "水权入股"),
        NoteFact(NoteKind.MEASURE, "列入明年改造计划"),
    )
    facts = visit(
        RecordForm.RESEARCH, "Research", half=Half.WHOLE_DAY, approach="解剖麻雀", notes=notes,
        private=frozenset({"王桂英"}),
    )  # fmt: skip
    assert zh(facts) == (
        "11月23日，县委副书记、县长孟杰到东岭镇开展调查研究，采取“解剖麻雀”方式，带题 1 个，征集金点子 1 条。"
        "梳理情况和问题 2 条：一是管网老化；二是王**家（138****6612）水压不足。提出措施 1 条：列入明年改造计划。"
    )


def test_a_policy_talk_names_its_audience_and_what_was_asked() -> None:
    asked = (NoteFact(NoteKind.AUDIENCE_QUESTION, "何时发放", replied=True),
             NoteFact(NoteKind.AUDIENCE_QUESTION, "谁能领", became_issue=True))  # fmt: skip
    facts = visit(
        RecordForm.OUTREACH, "Policy outreach", half=Half.AFTERNOON, headcount=120, audience="种植大户",
        materials="明白卡", copies=300, outreach_form=OutreachForm.ON_SITE, notes=asked,
    )  # fmt: skip
    assert zh(facts) == (
        "11月23日下午，县委副书记、县长孟杰到东岭镇开展政策宣讲，采取“现场宣讲”形式，面向种植大户宣讲，受众 120 人，"
        "发放明白卡 300 份。群众提问 2 个，当场解答 1 个，转为问题 1 件。"
    )


def test_household_visits_count_homes_and_relief_and_name_nobody() -> None:
    homes = (
        HouseholdFact(village="岭背村", category="独居老人", needs=True),
        HouseholdFact(HouseholdVisitKind.HARDSHIP_VISIT, "石垭村", cash_yuan=800, goods=True, became_issue=True),
    )
    assert zh(visit(RecordForm.HOUSEHOLDS, "Household visits", households=homes)) == (
        "11月23日上午，县委副书记、县长孟杰到东岭镇开展入户走访，走访群众 2 户，涉及岭背村、石垭村，"
        "其中入户走访 1 户、困难慰问 1 户，包括独居老人 1 户。"
        "向 1 户发放慰问金 800 元，向 1 户送去慰问物资，了解到 1 户有困难需求，转为问题 1 件。"
    )


def test_english_reads_as_sentences() -> None:
    facts = visit(issues=SIX[:1], leaders=("Lin",), agencies=("Water",))
    assert outcome_prose(facts) == (
        "Petition reception in 东岭镇 on the morning of 23 Nov, by 孟杰, 县委副书记、县长, together with Lin, Water. "
        "1 party with 1 caller was received, 1 issue was raised, 1 answered on the spot."
    )


@pytest.mark.parametrize("record", list(RecordForm))
def test_an_empty_record_and_an_unannounced_visit_give_no_words(record: RecordForm) -> None:
    assert outcome_prose(visit(record, theme="主题", agencies=("县水利局",), cut_short=True, reason="雨")) == ""
    assert outcome_prose(visit(record, issues=SIX, unannounced=True)) == ""


def test_what_is_being_typed_is_in_the_prose_at_once() -> None:
    stored = visit(issues=(IssueFact("known", agency="县住建局", limited=True),))
    record = RecordDraft(
        1, theme="饮水",
        households=[HouseholdDraft("h", 1, category="alone", householder="李长顺"), HouseholdDraft("x", 1)],
        notes=[NoteDraft("n", NoteKind.FINDING, "李长顺和张三、李四都缺水"), NoteDraft("m", NoteKind.MEASURE, " ")],
        attendees=[
            AttendeeDraft("孟杰", role=AttendeeRole.LEADER, leader_id=1, present=True),
            AttendeeDraft("林若川", role=AttendeeRole.LEADER, leader_id=2),
            AttendeeDraft("张局长", role=AttendeeRole.AGENCY, agency_id=1, present=True),
            AttendeeDraft("没来的", role=AttendeeRole.AGENCY, agency_id=2, present=False),
        ],
    )  # fmt: skip
    entries = [
        IssueEntry(IssueDraft("new", "水管", DAY, 1, lead_agency_id=1), ReceptionDraft(6, "张三、李四")),
        IssueEntry(
            IssueDraft("known", "路灯", DAY, 1),
            consultation=ConsultationDraft("修", opinions=[OpinionDraft(3, "可")]),
        ),
    ]
    said = zh(facts_with(stored, record, entries, {7: CheckMark.DONE}))
    assert said == (
        "11月23日上午，县委副书记、县长孟杰到东岭镇围绕“饮水”开展信访接待，林若川、县水利局参加，"
        "接待群众 1 批 6 人次（其中集体访 1 批 6 人），收集问题 2 件，交办 2 件，明确由县住建局、县水利局限期办理。"
        "组织县住建局对 1 件问题现场会诊，当场议定 1 件。核对带去的问题 1 件，其中办好 1 件。"
        "梳理情况和问题 1 条：李**和张**、李**都缺水。走访群众 1 户，涉及岭背村，包括独居老人 1 户。"
    )


TEXTS = st.text("水渠老化，。；、：. ,;王桂英\n“”0139", max_size=24)
NAMES = st.sampled_from(["", "县水利局", "县交通局", "县住建局", "县人社局"])
ISSUES = st.lists(
    st.builds(IssueFact, st.uuids().map(str), st.booleans(), NAMES, st.booleans(), st.integers(0, 40),
              st.lists(NAMES.filter(bool), max_size=3).map(tuple), st.booleans(), st.booleans()),
    max_size=8,
)  # fmt: skip
HOMES = st.lists(
    st.builds(HouseholdFact, st.sampled_from(HouseholdVisitKind), st.sampled_from(["", "岭背村", "石垭村", "河口村"]),
              st.sampled_from(["", "独居老人"]), st.booleans(), st.integers(0, 900), st.booleans(), st.booleans()),
    max_size=5,
)  # fmt: skip
FACTS = st.builds(
    visit,
    record=st.sampled_from(RecordForm),
    theme=TEXTS,
    issues=ISSUES.map(tuple),
    marks=st.dictionaries(st.integers(1, 9), st.sampled_from(CheckMark)),
    notes=st.lists(st.builds(NoteFact, st.sampled_from(NoteKind), TEXTS, st.booleans(), st.booleans())).map(tuple),
    households=HOMES.map(tuple),
    approach=TEXTS,
    headcount=st.integers(0, 500),
    audience=TEXTS,
    materials=TEXTS,
    copies=st.integers(0, 500),
    outreach_form=st.none() | st.sampled_from(OutreachForm),
    cut_short=st.booleans(),
    reason=TEXTS,
    leaders=st.lists(st.sampled_from(["林若川", "孙佩兰"]), unique=True).map(tuple),
    agencies=st.lists(NAMES.filter(bool), unique=True).map(tuple),
    private=st.just(frozenset({"王桂英"})),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FACTS, st.sampled_from(["zh_CN", "en"]))
def test_no_prose_is_botched_and_every_number_is_a_fact(facts: OutcomeFacts, language: str) -> None:
    set_language(language)
    said = outcome_prose(facts)
    assert "None" not in said
    assert "{" not in said
    assert "王桂英" not in said
    assert not re.search(r"[，。；、：,;:]\s*[，。；、：,;:]|\.\.|  |“”|（）", said)
    if not said:
        return
    assert said.endswith("。" if language == "zh_CN" else ".")
    if language == "en":
        return
    sizes = [issue.headcount for issue in facts.issues if issue.headcount]
    groups = [size for size in sizes if size > GROUP_SIZE]
    answered = sum(issue.answered for issue in facts.issues)
    given_away = sum(bool(issue.agency) and not issue.answered for issue in facts.issues)
    numbers = {
        r"接待群众 (\d+) 批": len(sizes), r"批 (\d+) 人次": sum(sizes), r"集体访 (\d+) 批": len(groups),
        r"批 (\d+) 人）": sum(groups), r"收集问题 (\d+) 件": len(facts.issues),
        r"(?:现场答复|当场办结) (\d+) 件": answered, r"交办 (\d+) 件": given_away,
        r"核对带去的问题 (\d+) 件": len(facts.marks), r"走访群众 (\d+) 户": len(facts.households),
        r"慰问金 (\d+) 元": sum(home.cash_yuan for home in facts.households), r"受众 (\d+) 人": facts.headcount,
    }  # fmt: skip
    for pattern, number in numbers.items():
        found = re.findall(pattern, said)
        assert found == ([str(number)] if number else []), pattern
