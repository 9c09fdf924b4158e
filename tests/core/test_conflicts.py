"""Every clash rule fires on its case, stays silent beside it, and speaks a whole sentence."""

from dataclasses import replace
from datetime import date, time

import pytest

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.conflicts import (
    RULES,
    AbsenceFacts,
    ClashContext,
    Fix,
    Level,
    MeetingFacts,
    PairFacts,
    VisitFacts,
    clash_text,
    clashes,
)
from core.i18n import set_language
from core.visits import Half

MONDAY = date(2026, 11, 23)
CHEN, LIN, XU = 1, 2, 3
QINGSHI, SHIQIAO, GAOTAI = 10, 11, 12
VISIT = VisitFacts(100, MONDAY, Half.MORNING, (CHEN,), QINGSHI)
COUNTY = ClashContext(
    work_calendar(),
    leader_names={CHEN: "陈雨桐", LIN: "林若川", XU: "许国安"},
    township_names={QINGSHI: "青石镇", SHIQIAO: "石桥镇", GAOTAI: "高台乡"},
    village_names={7: "前冲村"},
    minutes_from_seat={QINGSHI: 84, SHIQIAO: 22, GAOTAI: 157},
)


def keys(visit, **around):
    return [clash.rule_key for clash in clashes(visit, replace(COUNTY, **around))]


def said(visit, language="en", **around):
    set_language(language)
    return [clash_text(clash) for clash in clashes(visit, replace(COUNTY, **around))]


def test_a_visit_alone_on_a_working_day_clashes_with_nothing_not_even_itself():
    assert keys(VISIT, visits=[VISIT]) == []
    assert keys(replace(VISIT, id=None)) == []


@pytest.mark.parametrize(("half", "clash"), [(Half.MORNING, True), (Half.WHOLE_DAY, True), (Half.AFTERNOON, False)])
def test_a_leader_sits_in_one_place_at_a_time(half, clash):
    other = VisitFacts(101, MONDAY, half, (LIN, CHEN), SHIQIAO)

    assert ("double_booking" in keys(VISIT, visits=[other])) is clash


def test_hours_tell_more_than_halves():
    early = replace(VISIT, starts_at=time(8), ends_at=time(9, 30))
    late = VisitFacts(101, MONDAY, Half.MORNING, (CHEN,), QINGSHI, starts_at=time(9, 30), ends_at=time(11))

    assert keys(early, visits=[late]) == []
    assert keys(early, visits=[replace(late, starts_at=time(9, 15))]) == ["double_booking"]


def test_a_double_booking_says_where_and_offers_ways_out():
    other = VisitFacts(101, MONDAY, Half.WHOLE_DAY, (CHEN,), SHIQIAO)

    (clash,) = clashes(VISIT, replace(COUNTY, visits=[other]))

    set_language("zh_CN")
    assert clash_text(clash) == "陈雨桐11月23日全天已安排去石桥镇。"
    assert (clash.level, clash.other_id, clash.leader_id) == (Level.BLOCK, 101, CHEN)
    assert Fix.OTHER_LEADER in clash.fixes


def test_absence_covers_both_its_ends():
    away = AbsenceFacts(CHEN, MONDAY, MONDAY, "省里会议")

    assert said(VISIT, "zh_CN", absences=[away]) == ["陈雨桐11月23日至11月23日外出（省里会议）。"]
    assert said(VISIT, absences=[replace(away, reason="")]) == ["陈雨桐 is away from 23 Nov to 23 Nov."]
    assert keys(replace(VISIT, day=date(2026, 11, 24)), absences=[away]) == []
    assert keys(VISIT, absences=[replace(away, leader_id=LIN)]) == []


def test_an_absence_of_somebody_who_comes_along_counts_too():
    assert keys(replace(VISIT, leader_ids=(LIN, CHEN)), absences=[AbsenceFacts(CHEN, MONDAY, MONDAY)]) == ["absence"]


def test_days_off_warn_and_make_up_saturdays_do_not():
    assert said(replace(VISIT, day=date(2026, 11, 22)), "zh_CN") == ["11月22日是休息日（周末）。"]
    assert said(replace(VISIT, day=date(2026, 10, 1)), "zh_CN") == ["10月1日是休息日（国庆节）。"]
    assert keys(replace(VISIT, day=date(2026, 10, 10))) == []


def test_a_projected_holiday_is_not_stated_as_sure():
    assert said(replace(VISIT, day=date(2027, 2, 5))) == [
        "5 Feb will be a day off (Spring Festival); the holidays of that year are not announced yet."
    ]


def test_a_day_that_the_county_keeps_free_stops_the_issue_of_the_plan():
    (clash,) = clashes(VISIT, replace(COUNTY, blocked_days={MONDAY: "县两会"}))

    assert (clash.rule_key, clash.level) == ("blocked_day", Level.BLOCK_ISSUE)
    assert clash_text(clash) == "Nobody goes out on 23 Nov: 县两会."


