"""The record page: bad input said in its place, what is kept, moving about, correcting, big pastes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.entry_rows import NAME, TITLE
from core.visits import VisitState
from db.models import (
    HouseholdVisit,
    Issue,
    Visit,
    VisitRecord,
)
from db.store import Store
from desktop.context import AppContext
from desktop.visits.record.households_section import HouseholdsSection
from desktop.visits.record.outreach_section import OutreachSection
from desktop.visits.record.research_section import ResearchSection
from desktop.visits.record.summary_section import SummarySection
from tests.desktop.record_desk import (
    ALT,
    CTRL,
    DOWN,
    ENTER,
    ESC,
    TAB,
    RecordDesk,
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


def test_cash_with_one_signature_is_refused_in_its_cell(desk: RecordDesk) -> None:
    entry = desk.open("household_visit")
    entry.body.enter("households")
    desk.press("lb", TAB, *[TAB] * 6, "A tap", TAB, "600", TAB, TAB, "Zhou", TAB)
    desk.finish()
    assert entry.hint.words.text() == ("Household calls: Cash needs a second signature, of somebody else.")
    section = section_of(entry, HouseholdsSection)
    grid = section.grid
    assert grid.sheet.columns[grid.column].key == "signer_two"
    assert rows_of(desk, HouseholdVisit) == 0
    desk.press("Zhao")
    desk.finish()
    assert rows_of(desk, HouseholdVisit) == 1


def test_a_stored_household_is_masked_until_somebody_stands_in_it(desk: RecordDesk) -> None:
    entry = desk.open("household_visit")
    entry.body.enter("households")
    desk.press("lb", TAB, TAB, TAB)
    field = desk.focus()
    assert isinstance(field, QLineEdit)
    field.insert("王桂英")  # no key of the test's keyboard writes Chinese
    desk.press(TAB, "13800006612", TAB)
    desk.finish()
    entry = desk.open_again(desk.id)
    grid = section_of(entry, HouseholdsSection).grid
    assert grid.sheet.rows[0].is_stored
    column = next(each for each in grid.sheet.columns if each.key == "householder")
    assert column.masked is not None
    assert column.masked("王桂英") == "王**"
    grid.go(0, 3)
    desk.press("Wang")
    assert not grid.sheet.rows[0].is_stored


def test_a_visit_whose_day_has_not_come_says_so_and_keeps_everything(desk: RecordDesk) -> None:
    entry = desk.open("research_visit", day=None)
    with desk.store.write("Later") as session:
        session.get_one(Visit, desk.id).day = date(2026, 11, 26)
    entry = desk.open_again(desk.id)
    entry.body.enter("research")
    desk.press((Qt.Key.Key_A, CTRL), "Doctors")
    desk.finish()
    assert "This visit is on" in entry.hint.words.text()
    assert desk.page.entry is entry
    until_kept(desk, entry, "Doctors")
    assert rows_of(desk, VisitRecord) == 0


def test_how_it_ended_needs_a_reason_and_a_missed_visit_brings_nothing(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    entry.body.enter("summary")
    desk.press("3")
    desk.finish()
    summary = section_of(entry, SummarySection)
    assert QApplication.focusWidget() is summary.reason
    desk.press("Flood")
    desk.finish()
    assert "brings nothing back" in entry.hint.words.text()
    entry.model.delete(0)
    entry.body.enter("summary")
    desk.finish()
    visit = desk.visit()
    assert (visit.state, visit.state_reason, visit.result) == (VisitState.MISSED, "Flood", "")


def test_the_summary_follows_the_page_until_somebody_writes_their_own(desk: RecordDesk) -> None:
    entry = desk.open("onsite_office")
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    summary = section_of(entry, SummarySection)
    desk.qtbot.waitUntil(lambda: "1 issue" in summary.text.toPlainText(), timeout=2000)
    summary.text.setFocus()
    summary.text.moveCursor(summary.text.textCursor().MoveOperation.End)
    desk.press(" And more.")
    entry.grid.go(1, NAME)
    write_issue(desk, "Li", "No road")
    desk.qtbot.wait(700)
    assert summary.text.toPlainText().endswith(" And more.")
    assert "1 issue" in summary.text.toPlainText()
    summary.make_again()
    assert "2 issues" in summary.text.toPlainText()
    summary.copy.click()
    assert QApplication.clipboard().text() == summary.text.toPlainText()
    summary.arrived.setText("930")
    summary.left.setText("11:30")
    desk.finish()
    with desk.store.read() as session:
        record, visit = session.get_one(VisitRecord, desk.id), session.get_one(Visit, desk.id)
    assert (record.arrived_at, record.left_at) == (time(9, 30), time(11, 30))
    assert "2 issues" in visit.result


def test_a_logged_visit_opens_with_its_record_and_is_corrected(desk: RecordDesk) -> None:
    entry = desk.open("policy_outreach")
    entry.body.enter("outreach")
    desk.press((Qt.Key.Key_A, CTRL), "Health insurance", ENTER, ENTER, "Leaflets", ENTER, "32")
    desk.finish()
    entry = desk.open_again(desk.id)
    section = section_of(entry, OutreachSection)
    assert section.copies.text() == "32"
    assert section.typed() is None
    section.copies.setFocus()
    desk.press((Qt.Key.Key_A, CTRL), "320")
    desk.finish()
    with desk.store.read() as session:
        assert session.get_one(VisitRecord, desk.id).copies == 320


def test_escape_leaves_and_keeps_what_was_typed(desk: RecordDesk) -> None:
    entry = desk.open("policy_outreach")
    entry.body.enter("outreach")
    desk.press((Qt.Key.Key_A, CTRL), "Insurance")
    desk.press(ESC)
    assert desk.page.entry is None
    entry = desk.open_again(desk.id)
    assert section_of(entry, OutreachSection).topic.text() == "Insurance"


def test_sections_are_reached_by_keys_and_named_at_the_foot(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    reached = []
    entry.body.enter("checks")
    for _n in range(6):
        entry.jump(1)
        block = entry.body.current()
        reached.append(block.key if block else "")
    assert reached == ["issues", "households", "promises", "attendance", "files", "summary"]
    entry.jump(-1)
    assert [block.key for block in (entry.body.current(),) if block] == ["files"]
    assert len(entry.panes()) == 7


def test_a_number_that_is_none_is_named_in_its_field(desk: RecordDesk) -> None:
    entry = desk.open("policy_outreach")
    section = section_of(entry, OutreachSection)
    section.copies.setFocus()
    desk.press("many")
    desk.finish()
    assert entry.hint.words.text() == "Policy talk: “many” is not a whole number."
    assert QApplication.focusWidget() is section.copies
    desk.press((Qt.Key.Key_A, CTRL), "2000000")
    desk.finish()
    assert entry.hint.words.text() == "Policy talk: Type a number from 0 to 1000000."


def test_five_hundred_households_are_pasted_at_once(desk: RecordDesk) -> None:
    entry = desk.open("household_visit")
    entry.body.enter("households")
    lines = "\n".join(f"岭背村\t户主{n}\t1380000{n:04d}\t{n % 5}" for n in range(620))
    QApplication.clipboard().setText(f"村\t户主\t电话\t人口\n{lines}")
    desk.press((Qt.Key.Key_V, CTRL))
    grid = section_of(entry, HouseholdsSection).grid
    assert len(grid.sheet.filled()) == 500
    assert "120 more rows were left out" in entry.hint.words.text()
    entry.save_now()
    assert grid.sheet.filled()[499].text("householder") == "户主499"


def test_a_row_is_deleted_and_copied_in_a_small_grid(desk: RecordDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = desk.open("policy_outreach")
    grid = section_of(entry, OutreachSection).questions
    grid.go(0, 0)
    desk.press("Who pays", ENTER)
    entry.copy_row_above()
    assert [row.text("text") for row in grid.sheet.filled()] == ["Who pays", "Who pays"]
    monkeypatch.setattr("desktop.issues.entry.entry_page.ask", lambda *_args, **_keys: True)
    entry.delete_row()
    assert [row.text("text") for row in grid.sheet.filled()] == ["Who pays"]


def test_the_mouse_does_what_the_keys_in_the_bar_do(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    entry.bar.pressed.emit("Space")
    assert entry.model.row_at(0).settled
    entry.hint.row_wanted.emit()
    assert entry.strip is not None
    assert entry.strip.row() is entry.model.row_at(0)
    entry.bar.pressed.emit("Esc")
    assert entry.strip.row() is None
    entry.bar.pressed.emit("F6")
    assert [block.key for block in (entry.body.current(),) if block] == ["households"]
    QApplication.clipboard().setText("岭背村\t\t\t李四\n岭背村\t\t\t王五")
    entry.bar.pressed.emit("Ctrl V")
    assert len(section_of(entry, HouseholdsSection).grid.sheet.filled()) == 2
    assert len(entry.model.rows()) == 1
    entry.bar.pressed.emit("Tab")


def test_a_township_without_a_visit_has_only_its_issues(desk: RecordDesk) -> None:
    with desk.store.read() as session:
        town = session.get_one(Visit, desk.visit_id()).township_id
    desk.page.go(entry_township=town)
    entry = desk.page.entry
    assert entry is not None
    assert (entry.sections, entry.strip) == (None, None)
    entry.start_writing()
    write_issue(desk, "Wang", "No water")
    desk.press((DOWN, ALT))
    desk.finish()
    assert len(desk.new_issues()) == 1


def test_nothing_is_wider_than_a_small_screen(desk: RecordDesk) -> None:
    for kind in ("petition_reception", "research_visit", "policy_outreach", "household_visit", "onsite_office"):
        entry = desk.open(kind)
        entry.grid.go(0, TITLE)
        desk.press("x")
        entry.open_strip(0)
        assert desk.page.minimumSizeHint().width() <= 1294
        assert entry.body.inside.width() == entry.body.viewport().width()
        entry.model.delete(0)


@pytest.mark.usefixtures("chinese")
def test_today_is_todays(desk: RecordDesk) -> None:
    entry = desk.open("petition_reception")
    assert entry._fresh.title.text() == "今天新收的问题"
    assert desk.visit().day == TODAY
    assert rows_of(desk, Issue) > 0


def test_a_report_from_the_disk_goes_with_the_record(
    desk: RecordDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.docx"
    report.write_bytes(b"findings")
    entry = desk.open("research_visit")
    research = section_of(entry, ResearchSection)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(report), ""))
    research.choose_file()
    until_kept(desk, entry, "report.docx")
    desk.drop()
    entry = desk.open_again(desk.id)
    entry.body.enter("research")
    desk.finish()
    with desk.store.read() as session:
        attachment = session.get_one(VisitRecord, desk.id).report_attachment_id
    assert attachment is not None
    research = section_of(desk.open_again(desk.id), ResearchSection)
    assert (research.report.text(), research.report.value()) == ("report.docx", attachment)
    desk.store.undo()


def test_a_report_that_is_gone_from_the_disk_is_told_and_nothing_is_lost(
    desk: RecordDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.issues.entry.finishing.show_refusal", lambda _page, error: told.append(str(error)))
    entry = desk.open("research_visit")
    research = section_of(entry, ResearchSection)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "gone.docx"), ""))
    research.choose_file()
    desk.finish()
    assert len(told) == 1
    assert desk.page.entry is entry
    assert research.report.text() == "gone.docx"


def test_a_record_changed_elsewhere_is_read_again_or_pointed_out(desk: RecordDesk) -> None:
    entry = desk.open("policy_outreach")
    section = section_of(entry, OutreachSection)
    desk.change_elsewhere(copies=7)
    assert section.copies.text() == "7"
    section.audience.setFocus()
    desk.press("Villagers")
    entry.save_now()
    desk.change_elsewhere(copies=8)
    assert "changed elsewhere" in entry.hint.words.text()
    desk.drop()
    entry = desk.open_again(desk.id)
    assert "saving puts it over" in entry.hint.words.text()
    entry.body.enter("outreach")
    desk.finish()
    with desk.store.read() as session:
        record = session.get_one(VisitRecord, desk.id)
    assert (record.copies, record.audience) == (7, "Villagers")
