"""The clocks of an issue in the window: shown, explained, paused, extended; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.chain import ClockKind, IssueTrack, PauseKind
from core.issues import IssueDraft
from db.models import Issue, Suspension
from db.services.issues import register_issues
from db.store import Store
from desktop.context import AppContext
from desktop.issues.biography_dialog import BiographyDialog, preview_story
from desktop.issues.clock_dialogs import EndPauseForm, FeedbackForm, MeetForm, PetitionExtensionForm
from desktop.issues.clock_lines import ClockLine, PauseLine
from desktop.issues.issues_page import IssuesPage
from desktop.issues.pause_dialog import PauseDialog
from tests.db.clocked import OFFICE, move, pause
from tests.db.county import QINGSHI, WATER, found_county
from tests.desktop.pages import Window

TODAY = date(2026, 11, 23)
PETITION, ROAD = 1, 2


@pytest.fixture
def store(store: Store) -> Store:
    found_county(store)
    drafts = [
        IssueDraft("a", "补偿款未付", date(2026, 10, 9), QINGSHI, track=IssueTrack.PETITION, petitioner_name="王桂英"),
        IssueDraft("b", "村道塌方", date(2026, 11, 9), QINGSHI, limit_amount=15, lead_agency_id=WATER),
    ]
    with store.write("Register") as session:
        register_issues(session, drafts, **OFFICE)
    move(store, "accept_petition", PETITION, date(2026, 10, 14))
    return store


@pytest.fixture
def page(qtbot: QtBot, ctx: AppContext) -> Iterator[IssuesPage]:
    ctx.attach(Window())
    made = IssuesPage(ctx)
    qtbot.addWidget(made)
    made.resize(1368, 836)
    ctx.hub.changed.connect(made.reload)
    made.shown(TODAY)
    made.show()
    yield made
    if made.clocks.dialog is not None:
        made.clocks.dialog.done(0)


def lines(page: IssuesPage) -> list[str]:
    return [line.text() for line in page.ledger.detail.clocks.lines()]


def dialog(page: IssuesPage) -> object:
    return page.clocks.dialog


def due(store: Store, issue_id: int) -> date | None:
    with store.read() as session:
        return session.scalar(select(Issue.due).where(Issue.id == issue_id))


def suspensions(store: Store) -> list[Suspension]:
    with store.read() as session:
        return list(session.scalars(select(Suspension)))


def test_each_clock_has_its_line_with_what_leads_to_it(page: IssuesPage) -> None:
    page.go(issue_id=PETITION)
    section = page.ledger.detail.clocks
    assert section.isVisibleTo(page)
    kinds = [line.clock.kind for line in section.lines() if isinstance(line, ClockLine)]
    assert kinds == [ClockKind.FINISH, ClockKind.ACCEPT, ClockKind.INFORM]
    first = section.lines()[0]
    assert isinstance(first, ClockLine)
    assert first.remarks == ("chase by 11 Dec",)  # 60 days end on a Sunday: judged by Monday, chased by Friday
    assert "1. " in first.toolTip()
    assert "Art. 34" in first.accessibleDescription()


def test_arrows_go_from_line_to_line_and_f1_tells_the_biography(qtbot: QtBot, page: IssuesPage) -> None:
    """P5."""
    page.go(issue_id=PETITION)
    section = page.ledger.detail.clocks
    section.fold.click()
    first, second, *_rest = section.lines()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert page.window().focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_F1)
    shown = dialog(page)
    assert isinstance(shown, BiographyDialog)
    assert len(shown.lines()) == 3
    shown.accept()
    page.ledger.detail.banner.setFocus()
    assert page.page_help()
    assert isinstance(dialog(page), BiographyDialog)


def test_f1_elsewhere_is_left_to_the_keys(page: IssuesPage) -> None:
    page.go(issue_id=PETITION)
    page.ledger.table.setFocus()
    assert not page.page_help()


def test_a_pause_is_previewed_while_typed_and_saved_in_one_step(page: IssuesPage, ctx: AppContext) -> None:
    page.go(issue_id=ROAD)
    before = due(ctx.store, ROAD)
    page.pause_issue()
    form = dialog(page)
    assert isinstance(form, PauseDialog)
    form.starts.setText("11-24")
    form.ends.setText("11-26")
    form.look()
    assert form.preview.words() == ["Finish: 30 Nov 2026 → 3 Dec 2026"]
    form.reason.setText("等图纸")
    form.kind.choose(PauseKind.PAPERS.value)
    form.try_save()
    assert due(ctx.store, ROAD) == date(2026, 12, 3)
    assert [type(line) for line in page.ledger.detail.clocks.lines()] == [ClockLine, PauseLine]
    ctx.store.undo()
    assert due(ctx.store, ROAD) == before
    assert suspensions(ctx.store) == []


def test_what_no_rule_lets_stand_still_says_so_and_keeps_every_word(page: IssuesPage, ctx: AppContext) -> None:
    page.go(issue_id=PETITION)
    page.pause_issue()
    form = dialog(page)
    assert isinstance(form, PauseDialog)
    assert all("does not allow it" in words for words in form.preview.words()[:1])
    form.reason.setText("听证会")
    form.try_save()
    assert "Art. 34" in form.said.text()
    assert form.reason.text() == "听证会"
    assert suspensions(ctx.store) == []
    form.reject_quietly()


@pytest.mark.parametrize(("first", "last"), [("", ""), ("2月30日", ""), ("11-26", "11-24")])
def test_days_that_make_no_sense_are_told_while_typing(page: IssuesPage, first: str, last: str) -> None:
    page.go(issue_id=ROAD)
    page.pause_issue()
    form = dialog(page)
    assert isinstance(form, PauseDialog)
    form.reason.setText("等图纸")
    form.starts.setText(first)
    form.ends.setText(last)
    form.look()
    assert len(form.preview.words()) == 1
    form.try_save()
    assert form.isVisible()
    form.reject_quietly()


def test_a_pause_half_typed_is_there_again_after_a_kill(
    page: IssuesPage, ctx: AppContext, make_ctx: Callable[[Store], AppContext], qtbot: QtBot
) -> None:
    page.go(issue_id=ROAD)
    page.pause_issue()
    form = dialog(page)
    assert isinstance(form, PauseDialog)
    form.reason.setText("等设计院的图")
    form.keeper.keep()
    form.hide()  # the program ends here: nothing is rejected, nothing saved

    page.clocks.act("pause")
    again = dialog(page)
    assert isinstance(again, PauseDialog)
    assert again.reason.text() == "等设计院的图"
    assert again.restored.text()
    again.reject_quietly()
    form.reject_quietly()


def test_t_ends_an_open_pause_and_the_line_corrects_it(page: IssuesPage, ctx: AppContext) -> None:
    pause(ctx.store, ROAD, date(2026, 11, 19), None, today=TODAY)
    page.go(issue_id=ROAD)
    shown = page.ledger.detail.clocks.lines()[0]
    assert isinstance(shown, ClockLine)
    assert shown.clock.stands_since == date(2026, 11, 19)
    page.pause_issue()
    form = dialog(page)
    assert isinstance(form, EndPauseForm)
    form.ends.setText("11-20")
    form.try_save()
    assert suspensions(ctx.store)[0].ends == date(2026, 11, 20)
    page.clocks.act("correct", suspensions(ctx.store)[0].id)
    correct = dialog(page)
    assert isinstance(correct, PauseDialog)
    correct.ends.setText("11-21")
    correct.try_save()
    assert suspensions(ctx.store)[0].ends == date(2026, 11, 21)


def test_a_petition_is_extended_by_its_own_form(page: IssuesPage, ctx: AppContext) -> None:
    page.go(issue_id=PETITION)
    page.acts.act("extend", page.ledger.detail.detail)
    form = dialog(page)
    assert isinstance(form, PetitionExtensionForm)
    assert form.new_date.text() == "→ 12 Jan 2027"
    form.days.setText("31")
    assert form.new_date.text() == ""
    for field, words in ((form.reason, "案情复杂"), (form.approver, "周立明"), (form.number, "云延3号")):
        field.setText(words)
    form.told_on.setText("11-20")
    form.try_save()
    assert form.isVisible()
    assert form.reason.text() == "案情复杂"
    form.days.setText("20")
    form.try_save()
    assert due(ctx.store, PETITION) == date(2027, 1, 4)
    page.acts.act("extend", page.ledger.detail.detail)
    assert not isinstance(dialog(page), PetitionExtensionForm)


def test_a_clock_is_ticked_off_and_periodic_feedback_asked_for(page: IssuesPage) -> None:
    page.go(issue_id=PETITION)
    inform = page.ledger.detail.clocks.lines()[2]
    assert isinstance(inform, ClockLine)
    page.clocks.act("meet", inform.clock.id)
    form = dialog(page)
    assert isinstance(form, MeetForm)
    form.day.setText("11-20")
    form.try_save()
    assert lines(page)[2].endswith("Done on 20 Nov, 19 working days late")
    page.clocks.act("feedback")
    feedback = dialog(page)
    assert isinstance(feedback, FeedbackForm)
    feedback.every.setText("0")
    feedback.try_save()
    assert feedback.isVisible()
    feedback.every.setText("14")
    feedback.try_save()
    assert any("Report progress" in words for words in lines(page))


def test_the_menu_of_a_line_offers_what_fits_it(page: IssuesPage) -> None:
    page.go(issue_id=PETITION)
    section = page.ledger.detail.clocks
    offered = [[name for name, _words, _what in section.acts_of(line)] for line in section.lines()]
    assert offered == [["pause", "feedback", "biography"], ["meet", "biography"], ["meet", "biography"]]


def test_the_printed_biography_names_nobody_by_itself(page: IssuesPage, ctx: AppContext) -> None:
    preview = preview_story(page, ctx, PETITION)
    assert preview is not None
    assert preview.pages.document.pageCount() >= 1
    preview.reject()


def test_an_issue_without_a_date_shows_no_clocks(page: IssuesPage, ctx: AppContext) -> None:
    with ctx.store.write("No date") as session:
        row = session.get_one(Issue, ROAD)
        row.due, row.due_steps, row.limit_amount, row.limit_unit = None, [], None, None
    page.go(issue_id=ROAD)
    assert not page.ledger.detail.clocks.isVisibleTo(page)
