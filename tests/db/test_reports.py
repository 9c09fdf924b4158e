"""A period's figures against counts made another way."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from core.calendar.workdays import work_calendar
from core.i18n import set_language
from core.issues import CheckMark, IssueState, Satisfaction
from core.records import Ending, HouseholdDraft, NoteDraft, NoteKind, RecordDraft
from core.reports import Period, Span, percent_text, period_of, prose
from core.settings import OfficeSettings
from core.visits import VisitState
from db.models import Issue, Village, Visit
from db.queries.lines import issue_lines_by_id, visit_lines_by_id
from db.queries.reports import report_of
from db.services.issue_actions import check_on_site
from db.services.visit_record import log_visit, save_record
from db.store import Store
from tests import mockup

TODAY = date(2026, 11, 23)
NOVEMBER = period_of(Span.MONTH, TODAY)


@pytest.fixture
def county(store: Store) -> Store:
    with store.write("Fill") as session:
        mockup.fill(session)
    return store


def test_the_figures_equal_plain_counts(county: Store) -> None:
    with county.read() as session:
        report = report_of(session, NOVEMBER, TODAY)
        month = Visit.day.between(NOVEMBER.first, NOVEMBER.last)
        done = session.scalar(select(func.count()).select_from(Visit).where(month, Visit.state == VisitState.DONE))
        raised = session.scalar(
            select(func.count()).select_from(Issue).where(Issue.raised_on.between(NOVEMBER.first, NOVEMBER.last))
        )
    assert (len(report.done), len(report.planned), len(report.cancelled)) == (done, 14, 0)
    assert len(report.raised) == raised
    assert (len(report.open), len(report.overdue), len(report.closed)) == (21, 5, 2)
    assert report.days_to_close == 6
    assert len(report.said(Satisfaction.SATISFIED)) == 2
    assert report.satisfied_share == 1


def test_a_visit_without_issue_and_result_is_reported(county: Store) -> None:
    with county.read() as session:
        before = report_of(session, NOVEMBER, TODAY).fruitless
    with county.write("Write") as session:
        session.get(Visit, before[0].id).result = "现场宣讲惠农政策"
    with county.read() as session:
        after = report_of(session, NOVEMBER, TODAY).fruitless
    assert [visit.id for visit in after] == [visit.id for visit in before[1:]]


def test_what_was_answered_on_site_is_not_counted_as_closed_too(county: Store) -> None:
    with county.write("Answer") as session:
        issue = session.scalars(select(Issue).where(Issue.serial == 310)).one()
        issue.state, issue.closed_on = IssueState.ANSWERED_ON_SITE, issue.raised_on
    with county.read() as session:
        report = report_of(session, NOVEMBER, TODAY)
    assert (len(report.answered), len(report.closed), len(report.open)) == (1, 2, 20)


def test_each_figure_opens_as_many_lines_as_it_counts(county: Store) -> None:
    with county.read() as session:
        report = report_of(session, period_of(Span.YEAR, TODAY), TODAY)
        visits = visit_lines_by_id(session, [visit.id for visit in report.visits])
        issues = issue_lines_by_id(
            session, [issue.id for issue in report.issues], today=TODAY, calendar=work_calendar()
        )
    assert len(visits) == len(report.visits) == 83
    assert len(issues) == len(report.issues)
    assert [line.timeliness.working_days for line in issues[:5]] == [9, 6, 4, 2, 1]
    assert visits[0].day == date(2026, 12, 25)


def test_an_empty_period_says_so_in_both_languages(county: Store) -> None:
    with county.read() as session:
        report = report_of(session, Period(Span.FREE, date(2025, 1, 1), date(2025, 1, 2)), TODAY)
    assert "made 0 on-site visits to 0 of 12 townships." in prose(report, "Yunling")
    assert (percent_text(report.satisfied_share), report.days_to_close) == ("—", None)
    set_language("zh_CN")
    assert prose(report, "云岭县").startswith("2025年1月1日—1月2日，云岭县领导下基层 0 场次")


def test_the_paragraph_carries_the_numbers(county: Store) -> None:
    with county.read() as session:
        report = report_of(session, NOVEMBER, TODAY)
    set_language("zh_CN")
    said = prose(report, "云岭县")
    assert said == (
        "2026年11月，云岭县领导下基层 18 场次，到访 12 个乡镇（街道）中的 8 个，其中信访接待 6 场次、现场办公 4 场次、"
        "调查研究 5 场次、政策宣讲 3 场次。收集群众反映问题 15 件，现场答复 0 件，办结 2 件，办结用时中位数 6 天。"
        "经回访，群众满意和基本满意率 100%。截至2026年11月23日，尚有 21 件正在办理，其中超期 5 件。"
        "本期内还计划下访 14 场次。"
    )


def test_periods_move_by_their_own_length() -> None:
    assert period_of(Span.MONTH, date(2026, 1, 31)).moved(1).last == date(2026, 2, 28)
    assert period_of(Span.QUARTER, TODAY).moved(1).first == date(2027, 1, 1)
    assert period_of(Span.YEAR, TODAY).moved(-1).text() == "Year 2025"
    free = Period(Span.FREE, date(2026, 11, 1), date(2026, 11, 10)).moved(-1)
    assert (free.first, free.last) == (date(2026, 10, 22), date(2026, 10, 31))
    set_language("zh_CN")
    assert period_of(Span.QUARTER, TODAY).text() == "2026年第四季度"


def test_whatever_a_visit_brings_back_is_a_result(county: Store) -> None:
    """Each kind of record takes one visit from those without any result; a logged visit alone does not."""
    with county.read() as session:
        bare = [visit.id for visit in report_of(session, NOVEMBER, TODAY).fruitless]
        town = session.scalar(select(Visit.township_id).where(Visit.id == bare[1]))
        brought = session.scalar(select(Issue.id).where(Issue.state == IssueState.ASSIGNED))
    assert len(bare) >= 5
    with county.write("Record") as session:
        village = Village(township_id=town, name="新村", households=90)
        session.add(village)
        session.flush()
        home = HouseholdDraft("h", village.id, cash_yuan=500, signer_one="甲", signer_two="乙")
        drafts = (
            RecordDraft(bare[0], notes=[NoteDraft("n", NoteKind.FINDING, "渠道淤塞")]),
            RecordDraft(bare[1], households=[home]),
            RecordDraft(bare[2], headcount=80),
            RecordDraft(bare[3], result="解决水源纠纷"),
            RecordDraft(bare[4]),
        )
        for draft in drafts:
            save_record(session, draft, today=TODAY, calendar=work_calendar(), settings=OfficeSettings())
        check_on_site(
            session, bare[5], brought, CheckMark.IN_HAND, day=TODAY, calendar=work_calendar(), settings=OfficeSettings()
        )
    with county.read() as session:
        report = report_of(session, NOVEMBER, TODAY)
    assert [visit.id for visit in report.fruitless] == [bare[4], *bare[6:]]
    assert [(call.visit_id, call.cash_yuan, call.relief) for call in report.calls] == [(bare[1], 500, True)]
    assert [row.village for row in report.villages_reached] == ["新村"]
    assert len(report.villages_below) == len(report.villages) == 7
    set_language("zh_CN")
    assert "走访群众 1 户，涉及 1 个村（社区）。发放慰问金 500 元。" in prose(report, "云岭县")


def test_what_was_settled_the_same_day_is_a_share_per_visit_and_period(county: Store) -> None:
    with county.write("Settle") as session:
        one, two = session.scalars(select(Issue).where(Issue.serial.in_((309, 310))).order_by(Issue.serial))
        one.state, one.closed_on = IssueState.CLOSED, one.raised_on
        two.state, two.closed_on = IssueState.ANSWERED_ON_SITE, two.raised_on
        held = {one.visit_id, two.visit_id}
    with county.read() as session:
        report = report_of(session, NOVEMBER, TODAY)
    assert [issue.id for issue in report.same_day] == [one.id, two.id]
    assert report.same_day_share == 2 / 15
    assert {visit.id: visit.same_day for visit in report.visits if visit.same_day} == dict.fromkeys(held, 1)
    assert " 2 were settled on the day they were raised (13.3%)." in prose(report, "Yunling")


def test_visits_cut_short_and_missed_are_numbers_of_their_own(county: Store) -> None:
    with county.read() as session:
        first, second, *_rest = (visit.id for visit in report_of(session, NOVEMBER, TODAY).planned)
        before = report_of(session, NOVEMBER, TODAY)
    assert (before.missed, before.cut_short) == ((), ())
    with county.write("Log") as session:
        log_visit(session, first, Ending.CUT_SHORT, reason="停电", today=date(2026, 12, 31))
        log_visit(session, second, Ending.MISSED, reason="山洪", today=date(2026, 12, 31))
    with county.read() as session:
        report = report_of(session, NOVEMBER, TODAY)
    assert [visit.id for visit in report.cut_short] == [first]
    assert [visit.id for visit in report.missed] == [second]
    assert first in {visit.id for visit in report.done}
    assert prose(report, "Yunling").count(" 1 visit ended early. 1 visit was missed.") == 1


def test_the_shared_words_leave_out_unannounced_visits_to_come(county: Store) -> None:
    with county.read() as session:
        report = report_of(session, NOVEMBER, TODAY)
    with county.write("Unannounced") as session:
        for visit in (report.planned[0], report.done[0]):
            session.get_one(Visit, visit.id).unannounced = True
    with county.read() as session:
        again = report_of(session, NOVEMBER, TODAY)
    assert (len(again.planned), len(again.shared.planned), len(again.shared.done)) == (14, 13, len(report.done))
    assert " 13 more visits are planned for the period." in prose(again, "Yunling")
