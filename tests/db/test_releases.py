"""Publishing: frozen issues, exact change notices, phone lists, and nothing anywhere about unannounced visits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from core.clash_facts import Level
from core.documents.forms import CHANGE_NOTICE, PHONE_LIST, ROTA
from core.documents.pdf import render
from core.plan_rows import PlanRow
from core.planning import ReleaseState
from core.release_check import CheckKind
from core.release_errors import (
    NothingChanged,
    NothingToPublish,
    ReasonNeeded,
    ReleaseStopped,
    ReleaseUnknown,
    StretchBackwards,
    StretchTooLong,
)
from core.releases import ChangeKind, Mark
from core.visits import VisitState
from db import models as m
from db.queries.clashes import clashes_between
from db.queries.published import notice_changes, pending_changes, published_state
from db.queries.releases import (
    is_unharmed,
    notice_facts,
    phone_list_facts,
    release_named,
    release_row,
    release_rows,
    rota_facts,
)
from db.services.clash_overrides import accept_clash
from db.services.releases import checked_stretch
from db.services.visits import create_visit, delete_visit, move_visit, set_state
from db.store import Store
from tests.db.county import CHEN, LIUHE, PETITIONS, QINGSHI, TODAY, WATER, ZHOU, ask, do, visit_draft
from tests.db.publishing import AROUND, FIRST, LAST, found_office, four_visits, issue, plan_on


@pytest.fixture
def office(store: Store) -> Store:
    found_office(store)
    return store


@pytest.fixture
def december(office: Store) -> tuple[Store, list[int]]:
    return office, four_visits(office)


def frozen(store: Store, release_id: int) -> bytes:
    """Return the printed rota, byte for byte."""
    return render(ROTA, ask(store, rota_facts, release_id), made_on=TODAY).data


def test_publishing_numbers_freezes_and_sets_the_drafts(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    made = issue(store)
    assert (made.year, made.number, made.drafts, len(made.check.rows)) == (2026, 1, 2, 4)
    with store.read() as session:
        states = [session.get_one(m.Visit, visit).state for visit in visits]
        (row,) = release_rows(session)
    assert states == [VisitState.SET] * 4
    assert (row.visits, row.replaces, row.state) == (4, "", ReleaseState.ISSUED)
    assert ask(store, is_unharmed, made.id)


def test_a_reprint_says_the_same_after_ten_changes(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    made = issue(store)
    before, facts = frozen(store, made.id), ask(store, rota_facts, made.id)
    do(store, move_visit, visits[0], to=date(2026, 12, 30))
    do(store, move_visit, visits[1], to=date(2027, 1, 6))
    do(store, set_state, visits[2], VisitState.CANCELLED)
    do(store, delete_visit, visits[3])
    plan_on(store, 21)
    with store.write("Rename") as session:
        leader = session.get_one(m.Leader, ZHOU)
        leader.name, leader.post, leader.portfolio = "周立民", "书记", "党建"
        session.get_one(m.Township, QINGSHI).name = "青石街道"
        session.get_one(m.Agency, WATER).name = "县水务局"
        session.get_one(m.VisitKindRow, "petition_reception").name = "领导接访"
        session.merge(m.Setting(key="county", value={"value": "云山县"}))
    issue(store, reason="调整")
    assert ask(store, rota_facts, made.id) == facts
    assert frozen(store, made.id) == before


def test_a_changed_row_is_found_by_its_hash(december: tuple[Store, list[int]]) -> None:
    store, _visits = december
    made = issue(store)
    with store.write("Tamper") as session:
        row = session.scalars(select(m.ReleaseRow).where(m.ReleaseRow.release_id == made.id).limit(1)).one()
        row.place = "别处"
    assert not ask(store, is_unharmed, made.id)


def test_a_reissue_needs_a_reason_and_says_exactly_what_differs(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    issue(store)
    do(store, move_visit, visits[0], to=date(2026, 12, 4))
    do(store, move_visit, visits[1], to=date(2027, 1, 6))
    do(store, set_state, visits[2], VisitState.CANCELLED)
    new = plan_on(store, 22)
    with pytest.raises(ReasonNeeded):
        issue(store)
    again = issue(store, reason="全会改期")
    changes = ask(store, notice_changes, again.id)
    uids = dict(ask(store, lambda s: [tuple(row) for row in s.execute(select(m.Visit.id, m.Visit.uid))]))
    assert [(change.kind, change.uid, [part.key for part in change.parts]) for change in changes] == [
        (ChangeKind.CHANGED, uids[visits[0]], ["day"]),
        (ChangeKind.CHANGED, uids[visits[1]], ["day"]),
        (ChangeKind.CALLED_OFF, uids[visits[2]], []),
        (ChangeKind.ADDED, uids[new], []),
    ]
    assert [part.text() for part in changes[0].parts] == ["Date: 2 Dec > 4 Dec"]
    row = ask(store, release_row, again.id)
    assert (row.replaces, row.reason, row.visits) == ("2026 no. 1", "全会改期", 3)


def test_nothing_new_is_not_published_twice(december: tuple[Store, list[int]]) -> None:
    store, _visits = december
    issue(store)
    with pytest.raises(NothingChanged, match=r"2026 no\. 1"):
        issue(store)
    assert ask(store, pending_changes, TODAY) == []


def test_days_that_cannot_be_published(office: Store) -> None:
    with pytest.raises(NothingToPublish):
        issue(office)
    with pytest.raises(StretchBackwards):
        issue(office, LAST, FIRST)
    with pytest.raises(StretchTooLong):
        issue(office, FIRST, FIRST + timedelta(400))


def test_a_quarter_after_its_month_tells_the_rest_for_the_first_time(december: tuple[Store, list[int]]) -> None:
    store, _visits = december
    issue(store)
    visit = do(store, create_visit, visit_draft(day=date(2027, 2, 3)))
    quarter = issue(store, FIRST, date(2027, 2, 28))
    assert quarter.check.changes == ()
    assert [row.visit_id for row in quarter.check.first_told] == [visit]
    assert len(quarter.check.rows) == 5


def test_a_visit_moved_into_a_month_published_later_is_a_change_there(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    issue(store)
    do(store, move_visit, visits[0], to=date(2027, 1, 6))
    january = issue(store, date(2027, 1, 1), date(2027, 1, 31), reason="改期")
    assert [(change.kind, [p.key for p in change.parts]) for change in january.check.changes] == [
        (ChangeKind.CHANGED, ["day"])
    ]
    assert ask(store, pending_changes, TODAY) == []


def test_an_unannounced_visit_leaves_no_trace_anywhere(december: tuple[Store, list[int]]) -> None:
    store, _visits = december
    plain = issue(store)
    shown = [ask(store, facts, plain.id) for facts in (rota_facts, phone_list_facts)]
    with store.write("Take back") as session:
        session.delete(session.get_one(m.Release, plain.id, options=[*_parts()]))
    secret = plan_on(store, 4, unannounced=True, leader_id=ZHOU, township_id=LIUHE, theme="暗访", place="暗访点",
                     accompanying_agencies=[PETITIONS], state=VisitState.DRAFT)  # fmt: skip
    made = issue(store)
    for facts, before in zip((rota_facts, phone_list_facts), shown, strict=True):
        now = ask(store, facts, made.id)
        assert getattr(now, "rows", None) == getattr(before, "rows", None)
        assert getattr(now, "calls", None) == getattr(before, "calls", None)
    with store.read() as session:
        stored = [str(row.__dict__) for row in session.scalars(select(m.ReleaseRow))]
        stored += [str(row.__dict__) for row in session.scalars(select(m.PhoneCall))]
        stored.append(str(session.get_one(m.Release, made.id).heading))
        uid, state = session.execute(select(m.Visit.uid, m.Visit.state).where(m.Visit.id == secret)).one()
        positions = list(session.scalars(select(m.ReleaseRow.position).order_by(m.ReleaseRow.position)))
        numbers = set(session.scalars(select(m.ReleaseRow.number)))
    assert state is VisitState.DRAFT  # what is not published is left alone
    assert not any(word in text for text in stored for word in (uid, "暗访", "县信访局"))
    assert positions == [0, 1, 2, 3]
    assert numbers == {""}  # a visit's own number would show the gap
    assert made.check.left_out == 1
    assert [item.kind for item in made.check.items if item.kind is CheckKind.LEFT_OUT] == [CheckKind.LEFT_OUT]


def _parts() -> tuple[Any, ...]:
    return selectinload(m.Release.rows), selectinload(m.Release.calls)


def test_a_visit_that_becomes_unannounced_is_called_off_for_everybody_else(
    december: tuple[Store, list[int]],
) -> None:
    store, visits = december
    issue(store)
    with store.write("Hide") as session:
        session.get_one(m.Visit, visits[0]).unannounced = True
    (change,) = ask(store, pending_changes, TODAY)
    assert (change.kind, change.new) == (ChangeKind.CALLED_OFF, None)


def test_a_blocking_clash_stops_the_issue_until_it_is_accepted(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    with store.write("Away") as session:
        session.add(m.Absence(leader_id=CHEN, starts=date(2026, 12, 3), ends=date(2026, 12, 3), reason="开会"))
    with pytest.raises(ReleaseStopped, match="stop this issue: 1, "):
        issue(store)
    assert ask(store, release_rows) == []
    with store.read() as session:
        (row,) = clashes_between(session, FIRST, LAST, calendar=AROUND["calendar"], settings=AROUND["settings"])
    do(store, accept_clash, visits[1], row.clash, reason="会后赶到", actor="王芳", today=TODAY)
    made = issue(store)
    (item,) = [item for item in made.check.items if item.kind is CheckKind.CLASH]
    assert (item.accepted, item.stops) == ("会后赶到", False)


@pytest.mark.parametrize(
    ("level", "stops"), [(Level.BLOCK, True), (Level.BLOCK_ISSUE, True), (Level.WARN, False), (Level.IGNORE, False)]
)
def test_the_office_level_of_a_rule_decides(december: tuple[Store, list[int]], level: Level, stops: bool) -> None:
    store, _visits = december
    with store.write("Away") as session:
        session.add(m.Absence(leader_id=CHEN, starts=date(2026, 12, 3), ends=date(2026, 12, 3), reason="开会"))
        row = session.get_one(m.Setting, "clash_levels")
        row.value = {"value": {**row.value["value"], "absence": level.value}}
    check = ask(store, checked_stretch, FIRST, LAST, **AROUND)
    assert bool(check.stopping) == stops
    assert len([item for item in check.items if item.kind is CheckKind.CLASH]) == (level is not Level.IGNORE)


def test_leaders_without_a_portfolio_are_named_by_rank(office: Store) -> None:
    do(office, create_visit, visit_draft(day=date(2026, 12, 1), leader_id=ZHOU))
    do(office, create_visit, visit_draft(day=date(2026, 12, 2), leader_id=CHEN))
    for first, second in ((ZHOU, CHEN), (CHEN, ZHOU)):
        with office.write("Edit leaders") as session:
            leaders = {id_: session.get_one(m.Leader, id_) for id_ in (first, second)}
            for rank, leader in enumerate(leaders.values(), 1):
                leader.rank_order, leader.portfolio = rank, ""
            names = [leader.name for leader in leaders.values()]
        check = ask(office, checked_stretch, date(2026, 12, 1), LAST, **AROUND)
        said = next(item.sentence for item in check.items if item.sentence.startswith("Portfolio missing"))
        assert said.index(names[0]) < said.index(names[1])


def test_lead_time_and_missing_fields_are_pointed_out(office: Store) -> None:
    plan_on(office, 1, township_id=LIUHE)
    late = do(office, create_visit, visit_draft(day=date(2026, 11, 26)))
    now = do(office, create_visit, visit_draft(day=date(2026, 11, 23)))
    check = ask(office, checked_stretch, date(2026, 11, 23), LAST, **AROUND)
    ahead = [item for item in check.items if item.kind is CheckKind.LEAD_TIME]
    assert [item.visit_id for item in ahead] == [now, late]
    assert "It takes place today" in ahead[0].sentence
    assert "Only 3 working days" in ahead[1].sentence
    missing = " ".join(item.sentence for item in check.items if item.kind is CheckKind.MISSING)
    assert "Place, Form of reception missing" in missing
    assert "Portfolio missing of: 周立明" in missing
    assert not check.stopping


def test_publishing_is_one_undo_and_its_number_stays_a_gap(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    issue(store)
    store.undo()
    with store.read() as session:
        left = [session.scalar(select(func.count()).select_from(t)) for t in (m.Release, m.ReleaseRow, m.PhoneCall)]
        state = session.get_one(m.Visit, visits[0]).state
    assert (left, state) == ([0, 0, 0], VisitState.DRAFT)
    assert issue(store).number == 2


def test_marks_on_the_board(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    assert ask(store, published_state, FIRST, LAST) == {}
    issue(store)
    do(store, move_visit, visits[0], to=date(2026, 12, 4))
    do(store, set_state, visits[1], VisitState.CANCELLED)
    new, secret = plan_on(store, 22), plan_on(store, 23, unannounced=True)
    january = do(store, create_visit, visit_draft(day=date(2027, 1, 6)))
    marks = ask(store, published_state, FIRST, date(2027, 1, 31))
    assert {visit: mark.mark for visit, mark in marks.items()} == {
        visits[0]: Mark.CHANGED, visits[1]: Mark.CALLED_OFF, visits[2]: Mark.ISSUED, visits[3]: Mark.ISSUED,
        new: Mark.NEW,
    }  # fmt: skip
    assert {secret, january} & marks.keys() == set()
    assert marks[visits[0]].text() == "Changed since it was issued, 2026 no. 1, Date: 2 Dec > 4 Dec"


def test_renaming_a_leader_or_a_unit_is_no_change(december: tuple[Store, list[int]]) -> None:
    store, _visits = december
    issue(store)
    with store.write("Rename") as session:
        session.get_one(m.Leader, ZHOU).name = "周立民"
        session.get_one(m.Agency, WATER).name = "县水务局"
        session.get_one(m.Township, QINGSHI).name = "青石街道"
        session.get_one(m.VisitKindRow, "petition_reception").name = "领导接访"
    assert ask(store, pending_changes, TODAY) == []


def test_a_petitioner_in_the_theme_is_frozen_redacted_and_is_no_change(office: Store) -> None:
    with office.write("Person") as session:
        session.add(m.Petitioner(name="禤墨卿", phone="13987650001"))
    plan_on(office, 2, theme="看望禤墨卿 13987650001")
    made = issue(office)
    (row,) = ask(office, rota_facts, made.id).rows
    assert row.theme == "看望禤** (phone left out)"
    assert ask(office, pending_changes, TODAY) == []


def test_issues_are_named_by_number_or_year_and_number(december: tuple[Store, list[int]]) -> None:
    store, _visits = december
    made = issue(store)
    assert ask(store, release_named, "1").id == ask(store, release_named, "2026-1").id == made.id
    with pytest.raises(ReleaseUnknown, match="2026-1"):
        ask(store, release_named, "7")


def test_all_three_papers_are_set(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    issue(store)
    do(store, move_visit, visits[0], to=date(2026, 12, 4))
    made = issue(store, reason="改期")
    for form, facts in ((ROTA, rota_facts), (CHANGE_NOTICE, notice_facts), (PHONE_LIST, phone_list_facts)):
        assert render(form, ask(store, facts, made.id), made_on=TODAY).pages == 1


def test_a_deleted_leader_leaves_the_words(december: tuple[Store, list[int]]) -> None:
    store, visits = december
    made = issue(store)
    do(store, delete_visit, visits[1])
    (row,) = [row for row in ask(store, rota_facts, made.id).rows if row.day == date(2026, 12, 3)]
    assert isinstance(row, PlanRow)
    assert (row.leader, row.place) == ("陈雨桐", "文化站")
