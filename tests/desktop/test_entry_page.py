"""The fast entry: keyboard only, kept at every keystroke, one undo, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.entry_rows import AGENCY, LIMIT, NAME, PHONE, SETTLED, TITLE
from core.issues import ActionKind, CheckMark, IssueState
from db.models import Agency, Issue, IssueAction, Petitioner, Visit
from db.queries.form_drafts import form_draft
from db.queries.issue_entry import entry_visits_on
from db.store import Store
from desktop.context import AppContext
from desktop.issues.entry.entry_page import EntryView
from desktop.issues.entry.paste_dialog import PasteDialog
from desktop.issues.entry.visit_choice import VisitChoice
from desktop.issues.issues_page import IssuesPage
from tests.mockup_issues import TODAY, dress

CALENDAR = work_calendar([CalendarDay(date(2026, 11, 28), is_workday=True, origin=Origin.COUNTY)])


@pytest.fixture
def page(qtbot: QtBot, county: Store, make_ctx: Callable[[Store], AppContext]) -> IssuesPage:
    with county.write("Dress") as session:
        dress(session, CALENDAR)
    ctx = make_ctx(county)
    made = IssuesPage(ctx)
    qtbot.addWidget(made)
    made.resize(1368, 836)
    ctx.hub.changed.connect(made.reload)
    made.shown(TODAY)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def visit_id(page: IssuesPage, township: str = "东岭镇") -> int:
    with page.ctx.store.read() as session:
        return next(each.id for each in entry_visits_on(session, TODAY) if each.township == township)


@pytest.fixture
def entry(page: IssuesPage) -> EntryView:
    page.go(entry_for=visit_id(page))
    assert page.entry is not None
    return page.entry


def focus(entry: EntryView) -> QWidget:
    """Return where keys go, as in a window that is in front."""
    return QApplication.focusWidget() or entry.grid.editor() or entry.grid


def keys(qtbot: QtBot, entry: EntryView, *pressed: str | Qt.Key) -> None:
    for each in pressed:
        if isinstance(each, str):
            qtbot.keyClicks(focus(entry), each)
        else:
            qtbot.keyClick(focus(entry), each)


def new_issues(page: IssuesPage) -> list[Issue]:
    with page.ctx.store.read() as session:
        return list(session.scalars(select(Issue).where(Issue.uid.not_like("mockup%")).order_by(Issue.id)))


TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


def test_old_issues_are_checked_with_digits_and_the_next_follows_by_itself(
    qtbot: QtBot, page: IssuesPage, entry: EntryView
) -> None:
    assert entry.checks.count() == 4
    for key in "2123":
        qtbot.keyClicks(entry.checks, key)
    assert list(entry._marks.values()) == [
        CheckMark.IN_HAND, CheckMark.UNTOUCHED, CheckMark.IN_HAND, CheckMark.DONE,
    ]  # fmt: skip
    assert entry.grid.currentIndex().column() == NAME
    entry.finish()
    with page.ctx.store.read() as session:
        marks = session.scalars(select(IssueAction.mark).where(IssueAction.kind == ActionKind.CHECKED_ON_SITE)).all()
    assert len(marks) == 4
    page.ctx.store.undo()
    with page.ctx.store.read() as session:
        assert session.scalars(select(IssueAction).where(IssueAction.kind == ActionKind.CHECKED_ON_SITE)).all() == []


def test_twenty_outcomes_are_typed_by_keys_alone(qtbot: QtBot, page: IssuesPage, entry: EntryView) -> None:
    entry.start_writing()
    for n in range(20):
        keys(qtbot, entry, f"Person{n}", TAB, f"1380000{n:04d}", TAB, "ling bei", TAB, f"Broken pipe {n}", TAB)
        keys(qtbot, entry, "xsl", TAB, "10" if n % 2 else "", ENTER)
    qtbot.keyClick(focus(entry), ENTER, Qt.KeyboardModifier.ControlModifier)
    found = new_issues(page)
    assert len(found) == 20
    assert page.entry is None
    with page.ctx.store.read() as session:
        unit = session.scalars(select(Agency.id).where(Agency.name == "县水利局")).one()
        assert {each.lead_agency_id for each in found} == {unit}
        assert {each.due for each in found} == {date(2026, 12, 4)}
        phones = session.scalars(select(Petitioner.phone).where(Petitioner.name == "Person7")).all()
    assert phones == ["13800000007"]
    assert [each.visit_id for each in found] == [visit_id(page)] * 20
    page.ctx.store.undo()
    assert new_issues(page) == []


def test_space_settles_on_the_spot(qtbot: QtBot, page: IssuesPage, entry: EntryView) -> None:
    entry.grid.go(0, TITLE)
    keys(qtbot, entry, "Answered at once")
    entry.grid.go(0, SETTLED)
    qtbot.keyClick(entry.grid, Qt.Key.Key_Space)
    entry.finish()
    (only,) = new_issues(page)
    assert (only.state, only.due) == (IssueState.ANSWERED_ON_SITE, None)


def test_every_keystroke_is_kept_and_offered_again_after_a_kill(
    qtbot: QtBot, page: IssuesPage, entry: EntryView
) -> None:
    entry.grid.go(0, TITLE)
    keys(qtbot, entry, "Half a sen")  # the cell is still being written
    qtbot.keyClicks(entry.checks, "2")
    qtbot.waitUntil(lambda: entry.saved.text() != "", timeout=1000)
    with page.ctx.store.read() as session:
        kept = form_draft(session, entry.records.key)
    assert kept is not None
    assert [row["title"] for row in kept.fields["rows"]] == ["Half a sen"]
    again = EntryView.for_place(page.ctx, visit_id=visit_id(page), township_id=None)
    assert again is not None
    qtbot.addWidget(again)
    again.start()
    assert [row.title for row in again.model.rows()] == ["Half a sen"]
    assert list(again._marks.values()) == [CheckMark.IN_HAND]


def test_a_finished_entry_leaves_no_draft(page: IssuesPage, entry: EntryView, qtbot: QtBot) -> None:
    key = entry.records.key
    entry.grid.go(0, TITLE)
    keys(qtbot, entry, "Done")
    entry.finish()
    with page.ctx.store.read() as session:
        assert form_draft(session, key) is None


def test_a_row_that_cannot_be_saved_is_named_and_nothing_is_lost(
    qtbot: QtBot, page: IssuesPage, entry: EntryView
) -> None:
    entry.grid.go(0, TITLE)
    keys(qtbot, entry, "Pipe", TAB, "No such unit", Qt.Key.Key_Escape)
    entry.finish()
    assert entry.hint.words.text() == (
        "Row 1: “No such unit” is no unit in the list. Choose one offered, or add it under Leaders, Units."
    )
    assert entry.grid.currentIndex().column() == AGENCY
    assert new_issues(page) == []
    assert entry.model.rows()[0].agency == "No such unit"


def test_a_deadline_shows_its_date_at_once_or_why_not(entry: EntryView) -> None:
    entry.model.type_into(entry.model.index(0, TITLE), "Pipe")
    entry.model.type_into(entry.model.index(0, AGENCY), "县水利局")
    shown = []
    for typed in ("", "5", "12-4", "soon"):
        entry.model.type_into(entry.model.index(0, LIMIT), typed)
        shown.append((entry.model.index(0, LIMIT).data(), bool(entry.model.problem(0, LIMIT))))
    assert shown == [("4 Dec  10 days", False), ("28 Nov  5 days", False), ("4 Dec", False), ("soon", True)]


def test_full_width_phones_become_plain_and_others_stay_as_typed(
    qtbot: QtBot, page: IssuesPage, entry: EntryView
) -> None:
    for row, typed in enumerate(("１３８００００１１５８", "0735-522 1234 转 8")):
        entry.grid.go(row, PHONE)
        focus(entry).insert(typed)  # type: ignore[attr-defined]
        entry.grid.commit()
        entry.model.type_into(entry.model.index(row, TITLE), f"Pipe {row}")
    entry.finish()
    with page.ctx.store.read() as session:
        kept = [session.get_one(Petitioner, each.petitioner_id).phone for each in new_issues(page)]
    assert kept == ["13800001158", "0735-522 1234 转 8"]


def test_rows_are_pasted_from_a_sheet_and_ctrl_d_copies_the_row_above(qtbot: QtBot, entry: EntryView) -> None:
    text = "反映人\t联系电话\t住址\t问题内容\t责任单位\t办理时限\r\n" + "".join(
        f'王{n}\t1380000000{n}\t岭背村\t"第 {n} 件\n两行"\t县水利局\t10\r\n' for n in range(3)
    )
    QApplication.clipboard().setText(text)
    entry.start_writing()
    qtbot.keyClick(focus(entry), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(row.name, row.title, row.limit) for row in entry.model.rows()] == [
        (f"王{n}", f"第 {n} 件 两行", "10") for n in range(3)
    ]
    entry.start_writing()
    entry.copy_row_above()
    last = entry.model.rows()[-1]
    assert (last.name, last.phone, last.agency, last.title) == ("王2", "13800000002", "县水利局", "")


def test_an_uncertain_block_is_shown_before_it_is_taken(entry: EntryView, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[PasteDialog] = []

    def accept(dialog: PasteDialog) -> PasteDialog.DialogCode:
        asked.append(dialog)
        dialog.choices[1].setCurrentIndex(TITLE + 1)
        return PasteDialog.DialogCode.Accepted

    monkeypatch.setattr(PasteDialog, "exec", accept)
    entry.start_writing()
    entry.paste("王五\t水管破裂\n李四\t路灯不亮\n")
    assert len(asked) == 1
    assert [(row.name, row.title) for row in entry.model.rows()] == [("王五", "水管破裂"), ("李四", "路灯不亮")]


def test_somebody_who_came_before_is_pointed_out_quietly(entry: EntryView) -> None:
    entry.model.type_into(entry.model.index(0, PHONE), "138 0000 6612")
    entry.grid.go(0, PHONE)
    entry.earlier.look()
    assert entry.earlier.head.text() == "王** seems to have come before: 9 Oct 2026"
    assert "云岭下访〔2026〕0287号" in entry.earlier.case.text()
    assert "9 working days late" in entry.earlier.case.text()


def test_a_deleted_row_with_words_is_asked_for(entry: EntryView, monkeypatch: pytest.MonkeyPatch) -> None:
    entry.model.type_into(entry.model.index(0, TITLE), "Pipe")
    entry.grid.go(0, TITLE)
    monkeypatch.setattr("desktop.issues.entry.entry_page.ask", lambda *_args, **_keys: False)
    entry.delete_row()
    assert len(entry.model.rows()) == 1
    monkeypatch.setattr("desktop.issues.entry.entry_page.ask", lambda *_args, **_keys: True)
    entry.delete_row()
    assert entry.model.rows() == []


def test_f2_takes_the_only_visit_of_today_and_asks_where_there_are_two(page: IssuesPage) -> None:
    page.record_issue()
    assert page.entry is None
    (chooser,) = page.findChildren(VisitChoice)
    chooser._choose(visit_id(page, "柳河乡"))
    assert page.entry is not None
    assert page.entry.visit is not None
    assert page.entry.visit.township == "柳河乡"
    assert page.scope() == "entry"
    page.entry.left.emit()
    with page.ctx.store.write("One visit") as session:
        session.get_one(Visit, visit_id(page, "柳河乡")).day = date(2026, 11, 29)
    page.record_issue()
    assert page.entry is not None
    assert page.entry.visit is not None
    assert page.entry.visit.township == "东岭镇"


def test_issues_are_written_down_without_a_visit_too(page: IssuesPage) -> None:
    with page.ctx.store.read() as session:
        town = session.get_one(Visit, visit_id(page)).township_id
    page.go(entry_township=town)
    assert page.entry is not None
    assert page.entry.checks.count() == 0
    page.entry.model.type_into(page.entry.model.index(0, TITLE), "Letter")
    page.entry.finish()
    (only,) = new_issues(page)
    assert (only.visit_id, only.township_id) == (None, town)


def test_the_grids_model_keeps_qts_rules(entry: EntryView) -> None:
    QAbstractItemModelTester(entry.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for row in range(14):
        entry.model.type_into(entry.model.index(row, TITLE), f"Pipe {row}")
    assert entry.model.rowCount() == 15
    entry.model.delete(3)
    assert len(entry.model.rows()) == 13


def test_markup_typed_here_is_shown_letter_for_letter(entry: EntryView) -> None:
    entry.model.type_into(entry.model.index(0, NAME), "<img src=file:///etc/passwd>")
    index = entry.model.index(0, NAME)
    assert index.data() == "<img src=file:///etc/passwd>"
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_leaving_a_record_leads_back_to_where_it_was_opened(page: IssuesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(page.ctx, "navigate", lambda key, **target: went.append((key, target)))
    visit = visit_id(page)
    page.go(entry_for=visit, back=("calendar", {"visit_id": visit}))
    assert page.entry is not None
    page.entry.left.emit()
    assert (page.entry, went) == (None, [("calendar", {"visit_id": visit})])

    page.go(entry_for=visit)
    page.entry.left.emit()
    assert len(went) == 1
