"""The round trip of a unit's workbook (P32): out, filled in, back, cell by cell, and again without any change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.agency_workbook.layout import COLUMNS, FIRST_ROW
from core.agency_workbook.reading import keys_in, mark_of, rows_back
from core.documents.agency_sheet import write_agency_workbook
from core.errors import ChangedMeanwhile, Vanished
from core.imports.workbook import read_workbook
from core.issues import ActionKind, IssueState
from core.paper_errors import (
    AgencyUnknown,
    NothingOpenHere,
    WorkbookOfAnotherSchedule,
    WorkbookUnknownHere,
)
from db import models as m
from db.queries.agency_workbooks import Review, agency_named, handed_out, review_of
from db.queries.papers import papers_of
from db.services.agency_workbooks import HandedWorkbook, accept_answers, hand_out
from db.services.issue_moves import add_progress
from db.services.settings import save_settings
from db.store import Store
from tests.db.county import CALENDAR, PETITIONS, QINGSHI, SETTINGS, TODAY, WATER, ask, do, found_county

AROUND: dict[str, Any] = {"today": TODAY, "calendar": CALENDAR, "settings": SETTINGS}
AT = {column.key: place for place, column in enumerate(COLUMNS, 1)}


@pytest.fixture
def county(store: Store) -> Store:
    """Three open issues of one unit, one of them with a petitioner; one restricted, one closed."""
    found_county(store)
    with store.write("Set up") as session:
        save_settings(session, county="云岭县")
        session.add(m.Petitioner(id=1, name="王桂英", phone="13887730077"))
        session.flush()
        for id, more in (
            (1, {"title": "王桂英家饮水管道断裂", "petitioner_id": 1, "due": date(2026, 11, 13)}),
            (2, {"due": date(2026, 12, 1), "state": IssueState.IN_HAND}),
            (3, {"due": None}),
            (4, {"restricted": True}),
            (5, {"state": IssueState.CLOSED}),
        ):
            values = {
                "uid": f"i{id}", "number": f"云岭下访〔2026〕{id:04d}号", "year": 2026, "serial": id,
                "title": f"饮水{id}", "raised_on": date(2026, 9, 1), "township_id": QINGSHI, "lead_agency_id": WATER,
                "state": IssueState.ASSIGNED,
            }  # fmt: skip
            session.add(m.Issue(**(values | more)))
    return store


class Desk:
    """Hands a workbook out, fills it in as a unit does, and takes it back."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.path = store, folder / "水利局.xlsx"
        self.handed: HandedWorkbook | None = None

    def out(self) -> HandedWorkbook:
        self.handed = do(self.store, hand_out, WATER, **AROUND)
        write_agency_workbook(self.path, self.handed.sheet)
        return self.handed

    def fill(self, place: int, **answers: Any) -> None:
        book = openpyxl.load_workbook(self.path)
        for key, value in answers.items():
            book.worksheets[0].cell(FIRST_ROW + place, AT[key]).value = value
        book.save(self.path)

    def back(self, store: Store | None = None) -> Review:
        sheets = read_workbook(self.path).sheets
        mark = mark_of(sheets, self.path.name)
        with (store or self.store).read() as session:
            known = handed_out(session, mark, keys_in(sheets), self.path.name)
            return review_of(session, known, rows_back(sheets, known, self.path.name, around=TODAY))

    def accept(self, review: Review, *columns: str) -> int:
        wanted = [one for one in review.acceptable if not columns or one.column in columns]
        taken: int = do(self.store, accept_answers, review, wanted, file=self.path.name, **AROUND)
        return taken


@pytest.fixture
def desk(county: Store, tmp_path: Path) -> Desk:
    return Desk(county, tmp_path)


def lines(store: Store, issue_id: int) -> list[tuple[str, str]]:
    query = lambda s: [  # noqa: E731
        (a.kind, a.text) for a in s.query(m.IssueAction).filter_by(issue_id=issue_id).order_by(m.IssueAction.id)
    ]
    return ask(store, query)


def test_the_workbook_holds_the_units_open_issues_and_nobody_by_name(desk: Desk) -> None:
    handed = desk.out()
    rows = [(row.cells["number"][-5:], row.cells["title"], row.cells["due"]) for row in handed.sheet.rows]

    assert handed.number == "云表〔2026〕1号"
    assert rows == [
        ("0001号", "王**家饮水管道断裂", "2026-11-13"),
        ("0002号", "饮水2", "2026-12-01"),
        ("0003号", "饮水3", ""),
    ]
    assert desk.path.read_bytes()[:2] == b"PK"
    text = "".join(str(cell.value) for page in openpyxl.load_workbook(desk.path) for line in page for cell in line)
    assert not any(secret in text for secret in ("王桂英", "13887730077"))
    kept = str(ask(desk.store, lambda s: s.query(m.Paper).one().fields))
    assert "王桂英" not in kept


