"""Papers in the window: chasing in one go, slip, notice, receipts, and the workbooks that go out and come back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.agency_workbook.layout import COLUMNS
from core.chain import NoticeLevel, PaperKind
from core.issues import ActionKind
from db import models as m
from db.queries.form_drafts import form_drafts
from db.queries.issue_detail import issue_detail
from db.queries.issues import overdue
from db.queries.papers import issue_standing, papers_of, to_chase
from desktop.actions import ACTIONS
from desktop.context import AppContext
from desktop.issues.issues_page import IssuesPage
from desktop.papers.chase_dialog import ChaseDialog, chase_dialog
from desktop.papers.hand_out_dialog import HandOutDialog
from desktop.papers.paper_list import PaperList
from desktop.papers.paper_preview import PaperDialog, preview_papers
from desktop.visits import leaving
from tests.desktop.conftest import TODAY
from tests.desktop.pages import Window

AT = {column.key: place for place, column in enumerate(COLUMNS, 1)}


@pytest.fixture(autouse=True)
def leaving_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers questions at the end of a test."""
    monkeypatch.setattr(leaving, "ask", lambda *_words, **_more: True)


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> IssuesPage:
    """Return the issues page of the county, in sight, on an overdue issue."""
    made = IssuesPage(county_ctx)
    qtbot.addWidget(made)
    county_ctx.hub.changed.connect(lambda tables: made.reload(tables & made.TABLES) if tables & made.TABLES else None)
    made.resize(1294, 720)
    made.show()
    made.shown(TODAY)
    made.go(issue_id=ask(county_ctx, lambda s: overdue(s, TODAY)[0].id))
    return made


def ask(ctx: AppContext, query: Callable[[Any], Any]) -> Any:
    with ctx.store.read() as session:
        return query(session)


def counts(ctx: AppContext) -> list[int]:
    return [row.chase_count for row in ask(ctx, lambda s: overdue(s, TODAY))]


def papers(ctx: AppContext) -> list[tuple[str, str]]:
    return [(row.number, row.agency) for row in ask(ctx, lambda s: papers_of(s, TODAY))]


@pytest.fixture
def chase(qtbot: QtBot, county_ctx: AppContext, window: Window) -> ChaseDialog:
    made = chase_dialog(county_ctx, None)
    assert made is not None
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_every_unit_with_overdue_issues_is_ticked_and_its_letter_in_sight(chase: ChaseDialog) -> None:
    found = ask(chase._ctx, lambda s: to_chase(s, TODAY, calendar=chase._ctx.calendar))

    assert [row.id for row in chase.units.ticked()] == [row.id for row in found.rows]
    assert chase.issue_button.text().startswith(f"Issue {len(found.rows)} letters")
    assert chase.pages.document.pageCount() >= 1


