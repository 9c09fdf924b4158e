"""Taking an offer: one write, then the calls, the notice of change and the calendar files are at hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.directory import AbsenceDraft
from core.files import safe_file_name, write_file
from core.i18n import _, ngettext
from db.queries.calendar_files import CalendarFile, calendar_files
from db.queries.published import pending_changes
from db.queries.repairs import OfferRow, Repairs
from db.services.absence_repair import Around
from db.services.repairs import Mended, mend
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.file_dialogs import existing_directory
from desktop.widgets import FilledButton, PlainButton, PlainLabel

_WIDE = 520


def write_offer(
    ctx: AppContext,
    found: Repairs,
    row: OfferRow,
    *,
    label: str,
    uid: str,
    reason: str,
    agreed_by: str,
    absence: AbsenceDraft | None = None,
) -> Mended:
    """Write an offer in one step.

    Raises:
        UserError: as with `mend`; nothing is written then.
    """
    around = Around(ctx.calendar, ctx.settings, ctx.store.actor, ctx.today())
    with ctx.store.write(label) as session:
        return mend(
            session, found.disruption, row.offer.changes, versions=found.versions, uid=uid, around=around,
            reason=reason, agreed_by=agreed_by, absence=absence,
        )  # fmt: skip


class AfterDialog(QDialog):
    """What is left to do after an offer was taken: the calls, the calendar files, the notice of change.

    Args:
        ctx: The open schedule.
        row: The offer.
        made: What was written.
        home: The page it was taken on.
    """

    def __init__(self, ctx: AppContext, row: OfferRow, made: Mended, home: QWidget) -> None:
        super().__init__(home.window())
        self._ctx, self._made, self._home = ctx, made, home
        self.setWindowTitle(_("The plan is mended"))
        self.setFixedWidth(_WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("The plan is mended"), px=17, bold=True, serifed=True))
        for line in row.changes:
            column.addWidget(PlainLabel(line, px=14, wrap=True))
        column.addWidget(PlainLabel(_("Nobody to phone") if not row.people else _("To phone"), px=13, tone="ink3"))
        for each in row.people:
            column.addWidget(PlainLabel(f"{each.name}  {each.phone}".strip(), px=14, wrap=True))
        with ctx.store.read() as session:
            self.pending = len(pending_changes(session, ctx.today()))
        if self.pending:
            words = ngettext("{n} change is not published yet.", "{n} changes are not published yet.", self.pending)
            column.addWidget(PlainLabel(words.format(n=self.pending), px=13, tone="amb", wrap=True))
        self.said = PlainLabel("", px=13, tone="ink2", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        column.addSpacing(6)
        column.addLayout(self._build_buttons())
        self.publish_button.setVisible(bool(self.pending))
        self.finished.connect(self.deleteLater)

    def _build_buttons(self) -> QHBoxLayout:
        self.save_button = PlainButton(_("Save calendar files…"), "calendar-blank", hint="Alt C")
        self.save_button.setShortcut("Alt+C")
        self.save_button.clicked.connect(self.ask_where)
        self.publish_button = PlainButton(_("Publish the change"), "megaphone", hint="Alt P")
        self.publish_button.setShortcut("Alt+P")
        self.publish_button.clicked.connect(self._publish)
        close = FilledButton(_("Close"), "check", hint="Enter")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.save_button)
        row.addWidget(self.publish_button)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def ask_where(self) -> None:
        """Ask for a folder and write the calendar files there."""
        folder = existing_directory(self, _("Folder for the calendar files"))
        if folder:
            self.save_to(Path(folder))

    def save_to(self, folder: Path) -> list[Path]:
        """Write the calendar files; one that is there already stays, and the new one gets a number."""
        with self._ctx.store.read() as session:
            files = calendar_files(
                session, self._made.visit_ids, self._made.stayed_home, made_at=datetime.now(UTC)
            )  # fmt: skip
        written: list[Path] = []
        with shown_to(self) as outcome:
            for each in files:
                target = _unused(folder, each)
                write_file(target, each.data)
                written.append(target)
        if outcome.ok:
            n = len(written)
            words = ngettext("{n} calendar file is saved in {folder}.", "{n} calendar files are saved in {folder}.", n)
            self.said.setText(words.format(n=n, folder=folder))
            self.said.show()
            self.adjustSize()
        return written

    def _publish(self) -> None:
        from desktop.releases.release_commands import publish_plan  # noqa: PLC0415 - not at every start

        self.accept()
        publish_plan(self._ctx, self._home)


def show_after(ctx: AppContext, row: OfferRow, made: Mended, home: QWidget) -> AfterDialog:
    """Say that it is done, with undo, and open what is left to do."""
    ctx.toast(_("The plan is mended."), undo=True)
    dialog = AfterDialog(ctx, row, made, home)
    dialog.open()
    return dialog


def _unused(folder: Path, file: CalendarFile) -> Path:
    stem = file.name.rpartition(".")[0]
    target, n = folder / safe_file_name(stem, ".ics"), 1
    while target.exists():
        n += 1
        target = folder / safe_file_name(f"{stem} {n}", ".ics")
    return target
