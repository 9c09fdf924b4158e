"""The round trip of a unit's workbook in the window (P32): out, filled in, back, accepted by keys, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.agency_workbook.layout import COLUMNS, FIRST_ROW
from db.queries.papers import papers_of
from db.services.agency_returns import read_file
from desktop.context import AppContext
from desktop.papers import return_dialog
from desktop.papers.hand_out_dialog import HandOutDialog, save_again
from desktop.papers.return_dialog import ReturnDialog, open_review
from tests.desktop.conftest import TODAY
from tests.desktop.pages import Window

AT = {column.key: place for place, column in enumerate(COLUMNS, 1)}


def ask(ctx: AppContext, query: Callable[[Any], Any]) -> Any:
    with ctx.store.read() as session:
        return query(session)


class Round:
    """One workbook, out and back."""

    def __init__(self, qtbot: QtBot, ctx: AppContext, folder: Path) -> None:
        self.qtbot, self.ctx, self.folder = qtbot, ctx, folder
        dialog = HandOutDialog(ctx, None)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.units.setFocus()
        qtbot.keyClick(dialog.units, Qt.Key.Key_Space)
        with qtbot.waitSignal(dialog.accepted):
            dialog.hand_out_to(folder)
        qtbot.waitUntil(lambda: len(list(folder.glob("*.xlsx"))) == 1, timeout=10_000)
        (self.path,) = folder.glob("*.xlsx")

    def fill(self, place: int, **answers: Any) -> None:
        book = openpyxl.load_workbook(self.path)
        for key, value in answers.items():
            book.worksheets[0].cell(FIRST_ROW + place, AT[key]).value = value
        book.save(self.path)

    def back(self, home: QWidget) -> ReturnDialog | None:
        dialog = open_review(self.ctx, home, read_file(self.path))
        if dialog is not None:
            dialog.activateWindow()
            self.qtbot.waitUntil(dialog.isActiveWindow)
            dialog.changes.setFocus()
        return dialog


@pytest.fixture
def trip(qtbot: QtBot, county_ctx: AppContext, window: Window, tmp_path: Path) -> Round:
    """Return a workbook that was handed out to the first unit of the list."""
    folder = tmp_path / "out"
    folder.mkdir()
    return Round(qtbot, county_ctx, folder)


def progress(ctx: AppContext) -> list[str]:
    query = "SELECT text FROM issue_action WHERE kind IN ('progress_note', 'feedback') ORDER BY id DESC"
    return [row[0] for row in ask(ctx, lambda s: s.connection().exec_driver_sql(query).all())]


def test_p32_a_workbook_goes_out_comes_back_and_only_accepted_cells_go_in(
    trip: Round, room: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    county_ctx = trip.ctx
    assert "hand-over copy" in trip.path.name
    trip.fill(0, words="正在施工", person="李明")
    trip.fill(1, done="是")
    before = len(progress(county_ctx))
    dialog = trip.back(room)
    assert dialog is not None
    shown = [(change.row, change.column, bool(change.why_not)) for change in dialog.review.changes]
    assert shown == [(4, "words", False), (4, "person", False), (5, "done", True)]
    assert dialog.changes.ticked() == []
    qtbot.keyClick(dialog.changes, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.changes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert progress(county_ctx)[0] == "正在施工"
    assert len(progress(county_ctx)) == before + 1
    again = trip.back(room)
    assert again is not None
    assert [change.column for change in again.review.changes] == ["person", "done"]
    again.changes.tick_all(ticked=True)
    assert [change.column for change in again.changes.ticked()] == ["person"]
    again.take_in()
    trip.fill(1, done=None)
    told: list[str] = []
    monkeypatch.setattr(return_dialog, "tell", lambda _home, text: told.append(text))
    assert trip.back(room) is None
    assert "everything in it is known" in told[0]
    county_ctx.store.undo()
    county_ctx.store.undo()
    assert len(progress(county_ctx)) == before


def test_damage_to_a_returned_workbook_is_shown_and_esc_changes_nothing(
    trip: Round, room: QWidget, qtbot: QtBot
) -> None:
    county_ctx = trip.ctx
    trip.fill(12, title="新的问题")
    trip.fill(0, words="正在施工")
    head = county_ctx.store.head()
    dialog = trip.back(room)
    assert dialog is not None
    assert "Row 16 was added by hand" in dialog.remarks.toPlainText()
    qtbot.keyClick(dialog.changes, Qt.Key.Key_Escape)
    assert county_ctx.store.head() == head


def test_a_foreign_file_is_refused_in_words(
    county_ctx: AppContext, window: Window, room: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("desktop.errors.tell", lambda _home, text, **_more: said.append(text))
    book = openpyxl.Workbook()
    book.active.append(["序号", "事项"])
    book.save(tmp_path / "别的.xlsx")
    assert open_review(county_ctx, room, read_file(tmp_path / "别的.xlsx")) is None
    assert "carries no number" in said[0]


def test_a_workbook_is_saved_again_as_it_was(
    trip: Round, room: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county_ctx = trip.ctx
    other = tmp_path / "again"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(other))
    paper_id = ask(county_ctx, lambda s: papers_of(s, TODAY)[0].id)
    save_again(county_ctx, room, paper_id)
    qtbot.waitUntil(lambda: len(list(other.glob("*.xlsx"))) == 1, timeout=10_000)
    cells = [
        [[cell.value for cell in line] for line in openpyxl.load_workbook(path).worksheets[0]]
        for path in (trip.path, next(other.glob("*.xlsx")))
    ]
    assert cells[0] == cells[1]