def test_p31_by_keys_alone_every_letter_is_issued_in_one_step(qtbot: QtBot, chase: ChaseDialog) -> None:
    before = counts(chase._ctx)
    units = len(chase.units.rows.rows())
    qtbot.keyClick(chase.units, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(chase.paper_ids) == units == len(papers(chase._ctx))
    assert counts(chase._ctx) == [count + 1 for count in before]
    chase._ctx.store.undo()
    assert (counts(chase._ctx), papers(chase._ctx)) == (before, [])


def test_space_leaves_a_unit_out_and_ctrl_a_ticks_all_or_none(qtbot: QtBot, chase: ChaseDialog) -> None:
    rows = chase.units.rows.rows()
    qtbot.keyClick(chase.units, Qt.Key.Key_Space)
    assert [row.id for row in chase.units.ticked()] == [row.id for row in rows[1:]]
    qtbot.keyClick(chase.units, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(chase.units.ticked()) == len(rows)
    qtbot.keyClick(chase.units, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert (chase.units.ticked(), chase.issue_button.isEnabled()) == ([], False)
    rect = chase.units.visualRect(chase.units.rows.index(0, 0))
    qtbot.mouseClick(chase.units.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert [row.id for row in chase.units.ticked()] == [rows[0].id]


@pytest.mark.parametrize("typed", ["", "31-31", "11-20"])
def test_a_wrong_day_is_said_and_nothing_is_lost_or_written(chase: ChaseDialog, typed: str) -> None:
    chase.words.setPlainText("请抓紧")
    chase.day.line.setText(typed)
    chase.issue_all()

    assert chase.isVisible()
    assert chase.refusal.text()
    assert papers(chase._ctx) == []
    assert chase.words.toPlainText() == "请抓紧"


def test_what_was_typed_is_there_again_after_a_kill(qtbot: QtBot, chase: ChaseDialog) -> None:
    chase.words.setPlainText("请主要负责同志过问")
    chase.units.toggle(chase.units.rows.rows()[0])
    chase.keeper.keep()
    again = chase_dialog(chase._ctx, None)
    assert again is not None
    qtbot.addWidget(again)

    assert again.words.toPlainText() == "请主要负责同志过问"
    assert again.typed() == chase.typed()
    assert "is here again" in again.refusal.text()
    again.issue_all()
    assert ask(chase._ctx, lambda s: form_drafts(s, "chase:")) == []


def test_leaving_typed_words_is_asked_about(chase: ChaseDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [False, True]
    monkeypatch.setattr(leaving, "ask", lambda *_words, **_more: answers.pop(0))
    chase.words.setPlainText("请抓紧")
    chase.reject()
    assert chase.isVisible()
    chase.reject()
    assert not chase.isVisible()


@pytest.fixture
def issued(qtbot: QtBot, chase: ChaseDialog) -> PaperDialog:
    chase.issue_all()
    made = preview_papers(chase._ctx, None, PaperKind.CHASE_LETTER, chase.paper_ids)
    assert made is not None
    qtbot.addWidget(made)
    return made


def test_each_unit_gets_a_file_of_its_own_that_names_nobody(issued: PaperDialog, tmp_path: Path) -> None:
    written = issued.save_each_to(tmp_path)

    assert len(written) == len(issued._paper_ids)
    assert all("hand-over copy" in path.name and "〔2026〕" in path.name for path in written)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(written[0].read_bytes())).pages)
    assert "〔2026〕" in text
    logged = ask(
        issued._ctx,
        lambda s: s.connection().exec_driver_sql("SELECT paper_id, way, variant FROM printed_document").all(),
    )
    assert sorted(row[0] for row in logged) == sorted(issued._paper_ids)
    assert {(row[1], row[2]) for row in logged} == {("pdf", "redacted")}


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_noted(
    issued: PaperDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.papers.paper_preview.tell", lambda _home, text: told.append(text))
    assert issued.save_each_to(tmp_path / "missing") == []
    assert "0 files were saved before." in told[0]


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
def test_the_page_opens_everything_by_key_and_by_mouse(qtbot: QtBot, page: IssuesPage) -> None:
    for slot, argument, kind in (
        ("chase_overdue", (), ChaseDialog),
        ("show_papers", ("all",), PaperList),
        ("show_papers", ("issue",), PaperList),
        ("hand_out_workbooks", (), HandOutDialog),
    ):
        getattr(page, slot)(*argument)
        assert isinstance(page.paper_dialog, kind)
        page.paper_dialog.done(0)
        QApplication.processEvents()
    menu = page.open_papers_menu()
    words = [entry.text().split("\t")[0] for entry in menu.actions()]
    menu.close()
    assert words == ["Chase letters…", "Papers to units…", "Hand out workbooks…", "Take a workbook back…"]
    assert {"chase", "papers", "workbooks.out", "workbooks.back", "issues.slip"} < {action.key for action in ACTIONS}


def test_the_menu_of_an_issue_offers_its_papers(qtbot: QtBot, page: IssuesPage) -> None:
    menu = QMenu(page)
    detail = page.ledger.detail.detail
    assert detail is not None
    page._entries_of_issue(menu, detail)
    assert [entry.text().split("…")[0] for entry in menu.actions()] == [
        "Assignment slip", "Supervision notice", "Papers on this issue"
    ]  # fmt: skip


def test_a_notice_is_written_with_instruction_level_and_cycle(qtbot: QtBot, page: IssuesPage) -> None:
    detail = page.ledger.detail.detail
    assert detail is not None
    page.write_paper("supervision_notice")
    dialog: Any = page.paper_dialog
    qtbot.addWidget(dialog)
    dialog.field("level").levels.choose("warning")
    dialog.field("instructed_by").combo.set_value(1)
    dialog.field("instruction").words.setPlainText("月底前办好，结果报我")
    dialog.field("text").words.setPlainText("请主要负责同志过问")
    dialog.field("feedback_every").number.setText("七")
    dialog.try_save()
    assert dialog.isVisible()
    assert papers(page.ctx) == []
    dialog.field("feedback_every").number.setText("7")
    dialog.try_save()

    assert papers(page.ctx) == [("云督〔2026〕1号", detail.row.agency)]
    stands = ask(page.ctx, lambda s: issue_standing(s, detail.row.id))
    assert (stands.level, stands.feedback_every) == (NoticeLevel.WARNING, 7)
    story = ask(
        page.ctx,
        lambda s: issue_detail(s, detail.row.id, TODAY, calendar=page.ctx.calendar, settings=page.ctx.settings),
    )
    assert any("月底前办好，结果报我" in entry.note for entry in story.timeline)
    for preview in page.findChildren(PaperDialog):
        preview.close()


def test_a_slip_goes_out_and_its_receipt_comes_back(qtbot: QtBot, page: IssuesPage) -> None:
    detail = page.ledger.detail.detail
    assert detail is not None
    page.write_paper("assignment_slip")
    dialog: Any = page.paper_dialog
    dialog.field("text").words.setPlainText("请依法办理")
    dialog.try_save()
    for preview in page.findChildren(PaperDialog):
        preview.close()
    page.show_papers("issue")
    shown = page.paper_dialog
    assert isinstance(shown, PaperList)
    assert [row.number for row in shown.papers.rows.rows()] == ["云交〔2026〕1号"]
    shown.note_receipt()
    receipt: Any = shown.forms.dialog
    receipt.field("returned_on").day.line.setText("2026-12-24")
    receipt.try_save()
    assert receipt.isVisible()
    receipt.field("returned_on").day.line.setText("11-23")
    receipt.field("person").line.setText("李明")
    receipt.try_save()

    assert shown.papers.rows.rows()[0].returned_on == TODAY
    assert not shown.receipt_button.isEnabled()
    shown.done(0)


def test_an_issue_without_a_unit_is_refused_in_words(page: IssuesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("desktop.errors.tell", lambda _home, text, **_more: said.append(text), raising=False)
    detail = page.ledger.detail.detail
    assert detail is not None
    with page.ctx.store.write("Take away") as session:
        session.get_one(m.Issue, detail.row.id).lead_agency_id = None
    page.go(issue_id=detail.row.id)
    page.write_paper("assignment_slip")
    assert page.paper_dialog is None


def test_the_list_says_when_there_is_nothing_and_filters_by_kind(
    qtbot: QtBot, county_ctx: AppContext, window: Window, chase: ChaseDialog
) -> None:
    empty = PaperList(county_ctx, None)
    qtbot.addWidget(empty)
    assert not empty.empty.isHidden()
    chase.issue_all()
    qtbot.waitUntil(lambda: len(empty.papers.rows.rows()) > 0)
    empty.kinds.choose("supervision_notice")
    empty.reload()
    assert empty.papers.rows.rows() == []
    assert ActionKind.REMINDED