def test_p32_only_accepted_cells_are_taken_and_taking_again_changes_nothing(desk: Desk) -> None:
    desk.out()
    desk.fill(0, words="管道已更换，已通水", done="是", person="李明")
    desk.fill(1, words="正在挖沟", expected=date(2026, 12, 5), note="缺管材")
    review = desk.back()

    assert [(one.row, one.column, one.before, one.now, one.theirs) for one in review.changes] == [
        (4, "words", "", "", "管道已更换，已通水"), (4, "done", "", "Unsettled", "Yes"), (4, "person", "", "", "李明"),
        (5, "words", "", "", "正在挖沟"), (5, "expected", "", "", "2026-12-05"), (5, "note", "", "", "缺管材"),
    ]  # fmt: skip
    wanted = [one for one in review.acceptable if (one.row, one.column) not in {(5, "note")}]
    assert do(desk.store, accept_answers, review, wanted, file=desk.path.name, **AROUND) == 5

    assert lines(desk.store, 1) == [(ActionKind.FEEDBACK, "管道已更换，已通水\nhandled by 李明")]
    assert lines(desk.store, 2) == [(ActionKind.PROGRESS, "正在挖沟\nexpected to be settled on 5 Dec 2026")]
    assert lines(desk.store, 3) == []
    assert ask(desk.store, lambda s: [s.get(m.Issue, n).state for n in (1, 2, 3)]) == [
        "feedback",
        "in_hand",
        "assigned",
    ]
    assert [(one.row, one.column) for one in desk.back().changes] == [(5, "note")]

    again = desk.back()
    assert desk.accept(again) == 1
    last = desk.back()
    assert (last.changes, last.same) == ((), 6)
    head = desk.store.head()
    assert desk.accept(last) == 0
    assert desk.store.head() == head


def test_one_undo_takes_everything_back_and_the_file_may_be_taken_again(desk: Desk) -> None:
    desk.out()
    desk.fill(0, words="管道已更换", done="是")
    assert desk.accept(desk.back()) == 2
    desk.store.undo()

    assert lines(desk.store, 1) == []
    assert ask(desk.store, lambda s: s.get(m.Issue, 1).state) is IssueState.ASSIGNED
    assert len(desk.back().changes) == 2
    assert ask(desk.store, papers_of, TODAY)[0].returned_on is None


def test_what_the_office_wrote_down_by_hand_meanwhile_is_no_change(desk: Desk) -> None:
    desk.out()
    desk.fill(1, words="正在挖沟")
    do(desk.store, add_progress, 2, text="正在挖沟", day=TODAY, **AROUND)
    review = desk.back()
    assert (review.changes, review.same) == ((), 1)


def test_a_later_word_in_the_schedule_stands_beside_theirs(desk: Desk) -> None:
    desk.out()
    desk.fill(1, words="正在挖沟")
    do(desk.store, add_progress, 2, text="电话里说已停工", day=TODAY, **AROUND)
    change = desk.back().changes[0]
    assert (change.before, change.now, change.theirs) == ("", "电话里说已停工", "正在挖沟")


def test_settled_without_words_is_refused_by_name_and_the_rest_goes_in(desk: Desk) -> None:
    desk.out()
    desk.fill(0, done="是", person="李明")
    review = desk.back()

    assert [(one.column, bool(one.why_not)) for one in review.changes] == [("done", True), ("person", False)]
    assert "Row 4 says that issue 云岭下访〔2026〕0001号 is done" in review.changes[0].why_not
    assert desk.accept(review) == 1
    assert lines(desk.store, 1) == [(ActionKind.PROGRESS, "handled by 李明")]


def test_rows_whose_issue_moved_on_meanwhile_are_named_and_left_alone(desk: Desk) -> None:
    desk.out()
    for place in range(3):
        desk.fill(place, words=f"答复{place}")
    with desk.store.write("Meanwhile") as session:
        session.get_one(m.Issue, 1).state = IssueState.CLOSED
        session.get_one(m.Issue, 2).lead_agency_id = PETITIONS
        session.delete(session.get_one(m.Issue, 3))
    review = desk.back()

    assert [row.verdict for row in review.rows] == ["settled", "elsewhere", "gone"]
    assert review.changes == ()
    assert len(review.remarks) == 3


