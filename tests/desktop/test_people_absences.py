"""Absences corrected later, over published visits, and of who only goes along; the ledger as a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.i18n import set_language
from db.queries.form_drafts import form_drafts
from db.queries.visits import visit_draft
from db.services.absence_repair import Repair
from desktop.directory.columns import away_text
from desktop.directory.leaders_page import LeadersPage
from desktop.people import repair_dialog
from tests.desktop.test_people import SAVE, go_to, people, repair_of, typed_absence, who

__all__ = ["people"]


def kept_absence(page: LeadersPage) -> int:
    """Save an absence over two visits, both kept; return the absence's id."""
    go_to(page, "周立明")
    dialog = repair_of(typed_absence(page, "2026-11-23", "2026-11-25"))
    for row in dialog.rows:
        row.options.setCurrentIndex(row.options.count() - 1)
        row.reason.setText("会期可以错开")
    dialog.try_save()
    page.reload(frozenset({"absence"}))
    with page.ctx.store.read() as session:
        from db.queries.leader_detail import leader_detail  # noqa: PLC0415

        detail = leader_detail(
            session, who(page.ctx.store, "周立明"), today=page.ctx.today(), calendar=page.ctx.calendar
        )
    assert detail is not None
    return next(each.id for each in detail.absences if each.starts == date(2026, 11, 23))


def test_correcting_the_reason_asks_nothing_and_longer_days_keep_what_was_kept(
    qtbot: QtBot, people: LeadersPage
) -> None:
    absence = kept_absence(people)
    form = people.edit_absence(absence)
    assert form is not None
    assert form.warning() == ""
    form.reason.setText("省委全会")
    form.try_save()
    assert (form.repair, form.isVisible()) == (None, False)
    again = people.edit_absence(absence)
    assert again is not None
    assert again.reason.text() == "省委全会"
    again.last.setText("2026-11-27")
    dialog = repair_of(again)
    kept = [row for row in dialog.rows if row.hit.visit.day <= date(2026, 11, 25)]
    assert [(row.choice().how, row.reason.text()) for row in kept] == [(Repair.KEEP, "会期可以错开")] * 2
    row = kept[0]
    row.options.setCurrentIndex(0)
    assert row.reason.text() == ""
    row.options.setCurrentIndex(row.options.count() - 1)
    assert row.reason.text() == "会期可以错开"
    dialog.done(0)
    again.done(0)


