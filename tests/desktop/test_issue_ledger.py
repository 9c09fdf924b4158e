"""The ledger: list, tabs, filters, keys, acts and export, on the county of the pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.issues import ActionKind, IssueState, Satisfaction
from db.models import Issue, IssueAction, Petitioner
from db.queries.issues import IssueFilter, IssueTab
from db.store import Store
from desktop import theme
from desktop.context import AppContext
from desktop.issues.act_dialogs import ExtendDialog, TextDialog
from desktop.issues.edit_dialog import EditDialog
from desktop.issues.export import save_list
from desktop.issues.finish_dialog import CheckLine, FinishDialog
from desktop.issues.issue_model import COLUMNS, IssueModel
from desktop.issues.issues_page import IssuesPage
from desktop.issues.move_answers import EvidenceMove
from desktop.issues.move_dialog import MoveDialog
from tests.mockup_issues import DAYS, TODAY, dress

CALENDAR = work_calendar([CalendarDay(date(2026, 11, 28), is_workday=True, origin=Origin.COUNTY)])


@pytest.fixture
def ledger_ctx(county: Store, make_ctx: Callable[[Store], AppContext]) -> AppContext:
    with county.write("Dress") as session:
        dress(session, CALENDAR)
    return make_ctx(county)


@pytest.fixture
def page(qtbot: QtBot, ledger_ctx: AppContext) -> Iterator[IssuesPage]:
    made = IssuesPage(ledger_ctx)
    qtbot.addWidget(made)
    made.resize(1368, 836)
    ledger_ctx.hub.changed.connect(made.reload)
    made.shown(TODAY)
    made.show()
    yield made
    if made.acts.dialog is not None:
        made.acts.dialog.reject()


def serials(page: IssuesPage) -> list[int]:
    return [row.serial for row in page.ledger.model.rows()]


def issue(page: IssuesPage, serial: int) -> Issue:
    with page.ctx.store.read() as session:
        return session.scalars(select(Issue).where(Issue.serial == serial, Issue.year == 2026)).one()


def stand_on(page: IssuesPage, serial: int) -> None:
    assert page.ledger.table.go_to(issue(page, serial).id)


def test_the_list_is_the_picture(page: IssuesPage) -> None:
    assert serials(page) == list(DAYS)
    assert [page.ledger.model.index(n, 0).data() for n in range(3)] == [
        "Overdue 5 issues",
        "Due in 3 working days 4 issues",
        "In hand 12 issues",
    ]
    first = page.ledger.model.index(0, 0, page.ledger.model.index(0, 0))
    words = [first.siblingAtColumn(column).data() for column in range(len(COLUMNS))]
    assert words == [
        "9 working days late",
        "0287",
        "柳树湾组饮水管网爆裂，127 户间歇停水",
        "青石镇",
        "县水利局",
        "Answered",
        "孙佩兰",
    ]


def test_the_model_keeps_qts_rules(page: IssuesPage) -> None:
    model = IssueModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(page.list.rows, page.list.totals())
    model.show_rows(page.list.rows, None)
    assert model.rowCount() == 21
    model.show_rows([], {})
    assert model.rowCount(QModelIndex()) == 0


@pytest.mark.parametrize(
    ("key", "count"),
    [(Qt.Key.Key_1, 21), (Qt.Key.Key_2, 5), (Qt.Key.Key_3, 4), (Qt.Key.Key_4, 6), (Qt.Key.Key_5, 284)],
)
def test_the_keys_one_to_five_show_the_tabs(qtbot: QtBot, page: IssuesPage, key: Qt.Key, count: int) -> None:
    qtbot.keyClick(page.ledger.table, key)
    assert len(serials(page)) == count


def test_a_heading_folds_and_stays_folded_after_a_change(page: IssuesPage) -> None:
    table, model = page.ledger.table, page.ledger.model
    table.toggle_group(model.index(1, 0))
    page.reload(page.TABLES)
    assert [table.isExpanded(model.index(n, 0)) for n in range(3)] == [True, False, True]


def test_a_click_on_a_title_sorts_within_the_groups(page: IssuesPage) -> None:
    page.ledger.table._on_section(1)
    assert serials(page)[:5] == [287, 290, 294, 300, 301]
    page.ledger.table._on_section(1)
    assert serials(page)[:5] == [301, 300, 294, 290, 287]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_leads_from_the_search_to_what_was_found_without_waiting(
    qtbot: QtBot, page: IssuesPage, key: Qt.Key
) -> None:
    page.focus_filter()
    qtbot.keyClicks(page.ledger.search, "nmsc")
    qtbot.keyClick(page.ledger.search, key)
    assert serials(page) == [303]
    assert page.ledger.table.hasFocus()


def test_search_and_filters_work_together(qtbot: QtBot, page: IssuesPage) -> None:
    qtbot.keyClick(page.ledger.table, Qt.Key.Key_F, Qt.KeyboardModifier.NoModifier)
    page.focus_filter()
    qtbot.keyClicks(page.ledger.search, "nmsc")
    qtbot.waitUntil(lambda: serials(page) == [303], timeout=2000)
    page.ledger.search.clear()
    town = page.ledger.model.rows()[0].township_id
    qtbot.waitUntil(lambda: len(serials(page)) == 21, timeout=2000)
    button = page.ledger.filters["townships"]
    button.popup.toggle(town)
    assert {row.township_id for row in page.ledger.model.rows()} == {town}
    button.popup.clear()
    assert len(serials(page)) == 21


def test_the_detail_tells_who_where_and_why(page: IssuesPage) -> None:
    panel = page.ledger.detail
    assert panel.title.text() == "柳树湾组饮水管网爆裂，127 户间歇停水"
    texts = {key: value.text() for key, (_name, value) in panel.facts.facts.items() if key != "person"}
    assert panel.person.label.text() == "王** 138****6612"
    assert texts["number"] == "云岭下访〔2026〕0287号"
    assert "王桂英" not in "".join(label.text() for label in panel.findChildren(QLabel))
    story = panel.banner.accessibleDescription()
    assert story.startswith("1.")
    assert "云政办〔2026〕31号" in story
    assert panel.bring.isChecked()
    assert "陈雨桐" in panel.bring.text()


def test_markup_of_a_petitioner_is_shown_letter_for_letter(page: IssuesPage) -> None:
    evil = "<img src=file:///etc/passwd><b>x</b>"
    with page.ctx.store.write("Evil") as session:
        found = session.scalars(select(Issue).where(Issue.serial == 287, Issue.year == 2026)).one()
        found.title = found.detail = evil
        session.get_one(Petitioner, found.petitioner_id).name = evil
    panel = page.ledger.detail
    assert panel.title.text() == evil
    assert panel.title.textFormat() is Qt.TextFormat.PlainText
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))
    index = page.ledger.model.index_of(issue(page, 287).id).siblingAtColumn(2)
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)


def act_dialog(page: IssuesPage, kind: type) -> object:
    assert isinstance(page.acts.dialog, kind)
    return page.acts.dialog


def test_s_presses_the_unit_and_undo_takes_it_back(page: IssuesPage) -> None:
    page.press_issue()
    dialog = act_dialog(page, TextDialog)
    dialog.words.setPlainText("要求两天内书面说明")  # type: ignore[attr-defined]
    dialog.save()  # type: ignore[attr-defined]
    assert issue(page, 287).chase_count == 2
    assert page.ledger.detail.timeline._entries[0].note == "要求两天内书面说明"
    page.ctx.store.undo()
    assert issue(page, 287).chase_count == 1
    assert page.ledger.detail.timeline._entries[0].note.startswith("已铺管")


def test_many_selected_are_pressed_in_one_write(page: IssuesPage) -> None:
    page.ledger.table.selectAll()
    chosen = page.ledger.table.selected_rows()
    assert len(chosen) == 21
    page.press_issue()
    act_dialog(page, TextDialog).save()  # type: ignore[attr-defined]
    with page.ctx.store.read() as session:
        lines = session.scalars(
            select(IssueAction).where(IssueAction.kind == ActionKind.REMINDED, IssueAction.day == TODAY)
        ).all()
    assert len(lines) == 21
    page.ctx.store.undo()
    assert issue(page, 300).chase_count == 0


def test_e_refuses_an_extension_without_a_reason_and_keeps_the_words(page: IssuesPage, qtbot: QtBot) -> None:
    page.extend_issue()
    dialog = act_dialog(page, ExtendDialog)
    assert isinstance(dialog, ExtendDialog)
    dialog.day.line.setText("12-20")
    dialog.approver.setText("周立明")
    dialog.number.setText("云政办〔2026〕40号")
    dialog.save()
    assert dialog.isVisible()
    assert dialog.approver.text() == "周立明"
    dialog.reason.setText("管材未到货")
    dialog.save()
    found = issue(page, 287)
    assert (found.due, found.extension_count) == (date(2026, 12, 20), 2)
    assert serials(page).index(287) > 8  # no longer overdue, so it moved down


def finish(page: IssuesPage) -> FinishDialog:
    page.close_issue()
    dialog = act_dialog(page, FinishDialog)
    assert isinstance(dialog, FinishDialog)
    return dialog


def content(dialog: FinishDialog, name: str) -> Any:
    line = dialog.field(name)
    assert isinstance(line, CheckLine)
    return line.content


def test_c_closes_with_everything_that_closing_needs(page: IssuesPage) -> None:
    dialog = finish(page)
    dialog.try_save()
    assert issue(page, 287).state is IssueState.FEEDBACK
    assert "the result in words" in dialog.said.text() + dialog.needs.text()
    assert "when and how the person was told" in dialog.needs.text()
    assert content(dialog, "checked_by").line.text() == page.ctx.settings.office
    content(dialog, "checked_by").line.setText("李明")
    content(dialog, "replied_on").way.restore("By phone")
    content(dialog, "satisfaction").restore([Satisfaction.MOSTLY.value, ""])
    content(dialog, "result").words.setPlainText("11月22日已通水")
    evidence = content(dialog, "evidence")
    if isinstance(evidence, EvidenceMove):
        evidence.where.setText("县政府办 3 号柜")
    content(dialog, "result").changed.emit()
    assert dialog.needs.text() == "Nothing is missing. Every step is written down in one go."
    dialog.try_save()
    assert (issue(page, 287).state, issue(page, 287).satisfaction) == (IssueState.CLOSED, Satisfaction.MOSTLY)
    assert 287 not in serials(page)
    page.ctx.store.undo()
    assert issue(page, 287).state is IssueState.FEEDBACK


def test_a_closed_issue_is_called_back_and_may_be_reopened(page: IssuesPage) -> None:
    page.go(tab="call_back")
    first = page.ledger.model.rows()[0]
    page.close_issue()
    dialog = act_dialog(page, MoveDialog)
    assert isinstance(dialog, MoveDialog)
    dialog.field("satisfaction").restore([Satisfaction.DISSATISFIED.value, ""])
    dialog.try_save()
    assert issue(page, first.serial).satisfaction is Satisfaction.DISSATISFIED
    page.go(issue_id=first.id)
    page.acts.act("reopen", page.ledger.detail.detail)
    again = act_dialog(page, MoveDialog)
    assert isinstance(again, MoveDialog)
    again.field("due").restore("10")
    again.field("reason").restore("群众不满意")
    again.try_save()
    assert issue(page, first.serial).state is IssueState.ASSIGNED


def test_b_carries_the_issue_to_the_next_visit_or_no_longer(page: IssuesPage) -> None:
    page.bring_along()
    assert issue(page, 287).bring_to_visit_id is None
    assert not page.ledger.detail.bring.isChecked()
    page.bring_along()
    assert issue(page, 287).bring_to_visit_id is not None


def test_a_correction_keeps_what_was_not_touched(page: IssuesPage) -> None:
    page.acts.act("edit", page.ledger.detail.detail)
    dialog = act_dialog(page, EditDialog)
    assert isinstance(dialog, EditDialog)
    assert dialog.person.placeholderText().startswith("王** ")
    dialog.title.setText("柳树湾组饮水管网爆裂")
    dialog.save()
    found = issue(page, 287)
    assert (found.title, found.due) == ("柳树湾组饮水管网爆裂", date(2026, 11, 10))
    assert page.ledger.detail.detail is not None
    assert page.ledger.detail.detail.supporting == ("青石镇",)


def test_navigation_finds_an_issue_in_its_tab(page: IssuesPage) -> None:
    page.go(issue_id=issue(page, 5).id)
    assert page.ledger.wanted.tab is IssueTab.CLOSED
    assert page.ledger.current_id() == issue(page, 5).id
    page.go(tab="overdue")
    assert len(serials(page)) == 5


def test_a_change_elsewhere_shows_without_anybody_refreshing(page: IssuesPage) -> None:
    with page.ctx.store.write("Elsewhere") as session:
        session.scalars(select(Issue).where(Issue.serial == 287, Issue.year == 2026)).one().title = "别处改的"
    assert page.ledger.detail.title.text() == "别处改的"


def test_the_export_is_the_list_shown_and_holds_no_formula(page: IssuesPage, tmp_path: Path) -> None:
    with page.ctx.store.write("Formula") as session:
        session.scalars(select(Issue).where(Issue.serial == 287, Issue.year == 2026)).one().title = '=HYPERLINK("x")'
    target = tmp_path / "ledger.xlsx"
    made, count = save_list(page.ctx, target, IssueFilter(tab=IssueTab.OVERDUE))
    assert made.name in {"ledger(hand-over copy).xlsx", "ledger（转办件）.xlsx"}
    sheet = load_workbook(made).active
    assert sheet is not None
    lines = list(sheet.iter_rows(min_row=4))
    assert count == len(lines) == 5
    title = lines[0][6]
    assert (title.value, title.data_type) == ('=HYPERLINK("x")', "s")
    assert lines[0][4].value == "王**"
    assert lines[0][11].value == 9


def test_an_empty_list_says_why(page: IssuesPage) -> None:
    page.go(tab="overdue")
    page.ledger._want(text="没有这样的问题")
    assert page.ledger._empty.text() == "No issue fits the search and the filters."
    assert page.ledger.detail.detail is None


def test_painting_the_ledger_in_both_themes_and_languages_raises_nothing(page: IssuesPage) -> None:
    for mode in (theme.DARK, theme.LIGHT):
        theme.set_mode(mode)
        assert not page.grab().isNull()
