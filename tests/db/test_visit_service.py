"""Planning, moving, closing and taking back visits."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select

from core.errors import (
    ChangedMeanwhile,
    ChoiceVanished,
    DayOutOfRange,
    EndsBeforeStarts,
    LeaderBusy,
    MissingField,
    TooLong,
    UnreadableText,
    Vanished,
    VillageElsewhere,
    VisitHasRecords,
    VisitIsOver,
)
from core.visits import AppointmentDraft, Half, VisitDraft, VisitState
from db import models as m
from db.queries.visits import visit_draft
from db.services.presets import seed_presets
from db.services.visits import (
    create_visit,
    delete_visit,
    duplicate_visit,
    mark_notified,
    move_visit,
    postpone_visit,
    save_visit,
    set_agency_answer,
    set_state,
)

MONDAY, TUESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 28)
_numbers = iter(range(1, 1_000_000))


@pytest.fixture
def office(store):
    """A county of two leaders, two townships and two agencies."""
    with store.write("Set up") as session:
        seed_presets(session)
        session.add_all(
            [
                m.Leader(id=1, name="周立明", post="县委书记", rank_order=1),
                m.Leader(id=2, name="陈雨桐", post="县长", rank_order=2),
                m.Township(id=1, name="青石镇", markets=[]),
                m.Township(id=2, name="柳河乡", markets=[]),
                m.Agency(id=1, name="县水利局", aliases=[]),
                m.Agency(id=2, name="县信访局", aliases=[]),
            ]
        )
        session.flush()
        session.add_all(
            [m.Village(id=1, township_id=1, name="柳树湾村"), m.Village(id=2, township_id=2, name="河口村")]
        )
    return store


def draft(**fields):
    values = {"uid": f"u{next(_numbers)}", "day": MONDAY, "half": Half.MORNING, "kind": "onsite_office"}
    return VisitDraft(**(values | {"leader_id": 1, "township_id": 1} | fields))


def plan(store, **fields):
    with store.write("Plan visit") as session:
        return create_visit(session, draft(**fields))


def do(store, verb, *args, **fields):
    with store.write("Change") as session:
        return verb(session, *args, **fields)


def rows(store):
    with store.read() as session:
        query = select(m.Visit.day, m.Visit.half, m.Visit.leader_id, m.Visit.township_id).order_by(m.Visit.id)
        return [tuple(row) for row in session.execute(query)]


def loaded(store, visit_id):
    with store.read() as session:
        return visit_draft(session, visit_id)


def test_a_visit_is_saved_as_it_was_filled_in(office):
    wanted = draft(
        village_id=1, starts_at=time(9), ends_at=time(11, 30), place="　综治中心 一楼", theme="饮水\u200b",
        note="甲\r\n乙",
        unannounced=True, accompanying_leaders=[2], accompanying_agencies=[2, 1],
        appointments=[AppointmentDraft("王桂英", "饮水管网", time(9), "+86 138-0000 0000", "二组")],
    )  # fmt: skip
    visit_id = do(office, create_visit, wanted)
    kept = loaded(office, visit_id)
    appointment = kept.appointments[0]
    assert replace(kept, id=None, version=None, appointments=[]) == replace(
        wanted, place="综治中心 一楼", theme="饮水", note="甲\n乙", appointments=[]
    )
    assert replace(appointment, id=None) == wanted.appointments[0]


def test_the_same_form_saved_twice_makes_one_visit(office):
    once = draft()
    assert do(office, create_visit, once) == do(office, create_visit, once)
    assert len(rows(office)) == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"leader_id": None}, MissingField),
        ({"township_id": None}, MissingField),
        ({"leader_id": 99}, ChoiceVanished),
        ({"township_id": 99}, ChoiceVanished),
        ({"kind": "sightseeing"}, ChoiceVanished),
        ({"accompanying_agencies": [7]}, ChoiceVanished),
        ({"accompanying_leaders": [7]}, ChoiceVanished),
        ({"village_id": 2}, VillageElsewhere),
        ({"village_id": 9}, ChoiceVanished),
        ({"day": date(1900, 1, 1)}, DayOutOfRange),
        ({"day": date(9999, 12, 31)}, DayOutOfRange),
        ({"starts_at": time(11), "ends_at": time(9)}, EndsBeforeStarts),
        ({"starts_at": time(9), "ends_at": time(9)}, EndsBeforeStarts),
        ({"place": "长" * 201}, TooLong),
        ({"note": "长" * 20_001}, TooLong),
        ({"theme": "a\x00b"}, UnreadableText),
        ({"theme": "a\u202eb"}, UnreadableText),
        ({"note": "\ud800"}, UnreadableText),
        ({"appointments": [AppointmentDraft("王" * 61, "x")]}, TooLong),
    ],
)
def test_what_no_visit_can_be_is_refused_and_nothing_is_kept(office, fields, refusal):
    with pytest.raises(refusal):
        plan(office, **fields)
    assert rows(office) == []


@pytest.mark.parametrize(
    ("first", "second", "clashes"),
    [
        (Half.MORNING, Half.MORNING, True),
        (Half.MORNING, Half.WHOLE_DAY, True),
        (Half.WHOLE_DAY, Half.AFTERNOON, True),
        (Half.MORNING, Half.AFTERNOON, False),
    ],
)
def test_a_leader_sits_in_one_township_only_in_one_half_of_a_day(office, first, second, clashes):
    plan(office, half=first)
    if not clashes:
        plan(office, half=second, township_id=2)
        return
    with pytest.raises(LeaderBusy) as refusal:
        plan(office, half=second, township_id=2)
    assert refusal.value.facts["leader"] == "周立明"
    assert refusal.value.facts["township"] == "青石镇"


def test_a_double_booking_that_was_confirmed_is_kept(office):
    plan(office)
    plan(office, township_id=2, overlap_confirmed=True)
    assert len(rows(office)) == 2


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.MISSED])
def test_a_visit_called_off_frees_its_leader_and_cannot_come_back_over_another(office, state):
    first = plan(office)
    do(office, set_state, first, state, reason="防汛")
    plan(office, township_id=2)
    with pytest.raises(LeaderBusy):
        do(office, set_state, first, VisitState.SET)
    assert loaded(office, first).state is state


def test_a_note_on_an_old_clash_asks_no_question_again(office):
    plan(office)
    second = plan(office, township_id=2, overlap_confirmed=True)
    do(office, save_visit, replace(loaded(office, second), note="已说明"))
    assert loaded(office, second).note == "已说明"


def test_a_moved_visit_goes_back_by_undo(office):
    visit = plan(office, starts_at=time(9))
    do(office, move_visit, visit, to=TUESDAY, half=Half.AFTERNOON)
    assert rows(office) == [(TUESDAY, Half.AFTERNOON, 1, 1)]
    assert loaded(office, visit).starts_at is None
    office.undo()
    assert rows(office) == [(MONDAY, Half.MORNING, 1, 1)]
    assert loaded(office, visit).starts_at == time(9)


def test_a_move_to_where_it_is_changes_nothing(office):
    visit = plan(office)
    before = office.head()
    do(office, move_visit, visit, to=MONDAY, half=Half.MORNING)
    assert office.head() == before


def test_a_move_onto_another_visit_of_the_leader_is_refused_unless_confirmed(office):
    plan(office)
    second = plan(office, day=TUESDAY, township_id=2)
    with pytest.raises(LeaderBusy):
        do(office, move_visit, second, to=MONDAY)
    do(office, move_visit, second, to=MONDAY, overlap_confirmed=True)
    assert loaded(office, second).day == MONDAY


def test_who_was_told_must_be_told_again_after_a_move(office):
    visit = plan(office, accompanying_agencies=[1, 2])
    do(office, mark_notified, visit, on=MONDAY)
    do(office, set_agency_answer, visit, 1, confirmed_on=MONDAY)
    do(office, move_visit, visit, to=TUESDAY)
    with office.read() as session:
        told = session.execute(select(m.VisitAgency.notified_on, m.VisitAgency.confirmed_on)).all()
    assert loaded(office, visit).state is VisitState.SET
    assert [tuple(row) for row in told] == [(None, None), (None, None)]


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.CANCELLED, VisitState.MISSED])
def test_what_is_over_stays_where_it_is(office, state):
    visit = plan(office)
    do(office, set_state, visit, state)
    with pytest.raises(VisitIsOver):
        do(office, move_visit, visit, to=TUESDAY)


def test_a_postponed_visit_keeps_its_reason(office):
    visit = plan(office)
    do(office, postpone_visit, visit, to=TUESDAY, half=Half.AFTERNOON, reason="　县里开会 ")
    with office.read() as session:
        assert session.get(m.Visit, visit).state_reason == "县里开会"
    assert rows(office) == [(TUESDAY, Half.AFTERNOON, 1, 1)]


def test_a_copy_is_a_new_visit_without_the_residents(office):
    visit = plan(office, accompanying_agencies=[1], appointments=[AppointmentDraft("王桂英", "饮水")])
    copy = do(office, duplicate_visit, visit, uid="copy", to=TUESDAY)
    made = loaded(office, copy)
    assert (made.day, made.accompanying_agencies, made.appointments) == (TUESDAY, [1], [])


def test_a_visit_that_nothing_hangs_on_is_deleted_with_its_residents(office):
    visit = plan(office, appointments=[AppointmentDraft("王桂英", "饮水")])
    do(office, delete_visit, visit)
    with office.read() as session:
        assert session.scalars(select(m.Petitioner)).all() == []
    assert rows(office) == []
    office.undo()
    assert loaded(office, visit).appointments[0].name == "王桂英"


def test_a_visit_with_issues_is_not_deleted(office):
    visit = plan(office)
    with office.write("Issue") as session:
        session.add(
            m.Issue(
                uid="i", number="1", year=2026, serial=1, title="t", raised_on=MONDAY, visit_id=visit, township_id=1,
                actions=[], supporting=[],
            )
        )  # fmt: skip
    with pytest.raises(VisitHasRecords) as refusal:
        do(office, delete_visit, visit)
    assert refusal.value.facts == {"what": "1 issue"}


def test_a_deleted_visit_has_vanished_for_everybody(office):
    visit = plan(office)
    do(office, delete_visit, visit)
    for verb, fields in ((move_visit, {"to": TUESDAY}), (delete_visit, {}), (mark_notified, {"on": MONDAY})):
        with pytest.raises(Vanished):
            do(office, verb, visit, **fields)


def test_two_who_edit_one_visit_are_told(office):
    visit = plan(office)
    mine, theirs = loaded(office, visit), loaded(office, visit)
    do(office, save_visit, replace(theirs, appointments=[AppointmentDraft("王桂英", "饮水")]))
    with pytest.raises(ChangedMeanwhile):
        do(office, save_visit, replace(mine, theme="x"))


def test_an_edited_list_of_residents_keeps_whom_it_keeps(office):
    visit = plan(office, appointments=[AppointmentDraft("王桂英", "饮水"), AppointmentDraft("李长顺", "土地")])
    edited = loaded(office, visit)
    edited.appointments = [edited.appointments[1], AppointmentDraft("", ""), AppointmentDraft("张素芬", "低保")]
    do(office, save_visit, edited)
    assert [row.name for row in loaded(office, visit).appointments] == ["李长顺", "张素芬"]
    with office.read() as session:
        assert sorted(session.scalars(select(m.Petitioner.name))) == sorted(["李长顺", "张素芬"])


def test_an_unchanged_form_saves_nothing(office):
    visit = plan(office, accompanying_agencies=[1], appointments=[AppointmentDraft("王桂英", "饮水")])
    before = office.head()
    do(office, save_visit, loaded(office, visit))
    assert office.head() == before


def _number(store, visit_id):
    with store.read() as session:
        visit = session.get(m.Visit, visit_id)
        return visit.year, visit.number


def test_a_number_is_never_given_twice(office):
    first = plan(office)
    assert _number(office, first) == (2026, 1)
    office.undo()
    second = plan(office)
    assert _number(office, second) == (2026, 2)
    do(office, delete_visit, second)
    assert _number(office, plan(office)) == (2026, 3)
    assert _number(office, plan(office, day=date(2027, 1, 4))) == (2027, 1)


def test_writers_at_one_moment_get_a_number_each(office, reopen, where):
    stores = [office] * 20 if not str(where).startswith("postgres") else [reopen() for _ in range(4)] * 2
    days = [date(2026, 12, 1 + n) for n in range(len(stores))]
    threads = [
        threading.Thread(target=plan, args=(store,), kwargs={"day": day})
        for store, day in zip(stores, days, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office.read() as session:
        assert sorted(session.scalars(select(m.Visit.number))) == list(range(1, len(stores) + 1))


def test_of_two_secretaries_who_book_one_leader_one_is_told(office, reopen, where):
    other = reopen() if str(where).startswith("postgres") else office
    told = []

    def book(store, township):
        try:
            plan(store, township_id=township, day=TUESDAY)
        except LeaderBusy as refusal:
            told.append(refusal.facts["leader"])

    threads = [threading.Thread(target=book, args=pair) for pair in ((office, 1), (other, 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(rows(office)), told) == (1, ["周立明"])
