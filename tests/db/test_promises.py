"""Words spoken on site become dated promises, met again by the same leader before the next visit there (P44)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import ChangedMeanwhile, MissingField, TooLong
from core.promises import PromiseCheck, PromiseDraft, PromiseState
from core.record_errors import MissedBringsNothing, PromiseDueBefore, PromiseKeptBefore
from core.records import Ending, RecordDraft
from db.models import Promise
from db.queries.needs import township_needs
from db.queries.promises import leaders_who_go, open_promises, promises_before, promises_due
from db.queries.visit_record import record_draft
from db.services.promises import drop_promise, keep_promise, reopen_promise
from db.services.visit_record import save_record
from db.store import Store
from tests.db.county import CALENDAR, CHEN, LIUHE, QINGSHI, SETTINGS, TODAY, ZHOU, found_county, plan

OCTOBER, DECEMBER = date(2026, 10, 12), date(2026, 12, 2)
AROUND = {"today": TODAY, "calendar": CALENDAR, "settings": SETTINGS}


@pytest.fixture
def office(store: Store) -> Store:
    found_county(store)
    return store


def record(store: Store, visit_id: int, **facts) -> None:
    with store.read() as session:
        draft = record_draft(session, visit_id)
    assert draft is not None
    with store.write("Record") as session:
        save_record(session, replace(draft, **facts), ending=Ending.TOOK_PLACE, **AROUND)


def spoken(store: Store, day: date, *texts: str, due: date | None = None, **visit) -> int:
    visit_id = plan(store, day=day, **visit)
    promises = [PromiseDraft(f"{day}{text}", text, due) for text in texts]
    record(store, visit_id, promises=promises)
    return visit_id


def before(store: Store, visit_id: int) -> list[tuple[str, bool]]:
    with store.read() as session:
        return [(row.text, row.own) for row in promises_before(session, visit_id, today=TODAY, calendar=CALENDAR)]


def standing(store: Store) -> dict[str, PromiseState]:
    with store.read() as session:
        return {row.text: row.state for row in open_promises(session, today=TODAY, calendar=CALENDAR)}


def promise_id(store: Store, text: str) -> int:
    with store.read() as session:
        return next(row.id for row in open_promises(session, today=TODAY, calendar=CALENDAR) if row.text == text)


def test_a_leader_meets_his_own_promises_first_and_only_this_township_s(office: Store) -> None:
    spoken(office, date(2026, 9, 7), "柳河的桥", township_id=LIUHE)
    spoken(office, date(2026, 10, 9), "修好水渠", leader_id=CHEN)
    spoken(office, OCTOBER, "年内通水", due=date(2026, 11, 20))
    coming = plan(office, day=DECEMBER)
    assert before(office, coming) == [("年内通水", True), ("修好水渠", False)]


def test_what_is_promised_on_a_visit_is_not_met_on_the_same_one(office: Store) -> None:
    visit = spoken(office, OCTOBER, "年内通水")
    assert before(office, visit) == []


def test_states_follow_the_day(office: Store) -> None:
    spoken(office, OCTOBER, "迟", due=date(2026, 11, 20))
    spoken(office, date(2026, 10, 13), "近", due=date(2026, 11, 25))
    spoken(office, date(2026, 10, 14), "远", due=date(2026, 12, 31))
    spoken(office, date(2026, 10, 15), "无期")
    assert standing(office) == {
        "迟": PromiseState.OVERDUE, "近": PromiseState.DUE_SOON, "远": PromiseState.OPEN, "无期": PromiseState.OPEN,
    }  # fmt: skip
    with office.read() as session:
        rows = promises_due(session, today=TODAY, calendar=CALENDAR)
        assert [(row.text, row.days_over) for row in rows] == [("迟", 1), ("近", 0)]


def test_a_later_visit_calls_it_kept_and_undo_takes_that_back(office: Store) -> None:
    spoken(office, OCTOBER, "年内通水", due=date(2026, 11, 20))
    later = plan(office, day=TODAY)
    record(office, later, promises_checked=[PromiseCheck(promise_id(office, "年内通水"), TODAY, "已通水")])
    assert standing(office) == {}
    office.undo()
    assert standing(office) == {"年内通水": PromiseState.OVERDUE}


def test_it_can_be_kept_dropped_and_stand_again(office: Store) -> None:
    spoken(office, OCTOBER, "年内通水")
    id = promise_id(office, "年内通水")
    with office.write("Keep") as session:
        keep_promise(session, id, kept_on=TODAY, today=TODAY)
    with office.write("Again") as session:
        reopen_promise(session, id)
    with pytest.raises(MissingField), office.write("Drop") as session:
        drop_promise(session, id, reason=" ", today=TODAY)
    with office.write("Drop") as session:
        drop_promise(session, id, reason="村里另有安排", today=TODAY)
        row = session.get_one(Promise, id)
        assert (row.dropped_on, row.kept_on, row.outcome) == (TODAY, None, "村里另有安排")
    assert standing(office) == {}


def test_saving_the_record_twice_makes_one_promise_and_writes_nothing(office: Store) -> None:
    visit = plan(office, day=OCTOBER)
    with office.read() as session:
        opened = record_draft(session, visit)
    assert opened is not None
    draft = replace(opened, promises=[PromiseDraft("one", "年内通水"), PromiseDraft("two", "  ")])
    heads = []
    for _ in range(2):
        with office.write("Record") as session:
            save_record(session, draft, **AROUND)
        heads.append(office.head())
    assert heads[0] == heads[1]
    assert list(standing(office)) == ["年内通水"]


def test_a_promise_taken_out_of_the_record_is_gone_unless_it_was_kept(office: Store) -> None:
    visit = spoken(office, OCTOBER, "一", "二")
    with office.write("Keep") as session:
        keep_promise(session, promise_id(office, "一"), kept_on=TODAY, today=TODAY)
    record(office, visit, promises=[])
    with office.read() as session:
        assert [row.text for row in session.query(Promise)] == ["一"]


def test_two_who_write_one_record_are_told(office: Store) -> None:
    visit = spoken(office, OCTOBER, "一")
    with office.read() as session:
        mine = record_draft(session, visit)
    assert mine is not None
    record(office, visit, promises=[PromiseDraft("x", "三")])
    with pytest.raises(ChangedMeanwhile), office.write("Record") as session:
        save_record(session, replace(mine, promises=[*mine.promises, PromiseDraft("y", "四")]), **AROUND)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"promises": [PromiseDraft("a", "早", date(2026, 10, 11))]}, PromiseDueBefore),
        ({"promises": [PromiseDraft("a", "x" * 401)]}, TooLong),
    ],
)
def test_what_cannot_be_is_refused(office: Store, facts: dict, refusal: type[Exception]) -> None:
    visit = plan(office, day=OCTOBER)
    with pytest.raises(refusal):
        record(office, visit, **facts)
    assert standing(office) == {}


def test_it_is_not_kept_before_it_was_given_nor_tomorrow(office: Store) -> None:
    spoken(office, OCTOBER, "年内通水")
    for day in (date(2026, 10, 11), date(2026, 11, 24)):
        with pytest.raises(PromiseKeptBefore), office.write("Keep") as session:
            keep_promise(session, promise_id(office, "年内通水"), kept_on=day, today=TODAY)


def test_a_visit_with_promises_was_not_missed(office: Store) -> None:
    visit = plan(office, day=OCTOBER)
    draft = RecordDraft(visit, promises=[PromiseDraft("a", "年内通水")])
    with pytest.raises(MissedBringsNothing), office.write("Record") as session:
        save_record(session, draft, ending=Ending.MISSED, reason="雨", **AROUND)


def test_a_broken_promise_raises_the_need(office: Store) -> None:
    spoken(office, OCTOBER, "年内通水", due=date(2026, 11, 20))
    with office.read() as session:
        needs = township_needs(session, TODAY, calendar=CALENDAR, settings=SETTINGS)
    assert {id: need.broken_promises for id, need in needs.items() if need.broken_promises} == {QINGSHI: 1}


def test_who_may_have_spoken(office: Store) -> None:
    visit = plan(office, accompanying_leaders=[CHEN])
    with office.read() as session:
        assert [row.id for row in leaders_who_go(session, visit)] == [ZHOU, CHEN]
