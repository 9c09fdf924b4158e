"""PySide6 6.12 takes references from None and True under Python 3.11; ours must outlast any working day."""

import sys

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
