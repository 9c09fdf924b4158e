"""Files on an issue: thumbnails turned and bounded, dropped and pasted, opened only on purpose, removed with undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from db.attachments import AttachmentRow, attachments_of, bytes_of
from desktop.attachments import file_acts
from desktop.attachments.taking import Offer
from desktop.attachments.thumbnails import SIDE, thumbnails_of
from desktop.attachments.viewer import PictureViewer
from desktop.context import AppContext
from desktop.issues.issues_page import IssuesPage
from desktop.widgets import Message
from tests.desktop.pages import Window, come_up
from tests.pictures import LINK, PDF, PROGRAM, huge_png, image, jpeg, png, saved

BROKEN = ("Corrupt JPEG", "JPEG datastream", "Premature end")
quiet = pytest.mark.qt_log_ignore(*BROKEN, extend=True)


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> IssuesPage:
    made = come_up(qtbot, county_ctx, IssuesPage)
    assert isinstance(made, IssuesPage)
    made.resize(made.width(), 1400)  # pictures are read when they come into sight
    made.activateWindow()
    return made


def rows(page: IssuesPage) -> list[AttachmentRow]:
    return page.ledger.detail.files.rows()


def names(page: IssuesPage) -> list[str]:
    return [row.name for row in rows(page)]


def settled(qtbot: QtBot, page: IssuesPage) -> None:
    thumbnails = thumbnails_of(page.ctx)
    qtbot.waitUntil(lambda: not page.files.is_busy() and thumbnails.is_idle(), timeout=5000)


def add(qtbot: QtBot, page: IssuesPage, *paths: Path) -> None:
    page.files.add(Offer(paths))
    settled(qtbot, page)


def written(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, data in files.items():
        paths.append(folder / name.replace("__", "."))
        paths[-1].write_bytes(data)
    return paths


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def messages(page: IssuesPage) -> list[Message]:
    return [each for each in page.window().findChildren(Message) if each.isVisible()]


# The strip


def test_several_photos_come_in_one_step_and_go_in_one_undo(qtbot: QtBot, page: IssuesPage, tmp_path: Path) -> None:
    before = rows(page)
    add(qtbot, page, *written(tmp_path, a__jpg=jpeg(6), b__png=png(), c__pdf=PDF))
    assert names(page)[len(before) :] == ["a.jpg", "b.png", "c.pdf"]
    assert page.ctx.window.said[-1] == "3 files added"
    page.ctx.store.undo()
    assert rows(page) == before
    page.ctx.store.redo()
    add(qtbot, page, tmp_path / "a.jpg")
    assert page.ctx.window.said[-1] == "These files are here already."
    assert len(rows(page)) == len(before) + 3


def test_files_are_dropped_on_the_panel_and_never_moved(qtbot: QtBot, page: IssuesPage, tmp_path: Path) -> None:
    (path,) = written(tmp_path, a__png=png())
    panel, mime = page.ledger.detail, mime_of(path)
    actions, button, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    both = actions | Qt.DropAction.CopyAction
    enter = QDropEvent(QPointF(5, 5), both, mime, button, none)
    enter.ignore()
    panel.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(5, 5), both, mime, button, none)
    drop.setDropAction(Qt.DropAction.MoveAction)
    panel.files.dropEvent(drop)
    assert drop.dropAction() is Qt.DropAction.CopyAction
    settled(qtbot, page)
    assert names(page)[-1] == "a.png"
    assert path.exists()


def test_a_picture_is_pasted_with_the_keyboard_alone(qtbot: QtBot, page: IssuesPage) -> None:
    QApplication.clipboard().setImage(image())
    page.ledger.detail.files.first_field().setFocus()
    qtbot.keyClick(page.ledger.detail.files.first_field(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, page)
    assert names(page)[-1].startswith("Picture 2026-11-23")
    QApplication.clipboard().setImage(image(60, 60))
    page.ledger.table.setFocus()
    qtbot.keyClick(page.ledger.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, page)
    assert sum(name.startswith("Picture 2026-11-23") for name in names(page)) == 2
    QApplication.clipboard().setText("words")
    page.files.take(QApplication.clipboard().mimeData())
    assert "no picture and no file" in page.ctx.window.said[-1]


def test_arrows_and_del_and_undo(qtbot: QtBot, page: IssuesPage, tmp_path: Path) -> None:
    add(qtbot, page, *written(tmp_path, a__png=png(), b__png=png(60, 60), c__pdf=PDF))
    before, tiles = names(page), page.ledger.detail.files.tiles
    tiles.setFocus()
    qtbot.keyClick(tiles, Qt.Key.Key_End)
    assert [row.name for row in tiles.chosen()] == ["c.pdf"]
    qtbot.keyClick(tiles, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert [row.name for row in tiles.chosen()] == ["b.png", "c.pdf"]
    qtbot.keyClick(tiles, Qt.Key.Key_Delete)
    assert names(page) == before[:-2]
    assert page.ctx.window.said[-1] == "2 files removed"
    page.ctx.store.undo()
    assert names(page) == before


def test_the_menu_key_offers_what_can_be_done(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[list[str]] = []
    words = lambda menu: [action.text().split("\t")[0] for action in menu.actions() if action.isEnabled()]  # noqa: E731
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: shown.append(words(menu)))
    add(qtbot, page, *written(tmp_path, a__png=png(), b__png=png(60, 60)))
    tiles = page.ledger.detail.files.tiles
    tiles.setCurrentIndex(tiles.model().index(0, 0))
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(tiles, by_key)
    assert shown == [["Look at it", "Save a copy…", "Remove", "Paste", "Add files…"]]
    tiles.selectAll()
    QApplication.sendEvent(tiles, by_key)
    assert shown[1] == ["Save a copy…", "Remove", "Paste", "Add files…"]


def test_single_letters_go_on_to_the_page(qtbot: QtBot, page: IssuesPage, tmp_path: Path) -> None:
    add(qtbot, page, *written(tmp_path, a__png=png(), s__png=png(60, 60)))
    tiles = page.ledger.detail.files.tiles
    tiles.setCurrentIndex(tiles.model().index(0, 0))
    qtbot.keyClick(tiles, Qt.Key.Key_S)
    assert tiles.currentIndex().row() == 0


@quiet
def test_thumbnails_are_made_for_pictures_only_and_a_screen_reader_hears_what_is_wrong(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path
) -> None:
    paths = written(
        tmp_path, a__jpg=jpeg(6, 240, 120), b__jpg=jpeg()[:60], c__exe=PROGRAM, d__docx=b"PK\x03\x04", e__png=huge_png()
    )
    page.files.add(Offer(tuple(paths)))
    settled(qtbot, page)
    page.grab()
    settled(qtbot, page)
    files, model = page.ledger.detail.files.rows()[-5:], page.ledger.detail.files.model
    shown = [model.picture(row) for row in files]
    assert shown[0] is not None
    assert shown[0].image is not None
    assert shown[0].image.width() <= SIDE.width()
    assert shown[1] is not None
    assert shown[1].image is None
    assert shown[2] is shown[3] is None
    stories = [model.story(row) for row in files]
    assert "damaged" in stories[1]
    assert "never opened" in stories[2]
    assert stories[3].startswith("d.docx  Document  ")
    assert "60,000 × 60,000" in stories[4]
    for message in messages(page):
        assert "“c.exe” could run on a computer" in message.text.text()
        message.close()


def test_nothing_is_written_outside_the_schedule(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    (path,) = written(tmp_path, a__png=png())
    add(qtbot, page, path)
    page.grab()
    settled(qtbot, page)
    assert list(temporary.rglob("*")) == []


def test_reading_only_shows_and_saves_but_adds_nothing(page: IssuesPage) -> None:
    detail = page.ledger.detail
    assert detail.detail is not None
    detail.show_issue(detail.detail, read_only=True)
    asked: list[object] = []
    detail.files.offered.connect(asked.append)
    detail.files.remove_wanted.connect(asked.append)
    detail.files.offer(mime_of(Path("a.png")))
    detail.files._remove()
    assert asked == []
    assert not detail.files.add.isVisible()


# Looking and saving


def test_the_viewer_leafs_turns_saves_and_closes_by_keys(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = png(), tmp_path / "out.png"
    add(qtbot, page, *written(tmp_path, a__png=source, b__jpg=jpeg(6), c__pdf=PDF))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_keys: (str(target), ""))
    pictures = [row.name for row in rows(page) if row.name != "c.pdf"]
    page.files.look_at(next(row for row in rows(page) if row.name == "a.png"))
    viewer = page.files.dialog
    assert isinstance(viewer, PictureViewer)
    qtbot.waitUntil(viewer.is_idle)
    assert viewer.canvas.shown_size() == QSize(80, 40)
    qtbot.keyClick(viewer, Qt.Key.Key_R)
    assert viewer.canvas.shown_size() == QSize(40, 80)
    qtbot.keyClick(viewer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert target.read_bytes() == source
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    qtbot.waitUntil(viewer.is_idle)
    assert viewer.windowTitle() == "b.jpg"
    assert viewer.canvas.shown_size() == QSize(80, 40)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.at == len(pictures) - 1
    assert not viewer.grab().isNull()
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert page.files.dialog is None


def test_a_document_is_opened_only_after_a_question_and_a_saved_copy(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    target = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_keys: (str(target), ""))
    add(qtbot, page, *written(tmp_path, a__pdf=PDF))
    page.ledger.detail.files.tiles.opened.emit(rows(page)[-1])
    dialog = page.files.dialog
    assert isinstance(dialog, Message)
    assert opened == []
    ahead = {button.caption(): button for button in dialog.findChildren(file_acts.Button)}
    assert list(ahead) == ["Cancel", "Save and open a copy…", "Save a copy…"]
    ahead["Save and open a copy…"].click()
    assert opened == [str(target)]
    assert target.read_bytes() == PDF


@pytest.mark.parametrize("file", [("a.exe", PROGRAM), ("报告.pdf", LINK), ("a.docm", b"PK\x03\x04"), ("a.js", b"x")])
def test_what_could_run_is_never_opened_and_saved_only_after_a_warning(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: tuple[str, bytes]
) -> None:
    name, data = file
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    (tmp_path / name).write_bytes(data)
    add(qtbot, page, tmp_path / name)
    for message in messages(page):
        message.close()
    row = rows(page)[-1]
    page.files.look_at(row)
    dialog = page.files.dialog
    assert isinstance(dialog, Message)
    assert [b.caption() for b in dialog.findChildren(file_acts.Button)] == ["Cancel", "Save all the same…"]
    dialog.reject()
    asked: list[str] = []
    monkeypatch.setattr(file_acts, "ask", lambda _home, words, **_keys: bool(asked.append(words)))
    assert file_acts.save_copies(page.ctx, page, [row]) == []
    assert "harm" in asked[0]
    file_acts.open_copy(page.ctx, page, row)
    assert opened == []


def test_several_are_saved_side_by_side_and_replace_nothing(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.png").write_bytes(b"mine")
    add(qtbot, page, *written(tmp_path, a__png=png(), b__png=png(60, 60)))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_keys: str(out))
    file_acts.save_copies(page.ctx, page, rows(page)[-2:])
    assert sorted(path.name for path in out.iterdir()) == ["a 2.png", "a.png", "b.png"]
    assert (out / "a.png").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "name",
    ["../../x.png", "C:\\x.png", "\\\\srv\\x.png", "CON.png", "x.png:ads", "报告\u202egnp.png", "长" * 80 + ".png"],
)
def test_hostile_names_come_out_harmless(
    qtbot: QtBot, page: IssuesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    shelf = page.files._shelf
    assert shelf.hold()
    shelf.put([(name, png()), ("second.png", png(60, 60))])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_keys: str(out))
    saved_to = file_acts.save_copies(page.ctx, page, rows(page)[-2:])
    assert [path.parent for path in saved_to] == [out, out]
    assert len(list(out.iterdir())) == 2
    assert "\u202e" not in saved_to[0].name


def test_what_is_damaged_in_the_schedule_says_so(qtbot: QtBot, page: IssuesPage, tmp_path: Path) -> None:
    add(qtbot, page, *written(tmp_path, a__png=png()))
    row = rows(page)[-1]
    gone = AttachmentRow(row.id, "gone.pdf", "", 1, row.added_on, "0" * 64)
    page.files.look_at(gone)
    (message,) = messages(page)
    assert "gone.pdf is damaged in the schedule" in message.text.text()
    with page.ctx.store.read() as session:
        assert bytes_of(session, row) == saved(image())
        assert row in attachments_of(session, issue_id=page.ledger.current_id())
