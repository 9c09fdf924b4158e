"""Files of a visit under record: safe in the schedule at once, attached in the one step that saves the record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.records import RecordDraft
from db.attachments import attach, attachments_of
from db.queries.issue_entry import entry_visits_on
from db.queries.visit_record import record_draft
from db.services.visit_record import save_record
from db.store import Store
from desktop.attachments.taking import Offer
from desktop.context import AppContext
from desktop.issues.entry.entry_page import EntryView
from desktop.issues.issues_page import IssuesPage
from desktop.machine import Machine
from desktop.main_window import MainWindow
from desktop.visits.record.files_section import FilesSection
from tests.desktop.conftest import TODAY
from tests.desktop.pages import Window, put
from tests.pictures import PDF, image, jpeg, png

VISIT = 3


@pytest.fixture
def section(room: QWidget, county_ctx: AppContext, window: Window) -> FilesSection:
    made = FilesSection(county_ctx)
    put(room, made)
    made.load(draft(county_ctx))
    return made


def draft(ctx: AppContext) -> RecordDraft:
    with ctx.store.read() as session:
        found = record_draft(session, VISIT)
    assert found is not None
    return found


def add(qtbot: QtBot, section: FilesSection, *paths: Path) -> None:
    section.acts.add(Offer(paths))
    qtbot.waitUntil(lambda: not section.acts.is_busy(), timeout=5000)


def names(section: FilesSection) -> list[str]:
    return [row.name for row in section.strip.rows()]


def attached(ctx: AppContext) -> list[str]:
    with ctx.store.read() as session:
        return [row.name for row in attachments_of(session, visit_id=VISIT)]


def test_chosen_and_pasted_files_survive_a_kill_and_the_loss_of_their_originals(
    qtbot: QtBot, section: FilesSection, county_ctx: AppContext, tmp_path: Path
) -> None:
    heard: list[object] = []
    section.changed.connect(lambda: heard.append(json.loads(json.dumps(section.typed()))))
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(jpeg(6))
    label = county_ctx.store.undo_label()
    add(qtbot, section, photo)
    mime = QMimeData()
    mime.setImageData(image())
    section.strip.offer(mime)
    qtbot.waitUntil(lambda: not section.acts.is_busy(), timeout=5000)
    photo.unlink()
    assert len(heard) == 2
    assert section.note() == "2 files go with the record when you finish"
    assert attached(county_ctx) == []
    assert county_ctx.store.undo_label() == label  # nothing was journalled yet

    again = FilesSection(county_ctx)  # after a kill, from the draft
    qtbot.addWidget(again)
    again.load(draft(county_ctx))
    again.restore(heard[-1])
    assert [name for name, _data in again.files()] == names(section)
    assert again.files()[0] == ("现场.jpg", jpeg(6))
    again.restore([{"name": "x", "sha256": "0" * 64, "size": 3}, {"name": 5}, None])
    assert again.files() == []


def test_the_save_attaches_them_and_one_undo_takes_all_back(
    qtbot: QtBot, section: FilesSection, county_ctx: AppContext, tmp_path: Path
) -> None:
    for name, data in (("a.jpg", jpeg(6)), ("b.png", png()), ("c.pdf", PDF)):
        (tmp_path / name).write_bytes(data)
    add(qtbot, section, *(tmp_path / name for name in ("a.jpg", "b.png", "c.pdf")))
    section.strip.tiles.setFocus()
    section.strip.tiles.setCurrentIndex(section.strip.model.index(1))
    qtbot.keyClick(section.strip.tiles, Qt.Key.Key_Delete)
    assert names(section) == ["a.jpg", "c.pdf"]
    with county_ctx.store.write("Save record") as session:
        save_record(
            session,
            draft(county_ctx),
            files=section.files(),
            ending=None,
            today=TODAY,
            calendar=county_ctx.calendar,
            settings=county_ctx.settings,
        )
    section.saved()
    assert attached(county_ctx) == ["a.jpg", "c.pdf"]
    assert names(section) == ["a.jpg", "c.pdf"]
    assert section.typed() is None
    county_ctx.store.undo()
    assert attached(county_ctx) == []
    assert names(section) == []


def test_what_is_attached_already_is_removed_with_undo(
    qtbot: QtBot, section: FilesSection, county_ctx: AppContext, tmp_path: Path
) -> None:
    with county_ctx.store.write("Attach") as session:
        attach(session, png(), "旧照片.png", added_on=TODAY, visit_id=VISIT)
    assert names(section) == ["旧照片.png"]
    (tmp_path / "旧照片.png").write_bytes(png())
    add(qtbot, section, tmp_path / "旧照片.png")
    assert names(section) == ["旧照片.png"]
    (tmp_path / "b.pdf").write_bytes(PDF)
    add(qtbot, section, tmp_path / "b.pdf")
    section.strip.tiles.selectAll()
    section.acts.remove(section.strip.tiles.chosen())
    assert names(section) == []
    county_ctx.store.undo()
    assert names(section) == ["旧照片.png"]


def test_finishing_waits_for_files_that_are_still_read(qtbot: QtBot, section: FilesSection, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    section.acts.add(Offer((tmp_path / "a.png",)))
    found = section.fault()
    assert found is not None
    assert found[1] == "Files are still being added. Wait a moment, then finish."
    qtbot.waitUntil(lambda: not section.acts.is_busy(), timeout=5000)
    assert section.fault() is None
    out: list[int] = []
    section.left_upwards.connect(lambda: out.append(-1))
    section.left_downwards.connect(lambda: out.append(1))
    section.first_field().setFocus()
    section.strip.tiles.setCurrentIndex(section.strip.model.index(0))
    qtbot.keyClick(section.strip.tiles, Qt.Key.Key_Up)
    qtbot.keyClick(section.strip.tiles, Qt.Key.Key_Down)
    assert out == [-1, 1]


def test_attendance_and_files_come_back_after_a_kill_and_go_in_one_undo(
    qtbot: QtBot,
    county: Store,
    make_ctx: Callable[[Store], AppContext],
    machine: Machine,
    tmp_path: Path,
) -> None:
    def record_page() -> EntryView:
        ctx.navigate("issues", entry_for=visit)
        page = window.page()
        assert isinstance(page, IssuesPage)
        assert page.entry is not None
        return page.entry

    ctx, window = make_ctx(county), MainWindow(machine)
    qtbot.addWidget(window)
    window.resize(1366, 736)
    window.open(ctx, "issues")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with county.read() as session:
        visit = entry_visits_on(session, TODAY)[0].id
    page = record_page()
    assert page.sections is not None
    page.body.enter("attendance")
    QApplication.clipboard().setText("张三、李四")
    qtbot.keyClick(page.sections.by_key["attendance"].first_field(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.body.enter("files")
    QApplication.clipboard().setImage(image())
    files = page.sections.by_key["files"]
    assert isinstance(files, FilesSection)
    qtbot.keyClick(files.first_field(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(files.shelf.pending), timeout=5000)
    page.save_now()

    ctx.navigate("today")
    again = record_page()
    assert again.sections is not None
    assert again is not page
    label = county.undo_label()
    again.finish()
    with county.read() as session:
        kept = record_draft(session, visit)
        assert kept is not None
        assert {"张三", "李四"} <= {each.name for each in kept.attendees if each.present}
        assert len(attachments_of(session, visit_id=visit)) == 1
    county.undo()
    assert county.undo_label() == label
    with county.read() as session:
        assert attachments_of(session, visit_id=visit) == []
        unsaved = record_draft(session, visit)
        assert unsaved is not None
        assert "张三" not in {each.name for each in unsaved.attendees}
