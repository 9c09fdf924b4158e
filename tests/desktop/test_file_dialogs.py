"""A dialog that lists the schedule's folder opens no file in it, and so gives up no lock of SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QListView
from pytestqt.qtbot import QtBot

from db.store import Store
from desktop import file_dialogs
from desktop.file_dialogs import FileDialog
from tests.db.test_locks_stay import LOCKS, locks_on


@pytest.mark.skipif(not LOCKS.exists(), reason="only Linux tells which locks a process holds")
def test_a_look_into_the_schedules_folder_leaves_its_locks(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    with store.read():
        pass
    path = store.origin.path
    assert path is not None
    before = locks_on(path)
    dialog = FileDialog(None, "Save", str(tmp_path / "letter.pdf"))
    qtbot.addWidget(dialog)
    dialog.show()
    listed = dialog.findChild(QListView, "listView")
    shown, root = listed.model(), listed.rootIndex()
    qtbot.waitUntil(lambda: path.name in {shown.index(n, 0, root).data() for n in range(shown.rowCount(root))})
    assert locks_on(path) == before != []
    assert dialog.selectedFiles() == [str(tmp_path / "letter.pdf")]


def test_a_folder_that_is_not_there_gives_way_to_home(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    dialog = FileDialog(None, "Save", str(tmp_path / "Documents" / "letter.pdf"))
    qtbot.addWidget(dialog)
    assert dialog.selectedFiles() == [str(tmp_path / "letter.pdf")]


def test_all_of_qts_questions_for_files_are_asked_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in file_dialogs.ASKED:
        monkeypatch.setattr(QFileDialog, name, getattr(QFileDialog, name))  # put back afterwards
    monkeypatch.setattr(file_dialogs, "NEEDED", True)
    file_dialogs.take_over()
    answers = {
        QFileDialog.AcceptMode.AcceptOpen: [str(tmp_path / "a.xlsx")],
        QFileDialog.AcceptMode.AcceptSave: [str(tmp_path / "b.pdf")],
    }
    monkeypatch.setattr(FileDialog, "ask", lambda dialog: (answers[dialog.acceptMode()], "all"))
    assert QFileDialog.getOpenFileName(None, "Open", str(tmp_path), "All (*)") == (str(tmp_path / "a.xlsx"), "all")
    assert QFileDialog.getOpenFileNames(None, "Open", "", "") == ([str(tmp_path / "a.xlsx")], "all")
    assert QFileDialog.getSaveFileName(None, "Save", str(tmp_path / "b.pdf"), "PDF (*.pdf)")[0].endswith("b.pdf")
    assert QFileDialog.getExistingDirectory(None, "Folder", str(tmp_path)) == str(tmp_path / "a.xlsx")
