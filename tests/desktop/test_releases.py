"""Publishing in the window: check list, issues, change notice, phone list by keys, and the line above the page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from core.clash_facts import Level
from core.conflicts import RULES
from core.planning import CallAnswer, ReleaseState
from core.release_errors import ReleaseStopped
from core.releases import ChangeKind
from core.visits import VisitState
from db import models as m
from db.queries.releases import call_rows, release_rows
from db.services.visits import move_visit, set_state
from desktop.actions import ACTIONS
from desktop.calendar.views import BOARD, MONTH, WEEK, YEAR
from desktop.context import AppContext
from desktop.releases.change_dialog import ChangeDialog
from desktop.releases.pending_notice import PendingNotice, tell_pending
from desktop.releases.phone_dialog import PhoneDialog
from desktop.releases.publish_dialog import PublishDialog
from desktop.releases.release_commands import publish_plan, release_menu, show_phone_list, show_releases
from desktop.releases.release_list import ReleaseList
from desktop.releases.release_papers import ReleasePaper, preview_release
from desktop.widgets.dialogs import Message
from tests.desktop.pages import Window
from tests.desktop.test_accessible_names import nameless

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def desk(county_ctx: AppContext, window: Window, monkeypatch: pytest.MonkeyPatch) -> AppContext:
    """Return the county with December's clashes of taste put aside, in a window that undoes."""
    monkeypatch.setattr(window, "undo", county_ctx.store.undo, raising=False)
    with county_ctx.store.write("Levels") as session:
        chosen = {rule.key: Level.IGNORE.value for rule in RULES if rule.key != "absence"}
        session.merge(m.Setting(key="clash_levels", value={"value": chosen}))
    return county_ctx


def opened(qtbot: QtBot, dialog: Any) -> Any:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def told() -> str:
    """Return what a message box says, and close it."""
    (box,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Message) and each.isVisible()]
    words = box.text.text()
    box.done(0)
    return words


def accept_all(dialog: PublishDialog) -> None:
    """Accept every clash that stops the issue, as Alt+A does."""
    while dialog.check is not None and dialog.check.stopping:
        dialog.checks.go_to(dialog.check.stopping[0])
        dialog.accept_current()
        assert dialog.reason_dialog is not None
        dialog.reason_dialog.line.setText("会后赶到")
        dialog.reason_dialog._go()
        dialog.look()


def publish_december(qtbot: QtBot, ctx: AppContext, reason: str = "") -> int:
    dialog = opened(qtbot, PublishDialog(ctx, None, around=DECEMBER))
    accept_all(dialog)
    dialog.reason.setText(reason)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted, dialog.said.text()
    with ctx.store.read() as session:
        return release_rows(session)[0].id


def visits_of(ctx: AppContext) -> list[int]:
    with ctx.store.read() as session:
        query = select(m.Visit.id).where(m.Visit.day.between(DECEMBER, date(2026, 12, 31))).order_by(m.Visit.day)
        return list(session.scalars(query))


def change_two(ctx: AppContext) -> None:
    first, second, *_rest = visits_of(ctx)
    with ctx.store.write("Change") as session:
        move_visit(session, first, to=date(2026, 12, 30))
        set_state(session, second, VisitState.CANCELLED)


def test_a_stopping_clash_keeps_the_button_dead_until_it_is_accepted(qtbot: QtBot, desk: AppContext) -> None:
    dialog = opened(qtbot, PublishDialog(desk, None, around=DECEMBER))
    (stopping,) = dialog.check.stopping
    assert not dialog.publish_button.isEnabled()
    assert dialog.checks.current_row() == stopping
    dialog.accept_current()
    dialog.reason_dialog._go()  # without a word it is refused under the line, and stays open
    assert dialog.reason_dialog.said.text() == "Please fill in: Reason."
    assert dialog.reason_dialog.isVisible()
    dialog.reason_dialog.reject()
    dialog.publish()  # Ctrl+Enter says why nothing happens, and stands on what stops it
    assert dialog.said.text() == str(ReleaseStopped(n=1, first=stopping.sentence))
    assert dialog.checks.hasFocus()
    accept_all(dialog)
    assert dialog.publish_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with desk.store.read() as session:
        (row,) = release_rows(session)
        drafts = session.scalar(
            select(func.count()).where(m.Visit.state == VisitState.DRAFT, m.Visit.day <= date(2026, 12, 31))
        )
    assert (row.first, row.last, row.visits, drafts) == (DECEMBER, date(2026, 12, 31), 24, 0)


