"""Every clash rule fires on its case, stays silent beside it, and speaks a whole sentence."""

import re
from dataclasses import replace
from datetime import date, time

import pytest

from core.calendar.seasons import Season
from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.clash_facts import KeptAway
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
from core.quotas import Duty, QuotaFacts
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

    assert said(VISIT, "zh_CN", absences=[away]) == ["陈雨桐11月23日外出（省里会议）。"]
    assert said(VISIT, absences=[replace(away, reason="")]) == ["陈雨桐 is away on 23 Nov."]
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
    assert len({rule.key for rule in RULES}) == len(RULES) == 18
    for rule in RULES:
        assert rule.name
        assert rule.fixes
        assert rule.sentence.endswith(".")
        assert rule.meaning.endswith(".")
        assert re.search(r"domain\.md|features\.md", rule.find.__doc__), f"{rule.key} does not say where it comes from"


def test_the_road_from_and_to_a_meeting_takes_its_time():
    early = replace(VISIT, township_id=GAOTAI)
    late = MeetingFacts("县长办公会", MONDAY, Half.AFTERNOON, frozenset({CHEN}), time(13, 0))
    first = MeetingFacts("早会", MONDAY, Half.MORNING, frozenset({CHEN}), time(8), time(8, 30))
    after = replace(early, starts_at=time(10), ends_at=time(11))

    assert said(early, "zh_CN", meetings=[late]) == [
        "陈雨桐 11:30 才离开高台乡，回县城要 157 分钟，赶不上 13:00 的县长办公会。"
    ]
    assert said(after, "zh_CN", meetings=[first]) == ["陈雨桐 08:30 才散早会，到高台乡要 157 分钟，赶不上 10:00。"]
    assert keys(replace(early, township_id=SHIQIAO), meetings=[late]) == []


def test_the_two_of_a_pair_are_not_out_at_once():
    pair = PairFacts(LIN, CHEN)
    other = VisitFacts(101, MONDAY, Half.WHOLE_DAY, (LIN,), SHIQIAO)

    assert said(VISIT, "zh_CN", pairs=[pair], visits=[other]) == [
        "陈雨桐与林若川互为AB角，林若川11月23日全天也下访石桥镇。"
    ]
    assert keys(VISIT, pairs=[pair], visits=[replace(other, half=Half.AFTERNOON)]) == []
    assert keys(replace(VISIT, leader_ids=(CHEN, LIN)), pairs=[pair]) == ["pair_out"]


def test_a_township_can_be_kept_free_by_itself():
    assert said(VISIT, "zh_CN", closed_days={(QINGSHI, MONDAY): "防汛"}) == ["11月23日青石镇停排：防汛。"]
    assert said(VISIT, closed_days={(QINGSHI, MONDAY): ""}) == ["Nobody goes to 青石镇 on 23 Nov."]
    assert keys(VISIT, closed_days={(SHIQIAO, MONDAY): "防汛"}) == []


def test_a_farm_season_leaves_the_evening_free():
    season = Season("三秋", (11, 20), (11, 30), advice="宜改夜访")
    evening = replace(VISIT, half=Half.AFTERNOON, starts_at=time(19), ends_at=time(21))

    assert said(VISIT, "zh_CN", seasons=[season]) == ["青石镇正值农忙：三秋（11月20日至11月30日），宜改夜访。"]
    assert keys(evening, seasons=[season]) == []


def test_whoever_must_keep_away_does_not_travel_with_the_issue():
    number = "云岭下访〔2026〕0287号"
    away = {100: [KeptAway(number, frozenset({LIN, CHEN})), KeptAway("", agency_ids=frozenset({5}))]}
    visit = replace(VISIT, agency_ids=(4, 5))

    assert said(visit, "zh_CN", kept_away=away, agency_names={5: "县水利局"}) == [
        f"陈雨桐须回避这次带去的问题 {number}。",
        "县水利局须回避这次带去的一件保密问题。",
    ]
    assert keys(replace(VISIT, leader_ids=(XU,)), kept_away=away) == []


def test_quotas_speak_of_what_is_too_much_and_of_what_would_be_missing():
    visits = [replace(VISIT, id=n, day=date(2026, 11, n), kind="onsite_office") for n in (9, 16, 23)]
    duties = {CHEN: Duty(CHEN)}
    most = {"quotas": [QuotaFacts(1, most=2)], "duties": duties, "visits": visits}
    least = {**most, "quotas": [QuotaFacts(1, least=3)]}

    assert [keys(each, **most) for each in visits] == [[], [], ["quota_over"]]
    assert said(replace(visits[0], id=None, day=date(2026, 11, 12)), "zh_CN", **most) == [
        "陈雨桐2026年11月共下访 4 次，最多应为 2 次。"
    ]
    assert [keys(each, **least) for each in visits] == [[], [], []]
    assert said(replace(visits[0], day=date(2026, 12, 9)), "zh_CN", **least) == [
        "陈雨桐2026年11月只下访 2 次，至少应为 3 次。"
    ]
    assert keys(replace(visits[0], leader_ids=(LIN,)), **least) == ["quota_under"]


def test_a_research_visit_takes_no_crowd_along():
    visit = replace(VISIT, kind="research_visit", agency_ids=(1, 2, 3, 4))

    assert keys(visit, research_kinds=frozenset({"research_visit"})) == ["company"]
    assert keys(visit, research_kinds=frozenset({"research_visit"}), heads=frozenset({CHEN})) == []
    assert keys(visit) == []
