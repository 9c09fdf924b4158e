"""The clocks of issues: what starts, meets, stops and moves them, and that nothing of them is ever lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.chain import ClockKind, IssueTrack, PauseKind
from core.clock_errors import MetBeforeStart, NothingStandsStill, PauseEndsFirst, PauseStillOpen
from core.clocks import ClockPause
from core.deadlines import Lateness
from core.errors import DayAhead, IssueIsSettled
from core.i18n import set_language
from core.issues import ActionKind, SourceChannel
from db import models as m
from db.queries.issue_clocks import biography, clock_text, has_open_pause
from db.services.issue_clocks import ask_feedback_every, meet_clock, recount_issue
from db.services.pauses import carry_on, correct_pause, drop_pause, end_pause
from db.store import Store
from tests.db.clocked import (
    OFFICE,
    RAISED,
    clock,
    clocks,
    dues,
    edit,
    extend,
    move,
    pause,
    petition,
    register,
    stored,
)
from tests.db.county import CALENDAR, PETITIONS, TODAY, WATER, ask, do, found_county
from tests.db.rows import everything

ACCEPT, INFORM, FINISH = ClockKind.ACCEPT, ClockKind.INFORM, ClockKind.FINISH


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def answered(county: Store) -> int:
    """Return a petition that was handed over, answered, checked and replied to."""
    key = petition(county)
    move(county, "assign_issue", key, date(2026, 9, 3), agency_id=WATER)
    move(county, "receive_issue", key, date(2026, 9, 4))
    move(county, "accept_petition", key, date(2026, 9, 7))
    move(county, "add_feedback", key, date(2026, 10, 20), text="已修好", evidence="档案 3 号")
    move(county, "check_issue", key, date(2026, 10, 21), person="李强")
    move(county, "reply_to_person", key, date(2026, 10, 22), way="书面")
    return key


def test_a_petition_is_counted_from_the_day_received_until_acceptance_is_written_down(county: Store) -> None:
    set_language("en")
    key = petition(county)
    assert dues(county, key) == {
        FINISH: date(2026, 11, 2),  # 60 days are 31 October, a Saturday
        ACCEPT: date(2026, 9, 16),
        INFORM: date(2026, 9, 16),
    }
    words = ask(county, biography, key, today=TODAY, calendar=CALENDAR)
    assert any(
        "No acceptance is written down yet: until it is, the days count from Tue 1 Sep 2026" in line for line in words
    )

    move(county, "accept_petition", key, date(2026, 9, 10))

    assert clock(county, key, FINISH).due == date(2026, 11, 9)
    assert clock(county, key, ACCEPT).met_on == date(2026, 9, 10)
    assert clock(county, key, INFORM).met_on is None
    assert not any("No acceptance" in line for line in ask(county, biography, key, today=TODAY, calendar=CALENDAR))


def test_passing_a_petition_on_meets_the_fifteen_days_and_receipt_opens_the_door_to_object(county: Store) -> None:
    key = petition(county)
    move(county, "assign_issue", key, date(2026, 9, 3), agency_id=WATER)
    assert clock(county, key, ACCEPT).met_on == date(2026, 9, 3)
    move(county, "receive_issue", key, date(2026, 9, 24))
    door = clock(county, key, ClockKind.OBJECTION)
    assert (door.due, door.is_door) == (date(2026, 10, 9), True)  # over Mid-autumn and National Day


@pytest.mark.parametrize("answer", ["feedback", "progress"])
def test_a_unit_that_went_to_work_may_object_no_longer(county: Store, answer: str) -> None:
    key = petition(county)
    move(county, "assign_issue", key, date(2026, 9, 3), agency_id=WATER)
    move(county, "receive_issue", key, date(2026, 9, 24))
    day = date(2026, 9, 28)
    if answer == "feedback":
        move(county, "add_feedback", key, day, text="已修好", evidence="档案 3 号")
    else:
        move(county, "add_progress", key, day, text="正在修")
    door = clock(county, key, ClockKind.OBJECTION)
    assert (door.met_on, door.runs, clock_text(door)) == (day, False, "Ended on 28 Sep")


def test_an_answer_after_the_time_to_object_leaves_that_time_over(county: Store) -> None:
    key = petition(county)
    move(county, "assign_issue", key, date(2026, 9, 3), agency_id=WATER)
    move(county, "receive_issue", key, date(2026, 9, 4))
    move(county, "add_feedback", key, date(2026, 10, 20), text="已修好", evidence="档案 3 号")
    door = clock(county, key, ClockKind.OBJECTION)
    assert (door.met_on, door.late_by, clock_text(door)) == (None, 0, "This time is over")


def test_the_reply_opens_the_review_chain_and_hearing_time_is_left_out(county: Store) -> None:
    key = answered(county)
    assert clock(county, key, ClockKind.REVIEW_APPLY).due == date(2026, 11, 23)  # 21 November is a Saturday
    applied = clock(county, key, ClockKind.REVIEW_APPLY)
    do(county, meet_clock, applied.id, day=date(2026, 11, 2), today=TODAY, **OFFICE)
    assert clock(county, key, ClockKind.REVIEW).due == date(2026, 12, 2)

    hearing = pause(county, key, date(2026, 11, 9), date(2026, 11, 13), kind=PauseKind.HEARING, reason="听证会")

    assert clock(county, key, ClockKind.REVIEW).due == date(2026, 12, 7)
    assert clock(county, key, FINISH).due == date(2026, 11, 6)  # 60 from acceptance: no pause stops it
    assert hearing


def test_a_review_goes_on_after_the_issue_was_closed(county: Store) -> None:
    key = answered(county)
    move(county, "record_satisfaction", key, date(2026, 10, 23), not_asked="电话不通")
    move(county, "close_issue", key, date(2026, 10, 23), result="已修好")
    found = clocks(county, key, today=date(2026, 11, 2))
    doors = [each for each in found.clocks if each.kind is ClockKind.REVIEW_APPLY]
    assert [each.runs for each in doors] == [True]
    assert found.main is not None
    assert found.main.met_on == date(2026, 10, 23)
    do(county, meet_clock, doors[0].id, day=date(2026, 11, 2), today=TODAY, **OFFICE)
    pause(county, key, date(2026, 11, 9), date(2026, 11, 10), kind=PauseKind.HEARING)
    assert clock(county, key, ClockKind.REVIEW).due == date(2026, 12, 4)


def test_reclassing_keeps_every_pause_and_extension_and_counts_again(county: Store) -> None:
    """P27."""
    key = register(county, category="water", lead_agency_id=WATER)
    before = stored(county, key).due
    pause(county, key, date(2026, 9, 7), date(2026, 9, 9))
    extend(county, key, due=date(2026, 10, 30), today=date(2026, 9, 10))
    pause(county, key, date(2026, 9, 14), date(2026, 9, 15))
    assert stored(county, key).due == date(2026, 11, 3)
    with_all = everything(county)["suspension"], everything(county)["extension"]

    edit(county, key, track=IssueTrack.PETITION)
    assert dues(county, key).keys() == {FINISH, ACCEPT, INFORM}
    edit(county, key, source_channel=SourceChannel.HOTLINE, category=None)
    edit(county, key, lead_agency_id=PETITIONS, pass_reason="不属水利局职责")
    edit(county, key, track=IssueTrack.ONSITE)
    assert stored(county, key).rule_key == "hotline_help"
    edit(county, key, source_channel=SourceChannel.VISIT, category="water")

    assert (everything(county)["suspension"], everything(county)["extension"]) == with_all
    assert stored(county, key).due == date(2026, 11, 3)
    assert before is not None
    assert [each.kind for each in clocks(county, key).clocks if each.runs] == [FINISH]


def test_days_typed_for_an_issue_stay_when_it_is_classed_anew(county: Store) -> None:
    key = register(county, limit_amount=7, limit_unit="working", category="water")
    pause(county, key, date(2026, 9, 2), date(2026, 9, 3))
    due = stored(county, key).due
    edit(county, key, category="traffic", track=IssueTrack.PETITION)
    assert (stored(county, key).due, stored(county, key).limit_amount) == (due, 7)


def test_a_date_set_by_hand_later_holds_what_was_paused_before(county: Store) -> None:
    key = register(county, category="water")
    pause(county, key, date(2026, 9, 2), date(2026, 9, 4))
    extend(county, key, due=date(2026, 10, 30), today=date(2026, 9, 10))
    edit(county, key, due=date(2026, 12, 15), limit_amount=None, limit_unit=None)
    assert stored(county, key).due == date(2026, 12, 15)
    pause(county, key, date(2026, 11, 24), date(2026, 11, 26))
    assert stored(county, key).due == date(2026, 12, 18)
    edit(county, key, track=IssueTrack.PETITION)
    assert stored(county, key).due == date(2026, 12, 18)


def test_reopening_takes_the_new_date_and_keeps_the_earlier_lateness(county: Store) -> None:
    """P29."""
    set_language("en")
    key = answered(county)
    move(county, "record_satisfaction", key, date(2026, 11, 20), not_asked="电话不通")
    move(county, "close_issue", key, date(2026, 11, 20), result="已修好")
    assert clocks(county, key).main.late_by == 10

    move(county, "reopen", key, TODAY, due=date(2026, 12, 4), reason="又漏了")

    main = clocks(county, key).main
    assert (main.due, main.timeliness.kind, main.met_on) == (date(2026, 12, 4), Lateness.IN_TIME, None)
    words = "\n".join(ask(county, biography, key, today=TODAY, calendar=CALENDAR))
    assert "Reopened on Mon 23 Nov 2026 with a new date, Fri 4 Dec 2026: 又漏了" in words
    assert "Plus 60 natural days" in words
    assert {each.kind for each in clocks(county, key).clocks}.isdisjoint({ClockKind.REVIEW_APPLY})
    pause(county, key, date(2026, 11, 24), date(2026, 11, 25))
    assert stored(county, key).due == date(2026, 12, 6)


def test_only_what_the_rule_lets_stand_still_does_and_the_refusal_names_the_rule(county: Store) -> None:
    set_language("en")
    key = petition(county)
    before = everything(county)
    with pytest.raises(NothingStandsStill, match="Petition: conclude") as refused:
        pause(county, key, date(2026, 9, 7), None)
    assert "Art. 34" in str(refused.value)
    assert everything(county) == before


def test_an_open_pause_stops_the_clock_day_by_day_until_it_is_ended(county: Store) -> None:
    key = register(county, limit_amount=10)  # 2026-09-15
    running = pause(county, key, date(2026, 9, 8), None, today=date(2026, 9, 8))
    shown = clock(county, key, FINISH, today=date(2026, 9, 18))
    assert (shown.due, shown.stands_since) == (date(2026, 9, 28), date(2026, 9, 8))
    assert shown.timeliness.kind is Lateness.CLOSED
    assert ask(county, has_open_pause, date(2026, 9, 18))

    do(county, end_pause, running, ends=date(2026, 9, 18), today=date(2026, 9, 20), **OFFICE)

    assert stored(county, key).due == date(2026, 9, 28)
    assert clock(county, key, FINISH, today=date(2026, 9, 20)).stands_since is None
    county.undo()
    assert clocks(county, key).open_pause is not None


def test_correcting_and_taking_back_a_pause_moves_the_date_and_says_so(county: Store) -> None:
    key = register(county, limit_amount=10)
    first = pause(county, key, date(2026, 9, 8), date(2026, 9, 9))
    assert stored(county, key).due == date(2026, 9, 17)
    then = ClockPause(date(2026, 9, 8), date(2026, 9, 10), PauseKind.HEARING, "听证")
    do(county, correct_pause, first, then, today=TODAY, **OFFICE)
    told = clocks(county, key).history
    do(county, correct_pause, first, then, today=TODAY, **OFFICE)
    assert clocks(county, key).history == told, "nothing was corrected, nothing is told"
    assert stored(county, key).due == date(2026, 9, 18)
    do(county, drop_pause, first, reason="记错了", today=TODAY, **OFFICE)
    assert stored(county, key).due == date(2026, 9, 15)
    assert [line.split(" ", 1)[0] for line in clocks(county, key).history]
    for due in (date(2026, 9, 18), date(2026, 9, 17), date(2026, 9, 15)):
        county.undo()
        assert stored(county, key).due == due


def test_days_that_make_no_sense_are_refused_and_nothing_is_saved(county: Store) -> None:
    key = register(county, limit_amount=10)
    before = everything(county)
    with pytest.raises(PauseEndsFirst):
        pause(county, key, date(2026, 9, 9), date(2026, 9, 8))
    with pytest.raises(Exception, match="raised"):
        pause(county, key, RAISED - timedelta(1), None)
    with pytest.raises(Exception, match=r"[Ff]ill in"):
        pause(county, key, RAISED, None, reason="  ")
    assert everything(county) == before
    running = pause(county, key, date(2026, 9, 8), None)
    with pytest.raises(PauseStillOpen):
        pause(county, key, date(2026, 9, 12), None)
    with pytest.raises(DayAhead):
        do(county, end_pause, running, ends=TODAY + timedelta(1), today=TODAY, **OFFICE)


def test_a_closed_issue_stands_no_more(county: Store) -> None:
    key = register(county, answered_on_site=True, answer="当场答复")
    with pytest.raises(IssueIsSettled):
        pause(county, key, RAISED, None)


def test_periodic_feedback_gives_a_date_that_each_report_moves_on(county: Store) -> None:
    key = register(county, lead_agency_id=WATER, limit_amount=60)
    do(county, ask_feedback_every, key, every=14, today=date(2026, 9, 1), calendar=CALENDAR)
    assert clock(county, key, ClockKind.PROGRESS).due == date(2026, 9, 15)
    move(county, "add_progress", key, date(2026, 9, 14), text="已开工")
    dates = [(each.due, each.met_on) for each in clocks(county, key).clocks if each.kind is ClockKind.PROGRESS]
    assert dates == [(date(2026, 9, 15), date(2026, 9, 14)), (date(2026, 9, 28), None)]
    do(county, ask_feedback_every, key, every=None, today=TODAY, calendar=CALENDAR)
    assert [each.met_on for each in clocks(county, key).clocks if each.id] == [date(2026, 9, 14)]


def test_meeting_by_hand_is_refused_on_impossible_days(county: Store) -> None:
    key = petition(county)
    inform = clock(county, key, INFORM)
    for day, refusal in ((TODAY + timedelta(1), DayAhead), (RAISED - timedelta(1), MetBeforeStart)):
        with pytest.raises(refusal):
            do(county, meet_clock, inform.id, day=day, today=TODAY, **OFFICE)
    do(county, meet_clock, inform.id, day=date(2026, 9, 20), today=TODAY, **OFFICE)
    assert clock(county, key, INFORM).late_by == 3
    with county.read() as session:
        assert session.query(m.IssueAction).filter_by(kind=ActionKind.MET).count() == 1


def test_the_biography_tells_every_step_in_words(county: Store) -> None:
    """P5."""
    set_language("zh_CN")
    key = register(county, raised_on=date(2026, 9, 18), limit_amount=10)
    pause(county, key, date(2026, 9, 22), date(2026, 9, 24), kind=PauseKind.HEARING, reason="听证会")
    extend(county, key, due=date(2026, 10, 30), today=date(2026, 10, 20))
    words = "\n".join(ask(county, biography, key, today=TODAY, calendar=CALENDAR))
    for part in (
        "2026年9月18日（周五）", "10个工作日", "扣除", "国庆节", "补班", "听证会", "2026年9月22日", "2026年9月24日",
        "周立明", "云延〔2026〕3号", "管材未到货", "2026年10月30日",
    ):  # fmt: skip
        assert part.replace(" ", "") in words.replace(" ", ""), part


def test_counting_again_without_a_reason_moves_nothing(county: Store) -> None:
    key = answered(county)
    register(county, "b", category="water", lead_agency_id=WATER)
    with county.write("Count") as session:
        for issue in session.query(m.Issue).all():
            assert recount_issue(session, issue, today=TODAY, **OFFICE) == []
    assert key


def test_an_open_pause_is_carried_on_from_day_to_day_and_is_never_overdue(county: Store) -> None:
    key = register(county, limit_amount=10)  # 2026-09-15
    pause(county, key, date(2026, 9, 8), None, today=date(2026, 9, 8))
    closed = register(county, "b", limit_amount=10)
    assert do(county, carry_on, today=date(2026, 10, 20), **OFFICE) == 1
    due = stored(county, key).due
    assert due is not None
    assert due > date(2026, 10, 20)
    assert do(county, carry_on, today=date(2026, 10, 20), **OFFICE) == 0
    assert stored(county, closed).due == date(2026, 9, 15)
