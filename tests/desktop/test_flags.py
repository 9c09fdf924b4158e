"""Flags in the ledger and on Today, the look-back dialog, and the earlier case beside what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.chain import NoticeLevel
from core.flags import Flag
from core.issues import IssueState
from core.settings import OfficeSettings
from db.models import Issue, Petitioner
from db.queries.flags import flag_counts
from db.queries.issue_detail import issue_draft
from db.queries.issues import IssueTab
from db.services.look_back import draw_look_backs
from db.services.settings import save_settings
from db.store import Store
from desktop.context import AppContext
from desktop.issues.edit_dialog import EditDialog
from desktop.issues.issue_model import TAGS_ROLE
from desktop.issues.issues_page import IssuesPage
from desktop.issues.look_back_fields import HeldMove, LookWayMove, offer_reopening
from desktop.issues.move_dialog import MoveDialog
from desktop.settings.reminders_section import RemindersSection
from desktop.today.today_page import TodayPage
from tests.desktop.pages import Window, come_up
from tests.mockup_issues import TODAY


@pytest.fixture
def quiet_ctx(county: Store, make_ctx: Callable[[Store], AppContext]) -> AppContext:
    """Return the county of the pictures, in which everything moved yesterday."""
    with county.write("Quiet") as session:
        for issue in session.scalars(select(Issue)):
            issue.moved_on = issue.noted_on = issue.assigned_on = date(2026, 11, 22)
            issue.petitioner_id = None
    ctx = make_ctx(county)
    ctx.attach(Window())  # type: ignore[arg-type]
    return ctx


@pytest.fixture
def page(qtbot: QtBot, quiet_ctx: AppContext) -> Iterator[IssuesPage]:
    made = come_up(qtbot, quiet_ctx, IssuesPage)
    assert isinstance(made, IssuesPage)
    yield made
    if isinstance(made.acts.dialog, MoveDialog):
        made.acts.dialog.reject_quietly()


def change(page: IssuesPage, serial: int, **fields: Any) -> int:
    with page.ctx.store.write("Change") as session:
        issue = session.scalars(select(Issue).where(Issue.serial == serial, Issue.year == 2026)).one()
        for name, value in fields.items():
            setattr(issue, name, value)
        return issue.id


def serials(page: IssuesPage) -> list[int]:
    return [row.serial for row in page.ledger.model.rows()]


def tags(page: IssuesPage, issue_id: int) -> list[str]:
    index = page.ledger.model.index_of(issue_id).siblingAtColumn(2)
    return [tag.words for tag in index.data(TAGS_ROLE)]


def test_the_row_is_not_there_while_nothing_stands_out(page: IssuesPage) -> None:
    assert page.ledger.flags.isHidden()
    page.focus_flags()
    assert page.ctx.window.said == ["No issue stands out."]  # type: ignore[attr-defined]


def test_each_flag_has_its_count_and_a_click_its_list(qtbot: QtBot, page: IssuesPage) -> None:
    change(page, 290, moved_on=date(2026, 10, 1), assigned_on=date(2026, 10, 1))
    change(page, 309, pass_count=3)
    row = page.ledger.flags

    assert {flag: toggle.count for flag, toggle in row.toggles.items() if not toggle.isHidden()} == {
        Flag.STUCK: 1, Flag.BOUNCING: 1,
    }  # fmt: skip
    qtbot.mouseClick(row.toggles[Flag.STUCK], Qt.MouseButton.LeftButton)
    assert serials(page) == [290]
    assert page.ledger.model.index(0, 0).data() == "Overdue 1 issue"
    qtbot.mouseClick(row.toggles[Flag.BOUNCING], Qt.MouseButton.LeftButton)
    assert serials(page) == [290, 309]
    row.toggles[Flag.STUCK].click()
    row.toggles[Flag.BOUNCING].click()
    assert len(serials(page)) == 21


def test_digits_tick_flags_and_arrows_go_through_them(qtbot: QtBot, page: IssuesPage) -> None:
    change(page, 290, moved_on=date(2026, 10, 1), assigned_on=date(2026, 10, 1))
    change(page, 309, pass_count=3)
    qtbot.keyClick(page.ledger.table, Qt.Key.Key_6)
    assert serials(page) == [290]
    qtbot.keyClick(page.ledger.table, Qt.Key.Key_6)
    qtbot.keyClick(page.ledger.table, Qt.Key.Key_9)
    assert serials(page) == [309]
    qtbot.keyClick(page.ledger.table, Qt.Key.Key_2)
    assert (page.ledger.wanted.tab, serials(page)) == (IssueTab.OVERDUE, []), "filters combine"
    qtbot.keyClick(page.ledger.table, Qt.Key.Key_5)
    assert page.ledger.wanted.flags == frozenset(), "no closed issue is passed on"
    page.focus_flags()
    first = page.ledger.flags.toggles[Flag.STUCK]
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert (page.ledger.wanted.tab, serials(page)) == (IssueTab.OPEN, [290])


def test_tags_say_level_and_flags_in_words(page: IssuesPage) -> None:
    issue_id = change(page, 309, pass_count=4, notice_level=NoticeLevel.WARNING, chase_count=2)
    assert tags(page, issue_id) == ["Warning", "Passed on and on"]
    spoken = page.ledger.model.index_of(issue_id).siblingAtColumn(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Notice level: Warning; passed on 4 times")
    page.go(flag="bouncing")
    assert tags(page, issue_id) == ["Warning", "passed on 4 times"]


def test_an_overdue_row_says_no_more_than_its_red_date(page: IssuesPage) -> None:
    issue_id = change(page, 290, moved_on=date(2026, 10, 1), assigned_on=date(2026, 10, 1))
    assert tags(page, issue_id) == []
    page.go(flag="stuck")
    assert tags(page, issue_id) == ["still 40 days"]


def draw_all(page: IssuesPage) -> None:
    with page.ctx.store.write("Settings") as session:
        save_settings(session, look_back_share=1)
    with page.ctx.store.write("Draw") as session:
        draw_look_backs(session, today=TODAY, settings=OfficeSettings(look_back_share=1))


def test_look_backs_are_a_list_of_closed_issues_and_one_dialog_settles_each(page: IssuesPage) -> None:
    draw_all(page)
    count = page.ledger.flags.toggles[Flag.LOOK_BACK].count
    page.go(flag="look_back")
    assert (page.ledger.wanted.tab, len(serials(page)), count) == (IssueTab.CLOSED, 284, 284)

    issue_id = page.ledger.current_id()
    page.acts.act("look_back", page.ledger.detail.detail)
    dialog = page.acts.dialog
    assert isinstance(dialog, MoveDialog)
    dialog.try_save()
    assert dialog.said.text() == "Say whether it holds what was reported."
    held, way = dialog.field("held"), dialog.field("way")
    assert isinstance(held, HeldMove)
    assert isinstance(way, LookWayMove)
    held.held.choose("held")
    way.ways.choose("call")
    dialog.try_save()

    with page.ctx.store.read() as session:
        assert session.get_one(Issue, issue_id).look_back_held is True
    assert page.ledger.flags.toggles[Flag.LOOK_BACK].count == 283
    page.ctx.store.undo()
    assert page.ledger.flags.toggles[Flag.LOOK_BACK].count == 284


def test_what_does_not_hold_is_offered_to_be_reopened_and_nothing_reopens_by_itself() -> None:
    asked: list[str] = []
    done: list[str] = []

    def ask(answer: bool) -> Callable[..., bool]:
        return lambda question, **_words: asked.append(question) is None and answer

    offer_reopening(True, lambda: done.append("a"), ask(True))
    offer_reopening(False, lambda: done.append("b"), ask(False))
    offer_reopening(False, lambda: done.append("c"), ask(True))
    assert (len(asked), done) == (2, ["c"])


def test_today_says_what_stands_out_only_if_there_is_any(qtbot: QtBot, quiet_ctx: AppContext) -> None:
    today = come_up(qtbot, quiet_ctx, TodayPage)
    assert isinstance(today, TodayPage)
    assert today.flags.isHidden()
    with quiet_ctx.store.write("Change") as session:
        found = session.scalars(select(Issue).where(Issue.serial == 309, Issue.year == 2026)).one()
        found.pass_count = 3
    button = today.flags.buttons[Flag.BOUNCING]
    assert button.isVisible()
    button.click()
    assert quiet_ctx.window.went == [("issues", {"flag": "bouncing"})]  # type: ignore[attr-defined]


def test_the_offices_numbers_are_set_on_one_page_and_refused_by_name(qtbot: QtBot, quiet_ctx: AppContext) -> None:
    section = RemindersSection(quiet_ctx)
    qtbot.addWidget(section)
    section.reload()
    section.numbers["bounce_times"].setText("2")
    section.numbers["bounce_times"].left.emit()
    section.at.setText("下午2点")
    section.at.left.emit()
    section.numbers["stuck_days"].setText("0")
    section.numbers["stuck_days"].left.emit()

    settings = quiet_ctx.settings
    assert (settings.bounce_times, settings.digest_at, settings.stuck_days) == (2, "14:00", 15)
    assert section.numbers["stuck_days"].property("invalid")
    section.draw()
    with quiet_ctx.store.read() as session:
        drawn = flag_counts(session, today=TODAY, calendar=quiet_ctx.calendar, settings=settings)[Flag.LOOK_BACK]
    assert drawn > 0
    section.reload()
    assert section.waiting.text() == f"{drawn} look-backs are due"
    quiet_ctx.store.undo()
    assert quiet_ctx.store.undo_label() == "Change settings"


def test_the_earlier_case_opens_beside_a_correction_and_blocks_nothing(
    qtbot: QtBot, page: IssuesPage, county: Store
) -> None:
    with county.write("People") as session:
        person = Petitioner(name="王桂英", phone="138 0000 6612")
        session.add(person)
        session.flush()
        earlier = session.scalars(select(Issue).where(Issue.serial == 290, Issue.year == 2026)).one()
        earlier.petitioner_id, earlier.state = person.id, IssueState.IN_HAND
    with county.read() as session:
        now = session.scalars(select(Issue).where(Issue.serial == 309, Issue.year == 2026)).one()
        draft = issue_draft(session, now.id)
    assert draft is not None
    dialog = EditDialog(page, page.ctx, draft, number="0309", due=None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.earlier.isVisible()
    dialog.earlier.watch("", "13800006612", None)
    qtbot.waitUntil(dialog.earlier.isVisible, timeout=2000)

    assert dialog.earlier.head.text().startswith("王** seems to have come before")
    assert "王桂英" not in dialog.earlier.accessibleName()
    dialog.earlier.open()
    assert dialog.earlier.peek is not None
    assert not dialog.earlier.peek.isModal()
    dialog.earlier.peek.done(0)
    dialog.earlier.put_away()
    dialog.earlier.look()
    assert not dialog.earlier.isVisible()
    dialog.reject_quietly()
