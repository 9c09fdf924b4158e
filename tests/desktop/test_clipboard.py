"""What names a petitioner leaves the clipboard after half a minute, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.clipboard import KEPT_SECONDS
from db.queries.residents import residents_in
from db.store import Store
from desktop.clipboard import ClipboardWatch, clear_own


@pytest.fixture
def clipboard(room: QWidget) -> Iterator[QClipboard]:
    """Return the clipboard, used from a window of ours."""
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def watch(qtbot: QtBot, clipboard: QClipboard, county: Store) -> Iterator[ClipboardWatch]:
    def names(text: str) -> frozenset[str]:
        with county.read() as session:
            return residents_in(session, text)

    made = ClipboardWatch(names)
    assert made.timer.interval() == KEPT_SECONDS * 1000 == 30_000
    made.timer.setInterval(50)
    yield made
    made.stop()


def resident(county: Store) -> str:
    from db.models import Petitioner  # noqa: PLC0415

    with county.read() as session:
        return next(name for (name,) in session.query(Petitioner.name) if len(name) == 3)


def test_a_name_known_to_the_schedule_goes(
    qtbot: QtBot, watch: ClipboardWatch, clipboard: QClipboard, county: Store
) -> None:
    clipboard.setText(f"请联系{resident(county)}")
    qtbot.waitUntil(lambda: clipboard.text() == "")


@pytest.mark.parametrize("text", ["13812345678", "53010219800101123X"])
def test_a_number_goes(qtbot: QtBot, watch: ClipboardWatch, clipboard: QClipboard, text: str) -> None:
    clipboard.setText(text)
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_other_words_stay(qtbot: QtBot, watch: ClipboardWatch, clipboard: QClipboard) -> None:
    clipboard.setText("全年下访 83 场")
    qtbot.wait(150)
    assert clipboard.text() == "全年下访 83 场"


def test_what_was_copied_since_stays(qtbot: QtBot, watch: ClipboardWatch, clipboard: QClipboard) -> None:
    clipboard.setText("13812345678")
    clipboard.setText("全年下访 83 场")
    qtbot.wait(150)
    assert clipboard.text() == "全年下访 83 场"


def test_what_another_program_copied_stays(
    qtbot: QtBot, watch: ClipboardWatch, clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "focusWindow", lambda: None)
    clipboard.setText("13812345678")
    qtbot.wait(150)
    assert clipboard.text() == "13812345678"


def test_locking_and_closing_clear_at_once(watch: ClipboardWatch, clipboard: QClipboard) -> None:
    watch.timer.setInterval(60_000)
    clipboard.setText("13812345678")
    clear_own()
    assert clipboard.text() == ""
    clipboard.setText("13812345678")
    watch.stop()
    assert clipboard.text() == ""


def test_while_names_cannot_be_looked_up_it_is_cleared_rather_than_kept(qtbot: QtBot, clipboard: QClipboard) -> None:
    from core.vault_errors import Locked  # noqa: PLC0415

    def refused(_text: str) -> frozenset[str]:
        raise Locked

    watch = ClipboardWatch(refused)
    clipboard.setText("全年下访 83 场")
    clear_own()
    assert clipboard.text() == ""
    watch.stop()