def test_the_stretch_turns_by_keys_and_bad_days_are_told(qtbot: QtBot, desk: AppContext) -> None:
    dialog = opened(qtbot, PublishDialog(desk, None, around=DECEMBER))
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.bar.days() == (date(2026, 11, 1), date(2026, 11, 30))
    dialog.bar.kinds.choose("quarter")
    dialog.bar._on_kind("quarter")
    assert dialog.bar.days() == (date(2026, 10, 1), date(2026, 12, 31))
    dialog.bar.first.setText("2027-01-09")
    dialog.look()
    assert "lies before the first" in dialog.said.text()
    dialog.bar.first.setText("soon")
    dialog.look()
    assert "is not a day" in dialog.said.text()
    assert (dialog.check, dialog.publish_button.isEnabled()) == (None, False)
    assert dialog.bar.first.text() == "soon"


def test_a_change_asks_for_its_reason_and_lists_old_and_new(qtbot: QtBot, desk: AppContext) -> None:
    publish_december(qtbot, desk)
    change_two(desk)
    dialog = opened(qtbot, PublishDialog(desk, None, around=DECEMBER))
    accept_all(dialog)
    assert [row.kind for row in dialog.changes.rows.rows()] == [ChangeKind.CHANGED, ChangeKind.CALLED_OFF]
    assert dialog.reason_line.isVisible()
    dialog.publish()
    assert "Say why" in dialog.said.text()
    assert dialog.reason.property("invalid")
    assert dialog.isVisible()
    dialog.reason.setText("全会改期")
    dialog.publish()
    assert not dialog.isVisible()


def test_answers_by_the_keys_1_to_4_go_on_and_are_undone(qtbot: QtBot, desk: AppContext) -> None:
    release = publish_december(qtbot, desk)
    dialog = opened(qtbot, PhoneDialog(desk, None, release))
    first, second = (row.name for row in dialog.calls.rows.rows()[:2])
    for key in (Qt.Key.Key_3, Qt.Key.Key_4):
        qtbot.keyClick(dialog.calls, key)
    with desk.store.read() as session:
        rows = {row.name: row for row in call_rows(session, release)}
    assert (rows[first].answer, rows[second].answer) == (CallAnswer.AGREED, CallAnswer.CALL_BACK)
    assert rows[second].call_again_at is not None
    assert dialog.calls.currentIndex().row() == 2
    dialog.confirm()
    assert second in told()
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with desk.store.read() as session:
        rows = {row.name: row for row in call_rows(session, release)}
    assert rows[second].answer is CallAnswer.OPEN


def test_digits_typed_into_the_remark_answer_nothing(qtbot: QtBot, desk: AppContext) -> None:
    release = publish_december(qtbot, desk)
    dialog = opened(qtbot, PhoneDialog(desk, None, release))
    dialog.note.setFocus()
    qtbot.keyClicks(dialog.note, "32")
    assert dialog.note.text() == "32"
    with desk.store.read() as session:
        assert {row.answer for row in call_rows(session, release)} == {CallAnswer.OPEN}
    dialog.again.setText("15:30")
    dialog.answer(CallAnswer.CALL_BACK)
    with desk.store.read() as session:
        row = call_rows(session, release)[0]
    assert (row.note, row.call_again_at.astimezone().strftime("%H:%M")) == ("32", "15:30")


def test_confirming_works_once_everybody_was_reached(qtbot: QtBot, desk: AppContext) -> None:
    release = publish_december(qtbot, desk)
    dialog = opened(qtbot, PhoneDialog(desk, None, release))
    for _row in dialog.calls.rows.rows():
        dialog.answer(CallAnswer.AGREED)
    assert not [row for row in dialog.calls.rows.rows() if row.is_open]
    dialog.confirm()
    with desk.store.read() as session:
        (row,) = release_rows(session)
        states = {session.get_one(m.Visit, visit).state for visit in visits_of(desk)}
    assert row.state is ReleaseState.CONFIRMED
    assert VisitState.SET not in states
    assert not dialog.confirm_button.isEnabled()


def test_the_list_prints_compares_and_leads_to_the_phone_list(qtbot: QtBot, desk: AppContext) -> None:
    first = publish_december(qtbot, desk)
    change_two(desk)
    listed = opened(qtbot, ReleaseList(desk, None))
    assert listed.differs.text() == "The published plan differs from now: 2 changes."
    second = publish_december(qtbot, desk, "全会改期")
    assert [row.id for row in listed.releases.rows.rows()] == [second, first]
    assert listed.differs.text() == ""
    listed.releases.go_to(second)
    listed.compare()
    assert isinstance(listed.opened, ChangeDialog)
    assert listed.opened.count.text() == "2 changes"
    listed.opened.one.setCurrentIndex(listed.opened.one.findData(first))
    listed.opened.other.setCurrentIndex(0)  # the plan of today
    assert listed.opened.count.text() == "2 changes"
    listed.opened.done(0)
    listed.show_phones()
    assert isinstance(listed.opened, PhoneDialog)
    listed.opened.done(0)
    listed.releases.go_to(first)
    assert not listed.notice_button.isEnabled()


