"""The issues of the plan: printed again as they were, their change notices and phone lists, and what differs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import _
from core.releases import Change
from db.queries.published import pending_changes
from db.queries.releases import ReleaseInfoRow, release_rows
from db.services.releases import Issued
from desktop.context import AppContext
from desktop.releases.change_dialog import NOW, ChangeDialog
from desktop.releases.columns import RELEASES
from desktop.releases.pending_words import pending_words
from desktop.releases.phone_dialog import PhoneDialog
from desktop.releases.publish_dialog import PublishDialog
from desktop.releases.release_papers import ReleasePaper, preview_release
from desktop.widgets import FilledButton, PlainButton, PlainLabel
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs import resize_within
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.table import RowTable

SHOWN = frozenset({"plan_release", "phone_call", "visit", "visit_agency", "visit_leader", "leader", "township"})


class ReleaseList(QDialog):
    """The latest first. Enter prints again; C is the change notice, T the phone list, V compares, N publishes."""

    def __init__(self, ctx: AppContext, parent: QWidget | None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self.opened: QDialog | None = None
        self.pending: list[Change] = []
        self.setWindowTitle(_("Issues of the plan"))
        resize_within(self, 1060, 600)
        self.releases = RowTable(RELEASES, _("Issues of the plan"))
        self.empty = EmptyWords(self.releases)
        self.releases.opened.connect(lambda _row: self.print_rota())
        self.releases.current_changed.connect(lambda _row: self._show_buttons())
        self.differs = PlainLabel(px=14, tone="amb")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(12)
        head.addWidget(PlainLabel(_("Issues of the plan"), px=19, bold=True, serifed=True))
        head.addStretch(1)
        head.addWidget(self.differs)
        column.addLayout(head)
        column.addWidget(self.releases, 1)
        column.addLayout(self._build_foot())
        ctx.hub.changed.connect(self._on_changed)
        self.reload()
        self.releases.setFocus()

    def _build_foot(self) -> QHBoxLayout:
        self.print_button = PlainButton(_("Print again"), "printer", hint="Enter")
        self.notice_button = PlainButton(_("Change notice"), hint="C")
        self.phones_button = PlainButton(_("Phone list"), hint="T")
        self.compare_button = PlainButton(_("Compare"), hint="V")
        close = PlainButton(_("Close"), hint="Esc")
        self.publish_button = FilledButton(_("Publish plan"), "megaphone", hint="N")
        acts: tuple[tuple[Button, str, Callable[[], object]], ...] = (
            (self.print_button, "", self.print_rota),
            (self.notice_button, "C", self.print_notice),
            (self.phones_button, "T", self.show_phones),
            (self.compare_button, "V", self.compare),
            (close, "", self.reject),
            (self.publish_button, "N", self.publish),
        )
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(10)
        for button, keys, act in acts:
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            if keys:
                QShortcut(QKeySequence(keys), self).activated.connect(act)
            if button is close:
                row.addStretch(1)
            row.addWidget(button)
        return row

    def reload(self) -> None:
        """Read the issues, and how far the plan of today is from them."""
        with self._ctx.store.read() as session:
            rows = release_rows(session)
            self.pending = pending_changes(session, self._ctx.today())
        self.releases.show_rows(rows)
        self.differs.setText(pending_words(len(self.pending)) if self.pending else "")
        self.empty.say("" if rows else _("Nothing has been published yet."))
        self._show_buttons()

    def current(self) -> ReleaseInfoRow | None:
        """Return the issue in hand."""
        row = self.releases.current_row()
        return row if isinstance(row, ReleaseInfoRow) else None

    def print_rota(self) -> None:
        """Show the rota of the issue in hand as it was published."""
        self._preview(ReleasePaper.ROTA)

    def print_notice(self) -> None:
        """Show the change notice of the issue in hand; a first one has none."""
        if self.notice_button.isEnabled():
            self._preview(ReleasePaper.NOTICE)

    def show_phones(self) -> None:
        """Work off the phone list of the issue in hand."""
        row = self.current()
        if row is not None:
            self._open(PhoneDialog(self._ctx, self, row.id))

    def compare(self) -> None:
        """Compare the issue in hand with the one it followed, or with the plan of today."""
        row = self.current()
        if row is None:
            return
        older = next((each for each in self.releases.rows.rows() if each.name == row.replaces), None)
        if older is None:
            self._open(ChangeDialog(self._ctx, self, row.id, NOW))
        else:
            self._open(ChangeDialog(self._ctx, self, older.id, row.id))

    def publish(self) -> None:
        """Publish the next issue, of the days of the one in hand where there is one."""
        if not self._ctx.read_only:
            row = self.current()
            dialog = PublishDialog(self._ctx, self, around=row.first if row is not None and self.pending else None)
            if row is not None and self.pending:
                dialog.bar.show_days(row.first, row.last)
            dialog.published.connect(self._on_published)
            self._open(dialog)

    def _on_published(self, made: Issued) -> None:
        self._ctx.toast(_("{issue} is published.").format(issue=made.name), undo=True)
        self.releases.go_to(made.id)

    def _preview(self, paper: ReleasePaper) -> None:
        row = self.current()
        if row is not None:
            self.opened = preview_release(self._ctx, self, row.id, paper)

    def _open(self, dialog: QDialog) -> None:
        self.opened = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_buttons(self) -> None:
        row = self.current()
        for button in (self.print_button, self.phones_button, self.compare_button):
            button.setEnabled(row is not None)
        self.notice_button.setEnabled(row is not None and bool(row.replaces or row.reason))
        self.publish_button.setEnabled(not self._ctx.read_only)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & SHOWN:
            self.reload()
