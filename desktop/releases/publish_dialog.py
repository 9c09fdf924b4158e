"""Publishing a stretch of the plan: its days, what stands against it, what changes, and the reason why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import UserError
from core.i18n import N_, _, clauses, ngettext
from core.release_check import CheckItem, ReleaseCheck
from core.release_errors import ReleaseStopped
from core.stretches import StretchKind, stretch_around
from db.services.clash_overrides import accept_clash
from db.services.releases import checked_stretch, publish
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.releases.columns import CHANGES, CHECKS
from desktop.releases.stretch_bar import StretchBar
from desktop.visits.reason import ReasonDialog
from desktop.widgets import FilledButton, PlainButton, PlainLabel
from desktop.widgets.dialogs import resize_within
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import NotReadable
from desktop.widgets.table import RowTable

_WIDE, _HIGH = 1060, 700
_SETTLED_MS: Final = 250
"""Nobody waits for the check of every digit of a day."""


class PublishDialog(QDialog):
    """Ctrl+Enter publishes, Alt+← and Alt+→ turn the stretch, Enter goes to the visit of a line, Alt+A accepts a clash.

    Signal: published(Issued): done; whoever opened the dialog says so.
    """

    published = Signal(object)

    def __init__(self, ctx: AppContext, parent: QWidget | None, *, around: date | None = None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self.check: ReleaseCheck | None = None
        self.reason_dialog: ReasonDialog | None = None
        self.setWindowTitle(_("Publish plan"))
        resize_within(self, _WIDE, _HIGH)
        self._later = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._later.timeout.connect(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(12)
        column.addWidget(_indented(PlainLabel(_("Publish plan"), px=19, bold=True, serifed=True)))
        self.bar = StretchBar(ctx.today(), *stretch_around(around or ctx.today(), StretchKind.MONTH))
        self.bar.settled.connect(self.look)
        self.bar.typed.connect(self._later.start)
        column.addWidget(_indented(self.bar))
        self.summary = PlainLabel(px=14, tone="ink2", wrap=True)
        column.addWidget(_indented(self.summary))
        column.addWidget(self._build_lists(), 1)
        column.addLayout(self._build_foot())
        self._build_keys()
        ctx.hub.changed.connect(self._on_changed)
        self.look()
        self.bar.kinds.setFocus()

    def _build_lists(self) -> QWidget:
        self.checks = RowTable(CHECKS, _("Check list"))
        self.checks.opened.connect(self._go_to)
        self.checks.current_changed.connect(lambda _row: self._show_buttons())
        self.changes = RowTable(CHANGES, _("What changes"))
        self.changes_title = PlainLabel(_("What changes in what was published"), px=15, bold=True)
        self.reason = QLineEdit()
        self.reason.setFont(sans(14))
        self.reason.setMaxLength(400)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Why published visits change; stands in the change notice"))
        self.reason.textEdited.connect(lambda _text: mark_invalid(self.reason))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.checks_title = PlainLabel(_("Check list"), px=15, bold=True)
        self.checks_line = _indented(self.checks_title)
        column.addWidget(self.checks_line)
        column.addWidget(self.checks, 3)
        self.changes_line = _indented(self.changes_title)
        self.reason_line = _indented(self.reason)
        column.addWidget(self.changes_line)
        column.addWidget(self.changes, 2)
        column.addWidget(self.reason_line)
        column.addStretch(0)
        return holder

    def _build_foot(self) -> QHBoxLayout:
        self.go_button = PlainButton(_("Go to the visit"), "calendar-blank", hint="Enter")
        self.accept_button = PlainButton(_("Accept the clash"), "check", hint="Alt A")
        self.said = PlainLabel(px=13, tone="red", wrap=True)
        away = PlainButton(_("Cancel"), hint="Esc")
        self.publish_button = FilledButton(_("Publish"), "megaphone", hint="Ctrl Enter")
        self.go_button.clicked.connect(lambda: self._go_to(self.checks.current_row()))
        self.accept_button.clicked.connect(self.accept_current)
        away.clicked.connect(self.reject)
        self.publish_button.clicked.connect(self.publish)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(10)
        for button in (self.go_button, self.accept_button, away, self.publish_button):
            button.setAutoDefault(False)
        row.addWidget(self.go_button)
        row.addWidget(self.accept_button)
        row.addWidget(self.said, 1)
        row.addWidget(away)
        row.addWidget(self.publish_button)
        return row

    def _build_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self.publish),
            ("Alt+A", self.accept_current),
            ("Alt+Left", lambda: self.bar.turn(-1)),
            ("Alt+Right", lambda: self.bar.turn(1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # What stands there

    def look(self) -> None:
        """Read what publishing these days would run into."""
        self._later.stop()
        self.check = None
        self.said.setText("")
        self.bar.clear_marks()
        ctx = self._ctx
        try:
            first, last = self.bar.days()
            with ctx.store.read() as session:
                self.check = checked_stretch(
                    session, first, last, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
                )
        except (NotReadable, UserError) as error:
            self.said.setText(str(error))
        self._show()

    def _show(self) -> None:
        check = self.check
        self.checks.show_rows(list(check.items) if check else [])
        self.changes.show_rows(list(check.changes) if check else [])
        changing = check is not None and check.needs_reason
        for widget in (self.changes_line, self.changes, self.reason_line):
            widget.setVisible(changing)
        for widget in (self.checks_line, self.checks):  # of days nobody can read, or without a visit, nothing is said
            widget.setVisible(check is not None and bool(check.items or not check.is_empty))
        self.checks_title.setText(_("Check list") if check and check.items else _("Nothing stands against it."))
        self.summary.setText(summary_of(check) if check is not None else "")
        self.publish_button.set_caption(_("Publish changes") if changing else _("Publish"))
        self._show_buttons()

    def _show_buttons(self) -> None:
        check, row = self.check, self._current()
        writable = not self._ctx.read_only
        self.go_button.setEnabled(row is not None and row.visit_id is not None)
        self.accept_button.setEnabled(writable and row is not None and row.clash is not None and row.accepted is None
                                      and row.visit_id is not None)  # fmt: skip
        self.publish_button.setEnabled(
            writable and check is not None and not (check.stopping or check.is_empty or check.says_the_same)
        )

    def _current(self) -> CheckItem | None:
        row = self.checks.current_row()
        return row if isinstance(row, CheckItem) else None

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"visit", "rule_override", "visit_agency", "visit_leader", "plan_release", "absence", "setting"}:
            self._later.start()

    # Acts

    def publish(self) -> None:
        """Publish; a refusal is said at the foot, and everything typed stays."""
        if self._ctx.read_only or not self.publish_button.isEnabled():
            self._say_why_not()
            return
        ctx, made = self._ctx, None
        self._later.stop()
        try:
            first, last = self.bar.days()
            with ctx.store.write(N_("Publish plan")) as session:
                made = publish(
                    session, first, last, today=ctx.today(), at=datetime.now(UTC), calendar=ctx.calendar,
                    settings=ctx.settings, reason=self.reason.text(), actor=ctx.store.actor,
                )  # fmt: skip
        except (NotReadable, UserError) as error:
            self.said.setText(str(error))
            if isinstance(error, UserError) and error.facts.get("field") == _("Reason"):
                mark_invalid(self.reason, str(error))
                self.reason.setFocus()
            return
        self._later.stop()
        self.accept()
        self.published.emit(made)

    def _say_why_not(self) -> None:
        """Answer the key where the button is dead, and go to the first clash that stops it."""
        check = self.check
        stop = check.stopping[0] if check is not None and check.stopping else None
        if check is None or stop is None:
            return  # the days cannot be read, or the line above says it
        self.checks.setCurrentIndex(self.checks.rows.index(self.checks.rows.rows().index(stop), 0))
        self.checks.setFocus()
        self.said.setText(str(ReleaseStopped(n=len(check.stopping), first=stop.sentence)))

    def accept_current(self) -> None:
        """Ask why the clash in hand is accepted, and keep that."""
        row = self._current()
        if row is None or not self.accept_button.isEnabled():
            return

        def write(reason: str) -> bool:
            clash, visit_id, ctx = row.clash, row.visit_id, self._ctx
            if clash is None or visit_id is None:
                return False
            with shown_to(self) as outcome, ctx.store.write(N_("Accept a clash")) as session:
                accept_clash(session, visit_id, clash, reason=reason, actor=ctx.store.actor, today=ctx.today())
            return outcome.ok

        words = _("It is kept with the visit and stands here as accepted.")
        self.reason_dialog = ReasonDialog(_("Accept the clash"), words, write, self, about=row.sentence, needed=True)
        self.reason_dialog.finished.connect(self.reason_dialog.deleteLater)
        self.reason_dialog.finished.connect(lambda _code: self.look())
        self.reason_dialog.open()

    def _go_to(self, row: object) -> None:
        if isinstance(row, CheckItem) and row.visit_id is not None:
            self.reject()
            self._ctx.navigate("calendar", visit_id=row.visit_id)


def summary_of(check: ReleaseCheck) -> str:
    """Return in one line what would be published."""
    if check.is_empty:
        return _("No visit on these days can be published.")
    if check.says_the_same:
        return _("Nothing differs from {issue}; print that one again.").format(issue=check.replaces)
    rows, changes, drafts, stops = len(check.rows), len(check.changes), check.drafts, len(check.stopping)
    parts = [ngettext("{n} visit", "{n} visits", rows).format(n=rows)]
    if check.replaces:
        parts.append(_("follows {issue}").format(issue=check.replaces))
    if changes:
        parts.append(ngettext("{n} change", "{n} changes", changes).format(n=changes))
    if drafts:
        parts.append(ngettext("{n} draft becomes set", "{n} drafts become set", drafts).format(n=drafts))
    if stops:
        parts.append(ngettext("{n} clash stops it", "{n} clashes stop it", stops).format(n=stops))
    return clauses(parts)


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 0, 24, 0)
    row.addWidget(widget)
    return holder
