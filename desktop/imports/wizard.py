"""The import wizard: choose > match columns > fix > confirm, over the whole window, by keyboard or mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _
from core.imports.workbook import ENDINGS
from db.services.imports import ImportResult
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.imports.choose_step import ChooseStep
from desktop.imports.confirm_step import ConfirmStep
from desktop.imports.fix_step import FixStep
from desktop.imports.map_step import MapStep
from desktop.imports.session import ImportSession
from desktop.imports.step import KeyBar, Step, StepLine
from desktop.widgets import Button, FilledButton, PlainButton, PlainLabel, QuietButton, Rule, ask

LAST: Final = 3


class ImportWizard(QWidget):
    """Signals: closed(bool): the wizard is over; True when something was imported and not taken back."""

    closed = Signal(bool)

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self.ctx = ctx
        self.session = ImportSession(ctx, self)
        self.result: ImportResult | None = None
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.choose, self.map = ChooseStep(self.session), MapStep(self.session)
        self.fix, self.confirm = FixStep(self.session), ConfirmStep(self.session)
        self.steps: list[Step] = [self.choose, self.map, self.fix, self.confirm]
        self._build()
        self._connect()
        self.go(0)

    def go(self, index: int) -> None:
        """Show a step."""
        self.stack.setCurrentIndex(index)
        self.line.show_step(index)
        step = self.steps[index]
        step.shown()
        self._show_keys(step)
        self._show_buttons()
        step.focus_first()

    def at(self) -> int:
        """Return the index of the step in sight."""
        return self.stack.currentIndex()

    def next_step(self) -> None:
        """Go on; where that must wait, say why and go to the place."""
        if self.result is not None:
            self._leave()
            return
        if self.session.importing:
            return
        step = self.steps[self.at()]
        why = step.blocker() or (_("The rows are still being checked.") if self.session.planning else "")
        self.status.setText(why)
        self.status.set_tone("amb" if why else "ink2")
        if why:
            step.focus_problem()
        elif self.at() == LAST:
            self.session.carry_out()
        else:
            self.go(self.at() + 1)

    def previous_step(self) -> None:
        """Go back one step; nothing is lost."""
        if self.at() > 0 and self.result is None and not self.session.importing:
            self.status.setText("")
            self.go(self.at() - 1)

    def add_files(self) -> None:
        """Ask for files and take them in."""
        if self.result is not None or self.session.importing:
            return
        if self.at():
            self.go(0)
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog = QFileDialog(self, _("Add workbooks"), self._folder())
        dialog.setNameFilters([_("Workbooks ({endings})").format(endings=endings), _("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Look in:"))  # Qt's Chinese catalogue lacks these two
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Files of type:"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files)
        dialog.open()

    def begin(self) -> None:
        """Ask for files at once: whoever opens the wizard wants to choose some."""
        self.choose.focus_first()
        self.add_files()

    def cancel(self) -> None:
        """Leave with nothing changed; an import under way is rolled back first, decisions are asked about."""
        if self.result is not None:
            self._leave()
        elif self.session.importing:
            self.session.stop()
            self.status.setText(_("Stopping; nothing will have been changed."))
        elif not self.session.decided or ask(
            self,
            _("Leave the import? Your choices here are forgotten; the schedule and your files stay as they are."),
            yes=_("Leave"),
            no=_("Go on importing"),
        ):
            self._close(imported=False)

    def undo(self) -> None:
        """Take the import back, on the result page."""
        if self.result is None:
            return
        with shown_to(self) as outcome:
            self.ctx.store.undo()
        if outcome.ok:
            self.ctx.toast(_("The import is undone; the schedule is as it was before."))
            self._close(imported=False)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # taken away, or the window was closed: minimising is spontaneous
            self.session.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        match event.key():
            case Qt.Key.Key_Escape:
                self.cancel()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.next_step()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(focus, Button):
                focus.click()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.at() < LAST or self.result is not None:
                self.next_step()
            case _:
                super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_header())
        self.line = StepLine([_(step.title) for step in self.steps])
        column.addWidget(self.line)
        column.addWidget(Rule("line2"))
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        column.addWidget(self.stack, 1)
        column.addWidget(Rule("line2"))
        self.bar = KeyBar()
        self.status = self.bar.status
        column.addWidget(self.bar)

    def _build_header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 20, 8)
        row.setSpacing(10)
        self.headline = PlainLabel(_("Import from Excel"), px=22, bold=True, serifed=True)
        row.addWidget(self.headline)
        row.addStretch(1)
        self.cancel_button = QuietButton(_("Cancel"), hint="Esc")
        self.back = PlainButton(_("Step back"), "arrow-left", hint="Alt ←")
        self.next = FilledButton(_("Next"), "arrow-right", hint="Alt →")
        for button, go in (
            (self.cancel_button, self.cancel),
            (self.back, self.previous_step),
            (self.next, self.next_step),
        ):
            button.clicked.connect(lambda _checked=False, do=go: do())
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.line.wanted.connect(self._on_step_wanted)
        self.choose.files_wanted.connect(self.add_files)
        self.choose.repeated.connect(lambda: self.ctx.toast(_("That file is in the list already.")))
        self.confirm.undo_wanted.connect(self.undo)
        self.session.busy_changed.connect(self._on_busy)
        self.session.plan_changed.connect(self._on_plan)
        self.session.imported.connect(self._on_imported)
        self.session.stopped.connect(self._on_stopped)
        for keys, slot in (
            ("Alt+Right", self.next_step),
            ("Alt+Left", self.previous_step),
            ("Ctrl+O", self.add_files),
            ("Ctrl+Z", self.undo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _show_keys(self, step: Step) -> None:
        self.bar.show_keys(step.keys if self.result is None else (("Ctrl Z", N_("Undo the import")),))

    def _show_buttons(self) -> None:
        done, importing, last = self.result is not None, self.session.importing, self.at() == LAST
        self.back.setVisible(not done and self.at() > 0)
        self.back.setEnabled(not importing)
        self.cancel_button.setVisible(not done)
        self.cancel_button.set_caption(_("Stop importing") if importing else _("Cancel"))
        self.next.set_caption(_("Go to Today") if done else _("Import") if last else _("Next"))
        self.next.set_icon_name("sun-horizon" if done else "check" if last else "arrow-right")
        self.next.set_hint("Enter" if done else "Ctrl Enter" if last else "Alt →")
        nothing = last and not done and self.session.plan is not None and not self.session.plan.changes_anything
        self.next.setEnabled(not importing and not nothing)

    def _on_files(self, chosen: list[str]) -> None:
        self.ctx.machine.views["import_folder"] = str(Path(chosen[0]).parent)
        self.choose.take([Path(path) for path in chosen])

    def _on_step_wanted(self, index: int) -> None:
        if index < self.at() and self.result is None and not self.session.importing:
            self.go(index)

    def _on_busy(self) -> None:
        session = self.session
        self.status.set_tone("ink2")
        self.status.setText(
            _("Importing; the window may be used again in a moment.")
            if session.importing
            else _("Reading the files")
            if session.reading
            else _("Checking the rows")
            if session.planning
            else ""
        )
        self._show_buttons()

    def _on_plan(self) -> None:
        plan = self.session.plan
        if plan is None or (self.at() == LAST and not plan.ready and self.result is None):
            self.go(0 if plan is None else 2)
        self._show_buttons()

    def _on_imported(self, result: ImportResult) -> None:
        self.result = result
        self.headline.setText(_("Imported"))
        self.line.show_step(LAST + 1)
        self.confirm.show_result(result)
        self._show_keys(self.confirm)
        self._show_buttons()
        self.next.setFocus()

    def _on_stopped(self) -> None:
        self.status.setText(_("Stopped. Nothing was changed."))

    def _leave(self) -> None:
        """Keep the county's name where it was asked for, then show what came."""
        name = self.confirm.county_name.text().strip()
        if name and not self.ctx.settings.county:
            self.ctx.save_settings(county=name)
        self._close(imported=True)

    def _close(self, *, imported: bool) -> None:
        self.session.close()
        self.closed.emit(imported)

    def _folder(self) -> str:
        kept = self.ctx.machine.views.get("import_folder", "")
        return kept if isinstance(kept, str) and Path(kept).is_dir() else str(Path.home())