def test_an_objected_issue_takes_no_answer_until_it_is_decided(desk: Desk) -> None:
    desk.out()
    desk.fill(0, words="不归我们管")
    with desk.store.write("Object") as session:
        session.get_one(m.Issue, 1).state = IssueState.OBJECTED
    change = desk.back().changes[0]
    assert "Record progress" in change.why_not


def test_what_was_accepted_stands_in_the_next_workbook_and_the_older_one_is_marked(desk: Desk) -> None:
    desk.out()
    desk.fill(1, words="正在挖沟", expected=date(2026, 12, 5), person="李明")
    desk.accept(desk.back())
    older = desk.path.read_bytes()
    cells = desk.out().sheet.rows[1].cells
    assert (cells["expected"], cells["person"]) == ("2026-12-05", "李明")
    assert cells["last"] == "23 Nov 正在挖沟\nexpected to be settled on 5 Dec 2026, handled by 李明"
    assert desk.back().changes == ()
    desk.path.write_bytes(older)
    review = desk.back()
    assert review.warnings == (
        "A newer workbook (云表〔2026〕2号) went out to 县水利局 after this one (云表〔2026〕1号). Look at every cell.",
    )
    assert review.changes == ()


def test_a_workbook_whose_mark_was_deleted_is_known_by_its_keys(desk: Desk) -> None:
    desk.out()
    desk.fill(0, words="管道已更换")
    book = openpyxl.load_workbook(desk.path)
    del book["How to fill it in"]
    book.save(desk.path)
    assert [one.theirs for one in desk.back().changes] == ["管道已更换"]


def test_a_workbook_from_elsewhere_or_undone_is_refused_by_name(desk: Desk) -> None:
    desk.out()
    desk.store.undo()
    with pytest.raises(WorkbookUnknownHere):
        desk.back()
    with desk.store.write("Rename") as session:
        save_settings(session, county="大河县")
    with pytest.raises(WorkbookOfAnotherSchedule) as refusal:
        desk.back()
    assert "云岭县, 云表〔2026〕1号" in str(refusal.value)


def test_taking_in_what_was_undone_meanwhile_is_refused(desk: Desk) -> None:
    desk.out()
    desk.fill(0, words="管道已更换")
    review = desk.back()
    desk.store.undo()
    with pytest.raises(Vanished):
        desk.accept(review)


def test_a_unit_with_nothing_open_gets_no_workbook_and_no_number(county: Store) -> None:
    with pytest.raises(NothingOpenHere):
        do(county, hand_out, PETITIONS, **AROUND)
    with pytest.raises(Vanished):
        do(county, hand_out, 999, **AROUND)
    assert ask(county, papers_of, TODAY) == []


@pytest.mark.parametrize("name", ["县水利局", " 水利局 "])
def test_a_unit_is_found_by_any_of_its_names(county: Store, name: str) -> None:
    assert ask(county, agency_named, name).id == WATER


@pytest.mark.parametrize("name", ["", "  ", "\u3000"])
def test_no_name_is_no_unit_although_one_has_no_short_name(county: Store, name: str) -> None:
    with pytest.raises(AgencyUnknown):
        ask(county, lambda s: agency_named(s, name))


def test_an_issue_that_moved_on_after_the_review_takes_nothing_in(desk: Desk) -> None:
    desk.out()
    desk.fill(0, words="管道已换")
    desk.fill(1, words="已勘察")
    review = desk.back()
    with desk.store.write("Elsewhere") as session:
        session.get_one(m.Issue, 1).lead_agency_id = PETITIONS
    before = [lines(desk.store, id) for id in (1, 2)]
    with pytest.raises(ChangedMeanwhile):
        desk.accept(review)
    assert [lines(desk.store, id) for id in (1, 2)] == before


def test_a_second_window_cannot_take_the_same_cells_in_again(desk: Desk) -> None:
    desk.out()
    desk.fill(0, words="管道已换", done="是")
    first, second = desk.back(), desk.back()
    desk.accept(first)
    with pytest.raises(ChangedMeanwhile):
        desk.accept(second)
    assert [kind for kind, _text in lines(desk.store, 1)] == [ActionKind.FEEDBACK]


def test_an_unknown_unit_is_named(county: Store) -> None:
    with pytest.raises(AgencyUnknown) as refusal:
        ask(county, agency_named, "县林业局")
    assert "县林业局" in str(refusal.value)
