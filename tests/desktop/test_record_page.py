"""The record page: each kind of outing from opening to the saved record by keys alone, through a kill, and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.entry_rows import TITLE
from core.records import HouseholdVisitKind, NoteKind, OutreachForm, ReceptionOutcome, RecordDraft
from core.visits import VisitState
from db.attachments import attach
from db.models import (
    AgencyOpinion,
    Consultation,
    HouseholdVisit,
    Reception,
    Visit,
    VisitNote,
    VisitRecord,
)
from db.services.visit_record import save_record
from db.store import Store
from desktop.context import AppContext
from desktop.visits.record.research_section import ResearchSection
from tests.desktop.record_desk import (
    ALT,
    CTRL,
    DOWN,
    ENTER,
    ESC,
    TAB,
    RecordDesk,
    reception_of,
    rows_of,
    section_of,
    until_kept,
    write_issue,
)
from tests.mockup_issues import TODAY

UP = Qt.Key.Key_Up


@pytest.fixture
def desk(qtbot: QtBot, county: Store, make_ctx: Callable[[Store], AppContext]) -> RecordDesk:
    return RecordDesk(qtbot, county, make_ctx)


def test_a_petition_reception_is_recorded_with_its_people(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    desk.press((DOWN, ALT), "7", ENTER, "Wang, Li and Zhao".replace(" and ", ", "), TAB, TAB)
    assert entry.strip is not None
    assert reception_of(entry).outcome.current() == ""
    entry.strip.enter("representatives")
    desk.press(ENTER, ENTER, "2", ENTER, "See to it within three days")
    until_kept(desk, entry, "three days")

    desk.drop()
    entry = desk.open_again(desk.id)
    assert entry.model.rows()[0].extra["headcount"] == "7"
    entry.grid.go(0, TITLE)
    desk.press((DOWN, ALT))
    assert entry.strip is not None
    assert reception_of(entry).headcount.text() == "7"
    desk.press(ESC)
    assert entry.grid.currentIndex().row() == 0
    desk.finish()

    (issue,) = desk.new_issues()
    with desk.store.read() as session:
        reception = session.get_one(Reception, issue.id)
        leader = session.get_one(Visit, desk.id).leader_id
    assert (reception.headcount, reception.outcome, reception.received_by) == (7, ReceptionOutcome.ACCEPTED, leader)
    assert (reception.representatives, reception.instruction) == ("Wang, Li, Zhao", "See to it within three days")
    assert desk.visit().state is VisitState.DONE
    assert desk.page.entry is None
    desk.store.undo()
    assert (desk.new_issues(), rows_of(desk, Reception), rows_of(desk, VisitRecord)) == ([], 0, 0)
    assert desk.visit().state is not VisitState.DONE


def test_a_group_without_representatives_is_asked_for_them_in_place(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    desk.press((DOWN, ALT), "6", ESC)
    desk.finish()
    assert entry.strip is not None
    assert entry.strip.row() is entry.model.row_at(0)
    assert QApplication.focusWidget() is entry.strip.form.fields["representatives"]
    assert entry.hint.words.text() == "Row 1: A group visit speaks through one to five people. Type their names."
    assert desk.new_issues() == []
    desk.press("Wang, Li")
    desk.finish()
    assert len(desk.new_issues()) == 1


def test_the_strip_of_a_row_gives_its_room_to_another_section(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    desk.press((DOWN, ALT))
    assert entry.strip is not None
    assert entry.strip.row() is not None
    entry.jump(1)
    assert entry.strip.row() is None
    assert not entry.hint._rest.text()


def test_a_joint_consultation_is_recorded_with_opinions_and_decision(desk: RecordDesk) -> None:
    entry = desk.open("onsite_office")
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    desk.press((DOWN, ALT), "xsl", ENTER, TAB, "Lay a pipe", TAB, Qt.Key.Key_Space, ENTER)
    desk.press("xzj", ENTER, TAB, "Pay half", ENTER, ENTER, "Done by New Year", ENTER, "Water bureau: too dear")
    until_kept(desk, entry, "too dear")
    desk.drop()
    entry = desk.open_again(desk.id)
    desk.press((ENTER, CTRL))
    (issue,) = desk.new_issues()
    with desk.store.read() as session:
        talk = session.get_one(Consultation, issue.id)
        opinions = session.scalars(select(AgencyOpinion).order_by(AgencyOpinion.position)).all()
    assert (talk.decision, talk.dissent) == ("Done by New Year", "Water bureau: too dear")
    assert [(each.opinion, each.dissents) for each in opinions] == [("Lay a pipe", True), ("Pay half", False)]
    desk.store.undo()
    assert rows_of(desk, Consultation) == rows_of(desk, AgencyOpinion) == 0


def test_research_is_recorded_with_what_was_found(desk: RecordDesk) -> None:
    entry = desk.open("research_visit")
    entry.body.enter("research")
    desk.press((Qt.Key.Key_A, CTRL), "Doctors in the hills", ENTER, "Talks", ENTER, "3", ENTER, "2", ENTER)
    desk.press("Why do they leave", TAB, "Pay", ENTER, ENTER)
    desk.press("Five stations stand empty", ENTER, ENTER, "Share a nurse", ENTER, ENTER, "Roster by December")
    until_kept(desk, entry, "Roster by December")
    warning = section_of(entry, ResearchSection).warning
    assert "Vehicles: 3" in warning.text()

    desk.drop()
    entry = desk.open_again(desk.id)
    entry.body.enter("research")
    desk.finish()
    with desk.store.read() as session:
        record = session.get_one(VisitRecord, desk.id)
        visit = session.get_one(Visit, desk.id)
        notes = session.execute(select(VisitNote.kind, VisitNote.text, VisitNote.reply).order_by(VisitNote.position))
        found = {kind: (text, reply) for kind, text, reply in notes}
    assert (record.vehicles, record.companions, record.approach) == (3, 2, "Talks")
    assert visit.theme == "Doctors in the hills"
    assert found == {
        NoteKind.QUESTION_TAKEN: ("Why do they leave", "Pay"),
        NoteKind.FINDING: ("Five stations stand empty", ""),
        NoteKind.GOLDEN_IDEA: ("Share a nurse", ""),
        NoteKind.MEASURE: ("Roster by December", ""),
    }
    desk.store.undo()
    assert rows_of(desk, VisitNote) == rows_of(desk, VisitRecord) == 0


def test_a_report_attached_elsewhere_meanwhile_stays_the_report(desk: RecordDesk) -> None:
    entry = desk.open("research_visit")
    with desk.store.write("Elsewhere") as session:
        report = attach(session, b"words", "report.txt", added_on=TODAY, visit_id=desk.id)
        save_record(
            session, RecordDraft(desk.id, report_attachment_id=report), ending=None, today=TODAY,
            calendar=desk.ctx.calendar, settings=desk.ctx.settings,
        )  # fmt: skip
    QApplication.processEvents()
    section = section_of(entry, ResearchSection)
    assert section.report.text() == "report.txt"
    entry.body.enter("research")
    desk.press((Qt.Key.Key_A, CTRL), "Doctors in the hills")
    desk.finish()
    with desk.store.read() as session:
        assert session.get_one(VisitRecord, desk.id).report_attachment_id == report


def test_the_report_chosen_from_the_disk_is_let_go_once_other_words_stand_there(
    desk: RecordDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "findings.txt"
    paper.write_text("words", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(paper), ""))
    entry = desk.open("research_visit")
    section = section_of(entry, ResearchSection)
    section.choose_file()
    assert (section.report.text(), section.fault()) == ("findings.txt", None)
    assert section.report_file() == ("findings.txt", b"words")
    until_kept(desk, entry, "findings.txt")
    desk.drop()
    entry = desk.open_again(desk.id)
    section = section_of(entry, ResearchSection)
    assert section.report_file() == ("findings.txt", b"words")
    desk.qtbot.keyClicks(section.report, "x")
    assert section.report_file() is None  # it must not go along unseen
    fault = section.fault()
    assert fault is not None
    assert "findings.txtx" in fault[1]
    section.report.clear()
    section.report.setFocus()
    assert section.fault() is None


def test_a_policy_talk_is_recorded_and_a_question_becomes_an_issue_in_one_key(desk: RecordDesk) -> None:
    entry = desk.open("policy_outreach")
    entry.body.enter("outreach")
    desk.press((Qt.Key.Key_A, CTRL), "Health insurance", ENTER, "3", ENTER, "Leaflets", ENTER, "320", ENTER)
    desk.press("Market people", ENTER, "186", ENTER, "Who pays", TAB, "The fund", ENTER, "Where is the bus", TAB)
    entry.turn_into_issue()
    entry.turn_into_issue()  # a second time only says so
    assert [row.title for row in entry.model.rows()] == ["Where is the bus"]
    assert entry.hint.words.text() == "It is issue no. 1 of this page. Choose its unit there."
    until_kept(desk, entry, "Where is the bus")
    desk.drop()
    entry = desk.open_again(desk.id)
    entry.start_writing()
    desk.finish()
    (issue,) = desk.new_issues()
    with desk.store.read() as session:
        record = session.get_one(VisitRecord, desk.id)
        notes = session.execute(
            select(VisitNote.text, VisitNote.reply, VisitNote.issue_id).order_by(VisitNote.position)
        )
        assert [tuple(row) for row in notes] == [("Who pays", "The fund", None), ("Where is the bus", "", issue.id)]
    assert (record.materials, record.copies, record.headcount) == ("Leaflets", 320, 186)
    assert (record.outreach_form, record.audience) == (OutreachForm.DOOR_TO_DOOR, "Market people")
    desk.store.undo()
    assert (desk.new_issues(), rows_of(desk, VisitNote)) == ([], 0)


def test_households_are_recorded_and_a_need_becomes_an_issue(desk: RecordDesk) -> None:
    entry = desk.open("household_visit")
    entry.body.enter("households")
    desk.press("lb", TAB, "kn", TAB, TAB, "Wang", TAB, "138 0000 6612", TAB, "No. 12", TAB, "1", TAB)
    desk.press("A tap", TAB, "600", TAB, "A quilt", TAB, "Zhou", TAB, "Zhao", TAB, TAB, "12-21")
    entry.turn_into_issue()
    until_kept(desk, entry, "Zhao")
    desk.drop()
    entry = desk.open_again(desk.id)
    desk.press((ENTER, CTRL))
    (issue,) = desk.new_issues()
    with desk.store.read() as session:
        home = session.scalars(select(HouseholdVisit)).one()
    assert (home.householder, home.phone, home.members, home.needs) == ("Wang", "138 0000 6612", 1, "A tap")
    assert (home.cash_yuan, home.signer_one, home.signer_two) == (600, "Zhou", "Zhao")
    assert (home.next_on, home.issue_id) == (date(2026, 12, 21), issue.id)
    assert home.kind in set(HouseholdVisitKind)
    desk.store.undo()
    assert (desk.new_issues(), rows_of(desk, HouseholdVisit)) == ([], 0)
