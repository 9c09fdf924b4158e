"""PySide6 6.12 takes references from None and True under Python 3.11; ours must outlast any working day."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import desktop


class _Speaker(QObject):
    spoken = Signal(bool)


def test_a_million_calls_that_return_nothing_leave_none_and_true_alive():
    assert desktop.__name__ == "desktop"
    speaker, heard = _Speaker(), []
    speaker.spoken.connect(heard.append)
    for _step in range(20_000):
        speaker.setObjectName("x")
        speaker.spoken.emit(True)
    assert len(heard) == 20_000
    if sys.version_info < (3, 12):
        assert min(map(sys.getrefcount, (None, True, False))) > 1_000_000_000


REPAINTS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
if sys.argv[1] == "cured":
    import desktop
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget


class Card(QWidget):
    def paintEvent(self, event):
        painter = QPainter(self)
        for _line in range(20):
            painter.drawLine(0, 0, 9, 9)
        painter.end()


application = QApplication([])
card = Card()
card.show()
for _turn in range(500):
    card.update()
    card.repaint()
    application.processEvents()
print("painted")
"""


def painted(how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", REPAINTS, how],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_window_that_repaints_500_times_lives():
    done = painted("cured")
    assert (done.returncode, done.stdout.strip()) == (0, "painted"), done.stderr
