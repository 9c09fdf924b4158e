"""Recurring meetings: the office's sayings, their days, and who sits in them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.attendees import attendee_matches
from core.calendar.recurrence import (
    Recurrence,
    occurrences,
    parse_recurrence,
    recurrence_from_spec,
    recurrence_text,
)
from core.calendar.workdays import work_calendar
from core.i18n import set_language
from core.organisation import LeadershipBody
from core.visits import Half

CALENDAR = work_calendar()
SAYINGS = [
    ("每月第一、三个星期三上午", "FREQ=MONTHLY;BYDAY=1WE,3WE", Half.MORNING),
    ("每月第二、四个星期二上午", "FREQ=MONTHLY;BYDAY=2TU,4TU", Half.MORNING),
    ("每月第一个星期四下午", "FREQ=MONTHLY;BYDAY=1TH", Half.AFTERNOON),
    ("每月最后一个星期五上午", "FREQ=MONTHLY;BYDAY=-1FR", Half.MORNING),
    ("每月第1个和第3个周一", "FREQ=MONTHLY;BYDAY=1MO,3MO", Half.WHOLE_DAY),
    ("每周一上午", "FREQ=WEEKLY;BYDAY=MO", Half.MORNING),
    ("每周星期三、五下午", "FREQ=WEEKLY;BYDAY=WE,FR", Half.AFTERNOON),
    ("每月15日", "FREQ=MONTHLY;BYMONTHDAY=15", Half.WHOLE_DAY),
    ("每月5日、20日上午", "FREQ=MONTHLY;BYMONTHDAY=5,20", Half.MORNING),
    ("每月15日，遇节假日顺延", "FREQ=MONTHLY;BYMONTHDAY=15;X-DAY-OFF=next", Half.WHOLE_DAY),
    ("每周三上午，节假日除外", "FREQ=WEEKLY;BYDAY=WE;X-DAY-OFF=skip", Half.MORNING),
    ("每月最后一天", "FREQ=MONTHLY;BYMONTHDAY=-1", Half.WHOLE_DAY),
    ("每个工作日", "FREQ=DAILY;X-DAY-OFF=skip", Half.WHOLE_DAY),
]


@pytest.mark.parametrize(("text", "spec", "half"), SAYINGS)
def test_a_saying_becomes_a_rule_and_its_own_words_again(text, spec, half):
    set_language("zh_CN")

    rule = parse_recurrence(text)

    assert (rule.spec, rule.half) == (spec, half)
    assert recurrence_from_spec(spec, half) == rule
    if text != "每个工作日":  # said back as 每天，节假日除外
        assert parse_recurrence(recurrence_text(rule)) == rule


def test_hours_are_read_too():
    assert parse_recurrence("每周五下午2:30") == Recurrence(
        "FREQ=WEEKLY;BYDAY=FR", Half.AFTERNOON, starts_at=time(14, 30)
    )
    assert parse_recurrence("每周一 9点").half is Half.MORNING
    assert parse_recurrence("每周一上午25点") is None


@pytest.mark.parametrize(
    "text", ["", "随时", "隔周周三", "周三", "每月35日", "每季度一次", "另行通知", "每月第六个周一"]
)
def test_what_is_not_sure_is_asked(text):
    assert parse_recurrence(text) is None


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;BYDAY=9XX",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=1",
        "FREQ=DAILY;X-DAY-OFF=?",
    ],
)
def test_a_rule_that_this_app_does_not_follow_is_refused(spec):
    assert recurrence_from_spec(spec) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    parse_recurrence(text)
    recurrence_from_spec(text)


def _days(text, first=date(2026, 9, 1), last=date(2026, 11, 30)):
    return [f"{day:%m-%d}" for day in occurrences(parse_recurrence(text), first, last, CALENDAR)]


def test_the_office_meetings_of_autumn_2026_fall_on_their_days():
    assert _days("每月第一、三个星期三上午") == ["09-02", "09-16", "10-07", "10-21", "11-04", "11-18"]
    assert _days("每月最后一个星期五上午") == ["09-25", "10-30", "11-27"]
    assert _days("每月15日，遇节假日顺延") == ["09-15", "10-15", "11-16"]
    assert _days("每月3日，遇节假日提前", date(2026, 10, 1), date(2026, 10, 31)) == []  # 3 October goes to 30 September
    assert _days("每月3日，遇节假日提前", date(2026, 9, 30), date(2026, 9, 30)) == ["09-30"]
    assert _days("每周三上午，节假日除外", date(2026, 10, 1), date(2026, 10, 15)) == ["10-14"]


def test_the_number_of_days_is_bounded_and_rules_that_never_come_true_end_at_once():
    daily = Recurrence("FREQ=DAILY")

    assert len(occurrences(daily, date(2000, 1, 1), date(2100, 1, 1), most=50)) == 50
    assert occurrences(Recurrence("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), date(2026, 1, 1), date(2026, 12, 31)) == []
    assert occurrences(daily, date(2026, 1, 2), date(2026, 1, 1)) == []


def test_every_second_week_counts_from_one_monday_whatever_window_is_asked():
    rule = Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")

    year = occurrences(rule, date(2026, 1, 1), date(2026, 12, 31))

    assert occurrences(rule, date(2026, 6, 1), date(2026, 6, 30)) == [day for day in year if day.month == 6]


POSTS = (
    *("县委书记", "县委副书记、县长", "县人大常委会主任", "县政协主席", "县委副书记", "县委常委、常务副县长"),
    *(
        "县委常委、纪委书记",
        "县委常委、办公室主任",
        "副县长",
        "副县长、公安局局长",
        "县人大常委会副主任",
        "县政协副主席",
    ),
    *("县人民法院院长", "二级调研员"),
)


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (
            "县委常委",
            [
                *("县委书记", "县委副书记、县长", "县委副书记", "县委常委、常务副县长"),
                *("县委常委、纪委书记", "县委常委、办公室主任"),
            ],
        ),
        ("县长、副县长", ["县委副书记、县长", "县委常委、常务副县长", "副县长", "副县长、公安局局长"]),
        ("县长", ["县委副书记、县长"]),
        ("副县长", ["县委常委、常务副县长", "副县长", "副县长、公安局局长"]),
        ("人大主任、副主任", ["县人大常委会主任", "县人大常委会副主任"]),
        ("人大主任", ["县人大常委会主任"]),
        ("政协主席、副主席", ["县政协主席", "县政协副主席"]),
        ("县委书记、县长", ["县委书记", "县委副书记、县长"]),
        ("调研员", ["二级调研员"]),
        ("法院院长", ["县人民法院院长"]),
    ],
)
def test_who_attends_is_decided_by_the_parts_of_the_post(text, posts):
    assert [post for post in POSTS if attendee_matches(text, post)] == posts


def test_neighbouring_posts_are_not_mixed_up():
    assert not attendee_matches("人大主任", "县人大办公室主任")
    assert not attendee_matches("县长", "县长助理")
    assert not attendee_matches("副主任", "县人大常委会副主任")  # of which body is not said
    assert attendee_matches("县长", "云岭县委副书记、代县长")
    assert attendee_matches("人大主任", "云岭县人大常委会主任")
    assert attendee_matches("人大主任", "县人大常委会党组书记、主任")


def test_a_whole_body_or_everybody_can_be_meant():
    assert attendee_matches("县政府班子成员", "副县长", LeadershipBody.GOVERNMENT)
    assert not attendee_matches("县政府班子成员", "县政协副主席", LeadershipBody.CPPCC)
    assert attendee_matches("全体县领导", "三级调研员")
