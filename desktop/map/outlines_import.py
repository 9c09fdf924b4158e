"""Taking over outlines: a file is read beside the window, what fits is shown, then it is kept in one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from core.geo.matching import OutlineMatch, match_outlines
from core.geo.outlines import OutlineFile
from core.geo.reading import read_outlines
from core.i18n import N_, _, ngettext
from db.queries.names import named_townships
from db.services.map_shapes import NewShape, save_shapes
from desktop.context import AppContext
from desktop.map.outlines_dialog import OutlinesDialog
from desktop.tasks import Task


class OutlinesImport:
    """One import at a time over *widget*; the dialog stays reachable in `dialog`."""

    def __init__(self, ctx: AppContext, widget: QWidget) -> None:
        self._ctx, self._widget = ctx, widget
        self._task: Task | None = None
        self.dialog: OutlinesDialog | None = None

    def ask(self) -> None:
        """Ask for the file."""
        kinds = _("Outlines (*.geojson *.json);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self._widget, _("Import outlines"), "", kinds)
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Read a file; a refusal is one sentence and leaves everything as it was."""
        if self._task is not None or self._ctx.read_only:
            return
        with self._ctx.store.read() as session:
            townships = {row.id: row.name for row in named_townships(session)}

        def work(task: Task) -> tuple[OutlineFile, list[OutlineMatch]]:
            file = read_outlines(path)
            task.step(1, 2, file.name)
            return file, match_outlines(file, townships)

        def done(found: tuple[OutlineFile, list[OutlineMatch]]) -> None:
            self._preview(*found, townships)

        label = _("Reading {file}").format(file=path.name)
        self._task = self._ctx.tasks.start(label, work, done=done, widget=self._widget)
        self._task.finished.connect(self._end)

    def _end(self) -> None:
        self._task = None

    def _preview(self, file: OutlineFile, matches: list[OutlineMatch], townships: dict[int, str]) -> None:
        dialog = OutlinesDialog(file, matches, townships, self._widget)
        dialog.wanted.connect(self._keep)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _keep(self) -> None:
        if self.dialog is None:
            return
        shapes = {
            township_id: NewShape(match.name, match.polygons) for township_id, match in self.dialog.chosen().items()
        }
        said = ngettext("{n} outline taken over", "{n} outlines taken over", len(shapes)).format(n=len(shapes))
        kept = self._ctx.run(N_("Take over outlines"), save_shapes, shapes, widget=self.dialog, said=said)
        if kept is not None:
            self.dialog.accept()
