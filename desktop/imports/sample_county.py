"""The sample county: a schedule file of its own, filled from the shipped workbooks, thrown away in one click.

The user's own schedule is never opened for it, let alone changed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.geo.reading import read_outlines
from core.i18n import N_, _
from core.imports.planning import Choices
from core.imports.workbook import read_workbook
from core.paths import resource, user_data
from db.services.imports import import_books
from db.services.map_shapes import bring_in
from db.services.settings import save_settings
from db.store import open_store
from desktop.errors import show_refusal
from desktop.tasks import Cancelled, Task, Tasks
from desktop.widgets import PlainButton, PlainLabel

COUNTY: Final = "云岭县"
OFFICE: Final = "县委办公室"
WORKBOOKS: Final = ("yunling-roster.xlsx", "yunling-schedule-2026.xlsx", "yunling-ledger-2026.xlsx")
OUTLINES: Final = "yunling-townships.geojson"
_BESIDE: Final = ("", "-wal", "-shm", "-journal", ".lock")


def sample_path() -> Path:
    """Return where the sample county's schedule lies."""
    return user_data() / "sample.db"


def build_sample(path: Path, task: Task, *, today: date) -> Path:
    """Write the sample county to *path*, under another name until it is whole; return *path*.

    Raises:
        Cancelled: the user stopped it; nothing is left behind.
        UserError: the disk is full or the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.stem}.part.db")
    remove_schedule(part)
    try:
        _fill(part, task, today=today)
        for ending in _BESIDE[1:]:
            part.with_name(part.name + ending).unlink(missing_ok=True)
        remove_schedule(path)
        os.replace(part, path)  # noqa: PTH105 - the atomic call by its own name
    except BaseException:
        remove_schedule(part)
        raise
    return path


def _fill(part: Path, task: Task, *, today: date) -> None:
    books = []
    for number, name in enumerate(WORKBOOKS):
        task.step(number, 100, _("Reading the workbooks"))
        books.append(read_workbook(resource("sample", name)))
    store = open_store(part, create=True, today=lambda: today)
    try:
        with store.write(N_("Start a schedule")) as session:
            save_settings(session, county=COUNTY, office=OFFICE, sample=True)

        def progress(done: int, total: int) -> None:
            task.step(10 + 80 * done // max(total, 1), 100, _("Writing visits and issues"))

        import_books(store, books, Choices(), today=today, progress=progress)
        task.step(98, 100, _("Almost there"))
        with store.write(N_("Take over outlines")) as session:
            bring_in(session, read_outlines(resource("sample", OUTLINES)))
    finally:
        store.close()


def remove_schedule(path: Path) -> None:
    """Delete a schedule file and what lies beside it.

    Raises:
        OSError: another program holds the file.
    """
    for ending in _BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


class SampleOpening(QWidget):
    """Shown over the window while the sample county is written. Signals: ready(object): its path; given_up()."""

    ready = Signal(object)
    given_up = Signal()

    def __init__(self, tasks: Tasks, today: date) -> None:
        super().__init__()
        self._today = today
        self._tasks = tasks  # outlives this page: a thread may still be on its last line when the page goes
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setFixedWidth(360)
        self.words = PlainLabel(_("Reading the workbooks"), tone="ink2")
        stop = PlainButton(_("Cancel"), hint="Esc")
        stop.clicked.connect(lambda _checked: self.cancel())
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        head = PlainLabel(_("Preparing Yunling, the sample county"), px=22, bold=True, serifed=True)
        for widget in (head, self.bar, self.words, stop):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def begin(self) -> None:
        """Write the sample county, or take the one that is there."""
        path, today = sample_path(), self._today

        def work(task: Task) -> Path:
            return path if path.exists() else build_sample(path, task, today=today)

        self._task = self._tasks.start(_("Sample county"), work, done=self.ready.emit, failed=self._on_failed)
        self._task.progressed.connect(self._on_progress)

    def cancel(self) -> None:
        """Stop at the next step."""
        self._task.cancel()
        self.words.setText(_("Stopping"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.words.setText(words)

    def _on_failed(self, fault: BaseException) -> None:
        self.given_up.emit()
        if isinstance(fault, (UserError, OSError)):
            show_refusal(self.window(), fault)
        elif not isinstance(fault, Cancelled):
            raise fault


def clear_sample() -> None:
    """Delete the sample county; an open window must have let go of it.

    Raises:
        OSError: another program holds the file.
    """
    remove_schedule(sample_path())
    with suppress(OSError):
        sample_path().with_name("sample.part.db").unlink(missing_ok=True)
