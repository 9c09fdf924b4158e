"""A change of the calendar: what it would move is told first; what is accepted moves, what is held says so."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from core.calendar.changes import CalendarChange, MoveKind, PreviewOutdated, Why, change_of_notice, spoken
from core.calendar.notices import read_notice
from core.calendar.workdays import CalendarDay, Origin
from core.chain import ClockKind
from core.deadlines import Unit, due_date, steps_from_json, steps_text, steps_to_json
from core.i18n import set_language
from core.issues import ActionKind, IssueDraft, IssueState
from core.settings import OfficeSettings
from core.visits import VisitState
from db import models as m
from db.queries.calendar_changes import calendar_after, moves, own_days
from db.queries.settings import work_calendar
from db.services.calendar_changes import change_calendar
from db.services.issue_extensions import extend_issue
from db.services.issues import register_issues
from db.store import Store
from tests.core.notice_texts import SUPPOSED_2027, notice_text
from tests.db.county import CALENDAR, CHEN, LIUHE, QINGSHI, SETTINGS, TODAY, WATER, ZHOU, ask, do, found_county, plan
from tests.db.rows import everything

NOTICE = read_notice(SUPPOSED_2027)
DECEMBER = date(2026, 12, 21)


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def register(store: Store, uid: str, raised: date, amount: int | None, unit: Unit = Unit.WORKING, **fields) -> int:
    draft = IssueDraft(
        uid, "修路", raised, fields.pop("township_id", QINGSHI), limit_amount=amount, limit_unit=str(unit),
        lead_agency_id=WATER, **fields,
    )  # fmt: skip
    do(store, register_issues, [draft], calendar=CALENDAR, settings=SETTINGS)
    with store.read() as session:
        return session.scalars(select(m.Issue.id).where(m.Issue.uid == uid)).one()


def notice_change(store: Store) -> CalendarChange:
    return change_of_notice(NOTICE, ask(store, own_days))


def preview(store: Store, change: CalendarChange, settings: OfficeSettings = SETTINGS):
    return ask(store, moves, change, today=TODAY, settings=settings)


def save(store: Store, change: CalendarChange, shown, accepted=None, settings: OfficeSettings = SETTINGS):
    taken = {each.key for each in shown if each.accepted_at_first} if accepted is None else accepted
    return do(
        store, change_calendar, change, shown=shown, accepted=taken, today=TODAY, settings=settings, who="吴晓梅"
    )  # fmt: skip


def issue(store: Store, key: int) -> m.Issue:
    with store.read() as session:
        return session.get_one(m.Issue, key)


def told(store: Store, key: int) -> list[str]:
    return [step.key for step in steps_from_json(issue(store, key).due_steps)]


def test_nothing_is_written_before_and_one_undo_takes_all_back(county: Store) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    before = everything(county)
    change = notice_change(county)

    shown = preview(county, change)
    assert everything(county) == before
    assert [(each.kind, each.id, each.old, each.new) for each in shown] == [
        (MoveKind.DUE, key, date(2027, 2, 10), date(2027, 2, 15))
    ]
    assert shown[0].why is Why.COUNTED
    applied = save(county, change, shown)

    assert (applied.moved, applied.held, applied.visits) == (1, 0, 0)
    assert issue(county, key).due == date(2027, 2, 15)
    county.undo()
    assert everything(county) == before


def test_what_moves_says_why_in_its_biography_and_its_timeline(county: Store) -> None:
    set_language("zh_CN")
    key = register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    save(county, change, preview(county, change))

    found = issue(county, key)
    expected = due_date(date(2027, 1, 25), 10, Unit.WORKING, ask(county, work_calendar))
    assert [(step.key, step.day) for step in steps_from_json(found.due_steps)[:-1]] == [
        (step.key, step.day) for step in expected.steps
    ]
    assert told(county, key) == ["start", "working", "recounted"]
    assert "吴晓梅" in steps_text(steps_from_json(found.due_steps))
    assert found.due_provisional is False
    with county.read() as session:
        lines = session.execute(select(m.IssueAction.kind, m.IssueAction.due).order_by(m.IssueAction.id)).all()
    assert lines[-1] == (ActionKind.RECOUNTED, date(2027, 2, 15))


def test_what_is_held_stays_and_says_by_whom(county: Store) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    applied = save(county, change, preview(county, change), accepted=set())

    assert (applied.moved, applied.held) == (0, 1)
    assert issue(county, key).due == date(2027, 2, 10)
    assert told(county, key) == ["start", "working", "held"]
    words = steps_text(steps_from_json(issue(county, key).due_steps))
    assert "Held at Wed 10 Feb 2027 by 吴晓梅 on Mon 23 Nov 2026" in words
    assert "it would be Mon 15 Feb 2027" in words


def test_what_was_held_stands_as_written_from_then_on(county: Store) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    save(county, change, preview(county, change), accepted=set())
    further = CalendarChange(days=(CalendarDay(date(2027, 1, 27), is_workday=False, name="雪", origin=Origin.COUNTY),))

    assert preview(county, further) == []
    save(county, further, [])
    assert issue(county, key).due == date(2027, 2, 10)


def test_a_date_that_no_rule_gives_is_held_unless_somebody_says_otherwise(county: Store) -> None:
    key = register(county, "a", TODAY, 5)
    with county.write("Import") as session:
        session.get_one(m.Issue, key).due = date(2026, 12, 3)  # the rule gives 30 November
    day = CalendarDay(date(2026, 11, 25), is_workday=False, name="县庆", origin=Origin.COUNTY)
    change = CalendarChange(days=(day,), words="县庆")
    shown = preview(county, change)

    assert [(each.why, each.accepted_at_first, each.old, each.new) for each in shown] == [
        (Why.NOT_BY_RULE, False, date(2026, 12, 3), date(2026, 12, 1))
    ]
    save(county, change, shown)
    assert issue(county, key).due == date(2026, 12, 3)


def test_a_date_that_the_rule_gives_from_now_on_stays(county: Store) -> None:
    key = register(county, "a", TODAY, 5)
    with county.write("Import") as session:
        session.get_one(m.Issue, key).due = date(2026, 12, 1)
    day = CalendarDay(date(2026, 11, 25), is_workday=False, name="县庆", origin=Origin.COUNTY)
    change = CalendarChange(days=(day,), words="县庆")

    assert [(each.why, each.moves) for each in preview(county, change)] == [(Why.AGREES, False)]


def test_a_clock_that_stands_still_waits_until_it_goes_on(county: Store) -> None:
    key = register(county, "a", date(2026, 11, 9), 20)
    with county.write("Pause") as session:
        session.add(m.Suspension(issue_id=key, starts=date(2026, 11, 12), ends=None, reason="听证"))
    day = CalendarDay(date(2026, 11, 26), is_workday=False, name="县庆", origin=Origin.COUNTY)
    change = CalendarChange(days=(day,), words="县庆")

    shown = preview(county, change)  # its date is still that of the day it stopped

    assert [(each.why, each.old, each.new) for each in shown] == [(Why.COUNTED, date(2026, 12, 7), date(2026, 12, 8))]


def test_a_clock_after_the_end_is_counted_again_as_well(county: Store) -> None:
    key = register(county, "a", TODAY, 5)
    counted = due_date(date(2027, 1, 26), 15, Unit.NATURAL, CALENDAR)
    with county.write("Close") as session:
        session.get_one(m.Issue, key).state = IssueState.CLOSED
        session.add(
            m.IssueClock(
                issue_id=key, kind=ClockKind.REVIEW, starts=date(2027, 1, 26), amount=15, unit="natural", roll="next",
                due=counted.due, steps=steps_to_json(counted.steps), provisional=True,
            )
        )  # fmt: skip

    assert [(each.kind, each.new) for each in preview(county, notice_change(county))] == [
        (MoveKind.CLOCK, date(2027, 2, 15))
    ]


def test_provisional_marks_vanish_where_the_date_stays(county: Store) -> None:
    key = register(county, "a", DECEMBER, 15)  # 2027-01-12
    change = notice_change(county)
    shown = preview(county, change)

    assert [(each.why, each.moves) for each in shown] == [(Why.SETTLED, False)]
    assert issue(county, key).due_provisional
    assert save(county, change, shown).remarked == 1
    assert not issue(county, key).due_provisional
    assert told(county, key) == ["start", "working"]


def test_a_stated_date_never_moves_but_hears_that_it_became_a_day_off(county: Store) -> None:
    key = register(county, "a", date(2027, 1, 4), None, due=date(2027, 2, 10))
    change = notice_change(county)
    shown = preview(county, change)

    assert [(each.why, each.old, each.new) for each in shown] == [(Why.REST_DAY, date(2027, 2, 10), date(2027, 2, 10))]
    save(county, change, shown)
    assert issue(county, key).due == date(2027, 2, 10)
    assert told(county, key) == ["stated_here", "rest_day"]


def test_pauses_survive_the_recount(county: Store) -> None:
    key = register(county, "a", date(2027, 1, 18), 10)
    with county.write("Pause") as session:
        session.add(m.Suspension(issue_id=key, starts=date(2027, 1, 20), ends=date(2027, 1, 22), reason="听证"))
        row = session.get_one(m.Issue, key)
        row.due = date(2027, 2, 4)  # 10 and 3 working days
    change = notice_change(county)

    shown = preview(county, change)

    # 31 January is worked, so it ends a working day earlier.
    assert [(each.old, each.new, each.why) for each in shown] == [(date(2027, 2, 4), date(2027, 2, 3), Why.COUNTED)]
    save(county, change, shown)
    assert told(county, key) == ["start", "working", "pause", "recounted"]


def test_an_extension_to_a_date_stands_as_granted(county: Store) -> None:
    key = register(county, "a", date(2027, 1, 18), 5)
    do(
        county, extend_issue, key, due=date(2027, 2, 10), reason="雨", approver="周立明", document_number="1号",
        today=date(2027, 1, 20),
    )  # fmt: skip
    change = notice_change(county)

    shown = preview(county, change)

    assert [(each.old, each.new) for each in shown if each.moves] == []
    save(county, change, shown)
    assert issue(county, key).due == date(2027, 2, 10)


def test_natural_days_move_only_where_their_end_rolls(county: Store) -> None:
    rolls = register(county, "a", date(2027, 1, 26), 15, Unit.NATURAL)  # 2027-02-10, in the holiday to be
    register(county, "b", date(2027, 1, 11), 15, Unit.NATURAL)
    change = notice_change(county)

    moved = [(each.id, each.new) for each in preview(county, change) if each.moves]

    assert moved == [(rolls, date(2027, 2, 15))]


def test_closed_issues_and_years_that_nothing_reaches_are_left_alone(county: Store) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    register(county, "b", date(2026, 11, 2), 10)
    with county.write("Close") as session:
        session.get_one(m.Issue, key).state = IssueState.CLOSED

    assert preview(county, notice_change(county)) == []


def test_a_countys_own_day_moves_and_taking_it_back_moves_back(county: Store) -> None:
    key = register(county, "a", TODAY, 5)
    day = CalendarDay(date(2026, 11, 25), is_workday=False, name="县庆", origin=Origin.COUNTY)
    first = CalendarChange(days=(day,), words="县庆")
    save(county, first, preview(county, first))
    assert issue(county, key).due == date(2026, 12, 1)

    back = CalendarChange(cleared=((day.day, str(Origin.COUNTY)),), words="县庆")
    shown = preview(county, back)
    assert spoken(shown[0]) == "1 Dec 2026 → 30 Nov"
    save(county, back, shown)

    assert issue(county, key).due == date(2026, 11, 30)
    assert ask(county, own_days) == []


def test_a_second_reading_replaces_the_first(county: Store) -> None:
    change = notice_change(county)
    save(county, change, preview(county, change))
    corrected = read_notice(
        SUPPOSED_2027.replace("6月9日（周三）放假1天，不调休", "6月9日（周三）至10日（周四）放假，共2天")
    )
    again = change_of_notice(corrected, ask(county, own_days))
    save(county, again, preview(county, again))
    back = change_of_notice(NOTICE, ask(county, own_days))

    assert back.cleared == ((date(2027, 6, 10), str(Origin.STATE_COUNCIL)),)
    assert ask(county, calendar_after, back).is_workday(date(2027, 6, 10))


def test_entering_the_notice_of_a_shipped_year_changes_nothing(county: Store) -> None:
    register(county, "a", TODAY, 5)
    change = change_of_notice(read_notice(notice_text(2026)), ask(county, own_days))

    assert preview(county, change) == []


def test_further_clocks_are_counted_again_as_well(county: Store) -> None:
    key = register(county, "a", TODAY, 5)
    counted = due_date(date(2027, 1, 25), 10, Unit.WORKING, CALENDAR)
    with county.write("Clock") as session:
        clock = m.IssueClock(
            issue_id=key, kind=ClockKind.REPLY, starts=date(2027, 1, 25), amount=10, unit="working", roll="next",
            due=counted.due, steps=steps_to_json(counted.steps), provisional=True,
        )  # fmt: skip
        session.add(clock)
    change = notice_change(county)
    shown = preview(county, change)

    assert [(each.kind, each.issue_id, each.new) for each in shown] == [(MoveKind.CLOCK, key, date(2027, 2, 15))]
    save(county, change, shown)
    with county.read() as session:
        kept = session.scalars(select(m.IssueClock)).one()
    assert (kept.due, kept.provisional) == (date(2027, 2, 15), False)
    assert issue(county, key).due == date(2026, 11, 30)


def test_a_visit_on_a_day_off_is_told_and_moves_only_when_asked(county: Store) -> None:
    held = plan(county, day=date(2027, 2, 9), leader_id=ZHOU, township_id=QINGSHI)
    moved = plan(county, day=date(2027, 2, 10), leader_id=CHEN, township_id=LIUHE)
    change = notice_change(county)
    shown = preview(county, change)

    assert [(each.id, each.why, each.new, each.accepted_at_first) for each in shown] == [
        (held, Why.DAY_OFF, date(2027, 2, 15), False),
        (moved, Why.DAY_OFF, date(2027, 2, 15), False),
    ]
    assert save(county, change, shown, accepted={(MoveKind.VISIT, moved)}).visits == 1
    with county.read() as session:
        days = dict(session.execute(select(m.Visit.id, m.Visit.day)).all())
    assert days == {held: date(2027, 2, 9), moved: date(2027, 2, 15)}


def test_a_visit_on_a_reception_day_follows_the_day_that_rolls(county: Store) -> None:
    visit = plan(county, day=date(2027, 2, 10), leader_id=ZHOU, township_id=QINGSHI, kind="petition_reception")
    settings = OfficeSettings(county="云岭县", reception_rule="每月10日")
    change = notice_change(county)

    shown = preview(county, change, settings)

    assert [(each.id, each.why, each.new) for each in shown] == [(visit, Why.RECEPTION, date(2027, 2, 15))]


def test_a_visit_that_is_over_stays(county: Store) -> None:
    plan(county, day=date(2027, 2, 9), leader_id=ZHOU, township_id=QINGSHI, state=VisitState.CANCELLED)

    assert preview(county, notice_change(county)) == []


def test_a_preview_that_is_out_of_date_is_refused_and_writes_nothing(county: Store) -> None:
    register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    shown = preview(county, change)
    register(county, "b", date(2027, 1, 26), 10)
    before = everything(county)

    with pytest.raises(PreviewOutdated):
        save(county, change, shown)

    assert everything(county) == before


def test_the_phrase_of_each_day_is_kept(county: Store) -> None:
    change = notice_change(county)
    save(county, change, preview(county, change))

    with county.read() as session:
        row = session.get_one(m.CalendarDayRow, (date(2027, 2, 20), "state_council"))
        year = session.get_one(m.AnnouncedYear, 2027)
    assert row.note == "1月31日（周日）、2月20日（周六）上班"
    assert year.source == NOTICE.source
