"""The log, the list of those whose time is over, erasing by a typed word, and the preview's variants."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from core.chain import Variant
from core.issues import IssueState
from db.models import Issue, Petitioner, PrintedDocument, Reveal
from db.services.disclosure import see_petitioner
from desktop.documents.visit_sheet_preview import preview_visit_sheet
from desktop.privacy.chat import copy_for_chat
from desktop.privacy.erase_dialog import EraseDialog
from desktop.privacy.log_dialog import LogDialog
from desktop.privacy.retention_dialog import RetentionDialog
from desktop.privacy.variant_box import VariantBox
from desktop.settings.privacy_section import PrivacySection

DAY = date(2026, 11, 23)


def someone(ctx: Any) -> tuple[int, str, int]:
    """Return a petitioner with a name, and his issue."""
    with ctx.store.read() as session:
        row = session.execute(
            select(Petitioner.id, Petitioner.name, Issue.id)
            .join(Issue, Issue.petitioner_id == Petitioner.id)
            .where(Petitioner.name != "", Petitioner.phone != "")
            .order_by(Petitioner.id)
        ).first()
        return row[0], row[1], row[2]


def settle_long_ago(ctx: Any, issue_id: int) -> None:
    with ctx.store.write("Settle") as session:
        issue = session.get_one(Issue, issue_id)
        issue.state, issue.closed_on, issue.raised_on = IssueState.CLOSED, date(2020, 1, 2), date(2020, 1, 1)


def test_the_log_lists_looks_and_copies_masked_and_exports_itself(qtbot: Any, county_ctx: Any, tmp_path: Path) -> None:
    person, name, issue_id = someone(county_ctx)
    see_petitioner(county_ctx.store, what="detail", issue_id=issue_id, purpose="call back")
    copy_for_chat(county_ctx.store, f"{name} 13812345678", form="report_text")
    log = LogDialog(county_ctx)
    qtbot.addWidget(log)
    log.show()
    assert {row.kind.value for row in log.rows} == {"copy", "look"}
    assert all(name not in row.person for row in log.rows)
    log.kinds.choose("look")
    log.reload()
    assert [row.what for row in log.rows] == ["detail"]
    made = log.export_to(tmp_path / "log.xlsx")
    assert made is not None
    text = str([[cell.value for cell in row] for row in load_workbook(made).active.iter_rows()])
    assert name not in text
    assert "call back" in text
    log.kinds.choose("all")
    log._seek(name)
    assert [row.what for row in log.rows] == ["detail"]
    log._seek("Nobody")
    assert "Type all of it" in log.count.text()
    with county_ctx.store.read() as session:
        assert session.scalars(select(PrintedDocument.form).order_by(PrintedDocument.id)).all()[-1] == "log"
    assert person


def test_a_copied_text_holds_nobody(qtbot: Any, county_ctx: Any) -> None:
    _person, name, _issue = someone(county_ctx)
    said = copy_for_chat(county_ctx.store, f"{name}，13812345678，身份证530102198801012317", form="digest")
    assert name not in said
    assert "138" not in said
    assert "5301" not in said


def test_enter_takes_the_redacted_file(qtbot: Any) -> None:
    box = VariantBox(None, "Export")
    qtbot.addWidget(box)
    assert box.redacted.isDefault()
    box.redacted.click()
    assert box.chosen is Variant.REDACTED


def test_the_preview_is_redacted_and_an_internal_one_is_noted(qtbot: Any, county_ctx: Any, tmp_path: Path) -> None:
    with county_ctx.store.read() as session:
        visit_id = session.execute(select(Issue.visit_id).where(Issue.visit_id.is_not(None))).scalars().first()
    preview = preview_visit_sheet(None, county_ctx.store, visit_id, today=DAY)
    assert preview is not None
    qtbot.addWidget(preview)
    assert preview.variant is Variant.REDACTED
    preview.choose("internal")
    assert preview.variant is Variant.INTERNAL
    assert "Keep it in the office" in preview.variant_note.text()
    preview.save_to(tmp_path / "sheet(hand-over copy).pdf")
    assert [file.name for file in tmp_path.glob("*.pdf")] == ["sheet(internal copy).pdf"]
    with county_ctx.store.read() as session:
        copy = session.scalars(select(PrintedDocument)).one()
        assert (copy.variant, copy.number, copy.file_name) == (
            Variant.INTERNAL, "2026-0001", "sheet(internal copy).pdf",
        )  # fmt: skip


def test_where_nothing_can_be_noted_the_preview_stays_redacted(
    qtbot: Any, county_ctx: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    monkeypatch.setattr("desktop.errors.show_refusal", lambda _widget, error: refused.append(type(error).__name__))
    with county_ctx.store.read() as session:
        visit_id = session.execute(select(Issue.visit_id).where(Issue.visit_id.is_not(None))).scalars().first()
    preview = preview_visit_sheet(None, county_ctx.store, visit_id, today=DAY)
    assert preview is not None
    qtbot.addWidget(preview)
    writer, county_ctx.store._writer = county_ctx.store._writer, None
    try:
        preview.choose("internal")
        assert preview.save_to(tmp_path / "a.pdf")
    finally:
        county_ctx.store._writer = writer
    assert refused == ["LogNeedsWriting"]
    assert preview.variants.current() == "redacted"
    assert [file.name for file in tmp_path.glob("*.pdf")] == ["a(hand-over copy).pdf"]


def test_erasing_needs_the_word_and_a_closed_issue(qtbot: Any, county_ctx: Any) -> None:
    person, _name, issue_id = someone(county_ctx)
    dialog = EraseDialog(county_ctx, [person])
    qtbot.addWidget(dialog)
    with county_ctx.store.read() as session:
        is_open = session.get_one(Issue, issue_id).state is not IssueState.CLOSED
    dialog.word.setText(dialog.wanted_word())
    assert dialog.go.isEnabled() is not is_open
    settle_long_ago(county_ctx, issue_id)
    again = EraseDialog(county_ctx, [person])
    qtbot.addWidget(again)
    again.word.setText("something else")
    assert not again.go.isEnabled()
    again.word.setText(again.wanted_word())
    assert again.go.isEnabled()
    task = again.erase()
    assert task is not None
    with qtbot.waitSignal(again.accepted, timeout=20000):
        pass
    with county_ctx.store.read() as session:
        row = session.get_one(Petitioner, person)
        assert (row.name, row.phone, row.erased_on) == ("", "", DAY)
        assert session.scalars(select(Reveal.what)).all() == ["erased"]


def test_the_list_ticks_by_keys_and_never_erases_by_itself(qtbot: Any, county_ctx: Any) -> None:
    person, _name, issue_id = someone(county_ctx)
    settle_long_ago(county_ctx, issue_id)
    listed = RetentionDialog(county_ctx)
    qtbot.addWidget(listed)
    listed.show()
    assert [row.id for row in listed.rows] == [person]
    assert not listed.go.isEnabled()
    listed.tick_current()
    assert listed.ticked == {person}
    listed.tick_all()
    assert listed.ticked == set()
    listed.tick_all()
    dialog = listed.erase()
    assert dialog is not None
    assert [plan.row.id for plan in dialog.plans] == [person]
    dialog.reject()
    with county_ctx.store.read() as session:
        assert session.get_one(Petitioner, person).erased_on is None


def test_the_section_counts_and_refuses_bad_years(qtbot: Any, county_ctx: Any) -> None:
    section = PrivacySection(county_ctx)
    qtbot.addWidget(section)
    section.reload()
    section.years.setText("3000")
    section.years.left.emit()
    assert county_ctx.settings.retention_years == 5
    section.years.setText("0")
    section.years.left.emit()
    assert county_ctx.settings.retention_years == 0
    section.reload()
    assert section.over_count.text().startswith("0")