def test_a_reprint_shows_what_was_published(qtbot: QtBot, desk: AppContext) -> None:
    first = publish_december(qtbot, desk)
    shown = preview_release(desk, None, first, ReleasePaper.ROTA)
    assert shown is not None
    before = shown.copies.set_form(shown.variant, "").data
    shown.done(0)
    change_two(desk)
    again = preview_release(desk, None, first, ReleasePaper.ROTA)
    assert again is not None
    assert again.copies.set_form(again.variant, "").data == before
    assert "(hand-over copy)" in again.file_name()
    again.done(0)
    phones = preview_release(desk, None, first, ReleasePaper.PHONES)
    assert phones is not None
    assert "(internal copy)" in phones.file_name()
    phones.done(0)


def test_the_line_above_the_page_tells_how_far_the_plan_is(qtbot: QtBot, desk: AppContext, room: QWidget) -> None:
    class Notices:
        shown: dict[str, str] = {}  # noqa: RUF012 - one test, one list

        def notice(self, key: str, text: str, **_look: Any) -> None:
            self.shown[key] = text

        def drop_notice(self, key: str) -> None:
            self.shown.pop(key, None)

    bar: Any = Notices()
    publish_december(qtbot, desk)
    tell_pending(desk, bar)
    assert bar.shown == {}
    change_two(desk)
    tell_pending(desk, bar)
    assert bar.shown == {"published": "The published plan differs from now: 2 changes."}
    desk.store.undo()
    pending = PendingNotice(lambda: (desk, bar), room)
    pending.heard(frozenset({"issue"}))
    assert bar.shown
    pending.heard(frozenset({"visit"}))
    qtbot.waitUntil(lambda: bar.shown == {})


def test_every_field_of_the_dialogs_says_what_it_is_in_chinese_too(
    qtbot: QtBot, desk: AppContext, chinese: None
) -> None:
    release = publish_december(qtbot, desk)
    change_two(desk)
    for make in (
        lambda: PublishDialog(desk, None, around=DECEMBER), lambda: ReleaseList(desk, None),
        lambda: PhoneDialog(desk, None, release), lambda: ChangeDialog(desk, None, release),
    ):  # fmt: skip
        dialog = opened(qtbot, make())
        assert nameless(dialog) == []
        assert dialog.width() <= 1100
        dialog.done(0)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # a menu, on the offscreen platform
def test_every_command_of_publishing_opens_its_dialog(qtbot: QtBot, desk: AppContext, calendar_page: Any) -> None:
    names = {action.slot for action in ACTIONS if action.key.startswith("release.")}
    assert all(callable(getattr(calendar_page, name)) for name in names)
    menu = release_menu(desk, calendar_page, calendar_page.header.publish_button)
    assert [entry.text().split("…")[0] for entry in menu.actions()] == [
        "Publish plan", "Issues of the plan", "Phone list",
    ]  # fmt: skip
    menu.close()
    assert show_phone_list(desk, calendar_page) is None  # nothing was published yet, and that is said
    publish_december(qtbot, desk)
    for dialog in (
        publish_plan(desk, calendar_page), show_releases(desk, calendar_page), show_phone_list(desk, calendar_page),
    ):  # fmt: skip
        assert dialog is not None
        assert dialog.isVisible()
        dialog.done(0)


def test_publishing_begins_with_the_month_of_the_view_in_sight(
    qtbot: QtBot, desk: AppContext, calendar_page: Any
) -> None:
    for view in (BOARD, WEEK, YEAR, MONTH):
        calendar_page.show_view(view)
        calendar_page.pane.go_to(date(2026, 12, 16))
        dialog = publish_plan(desk, calendar_page)
        assert dialog.bar.days() == (DECEMBER, date(2026, 12, 31)), view
        dialog.done(0)


def test_an_older_phone_list_warns_of_what_a_later_issue_changed(qtbot: QtBot, desk: AppContext) -> None:
    first = publish_december(qtbot, desk)
    change_two(desk)
    second = publish_december(qtbot, desk, "全会改期")
    dialog = opened(qtbot, PhoneDialog(desk, None, first))
    changed = next(row for row in dialog.calls.rows.rows() if row.changed_by)
    dialog.calls.go_to(changed.id)
    assert dialog.overtaken.isVisible()
    assert changed.changed_by in dialog.overtaken.text()
    dialog.calls.go_to(next(row.id for row in dialog.calls.rows.rows() if not row.changed_by))
    assert not dialog.overtaken.isVisible()
    dialog.done(0)
    newest = opened(qtbot, PhoneDialog(desk, None, second))
    newest.answer(CallAnswer.CALL_BACK)
    index = newest.calls.rows.index(0, newest.calls.rows.columnCount() - 1)
    assert index.data().startswith("again ")
    newest.done(0)
