"""What a record's history says: every save in words, its parts included, petitioners masked."""

from __future__ import annotations

from datetime import date, time

import pytest

from core.calendar.workdays import work_calendar
from core.i18n import N_
from core.issues import IssueDraft
from core.organisation import LeadershipBody
from core.record_entry import IssueEntry
from core.records import (
    AttendeeDraft,
    AttendeeRole,
    HouseholdDraft,
    NoteDraft,
    NoteKind,
    ReceptionDraft,
    RecordDraft,
)
from core.settings import OfficeSettings
from core.visits import AppointmentDraft, Half, VisitDraft, VisitState
from db.models import Agency, Issue, Leader, Petitioner, Township, Village
from db.queries.record_history import FieldLine, SaveRow, record_history
from db.queries.visits import visit_draft
from db.services.issues import register_issues
from db.services.presets import seed_presets
from db.services.visit_record import save_record
from db.services.visits import move_visit, save_visit, set_state
from db.store import Store
from tests.db.conftest import TODAY, Opener


@pytest.fixture
def store(reopen: Opener) -> Store:
    made = reopen()
    with made.write("Fill") as session:
        session.add_all(
            [
                Leader(id=1, name="周立明", post="县委书记", body=LeadershipBody.COUNTY_COMMITTEE, phone="13800001111"),
                Leader(id=12, name="李志强", post="副县长"),
                Township(id=1, name="青石镇"),
                Agency(id=1, name="县水利局", short_name="水利局"),
            ]
        )
    return made


def history(store: Store, table: str, key: int) -> list[SaveRow]:
    with store.read() as session:
        return record_history(session, table, key)


def lines(save: SaveRow) -> list[tuple[str, str, str]]:
    return [(line.name, line.before, line.after) for line in save.fields]


def plan(store: Store) -> int:
    draft = VisitDraft(
        uid="u1", day=date(2026, 11, 23), half=Half.MORNING, kind="petition_reception", leader_id=1, township_id=1,
        accompanying_agencies=[1], appointments=[AppointmentDraft("王桂英", "低保", time(9, 30), phone="13800006612")],
    )  # fmt: skip
    with store.write(N_("New visit")) as session:
        return save_visit(session, draft)


def test_every_save_of_a_visit_is_told_in_words_newest_first(store: Store) -> None:
    visit = plan(store)
    with store.write(N_("Move visit")) as session:
        move_visit(session, visit, to=date(2026, 11, 24), half=Half.AFTERNOON)
    with store.write(N_("Mark visit done")) as session:
        set_state(session, visit, VisitState.DONE)

    done, moved, made = history(store, "visit", visit)
    assert (done.what, done.who, lines(done)) == ("Mark visit done", "tester", [("State", "Set", "Done")])
    assert lines(moved) == [("Date", "23 Nov 2026", "24 Nov 2026"), ("Half", "Morning", "Afternoon")]
    told = {name: after for name, _before, after in lines(made)}
    assert (told["Leader"], told["Township"], told["Kind"]) == ("周立明", "青石镇", "Petition reception")
    assert told["Unit going along"] == "水利局"
    assert told["Appointment"] == "王**, 09:30, 低保"
    assert {line.before for line in made.fields} == {""}
    assert not {"Id", "uid", "version", "position"} & set(told)


def test_what_belongs_to_a_visit_is_part_of_its_history_and_others_are_not(store: Store) -> None:
    visit = plan(store)
    with store.write("Other") as session:
        other = save_visit(
            session,
            VisitDraft("u2", date(2026, 11, 25), Half.MORNING, "onsite_office", leader_id=12, township_id=1),
        )
    with store.write("Company") as session:
        draft = visit_draft(session, visit)
        assert draft is not None
        draft.accompanying_leaders, draft.accompanying_agencies = [12], []
        save_visit(session, draft)

    company, _made = history(store, "visit", visit)
    assert lines(company) == [("Leader going along", "", "李志强"), ("Unit going along", "水利局", "")]
    assert len(history(store, "visit", other)) == 1


def test_undo_and_redo_stand_in_the_history_under_their_names(store: Store) -> None:
    visit = plan(store)
    with store.write(N_("Mark visit done")) as session:
        set_state(session, visit, VisitState.DONE)
    store.undo()
    store.redo()
    assert [save.what for save in history(store, "visit", visit)] == [
        "Done again: Mark visit done", "Undone: Mark visit done", "Mark visit done", "New visit",
    ]  # fmt: skip


def test_a_petitioner_is_masked_wherever_the_history_names_one(store: Store) -> None:
    with store.write("Register issue") as session:
        draft = IssueDraft("i1", "水管破裂", TODAY, township_id=1, petitioner_name="王桂英")
        draft.petitioner_phone, draft.petitioner_address = "13800006612", "柳树湾组3号"
        (issue,) = register_issues(session, [draft], calendar=work_calendar(()), settings=OfficeSettings())
    with store.write("Correct issue") as session:
        person = session.get_one(Petitioner, session.get_one(Issue, issue).petitioner_id)
        person.name, person.phone, person.address = "欧阳海", "13911112222", "岭背村"

    corrected, registered = history(store, "issue", issue)
    assert lines(corrected) == [
        ("Raised by: Name", "王**", "欧阳**"), ("Raised by: Phone", "138****6612", "139****2222"),
    ]  # fmt: skip
    words = " ".join(f"{line.before} {line.after}" for save in (corrected, registered) for line in save.fields)
    assert not [secret for secret in ("桂英", "海", "13800006612", "柳树湾", "岭背") if secret in words]
    assert FieldLine("Issue", "", "水管破裂") in registered.fields


def test_a_leaders_phone_is_masked_and_a_row_that_is_gone_is_called_deleted(store: Store) -> None:
    (made,) = history(store, "leader", 1)
    assert ("Phone", "", "138****1111") in lines(made)
    assert ("Body", "", "County committee") in lines(made)

    visit = plan(store)
    store.undo()
    assert history(store, "visit", visit)[0].what == "Undone: New visit"


def test_a_record_nobody_touched_has_no_history(store: Store) -> None:
    assert history(store, "township", 999) == []


def test_what_a_visit_brought_back_is_told_and_its_residents_are_masked(store: Store) -> None:
    visit = plan(store)
    with store.write(N_("Fill")) as session:
        session.add(Village(id=1, township_id=1, name="柳树湾村"))
        seed_presets(session)
    record = RecordDraft(
        visit, headcount=30, notes=[NoteDraft("n", NoteKind.FINDING, "渠道淤塞")],
        households=[HouseholdDraft("h", 1, category="disabled", householder="李长顺", phone="13800001111")],
        attendees=[AttendeeDraft("赵铁柱", role=AttendeeRole.RESIDENT, present=True)],
    )  # fmt: skip
    entry = IssueEntry(IssueDraft("i", "水管破裂", TODAY, 1), ReceptionDraft(6, "王桂英", instruction="速办"))
    with store.write(N_("Record the visit")) as session:
        (issue,) = save_record(
            session, record, entries=[entry], today=TODAY, calendar=work_calendar(), settings=OfficeSettings()
        )

    told = {name: after for name, _before, after in lines(history(store, "visit", visit)[0])}
    assert told["Record of the visit"] == "30"
    assert told["Line of the record"] == "Finding, 渠道淤塞"
    assert told["Household visit"].startswith("柳树湾村, Household visit, ")
    assert told["Household visit"].endswith("李**")
    assert told["Attendee"] == "赵**, Resident"
    assert {name: after for name, _before, after in lines(history(store, "issue", issue)[0])}[
        "Reception"
    ] == "6, ***, ***"
