"""The life cycle in the ledger: every move by mouse and by key, kept against a kill, refused in words, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.issues import IssueState, Satisfaction
from core.life_cycle import MOVES, moves_from
from db.models import Issue, IssueAction, Leader, Recusal
from desktop.actions import ACTIONS
from desktop.context import AppContext
from desktop.issues.edit_dialog import EditDialog
from desktop.issues.finish_dialog import CheckLine, FinishDialog
from desktop.issues.issues_page import IssuesPage
from desktop.issues.move_answers import WAYS, EvidenceMove
from desktop.issues.move_dialog import MoveDialog
from desktop.issues.moves import FORMS

TODAY = date(2026, 11, 23)


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext) -> IssuesPage:
    made = IssuesPage(county_ctx)
    qtbot.addWidget(made)
    made.resize(1366, 836)
    county_ctx.hub.changed.connect(made.reload)
    made.shown(TODAY)
    made.show()
    return made


def in_state(page: IssuesPage, state: IssueState) -> int:
    """Show an issue of the county in *state* and return its id."""
    with page.ctx.store.write("Set") as session:
        found = session.scalars(select(Issue).where(Issue.serial == 287, Issue.year == 2026)).one()
        found.state = state
        if state is IssueState.REGISTERED:
            found.lead_agency_id = None
        issue_id = found.id
    page.go(issue_id=issue_id)
    return issue_id


def stored(page: IssuesPage, issue_id: int) -> Issue:
    with page.ctx.store.read() as session:
        return session.get_one(Issue, issue_id)


def opened(page: IssuesPage, kind: type = MoveDialog) -> Any:
    assert isinstance(page.acts.dialog, kind), page.acts.dialog
    return page.acts.dialog


@pytest.mark.parametrize("state", list(IssueState))
def test_the_menu_offers_every_move_of_the_state_and_the_palette_holds_it(page: IssuesPage, state: IssueState) -> None:
    with page.ctx.store.write("Close") as session:
        issue = session.scalars(select(Issue).where(Issue.serial == 287, Issue.year == 2026)).one()
        issue.closed_on = None if state not in {IssueState.CLOSED, IssueState.ARCHIVED} else TODAY
    in_state(page, state)
    detail = page.ledger.detail.detail
    assert detail is not None
    menu = page.acts.built_menu(detail)
    said = [entry.text().split("(&")[0] for entry in menu.actions()]
    assert state not in {IssueState.ASSIGNED, IssueState.IN_HAND} or "Hand over" not in said  # a unit has it already
    words = ["Hand over" if each == "Pass on to another unit" else each for each in said]
    wanted = [move.name for move in moves_from(state) if move.key in FORMS and move.key != "accept"]
    if state is IssueState.ASSIGNED:  # a unit has it: an answer on the spot is the exception
        wanted = [*wanted[1:], wanted[0]]
    assert [each for each in words if each in {move.name for move in MOVES.values()}] == wanted
    menu.deleteLater()
    held = {action.argument for action in ACTIONS if action.slot == "make_move"}
    assert {key for key in FORMS if key != "answer_on_site"} <= held | {"look_back"}


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (IssueState.REGISTERED, "assign"), (IssueState.ASSIGNED, "receive"), (IssueState.RECEIVED, "feedback"),
        (IssueState.OBJECTED, "assign"), (IssueState.IN_HAND, "feedback"), (IssueState.FEEDBACK, "check"),
        (IssueState.CHECKED, "reply"), (IssueState.REPLIED, "close"),
    ],
)  # fmt: skip
def test_the_button_and_the_key_make_the_next_step(page: IssuesPage, state: IssueState, key: str) -> None:
    in_state(page, state)
    foot = page.ledger.detail.foot
    assert (foot.next_key, foot.next_step.accessibleName()) == (key, MOVES[key].name)
    foot.next_step.click()
    by_mouse = opened(page)
    assert isinstance(by_mouse, FinishDialog) is (key == "close")
    by_mouse.reject_quietly()
    page.next_step()
    assert type(opened(page)) is type(by_mouse)


def test_a_whole_way_by_dialogs_and_back_by_undo(page: IssuesPage) -> None:
    issue_id = in_state(page, IssueState.ASSIGNED)
    way: tuple[tuple[str, dict[str, Any]], ...] = (
        ("receive", {"person": "贺志强"}),
        ("progress", {"text": "已进场"}),
        ("feedback", {"text": "已通水", "evidence": ["县政府办 3 号柜", []]}),
        ("check", {"person": "李明"}),
        ("reply", {"way": "在村里张榜"}),
        ("call_back", {"satisfaction": [Satisfaction.SATISFIED.value, ""]}),
    )
    for name, typed in way:
        page.make_move(name)
        dialog = opened(page)
        for field, value in typed.items():
            dialog.field(field).restore(value)
        dialog.try_save()
        assert page.acts.dialog is None, (name, dialog.said.text())
    found = stored(page, issue_id)
    assert (found.state, found.satisfaction) == (IssueState.REPLIED, Satisfaction.SATISFIED)
    notes = [entry.note for entry in page.ledger.detail.timeline._entries]
    assert "Way: 在村里张榜" in notes
    assert "已通水\nEvidence: 县政府办 3 号柜" in notes
    for _name, _typed in way:
        page.ctx.store.undo()
    assert stored(page, issue_id).state is IssueState.ASSIGNED


def test_a_step_out_of_order_says_what_comes_next(page: IssuesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("desktop.issues.issue_acts.tell", lambda _home, words: said.append(words))
    in_state(page, IssueState.ASSIGNED)
    page.make_move("check")
    page.make_move("reopen")
    assert page.acts.dialog is None
    assert "Next comes: Sign for it." in said[0]
    assert "Next comes: Sign for it." in said[1]


def test_what_is_missing_is_said_inside_and_nothing_typed_is_lost(page: IssuesPage) -> None:
    issue_id = in_state(page, IssueState.ASSIGNED)
    page.make_move("object")
    dialog = opened(page)
    dialog.field("person").restore("贺志强")
    dialog.try_save()
    assert dialog.isVisible()
    assert dialog.said.text() == "“Object” still needs: the reason."
    assert dialog.field("person").typed() == "贺志强"
    assert stored(page, issue_id).state is IssueState.ASSIGNED


def test_a_day_that_is_none_is_refused_in_words(page: IssuesPage) -> None:
    in_state(page, IssueState.ASSIGNED)
    page.make_move("receive")
    dialog = opened(page)
    for typed in ("abc", "2026-11-24", "2020-01-01"):
        dialog.field("day").restore(typed)
        dialog.try_save()
        assert dialog.isVisible()
        assert dialog.said.text()


def test_words_typed_survive_a_kill(page: IssuesPage) -> None:
    in_state(page, IssueState.IN_HAND)
    page.make_move("feedback")
    dialog = opened(page)
    dialog.field("text").restore("已铺管 1.2 公里")
    dialog.keeper.keep()  # as the clock does; then the program is killed
    dialog.hide()
    page.acts.dialog = None
    page.make_move("feedback")
    again = opened(page)
    assert again.field("text").typed() == "已铺管 1.2 公里"
    assert again.restored.isVisible()
    again.reject_quietly()
    page.make_move("feedback")
    assert opened(page).field("text").typed() == ""


def test_evidence_is_attached_in_the_same_step_of_undo(page: IssuesPage, tmp_path: Path) -> None:
    issue_id = in_state(page, IssueState.IN_HAND)
    proof = tmp_path / "通水.jpg"
    proof.write_bytes(b"water")
    page.make_move("feedback")
    dialog = opened(page)
    dialog.field("text").restore("已通水")
    evidence = dialog.field("evidence")
    assert isinstance(evidence, EvidenceMove)
    evidence.take([proof])
    dialog.try_save()
    assert stored(page, issue_id).state is IssueState.FEEDBACK
    assert "通水.jpg" in [row.name for row in page.ledger.detail.files.rows()]
    page.ctx.store.undo()
    assert "通水.jpg" not in [row.name for row in page.ledger.detail.files.rows()]


def test_a_file_that_went_away_is_told_and_the_words_stay(page: IssuesPage, tmp_path: Path) -> None:
    in_state(page, IssueState.IN_HAND)
    page.make_move("feedback")
    dialog = opened(page)
    dialog.field("text").restore("已通水")
    dialog.field("evidence").take([tmp_path / "拔掉的U盘.jpg"])
    dialog.try_save()
    assert dialog.isVisible()
    assert "拔掉的U盘.jpg" in dialog.said.text()


def finishing(page: IssuesPage) -> FinishDialog:
    page.close_issue()
    dialog = opened(page, FinishDialog)
    assert isinstance(dialog, FinishDialog)
    return dialog


def line(dialog: FinishDialog, name: str) -> CheckLine:
    found = dialog.field(name)
    assert isinstance(found, CheckLine)
    return found


def test_the_checklist_ticks_what_is_known_and_asks_for_the_rest(page: IssuesPage) -> None:
    in_state(page, IssueState.ASSIGNED)
    dialog = finishing(page)
    ticked = {each.name: each.tick._done for _label, each in dialog._lines}
    assert (ticked["agency_id"], ticked["checked_by"], ticked["replied_on"], ticked["result"]) == (
        True, True, False, False,
    )  # fmt: skip
    line(dialog, "result").content.restore("已通水")
    assert line(dialog, "result").tick._done


def test_closing_against_the_persons_word_asks_why(page: IssuesPage) -> None:
    in_state(page, IssueState.ASSIGNED)
    dialog = finishing(page)
    assert line(dialog, "reason").isHidden()
    line(dialog, "satisfaction").content.restore([Satisfaction.DISSATISFIED.value, ""])
    line(dialog, "satisfaction").changed.emit()
    assert not line(dialog, "reason").isHidden()
    assert "the reason" in dialog.needs.text()


def test_an_objection_has_to_be_settled_before_closing(page: IssuesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("desktop.issues.issue_acts.tell", lambda _home, words: said.append(words))
    in_state(page, IssueState.OBJECTED)
    page.close_issue()
    assert "Next comes: Hand over." in said[0]


def test_a_correction_asks_why_another_unit_gets_it(page: IssuesPage) -> None:
    issue_id = in_state(page, IssueState.ASSIGNED)
    page.make_move("edit")
    dialog = opened(page, EditDialog)
    assert dialog.pass_reason.isHidden()
    other = next(id for id, _name in dialog._agencies if id != stored(page, issue_id).lead_agency_id)
    dialog.agency.set_value(other)
    assert not dialog.pass_reason.isHidden()
    dialog.save()
    assert "Say why it is passed on" in dialog.said.text()
    dialog.pass_reason.setText("职责调整")
    dialog.save()
    assert (stored(page, issue_id).lead_agency_id, stored(page, issue_id).pass_count) == (other, 1)


def test_a_leader_steps_aside_with_a_reason_and_is_kept_from_the_issue(page: IssuesPage) -> None:
    issue_id = in_state(page, IssueState.ASSIGNED)
    with page.ctx.store.read() as session:
        leader = session.scalars(select(Leader).order_by(Leader.id)).first()
    assert leader is not None
    page.make_move("edit")
    dialog = opened(page, EditDialog)
    dialog.aside.add_line(leader.id)
    dialog.save()
    assert "steps aside" in dialog.said.text()
    dialog.aside._lines[0].reason.setText("系亲属")
    dialog.leader.set_value(leader.id)
    dialog.save()
    assert "Art. 28(3)" in dialog.said.text()
    dialog.leader.set_value(None)
    dialog.save()
    with page.ctx.store.read() as session:
        assert session.scalars(select(Recusal.reason).where(Recusal.issue_id == issue_id)).all() == ["系亲属"]


def test_a_corrected_form_survives_a_kill_without_the_hidden_person(page: IssuesPage) -> None:
    in_state(page, IssueState.ASSIGNED)
    page.make_move("edit")
    dialog = opened(page, EditDialog)
    dialog.title.setText("柳树湾饮水管网")
    dialog.restricted.setChecked(True)
    assert "王桂英" not in str(dialog.typed())
    dialog.keeper.keep()
    dialog.hide()
    page.acts.dialog = None
    page.make_move("edit")
    again = opened(page, EditDialog)
    assert (again.title.text(), again.restricted.isChecked()) == ("柳树湾饮水管网", True)


def test_nothing_moves_while_the_schedule_is_read_only(page: IssuesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    in_state(page, IssueState.ASSIGNED)
    monkeypatch.setattr(type(page.ctx), "read_only", True)
    for key in (*MOVES, "edit", "press"):
        page.make_move(key)
    assert page.acts.dialog is None


def test_the_ways_are_shown_and_kept_in_the_offices_own_words(page: IssuesPage, chinese: None) -> None:
    issue_id = in_state(page, IssueState.CHECKED)
    page.make_move("reply")
    dialog = opened(page)
    way = dialog.field("way")
    for key in WAYS:
        way.ways.choose(key)
        assert way.typed() in {"电话", "当面", "书面", "张榜公示"}
    way.ways.choose("person")
    dialog.try_save()
    with page.ctx.store.read() as session:
        latest = session.scalars(
            select(IssueAction).where(IssueAction.issue_id == issue_id).order_by(IssueAction.id.desc())
        ).first()
    assert latest is not None
    assert latest.way == "当面"


def test_ctrl_enter_saves_and_esc_asks_before_words_go(
    page: IssuesPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda _home, words, **_more: asked.append(words))
    issue_id = in_state(page, IssueState.ASSIGNED)
    page.make_move("progress")
    dialog = opened(page)
    dialog.field("text").restore("已进场")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(asked) == 1
    assert dialog.isVisible()
    dialog.save_button.click()
    assert stored(page, issue_id).state is IssueState.IN_HAND
