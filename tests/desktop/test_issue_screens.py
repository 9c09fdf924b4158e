"""What the screens of the issue chain say and show: words that cannot be confused, room for the story, calm dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.chain import IssueTrack, PauseKind
from core.flags import STAND_OUT
from core.i18n import _
from core.issues import IssueState
from core.life_cycle import MOVES
from core.look_back import LookBackWay
from db.models import Issue
from desktop.actions import ACTIONS, action_of
from desktop.context import AppContext
from desktop.issues.flag_row import KEYS, FlagRow
from desktop.issues.issues_page import IssuesPage
from desktop.issues.pause_dialog import PauseDialog, kinds_offered
from desktop.main_window import MainWindow
from desktop.papers.paper_forms import RARE
from desktop.papers.return_dialog import CHANGES
from desktop.settings.settings_page import SECTIONS

TODAY = date(2026, 11, 23)
LOW, USUAL = (1366, 736), (1440, 868)
"""What a title bar leaves of the two screens."""


@pytest.fixture
def window(qtbot: QtBot, county_ctx: AppContext) -> Iterator[MainWindow]:
    made = MainWindow(county_ctx.machine)
    qtbot.addWidget(made)
    made.resize(*LOW)
    made.open(county_ctx, "issues")
    made.show()
    QApplication.processEvents()
    yield made
    made.hide()


@pytest.fixture
def page(window: MainWindow) -> IssuesPage:
    found = window.page()
    assert isinstance(found, IssuesPage)
    return found


def put(page: IssuesPage, serial: int = 287, **values: object) -> int:
    """Change an issue, show it and return its id."""
    with page.ctx.store.write("Set") as session:
        found = session.scalars(select(Issue).where(Issue.serial == serial, Issue.year == 2026)).one()
        for name, value in values.items():
            setattr(found, name, value)
        issue_id = found.id
    page.go(issue_id=issue_id)
    settle()
    return issue_id


def settle() -> None:
    """Let layouts within layouts come to rest."""
    for _round in range(4):
        QApplication.processEvents()


def told(page: IssuesPage) -> int:
    """Return how many entries of the story are in sight from its beginning, without scrolling."""
    panel = page.ledger.detail
    view = panel._scroll.viewport()
    top = panel.timeline.mapTo(view, QPoint(0, 0)).y()
    return sum(top >= 0 and top + bottom <= view.height() for bottom in panel.timeline.bottoms())


def entries(page: IssuesPage) -> list[QAction]:
    detail = page.ledger.detail.detail
    assert detail is not None
    menu = page.acts.built_menu(detail)
    assert isinstance(menu, QMenu)
    return menu.actions()


# Words


def test_to_chase_and_the_notice_on_paper_have_names_of_their_own(chinese: None) -> None:
    said = [_(action_of(key).text) for key in ("issues.press", "issues.notice", "chase", "issues.slip")]
    assert said == ["催一下", "督办单", "催办函", "交办单"]
    assert len({_(action.text) for action in ACTIONS if action.where == "issues"}) == len(
        [action for action in ACTIONS if action.where == "issues"]
    )


def test_what_only_records_says_so(chinese: None) -> None:
    assert [_(MOVES[key].name) for key in ("check", "call_back", "look_back")] == ["记录审核", "记录回访", "记录回头看"]


def test_the_two_pages_of_limits_are_told_apart(chinese: None) -> None:
    titles = {entry.key: _(entry.title) for entry in SECTIONS}
    assert (titles["limits"], titles["clocks"]) == ("类别期限", "各项时限规则")


# The toast after a chase


def test_after_a_chase_the_notice_is_offered_beside_undo(page: IssuesPage, window: MainWindow) -> None:
    chased = put(page)
    page.press_issue()
    page.acts.dialog.words.setPlainText("要求两天内书面说明")  # type: ignore[union-attr]
    page.acts.dialog.save()  # type: ignore[union-attr]
    toast = window.toast
    assert (toast.further.caption(), toast.button.caption()) == ("Write a supervision notice, too", "Undo")
    assert toast.further.isVisible()
    page.ctx.navigate("today")
    toast.further.click()
    assert window.page() is page
    assert page.ledger.current_id() == chased
    dialog: Any = page.paper_dialog
    assert dialog.windowTitle() == "Supervision notice"
    dialog.reject_quietly()


def test_of_several_or_without_a_unit_no_notice_is_offered(page: IssuesPage, window: MainWindow) -> None:
    put(page, state=IssueState.REGISTERED, lead_agency_id=None)
    page.press_issue()
    page.acts.dialog.save()  # type: ignore[union-attr]
    assert window.toast.isVisible()
    assert not window.toast.further.isVisible()
    page.ledger.table.selectAll()
    page.press_issue()
    page.acts.dialog.save()  # type: ignore[union-attr]
    assert not window.toast.further.isVisible()


# Room for the story


@pytest.mark.parametrize("size", [LOW, USUAL])
def test_five_entries_of_the_story_show(page: IssuesPage, window: MainWindow, size: Any) -> None:
    window.resize(*size)
    put(page)
    assert told(page) >= 5


def test_a_tall_window_spreads_what_a_low_one_folds(page: IssuesPage, window: MainWindow) -> None:
    put(page)
    panel = page.ledger.detail
    foot = panel.foot
    assert not foot._next_box.isVisible()
    assert foot.next_step.isVisible()
    assert panel.bring.text().startswith("With 陈雨桐")
    assert "青石镇" in panel.bring.accessibleName()
    assert [line.isVisible() for line in panel.clocks.lines()] == [False]
    panel.clocks.fold.click()
    assert all(line.isVisible() for line in panel.clocks.lines())
    number: Any = panel.facts.facts["number"][1]
    number.setText("0287")
    assert len(panel.facts.rows()[0]) == 2  # short ones stand in pairs
    window.resize(1600, 1100)
    settle()
    assert foot._next_box.isVisible()
    assert "青石镇" in panel.bring.text()
    assert all(len(row) == 1 for row in panel.facts.rows())
    assert not panel.clocks.fold.folds


def test_a_closed_issue_says_its_next_step_once(page: IssuesPage) -> None:
    put(page, state=IssueState.CLOSED, closed_on=TODAY, satisfaction=None)
    foot = page.ledger.detail.foot
    assert foot.next_key == "call_back"
    assert not foot._next_box.isVisible()


# Dialogs


def test_a_look_back_asks_for_the_visit_only_where_there_was_one(page: IssuesPage) -> None:
    put(page, state=IssueState.CLOSED, closed_on=TODAY)
    page.make_move("look_back")
    dialog: Any = page.acts.dialog
    visit, way = dialog.field("visit_id"), dialog.field("way")
    assert visit.isHidden()
    before = dialog.height()
    way.ways.choose(LookBackWay.VISIT.value)
    way.changed.emit()
    assert not visit.isHidden()
    assert dialog.height() > before
    visit.restore("not in the list")
    way.ways.choose(next(each.value for each in LookBackWay if each is not LookBackWay.VISIT))
    way.changed.emit()
    assert visit.isHidden()
    assert visit.values() == {"visit_id": None}  # what is out of sight refuses nothing
    dialog.reject_quietly()


def test_a_pause_of_an_on_site_issue_is_no_hearing(page: IssuesPage) -> None:
    put(page)
    page.clocks.act("pause")
    form = page.clocks.dialog
    assert isinstance(form, PauseDialog)
    assert form.kind.current() == PauseKind.OTHER
    form.reject_quietly()
    assert PauseKind.HEARING not in kinds_offered(IssueTrack.ONSITE)
    assert kinds_offered(IssueTrack.PETITION) == tuple(PauseKind)


def test_a_notice_shows_five_fields_and_folds_the_rest(page: IssuesPage, window: MainWindow) -> None:
    put(page)
    page.write_paper("supervision_notice")
    dialog: Any = page.paper_dialog
    rare = dialog._fields[-RARE:]
    assert [field.isVisible() for field in dialog._fields] == [True] * 5 + [False] * RARE
    before = dialog.height()
    dialog.fold_button.click()
    assert all(field.isVisible() for field in rare)
    assert dialog.height() > before
    dialog.field("enclosures").line.setText("现场照片2张")
    dialog.keeper.keep()
    dialog.done(0)
    page.write_paper("supervision_notice")
    again: Any = page.paper_dialog
    assert again.field("enclosures").line.text() == "现场照片2张"
    assert all(field.isVisible() for field in again._fields)  # kept words do not hide
    again.reject_quietly()


def test_the_dialog_says_enclosed_papers_without_a_gap(chinese: None, page: IssuesPage) -> None:
    put(page)
    page.write_paper("supervision_notice")
    dialog: Any = page.paper_dialog
    assert dialog.field("enclosures").accessibleName() == "附件"
    dialog.reject_quietly()


def test_a_returned_workbook_names_each_issue_by_its_number() -> None:
    assert "Issue no." in [column.title for column in CHANGES]


# The menu of an issue


def test_every_entry_leads_to_a_dialog_and_shows_its_letter_once(page: IssuesPage) -> None:
    put(page, state=IssueState.ASSIGNED)
    for entry in (each for each in entries(page) if each.text()):
        words, _tab, keys = entry.text().partition("\t")
        assert "…" in words
        assert f"(&{keys})" not in words


def test_an_answer_on_site_is_not_the_first_step_of_what_a_unit_has(page: IssuesPage) -> None:
    put(page, state=IssueState.ASSIGNED)
    moves = [each.text().partition("(")[0] for each in entries(page)]
    moves = moves[: moves.index("")]  # up to the first line between groups
    assert moves[-1] == MOVES["answer_on_site"].name
    put(page, state=IssueState.REGISTERED, lead_agency_id=None)
    assert entries(page)[0].text().startswith(MOVES["answer_on_site"].name)


def test_erasing_stands_last_and_only_a_settled_issue_has_it(page: IssuesPage) -> None:
    put(page)
    last = entries(page)[-1]
    assert last.text() == "Erase the person… (only after the issue is closed)"
    assert not last.isEnabled()
    assert entries(page)[-2].isSeparator()
    put(page, state=IssueState.CLOSED, closed_on=TODAY)
    assert entries(page)[-1].text() == "Erase the person…"
    assert entries(page)[-1].isEnabled()


# Flags


def test_flags_have_one_order_everywhere(page: IssuesPage, window: MainWindow) -> None:
    window.show_page("today")
    today: Any = window.page()
    assert tuple(KEYS) == STAND_OUT == tuple(FlagRow().toggles)
    assert tuple(today.findChild(type(today.flags)).buttons) == STAND_OUT
