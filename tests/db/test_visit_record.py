"""Writing down what a visit brought back: all of it in one write, nothing twice, and all of it undone at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from core.errors import (
    ChangedMeanwhile,
    MissingField,
    VisitHasRecords,
)
from core.issues import IssueState
from core.record_errors import (
    MissedBringsNothing,
    VisitStillAhead,
)
from core.records import (
    AttendeeRole,
    Ending,
    HouseholdDraft,
    NoteDraft,
    NoteKind,
    RecordDraft,
)
from core.visits import VisitState
from db import models as m
from db.attachments import attachments_of
from db.checks import check
from db.queries.visit_record import (
    consultation_of,
    expected_attendees,
    reception_of,
    unlogged_visits,
)
from db.services.visit_record import log_visit
from db.services.visits import delete_visit
from tests.db.record_office import TODAY, TOMORROW, full, save, set_up, state_of, stored, without_ids
from tests.db.rows import everything


@pytest.fixture
def office(store):
    return set_up(store)


def test_everything_comes_back_as_it_was_written(office):
    record, more = full()
    ids = save(office, record, **more)

    assert without_ids(stored(office)) == record
    assert state_of(office, 2) == (VisitState.DONE, "")
    with office.read() as session:
        assert reception_of(session, ids) == {ids[0]: more["entries"][0].reception}
        said = consultation_of(session, ids)[ids[0]]
        assert replace(said, opinions=[replace(each, id=None) for each in said.opinions]) == (
            more["entries"][0].consultation
        )
        assert [row.name for row in attachments_of(session, visit_id=2)] == ["调研报告.docx", "签到.jpg"]
        assert [row.name for row in attachments_of(session, issue_id=ids[0])] == ["现场.jpg"]
        raised = session.execute(select(m.Issue.visit_id, m.Issue.state).where(m.Issue.id.in_(ids)))
        assert [tuple(row) for row in raised] == [(2, IssueState.ASSIGNED), (2, IssueState.ANSWERED_ON_SITE)]
        assert session.get_one(m.Issue, 1).state is IssueState.CHECKED
        assert session.scalar(select(m.Petitioner.headcount)) == 7
        home = session.scalars(select(m.HouseholdVisit)).one()
        assert (home.day, home.leader_id) == (TODAY, 1)


def test_one_undo_takes_a_whole_visits_entry_back_row_for_row(office):
    before = everything(office)
    record, more = full()
    save(office, record, **more)
    after = everything(office)
    assert after != before

    office.undo()
    assert everything(office) == before
    office.redo()
    assert everything(office) == after
    office.undo()
    assert everything(office) == before
    assert check(office).faults == ()


def test_the_same_form_saved_twice_doubles_nothing(office):
    record, more = full()
    first = save(office, record, **more)
    once = everything(office)
    steps = office.undo_label()

    assert save(office, record, **more) == first
    assert everything(office) == once
    assert office.undo_label() == steps


def test_a_record_opened_again_changes_only_what_differs(office):
    record, more = full()
    save(office, record, **more)
    before = everything(office)
    again = stored(office)
    again.notes[0].text = "管网老化严重"
    del again.attendees[1]

    save(office, again, ending=None)

    after = everything(office)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"visit_note", "attendee"}
    assert stored(office).version == again.version + 1
    assert [note.text for note in stored(office).notes] == ["管网老化严重", "何时通水？"]
    office.undo()
    assert everything(office) == before


def test_who_was_expected_follows_the_visit_until_somebody_is_ticked(office):
    preset = stored(office)
    names = [(each.name, each.role, each.present) for each in preset.attendees]
    assert names == [
        ("周立明", AttendeeRole.LEADER, None), ("陈雨桐", AttendeeRole.LEADER, None),
        ("县水利局", AttendeeRole.AGENCY, None), ("青石镇", AttendeeRole.TOWNSHIP, None),
    ]  # fmt: skip
    save(office, preset)
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(m.Attendee)) == 0
        assert stored(office).attendees == expected_attendees(session, 2)
    ticked = stored(office)
    ticked.attendees[2].present = True
    save(office, ticked)
    assert [each.present for each in stored(office).attendees] == [None, None, True, None]


def test_a_record_saved_by_somebody_else_meanwhile_is_not_overwritten(office):
    mine, hers = stored(office), stored(office)
    hers.result = "她的记录"
    save(office, hers)
    mine.result = "我的记录"
    with pytest.raises(ChangedMeanwhile):
        save(office, mine)
    assert stored(office).result == "她的记录"
    fresh = stored(office)
    fresh.result = "合起来的记录"
    save(office, fresh)
    assert stored(office).result == "合起来的记录"


def test_of_two_secretaries_who_begin_a_record_at_one_moment_one_is_told(office, reopen, where):
    other = reopen() if str(where).startswith("postgres") else office
    told = []

    def write(store, words):
        try:
            save(store, RecordDraft(2, result=words))
        except ChangedMeanwhile:
            told.append(words)

    threads = [threading.Thread(target=write, args=pair) for pair in ((office, "甲"), (other, "乙"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {stored(office).result, *told} == {"甲", "乙"}


def test_a_record_undone_meanwhile_is_told(office):
    save(office, stored(office))
    mine = stored(office)
    office.undo()
    mine.result = "写了又写"
    with pytest.raises(ChangedMeanwhile):
        save(office, mine)


def test_a_visit_to_come_cannot_have_ended_but_its_record_can_be_kept(office):
    draft = RecordDraft(3, theme="饮水", result="预先写好")
    for ending in Ending:
        with pytest.raises(VisitStillAhead) as told:
            save(office, draft, ending=ending, reason="雨")
        assert "24 Nov" in str(told.value)
    with pytest.raises(VisitStillAhead), office.write("Log") as session:
        log_visit(session, 3, Ending.TOOK_PLACE, today=TODAY)
    save(office, draft, ending=None)
    assert (stored(office, 3).result, state_of(office, 3)[0]) == ("预先写好", VisitState.SET)
    save(office, stored(office, 3), today=TOMORROW)
    assert state_of(office, 3)[0] is VisitState.DONE


def test_cut_short_and_missed_need_their_reason(office):
    for ending in (Ending.CUT_SHORT, Ending.MISSED):
        with pytest.raises(MissingField):
            save(office, stored(office), ending=ending, reason="　")
        with pytest.raises(MissingField), office.write("Log") as session:
            log_visit(session, 2, ending, today=TODAY)
    save(office, stored(office), ending=Ending.CUT_SHORT, reason="突降暴雨")
    assert (stored(office).cut_short, *state_of(office, 2)) == (True, VisitState.DONE, "突降暴雨")
    save(office, stored(office), ending=Ending.TOOK_PLACE)
    assert (stored(office).cut_short, *state_of(office, 2)) == (False, VisitState.DONE, "")


def test_a_visit_logged_without_a_record(office):
    before = everything(office)
    with office.write("Log") as session:
        log_visit(session, 1, Ending.CUT_SHORT, reason="停电", today=TODAY)
    assert (stored(office, 1).cut_short, *state_of(office, 1)) == (True, VisitState.DONE, "停电")
    office.undo()
    assert everything(office) == before
    with office.write("Log") as session:
        log_visit(session, 1, Ending.TOOK_PLACE, today=TODAY)
    with office.read() as session:
        assert session.get(m.VisitRecord, 1) is None
    assert state_of(office, 1) == (VisitState.DONE, "")


def test_a_missed_visit_goes_back_to_those_to_place_in_the_same_step(office):
    before = everything(office)
    with office.write("Log") as session:
        log_visit(session, 1, Ending.MISSED, reason="山洪", today=TODAY)
    with office.read() as session:
        waiting = session.execute(select(m.VisitRequest.origin, m.VisitRequest.missed_visit_id)).all()
    assert [(str(origin), visit_id) for origin, visit_id in waiting] == [("missed", 1)]
    office.undo()
    assert everything(office) == before


def test_a_missed_visit_brings_nothing_back(office):
    record, more = full()
    with pytest.raises(MissedBringsNothing) as told:
        save(office, record, **more, ending=Ending.MISSED, reason="雨")
    assert "2 issues" in str(told.value)
    save(office, record, **more)
    with pytest.raises(MissedBringsNothing), office.write("Log") as session:
        log_visit(session, 2, Ending.MISSED, reason="雨", today=TODAY)


def test_unlogged_visits_ask_the_oldest_first(office):
    with office.read() as session:
        assert [row.id for row in unlogged_visits(session, TODAY)] == [1]
        row = unlogged_visits(session, date(2026, 12, 1))[0]
        assert (row.leader, row.township, row.seal) == ("周立明", "青石镇", "办")
        assert [row.id for row in unlogged_visits(session, date(2026, 12, 1))] == [1, 2, 3]
    with office.write("Log") as session:
        log_visit(session, 1, Ending.TOOK_PLACE, today=TODAY)
    with office.read() as session:
        assert unlogged_visits(session, TODAY) == []


def test_a_visit_with_a_record_is_not_deleted(office):
    save(
        office,
        replace(
            stored(office),
            households=[HouseholdDraft("h", 1, needs="米")],
            notes=[NoteDraft("n", NoteKind.FINDING, "渠道淤塞")],
        ),
    )
    with pytest.raises(VisitHasRecords) as told, office.write("Delete") as session:
        delete_visit(session, 2)
    assert "1 household visit" in str(told.value)
    assert "1 record" in str(told.value)
    with office.write("Delete") as session:
        delete_visit(session, 3)