def test_what_is_published_waits_for_a_choice(
    qtbot: QtBot, people: LeadersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = repair_dialog.hit_visits
    monkeypatch.setattr(
        repair_dialog, "hit_visits", lambda *args, **names: [replace(hit, issue=3) for hit in found(*args, **names)]
    )
    store = people.ctx.store
    go_to(people, "周立明")
    form = typed_absence(people, "2026-11-23", "")
    before = store.head()
    dialog = repair_of(form)
    (row,) = dialog.rows
    assert not row.is_decided()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(row.options, *SAVE)
    qtbot.waitUntil(lambda: bool(dialog.texts()))
    assert dialog.isVisible()
    words = " ".join([dialog.said.text(), *dialog.texts().values()])
    assert "The visit to 东岭镇 on 23 Nov is published. Choose what becomes of it." in words
    assert store.head() == before
    row.options.setFocus()
    qtbot.keyClick(row.options, Qt.Key.Key_Down)
    assert row.choice().how is Repair.OTHER_LEADER
    qtbot.keyClick(row.options, *SAVE)
    qtbot.waitUntil(lambda: store.head() != before)


def test_a_companion_who_is_away_stays_at_home(people: LeadersPage) -> None:
    store = people.ctx.store
    go_to(people, "周立明")
    (row,) = repair_of(probe := typed_absence(people, "2026-11-23", "")).rows
    visit_id = row.hit.visit.id
    probe.repair.done(0)
    probe.reject_quietly()
    me = go_to(people, "许国安")
    with store.write("Take along") as session:
        from db.services.visits import save_visit  # noqa: PLC0415

        draft = visit_draft(session, visit_id)
        assert draft is not None
        draft.accompanying_leaders = [me]
        draft.overlap_confirmed = True
        save_visit(session, draft)
    form = typed_absence(people, "2026-11-23", "")
    assert "东岭镇" in form.warning()
    rows = {row.hit.visit.id: row for row in repair_of(form).rows}
    asked = rows[visit_id]
    assert [words for words, _choice in asked.choices] == ["no longer goes along", "stays as it is, for a reason"]
    assert asked.reason.isHidden()
    form.repair.try_save()
    with store.read() as session:
        draft = visit_draft(session, visit_id)
        assert draft is not None
        assert me not in draft.accompanying_leaders
    store.undo()
    with store.read() as session:
        draft = visit_draft(session, visit_id)
        assert draft is not None
        assert me in draft.accompanying_leaders


def test_the_workbook_of_the_ledger_holds_numbers_and_no_variant(people: LeadersPage, tmp_path: Path) -> None:
    go_to(people, "周立明")
    dialog = people.show_burden()
    rows = dialog.ledger.rows.rows()
    assert dialog.export_to(tmp_path / "burden.xlsx")
    made = tmp_path / "burden.xlsx"
    lines = list(load_workbook(made).active.iter_rows(values_only=True))
    assert not any("hand-over copy" in str(cell) for line in lines for cell in line)
    assert lines[2][-2:] == ("Duty share (%)", "Points divided by the duty share")
    assert [line[4] for line in lines[3:]] == [row.done / 10 for row in rows]
    assert round(sum(line[4] for line in lines[3:]) * 10) == sum(row.done for row in rows) > 0


def test_an_absence_of_another_year_says_which(people: LeadersPage) -> None:
    go_to(people, "周立明")
    row = replace(people.table.rows.rows()[0], away_until=None, next_away=date(2027, 2, 20))
    set_language("zh_CN")
    assert away_text(row) == "2027年2月20日起"
    assert away_text(replace(row, next_away=date(2026, 12, 20))) == "12月20日起"


def test_answers_survive_a_kill_and_go_with_the_absence(people: LeadersPage) -> None:
    go_to(people, "周立明")
    form = typed_absence(people, "2026-11-23", "2026-11-25")
    dialog = repair_of(form)
    row = dialog.rows[1]
    row.options.setCurrentIndex(row.options.count() - 1)
    row.reason.setText("会期可以错开")
    dialog.agreed.setText("县委办")
    dialog.keeper._timer.timeout.emit()  # the wait is over
    dialog.done(0)
    form.done(0)  # no Esc: the program ended
    again = people.add_absence()
    assert again is not None
    dialog = repair_of(again)
    row = dialog.rows[1]
    assert (row.choice().how, row.reason.text(), dialog.agreed.text()) == (Repair.KEEP, "会期可以错开", "县委办")
    assert dialog.restored.isVisible()
    dialog.done(0)
    again.reject_quietly()
    fresh = repair_of(typed_absence(people, "2026-11-23", "2026-11-25"))
    assert fresh.agreed.text() == ""
    fresh.try_save()
    with people.ctx.store.read() as session:
        assert form_drafts(session, "absence") == []


def test_a_hand_over_typed_and_ticked_survives_a_kill(people: LeadersPage) -> None:
    store = people.ctx.store
    go_to(people, "孙佩兰")
    dialog = people.hand_over()
    assert dialog is not None
    dialog.to.set_value(who(store, "陈雨桐"))
    dialog.on.setText("2026-12-01")
    dialog.reload()
    dialog.items.toggle(dialog.items.ticked()[0])
    dialog.reason.setText("分工调整")
    ticked = [row.key for row in dialog.items.ticked()]
    dialog.keeper._timer.timeout.emit()
    dialog.done(0)
    again = people.hand_over()
    assert again is not None
    assert (again.to.text(), again.on.text(), again.reason.text()) == ("陈雨桐", "2026-12-01", "分工调整")
    assert [row.key for row in again.items.ticked()] == ticked
    assert again.restored.isVisible()
    again.save()
    assert not again.isVisible()
    with store.read() as session:
        assert form_drafts(session, "hand-over") == []
