"""A person is masked until somebody looks, and whoever looks is noted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from db.models import Issue, Petitioner, Reveal
from db.queries.issue_detail import issue_draft
from db.services.disclosure import PetitionerFull
from desktop.issues.edit_dialog import EditDialog
from desktop.issues.issues_page import IssuesPage
from desktop.privacy.person_line import PersonLine

DAY = date(2026, 11, 23)


@pytest.fixture
def page(qtbot: Any, county_ctx: Any) -> IssuesPage:
    made = IssuesPage(county_ctx)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.shown(DAY)
    made.show()
    with county_ctx.store.read() as session:
        issue = session.scalars(
            select(Issue).join(Petitioner, Petitioner.id == Issue.petitioner_id).where(Petitioner.phone != "")
        ).first()
    made.go(issue_id=issue.id)
    return made


def person_of(page: IssuesPage) -> Petitioner:
    detail = page.ledger.detail.detail
    assert detail is not None
    with page.ctx.store.read() as session:
        issue = session.get_one(Issue, detail.row.id)
        return session.get_one(Petitioner, issue.petitioner_id)


def reveals(page: IssuesPage) -> int:
    with page.ctx.store.read() as session:
        return session.scalar(select(func.count()).select_from(Reveal)) or 0


def test_the_panel_masks_until_the_eye_is_pressed_and_notes_it(page: IssuesPage) -> None:
    line, person = page.ledger.detail.person, person_of(page)
    assert person.name not in line.label.text()
    line.eye.click()
    assert person.name in line.label.text()
    assert person.phone in line.label.text()
    assert reveals(page) == 1
    undo = page.ctx.store.undo_label()
    assert undo != "Show a person in full"
    with page.ctx.store.read() as session:
        noted = session.scalars(select(Reveal)).one()
        assert (noted.petitioner_id, noted.what) == (person.id, "detail")
    line.timer.timeout.emit()
    assert person.name not in line.label.text()


def test_the_key_does_the_same_and_hides_again(page: IssuesPage) -> None:
    line, person = page.ledger.detail.person, person_of(page)
    page.reveal_person()
    assert person.name in line.label.text()
    page.reveal_person()
    assert person.name not in line.label.text()
    assert reveals(page) == 1


def test_where_nothing_can_be_noted_nothing_is_shown(page: IssuesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[Exception] = []
    monkeypatch.setattr("desktop.errors.show_refusal", lambda _widget, error: refused.append(error))
    person = person_of(page)
    writer, page.ctx.store._writer = page.ctx.store._writer, None
    try:
        page.reveal_person()
    finally:
        page.ctx.store._writer = writer
    assert person.name not in page.ledger.detail.person.label.text()
    assert [type(error).__name__ for error in refused] == ["RevealNeedsLog"]


def test_a_line_out_of_sight_hides_the_person(qtbot: Any) -> None:
    line = PersonLine()
    qtbot.addWidget(line)
    line.show_masked("王**")
    line.show()
    line.show_full(PetitionerFull(1, "王桂英", "13800000000", "三组", "柳树村", 1))
    assert "王桂英" in line.label.text()
    line.hide()
    assert line.label.text() == "王**"


def open_form(page: IssuesPage, qtbot: Any) -> EditDialog:
    detail = page.ledger.detail.detail
    assert detail is not None
    with page.ctx.store.read() as session:
        draft = issue_draft(session, detail.row.id)
    assert draft is not None
    form = EditDialog(page, page.ctx, draft, number=detail.row.number, due=detail.row.due)
    qtbot.addWidget(form)
    form.show()
    return form


def test_the_form_keeps_whom_it_hides(page: IssuesPage, qtbot: Any) -> None:
    person = person_of(page)
    form = open_form(page, qtbot)
    assert form.person.text() == ""
    assert person.name not in form.person.placeholderText()
    form.title.setText("改了题目")
    form.save()
    after = person_of(page)
    assert (after.name, after.phone, after.address) == (person.name, person.phone, person.address)
    assert reveals(page) == 0


def test_what_is_typed_replaces_whom_it_hides_and_a_look_is_noted(page: IssuesPage, qtbot: Any) -> None:
    person = person_of(page)
    form = open_form(page, qtbot)
    form.reveal()
    assert (form.person.text(), form.phone.text()) == (person.name, person.phone)
    assert reveals(page) == 1
    form.person.hide_again()
    assert form.person.text() == ""
    qtbot.keyClicks(form.person, "Li Si")
    form.person.hide_again()
    assert form.person.value() == "Li Si"
    form.save()
    assert person_of(page).name == "Li Si"
    assert person_of(page).phone == person.phone