def test_the_other_half_of_an_ab_pair_being_away_is_pointed_out():
    pair, away = PairFacts(LIN, CHEN), AbsenceFacts(LIN, MONDAY, date(2026, 11, 27))

    assert said(VISIT, "zh_CN", pairs=[pair], absences=[away]) == [
        "林若川11月23日至11月27日外出，陈雨桐是其AB角，须在岗代班。"
    ]
    assert keys(VISIT, pairs=[replace(pair, last=date(2026, 10, 31))], absences=[away]) == []
    assert keys(VISIT, pairs=[pair], absences=[replace(away, leader_id=XU)]) == []


def test_a_fixed_meeting_in_the_same_half_is_pointed_out():
    sitting = MeetingFacts("县委常委会", MONDAY, Half.MORNING, frozenset({CHEN}))

    assert said(VISIT, "zh_CN", meetings=[sitting]) == ["陈雨桐11月23日上午要参加县委常委会。"]
    assert keys(replace(VISIT, half=Half.AFTERNOON), meetings=[sitting]) == []
    assert keys(replace(VISIT, leader_ids=(LIN,)), meetings=[sitting]) == []


def test_two_leaders_in_one_township_may_go_together():
    other = VisitFacts(101, MONDAY, Half.AFTERNOON, (LIN,), QINGSHI)

    (clash,) = clashes(VISIT, replace(COUNTY, visits=[other]))

    assert (clash.rule_key, clash.other_id) == ("same_township", 101)
    assert Fix.GO_TOGETHER in clash.fixes
    assert keys(VISIT, visits=[replace(other, leader_ids=(LIN, CHEN))]) == []  # they do go together


def test_the_road_between_two_townships_takes_its_time():
    afternoon = VisitFacts(101, MONDAY, Half.AFTERNOON, (CHEN,), GAOTAI)

    assert said(VISIT, "zh_CN", visits=[afternoon]) == [
        "陈雨桐 11:30 才从青石镇出发，到高台乡要 241 分钟，赶不上 14:30。"
    ]
    assert keys(VISIT, visits=[replace(afternoon, township_id=SHIQIAO)]) == []
    assert keys(VISIT, visits=[afternoon], minutes_between={(GAOTAI, QINGSHI): 60}) == []
    assert keys(VISIT, visits=[replace(afternoon, township_id=99)]) == []  # nobody knows the way
    assert keys(afternoon, visits=[VISIT]) == ["travel"]  # seen from both ends


def test_a_township_visited_again_too_soon_is_pointed_out_once():
    before = VisitFacts(101, date(2026, 11, 21), Half.MORNING, (LIN,), QINGSHI)
    after = VisitFacts(102, date(2026, 11, 25), Half.MORNING, (XU,), QINGSHI)

    assert keys(VISIT, visits=[before, after]) == ["revisit"]
    assert keys(VISIT, visits=[before, after], revisit_days=2) == []
    assert said(VISIT, "zh_CN", visits=[after]) == ["许国安11月25日也去青石镇，前后只隔 2 天。"]


def test_a_village_has_its_own_longer_distance():
    visit = replace(VISIT, village_id=7)
    before = VisitFacts(101, date(2026, 11, 3), Half.MORNING, (LIN,), QINGSHI, village_id=7)

    assert said(visit, "zh_CN", visits=[before]) == ["林若川11月3日也去前冲村，前后只隔 20 天。"]
    assert keys(visit, visits=[replace(before, village_id=8)]) == []
    assert keys(visit, visits=[replace(before, day=date(2026, 11, 24))]) == ["village_revisit"]  # said once, not twice


def test_the_office_sets_the_level_and_the_gravest_comes_first():
    own = [CalendarDay(MONDAY, is_workday=False, name="县庆", origin=Origin.COUNTY)]
    around = {
        "calendar": work_calendar(own),
        "absences": [AbsenceFacts(CHEN, MONDAY, MONDAY)],
        "blocked_days": {MONDAY: "县庆"},
    }

    assert keys(VISIT, **around) == ["absence", "blocked_day", "rest_day"]
    assert keys(VISIT, **around, levels={"absence": Level.IGNORE}) == ["blocked_day", "rest_day"]
    assert keys(VISIT, **around, levels={"rest_day": Level.BLOCK, "absence": Level.WARN}) == [
        *("rest_day", "blocked_day", "absence"),
    ]


def test_every_rule_has_a_key_a_name_and_a_way_out():
    assert len({rule.key for rule in RULES}) == len(RULES) == 10
    assert all(rule.name and rule.sentence.endswith(".") and rule.fixes and rule.find.__doc__ for rule in RULES)
