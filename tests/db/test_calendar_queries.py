"""What the calendar and the inspector read, on the county of the pictures."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import event

from core.calendar.workdays import BadgeKind
from core.clash_facts import Level
from core.conflicts import clashes
from core.deadlines import Lateness
from core.visits import Half, VisitState
from db.models import Closure, Meeting, MeetingAttendee
from db.queries.calendar import market_townships, month_extras, visit_reach, visits_between
from db.queries.clashes import clash_context
from db.queries.settings import office_settings, work_calendar
from db.queries.visit_form import township_days, visit_choices
from db.queries.visits import visit_detail, visit_draft
from tests import mockup
from tests.mockup import TODAY

NOVEMBER = (date(2026, 10, 26), date(2026, 12, 6))


@pytest.fixture
def county(store):
    with store.write("Fill") as session:
        mockup.fill(session, history=False)
    return store


def month(store, *, first=NOVEMBER[0], last=NOVEMBER[1]):
    with store.read() as session:
        return visits_between(session, first, last, today=TODAY)


def visit_on(store, day, leader):
    return next(row for row in month(store, first=day, last=day) if row.leader == leader)


def test_november_has_the_visits_of_the_picture(county):
    rows = [row for row in month(county) if row.day.month == 11]
    assert Counter(row.seal for row in rows) == {"访": 14, "研": 8, "办": 6, "讲": 4}
    assert sum(row.is_done for row in rows) == 18


def test_stop_days_of_the_county_and_festivals_stand_at_the_head_of_their_day(county):
    with county.write("Close") as session:
        session.add(Closure(starts=date(2026, 11, 12), ends=date(2026, 11, 13), reason="防汛"))
        session.add(Closure(starts=date(2020, 11, 20), ends=date(2020, 11, 20), yearly=True))
        session.add(Closure(township_id=1, starts=date(2026, 11, 17), ends=date(2026, 11, 17), reason="修路"))
    with county.read() as session:
        days = month_extras(session, date(2026, 10, 1), date(2026, 11, 30), calendar=work_calendar(session))

    closed = {day: row.closed for day, row in days.items() if row.closed}
    assert closed == {date(2026, 11, 12): "防汛", date(2026, 11, 13): "防汛", date(2026, 11, 20): "Day kept free"}
    assert {day: row.festival for day, row in days.items() if row.festival} == {date(2026, 10, 18): "Double Ninth"}


def test_a_day_lists_its_visits_as_the_day_goes(county):
    rows = [row for row in month(county) if row.day == date(2026, 11, 25)]
    assert [row.leader for row in rows] == ["周立明", "林若川", "何建勋", "孙佩兰", "赵启航"]


def test_only_visits_that_can_still_carry_an_overdue_issue_wear_the_flag(county):
    flagged = {(row.day.day, row.leader) for row in month(county) if row.overdue}
    assert flagged == {
        (23, "周立明"),
        (24, "马文博"),
        (25, "孙佩兰"),
        (26, "陈雨桐"),
        (27, "郑远山"),
        (1, "林若川"),
        (3, "马文博"),
    }


def test_one_statement_reads_the_month(county):
    with county.read() as session:
        seen = []
        event.listen(session.connection(), "before_cursor_execute", lambda *a: seen.append(a[2]))
        visits_between(session, *NOVEMBER, today=TODAY)
    assert len(seen) == 1


def test_each_day_says_what_is_special_about_it(county):
    with county.read() as session:
        days = month_extras(
            session, date(2026, 10, 1), date(2026, 11, 30), calendar=work_calendar(session),
            reception_rule=office_settings(session).reception_rule,
        )  # fmt: skip
    first, makeup, county_day = days[date(2026, 10, 1)], days[date(2026, 10, 10)], days[date(2026, 11, 28)]
    assert (first.badge, first.county, first.holiday, first.is_workday) == (BadgeKind.OFF, False, "National Day", False)
    assert days[date(2026, 10, 2)].holiday == ""
    assert (makeup.badge, makeup.county, makeup.is_workday) == (BadgeKind.WORK, False, True)
    assert (county_day.badge, county_day.county, county_day.is_workday) == (BadgeKind.WORK, True, True)
    assert [day.day for day, row in days.items() if row.reception] == [15, 25]
    assert days[TODAY].markets == ("东岭", "松坪", "望云")
    assert days[date(2026, 11, 22)].term is not None


def test_the_market_line_follows_the_lunar_day(county):
    with county.read() as session:
        assert market_townships(session, date(2026, 11, 26)) == ["青石", "松坪"]


def test_the_inspector_knows_the_visit_of_the_picture(county):
    visit = visit_on(county, date(2026, 11, 26), "陈雨桐")
    with county.read() as session:
        detail = visit_detail(session, visit.id, today=TODAY, calendar=work_calendar(session))
    assert (detail.liaison, detail.liaison_phone, detail.is_market_day) == ("罗晓梅", "138****2207", True)
    assert [row.person for row in detail.appointments] == ["王**", "李**", "张**"]
    assert (detail.told, [row.name for row in detail.silent]) == (4, ["县人社局"])
    late = [(row.timeliness.kind, row.timeliness.working_days) for row in detail.bring]
    in_time = Lateness.IN_TIME
    assert late == [(Lateness.LATE, 9), (in_time, 8), (in_time, 10), (in_time, 13)]
    last = detail.last_visit
    assert (last.day, last.days_ago, last.raised, last.settled, last.in_hand) == (date(2026, 11, 11), 12, 4, 2, 2)


def test_a_deleted_visit_has_no_detail(county):
    with county.read() as session:
        assert visit_detail(session, 99_999, today=TODAY, calendar=work_calendar(session)) is None
        assert visit_draft(session, 99_999) is None


def test_the_editor_offers_who_is_in_office(county):
    with county.read() as session:
        choices = visit_choices(session, on=TODAY)
    assert [row.name for row in choices.leaders][:3] == ["周立明", "陈雨桐", "何建勋"]
    assert [row.name for row in choices.township(1).villages] == ["柳树湾村", "上街社区"]
    assert choices.township(None) is None


def test_clashes_see_absences_and_other_visits(county):
    day = date(2026, 12, 3)
    visit = visit_on(county, day, "马文博")
    with county.read() as session:
        context = clash_context(session, day, day, calendar=work_calendar(session), settings=office_settings(session))
    own = next(facts for facts in context.visits if facts.id == visit.id)
    assert [(clash.rule_key, clash.level) for clash in clashes(own, context)] == [("absence", Level.BLOCK)]


def test_a_meeting_that_moves_off_days_off_still_keeps_its_people_in(county):
    visit = visit_on(county, date(2026, 11, 26), "陈雨桐")
    with county.write("Meet") as session:
        rule = "FREQ=WEEKLY;BYDAY=TH;X-DAY-OFF=next"  # 每周四，遇节假日顺延
        meeting = Meeting(name="例会", rrule=rule, first_day=date(2026, 1, 1), half=Half.WHOLE_DAY)
        session.add(meeting)
        session.flush()
        session.add(MeetingAttendee(meeting_id=meeting.id, leader_id=visit.leader_id))
    with county.read() as session:
        settings, calendar = office_settings(session), work_calendar(session)
        thursday = clash_context(session, visit.day, visit.day, calendar=calendar, settings=settings)
        week_off = (date(2026, 10, 1), date(2026, 10, 8))
        october = clash_context(session, *week_off, calendar=calendar, settings=settings)
    assert [(met.day, met.leader_ids) for met in thursday.meetings if met.name == "例会"] == [
        (visit.day, frozenset({visit.leader_id}))
    ]
    assert [met.day for met in october.meetings if met.name == "例会"] == [date(2026, 10, 8)]


def test_the_days_of_a_township_leave_out_the_visit_asked_about(county):
    visit = visit_on(county, date(2026, 11, 26), "陈雨桐")
    with county.read() as session:
        days = township_days(session, visit.township_id, ignoring=visit.id)
    assert days[:4] == [date(2026, 10, 9), date(2026, 10, 15), date(2026, 11, 3), date(2026, 11, 11)]
    assert date(2026, 11, 26) not in days


def test_an_empty_schedule_reaches_nowhere(store):
    with store.read() as session:
        assert visit_reach(session) is None
        assert visits_between(session, *NOVEMBER, today=TODAY) == []


def test_a_draft_reads_back_what_stands_there(county):
    visit = visit_on(county, date(2026, 11, 26), "陈雨桐")
    with county.read() as session:
        draft = visit_draft(session, visit.id)
    assert (draft.half, draft.state, len(draft.accompanying_agencies)) == (Half.MORNING, VisitState.NOTIFIED, 3)
    assert [row.name for row in draft.appointments] == ["王桂英", "李长顺", "张素芬"]
